"""The JSON form, and the command that reads it."""

import io
import json
import os
import signal
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from alongside.clinics.management.commands.rota_plan import Command, stoppable
from alongside.clinics.rota.form import BadProblem, read, schema
from alongside.clinics.rota.problem import Published, Role, Shift, Unusual, Weights, Window

WHOLE: dict[str, Any] = {
    "sessions": [
        {
            "id": "s1",
            "on": "2027-01-04",
            "starts": "09:30",
            "ends": "12:30",
            "needs": {"lead": 1, "shadow": 1},
            "clinic": "c",
            "place": "hostel",
            "people": ["person"],
            "area": "M1",
            "languages": ["pl"],
            "traits": ["woman"],
            "only_languages": [],
            "only_traits": [],
        }
    ],
    "advocates": [
        {
            "id": "ann",
            "may": ["lead", "helper"],
            "usual": [{"weekday": "monday", "from": "09:00", "until": "24:00"}],
            "exceptions": [
                {"from": "2027-01-11", "until": "2027-01-17", "can": False},
                {"from": "2027-01-20", "can": True, "starts": "10:00", "ends": "16:00"},
            ],
            "most_a_week": 2.0,
            "area": "M2",
            "most_minutes": 40,
            "ready_from": "2027-01-01",
            "ready_until": "2027-03-31",
            "languages": ["pl"],
            "traits": [],
            "never_with": ["p"],
            "prefers": ["c"],
            "leads_to_see": 1,
            "leads_seen": ["bo"],
        },
        {"id": "bo", "may": ["shadow"]},
    ],
    "minutes": {"M1": {"M2": 15}},
    "unknown_minutes": 30,
    "weights": {"travel": 2},
    "published": {
        "keep_until": "2027-01-10",
        "shifts": [{"session": "s1", "role": "lead", "advocate": "ann"}],
    },
}


def text(told: Any) -> bytes:
    return json.dumps(told).encode()


def test_everything_in_the_form_is_read() -> None:
    problem, published = read(text(WHOLE))

    [session], (ann, bo) = problem.sessions, problem.advocates
    assert (session.on, session.starts, session.ends) == (date(2027, 1, 4), 570, 750)
    assert session.needs == {Role.LEAD: 1, Role.SHADOW: 1}
    assert session.touches == {"person", "hostel", "c"}
    assert ann.usual == (Window(0, 540, 1440),)
    assert ann.exceptions == (
        Unusual(date(2027, 1, 11), date(2027, 1, 17)),
        Unusual(date(2027, 1, 20), date(2027, 1, 20), free=True, from_minute=600, to_minute=960),
    )
    assert (ann.most_a_week, ann.most_minutes, ann.leads_to_see) == (2, 40, 1)
    assert (bo.most_a_week, bo.most_minutes, bo.area) == (1, None, None)
    assert problem.minutes == {("M1", "M2"): 15}
    assert problem.weights == Weights(travel=2)
    assert published == Published((Shift("s1", Role.LEAD, "ann"),), date(2027, 1, 10))


def test_published_rota_may_be_left_out() -> None:
    _, published = read(text({key: WHOLE[key] for key in ("sessions", "advocates")}))

    assert published is None


def test_schema_names_the_weights_there_are() -> None:
    assert set(schema()["$defs"]["weights"]["properties"]) == set(vars(Weights()))


def change(*path: str | int, to: Any) -> Callable[[], bytes]:
    """Return a maker of the whole form with one thing changed."""

    def changed() -> bytes:
        told = json.loads(json.dumps(WHOLE))
        inner = told
        for part in path[:-1]:
            inner = inner[part]
        inner[path[-1]] = to
        return text(told)

    return changed


def without(*path: str | int) -> Callable[[], bytes]:
    def changed() -> bytes:
        told = json.loads(json.dumps(WHOLE))
        inner = told
        for part in path[:-1]:
            inner = inner[part]
        del inner[path[-1]]
        return text(told)

    return changed


