"""The service's own words for a few things (L7). Reports keep the standard keys."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

STANDARD = {
    "person": _("person"),
    "people": _("people"),
    "lead": _("lead"),
    "leads": _("leads"),
    "shadow": _("shadow"),
    "shadows": _("shadows"),
    "clinic": _("clinic"),
    "clinics": _("clinics"),
}


def words_for(own: Mapping[str, str]) -> dict[str, str]:
    """Return every word, the service's own where it has one."""
    return {key: own.get(key) or str(standard) for key, standard in STANDARD.items()}


def own_words(words: Mapping[str, str]) -> dict[str, str]:
    """Return those that differ from ours: only these are kept, so that ours can be translated."""
    return {key: word for key, word in words.items() if word and word != str(STANDARD[key])}
