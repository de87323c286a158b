"""Time the pages people wait for, over HTTP, in a service of 2,000 people and in one of 20,000.

Run it with ./alongside bench. It prints medians and 95th percentiles in milliseconds, queries, bytes as
sent, and the ratio of the medians between the two sizes, which must stay under 1.3. Finding a service looks
at every row that may fit: among 10,000 it must take less than six times what the list of people takes.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path

ROOT = Path(__file__).parent.parent
SIZES = (2_000, 20_000)
LIMIT = 1.3
MOST = {"find_service": 6.0}
"""For what has to look at every row that may fit, cost may grow with size up to so many times the first task.

A tenth of a second, on a machine where the list of people takes 17 milliseconds.
"""
SERVICES_FOR = 2
"""How many people for each service of the directory: 10,000 in the larger one."""
FIND = "/directory/?need=food&day=now&area=M15"
FRAGMENT = "mar"
"""Part of one made-up name in twenty: more than a page of them in either service."""


@dataclass
class Answer:
    """What came back, how long it took in milliseconds, and its size as sent."""

    text: str
    milliseconds: float
    sent: int


@dataclass
class Visitor:
    """A signed-in browser without the browser."""

    url: str
    jar: CookieJar = field(default_factory=CookieJar)

    def __post_init__(self) -> None:
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._send(path)

    def post(self, path: str, page: str, **fields: str) -> Answer:
        """Send a form that stands on `page`."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token[1] if token else ""})
        return self._send(path, body.encode())

    def _send(self, path: str, body: bytes | None = None) -> Answer:
        request = urllib.request.Request(self.url + path, body)
        begun = time.perf_counter()
        with self.opener.open(request) as answer:
            text = answer.read()
        return Answer(text.decode(), (time.perf_counter() - begun) * 1000, len(text))

    def sign_in(self, name: str) -> None:
        """Press somebody's button on the demonstration's own door."""
        door = self.get("/demonstration/").text
        button = re.search(rf'<button[^>]*name="(\w+)" value="([^"]+)"[^>]*>[^<]*{name}', door)
        if button is None:
            raise SystemExit(f"The door has no button for {name}.")
        self.post("/demonstration/", door, **{button[1]: button[2]})


@dataclass
class Service:
    """One service of one size, answering on a port of its own."""

    people: int
    home: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    visitors: dict[str, Visitor] = field(default_factory=dict)
    person: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """The environment its commands run in."""
        return {
            **os.environ,
            "ALONGSIDE_HOME": str(self.home),
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
        }

    def manage(self, *words: str) -> str:
        """Run a management command."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout

    def make(self) -> None:
        """Fill it, start it, and sign an advocate and the coordinator in."""
        print(f"Filling a service of {self.people:,} people and {self.people * 10:,} notes …", flush=True)
        (self.home / "data").mkdir(parents=True)
        for words in (
            ["make_keys"],
            ["migrate", "-v0"],
            ["createcachetable"],
            ["collectstatic", "--noinput", "-v0"],
        ):
            self.manage(*words)
        self.manage("shell", "-v0", "-c", f"from bench.fill import fill; fill({self.people})")
        services = self.people // SERVICES_FOR
        self.manage(
            "shell", "-v0", "-c", f"from bench.directory import fill_services; fill_services({services})"
        )
        self.process = subprocess.Popen(
            [
                *(
                    sys.executable,
                    "-m",
                    "gunicorn",
                    "--pythonpath",
                    "src",
                    "--bind",
                    f"127.0.0.1:{self.port}",
                ),
                *("--worker-class", "gthread", "--threads", "4", "--log-level", "error", "alongside.wsgi"),
            ],
            cwd=ROOT,
            env=self.environment,
        )
        self._wait()
        for name in ("Advocate 0", "Cora Lind"):
            self.visitors[name] = visitor = Visitor(f"http://127.0.0.1:{self.port}")
            visitor.sign_in(name)
        listed = self.visitors["Advocate 0"].get("/people/").text
        found = re.search(r'href="/people/([0-9a-f-]{36})/"', listed)
        self.person = found[1] if found else ""

    def _wait(self) -> None:
        for _ in range(150):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=2)
            except OSError:
                time.sleep(0.2)
            else:
                return
        raise SystemExit("The service did not start.")


def list_people(visitor: Visitor, _person: str) -> Answer:
    """The list of people."""
    return visitor.get("/people/")


def search(visitor: Visitor, _person: str) -> Answer:
    """Search by a fragment of a name."""
    page = visitor.get("/people/").text
    return visitor.post("/people/find/", page, words=FRAGMENT)


def one_person(visitor: Visitor, person: str) -> Answer:
    """One person with their history."""
    return visitor.get(f"/people/{person}/story/")


def save_note(visitor: Visitor, person: str) -> Answer:
    """Save a contact note."""
    path = f"/people/{person}/notes/new/"
    page = visitor.get(path).text
    today = time.localtime()
    return visitor.post(
        path,
        page,
        kind="met",
        fact="Read the letter together.",
        happened_on_day=str(today.tm_mday),
        happened_on_month=str(today.tm_mon),
        happened_on_year=str(today.tm_year),
    )


def decisions(visitor: Visitor, _person: str) -> Answer:
    """The coordinator's page."""
    return visitor.get("/decisions/")


