"""Pages of a person and their cases: who gets them, and what each does."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry, Outcome
from alongside.casework.actions.cases import close_case
from alongside.casework.actions.instructions import record_said
from alongside.casework.actions.notes import Told, correct_note
from alongside.casework.actions.options import add_option
from alongside.casework.actions.steps import finish_step
from alongside.casework.actions.triage import record_triage
from alongside.casework.models import (
    Agreement,
    AgreementVersion,
    Case,
    Contact,
    Instruction,
    Option,
    OptionChoice,
    Rung,
    Step,
    StepMove,
)
from alongside.common import clock
from alongside.crypto.actions import destroy_key, make_key
from alongside.drafts.actions import keep_draft
from alongside.drafts.models import Draft
from alongside.people.models import BreakGlass, Join, Person
from tests.conftest import SignIn
from tests.factories.casework import (
    make_ask,
    make_case,
    make_hand_over,
    make_how_it_went,
    make_instruction,
    make_note,
    make_step,
    make_uc_consent,
    make_warm,
)
from tests.factories.people import make_partnership, make_person

CANARY = "Canary Wharf"


@dataclass(frozen=True)
class World:
    """A person with a case, and a row of each kind for which there is a page."""

    person: Person
    case: Case
    closed: Case
    words: Instruction
    agreed: Instruction
    said: Instruction
    option: Option
    step: Step
    done: Step
    note: Contact

    def url(self, name: str, *, person: Any = None) -> str:
        """Return the address of a page, as if of `person`."""
        row: Any = {
            "case-reopen": self.closed,
            "instruction-change": self.words,
            "instruction-agree": self.words,
            "instruction-said": self.agreed,
            "instruction-right": self.said,
            "instruction-withdraw": self.agreed,
            "option-change": self.option,
            "step-take-up": self.done,
            "note-correct": self.note,
        }.get(name)
        row = row or (self.step if name.startswith("step-") and name != "step-new" else self.case)
        args = [person or self.person.pk]
        return reverse(name, args=args if name in OF_THE_PERSON else [*args, row.pk])


OF_THE_PERSON = ("person", "person-story", "agreement", "case-new", "step-new", "note-new")
READ = ("person", "person-story", "case")
WRITE = (
    "agreement",
    "case-new",
    "case-change",
    "case-aim",
    "case-close",
    "case-reopen",
    "instruction-new",
    "instruction-change",
    "instruction-agree",
    "instruction-said",
    "instruction-right",
    "instruction-withdraw",
    "option-new",
    "option-change",
    "option-choose",
    "step-new",
    "case-step-new",
    "step-plan",
    "step-move",
    "step-done",
    "step-cancel",
    "step-hand-over",
    "note-new",
    "case-note-new",
    "note-correct",
)


@pytest.fixture
def world(person: Person, advocate: User) -> World:
    """The world."""
    today = clock.today()
    case = make_case(person, by=advocate, aim=f"I want {CANARY}", other_side=CANARY, about_words=CANARY)
    closed = make_case(person, by=advocate, aim=f"I wanted {CANARY}")
    close_case(closed, by=advocate, reason="done", aim_met="no", outcome_words=CANARY)
    agreed = make_instruction(case, by=advocate, words=CANARY, agreed_on=today)
    said = make_instruction(case, by=advocate, words=CANARY, agreed_on=today)
    record_said(said, by=advocate, done_on=today, said_back=CANARY)
    done = make_step(person, by=advocate, case=case, what=CANARY)
    finish_step(done, by=advocate, done_on=today)
    return World(
        person=person,
        case=case,
        closed=closed,
        words=make_instruction(case, by=advocate, words=CANARY),
        agreed=agreed,
        said=said,
        option=add_option(case, by=advocate, words=CANARY),
        step=make_step(person, by=advocate, case=case, what=CANARY, rung=Rung.YOU_SPEAK),
        done=done,
        note=make_note(person, by=advocate, case=case, fact=CANARY),
    )


@pytest.fixture
def client(advocate: User, signed_in: SignIn) -> Client:
    """The advocate's browser."""
    return signed_in(advocate)


