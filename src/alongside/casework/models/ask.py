"""What was asked of the other side, what came back, and where it goes when nothing does (D6, D7)."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.audit.models import AuditedQuerySet
from alongside.casework.models.base import PersonRow
from alongside.casework.models.case import Case
from alongside.common import clock
from alongside.crypto.fields import SealedText


class AskKind(models.TextChoices):
    """What sort of thing was asked for."""

    PRESCRIPTION = "prescription", _("A prescription that was stopped or changed")
    DETOX = "detox", _("A choice of detox, at home or in hospital")
    CARE_PLAN = "care_plan", _("A fresh look at the care plan")
    TREATMENT = "treatment", _("A choice of treatment or rehab")
    COMPLAINT = "complaint", _("A reply to a complaint")
    PROMISE = "promise", _("Something they promised")
    OTHER = "other", _("Something else")


class AskAnswer(models.TextChoices):
    """What they said to it."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")
    NONE = "none", _("No answer, and we stop waiting")


class ReasonGiven(models.TextChoices):
    """Whether they said why."""

    NONE = "none", _("They gave no reason")
    SPOKEN = "spoken", _("They said why")
    WRITTEN = "written", _("They put it in writing")


class Ask(PersonRow):
    """Something asked of the other side: of whom, by when, and what came back."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="asks")
    kind = models.CharField(max_length=12, choices=AskKind.choices)
    of_whom = SealedText()
    words = SealedText()
    asked_on = models.DateField()
    due_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    answer = models.CharField(max_length=6, choices=AskAnswer.choices, blank=True)
    reason = models.CharField(max_length=7, choices=ReasonGiven.choices, blank=True)
    answer_words = SealedText(null=True)
    review_on = models.DateField(null=True)

    objects = AuditedQuerySet["Ask"].as_manager()

    class Meta:
        verbose_name = "ask"
        indexes = (
            models.Index(fields=["due_on"], condition=Q(answered_on=None), name="casework_ask_due"),
            models.Index(
                fields=["written_by", "due_on"], condition=Q(answered_on=None), name="casework_ask_writer"
            ),
        )
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=AskKind.values), name="an_ask_is_of_a_kind"),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__gte=F("asked_on")), name="an_answer_is_due_after_the_ask"
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None, answer="", reason="", answer_words=None, review_on=None)
                | Q(
                    answered_on__isnull=False,
                    answered_on__gte=F("asked_on"),
                    answer__in=AskAnswer.values,
                    reason__in=("", *ReasonGiven.values),
                ),
                name="an_answer_says_what_and_when",
            ),
        )

    @property
    def is_waiting(self) -> bool:
        """Tell whether no answer is written down yet."""
        return self.answered_on is None

    @property
    def is_late(self) -> bool:
        """Tell whether the day of the answer has passed without one."""
        return self.is_waiting and self.due_on is not None and self.due_on < clock.today()

    @property
    def chase_on(self) -> date | None:
        """The day to ask again: when an answer is due, or when they said they look at it again."""
        return self.due_on if self.is_waiting else self.review_on

    @property
    def silence_days(self) -> int:
        """The days from the ask to its answer, or to today while none has come."""
        return ((self.answered_on or clock.today()) - self.asked_on).days

    @property
    def now_with(self) -> str:
        """Whom it is with now: the last it was taken to."""
        moves = list(self.moves.all())
        return str(moves[-1].to_whom if moves else self.of_whom)


class AskMove(PersonRow):
    """An ask taken further: to whom next, on which day, and why. The earlier ones stay."""

    ask = models.ForeignKey(Ask, models.PROTECT, related_name="moves")
    number = models.PositiveSmallIntegerField()
    # the step of a pathway, as it was called on that day
    rung = SealedText(null=True)
    to_whom = SealedText()
    go_on = models.DateField()
    why = SealedText(null=True)
    was_due_on = models.DateField(null=True)

    objects = AuditedQuerySet["AskMove"].as_manager()

    class Meta:
        verbose_name = "ask taken further"
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["ask", "number"], name="moves_of_an_ask_are_numbered"),
        )
