"""What pages are made of."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from alongside.common import clock
from alongside.common.forms import Form, Text
from alongside.common.templatetags.look import ICONS, TONES, avatar, icon

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def shown(template: str, **context: Any) -> str:
    """Return what a piece of a page shows."""
    with clock.at(NOON):
        return Template("{% load look %}" + template).render(Context(context))


@pytest.mark.parametrize("name", ICONS)
def test_icon_is_passed_over_by_screen_readers(name: str) -> None:
    assert icon(name).startswith('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="')


@pytest.mark.parametrize(
    "label, initials",
    [
        ("Dee M", "DM"),
        ("kofi", "K"),
        ("Maria del Carmen Ruiz", "MR"),
        ("Żaneta K", "ŻK"),
        ("No name yet · 7KQ-2MX", "N7"),
        ("", "·"),
        ("<b>", "·"),
    ],
)
def test_avatar_shows_initials(label: str, initials: str) -> None:
    assert f' aria-hidden="true">{initials}</span>' in avatar(label)


def test_avatar_keeps_its_colour_for_the_same_name() -> None:
    tones = {avatar(f"Person {n}").split('"')[1].removeprefix("avatar ") for n in range(50)}

    assert avatar("Dee M") == avatar("Dee M")
    assert tones == set(TONES)


@pytest.mark.parametrize(
    "template, value, words",
    [
        ("{{ v|day }}", date(2026, 11, 26), "Thu 26 Nov"),
        ("{{ v|day }}", date(2025, 11, 26), "Wed 26 Nov 2025"),
        ("{{ v|day }}", datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "Wed 1 Jul"),
        ("{{ v|day }}", None, ""),
        ("{{ v|long_day }}", date(2026, 11, 26), "Thursday 26 November 2026"),
        ("{{ v|long_day }}", None, ""),
        ("{{ v|clock }}", time(9, 5), "09:05"),
        ("{{ v|clock }}", datetime(2026, 7, 1, 13, 5, tzinfo=UTC), "14:05"),
        ("{{ v|clock }}", None, ""),
        ("{{ v|moment }}", datetime(2026, 11, 26, 14, 5, tzinfo=UTC), "Thu 26 Nov, 14:05"),
        ("{{ v|moment }}", None, ""),
        ("{{ v|minutes }}", 20, "20 min"),
        ("{{ v|minutes }}", 60, "1 h"),
        ("{{ v|minutes }}", 80, "1 h 20 min"),
        ("{{ v|minutes }}", 0, "0 min"),
        ("{{ v|minutes }}", None, ""),
    ],
)
def test_times_are_told_as_people_say_them(template: str, value: Any, words: str) -> None:
    assert shown(template, v=value) == words


class Two(Form):
    """Two questions."""

    name = Text(missing="Tell us the name")
    town = Text(missing="Tell us the town")


def test_error_summary_counts_and_links() -> None:
    both = shown("{% error_summary form %}", form=Two({}))
    one = shown("{% error_summary form other %}", form=Two({"name": "Jo"}), other=None)

    assert "Nearly there – 2 things to check" in both
    assert '<a href="#id_name">Tell us the name</a>' in both
    assert "Nearly there – 1 thing to check" in one
    assert 'tabindex="-1" autofocus' in one


def test_error_summary_of_a_form_without_faults_is_nothing() -> None:
    assert shown("{% error_summary form %}", form=Two()).strip() == ""
    assert shown("{% error_summary form %}").strip() == ""


def test_error_summary_escapes_what_was_typed() -> None:
    form = forms.Form({})
    form.add_error(None, "<script>")

    assert "<li>&lt;script&gt;</li>" in shown("{% error_summary form %}", form=form)


def pages(number: int) -> str:
    """Return the links under the second of three pages, as the address asks."""
    request = RequestFactory().get("/people/", {"page": number, "state": "waiting"})
    page = Paginator(range(25), 10).page(number)
    return render_to_string("common/pages.html", {"page": page}, request)


@pytest.mark.django_db
def test_pages_lead_on_and_back_and_keep_the_filter() -> None:
    first, second, last = pages(1), pages(2), pages(3)

    assert "Page 2 of 3" in second
    assert 'rel="next" href="?page=3&amp;state=waiting"' in second
    assert 'rel="prev" href="?page=1&amp;state=waiting"' in second
    assert 'rel="prev"' not in first
    assert 'rel="next"' not in last


def test_single_page_has_no_links() -> None:
    assert render_to_string("common/pages.html", {"page": Paginator([1], 10).page(1)}).strip() == ""
