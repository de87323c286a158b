"""A demonstration service in a process of its own, and a browser that scans every page it passes."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from alongside.common import clock

ROOT = Path(__file__).parent.parent.parent
PHONE = {"width": 360, "height": 740}
LAPTOP = {"width": 1280, "height": 800}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """Return where a Chromium is, or None."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome", "chrome")
    return next((found for name in names if name and (found := shutil.which(name))), None)


@dataclass
class Served:
    """A service that answers at `url`; its files are in `home`."""

    url: str
    home: Path
    process: subprocess.Popen[bytes]
    environment: dict[str, str]

    def kill(self) -> None:
        """Pull the plug: no goodbye, no tidying."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def wait(self, *, days: int) -> None:
        """Let the service be so many days older than the machine; whoever was signed in no longer is."""
        self.kill()
        later = start(
            self.home,
            self.environment | {"DAYS_LATER": str(days)},
            int(self.url.rsplit(":", 1)[1]),
            program="tests.journeys.later",
        )
        self.process = later.process


def manage(home: Path, *words: str) -> dict[str, str]:
    """Run a management command in `home` and return the environment it ran in."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"ALONGSIDE_HOME": str(home)}
    subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=environment, check=True, capture_output=True
    )
    return environment


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(home: Path, environment: dict[str, str], port: int, *, program: str = "alongside.wsgi") -> Served:
    """Start the program as ./alongside run does, and wait until it answers."""
    with (home / "server.log").open("ab") as log:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "--pythonpath", "src", "--bind", f"127.0.0.1:{port}"),
                *("--worker-class", "gthread", "--threads", "4", "--log-level", "warning", program),
            ],
            cwd=ROOT,
            env=environment,
            start_new_session=True,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    served = Served(f"http://127.0.0.1:{port}", home, process, environment)
    for _ in range(150):
        try:
            urllib.request.urlopen(f"{served.url}/health", timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return served
    raise RuntimeError((home / "server.log").read_text())


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a small demonstration in it, to be copied."""
    home = tmp_path_factory.mktemp("demonstration")
    manage(home, "make_keys")
    (home / "data").mkdir(exist_ok=True)
    for words in (["migrate"], ["createcachetable"], ["collectstatic", "--noinput"]):
        manage(home, *words)
    manage(home, "demo", "--people", "60", "--weeks", "3")
    return home


@pytest.fixture
def served(made_up: Path, tmp_path: Path) -> Iterator[Served]:
    """A demonstration service of this test's own."""
    home = tmp_path / "home"
    shutil.copytree(made_up, home)
    environment = {**os.environ, "ALONGSIDE_HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    service = start(home, environment, free_port())
    yield service
    if service.process.poll() is None:
        service.kill()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver of the browser."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium of this machine; without one the journeys are not run."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium on this machine")
    window = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
    yield window
    window.close()


class EverySeen(set[str]):
    """Stands for pages scanned already: axe needs script, and the same pages are scanned with it."""

    def __contains__(self, _page: object) -> bool:
        return True


@dataclass
class Walk:
    """Somebody at a screen, going from page to page. Each page they look at is scanned, light and dark."""

    page: Page
    url: str
    seen: set[str] = field(default_factory=set)

    def go(self, path: str) -> "Walk":
        """Open an address."""
        self.page.goto(self.url + path)
        return self.look()

    def press(self, name: str, *, exact: bool = False) -> "Walk":
        """Press the first button or link of this name, wait for the page, and look at it."""
        by_name = self.page.get_by_role("button", name=name, exact=exact)
        named = by_name.or_(self.page.get_by_role("link", name=name, exact=exact))
        named.first.click()
        return self.arrive()

    def send(self) -> "Walk":
        """Press the button of the form, whatever it is called."""
        self.page.locator("main form button:not([formaction])").last.click()
        return self.arrive()

    def arrive(self) -> "Walk":
        """Wait for the page that follows: what was typed goes before its form does."""
        expect(self.page.locator("form[aria-busy]")).to_have_count(0)
        self.page.wait_for_load_state()
        return self.look()

    def fill(self, label: str, text: str) -> "Walk":
        """Type into a field."""
        self.page.get_by_label(label, exact=False).first.fill(text)
        return self

    def answer_day(self, group: str, *, in_days: int) -> "Walk":
        """Fill the three boxes of a date, so many days from today."""
        day = clock.today() + timedelta(days=in_days)
        boxes = self.page.get_by_role("group", name=group)
        for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            boxes.get_by_label(label).fill(str(number))
        return self

    def choose(self, label: str) -> "Walk":
        """Choose a radio card or tick a box, opening what folds it away."""
        box = self.page.get_by_label(label, exact=False).first
        box.evaluate(
            "box => { for (let e = box; e; e = e.parentElement) if (e.open === false) e.open = true; }"
        )
        box.check()
        return self

    def pick(self, label: str, option: str) -> "Walk":
        """Choose from a drop-down list."""
        self.page.get_by_label(label, exact=False).first.select_option(label=option)
        return self

    def answer(self, question: str, label: str) -> "Walk":
        """Choose an answer whose words stand under other questions too."""
        self.page.get_by_role("group", name=question).get_by_label(label, exact=True).check()
        return self

    def unfold(self, name: str) -> "Walk":
        """Open what is folded away."""
        self.page.locator("summary", has_text=name).first.click()
        return self

    def sees(self, text: str) -> "Walk":
        """Expect these words on the page."""
        expect(self.page.get_by_text(text).first).to_be_visible()
        return self

    def sees_nothing_of(self, text: str) -> "Walk":
        """Expect these words nowhere in what the server sent."""
        assert text not in self.page.content()
        return self

    def look(self) -> "Walk":
        """Scan the page as it stands with axe, light and dark, and see that it does not scroll sideways."""
        where = re.sub(
            r"[0-9a-f]{8}-[0-9a-f-]{27}", "<id>", self.page.url.removeprefix(self.url).split("?")[0]
        )
        shape = f"{where} {self.page.locator('.error-summary').count()}"
        if shape in self.seen:
            return self
        self.seen.add(shape)
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme)
            found = Axe().run(self.page, options={"runOnly": WCAG, "resultTypes": ["violations"]})
            assert found.violations_count == 0, f"{where}, {scheme}: {found.generate_report()}"
        self.page.emulate_media(color_scheme="light")
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{where} scrolls sideways by {wide}px"
        return self

    def sign_in_as(self, name: str) -> "Walk":
        """Press somebody's button on the demonstration's own door."""
        self.go("/demonstration/")
        self.page.get_by_role("button", name=name).first.click()
        return self.arrive()


Open = Callable[..., Walk]


@pytest.fixture
def open_at(browser: Browser, served: Served) -> Iterator[Open]:
    """Return a way to open a fresh browser: open_at(PHONE), open_at(LAPTOP, java_script_enabled=False)."""
    contexts: list[BrowserContext] = []

    def open_window(size: dict[str, int], **options: object) -> Walk:
        context = browser.new_context(viewport=size, locale="en-GB", **options)  # type: ignore[arg-type]
        context.set_default_timeout(30_000)
        contexts.append(context)
        return Walk(context.new_page(), served.url)

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo of a letter, as a phone takes it."""
    path = tmp_path / "letter.jpg"
    Image.new("RGB", (640, 900), "white").save(path)
    return path
