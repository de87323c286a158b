"""What was written at a clinic session: for closing it, and for knowing at which one we are."""

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from alongside.accounts.models import User
from alongside.casework.models import CaseState, Instruction, Rung, Step
from alongside.casework.rules import visible_to
from alongside.clinics.models import Session, SessionState, Shift, Visit
from alongside.common import clock
from alongside.crypto.keys import with_keys
from alongside.people.models import Person


def session_now(user: User, person: Person) -> Session | None:
    """Return the session that `user` is at now, if any; of two, the one that `person` came to."""
    on_it = Shift.objects.filter(session=OuterRef("pk"), user=user).live()
    came = Visit.objects.filter(session=OuterRef("pk"), person=person)
    begun = Q(state=SessionState.OPEN) | Q(starts_at__lte=timezone.localtime(clock.now()).time())
    running = Session.objects.filter(Exists(on_it), begun, on=clock.today()).live()
    return running.order_by(Exists(came).desc(), "-starts_at", "id").first()


def promises_made_at(session: Session, user: User) -> list[Step]:
    """Return the steps written at a session that `user` may see, the nearest day first."""
    steps = visible_to(user, Step.objects.filter(session=session, cancelled_on=None))
    steps = steps.select_related("person", "doer").order_by(
        F("due_on").asc(nulls_last=True), "written_at", "id"
    )
    return with_keys(steps, "person", "doer")


def loose_steps_of(session: Session, user: User) -> list[Step]:
    """Return the open steps of a session that nobody has or that have no day yet."""
    loose = Q(due_on=None) | (~Q(rung=Rung.ALONE) & Q(doer=None))
    steps = Step.objects.filter(loose, session=session, done_on=None, cancelled_on=None)
    seen = visible_to(user, steps).select_related("person", "doer").order_by("written_at", "id")
    return with_keys(seen, "person", "doer")


def unsaid_instructions_of(session: Session, user: User) -> list[Instruction]:
    """Return the words agreed at a session and not said yet."""
    unsaid = Instruction.objects.filter(
        session=session, agreed_on__isnull=False, done_on=None, withdrawn_on=None, case__state=CaseState.OPEN
    )
    seen = visible_to(user, unsaid).select_related("person").order_by("written_at", "id")
    return with_keys(seen, "person")