def boxes(name: str, day: date) -> dict[str, str]:
    """Return a day as its three boxes are sent."""
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def send(client: Client, url: str, **fields: Any) -> None:
    """Send a form and expect to be sent on."""
    answer = client.post(url, fields)
    found = answer.context["form"].errors if answer.status_code == 422 else answer.status_code
    assert found == 302


PERSON_QUERIES, STORY_QUERIES, CASE_QUERIES = 34, 24, 35


def newest(model: Any) -> Any:
    """Return the row that was made last: ids grow with time."""
    return model.objects.order_by("-pk").first()


# who gets them


@pytest.mark.parametrize("name", [*READ, *WRITE])
def test_page_opens_and_is_recorded_as_a_look(world: World, client: Client, name: str) -> None:
    answer = client.get(world.url(name))

    assert answer.status_code == 200
    assert f"<title>{world.person.label}" not in answer.content.decode()
    look = Entry.objects.filter(action="person.see", person=world.person.pk).order_by("-seq").first()
    assert look is not None
    assert look.facts["page"] == name.replace("person-", "").replace("case-step-new", "step-new").replace(
        "case-note-new", "note-new"
    )


@pytest.mark.parametrize("name", [*READ, *WRITE, "step-take-up"])
def test_r11_page_of_somebody_one_may_not_see_is_the_page_that_is_not_there(
    world: World, other_advocate: User, walled_advocate: User, signed_in: SignIn, name: str
) -> None:
    for user in (other_advocate, walled_advocate):
        client = signed_in(user)
        for send_it in (client.get, client.post) if name != "step-take-up" else (client.post,):
            hidden = send_it(world.url(name))
            missing = send_it(world.url(name, person=uuid4()))
            expected = 405 if send_it == client.post and name in READ else 404
            assert (hidden.status_code, hidden.content) == (expected, missing.content)
    assert Entry.objects.filter(action="person.see", outcome=Outcome.REFUSED, person=world.person.pk).exists()


@pytest.mark.parametrize("name", [name for name in (*READ, *WRITE) if name not in OF_THE_PERSON])
def test_r11_row_of_somebody_else_is_not_there(
    world: World, client: Client, advocate: User, name: str
) -> None:
    kit = make_person(by=advocate, called="Kit")
    make_partnership(kit, advocate)

    answer = client.get(world.url(name, person=kit.pk))

    assert answer.status_code == 404


@pytest.mark.parametrize("name", [*READ[1:], *WRITE])
def test_r21_dp_lead_and_board_get_no_page_of_a_case(
    world: World, dp_lead: User, board_member: User, signed_in: SignIn, name: str
) -> None:
    for user in (dp_lead, board_member):
        assert signed_in(user).get(world.url(name)).status_code == 404


def test_r21_dp_lead_gets_the_card_and_no_case(world: World, dp_lead: User, signed_in: SignIn) -> None:
    page = signed_in(dp_lead).get(world.url("person"))

    assert page.status_code == 200
    assert "Jo" in page.content.decode()
    assert CANARY not in page.content.decode()
    assert [name for name in ("notes", "steps", "open_cases", "agreement") if name in page.context] == []


def test_r20_broken_glass_opens_pages_to_read_and_none_to_write(
    world: World, other_advocate: User, signed_in: SignIn
) -> None:
    with recorded("test", by=None):
        BreakGlass.objects.create(
            user=other_advocate,
            person=world.person,
            why="Fire",
            until_at=clock.now() + timedelta(minutes=50),
        )
    client = signed_in(other_advocate)

    reads = [client.get(world.url(name)) for name in READ]
    writes = [client.get(world.url(name)).status_code for name in WRITE]

    assert [page.status_code for page in reads] == [200, 200, 200]
    assert set(writes) == {404}
    hrefs = [world.url(name) for name in (*WRITE, "step-take-up")]
    assert [href for page in reads for href in hrefs if f'"{href}"' in page.content.decode()] == []


def test_r43_what_is_typed_is_shown_and_does_nothing(person: Person, advocate: User, client: Client) -> None:
    evil = "<script>alert(1)</script>{{ 7|add:7 }}"
    case = make_case(person, by=advocate, aim=f"I say {evil}", other_side=evil, about_words=evil)
    make_note(person, by=advocate, case=case, fact=evil, view=evil, words=evil)
    make_step(person, by=advocate, case=case, what=evil)
    make_instruction(case, by=advocate, words=evil, to_whom=evil)

    for name in READ:
        args = [person.pk] if name in OF_THE_PERSON else [person.pk, case.pk]
        page = client.get(reverse(name, args=args)).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}" in page


