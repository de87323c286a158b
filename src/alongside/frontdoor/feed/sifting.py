"""Takes out of what is published whatever names one person, or what a reader of the feed would refuse."""

import re
from typing import Any

from jsonschema import FormatChecker

from alongside.directory.emails import SOUND, looks_personal, without_personal
from alongside.frontdoor.feed.fields import Row

EMAILS = ("email", "assurer_email")
ADDRESSES = ("url", "website", "uri", "term_uri", "schedule_link")
HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#]\S*)?", re.IGNORECASE)
_formats = FormatChecker()


def sifted(value: Any, name: str = "") -> Any:
    """Return a row without e-mail addresses that seem to be one person's, in whichever field they stand."""
    if isinstance(value, dict):
        return {key: sifted(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [sifted(inner, name) for inner in value]
    return _text(name, value) if isinstance(value, str) else value


def fit_to_publish(row: Row) -> Row:
    """Return a whole row, sifted."""
    return {name: sifted(value, name) for name, value in row.items()}


def _text(name: str, words: str) -> str:
    if name in EMAILS:
        return words.strip() if is_email(words) and not looks_personal(words) else ""
    if name in ADDRESSES:
        return _web_address(words.strip())
    return without_personal(words)


def is_email(words: str) -> bool:
    """Tell whether a reader of the feed takes this for an address."""
    return bool(_formats.conforms(words.strip(), "email"))


def _web_address(words: str) -> str:
    """Return an address with its scheme; nothing where it is none."""
    address = f"https://{words}" if HOST.fullmatch(words) else words
    is_one = address.startswith(("https://", "http://")) and _formats.conforms(address, "uri")
    return address if is_one and not SOUND.search(address) else ""
