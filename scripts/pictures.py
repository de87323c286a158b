"""Takes the README's pictures again, from a demonstration made for the purpose."""

import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from scripts import browser
from scripts.environment import REPO, child_environment, leave_real_service_alone
from scripts.say import Stop, say, stopping_plainly

PORT = 8477
URL = f"http://127.0.0.1:{PORT}"
PICTURES = REPO / "docs" / "pictures"
PHONE = {"width": 360, "height": 740}
LAPTOP = {"width": 1280, "height": 800}
MAKING = (
    "make_keys",
    "migrate -v0",
    "createcachetable",
    "collectstatic --noinput -v0",
    "demo --people 60 --weeks 6",
)
"""A small demonstration is enough to be looked at."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@dataclass(frozen=True)
class Picture:
    """A file, who looks, at what size, and the way to the page."""

    name: str
    who: str
    size: dict[str, int]
    way: Callable[[Page], object]


def _open(path: str) -> Callable[[Page], object]:
    return lambda page: page.goto(URL + path)


def _first_case(page: Page) -> None:
    page.goto(f"{URL}/people/")
    for href in page.locator("a.row-link").evaluate_all("links => links.map(link => link.href)"):
        page.goto(href)
        cases = page.locator("a[href*='/cases/']:not([href*='/new/']):visible")
        if cases.count():
            cases.first.click()
            return


def _tally(page: Page) -> None:
    page.goto(URL)
    page.get_by_role("link", name="Tally").first.click()


SHOWN = (
    Picture("today-phone", "Maya", PHONE, _open("/")),
    Picture("case-phone", "Maya", PHONE, _first_case),
    Picture("tally-phone", "Maya", PHONE, _tally),
    Picture("decisions-laptop", "Cora", LAPTOP, _open("/decisions/")),
    Picture("clinics-laptop", "Cora", LAPTOP, _open("/clinics/")),
)


def main() -> None:
    """Make a demonstration, serve it, and take every picture."""
    chromium = browser.find_or_fetch()
    if chromium is None:
        raise Stop("There is no Chromium here. Install one, or name one in CHROMIUM.")
    leave_real_service_alone()
    with tempfile.TemporaryDirectory(prefix="alongside-pictures-") as home:
        server = _serve(Path(home))
        try:
            with sync_playwright() as playwright:
                _take(playwright.chromium.launch(executable_path=chromium, args=FLAGS))
        finally:
            server.terminate()
            server.wait()


def _serve(home: Path) -> subprocess.Popen[bytes]:
    environment = child_environment(ALONGSIDE_HOME=str(home))
    (home / "data").mkdir()
    for words in MAKING:
        subprocess.run([sys.executable, "manage.py", *words.split()], cwd=REPO, env=environment, check=True)
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{PORT}", "--threads", "4"]
    server = subprocess.Popen([*command, "--log-level", "error", "alongside.wsgi"], env=environment)
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{URL}/health", timeout=2)
        except OSError:
            time.sleep(0.2)
        else:
            return server
    server.terminate()
    raise Stop("The demonstration did not start.")


def _take(window: Browser) -> None:
    for picture in SHOWN:
        context = window.new_context(viewport=picture.size, device_scale_factor=2, locale="en-GB")  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{URL}/demonstration/")
        page.get_by_role("button", name=picture.who).first.click()
        picture.way(page)
        page.wait_for_load_state()
        page.screenshot(path=PICTURES / f"{picture.name}.png")
        say(f"docs/pictures/{picture.name}.png")
        context.close()


if __name__ == "__main__":
    with stopping_plainly():
        main()
