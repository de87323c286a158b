"""Opening hours in people's own words, read where they are clear.

Nothing is guessed: where one word is not understood, or a time could be morning or evening, there are no
hours, and the text stands for itself. "10 - 2pm" is clear (nobody opens at ten at night for sixteen hours,
and English lets "pm" stand once for both); "9 - 4" and "from 11am" are not. Hours that end at or before they
begin end on the next day.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from itertools import pairwise

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""As iCalendar and HSDS name them."""

DAY = 24 * 60
LONGEST = 18 * 60
"""Longer hours than these in one piece are more likely a slip of the pen than meant."""

_DAY_WORDS = {
    "MO": "monday|mondays|mon|mons",
    "TU": "tuesday|tuesdays|tue|tues",
    "WE": "wednesday|wednesdays|wed|weds",
    "TH": "thursday|thursdays|thu|thur|thurs",
    "FR": "friday|fridays|fri|fris",
    "SA": "saturday|saturdays|sat|sats",
    "SU": "sunday|sundays|sun|suns",
}
_SETS = {
    "weekday": DAYS[:5],
    "weekdays": DAYS[:5],
    "weekend": DAYS[5:],
    "weekends": DAYS[5:],
    "daily": DAYS,
    "every day": DAYS,
    "everyday": DAYS,
    "7 days a week": DAYS,
    "seven days a week": DAYS,
}
_DAY_OF = {word: day for day, words in _DAY_WORDS.items() for word in words.split("|")}
_TOKENS = re.compile(
    r"""
    (?P<set>every\ day|everyday|(?:7|seven)\ days\ a\ week|daily|weekdays?|weekends?)\b
    |(?P<day>{days})\b
    |(?P<always>24/7|24\ hours\ a\ day)
    |(?P<time>
        (?P<hour>\d{{1,2}})(?:[:.](?P<minute>\d{{2}}))?\ ?
        (?P<half>a\.?m\b\.?|p\.?m\b\.?|(?:noon|midnight)\b)?(?![\d:/])
    )
    |(?P<noon>noon|midday)\b
    |(?P<midnight>midnight)\b
    |(?P<closed>closed)\b
    |(?P<but>except(?:\ for)?|not)\b
    |(?P<skip>opening\ (?:times|hours)|open(?:s|\ from)?|from|on|please\ (?:ring|call|phone)|hrs|hours)\b
    |(?P<bank>(?:on\ )?bank\ hol(?:iday)?s?)\b
    |(?P<to>[-–—]|to\b|until\b|till\b|through\b)
    |(?P<and>,|&|/|\+|and\b)
    |(?P<stop>[.;:()|])
    """.format(days="|".join(sorted(_DAY_OF, key=len, reverse=True))),
    re.VERBOSE,
)


@dataclass(frozen=True, order=True)
class Slot:
    """Open on these days of the week; a time to close at or before the time to open is on the next day."""

    days: tuple[str, ...]
    opens: time
    closes: time


@dataclass(frozen=True)
class Token:
    """A word of the text that means something for hours."""

    kind: str
    value: tuple[str, ...] = ()
    hour: int = 0
    minute: int = 0
    half: str = ""
    written: str = ""


class Unclear(Exception):
    """The text says something that is not understood, or that can be read in two ways."""


def read_hours(text: str) -> tuple[Slot, ...] | None:
    """Return when it is open, as far as the text says it clearly; None where it does not."""
    try:
        tokens = _tokens(text)
        if [token.kind for token in tokens] == ["always"]:
            return (Slot(DAYS, time(), time()),)
        return _checked(_Reader(tokens).slots())
    except Unclear:
        return None


def read_day(text: str, day: str) -> tuple[Slot, ...] | None:
    """Return the hours of one day of the week from text that names no day ("09:00-13:00,14:00-17:30")."""
    try:
        tokens = _tokens(text)
        if [token.kind for token in tokens] == ["closed"]:
            return ()
        times = _Reader(tokens).only_times()
        return _checked([Slot((day,), opens, closes) for opens, closes in times])
    except Unclear:
        return None


