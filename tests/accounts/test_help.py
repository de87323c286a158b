"""Coming in by a link, and helping somebody back in (R09)."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail as outbox
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from alongside.accounts import actions
from alongside.accounts.models import ComeInLink, HelpBackIn, Role, Session, User
from alongside.accounts.queries import link_behind, live_link_of
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.common import clock
from alongside.common.problems import RuleBroken
from tests.accounts.keys import set_up_app
from tests.accounts.test_sign_in import give_password
from tests.conftest import SignIn
from tests.factories.accounts import PASSWORD, make_user

NEW_PASSWORD = "walnut kettle parade"
OWN_NAME = "Nia Vale nia 24"
CHOOSE = reverse("come-in-choose")


@pytest.fixture
def newcomer(service: object) -> User:
    """Somebody whose account waits for them."""
    return actions.open_account(
        name="Nia Vale", sign_in_name="nia", roles=[Role.ADVOCATE], by=None, email="nia@home.example"
    )


@pytest.fixture
def lost(service: object) -> User:
    """An advocate who has lost their phone, and can be reached by e-mail."""
    user = make_user("Lou Stray", Role.ADVOCATE, email="lou@home.example")
    set_up_app(user)
    return user


@pytest.fixture
def printed_mail(settings: object) -> None:
    """No mail server."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"  # type: ignore[attr-defined]


def address(token: str) -> str:
    return f"https://advocacy.example/come-in/{token}/"


