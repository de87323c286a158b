"""The key of each person, wrapped; and the base of every model with sealed fields."""

from uuid import UUID

from django.db import models

from alongside.common import clock


class DataKey(models.Model):
    """The key of one owner (a person, or the service itself), wrapped by a key of the key file."""

    owner = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField()
    wrapped_with = models.CharField(max_length=12, db_index=True)
    # the day only: the key of an anonymous contact must not tell the minute they came (R51)
    made_on = models.DateField(default=clock.today)

    objects = models.Manager["DataKey"]()

    def __str__(self) -> str:
        return f"key of {self.owner}"


class SealedModel(models.Model):
    """A row with sealed fields. It says whose key seals it."""

    class Meta:
        abstract = True

    def seal_owner(self) -> UUID:
        """Return the owner of the key that seals this row."""
        raise NotImplementedError
