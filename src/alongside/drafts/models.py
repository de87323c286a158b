"""A draft: the fields of one form on one page, as one user left them."""

from uuid import UUID

from django.db import models

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.common import clock
from alongside.common.ids import new_id
from alongside.crypto.fields import SealedJSON
from alongside.crypto.keys import SERVICE
from alongside.crypto.models import SealedModel


class Draft(AuditedModel, SealedModel):
    """What a user typed on a page: {field: [values]}. One for each page and user."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    page = models.CharField(max_length=200)
    # whom the page is about, where it is about somebody: the lists of unfinished notes obey the walls
    person_id = models.UUIDField(null=True, db_index=True)
    fields = SealedJSON()
    saved_at = models.DateTimeField(default=clock.now)

    objects = AuditedQuerySet["Draft"].as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "page"], name="one_draft_a_page"),)

    def __str__(self) -> str:
        return f"draft {self.id}"

    def seal_owner(self) -> UUID:
        """The service's key: a draft may be about nobody yet."""
        return SERVICE
