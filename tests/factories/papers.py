"""Papers, and the files people send: good, broken and hostile."""

import zlib
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from alongside.accounts.models import User
from alongside.casework.actions.papers import keep_paper
from alongside.casework.models import Case, Paper, PaperKind

LATITUDE, MADE_BY, TURNED, GPS = 2, 271, 274, 34853
"""Tags of EXIF."""


def picture(kind: str = "JPEG", *, size: tuple[int, int] = (60, 40), mode: str = "RGB") -> bytes:
    """Return a small picture, light on the left and dark on the right."""
    drawn = Image.new(mode, size, "white")
    ImageDraw.Draw(drawn).rectangle((size[0] // 2, 0, size[0], size[1]), fill="black")
    written = BytesIO()
    drawn.save(written, kind)
    return written.getvalue()


def phone_photo(*, size: tuple[int, int] = (60, 40), turned: int = 6) -> bytes:
    """Return a photo that says where it was taken, with what, and which way up."""
    exif = Image.Exif()
    exif[MADE_BY] = "canarymaker"
    exif[TURNED] = turned
    exif.get_ifd(GPS)[LATITUDE] = (51.0, 30.0, 0.0)
    written = BytesIO()
    Image.open(BytesIO(picture(size=size))).save(written, "JPEG", exif=exif, comment=b"canarycomment")
    return written.getvalue()


def pdf(*objects: bytes, packed: bytes = b"", head: bytes = b"") -> bytes:
    """Return a PDF of `objects`; `packed` goes into a stream of packed objects."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, made) for number, made in enumerate(objects, 1))
    if packed:
        stream = zlib.compress(packed)
        about = b"<< /Type /ObjStm /Filter /FlateDecode " + head + b" /Length %d >>" % len(stream)
        body += b"9 0 obj\n" + about + b"\nstream\n" + stream + b"\nendstream\nendobj\n"
    return b"%PDF-1.7\n" + body + b"trailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"


def upload(content: bytes | None = None, name: str = "IMG_0001.jpg") -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, picture() if content is None else content)


def make_paper(case: Case, *, by: User, content: bytes | None = None, **told: Any) -> Paper:
    """Return a kept letter of one page."""
    told = {"kind": PaperKind.LETTER, "title": "The council's decision", **told}
    return keep_paper(case, by=by, upload=upload(content), **told)
