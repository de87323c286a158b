"""A list is taken back, and leaves what others changed since."""

import json

import pytest

from alongside.accounts.models import User
from alongside.audit.permit import permitted
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.directory import actions as directory
from alongside.directory.actions import imports
from alongside.directory.models import (
    BatchState,
    Phone,
    Schedule,
    Service,
    WhatIsWrong,
)
from tests.directory.imports.conftest import SOURCE, counts, rows
from tests.factories.directory import make_listing, make_organization
from tests.factories.imports import CEDAR, ELM, HEAD, make_import


def test_taking_a_list_back_leaves_no_trace(coordinator: User) -> None:
    make_listing("Ash", organization=make_organization("Ash Trust"))
    before = rows()
    batch = make_import(by=coordinator)

    kept = imports.undo_import(batch, by=coordinator)

    batch.refresh_from_db()
    assert (kept, rows()) == ([], before)
    assert (batch.state, batch.undone_by) == (BatchState.UNDONE, coordinator)


def test_taking_a_list_back_puts_back_what_it_changed_and_removed(coordinator: User) -> None:
    make_import(by=coordinator)
    before = rows()
    newer = CEDAR.replace("1 Canal Street,M15 6AA,0161 496 0001", ",,").replace("Monday 10am - 2pm", "closed")
    batch = make_import(HEAD + newer + "3,Oak,,,,,,\n", by=coordinator)
    assert rows() != before

    imports.undo_import(batch, by=coordinator)

    assert rows() == before


def test_service_that_somebody_changed_since_stays(coordinator: User) -> None:
    batch = make_import(by=coordinator)
    with permitted():
        Service.objects.get(name="Elm drop-in").change(email="ours@elm.example", changed_at=clock.now())

    kept = imports.undo_import(batch, by=coordinator)

    elm = Service.objects.get()
    assert ([service.name for service in kept], elm.email) == (["Elm drop-in"], "ours@elm.example")
    assert (elm.phones.count(), elm.service_at_locations.count(), Schedule.objects.count()) == (1, 1, 1)


def test_change_to_a_service_that_somebody_changed_since_stays(coordinator: User) -> None:
    make_import(by=coordinator)
    batch = make_import(HEAD + CEDAR.replace("info@", "post@") + ELM, by=coordinator)
    with permitted():
        Service.objects.get(name="Cedar food bank").change(fees="Free", changed_at=clock.now())

    kept = imports.undo_import(batch, by=coordinator)

    assert [service.email for service in kept] == ["post@cedar.example"]


def test_service_that_something_else_points_to_stays_with_all_its_parts(coordinator: User) -> None:
    batch = make_import(by=coordinator)
    elm = Service.objects.get(name="Elm drop-in")
    directory.say_wrong(elm, by=coordinator, kind=WhatIsWrong.TIMES, words="")

    kept = imports.undo_import(batch, by=coordinator)

    assert (kept, list(Service.objects.all()), elm.phones.count()) == ([elm], [elm], 1)


def test_list_that_a_later_one_changed_is_taken_back_after_it(coordinator: User) -> None:
    first = make_import(by=coordinator)
    later = make_import(
        HEAD + CEDAR.replace("info@", "post@"), by=coordinator, file_name="later.csv", source=SOURCE
    )

    with pytest.raises(RuleBroken, match="later"):
        imports.undo_import(first, by=coordinator)
    imports.undo_import(later, by=coordinator)
    imports.undo_import(first, by=coordinator)

    assert Service.objects.count() == 0


def test_list_that_a_later_one_left_as_it_was_is_taken_back_at_once(coordinator: User) -> None:
    first = make_import(by=coordinator)
    make_import(by=coordinator)

    imports.undo_import(first, by=coordinator)

    assert Service.objects.count() == 0


def test_list_is_taken_back_once(coordinator: User) -> None:
    batch = make_import(by=coordinator)
    imports.undo_import(batch, by=coordinator)

    with pytest.raises(RuleBroken, match="not_done"):
        imports.undo_import(batch, by=coordinator)


def test_row_that_is_gone_is_not_put_back(coordinator: User) -> None:
    make_import(by=coordinator)
    batch = make_import(HEAD + CEDAR.replace("0161 496 0001", "0161 496 0009"), by=coordinator)
    with permitted():
        Phone.objects.filter(number="0161 496 0009").delete()

    imports.undo_import(batch, by=coordinator)

    assert [phone.number for phone in Phone.objects.all()] == ["0161 496 0002"]


def test_feed_with_what_stands_for_itself_can_be_taken_back(coordinator: User) -> None:
    before = rows()
    taxonomy = {
        "id": "kinds",
        "name": "Kinds",
        "taxonomy_terms": [{"id": "t", "name": "Food", "term_uri": "x"}],
    }
    trust = {"id": "trust", "name": "Elm Trust", "organization_identifiers": []}
    batch = make_import(json.dumps([taxonomy, trust]), by=coordinator, file_name="feed.json")

    imports.undo_import(batch, by=coordinator)

    assert (counts(batch), {name: found for name, found in rows().items() if "Taxonomy" not in name}) == (
        (2, 0, 0, 0),
        {name: found for name, found in before.items() if "Taxonomy" not in name},
    )
