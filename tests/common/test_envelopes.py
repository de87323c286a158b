"""Sending one message to one address."""

from typing import Any

from django.core import mail

from alongside.common.envelopes import send_one


def test_message_goes_to_one_address() -> None:
    assert send_one("ana@riverside.example", subject="Hello", words="Sign in")

    [message] = mail.outbox
    assert (message.to, message.cc, message.bcc) == (["ana@riverside.example"], [], [])
    assert (message.subject, message.body) == ("Hello", "Sign in")


def test_server_that_is_away_is_said_and_not_raised(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    assert not send_one("ana@riverside.example", subject="Hello", words="Sign in")


def test_r50_two_addresses_in_one_are_refused() -> None:
    assert not send_one("ana@riverside.example\nBcc: all@riverside.example", subject="Hello", words="Sign in")

    assert mail.outbox == []
