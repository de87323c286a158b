"""Sending mail: one envelope for each person, and words that say nothing to whoever reads over a shoulder."""

import logging
from smtplib import SMTPException

from django.core.mail import EmailMessage, get_connection

TIMEOUT = 10
"""Seconds to wait for a mail server; who pressed the button waits too."""

log = logging.getLogger(__name__)


def send_one(address: str, *, subject: str, words: str) -> bool:
    """Send a message to one address, and tell whether it went. There is no way to name two (R50)."""
    message = EmailMessage(subject, words, to=[address], connection=get_connection(timeout=TIMEOUT))
    try:
        message.send()
    except (OSError, SMTPException, ValueError) as error:
        # the kind of fault only: its text may hold the address
        log.warning("a message was not sent: %s", type(error).__name__)
        return False
    return True
