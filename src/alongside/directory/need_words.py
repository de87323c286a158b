"""Finds which needs a text speaks of, in the words that lists of services use."""

import re

_WORDS = {
    "food": r"food|meals?\b|lunch|breakfast|pantry|soup",
    "home": r"accommodation|housing|homeless|hostel|tenancy|rough sleep|shelter",
    "money": r"financ|benefits?\b|debt|money|budget|welfare rights|universal credit",
    "recovery": r"dependency|recovery|drugs?\b|alcohol|substance|detox|rehab|supervised cons|methadone",
    "needle-exchange": r"needle|syringe|harm reduction|naloxone|\bnsp\b",
    "crisis": r"crisis|suicid|emergency accommodation|helpline",
    "health": r"pharmac|chemist|\bgp\b|doctor|dentist|\bhealth|medicine|vaccin|smoking|clinic|nurse|prescri",
    "wellbeing": r"emotional|mental health|wellbeing|well-being|counsell|anxiety|depress|bereave",
    "legal": r"legal|solicitor|rights|advocacy|citizens advice|probation|law centre",
    "immigration": r"immigra|asylum|refugee|migrant|visa",
    "work": r"\bete\b|education|training|employment|\bjobs?\b|job ?cent|work coach|apprentic|learning",
    "family": r"famil|significant others|parent|relationship|carers?\b|domestic abuse",
    "social": r"social inclusion|lifestyle|associates|social life|befriend|mentoring|lonel|peer support",
}
_PATTERNS = {code: re.compile(pattern, re.IGNORECASE) for code, pattern in _WORDS.items()}


def needs_in(text: str) -> list[str]:
    """Return the codes of the needs that a text speaks of, in the order of our list."""
    return [code for code, pattern in _PATTERNS.items() if pattern.search(text)]