def codes(refused: pytest.ExceptionInfo[RuleBroken]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def link_in_mail() -> str:
    found = re.search(r"/come-in/[\w-]+/", str(outbox.outbox[-1].body))
    assert found
    return found[0]


def choose(client: Client, link: str) -> object:
    assert client.get(link).url == CHOOSE
    assert "Welcome" in client.get(CHOOSE).content.decode()
    return client.post(CHOOSE, {"password": NEW_PASSWORD, "password_again": NEW_PASSWORD})


def test_newcomer_chooses_a_password_by_a_mailed_link(
    coordinator: User, newcomer: User, signed_in: SignIn, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        response = signed_in(coordinator).post(reverse("account-link", args=[newcomer.pk]), follow=True)
    client = Client()
    chosen = choose(client, link_in_mail())

    assert "on its way" in response.content.decode()
    assert outbox.outbox[0].to == ["nia@home.example"]
    assert outbox.outbox[0].subject == "About your account"
    assert "Riverside" not in outbox.outbox[0].body
    assert chosen.url == "/"
    assert client.get("/").url == reverse("mfa_index")
    newcomer.refresh_from_db()
    assert newcomer.check_password(NEW_PASSWORD)
    assert client.cookies["device"].value


def test_link_works_once_and_its_token_is_kept_nowhere(newcomer: User) -> None:
    token = actions.make_link(newcomer, by=None)
    client = Client()

    choose(client, f"/come-in/{token}/")
    again = Client().get(f"/come-in/{token}/")

    assert again.status_code == 410
    assert "no longer works" in again.content.decode()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert token not in repr(cursor.fetchall())


def test_link_is_too_old_after_three_days(newcomer: User) -> None:
    token = actions.make_link(newcomer, by=None)

    with time_machine.travel(clock.now() + timedelta(days=3, minutes=1)):
        assert link_behind(token) is None
        assert live_link_of(newcomer) is None
    assert link_behind(token) == live_link_of(newcomer)


def test_newer_link_ends_the_one_before(newcomer: User) -> None:
    first = actions.make_link(newcomer, by=None)
    second = actions.make_link(newcomer, by=None)

    assert link_behind(first) is None
    assert link_behind(second) is not None


def test_link_of_a_closed_account_opens_nothing(newcomer: User, coordinator: User) -> None:
    token = actions.make_link(newcomer, by=coordinator)
    actions.close_account(newcomer, by=coordinator)

    assert link_behind(token) is None
    with pytest.raises(RuleBroken) as refused:
        actions.make_link(newcomer, by=coordinator)
    assert codes(refused) == ["closed"]


def test_link_used_in_another_tab_meanwhile_is_refused(newcomer: User) -> None:
    token = actions.make_link(newcomer, by=None)
    first, second = link_behind(token), link_behind(token)
    assert first
    assert second
    actions.come_in(first, password=NEW_PASSWORD)

    with pytest.raises(RuleBroken) as refused:
        actions.come_in(second, password="something else entirely")

    assert codes(refused) == ["link_gone"]


def test_password_page_without_a_link_says_so(client: Client, service: object) -> None:
    assert client.get(CHOOSE).status_code == 410


def test_password_that_is_short_common_or_mistyped_is_refused(newcomer: User) -> None:
    client = Client()
    client.get(f"/come-in/{actions.make_link(newcomer, by=None)}/")

    short = client.post(CHOOSE, {"password": "short", "password_again": "short"})
    common = client.post(CHOOSE, {"password": "password1234", "password_again": "password1234"})
    slip = client.post(CHOOSE, {"password": NEW_PASSWORD, "password_again": "walnut kettle parad"})
    name = client.post(CHOOSE, {"password": OWN_NAME, "password_again": OWN_NAME})

    assert [page.status_code for page in (short, common, slip, name)] == [422, 422, 422, 422]
    assert "nearly your own name" in name.content.decode()
    assert "at least 10" in short.content.decode()
    assert "too common" in common.content.decode()
    assert "The two are not the same" in slip.content.decode()


def test_coordinator_is_signed_out_before_somebody_chooses_a_password_on_their_screen(
    coordinator: User, newcomer: User, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)

    response = client.post(reverse("account-here", args=[newcomer.pk]))

    assert response.url == CHOOSE
    assert client.get("/me/").url.startswith("/account/login/")
    assert "Welcome, Nia Vale" in client.get(CHOOSE).content.decode()
    assert Entry.objects.filter(action="sign_out.do", actor=coordinator.pk).exists()


def test_screen_is_not_handed_over_for_an_account_in_use(
    coordinator: User, lost: User, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)

    page = client.post(reverse("account-here", args=[lost.pk]), follow=True).content.decode()

    assert "help them back in" in page
    assert not ComeInLink.objects.exists()


def test_link_cannot_be_mailed_without_an_address_or_a_mail_server(
    coordinator: User, newcomer: User, settings: object
) -> None:
    actions.change_account(newcomer, by=coordinator, email=None)
    with pytest.raises(RuleBroken) as no_address:
        actions.send_link(newcomer, by=coordinator, address=address)
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"  # type: ignore[attr-defined]
    with pytest.raises(RuleBroken) as no_mail:
        actions.send_link(newcomer, by=coordinator, address=address)

    assert codes(no_address) == ["no_address"]
    assert codes(no_mail) == ["no_mail"]
    assert not ComeInLink.objects.exists()


def test_r09_two_people_help_somebody_back_in(
    coordinator: User, supervisor: User, lost: User, signed_in: SignIn, django_capture_on_commit_callbacks
) -> None:
    old_session = signed_in(lost)
    with django_capture_on_commit_callbacks(execute=True):
        begun = signed_in(coordinator).post(reverse("help-start", args=[lost.pk]), follow=True)
    waiting = HelpBackIn.objects.get()
    second = signed_in(supervisor)
    assert "Lou Stray" in second.get(reverse("team")).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        second.post(reverse("help-prove", args=[waiting.pk]), {"proof": "Met face to face at the clinic"})
    client = Client()
    with django_capture_on_commit_callbacks(execute=True):
        choose(client, link_in_mail())

    assert "somebody else must make sure" in begun.content.decode()
    assert [message.to for message in outbox.outbox] == [["lou@home.example"]] * 3
    assert "began to help you" in outbox.outbox[0].body
    assert "was changed" in outbox.outbox[2].body
    assert not Authenticator.objects.filter(user=lost).exists()
    assert old_session.get("/").status_code == 401
    assert client.get("/").url == reverse("mfa_index")
    waiting.refresh_from_db()
    assert (waiting.proved_by, waiting.proof) == (supervisor, "Met face to face at the clinic")
    assert give_password(Client(), lost, PASSWORD).status_code == 200, "the old password opens nothing"


def test_r09_nothing_of_the_lost_account_ends_before_its_owner_acts(
    coordinator: User, supervisor: User, lost: User
) -> None:
    waiting = actions.start_help(lost, by=coordinator)
    actions.prove_help(waiting, proof="By video", by=supervisor, address=address)

    assert Authenticator.objects.filter(user=lost).exists()
    assert lost.check_password(PASSWORD)


def test_r09_way_back_in_is_open_for_a_day(coordinator: User, supervisor: User, lost: User) -> None:
    waiting = actions.start_help(lost, by=coordinator)
    actions.prove_help(waiting, proof="By video", by=supervisor, address=address)

    assert live_link_of(lost)
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        assert live_link_of(lost) is None


def test_r09_same_person_cannot_do_both(coordinator: User, lost: User, signed_in: SignIn) -> None:
    waiting = actions.start_help(lost, by=coordinator)

    response = signed_in(coordinator).post(reverse("help-prove", args=[waiting.pk]), {"proof": "I know them"})

    assert response.status_code == 422
    assert "Somebody else must do this" in response.content.decode()
    assert not ComeInLink.objects.exists()


def test_r09_lost_one_cannot_prove_it_themselves(coordinator: User, service: object) -> None:
    user = make_user("Sol Both", Role.SUPERVISOR)
    waiting = actions.start_help(user, by=coordinator)

    with pytest.raises(RuleBroken) as refused:
        actions.prove_help(waiting, proof="It is me", by=user, address=address)

    assert codes(refused) == ["second_person"]


def test_r09_database_insists_on_two_people(coordinator: User, supervisor: User, lost: User) -> None:
    for started_by, proved_by in ((coordinator, coordinator), (lost, supervisor), (coordinator, lost)):
        with pytest.raises(IntegrityError), transaction.atomic(), recorded("help.test", by=None):
            HelpBackIn(
                user=lost, started_by=started_by, proved_by=proved_by, proved_at=clock.now(), proof="x"
            ).save()


@pytest.mark.parametrize("persona", ["advocate", "board_member"])
def test_r09_others_cannot_help(
    persona: str, lost: User, signed_in: SignIn, request: pytest.FixtureRequest
) -> None:
    client = signed_in(request.getfixturevalue(persona))

    assert client.post(reverse("help-start", args=[lost.pk])).status_code == 404
    assert client.get(reverse("team")).status_code == 404


def test_r09_help_that_makes_no_sense_is_refused(coordinator: User, newcomer: User, lost: User) -> None:
    actions.start_help(lost, by=coordinator)
    closed = make_user("Cy Gone", Role.ADVOCATE)
    actions.close_account(closed, by=coordinator)

    found = {}
    for name, user in {"self": coordinator, "new": newcomer, "again": lost, "closed": closed}.items():
        with pytest.raises(RuleBroken) as refused:
            actions.start_help(user, by=coordinator)
        found[name] = codes(refused)

    assert found == {"self": ["own_account"], "new": ["waits"], "again": ["already"], "closed": ["closed"]}


def test_r09_help_can_be_called_off_once(
    coordinator: User, supervisor: User, lost: User, signed_in: SignIn
) -> None:
    waiting = actions.start_help(lost, by=coordinator)
    client = signed_in(supervisor)

    page = client.post(reverse("help-call-off", args=[waiting.pk]), follow=True).content.decode()
    again = client.post(reverse("help-call-off", args=[waiting.pk]), follow=True).content.decode()

    assert "Called off." in page
    assert "dealt with already" in again
    with pytest.raises(RuleBroken) as refused:
        actions.prove_help(waiting, proof="x", by=supervisor, address=address)
    assert codes(refused) == ["not_open"]


def test_r09_second_person_adds_the_address_that_is_missing(
    coordinator: User, supervisor: User, signed_in: SignIn, django_capture_on_commit_callbacks
) -> None:
    user = make_user("Noa Post", Role.ADVOCATE)
    waiting = actions.start_help(user, by=coordinator)
    client = signed_in(supervisor)
    page = reverse("help-prove", args=[waiting.pk])

    without = client.post(page, {"proof": "Face to face", "email": ""})
    wrong = client.post(page, {"proof": "Face to face", "email": "noa"})
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page, {"proof": "Face to face", "email": "noa@home.example"})

    assert "Write their e-mail address" in without.content.decode()
    assert "like sam@charity.example" in wrong.content.decode()
    assert outbox.outbox[0].to == ["noa@home.example"]
    user.refresh_from_db()
    assert user.email == "noa@home.example"


def test_r09_known_address_cannot_be_replaced_while_helping(
    coordinator: User, supervisor: User, lost: User, signed_in: SignIn
) -> None:
    waiting = actions.start_help(lost, by=coordinator)

    signed_in(supervisor).post(
        reverse("help-prove", args=[waiting.pk]), {"proof": "Face to face", "email": "eve@evil.example"}
    )

    lost.refresh_from_db()
    assert lost.email == "lou@home.example"


@pytest.mark.usefixtures("printed_mail")
def test_r09_without_mail_they_choose_on_the_second_persons_screen(
    coordinator: User, supervisor: User, lost: User, signed_in: SignIn
) -> None:
    waiting = actions.start_help(lost, by=coordinator)
    client = signed_in(supervisor)
    page = reverse("help-prove", args=[waiting.pk])

    assert "cannot send e-mail" in client.get(page).content.decode()
    response = client.post(page, {"proof": "Face to face"})

    assert response.url == CHOOSE
    assert client.get("/me/").url.startswith("/account/login/")
    assert "Welcome, Lou Stray" in client.get(CHOOSE).content.decode()
    assert Session.objects.count() == 1


def test_r09_change_of_address_is_told_to_the_old_one(
    coordinator: User, lost: User, signed_in: SignIn, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(coordinator).post(
            reverse("account-details", args=[lost.pk]), {"name": "Lou Stray", "email": "new@home.example"}
        )

    assert [message.to for message in outbox.outbox] == [["lou@home.example"]]
    assert "another e-mail address" in outbox.outbox[0].body


@pytest.mark.usefixtures("printed_mail")
def test_mail_is_not_printed_where_it_cannot_be_sent(
    coordinator: User, lost: User, capsys: pytest.CaptureFixture[str], django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as waiting:
        actions.start_help(lost, by=coordinator)

    assert waiting == []
    assert capsys.readouterr().out == ""