def joined(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    """Return the same hours with days of equal times put together, in the order of the week."""
    by_time: dict[tuple[time, time], set[str]] = {}
    for slot in slots:
        by_time.setdefault((slot.opens, slot.closes), set()).update(slot.days)
    found = [
        Slot(tuple(day for day in DAYS if day in days), opens, closes)
        for (opens, closes), days in by_time.items()
    ]
    return tuple(sorted(found, key=lambda slot: (DAYS.index(slot.days[0]), slot.opens, slot.closes)))


def _tokens(text: str) -> list[Token]:
    plain = re.sub(r"\s+", " ", text.casefold()).strip()
    found: list[Token] = []
    place = 0
    while place < len(plain):
        if plain[place] == " ":
            place += 1
            continue
        match = _TOKENS.match(plain, place)
        if match is None:
            raise Unclear(plain[place:])
        found.append(_token(match))
        place = match.end()
    if not found:
        raise Unclear("nothing")
    return [token for token in found if token.kind not in {"skip", "stop"} or token.written in {";", "."}]


def _token(match: "re.Match[str]") -> Token:
    kind = str(match.lastgroup)
    written = match[0].strip()
    if match["time"]:
        half = (match["half"] or "").replace(".", "")
        return Token("time", (), int(match["hour"]), int(match["minute"] or 0), half, written)
    if kind in {"noon", "midnight"}:
        return Token("time", (), 12, 0, kind, written)
    if kind == "day":
        return Token("day", (_DAY_OF[written],), written=written)
    if kind == "set":
        return Token("set", _SETS[written.replace("7 ", "seven ")], written=written)
    return Token(kind, written=written)


class _Reader:
    """Reads tokens from left to right; whatever it cannot place makes the whole text unclear."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = [token for token in tokens if token.kind != "stop"]
        self.place = 0

    def slots(self) -> list[Slot]:
        """Return every slot. Days stand before their times, or after them: the same way in the whole text."""
        self._skip("and")
        times_first = self._at("time")
        found: list[Slot] = []
        while self.place < len(self.tokens):
            found += self._turned_segment() if times_first else self._segment()
            self._skip("and")
        return found

    def only_times(self) -> list[tuple[time, time]]:
        """Return ranges of times, and insist that there is nothing else."""
        times = self._times()
        if self.place < len(self.tokens):
            raise Unclear(self.tokens[self.place].written)
        return times

    def _segment(self) -> list[Slot]:
        if self._at("closed"):
            self.place += 1
            self._bank_holidays() or self._days()
            return []
        days = self._days()
        left_out = self._left_out()
        if self._at("closed"):
            self.place += 1
            return []
        times = self._times()
        return self._with_exceptions([day for day in days if day not in left_out], times)

    def _turned_segment(self) -> list[Slot]:
        times = self._times()
        return self._with_exceptions(list(self._days()), times)

    def _with_exceptions(self, days: list[str], times: list[tuple[time, time]]) -> list[Slot]:
        """Return the slots of some days, less those after "except", which may have hours of their own."""
        place = self.place
        self._skip("and")
        if not self._at("but"):
            self.place = place
            return [Slot((day,), *at) for day in days for at in times]
        other = self._left_out()
        if not set(other) <= set(days):
            raise Unclear("except a day that was not named")
        kept = [Slot((day,), *at) for day in days if day not in other for at in times]
        if other and self._at("time"):
            kept += [Slot((day,), *at) for day in other for at in self._times()]
        return kept

    def _left_out(self) -> list[str]:
        if not self._at("but"):
            return []
        self.place += 1
        return [] if self._bank_holidays() else self._days()

    def _bank_holidays(self) -> bool:
        """Pass over them: the text stands beside the hours and says it."""
        is_there = self._at("bank")
        self.place += is_there
        return is_there

    def _days(self) -> list[str]:
        """Return the days that are named from here on: "Mon - Wed and Fri"."""
        found = self._day_or_range()
        while True:
            place = self.place
            self._skip("and")
            if not (self._at("day") or self._at("set")):
                self.place = place
                break
            found += self._day_or_range()
        self._skip("and")
        if len(found) != len(set(found)):
            raise Unclear("a day is named twice")
        return found

    def _day_or_range(self) -> list[str]:
        first = self._take("day", "set")
        if first.kind == "set" or not self._at("to"):
            return list(first.value)
        self.place += 1
        last = self._take("day")
        start, end = DAYS.index(first.value[0]), DAYS.index(last.value[0])
        if start >= end:
            raise Unclear("a range of days that runs backwards")
        return list(DAYS[start : end + 1])

    def _times(self) -> list[tuple[time, time]]:
        found = [self._range()]
        while True:
            place = self.place
            self._skip("and")
            if not self._at("time"):
                self.place = place
                return found
            found.append(self._range())

    def _range(self) -> tuple[time, time]:
        first = self._take("time")
        self._take("to")
        return _range_of(first, self._take("time"))

    def _at(self, kind: str) -> bool:
        return self.place < len(self.tokens) and self.tokens[self.place].kind == kind

    def _skip(self, kind: str) -> None:
        while self._at(kind):
            self.place += 1

    def _take(self, *kinds: str) -> Token:
        if self.place >= len(self.tokens) or self.tokens[self.place].kind not in kinds:
            raise Unclear(self.tokens[self.place].written if self.place < len(self.tokens) else "the end")
        self.place += 1
        return self.tokens[self.place - 1]


def _range_of(first: Token, last: Token) -> tuple[time, time]:
    closes = _on_clock(last) if last.half else None
    opens = _on_clock(first) if first.half else None
    if opens is None and closes is None:
        return _by_24_hours(first, last)
    if closes is None:
        raise Unclear("no am or pm at the end")
    return opens or _before(first, closes), closes


def _by_24_hours(first: Token, last: Token) -> tuple[time, time]:
    """Return times that can only be on the 24-hour clock: 09:00-17:30, 08:30-13:00, 22:00-06:00."""
    if ":" not in last.written or ":" not in first.written:
        raise Unclear("morning or evening")
    two_figures = len(first.written) == len(last.written) == len("09:00")
    in_order = 5 <= first.hour < last.hour
    if not (max(first.hour, last.hour) > 12 or (two_figures and (in_order or last.hour == 0))):
        raise Unclear("morning or evening")
    return _time(first.hour, first.minute), _time(last.hour, last.minute)


def _before(first: Token, closes: time) -> time:
    """Return the start of "10 - 2pm" or "1.30 - 3.30pm": in the same half of the day if that comes before."""
    if first.hour > 12 or first.hour == 0:
        raise Unclear("24 hours and 12 in one")
    hour = first.hour % 12
    same_half = _time(hour + (12 if closes.hour >= 12 else 0), first.minute)
    if same_half < closes:
        return same_half
    if closes.hour < 12 or hour == 0:
        raise Unclear("over midnight, or noon to noon")
    return _time(hour, first.minute)


def _on_clock(said: Token) -> time:
    """Return a time with its half of the day. 12pm is noon."""
    if said.half in {"noon", "midnight"}:
        if (said.hour, said.minute) != (12, 0):
            raise Unclear(said.written)
        return time(12 if said.half == "noon" else 0)
    if not 1 <= said.hour <= 12:
        raise Unclear(said.written)
    return _time(said.hour % 12 + (12 if said.half == "pm" else 0), said.minute)


def _time(hour: int, minute: int) -> time:
    if hour > 23 or minute > 59:
        raise Unclear(f"{hour}:{minute}")
    return time(hour, minute)


def _checked(slots: list[Slot]) -> tuple[Slot, ...]:
    """Return the slots put together; hours that overlap contradict each other."""
    spans = sorted(
        (begins, begins + ((_minutes(slot.closes) - _minutes(slot.opens)) % DAY or DAY))
        for slot in slots
        for begins in (DAYS.index(day) * DAY + _minutes(slot.opens) for day in slot.days)
    )
    if any(LONGEST < ends - begins < DAY - 1 for begins, ends in spans):
        raise Unclear("too long to be meant")
    round_the_week = [*spans, *((begins + 7 * DAY, ends) for begins, ends in spans[:1])]
    if any(after[0] < before[1] for before, after in pairwise(round_the_week)):
        raise Unclear("at the same time twice")
    return joined(slots)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
