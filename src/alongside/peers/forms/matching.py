"""Input of the pages about the match."""

from django.utils.translation import gettext_lazy as _

from alongside.common.forms import Form, LongText


class OfferForm(Form):
    """What one offers to share, with this person, this once."""

    words = LongText(
        label=_("What would you share with them, if they like?"),
        help_text=_("Your words, for this person only. Nobody else reads it, and nobody can search for it."),
        missing=_("Write what you offer, or go back"),
    )


class ChangeForm(Form):
    """Somebody would like another advocate."""

    wishes = LongText(
        label=_("What would they like?"),
        help_text=_("For example, a woman, or somebody who speaks Polish. They need not say why."),
        required=False,
    )
