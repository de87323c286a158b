"""The frame of every page, and the pages that say what went wrong."""

import re
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

pytestmark = pytest.mark.django_db  # every page asks which service this is

ERROR_PAGES = ["400.html", "403.html", "403_csrf.html", "404.html", "413.html", "500.html"]
SOMEBODY = SimpleNamespace(is_authenticated=True, pk=7)


def page(**context: Any) -> str:
    """Return the frame of a page, on one line."""
    return re.sub(r"\s+", " ", render_to_string("base.html", context, RequestFactory().get("/")))


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_r11_error_page_is_the_same_for_everybody(name: str) -> None:
    request = RequestFactory().get("/people/1/", headers={"accept-language": "pl"})
    for_nobody = render_to_string(name)
    for_somebody = render_to_string(name, {"user": SOMEBODY, "nav": [1], "service": "Push"}, request)

    assert for_somebody == for_nobody
    assert "csrf" not in for_nobody
    assert '<a class="button" href="/">Go to the first page</a>' in for_nobody
    assert for_nobody.count("<h1>") == 1


def test_stranger_sees_no_menu_and_no_lock() -> None:
    shown = page(user=SimpleNamespace(is_authenticated=False), concern_url="/concern/")

    assert "<nav" not in shown
    assert "data-idle-minutes" not in shown
    assert "<dialog" not in shown
    assert "Sign out" not in shown
    assert "Worried about someone?" not in shown


def test_signed_in_page_locks_and_lets_out() -> None:
    shown = page(user=SOMEBODY, idle_minutes=5, concern_url="/concern/")

    body = '<body data-idle-minutes="5" data-lock-url="/locked/" data-keep-url="/still-here/" data-who="7">'
    assert body in shown
    assert '<dialog id="idle"' in shown
    assert re.search(r'<form method="post" action="[\w/]+logout/" data-sign-out>', shown)
    assert '<a class="worry" href="/concern/">' in shown


def test_menu_comes_after_the_header_and_says_where_we_are() -> None:
    items = [
        SimpleNamespace(url="/", label="Today", icon="home", is_current=True),
        SimpleNamespace(url="/people/", label="People", icon="people", is_current=False),
    ]

    shown = page(user=SOMEBODY, nav=items)

    assert shown.index("</header>") < shown.index("<nav") < shown.index("<main")
    assert re.findall(r'<a href="([^"]+)"( aria-current="page")?><svg', shown) == [
        ("/", ' aria-current="page"'),
        ("/people/", ""),
    ]


def test_banners_speak_only_when_there_is_something_to_say() -> None:
    quiet = page(user=SOMEBODY)
    loud = page(
        user=SOMEBODY,
        service=SimpleNamespace(name="Stepping Stones", is_demonstration=True),
        break_glass=datetime(2026, 7, 1, 13, 5, tzinfo=UTC),
        new_concerns=SimpleNamespace(count=2, url="/concerns/"),
    )

    assert "banner" not in quiet
    assert "Every person here is made up" in loud
    assert "Emergency look, until 14:05." in loud
    assert "<b>2 new safeguarding concerns</b> wait for you." in loud
    assert '<a href="/concerns/">Read now</a>' in loud


def test_messages_are_told_politely() -> None:
    shown = page(
        messages=[
            SimpleNamespace(level_tag=level, __str__=lambda self: "x")
            for level in ["success", "warning", "error"]
        ]
    )

    assert '<div class="stack" role="status">' in shown
    assert re.findall(r'class="notice (\w+)"', shown) == ["green", "amber", "red"]


def test_title_is_neutral_and_the_page_is_kept_out_of_indexes() -> None:
    shown = page()

    assert "<title>Page · Alongside</title>" in shown
    assert '<meta name="referrer" content="same-origin">' in shown
    assert '<meta name="robots" content="noindex, nofollow">' in shown
    assert '<a class="skip-link" href="#main">Skip to the page</a>' in shown


def test_first_load_asks_for_at_most_six_things() -> None:
    things = re.findall(r"<(?:link|script|img)\b[^>]*?(?:href|src)=", page(user=SOMEBODY))

    assert 1 + len(things) <= 6


def test_r57_quick_exit_is_a_link_that_works_without_a_script() -> None:
    shown = render_to_string("common/quick_exit.html", {"neutral_url": "https://weather.example/"})

    assert '<a class="button danger" href="https://weather.example/" rel="noopener noreferrer"' in shown
    assert "does not clear" in shown
