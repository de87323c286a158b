"""Reads about promises, what is not right, leaving, and where next (E15, E17)."""

from dataclasses import dataclass

from alongside.accounts.models import Role, User
from alongside.accounts.queries import users_with
from alongside.crypto.keys import with_keys
from alongside.peers.models import LeavingChat, NextGoal, TeamAgreement, TeamSignature, Trouble, TroubleNews
from alongside.peers.queries.training import by_name
from alongside.peers.rules import goals_visible_to, troubles_visible_to


@dataclass(frozen=True)
class Signed:
    """Who agreed to the words as they stand, and who has not yet."""

    signed: list[TeamSignature]
    not_yet: list[User]


def team_agreement_now() -> TeamAgreement | None:
    """Return what we promise each other now."""
    return TeamAgreement.objects.order_by("-number").first()


def signature_of(user: User, version: TeamAgreement | None) -> TeamSignature | None:
    """Return when somebody agreed to this version."""
    return TeamSignature.objects.filter(version=version, made_by=user).first() if version else None


def who_signed(version: TeamAgreement) -> Signed:
    """Return which advocates agreed to a version, and which have not yet."""
    signed = with_keys(version.signatures.select_related("made_by").order_by("made_at"), "made_by")
    held = {row.made_by_id for row in signed}
    return Signed(signed, by_name(users_with(Role.ADVOCATE).exclude(pk__in=held)))


def troubles_for(user: User) -> list[Trouble]:
    """Return what they said themselves and what was brought to them; what is open comes first."""
    rows = troubles_visible_to(user).select_related("made_by", "brought_to").order_by("-made_at", "-id")
    found = with_keys(rows, "made_by", "brought_to")
    return sorted(found, key=lambda row: row.ended_on is not None)


def news_of(trouble: Trouble) -> list[TroubleNews]:
    """Return what was done, in its order."""
    return with_keys(trouble.news.select_related("made_by").order_by("made_at", "id"), "made_by")


def listeners(user: User) -> list[User]:
    """Return to whom somebody can bring what is not right, by name."""
    return by_name(users_with(Role.SUPERVISOR, Role.COORDINATOR, Role.BOARD).exclude(pk=user.pk))


def leaving_chats_of(user: User) -> list[LeavingChat]:
    """Return what somebody said when they left, the newest first."""
    rows = LeavingChat.objects.filter(user=user).select_related("made_by").order_by("-said_on", "-id")
    return with_keys(rows, "made_by")


def goals_of(user: User) -> list[NextGoal]:
    """Return where somebody wants to go next, the newest first."""
    return with_keys(NextGoal.objects.filter(made_by=user).order_by("-made_at", "-id"))


def goals_shared_with(user: User) -> list[NextGoal]:
    """Return what others shared, those to ask next first; who shares none stays unseen."""
    rows = goals_visible_to(user).exclude(made_by=user).select_related("made_by")
    found = with_keys(rows.order_by("made_at", "id"), "made_by")
    return sorted(found, key=lambda goal: (goal.ask_on is None, goal.ask_on or goal.made_at.date()))
