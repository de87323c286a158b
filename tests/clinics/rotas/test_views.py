"""The pages of rotas."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from alongside.accounts.models import User
from alongside.clinics.actions import rotas
from alongside.clinics.actions.supply import say_need, tell_about_me
from alongside.clinics.models import Clinic, Rota
from alongside.clinics.queries.rotas import draft_of
from alongside.clinics.rota.problem import Weights
from alongside.clinics.rota.search import Progress
from alongside.peers.models import StageName
from tests.clinics.conftest import NOW, at
from tests.clinics.rotas.conftest import FIRST, MONDAY, places
from tests.conftest import SignIn
from tests.factories.accompany import make_going
from tests.factories.clinics import make_clinic, session_on
from tests.factories.peers import make_advocate
from tests.factories.people import make_person
from tests.factories.rota import make_rota, make_supply

ROOT = Path(__file__).parents[3]


def test_draft_says_which_languages_are_missing_and_never_on_which_day(
    ready: tuple[User, User], clinic: Clinic, coordinator: User, signed_in: SignIn
) -> None:
    say_need(clinic, by=coordinator, languages=["pl", "so"])
    tell_about_me(by=ready[0], languages=["so"])

    rota = make_rota(by=coordinator)
    page = signed_in(coordinator).get(reverse("rota", args=[rota.pk])).content.decode()

    assert "Languages that a place asks for and nobody there speaks: Polish on 4 days." in page
    assert page.count("Polish") == 1
    assert draft_of(rota).parts["asked"] == 4 * Weights().asked


def test_draft_without_wishes_says_nothing_of_languages(
    draft: Rota, coordinator: User, signed_in: SignIn
) -> None:
    page = signed_in(coordinator).get(reverse("rota", args=[draft.pk])).content.decode()

    assert "nobody there speaks" not in page


def test_nothing_is_planned_before_there_is_a_place(
    service: object, coordinator: User, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)

    before = client.get(reverse("rota-new")).content.decode()
    make_going(make_person(by=coordinator, called="Sam"), by=coordinator)
    somebody_to_go_with = client.get(reverse("rota-new")).content.decode()

    assert "Add a clinic first: a rota is made of its days." in before
    assert f'href="{reverse("clinic-new")}"' in before
    assert ">Plan</button>" not in before
    assert ">Plan</button>" in somebody_to_go_with


def test_place_that_runs_can_be_planned(clinic: Clinic, coordinator: User, signed_in: SignIn) -> None:
    page = signed_in(coordinator).get(reverse("rota-new")).content.decode()

    assert ">Plan</button>" in page


def test_coordinator_asks_on_the_page_and_sees_the_draft(
    ready: tuple[User, User], coordinator: User, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    form = client.get("/rotas/new/").context["form"]
    sent = {"from_on": MONDAY.isoformat(), "weeks": "4", "seconds": "5", "weight_new_lead": "80"}

    answer = client.post("/rotas/new/", sent)
    rota = Rota.objects.get()
    waiting = client.get(f"/rotas/{rota.pk}/")
    still = client.get(f"/rotas/{rota.pk}/?still")
    rotas.work_rota(rota.pk)
    page = client.get(f"/rotas/{rota.pk}/").content.decode()

    assert not form.weights_are_open
    assert answer["Location"] == f"/rotas/{rota.pk}/"
    assert rota.weights == {"new_lead": 80}
    assert (waiting["Refresh"], still.has_header("Refresh")) == ("3", False)
    assert "This page stays still until you look." in still.content.decode()
    assert "Every place is filled." in page
    assert "That is proven: none can count less." in page


def test_planning_again_begins_with_the_same_weeks(draft: Rota, coordinator: User, signed_in: SignIn) -> None:
    client = signed_in(coordinator)
    page = client.get(f"/rotas/{draft.pk}/").content.decode()
    again = client.get("/rotas/new/?from=2026-12-07&weeks=6").context["form"].initial
    odd = client.get("/rotas/new/?from=2020-01-06&weeks=").context["form"].initial

    assert 'href="/rotas/new/?from=2026-11-30&amp;weeks=4"' in page
    assert (again["from_on"], again["weeks"]) == ("2026-12-07", "6")
    assert (odd["from_on"], odd["weeks"]) == ("2026-11-30", "13")


@pytest.mark.parametrize("typed, said", [("lots", "Write a whole number, like 60"), ("9999999", None)])
def test_weight_that_is_no_number_is_said_plainly(
    typed: str, said: str | None, coordinator: User, signed_in: SignIn
) -> None:
    sent = {"from_on": MONDAY.isoformat(), "weeks": "4", "seconds": "5", "weight_under": typed}

    answer = signed_in(coordinator).post("/rotas/new/", sent)

    assert answer.context["form"].errors["weight_under"] == [said or "Write a whole number, like 60"]
    assert answer.context["form"].weights_are_open


def test_weight_beyond_its_limits_stands_beside_its_box(coordinator: User, signed_in: SignIn) -> None:
    sent = {"from_on": MONDAY.isoformat(), "weeks": "4", "seconds": "5", "weight_under": "900"}

    answer = signed_in(coordinator).post("/rotas/new/", sent)

    assert answer.context["form"].errors == {"weight_under": ["Write a number from 0 to 500."]}


def test_pages_show_how_far_it_is_and_what_became_of_it(
    ready: tuple[User, User], coordinator: User, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    rota = rotas.ask_for_rota(by=coordinator, from_on=MONDAY, weeks=4)
    url = f"/rotas/{rota.pk}/"
    watch = rotas._Watch(rota, told_at=0)
    watch.tell(Progress(1.2, 1234, 1000, 3))

    far = client.get(url).content.decode()
    stop = client.post(f"{url}stop/")
    stopping = client.get(url).content.decode()
    with at(NOW + timedelta(minutes=10)):
        lost = signed_in(coordinator).get(url).content.decode()
        signed_in(coordinator).post(f"{url}again/")
    rotas.work_rota(rota.pk)
    aside = client.post(f"{url}put-aside/")
    left = client.get(url).content.decode()

    assert "<b>1,234</b>" in far
    assert (stop["Location"], aside["Location"]) == (url, "/rotas/")
    assert "It stops in a moment" in stopping
    assert "Begin again" in lost
    assert "Put aside. It changed nothing" in left


def test_list_shows_rotas_and_who_said_nothing_yet(draft: Rota, coordinator: User, signed_in: SignIn) -> None:
    make_advocate("Sil Ent", StageName.LEAD, by=coordinator)

    page = signed_in(coordinator).get("/rotas/").content.decode()

    assert f'href="/rotas/{draft.pk}/"' in page
    assert "Sil Ent" in page


def test_place_page_offers_and_explains_and_saves(
    draft: Rota, ready: tuple[User, User], clinic: Clinic, coordinator: User, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    url = f"/rotas/{draft.pk}/places/{session_on(clinic, FIRST).pk}/lead/"

    page = client.get(url)
    answer = client.post(url, {})

    assert page.context["form"].initial == {"users": [str(ready[0].pk)]}
    assert page.context["refused"][0][1] == [
        "Not signed off for this yet.",
        "Is on this session already.",
        "Has as many shifts that week as they want.",
    ]
    assert signed_in(ready[0]).get(url).status_code == 404
    assert answer["Location"] == f"/rotas/{draft.pk}/"
    assert places(draft)[0] == (FIRST, "shadow", ready[1])
    assert client.get(url.replace(str(draft.pk), str(uuid4()))).status_code == 404


def test_publish_page_needs_a_tick_and_shows_the_result(
    draft: Rota, coordinator: User, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    url = f"/rotas/{draft.pk}/publish/"

    empty = client.post(url, {})
    answer = client.post(url, {"sure": "on"}, follow=True)

    assert "8 shifts from Mon 30 Nov to Sun 27 Dec are new." in empty.content.decode()
    assert empty.context["form"].errors == {"sure": ["Tick that it is to be published"]}
    assert "Everybody sees their shifts." in answer.content.decode()
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("team", [1, 3])
def test_draft_costs_the_same_for_three_as_for_one(
    team: int,
    clinic: Clinic,
    coordinator: User,
    signed_in: SignIn,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    for number in range(team):
        make_clinic(f"Place {number}", by=coordinator)
        make_supply(make_advocate(f"Lead {number}", StageName.LEAD, by=coordinator))
    rota = make_rota(by=coordinator)
    client = signed_in(coordinator)
    client.get(f"/rotas/{rota.pk}/")

    with django_assert_num_queries(35):
        client.get(f"/rotas/{rota.pk}/")


@pytest.mark.parametrize("team", [1, 3])
def test_lists_of_rotas_cost_the_same_for_three_as_for_one(
    team: int,
    clinic: Clinic,
    coordinator: User,
    signed_in: SignIn,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    for number in range(team):
        make_advocate(f"Lead {number}", StageName.LEAD, by=coordinator)
        make_rota(by=coordinator)
    client = signed_in(coordinator)
    client.get("/rotas/")

    with django_assert_num_queries(10):
        client.get("/rotas/")


def test_pages_are_served_without_the_solver() -> None:
    """It is big, and a small computer serves pages all day and plans a rota now and then."""
    told = "import django; django.setup(); import alongside.urls, sys; print('highspy' in sys.modules)"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "alongside.settings", "PYTHONPATH": "src"}

    answer = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, env=environment, cwd=ROOT, check=True
    )

    assert answer.stdout == "False\n"
