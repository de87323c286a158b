"""Makes a service, as HSDS shapes it, of one row of a table; says what could not be read, and where."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from alongside.common import clock
from alongside.directory import cells
from alongside.directory.emails import emails_in, looks_personal
from alongside.directory.hours import DAYS, Slot, joined, read_day, read_hours
from alongside.directory.mapping import HOURS_OF_DAY, Mapping
from alongside.directory.models import OpenTo, ServiceStatus
from alongside.directory.need_words import needs_in
from alongside.directory.needs import NEED_OF
from alongside.directory.problems import RowProblem
from alongside.directory.reading import Row, is_nothing

_GONE = re.compile(
    r"no longer (?:open|running)|closed down|has (?:now )?closed|permanently closed|closed for good",
    re.IGNORECASE,
)
_STATES = {
    "open": ServiceStatus.ACTIVE,
    "running": ServiceStatus.ACTIVE,
    "visible": ServiceStatus.ACTIVE,
    "closed": ServiceStatus.DEFUNCT,
    "hidden": ServiceStatus.INACTIVE,
    **{state.value: state for state in ServiceStatus},
}


class RowReader:
    """Reads one row. What it cannot read becomes a problem; nothing is guessed."""

    def __init__(self, row: Row, columns: Sequence[str], mapping: Mapping) -> None:
        self.row = row
        self.mapping = mapping
        self.problems: list[RowProblem] = []
        self.cells = dict(zip(columns, row.cells, strict=True))

    def service(self) -> dict[str, Any] | None:
        """Return the service, or None where the row cannot be one."""
        if self.mapping.always.get("adds"):
            return self._addition()
        name = self.said("name")
        if not name:
            self._problem(
                "name", "no_name", _("There is no name here, so this row was left out."), is_stop=True
            )
            return None
        self._find_contacts()
        service: dict[str, Any] = {"name": name[:300], "status": self._status()}
        for key in ("eligibility_description", "application_process", "fees"):
            service[key] = self.said(key) or str(self.mapping.always.get(key, ""))
        service |= {
            "description": self._description(),
            "email": self._email(),
            "url": self._url(),
            "open_to": self._open_to(),
            "minimum_age": self._age("minimum_age"),
            "maximum_age": self._age("maximum_age"),
            "assured_date": self._assured_date(),
            "organization": {"name": self._organization() or name},
            "phones": [{"number": number} for number in self.phones],
            "schedules": self._schedules(),
            "service_at_locations": self._places(),
            "service_areas": [{"name": area} for area in filter(None, [self.said("service_area")])],
            "languages": [{"name": word} for word in _parts(self.said("languages"))],
            "attributes": self._needs(),
        }
        service |= self._reached_by(service)
        self._tell_what_is_odd(service)
        return {name: value for name, value in service.items() if value not in ("", None, [])}

    def _addition(self) -> dict[str, Any] | None:
        """Return what a row says more of a service that is here under the same number."""
        if not self.said("source_id"):
            self._problem(
                "source_id", "no_id", _("There is no number here, so this row was left out."), is_stop=True
            )
            return None
        said = {"description": self._description(), "attributes": self._needs()}
        return {name: value for name, value in said.items() if value}

    def said(self, key: str, between: str = ", ") -> str:
        """Return what the columns for one thing say, with nothing said left out."""
        cells_ = [
            self.cells[column].strip() for column in self.mapping.columns_saying(key) if column in self.cells
        ]
        return between.join(dict.fromkeys(cell for cell in cells_ if not is_nothing(cell)))

    def _problem(self, key: str, code: str, sentence: str, *, is_stop: bool = False) -> None:
        columns = [column for column in self.mapping.columns_saying(key) if column in self.cells]
        column = next((column for column in columns if self.cells[column]), columns[0] if columns else "")
        self.problems.append(RowProblem(self.row.number, column, code, sentence, is_stop))

    def _find_contacts(self) -> None:
        """Take telephones, e-mail and web addresses out of their columns, and out of one that mixes them."""
        mixed = self.said("contact")
        self.emails = emails_in(mixed)
        webs, rest = cells.web_in(re.sub(r"\S+@\S+", " ", mixed))
        self.webs = webs
        self.phones, rest = cells.phones_in(rest)
        if mixed and not (self.emails or webs or self.phones):
            self._problem(
                "contact",
                "no_contact",
                _("We found no telephone number, e-mail or website in “%(text)s”.") % {"text": mixed[:80]},
            )
        for column in self.mapping.columns_saying("phone"):
            self._take_phones(self.cells.get(column, ""))
        self.phones = list(dict.fromkeys(map(cells.phone_of, self.phones)))

    def _take_phones(self, text: str) -> None:
        if is_nothing(text):
            return
        found, _rest = cells.phones_in(text)
        found = found or [number for number in [cells.phone_of(text)] if number]
        if not found:
            self._problem(
                "phone",
                "phone",
                _("“%(text)s” is not a telephone number that can be rung.") % {"text": text[:40]},
            )
        if cells.lost_its_zero(text):
            self._problem(
                "phone", "zero", _("The first 0 of %(text)s was missing. We put it back.") % {"text": text}
            )
        self.phones += found

    def _email(self) -> str:
        said = self.said("email")
        found = emails_in(said) + self.emails
        if said and not found:
            self._problem("email", "email", _("“%(text)s” is not an e-mail address.") % {"text": said[:80]})
        return found[0] if found else ""

    def _url(self) -> str:
        said = self.said("url")
        found = [
            address for address in [cells.web_of(said.split()[0]) if said else ""] if address
        ] + self.webs
        if said and not found:
            self._problem("url", "url", _("“%(text)s” is not a web address.") % {"text": said[:80]})
        return found[0] if found else ""

    def _organization(self) -> str:
        return self.said("organization") or str(self.mapping.always.get("organization", ""))

    def _description(self) -> str:
        return self.said("description", between="\n") or self.said("needs").replace(" | ", "\n")

    def _needs(self) -> list[dict[str, Any]]:
        said = self.said("needs", between=" | ")
        codes = list(self.mapping.always.get("needs", []))
        codes += [code for code in needs_in(said) if code not in codes]
        unknown = [part for part in _parts(said) if not needs_in(part)]
        if unknown:
            words = ", ".join(unknown)[:200]
            self._problem("needs", "need", _("We have no word for “%(words)s”.") % {"words": words})
        return [{"taxonomy_term": {"id": str(NEED_OF[code].id)}} for code in codes]

    def _schedules(self) -> list[dict[str, Any]]:
        text = self.said("hours")
        by_day = {day: self.said(key) for key, day in HOURS_OF_DAY.items() if self.said(key)}
        found: list[dict[str, Any]] = []
        if text:
            found += _schedules_of(slots := read_hours(text), text)
            if slots is None:
                self._hours_problem("hours", text)
        clear: list[Slot] = []
        for key, day in HOURS_OF_DAY.items():
            if day in by_day and (slots := read_day(by_day[day], day)) is not None:
                clear += slots
            elif day in by_day:
                self._hours_problem(key, by_day[day])
                found.append({"description": f"{_DAY_NAMES[day]}: {by_day[day]}"})
        words = "; ".join(f"{_DAY_NAMES[day]}: {said}" for day, said in by_day.items())
        return found + (_schedules_of(joined(clear), words) if clear else [])

    def _hours_problem(self, key: str, text: str) -> None:
        self._problem(
            key,
            "hours",
            _("We could not tell the opening hours from “%(text)s”. The words are kept as they are.")
            % {"text": text[:120]},
        )

    def _places(self) -> list[dict[str, Any]]:
        address = self._address()
        latitude, longitude = self._coordinates()
        if not address and latitude is None:
            return []
        location: dict[str, Any] = {"location_type": "physical"}
        if address:
            location["addresses"] = [address]
        if latitude is not None:
            location |= {"latitude": latitude, "longitude": longitude}
        if said := self.said("accessibility"):
            location["accessibility"] = [{"description": said}]
        return [{"location": location}]

    def _address(self) -> dict[str, str]:
        lines, written = self.said("address"), self.said("postcode")
        within = cells.POSTCODE.search(lines)
        postcode = cells.postcode_of(written) or (
            cells.postcode_of(within[0]) if within and not written else ""
        )
        if written and not postcode:
            self._problem("postcode", "postcode", _("“%(text)s” is not a postcode.") % {"text": written[:40]})
            lines = f"{lines}, {written}".strip(", ")
        if not (lines or postcode):
            return {}
        # a street, not the town, stands first: the feed asks for both
        city = self.said("city") or (lines.rsplit(", ", 1)[1] if ", " in lines else "")
        return {
            "address_1": lines,
            "city": city if not cells.POSTCODE.search(city) else "",
            "state_province": self.said("county"),
            "postal_code": postcode,
            "country": "GB",
            "address_type": "physical",
        }

    def _coordinates(self) -> tuple[float | None, float | None]:
        north, _comma, east = self.said("lat_lng").partition(",")
        north, east = self.said("latitude") or north, self.said("longitude") or east
        latitude, longitude = cells.degrees_of(north, most=90), cells.degrees_of(east, most=180)
        if latitude is not None and longitude is not None and 49 < latitude < 61.5 and -9 < longitude < 2.5:
            return latitude, longitude
        if north or east:
            self._problem(
                "latitude" if self.said("latitude") else "lat_lng",
                "coordinates",
                _("“%(text)s” is no place in the United Kingdom.") % {"text": f"{north}, {east}"[:60]},
            )
        return None, None

    def _open_to(self) -> str:
        women, men = cells.yes_or_no(self.said("women")), cells.yes_or_no(self.said("men"))
        if women and men is False:
            return OpenTo.WOMEN
        if men and women is False:
            return OpenTo.MEN
        return ""

    def _age(self, key: str) -> int | None:
        said = self.said(key)
        age = cells.age_of(said)
        if said and age is None:
            self._problem(key, "age", _("“%(text)s” is not an age in years.") % {"text": said[:40]})
        return age

    def _assured_date(self) -> str | None:
        day = self._date("assured_date") or self.mapping.as_of
        return day.isoformat() if day else None

    def _date(self, key: str) -> Any:
        said = self.said(key)
        day = cells.date_of(said) if said else None
        if said and day is None:
            self._problem(key, "date", _("“%(text)s” is not a date we can read.") % {"text": said[:40]})
        return day

    def _status(self) -> str:
        begins_on, ends_on = self._date("begins_on"), self._date("ends_on")
        if (ends_on and ends_on < clock.today()) or (begins_on and begins_on > clock.today()):
            return ServiceStatus.INACTIVE
        said = self.said("status").casefold()
        if said and said not in _STATES:
            self._problem(
                "status", "status", _("We do not know what “%(text)s” means.") % {"text": said[:40]}
            )
        return _STATES.get(said, ServiceStatus.ACTIVE)

    def _reached_by(self, service: dict[str, Any]) -> dict[str, bool]:
        at_place = bool(service["service_at_locations"])
        return {
            "at_place": at_place,
            "by_phone": bool(service["phones"]) and not at_place,
            "online": bool(service["url"]) and not at_place and not service["phones"],
            "email_is_personal": looks_personal(service["email"], place=self._where())
            if service["email"]
            else False,
        }

    def _where(self) -> str:
        return " ".join([self.said("address"), self.said("city"), self.said("county")])

    def _tell_what_is_odd(self, service: dict[str, Any]) -> None:
        if service["email_is_personal"]:
            self._problem(
                "email" if self.said("email") else "contact",
                "personal_email",
                _("%(email)s may be one person’s own address. We keep it, and never publish it.")
                % {"email": service["email"]},
            )
        for column, key in self.mapping.columns.items():
            if key and (found := _GONE.search(self.cells.get(column, ""))):
                self.problems.append(
                    RowProblem(
                        self.row.number,
                        column,
                        "gone",
                        _("This says “%(words)s”. Check whether it is still there.") % {"words": found[0]},
                    )
                )


_DAY_NAMES = dict(zip(DAYS, ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True))


def _schedules_of(slots: Sequence[Slot] | None, text: str) -> list[dict[str, Any]]:
    """Return schedules that keep the words they were read from; words alone where they are not clear."""
    return [
        {
            "freq": "WEEKLY",
            "byday": ",".join(slot.days),
            "opens_at": slot.opens.isoformat(),
            "closes_at": slot.closes.isoformat(),
            "description": text,
        }
        for slot in slots or ()
    ] or [{"description": text}]


def _parts(text: str) -> Iterator[str]:
    return (part.strip() for part in re.split(r"[|;\n]", text) if part.strip())
