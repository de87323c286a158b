"""The photo of a receipt: opened and written anew, so that nothing but the picture is kept (R45, R46)."""

from io import BytesIO

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from alongside.common.problems import Problem, RuleBroken

FORMATS = ("JPEG", "PNG", "WEBP")
LONGEST_SIDE = 1600
"""Pixels. A till receipt is read well at this size."""
MOST_PIXELS = 64_000_000
QUALITY = 80
FILE_TYPE = "image/jpeg"


def receipt_of(content: bytes) -> bytes:
    """Return the picture as a JPEG with no place and time in it. Raises RuleBroken with what to do."""
    try:
        picture = Image.open(BytesIO(content), formats=FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise _refuse("too_large", _("This photo is too large. Take it again in a smaller size."))
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise _refuse(
            "no_picture",
            _("This is no photo that we can open. Take a photo of the receipt, and send that."),
        ) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    kept = BytesIO()
    upright.save(kept, "JPEG", quality=QUALITY)
    return kept.getvalue()


def too_big() -> RuleBroken:
    """Return the refusal of a file that is too big, to be raised."""
    most = settings.FILE_UPLOAD_MAX_MEMORY_SIZE // (1024 * 1024)
    return _refuse("too_big", _("This file is too big: at most %(most)d MB.") % {"most": most})


def _refuse(code: str, sentence: object) -> RuleBroken:
    return RuleBroken(Problem(code, str(sentence), "receipt"))
