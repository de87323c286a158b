"""Somebody is asked to go with a person, the coordinator finds who, they go, and say how it went."""

import re

import pytest

from alongside.common import clock
from tests.journeys.conftest import LAPTOP, PHONE, Open

pytestmark = pytest.mark.journey


def test_somebody_goes_with_a_person_from_the_asking_to_how_it_went(open_at: Open) -> None:
    advocate, coordinator, companion = open_at(PHONE), open_at(LAPTOP), open_at(PHONE)

    # asked for on a phone; what was typed stays where something is missing
    advocate.sign_in_as("Maya Ferris").go("/people/new/")
    advocate.fill("What do they like to be called?", "Wren").press("Save")
    advocate.press("Somebody to go with them").sees("Somebody to go with Wren")
    advocate.fill("Where to, and where do they meet?", "The health centre, at the door")
    advocate.press("Ask").sees("Nearly there")
    advocate.answer_day("What day?", in_days=0)
    advocate.fill("When do they meet?", "00:00").fill("Until about when?", "23:59")
    advocate.fill("What is it for", "I want to keep my script.").press("Ask")
    advocate.sees("The health centre, at the door").sees("Nobody yet").sees("Needs somebody")
    where = advocate.page.url.removeprefix(advocate.url)

    # the coordinator sees that nobody goes yet, and puts on somebody who can
    coordinator.sign_in_as("Cora Lindqvist").go("/decisions/").sees("Nobody to go with them yet")
    coordinator.press("Everybody to go along with").press("Wren").press("Put somebody on")
    coordinator.sees("Not now")
    chosen = coordinator.page.locator("main form label", has_text=re.compile("[Ll]ead")).first
    name = " ".join(chosen.inner_text().split()[:2])
    coordinator.choose(name).press("Put them on").sees(name)

    # whoever goes finds it on their phone, and the person with it
    companion.sign_in_as(name).sees("You go along with somebody").press("Wren")
    companion.sees("I want to keep my script.").go("/me/shifts/").sees("You go along with somebody")

    # they have met; how it went is kept with the person
    companion.go(where).press("Say how it went")
    companion.fill("What happened, and what is next?", "They listened. Back in four weeks.")
    companion.press("It is done").sees("Somebody to go with them")
    advocate.go(where).sees("They listened. Back in four weeks.")


def test_rota_finds_who_goes(open_at: Open) -> None:
    coordinator = open_at(LAPTOP).sign_in_as("Cora Lindqvist")
    coordinator.go("/people/new/").fill("What do they like to be called?", "Wren").press("Save")
    coordinator.press("Somebody to go with them").fill("Where to, and where do they meet?", "The court")
    monday = 7 - clock.today().weekday()
    coordinator.answer_day("What day?", in_days=monday + 1)
    coordinator.fill("When do they meet?", "9").fill("Until about when?", "10")
    coordinator.fill("What is it for", "I want to say it myself.").press("Ask")
    where = coordinator.page.url.removeprefix(coordinator.url)

    coordinator.go("/rotas/new/").pick("For how many weeks?", "4 weeks").send()
    while coordinator.page.get_by_text("Week by week").count() == 0:
        coordinator.page.wait_for_timeout(500)
        coordinator.page.goto(coordinator.page.url.split("?")[0] + "?still")
    coordinator.look().sees("With Wren").sees("Goes along")
    coordinator.press("Publish").choose("Publish it").press("Publish").sees("Published.")

    coordinator.go(where).sees("Who goes").sees_nothing_of("Nobody yet")
