"""Lists of services come in whole or not at all, twice without duplicates, and can be taken back."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings

from alongside.accounts.models import User
from alongside.audit.models import Entry
from alongside.audit.permit import permitted
from alongside.casework.actions.papers import sweep_papers
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.crypto.files import path_of
from alongside.directory import actions as directory
from alongside.directory.actions import imports, writing
from alongside.directory.models import (
    Address,
    Attribute,
    BatchState,
    ImportBatch,
    ImportPreset,
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    WhatIsWrong,
)
from alongside.directory.queries import comparing
from alongside.directory.shapes import SHAPES
from tests.factories.directory import make_listing, make_organization
from tests.factories.imports import CEDAR, ELM, HEAD, go_on, make_import

SOURCE = "services"


def rows() -> dict[str, list[dict[str, Any]]]:
    """Return every row of the directory, to compare it before and after."""
    return {table.__name__: list(table._base_manager.order_by("pk").values()) for table in SHAPES}


def counts(batch: ImportBatch) -> tuple[int, int, int, int]:
    """Return what came of the rows: new, changed, the same, left out."""
    return batch.rows_made, batch.rows_changed, batch.rows_same, batch.rows_left_out


def codes(batch: ImportBatch) -> list[tuple[int, str]]:
    """Return the rows and codes of what was said."""
    return [(problem["row"], problem["code"]) for problem in batch.problems]


def test_list_comes_in_with_its_batch_and_an_audit_row(coordinator: User) -> None:
    batch = make_import(by=coordinator)

    cedar = Service.objects.get(name="Cedar food bank")
    assert (batch.state, batch.rows_in, counts(batch)) == (BatchState.DONE, 2, (2, 0, 0, 0))
    assert (cedar.batch, cedar.source, cedar.source_id) == (batch, SOURCE, "1")
    assert cedar.phones.get().number == "0161 496 0001"
    assert cedar.schedules.get().byday == "MO"
    assert cedar.service_at_locations.get().location.addresses.get().outward_code == "M15"
    entry = Entry.objects.get(action="import.finish")
    assert (entry.actor, entry.about, entry.facts["rows_made"]) == (coordinator.pk, str(batch.pk), "2")


def test_trial_says_what_would_happen_and_keeps_nothing(coordinator: User) -> None:
    before = Service.objects.count()

    batch = make_import(by=coordinator, is_trial=True)

    assert (batch.state, counts(batch), Service.objects.count()) == (BatchState.TRIED, (2, 0, 0, 0), before)


def test_list_that_was_tried_out_can_be_brought_in(coordinator: User) -> None:
    batch = make_import(by=coordinator, is_trial=True)

    go_on(batch, by=coordinator)

    assert (batch.state, Service.objects.count()) == (BatchState.DONE, 2)


def test_same_list_again_changes_nothing(coordinator: User) -> None:
    make_import(by=coordinator)
    before = rows()

    again = make_import(by=coordinator)

    assert (counts(again), rows()) == ((0, 0, 2, 0), before)


def test_newer_list_changes_what_the_last_one_brought_in(coordinator: User) -> None:
    make_import(by=coordinator)
    moved = CEDAR.replace("1 Canal Street", "9 Canal Street").replace("0161 496 0001", "")

    again = make_import(HEAD + moved.replace("Monday 10am - 2pm", "Monday 9am - 1pm") + ELM, by=coordinator)

    cedar = Service.objects.get(name="Cedar food bank")
    assert counts(again) == (0, 1, 1, 0)
    assert cedar.service_at_locations.get().location.addresses.get().address_1 == "9 Canal Street"
    assert (cedar.phones.count(), cedar.schedules.get().opens_at.hour) == (0, 9)  # type: ignore[union-attr]
    assert (cedar.batch, Service.objects.get(name="Elm drop-in").batch == again) == (again, False)


def test_place_that_is_no_longer_said_goes(coordinator: User) -> None:
    make_import(by=coordinator)

    make_import(HEAD + CEDAR.replace("1 Canal Street,M15 6AA", ","), by=coordinator)

    assert Service.objects.get(name="Cedar food bank").service_at_locations.count() == 0
    assert [address.address_1 for address in Address.objects.all()] == ["2 Mill Lane"]


def test_place_that_another_service_shares_stays(coordinator: User) -> None:
    make_import(by=coordinator)
    elm = Service.objects.get(name="Elm drop-in")
    with permitted():
        ServiceAtLocation.objects.create(
            service=elm, location=Location.objects.get(addresses__address_1="1 Canal Street")
        )

    make_import(HEAD + CEDAR.replace("1 Canal Street,M15 6AA", ","), by=coordinator)

    assert Address.objects.filter(address_1="1 Canal Street").count() == 1


def test_what_a_list_no_longer_says_is_emptied(coordinator: User) -> None:
    make_import(by=coordinator)

    make_import(HEAD + CEDAR.replace("info@cedar.example", ""), by=coordinator)

    assert Service.objects.get(name="Cedar food bank").email == ""


def test_what_we_changed_ourselves_stands_above_a_list(coordinator: User) -> None:
    make_import(by=coordinator)
    cedar = Service.objects.get(name="Cedar food bank")
    directory.check_service(cedar, by=coordinator)
    with permitted():
        cedar.change(email="ours@cedar.example", changed_at=clock.now())

    again = make_import(HEAD + CEDAR.replace("info@", "post@") + ELM, by=coordinator)

    cedar.refresh_from_db()
    assert (cedar.email, counts(again), codes(again)) == ("ours@cedar.example", (0, 0, 1, 1), [(2, "held")])


def test_organization_that_we_changed_ourselves_is_left_alone(coordinator: User) -> None:
    make_import("id,name,organisation\n1,Elm,Elm Trust\n", by=coordinator)
    with permitted():
        Organization.objects.get().change(name="Elm Trust Ltd", changed_at=clock.now())

    make_import("id,name,organisation\n1,Elm,Elm trust\n", by=coordinator)

    assert Organization.objects.get().name == "Elm Trust Ltd"


def test_place_that_was_hidden_is_never_told_again(coordinator: User) -> None:
    make_import(by=coordinator)
    location = Location.objects.get(addresses__address_1="1 Canal Street")
    with permitted():
        location.addresses.all().delete()
        location.change(hide_address=True)

    again = make_import(by=coordinator)

    assert (codes(again), Address.objects.count()) == ([(2, "held")], 1)


def test_rows_left_out_are_counted_and_said(coordinator: User) -> None:
    batch = make_import(HEAD + CEDAR + "9,NA,,,,,,\n", by=coordinator)

    assert (batch.rows_in, counts(batch), codes(batch)) == (2, (1, 0, 0, 1), [(3, "no_name")])


def test_list_that_only_adds_finds_the_services_that_are_here(coordinator: User) -> None:
    pharmacies = (
        "organisation_id,name,address1,address2,address3,city,county,postcode,latitude,longitude,phone,"
    )
    head = pharmacies + "website,status,services\n"
    make_import(
        head + "13043,Elm Pharmacy,,1 Mill Lane,,Bury,,BL9 0AA,53.5,-2.2,,,Visible,\n", by=coordinator
    )
    adding = (
        "OrganisationID¬ServiceName\r\n13043¬needle exchange\r\n13043¬stop smoking\r\n99¬minor ailments\r\n"
    )

    batch = make_import(adding.encode("latin-1"), by=coordinator, file_name="PharmacyServices.csv")
    again = make_import(adding.encode("latin-1"), by=coordinator, file_name="PharmacyServices.csv")

    elm = Service.objects.get()
    assert (batch.rows_in, counts(batch), counts(again)) == (3, (0, 2, 0, 1), (0, 0, 2, 1))
    assert sorted(each.taxonomy_term.code for each in elm.attributes.all()) == ["health", "needle-exchange"]
    assert elm.description == "needle exchange\nstop smoking"


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


def test_all_of_a_list_can_be_kept_out_of_the_public_feed(coordinator: User) -> None:
    batch = make_import(by=coordinator, is_trial=True)
    columns = imports.mapping_of(batch).columns
    imports.choose_columns(batch, by=coordinator, columns=columns, source="Elsewhere", is_private=True)

    go_on(batch, by=coordinator)

    assert list(Service.objects.values_list("not_in_public_feed", "source")) == [(True, "Elsewhere")] * 2


def test_need_that_all_rows_share_is_given_to_each(coordinator: User) -> None:
    batch = make_import("id,name\n1,Elm\n2,Ash\n", by=coordinator, is_trial=True)
    columns = imports.mapping_of(batch).columns
    imports.choose_columns(
        batch, by=coordinator, columns=columns, source="x", needs=["home"], as_of=clock.today()
    )

    go_on(batch, by=coordinator)

    assert [each.taxonomy_term.code for each in Attribute.objects.all()] == ["home", "home"]
    assert set(Service.objects.values_list("assured_date", flat=True)) == {clock.today()}


def test_column_with_the_names_must_be_said(coordinator: User) -> None:
    batch = make_import(by=coordinator, is_trial=True)

    with pytest.raises(RuleBroken, match="no_name"):
        imports.choose_columns(batch, by=coordinator, columns={"name": ""}, source="x")


def test_way_of_reading_is_kept_and_used_again(coordinator: User) -> None:
    batch = imports.begin_import(by=coordinator, content=b"a,b\nElm,BL9 0AA\n", file_name="x.csv")
    columns = {"a": "name", "b": "postcode"}
    imports.choose_columns(
        batch, by=coordinator, columns=columns, source="Town list", needs=["food"], preset_name="Town list"
    )
    preset = ImportPreset.objects.get()

    again = make_import("b,a,c\nM15 6AA,Ash,x\n", by=coordinator, preset=preset)

    assert (Service.objects.get().name, again.source, again.preset) == ("Ash", "Town list", preset)
    assert Attribute.objects.get().taxonomy_term.code == "food"


def test_way_of_reading_of_the_same_name_is_written_anew(coordinator: User) -> None:
    mapping = imports.Mapping({"a": "name"})
    imports.keep_preset("Town list", by=coordinator, mapping=mapping)

    imports.keep_preset("Town list", by=coordinator, mapping=imports.Mapping({"b": "name"}))

    assert ImportPreset.objects.get().columns == {"b": "name"}


def test_file_that_cannot_be_read_is_refused(coordinator: User) -> None:
    with pytest.raises(RuleBroken) as refused:
        imports.begin_import(by=coordinator, content=b"", file_name="empty.csv")

    assert (refused.value.problems[0].field, ImportBatch.objects.count()) == ("upload", 0)


def test_list_is_asked_for_once(coordinator: User) -> None:
    batch = imports.begin_import(by=coordinator, content=(HEAD + CEDAR).encode(), file_name="x.csv")
    imports.ask_for_import(batch, by=coordinator, is_trial=False)

    with pytest.raises(RuleBroken, match="not_now"):
        imports.ask_for_import(batch, by=coordinator, is_trial=False)


def test_list_is_taken_up_by_one_worker(coordinator: User) -> None:
    batch = imports.begin_import(by=coordinator, content=(HEAD + CEDAR).encode(), file_name="x.csv")
    imports.ask_for_import(batch, by=coordinator, is_trial=False)

    assert imports.take_up(batch.pk) is not None
    assert imports.run_import(batch.pk) is None


def test_work_that_fell_silent_is_taken_up_again(coordinator: User) -> None:
    batch = imports.begin_import(by=coordinator, content=(HEAD + CEDAR).encode(), file_name="x.csv")
    imports.ask_for_import(batch, by=coordinator, is_trial=False)
    imports.take_up(batch.pk)

    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        done = imports.run_import(batch.pk)

    assert (done and done.state, Service.objects.count()) == (BatchState.DONE, 1)


@pytest.fixture
def asked(coordinator: User) -> ImportBatch:
    """A list that waits its turn."""
    batch = imports.begin_import(by=coordinator, content=(HEAD + CEDAR).encode(), file_name="x.csv")
    return imports.ask_for_import(batch, by=coordinator, is_trial=False)


def test_fault_of_ours_stops_the_whole_and_keeps_nothing(
    asked: ImportBatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_remove", lambda rows: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        imports.run_import(asked.pk)

    asked.refresh_from_db()
    assert (asked.state, codes(asked), Service.objects.count()) == (BatchState.STOPPED, [(0, "stopped")], 0)
    assert imports.ask_for_import(asked, by=None, is_trial=False).state == BatchState.WAITING


def test_service_that_somebody_changes_while_a_list_is_compared_is_not_written_over(
    coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_import(by=coordinator)

    def compared_and_changed(*args: Any) -> comparing.Plan:
        plan = comparing.compared(*args)
        with permitted():
            Service.objects.update(email="ours@cedar.example", changed_at=clock.now())
        return plan

    monkeypatch.setattr(imports, "compared", compared_and_changed)
    again = make_import(HEAD + CEDAR.replace("info@", "post@"), by=coordinator)

    assert (again.state, again.problems[0]["sentence"]) == (
        BatchState.STOPPED,
        "Somebody changed one of these services just now. Try again.",
    )
    assert Service.objects.filter(email="ours@cedar.example").count() == 2


def test_work_that_somebody_else_took_up_writes_nothing(
    asked: ImportBatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def compared_too_long(*args: Any) -> comparing.Plan:
        with permitted():
            ImportBatch.objects.update(started_at=clock.now() + timedelta(minutes=11))
        return comparing.compared(*args)

    monkeypatch.setattr(imports, "compared", compared_too_long)

    assert imports.run_import(asked.pk) is None
    asked.refresh_from_db()
    assert (asked.state, Service.objects.count()) == (BatchState.RUNNING, 0)


def test_file_that_is_gone_stops_with_a_sentence(asked: ImportBatch) -> None:
    with permitted():
        asked.change(file=None)

    imports.run_import(asked.pk)

    asked.refresh_from_db()
    assert asked.problems[0]["sentence"] == "We no longer have this file. Choose it again."


def test_file_that_turned_out_empty_stops_with_a_sentence(coordinator: User) -> None:
    batch = imports.begin_import(
        by=coordinator, content=b'{"total_items": 0, "contents": []}', file_name="x.json"
    )

    go_on(batch, by=coordinator)

    assert (batch.state, batch.problems[0]["sentence"]) == (
        BatchState.STOPPED,
        "There is nothing in this feed.",
    )


def test_file_is_sealed_and_goes_when_the_list_is_in(
    coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    batch = imports.begin_import(by=coordinator, content=(HEAD + CEDAR).encode(), file_name="../../x.csv")
    assert batch.file is not None
    path = path_of(batch.file)
    sealed = path.read_bytes()

    with django_capture_on_commit_callbacks(execute=True):
        go_on(batch, by=coordinator)

    assert (b"Cedar" in sealed, path.exists(), batch.file, batch.file_name) == (False, False, None, "x.csv")


def test_file_is_not_left_behind_when_its_row_is_not_kept(
    coordinator: User, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImportBatch, "save", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        imports.begin_import(by=coordinator, content=(HEAD + CEDAR).encode(), file_name="x.csv")

    folder: Path = settings.ALONGSIDE_PAPERS
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_file_that_waits_is_not_swept_away(coordinator: User) -> None:
    batch = imports.begin_import(by=coordinator, content=(HEAD + CEDAR).encode(), file_name="x.csv")
    assert batch.file is not None

    with time_machine.travel(clock.now() + timedelta(days=2)):
        swept = sweep_papers()

    assert (swept, path_of(batch.file).exists()) == (0, True)


def test_list_that_is_not_wanted_is_let_go(coordinator: User) -> None:
    batch = make_import(by=coordinator, is_trial=True)

    imports.drop_import(batch, by=coordinator)

    batch.refresh_from_db()
    assert (batch.state, batch.file) == (BatchState.STOPPED, None)
    with pytest.raises(RuleBroken, match="not_now"):
        imports.ask_for_import(batch, by=coordinator, is_trial=False)


def test_list_that_was_let_go_can_be_let_go_again(coordinator: User) -> None:
    batch = make_import(by=coordinator, is_trial=True)
    imports.drop_import(batch, by=coordinator)

    assert imports.drop_import(batch, by=coordinator).file is None


def test_list_of_objects_that_is_no_feed_is_read_as_a_table(coordinator: User) -> None:
    content = json.dumps([{"title": "Elm", "where": {"postcode": "BL9 0AA"}}, "a stray"])

    batch = make_import(content, by=coordinator, file_name="list.json")

    assert imports.mapping_of(batch).columns == {"title": "name", "where.postcode": "postcode"}
    assert (batch.rows_in, Service.objects.get().name) == (1, "Elm")


def test_list_that_is_in_cannot_be_let_go(coordinator: User) -> None:
    batch = make_import(by=coordinator)

    with pytest.raises(RuleBroken, match="not_now"):
        imports.drop_import(batch, by=coordinator)


def test_lists_tried_out_a_month_ago_are_let_go(coordinator: User) -> None:
    old = make_import(by=coordinator, is_trial=True)
    with time_machine.travel(clock.now() + timedelta(days=31)):
        fresh = make_import(by=coordinator, is_trial=True)

        dropped = imports.drop_old_imports()

    old.refresh_from_db()
    fresh.refresh_from_db()
    assert (dropped, old.file, fresh.file is not None) == (1, None, True)
