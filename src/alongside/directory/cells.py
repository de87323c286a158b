"""Reads single cells: telephone numbers, postcodes, ages, dates, yes and no."""

import re
from datetime import UTC, date, datetime

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?) ?([0-9][A-Z]{2})\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?:\+|\(|0|\b[1-9])[\d\s()+.-]{6,}\d")
_WEB = re.compile(r"(?:https?://|www\.)[^\s,;]+", re.IGNORECASE)
_DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y")
_YES = frozenset({"yes", "y", "true", "1", "x", "✓"})
_NO = frozenset({"no", "n", "false", "0"})
_web_address = URLValidator(schemes=["http", "https"])


def postcode_of(text: str) -> str:
    """Return a postcode as it is written on letters ("M15 6AA"), or "" where the text is none."""
    found = POSTCODE.fullmatch(re.sub(r"\s+", " ", text.strip()))
    return f"{found[1]} {found[2]}".upper() if found else ""


def outward_of(postcode: str) -> str:
    """Return the first half of a postcode ("M15" of "M15 6AA"), or "" where the text is none."""
    return postcode_of(postcode).partition(" ")[0]


def phones_in(text: str) -> tuple[list[str], str]:
    """Return the telephone numbers of a text, and what is left of it."""
    found = [number.strip(" .-") for number in _NUMBER.findall(text)]
    return [number for number in found if phone_of(number)], _NUMBER.sub(" ", text)


def phone_of(text: str) -> str:
    """Return a number that can be rung, as it was written; with its first 0 where a spreadsheet took it.

    Return "" for what cannot be a number, such as 4.48E+11, whose figures are gone.
    """
    plain = re.sub(r"[^\d+]", "", text)
    if re.search(r"[a-z]", text, re.IGNORECASE):
        return ""
    if len(plain) == 10 and plain[0] in "12378":
        text = plain = f"0{plain}"
    short = len(plain) in {3, 5, 6} and plain[0] == "1"
    try:
        number = phonenumbers.parse(plain, "GB")
    except phonenumbers.NumberParseException:
        return ""
    return " ".join(text.split()) if short or phonenumbers.is_possible_number(number) else ""


def lost_its_zero(text: str) -> bool:
    """Tell whether a number was written without its first 0."""
    return bool(re.fullmatch(r"[12378]\d{9}", re.sub(r"\s", "", text)))


def web_in(text: str) -> tuple[list[str], str]:
    """Return the web addresses of a text, each with http:// before it, and what is left of it."""
    found = [web_of(address) for address in _WEB.findall(text)]
    return [address for address in found if address], _WEB.sub(" ", text)


def web_of(text: str) -> str:
    """Return a web address that can be followed, or "" where the text is none."""
    address = text.strip().rstrip(".,;")
    if "://" not in address:
        address = f"http://{address}"
    try:
        _web_address(address)
    except ValidationError:
        return ""
    return address


def age_of(text: str) -> int | None:
    """Return an age in years, or None."""
    found = re.fullmatch(r"(\d{1,3})(?:\.0)?\+?(?: ?(?:years?|yrs?))?", text.strip(), re.IGNORECASE)
    return int(found[1]) if found and int(found[1]) <= 120 else None


def date_of(text: str) -> date | None:
    """Return a day, read as it is written in Britain: 03/04/2026 is in April."""
    day = re.sub(r"[T ]\d{2}:\d{2}.*$", "", text.strip())
    for pattern in _DATES:
        try:
            return datetime.strptime(day, pattern).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None


def yes_or_no(text: str) -> bool | None:
    """Return what a text says, or None where it is neither."""
    said = text.strip().casefold()
    return True if said in _YES else False if said in _NO else None


def degrees_of(text: str, *, most: float) -> float | None:
    """Return a latitude or longitude, or None where the text is none; "3,5" is none."""
    try:
        degrees = float(text)
    except ValueError:
        return None
    return degrees if -most <= degrees <= most else None
