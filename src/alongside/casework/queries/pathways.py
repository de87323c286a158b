"""Which ways and time limits a case or a paper may be about: proposed, never decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from alongside.casework.models import Case, Paper
from alongside.casework.reckoned import starting_day
from alongside.rights import rulebook
from alongside.rights.queries import RuleState, states_of
from alongside.rights.reckoning import CannotReckon, Reckoned, reckon
from alongside.rights.rule import Pathway, Rule


@dataclass(frozen=True)
class Proposed:
    """A time limit with its dates, where the day that starts it is known."""

    rule: Rule
    state: RuleState
    event_on: date | None
    reckoned: Reckoned | None


@dataclass(frozen=True)
class Way:
    """A pathway and its time limits."""

    pathway: Pathway
    proposed: list[Proposed]


@dataclass(frozen=True)
class Ways:
    """The ways that fit, the likeliest first, and all others."""

    likely: list[Way]
    others: list[Way]


def ways_for(case: Case, paper: Paper | None = None) -> Ways:
    """Return the pathways with time limits: first those of the topic whose clues stand on the paper."""
    words = _words_on(paper)
    about = {pathway.key for pathway in rulebook.pathways_about(case.about)}
    with_rules = [pathway for pathway in rulebook.pathways() if pathway.rules and not pathway.refer_only]
    ranked = sorted(with_rules, key=lambda one: (one.key not in about, -_clues_in(one, words), one.place))
    likely = [one for one in ranked if one.key in about or _clues_in(one, words)]
    # a rule may stand in its file in more than one version
    keys = dict.fromkeys(rule.key for one in ranked for rule in one.rules)
    proposed = dict(zip(keys, _proposals(keys, paper), strict=True))
    return Ways(
        [_way(one, proposed) for one in likely],
        [_way(one, proposed) for one in ranked if one not in likely],
    )


def proposal_of(key: str, paper: Paper | None = None) -> Proposed:
    """Return one time limit, with its dates where the paper says what day starts it. Raises UnknownKey."""
    return _proposals([key], paper)[0]


def _proposals(keys: Iterable[str], paper: Paper | None) -> list[Proposed]:
    """Return time limits in the versions of their days, with the state of each: one query."""
    days = {key: _day_of(rulebook.rule(key), paper) for key in keys}
    rules = [rulebook.rule(key, on=event_on) for key, event_on in days.items()]
    return [
        Proposed(rule, state, days[rule.key], _reckoned(rule, days[rule.key]))
        for rule, state in zip(rules, states_of(rules), strict=True)
    ]


def _day_of(rule: Rule, paper: Paper | None) -> date | None:
    return starting_day(rule, paper.dated_on, paper.received_on) if paper else None


def _words_on(paper: Paper | None) -> str:
    return f"{paper.title or ''} {paper.from_whom or ''}".casefold() if paper else ""


def _clues_in(pathway: Pathway, words: str) -> int:
    return sum(clue.casefold() in words for clue in pathway.paper_clues)


def _way(pathway: Pathway, proposed: dict[str, Proposed]) -> Way:
    return Way(pathway, [proposed[key] for key in dict.fromkeys(rule.key for rule in pathway.rules)])


def _reckoned(rule: Rule, event_on: date | None) -> Reckoned | None:
    """Return the dates, or nothing where more must be told before they can be worked out."""
    if event_on is None:
        return None
    try:
        return reckon(rule, event_on)
    except CannotReckon:
        return None