# a person


def test_person_page_shows_what_is_going_on(world: World, client: Client) -> None:
    page = client.get(world.url("person"))

    assert page.context["open_cases"] == [world.case]
    assert page.context["closed_cases"] == [world.closed]
    assert page.context["steps"] == [world.step]
    assert page.context["notes"] == [world.note]
    assert "They have not heard yet what we can and cannot do." in page.content.decode()


def test_story_shows_twenty_notes_a_page(world: World, client: Client, advocate: User) -> None:
    for _ in range(20):
        make_note(world.person, by=advocate)

    first = client.get(world.url("person-story"))
    second = client.get(world.url("person-story"), {"page": "2"})

    assert (len(first.context["page"]), list(second.context["page"])) == (20, [world.note])


def test_corrected_note_shows_the_old_text_struck_through(
    world: World, client: Client, advocate: User
) -> None:
    correct_note(
        world.note, by=advocate, told=Told(kind="met", happened_on=clock.today(), fact="Kings Cross")
    )

    page = client.get(world.url("case")).content.decode()

    assert "Kings Cross" in page
    assert f"<del>{CANARY}</del>" in page


@pytest.mark.parametrize("many", [1, 3])
def test_pages_ask_as_often_whatever_they_hold(
    person: Person, advocate: User, client: Client, many: int, django_assert_num_queries: Any
) -> None:
    today = clock.today()
    case = make_case(person, by=advocate)
    for _ in range(many):
        make_case(person, by=advocate)
        make_ask(case, by=advocate)
        make_step(person, by=advocate, case=case, due_on=today)
        finish_step(make_step(person, by=advocate, case=case), by=advocate, done_on=today)
        words = make_instruction(case, by=advocate, agreed_on=today)
        note = make_note(person, by=advocate, case=case, kind="other_call", instruction=words)
        told = Told(kind="other_call", happened_on=today, fact="Two", instruction=words)
        correct_note(note, by=advocate, told=told)
        add_option(case, by=advocate, words="Ask")
        record_triage(person, by=advocate, harm="no")
        make_hand_over(person, by=advocate)
        make_uc_consent(person, by=advocate)
        make_how_it_went(make_warm(person, by=advocate, rang_on=today), by=advocate)
    client.get(reverse("today"))

    with django_assert_num_queries(PERSON_QUERIES):
        client.get(reverse("person", args=[person.pk]))
    with django_assert_num_queries(STORY_QUERIES):
        client.get(reverse("person-story", args=[person.pk]))
    with django_assert_num_queries(CASE_QUERIES):
        client.get(reverse("case", args=[person.pk, case.pk]))


# forms


def test_open_case_by_the_form(person: Person, client: Client) -> None:
    send(
        client,
        reverse("case-new", args=[person.pk]),
        aim="I want my own front door",
        about="housing.move_on",
        other_side="The hostel",
    )

    case = Case.objects.get()
    assert (case.aim, case.about, case.other_side) == (
        "I want my own front door",
        "housing.move_on",
        "The hostel",
    )


def test_open_case_form_asks_about_other_peoples_words_once(person: Person, client: Client) -> None:
    url = reverse("case-new", args=[person.pk])
    fields = {"aim": "Move on", "about": "housing.move_on"}

    asked = client.post(url, fields)

    assert asked.status_code == 422
    assert "exact" in asked.context["form"].errors
    send(client, url, **fields, exact="on")
    assert Case.objects.get().aim == "Move on"


def test_open_case_form_keeps_what_was_typed_when_something_is_missing(
    person: Person, client: Client
) -> None:
    answer = client.post(reverse("case-new", args=[person.pk]), {"other_side": "The hostel"})

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"aim", "about"}
    assert 'value="The hostel"' in answer.content.decode()


