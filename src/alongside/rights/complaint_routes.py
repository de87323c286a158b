"""Where a complaint goes: the body, the law, the first step and the ombudsman."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class Kind(TextChoices):
    """What kind of service it is about."""

    DRUG_ALCOHOL = "drug_alcohol", _("Drug or alcohol service")
    HEALTH = "health", _("Doctor, hospital, dentist, chemist, mental health")
    CARE = "care", _("Care and support from the council")
    LANDLORD = "landlord", _("Landlord or hostel")
    DWP = "dwp", _("Jobcentre, Universal Credit, PIP")
    POLICE = "police", _("Police")
    COUNCIL = "council", _("Something else of the council")


class Payer(TextChoices):
    """Who pays for it or runs it."""

    COUNCIL = "council", _("The council")
    NHS = "nhs", _("The NHS")
    ASSOCIATION = "association", _("A housing association")
    PRIVATE = "private", _("A private firm or landlord")


class Answered(TextChoices):
    """Whether there has been a last answer."""

    YES = "yes", _("Yes, in writing")
    NO = "no", _("No, not yet")


@dataclass(frozen=True)
class Route:
    """Where to complain. `pathway` is the key of the pathway with the letters, or ""."""

    body: Words
    law: Words
    first_step: Words
    ombudsman: Words
    pathway: str = ""
    is_amber: bool = False
    """General knowledge that nobody has compared with its source."""


LGSCO = _("Local Government and Social Care Ombudsman (LGSCO)")
PHSO = _("Parliamentary and Health Service Ombudsman (PHSO)")
PUBLIC_HEALTH = Route(
    _("The service, or the council that pays for it"),
    _("SI 2012/3094, Part 5: complaints about public health services of councils"),
    _("Write a complaint that names this law."),
    LGSCO,
    "council-public-health-complaint",
)
NHS = Route(
    _("The NHS service, or whoever pays for it"),
    _("SI 2009/309: complaints about the NHS and social care"),
    _("Write a complaint to the complaints manager."),
    PHSO,
    "nhs-complaint",
)
CARE = Route(
    _("The council’s social care team"),
    _("SI 2009/309: complaints about the NHS and social care"),
    _("Write a complaint to the council."),
    LGSCO,
)
SOCIAL_LANDLORD = Route(
    _("The landlord"),
    _("The Housing Ombudsman’s Complaint Handling Code"),
    _("Write a complaint: stage one."),
    _("Housing Ombudsman"),
    "social-landlord-complaint",
)
PRIVATE_LANDLORD = Route(
    _("The landlord or agent; the council for bad repair or harassment"),
    _("Housing law, not a complaints law"),
    _("Write to the landlord, and tell the council’s private housing team."),
    _("For an agent: the redress scheme it belongs to"),
    "eviction-notice",
    is_amber=True,
)
DWP = Route(
    _("The DWP office"),
    _("The DWP’s own complaints procedure. A decision is challenged by mandatory reconsideration, not here."),
    _("Complain by phone, in the journal or in writing."),
    _("Independent Case Examiner, then the PHSO through an MP"),
    "mandatory-reconsideration",
    is_amber=True,
)
POLICE = Route(
    _("The police force’s professional standards department"),
    _("Police Reform Act 2002"),
    _("Complain to the force, or through the police watchdog’s web page. Ask a solicitor first if charged."),
    _("Independent Office for Police Conduct (IOPC)"),
    is_amber=True,
)
COUNCIL = Route(
    _("The council’s complaints team"),
    _("Local Government Act 1974, Part 3"),
    _("Write a complaint to the council."),
    LGSCO,
)
PRIVATE_SERVICE = Route(
    _("The firm that runs it"),
    _("The firm’s own complaints procedure"),
    _("Ask once more who pays. If the council or the NHS pays for the place, choose that instead."),
    _("None, where nobody but the person pays"),
)
ASK_WHO_PAYS = Route(
    _("Not clear yet: it depends on who pays"),
    _("If the council pays: SI 2012/3094, Part 5. If the NHS pays: SI 2009/309."),
    _("Ask the service: “Does the council pay for you?” For drug and alcohol services it mostly does."),
    _("If the council pays: LGSCO. If the NHS pays: PHSO."),
    "council-public-health-complaint",
)
ASK_WHAT = Route(
    _("Not clear yet"),
    _("It depends on what kind of service it is"),
    _("Ask the person what the service is called, and look for its complaints page together."),
    _("It depends on what kind of service it is"),
)

BY_PAYER: dict[str, dict[str, Route]] = {
    Kind.DRUG_ALCOHOL: {Payer.COUNCIL: PUBLIC_HEALTH, Payer.NHS: NHS, Payer.PRIVATE: PRIVATE_SERVICE},
    Kind.HEALTH: {Payer.COUNCIL: PUBLIC_HEALTH, Payer.PRIVATE: PRIVATE_SERVICE},
    Kind.CARE: {Payer.NHS: NHS},
    Kind.LANDLORD: {Payer.PRIVATE: PRIVATE_LANDLORD},
    "": {Payer.COUNCIL: COUNCIL, Payer.NHS: NHS, Payer.ASSOCIATION: SOCIAL_LANDLORD},
}
OTHERWISE: dict[str, Route] = {
    Kind.DRUG_ALCOHOL: ASK_WHO_PAYS,
    Kind.HEALTH: NHS,
    Kind.CARE: CARE,
    Kind.LANDLORD: SOCIAL_LANDLORD,
    Kind.DWP: DWP,
    Kind.POLICE: POLICE,
    Kind.COUNCIL: COUNCIL,
    "": ASK_WHAT,
}


def complaint_route(kind: str, payer: str) -> Route:
    """Return where a complaint goes; "" for a question that was skipped.

    A drug or alcohol service that a council pays for never goes to the health ombudsman, whoever runs it.
    """
    return BY_PAYER.get(kind, {}).get(payer, OTHERWISE[kind])


def next_step(route: Route, answered: str) -> Words:
    """Return what to do now."""
    if answered == Answered.YES:
        return _("There is a last answer: go to the ombudsman named below, with that answer.")
    return route.first_step
