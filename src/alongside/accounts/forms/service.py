"""What the service calls itself and others."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.accounts.words import STANDARD
from alongside.common.forms import Form, Text


class ServiceForm(Form):
    """The name of the service and its own words; an empty word means ours."""

    name = Text(
        label=gettext_lazy("What is the service called?"),
        help_text=gettext_lazy("It stands at the top of every page and on letters."),
        missing=gettext_lazy("Write the name of the service"),
        max_length=100,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, standard in STANDARD.items():
            self.fields[key] = Text(
                label=_("Your word for “%(word)s”") % {"word": standard},
                help_text=_("So that pages speak as you do. Leave it empty for “%(word)s”.")
                % {"word": standard},
                required=False,
                max_length=40,
            )

    def clean(self) -> dict[str, Any]:
        """Return the name, and the words together."""
        clean = super().clean() or self.cleaned_data
        return {
            "name": clean.get("name"),
            "words": {key: clean.get(key) or "" for key in STANDARD},
        }
