"""The pages about accounts, and one's own."""

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail as outbox
from django.test import Client
from django.urls import reverse

from alongside.accounts import actions
from alongside.accounts.models import Role, RoleGrant, User
from alongside.audit.models import Entry
from alongside.common.problems import RuleBroken
from tests.accounts.keys import code_now, set_up_app
from tests.accounts.test_sign_in import add_passkey, give_password
from tests.conftest import SignIn
from tests.factories.accounts import PASSWORD, make_user, sign_in

NEW_PASSWORD = "walnut kettle parade"


def test_team_lists_accounts_by_name_with_what_they_do(
    coordinator: User, advocate: User, signed_in: SignIn, django_assert_num_queries
) -> None:
    client = signed_in(coordinator)
    with django_assert_num_queries(12):
        client.get(reverse("team"))
    for name in ("Bea Low", "Abe High", "Zoe Gone"):
        made = make_user(name, Role.ADVOCATE)
    actions.close_account(made, by=coordinator)

    with django_assert_num_queries(12):
        page = client.get(reverse("team"))

    assert [user.name for user in page.context["open_accounts"]] == [
        "Abe High",
        "Ana Reyes",
        "Bea Low",
        "Cora Lind",
    ]
    assert [user.name for user in page.context["closed_accounts"]] == ["Zoe Gone"]
    assert "1 closed account" in page.content.decode()
    assert "Advocate" in page.content.decode()


@pytest.mark.parametrize("persona", ["supervisor", "dp_lead"])
def test_those_who_help_back_in_see_the_team_and_change_nothing(
    persona: str, advocate: User, request: pytest.FixtureRequest, signed_in: SignIn
) -> None:
    client = signed_in(request.getfixturevalue(persona))
    page = client.get(reverse("account", args=[advocate.pk])).content.decode()

    assert "Help them back in" in page
    assert str(advocate.sign_in_name) not in page
    assert "Open an account" not in client.get(reverse("team")).content.decode()
    assert client.get(reverse("account-roles", args=[advocate.pk])).status_code == 404
    assert client.post(reverse("account-close", args=[advocate.pk])).status_code == 404


def test_advocate_sees_no_team_pages(advocate: User, coordinator: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)

    assert client.get(reverse("team")).status_code == 404
    assert client.get(reverse("account", args=[coordinator.pk])).status_code == 404
    assert client.get(reverse("account-new")).status_code == 404
    entry = Entry.objects.latest("seq")
    assert (entry.action, entry.outcome, entry.actor) == ("page.open", "refused", advocate.pk)


def test_opening_an_account(coordinator: User, signed_in: SignIn) -> None:
    client = signed_in(coordinator)
    fields = {
        "name": "Nia Vale",
        "sign_in_name": "nia",
        "roles": ["advocate", "board"],
        "email": "",
        "phone": "",
    }
    birthday = {"date_of_birth_0": "1", "date_of_birth_1": "2", "date_of_birth_2": "1990"}

    response = client.post(reverse("account-new"), {**fields, **birthday})

    user = User.objects.get_by_natural_key("Nia")
    assert response.url == reverse("account", args=[user.pk])
    assert user.roles == {"advocate", "board"}
    assert (user.email, user.phone) == (None, None)
    page = client.get(response.url).content.decode()
    assert "waits for its owner" in page
    assert "no e-mail address to send the link to" in page
    assert "so that they never open their own" in client.get(reverse("account-new")).content.decode()


def test_account_needs_a_name_a_sign_in_name_and_a_role(coordinator: User, signed_in: SignIn) -> None:
    page = signed_in(coordinator).post(reverse("account-new"), {}).content.decode()

    for sentence in ("Write their name", "Write a sign-in name", "Choose at least one"):
        assert sentence in page


def test_sign_in_name_belongs_to_one(coordinator: User, advocate: User, signed_in: SignIn) -> None:
    fields = {"name": "Ana Other", "sign_in_name": str(advocate.sign_in_name).upper(), "roles": ["advocate"]}

    response = signed_in(coordinator).post(reverse("account-new"), fields)

    assert response.status_code == 422
    assert "Somebody signs in with this name already" in response.content.decode()


