"""Who may see a person: what grants it, and what takes it away."""

from datetime import date
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.common import clock
from alongside.common.ids import new_id
from alongside.crypto.fields import SealedText
from alongside.crypto.keys import SERVICE
from alongside.crypto.models import SealedModel
from alongside.people.models.person import Person


class PartnershipKind(models.TextChoices):
    """As what somebody works with a person."""

    ADVOCATE = "advocate", _("Advocate")
    CLINIC = "clinic", _("Met when they came")
    SUPERVISOR = "supervisor", _("Supervisor")
    COVER = "cover", _("Cover while somebody is away")
    NAMED = "named", _("Named for a restricted record")
    COMPANION = "companion", _("Goes somewhere with them")


LAPSING = (PartnershipKind.CLINIC, PartnershipKind.COMPANION)
"""These come of one meeting and end by themselves: nobody is handed over by them."""


class PartnershipQuerySet(AuditedQuerySet["Partnership"]):
    """Partnerships."""

    def holding(self, day: date) -> "PartnershipQuerySet":
        """Return those that hold on a day: their first and their last day are both part of them."""
        return self.not_over(day).filter(starts_on__lte=day)

    def not_over(self, day: date) -> "PartnershipQuerySet":
        """Return those whose last day has not passed on a day, and those that begin later."""
        return self.filter(models.Q(ends_on=None) | models.Q(ends_on__gte=day))


class Partnership(AuditedModel, SealedModel):
    """The only grant of access to a person: who, as what, from, until, why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="partnerships")
    user = models.ForeignKey(User, models.PROTECT, related_name="partnerships", db_index=False)
    kind = models.CharField(max_length=10, choices=PartnershipKind.choices)
    starts_on = models.DateField()
    # the last day on which it holds; open where there is none
    ends_on = models.DateField(null=True)
    why = SealedText(null=True)
    given_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(default=clock.now)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        indexes = (
            # holds all that the rule of sight asks for, so that the rows themselves are not read
            models.Index(
                fields=["user", "ends_on", "starts_on", "kind", "person"], name="people_partnership_sight"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="partnership_ends_after_it_starts",
            ),
        )

    def seal_owner(self) -> UUID:
        """The person's key."""
        return self.person_id


class WallKind(models.TextChoices):
    """Why somebody must not see a person. Never shown to them, nor to who hands out work."""

    OWN = "own", _("Their own record")
    CONFLICT = "conflict", _("They declared a conflict")
    OBJECTION = "objection", _("The person asked for it")


class Wall(AuditedModel):
    """Takes sight away, whatever grants it. Walls subtract last."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="walls")
    person = models.ForeignKey(Person, models.PROTECT, related_name="walls")
    kind = models.CharField(max_length=9, choices=WallKind.choices)
    from_at = models.DateTimeField(default=clock.now)
    lifted_at = models.DateTimeField(null=True)
    built_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = AuditedQuerySet["Wall"].as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["user", "person", "kind"],
                condition=models.Q(lifted_at=None),
                name="one_live_wall_of_a_kind",
            ),
        )


class DeclarationState(models.TextChoices):
    """What became of a declaration."""

    WAITING = "waiting", _("Being looked at")
    SETTLED = "settled", _("Looked at")


class Declaration(AuditedModel, SealedModel):
    """ "I should not work with …": told in private, matched by the data protection lead (A7)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="declarations")
    who = SealedText()
    why = SealedText(null=True)
    state = models.CharField(max_length=7, choices=DeclarationState.choices, default=DeclarationState.WAITING)
    told_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    # work with somebody of this name was about to be given to them; who declared it never sees this
    asked_again_at = models.DateTimeField(null=True)

    objects = AuditedQuerySet["Declaration"].as_manager()

    def seal_owner(self) -> UUID:
        """The service's key: there may be no person to it."""
        return SERVICE


class NotMeant(AuditedModel):
    """Somebody with a name like the one declared was looked at, and is not who was meant."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="not_meant")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=clock.now)

    objects = AuditedQuerySet["NotMeant"].as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["declaration", "person"], name="not_meant_decided_once"),
        )


class BreakGlass(AuditedModel, SealedModel):
    """One record opened in an emergency: read only, an hour at most, reviewed afterwards (R20)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="broken_glass")
    person = models.ForeignKey(Person, models.PROTECT, related_name="broken_glass")
    why = SealedText()
    from_at = models.DateTimeField(default=clock.now)
    until_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    # what the one who reviewed it found
    finding = SealedText(null=True)

    objects = AuditedQuerySet["BreakGlass"].as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["user", "until_at"], name="people_glass_user"),
            models.Index(
                fields=["from_at"], condition=models.Q(reviewed_at=None), name="people_glass_unreviewed"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until_at__gte=models.F("from_at")), name="glass_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_by=None) | ~models.Q(reviewed_by=models.F("user")),
                name="nobody_reviews_their_own_glass",
            ),
        )

    def seal_owner(self) -> UUID:
        """The person's key."""
        return self.person_id


class DualRoleState(models.TextChoices):
    """Whether a worker's account and a person on record are the same human."""

    OPEN = "open", _("To be looked at")
    SAME = "same", _("The same person")
    OTHER = "other", _("Somebody else")


class DualRoleCheck(AuditedModel):
    """A new account that may belong to somebody on our records: it sees nobody until resolved (R19)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="dual_role_checks")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    state = models.CharField(max_length=5, choices=DualRoleState.choices, default=DualRoleState.OPEN)
    found_at = models.DateTimeField(default=clock.now)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = AuditedQuerySet["DualRoleCheck"].as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "person"], name="one_dual_role_check"),)

    @property
    def is_open(self) -> bool:
        """Tell whether somebody has still to say."""
        return self.state == DualRoleState.OPEN


class NotSamePerson(AuditedModel):
    """Two records that look alike were looked at, and are two people."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    one = models.ForeignKey(Person, models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=clock.now)

    objects = AuditedQuerySet["NotSamePerson"].as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["one", "other"], name="decided_once"),)


class PrivacyAlertKind(models.TextChoices):
    """What the data protection lead is told of, by reference only."""

    OWN_RECORD = "own_record", _("A worker reached for their own record")
    BREAK_GLASS = "break_glass", _("A record was opened in an emergency")


class PrivacyAlert(AuditedModel):
    """Something for the data protection lead to look at. Holds no identifier of a person."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12, choices=PrivacyAlertKind.choices)
    # the number of the audit entry, and nothing else
    entry = models.BigIntegerField()
    at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = AuditedQuerySet["PrivacyAlert"].as_manager()
