"""A new service with its place and its hours: all of it or nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from alongside.accounts.models import User
from alongside.directory.actions.places import PlaceTold, add_place
from alongside.directory.actions.services import add_service
from alongside.directory.actions.times import set_times
from alongside.directory.models import Service
from alongside.directory.rules import Times

NO_PLACE = PlaceTold(address="")


def list_service(
    *,
    by: User,
    place: PlaceTold = NO_PLACE,
    times: Mapping[str, Sequence[Times]] | None = None,
    times_in_words: str = "",
    **told: Any,
) -> Service:
    """Put a service into the directory with where and when, as far as somebody knows."""
    with transaction.atomic():
        service = add_service(by=by, **{"at_place": place != NO_PLACE, **told})
        if place != NO_PLACE:
            add_place(service, by=by, told=place)
        if times_in_words or any((times or {}).values()):
            set_times(service, by=by, times=times or {}, times_in_words=times_in_words)
    return service
