"""A person with no name, a case from its aim to its close, and a wall that holds on every path."""

import re

import pytest

from tests.journeys.conftest import LAPTOP, PHONE, Open, Walk

pytestmark = pytest.mark.journey


def test_somebody_who_says_nothing_is_helped_and_later_gives_a_name(open_at: Open) -> None:
    lead = open_at(PHONE).sign_in_as("Maya Ferris")

    lead.press("Someone sits down").press("Save")
    lead.press("Yes, they are here").sees("No name yet")
    lead.press("Write a note").fill("What they said", "Just a cup of tea today.").press("Save").sees(
        "Just a cup of tea today."
    )

    person = "/".join(lead.page.url.split("/")[3:5])
    lead.go(f"/{person}/details/change/")
    lead.fill("What do they like to be called?", "Sunny").press("Save").sees("Sunny")
    lead.go(f"/{person}/").sees("Sunny").sees("Just a cup of tea today.")

    # a name that leaves no place to break still fits on the phone
    lead.go(f"/{person}/details/change/")
    lead.fill("What do they like to be called?", "Sunny" * 12).press("Save")
    lead.seen.clear()
    lead.go(f"/{person}/").go("/people/")


def answer_day(walk: Walk, day: str, month: str, year: str) -> None:
    """Fill the first date of a form."""
    for label, text in (("Day", day), ("Month", month), ("Year", year)):
        walk.page.get_by_label(label).first.fill(text)


def test_case_goes_from_the_aim_to_the_close_and_opens_again(open_at: Open) -> None:
    lead = open_at(PHONE).sign_in_as("Maya Ferris")
    lead.go("/people/new/").fill("What do they like to be called?", "Wren").press("Save")

    # without the person's own words it does not open
    lead.press("Open a case").choose("Repairs").press("Open the case")
    lead.sees("Nearly there")
    lead.fill("What do they want to happen?", "I want my window mended before winter.")
    lead.press("Open the case").sees("I want my window mended before winter.")

    lead.page.locator("summary", has_text="What they could do").click()
    lead.press("Add an option").fill("What could they do?", "Write to the landlord")
    lead.press("Put it on the sheet")
    lead.press("They choose").choose("Write to the landlord").press("Save")
    lead.sees("Write to the landlord")

    lead.press("Write words").fill("To whom?", "The landlord")
    lead.fill("What do they want said?", "The window has been broken since May.")
    lead.choose("I read it back and they said yes").press("Save").sees("Agreed")
    lead.press("It has been said").press("Save").press("Ask: was it right?")
    lead.page.get_by_label("Yes", exact=True).first.check()
    lead.press("Save").page.locator("summary", has_text="1 said or taken back").click()
    lead.sees("Was it right?")

    lead.press("Add a step").fill("What is to be done?", "Take a photo of the window").press("Save")
    lead.sees("I do it")

    lead.press("Close the case").choose("What they wanted is settled")
    lead.page.get_by_label("Yes", exact=True).first.check()
    lead.choose("They say so")
    lead.choose("The steps that are still open can come off the list").press("Close the case").sees("Closed")
    lead.press("Open the case again").press("Open").sees("I want my window mended before winter.")


def test_wall_holds_on_every_path_and_leaves_no_hint(open_at: Open) -> None:
    lead, coordinator = open_at(PHONE).sign_in_as("Maya Ferris"), open_at(LAPTOP).sign_in_as("Cora Lindqvist")
    lead.go("/people/new/").fill("What do they like to be called?", "Zephyrine").press("Save")
    person = re.search(r"/people/[0-9a-f-]{36}/", lead.page.url)
    assert person
    lead.go("/people/").sees("Zephyrine")

    coordinator.go(f"{person[0]}objections/new/")
    coordinator.page.get_by_label("Who should not see it?").select_option(label="Maya Ferris")
    coordinator.press("Save")

    lead.go("/people/").sees_nothing_of("Zephyrine")
    lead.fill("Find someone", "Zephyrine").press("Find")
    lead.sees("Nobody with these letters")
    lead.page.goto(lead.url + person[0])
    hidden = lead.page.content()
    lead.page.goto(lead.url + "/people/00000000-0000-4000-8000-000000000000/")
    assert lead.page.content() == hidden
    lead.go("/").sees_nothing_of("Zephyrine")
    coordinator.go(f"{person[0]}").sees("Zephyrine")

    # somebody new of the same name raises no hint that there is one
    lead.go("/people/new/").fill("What do they like to be called?", "Zephyrine").press("Save")
    lead.sees("Zephyrine").sees_nothing_of("Is this the same person?")
