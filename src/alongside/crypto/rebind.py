"""Giving a sealed row another owner: opened with the old key, sealed anew with the new."""

from collections.abc import Callable

from alongside.crypto.fields import SealedField, Unreadable
from alongside.crypto.models import SealedModel
from alongside.crypto.seal import CannotOpen


def rebind(row: SealedModel, *, change: Callable[[], object]) -> list[str]:
    """Open every sealed value of `row`, let `change` give it another owner, and set them to be sealed anew.

    Returns the names of the sealed fields, which the caller saves together with what it changed. Raises
    CannotOpen, before anything is changed, where a value does not open: it would be lost with the old key.
    """
    names = [field.attname for field in row._meta.concrete_fields if isinstance(field, SealedField)]
    opened = {name: getattr(row, name) for name in names}
    if any(isinstance(value, Unreadable) for value in opened.values()):
        raise CannotOpen(f"{row._meta.label_lower}|{row.pk}")
    change()
    for name, value in opened.items():
        setattr(row, name, value)
    return names
