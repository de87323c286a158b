"""R12: every path agrees with the one visible set, for random partnerships, walls and roles."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.accounts.models import Role, Service, User
from alongside.accounts.rules import may_do_advocacy
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.casework.models import UcConsent
from alongside.casework.queries.asks import asks_due_for, late_asks_visible_to
from alongside.casework.queries.consent import uc_consents_running_out
from alongside.casework.queries.deadlines import (
    diary_of,
    limits_for,
    limits_needing_cover,
    people_waiting_by_limit,
)
from alongside.casework.queries.load import open_cases_with
from alongside.casework.queries.session import promises_made_at
from alongside.casework.queries.steps import overdue_steps_visible_to, steps_due_for
from alongside.casework.queries.warm import (
    people_to_put_in_touch,
    warm_hand_overs_due_for,
    warm_hand_overs_forgotten,
)
from alongside.clinics.actions import expect
from alongside.clinics.models import Session, ShiftRole
from alongside.clinics.queries import SessionLine, expected_at, line_of, people_to_expect
from alongside.clinics.queries.accompany import to_come
from alongside.common import clock
from alongside.desk.queries import closing_of, decisions_of, today_of, unfinished_of
from alongside.desk.queries.supervision import supervision_of
from alongside.drafts.actions import keep_draft
from alongside.peers.actions.matching import ask_for_change
from alongside.peers.models import Invitation, StageName
from alongside.peers.queries import invitations_for
from alongside.people.actions import begin_partnership, link_people, start_waiting
from alongside.people.models import LinkKind, PartnershipKind, Person, WallKind
from alongside.people.queries.lists import people_found, people_page
from alongside.people.rules import may_see_person, people_visible_to
from alongside.safety.queries import open_concerns_for
from alongside.safety.rules import concern_shows_person
from alongside.voice.models import Use
from alongside.voice.queries import fairness_at
from alongside.voice.rules import entries_for_use_by, entries_visible_to
from tests.factories.accompany import make_going
from tests.factories.accounts import make_user, sign_in
from tests.factories.casework import (
    make_ask,
    make_case,
    make_deadline,
    make_hand_over,
    make_note,
    make_step,
    make_uc_consent,
    make_warm,
)
from tests.factories.clinics import make_session, make_shift
from tests.factories.papers import make_paper, pdf
from tests.factories.peers import make_stage
from tests.factories.people import make_partnership, make_person, make_wall
from tests.factories.safety import make_concern
from tests.factories.voice import make_entry
from tests.test_conventions import parts_of, routes

NAMES = ("Quill Ado", "Quill Bea", "Quill Cal", "Quill Dot")
ROLES = (Role.ADVOCATE, Role.SUPERVISOR, Role.COORDINATOR, Role.DP_LEAD, Role.BOARD)


@dataclass
class Scene:
    """Four people with a case, a note, a step and a visit each, and somebody who looks."""

    user: User
    people: list[Person]
    session: Session


Path = Callable[[Scene], set[UUID]]
"""Returns the ids of the people of the scene that one path lets its user see."""


def _ids(rows: object) -> set[UUID]:
    return {row.person_id for row in rows}  # type: ignore[attr-defined]


def by_page(scene: Scene) -> set[UUID]:
    """Open the page of each person."""
    client = sign_in(scene.user)
    return {person.pk for person in scene.people if client.get(f"/people/{person.pk}/").status_code == 200}


def by_story(scene: Scene) -> set[UUID]:
    """Open the story of each person."""
    client = sign_in(scene.user)
    return {
        person.pk for person in scene.people if client.get(f"/people/{person.pk}/details/").status_code == 200
    }


def by_list(scene: Scene) -> set[UUID]:
    """Read the list, as the page shows it."""
    text = sign_in(scene.user).get("/people/").content.decode()
    return {person.pk for person in scene.people if str(person.pk) in text}


def by_search(scene: Scene) -> set[UUID]:
    """Search for a part of the name they share."""
    text = sign_in(scene.user).post("/people/find/", {"words": "quill"}).content.decode()
    return {person.pk for person in scene.people if str(person.pk) in text}


# what a whole list of people is, for anybody who sees people
PEOPLE_PATHS: dict[str, Path] = {
    "page": by_page,
    "details": by_story,
    "list": by_list,
    "search": by_search,
    "object rule": lambda scene: {one.pk for one in scene.people if may_see_person(scene.user, one)},
    "list query": lambda scene: {person.pk for person in people_page(scene.user).people},
    "search query": lambda scene: {person.pk for person in people_found(scene.user, "quill").people},
    "waiting for the coordinator": lambda scene: {one.person.pk for one in decisions_of(scene.user).waiting},
    "waiting by limit": lambda scene: {one.person.pk for one in people_waiting_by_limit(scene.user)},
    "expected": lambda scene: _ids(expected_at(scene.session, scene.user).visits),
    "drafts": lambda scene: {one.person.pk for one in unfinished_of(scene.user) if one.person},
}
# what is written about them, for those who write about people's lives; a subset for some by design
WORK_PATHS: dict[str, Path] = {
    "overdue": lambda scene: _ids(overdue_steps_visible_to(scene.user)),
    "promises of a session": lambda scene: _ids(promises_made_at(scene.session, scene.user)),
    "limits to cover": lambda scene: {one.deadline.person_id for one in limits_needing_cover(scene.user)},
    "diary": lambda scene: {one.deadline.person_id for one in diary_of(scene.user)},
    "late answers": lambda scene: _ids(late_asks_visible_to(scene.user)),
    "late answers on the coordinator's page": lambda scene: _ids(decisions_of(scene.user).asks),
    "coordinator's page": lambda scene: _ids(decisions_of(scene.user).overdue),
    "no answer from a statutory advocate": lambda scene: _ids(decisions_of(scene.user).hand_overs),
    "hand-overs nobody asked after": lambda scene: _ids(warm_hand_overs_forgotten(scene.user)),
    "hand-overs on the coordinator's page": lambda scene: _ids(decisions_of(scene.user).warm),
    "fairness": lambda scene: _ids(entries_visible_to(scene.user)),
    "would like another advocate": lambda scene: _ids(decisions_of(scene.user).changes),
    "cases of an advocate": lambda scene: _ids(open_cases_with(_author(scene), viewer=scene.user)),
    "supervision of an advocate": lambda scene: _ids(supervision_of(_author(scene), viewer=scene.user).cases),
    "to go along with": lambda scene: {one.row.person_id for one in to_come(scene.user)},
    "nobody to go with them": lambda scene: {one.row.person_id for one in decisions_of(scene.user).going},
    "papers held back": lambda scene: _ids(decisions_of(scene.user).held),
}
# paths that show some of the people, and must show nobody else
PARTIAL_PATHS: dict[str, Path] = {
    "due for me": lambda scene: _ids(steps_due_for(scene.user, clock.today())),
    "limits for me": lambda scene: {one.person.pk for one in limits_for(scene.user)},
    "answers due for me": lambda scene: _ids(asks_due_for(scene.user)),
    "hand-overs due for me": lambda scene: _ids(warm_hand_overs_due_for(scene.user)),
    "to put in touch": lambda scene: {person.pk for person in people_to_put_in_touch(scene.user)},
    "to put in touch, by name": lambda scene: {
        person.pk for person in people_to_put_in_touch(scene.user, "quill")
    },
    "fairness that may be used": lambda scene: _ids(entries_for_use_by(scene.user)),
    "fairness at a service": lambda scene: _ids(fairness_at(scene.user, None)),
    "today": lambda scene: {one.person.pk for one in today_of(scene.user).due},
    "consents that run out": lambda scene: _ids(uc_consents_running_out(scene.user)),
    "concerns": lambda scene: _ids(
        concern for concern in open_concerns_for(scene.user) if concern_shows_person(scene.user, concern)
    ),
    "to expect": lambda scene: {person.pk for person in people_to_expect(scene.session, scene.user)},
    "asked whether they would like to help": lambda scene: _ids(invitations_for(scene.user)),
    "closing": lambda scene: _ids(closing_of(scene.session, _line(scene), scene.user).promises),
}


def _author(scene: Scene) -> User:
    return scene.session.shifts.get().user


def _line(scene: Scene) -> SessionLine:
    return line_of(scene.session)


grants = st.sampled_from([None, "live", "ended", "later", "clinic", "named"])
walls = st.sampled_from([None, None, WallKind.OWN, WallKind.CONFLICT, WallKind.OBJECTION])
scenes = st.fixed_dictionaries(
    {
        "role": st.sampled_from(ROLES),
        "grants": st.lists(grants, min_size=4, max_size=4),
        "walls": st.lists(walls, min_size=4, max_size=4),
        "restricted": st.lists(st.booleans(), min_size=4, max_size=4),
        "tied": st.booleans(),
    }
)


def make_scene(chosen: dict[str, object]) -> Scene:
    """Return the scene that was drawn."""
    keeper = make_user("Kit Rowe", Role.COORDINATOR)
    author = make_user("Ari Vane", Role.ADVOCATE)
    make_stage(author, StageName.LEAD, by=keeper)
    user = make_user("Una Grey", chosen["role"])  # type: ignore[arg-type]
    session = make_session(by=keeper)
    make_shift(session, author, ShiftRole.LEAD, by=keeper)
    today = clock.today()
    people = []
    for name, grant, wall, restricted in zip(
        NAMES,
        chosen["grants"],
        chosen["walls"],
        chosen["restricted"],
        strict=True,  # type: ignore[call-overload]
    ):
        person = make_person(by=author, called=name, full_name=name)
        make_partnership(person, author)
        _write_about(person, author, session)
        expect(person, session=session, by=keeper)
        _let_run_out_soon(make_uc_consent(person, by=author, named=user if may_do_advocacy(user) else author))
        keep_draft(f"/people/{person.pk}/notes/new/", {"fact": ["x"]}, by=user, person_id=person.pk)
        if grant and user.has_role(Role.ADVOCATE, Role.SUPERVISOR, Role.COORDINATOR):
            kind = {"clinic": PartnershipKind.CLINIC, "named": PartnershipKind.NAMED}.get(
                grant, PartnershipKind.ADVOCATE
            )
            starts = today + timedelta(days=3) if grant == "later" else today - timedelta(days=9)
            ends = today - timedelta(days=1) if grant == "ended" else None
            begin_partnership(person, user=user, kind=kind, by=keeper, starts_on=starts, ends_on=ends)
        start_waiting(person, by=keeper)
        if wall:
            make_wall(person, user, wall)
        with recorded("person.restrict", by=keeper, about=person):
            person.change(is_restricted=restricted)
        people.append(person)
    if chosen["tied"]:
        link_people(people[0], people[1], kind=LinkKind.PARTNER, by=keeper)
    return Scene(user, people, session)


def _let_run_out_soon(consent: UcConsent) -> None:
    with recorded("uc_consent.record", by=None, about=consent):
        consent.change(runs_out_on=clock.today() + timedelta(days=3))


def _write_about(person: Person, author: User, session: Session) -> None:
    case = make_case(person, by=author)
    long_ago = clock.today() - timedelta(days=9)
    note = make_note(person, by=author, case=case, happened_on=long_ago)
    step = make_step(person, by=author, case=case, due_on=clock.today() - timedelta(days=1))
    with recorded("note.at_session", by=author, about=note):
        note.change(session=session)
        step.change(session=session)
    make_ask(case, by=author, asked_on=long_ago, due_on=long_ago)
    make_paper(case, by=author, content=pdf(b"<< >>"))
    make_deadline(case, by=author)
    make_hand_over(person, by=author, asked_on=long_ago)
    make_warm(person, by=author, rang_on=clock.today() - timedelta(days=20))
    make_entry(person, *Use, by=author)
    make_concern(by=author, person=person)
    ask_for_change(person, by=author)
    make_going(person, by=author)
    with recorded("invitation.make", by=author):
        Invitation.objects.create(person=person, made_by=author)


@pytest.mark.django_db
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(chosen=scenes)
def test_r12_every_path_agrees_with_the_visible_set(service: Service, chosen: dict[str, object]) -> None:
    with transaction.atomic():
        scene = make_scene(chosen)
        visible = set(people_visible_to(scene.user).values_list("pk", flat=True))

        for name, path in PEOPLE_PATHS.items():
            assert path(scene) == visible, name
        writes = scene.user.has_role(Role.ADVOCATE, Role.SUPERVISOR, Role.COORDINATOR)
        for name, path in WORK_PATHS.items():
            assert path(scene) == (visible if writes else set()), name
        for name, path in PARTIAL_PATHS.items():
            assert path(scene) <= visible, name
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_r12_hidden_name_is_on_no_page_at_all(service: Service) -> None:
    chosen: dict[str, object] = {
        "role": Role.COORDINATOR,
        "grants": ["live"] * 4,
        "walls": [WallKind.CONFLICT] * 4,
        "restricted": [False] * 4,
        "tied": False,
    }
    scene = make_scene(chosen)
    client = sign_in(scene.user)
    showing = []

    for where, _pattern in routes():
        if not parts_of(where) and "demonstration" not in where:
            text = client.get("/" + where).content.decode()
            showing += [(where, name) for name in NAMES if name in text]
            showing += [(where, str(person.pk)) for person in scene.people if str(person.pk) in text]

    assert showing == []
    looked = Entry.objects.filter(actor=scene.user.pk, action="person.see", outcome="done")
    assert not looked.exists()
