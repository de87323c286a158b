"""The crisis card: what stands on it, and the check each quarter (F5)."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import Service, User
from alongside.audit.models import Entry
from alongside.common import clock
from alongside.common.templatetags.look import day
from alongside.frontdoor import actions
from alongside.frontdoor.crisis_card import FILE, NATIONS, CardError, national_numbers, read_numbers
from alongside.frontdoor.models import CrisisCheck, LocalNumber
from alongside.frontdoor.queries.crisis import card_needs_check, crisis_card
from tests.conftest import SignIn
from tests.factories.frontdoor import make_number

CRISIS_QUERIES = 4
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.mark.parametrize("nation", NATIONS)
def test_every_nation_has_an_emergency_number_somebody_who_listens_and_one_for_violence_at_home(
    nation: str,
) -> None:
    keys = [one.key for one in national_numbers(nation)]

    assert keys[0] == "emergency"
    assert "samaritans" in keys
    assert len([key for key in keys if key.startswith("domestic-abuse")]) == 1


def test_file_of_numbers_can_be_dialled_and_says_what_nobody_checked() -> None:
    numbers = read_numbers(FILE)

    assert all(one.dial.split("?")[0].isdigit() for one in numbers)
    assert {one.checked_on for one in numbers} == {None}
    assert [one.dial for one in numbers if one.is_text] == ["85258?body=SHOUT"]


@pytest.mark.parametrize(
    "text, problem",
    [
        ('[x]\nname = "X"\nnumber = "1"', "x: .*what_for"),
        ('[x]\nname = "X"\nnumber = "1"\nwhat_for = "Y"\nsays = "Z"', "x: .*says"),
        ('[x]\nname = "X"\nnumber = "1"\nwhat_for = "Y"\nnations = ["FRA"]', "x: there is no such nation"),
    ],
)
def test_file_of_numbers_that_is_wrong_is_refused_by_name(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "numbers.toml"
    path.write_text(text)

    with pytest.raises(CardError, match=problem):
        read_numbers(path)


def test_card_shows_local_and_national_numbers_to_anybody(coordinator: User) -> None:
    make_number("Harbour crisis team", by=coordinator, what_for="Nights too")

    page = Client().get(reverse("crisis")).content.decode()

    for words in ("Harbour crisis team", 'href="tel:01614960111"', "Nights too", 'href="tel:116123"'):
        assert words in page
    assert 'href="sms:85258?body=SHOUT"' in page
    assert "We have not checked these numbers ourselves yet." in page


def test_number_written_with_words_is_shown_and_not_dialled(coordinator: User) -> None:
    make_number("Street link", by=coordinator, number="ask at the desk")

    page = Client().get(reverse("crisis")).content.decode()

    assert "ask at the desk" in page
    assert LocalNumber.objects.get().dial == ""


def test_emergency_number_comes_before_all_others(coordinator: User) -> None:
    make_number(by=coordinator)

    pages = [Client().get(reverse(name)).content.decode() for name in ("crisis", "crisis-print")]

    assert [page.index("999") < page.index("Harbour crisis team") for page in pages] == [True, True]


def test_card_prints_four_to_a_sheet_and_is_read_out_once(coordinator: User) -> None:
    make_number(by=coordinator)

    page = Client().get(reverse("crisis-print")).content.decode()

    assert (page.count("0161 496 0111"), page.count('<section aria-hidden="true">')) == (4, 3)


@pytest.mark.parametrize("how_many", [1, 3])
def test_card_asks_for_as_many_queries_whatever_is_on_it(
    coordinator: User, how_many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(how_many):
        make_number(f"Number {number}", by=coordinator)
    client = Client()
    client.get(reverse("crisis"))

    with django_assert_num_queries(CRISIS_QUERIES):
        client.get(reverse("crisis"))


def test_check_is_due_each_quarter_and_at_once_where_nobody_ever_checked(coordinator: User) -> None:
    with clock.at(NOON):
        never = card_needs_check()
        check = actions.check_card(by=coordinator)
        now = card_needs_check()
    with clock.at(NOON + timedelta(days=91)):
        before = (card_needs_check(), crisis_card().is_due)
    with clock.at(NOON + timedelta(days=92)):
        after = (card_needs_check(), crisis_card().is_due)

    assert (never, now, before, after) == (True, False, (False, False), (True, True))
    assert str(check) == f"crisis check {check.pk}"
    assert Entry.objects.get(action="crisis.check").about == str(check.pk)


def test_newest_check_says_what_is_left_off(coordinator: User) -> None:
    actions.check_card(by=coordinator, left_off=["frank"])

    keys = [one.key for one in crisis_card().national]

    assert keys == [one.key for one in national_numbers("ENG") if one.key != "frank"]


def test_numbers_are_written_changed_and_taken_off(coordinator: User, signed_in: SignIn) -> None:
    client = signed_in(coordinator)
    told = {"name": "Harbour crisis team", "number": "0161 496 0111"}

    added = client.post(reverse("crisis-number-new"), told)
    number = LocalNumber.objects.get()
    url = reverse("crisis-number", args=[number.pk])
    form = client.get(url)
    client.post(url, {**told, "number": "0161 496 0222"})
    number.refresh_from_db()
    changed = number.number
    page = client.get(reverse("crisis-numbers")).content.decode()
    client.post(reverse("crisis-number-remove", args=[number.pk]))

    assert added.url == reverse("crisis-numbers")
    assert form.context["form"].initial["number"] == "0161 496 0111"
    assert (changed, str(number)) == ("0161 496 0222", f"number {number.pk}")
    assert "0161 496 0222" in page
    assert not LocalNumber.objects.exists()


def test_coordinator_checks_every_number_and_leaves_one_off(coordinator: User, signed_in: SignIn) -> None:
    make_number(by=coordinator)
    client = signed_in(coordinator)
    url = reverse("crisis-check")
    keep = [one.key for one in national_numbers("ENG") if one.key != "shelter"]

    form = client.get(url)
    unticked = client.post(url, {"on_card": keep})
    unknown = client.post(url, {"on_card": ["nobody"], "all_checked": "on"})
    answer = client.post(url, {"on_card": keep, "all_checked": "on"})

    page = client.get(answer.url).content.decode()
    assert form.context["form"].initial["on_card"] == [one.key for one in national_numbers("ENG")]
    assert "Harbour crisis team" in form.content.decode()
    assert (unticked.status_code, unknown.status_code) == (422, 422)
    assert CrisisCheck.objects.get().left_off == ["shelter"]
    assert "by Cora Lind" in page


def test_decisions_show_that_the_check_is_due(coordinator: User, signed_in: SignIn) -> None:
    client = signed_in(coordinator)

    before = client.get(reverse("decisions")).content.decode()
    actions.check_card(by=coordinator)
    after = client.get(reverse("decisions")).content.decode()

    assert ["The crisis card" in page for page in (before, after)] == [True, False]


def checked_lines(client: Client, name: str) -> list[str]:
    """Return what a page says of each number, in its order."""
    page = client.get(reverse(name)).content.decode()
    lines = re.findall(r'<p class="muted">(Checked on [^<]+|Not checked by us yet)\s*</p>', page)
    return [line.strip() for line in lines]


def test_each_number_says_that_nobody_checked_it_yet(coordinator: User, signed_in: SignIn) -> None:
    make_number(by=coordinator)
    shipped = len(national_numbers("ENG"))

    for client, name in ((Client(), "crisis"), (signed_in(coordinator), "crisis-numbers")):
        assert checked_lines(client, name) == ["Not checked by us yet"] * (shipped + 1)
    assert "not checked these numbers ourselves yet" in Client().get(reverse("crisis")).content.decode()


def test_each_number_says_when_it_was_checked_and_by_whom(coordinator: User, signed_in: SignIn) -> None:
    with clock.at(NOON - timedelta(days=1)):
        make_number(by=coordinator)
    with clock.at(NOON):
        actions.check_card(by=coordinator)

    public, ours = checked_lines(Client(), "crisis"), checked_lines(signed_in(coordinator), "crisis-numbers")

    assert set(public) == {f"Checked on {day(NOON.date())} by {Service.objects.get().name}"}
    assert set(ours) == {f"Checked on {day(NOON.date())} by Cora Lind"}
    assert len(public) == len(ours) == len(national_numbers("ENG")) + 1


def test_number_written_after_the_check_is_not_called_checked(coordinator: User) -> None:
    with clock.at(NOON):
        actions.check_card(by=coordinator)
    with clock.at(NOON + timedelta(days=1)):
        make_number("Harbour crisis team", by=coordinator)

    page, cards = (Client().get(reverse(name)).content.decode() for name in ("crisis", "crisis-print"))

    assert [one.name for one in crisis_card().unchecked] == ["Harbour crisis team"]
    assert "but not those that say so" in page
    assert cards.count("(not checked yet)") == 4
