"""Putting somebody in touch with a service: agreed first, then rung, then asked how it went (G2)."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedQuerySet
from alongside.casework.models.agreement import Answer
from alongside.casework.models.base import PersonRow
from alongside.casework.models.instruction import AgreedHow
from alongside.casework.models.step import Rung
from alongside.common import clock
from alongside.crypto.fields import SealedText
from alongside.directory.models import Service

FIRST_ASK, SECOND_ASK = timedelta(days=7), timedelta(days=28)
"""When we ask how it went, counted from the call: once, twice, and then no more."""
MOST_ASKS = 2


class EndedWhy(models.TextChoices):
    """Why we do no more about it."""

    SAID_NO = "said_no", _("They said no")
    TOOK_BACK = "took_back", _("They changed their mind")
    ASKED_TWICE = "asked_twice", _("We asked as often as we ask")
    NO_MORE = "no_more", _("They do not want to be asked again")
    NOT_NEEDED = "not_needed", _("It is not needed any more")


class WarmHandOver(PersonRow):
    """One service that somebody is put in touch with. Nobody rings before the person said yes."""

    # none where the directory has none that fits, or an import that brought it was undone
    service = models.ForeignKey(Service, models.SET_NULL, null=True, related_name="+")
    # as it was called on the day, or as typed
    to_whom = SealedText()
    what_for = SealedText(null=True)
    agreed = models.CharField(max_length=7, choices=Answer.choices)
    agreed_how = models.CharField(max_length=9, choices=AgreedHow.choices, blank=True)
    agreed_on = models.DateField()
    may_tell = SealedText(null=True)
    rung = models.PositiveSmallIntegerField(choices=Rung.choices, null=True)
    # which of us; nobody where the person rang alone
    rung_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    rang_on = models.DateField(null=True)
    said_back = SealedText(null=True)
    to_expect = SealedText(null=True)
    next_ask_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ended_why = models.CharField(max_length=11, choices=EndedWhy.choices, blank=True)

    objects = AuditedQuerySet["WarmHandOver"].as_manager()

    class Meta:
        verbose_name = "warm hand-over"
        indexes = (
            models.Index(
                fields=["next_ask_on"], condition=Q(next_ask_on__isnull=False), name="casework_warm_next_ask"
            ),
            models.Index(
                fields=["agreed_on"], condition=Q(rang_on=None, ended_on=None), name="casework_warm_to_ring"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(agreed=Answer.YES, agreed_how__in=AgreedHow.values)
                | Q(agreed__in=[Answer.NOT_YET, Answer.NO], agreed_how=""),
                name="a_yes_to_a_hand_over_says_how",
            ),
            models.CheckConstraint(
                condition=Q(rang_on=None, rung=None, rung_by=None)
                | Q(agreed=Answer.YES, rang_on__gte=F("agreed_on"), rung__in=Rung.values),
                name="nobody_rings_before_a_yes",
            ),
            models.CheckConstraint(
                condition=Q(next_ask_on=None)
                | Q(rang_on__isnull=False, ended_on=None, next_ask_on__isnull=False),
                name="only_what_was_agreed_and_rung_is_asked_after",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_why="")
                | Q(ended_on__isnull=False, ended_why__in=EndedWhy.values),
                name="a_hand_over_that_ended_says_why",
            ),
        )

    @property
    def is_open(self) -> bool:
        """Tell whether there is still something to do about it."""
        return self.ended_on is None

    @property
    def is_agreed(self) -> bool:
        """Tell whether they said yes."""
        return self.agreed == Answer.YES

    @property
    def is_to_ask(self) -> bool:
        """Tell whether it is time to ask how it went."""
        return self.next_ask_on is not None and self.next_ask_on <= clock.today()


class AskedHow(models.TextChoices):
    """How they were asked. All but the first two must be a way that they said is safe."""

    MET = "met", _("When we met")
    TOLD = "told", _("They told us by themselves")
    CALL = "call", _("By phone")
    TEXT = "text", _("By text")
    LETTER = "letter", _("By letter")
    EMAIL = "email", _("By e-mail")


class GotIn(models.TextChoices):
    """Whether the service let them in."""

    YES = "yes", _("Yes")
    WAITING = "waiting", _("They have to wait")
    NOT_GONE = "not_gone", _("They have not gone so far")
    REFUSED = "refused", _("They were turned away")
    NOT_REACHED = "not_reached", _("We could not reach them")


class Treated(models.TextChoices):
    """Whether they were treated well there, as they say it."""

    WELL = "well", _("Yes")
    PARTLY = "partly", _("Partly")
    BADLY = "badly", _("No")


class HowItWent(PersonRow):
    """What somebody said of one hand-over, the first or the second time they were asked."""

    hand_over = models.ForeignKey(WarmHandOver, models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField()
    asked_on = models.DateField()
    asked_how = models.CharField(max_length=6, choices=AskedHow.choices)
    got_in = models.CharField(max_length=11, choices=GotIn.choices)
    treated = models.CharField(max_length=6, choices=Treated.choices, blank=True)
    words = SealedText(null=True)

    objects = AuditedQuerySet["HowItWent"].as_manager()

    class Meta:
        verbose_name = "answer to how it went"
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                fields=["hand_over", "number"], name="each_time_of_asking_has_one_answer"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=MOST_ASKS), name="nobody_is_asked_more_than_twice"
            ),
            models.CheckConstraint(
                condition=Q(got_in__in=GotIn.values, asked_how__in=AskedHow.values),
                name="an_answer_says_whether_they_got_in",
            ),
        )

    @property
    def was_unfair(self) -> bool:
        """Tell whether they were turned away or treated badly: their words may go to the fairness log."""
        return self.got_in == GotIn.REFUSED or self.treated == Treated.BADLY


def first_ask_on(rang_on: date) -> date:
    """Return the day on which to ask for the first time."""
    return rang_on + FIRST_ASK


def second_ask_on(rang_on: date, asked_on: date) -> date:
    """Return the day on which to ask for the last time: 28 days on, and never in the week after the first."""
    return max(rang_on + SECOND_ASK, asked_on + FIRST_ASK)
