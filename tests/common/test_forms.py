"""How a form is marked up, and what it does with what was typed."""

import re
from datetime import date
from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string

from alongside.common.forms import (
    Choice,
    Choices,
    DateBoxes,
    Fault,
    Form,
    LongText,
    MinutesField,
    Text,
    Tick,
    faults,
)
from alongside.common.problems import Problem


class Visit(Form):
    """A form with one of each."""

    called = Text(label="Called", help_text="A nickname is fine.", missing="Tell us what to call them")
    on = DateBoxes(label="When?", what="visit date")
    how = Choice(label="How?", choices=[("call", "Call"), ("text", "Text")], hints={"text": "No voicemail"})
    needs = Choices(label="Needs", choices=[("print", "Large print")], required=False, look="ladder")
    spent = MinutesField(label="Minutes", required=False)
    words = LongText(label="Their words", required=False)
    told = Tick(label="They agreed", help_text="By word is enough.")
    paper = forms.FileField(label="Photo", required=False, widget=forms.FileInput)
    number = forms.CharField(widget=forms.HiddenInput)


def html(form: forms.BaseForm) -> str:
    """Return a form as a page shows it, on one line."""
    return re.sub(r"\s+", " ", str(form))


def test_label_hint_error_and_control_stand_in_this_order() -> None:
    field = re.sub(r"\s+", " ", Visit({})["called"].as_field_group())

    assert field == (
        '<div class="field faulty"> <label for="id_called">Called</label> '
        '<div class="hint" id="id_called_helptext">A nickname is fine.</div> '
        '<div class="error" id="id_called_error"><p>Tell us what to call them</p></div> '
        '<input type="text" name="called" autocomplete="off" aria-invalid="true" '
        'aria-describedby="id_called_helptext id_called_error" id="id_called"> </div>'
    )


def test_group_has_a_legend_and_is_described_as_a_whole() -> None:
    field = re.sub(r"\s+", " ", Visit({"on_day": "31"})["on"].as_field_group())

    assert '<fieldset aria-describedby="id_on_helptext id_on_error"><legend>When?</legend>' in field
    assert '<label for="id_on_0">Day</label><input type="text" name="on_day" value="31"' in field
    assert field.count('inputmode="numeric"') == field.count('autocomplete="off"') == 3
    assert field.count('aria-invalid="true"') == 3


def test_date_that_is_known_fills_its_boxes() -> None:
    field = str(Visit(initial={"on": date(2026, 2, 3)})["on"])

    assert re.findall(r'name="on_(\w+)" value="(\d+)"', field) == [
        ("day", "3"),
        ("month", "2"),
        ("year", "2026"),
    ]


def test_answers_are_cards_with_their_explanations() -> None:
    field = re.sub(r"\s+", " ", str(Visit({})["how"]))

    assert field == (
        '<div class="options"> '
        '<label class="option"><input type="radio" name="how" value="call" id="id_how_0">'
        " <span>Call</span></label> "
        '<label class="option"><input type="radio" name="how" value="text" id="id_how_1" '
        'aria-describedby="id_how_1_hint"> <span>Text<small id="id_how_1_hint">No voicemail</small></span>'
        "</label> </div>"
    )


def test_look_is_a_class_of_the_sheet() -> None:
    assert '<div class="options ladder">' in str(Visit()["needs"])


def test_tick_stands_in_its_label() -> None:
    field = re.sub(r"\s+", " ", Visit()["told"].as_field_group())

    assert field == (
        '<div class="field"> <label class="option"><input type="checkbox" name="told" '
        'aria-describedby="id_told_helptext" id="id_told"><span>They agreed'
        '<small id="id_told_helptext">By word is enough.</small></span></label> </div>'
    )


def test_what_can_be_skipped_says_so() -> None:
    class Filters(Visit):
        marks_skippable = False

    assert re.findall(r'(\w[\w ?]*?) <span class="skip">You can skip this</span>', html(Visit())) == [
        "Needs",
        "Minutes",
        "Their words",
        "Photo",
    ]
    assert "You can skip this" not in html(Filters())


def test_nothing_is_filled_in_by_the_browser_or_cut_off_by_it() -> None:
    page = html(Visit())

    assert len(re.findall('autocomplete="off"', page)) == 7
    assert " required" not in page
    assert "maxlength" not in page


def test_hidden_fields_come_last_and_once() -> None:
    assert html(Visit()).endswith('<input type="hidden" name="number" autocomplete="off" id="id_number">')


