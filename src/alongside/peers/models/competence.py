"""What an advocate can do, seen by somebody, with an example (E6)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedQuerySet
from alongside.crypto.fields import SealedText
from alongside.peers.models.base import JourneyRow


class Competence(models.TextChoices):
    """What a lead can do, in our own words. Each can be seen."""

    LISTEN = "listen", _("Listens first, and lets them finish")
    STORY = "story", _("Tells of themselves only when it helps the person")
    WORDS = "words", _("Writes what they want in their own words")
    STRENGTHS = "strengths", _("Asks what already works")
    OPTIONS = "options", _("Lays out every option, “do nothing” too, and lets them choose")
    TOGETHER = "together", _("Does no more for them than they ask")
    SERVICES = "services", _("Finds the right service and makes the link")
    RIGHTS = "rights", _("Looks up the rights and the dates")
    SPEAK = "speak", _("Says only what was agreed, and says it clearly")
    CRISIS = "crisis", _("Stays calm when there is danger, and gets help")
    PRIVATE = "private", _("Keeps things private, and knows when not to")
    TEAM = "team", _("Works well with the team and the place")
    SELF = "self", _("Looks after themselves, and brings hard things to supervision")


FRAMEWORKS: dict[Competence, tuple[tuple[str, ...], str]] = {
    Competence.LISTEN: (("caring relationships", "communication"), "core relational skills"),
    Competence.STORY: (("shares lived experience",), "drawing on lived experience"),
    Competence.WORDS: (("personalises support", "communication"), "supporting people"),
    Competence.STRENGTHS: (("health and wellness",), "supporting people"),
    Competence.OPTIONS: (("recovery planning",), "supporting people"),
    Competence.TOGETHER: (("provides support",), "values and principles"),
    Competence.SERVICES: (("links to resources",), "knowledge of local services"),
    Competence.RIGHTS: (("leadership and advocacy",), "promoting rights"),
    Competence.SPEAK: (("leadership and advocacy",), "promoting rights"),
    Competence.CRISIS: (("manages crises",), "safeguarding"),
    Competence.PRIVATE: (("communication",), "confidentiality and sharing"),
    Competence.TEAM: (("collaboration and teamwork",), "working with teams"),
    Competence.SELF: (("growth and development",), "self-care and use of supervision"),
}
"""Which of SAMHSA's twelve categories (2015), and which part of HEE's framework (2020), each speaks to."""


class Sighting(JourneyRow):
    """Somebody saw a competence in an advocate, on a day, in an example. `made_by` is who saw it."""

    user = models.ForeignKey(User, models.PROTECT, related_name="sightings")
    competence = models.CharField(max_length=10, choices=Competence.choices)
    seen_on = models.DateField()
    example = SealedText()

    objects = AuditedQuerySet["Sighting"].as_manager()

    class Meta:
        indexes = (models.Index(fields=["user", "competence"], name="peers_sighting_user"),)
        constraints = (
            models.CheckConstraint(condition=~Q(made_by=F("user")), name="nobody_observes_themselves"),
            models.CheckConstraint(condition=Q(competence__in=Competence.values), name="competence_is_known"),
        )