def test_changing_what_somebody_does_holds_from_the_next_page(
    coordinator: User, advocate: User, signed_in: SignIn
) -> None:
    theirs = signed_in(advocate)
    assert theirs.get(reverse("team")).status_code == 404

    response = signed_in(coordinator).post(
        reverse("account-roles", args=[advocate.pk]), {"roles": ["supervisor", "board"]}
    )

    assert response.url == reverse("account", args=[advocate.pk])
    assert theirs.get(reverse("team")).status_code == 200
    advocate.__dict__.pop("roles", None)
    assert advocate.roles == {"supervisor", "board"}
    assert RoleGrant.objects.get(user=advocate, role="advocate").until_at is not None


def test_only_coordinator_cannot_stop_being_one(coordinator: User, signed_in: SignIn) -> None:
    client = signed_in(coordinator)
    page = reverse("account-roles", args=[coordinator.pk])

    refused = client.post(page, {"roles": ["advocate"]})
    closing = client.post(reverse("account-close", args=[coordinator.pk]), follow=True)
    make_user("Dee Second", Role.COORDINATOR)
    done = client.post(page, {"roles": ["advocate"]})

    assert refused.status_code == 422
    assert "There must be a coordinator" in refused.content.decode()
    assert "the only coordinator" in closing.content.decode()
    assert done.status_code == 302
    assert client.get(reverse("account-new")).status_code == 404


def test_closing_and_opening_again(coordinator: User, advocate: User, signed_in: SignIn) -> None:
    client = signed_in(coordinator)

    closed = client.post(reverse("account-close", args=[advocate.pk]), follow=True).content.decode()
    assert give_password(Client(), advocate).status_code == 200
    opened = client.post(reverse("account-reopen", args=[advocate.pk]), follow=True).content.decode()

    assert "This account is closed" in closed
    assert "The account is open again." in opened
    assert give_password(Client(), advocate).status_code == 302


def test_signing_somebody_out_everywhere(coordinator: User, advocate: User, signed_in: SignIn) -> None:
    theirs = signed_in(advocate)

    page = signed_in(coordinator).post(reverse("account-sign-out", args=[advocate.pk]), follow=True)

    assert "signed out everywhere" in page.content.decode()
    assert theirs.get("/").status_code == 401


def test_supervisor_is_chosen_and_taken_back(
    coordinator: User, supervisor: User, advocate: User, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)
    page = reverse("account-supervisor", args=[advocate.pk])

    client.post(page, {"supervisor": str(supervisor.pk)})
    advocate.refresh_from_db()
    assert advocate.supervisor == supervisor
    assert "Sunil Barr" in client.get(reverse("account", args=[advocate.pk])).content.decode()
    assert "checked" in client.get(page).content.decode()
    client.post(page, {"supervisor": ""})
    advocate.refresh_from_db()
    assert advocate.supervisor is None


def test_nobody_supervises_themselves(supervisor: User, coordinator: User, signed_in: SignIn) -> None:
    client = signed_in(coordinator)

    page = client.get(reverse("account-supervisor", args=[supervisor.pk]))
    assert [value for value, _label in page.context["form"].fields["supervisor"].choices] == [""]
    with pytest.raises(RuleBroken) as refused:
        actions.set_supervisor(supervisor, supervisor=supervisor, by=coordinator)
    assert [problem.code for problem in refused.value.problems] == ["own_supervisor"]


def test_what_waits_is_said_on_the_account(
    coordinator: User, supervisor: User, advocate: User, signed_in: SignIn, settings
) -> None:
    newcomer = actions.open_account(
        name="Nia Vale", sign_in_name="nia", roles=[Role.ADVOCATE], by=coordinator, email="nia@home.example"
    )
    client = signed_in(coordinator)
    page = reverse("account", args=[newcomer.pk])

    assert "Send them the link" in client.get(page).content.decode()
    actions.make_link(newcomer, by=coordinator)
    assert "Send a new link" in client.get(page).content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert "cannot send e-mail" in client.get(page).content.decode()
    actions.start_help(advocate, by=coordinator)
    page = reverse("account", args=[advocate.pk])
    assert "Cora Lind began this" in client.get(page).content.decode()
    assert "Make sure who they are" not in client.get(page).content.decode()
    assert "Make sure who they are" in signed_in(supervisor).get(page).content.decode()


def test_own_account_shows_what_is_kept(board_member: User, signed_in: SignIn) -> None:
    page = signed_in(board_member).get(reverse("me")).content.decode()

    for told in ("Bola Wynn", str(board_member.sign_in_name), "Board member", "Not known"):
        assert told in page


