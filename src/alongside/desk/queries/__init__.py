"""What a day shows: reads that join clinics, casework, safety and what was typed but not sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.accounts.queries import terms
from alongside.accounts.rules import may_coordinate, may_do_advocacy
from alongside.casework.models import (
    Ask,
    Instruction,
    PaperFile,
    StatutoryHandOver,
    Step,
    UcConsent,
    WarmHandOver,
)
from alongside.casework.queries.asks import asks_due_for, late_asks_visible_to
from alongside.casework.queries.consent import uc_consents_running_out
from alongside.casework.queries.deadlines import (
    Limit,
    PersonLimits,
    WaitingFor,
    limits_for,
    limits_needing_cover,
    people_waiting_by_limit,
)
from alongside.casework.queries.hand_over import unanswered_hand_overs
from alongside.casework.queries.papers import held_files
from alongside.casework.queries.session import loose_steps_of, promises_made_at, unsaid_instructions_of
from alongside.casework.queries.steps import (
    PersonDue,
    overdue_steps_visible_to,
    people_with_something_due,
)
from alongside.casework.queries.warm import WarmDue, warm_hand_overs_due_for, warm_hand_overs_forgotten
from alongside.clinics.models import Accompaniment, Clinic, Session, Shift, TallyKind, Visit, VisitState
from alongside.clinics.queries import (
    SessionLine,
    came_to,
    expected_at,
    next_sessions,
    risk_sheets_due,
    sessions_not_closed,
    sessions_short,
    sessions_today,
    tally_counts,
)
from alongside.clinics.queries.accompany import SOON, Going, going_along, needing_somebody
from alongside.clinics.queries.cover import offers_for
from alongside.clinics.queries.day import Expected
from alongside.clinics.rules import may_read_way_in, may_run_session
from alongside.common import clock
from alongside.crypto.keys import with_keys
from alongside.desk.queries.away import AwayToCover, away_to_cover
from alongside.desk.queries.missed import MissedBy, missed_by
from alongside.directory.models import Service, ServiceReport
from alongside.directory.queries.listings import services_said_wrong
from alongside.drafts.models import Draft
from alongside.frontdoor.queries.crisis import card_needs_check
from alongside.frontdoor.queries.enquiries import EnquiryLine, enquiries_untried
from alongside.peers.models import ChangeAsk, Expense, HardContact
from alongside.peers.queries import ready_to_lead
from alongside.peers.queries.expenses import expenses_to_pay
from alongside.peers.queries.matching import changes_asked_for, unanswered_asks
from alongside.peers.queries.wellbeing import debriefs_waiting
from alongside.people.models import Person
from alongside.people.queries.sight import unreviewed_glass
from alongside.people.rules import people_visible_to

FEW = 10
"""How many of each kind a page shows before it says that there are more."""
AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class Unfinished:
    """Something typed and not sent, by the reader."""

    draft: Draft
    person: Person | None


@dataclass(frozen=True)
class ClinicToday:
    """The clinic somebody runs today, with all they need to begin."""

    line: SessionLine
    expected: Expected
    may_run: bool
    may_read_way_in: bool


@dataclass(frozen=True)
class Today:
    """What is on for one advocate today, and what is due."""

    # how many places they are asked to take; None for whoever has no shifts
    asked: int | None
    # how often they are asked whether they would stand beside somebody
    to_offer: int
    clinic: ClinicToday | None
    others: list[SessionLine]
    # where they go along with somebody, this week and what is still to tell
    going: list[Accompaniment]
    to_come: list[SessionLine]
    limits: list[PersonLimits]
    due: list[PersonDue]
    consents: list[UcConsent]
    asks: list[Ask]
    warm: list[WarmDue]
    unfinished: list[Unfinished]

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is waiting."""
        return not any(vars(self).values())


@dataclass(frozen=True)
class FirstStep:
    """A page where a new service begins, and why."""

    page: str
    label: str
    why: str


