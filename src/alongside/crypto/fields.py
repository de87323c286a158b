"""Model fields whose values are sealed in the database and opened only when looked at."""

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext

from alongside.crypto import keys, seal
from alongside.crypto.models import SealedModel

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper


if TYPE_CHECKING:
    _BinaryField = models.BinaryField[Any, Any]
else:
    _BinaryField = models.BinaryField


class Unreadable:
    """Stands where a value could not be opened. It shows a sentence, and nothing can save it."""

    def __str__(self) -> str:
        return gettext("This could not be opened. Tell your coordinator.")

    def __bool__(self) -> bool:
        return True


class _Closed:
    """A sealed value as it came from the database, not opened yet."""

    __slots__ = ("token",)

    def __init__(self, token: bytes) -> None:
        self.token = token


class _Opener:
    """The attribute on the model: opens on first look, keeps what is set until it is saved."""

    def __init__(self, field: "SealedField") -> None:
        self.field = field

    def __get__(self, row: SealedModel | None, _model: type[SealedModel] | None = None) -> Any:
        if row is None:
            return self
        name = self.field.attname
        if name not in row.__dict__:
            row.refresh_from_db(fields=[name])
        held = row.__dict__[name]
        return self._opened(row, held) if isinstance(held, _Closed) else held

    def __set__(self, row: SealedModel, value: Any) -> None:
        row.__dict__[self.field.attname] = value

    def _opened(self, row: SealedModel, held: _Closed) -> Any:
        owner = row.seal_owner()
        try:
            return seal.open_sealed(held.token, key=keys.key_of(owner), place=self.field.place(row, owner))
        except seal.CannotOpen:
            import_string(settings.ALONGSIDE_ON_UNREADABLE)(row, self.field.attname)
            return Unreadable()


class SealedField(_BinaryField):
    """A value of any JSON kind, sealed. NULL stays NULL: that a question was not asked is not secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        """Put the opener on the model."""
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opener(self))

    def place(self, row: SealedModel, owner: UUID) -> str:
        """Return the place that a value of this field in `row` is bound to."""
        return seal.place_of(row._meta.label_lower, self.attname, owner, row.pk)

    def from_db_value(
        self, value: Any, _expression: Any, _connection: "BaseDatabaseWrapper"
    ) -> _Closed | None:
        """Keep the sealed value closed."""
        return None if value is None else _Closed(bytes(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Seal what was set; pass an unopened value through as it stands."""
        held = model_instance.__dict__.get(self.attname)
        if isinstance(held, Unreadable):
            raise seal.CannotOpen("a value that could not be opened cannot be saved")
        if held is None or isinstance(held, _Closed):
            return held
        if not isinstance(model_instance, SealedModel):
            raise TypeError(f"{model_instance._meta.label} has sealed fields: derive it from SealedModel")
        owner = model_instance.seal_owner()
        token = seal.seal(held, key=keys.key_of(owner), place=self.place(model_instance, owner))
        return _Closed(token)

    def get_db_prep_value(
        self,
        value: Any,
        connection: "BaseDatabaseWrapper",
        prepared: bool = False,  # no mutant: as Django has it
    ) -> Any:
        """Only a sealed value reaches the database; anything else is a mistake in our code."""
        if value is None:
            return None
        if not isinstance(value, _Closed):
            raise TypeError("a sealed field cannot be searched or set in bulk")
        return super().get_db_prep_value(value.token, connection, prepared)

    def value_to_string(self, obj: models.Model) -> str:
        """Refuse: a fixture would hold the plain value."""
        raise TypeError("sealed fields are not written to fixtures")


if TYPE_CHECKING:
    # what a type checker sees on a row
    class SealedText(SealedField, models.Field[str | None, str | None]):
        """Text, sealed."""

    class SealedDate(SealedField, models.Field[date | None, date | None]):
        """A date, sealed."""

    class SealedJSON(SealedField, models.Field[Any, Any]):
        """Lists and dicts of plain values, sealed."""
else:

    class SealedText(SealedField):
        """Text, sealed."""

    class SealedDate(SealedField):
        """A date, sealed."""

    class SealedJSON(SealedField):
        """Lists and dicts of plain values, sealed."""
