"""Showing again who one is, for the few things that matter most (R08)."""

from datetime import timedelta

import time_machine
from django.test import Client
from django.urls import reverse

from alongside.accounts.models import Role, User
from alongside.audit.models import Entry
from alongside.common import clock
from alongside.drafts.models import Draft
from tests.accounts.test_sign_in import add_passkey
from tests.conftest import SignIn
from tests.factories.accounts import PASSWORD, make_service, make_user, sign_in

AGAIN = reverse("again")
LONG_AGO = 11 * 60


def test_r08_sign_in_of_just_now_is_fresh(coordinator: User, signed_in: SignIn) -> None:
    assert signed_in(coordinator).get(reverse("account-new")).status_code == 200


def test_r08_ten_minutes_later_it_is_asked_again_and_goes_on(coordinator: User) -> None:
    client = sign_in(coordinator, seconds_ago=LONG_AGO)

    asked = client.get(reverse("account-new"))
    page = client.get(asked.url)
    response = client.post(AGAIN, {"password": PASSWORD, "next": reverse("account-new")})

    assert asked.url == "/again/?next=%2Fteam%2Fnew%2F"
    assert "Is it still you?" in page.content.decode()
    assert response.url == reverse("account-new")
    assert client.get(response.url).status_code == 200


def test_r08_pages_that_matter_less_are_open(coordinator: User) -> None:
    assert sign_in(coordinator, seconds_ago=LONG_AGO).get(reverse("team")).status_code == 200


def test_r08_factors_are_changed_by_fresh_sessions_only(advocate: User) -> None:
    client = sign_in(advocate, seconds_ago=LONG_AGO)

    for name in ("mfa_activate_totp", "mfa_add_webauthn", "mfa_deactivate_totp", "mfa_view_recovery_codes"):
        assert client.get(reverse(name)).url.startswith("/again/")
    assert client.get(reverse("account_change_password")).url.startswith("/again/")


def test_r08_what_was_sent_is_kept(coordinator: User) -> None:
    client = sign_in(coordinator, seconds_ago=LONG_AGO)

    asked = client.post(
        reverse("account-new"), {"name": "Nia Vale", "sign_in_name": "nia", "roles": ["advocate"]}
    )
    said = client.get(asked.url).content.decode()
    client.post(AGAIN, {"password": PASSWORD})
    page = client.get(reverse("account-new")).content.decode()

    assert asked.url == "/again/?next=%2Fteam%2Fnew%2F"
    assert "What you typed is kept." in said
    assert 'value="Nia Vale"' in page
    assert not User.objects.filter(login_tag="nia").exists()


def test_r08_button_is_to_be_pressed_again(coordinator: User, advocate: User) -> None:
    client = sign_in(coordinator, seconds_ago=LONG_AGO)
    page = reverse("account", args=[advocate.pk])

    asked = client.post(
        reverse("account-close", args=[advocate.pk]), headers={"Referer": f"http://testserver{page}"}
    )

    assert asked.url == f"/again/?next={page.replace('/', '%2F')}"
    assert "Press the button again" in client.get(asked.url).content.decode()
    assert not Draft.objects.exists()


def test_r08_wrong_password_is_recorded(coordinator: User) -> None:
    client = sign_in(coordinator, seconds_ago=LONG_AGO)

    assert client.post(AGAIN, {"password": "a guess"}).status_code == 422
    assert Entry.objects.latest("seq").action == "session.refuse"
    assert client.get(reverse("account-new")).status_code == 302


def test_r08_second_factor_is_set_up_by_a_fresh_session(advocate: User) -> None:
    client = sign_in(advocate, with_second_factor=False, seconds_ago=LONG_AGO)

    asked = client.get(reverse("mfa_activate_totp"))
    client.get(asked.url)
    response = client.post(asked.url, {"password": PASSWORD, "next": reverse("mfa_activate_totp")})

    assert asked.url.startswith("/locked/")
    assert client.get(AGAIN).url == reverse("mfa_index")
    assert client.get(response.url).status_code == 200


def test_r08_script_is_told(coordinator: User) -> None:
    client = sign_in(coordinator, seconds_ago=LONG_AGO)

    response = client.get(reverse("account-new"), headers={"Sec-Fetch-Mode": "cors"})

    assert (response.status_code, response.json()) == (403, {"fresh": False})


def test_r08_passkey_will_do(coordinator: User) -> None:
    client = sign_in(coordinator)
    passkey = add_passkey(client)

    with time_machine.travel(clock.now() + timedelta(minutes=4)):
        client.get("/me/")
    with time_machine.travel(clock.now() + timedelta(minutes=8)):
        client.get("/me/")
    with time_machine.travel(clock.now() + timedelta(minutes=12)):
        assert client.get(reverse("account-new")).status_code == 302
        options = client.get(AGAIN).context["passkey_options"]
        assert client.post(AGAIN, {"credential": passkey.get(options)}).url == "/"
        assert client.get(reverse("account-new")).status_code == 200


def test_r08_press_will_do_in_a_demonstration_and_nowhere_else(db: None) -> None:
    make_service(is_demonstration=True)
    user = make_user("Cora Lind", Role.COORDINATOR)
    client = Client(headers={"Host": "localhost"})
    client.post("/demonstration/", {"user": user.pk})
    assert client.get(reverse("account-new")).status_code == 200
    start = clock.now()

    for minutes in (4, 8):
        with time_machine.travel(start + timedelta(minutes=minutes)):
            client.get("/me/")
    with time_machine.travel(start + timedelta(minutes=11)):
        assert client.get(reverse("account-new")).status_code == 302
        assert "Go on as Cora Lind" in client.get(AGAIN).content.decode()
        assert client.post(AGAIN, {"press": "yes"}).url == "/"
        assert client.get(reverse("account-new")).status_code == 200
    assert sign_in(user).post(AGAIN, {"press": "yes"}).status_code == 422
