"""Finding somewhere to send somebody now, bringing a list in, and what anybody may open."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import LAPTOP, PHONE, ROOT, EverySeen, Open, Served, Walk

pytestmark = pytest.mark.journey

LIST = """Made-up places,,
Name,Opening times,Postcode
Foundry breakfast club,Mon-Fri 8am-10am,M15 4QQ
Foundry evening table,Most evenings,M15 4QQ
,Wednesday 9am-1pm,M14 5RR
"""
MANY = "".join(f"Place {number},Mon-Fri 8am-10am,M15 4QQ\n" for number in range(2_100))
"""So many that a program of its own works on them."""


def close_and_come_back(walk: Walk) -> None:
    """Close the tab in the middle of it, and open another at the same address."""
    address, closed = walk.page.url, walk.page
    walk.page = closed.context.new_page()
    closed.close()
    walk.page.goto(address)


def wait_for_work(page: Page) -> None:
    """Look again until the list has been worked on."""
    for _ in range(240):
        page.wait_for_load_state()
        if not page.get_by_text("We are working on it").count():
            return
        page.wait_for_timeout(500)
        page.reload()
    pytest.fail("nobody worked on the list")


def test_advocate_finds_food_open_now_hands_over_with_a_yes_and_hears_how_it_went(
    open_at: Open, served: Served
) -> None:
    lead = open_at(PHONE).sign_in_as("Maya Ferris")

    # begun from the person, so that their need stands in no address
    lead.go("/people/new/").fill("What do they like to be called?", "Rowan").press("Save")
    person = lead.page.url.removeprefix(lead.url)
    lead.press("Find a service").pick("What is needed?", "Food").pick("When?", "Open now")
    lead.fill("Near where?", "M15 6AB").press("Find")
    lead.sees("Open shelf").sees("Less than 2 miles, from the middle of M15").sees("Open now")
    lead.sees("Checked").sees_nothing_of("nearest").sees_nothing_of("6AB")

    # nobody rings before a yes
    lead.press("Put them in touch Open shelf")
    lead.page.get_by_label("Yes", exact=True).check()
    lead.pick("If yes: how did they say it?", "They signed it")
    lead.fill("If yes: what may we tell the service?", "That I have eaten nothing today.").send()
    lead.press("Write down the call").choose("Together").send()
    lead.sees("We ask on")

    # a week later Today says whom to ask, and the answer comes back
    served.wait(days=7)
    lead.sign_in_as("Maya Ferris").sees("Ask how it went")
    lead.press("Open shelf").press("How did it go?").pick("How did you ask?", "When we met")
    lead.answer("Did they get in?", "Yes").answer("Were they treated well there?", "Yes").send()
    lead.sees("We ask once more on").go(person).sees("Ask on")

    # once more after 28 days, and then nobody asks again
    served.wait(days=28)
    lead.sign_in_as("Maya Ferris").press("Open shelf").press("How did it go?")
    lead.pick("How did you ask?", "They told us by themselves").answer("Did they get in?", "Yes").send()
    lead.sees("We asked as often as we ask").go("/").sees_nothing_of("Open shelf")
    lead.go(person).sees("1 that is over")


def test_coordinator_brings_a_list_in_and_takes_it_back(open_at: Open, tmp_path: Path) -> None:
    file = tmp_path / "foundry.csv"
    file.write_text(LIST + MANY)
    coordinator, lead = open_at(LAPTOP).sign_in_as("Cora"), open_at(PHONE).sign_in_as("Maya Ferris")

    coordinator.go("/directory/imports/").press("Bring in a list")
    coordinator.page.get_by_label("The list").set_input_files(file)
    coordinator.send().fill("Where is the list from?", "The Foundry, by e-mail").choose("Food").send()
    coordinator.sees("You can close this page")
    close_and_come_back(coordinator)
    wait_for_work(coordinator.page)
    coordinator.look().sees("This is what would happen").sees("Left out").sees("Row 5")
    coordinator.press("Bring these in")
    close_and_come_back(coordinator)
    wait_for_work(coordinator.page)

    lead.go("/directory/?words=Foundry").sees("Foundry breakfast club").sees("Most evenings").sees(
        "Ring first"
    )
    coordinator.look().unfold("Take this list back").press("Take it back")
    lead.go("/directory/?words=Foundry").sees("Nothing like this is in the directory")


def test_anybody_finds_us_and_asks_for_help_without_script(open_at: Open) -> None:
    with_script = open_at(PHONE)
    for address in ("/find-us/", "/find-us/poster/", "/ask/", "/refer/", "/become-an-advocate/", "/crisis/"):
        with_script.go(address)
    anybody = open_at(PHONE, java_script_enabled=False)
    anybody.seen = EverySeen()

    anybody.go("/find-us/").sees("Next days").press("Ask for help")
    anybody.fill("What do you like to be called?", "Canary").choose("A phone call").send()
    anybody.sees("Write").fill("Phone number", "07700 900123").send()

    expect(anybody.page).to_have_url(re.compile("/ask/thanks/$"))
    open_at(LAPTOP).sign_in_as("Cora").go("/enquiries/").sees("Canary")


def test_feed_of_the_demonstration_has_no_error_and_no_warning(served: Served) -> None:
    said = subprocess.run(
        [sys.executable, "manage.py", "check_feed", f"{served.url}/feed/"],
        cwd=ROOT,
        env=served.environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    assert ", 0 errors, 0 warnings, " in f", {said.splitlines()[-1].split(', ', 1)[1]}"
