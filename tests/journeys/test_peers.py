"""From first shift to lead, supervision that was missed, and from helped to helper behind a wall."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest

from alongside.common import clock
from tests.journeys.conftest import LAPTOP, PHONE, Open, Walk

pytestmark = pytest.mark.journey

FEW_SHIFTS = "4 of 6 shifts shadowed, with both notes."
NOT_SEEN = "Not seen yet"
ONE_OBSERVER = "Two different people must have seen what they can do."
MISSED = re.compile(r"Has missed supervision since \w+day ")


def weeks_from(weeks: int) -> str:
    """Return the address of the two weeks that begin so many weeks from now."""
    return f"/clinics/?from={clock.today() + timedelta(weeks=weeks)}"


def write_part(walk: Walk, note: str) -> Walk:
    """Write one's own part about a shift, and say “ready”."""
    return walk.fill("How did it go?", note).choose("Yes, ready").send()


def see(walk: Walk, name: str, example: str, *, first: int, last: int) -> Walk:
    """Write down that one saw these of the things a lead can do, by their place in the list."""
    walk.go("/learners/").press(name).press("Write what you saw")
    boxes = walk.page.get_by_role("group", name="What did you see them do?").get_by_role("checkbox")
    for number in range(first, last):
        boxes.nth(number).check()
    return walk.answer_day("When?", in_days=-1).fill("What happened?", example).send()


def ask_to_be_lead(walk: Walk, name: str) -> Walk:
    """Let the coordinator try to take the last step with somebody."""
    walk.go("/learners/").press(name).press("Stages")
    return walk.answer("Which stage comes now?", "Lead").press("Save the new stage")


def test_shadow_goes_from_shift_to_lead_with_two_observers(open_at: Open) -> None:
    joe, maya = open_at(PHONE).sign_in_as("Joe Adeyemi"), open_at(PHONE).sign_in_as("Maya Ferris")
    irene, cora = open_at(PHONE).sign_in_as("Irene Castle"), open_at(LAPTOP).sign_in_as("Cora Lindqvist")
    sunil = open_at(LAPTOP).sign_in_as("Sunil Barrow")

    # it is too early, and the page says in plain words what is missing
    joe.go("/journey/").sees(FEW_SHIFTS).sees(NOT_SEEN)
    ask_to_be_lead(cora, "Joe Adeyemi").sees("Nearly there").sees(FEW_SHIFTS).sees(NOT_SEEN)

    # the shift of today, and one of yesterday that nobody had written down: both write, both say ready
    joe.go("/clinics/").press("Station Road job centre").press("Write about this shift")
    write_part(joe, "I led the whole talk, and she chose.")
    joe.go("/journey/").press("Write about a shift").answer_day("When was it?", in_days=-1)
    joe.fill("Where?", "The library").choose("Irene Castle")
    write_part(joe, "I closed the session on my own.").sees(FEW_SHIFTS)
    maya.go("/journey/").sees("Your part is still to write").press("Station Road job centre")
    write_part(maya, "Calm from start to end.")
    irene.go("/journey/").press("The library")
    write_part(irene, "I would send anybody to him.")
    joe.go("/journey/").sees("Both say ready").sees_nothing_of(FEW_SHIFTS)

    # what nobody had seen, seen by two, each with an example
    see(maya, "Joe Adeyemi", "Said no more than was agreed.", first=8, last=10)
    see(sunil, "Joe Adeyemi", "Brought a hard day to us himself.", first=10, last=13).sees("All is there")
    joe.go("/journey/").sees("All is there").unfold("Keeps things private").sees("Brought a hard day")

    # one observer is not enough, however much they saw
    see(maya, "Raj Sandhu", "All of it in one morning.", first=0, last=13).sees(ONE_OBSERVER)
    ask_to_be_lead(cora, "Raj Sandhu").sees("Nearly there").sees(ONE_OBSERVER)

    # the coordinator decides; from now on he leads
    cora.go("/decisions/").sees("Ready to be a lead").press("Joe Adeyemi")
    cora.answer("Which stage comes now?", "Lead").fill("Why?", "Two leads trust him.")
    cora.press("Save the new stage").sees("Signed off").sees("Two leads trust him.")
    joe.go("/journey/").sees("Lead").sees_nothing_of("On the way to lead")
    cora.go(weeks_from(1)).press("Harbour House hostel").press("Put on a lead")
    cora.choose("Joe Adeyemi").press("Put them on").sees("Take off Joe Adeyemi")


