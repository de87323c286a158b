"""What people need, as the directory sorts services: our own taxonomy, with ids that never change."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_NAMESPACE = UUID("6f6a4b0e-3d0c-5c1e-9a51-0d5f2c7f1e90")

TAXONOMY_ID = uuid5(_NAMESPACE, "needs")
TAXONOMY_NAME = "Needs"
TAXONOMY_DESCRIPTION = "What people need, as peer advocacy services sort it."


@dataclass(frozen=True)
class NeedTerm:
    """One need: its code, its word on screen, and the English of the feed."""

    code: str
    word: Promise
    name: str
    description: str

    @property
    def id(self) -> UUID:
        """The id of the term, the same in every service."""
        return uuid5(_NAMESPACE, f"needs/{self.code}")


NEEDS = (
    NeedTerm("food", _("Food"), "Food", "Food banks, meals and food parcels."),
    NeedTerm("home", _("A place to live"), "Accommodation", "Somewhere to live, or to sleep tonight."),
    NeedTerm("money", _("Money, benefits and debt"), "Money, benefits and debt", "Benefits, debt and bills."),
    NeedTerm(
        "recovery",
        _("Drugs and alcohol"),
        "Drug and alcohol recovery",
        "Treatment, recovery support and mutual aid.",
    ),
    NeedTerm(
        "needle-exchange",
        _("Needle exchange"),
        "Needle exchange (harm reduction)",
        "Clean needles, naloxone and safer use.",
    ),
    NeedTerm("crisis", _("Help in a crisis"), "Crisis", "Help at once, by day or night."),
    NeedTerm("health", _("Doctors and health"), "Health care", "Doctors, dentists, nurses and pharmacies."),
    NeedTerm("wellbeing", _("Mental health"), "Emotional wellbeing", "Mental health and how people feel."),
    NeedTerm("legal", _("Legal help and rights"), "Legal and rights", "Advice on law and rights."),
    NeedTerm("immigration", _("Immigration"), "Immigration", "Leave to stay, asylum and papers."),
    NeedTerm("work", _("Work and learning"), "Work and learning", "Jobs, training and courses."),
    NeedTerm(
        "family", _("Family and relationships"), "Family and relationships", "Family, children and safety."
    ),
    NeedTerm("social", _("Company and things to do"), "Social life", "Groups, company and things to do."),
)

NEED_OF = {need.code: need for need in NEEDS}
NEED_OF_ID = {need.id: need for need in NEEDS}
