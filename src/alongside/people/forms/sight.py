"""Who works with a person, who must not see them, and opening one record in an emergency."""

from collections.abc import Sequence
from typing import Any, cast

from django.forms import Select
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.common.forms import Choice, Choices, DateBoxes, Form, LongText, Text, Tick
from alongside.people.models import PartnershipKind, Person

GIVEN = (PartnershipKind.ADVOCATE, PartnershipKind.COVER, PartnershipKind.SUPERVISOR)
"""As what the coordinator lets somebody work with a person; the other kinds come by themselves."""

WHY = LongText(
    label=_("Why?"),
    help_text=_("A few words for whoever asks later. Those who work with them can read it."),
    max_length=1000,
    required=False,
)


class Colleague(Choice):
    """One colleague, by name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=Select, **kwargs)

    def offer(self, users: Sequence[User]) -> None:
        """Set whom to choose from."""
        self.by_id = {str(user.pk): user for user in users}
        self.choices = [("", _("Choose")), *((pk, str(user.name)) for pk, user in self.by_id.items())]

    def clean(self, value: Any) -> User | None:
        """Return the colleague who was chosen."""
        chosen = super().clean(value)
        return self.by_id[chosen] if chosen else None


class WithColleagues(Form):
    """A form that offers colleagues in some of its fields."""

    def __init__(self, *args: Any, colleagues: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields:
            field = self.fields[name]
            if isinstance(field, Colleague):
                field.offer(colleagues)


class PartnershipForm(WithColleagues):
    """Who works with them from now on."""

    to_user = Colleague(
        label=_("Who?"), help_text=_("They will see the record."), missing=_("Choose a colleague")
    )
    kind = Choice(
        label=_("As what?"),
        help_text=_("So that everybody knows whom to ask first."),
        choices=[(kind.value, kind.label) for kind in GIVEN],
        missing=_("Choose what they are to them"),
    )
    starts_on = DateBoxes(
        label=_("First day"),
        help_text=_("From this day they see the record."),
        what=_("first day"),
        missing=_("Write the first day"),
    )
    ends_on = DateBoxes(
        label=_("Last day"),
        what=_("last day"),
        help_text=_("Leave this empty for as long as it is needed."),
        required=False,
    )
    why = WHY


class ChangePartnershipForm(Form):
    """Until when it holds, and why."""

    ends_on = DateBoxes(
        label=_("Last day"),
        what=_("last day"),
        help_text=_("Leave this empty for as long as it is needed."),
        required=False,
    )
    why = WHY


class EndPartnershipForm(Form):
    """The last day."""

    on = DateBoxes(
        label=_("Last day"),
        what=_("last day"),
        help_text=_("They can see the record until the end of this day."),
        missing=_("Write the last day"),
    )


class HandOverForm(WithColleagues):
    """From whom, to whom, from which day."""

    from_user = Colleague(
        label=_("From whom?"),
        help_text=_("Their work with them ends on that day."),
        missing=_("Choose who hands over"),
    )
    to_user = Colleague(
        label=_("To whom?"),
        help_text=_("Their work begins on the same day, so that nobody falls between."),
        missing=_("Choose who takes over"),
    )
    on = DateBoxes(label=_("On which day?"), what=_("day"), missing=_("Write the day"))
    why = LongText(
        label=_("What should they know?"),
        help_text=_("It helps them begin. Those who work with them can read it."),
        max_length=1000,
        required=False,
    )

    def __init__(self, *args: Any, held_by: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(Colleague, self.fields["from_user"]).offer(held_by)


class HandOverAllForm(WithColleagues):
    """Everybody of one colleague, for good or until a day."""

    from_user = Colleague(
        label=_("Whose work is handed over?"),
        help_text=_("Whoever is away, or leaves us."),
        missing=_("Choose whose work"),
    )
    to_user = Colleague(
        label=_("Who takes it over?"),
        help_text=_("They see the records from that day."),
        missing=_("Choose who takes over"),
    )
    on = DateBoxes(label=_("From which day?"), what=_("first day"), missing=_("Write the first day"))
    until = DateBoxes(
        label=_("Only for a while? Until when?"),
        what=_("last day"),
        help_text=_("The one who is away keeps them. Leave this empty to hand over for good."),
        required=False,
    )
    why = WHY


class NamedForm(Form):
    """Which colleagues may see a restricted record."""

    named = Choices(
        label=_("Who may see the record?"),
        help_text=_("Nobody else will find it. Name yourself too if you need it."),
        missing=_("Name at least one colleague"),
    )

    def __init__(self, *args: Any, colleagues: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(user.pk): user for user in colleagues}
        self.fields["named"].choices = [(pk, str(user.name)) for pk, user in self.by_id.items()]  # type: ignore[attr-defined]

    def clean_named(self) -> list[User]:
        """Return the colleagues who were named."""
        return [self.by_id[pk] for pk in self.cleaned_data["named"]]


class ObjectionForm(WithColleagues):
    """Somebody whom the person does not want to see their record."""

    user = Colleague(
        label=_("Who should not see it?"),
        help_text=_("It works at once. They are not told."),
        missing=_("Choose a colleague"),
    )


class LiftForm(Form):
    """The person changed their mind."""

    person_asked = Tick(
        label=_("They asked for this themselves"),
        required=True,
        missing=_("Tick this if they asked for it themselves. If not, leave it as it is"),
    )


class ConflictForm(Form):
    """Somebody an advocate should not work with, told in private."""

    person = Choice(
        label=_("Somebody you work with now"),
        help_text=_("You stop seeing their record at once."),
        widget=Select,
        required=False,
    )
    who = Text(
        label=_("Somebody else: what is their name?"),
        help_text=_("We look whether they come to us, so that you are never asked to work with them."),
        required=False,
    )
    why = LongText(
        label=_("Is there something we should know?"),
        help_text=_("Where they live, say, so that we find the right one. You need not say why."),
        max_length=1000,
        required=False,
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(person.pk): person for person in people}
        choices = [("", _("Nobody of them")), *((pk, person.label) for pk, person in self.by_id.items())]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]
        if not people:
            del self.fields["person"]

    def clean_person(self) -> Person | None:
        """Return the person who was chosen."""
        return self.by_id.get(self.cleaned_data["person"])

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not (cleaned.get("person") or cleaned.get("who")):
            self.add_error("who", _("Choose somebody from your list, or write a name"))
        return cleaned


class GlassForm(Form):
    """Which record, and why it cannot wait."""

    reference = Text(
        label=_("Reference of the record"),
        help_text=_("Like 7KQ-2MX. It is on their card and on their papers. Or ask your coordinator for it."),
        missing=_("Write the reference"),
        max_length=20,
    )
    why = LongText(
        label=_("Why can it not wait?"),
        help_text=_("Someone will ask you about it. Say what happened."),
        missing=_("Write why it cannot wait"),
        max_length=1000,
    )