def test_change_case_by_the_form(world: World, client: Client) -> None:
    send(client, world.url("case-change"), about="housing.relief", about_words="New")

    world.case.refresh_from_db()
    assert (world.case.about, world.case.about_words, world.case.other_side) == (
        "housing.relief",
        "New",
        None,
    )


def test_change_aim_by_the_form(world: World, client: Client) -> None:
    send(client, world.url("case-aim"), aim="I want to go home")

    world.case.refresh_from_db()
    assert world.case.aim == "I want to go home"


def test_close_and_reopen_by_the_forms(world: World, client: Client) -> None:
    url = world.url("case-close")
    refused = client.post(url, {"reason": "done", "aim_met": "partly"})
    send(
        client,
        url,
        reason="done",
        aim_met="partly",
        outcomes=["home", "said_it"],
        said_by="person",
        drop_steps="on",
        knows_door_is_open="on",
    )
    closed = client.get(world.url("case"))
    send(client, reverse("case-reopen", args=[world.person.pk, world.case.pk]), why="Again")

    assert set(refused.context["form"].errors) == {"drop_steps"}
    assert "They know they can come back at any time." in closed.content.decode()
    world.case.refresh_from_db()
    assert (world.case.is_open, world.case.periods.count()) == (True, 2)


def test_case_with_no_open_steps_is_not_asked_about_them(
    world: World, client: Client, advocate: User
) -> None:
    finish_step(world.step, by=advocate, done_on=clock.today(), no_instruction_why="Jo spoke")

    form = client.get(world.url("case-close")).context["form"]

    assert "drop_steps" not in form.fields


def test_instruction_by_its_forms(world: World, client: Client) -> None:
    today, new = clock.today(), world.url("instruction-new")

    send(client, new, to_whom="The council", words="I paid")
    words = newest(Instruction)
    args = [world.person.pk, words.pk]
    send(client, reverse("instruction-change", args=args), to_whom="The council", words="I have paid")
    send(client, reverse("instruction-agree", args=args), agreed_how="signed", **boxes("agreed_on", today))
    send(client, reverse("instruction-said", args=args), said_back="Thank you", **boxes("done_on", today))
    send(client, reverse("instruction-right", args=args), was_right="yes", words="Spot on")

    words.refresh_from_db()
    assert (words.words, words.agreed_how, words.agreed_on) == ("I have paid", "signed", today)
    assert (words.done_on, words.said_back, words.was_right) == (today, "Thank you", "yes")


def test_instruction_agreed_at_once_was_agreed_today_unless_told_otherwise(
    world: World, client: Client
) -> None:
    send(client, world.url("instruction-new"), to_whom="A", words="B", agreed_how="read_back")
    at_once = newest(Instruction)
    day = clock.today() - timedelta(days=1)
    send(client, world.url("instruction-new"), to_whom="A", words="B", **boxes("agreed_on", day))
    a_day_is_no_agreement = newest(Instruction)

    assert (at_once.agreed_on, a_day_is_no_agreement.agreed_on) == (clock.today(), None)


def test_words_that_are_done_with_are_folded_away(world: World, client: Client, advocate: User) -> None:
    before = client.get(world.url("case")).context["sheet"]
    send(client, world.url("instruction-withdraw"))
    send(client, world.url("instruction-right"), was_right="yes")

    sheet = client.get(world.url("case")).context["sheet"]

    assert (len(before.live_words), before.past_words) == (3, [])
    assert sheet.live_words == [world.words]
    assert set(sheet.past_words) == {world.agreed, world.said}


def test_instruction_is_taken_back_by_its_form(world: World, client: Client) -> None:
    send(client, world.url("instruction-withdraw"))

    world.agreed.refresh_from_db()
    assert world.agreed.withdrawn_on == clock.today()


def test_options_by_their_forms(world: World, client: Client) -> None:
    today = clock.today()
    send(client, world.url("option-new"), words="Ask again", good="Free")
    option = newest(Option)
    send(
        client,
        reverse("option-change", args=[world.person.pk, option.pk]),
        words="Ask for a review",
        risk="A no",
    )
    nothing = world.case.options.get(is_do_nothing=True)
    send(client, reverse("option-change", args=[world.person.pk, nothing.pk]), bad="They evict me")
    send(
        client,
        world.url("option-choose"),
        option=str(option.pk),
        why="It is fair",
        **boxes("chosen_on", today),
    )

    option.refresh_from_db()
    nothing.refresh_from_db()
    assert (option.words, option.good, option.risk, nothing.bad) == (
        "Ask for a review",
        None,
        "A no",
        "They evict me",
    )
    choice = OptionChoice.objects.get()
    assert (choice.option, choice.why) == (option, "It is fair")
    page = client.get(world.url("case")).content.decode()
    assert "Their choice" in page


