"""Sessions that end, and sessions that lock."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from alongside.accounts.actions import close_account, sign_out_everywhere
from alongside.accounts.models import Session, User
from alongside.audit.models import Entry
from alongside.common import clock
from alongside.drafts.models import Draft
from tests.accounts.keys import Passkey
from tests.accounts.test_sign_in import add_passkey
from tests.conftest import SignIn
from tests.factories.accounts import PASSWORD

LOCKED = reverse("locked")
IN_SIX_MINUTES = timedelta(minutes=6)
SCRIPT = {"Sec-Fetch-Mode": "cors"}


def actions() -> list[str]:
    return list(Entry.objects.order_by("seq").values_list("action", flat=True))


def test_visitor_is_sent_to_sign_in_and_comes_back(client: Client, service: object) -> None:
    assert client.get("/people/?q=x").url == "/account/login/?next=%2Fpeople%2F%3Fq%3Dx"
    assert client.get("/").url == "/account/login/"
    assert client.post("/drafts/").status_code == 401
    assert client.get("/", headers=SCRIPT).status_code == 401
    assert client.get("/", headers={"Accept": "application/json"}).json() == {"signed_in": False}


def test_r05_closed_account_is_out_at_the_next_request(
    advocate: User, coordinator: User, signed_in: SignIn
) -> None:
    browser, phone = signed_in(advocate), signed_in(advocate)

    close_account(advocate, by=coordinator)

    assert browser.get("/").status_code == 401
    assert phone.post("/drafts/", {"page": "/"}, headers=SCRIPT).status_code == 401
    assert browser.get("/").url == "/account/login/"


def test_r05_signing_out_everywhere_ends_every_session(advocate: User, signed_in: SignIn) -> None:
    browser, phone = signed_in(advocate), signed_in(advocate)

    sign_out_everywhere(advocate, by=advocate)

    page = browser.get("/people/")
    assert page.status_code == 401
    assert "no longer signed in" in page.content.decode()
    assert 'href="/account/login/?next=%2Fpeople%2F"' in page.content.decode()
    assert phone.post("/people/").status_code == 401
    assert phone.cookies["session"].value == ""


def test_r05_session_of_yesterday_is_refused(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)

    with time_machine.travel(clock.now() + timedelta(hours=13)):
        assert client.get("/").status_code == 401


def test_r05_working_all_day_does_not_make_a_session_longer(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)
    start = clock.now()
    ends = Session.objects.get().expire_date

    for minutes in range(4, 60, 4):
        with time_machine.travel(start + timedelta(minutes=minutes)):
            assert client.get("/me/").status_code == 200
            client.get(reverse("mfa_activate_totp"))

    assert Session.objects.get().expire_date == ends


def test_r06_idle_session_locks(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)

    with time_machine.travel(clock.now() + IN_SIX_MINUTES):
        response = client.get("/people/")
        page = client.get(response.url).content.decode()
        assert client.get("/", headers=SCRIPT).json() == {"locked": True}
        assert client.get("/account/login/").url == "/locked/?next=%2Faccount%2Flogin%2F"

    assert response.url == "/locked/?next=%2Fpeople%2F"
    assert "Ana Reyes was here" in page
    assert 'class="tabs"' not in page
    assert actions()[-1] == "session.lock"
    assert client.get("/").url == "/locked/", "the clock cannot be turned back"


def test_r06_working_session_does_not_lock(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)
    start = clock.now()

    for minutes in range(0, 13, 4):
        with time_machine.travel(start + timedelta(minutes=minutes)):
            assert client.get("/").status_code == 200


def test_r06_password_opens_it_again(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)

    with time_machine.travel(clock.now() + IN_SIX_MINUTES):
        client.get(LOCKED)
        response = client.post(LOCKED, {"password": PASSWORD, "next": "/me/"})
        assert client.get("/me/").status_code == 200

    assert response.url == "/me/"
    assert actions()[-2:] == ["session.lock", "session.unlock"]


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_r06_unlocking_leads_to_our_own_pages_only(advocate: User, signed_in: SignIn, elsewhere: str) -> None:
    client = signed_in(advocate)

    assert client.post(LOCKED, {"password": PASSWORD, "next": elsewhere}).url == "/"


def test_r06_another_password_does_not_open_it(
    advocate: User, other_advocate: User, signed_in: SignIn
) -> None:
    client = signed_in(advocate)

    wrong = client.post(LOCKED, {"password": "not the password"})
    empty = client.post(LOCKED, {"password": ""})
    odd = client.post(LOCKED, {"press": "yes"})

    assert "That is not the password" in wrong.content.decode()
    assert "Write your password" in empty.content.decode()
    assert [wrong.status_code, empty.status_code, odd.status_code] == [422, 422, 422]
    assert client.get("/").url == "/locked/"


def test_r06_too_many_tries_end_the_session(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)

    for _number in range(6):
        response = client.post(LOCKED, {"password": "a guess", "next": "/me/"})

    assert response.url == "/account/login/?next=%2Fme%2F"
    assert "too many tries" in client.get(response.url).content.decode()
    assert not Session.objects.filter(locked_at__isnull=False).exists()
    assert actions()[-2:] == ["session.end", "sign_out.do"]


def test_r06_right_tries_are_not_counted(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)

    for _number in range(7):
        client.get(LOCKED)
        assert client.post(LOCKED, {"password": PASSWORD}).url == "/"


def test_r06_passkey_opens_it_again(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)
    passkey = add_passkey(client)

    options = client.get(LOCKED).context["passkey_options"]
    response = client.post(LOCKED, {"credential": passkey.get(options), "next": "/me/"})

    assert response.url == "/me/"
    assert client.get("/me/").status_code == 200


def test_r06_passkey_of_somebody_else_does_not(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)
    add_passkey(client)
    other = Passkey()

    options = client.get(LOCKED).context["passkey_options"]
    response = client.post(LOCKED, {"credential": other.get(options)})

    assert response.status_code == 422
    assert "not for this account" in response.content.decode()


def test_r06_somebody_else_signs_out_first(advocate: User, other_advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)
    client.get(LOCKED)

    response = client.post(reverse("account_logout"))

    assert response.url == "/goodbye/"
    assert client.get("/").url == "/account/login/"
    assert Entry.objects.filter(action="sign_out.do", actor=advocate.pk).exists()


def test_r06_what_a_locked_session_sends_is_kept_for_the_same_person(
    advocate: User, other_advocate: User, signed_in: SignIn
) -> None:
    client = signed_in(advocate)

    with time_machine.travel(clock.now() + IN_SIX_MINUTES):
        response = client.post("/me/details/", {"name": "Ana R", "email": "", "phone": "07700 900123"})
        said = client.get(response.url).content.decode()
        client.post(LOCKED, {"password": PASSWORD})
        page = client.get("/me/details/").content.decode()
        others = signed_in(other_advocate).get("/me/details/").content.decode()

    assert response.url == "/locked/?next=%2Fme%2Fdetails%2F"
    assert "What you typed is kept." in said
    assert "07700 900123" in page
    assert "07700 900123" not in others
    advocate.refresh_from_db()
    assert advocate.phone is None


def test_r06_script_may_keep_a_draft_when_the_session_is_locked(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)
    client.get(LOCKED)

    response = client.post("/drafts/", {"page": "/me/details/", "name": "Ana R"}, headers=SCRIPT)

    assert response.status_code == 200
    assert Draft.objects.get().fields == {"name": ["Ana R"]}
    assert client.get("/").url == "/locked/"


def test_r06_password_on_a_locked_page_is_never_kept(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)

    with time_machine.travel(clock.now() + IN_SIX_MINUTES):
        client.post(reverse("account_change_password"), {"password": "secret words", "password_again": "x"})
        client.post(LOCKED, {"password": "a guess"})

    assert not Draft.objects.exists()


def test_r06_keep_alive_counts_as_being_here(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)
    start = clock.now()

    with time_machine.travel(start + timedelta(minutes=4)):
        assert client.post("/still-here/").status_code == 204
    with time_machine.travel(start + timedelta(minutes=8)):
        assert client.get("/").status_code == 200


def test_r06_keep_alive_may_come_a_minute_late_and_no_later(advocate: User, signed_in: SignIn) -> None:
    in_time, too_late = signed_in(advocate), signed_in(advocate)
    start = clock.now()

    with time_machine.travel(start + timedelta(minutes=6)):
        assert in_time.post("/still-here/").status_code == 204
        assert in_time.get("/").status_code == 200
    with time_machine.travel(start + timedelta(minutes=7)):
        assert too_late.post("/still-here/").status_code == 401


def test_r06_keep_alive_does_not_open_a_locked_session(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)
    client.get(LOCKED)

    assert client.post("/still-here/").status_code == 401
    assert Client().post("/still-here/").status_code == 401
    assert client.get("/still-here/").status_code == 405


def test_locked_page_is_nobodys_without_a_session(client: Client, service: object) -> None:
    assert client.get(LOCKED).url == "/account/login/"


def test_r07_signing_out_clears_the_browser(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)
    before = client.get("/me/")
    token = client.cookies["csrftoken"].value

    response = client.post(reverse("account_logout"))

    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert response.cookies["session"].value == ""
    assert response.cookies["csrftoken"].value != token
    assert "no-store" in before.headers["Cache-Control"]
    assert not Session.objects.exists()
    assert client.get("/goodbye/").status_code == 200


def test_r07_asking_to_sign_out_does_not_sign_out(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)

    assert "Sign out?" in client.get(reverse("account_logout")).content.decode()
    assert client.get("/me/").status_code == 200


def test_r44_post_without_token_is_refused_before_anything_is_kept(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies

    with time_machine.travel(clock.now() + IN_SIX_MINUTES):
        assert strict.post("/me/details/", {"name": "Eve"}).status_code == 403

    assert not Draft.objects.exists()
