"""A whole clinic day, from two phones; and the coordinator who follows it."""

from pathlib import Path

import pytest

from tests.journeys.conftest import LAPTOP, PHONE, Open, Served, Walk, start

pytestmark = pytest.mark.journey

KEPT = "Saved as you type"


def type_and_keep(walk: Walk, label: str, text: str) -> None:
    """Type, and wait until the page says that it is kept."""
    walk.fill(label, text)
    walk.page.get_by_text(KEPT).first.wait_for()


def begin_with_somebody_new(lead: Walk, called: str) -> str:
    """Somebody sits down for the first time; return the address of their page."""
    lead.go("/").press("Someone sits down").fill("What do they like to be called?", called).press("Save")
    lead.press("Yes, they are here").sees(called)
    return lead.page.url.removeprefix(lead.url)


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_lead_and_shadow_run_a_clinic_and_close_it_and_the_coordinator_sees_it(
    open_at: Open, photo: Path, size: dict[str, int]
) -> None:
    lead, shadow = open_at(size).sign_in_as("Maya Ferris"), open_at(size).sign_in_as("Joe Adeyemi")
    lead.sees("Station Road job centre").sees("Joe Adeyemi").sees("Risk sheet").sees("Door code")

    # the tally: two taps from today, and undo
    shadow.press("Tally").press("A lunch").sees("Your last: A lunch × 1")
    shadow.press("Information given").sees("Your last: Information given × 1")
    shadow.press("Undo").sees("Your last: A lunch × 1")

    # everybody who was expected: one is here, the others not this time
    lead.press("Is here")
    lead.go("/")
    while lead.page.get_by_role("button", name="Not this time").count():
        lead.press("Not this time")

    # someone sits down, and hears what we can and cannot do
    person = begin_with_somebody_new(lead, "Robyn")
    lead.go(f"{person}agreement/").choose("I told them in my own words")
    lead.page.get_by_label("Not yet", exact=True).check()
    lead.press("Save the answer").sees("Not yet")

    # a case, with its aim, an option, the words, a step and a paper
    lead.go(person).press("Open a case").choose("Repairs")
    lead.fill("What do they want to happen?", "I want to keep my flat.").press("Open the case")
    case = lead.page.url.removeprefix(lead.url)
    lead.go(f"{case}options/new/").fill("What could they do?", "Write to the council")
    lead.press("Put it on the sheet").sees("Write to the council")
    lead.press("Write words").fill("To whom?", "The council").fill("What do they want said?", "Help me stay.")
    lead.choose("I read it back and they said yes").press("Save the words").sees("Help me stay.")
    lead.press("Add a step").fill("What is to be done?", "Read the letter together")
    lead.page.get_by_label("Together").check()
    lead.page.get_by_label("Which of us does it with them?").select_option(label="Maya Ferris")
    lead.press("Save the step").sees("Read the letter together")
    lead.press("Keep a paper").page.get_by_label("A letter", exact=True).check()
    lead.page.get_by_label("Photo or file").set_input_files(photo)
    lead.answer_day("Date it came", in_days=-1)
    lead.answer_day("Date on it", in_days=-4)
    lead.press("Keep this paper").sees("A letter")

    # a note, kept as it is typed; it hangs until it is sent
    lead.go(person).press("Write a note")
    type_and_keep(lead, "What they said", "I cannot sleep for worry.")
    lead.go("/").sees("Not finished yet").press("Close the clinic")
    lead.fill("How many people came?", "3").press("Close it")
    lead.sees("Nearly there").sees("Finish the notes that were begun")
    lead.press("A note").sees("We kept what you typed")
    lead.press("Save the note").sees("I cannot sleep for worry.")

    # so does a promise without a day; another is handed over to a colleague
    lead.go("/").press("Close the clinic").sees("Promises without a day").press("Read the letter together")
    lead.answer_day("By when?", in_days=7)
    lead.press("Save")
    lead.go("/").press("Close the clinic").sees("What was promised").press("Hand over")
    lead.page.get_by_label("Who takes it on?").select_option(label="Joe Adeyemi")
    lead.press("Hand it over")
    lead.go("/").press("Close the clinic").sees("Joe Adeyemi")
    lead.fill("How many people came?", "3").press("Close it").sees("Closed.")

    coordinator = open_at(LAPTOP).sign_in_as("Cora Lindqvist")
    coordinator.go("/decisions/").go("/clinics/").press("Station Road job centre").sees("Closed.")
    coordinator.sees("A lunch")
    coordinator.go(case).sees("I want to keep my flat.").sees("Joe Adeyemi")


def test_pulling_the_plug_loses_nothing_that_was_saved(open_at: Open, served: Served) -> None:
    lead = open_at(PHONE).sign_in_as("Maya Ferris")
    person = begin_with_somebody_new(lead, "Plug")
    port = int(served.url.rsplit(":", 1)[1])

    # as soon as the page says that what was typed is kept
    lead.press("Write a note")
    type_and_keep(lead, "What they said", "Typed just before the lights went out.")
    where = lead.page.url
    served.kill()
    again = start(served.home, served.environment, port)
    lead.page.goto(where)
    lead.sees("Typed just before the lights went out.")

    # as soon as the page after sending it shows
    lead.press("Save the note").sees("Typed just before the lights went out.")
    again.kill()
    again = start(served.home, served.environment, port)
    lead.go(person).sees("Typed just before the lights went out.")

    # as soon as the tally has counted one
    lead.go("/").press("Tally").press("A lunch").sees("Your last: A lunch × 1")
    again.kill()
    again = start(served.home, served.environment, port)
    lead.go("/").press("Tally").sees("Your last: A lunch × 1")
    again.kill()


def test_database_and_papers_hold_no_name_and_no_word(open_at: Open, served: Served, photo: Path) -> None:
    lead = open_at(PHONE).sign_in_as("Maya Ferris")
    begin_with_somebody_new(lead, "Canaryella")
    lead.press("Open a case").choose("Repairs").fill("What do they want to happen?", "I want Canaryaim.")
    lead.press("Open the case")
    lead.press("Keep a paper").fill("What is it about?", "Canarytitle")
    lead.page.get_by_label("A letter", exact=True).check()
    lead.page.get_by_label("Photo or file").set_input_files(photo)
    lead.press("Keep this paper").sees("Canarytitle").press("Back to the case")
    lead.press("Write a note").fill("What they said", "Canaryword").press("Save the note").sees("Canaryword")
    served.kill()

    files = [path for path in served.home.joinpath("data").rglob("*") if path.is_file()]
    written = b"".join(path.read_bytes() for path in files) + " ".join(map(str, files)).encode()

    assert b"SQLite format 3" in written
    canaries = ("Canaryella", "Canaryaim", "Canarytitle", "Canaryword", "letter.jpg", "Maya Ferris")
    for canary in (*canaries, "Lindqvist", "Riverside", "Station Road"):
        assert canary.encode() not in written
        assert canary.encode("utf-16-le") not in written
    assert photo.read_bytes()[:200] not in written
