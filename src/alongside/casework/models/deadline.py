"""Time limits of a case: when each ends, under which version of its rule, and who watches it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedQuerySet
from alongside.casework.models.base import PersonRow
from alongside.casework.models.case import Case
from alongside.casework.models.paper import Paper
from alongside.common import clock
from alongside.crypto.fields import SealedText

CIRCUMSTANCES = ("assessment_day", "reasons_asked_on", "reasons_given_on", "paused_from", "paused_until")
DATES = {
    "event_on": _("The clock started"),
    "safe_on": _("Safe date"),
    "last_on": _("Last legal day"),
    "late_limit_on": _("Last day to ask late"),
    "post_by_on": _("Post it by"),
}
"""The dates of a time limit, and what they are called on a page."""


class DeadlineState(models.TextChoices):
    """What became of a time limit."""

    LIVE = "live", _("Running")
    MET = "met", _("Done in time")
    MISSED = "missed", _("Missed")
    DROPPED = "dropped", _("No longer counts")


class DeadlineQuerySet(AuditedQuerySet["Deadline"]):
    """Time limits."""

    def live(self) -> "DeadlineQuerySet":
        """Return those that still run."""
        return self.filter(state=DeadlineState.LIVE)

    def nearest_first(self) -> "DeadlineQuerySet":
        """Return them by their last legal day."""
        return self.order_by("last_on", "id")


class Deadline(PersonRow):
    """One time limit (D2). It keeps the version of the rule it started under, whatever comes after."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="deadlines")
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="deadlines")
    rule_key = models.CharField(max_length=60)
    rule_version = models.CharField(max_length=10)
    # the day that starts the clock
    event_on = models.DateField()
    assessment_day = models.PositiveSmallIntegerField(null=True)
    reasons_asked_on = models.DateField(null=True)
    reasons_given_on = models.DateField(null=True)
    paused_from = models.DateField(null=True)
    paused_until = models.DateField(null=True)
    safe_on = models.DateField()
    last_on = models.DateField()
    late_limit_on = models.DateField(null=True)
    post_by_on = models.DateField(null=True)
    # who looks after it, and who looks that they do (D9)
    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    watcher = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=7, choices=DeadlineState.choices, default=DeadlineState.LIVE)
    met_on = models.DateField(null=True)
    what_done = SealedText(null=True)
    proof = SealedText(null=True)
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_why = SealedText(null=True)
    # why it is late, as they say it, and what shows that (D3)
    late_reasons = SealedText(null=True)
    late_evidence = SealedText(null=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = "time limit"
        indexes = (
            models.Index(
                fields=["person", "last_on"],
                condition=Q(state=DeadlineState.LIVE),
                name="casework_deadline_person",
            ),
            models.Index(
                fields=["last_on"], condition=Q(state=DeadlineState.LIVE), name="casework_deadline_last"
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["case", "rule_key", "event_on"],
                condition=Q(state=DeadlineState.LIVE),
                name="a_limit_runs_once",
            ),
            models.CheckConstraint(
                condition=Q(safe_on__lte=F("last_on")), name="a_safe_date_is_not_after_the_last_day"
            ),
            models.CheckConstraint(
                condition=Q(late_limit_on=None) | Q(late_limit_on__gte=F("last_on")),
                name="a_late_limit_is_not_before_the_last_day",
            ),
            models.CheckConstraint(
                condition=Q(paused_from=None, paused_until=None) | Q(paused_until__gte=F("paused_from")),
                name="a_pause_has_two_ends",
            ),
            models.CheckConstraint(
                condition=Q(watcher=None) | ~Q(watcher=F("owner")), name="nobody_watches_their_own_limit"
            ),
            models.CheckConstraint(
                condition=Q(state=DeadlineState.LIVE, ended_on=None, ended_by=None, met_on=None)
                | Q(state=DeadlineState.MET, ended_on__isnull=False, ended_by__isnull=False)
                & Q(met_on__isnull=False)
                | Q(state__in=(DeadlineState.MISSED, DeadlineState.DROPPED), ended_on__isnull=False)
                & Q(ended_by__isnull=False, met_on=None),
                name="a_limit_that_ended_says_how_and_by_whom",
            ),
        )

    @property
    def is_live(self) -> bool:
        """Tell whether it still runs."""
        return self.state == DeadlineState.LIVE

    @property
    def has_passed(self) -> bool:
        """Tell whether its last legal day is behind us."""
        return self.last_on < clock.today()

    @property
    def late_route_is_open(self) -> bool:
        """Tell whether it ran out, and may still be asked for late (D3)."""
        late = self.late_limit_on
        return self.is_live and self.has_passed and late is not None and late >= clock.today()

    @property
    def days_left(self) -> int:
        """Days until the last legal day; below 0 when it has passed."""
        return (self.last_on - clock.today()).days


class DeadlineChange(PersonRow):
    """What moved when the date that starts a time limit was put right. Nothing is written over."""

    deadline = models.ForeignKey(Deadline, models.PROTECT, related_name="changes")
    number = models.PositiveSmallIntegerField()
    event_was_on = models.DateField()
    event_became_on = models.DateField()
    safe_was_on = models.DateField()
    safe_became_on = models.DateField()
    last_was_on = models.DateField()
    last_became_on = models.DateField()
    late_limit_was_on = models.DateField(null=True)
    late_limit_became_on = models.DateField(null=True)
    post_by_was_on = models.DateField(null=True)
    post_by_became_on = models.DateField(null=True)
    why = SealedText(null=True)

    objects = AuditedQuerySet["DeadlineChange"].as_manager()

    class Meta:
        verbose_name = "move of a time limit"
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["deadline", "number"], name="moves_of_a_limit_are_numbered"),
        )
