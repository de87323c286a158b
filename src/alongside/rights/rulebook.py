"""Reads the pathways from their files, once, and finds rules, pathways and letters in them."""

import json
import tomllib
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from rapidfuzz.process import extractOne

from alongside.rights.rule import Length, Letter, Pathway, PathwayStep, Rule, Starts, Unit

FOLDER = Path(__file__).parent / "pathways"
SCHEMA = Path(__file__).parent / "pathway.schema.json"
EMPTY_RULE = {
    "counts_first_day": False,
    "rolls_forward": False,
    "late": None,
    "late_words": "",
    "pauses": False,
    "reasons_extend": False,
    "acts": "done",
    "whose": "ours",
    "means": "",
    "valid_to": None,
    "ended_words": "",
    "source_url": "",
    "checked_on": None,
    "checked_by": "",
}


class RulebookError(Exception):
    """A file of pathways is wrong; names the file and the key."""


class UnknownKey(KeyError):
    """No rule, pathway or letter has this key. `nearest` is the one most like it."""

    def __init__(self, what: str, key: str, known: Iterable[str]) -> None:
        self.nearest = nearest_of(key, known)
        self.sentence = f"There is no {what} “{key}”. The nearest is “{self.nearest}”."
        super().__init__(self.sentence)

    def __str__(self) -> str:
        return self.sentence


def nearest_of(word: str, known: Iterable[str]) -> str:
    """Return which of the known words is most like this one."""
    return str(extractOne(word.casefold(), sorted(known))[0])


LAST_PLACE = 9


def pathways() -> tuple[Pathway, ...]:
    """Return all pathways, by title."""
    return _read_once()


def pathway(key: str) -> Pathway:
    """Return the pathway with this key; UnknownKey if none has it."""
    found = {each.key: each for each in pathways()}
    if key not in found:
        raise UnknownKey("pathway", key, found)
    return found[key]


def pathways_about(topic: str) -> tuple[Pathway, ...]:
    """Return the pathways for a topic of a case."""
    return tuple(each for each in pathways() if topic in each.topics)


def rules() -> tuple[Rule, ...]:
    """Return the newest version of every rule, by key."""
    return tuple(versions[-1] for _, versions in sorted(_versions().items()))


def rule(key: str, *, on: date | None = None, version: str | None = None) -> Rule:
    """Return a rule: in this version, or as it stood on a day, or the newest.

    Where no version stood on that day, the one nearest to it: the clock then says why it cannot be used.
    """
    versions = _versions().get(key)
    if versions is None:
        raise UnknownKey("rule", key, _versions())
    if version is not None:
        return _in_version(key, version, versions)
    if on is None:
        return versions[-1]
    begun = [each for each in versions if each.valid_from <= on]
    return begun[-1] if begun else versions[0]


def letter(key: str) -> Letter:
    """Return the letter or call script with this key; UnknownKey if none has it."""
    found = {each.key: each for pathway in pathways() for each in pathway.letters}
    if key not in found:
        raise UnknownKey("letter", key, found)
    return found[key]


def read_pathway(path: Path) -> Pathway:
    """Read one file; RulebookError names the file and the key that is wrong."""
    try:
        told = _plain(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise RulebookError(f"{path.name}: {error}") from error
    for wrong in Draft202012Validator(_schema()).iter_errors(told):
        where = ".".join(str(part) for part in wrong.absolute_path) or "the file"
        raise RulebookError(f"{path.name}: {where}: {wrong.message}")
    found = _pathway(told)
    _check_names(path, found)
    return found


def _in_version(key: str, version: str, versions: tuple[Rule, ...]) -> Rule:
    found = {each.version: each for each in versions}
    if version not in found:
        raise UnknownKey(f"version of {key}", version, found)
    return found[version]


@lru_cache(maxsize=1)
def _read_once() -> tuple[Pathway, ...]:
    read = [read_pathway(path) for path in sorted(FOLDER.glob("*.toml"))]
    return tuple(sorted(read, key=lambda each: each.title))


@lru_cache(maxsize=1)
def _versions() -> dict[str, tuple[Rule, ...]]:
    found: dict[str, list[Rule]] = {}
    for home in pathways():
        for each in home.rules:
            found.setdefault(each.key, []).append(each)
    return {key: tuple(sorted(all_, key=lambda each: each.valid_from)) for key, all_ in found.items()}


@lru_cache(maxsize=1)
def _schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return found


def _plain(value: Any) -> Any:
    """Write dates as text, which is what a schema can check."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _pathway(told: dict[str, Any]) -> Pathway:
    return Pathway(
        key=told["key"],
        title=told["title"],
        about=told["about"],
        who_decides=told["who_decides"],
        topics=tuple(told["topics"]),
        refer_only=told.get("refer_only", False),
        refer_to=tuple((each["who"], each["how"]) for each in told.get("refer_to", [])),
        steps=tuple(PathwayStep(**{"rule": "", "letter": "", **each}) for each in told["steps"]),
        evidence=tuple(told["evidence"]),
        watch_out=tuple(told["watch_out"]),
        rules=tuple(_rule(each, told) for each in told.get("rules", [])),
        letters=tuple(_letter(each) for each in told.get("letters", [])),
        paper_clues=tuple(told.get("paper_clues", [])),
        same_day=told.get("same_day", False),
        place=told.get("place", LAST_PLACE),
        jurisdiction=told["jurisdiction"],
    )


def _rule(told: dict[str, Any], home: dict[str, Any]) -> Rule:
    facts = {**EMPTY_RULE, "pathway": home["key"], "jurisdiction": home["jurisdiction"], **told}
    return Rule(
        **facts
        | {
            "starts": Starts(facts["starts"]),
            "length": _length(facts["length"]),
            "late": _length(facts["late"]) if facts["late"] else None,
        }
        | {name: _day(facts[name]) for name in ("valid_from", "valid_to", "checked_on")}
    )


def _letter(told: dict[str, Any]) -> Letter:
    return Letter(**{"kind": "letter", **told, "paragraphs": tuple(told["paragraphs"])})


def _length(words: str) -> Length:
    number, unit = words.split()
    return Length(int(number), Unit(unit))


def _day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None


def _check_names(path: Path, found: Pathway) -> None:
    """A step may name only a letter of its own file; a pathway that only refers drafts nothing."""
    own = {each.key for each in found.letters}
    for number, step in enumerate(found.steps):
        if step.letter and step.letter not in own:
            raise RulebookError(f"{path.name}: steps.{number}.letter: there is no letter “{step.letter}”")
    if found.refer_only and (found.letters or not found.refer_to):
        raise RulebookError(f"{path.name}: refer_only: it must say where to go, and have no letters")
