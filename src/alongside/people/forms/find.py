"""Finding somebody, and choosing among those who were found."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.forms import HiddenInput
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.common.forms import Choice, Form, Text
from alongside.people.models import LinkKind, Person


def choice_of(people: Mapping[str, Person], *last: tuple[str, Any], **options: Any) -> Choice:
    """Return the question which of `people` is meant, with what tells two of one name apart."""
    choices = [*((pk, person.label) for pk, person in people.items()), *last]
    return Choice(choices=choices, hints={pk: _apart(person) for pk, person in people.items()}, **options)


def _apart(person: Person) -> str:
    facts = {"reference": person.reference, "day": date_format(person.last_seen_on, "j F Y")}
    seen = gettext("%(reference)s · last seen %(day)s") % facts
    return seen if person.full_name in {None, person.label} else f"{person.full_name} · {seen}"


class FindForm(Form):
    """A part of a name, a number or a reference. Sent so that it is in no address and no log."""

    marks_skippable = False

    words = Text(
        label=_("Find someone"),
        help_text=_("Part of a name, a phone number or a reference."),
        missing=_("Write part of a name, a phone number or a reference"),
        max_length=100,
    )


class LinkForm(Form):
    """Who is tied to them, among those who were found, and how."""

    words = Text(widget=HiddenInput(attrs={"id": "id_words_again"}), max_length=100)
    step = Text(widget=HiddenInput, initial="link")
    kind = Choice(
        label=_("How are they linked?"),
        help_text=_("Whoever must not see one of them will not see the other."),
        choices=LinkKind.choices,
        missing=_("Choose how they are linked"),
    )

    def __init__(self, *args: Any, found: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {str(person.pk): person for person in found}
        self.fields["other"] = choice_of(self.found, label=_("Who?"), missing=_("Choose who it is"))
        self.order_fields(["words", "step", "other"])

    def clean_other(self) -> Person:
        """Return the person who was chosen."""
        return self.found[self.cleaned_data["other"]]
