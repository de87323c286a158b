"""Input of the pages about the match."""

from django.forms import Select
from django.utils.translation import gettext_lazy as _

from alongside.common.forms import Choice, Form, LongText, Text
from alongside.common.languages import Language
from alongside.peers.models import Wanted

NO_MATTER = ("", _("It does not matter"))


class WishForm(Form):
    """Whom somebody would like beside them. Every answer can be left as it is."""

    woman_or_man = Choice(
        label=_("Would you like a woman or a man?"),
        choices=[*Wanted.choices, NO_MATTER],
        required=False,
        help_text=_("Some things are easier to say to one of them. We try; we cannot always."),
    )
    language = Choice(
        label=_("In which language is it easiest to talk?"),
        choices=[("", _("English")), *Language.choices],
        widget=Select,
        required=False,
        help_text=_("So that we can look for somebody who speaks it."),
    )
    where = Text(
        label=_("Where is it easiest to meet?"),
        required=False,
        help_text=_("A place, or the first half of a postcode like M15. So that the way is short for you."),
    )
    lived = Choice(
        label=_("Would you like somebody who has been through something like it?"),
        choices=[("yes", _("Yes")), NO_MATTER],
        required=False,
        help_text=_("We then ask advocates whether they would like to offer. They never have to."),
    )
    lived_words = LongText(
        label=_("What should they know from their own life?"),
        required=False,
        help_text=_("In your words, if you like. It stays with us: we do not show it to those we ask."),
    )
    may_say = LongText(
        label=_("What may we tell advocates when we ask?"),
        required=False,
        help_text=_("Never your name. Leave it empty and we only say that somebody looks for an advocate."),
    )


class OfferForm(Form):
    """What one offers to share, with this person, this once."""

    words = LongText(
        label=_("What would you share with them, if they like?"),
        help_text=_("Your words, for this person only. Nobody else reads it, and nobody can search for it."),
        missing=_("Write what you offer, or go back"),
    )


class AskedOfferForm(Form):
    """What one offers to somebody who is not named."""

    words = LongText(
        label=_("What would you like them to know of you?"),
        help_text=_(
            "As little or as much as you like. The coordinator reads it to them. If they choose somebody "
            "else, it is gone at once; if they choose you, only you can still read it."
        ),
        missing=_("Write what you offer, or go back"),
    )


class ChangeForm(Form):
    """Somebody would like another advocate."""

    wishes = LongText(
        label=_("What would they like?"),
        help_text=_("For example, a woman, or somebody who speaks Polish. They need not say why."),
        required=False,
    )
