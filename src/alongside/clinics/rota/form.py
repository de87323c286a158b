"""The JSON form of problems and plans; docs/rota-problem.md describes it."""

import difflib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from alongside.clinics.rota.explain import GapReason
from alongside.clinics.rota.problem import (
    Advocate,
    Plan,
    Problem,
    Published,
    Role,
    Session,
    Shift,
    Unusual,
    Weights,
    Window,
)

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class BadProblem(Exception):
    """What was given is no problem; says where, by line or key, and what to do instead."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def read(text: bytes) -> tuple[Problem, Published | None]:
    """Return the problem that a file holds, and its published rota if it names one. Raises BadProblem."""
    told = _parse(text)
    wrong = sorted(_validator().iter_errors(told), key=lambda error: [str(part) for part in error.path])
    if wrong:
        raise BadProblem(_sentence(wrong[0]))
    _check(told)
    return _problem(told), _published(told.get("published"))


def _parse(text: bytes) -> Any:
    try:
        return json.loads(text.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
    except UnicodeDecodeError as wrong:
        line = text[: wrong.start].count(b"\n") + 1
        raise BadProblem(f"Line {line}: this is not UTF-8. Save the file as UTF-8.") from wrong
    except json.JSONDecodeError as wrong:
        raise BadProblem(f"Line {wrong.lineno}, column {wrong.colno}: not JSON ({wrong.msg}).") from wrong
    except RecursionError as wrong:
        raise BadProblem("This is nested too deeply.") from wrong


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise BadProblem(f"The key “{key}” stands twice in one object. Keep one of them.")
        found[key] = value
    return found


def _no_number(name: str) -> float:
    raise BadProblem(f"“{name}” is not a number that can be used. Write a whole number.")


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(schema(), format_checker=FormatChecker(["date"]))


@cache
def schema() -> dict[str, Any]:
    """Return the JSON Schema of the form."""
    found: dict[str, Any] = json.loads((Path(__file__).parent / "problem.schema.json").read_text())
    return found


def where(path: Iterable[str | int]) -> str:
    """Return a path as people write it: advocates[3].usual[0].from."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.lstrip(".") or "the whole"


KINDS = {
    "object": "an object in {…}",
    "array": "a list in […]",
    "string": "text in quotes",
    "integer": "a whole number",
    "boolean": "true or false",
}


def _sentence(wrong: ValidationError) -> str:
    """Turn what the schema says into a sentence that names the key and what it should be."""
    place, rule = where(wrong.absolute_path), wrong.validator_value
    if wrong.validator == "additionalProperties":
        return _unknown_key(place, wrong)
    if wrong.validator == "required":
        lacking = next(key for key in rule if key not in wrong.instance)
        return f"{place}: the key “{lacking}” is missing."
    shown = json.dumps(wrong.instance, ensure_ascii=False)[:60]
    says = {
        "type": f"should be {KINDS.get(str(rule), rule)}",
        "enum": f"should be one of {_listed(rule)}",
        "pattern": "should be a time such as 09:30",
        "format": "should be a date such as 2027-01-04",
        "minimum": f"should be {rule} or more",
        "maximum": f"should be {rule} or less",
        "minLength": "should not be empty",
        "maxLength": f"should have at most {rule} letters",
        "minItems": "should not be empty",
        "uniqueItems": "should not name anything twice",
    }
    return f"{place}: {shown} {says[str(wrong.validator)]}."


def _listed(rule: Any) -> str:
    return ", ".join(rule) if isinstance(rule, list) else str(rule)


def _unknown_key(place: str, wrong: ValidationError) -> str:
    known = list(wrong.schema["properties"])
    unknown = next(key for key in wrong.instance if key not in known)
    near = difflib.get_close_matches(unknown, known, n=1, cutoff=0.5)
    hint = f" Did you mean “{near[0]}”?" if near else f" Known are {', '.join(known)}."
    return f"{place}: there is no key “{unknown}”.{hint}"


def _check(told: Mapping[str, Any]) -> None:
    """Check what a schema cannot say."""
    for kind in ("sessions", "advocates"):
        seen: dict[str, int] = {}
        for number, each in enumerate(told[kind]):
            if each["id"] in seen:
                first = f"{kind}[{seen[each['id']]}]"
                raise BadProblem(f"{kind}[{number}].id: “{each['id']}” is also the id of {first}.")
            seen[each["id"]] = number
    for number, session in enumerate(told["sessions"]):
        _check_session(f"sessions[{number}]", session)
    for number, advocate in enumerate(told["advocates"]):
        _check_advocate(f"advocates[{number}]", advocate)


