"""Putting advocates on sessions and taking them off."""

from django.utils.translation import gettext as _

from alongside.accounts.mail import tell_news
from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.clinics.actions.settling import settle_covers, void_offers_of
from alongside.clinics.models import LeadAloneDecision, Session, SessionState, Shift, ShiftRole
from alongside.clinics.rules import Safety, leads_of, live_problems, placed_on, safety_of, shift_problems
from alongside.common import clock
from alongside.common.problems import Problem, refuse_if
from alongside.peers.actions.supervision import let_work
from alongside.peers.rules import can_be_decided


def put_on_session(
    session: Session, *, user: User, role: ShiftRole, by: User, ends_search: bool = True
) -> Shift:
    """Put an advocate on a session, or refuse with everything that stands against it (B2).

    Where somebody was looked for, the search ends. They are told that there is news.
    """
    with recorded("shift.put_on", by=by, user=user.pk, role=role) as note:
        # two coordinators at once must see each other's choice: one place each, and nobody at two places
        held = Session.objects.select_for_update().get(pk=session.pk)
        User.objects.select_for_update().get(pk=user.pk)
        refuse_if(shift_problems(held, user, role))
        shift = Shift(session=session, user=user, role=role, put_by=by, put_at=clock.now())
        shift.save(force_insert=True)
        note.about = shift
        if ends_search:
            settle_covers(session, shift=shift)
        if user != by:
            tell_news(user.email)
    return shift


def take_place(session: Session, *, role: ShiftRole, by: User) -> Shift:
    """Put oneself on a place one was asked to take. What stands in the way is not told (R15, R16)."""
    if shift_problems(session, by, role):
        sentence = _("You cannot take this place as things stand. Ask your coordinator if you like.")
        refuse_if([Problem("cannot_take", sentence)])
    return put_on_session(session, user=by, role=role, by=by, ends_search=False)


def put_on_though(session: Session, *, user: User, role: ShiftRole, why: str, by: User) -> Shift:
    """Decide that somebody may work though supervision was missed, and put them on (B4).

    Only where nothing else stands against it. The decision holds until supervision would be missed again.
    """
    with recorded("shift.put_on_though", by=by, user=user.pk, role=role) as note:
        if can_be_decided(shift_problems(session, user, role)):
            let_work(user, why=why, by=by)
        note.about = shift = put_on_session(session, user=user, role=role, by=by)
    return shift


def take_off_session(shift: Shift, *, by: User) -> None:
    """Take an advocate off a session. It changes nothing if that was done already."""
    if shift.ended_at:
        return
    with recorded("shift.take_off", by=by, about=shift, user=shift.user_id, role=shift.role):
        if shift.session.state == SessionState.CLOSED:
            refuse_if(live_problems(shift.session))
        leave_shift(shift, by=by)
        if shift.user != by:
            tell_news(shift.user.email)


def leave_shift(shift: Shift, *, by: User) -> None:
    """End a shift, and what was asked about it. Inside an action."""
    shift.change(ended_at=clock.now(), ended_by=by)
    void_offers_of(shift)


def decide_lead_alone(session: Session, *, why: str, by: User) -> LeadAloneDecision:
    """Let the one lead of a session run it alone, with the reason (B2)."""
    with recorded("session.decide_lead_alone", by=by) as note:
        people = placed_on(session)
        problems = []
        if safety_of(people, session.lead_alone_decisions.all()) != Safety.NEEDS_DECISION:
            problems.append(Problem("nothing_to_decide", _("There is nothing to decide here now.")))
        if not why.strip():
            problems.append(Problem("no_why", _("Write why it is safe enough."), "why"))
        refuse_if(problems)
        lead = leads_of(people)[0]
        decision = LeadAloneDecision(
            session=session, lead_id=lead.user_id, why=why, decided_by=by, decided_at=clock.now()
        )
        decision.save(force_insert=True)
        note.about = decision
        note.facts["lead"] = lead.user_id
    return decision
