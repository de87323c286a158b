"""A person we stand alongside."""

from datetime import datetime
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.common import clock
from alongside.common.ids import new_anonymous_id, new_id, new_reference
from alongside.crypto.fields import SealedDate, SealedText
from alongside.crypto.models import SealedModel


class Person(AuditedModel, SealedModel):
    """Somebody we stand alongside. Everything they told us is sealed with a key of their own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reference = models.CharField(max_length=7, unique=True, default=new_reference)
    called = SealedText(null=True)
    full_name = SealedText(null=True)
    date_of_birth = SealedDate(null=True)
    phone = SealedText(null=True)
    email = SealedText(null=True)
    address = SealedText(null=True)
    # first half of a postcode: enough to find a service near by
    area = SealedText(null=True)
    about_me = SealedText(null=True)
    # the first of the six steps: were they asked what they need? (A9)
    needs_asked_on = models.DateField(null=True)
    # nothing told us who they are: never counted as one person until joined (A4, R51)
    is_anonymous_contact = models.BooleanField(default=False)
    # colleagues see nothing unless they are named: a worker's own old record, say (R18, F6)
    is_restricted = models.BooleanField(default=False)
    # they work here, or are about to: not even an emergency opens it to a colleague (R18)
    is_own_file = models.BooleanField(default=False)
    # the tags fall together for a few different people: a hint to look, not an index (see crypto.lookup)
    name_tag = models.CharField(max_length=4, blank=True, db_index=True)
    phone_tag = models.CharField(max_length=4, blank=True, db_index=True)
    waiting_since = models.DateField(null=True, db_index=True)
    last_seen_on = models.DateField(db_index=True)
    made_on = models.DateField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    joined_to = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="joined_from", db_index=False
    )
    # grows with each change of a name: the name search reads only what is new
    changed_at = models.DateTimeField(default=clock.now, db_index=True)

    # what tells them from a namesake in the list they stand in: never stored
    apart = ""

    objects = AuditedQuerySet["Person"].as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["-last_seen_on", "id"], name="people_last_seen"),
            # a full index would tempt SQLite to walk it for "joined to nobody", which is nearly everybody
            models.Index(
                fields=["joined_to"], condition=models.Q(joined_to__isnull=False), name="people_joined_to"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(joined_to=None) | models.Q(is_anonymous_contact=True),
                name="only_an_anonymous_contact_is_joined",
            ),
            models.CheckConstraint(
                condition=models.Q(is_anonymous_contact=False)
                | models.Q(called=None, full_name=None, phone=None, email=None),
                name="an_anonymous_contact_has_no_name",
            ),
        )

    def __str__(self) -> str:
        return self.reference

    def seal_owner(self) -> UUID:
        """Each person has a key of their own."""
        return self.id

    @property
    def keeps_no_time(self) -> bool:
        """Tell the audit to keep the date only."""
        return self.is_anonymous_contact

    def new_row_id(self) -> UUID:
        """Return an id for a row about them: of an anonymous contact it does not tell the minute (R51)."""
        return new_anonymous_id() if self.is_anonymous_contact else new_id()

    def moment(self) -> datetime:
        """Return the time to keep on a row about them: of an anonymous contact the day only (R51)."""
        moment = clock.now()
        if not self.is_anonymous_contact:
            return moment
        return timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)

    @property
    def known_as(self) -> str:
        """The name they like, or the full one, or nothing."""
        return str(self.called or self.full_name or "")

    @property
    def label(self) -> str:
        """What to show in a list: the name they like, or that there is none yet."""
        name = self.known_as or gettext("No name yet · %(reference)s") % {"reference": self.reference}
        return f"{name} · {self.apart}" if self.apart else name