WRONG: list[tuple[Callable[[], bytes], str]] = [
    (lambda: b"", "Line 1, column 1: not JSON (Expecting value)."),
    (lambda: b'{\n "sessions": [,]}', "Line 2, column 15: not JSON (Expecting value)."),
    (lambda: b'{\n"a": "\xff"}', "Line 2: this is not UTF-8. Save the file as UTF-8."),
    (lambda: b"[" * 100_000, "This is nested too deeply."),
    (lambda: b'{"sessions": NaN}', "“NaN” is not a number that can be used. Write a whole number."),
    (
        lambda: b'{"sessions": [], "sessions": []}',
        "The key “sessions” stands twice in one object. Keep one of them.",
    ),
    (lambda: b"[]", "the whole: [] should be an object in {…}."),
    (without("advocates"), "the whole: the key “advocates” is missing."),
    (change("sessions", to=[]), "sessions: [] should not be empty."),
    (without("sessions", 0, "needs"), "sessions[0]: the key “needs” is missing."),
    (
        change("sessions", 0, "need", to={}),
        "sessions[0]: there is no key “need”. Did you mean “needs”?",
    ),
    (
        change("published", "x", to=1),
        "published: there is no key “x”. Known are keep_until, shifts.",
    ),
    (
        change("sessions", 0, "on", to="2027-02-30"),
        'sessions[0].on: "2027-02-30" should be a date such as 2027-01-04.',
    ),
    (
        change("sessions", 0, "starts", to="9:30"),
        'sessions[0].starts: "9:30" should be a time such as 09:30.',
    ),
    (
        change("sessions", 0, "ends", to="09:30"),
        "sessions[0].ends: “09:30” does not come after “09:30”.",
    ),
    (change("sessions", 0, "needs", "shadow", to=2), "sessions[0].needs.shadow: 2 should be 1 or less."),
    (change("sessions", 0, "needs", "lead", to=-1), "sessions[0].needs.lead: -1 should be 0 or more."),
    (
        change("sessions", 0, "needs", to={"shadow": 1}),
        "sessions[0].needs: a shadow needs a lead beside them. Ask for a lead too.",
    ),
    (
        change("advocates", 1, "id", to="ann"),
        "advocates[1].id: “ann” is also the id of advocates[0].",
    ),
    (change("advocates", 1, "id", to=""), 'advocates[1].id: "" should not be empty.'),
    (
        change("advocates", 1, "id", to="x" * 101),
        f'advocates[1].id: "{"x" * 59} should have at most 100 letters.',
    ),
    (
        change("advocates", 1, "may", to=["boss"]),
        'advocates[1].may[0]: "boss" should be one of lead, shadow, helper, companion.',
    ),
    (
        change("advocates", 1, "may", to=["lead", "lead"]),
        'advocates[1].may: ["lead", "lead"] should not name anything twice.',
    ),
    (
        change("advocates", 0, "most_a_week", to="2"),
        'advocates[0].most_a_week: "2" should be a whole number.',
    ),
    (
        change("advocates", 0, "exceptions", 0, "until", to="2027-01-10"),
        "advocates[0].exceptions[0].until: “2027-01-10” does not come after “2027-01-11”.",
    ),
    (
        change("advocates", 0, "ready_until", to="2026-01-01"),
        "advocates[0].ready_until: “2026-01-01” does not come after “2027-01-01”.",
    ),
]


@pytest.mark.parametrize("made, sentence", WRONG, ids=[sentence[:40] for _, sentence in WRONG])
def test_bad_input_is_named(made: Callable[[], bytes], sentence: str) -> None:
    with pytest.raises(BadProblem) as refused:
        read(made())

    assert refused.value.sentence == sentence


def run(monkeypatch: pytest.MonkeyPatch, given: bytes, *options: str) -> tuple[str, str]:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given)))
    out, err = io.StringIO(), io.StringIO()
    call_command("rota_plan", *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_command_writes_a_plan_with_its_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = run(monkeypatch, text(WHOLE), "--seed=3")

    told = json.loads(out)
    assert told["shifts"] == [{"session": "s1", "role": "lead", "advocate": "ann"}]
    assert (told["gap"], told["proven_best"], told["proven_full"]) == (0, True, True)
    assert told["weights"]["travel"] == 2
    assert told["seed"] == 3
    assert [gap["role"] for gap in told["gaps"]] == ["shadow"]
    assert told["gaps"][0]["one_step"] == {"not_available": ["bo"]}
    assert told["changes"] == []
    assert err == ""


def test_command_says_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    _, err = run(monkeypatch, text(WHOLE), "--progress", "--seconds=9")

    assert "and none is under" in err.splitlines()[-1]


def test_command_refuses_a_bad_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError) as refused:
        run(monkeypatch, b"{}")

    assert refused.value.returncode == 2
    assert str(refused.value) == "the whole: the key “sessions” is missing."


SECONDS = "is not a number of seconds from 1 to 86400. --help shows the options."


@pytest.mark.parametrize(
    "option, sentence",
    [
        (
            "--seconds=soon",
            f"Argument --seconds: “soon” {SECONDS}",
        ),
        (
            "--seconds=0",
            f"Argument --seconds: “0” {SECONDS}",
        ),
        ("--sead=1", "Unrecognized arguments: --sead=1. --help shows the options."),
    ],
)
def test_command_refuses_a_bad_option(monkeypatch: pytest.MonkeyPatch, option: str, sentence: str) -> None:
    with pytest.raises(CommandError) as refused:
        run(monkeypatch, text(WHOLE), option)

    assert refused.value.returncode == 2
    assert str(refused.value) == sentence


def test_command_leaves_the_terminal_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        Command().run_from_argv(["manage.py", "rota_plan", "--nonsense"])

    assert left.value.code == 2
    assert capsys.readouterr().err == "Unrecognized arguments: --nonsense. --help shows the options.\n"


def test_first_interrupt_stops_the_search_and_not_the_program() -> None:
    before = signal.getsignal(signal.SIGINT)

    with stoppable() as should_stop:
        asked_first = should_stop()
        os.kill(os.getpid(), signal.SIGINT)
        asked_then = should_stop()

    assert (asked_first, asked_then) == (False, True)
    assert signal.getsignal(signal.SIGINT) == before
