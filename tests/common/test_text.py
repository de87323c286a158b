"""What is typed is cleaned of what nobody can see, and of nothing else."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.common.text import clean_text


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("Jo\u200bMarsh", "JoMarsh"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("\u2066\u2069", ""),
        ("a\x00b\x1bc", "abc"),
        ("a\u200db\u200cc", "abc"),
        ("soft\u00adhyphen", "softhyphen"),
        ("J\U000e0041o", "Jo"),
        ("a\ufe0fb", "ab"),
        ("a\U000e0101b", "ab"),
        ("\ud800x", "x"),
        ("\ufeffJo", "Jo"),
        ("👩\u200d", "👩"),
        ("👩\u200d\u200d🚀", "👩🚀"),
        ("\U0001f3f4\U000e0067x", "\U0001f3f4x"),
    ],
)
def test_r43_characters_nobody_can_see_are_taken_out(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "👩\u200d⚕️ 🏳️\u200d🌈 👨🏽\u200d👩🏽\u200d👧 ❤️\u200d🔥 1️⃣",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "Żaneta Łukasz O’Brien, José, Zoë",
        unicodedata.normalize("NFD", "Zoë José"),
        "می\u200cخواهم",
        "ക്\u200d",
        "渡邉\U000e0101",
        "Tab\tand\nline",
        "العربية",
    ],
)
def test_r43_writing_and_emoji_stay_as_typed(typed: str) -> None:
    assert clean_text(typed) == typed


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u2029", "\x85"])
def test_every_end_of_line_becomes_one_kind(end: str) -> None:
    assert clean_text(f"one{end}two") == "one\ntwo"


@given(st.text(alphabet=st.characters()))
def test_cleaning_twice_changes_nothing_more(typed: str) -> None:
    once = clean_text(typed)

    assert clean_text(once) == once
    assert "\x00" not in once
    assert not set(once) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    once.encode()


@given(st.text(alphabet="\u200d\ufe0f👩🚀🏴a\U000e0067\U000e007f\u200cم\u200b"))
def test_cleaning_joiners_twice_changes_nothing_more(typed: str) -> None:
    once = clean_text(typed)

    assert clean_text(once) == once
