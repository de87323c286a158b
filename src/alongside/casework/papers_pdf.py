"""Looking into a PDF for what should not be opened unseen. It does not replace a scanner."""

import re
import zlib
from collections.abc import Iterator

from alongside.casework.models import HeldWhy

MOST_INFLATED = 16 * 1024 * 1024
"""Bytes of packed objects that we look through; a PDF that holds more is held back."""

_HEAD = 4096
"""Bytes before a stream in which its own description stands."""

_BITE = 16 * 1024

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_NAME_BY_NUMBER = re.compile(rb"#([0-9A-Fa-f]{2})")
_PACKED = re.compile(rb"/ObjStm\b")
_PREDICTED = re.compile(rb"/Predictor\b")
_LOCKED = re.compile(rb"/Encrypt\b")
# long enough not to turn up by chance in a picture; what does harm needs one of them
_ACTIVE = re.compile(
    rb"/(?:JavaScript|Launch|EmbeddedFiles?|OpenAction|RichMedia|SubmitForm|ImportData|GoToE|GoToR)\b|/XFA\s*[\[\d(<]"
)


def why_held(content: bytes) -> HeldWhy | None:
    """Return why a PDF is not to be opened unseen, or None."""
    code = _plain_names(content)
    if _LOCKED.search(code):
        return HeldWhy.LOCKED
    if _ACTIVE.search(code):
        return HeldWhy.ACTIVE
    try:
        packed = b"\n".join(_packed_objects(content))
    except (zlib.error, _CannotTell):
        return HeldWhy.UNCLEAR
    return HeldWhy.ACTIVE if _ACTIVE.search(_plain_names(packed)) else None


class _CannotTell(Exception):
    """There is more packed into a PDF than we look through, or in a way we do not know."""


def _packed_objects(content: bytes) -> Iterator[bytes]:
    """Yield the objects that a PDF keeps packed, where names can hide."""
    left = MOST_INFLATED
    for found in _STREAM.finditer(content):
        start = found.start()
        head = content[max(start - _HEAD, content.rfind(b"obj", 0, start)) : start]
        if not _PACKED.search(_plain_names(head)):
            continue
        if _PREDICTED.search(_plain_names(head)):
            raise _CannotTell
        unpacked = _unpacked(content, found.end(), most=left)
        left -= len(unpacked)
        yield unpacked


def _unpacked(content: bytes, start: int, *, most: int) -> bytes:
    """Return what is packed from `start` on, in small bites: the rest of the file is none of it."""
    unpacker, unpacked = zlib.decompressobj(), b""
    for at in range(start, len(content), _BITE):
        if len(unpacked) >= most:
            raise _CannotTell
        unpacked += unpacker.decompress(content[at : at + _BITE], most - len(unpacked))
        if unpacker.unconsumed_tail:
            raise _CannotTell
        if unpacker.eof:
            break
    return unpacked


def _plain_names(code: bytes) -> bytes:
    """Return code with the letters of names that were written as numbers ("#4A" for "J")."""
    return _NAME_BY_NUMBER.sub(lambda found: bytes([int(found[1], 16)]), code)
