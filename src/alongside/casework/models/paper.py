"""Papers: letters, forms and photos, each page a sealed file on disk."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedQuerySet
from alongside.casework.models.base import PersonRow
from alongside.casework.models.case import Case
from alongside.crypto.fields import SealedText


class PaperKind(models.TextChoices):
    """What sort of paper it is."""

    LETTER = "letter", _("A letter")
    FORM = "form", _("A form")
    PHOTO = "photo", _("A photo of something")
    OTHER = "other", _("Something else")


class Paper(PersonRow):
    """One paper with its two dates: the one on it, and the one it came, from which time limits run (C14)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=6, choices=PaperKind.choices)
    title = SealedText(null=True)
    from_whom = SealedText(null=True)
    dated_on = models.DateField(null=True)
    received_on = models.DateField(null=True)
    # kept as it came, with the place and time a photo holds (R46)
    is_evidence = models.BooleanField(default=False)

    objects = AuditedQuerySet["Paper"].as_manager()

    class Meta:
        verbose_name = "paper"
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=PaperKind.values), name="a_paper_is_of_a_kind"),
        )

    @property
    def label(self) -> str:
        """What to call it in a list."""
        return str(self.title or self.get_kind_display())

    @property
    def holds_back(self) -> bool:
        """Tell whether a page of it may not be opened."""
        return any(page.is_held for page in self.files.all())


class WhichDate(models.TextChoices):
    """Which of a paper's two dates."""

    DATED = "dated", _("Date on it")
    RECEIVED = "received", _("Date it came")


class PaperDate(PersonRow):
    """A date of a paper as it stood before somebody put it right."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="earlier_dates")
    which = models.CharField(max_length=8, choices=WhichDate.choices)
    was_on = models.DateField(null=True)
    became_on = models.DateField(null=True)
    why = SealedText(null=True)

    objects = AuditedQuerySet["PaperDate"].as_manager()

    class Meta:
        verbose_name = "earlier date of a paper"
        ordering = ("written_at", "id")
        constraints = (
            models.CheckConstraint(condition=Q(which__in=WhichDate.values), name="a_paper_has_two_dates"),
        )


class FileType(models.TextChoices):
    """What a file is, by what is in it and not by its name."""

    JPEG = "image/jpeg", _("Photo")
    PNG = "image/png", _("Picture")
    WEBP = "image/webp", _("Picture")
    PDF = "application/pdf", _("PDF")


class FileState(models.TextChoices):
    """Whether a file may be opened."""

    OK = "ok", _("Can be opened")
    HELD = "held", _("Held back")


class HeldWhy(models.TextChoices):
    """Why a file is held back until somebody decides (R45)."""

    NOT_SCANNED = "not_scanned", _("Nothing here can check it for harmful code")
    SCANNER_AWAY = "scanner_away", _("The check for harmful code did not answer")
    ACTIVE = "active", _("It holds something that runs by itself when it is opened")
    LOCKED = "locked", _("It is locked with a password, so it could not be checked")
    UNCLEAR = "unclear", _("It holds more than can be checked here")


class PaperFile(PersonRow):
    """One page or file of a paper. Its content stands sealed on disk under a name that says nothing."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="files")
    number = models.PositiveSmallIntegerField()
    file = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = SealedText(null=True)
    file_type = models.CharField(max_length=15, choices=FileType.choices)
    size = models.PositiveIntegerField()
    # pictures only, so that a page keeps their place while they load
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    was_scanned = models.BooleanField(default=False)
    state = models.CharField(max_length=4, choices=FileState.choices)
    held_why = models.CharField(max_length=12, choices=HeldWhy.choices, blank=True)
    released_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)

    objects = AuditedQuerySet["PaperFile"].as_manager()

    class Meta:
        verbose_name = "file of a paper"
        ordering = ("number",)
        indexes = (models.Index(fields=["state"], name="casework_paper_file_state"),)
        constraints = (
            models.UniqueConstraint(fields=["paper", "number"], name="files_of_a_paper_are_numbered"),
            models.CheckConstraint(
                condition=Q(state=FileState.OK, held_why="")
                | Q(state=FileState.OK, released_by__isnull=False, released_at__isnull=False)
                | Q(state=FileState.HELD, released_by=None, released_at=None) & ~Q(held_why=""),
                name="a_held_file_says_why_and_who_let_it_go",
            ),
        )

    @property
    def is_held(self) -> bool:
        """Tell whether it may not be opened."""
        return self.state == FileState.HELD

    @property
    def is_picture(self) -> bool:
        """Tell whether a page can show it."""
        return self.file_type != FileType.PDF

    @property
    def ending(self) -> str:
        """The ending of a file's name when it is saved."""
        return {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}.get(self.file_type, "pdf")