def test_missed_supervision_is_said_where_somebody_is_placed(open_at: Open) -> None:
    sunil, cora = open_at(LAPTOP).sign_in_as("Sunil Barrow"), open_at(LAPTOP).sign_in_as("Cora Lindqvist")

    # the supervisor sees who was not there, and for how long
    sunil.go("/supervision/").sees("Missed 3 weeks").press("Billie Hart").sees(MISSED)
    sunil.sees("supervisions missed in a row").sees_nothing_of("Decide whether they may work")

    # the coordinator reads it on a session Billie was down for already, and where Billie would be put on
    cora.go("/decisions/").sees("Is down for St Anne’s supported housing")
    cora.go(weeks_from(0))
    down_for = cora.page.locator("tr", has_text="Billie Hart").first
    down_for.get_by_role("link").click()
    cora.look().sees(MISSED).sees("Look at this")
    cora.go(weeks_from(3)).press("St Anne’s supported housing").press("Put on a shadow").sees(MISSED)

    # placing needs a decision, and a decision needs a reason
    cora.press("Billie Hart").sees("May Billie Hart be put on?").press("Put them on")
    cora.sees("Write why they may work for now")
    cora.fill("Why may they work for now?", "Was ill; we talked on the phone.").press("Put them on")
    cora.sees("Take off Billie Hart").sees_nothing_of("Look at this")
    sunil.go("/supervision/").sees("Missed, decided")


AIM = "I want a door that locks"
NOBODY = "00000000-0000-4000-8000-000000000000"
LISTS = (
    "/",
    "/people/",
    "/decisions/",
    "/diary/",
    "/partnerships/",
    "/partnerships/hand-over/",
    "/concerns/",
    "/concerns/new/",
    "/unfinished/",
    "/learners/",
    "/supervision/",
    "/privacy/",
    "/privacy/duplicates/",
)
PARTS = (
    "",
    "details/",
    "links/new/",
    "concerns/new/",
    "partners/",
    "objections/",
    "invite/",
    "hand-overs/new/",
    "in-touch/new/",
    "who-looked/print/",
    "restrict/",
)


@dataclass(frozen=True)
class OldFile:
    """What tells the old file of somebody who is an advocate now."""

    person: str
    reference: str
    case: str

    def is_nowhere_on(self, walk: Walk) -> None:
        """Expect that what the server sent holds none of it."""
        assert "Robbo" not in walk.page.inner_text("main")
        for words in (self.person, self.reference, AIM):
            walk.sees_nothing_of(words)


def old_file(walk: Walk) -> OldFile:
    """Read what tells the file, as long as the coordinator sees it."""
    walk.go("/applications/").press("Robbo")
    person = walk.page.url.split("/")[4]
    walk.go(f"/people/{person}/").sees("Robbo")
    reference = re.search(r"\b[0-9A-Z]{3}-[0-9A-Z]{3}\b", walk.page.content())
    case = re.search(rf"/people/{person}/cases/([0-9a-f-]{{36}})/", walk.page.content())
    assert reference
    assert case
    walk.go(f"/people/{person}/cases/{case[1]}/").sees(AIM)
    return OldFile(person, reference[0], case[1])


def finds_nothing(walk: Walk, old: OldFile) -> None:
    """Look on every list, and follow every address that was ever kept: no more is there than of nobody."""
    for path in LISTS:
        walk.page.goto(walk.url + path)
        old.is_nowhere_on(walk)
    for part in (*PARTS, f"cases/{old.case}/"):
        walk.page.goto(f"{walk.url}/people/{old.person}/{part}")
        hidden = walk.page.content()
        walk.page.goto(f"{walk.url}/people/{NOBODY}/{part}")
        assert walk.page.content() == hidden


