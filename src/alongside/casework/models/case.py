"""A case: one matter for one person, with its own aim and its own end."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.audit.models import AuditedQuerySet
from alongside.casework.models.base import PersonRow
from alongside.casework.models.topics import Topic
from alongside.crypto.fields import SealedText


class CaseState(models.TextChoices):
    """Whether a case is being worked on."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class Case(PersonRow):
    """One matter. It does not open without an aim in the person's own words (C5)."""

    about = models.CharField(max_length=40, choices=Topic.choices)
    about_words = SealedText(null=True)
    other_side = SealedText(null=True)
    aim = SealedText()
    state = models.CharField(max_length=6, choices=CaseState.choices, default=CaseState.OPEN)
    opened_on = models.DateField()

    objects = AuditedQuerySet["Case"].as_manager()

    class Meta:
        verbose_name = "case"
        indexes = (models.Index(fields=["person", "state"], name="casework_case_person"),)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=CaseState.values), name="case_is_open_or_closed"),
        )

    @property
    def is_open(self) -> bool:
        """Tell whether it is being worked on."""
        return self.state == CaseState.OPEN


class EarlierAim(PersonRow):
    """The aim as the person put it before they put it another way."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="earlier_aims")
    words = SealedText()
    until_on = models.DateField()

    objects = AuditedQuerySet["EarlierAim"].as_manager()

    class Meta:
        verbose_name = "earlier aim"


class CloseReason(models.TextChoices):
    """Why a case was closed."""

    DONE = "done", _("What they wanted is settled")
    STOPPED = "stopped", _("They chose to stop")
    PASSED_ON = "passed_on", _("Another service has taken it on")
    NO_CONTACT = "no_contact", _("We could not reach each other")
    MOVED = "moved", _("They moved away")
    NOT_OURS = "not_ours", _("It is not something we do")
    DIED = "died", _("They have died")


class AimMet(models.TextChoices):
    """Whether the person got what they wanted."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")
    NOT_SAID = "not_said", _("Not said")


class SaidBy(models.TextChoices):
    """Whose word something rests on."""

    PERSON = "person", _("They say so")
    LETTER = "letter", _("A letter says so")
    ADVOCATE = "advocate", _("I say so")


class CasePeriod(PersonRow):
    """From an opening of a case to its closing. Opening it again begins another (C15)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="periods")
    number = models.PositiveSmallIntegerField()
    opened_on = models.DateField()
    why_again = SealedText(null=True)
    closed_on = models.DateField(null=True)
    closed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=12, choices=CloseReason.choices, blank=True)
    aim_met = models.CharField(max_length=8, choices=AimMet.choices, blank=True)
    said_by = models.CharField(max_length=8, choices=SaidBy.choices, blank=True)
    outcome_words = SealedText(null=True)
    what_next = SealedText(null=True)
    knows_door_is_open = models.BooleanField(default=False)

    objects = AuditedQuerySet["CasePeriod"].as_manager()

    class Meta:
        verbose_name = "period of a case"
        constraints = (
            models.UniqueConstraint(fields=["case", "number"], name="periods_of_a_case_are_numbered"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(closed_on=None), name="one_open_period_of_a_case"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, closed_by=None, reason="", aim_met="")
                | Q(
                    closed_on__isnull=False,
                    closed_on__gte=models.F("opened_on"),
                    closed_by__isnull=False,
                    reason__in=CloseReason.values,
                    aim_met__in=AimMet.values,
                ),
                name="a_closing_says_who_why_and_whether_met",
            ),
            models.CheckConstraint(
                condition=~Q(aim_met=AimMet.YES) | Q(said_by__in=(SaidBy.PERSON, SaidBy.LETTER)),
                name="an_aim_is_met_by_their_word_or_a_letter",
            ),
        )


class OutcomeCode(models.TextChoices):
    """What came of a case, as figures count it."""

    KNEW_RIGHTS = "knew_rights", _("Knew their rights")
    UNDERSTOOD_OPTIONS = "understood_options", _("Understood their options")
    SAID_IT = "said_it", _("Said what they wanted")
    LISTENED_TO = "listened_to", _("Was listened to")
    DECISION_CHANGED = "decision_changed", _("A decision was changed")
    DECISION_EXPLAINED = "decision_explained", _("A decision was explained in writing")
    SERVICE_PUT_RIGHT = "service_put_right", _("A service started, started again or changed")
    MONEY = "money", _("Gained money")
    HOME = "home", _("Kept or got a home")
    TREATMENT = "treatment", _("Treatment or a prescription was put right")
    REMEDY = "remedy", _("Got an apology or something made up for")
    NEXT_TIME_ALONE = "next_time_alone", _("Did it alone the next time")
    CHOSE_TO_STOP = "chose_to_stop", _("Chose to stop")
    NOT_ACHIEVED = "not_achieved", _("It did not work out")


class CaseOutcome(PersonRow):
    """One thing that came of a case by the end of one period, and whose word it rests on."""

    period = models.ForeignKey(CasePeriod, models.PROTECT, related_name="outcomes")
    code = models.CharField(max_length=20, choices=OutcomeCode.choices)
    said_by = models.CharField(max_length=8, choices=SaidBy.choices)

    objects = AuditedQuerySet["CaseOutcome"].as_manager()

    class Meta:
        verbose_name = "outcome"
        constraints = (
            models.UniqueConstraint(fields=["period", "code"], name="an_outcome_is_said_once"),
            models.CheckConstraint(condition=Q(said_by__in=SaidBy.values), name="an_outcome_says_whose_word"),
        )
