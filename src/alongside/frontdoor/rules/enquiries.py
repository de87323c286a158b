"""What an enquiry needs, how its sender may be reached, and by when somebody has tried (KPI 4)."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.clinics.series import nation_here
from alongside.common.problems import Problem
from alongside.common.working_days import working_days_after
from alongside.frontdoor.models import Agreed, Enquiry, EnquiryKind, EnquiryOutcome
from alongside.people.models import SafeWay

FIRST_TRY_WITHIN = 2
"""Working days within which somebody tries to get back to whoever asked (KPI 4)."""

OF_THE_WORKER = ("worker_name", "worker_service", "worker_phone", "worker_email", "why_not_agreed")
"""What a worker tells of themselves: all that we hear until the person agreed (A3)."""

SPOKE = (
    EnquiryOutcome.RECORD,
    EnquiryOutcome.ANSWERED,
    EnquiryOutcome.ELSEWHERE,
    EnquiryOutcome.INVITED,
    EnquiryOutcome.NOT_NOW,
)
"""Ends that nobody comes to without having been in touch."""

NEEDS = {
    SafeWay.CALL: ("phone", _("Write the number to call")),
    SafeWay.TEXT: ("phone", _("Write the number to text")),
    SafeWay.LETTER: ("address", _("Write the address for the letter")),
    SafeWay.EMAIL: ("email", _("Write the e-mail address")),
}


def first_try_due_on(received_at: datetime, *, nation: str | None = None) -> date:
    """Return the last day on which a first try is in time, where the service is."""
    day = timezone.localtime(received_at).date()
    return working_days_after(day, FIRST_TRY_WITHIN, nation=nation or nation_here())


def enquiry_problems(
    kind: EnquiryKind, *, ways: Collection[str], agreed: str, told: Mapping[str, str]
) -> list[Problem]:
    """Return what an enquiry still lacks, or says too much of (A2, A3)."""
    if kind == EnquiryKind.REFERRAL:
        problems = _worker_problems(told)
        if agreed == Agreed.NOT_YET:
            return problems + _too_early(ways, told)
        return problems + _unreachable(ways, told)
    missing = [Problem("no_way", _("Tick each way that is safe"), "ways")] if not ways else []
    return missing + _unreachable(ways, told)


def ways_to_reach(enquiry: Enquiry) -> list[SafeWay]:
    """Return the ways that are safe: those they named; a worker who wrote is reached as workers are."""
    ways = {SafeWay(way) for way in enquiry.safe_ways}
    if enquiry.said.get("worker_phone"):
        ways.add(SafeWay.CALL)
    if enquiry.said.get("worker_email"):
        ways.add(SafeWay.EMAIL)
    return [way for way in SafeWay if way in ways]


def try_problems(enquiry: Enquiry, way: str) -> list[Problem]:
    """Return what stands against reaching them this way (A11)."""
    if enquiry.closed_at:
        return [_closed()]
    if way not in ways_to_reach(enquiry):
        return [Problem("not_safe", _("They did not say that this way is safe. Choose another."), "way")]
    return []


def record_problems(enquiry: Enquiry) -> list[Problem]:
    """Return what stands against beginning a record: no consent, no case, only a call-back (A3)."""
    if enquiry.closed_at:
        return [_closed()]
    if enquiry.kind == EnquiryKind.ADVOCATE:
        return [Problem("advocate", _("They want to become an advocate, and did not ask for help."))]
    if enquiry.agreed == Agreed.NOT_YET:
        return [Problem("not_agreed", _("The person has not agreed yet. Ring the worker back first."))]
    return []


def application_problems(enquiry: Enquiry) -> list[Problem]:
    """Return what stands against taking an enquiry as an application to be an advocate."""
    if enquiry.closed_at:
        return [_closed()]
    if enquiry.kind != EnquiryKind.ADVOCATE:
        return [Problem("asks_for_help", _("They asked for help, and not to become an advocate."))]
    return []


def agreement_problems(enquiry: Enquiry) -> list[Problem]:
    """Return what stands against writing down that the person has agreed since."""
    if enquiry.closed_at:
        return [_closed()]
    if enquiry.agreed != Agreed.NOT_YET:
        return [Problem("agreed", _("They agreed already, or asked for themselves."))]
    return []


def closing_problems(enquiry: Enquiry, outcome: str) -> list[Problem]:
    """Return what stands against closing an enquiry this way."""
    if enquiry.closed_at:
        return [_closed()]
    if outcome == EnquiryOutcome.NOT_REACHED and not enquiry.first_tried_at:
        return [Problem("not_tried", _("Try to reach them first, and write it down."), "outcome")]
    return []


def _closed() -> Problem:
    return Problem("closed", _("Somebody closed this already. Look at the list again."))


def _worker_problems(told: Mapping[str, str]) -> list[Problem]:
    if told.get("worker_phone") or told.get("worker_email"):
        return []
    return [
        Problem("no_worker", _("Write how we can reach you: a number or an e-mail address"), "worker_phone")
    ]


def _too_early(ways: Collection[str], told: Mapping[str, str]) -> list[Problem]:
    early = [name for name, text in told.items() if text and name not in OF_THE_WORKER]
    sentence = _("They have not agreed yet: leave this out. We ring you back, and hear it once they agree.")
    return [Problem("too_early", sentence, name) for name in (*early, *(["ways"] if ways else []))]


def _unreachable(ways: Collection[str], told: Mapping[str, str]) -> list[Problem]:
    problems = {
        field: Problem("nowhere", sentence, field)
        for way, (field, sentence) in reversed(NEEDS.items())
        if way in ways and not told.get(field)
    }
    found = list(problems.values())
    if SafeWay.VOICEMAIL in ways and SafeWay.CALL not in ways:
        sentence = _("A voicemail begins with a call. Tick “A phone call” too, or leave out both")
        found.append(Problem("voicemail", sentence, "ways"))
    return found
