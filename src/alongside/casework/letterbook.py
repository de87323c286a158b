"""Which letters a case can begin with, how they are filled from it, and where our role ends (C13, C17)."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.casework.models import Case, Topic
from alongside.common.problems import Problem
from alongside.rights.rule import Letter, Pathway
from alongside.rights.rulebook import pathways_about

_PLACE = re.compile(r"{(\w+)}")
MUST = "!"
"""A paragraph that begins so stays, with a gap to be filled by hand, where others are left out."""

GAPS = {
    "name": _("[name]"),
    "other_side": _("[who decides]"),
    "reference": _("[reference number]"),
    "dated_on": _("[date on the letter]"),
    "received_on": _("[date the letter came]"),
    "last_on": _("[last day]"),
    "today": _("[today]"),
    "aim": _("[what I want]"),
    "said": _("[what I want said]"),
    "reasons": _("[my reasons]"),
    "asked": _("[what I ask for]"),
}


NEVER_OURS = frozenset({Topic.DAILY_DEBT, Topic.DAILY_IMMIGRATION})
"""Kept by law to those licensed for it, whatever the files of pathways say (C17): the Financial Services and
Markets Act 2000, section 19, and the Immigration and Asylum Act 1999, section 84."""


def letters_about(case: Case) -> list[Letter]:
    """Return the letters that may help in a case of this topic; none where our role ends."""
    found = () if edge_problems(case) else pathways_about(case.about)
    return list({letter.key: letter for pathway in found for letter in pathway.letters}.values())


def letter_called(case: Case, key: str) -> Letter | None:
    """Return the letter of this key, if it is one for this case."""
    return next((letter for letter in letters_about(case) if letter.key == key), None)


def edge_problems(case: Case) -> list[Problem]:
    """Return what stands against drafting in this case: the law keeps some advice to others."""
    return edge_of(case.about, pathways_about(case.about))


def edge_of(topic: str, found: tuple[Pathway, ...]) -> list[Problem]:
    """Return what stands against drafting about `topic`, and to whom to go, by the pathways about it."""
    refer = [pathway for pathway in found if pathway.refer_only]
    # a topic may hold both: on an eviction we may write to the council, and never to the court
    if topic not in NEVER_OURS and (not refer or len(refer) < len(found)):
        return []
    told = gettext("The law keeps advice about this to people licensed for it, so we write nothing here.")
    places = [f"{who}: {how}" for pathway in refer for who, how in pathway.refer_to]
    go = gettext("Go with them to one of these.") if places else gettext("Ask your coordinator who can help.")
    return [Problem("refer_only", " ".join([told, go, *(f"{place}." for place in places)]))]


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return `text` with its places filled once: what is filled in is not looked through again."""
    return _PLACE.sub(lambda found: values.get(found[1]) or str(GAPS[found[1]]), text)


def body_of(letter: Letter, values: Mapping[str, str]) -> str:
    """Return the paragraphs that can be filled, and those that must be there."""
    kept = []
    for paragraph in letter.paragraphs:
        wanted = _PLACE.findall(paragraph)
        if paragraph.startswith(MUST) or all(values.get(place) for place in wanted):
            kept.append(fill(paragraph.removeprefix(MUST).strip(), values))
    return "\n\n".join(kept)


def gaps_in(*texts: str) -> list[str]:
    """Return the gaps that nobody has filled yet."""
    return [str(gap) for gap in GAPS.values() if any(str(gap) in text for text in texts)]
