"""The fairness log: what happened at a service, and what the person allows us to do with it (G3)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.audit.models import AuditedQuerySet
from alongside.casework.models import PersonRow, WarmHandOver
from alongside.crypto.fields import SealedText
from alongside.directory.models import Service


class Theme(models.TextChoices):
    """What kind of thing happened, so that the same thing can be counted."""

    TURNED_AWAY = "turned_away", _("Turned away")
    WAITING = "waiting", _("Left waiting")
    NOT_HEARD = "not_heard", _("Not listened to")
    DISRESPECT = "disrespect", _("Talked down to")
    WORSE = "worse", _("Treated worse because of who they are")
    PASSED_ON = "passed_on", _("Sent from one place to another")
    NEED_NOT_MET = "need_not_met", _("What they need to take part was not there")
    RULES = "rules", _("A rule that made no sense for them")
    NOT_SAFE = "not_safe", _("It was not safe")
    OTHER = "other", _("Something else")


class Use(models.TextChoices):
    """What we may do with it."""

    COUNT = "count", _("Count it with what happens to others")
    QUOTE = "quote", _("Use their words")
    TELL_SERVICE = "tell_service", _("Tell the service what happened")


class SaidHow(models.TextChoices):
    """How somebody said what we may do with it."""

    SPOKEN = "spoken", _("They said it to me")
    READ = "read", _("They read it")
    SIGNED = "signed", _("They signed it")
    PHONE = "phone", _("On the phone")
    MESSAGE = "message", _("In a message")


class FairnessEntry(PersonRow):
    """One thing that happened to somebody at a service. It opens no case; nothing of it is used by itself."""

    hand_over = models.ForeignKey(WarmHandOver, models.PROTECT, null=True, related_name="fairness_entries")
    # none where the directory does not have it, or an import that brought it was undone
    service = models.ForeignKey(Service, models.SET_NULL, null=True, related_name="+")
    # as it was called on the day, or as typed
    where = SealedText()
    theme = models.CharField(max_length=12, choices=Theme.choices)
    words = SealedText()
    happened_on = models.DateField(null=True)

    objects = AuditedQuerySet["FairnessEntry"].as_manager()

    class Meta:
        verbose_name = "entry of the fairness log"
        indexes = (models.Index(fields=["service", "theme"], name="voice_fairness_service"),)
        constraints = (
            models.CheckConstraint(condition=Q(theme__in=Theme.values), name="what_happened_has_a_theme"),
        )

    @property
    def consent(self) -> "FairnessConsent | None":
        """What they allow now; None where they allowed nothing, or took it back."""
        held = [consent for consent in self.consents.all() if consent.holds]
        return held[0] if held else None


class FairnessConsent(PersonRow):
    """What somebody allows us to do with one entry. Asking again adds another; one holds at most."""

    entry = models.ForeignKey(FairnessEntry, models.PROTECT, related_name="consents")
    may_count = models.BooleanField()
    may_quote = models.BooleanField()
    may_tell_service = models.BooleanField()
    may_name_service = models.BooleanField()
    may_name_person = models.BooleanField()
    said_on = models.DateField()
    said_how = models.CharField(max_length=7, choices=SaidHow.choices)
    replaced_on = models.DateField(null=True)
    taken_back_on = models.DateField(null=True)

    objects = AuditedQuerySet["FairnessConsent"].as_manager()

    class Meta:
        verbose_name = "consent to use what happened"
        ordering = ("-written_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(replaced_on=None, taken_back_on=None),
                name="one_consent_of_an_entry_holds",
            ),
            models.CheckConstraint(
                condition=Q(may_name_person=False) | Q(may_quote=True) | Q(may_tell_service=True),
                name="a_name_goes_only_where_words_go",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_on=None) | Q(taken_back_on__gte=F("said_on")),
                name="a_consent_is_taken_back_after_it_was_given",
            ),
        )

    @property
    def holds(self) -> bool:
        """Tell whether this is what they say now, and they have not taken it back."""
        return self.replaced_on is None and self.taken_back_on is None

    @property
    def allows_something(self) -> bool:
        """Tell whether it lets us do anything at all with it."""
        return self.may_count or self.may_quote or self.may_tell_service

    @property
    def in_words(self) -> list[str]:
        """What they allow, each in a few words."""
        allowed = (
            (self.may_count, _("Counted with others")),
            (self.may_quote, _("Their words used")),
            (self.may_tell_service, _("Told to the service")),
            (self.may_name_service, _("The service named")),
            (self.may_name_person, _("Their name said")),
        )
        return [str(words) for yes, words in allowed if yes]