def test_question_that_can_be_skipped_can_be_skipped_again() -> None:
    class Ask(Form):
        how = Choice(choices=[("call", "Call")], required=False)

    def checked(form: Form) -> list[str]:
        return re.findall(r'value="(\w*)"[^>]* checked', str(form["how"]))

    assert "<span>Skip this</span>" in str(Ask()["how"])
    assert checked(Ask()) == [""]
    assert checked(Ask({"how": "call"})) == ["call"]
    assert Ask({"how": ""}).is_valid()


def test_own_empty_answer_takes_the_place_of_skip_this() -> None:
    class Ask(Form):
        how = Choice(choices=[("", "Not sure"), ("Ways", [("call", "Call")])], required=False)

    page = str(Ask()["how"])

    assert re.findall("<span>(.*?)</span>", page) == ["Not sure", "Call"]
    assert '<p class="group">Ways</p>' in page


def test_faults_are_named_in_order_with_the_control_to_mend() -> None:
    form = Visit({"on_day": "31", "on_month": "6", "on_year": "2026", "called": "Jo", "spent": "ages"})
    form.add_error(None, "Somebody else has changed this")

    assert list(faults(form)) == [
        Fault("Somebody else has changed this", ""),
        Fault("June 2026 has 30 days. Check the visit date", "id_on_0"),
        Fault("Answer this: “How?”", "id_how_0"),
        Fault("Write the minutes as a number, like 20", "id_spent"),
        Fault("Answer this: “”", ""),
    ]


def test_every_fault_leads_to_a_control_that_is_there() -> None:
    form = Visit({})
    page = str(form)

    assert [
        fault.control for fault in faults(form) if fault.control and f'id="{fault.control}"' not in page
    ] == []


@pytest.mark.parametrize(
    "choices, control",
    [([("call", "Call")], "id_how_0"), ([("Ways", [("call", "Call")])], "id_how_0_0"), ([], "")],
)
def test_fault_of_a_group_leads_to_its_first_card_if_it_has_one(choices: list[Any], control: str) -> None:
    class Ask(Form):
        how = Choice(label="How?")

    form = Ask({})
    form.fields["how"].choices = choices

    assert [fault.control for fault in faults(form)] == [control]
    assert not control or f'id="{control}"' in str(form)


def test_faults_of_two_forms_are_told_together() -> None:
    class Small(Form):
        note = Text(missing="Write the note")

    assert [fault.control for fault in faults(Small({}, prefix="a"), Small({}, prefix="b"))] == [
        "id_a-note",
        "id_b-note",
    ]


def test_what_an_action_refused_is_shown_beside_its_field() -> None:
    form = Visit({"called": "Jo"})
    form.is_valid()
    form.add_problems(
        [
            Problem("taken", "That name is taken", "called"),
            Problem("late", "The day is over"),
            Problem("x", "Y", "z"),
        ]
    )

    assert form.errors["called"] == ["That name is taken"]
    assert form.non_field_errors() == ["The day is over", "Y"]


@pytest.mark.parametrize("kind", [dict, QueryDict])
def test_r43_what_is_sent_is_cleaned_before_it_is_checked(kind: type[Any]) -> None:
    sent = {"called": "\u202eoJ\x00", "words": "one\r\ntwo"}
    if kind is QueryDict:
        data: Any = QueryDict(mutable=True)
        data.update(sent)
    else:
        data = sent

    form = Visit(data)
    form.is_valid()

    assert form.cleaned_data["called"] == "oJ"
    assert form.cleaned_data["words"] == "one\ntwo"


def test_r43_only_invisible_characters_are_no_answer() -> None:
    assert Visit({"called": "\u200b\u2060"}).errors["called"] == ["Tell us what to call them"]


def test_several_answers_and_other_things_pass_through_cleaning() -> None:
    class Pick(Form):
        needs = Choices(choices=[("a", "A"), ("b", "B")])

    assert Pick(QueryDict("needs=a&needs=b")).is_valid()
    assert Pick({"needs": ["a", "b"]}).is_valid() is False
    assert Pick(None).is_bound is False


def test_form_page_has_one_heading_a_token_and_a_place_for_saved() -> None:
    page = render_to_string(
        "common/form_page.html",
        {
            "title": "A visit",
            "intro": "Only what you need.",
            "form": Visit(),
            "back_url": "/people/",
            "back_label": "Back to people",
            "cancel_url": "/people/",
        },
    )

    assert page.count("<h1") == 1
    assert "data-draft enctype" in page
    assert 'class="draft-status" role="status"' in page
    assert "<title>A visit · Alongside</title>" in page


def test_form_without_drafts_says_nothing_of_saving() -> None:
    page = render_to_string(
        "common/form.html", {"form": Visit(), "draft": False, "danger": True, "submit": "Take it off"}
    )

    assert "draft" not in page
    assert '<button class="danger">Take it off</button>' in page
