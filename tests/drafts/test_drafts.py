"""What was typed and not sent: kept for the same person, on the same page, and for nobody else (R06)."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpRequest, HttpResponse, QueryDict
from django.test import Client, RequestFactory
from django.urls import path

from alongside.accounts.access import SignedInRequest, allowed, fresh
from alongside.accounts.models import User
from alongside.accounts.rules import may_be_here
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.audit.permit import NotRecorded
from alongside.common.forms import Form, Text
from alongside.common.problems import Problem, RuleBroken
from alongside.drafts.actions import keep_draft, throw_away_draft
from alongside.drafts.keeper import MOST_BYTES, keeper_of, typed_in
from alongside.drafts.models import Draft
from alongside.drafts.pages import form_page
from alongside.drafts.queries import draft_on
from alongside.urls import urlpatterns as real_urls
from tests.conftest import SignIn
from tests.factories.accounts import sign_in

SOMEBODY = UUID("0191b5a4-0000-7000-8000-000000000001")
HERE = f"/people/{SOMEBODY}/wish/"


class WishForm(Form):
    """One line."""

    wish = Text(label="Wish", missing="Write a wish")


wishes: list[str] = []


@allowed(may_be_here)
def wish(request: SignedInRequest, **_where: Any) -> HttpResponse:
    """A form page like any other."""

    def save(clean: dict[str, Any]) -> str:
        if clean["wish"] == "rain":
            raise RuleBroken(Problem("rain", "No rain today", "wish"), Problem("sorry", "We are sorry"))
        wishes.append(clean["wish"])
        return "/goodbye/"

    return form_page(
        request, WishForm, template="common/form_page.html", save=save, then=str, context={"title": "Wish"}
    )


urlpatterns = [
    path("people/<uuid:person_id>/wish/", wish),
    path("wish/", wish),
    path("big-wish/", fresh(wish)),
    path(f"{'long/' * 40}", wish),
    *real_urls,
]


@pytest.fixture(autouse=True)
def _wish_page(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__
    wishes.clear()


def test_script_keeps_what_is_typed(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)

    with time_machine.travel(datetime(2026, 7, 1, 13, 5, tzinfo=UTC)):
        client = signed_in(advocate)
        response = client.post(
            "/drafts/", {"page": HERE, "wish": ["sun", "moon"], "csrfmiddlewaretoken": "x"}
        )

    assert response.json() == {"saved_at": "14:05"}
    draft = Draft.objects.get()
    assert (draft.user, draft.page, draft.person_id) == (advocate, HERE, SOMEBODY)
    assert draft.fields == {"wish": ["sun", "moon"]}
    entry = Entry.objects.latest("seq")
    assert (entry.action, entry.actor, entry.facts) == ("draft.keep", advocate.pk, {})


def test_later_draft_takes_the_place_of_the_one_before(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)

    client.post("/drafts/", {"page": "/wish/", "wish": "sun"})
    client.post("/drafts/", {"page": "/wish/?from=list", "wish": "moon"})

    assert Draft.objects.get().fields == {"wish": ["moon"]}


@pytest.mark.parametrize(
    "sent",
    [
        {"page": "/no/such/page/", "wish": "sun"},
        {"page": f"/{'long/' * 40}", "wish": "sun"},
        {"page": "/account/login/", "login": "ana"},
        {"page": "/wish/"},
        {"page": "/wish/", "password": "secret"},
        {"wish": "sun"},
        {"page": "/wish/", "wish": "x" * MOST_BYTES},
    ],
)
def test_what_cannot_be_kept_is_not_said_to_be(
    advocate: User, signed_in: SignIn, sent: dict[str, str]
) -> None:
    response = signed_in(advocate).post("/drafts/", sent)

    assert (response.status_code, response.json()) == (422, {"saved_at": None})
    assert not Draft.objects.exists()


def test_drafts_are_sent_and_not_fetched(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)

    assert client.get("/drafts/").status_code == 405
    assert client.get("/drafts/throw-away/").status_code == 405


def test_form_page_shows_what_was_kept_to_the_same_person(
    advocate: User, other_advocate: User, signed_in: SignIn
) -> None:
    keep_draft("/wish/", {"wish": ["a dry room"]}, by=advocate)

    mine = signed_in(advocate).get("/wish/")
    theirs = signed_in(other_advocate).get("/wish/")

    assert 'value="a dry room"' in mine.content.decode()
    assert mine.context["draft"] == Draft.objects.get()
    assert "Nearly there" not in mine.content.decode()
    assert "a dry room" not in theirs.content.decode()


def test_form_page_saves_and_forgets_the_draft(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)
    keep_draft("/wish/", {"wish": ["a dry room"]}, by=advocate)

    response = client.post("/wish/", {"wish": "a dry room"})

    assert response.url == "/goodbye/"
    assert wishes == ["a dry room"]
    assert not Draft.objects.exists()


def test_form_page_keeps_what_was_refused(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)

    refused = client.post("/wish/", {"wish": "rain"})
    page = client.get("/wish/").content.decode()

    assert refused.status_code == 422
    assert "No rain today" in refused.content.decode()
    assert "We are sorry" in refused.content.decode()
    assert 'value="rain"' in page


def test_form_page_says_what_is_missing(advocate: User, signed_in: SignIn) -> None:
    response = signed_in(advocate).post("/wish/", {"wish": ""})

    assert response.status_code == 422
    assert "Write a wish" in response.content.decode()


def test_form_page_names_a_fixed_address_too(rf: RequestFactory, advocate: User) -> None:
    request: Any = rf.post("/wish/", {"wish": "sun"})
    request.user = advocate
    request.resolver_match = None

    response = form_page(request, WishForm, template="x.html", save=lambda clean: None, then="/there/")

    assert response.headers["Location"] == "/there/"


def test_draft_that_does_not_open_is_passed_over(
    advocate: User, other_advocate: User, signed_in: SignIn
) -> None:
    mine = keep_draft("/wish/", {"wish": ["sun"]}, by=advocate)
    theirs = keep_draft("/wish/", {"wish": ["moon"]}, by=other_advocate)
    sealed = Draft.objects.filter(pk=theirs.pk).values_list("fields", flat=True)[0]
    with recorded("draft.test", by=None):
        Draft.objects.filter(pk=mine.pk).update(fields=sealed)

    page = signed_in(advocate).get("/wish/")

    assert page.status_code == 200
    assert "moon" not in page.content.decode()


def test_throwing_away_shows_the_page_empty(advocate: User, signed_in: SignIn) -> None:
    keep_draft("/wish/", {"wish": ["sun"]}, by=advocate)
    client = signed_in(advocate)

    assert client.post("/drafts/throw-away/", {"page": "/wish/"}).url == "/wish/"
    assert client.post("/drafts/throw-away/", {"page": "/wish/"}).url == "/wish/"
    assert client.post("/drafts/throw-away/", {"page": "/no/such/page/"}).status_code == 422
    assert not Draft.objects.exists()


def test_page_with_something_kept_offers_to_throw_it_away(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)
    empty = client.get("/wish/").content.decode()
    keep_draft("/wish/", {"wish": ["Canary"]}, by=advocate)

    shown = client.get("/wish/").content.decode()
    after = client.post("/drafts/throw-away/", {"page": "/wish/", "wish": "Canary"}, follow=True)

    button = 'name="page" value="/wish/" formaction="/drafts/throw-away/"'
    assert (button in empty, button in shown) == (False, True)
    assert shown.index("<button>") < shown.index(button)
    assert "Thrown away." in after.content.decode()
    assert "Canary" not in after.content.decode()


def test_throwing_away_leaves_other_peoples_drafts(
    advocate: User, other_advocate: User, signed_in: SignIn
) -> None:
    keep_draft("/wish/", {"wish": ["sun"]}, by=advocate)

    signed_in(other_advocate).post("/drafts/throw-away/", {"page": "/wish/"})

    assert Draft.objects.get().user == advocate


def test_drafts_change_inside_actions_only(advocate: User) -> None:
    with pytest.raises(NotRecorded):
        Draft(user=advocate, page="/wish/", fields={}).save()


def test_draft_cannot_be_read_in_the_database(advocate: User) -> None:
    keep_draft("/wish/", {"wish": ["a dry room"]}, by=advocate)

    with connection.cursor() as cursor:
        cursor.execute("SELECT fields FROM drafts_draft")
        assert b"dry room" not in bytes(cursor.fetchone()[0])


def test_throwing_away_nothing_changes_nothing(advocate: User) -> None:
    before = Entry.objects.count()

    throw_away_draft("/wish/", by=advocate)

    assert Entry.objects.count() == before
    assert draft_on("/wish/", user=advocate) is None


def test_draft_names_nobody() -> None:
    assert str(Draft(id=SOMEBODY)) == f"draft {SOMEBODY}"


def test_secrets_are_left_out() -> None:
    sent = QueryDict("wish=sun&password=a&password_again=b&credential=c&csrfmiddlewaretoken=d")

    assert typed_in(sent) == {"wish": ["sun"]}


def test_keeper_belongs_to_the_page_that_is_asked_for(rf: RequestFactory, advocate: User) -> None:
    request: HttpRequest = rf.post(HERE, {"wish": "sun"})
    request.user = advocate  # type: ignore[assignment]
    request.resolver_match = SimpleNamespace(kwargs={"person_id": SOMEBODY})  # type: ignore[assignment]

    draft = keeper_of(request).keep()

    assert draft
    assert (draft.page, draft.person_id, draft.fields) == (HERE, SOMEBODY, {"wish": ["sun"]})


def test_r06_locked_session_keeps_the_form_and_says_that_files_are_not(
    advocate: User, signed_in: SignIn
) -> None:
    client = signed_in(advocate)
    client.get("/locked/")
    photo = SimpleUploadedFile("letter.jpg", b"not really a photo")

    response = client.post("/wish/", {"wish": "sun", "photo": photo})

    assert response.url == "/locked/?next=%2Fwish%2F"
    assert "A file cannot be kept" in client.get(response.url).content.decode()
    assert Draft.objects.get().fields == {"wish": ["sun"]}
    assert wishes == []


def test_r06_button_of_a_locked_page_is_to_be_pressed_again(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)
    client.get("/locked/")

    elsewhere = client.post("/wish/", {"wish": "sun"}, headers={"Referer": "http://testserver/people/"})
    empty = client.post("/wish/")
    foreign = client.post("/wish/", {"wish": "sun"}, headers={"Referer": "https://evil.example/people/"})

    assert elsewhere.url == "/locked/?next=%2Fpeople%2F"
    assert empty.url == foreign.url == "/locked/?next=%2Fwish%2F"
    page = client.get("/locked/").content.decode()
    assert page.count("Press the button again") == 2


def test_r06_script_may_keep_a_draft_on_a_locked_page(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)
    client.get("/locked/")

    response = client.post("/drafts/", {"page": "/wish/", "wish": "sun"})

    assert response.status_code == 200
    assert Draft.objects.get().fields == {"wish": ["sun"]}


def test_r08_what_needs_a_fresh_session_is_kept(advocate: User) -> None:
    client = sign_in(advocate, seconds_ago=11 * 60)

    response = client.post("/big-wish/", {"wish": "sun"})

    assert response.url == "/again/?next=%2Fbig-wish%2F"
    assert "What you typed is kept." in client.get(response.url).content.decode()
    assert Draft.objects.get().fields == {"wish": ["sun"]}


def test_visitor_keeps_nothing(client: Client, service: object) -> None:
    assert client.post("/wish/", {"wish": "sun"}).status_code == 401
    assert not Draft.objects.exists()


def test_r01_password_alone_keeps_no_drafts(advocate: User) -> None:
    client = Client()
    client.force_login(advocate)
    client.get("/locked/")

    client.post("/wish/", {"wish": "sun"})

    assert not Draft.objects.exists()


def test_script_of_a_page_from_before_the_sign_in_gets_the_token_that_counts(advocate: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = sign_in(advocate).cookies
    sent = {"page": "/me/", "wish": "Canary"}

    refused = strict.post("/drafts/", sent, headers={"Accept": "application/json"})
    told = refused.json()
    kept = strict.post("/drafts/", sent, headers={"X-CSRFToken": told["token"]})
    of_a_form = strict.post("/drafts/", sent)

    assert (refused.status_code, told["who"], kept.status_code) == (403, str(advocate.pk), 200)
    assert (of_a_form.status_code, of_a_form["Content-Type"]) == (403, "text/html; charset=utf-8")
    assert [draft.fields for draft in Draft.objects.filter(user=advocate)] == [{"wish": ["Canary"]}]
