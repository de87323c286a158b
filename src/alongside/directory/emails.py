"""Tells an e-mail address of a desk from one of a person, which must not be published."""

import re

_DESKS = """
about accommodation accounts admin administration advice advocacy alcohol appointments ask bookings box
care centre charity clinic club coffee collect community compassion connect contact council counselling
crisis debt deliver desk detox donate donations dropin drugs duty email enquire enquiries enquiry family
finance food foodbank foodbanks forum freedom fundraising general group headoffice health hello help
helpdesk helpline home homeless hostel housing hq hub info information inbox intake join kitchen legal
mail main manager mentalhealth mailbox men mens msg needle office online outreach pantry parish partners
pharmacy post project projects queries query reception recovery referral referrals refuge rehab safe
safeguarding school secretary service services shelter shop social staff station support surgery team
trust treatment us volunteer volunteering volunteers welcome welfare wellbeing women womens youth
"""
DESKS = frozenset(_DESKS.split())
"""Words for a desk, a place or a task: with one of them an address belongs to no one person."""

SOUND = re.compile(
    r"[^@\s,;<>()\[\]]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+", re.IGNORECASE
)


def emails_in(text: str) -> list[str]:
    """Return the e-mail addresses that stand in a text."""
    return [found.strip(".'\"") for found in SOUND.findall(text)]


def without_personal(text: str) -> str:
    """Return a text fit for everybody: addresses in it that seem to be of one person are gone."""
    return SOUND.sub(lambda found: "" if looks_personal(found[0].strip(".'\"")) else found[0], text)


def looks_personal(email: str, *, place: str = "") -> bool:
    """Tell whether an address seems to be of one person. When in doubt, it is: a name published is published.

    `place` is the address of the body as text: bury@example.org is nobody called Bury if it is in Bury.
    """
    local, _at, domain = email.casefold().strip().partition("@")
    words = [word for word in re.split(r"[^a-z]+", local) if word]
    if any(word in DESKS for word in words):
        return False
    # all of it: john.ashton@ in Ashton is still somebody
    if words and set(words) <= set(re.findall(r"[a-z]{4,}", place.casefold())):
        return False
    whole = "".join(words)
    if any(len(desk) > 5 and (whole.startswith(desk) or whole.endswith(desk)) for desk in DESKS):
        return False
    # the name of the body itself, as in lalleycentre@lalley.example
    body = re.sub(r"[^a-z]", "", domain.split(".")[0])
    return len(whole) < 4 or not (whole in body or body in whole)
