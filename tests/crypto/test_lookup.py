"""Keyed hashes."""

from pathlib import Path

from alongside.crypto import keyfile
from alongside.crypto.lookup import tag


def test_tag_is_the_same_for_the_same_and_parted_by_kind(key_file: Path) -> None:
    assert tag("phone", "07700900123") == tag("phone", "07700900123")
    assert tag("phone", "07700900123") != tag("name", "07700900123")


def test_tag_is_as_long_as_asked(key_file: Path) -> None:
    assert len(tag("phone", "07700900123")) == 64
    assert tag("phone", "07700900123", bits=12) == tag("phone", "07700900123")[:3]


def test_tag_needs_the_key(key_file: Path) -> None:
    before = tag("phone", "07700900123")

    keyfile.write_key_file(key_file, keyfile.new_key_file())

    assert tag("phone", "07700900123") != before
