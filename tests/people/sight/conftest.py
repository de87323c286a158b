"""What tests of the pages of sight begin with: three people signed in."""

import re
from datetime import date

import pytest
from django.test import Client

from alongside.accounts.models import User
from tests.factories.accounts import sign_in

QUERIES = {"partners": 15, "partnerships": 10, "who-looked": 20, "privacy": 23}
"""Queries of each page, sign-in and frame included."""


def boxes(name: str, day: date) -> dict[str, str]:
    """Return a date as it is typed into three boxes."""
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def text(response: object) -> str:
    """Return a page without its tags and its empty space."""
    html = response.content.decode()  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.fixture
def at_desk(coordinator: User) -> Client:
    """The coordinator's browser."""
    return sign_in(coordinator)


@pytest.fixture
def on_phone(advocate: User) -> Client:
    """The browser of the person's advocate."""
    return sign_in(advocate)


@pytest.fixture
def at_privacy(dp_lead: User) -> Client:
    """The data protection lead's browser."""
    return sign_in(dp_lead)
