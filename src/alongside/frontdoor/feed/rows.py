"""Writes rows of the directory as Open Referral UK 3.0 names their fields."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from alongside.directory.models import (
    Address,
    Attribute,
    Contact,
    Funding,
    ListedModel,
    Location,
    Organization,
    Phone,
    Service,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
)
from alongside.frontdoor.feed import fields
from alongside.frontdoor.feed.fields import NOTHING, Row, kept, written
from alongside.frontdoor.feed.sifting import fit_to_publish, is_email

Listed = TypeVar("Listed", bound=ListedModel)


@dataclass(frozen=True)
class Writer:
    """Writes for everybody, or the `whole` for a coordinator who takes the directory elsewhere.

    Addresses that are hidden and our own notes are in neither: they stay sealed where they are.
    """

    whole: bool = False

    def service(self, service: Service, *, full: bool) -> Row:
        """Return a service with who runs it; in full with all that belongs to it."""
        row = self._row(service, fields.SERVICE + (fields.OURS_OF_SERVICE if self.whole else ()))
        email = {} if self.whole else {"email": published_email(service, str(row.pop("email")))}
        row["organization"] = self.organization(service.organization, full=self.whole)
        if full:
            row |= self._parts_of(service)
        return kept(self._fit(row) | email)  # type: ignore[no-any-return]

    def service_in_short(self, service: Service) -> Row:
        """Return what tells a reader whether it has this service already."""
        return self._fit(self._row(service, ("id", "name", "status", "organization_id", "last_modified")))

    def place(self, place: ServiceAtLocation, *, full: bool) -> Row:
        """Return a service's place, but not the service; in full with hours and addresses."""
        row = self._row(place, fields.PLACE)
        row["location"] = self._location(place.location, full=full)
        if full:
            row |= {
                "schedules": self._rows(place.schedules.all(), fields.SCHEDULE),
                "phones": self._phones(place.phones.all()),
                "contacts": self._contacts(place.contacts.all()),
                "attributes": self._attributes(place.attributes.all()),
            }
        return self._fit(row)

    def place_with_service(self, place: ServiceAtLocation, *, full: bool) -> Row:
        """Return a service's place and the service itself."""
        return self.place(place, full=full) | {"service": self.service(place.service, full=False)}

    def organization(self, organization: Organization, *, full: bool) -> Row:
        """Return an organisation; in full with the numbers it is registered under."""
        row = self._row(organization, fields.ORGANIZATION)
        # the standard requires one
        row["description"] = organization.description or organization.name
        if full:
            row |= {
                "organization_identifiers": self._rows(
                    organization.organization_identifiers.all(), fields.IDENTIFIER
                ),
                "attributes": self._attributes(organization.attributes.all()),
                "phones": self._phones(organization.phones.all()),
                "contacts": self._contacts(organization.contacts.all()),
                "funding": self._funding(organization.funding.all()),
            }
        return self._fit(row)

    def organization_with_services(self, organization: Organization, *, full_service: bool) -> Row:
        """Return an organisation that was fetched with its services, and these."""
        services = [
            self.service(service, full=full_service) for service in in_order(organization.services.all())
        ]
        return self.organization(organization, full=True) | {"services": services}

    def taxonomy(self, taxonomy: Taxonomy, *, full: bool) -> Row:
        """Return a list of terms; in full with the terms."""
        row = self._row(taxonomy, fields.TAXONOMY)
        row["description"] = taxonomy.description or taxonomy.name
        if full:
            row["taxonomy_terms"] = [self.term(term) for term in in_order(taxonomy.taxonomy_terms.all())]
        return self._fit(row)

    def term(self, term: TaxonomyTerm) -> Row:
        """Return a term with the name of its list."""
        row = self._row(term, fields.TERM)
        row["description"] = term.description or term.name
        if term.taxonomy:
            row |= {"taxonomy": term.taxonomy.name, "term": term.name}
            row |= {"taxonomy_detail": self.taxonomy(term.taxonomy, full=False)} if self.whole else {}
        return self._fit(row)

    def _fit(self, row: Row) -> Row:
        fit: Row = kept(row if self.whole else fit_to_publish(row))
        return fit

    def _parts_of(self, service: Service) -> Row:
        places = service.service_at_locations.all()
        return {
            "phones": self._phones(service.phones.all()),
            "schedules": self._rows(service.schedules.all(), fields.SCHEDULE),
            "service_areas": self._rows(service.service_areas.all(), fields.AREA),
            "service_at_locations": [self.place(place, full=True) for place in in_order(places)],
            "languages": self._rows(service.languages.all(), fields.LANGUAGE),
            "funding": self._funding(service.funding.all()),
            "cost_options": self._rows(service.cost_options.all(), fields.COST),
            "contacts": self._contacts(service.contacts.all()),
            "attributes": self._attributes(service.attributes.all()),
            "eligibilitys": self._rows(service.eligibilitys.all(), fields.ELIGIBILITY),
        }

    def _location(self, location: Location, *, full: bool) -> Row:
        """Return where a place is. The public feed never asks for one whose address is hidden."""
        row = self._row(location, fields.LOCATION)
        if self.whole:
            row |= {
                "hide_address": location.hide_address or None,
                "contacts": self._contacts(location.contacts.all()),
            }
        if full:
            row |= {
                "addresses": [self._address(address) for address in in_order(location.addresses.all())],
                "accessibility": self._rows(location.accessibility.all(), fields.ACCESSIBILITY),
                "phones": self._phones(location.phones.all()),
                "languages": self._rows(location.languages.all(), fields.LANGUAGE),
                "schedules": self._rows(location.schedules.all(), fields.SCHEDULE),
                "attributes": self._attributes(location.attributes.all()),
            }
        return row

    def _address(self, address: Address) -> Row:
        """Return an address; nothing for the public where it lacks what the standard requires."""
        row = self._row(address, fields.ADDRESS)
        if self.whole:
            return row
        # the UK has no states, and the standard asks for one
        row["state_province"] = address.state_province or address.region or address.city
        row["city"] = address.city or address.state_province
        return row if all(row[name] for name in fields.REQUIRED_OF_ADDRESS) else {}

    def _contacts(self, contacts: Iterable[Contact]) -> list[Row]:
        """Return desks to ask for. Whoever is named there is nobody's to publish, nor is their number."""
        names = fields.CONTACT + (fields.PERSONAL_OF_CONTACT if self.whole else ())
        return [
            self._row(contact, names) | {"phones": self._phones(contact.phones.all())}
            for contact in in_order(contacts)
            if self.whole or not contact.name
        ]

    def _phones(self, phones: Iterable[Phone]) -> list[Row]:
        return [
            self._row(phone, fields.PHONE) | {"languages": self._rows(phone.languages.all(), fields.LANGUAGE)}
            for phone in in_order(phones)
        ]

    def _funding(self, funding: Iterable[Funding]) -> list[Row]:
        return [self._row(each, ("id",)) | {"source": each.funder} for each in in_order(funding)]

    def _attributes(self, attributes: Iterable[Attribute]) -> list[Row]:
        return [
            self._row(each, fields.ATTRIBUTE) | {"taxonomy_term": self.term(each.taxonomy_term)}
            for each in in_order(attributes)
        ]

    def _rows(self, rows: Iterable[ListedModel], names: Iterable[str]) -> list[Row]:
        names = tuple(names)
        return [self._row(row, names) for row in in_order(rows)]

    def _row(self, row: ListedModel, names: Iterable[str]) -> Row:
        told = {name: written(getattr(row, name)) for name in names}
        if not self.whole:
            return told
        # a value that no column could hold stands in `more` under the name of the column
        return {**row.more, **{name: value for name, value in told.items() if value not in NOTHING}}


def published_email(service: Service, email: str) -> str:
    """Return the address of a service: whether it is a person's was asked when it was written down."""
    return email.strip() if is_email(email) and not service.email_is_personal else ""


def in_order(rows: Iterable[Listed]) -> list[Listed]:
    """Return rows in the order of their ids: the same each time, on every database."""
    return sorted(rows, key=lambda row: row.pk)


PUBLIC = Writer()
WHOLE = Writer(whole=True)
