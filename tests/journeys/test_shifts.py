"""Somebody can't come, somebody else says yes; and somebody goes alone and comes back."""

from datetime import timedelta

import pytest

from alongside.common import clock
from tests.journeys.conftest import LAPTOP, PHONE, Open

pytestmark = pytest.mark.journey


def test_lead_cannot_come_and_another_says_yes(open_at: Open) -> None:
    lead, coordinator, other = open_at(PHONE), open_at(LAPTOP), open_at(PHONE)
    lead.sign_in_as("Maya Ferris").go("/me/shifts/").sees("The next 13 weeks")

    # one tap, and no reason
    lead.sees("you need not say why")
    lead.press("I can’t come").sees("Thank you for telling us").sees("We are asking others")

    # the coordinator sees whom it was offered to, and whom to ring
    coordinator.sign_in_as("Cora Lindqvist").go("/covers/").sees("Asked")
    row = coordinator.page.locator(".row", has=coordinator.page.get_by_text("still to come")).first
    row.get_by_role("link").click()
    coordinator.look().sees("Whom to ring").sees("Only you see this")
    asked = coordinator.page.locator("section[aria-labelledby=asked] b").first.inner_text()

    # they take it, and are not told whose it was
    other.sign_in_as(asked).go("/me/shifts/").sees("Can you take one of these?").sees_nothing_of(
        "Maya Ferris"
    )
    other.press("Yes, I can").sees("Thank you. You are down for it now.")
    coordinator.page.reload()
    coordinator.look().sees("Said yes")
    lead.go("/me/shifts/").sees_nothing_of("We are asking others")


def test_advocate_goes_alone_and_comes_back_and_has_shifts_in_a_calendar(open_at: Open) -> None:
    advocate, coordinator = open_at(PHONE), open_at(LAPTOP)
    advocate.sign_in_as("Maya Ferris").go("/lone/").press("I go somewhere alone")
    tomorrow = clock.today() + timedelta(days=1)
    advocate.fill("Where are you going?", "Flat 2, 14 Mill Lane").choose("I go with somebody we support")
    for label, number in (("Day", tomorrow.day), ("Month", tomorrow.month), ("Year", tomorrow.year)):
        advocate.page.get_by_label(label, exact=True).fill(str(number))
    advocate.fill("When will you be there?", "10").fill("When will you leave?", "11.30")
    advocate.press("Look out for me").sees("Flat 2, 14 Mill Lane")

    # whoever is on duty can see where, and rings
    coordinator.sign_in_as("Cora Lindqvist").go("/lone/").press("Maya Ferris").sees("Flat 2, 14 Mill Lane")
    coordinator.choose("I rang. No answer").press("Keep it").sees("Who is out alone")

    advocate.press("I have arrived").press("15 more minutes").sees("11:45").press("I have left")
    advocate.sees_nothing_of("Mill Lane")
    coordinator.go("/lone/").sees("Nobody.")

    advocate.go("/me/shifts/diary/").press("Make my private address").sees("It is shown only now")
