"""The small parts: devices, throttling, seals of the library, what is asked of views."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory

from alongside.accounts import access, devices, proofs, throttle
from alongside.accounts.adapters import AccountAdapter, SecondFactorAdapter
from alongside.accounts.backends import SealedNameBackend
from alongside.accounts.context import service as service_context
from alongside.accounts.models import ComeInLink, HelpBackIn, Role, RoleGrant, Service, Session, User
from alongside.accounts.pages import KeepNothing
from alongside.accounts.queries import service, users_with
from alongside.accounts.rules import may_protect_data, may_supervise
from alongside.accounts.sessions import SessionStore
from alongside.accounts.urls import urlpatterns
from alongside.accounts.words import words_for
from alongside.crypto import keys
from alongside.crypto.seal import CannotOpen
from tests.accounts.keys import set_up_app, set_up_spare_codes
from tests.factories.accounts import make_user

ADVOCATE_TAG = "a" * 64


def test_device_knows_those_who_signed_in_on_it(rf: RequestFactory) -> None:
    answer = HttpResponse()
    devices.remember(rf.get("/"), answer, ADVOCATE_TAG)
    later = rf.get("/")
    later.COOKIES[devices.COOKIE] = answer.cookies[devices.COOKIE].value

    assert devices.known_for(later, ADVOCATE_TAG)
    assert devices.known_for(later, "b" * 64) is None
    assert devices.known_for(rf.get("/"), ADVOCATE_TAG) is None
    cookie = answer.cookies[devices.COOKIE]
    assert (cookie["httponly"], cookie["samesite"], ADVOCATE_TAG in cookie.value) == (True, "Lax", False)


def test_device_that_was_made_up_is_not_known(rf: RequestFactory) -> None:
    forged = rf.get("/")
    forged.COOKIES[devices.COOKIE] = "WyJkZXZpY2UiLFtdXQ:1abcde:not-our-signature"

    assert devices.known_for(forged, ADVOCATE_TAG) is None


def test_device_remembers_the_last_twelve(rf: RequestFactory) -> None:
    request = rf.get("/")
    for number in range(14):
        answer = HttpResponse()
        devices.remember(request, answer, str(number))
        request.COOKIES[devices.COOKIE] = answer.cookies[devices.COOKIE].value

    assert [bool(devices.known_for(request, str(number))) for number in range(14)] == [False] * 2 + [
        True
    ] * 12


def test_source_is_a_network_and_cannot_be_read(rf: RequestFactory) -> None:
    def source(address: str) -> str:
        return throttle.source_of(rf.get("/", REMOTE_ADDR=address))

    assert source("2001:db8:1:2::1") == source("2001:db8:1:2:ffff::9")
    assert source("2001:db8:1:2::1") != source("2001:db8:1:3::1")
    assert source("192.0.2.1") != source("192.0.2.2")
    assert source("") == source("not an address")
    assert "192.0.2.1" not in source("192.0.2.1")
    assert AccountAdapter().get_client_ip(rf.get("/", REMOTE_ADDR="192.0.2.1")) == source("192.0.2.1")


def test_source_is_what_our_own_proxy_heard(rf: RequestFactory, settings) -> None:
    claimed = {"HTTP_X_FORWARDED_FOR": "203.0.113.9, 192.0.2.1"}
    direct = throttle.source_of(rf.get("/", REMOTE_ADDR="10.0.0.1", **claimed))
    settings.ON_THE_WEB = True
    behind = throttle.source_of(rf.get("/", REMOTE_ADDR="10.0.0.1", **claimed))

    assert direct == throttle.source_of(rf.get("/", REMOTE_ADDR="10.0.0.1"))
    settings.ON_THE_WEB = False
    assert behind == throttle.source_of(rf.get("/", REMOTE_ADDR="192.0.2.1"))


def test_secrets_of_second_factors_are_sealed(advocate: User) -> None:
    secret = set_up_app(advocate)
    set_up_spare_codes(advocate)

    kept = {row.type: row.data for row in Authenticator.objects.all()}

    assert secret not in kept["totp"]["secret"]
    assert SecondFactorAdapter().decrypt(kept["totp"]["secret"]) == secret
    assert len(kept["recovery_codes"]["seed"]) > 100
    with pytest.raises(CannotOpen):
        SecondFactorAdapter().decrypt(kept["totp"]["secret"][:-8] + "AAAAAAA=")


def test_names_on_an_app_and_a_passkey_are_known_ones(advocate: User) -> None:
    adapter = SecondFactorAdapter()

    assert adapter.get_totp_label(advocate) == advocate.sign_in_name
    assert adapter._get_site_name() == "Riverside Peer Advocacy"
    assert adapter.generate_authenticator_name(advocate, Authenticator.Type.WEBAUTHN) == "-"


def test_library_asks_us_about_accounts(advocate: User, rf: RequestFactory) -> None:
    adapter = AccountAdapter()

    assert adapter.is_open_for_signup(rf.get("/")) is False
    assert [method["url"] for method in adapter.get_reauthentication_methods(advocate)] == ["/again/"]
    assert adapter.reauthenticate(advocate, "a guess") is False
    adapter.set_password(advocate, "walnut kettle parade")
    assert advocate.check_password("walnut kettle parade")


def test_backend_needs_a_name_and_a_password(advocate: User) -> None:
    backend = SealedNameBackend()

    assert backend.authenticate(None, username="ana") is None
    assert backend.authenticate(None, password="x") is None


def test_session_moved_to_another_row_does_not_open(advocate: User, other_advocate: User) -> None:
    mine, theirs = Client(), Client()
    mine.force_login(advocate)
    theirs.force_login(other_advocate)
    rows = {row.pk: row.session_data for row in Session.objects.all()}
    first, second = rows
    Session.objects.filter(pk=first).update(session_data=rows[second])
    Session.objects.filter(pk=second).update(session_data="not base64!")

    assert mine.get("/me/").status_code == 302
    assert theirs.get("/me/").status_code == 302


def test_session_store_without_a_cookie_deletes_nothing(service: object) -> None:
    SessionStore().delete()

    assert SessionStore().get_model_class() is Session


def test_rows_show_no_names(advocate: User, service: Service) -> None:
    assert str(HelpBackIn()).startswith("help ")
    assert str(ComeInLink()).startswith("link ")
    assert str(RoleGrant.objects.get(user=advocate)) == f"advocate for {advocate.pk}"
    assert str(service) == "Riverside Peer Advocacy"
    assert HelpBackIn(user=advocate).seal_owner() == keys.SERVICE


def test_own_words_take_the_place_of_ours() -> None:
    assert words_for({"person": "member", "lead": ""})["person"] == "member"
    assert words_for({"person": "member", "lead": ""})["lead"] == "lead"


def test_pages_know_the_service(rf: RequestFactory, service: Service) -> None:
    context = service_context(rf.get("/"))

    assert (context["service"], context["terms"]["people"], context["idle_minutes"]) == (service, "people", 5)


def test_users_are_found_by_role(coordinator: User, supervisor: User, advocate: User) -> None:
    assert set(users_with(Role.COORDINATOR, Role.SUPERVISOR)) == {coordinator, supervisor}


def test_roles_have_their_pages(dp_lead: User, supervisor: User, advocate: User) -> None:
    assert [may_protect_data(user) for user in (dp_lead, supervisor, advocate)] == [True, False, False]
    assert [may_supervise(user) for user in (dp_lead, supervisor, advocate)] == [False, True, False]


def test_service_is_none_before_it_is_set_up(db: None) -> None:
    assert service() is None


def test_pages_without_a_keeper_keep_nothing() -> None:
    keeper = KeepNothing()
    keeper.keep()
    keeper.forget()

    assert keeper.kept() is None


def test_view_with_a_rule_is_not_there_for_a_visitor(rf: RequestFactory, service: object) -> None:
    @access.allowed(may_supervise)
    def page(request: access.SignedInRequest) -> HttpResponse:
        return HttpResponse("inside")

    request = rf.get("/")
    request.user = None  # type: ignore[assignment]

    with pytest.raises(Http404):
        page(request)
    assert access.rule_of(page) == "may_supervise"
    assert access.rule_of(len) == ""


def test_visitor_has_shown_nothing(client: Client, rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = AnonymousUser()
    request.session = SessionStore()

    assert proofs.are_enough(request) is False
    assert proofs.is_fresh(request) is False


def test_every_address_of_this_app_names_a_rule() -> None:
    assert [str(entry.pattern) for entry in urlpatterns if not access.rule_of(entry.callback)] == []


def test_user_made_without_roles_may_do_nothing(service: object) -> None:
    user = make_user("Una None")

    assert user.roles == frozenset()
    assert user.role_labels() == []
