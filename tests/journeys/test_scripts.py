"""What the scripts do, in a real browser: drafts, the idle lock, one sending, quick exit."""

import json
import mimetypes
import time
from collections.abc import Callable, Iterator, Sized
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.template import engines
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.journey
OpenTab = Callable[..., Page]

STATIC = Path(__file__).parents[2] / "src" / "alongside" / "static"
PAGE = """{% extends "base.html" %}{% block main %}
<form method="post" data-draft>
  <input type="hidden" name="csrfmiddlewaretoken" value="token">
  <label for="words">Words</label><textarea id="words" name="words"></textarea>
  <label for="secret">Secret</label><input id="secret" name="secret" type="password">
  {% include "common/draft_status.html" %}
  <button>Save</button>
</form>
{% if neutral_url %}{% include "common/quick_exit.html" %}{% endif %}{% endblock %}"""


class Service(ThreadingHTTPServer):
    """Answers as the service would, and remembers what was sent."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.drafts: list[dict[str, list[str]]] = []
        self.posts: list[str] = []
        self.draft_status = 204
        self.token = "token"
        self.who = "7"

    @property
    def address(self) -> str:
        """Where the browser finds it."""
        return f"http://127.0.0.1:{self.server_port}"


class Answer(BaseHTTPRequestHandler):
    """One request and its answer."""

    server: Service

    def do_GET(self) -> None:
        """Answer with a file, a form for somebody signed in, or a page that says where we are."""
        path = urlsplit(self.path).path
        file = STATIC / path.removeprefix("/static/")
        if path.startswith("/static/") and file.is_file():
            self.send(200, file.read_bytes(), mimetypes.guess_type(path)[0])
        elif path in {"/locked/", "/weather/"}:
            self.send(200, path.encode())
        elif path == "/people/1/note/":
            self.send(200, page(user=SimpleNamespace(is_authenticated=True, pk=7), idle_minutes=5))
        elif path == "/help/":
            self.send(200, page(neutral_url="/weather/"))
        else:
            self.send(404, b"")

    def do_POST(self) -> None:
        """Remember what was sent."""
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.headers["X-CSRFToken"] not in {None, self.server.token}:
            now = {"token": self.server.token, "who": self.server.who}
            self.send(403, json.dumps(now).encode(), "application/json")
            return
        self.server.posts.append(self.path)
        if self.path == "/drafts/":
            self.server.drafts.append(parse_qs(sent, keep_blank_values=True))
        self.send(self.server.draft_status if self.path == "/drafts/" else 204, b"")

    def send(self, status: int, body: bytes, kind: str | None = "text/html; charset=utf-8") -> None:
        """Send an answer that no browser keeps."""
        self.send_response(status)
        self.send_header("Content-Type", kind or "")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store, private")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


def page(**context: object) -> bytes:
    """Return a page with a form."""
    return str(engines["django"].from_string(PAGE).render(context)).encode()


def wait_for(received: Sized, number: int) -> None:
    """Wait until the server has got so much: it answers in threads of its own."""
    for _ in range(200):
        if len(received) >= number:
            return
        time.sleep(0.05)


@pytest.fixture
def server() -> Iterator[Service]:
    """The service, as the browser sees it."""
    with Service() as started:
        Thread(target=started.serve_forever, kwargs={"poll_interval": 0.02}).start()
        yield started
        started.shutdown()


@pytest.fixture
def tabs(browser: Browser) -> Iterator[BrowserContext]:
    """One browser of one person."""
    with browser.new_context(locale="en-GB") as context:
        yield context


@pytest.fixture
def open_tab(tabs: BrowserContext, server: Service) -> OpenTab:
    """Return a way to open a page in a tab whose clock the test moves."""

    def opened(path: str = "/people/1/note/") -> Page:
        tab = tabs.new_page()
        tab.on("pageerror", lambda fault: pytest.fail(str(fault)))
        tab.clock.install()
        tab.goto(server.address + path)
        return tab

    return opened


def test_draft_says_saved_only_once_the_server_has_it(open_tab: OpenTab, server: Service) -> None:
    tab = open_tab()
    said = tab.locator(".draft-status")

    tab.fill("#secret", "hush")
    tab.fill("#words", "They will not listen")
    expect(said).to_have_text("")
    tab.clock.run_for(1000)

    expect(said).to_have_text(
        tab.evaluate("new Date().toTimeString().slice(0, 5)").join(["Saved as you type, ", ""])
    )
    assert server.drafts == [{"page": ["/people/1/note/"], "words": ["They will not listen"]}]


@pytest.mark.parametrize(
    "status, words",
    [
        (401, "You have been signed out. Your words are still here."),
        (403, "You have been signed out. Your words are still here."),
        (500, "Not saved yet. Keep this page open and try again."),
    ],
)
def test_draft_that_was_not_taken_stays_and_says_so(
    open_tab: OpenTab, server: Service, status: int, words: str
) -> None:
    server.draft_status = status
    tab = open_tab()

    tab.fill("#words", "They will not listen")
    tab.clock.run_for(1000)
    expect(tab.locator(".draft-status")).to_contain_text(words)
    expect(tab.locator("#words")).to_have_value("They will not listen")
    server.draft_status = 204
    tab.clock.run_for(11000)

    expect(tab.locator(".draft-status")).to_contain_text("Saved as you type")


def test_without_a_connection_nothing_is_lost_or_sent(
    open_tab: OpenTab, tabs: BrowserContext, server: Service
) -> None:
    tab = open_tab()
    tabs.set_offline(True)

    tab.fill("#words", "They will not listen")
    tab.clock.run_for(1000)
    expect(tab.locator(".draft-status")).to_have_text("Not saved yet – no connection. Keep this page open.")
    tab.click("main button")
    expect(tab.locator("#words")).to_have_value("They will not listen")
    tabs.set_offline(False)

    expect(tab.locator(".draft-status")).to_contain_text("Saved as you type")
    assert server.posts == ["/drafts/"]


def test_draft_goes_on_once_the_same_person_has_signed_in_again_in_another_tab(
    open_tab: OpenTab, server: Service
) -> None:
    tab = open_tab()
    server.token = "another"

    tab.fill("#words", "They will not listen")
    tab.clock.run_for(1000)

    expect(tab.locator(".draft-status")).to_contain_text("Saved as you type")
    tab.click("main button")
    wait_for(server.posts, 2)
    assert server.posts == ["/drafts/", "/people/1/note/"]


def test_draft_is_not_kept_for_somebody_else_who_has_signed_in(open_tab: OpenTab, server: Service) -> None:
    tab = open_tab()
    server.token, server.who = "another", "8"

    tab.fill("#words", "They will not listen")
    tab.click("main button")

    expect(tab.locator(".draft-status")).to_contain_text("You have been signed out.")
    expect(tab.locator("#words")).to_have_value("They will not listen")
    assert server.posts == []


def test_leaving_a_page_saves_its_draft(open_tab: OpenTab, server: Service) -> None:
    tab = open_tab()

    tab.fill("#words", "On my way")
    tab.goto(server.address + "/locked/")
    tab.wait_for_timeout(300)

    wait_for(server.drafts, 1)
    assert [draft["words"] for draft in server.drafts] == [["On my way"]]


def test_form_is_sent_once(open_tab: OpenTab, server: Service) -> None:
    tab = open_tab()

    tab.fill("#words", "Once")
    tab.evaluate("() => { for (const _ of '123') document.querySelector('main button').click() }")
    tab.wait_for_timeout(200)

    wait_for(server.posts, 2)
    assert server.posts == ["/drafts/", "/people/1/note/"]


def test_with_a_bad_signal_a_form_goes_only_after_its_words_have_gone(
    open_tab: OpenTab, tabs: BrowserContext, server: Service
) -> None:
    tab = open_tab()
    tabs.route("**/drafts/", lambda route: route.abort())  # the phone thinks that it has a connection

    tab.fill("#words", "They will not listen")
    tab.click("main button")
    expect(tab.locator(".draft-status")).to_have_text("Not saved yet – no connection. Keep this page open.")
    expect(tab.locator("#words")).to_have_value("They will not listen")
    assert server.posts == []
    tabs.unroute("**/drafts/")
    tab.click("main button")

    wait_for(server.posts, 2)
    assert server.posts == ["/drafts/", "/people/1/note/"]


def test_form_goes_also_where_its_words_cannot_be_kept(open_tab: OpenTab, server: Service) -> None:
    server.draft_status = 422
    tab = open_tab()

    tab.fill("#words", " ")
    tab.click("main button")

    wait_for(server.posts, 2)
    assert server.posts == ["/drafts/", "/people/1/note/"]


def test_r06_idle_lock_warns_first_and_can_be_stayed(open_tab: OpenTab, server: Service) -> None:
    tab = open_tab()
    dialog = tab.get_by_role("dialog", name="Are you still here?")

    tab.clock.run_for(3 * 60_000)
    expect(dialog).to_be_hidden()
    tab.clock.run_for(61_000)
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("status")).to_have_text("Locks in 60 seconds")
    expect(dialog.get_by_role("button")).to_be_focused()
    tab.clock.run_for(30_000)
    expect(dialog.get_by_role("status")).to_have_text("Locks in 30 seconds")
    tab.keyboard.press("Enter")

    expect(dialog).to_be_hidden()
    tab.clock.run_for(2_000)
    wait_for(server.posts, 1)
    assert server.posts == ["/still-here/"]


def test_r06_idle_lock_keeps_the_draft_and_blanks_the_page(open_tab: OpenTab, server: Service) -> None:
    tab = open_tab()

    tab.fill("#words", "Half a note")
    tab.clock.run_for(5 * 60_000 + 2_000)
    tab.wait_for_url("**/locked/?next=%2Fpeople%2F1%2Fnote%2F")

    # leaving may send the same words a second time: a draft is one for each page, however often it is sent
    assert {tuple(draft["words"]) for draft in server.drafts} == {("Half a note",)}


def test_typing_tells_the_server_once_a_minute_that_somebody_is_there(
    open_tab: OpenTab, server: Service
) -> None:
    tab = open_tab("/people/1/note/")

    for _ in range(4):
        tab.focus("#secret")
        tab.keyboard.press("Shift")
        tab.clock.run_for(35_000)

    wait_for(server.posts, 2)
    assert server.posts == ["/still-here/"] * 2


def test_tabs_stay_open_together_and_close_together(open_tab: OpenTab) -> None:
    one, two = open_tab(), open_tab()
    warnings = [tab.get_by_role("dialog", name="Are you still here?") for tab in (one, two)]

    one.clock.run_for(4 * 60_000 + 2_000)  # the two share a clock
    for warning in warnings:
        expect(warning).to_be_visible()
    two.keyboard.press("Escape")
    one.clock.run_for(2_000)
    for warning in warnings:
        expect(warning).to_be_hidden()
    two.get_by_role("button", name="Sign out").click()

    one.wait_for_url("**/locked/**")


@pytest.mark.parametrize("way", ["key", "link"])
def test_r57_quick_exit_leaves_nothing_behind(open_tab: OpenTab, way: str) -> None:
    tab = open_tab("/help/")

    if way == "key":
        for _ in range(3):
            tab.keyboard.press("Shift")
    else:
        tab.get_by_role("link", name="Leave this page now").click()
    tab.wait_for_url("**/weather/")
    tab.go_back()

    assert "/help/" not in tab.url