def first_steps_of(user: User) -> list[FirstStep]:
    """Return what the coordinator of a new service has still to do, until somebody is down for a day."""
    if not may_coordinate(user) or Shift.objects.exists():
        return []
    words = terms()
    steps = {
        "account-new": (_("Open an account"), _("One for each of your team."), User.objects.count() > 1),
        "clinic-new": (
            _("Add a %(clinic)s") % words,
            _("Where, when and who hosts it."),
            Clinic.objects.exists(),
        ),
        "clinics": (
            _("Put a %(lead)s and a %(shadow)s on a day") % words,
            _("Say first on their own pages how far they are. Their checks take two of you."),
            False,
        ),
        "directory-service-new": (
            _("Add a service"),
            _("Whom you send people to."),
            Service.objects.exists(),
        ),
        "crisis-numbers": (
            _("Check the numbers"),
            _("The card with whom to ring in a crisis."),
            not card_needs_check(),
        ),
    }
    return [FirstStep(page, label, why) for page, (label, why, is_done) in steps.items() if not is_done]


def today_of(user: User) -> Today:
    """Return the day of an advocate: the clinic to run in full, the others as lines."""
    lines = sessions_today(user)
    running = next((line for line in lines if line.session.is_live), None)
    return Today(
        asked=offers_for(user).count() if may_do_advocacy(user) else None,
        to_offer=unanswered_asks(user) if may_do_advocacy(user) else 0,
        clinic=_clinic_today(running, user) if running else None,
        others=[line for line in lines if line is not running],
        going=[row for row in going_along(user) if row.on <= clock.today() + SOON],
        to_come=[] if running else next_sessions(user, limit=3),
        limits=limits_for(user) if may_do_advocacy(user) else [],
        due=people_with_something_due(user) if may_do_advocacy(user) else [],
        consents=uc_consents_running_out(user),
        asks=asks_due_for(user) if may_do_advocacy(user) else [],
        warm=warm_hand_overs_due_for(user) if may_do_advocacy(user) else [],
        unfinished=unfinished_of(user),
    )


def _clinic_today(line: SessionLine, user: User) -> ClinicToday:
    return ClinicToday(
        line=line,
        expected=expected_at(line.session, user),
        may_run=may_run_session(user, line.session),
        may_read_way_in=may_read_way_in(user, line.session),
    )


def unfinished_of(user: User) -> list[Unfinished]:
    """Return what this user typed and did not send; nothing about people they may no longer see (R12)."""
    drafts = with_keys(_visible_drafts(user).filter(user=user).order_by("-saved_at"))
    people = _people_of(drafts)
    return [Unfinished(draft, people.get(draft.person_id)) for draft in drafts]


def _visible_drafts(user: User) -> QuerySet[Draft]:
    # asked for each draft: drafts are few, and the people of a coordinator are many
    seen = Exists(people_visible_to(user).filter(pk=OuterRef("person_id")))
    # that somebody is about to raise a concern is for nobody else to see (R56)
    own_or_open = Q(user=user) | ~Q(page__contains="/concerns/")
    return Draft.objects.filter(Q(person_id=None) | seen, own_or_open)


def _people_of(drafts: Sequence[Draft]) -> dict[UUID | None, Person]:
    people = with_keys(Person.objects.filter(pk__in={draft.person_id for draft in drafts}))
    return {person.pk: person for person in people}


@dataclass(frozen=True)
class UnfinishedBy:
    """How much somebody has begun and not sent, and since when. Never what."""

    user: User
    how_many: int
    since: datetime


@dataclass(frozen=True)
class Decisions:
    """What a coordinator has to decide or chase today, the most pressing first."""

    enquiries: list[EnquiryLine]
    short: list[SessionLine]
    going: list[Going]
    not_closed: list[SessionLine]
    uncovered: list[Limit]
    waiting: list[WaitingFor]
    hand_overs: list[StatutoryHandOver]
    overdue: list[Step]
    asks: list[Ask]
    warm: list[WarmHandOver]
    debriefs: list[HardContact]
    changes: list[ChangeAsk]
    away: list[AwayToCover]
    missed: list[MissedBy]
    ready: list[User]
    expenses: list[Expense]
    held: list[PaperFile]
    unfinished: list[UnfinishedBy]
    glass: list[Any]
    risk_sheets: list[Clinic]
    crisis_card: bool
    said_wrong: list[ServiceReport]

    @property
    def is_clear(self) -> bool:
        """Tell whether nothing is left to decide."""
        return not any(vars(self).values())