def test_option_of_another_case_is_not_offered(world: World, client: Client) -> None:
    elsewhere = world.closed.options.get()

    answer = client.post(
        world.url("option-choose"), {"option": str(elsewhere.pk), **boxes("chosen_on", clock.today())}
    )

    assert set(answer.context["form"].errors) == {"option"}


def test_step_by_its_forms(world: World, client: Client, advocate: User, coordinator: User) -> None:
    due = clock.today() + timedelta(days=3)
    send(
        client,
        world.url("case-step-new"),
        what="Ring",
        rung="2",
        doer=str(advocate.pk),
        **boxes("due_on", due),
    )
    step = newest(Step)
    args = [world.person.pk, step.pk]
    send(client, reverse("step-plan", args=args), what="Ring them", doer=str(coordinator.pk))
    send(client, reverse("step-move", args=args), rung="3", why="They hang up", doer=str(advocate.pk))
    refused = client.post(reverse("step-done", args=args), boxes("done_on", clock.today()))
    send(
        client,
        reverse("step-done", args=args),
        instruction=str(world.agreed.pk),
        **boxes("done_on", clock.today()),
    )
    send(client, reverse("step-take-up", args=args))

    step.refresh_from_db()
    assert (step.case, step.what, step.due_on, step.rung, step.doer) == (
        world.case,
        "Ring them",
        None,
        3,
        advocate,
    )
    assert step.is_open
    assert set(refused.context["form"].errors) == {"instruction"}
    assert StepMove.objects.get().why == "They hang up"


def test_step_with_no_case_leads_back_to_the_person(person: Person, client: Client) -> None:
    answer = client.post(reverse("step-new", args=[person.pk]), {"what": "Find a dentist", "rung": "1"})

    assert (answer.status_code, answer["location"]) == (302, reverse("person", args=[person.pk]))
    step = Step.objects.get()
    assert (step.case, step.rung, step.doer) == (None, 1, None)


def test_what_the_person_does_is_not_asked_who_of_us_does_it(
    person: Person, advocate: User, client: Client
) -> None:
    step = make_step(person, by=advocate, rung=Rung.ALONE)

    form = client.get(reverse("step-plan", args=[person.pk, step.pk])).context["form"]
    done = client.get(reverse("step-done", args=[person.pk, step.pk])).context["form"]

    assert list(form.fields) == ["what", "due_on"]
    assert list(done.fields) == ["done_on"]


def test_step_is_handed_over_and_taken_off_by_its_forms(
    world: World, client: Client, advocate: User, other_advocate: User
) -> None:
    page = client.get(world.url("step-hand-over"))
    assert str(advocate.pk) not in page.context["form"].fields["to"].rows

    send(client, world.url("step-hand-over"), to=str(other_advocate.pk))
    world.step.refresh_from_db()
    assert world.step.doer == other_advocate
    send(client, world.url("step-cancel"), why="They rang")
    world.step.refresh_from_db()
    assert (world.step.is_open, world.step.cancelled_why) == (False, "They rang")


def test_r16_hand_over_says_not_available_beside_no_reason(
    world: World, client: Client, walled_advocate: User
) -> None:
    answer = client.post(world.url("step-hand-over"), {"to": str(walled_advocate.pk)})

    assert answer.context["form"].non_field_errors() == [
        "This advocate is not available. Choose somebody else."
    ]


def test_note_by_its_form(world: World, client: Client) -> None:
    url = reverse("note-new", args=[world.person.pk])
    keep_draft(url, {"fact": ["Half"]}, by=world.person.made_by, person_id=world.person.pk)

    send(
        client,
        url,
        kind="met",
        case=str(world.case.pk),
        words="I am fine",
        happened_at="9.30",
        minutes="1h 20",
        **boxes("happened_on", clock.today()),
    )

    note = newest(Contact)
    assert (note.case, note.words, note.minutes, str(note.happened_at)) == (
        world.case,
        "I am fine",
        80,
        "09:30:00",
    )
    assert Draft.objects.count() == 0


