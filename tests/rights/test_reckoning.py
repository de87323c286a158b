"""The clock: the worked examples, their neighbours, and what holds for every date."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.common.working_days import is_working_day
from alongside.rights import rulebook
from alongside.rights.reckoning import (
    CannotReckon,
    Circumstances,
    Reckoned,
    add_months,
    reckon,
    words,
)
from alongside.rights.rule import Unit

SOURCE = Path(__file__).parent.parent.parent / "src"
EVENTS = st.dates(date(2026, 7, 1), date(2098, 1, 1))
IN_FORCE = [rule for rule in rulebook.rules() if rule.valid_to is None]


def reckoned(key: str, event: str, **circumstances: object) -> Reckoned:
    """Return the dates of a rule for a day written as text."""
    event_on = date.fromisoformat(event)
    return reckon(rulebook.rule(key, on=event_on), event_on, Circumstances(**circumstances))  # type: ignore[arg-type]


def refusal(key: str, event: str, **circumstances: object) -> tuple[str, str]:
    """Return the field and the sentence of what is in the way."""
    with pytest.raises(CannotReckon) as caught:
        reckoned(key, event, **circumstances)
    return caught.value.field, caught.value.sentence


@pytest.mark.parametrize(
    "key, event, safe, last, late",
    [
        ("homelessness-review-request", "2026-12-04", "2026-12-24", "2026-12-24", None),
        ("county-court-homelessness-appeal", "2026-12-04", "2026-12-24", "2026-12-25", None),
        ("mandatory-reconsideration", "2026-12-04", "2027-01-04", "2027-01-04", "2028-01-04"),
        ("mandatory-reconsideration", "2027-01-31", "2027-02-26", "2027-02-28", "2028-02-28"),
        ("mandatory-reconsideration", "2027-01-30", "2027-02-26", "2027-02-28", "2028-02-28"),
        ("mandatory-reconsideration", "2028-01-31", "2028-02-29", "2028-02-29", "2029-02-28"),
        ("tribunal-appeal", "2026-12-04", "2027-01-04", "2027-01-04", "2028-01-04"),
        ("subject-access", "2026-09-03", "2026-10-05", "2026-10-05", None),
        ("nhs-complaint-acknowledgement", "2026-12-23", "2026-12-30", "2026-12-30", None),
        ("homelessness-review-decision", "2026-12-04", "2027-01-28", "2027-01-28", None),
        ("homelessness-review-decision-short", "2026-12-04", "2026-12-24", "2026-12-24", None),
        ("homelessness-review-decision-referral", "2026-12-04", "2027-02-11", "2027-02-11", None),
        ("homelessness-review-decision-referees", "2026-12-04", "2027-02-25", "2027-02-25", None),
        ("equality-act-services", "2026-12-04", "2027-06-03", "2027-06-03", None),
        ("lgsco-complaint", "2026-12-04", "2027-12-03", "2027-12-03", None),
        ("data-complaint-acknowledgement", "2026-12-04", "2026-12-31", "2027-01-03", None),
        ("social-landlord-acknowledgement", "2026-12-21", "2026-12-30", "2026-12-30", None),
        ("social-landlord-stage-one", "2026-12-21", "2027-01-07", "2027-01-07", None),
        ("section-21-notice", "2026-04-30", "2026-06-30", "2026-06-30", None),
    ],
)
def test_worked_example_holds(key: str, event: str, safe: str, last: str, late: str | None) -> None:
    found = reckoned(key, event)

    assert (found.safe_on.isoformat(), found.last_on.isoformat()) == (safe, last)
    assert (found.late_limit_on.isoformat() if found.late_limit_on else None) == late


@pytest.mark.parametrize(
    "nation, last",
    [("england-and-wales", "2027-01-06"), ("scotland", "2027-01-07"), ("northern-ireland", "2027-01-06")],
)
def test_working_days_are_those_of_the_nation(nation: str, last: str) -> None:
    found = reckoned("nhs-complaint-acknowledgement", "2026-12-31", nation=nation)

    assert found.last_on.isoformat() == last


def test_sentence_says_whether_the_first_day_counts() -> None:
    assert reckoned("homelessness-review-request", "2026-12-04").explanation[0] == (
        "21 days beginning with the day you got the letter: that day counts."
    )
    assert reckoned("mandatory-reconsideration", "2026-12-04").explanation[0] == (
        "1 month after the day of the decision letter: that day does not count."
    )


@pytest.mark.parametrize(
    "asked, given_on, last",
    [
        ("2026-12-10", None, "2027-01-18"),
        ("2026-12-10", "2026-12-20", "2027-01-18"),
        ("2027-01-04", "2027-01-04", "2027-01-18"),
        ("2026-12-10", "2027-01-10", "2027-01-24"),
        ("2027-01-05", "2027-01-10", "2027-01-04"),
    ],
)
def test_written_reasons_move_the_month_when_asked_for_within_it(
    asked: str, given_on: str | None, last: str
) -> None:
    found = reckoned(
        "mandatory-reconsideration",
        "2026-12-04",
        reasons_asked_on=date.fromisoformat(asked),
        reasons_given_on=date.fromisoformat(given_on) if given_on else None,
    )

    assert found.last_on.isoformat() == last
    assert found.late_limit_on == add_months(found.last_on, 12)


@pytest.mark.parametrize(
    "given_on, day, last",
    [
        ("2026-12-13", 14, "2027-01-13"),
        ("2026-12-14", 14, "2027-02-13"),
        ("2027-01-31", 31, "2027-03-30"),
        ("2027-01-30", 31, "2027-02-27"),
        ("2027-01-30", 30, "2027-03-29"),
        ("2027-02-26", 29, "2027-03-28"),
        ("2027-02-27", 29, "2027-04-28"),
        ("2028-02-28", 30, "2028-04-29"),
        ("2026-12-01", 1, "2027-01-31"),
    ],
)
def test_consent_lasts_to_the_end_of_the_next_assessment_period(given_on: str, day: int, last: str) -> None:
    assert reckoned("uc-explicit-consent", given_on, assessment_day=day).last_on.isoformat() == last


def test_days_on_which_they_wait_for_an_answer_do_not_count() -> None:
    pauses = (
        (date(2026, 9, 20), date(2026, 9, 20)),
        (date(2026, 9, 7), date(2026, 9, 10)),
    )

    found = reckoned("subject-access", "2026-09-03", pauses=pauses)

    assert found.last_on == date(2026, 10, 8)
    assert (
        "From Sunday 20 September 2026 to Sunday 20 September 2026 they waited for an answer: "
        "1 day does not count." in (found.explanation)
    )


@pytest.mark.parametrize(
    "key, event, circumstances, field",
    [
        ("uc-explicit-consent", "2026-12-04", {}, "assessment_day"),
        ("uc-explicit-consent", "2026-12-04", {"assessment_day": 0}, "assessment_day"),
        ("uc-explicit-consent", "2026-12-04", {"assessment_day": 32}, "assessment_day"),
        ("tribunal-appeal", "2026-12-04", {"assessment_day": 3}, "assessment_day"),
        ("tribunal-appeal", "2026-12-04", {"reasons_asked_on": date(2026, 12, 5)}, "reasons_asked_on"),
        (
            "mandatory-reconsideration",
            "2026-12-04",
            {"reasons_given_on": date(2026, 12, 5)},
            "reasons_asked_on",
        ),
        (
            "mandatory-reconsideration",
            "2026-12-04",
            {"reasons_asked_on": date(2026, 12, 3)},
            "reasons_asked_on",
        ),
        (
            "mandatory-reconsideration",
            "2026-12-04",
            {"reasons_asked_on": date(2026, 12, 6), "reasons_given_on": date(2026, 12, 5)},
            "reasons_given_on",
        ),
        ("tribunal-appeal", "2026-12-04", {"pauses": ((date(2026, 12, 5), date(2026, 12, 6)),)}, "pauses"),
        ("subject-access", "2026-09-03", {"pauses": ((date(2026, 9, 9), date(2026, 9, 5)),)}, "pauses"),
        ("subject-access", "2026-09-03", {"pauses": ((date(2026, 9, 2), date(2026, 9, 5)),)}, "pauses"),
        ("subject-access", "2026-09-03", {"pauses": ((date(2026, 11, 2), date(2026, 11, 5)),)}, "pauses"),
        (
            "subject-access",
            "2026-09-03",
            {"pauses": ((date(2026, 9, 4), date(2026, 9, 9)), (date(2026, 9, 8), date(2026, 9, 10)))},
            "pauses",
        ),
        ("tribunal-appeal", "2026-12-04", {"nation": "wales"}, "nation"),
        ("tribunal-appeal", "2100-01-01", {}, "event_on"),
        ("data-complaint-acknowledgement", "2026-06-18", {}, "event_on"),
        ("section-8-arrears-notice", "2026-04-30", {}, "event_on"),
    ],
)
def test_what_cannot_be_reckoned_names_the_field(
    key: str, event: str, circumstances: dict[str, object], field: str
) -> None:
    assert refusal(key, event, **circumstances)[0] == field


def test_abolished_notice_says_so() -> None:
    assert refusal("section-21-notice", "2026-05-01")[1] == (
        "Section 21 was abolished on 1 May 2026: a notice given after 30 April 2026 has no effect, and the "
        "landlord must use section 8. The latest date is 2026-04-30."
    )


def test_law_of_england_counted_with_other_holidays_says_so() -> None:
    assert reckoned("homelessness-review-request", "2026-12-04", nation="scotland").explanation[-1] == (
        "This is the law of England; only the bank holidays are those of scotland."
    )


@given(st.sampled_from(IN_FORCE), EVENTS, st.integers(1, 31))
def test_safe_date_is_a_working_day_and_never_after_the_last(rule: object, event_on: date, day: int) -> None:
    assert isinstance(rule, rulebook.Rule)
    consent = rule.length.unit == Unit.ASSESSMENT_PERIODS

    found = reckon(rule, event_on, Circumstances(assessment_day=day if consent else None))

    assert found.safe_on <= found.last_on
    assert is_working_day(found.safe_on, nation="ENG")
    assert found.post_by_on is None or event_on <= found.post_by_on < found.safe_on
    assert found.late_limit_on is None or found.late_limit_on > found.last_on
    assert found.last_on > event_on


@given(st.sampled_from(IN_FORCE), EVENTS, st.integers(0, 400), st.integers(1, 31))
def test_later_event_never_has_an_earlier_limit(
    rule: object, event_on: date, days: int, assessment_day: int
) -> None:
    assert isinstance(rule, rulebook.Rule)
    consent = rule.length.unit == Unit.ASSESSMENT_PERIODS
    around = Circumstances(assessment_day=assessment_day if consent else None)

    first, later = reckon(rule, event_on, around), reckon(rule, event_on + timedelta(days=days), around)

    assert first.last_on <= later.last_on
    assert first.safe_on <= later.safe_on


@given(EVENTS, st.integers(0, 30), st.integers(0, 30))
def test_months_in_two_steps_are_never_later_than_their_sum(day: date, first: int, second: int) -> None:
    assert add_months(add_months(day, first), second) <= add_months(day, first + second)


def test_months_in_two_steps_are_not_their_sum() -> None:
    day = date(2027, 1, 30)

    assert add_months(add_months(day, 1), 12) == date(2028, 2, 28)
    assert add_months(day, 13) == date(2028, 2, 29)


@pytest.mark.parametrize("event, last", [("2027-03-20", "2027-04-09"), ("2026-10-20", "2026-11-09")])
def test_change_of_the_clocks_moves_no_day(event: str, last: str) -> None:
    assert reckoned("homelessness-review-request", event).last_on.isoformat() == last


def test_day_is_written_as_people_say_it() -> None:
    assert words(date(2026, 12, 4)) == "Friday 4 December 2026"


def test_clock_imports_no_django() -> None:
    code = (
        "import sys; import alongside.rights.reckoning, alongside.rights.rulebook; "
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )

    done = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(SOURCE)}, check=False)

    assert done.returncode == 0
