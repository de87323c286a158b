"""Our own clinics, as services of the feed.

Only what the public page tells is told: the name, the hours, the address and the notes that are for
everybody. The host, the room, the way in, the door code and the risk sheet are never read here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from uuid import UUID, uuid5

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.accounts.queries import service as our_service
from alongside.clinics.models import Clinic
from alongside.clinics.series import Times
from alongside.directory.models import TaxonomyTerm
from alongside.directory.needs import NEED_OF
from alongside.directory.outward_codes import outward_code_in, outward_codes
from alongside.frontdoor.feed.fields import Row, kept, written
from alongside.frontdoor.feed.parameters import Wanted
from alongside.frontdoor.feed.rows import PUBLIC
from alongside.frontdoor.feed.sifting import fit_to_publish
from alongside.frontdoor.queries.places import PublicPlace, public_places

_NAMESPACE = UUID("1b3f1f0e-6a0e-5a53-9f0a-2f6d7c5b9f31")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NEED = "legal"
"""What we help with, in the words of the directory: rights, and being heard."""
POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}\b", re.IGNORECASE)


@dataclass(frozen=True)
class OwnClinic:
    """One clinic as a row of the feed, with what lists are narrowed by."""

    service: Row
    place: Row
    outward_code: str
    weekday: str
    starts_at: time
    ends_at: time

    @property
    def in_short(self) -> Row:
        """Who it is and that it runs."""
        return {name: self.service[name] for name in ("id", "name", "status", "organization_id")}

    @property
    def basic(self) -> Row:
        """The service without the lists that belong to it."""
        return {name: value for name, value in self.service.items() if not isinstance(value, list)}

    @property
    def basic_place(self) -> Row:
        """The place without its addresses, with the service."""
        place = {name: value for name, value in self.place.items() if not isinstance(value, list)}
        location = place["location"]
        place["location"] = {name: value for name, value in location.items() if not isinstance(value, list)}
        return place | {"service": self.basic}

    @property
    def full_place(self) -> Row:
        """The place with its addresses and the service."""
        return self.place | {"service": self.basic}

    def is_wanted(self, wanted: Wanted) -> bool:
        """Tell whether it is asked for. We are for every age, and always count as changed."""
        says = f"{self.service['name']} {self.service['description']}".casefold()
        terms = [attribute["taxonomy_term"] for attribute in self.service.get("attributes", [])]
        return (
            all(word.casefold() in says for word in wanted.words)
            and _is_or_none(wanted.organization_id, [self.service["organization_id"]])
            and _is_or_none(wanted.taxonomy_term_id, [term["id"] for term in terms])
            and _is_or_none(wanted.taxonomy_id, [term.get("taxonomy_id") for term in terms])
            and (not wanted.day or wanted.day == self.weekday)
            and (wanted.start_time is None or self.ends_at > wanted.start_time)
            and (wanted.end_time is None or self.starts_at < wanted.end_time)
        )


class OwnClinics:
    """Our clinics that anybody may read of. It reads the database once, when it is asked."""

    @cached_property
    def rows(self) -> list[OwnClinic]:
        """Return every clinic as rows of the feed, in the order of the week."""
        places = public_places()
        terms = self._terms if places else []
        return [self._row(place, terms) for place in places]

    @cached_property
    def organization(self) -> Row:
        """Return this service as an organisation. Its id comes from the moment at which it was set up."""
        here = our_service()
        assert here  # noqa: S101 - the middleware answers before there is a service
        row = {
            "id": str(uuid5(_NAMESPACE, here.made_at.isoformat())),
            "name": here.name,
            "description": _(
                "Peer advocacy: people who have been there themselves stand alongside others. "
                "We help people to be heard."
            ),
            "website": _web_page("find-us"),
        }
        return {name: value for name, value in row.items() if value}

    def organization_row(self, *, full: bool, full_service: bool) -> Row:
        """Return this service as an organisation, in full with its clinics."""
        if not full and not full_service:
            return self.organization
        services = [clinic.service if full_service else clinic.basic for clinic in self.rows]
        return self.organization | {"services": services}

    def is_saying(self, words: tuple[str, ...]) -> bool:
        """Tell whether there is anything of ours to show, and all these words stand in it."""
        says = f"{self.organization['name']} {self.organization['description']}".casefold()
        return bool(self.rows) and all(word.casefold() in says for word in words)

    @property
    def _terms(self) -> list[Row]:
        term = TaxonomyTerm.objects.select_related("taxonomy").filter(pk=NEED_OF[NEED].id).first()
        return [PUBLIC.term(term)] if term else []

    def _row(self, shown: PublicPlace, terms: list[Row]) -> OwnClinic:
        clinic = shown.clinic
        address = clinic.address_for_all or ""
        place = _place(clinic, address)
        service = {
            "id": str(clinic.pk),
            "organization_id": self.organization["id"],
            "name": clinic.name,
            "description": self.organization["description"],
            "status": "active",
            "url": _web_page("find-us-at", clinic.pk),
            "alert": _alert(shown),
            "fees": _("Free"),
            "application_process": _("Just come. Nobody needs to send you."),
            "organization": self.organization,
            "schedules": [_schedule(clinic)],
            "service_at_locations": [place],
            "attributes": [{"id": _id(clinic, "need"), "taxonomy_term": term} for term in terms],
        }
        return OwnClinic(
            service=kept(fit_to_publish(service)),
            place=kept(fit_to_publish(place)),
            outward_code=outward_code_in(address),
            weekday=DAYS[clinic.weekday],
            starts_at=clinic.starts_at,
            ends_at=clinic.ends_at,
        )


def _alert(shown: PublicPlace) -> str:
    """Say on which of the days to come it does not run, and on which it runs at another time."""
    off = ", ".join(_day(one.on) for one in shown.different_days if not one.times)
    sentences = [_("It does not run on %(days)s.") % {"days": off}] if off else []
    return " ".join(
        [*sentences, *(_other_times(one.on, one.times) for one in shown.different_days if one.times)]
    )


def _other_times(on: date, times: Times) -> str:
    return _("On %(day)s it runs from %(from)s to %(to)s.") % {
        "day": _day(on),
        "from": f"{times.starts_at:%H:%M}",
        "to": f"{times.ends_at:%H:%M}",
    }


def _schedule(clinic: Clinic) -> Row:
    holidays = "" if clinic.runs_on_bank_holidays else _("It does not run on bank holidays.")
    return {
        "id": _id(clinic, "schedule"),
        "freq": "WEEKLY",
        "interval": 1,
        "byday": DAYS[clinic.weekday],
        "valid_from": written(clinic.starts_on),
        "valid_to": written(clinic.ends_on),
        "opens_at": written(clinic.starts_at),
        "closes_at": written(clinic.ends_at),
        "notes": holidays,
    }


def _place(clinic: Clinic, address: str) -> Row:
    location = {
        "id": _id(clinic, "location"),
        "location_type": "physical",
        "name": clinic.name,
        "description": "\n".join(filter(None, [address, clinic.public_notes])),
        "addresses": [_address(clinic, address)],
    }
    return {
        "id": _id(clinic, "place"),
        "service_id": str(clinic.pk),
        "location_id": location["id"],
        "location": location,
    }


def _address(clinic: Clinic, text: str) -> Row:
    """Return the parts of an address that was written as one; nothing where it has no postcode we know.

    The text itself stands in the description of the location.
    """
    code = outward_codes().get(outward_code_in(text))
    lines = [part.strip() for part in re.split(r"[,\n]", POSTCODE.sub("", text)) if part.strip()]
    if code is None or not lines:
        return {}
    return {
        "id": _id(clinic, "address"),
        "address_1": lines[0],
        "address_2": ", ".join(lines[1:-1]),
        "city": lines[-1] if len(lines) > 1 else code.town,
        "state_province": code.county or code.town,
        "postal_code": POSTCODE.findall(text)[-1].upper(),
        "country": "GB",
        "address_type": "physical",
    }


def _web_page(name: str, *parts: UUID) -> str:
    """Return the address of a public page; nothing where this service has none on the web."""
    return f"{settings.ADDRESS.geturl()}{reverse(name, args=parts)}" if settings.ON_THE_WEB else ""


def _id(clinic: Clinic, what: str) -> str:
    return str(uuid5(clinic.pk, what))


def _day(on: date) -> str:
    return date_format(on, "j F Y")


def _is_or_none(asked: UUID | None, there: Iterable[str | None]) -> bool:
    return asked is None or str(asked) in there