def test_note_with_no_case_by_its_form(world: World, client: Client) -> None:
    send(
        client,
        reverse("note-new", args=[world.person.pk]),
        kind="call",
        fact="Jo rang",
        case="",
        **boxes("happened_on", clock.today()),
    )

    assert newest(Contact).case is None


def test_note_of_a_case_by_its_form(world: World, client: Client) -> None:
    fields = {"kind": "other_call", "fact": "They listened", **boxes("happened_on", clock.today())}

    refused = client.post(world.url("case-note-new"), fields)
    send(client, world.url("case-note-new"), **fields, instruction=str(world.agreed.pk))

    assert set(refused.context["form"].errors) == {"instruction"}
    note = newest(Contact)
    assert (note.case, note.instruction) == (world.case, world.agreed)


def test_note_cannot_be_of_a_day_to_come(world: World, client: Client) -> None:
    tomorrow = clock.today() + timedelta(days=1)

    answer = client.post(
        world.url("case-note-new"), {"kind": "met", "fact": "A", **boxes("happened_on", tomorrow)}
    )

    assert set(answer.context["form"].errors) == {"happened_on"}


def test_note_is_corrected_by_its_form(world: World, client: Client) -> None:
    page = client.get(world.url("note-correct"))
    assert page.context["form"].initial["fact"] == CANARY

    send(
        client,
        world.url("note-correct"),
        kind="met",
        fact="Kings Cross",
        **boxes("happened_on", clock.today()),
    )

    assert (newest(Contact).corrects, newest(Contact).fact) == (world.note, "Kings Cross")


def test_r51_note_of_an_anonymous_contact_is_asked_no_time(advocate: User, client: Client) -> None:
    contact = make_person(by=advocate)
    make_partnership(contact, advocate)

    form = client.get(reverse("note-new", args=[contact.pk])).context["form"]

    assert "happened_at" not in form.fields
    assert "case" not in form.fields


# the agreement


def test_agreement_is_shown_and_answered(person: Person, client: Client) -> None:
    url = reverse("agreement", args=[person.pk])
    page = client.get(url).content.decode()

    send(client, url, answer="yes", explained="together", **boxes("said_on", clock.today()))

    assert "We listen to you first." in page
    assert Agreement.objects.get().answer == "yes"
    assert (
        "What we can and cannot do: Yes" in client.get(reverse("person", args=[person.pk])).content.decode()
    )
    assert "Their answer on" in client.get(url).content.decode()


def test_coordinator_publishes_new_words_and_others_read_them(
    coordinator: User, client: Client, signed_in: SignIn
) -> None:
    office = signed_in(coordinator)
    url = reverse("agreement-publish")

    send(office, url, can="Listen", cannot="Decide", private="Most", complain="Tell Cora")

    assert AgreementVersion.objects.get().can == "Listen"
    words = client.get(reverse("agreement-words"))
    assert "Listen" in words.content.decode()
    assert url not in words.content.decode()
    assert url in office.get(reverse("agreement-words")).content.decode()
    assert office.get(url).context["form"].initial["can"] == "Listen"
    assert client.get(url).status_code == 404


def test_earlier_words_stay_to_be_read(person: Person, coordinator: User, signed_in: SignIn) -> None:
    office = signed_in(coordinator)
    url = reverse("agreement", args=[person.pk])
    send(office, url, answer="yes", explained="alone", **boxes("said_on", clock.today()))
    send(office, reverse("agreement-publish"), can="L", cannot="D", private="M", complain="T")

    page = office.get(reverse("agreement-words")).content.decode()

    assert "We listen to you first." in page
    assert "The words have changed since they answered." in office.get(url).content.decode()
    assert "has new words. Ask again." in office.get(reverse("person", args=[person.pk])).content.decode()


# joining


@pytest.fixture
def contact(advocate: User) -> Person:
    """An anonymous contact of the advocate's."""
    contact = make_person(by=advocate)
    make_partnership(contact, advocate)
    return contact


