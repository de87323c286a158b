"""From helped to helper, and whoever else applies (E2, E3)."""

from collections.abc import Collection
from datetime import date

from alongside.accounts.actions import open_account
from alongside.accounts.models import Role, User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.common.problems import refuse_if
from alongside.peers.actions.stages import move_stage
from alongside.peers.models import Application, Decision, Invitation, StageName
from alongside.peers.rules import (
    accept_problems,
    account_problems,
    answer_day,
    answered_problems,
    decide_problems,
    invite_problems,
)
from alongside.people.actions import close_own_file, wall_from_own_file
from alongside.people.dual import PHONE_DIGITS
from alongside.people.letters import digits_of
from alongside.people.models import Person


def invite(person: Person, *, by: User) -> Invitation:
    """Ask somebody we helped whether they would like to help others."""
    refuse_if(invite_problems(person))
    with recorded("invitation.make", by=by, person=person) as note:
        invitation = Invitation(person=person, made_by=by, made_on=clock.today())
        invitation.save(force_insert=True)
        note.about = invitation
    return invitation


def end_invitation(invitation: Invitation, *, by: User) -> None:
    """Take an invitation away: whatever they answered, nothing of the answer stays (E2)."""
    with recorded("invitation.end", by=by):
        invitation.delete()


def accept_invitation(
    invitation: Invitation,
    *,
    named: Collection[User],
    by: User,
    name: str,
    reach: str,
    words: str,
    lived: str = "",
) -> Application:
    """Let somebody we helped apply. Their old file closes to all but named colleagues from this moment."""
    person = invitation.person
    refuse_if(accept_problems(person))
    with recorded("invitation.accept", by=by):
        # the button pressed twice makes one application
        held = Invitation.objects.select_for_update().filter(pk=invitation.pk)
        refuse_if(answered_problems(held.first()))
        end_invitation(invitation, by=by)
        close_own_file(person, named=named, by=by)
        return apply(by=by, name=name, reach=reach, words=words, lived=lived, own_file=person)


def apply(
    *,
    by: User,
    name: str,
    reach: str,
    words: str,
    lived: str = "",
    received_on: date | None = None,
    own_file: Person | None = None,
) -> Application:
    """Keep what somebody says who wants to be an advocate, with the day by which they are answered."""
    received = received_on or clock.today()
    with recorded("application.make", by=by) as note:
        application = Application(
            name=name,
            reach=reach,
            words=words,
            lived=lived or None,
            received_on=received,
            answer_by=answer_day(received),
            own_file=str(own_file.pk) if own_file else None,
            made_by=by,
            made_at=clock.now(),
        )
        application.save(force_insert=True)
        note.about = application
    return application


def write_chat(application: Application, *, chat_on: date, chat_notes: str, by: User) -> None:
    """Keep what came out of the friendly chat."""
    with recorded("application.chat", by=by, about=application):
        application.change(chat_on=chat_on, chat_notes=chat_notes or None, chat_by=by)


def decide_application(application: Application, *, decision: Decision, feedback: str, by: User) -> None:
    """Answer, with words that help them whatever the answer is."""
    with recorded("application.decide", by=by, about=application, decision=decision):
        held = Application.objects.select_for_update().get(pk=application.pk)
        refuse_if(decide_problems(held, decision))
        application.change(decision=decision, feedback=feedback, decided_on=clock.today(), decided_by=by)


def open_account_of(application: Application, *, sign_in_name: str, by: User) -> User:
    """Open the account of somebody who was welcomed. If we helped them, the wall stands with it (R13)."""
    with recorded("application.open_account", by=by, about=application):
        held = Application.objects.select_for_update().get(pk=application.pk)
        refuse_if(account_problems(held))
        user = open_account(
            name=application.name or "",
            sign_in_name=sign_in_name,
            roles=[Role.ADVOCATE],
            by=by,
            phone=_number(application),
        )
        if own_file := application.own_file_id():
            wall_from_own_file(user, Person.objects.get(pk=own_file), by=by)
        application.change(user=user)
        move_stage(user, to=StageName.APPLIED, by=by)
    return user


def _number(application: Application) -> str | None:
    """A telephone number goes to the account: it also tells who may be on our records (R19)."""
    reach = application.reach or ""
    return reach if len(digits_of(reach)) >= PHONE_DIGITS else None
