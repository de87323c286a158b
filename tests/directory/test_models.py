"""Rows of the directory: what they say of themselves, and what the database does not let in."""

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from alongside.audit.permit import permitted
from alongside.directory.models import Location, Organization, Schedule
from tests.factories.directory import make_organization

MODELS = list(apps.get_app_config("directory").get_models())


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_row_says_its_kind_and_id_and_no_more(model: type[models.Model]) -> None:
    row = model()

    assert str(row) == f"{model._meta.verbose_name} {row.pk}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "told",
    [
        {"latitude": 53.4},
        {"latitude": 91.0, "longitude": 0.0},
        {"location_type": "castle"},
        {"hide_address": True, "latitude": 53.4, "longitude": -2.2},
    ],
    ids=["half a point", "off the globe", "no such type", "hidden with a point"],
)
def test_location_that_cannot_be_is_refused_by_the_database(told: dict[str, object]) -> None:
    with permitted(), transaction.atomic(), pytest.raises(IntegrityError):
        Location.objects.create(**told)


@pytest.mark.django_db
def test_hours_belong_to_something() -> None:
    with permitted(), transaction.atomic(), pytest.raises(IntegrityError):
        Schedule.objects.create(description="Mondays")


@pytest.mark.django_db
def test_row_of_a_source_is_there_once_and_rows_by_hand_as_often_as_wanted() -> None:
    make_organization(source="https://feed.example.org", source_id="1")
    make_organization(source="https://other.example.org", source_id="1")
    make_organization()
    make_organization()

    with permitted(), transaction.atomic(), pytest.raises(IntegrityError):
        Organization.objects.create(name="Again", source="https://feed.example.org", source_id="1")

    assert Organization.objects.count() == 4
