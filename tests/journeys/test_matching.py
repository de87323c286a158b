"""Somebody says whom they would like, an advocate offers, they choose; and later would like another one."""

import pytest

from tests.journeys.conftest import LAPTOP, PHONE, Open

pytestmark = pytest.mark.journey


def test_person_chooses_their_advocate_and_later_another_with_no_blame(open_at: Open) -> None:
    lead, coordinator = open_at(PHONE), open_at(LAPTOP)

    # the person holds the phone, and skips what they like
    lead.sign_in_as("Maya Ferris").go("/people/new/")
    lead.fill("What do they like to be called?", "Rowan").press("Save")
    person = lead.page.url.removeprefix(lead.url)
    lead.unfold("How we work together").press("Who would they like beside them?")
    lead.pick("In which language is it easiest to talk?", "Polish")
    lead.fill("Where is it easiest to meet?", "The library, M15")
    lead.answer("Would you like somebody who has been through something like it?", "Yes")
    lead.fill("What should they know from their own life?", "How it is to lose a home")
    lead.fill("What may we tell advocates when we ask?", "Somebody who lost their home").press("Save")

    # they would rather have somebody else, and need not say why
    lead.unfold("How we work together").press("Somebody else would suit them better")
    lead.press("Tell the coordinator").sees("Nobody is at fault")

    # the coordinator sees who fits which wish, and asks
    coordinator.sign_in_as("Cora Lindqvist").go(person).press("Find somebody else")
    coordinator.sees("The library, M15").sees("Speaks Polish").choose("Tomasz").press("Ask them")
    coordinator.sees("Who was asked")

    # whoever is asked is not told who it is, and offers in their own words
    advocate = open_at(PHONE).sign_in_as("Tomasz")
    advocate.press("Read what they say").sees("Somebody who lost their home").sees_nothing_of("Rowan")
    advocate.sees_nothing_of("How it is to lose a home").press("I would like to offer")
    advocate.fill("What would you like them to know of you?", "I slept in my car for a winter.")
    advocate.press("Offer it").sees("You offered")

    # the person says yes: the two work together, and the change is made
    coordinator.go(f"{person}match/").sees("I slept in my car for a winter.")
    coordinator.sees("their work with Maya Ferris ends today").press("They say yes")
    coordinator.sees("They work together now.").sees("Tomasz").sees("Advocate")
    coordinator.go(f"{person}match/").sees_nothing_of("I slept in my car")
    advocate.go(person).sees("What you offered to share").sees("Only you can read this.")
    coordinator.go(person).sees_nothing_of("would like another advocate")
