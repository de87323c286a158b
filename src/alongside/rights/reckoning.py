"""The clock: from an event and a rule to dates, each with the sentence that explains it. Pure arithmetic."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from alongside.common.working_days import (
    working_day_on_or_after,
    working_day_on_or_before,
    working_days_after,
    working_days_before,
)
from alongside.rights.rule import Length, Rule, Unit

DAY = timedelta(days=1)
NATIONS = {"england-and-wales": "ENG", "scotland": "SCT", "northern-ireland": "NIR"}
POST_TAKES = 3
"""Working days from posting to the safe date: second-class post, with a day in hand."""
LATEST_EVENT = date(2099, 12, 31)
REASONS_TIME = timedelta(days=14)
"""After the month, or after the reasons if they come later: SI 2013/381 reg 5(1)(b)."""


class CannotReckon(ValueError):
    """There is no date to give. Says why in plain words, and which field to change."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


@dataclass(frozen=True)
class Circumstances:
    """What else may move a limit. A pause is (asked on, answered on)."""

    assessment_day: int | None = None
    reasons_asked_on: date | None = None
    reasons_given_on: date | None = None
    pauses: tuple[tuple[date, date], ...] = ()
    nation: str = "england-and-wales"


@dataclass(frozen=True)
class Reckoned:
    """The dates of one limit. `safe_on` is a working day and never after `last_on`."""

    rule_key: str
    rule_version: str
    event_on: date
    safe_on: date
    last_on: date
    late_limit_on: date | None
    post_by_on: date | None
    explanation: tuple[str, ...]
    source: str
    checked_on: date | None


NONE = Circumstances()


def reckon(rule: Rule, event_on: date, circumstances: Circumstances = NONE) -> Reckoned:
    """Return the dates of this rule for an event; CannotReckon where there are none."""
    _refuse(rule, event_on, circumstances)
    code = NATIONS[circumstances.nation]
    plain = add(event_on, rule.length, counts_first_day=rule.counts_first_day, nation=code)
    said = [*_days_words(rule, circumstances)]
    if rule.length.unit == Unit.ASSESSMENT_PERIODS:
        plain = _end_of_periods(event_on, rule.length.number, circumstances.assessment_day or 1)
    last_on, more = _moved(rule, event_on, plain, circumstances)
    safe_on = working_day_on_or_before(last_on, nation=code)
    late_on = add(last_on, rule.late, nation=code) if rule.late else None
    post_on = working_days_before(safe_on, POST_TAKES, nation=code) if rule.acts == "received" else None
    return Reckoned(
        rule_key=rule.key,
        rule_version=rule.version,
        event_on=event_on,
        safe_on=safe_on,
        last_on=last_on,
        late_limit_on=late_on,
        post_by_on=post_on,
        explanation=(
            *said,
            *more,
            *_last_words(rule, last_on),
            *_safe_words(rule, safe_on, last_on),
            *_late_words(rule, late_on),
            *_post_words(post_on, event_on),
            *_nation_words(rule, circumstances.nation),
        ),
        source=rule.source,
        checked_on=rule.checked_on,
    )


def add(start: date, length: Length, *, nation: str, counts_first_day: bool = False) -> date:
    """Return the last day of a length after `start`, or beginning with it. `nation` is ENG, SCT or NIR."""
    if length.unit == Unit.WORKING_DAYS:
        found = working_days_after(start, length.number, nation=nation)
    elif length.unit == Unit.MONTHS:
        found = add_months(start, length.number)
    elif length.unit == Unit.WEEKS:
        found = start + timedelta(weeks=length.number)
    else:
        found = start + timedelta(days=length.number)
    return found - DAY if counts_first_day else found


