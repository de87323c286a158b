"""Explicit consent for Universal Credit: given until a day that a rule reckons, and taken back at once."""

from datetime import date

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.casework.actions.rows import begun, hold
from alongside.casework.models import GivenHow, UcConsent
from alongside.casework.reckoned import work_out
from alongside.common import clock
from alongside.common.problems import Problem, refuse_if
from alongside.people.actions import giving_problems
from alongside.people.models import Person
from alongside.rights import rulebook
from alongside.rights.reckoning import Circumstances

RULE = "uc-explicit-consent"
FIELDS = {"event_on": "given_on"}
"""What the clock calls a day, as the form calls it."""


def record_uc_consent(
    person: Person,
    *,
    by: User,
    named: User,
    what: str,
    why: str,
    given_on: date,
    how: str,
    assessment_day: int,
) -> UcConsent:
    """Write down a consent; it runs out at the end of the assessment period after the one it was given in.

    Nobody is named behind a wall: to speak for somebody is work with them (A7).
    """
    problems = giving_problems(named, person, by=by)
    refuse_if([Problem(problem.code, problem.sentence, "named") for problem in problems])
    rule = rulebook.rule(RULE, on=given_on)
    reckoned = work_out(rule, given_on, Circumstances(assessment_day=assessment_day), called=FIELDS)
    with recorded("uc_consent.record", by=by, person=person, named=named.pk, how=how) as note:
        consent = UcConsent(
            **begun(person, by=by),
            named=named,
            what=what,
            why=why,
            given_on=given_on,
            how=GivenHow(how),
            assessment_day=assessment_day,
            runs_out_on=reckoned.last_on,
            rule_version_code=reckoned.rule_version,
        )
        consent.save(force_insert=True)
        note.about = consent
    return consent


def withdraw_uc_consent(consent: UcConsent, *, by: User) -> UcConsent:
    """The person takes it back, from today. Doing it twice changes nothing."""
    with recorded("uc_consent.withdraw", by=by, about=consent, person=consent.person):
        hold(consent)
        if consent.withdrawn_on is None:
            consent.change(withdrawn_on=clock.today())
    return consent
