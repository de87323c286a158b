"""The pages of letters and forms."""

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import User
from alongside.audit.models import Entry, Outcome
from alongside.casework.actions.filled import fill_form
from alongside.casework.actions.letters import print_letter
from alongside.casework.forms.filled import guess_for, known_of
from alongside.casework.models import Case, FormFilled, Letter, Topic
from alongside.casework.queries.letters import (
    copies_of,
    earlier_texts_of,
    forms_of,
    letters_of,
    papers_to_choose,
    prints_of,
)
from alongside.common import clock
from alongside.crypto.files import path_of
from alongside.people.actions import change_person
from alongside.people.models import Person, SafeWay
from tests.conftest import SignIn
from tests.factories.casework import make_case
from tests.factories.letters import make_blank, make_form, make_letter
from tests.factories.papers import make_paper
from tests.factories.people import make_safe_contact, make_wall


def at(name: str, row: Letter | FormFilled, *more: Any) -> str:
    """Return the address of a page of this letter or form."""
    return reverse(name, args=[row.person_id, row.case_id, row.pk, *more])


def boxes(name: str) -> dict[str, str]:
    """Return today in three boxes."""
    today = clock.today()
    return {f"{name}_day": str(today.day), f"{name}_month": str(today.month), f"{name}_year": str(today.year)}


def test_letter_goes_from_its_first_word_to_its_answer(signed_in: SignIn, advocate: User, case: Case) -> None:
    client = signed_in(advocate)
    paper = make_paper(case, by=advocate)

    begun = client.post(
        reverse("letter-new", args=[case.person_id, case.pk]), {"draft": "letter", "paper": str(paper.pk)}
    )
    letter = Letter.objects.get()
    client.post(
        at("letter-change", letter), {"to_whom": "The council", "body": "Look again", "subject": "Rent"}
    )
    asked = client.get(at("letter-agree", letter)).content.decode()
    client.post(at("letter-agree", letter), {"agreed_how": "aloud", **boxes("agreed_on")})
    client.post(at("letter-print", letter), {"is_large": "on"})
    file = client.get(at("letter-file", letter, 1))
    sent = {"sent_how": "post", "proof": str(paper.pk), **boxes("sent_on")}
    client.post(at("letter-sent", letter), sent)
    client.post(at("letter-reached", letter), {"said_back": "canaryanswer", **boxes("received_on")})
    page = client.get(at("letter", letter)).content.decode()

    assert begun["Location"] == at("letter", letter)
    assert ("Look again" in asked, file["Content-Type"], file.content[:5]) == (
        True,
        "application/pdf",
        b"%PDF-",
    )
    told = (
        "I read it aloud to them",
        "By post",
        "The council&#x27;s decision",
        "canaryanswer",
        "1 earlier text",
    )
    assert [words in page for words in told] == [True] * 5


def test_words_for_a_call_begin_in_large_print(signed_in: SignIn, advocate: User, case: Case) -> None:
    client = signed_in(advocate)
    client.post(reverse("letter-new", args=[case.person_id, case.pk]), {"draft": "call"})

    call = Letter.objects.get()
    printing = client.get(at("letter-print", call)).content.decode()
    early = client.post(at("letter-print", call), {})

    assert (call.is_call, "checked" in printing) == (True, True)
    assert (early.status_code, "Read it back to them first" in early.content.decode()) == (422, True)


def test_a11_page_says_that_their_address_should_not_stand_on_it(
    signed_in: SignIn, advocate: User, case: Case
) -> None:
    page = signed_in(advocate).get(at("letter", make_letter(case, by=advocate))).content.decode()

    assert "Their address should not stand on it." in page


def test_c17_page_names_whom_to_go_to_and_opens_no_tool(
    signed_in: SignIn, advocate: User, person: Person
) -> None:
    debt = make_case(person, by=advocate, about=Topic.DAILY_DEBT)
    client = signed_in(advocate)

    for name in ("letter-new", "form-filled-new"):
        page = client.get(reverse(name, args=[person.pk, debt.pk])).content.decode()
        assert ("The law keeps advice about this" in page, "<textarea" in page) == (True, False)


