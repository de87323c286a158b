"""The directory of the made-up service: made-up places of every need, at codes that are on the map."""

from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any

from alongside.accounts.models import User
from alongside.common import clock
from alongside.demo.cast import Cast, moment
from alongside.directory.actions import PlaceTold, close_service, list_service, say_wrong, set_up_needs
from alongside.directory.models import Service, WhatIsWrong

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR")
SIX_DAYS = (*WEEKDAYS, "SA")
EVERY_DAY = (*SIX_DAYS, "SU")
NEWLY, LONG_AGO = timedelta(days=9), timedelta(days=200)


@dataclass(frozen=True)
class MadeUp:
    """One service as it is told."""

    name: str
    needs: tuple[str, ...]
    code: str = ""
    days: tuple[str, ...] = WEEKDAYS
    hours: str = "10:00-16:00"
    more: dict[str, Any] = field(default_factory=dict)


def m(
    name: str,
    needs: str,
    code: str = "",
    days: tuple[str, ...] = WEEKDAYS,
    hours: str = "10:00-16:00",
    **more: Any,
) -> MadeUp:
    """Return a made-up service; needs are parted by spaces, hours by commas."""
    return MadeUp(name, tuple(needs.split()), code, days, hours, more)


LISTED = (
    m(
        "Lantern food bank",
        "food",
        "M15",
        EVERY_DAY,
        "09:00-18:00",
        application_process="A voucher from us.",
        url="https://lantern.example.org",
    ),
    m("Canal Lane food bank", "food", "M15", ("TU", "TH"), application_process="Walk in, no voucher."),
    m("Hearth Hall meals", "food social", "M14", EVERY_DAY, "12:00-14:00,17:00-19:00", fees="Free"),
    m("Northgate pantry", "food", "M8", ("MO", "WE", "FR"), fees="£4 for a bag"),
    m(
        "Open shelf",
        "food",
        "M15",
        EVERY_DAY,
        "00:00-00:00",
        description="A fridge by the church, day and night.",
    ),
    m("The Long Table", "food social", "M4", ("SU",), "12:00-15:00"),
    m("Millbrook food parcels", "food", "M11", ("WE",), "13:00-15:00", times_in_words="Not in August."),
    m("Three Bridges soup run", "food", "M1", EVERY_DAY, "20:00-22:00"),
    m("Gable Street kitchen", "food", "M16", (), "", times_in_words="Most afternoons. Ring to be sure."),
    m(
        "Old Dock exchange",
        "needle-exchange",
        "M1",
        EVERY_DAY,
        "00:00-00:00",
        description="A machine on the wall, day and night.",
    ),
    m("Mill Lane chemist", "needle-exchange health", "M15", SIX_DAYS, "09:00-21:00"),
    m("Larch Road chemist", "needle-exchange health", "M14", EVERY_DAY, "08:00-22:00"),
    m("Beacon outreach van", "needle-exchange recovery", "M4", ("MO", "TH"), "18:00-23:00"),
    m(
        "Harbour recovery",
        "recovery",
        "M15",
        our_note="Ask for the duty worker: quicker than the form.",
        url="https://harbour.example.org",
    ),
    m("Second Step groups", "recovery social", "M13", ("TU", "TH"), "18:30-20:00"),
    m("New Leaf detox", "recovery health", "M20", application_process="Only through Harbour recovery."),
    m("Family and Friends circle", "recovery family", "M21", ("WE",), "19:00-21:00"),
    m("Willow night shelter", "home", "M1", EVERY_DAY, "19:00-08:00", application_process="Before nine."),
    m("Cornerstone hostel", "home", "M11", EVERY_DAY, "00:00-00:00", minimum_age=18, open_to="men"),
    m("Rowan House", "home", "M16", EVERY_DAY, "00:00-00:00", minimum_age=16, maximum_age=25),
    m("Roof First", "home legal", "M4", by_phone=True),
    m("Deposit help", "home money", "M8"),
    m("Quay Street lodgings", "home", "M12", our_note="Two rooms kept for us. Ring Bea.", private=True),
    m("Orchard refuge", "home family crisis", "hidden", EVERY_DAY, "00:00-00:00", open_to="women"),
    m("Plain Money", "money", "M15", by_phone=True, url="https://plainmoney.example.org"),
    m("Northgate debt centre", "money legal", "M8", ("MO", "TU", "TH")),
    m("Benefits together", "money legal", "M14", ("MO", "FR"), "09:30-12:30"),
    m("Fuel vouchers", "money", "M18", (), "", times_in_words="When there is money left. Ring first."),
    m("Open Door law", "legal", "M1", ("TU", "WE"), "10:00-13:00"),
    m("Housing law line", "legal home", by_phone=True, hours="09:00-17:00"),
    m("Fresh Start papers", "immigration legal", "M4", ("MO", "WE")),
    m("Welcome House", "immigration social food", "M13", WEEKDAYS, "10:00-15:00"),
    m("Asylum helpline", "immigration", by_phone=True, days=EVERY_DAY, hours="08:00-20:00"),
    m("Night listening line", "crisis wellbeing", by_phone=True, days=EVERY_DAY, hours="00:00-00:00"),
    m("The Crisis Room", "crisis wellbeing", "M13", EVERY_DAY, "17:00-23:00"),
    m("Text when it is too much", "crisis wellbeing", online=True, days=EVERY_DAY, hours="00:00-00:00"),
    m("Street doctors", "health", "M1", WEEKDAYS, "09:00-12:00", application_process="No address needed."),
    m("Gorton Lane health centre", "health", "M18", WEEKDAYS, "08:00-18:30"),
    m("Teeth for all", "health", "M12", ("TH",), "09:00-16:00", fees="Free with benefits"),
    m("Eye van", "health", "M19", (), "", times_in_words="First Monday of the month, not in winter."),
    m("Calm Corner", "wellbeing", "M20", ("MO", "WE"), "13:00-16:00"),
    m("Talking Space", "wellbeing", "M21", by_phone=True, application_process="A letter from a doctor."),
    m("Women’s wellbeing group", "wellbeing social", "M15", ("FR",), "10:30-12:30", open_to="women"),
    m("Men’s shed", "social work", "M11", ("TU", "WE", "TH"), "10:00-15:00", open_to="men"),
    m("Green Hands garden", "social wellbeing", "M16", ("SA",), "10:00-13:00"),
    m("Film club", "social", "M4", ("WE",), "14:00-17:00"),
    m("Walking together", "social wellbeing", "M21", ("SU",), "10:30-12:00"),
    m("Job workshop", "work", "M15", WEEKDAYS, "09:30-15:30"),
    m("Back to Books", "work", "M14", ("MO", "WE"), "18:00-20:00"),
    m("Bike repair course", "work social", "M12", ("TH", "FR"), "10:00-14:00"),
    m("Clear Record advice", "work legal", by_phone=True, hours="10:00-14:00"),
    m("Young people’s work hub", "work", "M19", minimum_age=16, maximum_age=24),
    m("Family Tree", "family", "M20", WEEKDAYS, "09:00-15:00"),
    m("Seeing my children", "family legal", "M8", ("TU",), "12:00-16:00"),
    m("Parents’ morning", "family social", "M18", ("TH",), "09:30-11:30"),
    m("Safe at home line", "family crisis", by_phone=True, days=EVERY_DAY, hours="00:00-00:00"),
    m("Warm Room", "social food", "M16", SIX_DAYS, "09:00-19:00", fees="Free"),
    m("Clothes rail", "social", "M1", ("MO", "FR"), "11:00-14:00"),
    m("Showers and washing", "health social", "M4", WEEKDAYS, "08:30-11:30"),
    m("Library help desk", "work money", "M13", SIX_DAYS, "10:00-17:00", online=True),
    m("Prison leavers’ first day", "home money", "M12", WEEKDAYS, "09:00-17:00"),
)
STREETS = ("Quay Street", "Mill Lane", "Larch Road", "Gable Street", "Beacon Hill", "Chapel Row")
REFUGE = PlaceTold(address="The Orchard, 9 Hollow Lane", postal_code="M20", hide_address=True)


