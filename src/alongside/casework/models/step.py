"""Steps, and the ladder of who takes them: from the person alone to us for them (C8)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedQuerySet
from alongside.casework.models.base import PersonRow
from alongside.casework.models.case import Case
from alongside.casework.models.instruction import Instruction
from alongside.crypto.fields import SealedText


class Rung(models.IntegerChoices):
    """Who does it, in the person's voice. A number, because the ladder has an order: 1 is the top."""

    ALONE = 1, _("I do it")
    TOGETHER = 2, _("Together")
    YOU_SPEAK = 3, _("You speak, I sit by")
    YOU_ACT = 4, _("You act for me")


class Step(PersonRow):
    """Something to be done, on a rung of the ladder. On the top rung the person does it: no `doer`."""

    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="steps")
    what = SealedText()
    rung = models.PositiveSmallIntegerField(choices=Rung.choices, default=Rung.ALONE)
    rung_why = SealedText(null=True)
    doer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    instruction = models.ForeignKey(Instruction, models.PROTECT, null=True, related_name="steps")
    no_instruction_why = SealedText(null=True)
    cancelled_on = models.DateField(null=True)
    cancelled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    cancelled_why = SealedText(null=True)

    objects = AuditedQuerySet["Step"].as_manager()

    class Meta:
        verbose_name = "step"
        indexes = (
            models.Index(
                fields=["doer", "due_on"],
                condition=Q(done_on=None, cancelled_on=None),
                name="casework_step_doer",
            ),
            models.Index(
                fields=["person", "due_on"],
                condition=Q(done_on=None, cancelled_on=None),
                name="casework_step_person",
            ),
            models.Index(
                fields=["due_on"], condition=Q(done_on=None, cancelled_on=None), name="casework_step_due"
            ),
        )
        constraints = (
            models.CheckConstraint(condition=Q(rung__in=Rung.values), name="a_step_stands_on_a_rung"),
            models.CheckConstraint(
                condition=~Q(rung=Rung.ALONE) | Q(doer=None), name="what_they_do_alone_is_nobody_elses"
            ),
            models.CheckConstraint(
                condition=~Q(rung=Rung.YOU_ACT) | Q(rung_why__isnull=False), name="acting_for_them_says_why"
            ),
            models.CheckConstraint(
                condition=Q(done_on=None, done_by=None) | Q(done_on__isnull=False, done_by__isnull=False),
                name="a_step_done_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on=None, cancelled_by=None)
                | Q(cancelled_on__isnull=False, cancelled_by__isnull=False, done_on=None),
                name="a_step_taken_off_was_not_done",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None)
                | Q(rung__lt=Rung.YOU_SPEAK)
                | Q(instruction__isnull=False)
                | Q(no_instruction_why__isnull=False),
                name="we_spoke_on_agreed_words_or_say_why",
            ),
        )

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be done."""
        return self.done_on is None and self.cancelled_on is None

    @property
    def is_for_the_person(self) -> bool:
        """Tell whether the person does it alone."""
        return self.rung == Rung.ALONE

    @property
    def has_no_owner(self) -> bool:
        """Tell whether it needs one of us and nobody has it."""
        return self.rung != Rung.ALONE and self.doer_id is None


class StepMove(PersonRow):
    """A step moved on the ladder. Down, towards us, needs a reason; up needs none."""

    step = models.ForeignKey(Step, models.PROTECT, related_name="moves")
    number = models.PositiveSmallIntegerField()
    from_rung = models.PositiveSmallIntegerField(choices=Rung.choices)
    to_rung = models.PositiveSmallIntegerField(choices=Rung.choices)
    why = SealedText(null=True)
    moved_on = models.DateField()

    objects = AuditedQuerySet["StepMove"].as_manager()

    class Meta:
        verbose_name = "move on the ladder"
        constraints = (
            models.UniqueConstraint(fields=["step", "number"], name="moves_of_a_step_are_numbered"),
            models.CheckConstraint(
                condition=Q(to_rung__lt=F("from_rung")) | Q(to_rung__gt=F("from_rung"), why__isnull=False),
                name="a_move_down_says_why",
            ),
        )
