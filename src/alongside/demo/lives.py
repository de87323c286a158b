"""The made-up people: who they are, what they want, and what was done about it."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from alongside.accounts.models import User
from alongside.casework.actions.agreement import record_answer
from alongside.casework.actions.asks import make_ask
from alongside.casework.actions.cases import close_case, open_case
from alongside.casework.actions.deadlines import start_deadline
from alongside.casework.actions.instructions import (
    agree_instruction,
    record_said,
    record_was_right,
    write_instruction,
)
from alongside.casework.actions.letters import (
    agree_letter,
    begin_letter,
    change_letter,
    print_letter,
    send_letter,
)
from alongside.casework.actions.notes import Told, write_note
from alongside.casework.actions.options import add_option, choose_option
from alongside.casework.actions.papers import keep_paper
from alongside.casework.actions.results import tell_result
from alongside.casework.actions.steps import add_step, finish_step
from alongside.casework.actions.triage import record_triage
from alongside.casework.letterbook import NEVER_OURS
from alongside.casework.models import (
    AskKind,
    Case,
    CaseState,
    ContactKind,
    LetterKind,
    ReadHow,
    ResultKind,
    Rung,
    SentHow,
    Step,
    YesNo,
)
from alongside.casework.reckoned import starting_day
from alongside.clinics.actions import arrive
from alongside.clinics.models import Session
from alongside.common import clock
from alongside.demo.cast import Cast, moment
from alongside.demo.picture import letter_picture
from alongside.demo.words import AREAS, FIRST_NAMES, LETTERS, MATTERS, NICKNAMES, SURNAMES, VIEWS
from alongside.drafts.actions import keep_draft
from alongside.people.actions import (
    begin_partnership,
    build_wall,
    record_need,
    record_person,
    start_waiting,
    start_with_person,
    write_safe_contact,
)
from alongside.people.models import NeedKind, PartnershipKind, Person, SafeWay, WallKind
from alongside.rights import rulebook
from alongside.safety.actions import raise_concern

NEEDS = (NeedKind.LARGE_PRINT, NeedKind.QUIET, NeedKind.READ_ALOUD, NeedKind.STEP_FREE)
FORGOTTEN_AFTER = timedelta(days=10)
RULES = ("mandatory-reconsideration", "mandatory-reconsideration", "homelessness-review-request")
"""The rule that each of the letters starts."""
MADE_UP = "This letter is made up, like everything here."
DRAMA_NUMBER = "07700 900{:03d}"
"""Ofcom keeps these numbers for stories: nobody has one."""


def meet_somebody(cast: Cast, session: Session, *, by: User) -> Person:
    """Somebody sits down for the first time."""
    person = start_with_person(by=by, at_clinic=True, **_told(cast))
    arrive(person, session=session, by=by)
    cast.people.append(person)
    cast.known_at[session.clinic].append(person)
    if cast.dice.random() < 0.7:
        answer = cast.dice.choice(("yes", "yes", "yes", "not_yet"))
        record_answer(person, by=by, explained="spoken", answer=answer, said_on=clock.today())
    if cast.dice.random() < 0.3:
        ways = cast.dice.sample(list(SafeWay), k=2)
        write_safe_contact(person, by=by, ways=ways, best_time="After two o’clock")
    if cast.dice.random() < 0.2:
        record_need(person, by=by, kind=cast.dice.choice(NEEDS), may_be_shared=True)
    return person


def _told(cast: Cast) -> dict[str, Any]:
    """What somebody tells of themselves: nothing, a nickname, a first name, or all of it."""
    dice = cast.dice
    chance = dice.random()
    if chance < 0.08:
        return {}
    if chance < 0.15:
        return {"called": dice.choice(NICKNAMES)}
    first = dice.choice(FIRST_NAMES)
    if chance < 0.4:
        return {"called": first}
    born = cast.today - timedelta(days=dice.randint(19 * 365, 74 * 365))
    return {
        "called": first,
        "full_name": f"{first} {dice.choice(SURNAMES)}",
        "date_of_birth": born,
        "phone": DRAMA_NUMBER.format(dice.randint(0, 999)),
        "area": dice.choice(AREAS),
    }


def talk(cast: Cast, person: Person, *, by: User) -> None:
    """A talk at a clinic: about a matter they have, or one they bring."""
    matter: dict[str, Any] = cast.dice.choice(MATTERS)
    case = Case.objects.filter(person=person, state=CaseState.OPEN).first()
    if case is None and not person.is_anonymous_contact and cast.dice.random() < 0.7:
        case = _bring(cast, person, matter, by=by)
    told = Told(
        kind=ContactKind.MET,
        happened_on=clock.today(),
        minutes=cast.dice.choice((10, 15, 20, 30, 45)),
        fact=cast.dice.choice(matter["facts"]),
        words=cast.dice.choice(matter["quotes"]),
        view=cast.dice.choice(VIEWS) if cast.dice.random() < 0.3 else "",
    )
    write_note(person, by=by, told=told, case=case)
    if case is not None:
        _go_on(cast, person, case, matter, by=by)


def _bring(cast: Cast, person: Person, matter: dict[str, Any], *, by: User) -> Case:
    case = open_case(
        person,
        by=by,
        about=matter["about"],
        about_words=matter["words"],
        other_side=matter["other_side"],
        aim=matter["aim"],
    )
    if cast.dice.random() < 0.5:
        begin_partnership(person, user=by, kind=PartnershipKind.ADVOCATE, by=cast.coordinator)
    if cast.dice.random() < 0.5:
        options = [add_option(case, by=by, words=words) for words in matter["options"]]
        choose_option(case, by=by, option=options[0], chosen_on=clock.today())
    for what in matter["steps"][: cast.dice.randint(1, 3)]:
        rung = cast.dice.choice((Rung.ALONE, Rung.ALONE, Rung.TOGETHER, Rung.TOGETHER, Rung.YOU_SPEAK))
        due_on = clock.today() + timedelta(days=cast.dice.choice((3, 7, 7, 14, 21)))
        add_step(person, by=by, what=what, rung=rung, doer=by, due_on=due_on, case=case)
    return case


def _go_on(cast: Cast, person: Person, case: Case, matter: dict[str, Any], *, by: User) -> None:
    """Something said, something done, and sometimes the end of it."""
    today = clock.today()
    if cast.dice.random() < 0.3 and not case.instructions.exists():
        said = write_instruction(case, by=by, to_whom=matter["to_whom"], words=matter["say"])
        agree_instruction(said, by=by, agreed_on=today, agreed_how="read_back")
        if cast.dice.random() < 0.7:
            record_said(said, by=by, done_on=today, said_back="They will look at it.")
            record_was_right(said, by=by, was_right="yes")
    steps = list(Step.objects.filter(case=case, done_on=None, cancelled_on=None).order_by("due_on"))
    if case.opened_on == today:
        return
    for step in steps[: cast.dice.randint(1, 3)]:
        finish_step(step, by=by, done_on=today, no_instruction_why=_why_unsaid(step))
    if cast.dice.random() < 0.5:
        close_case(
            case,
            by=by,
            reason="done",
            aim_met=cast.dice.choice(("yes", "yes", "partly", "no")),
            said_by="person",
            outcomes=("said_it", "listened_to"),
            knows_door_is_open=True,
            drop_steps=True,
        )


def _why_unsaid(step: Step) -> str:
    return "They asked me to, there and then." if step.rung >= Rung.YOU_SPEAK else ""


def ring_round(cast: Cast) -> None:
    """Yesterday the coordinator asked after old promises: most had been kept, and nobody had said so."""
    yesterday = cast.today - timedelta(days=1)
    with clock.at(moment(yesterday, 14)):
        for step in Step.objects.filter(
            done_on=None, cancelled_on=None, due_on__lt=cast.today - FORGOTTEN_AFTER
        ).select_related("person"):
            finish_step(step, by=cast.coordinator, done_on=yesterday, no_instruction_why=_why_unsaid(step))


def run_out_of_time(cast: Cast) -> None:
    """Limits that a letter started: one is near, one is late, and somebody who waits has one."""
    maya, cora = cast.workers["maya"], cast.coordinator
    with clock.at(moment(cast.today - timedelta(days=1), 11)):
        for person, matter, rule_key, days_ago in zip(
            _known_to(cast, maya)[-2:], LETTERS, RULES, (24, 45), strict=False
        ):
            _letter(cast, person, by=maya, matter=matter, rule_key=rule_key, days_ago=days_ago)
        waiting = Person.objects.filter(waiting_since__isnull=False).order_by("waiting_since")[0]
        record_triage(waiting, by=cora, harm=YesNo.NO, dated=YesNo.YES, outside=YesNo.NO)
        _letter(cast, waiting, by=cora, matter=LETTERS[2], rule_key=RULES[2], days_ago=12)


def _letter(
    cast: Cast, person: Person, *, by: User, matter: dict[str, str], rule_key: str, days_ago: int
) -> None:
    """A letter came, was kept, and its limit was confirmed."""
    came_on = cast.today - timedelta(days=days_ago)
    told: dict[str, Any] = {name: matter[name] for name in ("about", "aim", "other_side")}
    case = open_case(person, by=by, about_words=matter["title"], **told)
    dated_on = came_on - timedelta(days=2)
    sheet = letter_picture(
        [matter["other_side"], f"{dated_on.day} {dated_on:%B %Y}", matter["title"], MADE_UP]
    )
    paper = keep_paper(
        case,
        by=by,
        upload=SimpleUploadedFile("letter.png", sheet),
        kind="letter",
        title=matter["title"],
        from_whom=matter["other_side"],
        dated_on=dated_on,
        received_on=came_on,
    )
    rule = rulebook.rule(rule_key, on=came_on)
    event_on = starting_day(rule, paper.dated_on, paper.received_on) or came_on
    start_deadline(case, by=by, rule_key=rule_key, event_on=event_on, paper=paper)


def _known_to(cast: Cast, lead: User) -> list[Person]:
    places = [place for place, (one, _shadow) in cast.regulars.items() if one == lead]
    met = [person for place in places for person in cast.known_at[place]]
    return [person for person in met if not person.is_anonymous_contact]


def leave_something_to_do(cast: Cast) -> None:
    """What wants a decision today: people who wait, a concern, a wall, a note begun and not finished."""
    today = cast.today
    maya, joe, kev = (cast.workers[name] for name in ("maya", "joe", "kev"))
    with clock.at(moment(today - timedelta(days=2), 15)):
        for days, called in enumerate(("Rosa", "Wes", "Nia")):
            waiting = record_person(by=cast.coordinator, called=called)
            start_waiting(waiting, by=cast.coordinator, since=today - timedelta(days=3 + 4 * days))
    known = _known_to(cast, maya)
    with clock.at(moment(today - timedelta(days=1), 16)):
        build_wall(known[0], user=kev, kind=WallKind.OBJECTION, by=cast.coordinator)
        raise_concern(
            by=joe,
            person=known[1],
            saw="A bruise on the arm, and they sat with their coat on.",
            they_said="I walked into a door.",
        )
        keep_draft(
            f"/people/{known[2].pk}/notes/new/",
            {"kind": ["met"], "fact": ["We looked at the letter. To be finished."]},
            by=maya,
            person_id=known[2].pk,
        )


def write_letters(cast: Cast) -> None:
    """One case with two letters, a promise to chase, and what came of it so far."""
    case = Case.objects.filter(state=CaseState.OPEN).exclude(about__in=NEVER_OURS).latest("opened_on", "id")
    by = case.written_by
    with clock.at(moment(cast.today - timedelta(days=1), 14)):
        today = clock.today()
        posted = begin_letter(case, by=by)
        change_letter(
            posted,
            by=by,
            to_whom=posted.to_whom or "",
            subject="What I ask you for",
            body=f"{posted.body}\n\nPlease write to me with your answer and your reasons.",
        )
        agree_letter(posted, by=by, agreed_on=today, agreed_how=ReadHow.ALOUD)
        print_letter(posted, by=by)
        send_letter(posted, by=by, sent_on=today, sent_how=SentHow.POST, proof_words="Post office receipt")
        begin_letter(case, by=by, kind=LetterKind.CALL)
        make_ask(
            case,
            by=by,
            kind=AskKind.PROMISE,
            of_whom="The office",
            words="They said that they would ring back the next day.",
            asked_on=today,
            due_on=cast.today,
        )
        tell_result(case, by=by, kind=ResultKind.APOLOGY, told_on=today, words="They said sorry to me.")
