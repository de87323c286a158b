"""A list of services comes in: tried out, new, changed, and the same again."""

import json

import pytest

from alongside.accounts.models import User
from alongside.audit.models import Entry
from alongside.audit.permit import permitted
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.directory import actions as directory
from alongside.directory.actions import imports
from alongside.directory.models import (
    Address,
    Attribute,
    BatchState,
    ImportBatch,
    ImportPreset,
    Location,
    Organization,
    Service,
    ServiceAtLocation,
)
from tests.directory.imports.conftest import SOURCE, codes, counts, rows
from tests.factories.imports import CEDAR, ELM, HEAD, go_on, make_import


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


def test_list_of_objects_that_is_no_feed_is_read_as_a_table(coordinator: User) -> None:
    content = json.dumps([{"title": "Elm", "where": {"postcode": "BL9 0AA"}}, "a stray"])

    batch = make_import(content, by=coordinator, file_name="list.json")

    assert imports.mapping_of(batch).columns == {"title": "name", "where.postcode": "postcode"}
    assert (batch.rows_in, Service.objects.get().name) == (1, "Elm")
