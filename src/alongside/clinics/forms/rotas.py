"""Asking for a rota, changing a place of a draft, publishing it."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alongside.accounts.models import User
from alongside.clinics.models import FEWEST_WEEKS, MOST_WEEKS
from alongside.clinics.rota.problem import Weights
from alongside.clinics.rota_words import weight_words
from alongside.clinics.rules.rota import LIMITS, coming_mondays
from alongside.common.forms import Choice, Choices, Form, Tick
from alongside.common.templatetags.look import long_day

SECONDS = {"5": _("Five seconds"), "30": _("Half a minute"), "120": _("Two minutes")}


class NumberText(forms.CharField):
    """A whole number, as people write it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}))
        super().__init__(required=False, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Return the number, or None when nothing was typed."""
        typed = str("" if value is None else value).replace(",", "").strip()
        if not typed:
            return None
        if not typed.isdecimal() or len(typed) > 6:
            raise ValidationError(_("Write a whole number, like 60"))
        return int(typed)


class PlanForm(Form):
    """What the planner is asked for. The weights stand in a box of their own on the page."""

    from_on = Choice(label=_("From which Monday?"), widget=forms.Select, missing=_("Choose a Monday"))
    weeks = Choice(
        label=_("For how many weeks?"),
        widget=forms.Select,
        help_text=_(
            "Four to six weeks is what people can plan their lives by. Later ones can be planned anew."
        ),
    )
    seconds = Choice(
        label=_("How long may it look?"),
        choices=list(SECONDS.items()),
        help_text=_("It stops sooner when nothing better can be. A service of usual size needs a second."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mondays = [(monday.isoformat(), long_day(monday)) for monday in coming_mondays()]
        self.fields["from_on"].choices = mondays  # type: ignore[attr-defined]
        weeks = range(FEWEST_WEEKS, MOST_WEEKS + 1)
        numbered = [(str(number), ngettext("%d week", "%d weeks", number) % number) for number in weeks]
        self.fields["weeks"].choices = numbered  # type: ignore[attr-defined]
        for name in LIMITS:
            self.fields[f"weight_{name}"] = NumberText(label=weight_words(name))

    def clean(self) -> dict[str, Any]:
        """Return what the action takes; an empty weight is the usual one."""
        cleaned = super().clean() or self.cleaned_data
        usual = vars(Weights())
        typed = {name: cleaned.get(f"weight_{name}") for name in LIMITS}
        weights = {name: usual[name] if each is None else each for name, each in typed.items()}
        mondays = {monday.isoformat(): monday for monday in coming_mondays()}
        return {
            "from_on": mondays.get(cleaned.get("from_on", "")),
            "weeks": int(cleaned.get("weeks") or 0),
            "seconds": int(cleaned.get("seconds") or 5),
            "weights": weights,
        }

    @property
    def questions(self) -> list[forms.BoundField]:
        """The questions everybody answers."""
        return [self[name] for name in self.base_fields]

    @property
    def weights(self) -> list[forms.BoundField]:
        """What each thing counts."""
        return [self[f"weight_{name}"] for name in LIMITS]

    @property
    def weights_are_open(self) -> bool:
        """Tell whether the box stands open: something in it is not as usual, or wrong."""
        return any(field.errors or field.value() for field in self.weights)


def plan_initial(from_on: date | None, weeks: str | None) -> Mapping[str, Any]:
    """Return how the form stands at first: for weeks to plan again, or for the next ones."""
    mondays = coming_mondays()
    monday = from_on if from_on in mondays else mondays[0]
    return {"from_on": monday.isoformat(), "weeks": weeks or str(MOST_WEEKS), "seconds": "5"}


class PlaceInRotaForm(Form):
    """Who has the places of one role on one session of a draft."""

    users = Choices(label=_("Who is there?"), required=False)

    def __init__(
        self, *args: Any, possible: Iterable[User], there: Collection[User], room: int, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"users": [str(user.pk) for user in there]}
        super().__init__(*args, **kwargs)
        self.possible = {str(user.pk): user for user in [*possible, *there]}
        named = [(key, str(user.name)) for key, user in self.possible.items()]
        field = self.fields["users"]
        field.choices = named  # type: ignore[attr-defined]
        told = ngettext("One of them, or nobody.", "%d of them, or fewer.", room)
        field.help_text = told % room if room > 1 else told

    def clean_users(self) -> list[User]:
        """Return the advocates."""
        return [self.possible[key] for key in self.cleaned_data["users"]]


class PublishForm(Form):
    """Which changes those who are down for a shift said yes to already. The others are asked."""

    agreed = Choices(
        label=_("Has one of them told you yes already?"),
        required=False,
        help_text=_(
            "Tick only whom you asked yourself. All others are asked on their own page, and keep the shift "
            "they have until they say yes."
        ),
    )
    sure = Tick(
        label=_("Publish it: everybody sees their shifts"),
        required=True,
        missing=_("Tick that it is to be published"),
    )

    def __init__(self, *args: Any, changes: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(str(shift), words) for shift, words in changes]
        self.fields["agreed"].choices = found  # type: ignore[attr-defined]
        if not found:
            del self.fields["agreed"]

    def clean(self) -> dict[str, Any]:
        """Return the shifts whose advocates said yes."""
        cleaned = super().clean() or self.cleaned_data
        return {"agreed": {UUID(one) for one in cleaned.get("agreed", [])}}