def decisions_of(user: User) -> Decisions:
    """Return what needs a decision today. Each list is cut where a page is full."""
    today = clock.today()
    return Decisions(
        enquiries=enquiries_untried(user, limit=FEW),
        short=[line for line in sessions_short(today + AHEAD) if line.needs_decision][:FEW],
        going=needing_somebody(user, limit=FEW),
        not_closed=sessions_not_closed(today)[:FEW],
        uncovered=limits_needing_cover(user, limit=FEW),
        waiting=people_waiting_by_limit(user, limit=FEW),
        hand_overs=unanswered_hand_overs(user, limit=FEW),
        overdue=overdue_steps_visible_to(user, limit=FEW),
        asks=late_asks_visible_to(user, limit=FEW),
        warm=warm_hand_overs_forgotten(user, limit=FEW),
        debriefs=[one for one in debriefs_waiting(user) if one.is_late][:FEW],
        changes=changes_asked_for(user, limit=FEW),
        away=away_to_cover(user)[:FEW],
        missed=missed_by(limit=FEW),
        ready=ready_to_lead(user)[:FEW],
        expenses=expenses_to_pay()[:FEW],
        held=held_files(user, limit=FEW),
        unfinished=unfinished_by_others(user),
        glass=unreviewed_glass(user),
        risk_sheets=risk_sheets_due(),
        crisis_card=card_needs_check(),
        said_wrong=services_said_wrong(limit=FEW),
    )


def unfinished_by_others(user: User) -> list[UnfinishedBy]:
    """Return who began something a day ago or more and has not sent it; nothing about people behind walls."""
    before = clock.now() - timedelta(hours=24)
    counted = (
        _visible_drafts(user)
        .filter(saved_at__lt=before)
        .exclude(user=user)
        .values("user")
        .annotate(how_many=Count("id"), since=Min("saved_at"))
        .order_by("since")[:FEW]
    )
    rows = list(counted)
    writers = User.objects.in_bulk([row["user"] for row in rows])
    return [UnfinishedBy(writers[row["user"]], row["how_many"], row["since"]) for row in rows]


@dataclass(frozen=True)
class Closing:
    """What a session has come to, and what still hangs from it."""

    line: SessionLine
    came: int
    counts: dict[TallyKind, int]
    promises: list[Step]
    drafts: list[Unfinished]
    expected: list[Visit]
    loose_steps: list[Step]
    unsaid: list[Instruction]

    @property
    def hangs(self) -> bool:
        """Tell whether anything stands in the way of closing."""
        return bool(self.drafts or self.expected or self.loose_steps)


def closing_of(session: Session, line: SessionLine, user: User) -> Closing:
    """Return how a session stands at its end, as far as `user` may see."""
    expected = expected_at(session, user)
    return Closing(
        line=line,
        came=came_to(session, user),
        counts=tally_counts(session),
        promises=promises_made_at(session, user),
        drafts=_drafts_at(session, user),
        expected=[visit for visit in expected.visits if visit.state == VisitState.EXPECTED],
        loose_steps=loose_steps_of(session, user),
        unsaid=unsaid_instructions_of(session, user),
    )


def _drafts_at(session: Session, user: User) -> list[Unfinished]:
    """Notes begun that day by those on the session, about people who came to it."""
    on_it = Shift.objects.live().filter(session=session).values("user")
    came = Visit.objects.filter(session=session, state=VisitState.CAME).values("person")
    drafts = with_keys(
        _visible_drafts(user)
        .filter(user__in=on_it, person_id__in=came)
        .select_related("user")
        .order_by("saved_at"),
        "user",
    )
    people = _people_of(drafts)
    return [Unfinished(draft, people.get(draft.person_id)) for draft in drafts]