def list_services(cast: Cast) -> None:
    """Put them into the directory: most checked lately, one in seven long ago, two said to be wrong."""
    by, today = cast.coordinator, cast.today
    set_up_needs(by=by)
    for number, told in enumerate(LISTED):
        ago = LONG_AGO if number % 7 == 3 else NEWLY + timedelta(days=number)
        with clock.at(moment(today - ago, 10)):
            service = _list(told, number, by=by)
        if told.name in {"Northgate pantry", "Eye van"}:
            say_wrong(
                service, by=cast.workers["maya"], kind=WhatIsWrong.TIMES, words="It was shut when we came."
            )
        if told.name == "Film club":
            close_service(service, by=by)


def _list(told: MadeUp, number: int, *, by: User) -> Service:
    more = {name: value for name, value in told.more.items() if name != "private"}
    place = REFUGE if told.code == "hidden" else _place(told.code, number)
    return list_service(
        by=by,
        name=told.name,
        organization="",
        needs=told.needs,
        phone=f"0161 496 0{100 + number}",
        not_in_public_feed=told.more.get("private", False),
        times={day: _ranges(told.hours) for day in told.days},
        place=place,
        **more,
    )


def _place(code: str, number: int) -> PlaceTold:
    street = f"{number + 1} {STREETS[number % len(STREETS)]}"
    return PlaceTold(address=street, postal_code=code) if code else PlaceTold(address="")


def _ranges(hours: str) -> list[tuple[time, time]]:
    parts = [part.split("-") for part in hours.split(",") if part]
    return [(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in parts]
