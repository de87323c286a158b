"""Somebody who asks for help, sends somebody on, or wants to become an advocate."""

from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.clinics.models import Topic
from alongside.common import clock
from alongside.common.ids import new_id
from alongside.crypto.fields import SealedJSON, SealedText
from alongside.crypto.keys import SERVICE
from alongside.crypto.models import SealedModel
from alongside.people.models import SafeWay


class EnquiryKind(models.TextChoices):
    """What somebody wants of us."""

    HELP = "help", _("Asks for help")
    REFERRAL = "referral", _("Sent on by a worker")
    ADVOCATE = "advocate", _("Wants to become an advocate")


class CameBy(models.TextChoices):
    """How it came to us."""

    WEB = "web", _("On the web")
    PHONE = "phone", _("By phone")
    TEXT = "text", _("By text")
    WALK_IN = "walk_in", _("Walked in")


class Agreed(models.TextChoices):
    """Whether somebody who is sent on by a worker agreed to it (A3)."""

    SAID = "said", _("Yes, they said so")
    SIGNED = "signed", _("Yes, they signed for it")
    WITH_ME = "with_me", _("Yes, they are with me now")
    NOT_YET = "not_yet", pgettext_lazy("whether a person agreed", "Not yet")


class EnquiryOutcome(models.TextChoices):
    """How an enquiry ended."""

    RECORD = "record", _("A record was begun")
    ANSWERED = "answered", _("They have what they asked for")
    ELSEWHERE = "elsewhere", _("Shown where to go")
    INVITED = "invited", _("Invited to come and see us")
    NOT_NOW = "not_now", _("They do not want it now")
    NOT_REACHED = "not_reached", _("We could not reach them")
    EMPTY = "empty", _("Nothing to answer, or not meant for us")


class EnquiryQuerySet(AuditedQuerySet["Enquiry"]):
    """Enquiries."""

    def waiting(self) -> "EnquiryQuerySet":
        """Return those not closed, the oldest first."""
        return self.filter(closed_at=None).order_by("received_at", "id")

    def untried(self) -> "EnquiryQuerySet":
        """Return those to whose sender nobody has tried to get back, the oldest first (KPI 4)."""
        return self.waiting().filter(first_tried_at=None)


class Enquiry(AuditedModel, SealedModel):
    """One enquiry. It is nobody's record: when one is begun, what was told goes there and is emptied here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=8, choices=EnquiryKind.choices)
    came_by = models.CharField(max_length=7, choices=CameBy.choices, default=CameBy.WEB)
    topic = models.CharField(max_length=9, choices=Topic.choices, blank=True)
    # texts by name: see frontdoor.forms.enquiries for the questions
    told = SealedJSON(null=True)
    # which of SafeWay are safe
    ways = SealedJSON(null=True)
    agreed = models.CharField(max_length=7, choices=Agreed.choices, blank=True)
    received_at = models.DateTimeField(default=clock.now)
    # who noted it for somebody who rang or walked in; nobody where it came by the web
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    first_tried_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=11, choices=EnquiryOutcome.choices, blank=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(
                fields=["received_at"], condition=Q(closed_at=None), name="frontdoor_enquiry_waiting"
            ),
            models.Index(fields=["received_at"], name="frontdoor_enquiry_received"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=EnquiryKind.values), name="enquiry_kind"),
            models.CheckConstraint(condition=Q(came_by__in=CameBy.values), name="enquiry_came_by"),
            models.CheckConstraint(condition=Q(topic__in=["", *Topic.values]), name="enquiry_topic"),
            models.CheckConstraint(
                condition=Q(kind=EnquiryKind.REFERRAL, agreed__in=Agreed.values)
                | (~Q(kind=EnquiryKind.REFERRAL) & Q(agreed="")),
                name="referral_says_whether_they_agreed",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="")
                | Q(closed_at__isnull=False, outcome__in=EnquiryOutcome.values),
                name="closed_enquiry_has_an_outcome",
            ),
            # no consent, no case: only a call-back (A3)
            models.CheckConstraint(
                condition=~Q(agreed=Agreed.NOT_YET, outcome=EnquiryOutcome.RECORD),
                name="no_record_without_agreement",
            ),
        )

    def __str__(self) -> str:
        return f"enquiry {self.id}"

    def seal_owner(self) -> UUID:
        """The service's key: it is about nobody we know."""
        return SERVICE

    @property
    def said(self) -> dict[str, Any]:
        """What was told. Nothing where it cannot be opened, or was emptied."""
        return self.told if isinstance(self.told, dict) else {}

    @property
    def safe_ways(self) -> list[str]:
        """Which ways of reaching them are safe. Nothing is, where it cannot be opened."""
        return self.ways if isinstance(self.ways, list) else []

    @property
    def ways_named(self) -> list[str]:
        """The ways that are safe, in words."""
        return [str(way.label) for way in SafeWay if way in self.safe_ways]

    @property
    def label(self) -> str:
        """What to show in a list."""
        name = self.said.get("called") or self.said.get("full_name") or self.said.get("worker_name")
        return str(name or gettext("No name given"))


class EnquiryTry(AuditedModel, SealedModel):
    """Somebody tried to get back to whoever asked."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enquiry = models.ForeignKey(Enquiry, models.PROTECT, related_name="tries")
    way = models.CharField(max_length=9, choices=SafeWay.choices)
    got_through = models.BooleanField()
    words = SealedText(null=True)
    tried_at = models.DateTimeField(default=clock.now)
    tried_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = AuditedQuerySet["EnquiryTry"].as_manager()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(way__in=SafeWay.values), name="enquiry_try_way"),)

    def __str__(self) -> str:
        return f"try {self.id}"

    def seal_owner(self) -> UUID:
        """The service's key, as of the enquiry."""
        return SERVICE
