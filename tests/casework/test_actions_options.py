"""The options sheet."""

import pytest
from django.db import IntegrityError, transaction

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.casework.actions.cases import close_case
from alongside.casework.actions.options import add_option, change_option, choose_option
from alongside.casework.models import Case, Option, OptionChoice
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.people.models import Person
from tests.factories.casework import codes, make_case


def test_do_nothing_is_on_the_sheet_from_the_start(case: Case) -> None:
    option = case.options.get()

    assert (option.label, option.is_do_nothing, option.words) == ("Do nothing for now", True, None)


def test_add_option_keeps_good_bad_and_risk(case: Case, advocate: User) -> None:
    add_option(case, by=advocate, words="Ask again", good="Free", bad="Slow", risk="A no")

    option = Option.objects.get(is_do_nothing=False)
    assert (option.number, option.label) == (2, "Ask again")
    assert (option.good, option.bad, option.risk) == ("Free", "Slow", "A no")


def test_change_option_writes_it_anew(case: Case, advocate: User) -> None:
    option = add_option(case, by=advocate, words="Ask again")

    change_option(option, by=advocate, words="Ask for a review", good="Free")

    again = Option.objects.get(pk=option.pk)
    assert (again.words, again.good, again.bad) == ("Ask for a review", "Free", None)


def test_do_nothing_has_good_and_bad_too_and_keeps_its_name(case: Case, advocate: User) -> None:
    change_option(case.options.get(), by=advocate, words="Give up", bad="They may evict me")

    option = case.options.get()
    assert (option.label, option.words, option.bad) == ("Do nothing for now", None, "They may evict me")


def test_person_chooses_and_may_choose_again(case: Case, advocate: User) -> None:
    ask = add_option(case, by=advocate, words="Ask again")
    nothing = case.options.get(is_do_nothing=True)

    choose_option(case, by=advocate, option=nothing, chosen_on=clock.today(), why="I am tired")
    choose_option(case, by=advocate, option=ask, chosen_on=clock.today())

    choices = OptionChoice.objects.order_by("number")
    assert [(choice.number, choice.option, choice.why) for choice in choices] == [
        (1, nothing, "I am tired"),
        (2, ask, None),
    ]


def test_c7_one_option_is_no_choice(case: Case, advocate: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        choose_option(case, by=advocate, option=case.options.get(), chosen_on=clock.today())

    assert codes(broken) == ["one_option"]


def test_option_of_another_case_is_no_choice(case: Case, person: Person, advocate: User) -> None:
    add_option(case, by=advocate, words="Ask again")
    elsewhere = add_option(make_case(person, by=advocate), by=advocate, words="Go")

    with pytest.raises(RuleBroken) as broken:
        choose_option(case, by=advocate, option=elsewhere, chosen_on=clock.today())

    assert codes(broken) == ["one_option"]


def test_chosen_option_stays_as_it_was(case: Case, advocate: User) -> None:
    option = add_option(case, by=advocate, words="Ask again")
    choose_option(case, by=advocate, option=option, chosen_on=clock.today())

    with pytest.raises(RuleBroken) as broken:
        change_option(option, by=advocate, words="Sign here")

    assert codes(broken) == ["chosen"]


def test_closed_case_takes_no_options(case: Case, advocate: User) -> None:
    option = case.options.get()
    close_case(case, by=advocate, reason="stopped", aim_met="not_said")

    for act in (
        lambda: add_option(case, by=advocate, words="Ask"),
        lambda: change_option(option, by=advocate),
        lambda: choose_option(case, by=advocate, option=option, chosen_on=clock.today()),
    ):
        with pytest.raises(RuleBroken) as broken:
            act()
        assert codes(broken) == ["case_closed"]


def test_database_keeps_one_do_nothing(case: Case, advocate: User) -> None:
    add_option(case, by=advocate, words="Ask again")

    with pytest.raises(IntegrityError), transaction.atomic(), recorded("test", by=None):
        Option.objects.update(is_do_nothing=True)
