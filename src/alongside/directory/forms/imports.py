"""Choosing a list of services to bring in, and saying what its columns mean."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.common.forms import Choice, Choices, DateBoxes, Form, Text, Tick
from alongside.directory.mapping import TARGETS
from alongside.directory.models import ImportPreset
from alongside.directory.needs import NEEDS
from alongside.directory.reading import Table

LEFT_OUT = "-"
ACCEPT = ".csv,.tsv,.txt,.xlsx,.xls,.ods,.json"


class ChooseFileForm(Form):
    """The file, and how to read it."""

    upload = forms.FileField(
        label=_("The list"),
        help_text=_("A spreadsheet (CSV, Excel or OpenDocument), or the feed of another directory (JSON)."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        allow_empty_file=True,
        max_length=None,
        error_messages={"required": _("Choose a file")},
    )
    preset = Choice(
        label=_("How to read it"),
        help_text=_("You can change what each column means on the next page."),
        required=False,
        widget=forms.Select,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = ImportPreset.objects.order_by("name").values_list("id", "name")
        preset = self.fields["preset"]
        assert isinstance(preset, forms.ChoiceField)  # noqa: S101 - for the type checker
        preset.choices = [
            ("", _("Work it out from the names of its columns")),
            *((str(id_), name) for id_, name in kept),
        ]


class ColumnsForm(Form):
    """What each column of a table means, and what is true of every row."""

    source = Text(
        label=_("Where is the list from?"),
        help_text=_(
            "A name or a web address. Give the same each time: then a newer list changes what the last one"
            " brought in, and nothing comes in twice."
        ),
        missing=_("Say where the list is from"),
    )
    needs = Choices(
        label=_("What do all of these help with?"),
        help_text=_("So that they can be found. Leave it empty where a column says it."),
        choices=[(need.code, need.word) for need in NEEDS],
        required=False,
    )
    as_of = DateBoxes(
        label=_("When was the list checked by those who made it?"),
        what=_("date of the list"),
        help_text=_("It stands on each service as the day it was last checked, unless a column says so."),
        latest="today",
        required=False,
    )
    is_private = Tick(
        label=_("Keep all of these out of our public feed"),
        help_text=_("Tick this where the list is not ours to publish."),
    )
    preset_name = Text(
        label=_("Keep this way of reading as"),
        help_text=_("A name for it, if more lists like this will come."),
        required=False,
        max_length=80,
    )

    def __init__(
        self, *args: Any, table: Table | None, columns: Mapping[str, str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.columns = list(table.columns) if table else []
        asked = {}
        for place, column in enumerate(self.columns):
            samples = table.samples(place) if table else []
            asked[f"column_{place}"] = Choice(
                label=column[:80],
                help_text=" · ".join(said[:40] for said in samples) or _("Nothing stands in it."),
                choices=[(LEFT_OUT, _("Leave it out")), *((target.key, target.label) for target in TARGETS)],
                initial=(columns or {}).get(column) or LEFT_OUT,
                widget=forms.Select,
            )
        self.fields = {**asked, **self.fields}
        if not table:
            del self.fields["preset_name"], self.fields["needs"], self.fields["as_of"]

    def clean(self) -> dict[str, Any]:
        """Put the columns into one answer."""
        clean = dict(super().clean() or {})
        clean["columns"] = {
            column: "" if (said := clean.pop(f"column_{place}", "")) == LEFT_OUT else said
            for place, column in enumerate(self.columns)
        }
        return clean