def test_r27_r46_print_is_for_saving_only_and_recorded(signed_in: SignIn, advocate: User, case: Case) -> None:
    letter = make_letter(case, by=advocate, agreed=True)
    printed = print_letter(letter, by=advocate)

    answer = signed_in(advocate).get(at("letter-file", letter, 1))

    assert answer["Content-Disposition"] == f'attachment; filename="{printed.file.hex[:8]}.pdf"'
    assert Entry.objects.filter(action="file.open", about=str(printed.pk), actor=advocate.pk).count() == 1


def test_r47_link_to_a_print_is_as_one_to_nothing_once_a_wall_stands(
    signed_in: SignIn, advocate: User, person: Person, case: Case
) -> None:
    letter = make_letter(case, by=advocate, agreed=True)
    print_letter(letter, by=advocate)
    client = signed_in(advocate)
    assert client.get(at("letter-file", letter, 1)).status_code == 200

    make_wall(person, advocate)
    hidden = client.get(at("letter-file", letter, 1))
    missing = client.get(reverse("letter-file", args=[uuid4(), uuid4(), uuid4(), 1]))

    assert (hidden.status_code, hidden.content) == (404, missing.content)


def test_r30_print_that_was_lost_is_not_sent_and_is_recorded(
    signed_in: SignIn, advocate: User, case: Case
) -> None:
    letter = make_letter(case, by=advocate, agreed=True)
    path_of(print_letter(letter, by=advocate).file).unlink()
    client = signed_in(advocate)

    assert [client.get(at("letter-file", letter, number)).status_code for number in (1, 2)] == [404, 404]
    assert Entry.objects.filter(action="file.unreadable", outcome=Outcome.REFUSED).count() == 1


def test_form_goes_from_its_name_to_its_answer(signed_in: SignIn, advocate: User, case: Case) -> None:
    client = signed_in(advocate)
    blank = make_blank(case, by=advocate)
    begin = reverse("form-filled-new", args=[case.person_id, case.pk])

    begun = client.post(begin, {"title": "PIP1", "whose_words": "spoken", "blank": str(blank.pk)})
    filled = FormFilled.objects.get()
    seen = client.get(at("form-fill", filled)).content.decode()
    answers = {"box_0": "Jo Marsh", "box_3": "on", "box_4": "/Post", "box_5": "b"}
    client.post(at("form-fill", filled), answers)
    file = client.get(at("form-file", filled, 1))
    client.post(at("form-sent", filled), {"sent_how": "post", "copy": str(blank.pk), **boxes("sent_on")})
    client.post(at("form-answer", filled), {"answer_words": "canaryanswer", **boxes("answered_on")})
    page = client.get(at("form-filled", filled)).content.decode()

    filled.refresh_from_db()
    assert begun["Location"] == at("form-filled", filled)
    assert ('value="Jo Marsh"' in seen, 'value="29/02/1980"' in seen) == (True, True)
    assert filled.answers == {
        "name": "Jo Marsh",
        "dob": "",
        "why": "",
        "agree": "/Yes",
        "ask": "/Post",
        "town": "b",
    }
    assert (file["Content-Type"], file.content[:5]) == ("application/pdf", b"%PDF-")
    assert ("canaryanswer" in page, "Made " in page, "Answered" in page) == (True, True, True)


