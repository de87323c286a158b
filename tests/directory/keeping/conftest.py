"""What tests of keeping the directory begin with."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from alongside.accounts.models import User

SignIn = Callable[[User], Client]


def text_of(page: Any) -> str:
    """Return a page with its white space evened."""
    return " ".join(page.content.decode().split())
