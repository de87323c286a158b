"""One sealed value: opens only where it was put, whole, with the right key."""

import os
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.crypto.seal import BUCKET, CannotOpen, open_bytes, open_sealed, seal, seal_bytes

KEY = bytes(range(32))
PLACE = "people.person|called|a|a"

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(st.characters(codec=None))
    | st.floats(allow_nan=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(values | st.dates())
def test_r31_any_value_comes_back_as_it_went_in(value: Any) -> None:
    opened = open_sealed(seal(value, key=KEY, place=PLACE), key=KEY, place=PLACE)

    assert opened == value
    assert type(opened) is type(value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        False,
        0,
        None,
        "🙂👩‍👩‍👧",
        "Zoe\u0308",
        "Zo\u00eb",
        "ends in \x80",
        "a" * 65_536,
        date(2024, 2, 29),
        "\ud800",
    ],
)
def test_r31_the_named_awkward_values_come_back(value: Any) -> None:
    assert open_sealed(seal(value, key=KEY, place=PLACE), key=KEY, place=PLACE) == value


@given(st.binary(max_size=200), st.integers(min_value=0))
def test_r30_a_changed_byte_does_not_open(content: bytes, where: int) -> None:
    token = bytearray(seal_bytes(content, key=KEY, place=PLACE))
    token[where % len(token)] ^= 1

    with pytest.raises(CannotOpen):
        open_bytes(bytes(token), key=KEY, place=PLACE)


@pytest.mark.parametrize("token", [b"", b"\x01", b"\x01" + b"n" * 12, b"plain text", b"\x02" + b"n" * 60])
def test_r29_what_was_never_sealed_does_not_open(token: bytes) -> None:
    with pytest.raises(CannotOpen):
        open_bytes(token, key=KEY, place=PLACE)


def test_r29_another_key_does_not_open() -> None:
    token = seal("words", key=KEY, place=PLACE)

    with pytest.raises(CannotOpen):
        open_sealed(token, key=os.urandom(32), place=PLACE)


def test_r30_another_place_does_not_open() -> None:
    token = seal("words", key=KEY, place=PLACE)

    with pytest.raises(CannotOpen):
        open_sealed(token, key=KEY, place="people.person|called|a|b")


def test_the_same_value_is_sealed_differently_each_time() -> None:
    assert seal("words", key=KEY, place=PLACE) != seal("words", key=KEY, place=PLACE)


def test_length_does_not_tell_short_answers_apart() -> None:
    lengths = {len(seal(answer, key=KEY, place=PLACE)) for answer in ("yes", "no", "prefer not to say", "")}

    assert lengths == {1 + 12 + BUCKET + 16}


@pytest.mark.parametrize(
    "sealed, value",
    [
        (
            "01000000000000000000000000649effb197ac83bd08a8a935182c9199"
            "d24356532881602f809eb383c5ff5d560dd7ae665b63d4b8b8a2dd44d025879d",
            "Jo",
        ),
        (
            "010000000000000000000000006a8d8ce68501b38f259a90b5182c9199"
            "d24356532881602f809eb383c5ff5d5665149fa63ca3ea79a043fcfd8cef3540",
            date(1980, 2, 29),
        ),
    ],
)
def test_what_an_earlier_version_sealed_opens(sealed: str, value: Any) -> None:
    assert open_sealed(bytes.fromhex(sealed), key=KEY, place=PLACE) == value


@pytest.mark.parametrize("value", ["a" * 28, "é" * 14, [*range(10), 11, 12, 1]])
def test_value_of_31_bytes_takes_no_more_than_32(value: Any) -> None:
    assert len(seal(value, key=KEY, place=PLACE)) == 1 + 12 + 32 + 16
