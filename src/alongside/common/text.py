"""Cleans typed text of characters nobody can see, which hide words or turn them round (R43)."""

import re

EMOJI = "\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
KEYCAPS = "0-9#*\u00a9\u00ae\u203c\u2049\u2122\u2139"
IDEOGRAPHS = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# scripts spelled with joiners: Arabic and Persian, Syriac, those of South Asia, Khmer, Mongolian
JOINING = "\u0620-\u077f\u0870-\u0dff\u1780-\u17d3\u1820-\u18aa"

LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U0001d173-\U0001d17a]"
)
TAGS = re.compile("(\U0001f3f4[\U000e0020-\U000e007e]{2,6}\U000e007f)|[\U000e0000-\U000e007f]")
"""Tag characters spell the flags of England, Scotland and Wales, and otherwise only hide words."""
SELECTORS = re.compile(
    f"(?<![{EMOJI}{KEYCAPS}{IDEOGRAPHS}])[\ufe00-\ufe0f]|(?<![{IDEOGRAPHS}])[\U000e0100-\U000e01ef]"
)
JOINERS = re.compile(
    f"(?<![{JOINING}])\u200c|(?<![{JOINING}{EMOJI}\ufe0f])\u200d|(?<=[{EMOJI}\ufe0f])\u200d(?![{EMOJI}])"
)
"""A joiner stays where it spells something: inside an emoji, or after a letter of a joining script."""


def clean_text(typed: str) -> str:
    """Return `typed` without characters that cannot be seen; accents and emoji stay as typed."""
    text = LINE_ENDS.sub("\n", typed)
    text = INVISIBLE.sub("", text)
    text = TAGS.sub(lambda found: found[1] or "", text)
    text = SELECTORS.sub("", text)
    return JOINERS.sub("", text)