def first_address(walk: Walk, path: str) -> str:
    """Return the first address on a page that begins as its own does and goes on with an id."""
    walk.page.goto(walk.url + path)
    found = re.search(rf"{path}[0-9a-f]{{8}}-[0-9a-f-]{{27}}/", walk.page.content())
    assert found
    return found[0]


def searches_in_vain(walk: Walk, old: OldFile, service: str) -> None:
    """Search by name and by reference, for a link, and for somebody to put in touch with a service."""
    somebody = first_address(walk, "/people/")
    for path in ("/people/", f"{somebody}links/new/", f"{service}in-touch/"):
        for words in ("Robbo", old.reference):
            walk.page.goto(walk.url + path)
            walk.fill("Find someone", words)
            walk.page.get_by_role("button", name="Find", exact=True).click()
            walk.page.wait_for_load_state()
            assert old.person not in walk.page.content()
            assert AIM not in walk.page.content()


def breaks_no_glass(walk: Walk, old: OldFile) -> None:
    """An emergency opens it no more than a reference that nobody has."""
    for tried in (old.reference, "222-222"):
        walk.go("/break-glass/").fill("Reference of the record", tried)
        walk.fill("Why can it not wait?", "Not seen for two days").send()
        walk.sees("We cannot open a record with this reference")


def welcome(walk: Walk) -> None:
    """Let somebody who said yes be welcomed, with an account."""
    walk.press("The friendly chat").answer_day("When did you talk?", in_days=0).send()
    walk.press("Give the answer").answer("What is the answer?", "Yes, welcome")
    walk.fill("What will you tell them?", "Welcome. We begin in January.").send()
    walk.press("Open their account").fill("Which name will they sign in with?", "robin").send()
    walk.sees("Robin Ashdown")


def test_somebody_we_helped_becomes_an_advocate_and_nobody_opens_the_old_file(open_at: Open) -> None:
    cora = open_at(LAPTOP).sign_in_as("Cora Lindqvist")
    old = old_file(cora)

    # they were asked, say yes, and name one: from that moment the file is closed
    cora.go(f"/people/{old.person}/invite/").sees("If they say yes, their old file closes for good")
    cora.press("They say yes").fill("Why would they like to do this?", "Kev sat with me. I would like to.")
    cora.choose("Sunil Barrow").send().sees("Robin Ashdown")
    old.is_nowhere_on(cora)
    welcome(cora)

    # the coordinator, the old advocate, another lead, the data protection lead, and they themselves
    kev, maya = open_at(PHONE).sign_in_as("Kev Marsden"), open_at(PHONE).sign_in_as("Maya Ferris")
    dara, robin = open_at(LAPTOP).sign_in_as("Dara Quill"), open_at(PHONE).sign_in_as("Robin Ashdown")
    for walk in (cora, kev, maya, dara, robin):
        finds_nothing(walk, old)
    service = first_address(cora, "/directory/services/")
    for walk in (cora, kev):
        searches_in_vain(walk, old, service)
    for walk in (cora, kev, robin):
        breaks_no_glass(walk, old)

    # the pages about the new advocate say nothing of it, and neither does a new record of the same name
    for path in ("/team/", "/applications/", "/people/new/"):
        cora.go(path)
        old.is_nowhere_on(cora)
    cora.fill("What do they like to be called?", "Robbo").press("Save")
    cora.sees_nothing_of(old.person).sees_nothing_of(old.reference)
    cora.go("/team/").press("Robin Ashdown")
    old.is_nowhere_on(cora)

    # whoever looks after privacy can say that it was a mistake, and reads nothing of the file
    dara.go("/privacy/").sees("They were not let in.")
    dara.page.get_by_role("link", name="Robin Ashdown").click()
    dara.look().sees("Their own record is closed.")
    old.is_nowhere_on(dara)

    # only the one they named opens it
    sunil = open_at(LAPTOP).sign_in_as("Sunil Barrow")
    sunil.go(f"/people/{old.person}/").sees("Robbo").go(f"/people/{old.person}/cases/{old.case}/").sees(AIM)
