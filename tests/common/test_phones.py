"""Telephone numbers as people write them, and what is none."""

import importlib

import pytest
from django.core.exceptions import ValidationError

from alongside.common.forms import Form
from alongside.common.phones import PhoneText


@pytest.mark.parametrize(
    "typed",
    [
        "07700 900123",
        "(0115) 496-0123",
        "+44 7700 900123",
        "+44 (0)115 496 0123",
        "0044 115 496 0123",
        "0115 496 0123 ext 12",
        "0115 496 0123 x12",
        "496 0123",
        "999",
        "111",
        "116 123",
        "0800 1111",
        "85258",
        "Text SHOUT to 85258",
        "+353 1 234 5678",
        "+39 06 6982",
    ],
)
def test_number_is_taken_as_people_write_it(typed: str) -> None:
    assert PhoneText().clean(typed) == typed


@pytest.mark.parametrize(
    "typed", ["ask Sam", "1", "01", "0115 4", "07700 9001234", "07700 900123 after 4pm", "+44"]
)
def test_what_is_no_number_gets_a_plain_sentence(typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        PhoneText().clean(typed)

    assert refused.value.messages == ["Check the phone number. Write only the number, like 0115 496 0123"]


def test_number_may_be_left_out_where_it_is_not_needed() -> None:
    assert PhoneText(required=False).clean("") == ""
    assert PhoneText(required=False, empty_value=None).clean(" ") is None


def test_number_that_is_needed_is_asked_for_in_its_own_words() -> None:
    with pytest.raises(ValidationError) as refused:
        PhoneText(missing="Write the number").clean("")

    assert refused.value.messages == ["Write the number"]


@pytest.mark.parametrize(
    "form, name",
    [
        ("accounts.forms.team.NewAccountForm", "phone"),
        ("accounts.forms.team.OwnDetailsForm", "phone"),
        ("people.forms.person.NewPersonForm", "phone"),
        ("people.forms.contact.SafeContactForm", "number"),
        ("directory.forms.service.ServiceForm", "phone"),
        ("frontdoor.forms.enquiries.HelpForm", "phone"),
        ("frontdoor.forms.enquiries.ReferralForm", "phone"),
        ("frontdoor.forms.enquiries.ReferralForm", "worker_phone"),
        ("frontdoor.forms.crisis.NumberForm", "number"),
    ],
)
def test_every_box_for_a_number_asks_for_a_number(form: str, name: str) -> None:
    module, _dot, title = form.rpartition(".")
    asked: type[Form] = getattr(importlib.import_module(f"alongside.{module}"), title)

    assert isinstance(asked.base_fields[name], PhoneText)
