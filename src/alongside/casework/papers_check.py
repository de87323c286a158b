"""What a file that somebody sends really is, and what of it we keep (R45, R46).

A file is judged by its content, never by its name or by what the browser says of it.

* A picture (JPEG, PNG, WebP) is opened and written anew: the place and time it holds, and whatever hides
  behind it, do not come along. It is then safe by how it was made, scanner or not. A picture marked as
  evidence stays as it came, and only if it is whole and nothing but a picture.
* A PDF cannot be written anew here. It is held back if it is locked, or if something in it runs by itself;
  and, where no scanner is set up (ALONGSIDE_SCANNER), always, until a coordinator lets it go.
* If a scanner is set up and does not answer, all that is sent is held back. What it finds is not kept.
* Everything else is refused, with a sentence that says what to send instead.
"""

import re
from dataclasses import dataclass, replace
from io import BytesIO

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from alongside.casework.models import FileType, HeldWhy
from alongside.casework.papers_pdf import why_held
from alongside.casework.scanner import Scan, scan
from alongside.common.problems import Problem, RuleBroken

LONGEST_SIDE = 2400
"""Pixels. A page of A4 is read well at this size, on a weak phone too."""

MOST_PIXELS = {FileType.JPEG: 64_000_000, FileType.PNG: 25_000_000, FileType.WEBP: 25_000_000}
"""A small file can open to gigabytes. A JPEG may have more, as it is opened at a part of its size."""

QUALITY = 85

_FORMATS = {FileType.JPEG: "JPEG", FileType.PNG: "PNG", FileType.WEBP: "WEBP"}
_HEIF = re.compile(rb"....ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1|avif|avis)", re.DOTALL)
_OFFICE = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf")
_MARKUP = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<", re.DOTALL)

# what has no place inside a picture or a PDF. Each is too long to turn up by chance.
_HIDDEN_PAGE = re.compile(rb"<script|<html|<!doctype|<\?php|<svg\s", re.IGNORECASE)
_HIDDEN_PDF = b"%PDF-"
_END_OF_ZIP = b"PK\x05\x06"
_WHERE_PDF_BEGINS = 1024 + len(_HIDDEN_PDF)
_WHERE_ZIP_ENDS = 65_535 + 22
_END_OF_JPEG_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


@dataclass(frozen=True)
class Inspected:
    """What is kept of a file, and why it is held back, if it is."""

    content: bytes
    file_type: FileType
    width: int | None = None
    height: int | None = None
    was_scanned: bool = False
    held_why: HeldWhy | None = None


def inspect(content: bytes, *, as_it_came: bool = False) -> Inspected:
    """Return what to keep of `content`; `as_it_came` for evidence. Raises RuleBroken with what to do."""
    file_type = _type_of(content)
    _refuse_what_hides(content, file_type)
    if file_type == FileType.PDF:
        kept = _inspect_pdf(content)
    else:
        kept = _inspect_picture(content, file_type, as_it_came=as_it_came)
    return _scanned(kept)


def refuse(code: str, sentence: str | Promise) -> RuleBroken:
    """Return the refusal of a file, to be raised."""
    return RuleBroken(Problem(code, sentence, "upload"))


def too_big() -> RuleBroken:
    """Return the refusal of a file that is too big, to be raised."""
    most = settings.FILE_UPLOAD_MAX_MEMORY_SIZE // (1024 * 1024)
    sentence = _(
        "This file is too big: at most %(most)d MB. Take the photo in a smaller size, and choose it again."
    )
    return refuse("too_big", sentence % {"most": most})


def _type_of(content: bytes) -> FileType:
    if content.startswith(b"\xff\xd8\xff"):
        return FileType.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileType.PNG
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return FileType.WEBP
    if content.startswith(b"%PDF-"):
        return FileType.PDF
    raise _not_ours(content)


def _not_ours(content: bytes) -> RuleBroken:
    if not content:
        return refuse("empty", _("This file is empty. Choose it again, or take a photo of the paper."))
    if _HEIF.match(content):
        sentence = _(
            "This photo is of a kind that not every computer can open (HEIC). On an iPhone, open Settings, "
            "Camera, Formats, and choose “Most compatible”. Then take it again. Or send a screenshot of it."
        )
        return refuse("heic", sentence)
    if content.startswith(_OFFICE):
        sentence = _(
            "Word files, zip files and the like cannot be kept here. Save it as a PDF, or take a photo of it."
        )
        return refuse("office", sentence)
    if _MARKUP.match(content):
        return refuse(
            "markup", _("Web pages and drawings cannot be kept here. Take a screenshot, and send that.")
        )
    return refuse("unknown", _("Send a photo or a PDF. Other kinds of file cannot be kept here."))


