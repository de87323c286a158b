"""Where and with whom somebody should not be put."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.clinics.models import Clinic
from alongside.common.forms import Choices, Form


class ApartForm(Form):
    """Places and colleagues to be kept from."""

    clinics = Choices(
        label=_("Where should I not be put?"),
        help_text=_("For example, where I get my prescription, or live. Nobody sees this but me."),
        required=False,
    )
    colleagues = Choices(
        label=_("With whom should I not be put?"),
        help_text=_("Whoever puts people on sees “not available”, and never why."),
        required=False,
    )

    def __init__(self, *args: Any, places: Iterable[Clinic], others: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(place.pk): place for place in places}
        self.others = {str(user.pk): user for user in others}
        named = {key: str(place.name) for key, place in self.places.items()}
        self.fields["clinics"].choices = list(named.items())  # type: ignore[attr-defined]
        people = [(key, str(user.name)) for key, user in self.others.items()]
        self.fields["colleagues"].choices = people  # type: ignore[attr-defined]

    def clean_clinics(self) -> list[Clinic]:
        """Return the places."""
        return [self.places[key] for key in self.cleaned_data["clinics"]]

    def clean_colleagues(self) -> list[User]:
        """Return the colleagues."""
        return [self.others[key] for key in self.cleaned_data["colleagues"]]
