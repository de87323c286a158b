"""The journeys of the made-up advocates: training, shifts shadowed, checks, who wants to join."""

from collections.abc import Iterable
from datetime import timedelta

from alongside.accounts.models import Role, User
from alongside.casework.actions.cases import close_case, open_case
from alongside.casework.actions.notes import Told, write_note
from alongside.casework.models import ContactKind, Topic
from alongside.clinics.models import Session, SessionState, ShiftRole
from alongside.common import clock
from alongside.demo.cast import Cast, moment
from alongside.peers.actions import (
    agree_check,
    apply,
    begin_cohort,
    invite,
    join_cohort,
    plan_catch_up,
    propose_check,
    publish_team_agreement,
    see_competence,
    set_goal,
    sign_team_agreement,
    take_register,
    write_chat,
    write_evidence,
    write_shadowed,
)
from alongside.peers.forms import PROGRAMME, WE, YOU
from alongside.peers.models import CheckOutcome, Competence, GoalKind, Level, Task
from alongside.people.actions import begin_partnership, end_partnership, record_person
from alongside.people.models import PartnershipKind, Person

LAST_SEASON = timedelta(weeks=20)
"""How long ago somebody was helped who has now been asked to help others."""
HELD = 9
"""Sessions of the training that were held."""
NOTES = (
    ("I welcomed two people and said what we do.", "Warm, and did not hurry. Next time: let the silence be."),
    ("I wrote a note and read it back. They put one thing right.", "Read back every line. Well done."),
    ("I asked what already works before the problem.", "Kind questions. Looked up the date on the letter."),
    ("Hard start, somebody was angry. We took a break.", "Stayed calm and came to get me. Just right."),
    ("I made the list of options with him, doing nothing too.", "He chose, not us. Very good."),
    ("We rang the council together. He spoke, I sat by.", "Said only what was agreed."),
)
SEEN = (
    "Waited until he had finished, then asked one question.",
    "Asked her before writing anything, and read it back.",
    "Said “I do not know, let us look it up”, and did.",
)


def walk(cast: Cast) -> None:
    """Let everybody have come as far as their stage says."""
    with clock.at(moment(cast.today, 7)):
        _promise(cast)
        _train(cast)
        _shadow(cast, "joe", shifts=4, seen=list(Competence)[:8], is_ready=False)
        _shadow(cast, "des", shifts=8, seen=list(Competence), is_ready=True)
        _ask_to_join(cast)
        invite(_helped_long_ago(cast), by=cast.coordinator)
        set_goal(
            kind=GoalKind.LEARN,
            goal="The diploma in advice work, one evening a week.",
            first_step="Ask the college about the fee.",
            is_shared=True,
            by=cast.workers["irene"],
        )


def _advocates(cast: Cast) -> Iterable[User]:
    return [user for user in cast.workers.values() if user.has_role(Role.ADVOCATE)]


def _promise(cast: Cast) -> None:
    version = publish_team_agreement(we=str(WE), you=str(YOU), by=cast.coordinator)
    for user in _advocates(cast):
        if user not in (cast.workers["ewa"], cast.workers["len"]):
            sign_team_agreement(version, by=user)


def check(cast: Cast) -> None:
    """Two decided about everybody who works here, before they did."""
    for number, user in enumerate(_advocates(cast)):
        if user in (cast.workers["ewa"], cast.workers["len"]):
            continue
        is_new = user == cast.workers["frank"]
        check = propose_check(
            user,
            role=ShiftRole.HELPER if is_new else ShiftRole.LEAD,
            level=Level.BASIC if is_new else Level.ENHANCED,
            outcome=CheckOutcome.GO,
            why="Nothing that bears on this role.",
            review_on=clock.today() + timedelta(days=400 + 20 * number),
            by=cast.coordinator,
        )
        agree_check(check, by=cast.workers["sunil"])


def _train(cast: Cast) -> None:
    """The group of this season, nine sessions in; one missed some, and catches up."""
    trainer = cast.workers["sunil"]
    begins_on = cast.today - timedelta(weeks=HELD)
    topics = [str(topic) for topic in PROGRAMME]
    cohort = begin_cohort(name="This season’s group", topics=topics, begins_on=begins_on, by=trainer)
    frank, billie = (join_cohort(cohort, user=cast.workers[name], by=trainer) for name in ("frank", "billie"))
    lessons = list(cohort.lessons.order_by("number"))
    for lesson in lessons[:HELD]:
        missed = lesson.number in (3, 5, 6)
        take_register(lesson, came=[str(billie.pk), *([] if missed else [str(frank.pk)])], by=trainer)
    write_evidence(
        frank, lesson=lessons[2], evidence="Told it back over a cup of tea.", caught_up=True, by=trainer
    )
    plan_catch_up(
        frank,
        plan="An hour with Maya on boundaries, then a talk with Sunil.",
        due_on=cast.today + timedelta(days=10),
        by=trainer,
    )


def _shadow(cast: Cast, name: str, *, shifts: int, seen: list[Competence], is_ready: bool) -> None:
    shadow = cast.workers[name]
    held = Session.objects.filter(state=SessionState.CLOSED, shifts__user=shadow).in_order().reverse()
    tasks = list(Task)
    leads: list[User] = []
    for number, session in enumerate(held[:shifts]):
        lead = cast.regulars[session.clinic][0]
        for by, note in zip((shadow, lead), NOTES[number % len(NOTES)], strict=True):
            write_shadowed(
                shadow,
                lead=lead,
                on=session.on,
                place=session.clinic.name,
                note=note,
                is_ready=is_ready,
                tasks=tasks[number % 4 : number % 4 + 2],
                by=by,
            )
        leads.append(lead)
    for number, competence in enumerate(seen):
        see_competence(
            shadow,
            competences=[competence],
            seen_on=cast.today - timedelta(days=7 + number),
            example=SEEN[number % len(SEEN)],
            by=leads[number % len(leads)],
        )


def _helped_long_ago(cast: Cast) -> Person:
    """Somebody whose help came to an end last season."""
    kev = cast.workers["kev"]
    with clock.at(moment(cast.today - LAST_SEASON, 11)):
        person = record_person(
            by=kev, called="Robbo", full_name="Robin Ashdown", phone="07700 900417", area="M13"
        )
        held = begin_partnership(person, user=kev, kind=PartnershipKind.ADVOCATE, by=cast.coordinator)
        case = open_case(
            person,
            by=kev,
            about=Topic.HOUSING_HOSTEL,
            about_words="The room",
            other_side="The housing office",
            aim="I want a door that locks, and to sleep.",
        )
        told = Told(kind=ContactKind.MET, happened_on=clock.today(), words="I have not slept for a week.")
        write_note(person, by=kev, told=told, case=case)
        close_case(case, by=kev, reason="done", aim_met="yes", said_by="person", knows_door_is_open=True)
        end_partnership(held, by=kev)
    return person


def _ask_to_join(cast: Cast) -> None:
    by = cast.coordinator
    apply(
        name="Priya Anand",
        reach="The drop-in, most Thursdays",
        words="Somebody sat with me when I could not open my post. I would like to be that somebody.",
        received_on=cast.today - timedelta(days=3),
        by=by,
    )
    talked = apply(
        name="Gordon Leckie",
        reach="07700 900288",
        words="I know the forms. I know the waiting. I am steady now.",
        lived="Two years out of rehab.",
        received_on=cast.today - timedelta(days=11),
        by=by,
    )
    write_chat(
        talked, chat_on=cast.today - timedelta(days=2), chat_notes="Wants Tuesdays. Reads slowly.", by=by
    )