def test_contact_is_found_and_joined(contact: Person, person: Person, client: Client) -> None:
    url = reverse("person-join", args=[contact.pk])
    assert url in client.get(reverse("person", args=[contact.pk])).content.decode()
    assert client.get(url).status_code == 200

    found = client.post(url, {"words": person.reference})
    answer = client.post(url, {"words": "Jo", "step": "join", "other": str(person.pk), "agreed": "yes"})

    assert found.context["form"].found == [person]
    assert (answer.status_code, answer["location"]) == (302, reverse("person", args=[person.pk]))
    assert Person.objects.get(pk=contact.pk).joined_to == person
    assert client.get(reverse("person", args=[contact.pk])).status_code == 404


def test_no_leaves_the_contact_as_it_was(contact: Person, person: Person, client: Client) -> None:
    url = reverse("person-join", args=[contact.pk])

    answer = client.post(url, {"words": "Jo", "step": "join", "other": str(person.pk), "agreed": "no"})

    assert answer["location"] == reverse("person", args=[contact.pk])
    assert (Join.objects.get().person, Person.objects.get(pk=contact.pk).joined_to) == (None, None)


def test_join_says_what_is_missing_and_keeps_no_name(contact: Person, person: Person, client: Client) -> None:
    url = reverse("person-join", args=[contact.pk])

    empty = client.post(url, {"words": ""})
    nobody = client.post(url, {"words": "Zebedee"})
    neither = client.post(url, {"words": "Jo", "step": "join"})

    assert [page.status_code for page in (empty, nobody, neither)] == [422, 200, 422]
    assert "Nobody with these letters" in nobody.content.decode()
    assert set(neither.context["form"].errors) == {"other", "agreed"}
    assert Draft.objects.count() == 0


def test_r17_join_finds_nobody_whom_one_may_not_see(
    contact: Person, person: Person, walled_advocate: User, signed_in: SignIn
) -> None:
    make_partnership(contact, walled_advocate)
    client = signed_in(walled_advocate)
    url = reverse("person-join", args=[contact.pk])

    found = client.post(url, {"words": person.reference})
    forced = client.post(url, {"words": "Jo", "step": "join", "other": str(person.pk), "agreed": "yes"})

    assert found.context["form"].found == []
    assert set(forced.context["form"].errors) == {"other"}
    assert Person.objects.get(pk=contact.pk).joined_to is None


def test_person_with_a_name_is_not_joined(person: Person, client: Client) -> None:
    assert client.get(reverse("person-join", args=[person.pk])).status_code == 404


# what does not open


@pytest.fixture
def unreadable(world: World) -> World:
    """The world, with nothing of it to be opened."""
    destroy_key(world.person.pk)
    make_key(world.person.pk)
    return world


@pytest.mark.parametrize("name", [*READ, *WRITE])
def test_r30_page_works_round_what_does_not_open(unreadable: World, client: Client, name: str) -> None:
    page = client.get(unreadable.url(name))

    assert page.status_code == 200
    assert CANARY not in page.content.decode()


def test_r29_form_does_not_write_over_what_does_not_open(unreadable: World, client: Client) -> None:
    def stored() -> Any:
        with connection.cursor() as cursor:
            cursor.execute("SELECT other_side, about_words FROM casework_case WHERE other_side IS NOT NULL")
            return [bytes(value) for value in cursor.fetchone()]

    before = stored()
    send(client, unreadable.url("case-change"), about="daily.food")
    aim = client.post(unreadable.url("case-aim"), {"aim": "I want to go home"})

    assert stored() == before
    assert Case.objects.get(pk=unreadable.case.pk).about == "daily.food"
    assert aim.context["form"].non_field_errors() == [
        "What stands there could not be opened. Tell your coordinator."
    ]


def test_r29_words_that_must_be_there_may_be_written_anew(unreadable: World, client: Client) -> None:
    form = client.get(unreadable.url("step-plan")).context["form"]

    send(client, unreadable.url("step-plan"), what="Ring")

    assert form.initial["what"] is None
    assert Step.objects.get(pk=unreadable.step.pk).what == "Ring"
