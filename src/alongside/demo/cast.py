"""Who is in the demonstration: the service, its workers and its places."""

import random
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from alongside.accounts.actions import open_account, set_supervisor, set_up_service
from alongside.accounts.models import Role, User
from alongside.clinics.actions import change_door_code, open_clinic, review_risk_sheet, write_risk_sheet
from alongside.clinics.models import Clinic
from alongside.common import clock
from alongside.demo.words import CLINICS, WORKERS
from alongside.peers.actions import move_stage
from alongside.peers.actions.wellbeing import step_back
from alongside.peers.models import StageName
from alongside.peers.rules import SIGNED_OFF
from alongside.people.models import Person

RISK_SHEET = (
    "Two of us are always there. Sit nearest the door. If somebody is upset, stop, give them space and ask "
    "the staff of the place to come. The nearest way out is the one we came in by. First aid is at the desk."
)
SHEET_LEFT_ALONE = timedelta(days=400)
"""How long ago the one risk sheet that nobody read again was written."""
JOURNEY = (StageName.INTERESTED, StageName.APPLIED, StageName.TRAINING, StageName.SHADOW, StageName.LEAD)
STILL_TO_COME_IN = "applied", "interested"
"""Whoever is no further has an account that waits for them. Nobody knows the passwords of the others."""
WORKER_NUMBER = "0161 496 09{:02d}"
"""Ofcom keeps these numbers for stories: nobody has one."""
ON_THE_DAY = "maya", "joe"
"""The lead and the shadow who have a clinic on the day the demonstration is made."""


@dataclass
class Cast:
    """Everybody and everything of the made-up service."""

    today: date
    dice: random.Random
    workers: dict[str, User] = field(default_factory=dict)
    clinics: list[Clinic] = field(default_factory=list)
    # the lead and the shadow who usually run a clinic
    regulars: dict[Clinic, tuple[User, User]] = field(default_factory=dict)
    # who comes to a clinic
    known_at: dict[Clinic, list[Person]] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)

    @property
    def coordinator(self) -> User:
        """The coordinator."""
        return self.workers["cora"]


def moment(on: date, hour: int, minute: int = 0) -> datetime:
    """Return a moment of the day where the service is."""
    return timezone.make_aware(datetime.combine(on, time(hour, minute)))


def gather(today: date, *, weeks: int, dice: random.Random) -> Cast:
    """Set up the service as it was `weeks` ago, with its workers and its clinics."""
    cast = Cast(today=today, dice=dice)
    first_day = today - timedelta(weeks=weeks)
    with clock.at(moment(first_day, 8)):
        set_up_service(
            name="Riverside Peer Advocacy", words={}, time_zone="Europe/London", is_demonstration=True
        )
        for number, (sign_in_name, name, role, stage) in enumerate(WORKERS):
            cast.workers[sign_in_name] = open_account(
                name=name,
                sign_in_name=sign_in_name,
                roles=[Role(role)],
                by=None,
                password=None if stage in STILL_TO_COME_IN else secrets.token_urlsafe(),
                phone=WORKER_NUMBER.format(number),
            )
        _supervise(cast)
        _open_clinics(cast, first_day)
    _walk_the_journey(cast, first_day)
    return cast


def _supervise(cast: Cast) -> None:
    for _sign_in_name, worker in _advocates(cast):
        set_supervisor(worker, supervisor=cast.workers["sunil"], by=cast.coordinator)


def _walk_the_journey(cast: Cast, first_day: date) -> None:
    """Every advocate went through the stages before theirs, a few weeks each, before our story begins."""
    stages = {sign_in_name: stage for sign_in_name, _name, _role, stage in WORKERS}
    for sign_in_name, worker in _advocates(cast):
        last = StageName(str(stages[sign_in_name]))
        path = [*JOURNEY, last] if last not in JOURNEY else JOURNEY[: JOURNEY.index(last) + 1]
        for number, stage in enumerate(path):
            day = first_day - timedelta(weeks=6 * (len(path) - number))
            with clock.at(moment(day, 10)):
                if stage == StageName.STEPPED_BACK:
                    step_back(worker, by=worker)
                    continue
                led = stage in SIGNED_OFF
                why = "Led before we kept this here." if led else ""
                move_stage(worker, to=stage, by=cast.coordinator, why=why, led_before=led)


def _advocates(cast: Cast) -> Iterable[tuple[str, User]]:
    return [(name, worker) for name, worker in cast.workers.items() if worker.has_role(Role.ADVOCATE)]


def _open_clinics(cast: Cast, first_day: date) -> None:
    workers = cast.workers
    leads = [workers[name] for name in ("maya", "tomasz", "shirley", "kev", "nasima", "gwen", "irene")]
    shadows = [workers[name] for name in ("joe", "des", "lola", "raj", "billie")]
    for number, (name, kind, host, address, room, way_in, weekday, start, end) in enumerate(CLINICS):
        # the first is on whatever day the demonstration is made, so that there is a clinic to run
        clinic = open_clinic(
            by=cast.coordinator,
            weekday=cast.today.weekday() if number == 0 else weekday,
            starts_at=time.fromisoformat(start),
            ends_at=time.fromisoformat(end),
            starts_on=first_day,
            runs_on_bank_holidays=number == 0,
            name=name,
            kind=kind,
            host=host,
            address=address,
            room=room,
            getting_in=way_in,
        )
        is_last = number == len(CLINICS) - 1
        with clock.at(moment(cast.today - SHEET_LEFT_ALONE if is_last else first_day, 9)):
            write_risk_sheet(clinic, by=cast.coordinator, risk_sheet=RISK_SHEET)
        change_door_code(clinic, by=cast.coordinator, door_code=f"{1200 + 37 * number}")
        cast.clinics.append(clinic)
        cast.known_at[clinic] = []
        cast.regulars[clinic] = leads[number % len(leads)], shadows[number % len(shadows)]


def review_risks(cast: Cast) -> None:
    """All risk sheets but one were read again in the last months."""
    for clinic in cast.clinics[:-1]:
        review_risk_sheet(clinic, by=cast.coordinator)
