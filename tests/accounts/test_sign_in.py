"""Coming in: by name and password, by a second factor, by a passkey."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.urls import reverse

from alongside.accounts.actions import close_account
from alongside.accounts.models import Role, Session, User
from alongside.audit.models import Entry, Outcome
from alongside.common import clock
from tests.accounts.keys import Passkey, code_now, set_up_app, set_up_spare_codes
from tests.conftest import SignIn
from tests.factories.accounts import PASSWORD, make_user

LOGIN = reverse("account_login")
SECOND = reverse("mfa_authenticate")
PASSKEY = reverse("mfa_login_webauthn")


def give_password(client: Client, user: User, password: str = PASSWORD, **more: str):
    return client.post(LOGIN, {"login": user.sign_in_name, "password": password, **more})


def add_passkey(client: Client, **kind: int) -> Passkey:
    passkey = Passkey(**kind)
    options = client.get(reverse("mfa_add_webauthn")).context["js_data"]["creation_options"]
    client.post(reverse("mfa_add_webauthn"), {"credential": passkey.create(options)})
    return passkey


def last_entry(**which: object) -> Entry:
    return Entry.objects.filter(**which).latest("seq")


def test_password_and_code_sign_in(client: Client, advocate: User) -> None:
    secret = set_up_app(advocate)

    first = give_password(client, advocate, next="/people/")
    second = client.post(first.url, {"code": code_now(secret)})

    assert first.url == SECOND
    assert second.url == "/people/"
    assert client.get("/").status_code == 200
    entry = last_entry(action="sign_in.do")
    assert (entry.actor, entry.facts) == (advocate.pk, {"method": "password,totp"})


def test_sign_in_name_is_found_whatever_its_case(client: Client, board_member: User) -> None:
    response = client.post(LOGIN, {"login": f" {board_member.sign_in_name.upper()} ", "password": PASSWORD})

    assert response.url == "/"


def test_wrong_password_is_refused_and_recorded(client: Client, advocate: User) -> None:
    response = give_password(client, advocate, "not the password")

    assert response.status_code == 200
    assert "do not belong together" in response.content.decode()
    entry = last_entry()
    assert (entry.action, entry.outcome, entry.actor) == ("sign_in.refuse", Outcome.REFUSED, None)
    assert (entry.about, entry.facts) == (str(advocate.pk), {"method": "password"})


def test_empty_boxes_are_said_plainly(client: Client, advocate: User) -> None:
    page = client.post(LOGIN, {}).content.decode()

    assert "Write your sign-in name" in page
    assert "Write your password" in page


def test_password_is_never_said_back_as_data(client: Client, advocate: User) -> None:
    fields = {"login": advocate.sign_in_name, "password": "not the password"}

    response = client.post(LOGIN, fields, headers={"Accept": "application/json"})

    assert response.headers["Content-Type"].startswith("text/html")
    assert "not the password" not in response.content.decode()


def test_signed_in_user_has_no_need_of_the_sign_in_page(advocate: User, signed_in: SignIn) -> None:
    assert signed_in(advocate).get(LOGIN).url == "/"


@pytest.mark.parametrize("role", [Role.ADVOCATE, Role.SUPERVISOR, Role.COORDINATOR, Role.DP_LEAD])
def test_r01_password_alone_opens_only_setting_up_a_second_factor(
    client: Client, service: object, role: Role
) -> None:
    user = make_user("Pat Alone", role)

    give_password(client, user)

    assert client.get("/people/").url == reverse("mfa_index")
    assert client.post("/drafts/", {"page": "/people/"}).status_code == 403
    assert client.get("/me/").url == reverse("mfa_index")
    assert client.get("/team/").url == reverse("mfa_index")
    script = client.get("/people/", headers={"Sec-Fetch-Mode": "cors"})
    assert (script.status_code, script.json()) == (403, {"second_factor": False})
    for name in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn"):
        assert client.get(reverse(name)).status_code == 200
    assert client.post(reverse("account_logout")).url == reverse("goodbye")


def test_r01_board_needs_no_second_factor(client: Client, board_member: User) -> None:
    give_password(client, board_member)

    assert client.get("/").status_code == 200


def test_r01_second_factor_set_up_now_counts_now(client: Client, advocate: User) -> None:
    give_password(client, advocate)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret

    response = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})

    assert response.url == reverse("mfa_view_recovery_codes")
    assert client.get("/").status_code == 200


def test_r01_second_factor_that_was_not_used_does_not_count(advocate: User) -> None:
    set_up_app(advocate)
    client = Client()
    client.force_login(advocate)

    page = client.get("/", follow=True)

    assert page.redirect_chain == [(reverse("mfa_index"), 302)]
    assert "sign in again with it" in page.content.decode()


def test_r02_boxes_say_what_they_are_to_a_password_manager(client: Client, service: object) -> None:
    page = client.get(LOGIN).content.decode()

    assert 'autocomplete="username webauthn"' in page
    assert 'autocomplete="current-password webauthn"' in page
    assert "onpaste" not in page


def test_r02_code_can_be_filled_in_by_the_phone(client: Client, advocate: User) -> None:
    set_up_app(advocate)
    give_password(client, advocate)

    assert 'autocomplete="one-time-code"' in client.get(SECOND).content.decode()


def test_r02_passkey_alone_signs_in(client: Client, advocate: User, signed_in: SignIn) -> None:
    passkey = add_passkey(signed_in(advocate))

    options = client.get(PASSKEY, headers={"Accept": "application/json"}).json()["request_options"]
    response = client.post(PASSKEY, {"credential": passkey.get(options), "next": "/people/"})

    assert response.url == "/people/"
    assert client.get("/").status_code == 200
    assert last_entry(action="sign_in.do").facts == {"method": "webauthn"}


def test_r02_passkey_is_the_second_factor_after_a_password(
    client: Client, advocate: User, signed_in: SignIn
) -> None:
    passkey = add_passkey(signed_in(advocate))
    give_password(client, advocate)

    options = client.get(SECOND).context["js_data"]["request_options"]
    response = client.post(SECOND, {"credential": passkey.get(options)})

    assert response.url == "/"


def test_r02_passkey_page_is_for_the_script(client: Client, service: object) -> None:
    assert client.get(PASSKEY).url == LOGIN


def test_passkey_of_nobody_is_refused_and_recorded(client: Client, advocate: User, signed_in: SignIn) -> None:
    passkey = add_passkey(signed_in(advocate))
    Authenticator.objects.all().delete()

    options = client.get(PASSKEY, headers={"Accept": "application/json"}).json()["request_options"]
    response = client.post(PASSKEY, {"credential": passkey.get(options)})

    assert response.url == LOGIN
    assert client.get("/").url == LOGIN
    assert last_entry(action="sign_in.refuse").facts == {"method": "passkey"}


def test_passkey_of_a_closed_account_opens_nothing(
    client: Client, advocate: User, coordinator: User, signed_in: SignIn
) -> None:
    passkey = add_passkey(signed_in(advocate))
    close_account(advocate, by=coordinator)

    options = client.get(PASSKEY, headers={"Accept": "application/json"}).json()["request_options"]
    response = client.post(PASSKEY, {"credential": passkey.get(options)}, follow=True)

    assert response.redirect_chain == [(LOGIN, 302)]
    assert "Ask your coordinator" in response.content.decode()
    assert last_entry(action="sign_in.refuse").facts == {"method": "closed"}


def test_closed_account_is_answered_like_a_wrong_password(
    client: Client, advocate: User, coordinator: User
) -> None:
    close_account(advocate, by=coordinator)

    assert "do not belong together" in give_password(client, advocate).content.decode()


def test_passkey_that_checks_nobody_is_not_taken(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)

    add_passkey(client, flags=0x01)

    assert not Authenticator.objects.exists()


def test_r03_code_used_before_is_refused_and_recorded(advocate: User) -> None:
    secret = set_up_app(advocate)
    with time_machine.travel(1_800_000_000, tick=False):
        first, second = Client(), Client()
        give_password(first, advocate)
        first.post(SECOND, {"code": code_now(secret)})
        give_password(second, advocate)

        again = second.post(SECOND, {"code": code_now(secret)})

        assert again.status_code == 200
        assert second.get("/").url == f"{LOGIN}"
    entry = last_entry()
    assert (entry.action, entry.outcome, entry.about) == ("sign_in.refuse", Outcome.REFUSED, str(advocate.pk))
    assert entry.facts == {"method": "second factor"}


def test_r03_spare_code_works_once(advocate: User) -> None:
    set_up_app(advocate)
    code = set_up_spare_codes(advocate)[0]
    first, second = Client(), Client()
    give_password(first, advocate)
    give_password(second, advocate)

    done = first.post(SECOND, {"code": code})
    again = second.post(SECOND, {"code": code})

    assert done.url == "/"
    assert again.status_code == 200
    assert last_entry(action="sign_in.refuse").facts == {"method": "second factor"}


def test_r03_codes_cannot_be_guessed_for_ever(client: Client, advocate: User) -> None:
    secret = set_up_app(advocate)
    give_password(client, advocate)

    for guess in range(6):
        page = client.post(SECOND, {"code": f"00000{guess}"})

    assert "too many tries" in page.content.decode()
    assert client.post(SECOND, {"code": code_now(secret)}).status_code == 200


def test_r04_own_device_comes_in_while_others_guess(advocate: User) -> None:
    own = Client(REMOTE_ADDR="192.0.2.1")
    give_password(own, advocate)
    own.post(reverse("account_logout"))

    for number in range(40):
        elsewhere = Client(REMOTE_ADDR=f"198.51.100.{number}")
        slowed = give_password(elsewhere, advocate, "a guess")

    assert "too many tries" in slowed.content.decode()
    assert "too many tries" in give_password(Client(REMOTE_ADDR="198.51.100.99"), advocate).content.decode()
    assert give_password(own, advocate).status_code == 302
    assert last_entry(action="sign_in.throttle").outcome == Outcome.REFUSED


def test_r04_one_source_is_slowed_whatever_name_it_tries(service: object) -> None:
    guesser = Client(REMOTE_ADDR="198.51.100.7")

    for number in range(21):
        page = guesser.post(LOGIN, {"login": f"somebody{number}", "password": "a guess"}).content.decode()

    assert "too many tries" in page


def test_r04_waiting_helps(client: Client, board_member: User) -> None:
    for _number in range(6):
        page = give_password(client, board_member, "a guess")
    assert "too many tries" in page.content.decode()

    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        assert give_password(client, board_member).url == "/"


def test_r04_even_the_own_device_is_not_heard_for_ever(client: Client, board_member: User) -> None:
    give_password(client, board_member)
    client.post(reverse("account_logout"))

    for _number in range(11):
        page = give_password(client, board_member, "a guess")

    assert "too many tries" in page.content.decode()


def test_r04_unknown_and_known_names_get_the_same_answer(advocate: User) -> None:
    known = give_password(Client(), advocate, "a guess")
    unknown = Client().post(LOGIN, {"login": "nobody-here", "password": "a guess"})

    same = known.content.decode().replace(advocate.sign_in_name, "nobody-here")
    assert _without_token(unknown.content.decode()) == _without_token(same)
    assert unknown.status_code == known.status_code
    assert unknown.headers.keys() == known.headers.keys()


def test_r04_unknown_and_known_names_take_the_same_steps(advocate: User, django_assert_num_queries) -> None:
    known, unknown = Client(), Client()

    with django_assert_num_queries(9):
        give_password(known, advocate, "a guess")
    with django_assert_num_queries(9):
        unknown.post(LOGIN, {"login": "nobody-here", "password": "a guess"})


def test_r04_account_without_a_password_takes_as_long(client: Client, service: object) -> None:
    waiting = make_user("Wanda New", Role.ADVOCATE)
    User.objects.get(pk=waiting.pk)

    assert give_password(client, waiting, "!").status_code == 200


def test_sign_up_and_mailed_password_resets_do_not_exist(client: Client, service: object) -> None:
    for path in (
        "signup",
        "email",
        "password/reset",
        "password/set",
        "inactive",
        "reauthenticate",
        "confirm-email",
    ):
        assert client.get(f"/account/{path}/").status_code == 404


def test_nothing_about_signing_in_can_be_read_in_the_database(client: Client, advocate: User) -> None:
    secret = set_up_app(advocate)
    set_up_spare_codes(advocate)
    give_password(client, advocate)
    client.post(SECOND, {"code": code_now(secret)})

    rows = _everything()

    assert Session.objects.count() == 1
    cookie = client.cookies["session"].value
    for canary in (str(advocate.sign_in_name), str(advocate.name), secret, cookie, "127.0.0.1"):
        assert canary not in rows


def test_sessions_that_have_ended_are_cleared_at_the_next_sign_in(client: Client, board_member: User) -> None:
    give_password(Client(), board_member)

    with time_machine.travel(clock.now() + timedelta(hours=13)):
        give_password(client, board_member)

    assert Session.objects.count() == 1


def _without_token(page: str) -> str:
    start = page.index("csrfmiddlewaretoken")
    rest = page[:start] + page[start + 120 :]
    return _without_token(rest) if "csrfmiddlewaretoken" in rest else rest


def _everything() -> str:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += cursor.fetchall()
    return repr([[bytes(cell) if isinstance(cell, memoryview) else cell for cell in row] for row in rows])
