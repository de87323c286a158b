"""Somebody is put in touch with a service, is turned away, and says what may be done with it."""

import pytest

from tests.journeys.conftest import LAPTOP, PHONE, Open

pytestmark = pytest.mark.journey


def test_hand_over_that_was_not_fair_reaches_the_fairness_log_without_a_name(open_at: Open) -> None:
    lead = open_at(PHONE).sign_in_as("Maya Ferris")

    # nobody rings before a yes
    lead.go("/people/new/").fill("What do they like to be called?", "Rowan").press("Save")
    person = lead.page.url.removeprefix(lead.url)
    lead.press("Put them in touch", exact=True).fill("Which service?", "The Weir Street shelter")
    lead.page.get_by_label("Yes", exact=True).check()
    lead.send().sees("Say how they said yes").sees("Write what we may tell them")
    lead.page.get_by_label("If yes: how did they say it?").select_option(label="They signed it")
    lead.fill("If yes: what may we tell the service?", "That I have nowhere to sleep.").send()
    lead.sees("To be rung")
    lead.go("/").sees("The Weir Street shelter")

    # the call, and what they say of it: by phone is not offered, for nobody asked whether it is safe
    lead.press("The Weir Street shelter").press("Write down the call").choose("Together").send()
    lead.sees("We ask on").press("How did it go?")
    ways = lead.page.get_by_label("How did you ask?").locator("option").all_inner_texts()
    lead.choose("They were turned away").fill("What did they say of it?", "They shut the door on me.")
    lead.send().sees("That was not fair on them")

    # their words, and a yes for each use of them
    lead.press("Write it in the fairness log").choose("Turned away").send()
    lead.sees("What may we do with it?").choose("Use their words").choose("They said it to me").send()
    lead.sees("Their words used").sees("May be used")
    lead.go(person).sees("No case is open").sees("Ask on")

    # the coordinator reads it, and not whose it is
    coordinator = open_at(LAPTOP).sign_in_as("Cora")
    coordinator.go("/more/").press("Fairness log").press("Not in the directory")
    coordinator.sees("They shut the door on me.").sees_nothing_of("Rowan")
    assert ways == ["When we met", "They told us by themselves"]