def _check_session(place: str, session: Mapping[str, Any]) -> None:
    _in_order(place, session, "starts", "ends")
    needs = session["needs"]
    if needs.get("shadow") and not needs.get("lead"):
        raise BadProblem(f"{place}.needs: a shadow needs a lead beside them. Ask for a lead too.")


def _check_advocate(place: str, advocate: Mapping[str, Any]) -> None:
    _in_order(place, advocate, "ready_from", "ready_until")
    for number, window in enumerate(advocate.get("usual", [])):
        _in_order(f"{place}.usual[{number}]", window, "from", "until")
    for number, each in enumerate(advocate.get("exceptions", [])):
        _in_order(f"{place}.exceptions[{number}]", each, "from", "until")
        _in_order(f"{place}.exceptions[{number}]", each, "starts", "ends")


def _in_order(place: str, told: Mapping[str, Any], first: str, last: str) -> None:
    begins, ends = told.get(first), told.get(last)
    if begins is None or ends is None:
        return
    # Dates may be the same day; times must leave room between them.
    if begins > ends or (begins == ends and ":" in begins):
        raise BadProblem(f"{place}.{last}: “{ends}” does not come after “{begins}”.")


def _problem(told: Mapping[str, Any]) -> Problem:
    minutes = {
        (here, there): int(way)
        for here, ways in told.get("minutes", {}).items()
        for there, way in ways.items()
    }
    return Problem(
        sessions=tuple(_session(each) for each in told["sessions"]),
        advocates=tuple(_advocate(each) for each in told["advocates"]),
        minutes=minutes,
        unknown_minutes=int(told.get("unknown_minutes", Problem.unknown_minutes)),
        weights=Weights(**{name: int(weight) for name, weight in told.get("weights", {}).items()}),
    )


def _session(told: Mapping[str, Any]) -> Session:
    return Session(
        id=told["id"],
        on=date.fromisoformat(told["on"]),
        starts=_minute(told["starts"]),
        ends=_minute(told["ends"]),
        needs={Role(role): int(count) for role, count in told["needs"].items()},
        clinic=told.get("clinic"),
        place=told.get("place"),
        area=told.get("area"),
        **_sets(told, "people", "languages", "traits", "only_languages", "only_traits"),
    )


def _advocate(told: Mapping[str, Any]) -> Advocate:
    most_minutes = told.get("most_minutes")
    return Advocate(
        id=told["id"],
        may=frozenset(Role(role) for role in told["may"]),
        usual=tuple(
            Window(WEEKDAYS.index(each["weekday"]), _minute(each["from"]), _minute(each["until"]))
            for each in told.get("usual", ())
        ),
        exceptions=tuple(_unusual(each) for each in told.get("exceptions", ())),
        most_a_week=int(told.get("most_a_week", 1)),
        area=told.get("area"),
        most_minutes=None if most_minutes is None else int(most_minutes),
        ready_from=_day(told.get("ready_from")),
        ready_until=_day(told.get("ready_until")),
        leads_to_see=int(told.get("leads_to_see", 0)),
        **_sets(told, "languages", "traits", "never_with", "prefers", "leads_seen"),
    )


def _unusual(told: Mapping[str, Any]) -> Unusual:
    begins = date.fromisoformat(told["from"])
    return Unusual(
        begins=begins,
        ends=_day(told.get("until")) or begins,
        free=told["can"],
        from_minute=_minute(told.get("starts", "00:00")),
        to_minute=_minute(told.get("ends", "24:00")),
    )


def _published(told: Mapping[str, Any] | None) -> Published | None:
    if told is None:
        return None
    shifts = (Shift(each["session"], Role(each["role"]), each["advocate"]) for each in told["shifts"])
    return Published(tuple(shifts), _day(told.get("keep_until")))


def _sets(told: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: frozenset(told.get(name, ())) for name in names}


def _minute(words: str) -> int:
    hours, minutes = re.split(":", words)
    return int(hours) * 60 + int(minutes)


def _day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None


def write(problem: Problem, plan: Plan, gaps: Iterable[GapReason]) -> dict[str, Any]:
    """Return a plan as JSON holds it, with the weights it was made by."""
    return {
        "objective": plan.objective,
        "bound": plan.bound,
        "gap": round(plan.gap, 4),
        "proven_best": plan.objective <= plan.bound,
        "proven_full": plan.coverage_proven,
        "stopped": plan.stopped,
        "seconds": round(plan.seconds, 2),
        "seed": plan.seed,
        "weights": asdict(problem.weights),
        "parts": dict(plan.parts),
        "shifts": [asdict(shift) for shift in plan.shifts],
        "gaps": [asdict(gap) for gap in gaps],
        "changes": [asdict(change) for change in plan.changes],
    }
