"""Places that need somebody else, and who was asked to take them (B3)."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.clinics.models.rota import Rota
from alongside.clinics.models.session import LIVE, Session, Shift
from alongside.common import clock
from alongside.common.ids import new_id
from alongside.peers.models import ShiftRole


class CoverQuerySet(AuditedQuerySet["Cover"]):
    """Places that need, or needed, somebody else."""

    def open(self) -> "CoverQuerySet":
        """Return those that nobody has taken yet, and that were not called off."""
        return self.filter(ended_at=None)

    def to_come(self) -> "CoverQuerySet":
        """Return open ones of sessions that are to run and whose day is not over."""
        return self.open().filter(session__on__gte=clock.today(), session__state__in=LIVE)


class Cover(AuditedModel):
    """A place on a session for which somebody is looked for. No reason is asked or kept.

    How long before the session it was said follows from `asked_at`: for the coordinator alone, in no list.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="covers")
    role = models.CharField(max_length=6, choices=ShiftRole.choices)
    # the shift of whoever cannot come; none where the place was never filled
    shift = models.OneToOneField(Shift, models.PROTECT, null=True, related_name="cover")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    taken = models.OneToOneField(Shift, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = CoverQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["session", "ended_at"], name="clinics_cover_session"),)
        constraints = (
            models.UniqueConstraint(
                fields=["session", "role"],
                condition=Q(ended_at=None, shift=None),
                name="one_open_cover_for_an_empty_place",
            ),
            models.CheckConstraint(condition=Q(role__in=ShiftRole.values), name="cover_role"),
            models.CheckConstraint(
                condition=Q(taken=None) | Q(ended_at__isnull=False), name="taken_cover_has_ended"
            ),
        )

    def __str__(self) -> str:
        return f"cover {self.id}"


class OfferKind(models.TextChoices):
    """Why somebody is asked to take a place."""

    COVER = "cover", _("Somebody is needed")
    SWAP = "swap", _("A swap")
    CHANGE = "change", _("The rota would like to move you")


class OfferState(models.TextChoices):
    """What became of an offer."""

    WAITING = "waiting", _("Waiting for an answer")
    AGREED = "agreed", _("Said yes, and waits for others")
    YES = "yes", _("Said yes")
    NO = "no", _("Not this time")
    RESERVE = "reserve", _("Would have come")
    GONE = "gone", _("No longer needed")


OPEN = (OfferState.WAITING, OfferState.AGREED)
"""What can still come about."""


class OfferQuerySet(AuditedQuerySet["ShiftOffer"]):
    """Offers of a place."""

    def waiting(self) -> "OfferQuerySet":
        """Return those that can still be answered."""
        return self.open().filter(state=OfferState.WAITING)

    def open(self) -> "OfferQuerySet":
        """Return those that can still come about: a yes that waits for others among them."""
        return self.filter(
            Q(until_at__gt=clock.now()) | Q(state=OfferState.AGREED),
            state__in=OPEN,
            session__state__in=LIVE,
            session__on__gte=clock.today(),
        )

    def of(self, user_id: UUID) -> "OfferQuerySet":
        """Return what one advocate was offered."""
        return self.filter(offered_to=user_id)


class ShiftOffer(AuditedModel):
    """A place that an advocate may take or leave. They are told neither why it is free nor whose it was.

    `cover` is the gap it would fill. `instead_of` is the shift of whoever holds the place now and would leave
    it. `gives_up` is the shift that the one who is asked would leave for it: in a swap the other takes that
    place. In a change `rota` asks, and says who comes instead; where its place is the one they have, they are
    asked to leave it for none.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=6, choices=OfferKind.choices)
    session = models.ForeignKey(Session, models.PROTECT, related_name="offers")
    role = models.CharField(max_length=6, choices=ShiftRole.choices)
    offered_to = models.ForeignKey(User, models.PROTECT, related_name="offers")
    cover = models.ForeignKey(Cover, models.PROTECT, null=True, related_name="offers")
    instead_of = models.ForeignKey(Shift, models.PROTECT, null=True, related_name="offered_away")
    gives_up = models.ForeignKey(Shift, models.PROTECT, null=True, related_name="asked_for")
    rota = models.ForeignKey(Rota, models.PROTECT, null=True, related_name="offers")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    until_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=OfferState.choices, default=OfferState.WAITING)
    answered_at = models.DateTimeField(null=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["offered_to", "state"], name="clinics_offer_to"),)
        constraints = (
            models.UniqueConstraint(
                fields=["session", "role", "offered_to"],
                condition=Q(state=OfferState.WAITING),
                name="one_waiting_offer_of_a_place",
            ),
            models.UniqueConstraint(fields=["cover", "offered_to"], name="a_cover_is_offered_once"),
            models.CheckConstraint(condition=Q(role__in=ShiftRole.values), name="offer_role"),
            models.CheckConstraint(condition=Q(state__in=OfferState.values), name="offer_state"),
            models.CheckConstraint(condition=Q(kind__in=OfferKind.values), name="offer_kind"),
            models.CheckConstraint(
                condition=Q(
                    kind=OfferKind.COVER, cover__isnull=False, instead_of=None, gives_up=None, rota=None
                )
                | Q(
                    kind=OfferKind.SWAP,
                    cover=None,
                    instead_of__isnull=False,
                    gives_up__isnull=False,
                    rota=None,
                )
                | Q(
                    kind=OfferKind.CHANGE,
                    cover=None,
                    instead_of=None,
                    gives_up__isnull=False,
                    rota__isnull=False,
                ),
                name="offer_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(instead_of=F("gives_up")), name="nobody_swaps_with_themselves"
            ),
        )

    def __str__(self) -> str:
        return f"offer {self.id}"

    @property
    def is_leaving(self) -> bool:
        """Tell whether they are asked to leave a place and have no other instead."""
        left = self.gives_up
        return left is not None and (left.session_id, left.role) == (self.session_id, self.role)