def find_service(visitor: Visitor, _person: str) -> Answer:
    """Who can help with food now, near M15?"""
    return visitor.get(FIND)


Task = Callable[[Visitor, str], Answer]
TASKS: tuple[tuple[str, Task], ...] = (
    ("Advocate 0", list_people),
    ("Advocate 0", search),
    ("Advocate 0", one_person),
    ("Advocate 0", save_note),
    ("Advocate 0", find_service),
    ("Cora Lind", list_people),
    ("Cora Lind", search),
    ("Cora Lind", one_person),
    ("Cora Lind", save_note),
    ("Cora Lind", decisions),
)
"""Who does what. Of a task that first opens a form, only the answer to the form is timed."""


def measure(services: list[Service], rounds: int) -> bool:
    """Time every task in turn in both services; print the table; tell whether every ratio holds."""
    print(f"\n{'task':<44}{'people':>8}{'median':>9}{'p95':>9}{'queries':>9}{'bytes':>8}{'ratio':>7}")
    holds, plain = True, 0.0
    for who, task in TASKS:
        times: dict[int, list[float]] = {service.people: [] for service in services}
        sent = dict.fromkeys(times, 0)
        for number in range(rounds + 2):
            for service in services:
                answer = task(service.visitors[who], service.person)
                if number >= 2:  # the first two warm up caches that a running service has
                    times[service.people].append(answer.milliseconds)
                    sent[service.people] = answer.sent
        medians = [statistics.median(times[service.people]) for service in services]
        ratio = medians[-1] / medians[0]
        plain = plain or medians[-1]
        most = MOST.get(task.__name__)
        holds = holds and (medians[-1] < most * plain if most else ratio < LIMIT)
        for service, median in zip(services, medians, strict=True):
            p95 = statistics.quantiles(times[service.people], n=20)[-1]
            queries = service.manage("shell", "-v0", "-c", _count(who, task.__name__, service.person)).strip()
            label = f"{(task.__doc__ or '').rstrip('.')} ({who.split()[0].lower()})"
            shown = f"{ratio:.2f}" if service is services[-1] else ""
            print(
                f"{label:<44}{service.people:>8,}{median:>9.1f}{p95:>9.1f}{queries:>9}"
                f"{sent[service.people]:>8,}{shown:>7}",
                flush=True,
            )
    return holds


def _count(who: str, task: str, person: str) -> str:
    return f"from bench.queries import count; print(count({who!r}, {task!r}, {person!r}))"


def main() -> int:
    """Fill, measure, and say whether cost grows with size."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--rounds", type=int, default=30, help="how often each task is timed")
    asked.add_argument(
        "--sizes", type=int, nargs=2, default=SIZES, help="how many people in the two services"
    )
    chosen = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="alongside-bench-") as folder:
        services = [
            Service(size, Path(folder) / str(size), 8431 + number) for number, size in enumerate(chosen.sizes)
        ]
        try:
            for service in services:
                service.make()
            holds = measure(services, chosen.rounds)
        finally:
            for service in services:
                if service.process:
                    service.process.terminate()
                    service.process.wait()
    print(
        f"\nEvery ratio is under {LIMIT}, and what has a limit keeps it."
        if holds
        else f"\nA ratio is over {LIMIT}, or something takes longer than its limit: cost grows with size."
    )
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