def test_changing_ones_own_details(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)
    fields = {"name": "Ana R", "email": "ana@home.example", "phone": "07700 900123"}

    client.post(reverse("me-details"), {**fields, "name": "Ana"})
    response = client.post(reverse("me-details"), fields)

    advocate.refresh_from_db()
    assert response.url == reverse("me")
    assert (advocate.name, advocate.email, advocate.phone) == ("Ana R", "ana@home.example", "07700 900123")
    entry = Entry.objects.filter(action="account.change").latest("seq")
    assert entry.facts == {"fields": "email,name,phone"}


def test_changing_ones_password_signs_out_the_other_devices(
    service: object, signed_in: SignIn, django_capture_on_commit_callbacks
) -> None:
    user = make_user("Ana Reyes", Role.ADVOCATE, email="ana@home.example")
    here, elsewhere = signed_in(user), signed_in(user)

    with django_capture_on_commit_callbacks(execute=True):
        response = here.post(
            reverse("account_change_password"), {"password": NEW_PASSWORD, "password_again": NEW_PASSWORD}
        )

    assert response.url == reverse("me")
    assert "Your password is changed" in here.get("/me/").content.decode()
    assert elsewhere.get("/me/").status_code == 401
    assert give_password(Client(), user, NEW_PASSWORD).status_code == 302
    assert outbox.outbox[0].to == ["ana@home.example"]


def test_signing_oneself_out_everywhere(advocate: User, signed_in: SignIn) -> None:
    here, elsewhere = signed_in(advocate), signed_in(advocate)

    assert here.post(reverse("me-sign-out")).url == "/goodbye/"
    assert here.get("/me/").url.startswith("/account/login/")
    assert elsewhere.get("/me/").status_code == 401


def test_password_kept_by_weaker_settings_is_hashed_anew_without_signing_out(
    advocate: User, settings
) -> None:
    client = sign_in(advocate)
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]

    assert advocate.check_password(PASSWORD)

    advocate.refresh_from_db()
    assert advocate.password.startswith("pbkdf2")
    assert Entry.objects.latest("seq").action == "account.strengthen_password"
    assert client.get("/me/").status_code == 200


def test_app_is_removed_when_there_is_another_factor(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    removing = reverse("mfa_deactivate_totp")

    assert "Add another second factor first" in client.get(removing).content.decode()
    assert client.get(reverse("mfa_activate_totp")).url == removing
    add_passkey(client)
    assert "Its codes will work no longer" in client.get(removing).content.decode()
    assert client.post(removing).url == reverse("mfa_index")
    assert not Authenticator.objects.filter(type="totp").exists()
    assert Entry.objects.latest("seq").action == "factor.remove"


def test_last_passkey_stays_where_the_role_needs_one(
    advocate: User, board_member: User, signed_in: SignIn
) -> None:
    for user, stays in ((advocate, True), (board_member, False)):
        client = signed_in(user)
        add_passkey(client)
        key = Authenticator.objects.get(user=user, type="webauthn")
        page = reverse("mfa_remove_webauthn", args=[key.pk])

        assert "will open this account no longer" in client.get(page).content.decode()
        client.post(page)

        assert Authenticator.objects.filter(pk=key.pk).exists() is stays


def test_second_factors_are_listed(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)
    add_passkey(client)
    set_up_app(advocate)

    page = client.get(reverse("mfa_index")).content.decode()

    assert "Passkey, added" in page
    assert "Not used yet" in page
    assert "See your spare codes" in page


def test_spare_codes_are_shown_and_made_anew(
    service: object, signed_in: SignIn, django_capture_on_commit_callbacks
) -> None:
    user = make_user("Ana Reyes", Role.ADVOCATE, email="ana@home.example")
    client = signed_in(user)
    add_passkey(client)
    before = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]

    assert (
        "old ones will work no longer" in client.get(reverse("mfa_generate_recovery_codes")).content.decode()
    )
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_generate_recovery_codes"))
    after = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]

    assert len(after) == 10
    assert not set(before) & set(after)
    assert Entry.objects.latest("seq").action == "factor.renew"
    assert outbox.outbox[0].to == ["ana@home.example"]


def test_wrong_code_does_not_set_up_an_app(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)
    client.get(reverse("mfa_activate_totp"))

    page = client.post(reverse("mfa_activate_totp"), {"code": "000000"})

    assert "Nearly there" in page.content.decode()
    assert not Authenticator.objects.exists()
