"""Links by which people come in, and the help of two that comes before a way back in (R09)."""

import secrets
from collections.abc import Callable
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from alongside.accounts import mail
from alongside.accounts.models import ComeInLink, HelpBackIn, LinkKind, User
from alongside.accounts.queries import open_help_for
from alongside.accounts.rules import may_prove_help
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.common.problems import Problem, refuse_if
from alongside.crypto.lookup import tag

LIFE = {LinkKind.NEW: timedelta(days=3), LinkKind.BACK_IN: timedelta(hours=24)}
"""How long a link can be used [policy]."""

Address = Callable[[str], str]
"""Turns the token of a link into a whole web address."""


def make_link(user: User, *, by: User | None, proved: HelpBackIn | None = None) -> str:
    """Make a link for `user`, end those before it, and return its token, which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    kind = LinkKind.BACK_IN if proved else LinkKind.NEW
    with recorded("link.make", by=by, about=user, kind=kind):
        refuse_if(_problems_with_link(user, proved))
        ComeInLink.objects.filter(user=user, used_at=None, ended_at=None).update(ended_at=clock.now())
        ComeInLink.objects.create(
            user=user,
            kind=kind,
            help=proved,
            tag=tag("come-in link", token),
            made_by=by,
            made_at=clock.now(),
            until_at=clock.now() + LIFE[kind],
        )
    return token


def send_link(user: User, *, by: User, address: Address, proved: HelpBackIn | None = None) -> None:
    """Make a link and send it to the user's own address: whoever helps never sees it."""
    with recorded("link.send", by=by, about=user):
        refuse_if(_problems_with_sending(user))
        token = make_link(user, by=by, proved=proved)
        mail.tell(user.email, mail.BACK_IN if proved else mail.COME_IN, link=address(token))


def come_in(link: ComeInLink, *, password: str) -> User:
    """Set the password its owner chose. Old second factors and sessions end; a new factor comes next."""
    with recorded("link.use", by=link.user, about=link.user, kind=link.kind):
        refuse_if(_problems_with_using(link))
        link.change(used_at=clock.now())
        Authenticator.objects.filter(user=link.user).delete()
        link.user.set_password(password)
        link.user.change(password=link.user.password, signed_out_at=clock.now())
        mail.tell(link.user.email, mail.SIGN_IN_CHANGED)
    return link.user


def start_help(user: User, *, by: User) -> HelpBackIn:
    """Begin to help somebody back in who lost their password or second factor. The user is told."""
    with recorded("help.start", by=by, about=user) as note:
        refuse_if(_problems_with_starting(user, by))
        started = HelpBackIn(user=user, started_by=by, started_at=clock.now())
        started.save(force_insert=True)
        note.about = started
        mail.tell(user.email, mail.HELP_STARTED)
    return started


def prove_help(
    help_back_in: HelpBackIn, *, proof: str, by: User, address: Address, email: str | None = None
) -> str | None:
    """Record how the user proved who they are, by a second person, and send the link.

    `email` is for a user who has none. Where no mail can be sent at all, the token is returned instead, for
    the user to open then and there.
    """
    user = help_back_in.user
    with recorded("help.prove", by=by, about=help_back_in, user=user.pk):
        held = _held(help_back_in)
        refuse_if(_problems_with_proving(held, by))
        held.change(proved_by=by, proved_at=clock.now(), proof=proof)
        if not mail.can_be_sent():
            return make_link(user, by=by, proved=held)
        if email and not user.email:
            user.change(email=email)
        send_link(user, by=by, address=address, proved=held)
    return None


def call_off_help(help_back_in: HelpBackIn, *, by: User) -> None:
    """Help is not needed after all, or the user did not ask for it."""
    with recorded("help.call_off", by=by, about=help_back_in):
        held = _held(help_back_in)
        refuse_if([] if held.is_open else [_no_longer_open()])
        held.change(called_off_at=clock.now())


def _held(help_back_in: HelpBackIn) -> HelpBackIn:
    """Read it again and hold it: somebody else may have dealt with it meanwhile."""
    return HelpBackIn.objects.select_for_update().get(pk=help_back_in.pk)


def _problems_with_link(user: User, proved: HelpBackIn | None) -> list[Problem]:
    if not user.is_active:
        return [Problem("closed", _("This account is closed. Open it again first."))]
    if proved is None and user.has_usable_password():
        sentence = _("They have chosen a password already. If they lost it, help them back in.")
        return [Problem("has_password", sentence)]
    return []


def _problems_with_sending(user: User) -> list[Problem]:
    if not mail.can_be_sent():
        return [
            Problem("no_mail", _("This service cannot send e-mail. Let them choose their password here."))
        ]
    if not user.email:
        return [
            Problem(
                "no_address", _("Write their e-mail address, so that the link can be sent to them."), "email"
            )
        ]
    return []


def _problems_with_using(link: ComeInLink) -> list[Problem]:
    """Ask the database again: another tab may have used it meanwhile."""
    fresh = ComeInLink.objects.select_for_update().get(pk=link.pk)
    if fresh.is_live(clock.now()):
        return []
    return [Problem("link_gone", _("This link has been used or is too old. Ask for a new one."))]


def _problems_with_starting(user: User, by: User) -> list[Problem]:
    problems = []
    if user == by:
        sentence = _("You are signed in, so you can change your password and second factor yourself.")
        problems.append(Problem("own_account", sentence))
    if not user.is_active:
        problems.append(Problem("closed", _("This account is closed. Open it again first.")))
    if not user.has_usable_password():
        problems.append(Problem("waits", _("They have not come in yet. Send them a link instead.")))
    if open_help_for(user):
        problems.append(Problem("already", _("Somebody has begun to help them already.")))
    return problems


def _problems_with_proving(help_back_in: HelpBackIn, by: User) -> list[Problem]:
    if not help_back_in.is_open:
        return [_no_longer_open()]
    if not may_prove_help(by, help_back_in):
        sentence = _("Somebody else must do this: not the one who began it, and not the one it is for.")
        return [Problem("second_person", sentence)]
    return []


def _no_longer_open() -> Problem:
    return Problem("not_open", _("This has been dealt with already."))
