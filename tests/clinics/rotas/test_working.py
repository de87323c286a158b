"""Asking for a rota, and the process that works it out."""

import subprocess
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from alongside.accounts.models import User
from alongside.audit.models import Entry
from alongside.clinics.actions import rotas
from alongside.clinics.models import Clinic, Rota, RotaState, Shift
from alongside.clinics.queries.rotas import draft_of, recent_rotas
from alongside.clinics.rota.search import Progress
from alongside.common.problems import RuleBroken
from tests.clinics.conftest import NOW, at
from tests.clinics.rotas.conftest import MONDAY, codes, places, thursdays
from tests.factories.processes import in_place_of_a_process
from tests.factories.rota import make_rota


def test_rota_is_planned_at_a_press_and_nobody_is_down_for_it_yet(
    draft: Rota, ready: tuple[User, User]
) -> None:
    assert (draft.state, places(draft)) == (RotaState.DRAFT, thursdays(*ready))
    assert Shift.objects.count() == 0
    assert draft.progress["gaps"] == 0
    assert draft_of(draft).plan.coverage_proven
    assert str(draft) == f"rota {draft.pk}"
    assert str(draft.shifts.all()[0]).startswith("place ")


def test_asking_makes_the_sessions_of_all_its_weeks(clinic: Clinic, coordinator: User) -> None:
    rota = rotas.ask_for_rota(by=coordinator, from_on=MONDAY + timedelta(weeks=11), weeks=13)

    assert clinic.sessions.filter(on__gte=rota.from_on, on__lte=rota.until_on).count() == 13


def test_rota_is_worked_out_once(draft: Rota) -> None:
    assert not rotas.work_rota(draft.pk)
    assert Entry.objects.filter(action="rota.begin").count() == 1


def test_weights_that_are_not_usual_are_kept_and_used(ready: tuple[User, User], coordinator: User) -> None:
    rota = make_rota(by=coordinator, weights={"new_lead": 100, "under": 15})

    assert rota.weights == {"new_lead": 100}
    assert draft_of(rota).parts["new_lead"] == 100


@pytest.mark.parametrize(
    "asked, code, field",
    [
        ({"from_on": MONDAY + timedelta(days=1)}, "no_monday", "from_on"),
        ({"from_on": MONDAY - timedelta(weeks=1)}, "no_monday", "from_on"),
        ({"weeks": 3}, "weeks", "weeks"),
        ({"weights": {"under": 5000}}, "weight", "weight_under"),
    ],
)
def test_what_cannot_be_asked_for_is_said_plainly(
    asked: dict[str, Any], code: str, field: str, coordinator: User
) -> None:
    with pytest.raises(RuleBroken) as broken:
        rotas.ask_for_rota(by=coordinator, **{"from_on": MONDAY, "weeks": 4, **asked})

    assert [(problem.code, problem.field) for problem in broken.value.problems] == [(code, field)]


def test_worker_starts_once_the_row_is_saved(
    ready: tuple[User, User], coordinator: User, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        rota = rotas.ask_for_rota(by=coordinator, from_on=MONDAY, weeks=4)

    rota.refresh_from_db()
    assert rota.state == RotaState.DRAFT


def test_worker_is_a_process_of_its_own(
    coordinator: User, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ALONGSIDE_ROTA_IN_PLACE = False
    started: list[list[str]] = []

    monkeypatch.setattr(subprocess, "Popen", in_place_of_a_process(started.append))
    rota = Rota(pk=uuid4())

    rotas.start_work(rota)

    assert started == [[str(settings.ROOT / "manage.py"), "work_rota", str(rota.pk)]]


def test_command_works_out_what_waits(ready: tuple[User, User], coordinator: User) -> None:
    one, other = (rotas.ask_for_rota(by=coordinator, from_on=MONDAY, weeks=4) for _ in range(2))

    call_command("work_rota", str(one.pk))
    call_command("work_rota")

    assert [rota.state for rota in recent_rotas()] == [RotaState.DRAFT, RotaState.DRAFT]
    assert recent_rotas()[0] == other


def test_command_needs_a_service(db: None) -> None:
    with pytest.raises(CommandError):
        call_command("work_rota")


def test_progress_is_kept_and_stop_is_heard(
    ready: tuple[User, User], coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotas, "EVERY", 0.0)
    rota = rotas.ask_for_rota(by=coordinator, from_on=MONDAY, weeks=4)
    rotas.stop_rota(rota, by=coordinator)

    rotas.work_rota(rota.pk)

    rota.refresh_from_db()
    assert (rota.state, rota.progress["stopped"]) == (RotaState.DRAFT, True)
    assert Entry.objects.filter(action="rota.progress").exists()


def test_progress_is_not_written_all_the_time(draft: Rota) -> None:
    watch = rotas._Watch(draft)

    watch.tell(Progress(0.1, 5, 4, 0))

    assert (watch.should_stop(), Entry.objects.filter(action="rota.progress").count()) == (False, 0)


def test_rota_that_was_lost_is_begun_again(ready: tuple[User, User], coordinator: User) -> None:
    rota = rotas.ask_for_rota(by=coordinator, from_on=MONDAY, weeks=4)
    with pytest.raises(RuleBroken) as too_soon:
        rotas.ask_again(rota, by=coordinator)

    with at(NOW + timedelta(minutes=10)):
        rotas.ask_again(rota, by=coordinator)

        assert (codes(too_soon), rota.is_lost, rota.state) == (["not_lost"], False, RotaState.QUEUED)
