"""A rota in sentences: why a place stays empty, what keeps somebody from it, what each weight counts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside.clinics.queries.rotas import Draft, Outing, left_by
from alongside.clinics.rota.explain import Elsewhere, GapReason
from alongside.clinics.rota.filter import Reason
from alongside.clinics.rota.hand import Obstacle
from alongside.clinics.rota.problem import Change, Role, Weights
from alongside.clinics.rota.problem import Shift as Placed
from alongside.clinics.rota.score import unspoken
from alongside.common.languages import Language
from alongside.common.templatetags.look import day

IN_THE_WAY: Mapping[str, str | Promise] = {
    Reason.NOT_SIGNED_OFF: gettext_lazy("Not signed off for this yet."),
    Reason.NOT_READY: gettext_lazy("Checks, training or supervision are not in date then."),
    Reason.AWAY: gettext_lazy("Said they cannot come then."),
    Reason.NOT_AVAILABLE: gettext_lazy("Has not said they can come then."),
    Reason.TOO_FAR: gettext_lazy("It is too far."),
    Reason.NOT_ASKED_FOR: gettext_lazy("Not available."),
    Reason.NOT_POSSIBLE: gettext_lazy("Not available."),
    Obstacle.ON_IT: gettext_lazy("Is on this session already."),
    Obstacle.ELSEWHERE: gettext_lazy("Is elsewhere then, in this draft."),
    Obstacle.WEEK_FULL: gettext_lazy("Has as many shifts that week as they want."),
    Obstacle.PLACE_TAKEN: gettext_lazy("All places are taken."),
    Obstacle.NO_LEAD: gettext_lazy("Somebody has to lead first."),
}
"""What keeps somebody from a place. A wall and what a place demands read as one (A7)."""

ONE_STEP: Mapping[Reason, str | Promise] = {
    Reason.NOT_SIGNED_OFF: gettext_lazy("One step away, not signed off for this yet: %(names)s."),
    Reason.NOT_READY: gettext_lazy("One step away, checks, training or supervision to be done: %(names)s."),
    Reason.AWAY: gettext_lazy("One step away, said they cannot come that day: %(names)s."),
    Reason.NOT_AVAILABLE: gettext_lazy("One step away, have not said they can come then: %(names)s."),
    Reason.TOO_FAR: gettext_lazy("One step away, live too far away: %(names)s."),
}

COUNTS: Mapping[str, str | Promise] = {
    "lead": gettext_lazy("A session with nobody in charge"),
    "companion": gettext_lazy("A person with nobody to go with them"),
    "helper": gettext_lazy("A helper missing"),
    "shadow": gettext_lazy("One in charge alone, with no second person"),
    "asked": gettext_lazy("A language or the like that a place asks for and nobody there has"),
    "change": gettext_lazy("Moving somebody off a shift they know of and could keep"),
    "new_lead": gettext_lazy("Each different person in charge that a place has"),
    "far_over": gettext_lazy("Each shift more than two above somebody’s fair share"),
    "stand_in": gettext_lazy("Somebody signed off where a learner could be"),
    "variety": gettext_lazy("Each colleague a learner still has to work beside, and does not"),
    "over": gettext_lazy("Each of the first two shifts above somebody’s fair share"),
    "under": gettext_lazy("Each shift below somebody’s fair share"),
    "unliked": gettext_lazy("A shift away from the places somebody likes best"),
    "travel": gettext_lazy("Five minutes on the way there"),
}
"""What each weight counts, in plain words."""


@dataclass(frozen=True)
class Gap:
    """A place that stays empty, and why, in sentences."""

    session: Outing
    role: Role
    missing: int
    sentences: list[str]


def sentences_of(codes: list[str]) -> list[str]:
    """Return what is in the way, each once."""
    return list(dict.fromkeys(str(IN_THE_WAY[code]) for code in codes))


def role_word(role: Role, words: Mapping[str, str]) -> str:
    """Return a role in the service's own words."""
    own = {Role.LEAD: words["lead"], Role.SHADOW: words["shadow"], Role.COMPANION: _("somebody to go along")}
    return own.get(role, _("helper"))


def gaps_in_words(draft: Draft, words: Mapping[str, str]) -> list[Gap]:
    """Return the gaps of a draft, each with its reasons."""
    return [
        Gap(draft.sessions[gap.session], gap.role, gap.missing, list(_sentences(gap, draft, words)))
        for gap in draft.gaps
    ]