def test_letter_a_form_cannot_draw_is_said_beside_its_box_and_words_stay(
    signed_in: SignIn, advocate: User, case: Case
) -> None:
    filled = make_form(case, by=advocate, blank=make_blank(case, by=advocate))

    answer = signed_in(advocate).post(at("form-fill", filled), {"box_0": "Мария", "box_2": "canarywords"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert ("This form cannot show: М а р и я" in page, 'href="#id_box_0"' in page) == (True, True)
    assert ("canarywords" in page, 'value="Мария"' in page) == (True, True)


def test_form_that_cannot_be_opened_says_what_to_do(signed_in: SignIn, advocate: User, case: Case) -> None:
    filled = make_form(case, by=advocate, blank=make_paper(case, by=advocate))

    page = signed_in(advocate).get(at("form-fill", filled)).content.decode()

    assert ("fill it in by hand" in page, "somebody else" in page) == (True, False)


@pytest.mark.parametrize("safe", [True, False])
def test_a11_form_offers_ways_of_reaching_them_only_where_safe(
    advocate: User, person: Person, safe: bool
) -> None:
    change_person(person, by=advocate, address="12 High Street", phone="07700 900123", email="jo@example.org")
    make_safe_contact(person, *(tuple(SafeWay) if safe else (SafeWay.VOICEMAIL,)), by=advocate)
    known = {"phone": "07700 900123", "email": "jo@example.org", "address": "12 High Street"}

    assert {key: text for key, text in known_of(person).items() if key in known} == (known if safe else {})


@pytest.mark.parametrize(
    "label, guess",
    [
        ("Full name", "name"),
        ("Name of your doctor", ""),
        ("D.O.B. (dob)", "dob"),
        ("Mobile number", "phone"),
        ("E-mail address", "email"),
        ("Address", "address"),
        ("Known as", "called"),
    ],
)
def test_guess_rests_on_what_a_box_asks(label: str, guess: str) -> None:
    known = {key: key for key in ("name", "dob", "phone", "email", "address", "called")}

    assert guess_for(label, known) == guess


@pytest.mark.parametrize("rows", [1, 3])
def test_letters_and_forms_of_a_case_cost_the_same_for_one_and_three(
    advocate: User, case: Case, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        make_letter(case, by=advocate)
        make_form(case, by=advocate)
        make_paper(case, by=advocate)

    with django_assert_num_queries(3):
        shown = [letter.subject for letter in letters_of(case)]
        titles = [form.title for form in forms_of(case)]
        papers = [paper.label for paper in papers_to_choose(case)]

    assert (shown, titles, len(papers)) == (["My flat"] * rows, ["PIP1"] * rows, rows)


@pytest.mark.parametrize("rows", [1, 3])
def test_prints_and_copies_cost_the_same_for_one_and_three(
    advocate: User, case: Case, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    letter = make_letter(case, by=advocate, agreed=True)
    form = make_form(case, by=advocate, blank=make_blank(case, by=advocate))
    for number in range(rows):
        print_letter(letter, by=advocate)
        fill_form(form, by=advocate, answers={"name": f"Jo {number}"})

    with django_assert_num_queries(3):
        made = [(kept.agreed_by.name, kept.written_by.name) for kept in prints_of(letter)]
        copies = [copy.written_by.name for copy in copies_of(form)]
        earlier = [text.written_by.name for text in earlier_texts_of(letter)]

    assert (made, copies) == ([("Ana Reyes", "Ana Reyes")] * rows, ["Ana Reyes"] * rows)
    assert earlier == ["Ana Reyes"]


@pytest.mark.parametrize("rows", [1, 3])
def test_page_of_a_letter_costs_the_same_for_one_print_and_three(
    signed_in: SignIn,
    advocate: User,
    case: Case,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    letter = make_letter(case, by=advocate, agreed=True)
    for _ in range(rows):
        print_letter(letter, by=advocate)
    client = signed_in(advocate)

    with django_assert_num_queries(18):
        page = client.get(at("letter", letter)).content.decode()

    assert page.count("Save the PDF") == rows


def test_letter_of_the_rule_book_is_chosen_on_the_page(
    signed_in: SignIn, advocate: User, person: Person
) -> None:
    benefit = make_case(person, by=advocate, about=Topic.BENEFITS_AWARD)

    signed_in(advocate).post(
        reverse("letter-new", args=[person.pk, benefit.pk]), {"draft": "mr-request", "reasons": "I was ill"}
    )

    letter = Letter.objects.get()
    assert (letter.began_code, "I was ill" in (letter.body or "")) == ("mr-request", True)
