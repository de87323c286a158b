"""Setting a letter as a PDF: tagged, in our own typeface, in normal or large print.

What the person says is handed over as data and never read as markup. A letter of the alphabet that the
typeface does not have is named before anything is printed: nothing is dropped, and nothing becomes a box.
"""

import json
import struct
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from alongside.common.finders import FONT

NORMAL, LARGE = 12, 18
"""Points. 18 is the least that is called large print."""

_REGULAR = "AtkinsonHyperlegible-Regular.ttf"
_BREAKS = {"\n"}


def set_letter(
    *,
    title: str,
    to_whom: str,
    body: str,
    reply_to: str = "",
    name: str = "",
    today: str = "",
    is_call: bool = False,
    is_large: bool = False,
) -> bytes:
    """Return the PDF (PDF/UA-1) of a letter, or of the words for a call with room for the answers."""
    paragraphs = [part.strip() for part in body.split("\n\n") if part.strip()]
    said: dict[str, Any] = {
        "title": title,
        "to_whom": to_whom,
        "reply_to": reply_to,
        "name": name,
        "today": today,
        "is_call": is_call,
        "size": LARGE if is_large else NORMAL,
        "paragraphs": paragraphs,
        "asked": [(part, part.endswith("?")) for part in paragraphs],
    }
    made: bytes = typst.compile(
        str(Path(__file__).with_name("letter.typ")),
        sys_inputs={"letter": json.dumps(said)},
        font_paths=[str(_fonts())],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
    )
    return made


def cannot_draw(*texts: str) -> list[str]:
    """Return the characters of `texts` that our typeface does not have, each once, in their order."""
    drawn = _characters() | _BREAKS
    return list(dict.fromkeys(letter for text in texts for letter in text if letter not in drawn))


def _fonts() -> Path:
    return Path(str(files(FONT))) / "files"


@cache
def _characters() -> frozenset[str]:
    """Return the characters that the typeface draws, read from its table of characters ("cmap")."""
    font = (_fonts() / _REGULAR).read_bytes()
    tables = struct.unpack_from(">H", font, 4)[0]
    where = {
        font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0] for at in range(12, 12 + 16 * tables, 16)
    }
    cmap = where[b"cmap"]
    places = range(cmap + 4, cmap + 4 + 8 * struct.unpack_from(">H", font, cmap + 2)[0], 8)
    starts = [cmap + struct.unpack_from(">I", font, place + 4)[0] for place in places]
    of_format_4 = [start for start in starts if struct.unpack_from(">H", font, start)[0] == 4]
    return frozenset(_of_format_4(font, of_format_4[0]))


def _of_format_4(font: bytes, start: int) -> list[str]:
    """Return what a table of format 4 draws (OpenType, "cmap", segment mapping to delta values)."""
    count = struct.unpack_from(">H", font, start + 6)[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", font, start + 14 + skip)
        for skip in (0, 2 + 2 * count, 2 + 4 * count, 2 + 6 * count)
    )
    found = []
    for segment in range(count):
        for code in range(starts[segment], ends[segment] + 1):
            glyph = code + deltas[segment]
            if offsets[segment]:
                at = start + 16 + 6 * count + 2 * segment + offsets[segment] + 2 * (code - starts[segment])
                glyph = struct.unpack_from(">H", font, at)[0] if at + 2 <= len(font) else 0
            if glyph & 0xFFFF and code < 0xFFFF:
                found.append(chr(code))
    return found
