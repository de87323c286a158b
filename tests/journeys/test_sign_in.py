"""The first coordinator of a real service comes in, with a passkey, on a phone."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PHONE, ROOT, Served, Walk, free_port, manage, start

pytestmark = pytest.mark.journey

PASSWORD = "walnut kettle parade"
ANSWERS = {
    "name": "Harbour Voices",
    **dict.fromkeys(("person", "people", "lead", "leads", "shadow", "shadows", "clinic", "clinics"), ""),
    "time-zone": "Europe/London",
    "nation": "England",
    "coordinator": "Cora Lind",
    "sign-in-name": "cora",
}


@pytest.fixture
def link(tmp_path: Path) -> str:
    """The one-time link of the first coordinator of a service that has just begun."""
    environment = manage(tmp_path, "make_keys")
    (tmp_path / "data").mkdir()
    for words in (["migrate"], ["createcachetable"], ["collectstatic", "--noinput"]):
        manage(tmp_path, *words)
    flags = [f"--{name}={answer}" for name, answer in ANSWERS.items()]
    said = subprocess.run(
        [sys.executable, "manage.py", "new_service", *flags],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    found = re.search(r"/come-in/\S+", said.stdout)
    assert found
    return found[0]


@pytest.fixture
def real_service(tmp_path: Path, link: str) -> Iterator[Served]:
    """That service, at a name: browsers give passkeys to names and not to numbers."""
    running = start(tmp_path, manage(tmp_path, "check"), free_port())
    running.url = running.url.replace("127.0.0.1", "localhost")
    yield running
    running.kill()


@pytest.fixture
def phone(browser: Browser, real_service: Served) -> Iterator[Walk]:
    """A phone that knows its owner by finger, or so it says."""
    context = browser.new_context(viewport=PHONE, locale="en-GB")
    context.set_default_timeout(10_000)
    page = context.new_page()
    _give_passkeys(page)
    yield Walk(page, real_service.url)
    context.close()


def test_first_coordinator_comes_in_with_a_passkey(phone: Walk, link: str) -> None:
    complaints = _complaints(phone.page)

    phone.go(link).sees("Welcome, Cora Lind")
    phone.fill("New password", PASSWORD).fill("The same again", "walnut kettle").press("Save and come in")
    phone.sees("The two are not the same")
    phone.fill("New password", PASSWORD).fill("The same again", PASSWORD).press("Save and come in")
    phone.sees("One more step: a second factor").press("Add a passkey")
    phone.page.get_by_role("button", name="Add a passkey").click()
    phone.page.wait_for_url("**/codes/")
    phone.look().press("I have written them down").sees("Today")

    phone.press("Sign out").sees("You are signed out").press("Sign in")
    phone.page.get_by_role("button", name="Sign in with a passkey").click()
    expect(phone.page).to_have_url(f"{phone.url}/")

    phone.press("Sign out").go("/account/login/?next=/me/")
    phone.fill("Sign-in name", "cora").fill("Password", PASSWORD).press("Sign in", exact=True)
    phone.sees("Your second factor")
    phone.page.get_by_role("button", name="Use a passkey").click()
    phone.page.wait_for_url("**/me/")
    phone.look()

    phone.go("/locked/").sees("Cora Lind was here")
    phone.page.get_by_role("button", name="Use a passkey").click()
    expect(phone.page).to_have_url(f"{phone.url}/")

    phone.go("/me/").press("Sign out").sees("You are signed out")
    phone.page.go_back()
    phone.page.wait_for_load_state()
    phone.sees_nothing_of("cora")
    assert complaints == []


def _give_passkeys(page: Page) -> None:
    """Give the browser an authenticator made of software."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    checks = {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {**kind, **checks}})


def _complaints(page: Page) -> list[str]:
    """Return a list that fills with what the browser finds wrong, such as a script the policy forbids."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda told: found.append(told.text) if "Content Security" in told.text else None)
    return found
