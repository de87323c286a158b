"""From a photo of a decision letter to a printed, agreed letter with the right dates."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from alongside.common import clock
from alongside.common.working_days import working_day_on_or_before
from alongside.rights.reckoning import add_months
from tests.journeys.conftest import LAPTOP, PHONE, Open

pytestmark = pytest.mark.journey

DATED_DAYS_AGO = 5


def long_day(day: date) -> str:
    """Return a date as the pages write it out."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def test_decision_letter_becomes_an_agreed_letter_with_the_right_dates(
    open_at: Open, photo: Path, tmp_path: Path
) -> None:
    lead = open_at(PHONE).sign_in_as("Maya Ferris")
    last_on = add_months(clock.today() - timedelta(days=DATED_DAYS_AGO), 1)
    safe_on = working_day_on_or_before(last_on, nation="ENG")

    # somebody brings a letter about their benefits
    lead.go("/people/new/").fill("What do they like to be called?", "Rowan").fill("Full name", "Rowan Ashe")
    lead.press("Save").press("Open a case").choose("The amount is wrong, or it was refused")
    lead.fill("What do they want to happen?", "I want them to look at my award again.")
    lead.fill("Who is on the other side?", "The DWP").press("Open the case")
    case = lead.page.url.removeprefix(lead.url)
    lead.press("Keep a paper").fill("What is it about?", "Universal Credit: we have decided")
    lead.page.get_by_label("A letter", exact=True).check()
    lead.page.get_by_label("Photo or file").set_input_files(photo)
    lead.answer_day("Date it came", in_days=-2).answer_day("Date on it", in_days=-DATED_DAYS_AGO)
    lead.press("Keep this paper")

    # the first that is proposed is the right one, and its dates are worked out
    lead.press("Work out a time limit").sees("These may fit").press("Ask the DWP to look again")
    lead.sees(long_day(safe_on)).sees(long_day(last_on)).sees("This is not legal advice")
    lead.sees("SI 2013/381 reg 5(1)")
    lead.page.get_by_label("Who else watches it?").select_option(label="Joe Adeyemi")
    lead.press("Put it on the case").sees("Joe Adeyemi watches")

    # it stands on their page, in today and in the diary, and the case does not close over it
    person = case.split("cases/")[0]
    for page in (person, "/", "/diary/"):
        lead.go(page).sees(f"last legal day {last_on:%a} {last_on.day} {last_on:%b}")
    lead.go(f"{case}close/").sees("Ask the DWP to look again")

    # a letter from the case, read back and agreed before it can be printed
    lead.go(case).press("Write a letter").choose("Please look again at your decision")
    lead.page.get_by_label("Does it answer a paper?").select_option(index=1)
    lead.fill("Their reference number", "RA 12 34")
    lead.fill("Their reasons", "They did not read what my doctor wrote.").press("Begin it")
    lead.sees("I want them to look at my award again.").sees_nothing_of("Make it ready to print")
    lead.press("Read it back").choose("I read it aloud to them").send().sees("Agreed")
    lead.press("Make it ready to print").choose("In large print").send()
    with lead.page.expect_download() as download:
        lead.page.get_by_role("link", name="Save the PDF in large print").click()
    saved = tmp_path / "saved.pdf"
    download.value.save_as(saved)

    printed = PdfReader(saved)
    text = " ".join("".join(page.extract_text() for page in printed.pages).split())
    assert "I want them to look at my award again." in text
    assert "Rowan Ashe" in text
    assert printed.trailer["/Root"]["/MarkInfo"]["/Marked"]

    # posted, with proof; then the limit is done
    lead.press("It was sent")
    lead.page.locator("main form [type=radio]").first.check()
    lead.fill("Any other proof?", "Tracked, number on the slip").press("Save").sees(
        "Tracked, number on the slip"
    )
    lead.go(case).press("Ask the DWP to look again").press("It is done")
    lead.answer_day("On which day was it done?", in_days=0).fill(
        "What was done?", "The letter was posted."
    ).send()
    lead.go(case).sees("1 time limit behind us")


def test_every_rule_shows_its_source_and_whether_it_was_checked(open_at: Open) -> None:
    coordinator = open_at(LAPTOP).sign_in_as("Cora Lindqvist")

    coordinator.go("/rights/rules/").sees("SI 2013/381 reg 5(1)").sees("Not checked yet")
    coordinator.go("/rights/complaint/").choose("Drug or alcohol service")
    coordinator.page.get_by_label("The council", exact=True).check()
    coordinator.press("Show where it goes").sees("SI 2012/3094").sees("Local Government")
    coordinator.sees_nothing_of("Parliamentary and Health")
