"""Every change to a service that is made by hand."""

from collections.abc import Sequence
from typing import Any

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.common.problems import refuse_if
from alongside.directory.actions.needs import set_up_needs
from alongside.directory.models import Attribute, Organization, Phone, Service, ServiceStatus
from alongside.directory.needs import NEED_OF, NEED_OF_ID
from alongside.directory.rules import age_problems, closing_problems


def add_service(
    *, by: User, organization: str, needs: Sequence[str], phone: str = "", **told: Any
) -> Service:
    """Put a service into the directory; it was checked today, by whoever writes it."""
    _refuse_ages(told)
    set_up_needs(by=by)
    with recorded("listing.add", by=by) as note:
        service = Service(
            organization=_organization(organization or told["name"]),
            assured_date=clock.today(),
            assured_by=by,
            **{**_touched(), **_note_or_none(told)},
        )
        service.save(force_insert=True)
        note.about = service
        _set_needs(service, needs)
        _set_phone(service, phone)
    return service


def change_service(
    service: Service, *, by: User, organization: str, needs: Sequence[str], phone: str = "", **told: Any
) -> Service:
    """Write what a service is, whom it is for and how it is reached."""
    _refuse_ages(told)
    set_up_needs(by=by)
    with recorded("listing.change", by=by, about=service, fields=",".join(sorted(told))):
        service.change(
            organization=_organization(organization or told["name"]), **_touched(), **_note_or_none(told)
        )
        _set_needs(service, needs)
        _set_phone(service, phone)
    return service


def check_service(service: Service, *, by: User) -> Service:
    """Note that somebody made sure today that all of it is so."""
    with recorded("listing.check", by=by, about=service):
        service.change(assured_date=clock.today(), assured_by=by, assurer_email="", **_touched())
    return service


def close_service(service: Service, *, by: User) -> Service:
    """Take a service out of what is found and published. What was is kept."""
    refuse_if(closing_problems(service))
    with recorded("listing.close", by=by, about=service):
        service.change(status=ServiceStatus.DEFUNCT, **_touched())
    return service


def reopen_service(service: Service, *, by: User) -> Service:
    """Put a service that was closed back."""
    with recorded("listing.reopen", by=by, about=service):
        service.change(status=ServiceStatus.ACTIVE, **_touched())
    return service


def touch(service: Service) -> None:
    """Note that a part of a service changed, so that feeds and undone imports know."""
    service.change(**_touched())


def _touched() -> dict[str, Any]:
    return {"changed_at": clock.now(), "last_modified": clock.now()}


def _note_or_none(told: dict[str, Any]) -> dict[str, Any]:
    """An empty note of ours is none."""
    return {**told, "our_note": told["our_note"] or None} if "our_note" in told else told


def _refuse_ages(told: dict[str, Any]) -> None:
    refuse_if(age_problems(minimum_age=told.get("minimum_age"), maximum_age=told.get("maximum_age")))


def _organization(name: str) -> Organization:
    """Return the organisation of this name, made where there is none."""
    known = Organization.objects.filter(name__iexact=name).order_by("id").first()
    return known or Organization.objects.create(name=name, changed_at=clock.now())


def _set_needs(service: Service, needs: Sequence[str]) -> None:
    """Let a service have these of our own needs. Terms of other lists stay."""
    wanted = {NEED_OF[code].id for code in needs}
    ours = service.attributes.filter(taxonomy_term__in=NEED_OF_ID)
    ours.exclude(taxonomy_term__in=wanted).delete()
    missing = wanted - set(ours.values_list("taxonomy_term_id", flat=True))
    for term_id in sorted(missing):
        Attribute.objects.create(service=service, taxonomy_term_id=term_id)


def _set_phone(service: Service, number: str) -> None:
    """The first number is the one we ring; others, of an import, stay as they are."""
    first = service.phones.order_by("id").first()
    if first and number:
        first.change(number=number, changed_at=clock.now())
    elif first:
        first.delete()
    elif number:
        Phone.objects.create(service=service, number=number, changed_at=clock.now())
