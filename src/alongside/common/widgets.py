"""Form controls: three boxes for a date, and answers as big cards."""

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.widgets import ChoiceWidget
from django.utils.translation import gettext_lazy as _


class Box(forms.TextInput):
    """One box of a date, with a short label of its own."""

    def __init__(self, label: Any, css_class: str) -> None:
        self.label = label
        super().__init__({"inputmode": "numeric", "class": css_class})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the label."""
        context = super().get_context(name, value, attrs)
        context["widget"]["label"] = self.label
        return context


class BoxesForDate(forms.MultiWidget):
    """Three boxes: day, month, year. What was typed is shown again as it was typed."""

    template_name = "django/forms/widgets/date_boxes.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            "day": Box(_("Day"), "narrow"),
            "month": Box(_("Month"), "narrow"),
            "year": Box(_("Year"), "short"),
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: datetime.date | None) -> list[Any]:
        """Return the day, month and year of a date that is known already."""
        return [value.day, value.month, value.year] if value else [None, None, None]


class Cards(ChoiceWidget):
    """Answers as cards to press anywhere on; each may carry a line that explains it."""

    def __init__(self, *, look: str = "", hints: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        self.look = look
        self.hints = hints or {}
        super().__init__(**kwargs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the look, a class of the style sheet."""
        context = super().get_context(name, value, attrs)
        context["widget"]["look"] = self.look
        return context

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the line that explains an answer. What is wrong is said once, of the whole group."""
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"].pop("aria-invalid", None)
        option["hint"] = self.hints.get(str(value), "")
        if option["hint"] and "id" in option["attrs"]:
            option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}_hint"
        return option


class RadioCards(Cards, forms.RadioSelect):
    """One of several answers. A radio button cannot be let go, so a question to skip has “Skip this”."""

    skip = _("Skip this")

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """Add “Skip this” to a question that need not be answered."""
        groups = super().optgroups(name, value, attrs)
        options = [option for _group, inside, _index in groups for option in inside]
        if self.is_required or any(str(option["value"]) == "" for option in options):
            return groups
        chosen = any(option["selected"] for option in options)
        last = len(options)
        skip = self.create_option(name, "", self.skip, not chosen, last, attrs=attrs)
        return [*groups, (None, [skip], last)]


class TickCards(Cards, forms.CheckboxSelectMultiple):
    """Any number of several answers."""
