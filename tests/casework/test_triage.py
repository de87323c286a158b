"""Four quick questions: what is kept, what it says to do, and who comes first."""

from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.accounts.models import User
from alongside.audit.models import Entry
from alongside.casework.actions.triage import record_triage
from alongside.casework.models import Triage
from alongside.casework.queries.triage import people_waiting_for_today, triage_of
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.crypto.actions import destroy_key, make_key
from alongside.crypto.keys import forget_all
from alongside.desk.queries import FEW, decisions_of
from alongside.people.actions import start_waiting
from alongside.people.models import Person
from tests.conftest import SignIn
from tests.factories.casework import codes
from tests.factories.people import make_partnership, make_person, make_wall


def test_triage_keeps_what_was_answered_and_leaves_out_what_was_not_asked(
    person: Person, advocate: User
) -> None:
    record_triage(person, by=advocate, harm="no", dated="yes", words="Court on Monday")

    triage = Triage.objects.get()
    assert (triage.harm, triage.dated, triage.statutory, triage.outside) == ("no", "yes", None, None)
    assert (triage.words, triage.number) == ("Court on Monday", 1)
    entry = Entry.objects.get(action="triage.record")
    assert (entry.person, entry.about, entry.facts) == (person.pk, str(triage.pk), {})


def test_triage_with_no_answer_at_all_is_refused(person: Person, advocate: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        record_triage(person, by=advocate, words="Busy today")

    assert codes(broken) == ["nothing_answered"]
    assert not Triage.objects.exists()


@pytest.mark.parametrize(
    "answers, is_same_day, is_quiet",
    [
        ({"harm": "yes"}, True, False),
        ({"dated": "yes", "harm": "no"}, True, False),
        ({"statutory": "yes"}, False, False),
        ({"outside": "yes"}, False, False),
        ({"harm": "no", "dated": "no"}, False, True),
    ],
)
def test_same_day_is_for_harm_or_a_legal_date(
    answers: dict[str, str], is_same_day: bool, is_quiet: bool, person: Person, advocate: User
) -> None:
    triage = record_triage(person, by=advocate, **answers)

    assert (triage.is_same_day, triage.is_quiet) == (is_same_day, is_quiet)


def test_answers_that_do_not_open_count_as_something_for_today(person: Person, advocate: User) -> None:
    record_triage(person, by=advocate, harm="no")
    destroy_key(person.pk)
    make_key(person.pk)
    forget_all()

    triage = Triage.objects.get()

    assert (triage.is_same_day, triage.is_quiet) == (True, False)


def test_new_triage_is_a_new_row_and_the_newest_holds(person: Person, advocate: User) -> None:
    record_triage(person, by=advocate, harm="yes")

    newest = record_triage(person, by=advocate, harm="no")

    assert triage_of(person) == newest
    assert sorted(Triage.objects.values_list("number", flat=True)) == [1, 2]


def test_page_of_a_person_offers_the_questions_until_they_were_asked(
    person: Person, advocate: User, signed_in: SignIn
) -> None:
    client = signed_in(advocate)
    url = reverse("person", args=[person.pk])
    new = reverse("triage-new", args=[person.pk])

    before = client.get(url).content.decode()
    answer = client.post(new, {"harm": "yes", "dated": "yes", "statutory": "yes", "outside": "yes"})
    after = client.get(url).content.decode()

    assert "Does anything have to be done today" in before
    assert answer["Location"] == f"{url}#triage"
    assert "Does anything have to be done today" not in after
    for words in ("What to do now", "Today", "Raise a concern", "Rights and time limits", "Hand over"):
        assert words in after
    assert "This is not what we do" in after


def test_quiet_answers_say_that_nothing_has_to_be_done_today(
    person: Person, advocate: User, signed_in: SignIn
) -> None:
    record_triage(person, by=advocate, harm="no")

    page = signed_in(advocate).get(reverse("person", args=[person.pk])).content.decode()

    assert "Nothing has to be done today." in page


def test_page_with_no_answer_says_so_and_keeps_what_was_typed(
    person: Person, advocate: User, signed_in: SignIn
) -> None:
    answer = signed_in(advocate).post(reverse("triage-new", args=[person.pk]), {"words": "She had to go"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Answer at least one question" in page
    assert "She had to go" in page


def test_who_cannot_wait_comes_first_however_many_wait_longer(coordinator: User, advocate: User) -> None:
    for number in range(FEW):
        with clock.at(clock.now() - timedelta(days=20)):
            start_waiting(make_person(by=advocate, called=f"Lee {number}"), by=coordinator)
    urgent = make_person(by=advocate, called="Jo")
    make_partnership(urgent, advocate)
    start_waiting(urgent, by=coordinator)
    record_triage(urgent, by=advocate, harm="yes")

    waiting = decisions_of(coordinator).waiting

    assert [line.is_today for line in waiting] == [True] + [False] * (FEW - 1)
    assert waiting[0].person == urgent


def test_decisions_say_today_beside_who_cannot_wait(
    coordinator: User, advocate: User, person: Person, signed_in: SignIn
) -> None:
    start_waiting(person, by=coordinator)
    record_triage(person, by=advocate, dated="yes")

    page = signed_in(coordinator).get(reverse("decisions")).content.decode()

    assert '<span class="chip amber">Today</span>' in page


def test_later_answers_take_the_haste_away(coordinator: User, advocate: User, person: Person) -> None:
    start_waiting(person, by=coordinator)
    record_triage(person, by=advocate, harm="yes")
    record_triage(person, by=advocate, harm="no")

    assert people_waiting_for_today(coordinator) == set()


def test_r12_who_is_behind_a_wall_is_not_among_those_who_cannot_wait(
    coordinator: User, advocate: User, person: Person
) -> None:
    start_waiting(person, by=coordinator)
    record_triage(person, by=advocate, harm="yes")
    make_wall(person, coordinator)

    assert people_waiting_for_today(coordinator) == set()
    assert decisions_of(coordinator).waiting == []
