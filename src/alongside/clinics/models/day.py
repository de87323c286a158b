"""What happens on the day: who comes, and the tally."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.clinics.models.session import Session
from alongside.common.ids import new_anonymous_id
from alongside.people.models import Person


class VisitState(models.TextChoices):
    """Whether somebody came. Nobody "fails" to."""

    EXPECTED = "expected", _("Expected")
    CAME = "came", _("Here")
    NOT_THIS_TIME = "not_this_time", _("Not this time")


class Visit(AuditedModel):
    """A person at a session. It holds no time, and its id tells none: some come without a name (R51)."""

    id = models.UUIDField(primary_key=True, default=new_anonymous_id, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="visits")
    person = models.ForeignKey(Person, models.PROTECT, related_name="visits")
    state = models.CharField(max_length=13, choices=VisitState.choices, default=VisitState.EXPECTED)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = AuditedQuerySet["Visit"].as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["session", "person"], name="one_visit_a_session"),
            models.CheckConstraint(condition=Q(state__in=VisitState.values), name="visit_state"),
        )

    def __str__(self) -> str:
        return f"visit {self.id}"

    @property
    def whom(self) -> Person:
        """Who came: the person a contact without a name was joined to since."""
        return self.person.joined_to or self.person


class TallyKind(models.TextChoices):
    """What is counted."""

    INFORMATION = "information", _("Information given")
    SIGNPOSTED = "signposted", _("Shown where to go")
    NEED_HEARD = "need_heard", _("A need heard")
    LUNCH = "lunch", _("A lunch")


class Topic(models.TextChoices):
    """What it was about, where somebody says."""

    BENEFITS = "benefits", _("Benefits")
    HOME = "home", _("A home")
    TREATMENT = "treatment", _("Drug or alcohol treatment")
    MIND = "mind", _("Mental health")
    HEALTH = "health", _("Other health")
    MONEY = "money", _("Money and debt")
    TREATED = "treated", _("How a service treated them")
    OTHER = "other", _("Something else")


class Tally(AuditedModel):
    """One press of the tally: no name, and no time but the session (A5, R51)."""

    id = models.UUIDField(primary_key=True, default=new_anonymous_id, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="tallies")
    kind = models.CharField(max_length=11, choices=TallyKind.choices)
    topic = models.CharField(max_length=9, choices=Topic.choices, blank=True)
    how_many = models.PositiveSmallIntegerField(default=1)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    # tells which press was the last one, which no time may
    number = models.PositiveIntegerField()
    undone = models.BooleanField(default=False)

    objects = AuditedQuerySet["Tally"].as_manager()

    keeps_no_time = True
    """Tells the audit to keep the date only."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["session", "number"], name="one_press_a_number"),
            models.CheckConstraint(condition=Q(kind__in=TallyKind.values), name="tally_kind"),
            models.CheckConstraint(condition=Q(topic__in=["", *Topic.values]), name="tally_topic"),
            models.CheckConstraint(condition=Q(how_many__range=(1, 99)), name="tally_how_many"),
        )

    def __str__(self) -> str:
        return f"tally {self.id}"