def add_months(start: date, number: int) -> date:
    """Return the same day of a later month; where there is none, that month's last day."""
    years, month = divmod(start.month - 1 + number, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _moved(
    rule: Rule, event_on: date, plain: date, circumstances: Circumstances
) -> tuple[date, tuple[str, ...]]:
    """Return the limit after what moves it: written reasons, pauses, and a weekend; with the sentences."""
    if circumstances.reasons_asked_on:
        return _with_reasons(plain, circumstances.reasons_asked_on, circumstances.reasons_given_on)
    if not rule.rolls_forward:
        return plain, ()
    return _with_pauses(event_on, plain, circumstances)


def _with_reasons(plain: date, asked_on: date, given_on: date | None) -> tuple[date, tuple[str, ...]]:
    if asked_on > plain:
        return plain, (
            f"Written reasons were asked for on {words(asked_on)}, after the month had ended "
            f"on {words(plain)}: that gives no more time.",
        )
    later = plain + REASONS_TIME
    because = "Written reasons were asked for within the month: that gives 14 days after the month"
    if given_on is None:
        return later, (f"{because}, and more if the reasons come after it. Enter the day they come.",)
    if given_on <= plain:
        return later, (f"{because}, which ended on {words(plain)}.",)
    return given_on + REASONS_TIME, (
        f"{because}, or 14 days after the reasons if they come later: they came on {words(given_on)}.",
    )


def _with_pauses(event_on: date, plain: date, circumstances: Circumstances) -> tuple[date, tuple[str, ...]]:
    nation, end, said = NATIONS[circumstances.nation], plain, []
    limit = working_day_on_or_after(end, nation=nation)
    for asked_on, answered_on in sorted(circumstances.pauses):
        if asked_on > limit:
            raise CannotReckon(
                f"The time had run out on {words(limit)}, before the pause of {words(asked_on)} began.",
                "pauses",
            )
        # the day they ask and the day they get the answer both do not count
        paused = answered_on - asked_on + DAY
        end += paused
        days = "1 day does" if paused.days == 1 else f"{paused.days} days do"
        said.append(
            f"From {words(asked_on)} to {words(answered_on)} they waited for an answer: {days} not count."
        )
        limit = working_day_on_or_after(end, nation=nation)
    if limit != end:
        said.append(f"{words(end)} is not a working day: they have until the next one.")
    return limit, tuple(said)


def _end_of_periods(given_on: date, number: int, assessment_day: int) -> date:
    """Return the last day of the period that comes `number` after the one that `given_on` lies in."""
    year, month = given_on.year, given_on.month
    if given_on < _period_begins(year, month, assessment_day):
        number -= 1
    # the period after it begins one further on; it ends the day before that
    after = add_months(date(year, month, 1), number + 1)
    return _period_begins(after.year, after.month, assessment_day) - DAY


def _period_begins(year: int, month: int, day: int) -> date:
    """Return the day a month's period begins. SI 2013/376 reg 21(2): 29 to 31 are special."""
    last = monthrange(year, month)[1]
    if month == 2 and day in {29, 30}:
        return date(year, month, last - 1)
    return date(year, month, min(day, last))


def _refuse(rule: Rule, event_on: date, circumstances: Circumstances) -> None:
    """Raise CannotReckon for the first thing in the way."""
    for sentence, field in _in_the_way(rule, event_on, circumstances):
        raise CannotReckon(sentence, field)


def _in_the_way(rule: Rule, event_on: date, circumstances: Circumstances) -> Iterator[tuple[str, str]]:
    if circumstances.nation not in NATIONS:
        yield f"There is no nation “{circumstances.nation}”. There are: {', '.join(NATIONS)}.", "nation"
    yield from _event_problems(rule, event_on)
    yield from _assessment_problems(rule, circumstances.assessment_day)
    yield from _reasons_problems(rule, event_on, circumstances)
    yield from _pause_problems(rule, event_on, circumstances.pauses)


def _event_problems(rule: Rule, event_on: date) -> Iterator[tuple[str, str]]:
    if event_on > LATEST_EVENT:
        yield f"{words(event_on)} is too far ahead. The latest date is {LATEST_EVENT}.", "event_on"
    if event_on < rule.valid_from:
        yield (
            f"This rule began on {words(rule.valid_from)}; {words(event_on)} is before that. "
            f"The nearest date is {rule.valid_from}.",
            "event_on",
        )
    if rule.valid_to and event_on > rule.valid_to:
        yield f"{rule.ended_words} The latest date is {rule.valid_to}.", "event_on"


def _assessment_problems(rule: Rule, day: int | None) -> Iterator[tuple[str, str]]:
    needs = rule.length.unit == Unit.ASSESSMENT_PERIODS
    if needs and day is None:
        yield "Give the day of the month on which the assessment period begins: 1 to 31.", "assessment_day"
    if day is not None and not needs:
        yield "Only the Universal Credit consent uses an assessment day.", "assessment_day"
    if day is not None and not 1 <= day <= 31:
        nearest = 1 if day < 1 else 31
        yield f"An assessment day is from 1 to 31, not {day}. The nearest is {nearest}.", "assessment_day"


def _reasons_problems(rule: Rule, event_on: date, circumstances: Circumstances) -> Iterator[tuple[str, str]]:
    asked_on, given_on = circumstances.reasons_asked_on, circumstances.reasons_given_on
    if (asked_on or given_on) and not rule.reasons_extend:
        yield f"Asking for written reasons does not move “{rule.title}”.", "reasons_asked_on"
    if given_on and not asked_on:
        yield "Give also the day on which written reasons were asked for.", "reasons_asked_on"
    if asked_on and asked_on < event_on:
        yield (
            f"Reasons cannot be asked for on {words(asked_on)}, before the decision of {words(event_on)}.",
            "reasons_asked_on",
        )
    if asked_on and given_on and given_on < asked_on:
        yield (
            "Reasons cannot be given before they were asked for: change one of the dates.",
            "reasons_given_on",
        )


def _pause_problems(
    rule: Rule, event_on: date, pauses: tuple[tuple[date, date], ...]
) -> Iterator[tuple[str, str]]:
    if pauses and not rule.pauses:
        yield f"Nothing pauses “{rule.title}”.", "pauses"
    answered_before = None
    for asked_on, answered_on in sorted(pauses):
        if answered_on < asked_on:
            yield f"A pause ends after it begins: did you mean {answered_on}:{asked_on}?", "pauses"
        if asked_on < event_on:
            yield f"A pause cannot begin on {words(asked_on)}, before {words(event_on)}.", "pauses"
        if answered_before and asked_on <= answered_before:
            yield (
                f"Two pauses overlap: one ends on {words(answered_before)}, the next begins on "
                f"{words(asked_on)}.",
                "pauses",
            )
        answered_before = answered_on


def words(day: date) -> str:
    """Return a date as people say it: Friday 4 December 2026."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def _days_words(rule: Rule, circumstances: Circumstances) -> Iterator[str]:
    if rule.length.unit == Unit.ASSESSMENT_PERIODS:
        yield (
            "It lasts to the end of the assessment period after the one in which it was given. "
            f"Periods begin on day {circumstances.assessment_day} of the month"
            + (", or near the end of a shorter month." if (circumstances.assessment_day or 0) > 28 else ".")
        )
    elif rule.counts_first_day:
        yield f"{rule.length} beginning with {rule.starts_words}: that day counts."
    else:
        yield f"{rule.length} after {rule.starts_words}: that day does not count."
    if rule.length.unit == Unit.MONTHS:
        yield "A month ends on the same date of a later month; where there is none, on that month’s last day."


def _last_words(rule: Rule, last_on: date) -> Iterator[str]:
    yield f"The last day is {words(last_on)}." + (f" {rule.means}" if rule.means else "")


def _safe_words(rule: Rule, safe_on: date, last_on: date) -> Iterator[str]:
    if safe_on == last_on:
        yield f"The safe date is the same day, {words(safe_on)}: it is a working day."
    else:
        yield (
            f"{words(last_on)} is not a working day: the safe date is the working day before, "
            f"{words(safe_on)}."
        )


def _late_words(rule: Rule, late_on: date | None) -> Iterator[str]:
    if late_on:
        yield (
            f"Late: up to {rule.late} more, added to the last day, until {words(late_on)}. {rule.late_words}"
        )


def _post_words(post_on: date | None, event_on: date) -> Iterator[str]:
    if post_on:
        yield (
            f"It must have arrived, not only been sent. If it goes by post, post it by {words(post_on)}: "
            f"{POST_TAKES} working days before the safe date."
        )


def _nation_words(rule: Rule, nation: str) -> Iterator[str]:
    if nation != "england-and-wales" and rule.jurisdiction.startswith("England"):
        yield f"This is the law of {rule.jurisdiction}; only the bank holidays are those of {nation}."
