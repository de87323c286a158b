"""Names and numbers as they are compared: without accents and capitals, and as they sound."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from jellyfish import metaphone
from rapidfuzz import process
from rapidfuzz.distance import OSA

# letters that Unicode does not take apart into a plain one and a mark
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_SHORT = 3
_LONG = 6
_GAP = re.compile(r"[\s\-–—_/.,]+")
_MARKS = re.compile(r"[^\w ]")


def fold(name: str) -> str:
    """Return a name without accents, case or marks, its words parted by single spaces."""
    if name.isascii():
        apart = name.lower()
    else:
        apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold()).translate(
            _PLAIN
        )
    return " ".join(_MARKS.sub("", _GAP.sub(" ", apart)).split())


def words_of(name: str) -> set[str]:
    """Return the folded words of a name, and those that others write as one: Anne-Marie, Mac Donald."""
    words = fold(name).split()
    joined = {fold(part).replace(" ", "") for part in name.split() if _GAP.search(part)}
    short = {one + two for one, two in pairwise(words) if len(one) <= _SHORT}
    return {*words, *joined, *short} - {""}


def sound(word: str) -> str:
    """Return how a folded word sounds in English, or "" where that tells too little: Catherine, Katherine."""
    heard = metaphone(word) if word.isalpha() else ""
    return heard if len(heard) > 1 else ""


def nearly(word: str, others: Iterable[str]) -> list[str]:
    """Return those of `others` that are `word` with a slip of the finger: one, or two in a long word."""
    if len(word) < _SHORT:
        return []
    slips = 1 if len(word) < _LONG else 2
    found = process.extract(word, [*others], scorer=OSA.distance, score_cutoff=slips, limit=None)
    return [other for other, _slips, _place in found]


def digits_of(number: str) -> str:
    """Return the digits of a telephone number, as it is dialled inside the United Kingdom."""
    digits = "".join(letter for letter in number if letter.isdecimal())
    if number.lstrip().startswith("+") or digits.startswith("00"):
        return re.sub(r"^(00)?440?", "0", digits)
    return digits
