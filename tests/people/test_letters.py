"""Names and numbers as they are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.people.letters import digits_of, fold, nearly, sound, words_of


@pytest.mark.parametrize(
    "name, folded",
    [
        ("Łukasz Żak", "lukasz zak"),
        ("ŻANETA", "zaneta"),
        ("O’Brien", "obrien"),
        ("Anne-Marie  St. John", "anne marie st john"),
        ("Zoe\u0308", "zoe"),
        ("Zo\u00eb", "zoe"),
        ("Groß", "gross"),
        ("🦊 Jo", "jo"),
        ("", ""),
    ],
)
def test_name_folds_to_plain_letters(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(st.text())
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def test_names_that_sound_alike_have_one_sound() -> None:
    assert sound("catherine") == sound("katherine")
    assert sound("mohammed") == sound("muhammad")


def test_short_sound_tells_nothing() -> None:
    assert sound("zoe") == ""
    assert sound("7kq") == ""


def test_slip_of_a_finger_is_near() -> None:
    assert nearly("marhs", ["marsh", "bell", "marshall"]) == ["marsh"]
    assert sorted(nearly("joe", ["jo", "zoe", "joan"])) == ["jo", "zoe"]
    assert nearly("stuart", ["stewart", "steward"]) == ["stewart"]


def test_word_of_two_letters_has_no_slips() -> None:
    assert nearly("jo", ["ja", "joe"]) == []


def test_words_that_others_write_as_one_are_kept_as_one_too() -> None:
    assert words_of("Anne-Marie Mac Donald") == {"anne", "marie", "annemarie", "mac", "donald", "macdonald"}


@pytest.mark.parametrize(
    "number, digits",
    [
        ("07700 900123", "07700900123"),
        ("+44 7700 900123", "07700900123"),
        ("0044 (0)7700 900123", "07700900123"),
        ("+353 1 234", "3531234"),
        ("none", ""),
    ],
)
def test_number_is_read_as_dialled_at_home(number: str, digits: str) -> None:
    assert digits_of(number) == digits
