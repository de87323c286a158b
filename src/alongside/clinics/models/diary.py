"""A private diary feed: an address that only its owner knows, for the calendar on their phone (L10)."""

from django.db import models
from django.db.models import Q

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.common import clock
from alongside.common.ids import new_id


class DiaryFeed(AuditedModel):
    """One feed. Only a keyed hash of its token is kept, so that nobody can read the address from here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="diary_feeds")
    tag = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    last_used_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = AuditedQuerySet["DiaryFeed"].as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["user"], condition=Q(ended_at=None), name="one_live_diary_feed_a_user"
            ),
        )

    def __str__(self) -> str:
        return f"diary feed {self.id}"