def _sentences(gap: GapReason, draft: Draft, words: Mapping[str, str]) -> Iterator[str]:
    for each in gap.elsewhere:
        yield _elsewhere(each, draft, words)
    if gap.waits_for_lead:
        sentence = _("Could be the %(shadow)s once there is a %(lead)s: %(names)s.")
        yield sentence % {**words, "names": names(gap.waits_for_lead, draft)}
    if gap.free:
        yield _("Could, and is nowhere else then: %(names)s.") % {"names": names(gap.free, draft)}
    for reason, those in gap.one_step.items():
        yield str(ONE_STEP[reason]) % {"names": names(those, draft)}
    if gap.more_steps:
        yield (
            ngettext(
                "%d more has several things in the way.",
                "%d more have several things in the way.",
                gap.more_steps,
            )
            % gap.more_steps
        )
    if gap.not_possible:
        yield _("Not possible for %d.") % gap.not_possible


def _elsewhere(each: Elsewhere, draft: Draft, words: Mapping[str, str]) -> str:
    session = draft.sessions[each.session]
    told = {
        "name": draft.users[each.advocate].name,
        "role": role_word(each.role, words),
        "place": session.title,
        "day": day(session.on),
        "costs": abs(each.costs),
    }
    could = _("%(name)s could, but is %(role)s at %(place)s on %(day)s.") % told
    if each.role == Role.COMPANION:
        could = _("%(name)s could, but goes along on %(day)s: %(place)s.") % told
    if each.costs > 0:
        return f"{could} " + _("Moving them there would cost %(costs)d more than it brings.") % told
    if each.costs < 0:
        return f"{could} " + _("Moving them would bring %(costs)d, if nothing else stood against it.") % told
    return f"{could} " + _("Moving them would only move the gap.")


def unspoken_in_words(draft: Draft) -> list[str]:
    """Return each language that is asked for where nobody speaks it, and on how many days; never where.

    Somebody may have told the planner alone what they speak, and of two people one could tell who it is.
    """
    return [
        ngettext("%(language)s on %(n)d day", "%(language)s on %(n)d days", n)
        % {"language": Language(code).label, "n": n}
        for code, n in sorted(unspoken(draft.ground.problem, draft.valid).items())
    ]


def change_in_words(change: Change, draft: Draft, words: Mapping[str, str]) -> str:
    """Return who would leave a shift they are down for, where they would go, and who would come."""
    left = left_by(change)
    told = {"name": draft.users[left.advocate].name, **_where(left, draft, words)}
    said = _("%(name)s would leave %(place)s on %(day)s, as %(role)s.") % told
    goes = draft.moves[left].goes
    if goes:
        said += " " + _("Instead: %(place)s on %(day)s, as %(role)s.") % _where(goes, draft, words)
    if not change.avoidable:
        said += " " + _("They cannot be there any more.")
    if change.comes:
        said += " " + _("%(name)s would come.") % {"name": draft.users[change.comes].name}
    return said


def _where(placed: Placed, draft: Draft, words: Mapping[str, str]) -> dict[str, str]:
    session = draft.sessions[placed.session]
    return {
        "role": role_word(placed.role, words),
        "place": session.title,
        "day": day(session.on),
    }


def names(ids: tuple[str, ...], draft: Draft) -> str:
    """Return the names of advocates, in order."""
    return ", ".join(sorted((str(draft.users[one].name) for one in ids), key=str.casefold))


@dataclass(frozen=True)
class Part:
    """One weight, what it counts for, and what it adds up to in a rota."""

    name: str
    words: str
    weight: int
    total: int


def parts_in_words(draft: Draft) -> list[Part]:
    """Return the objective in the open, what adds most first."""
    weights = vars(draft.ground.problem.weights)
    parts = [Part(name, str(COUNTS[name]), weights[name], total) for name, total in draft.parts.items()]
    return sorted(parts, key=lambda part: -part.total)


def weight_words(name: str) -> str:
    """Return what a weight counts and how much it usually does, as a label."""
    return capfirst(
        _("%(words)s: usually %(usual)d") % {"words": COUNTS[name], "usual": vars(Weights())[name]}
    )
