"""The door of a demonstration, and what anybody may open."""

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from alongside.accounts import middleware
from alongside.accounts.models import Role, User
from alongside.audit.models import Entry
from alongside.crypto import keys
from alongside.crypto.models import DataKey
from tests.conftest import SignIn
from tests.factories.accounts import make_service, make_user, sign_in

DOOR = "/demonstration/"


@pytest.fixture
def made_up(db: None) -> User:
    """A made-up advocate in a demonstration."""
    make_service(is_demonstration=True)
    return make_user("Ana Reyes", Role.ADVOCATE)


def at(host: str = "127.0.0.1:8000", **more: str) -> Client:
    return Client(headers={"Host": host, **more})


def test_press_signs_in_as_a_made_up_person(made_up: User) -> None:
    client = at()

    page = client.get(DOOR).content.decode()
    response = client.post(DOOR, {"user": made_up.pk})

    assert "Sees those they work with" in page
    assert "Ana Reyes" in page
    assert response.url == "/"
    assert client.get("/people/").status_code == 200
    entry = Entry.objects.get(action="sign_in.do")
    assert (entry.actor, entry.facts) == (made_up.pk, {"method": "demonstration"})


def test_sign_in_page_of_a_demonstration_leads_to_the_door(made_up: User) -> None:
    assert DOOR in at().get(reverse("account_login")).content.decode()
    assert DOOR not in at("testserver").get(reverse("account_login")).content.decode()


def test_first_page_of_a_demonstration_is_the_door(made_up: User) -> None:
    assert at().get("/").url == DOOR
    assert at().get("/people/").url == "/account/login/?next=%2Fpeople%2F"
    assert at("testserver").get("/").url == "/account/login/"
    assert DOOR in at().get("/goodbye/").content.decode()


def test_press_changes_from_one_made_up_person_to_another(made_up: User) -> None:
    other = make_user("Otis Hale", Role.COORDINATOR)
    client = at()
    client.post(DOOR, {"user": made_up.pk})
    client.get("/locked/")

    client.post(DOOR, {"user": other.pk})

    assert "Otis Hale" in client.get("/me/").content.decode()
    assert Entry.objects.filter(action="sign_out.do", actor=made_up.pk).exists()


def test_empty_demonstration_says_so(db: None) -> None:
    make_service(is_demonstration=True)

    assert "Nobody here yet" in at("[::1]:8000").get(DOOR).content.decode()


@pytest.mark.parametrize("user", ["0191b5a4-0000-7000-8000-000000000000", "Ana", ""])
def test_press_for_nobody_is_not_there(user: str, made_up: User) -> None:
    assert at().post(DOOR, {"user": user}).status_code == 404


def test_real_service_has_no_door(advocate: User) -> None:
    client = at()

    assert client.get(DOOR).status_code == 404
    assert client.get(DOOR).content == client.get("/no-such-page/").content
    assert client.post(DOOR, {"user": advocate.pk}).status_code == 404
    assert client.get("/people/").url.startswith("/account/login/")
    assert DOOR not in client.get(reverse("account_login")).content.decode()


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via", "X-Forwarded-Host"])
def test_door_is_shut_to_those_who_come_by_a_proxy(made_up: User, header: str) -> None:
    assert at(**{header: "127.0.0.1"}).get(DOOR).status_code == 404


def test_door_is_shut_to_other_computers(made_up: User, settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]

    assert Client(REMOTE_ADDR="192.0.2.7", headers={"Host": "localhost"}).get(DOOR).status_code == 404
    assert at("advocacy.example").get(DOOR).status_code == 404
    assert at("localhost").get(DOOR).status_code == 200


def test_door_is_shut_on_the_web(made_up: User, settings) -> None:
    settings.ON_THE_WEB = True

    assert at().get(DOOR).status_code == 404


def test_health_says_ok_and_nothing_else(client: Client, service: object) -> None:
    response = client.get("/health")

    assert (response.status_code, response.content) == (200, b"ok")


def test_health_fails_when_the_key_does_not_open(client: Client, service: object) -> None:
    DataKey.objects.filter(owner=keys.SERVICE).update(wrapped=b"not a key of ours")

    response = client.get("/health")

    assert (response.status_code, response.content) == (503, b"not ready")


def test_every_page_fails_plainly_when_the_database_does_not_answer(
    client: Client, service: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_answer() -> None:
        raise DatabaseError("secret-host refused")

    monkeypatch.setattr(middleware, "service", no_answer)

    response = client.get("/")

    assert (response.status_code, response.content) == (503, b"not ready")


def test_service_that_is_not_set_up_says_how(client: Client, db: None) -> None:
    response = client.get("/")

    assert response.status_code == 503
    assert "./alongside new" in response.content.decode()


def test_goodbye_is_for_everybody(client: Client, service: object) -> None:
    assert "You are signed out" in client.get("/goodbye/").content.decode()


def test_board_member_of_a_real_service_signs_in_with_a_password_only(
    board_member: User, signed_in: SignIn
) -> None:
    assert sign_in(board_member, with_second_factor=False).get("/").status_code == 200
