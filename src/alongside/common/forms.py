"""How every form looks and what it says: labels above, hints under them, plain sentences for faults."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django import forms
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import ChoiceWidget
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from alongside.common.fields import Choice, Choices, DateBoxes, LongText, MinutesField, Text, Tick, TimeText
from alongside.common.problems import Problem
from alongside.common.text import clean_text

__all__ = [
    "Choice",
    "Choices",
    "DateBoxes",
    "Fault",
    "Form",
    "LongText",
    "MinutesField",
    "Renderer",
    "Text",
    "Tick",
    "TimeText",
    "clean_text",
    "faults",
]


class Renderer(TemplatesSetting):
    """Renders forms from the templates of pages."""

    form_template_name = "django/forms/div.html"
    field_template_name = "django/forms/field.html"


class Fault(NamedTuple):
    """A sentence for the summary, and the id of the control to mend (empty: the form as a whole)."""

    sentence: str
    control: str


def faults(*checked: forms.BaseForm) -> Iterator[Fault]:
    """Yield what is wrong in these forms, in the order in which they are read."""
    for form in checked:
        for sentence in form.non_field_errors():
            yield Fault(str(sentence), "")
        for bound in form:
            control = bound.id_for_label or _first_control(bound)
            for sentence in bound.errors:
                yield Fault(str(sentence), "" if bound.is_hidden else control)


def _first_control(bound: forms.BoundField) -> str:
    """Return the id of the first box or card of a group, which has no label of its own; "" if it has none."""
    if not isinstance(bound.field.widget, ChoiceWidget):
        return f"{bound.auto_id}_0"
    return next((card.id_for_label for card in bound.subwidgets), "")


class Form(forms.Form):
    """A form that says which questions can be skipped, and that no shared computer fills in."""

    use_required_attribute = False
    marks_skippable = True

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(_cleaned(data), *args, **kwargs)
        for field in self.fields.values():
            _say_plainly(field)
            for widget in getattr(field.widget, "widgets", [field.widget]):
                if not isinstance(widget, forms.RadioSelect | forms.CheckboxInput | forms.FileInput):
                    widget.attrs.setdefault("autocomplete", "off")

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Show what an action refused, each beside its field where the form has that field."""
        for problem in problems:
            self.add_error(problem.field if problem.field in self.fields else None, str(problem.sentence))


def _cleaned(data: Mapping[str, Any] | None) -> MultiValueDict[str, Any] | None:
    """Return what was sent, each text cleaned of characters that cannot be seen."""
    if data is None:
        return None
    if not isinstance(data, MultiValueDict):
        data = MultiValueDict({name: [value] for name, value in data.items()})
    return MultiValueDict({name: [_clean(value) for value in values] for name, values in data.lists()})


def _clean(value: Any) -> Any:
    return clean_text(value) if isinstance(value, str) else value


def _say_plainly(field: forms.Field) -> None:
    """Replace Django's own sentence for an empty answer, unless the form has a better one."""
    if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        field.error_messages["required"] = _("Answer this: “%(question)s”") % {"question": field.label or ""}