def _refuse_what_hides(content: bytes, file_type: FileType) -> None:
    """Refuse a file that is two kinds of file at once."""
    hides = _HIDDEN_PAGE.search(content) or _END_OF_ZIP in content[-_WHERE_ZIP_ENDS:]
    if file_type != FileType.PDF:
        hides = (
            hides or _HIDDEN_PDF in content[:_WHERE_PDF_BEGINS] or _HIDDEN_PDF in _behind(content, file_type)
        )
    if hides:
        sentence = _(
            "There is something else hidden in this file, so it was not kept. Take a photo of the paper."
        )
        raise refuse("two_in_one", sentence)


def _inspect_picture(content: bytes, file_type: FileType, *, as_it_came: bool) -> Inspected:
    try:
        picture = Image.open(BytesIO(content), formats=[_FORMATS[file_type]])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _flood() from error
    except Exception as error:
        raise _broken() from error
    if picture.width * picture.height > MOST_PIXELS[file_type]:
        raise _flood()
    try:
        return _as_it_came(picture, content, file_type) if as_it_came else _written_anew(picture, file_type)
    except Exception as error:  # a broken picture fails in as many ways as there are pictures
        raise _broken() from error


def _written_anew(picture: Image.Image, file_type: FileType) -> Inspected:
    """Keep the picture and nothing else: no place, no time, no comment, nothing behind it."""
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    keeps_lines = file_type == FileType.PNG
    plain = _plain(upright, keeps_clear=keeps_lines)
    written = BytesIO()
    if keeps_lines:
        plain.save(written, "PNG", optimize=True)
    else:
        plain.save(written, "JPEG", quality=QUALITY, optimize=True)
    kind = FileType.PNG if keeps_lines else FileType.JPEG
    return Inspected(written.getvalue(), kind, plain.width, plain.height)


def _plain(picture: Image.Image, *, keeps_clear: bool) -> Image.Image:
    """Return a new picture of the same dots: what else the old one carried stays behind."""
    if not keeps_clear and picture.has_transparency_data:
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture.convert("RGBA"))
    mode = "RGBA" if keeps_clear and picture.has_transparency_data else "RGB"
    plain = Image.new(mode, picture.size)
    plain.paste(picture.convert(mode))
    return plain


def _as_it_came(picture: Image.Image, content: bytes, file_type: FileType) -> Inspected:
    """Keep every byte of evidence that opens to its end; hold it back if something stands behind it."""
    picture.load()
    held_why = HeldWhy.UNCLEAR if _behind(content, file_type).strip(b"\0") else None
    return Inspected(content, file_type, picture.width, picture.height, held_why=held_why)


def _behind(content: bytes, file_type: FileType) -> bytes:
    """Return what stands after the end of a picture."""
    if file_type == FileType.WEBP:
        return content[8 + int.from_bytes(content[4:8], "little") :]
    if file_type == FileType.PNG:
        return content.partition(b"IEND\xaeB`\x82")[2]
    return content[_end_of_jpeg(content) :]


def _end_of_jpeg(content: bytes) -> int:
    """Return where a JPEG ends: a small picture inside it has an end of its own, which is not meant."""
    at = 2
    while content[at : at + 1] == b"\xff":
        mark = content[at + 1 : at + 2]
        if mark == b"\xd9":
            return at + 2
        # one of these may stand before a mark to fill up
        at += 1 if mark == b"\xff" else 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if mark == b"\xda":
            found = _END_OF_JPEG_SCAN.search(content, at)
            at = found.start() if found else len(content)
    return at


def _inspect_pdf(content: bytes) -> Inspected:
    if b"%%EOF" not in content[-1024:]:
        sentence = _(
            "This PDF is not whole: its end is missing. Send it again, or take a photo of the paper."
        )
        raise refuse("broken", sentence)
    return Inspected(content, FileType.PDF, held_why=why_held(content))


def _scanned(kept: Inspected) -> Inspected:
    result = scan(kept.content)
    if result == Scan.HARMFUL:
        sentence = _(
            "Our check found something harmful in this file, so it was not kept. Tell your coordinator."
        )
        raise refuse("harmful", sentence)
    if result == Scan.AWAY:
        return replace(kept, held_why=kept.held_why or HeldWhy.SCANNER_AWAY)
    if result == Scan.NONE:
        unsure = HeldWhy.NOT_SCANNED if kept.file_type == FileType.PDF else None
        return replace(kept, held_why=kept.held_why or unsure)
    return replace(kept, was_scanned=True)


def _flood() -> RuleBroken:
    return refuse(
        "too_many_dots", _("This picture is too large to open. Take the photo again in a smaller size.")
    )


def _broken() -> RuleBroken:
    return refuse("broken", _("This picture cannot be opened. Take the photo again, or send a screenshot."))
