"""Mail to workers, one envelope each: about their accounts, or that something waits. Not a word of more."""

from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext, gettext_lazy

from alongside.common import clock

COME_IN = "come_in"
BACK_IN = "back_in"
HELP_STARTED = "help_started"
SIGN_IN_CHANGED = "sign_in_changed"
ADDRESS_CHANGED = "address_changed"
NEWS = "news"

SUBJECTS = {NEWS: gettext_lazy("You have a new message")}
"""What stands on the envelope, where it is not about the account itself."""


def can_be_sent() -> bool:
    """Tell whether mail leaves this computer: without a mail server it would only be printed."""
    return settings.EMAIL_BACKEND != "django.core.mail.backends.console.EmailBackend"


def tell(address: str | None, what: str, *, link: str = "") -> None:
    """Send the text `what` to one address, if there is one, once the change it tells of is saved."""
    if not address or not can_be_sent():
        return
    text = render_to_string(f"accounts/mail/{what}.txt", {"link": link, "at": clock.now()})
    subject = str(SUBJECTS.get(what) or gettext("About your account"))
    message = EmailMessage(subject=subject, body=text.strip() + "\n", to=[address])
    transaction.on_commit(partial(message.send), robust=True)


def tell_news(*addresses: str | None) -> None:
    """Say to each of them that something waits, and nothing else: no name, no place, no day."""
    for address in addresses:
        tell(address, NEWS)
