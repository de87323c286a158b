"""Asks a feed, over the network or in this process, and never follows a redirect."""

import io
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

TIMEOUT = 30
"""Seconds, as the official validator waits."""


@dataclass(frozen=True)
class Answer:
    """What came back. The names of headers are in lower case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    seconds: float = 0.0

    @property
    def is_good(self) -> bool:
        """Tell whether it is a success."""
        return 200 <= self.status < 300

    def document(self) -> Any:
        """Return the JSON; ValueError where it is none."""
        return json.loads(self.body.decode("utf-8"))


class Ask(Protocol):
    """A way to ask a feed."""

    def __call__(self, url: str, method: str = "GET") -> Answer:
        """Return the answer; status 0 stands for none at all."""


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        """Follow nothing: an address of a feed answers itself."""


def over_the_network(url: str, method: str = "GET") -> Answer:
    """Ask by HTTP."""
    if urlsplit(url).scheme not in {"http", "https"}:
        return Answer(0, body=b"not an address of the web")
    opener = urllib.request.build_opener(_StayHere)
    request = urllib.request.Request(  # noqa: S310 - http or https, seen above
        url, method=method, headers={"Accept": "application/json", "Origin": "https://check.example"}
    )
    begun = time.monotonic()
    try:
        with opener.open(request, timeout=TIMEOUT) as response:
            return _answer(response.status, response.headers.items(), response.read(), begun)
    except urllib.error.HTTPError as error:
        with error:
            return _answer(error.code, error.headers.items(), error.read(), begun)
    except (OSError, ValueError) as problem:
        return Answer(0, body=str(problem).encode(), seconds=time.monotonic() - begun)


class InThisProcess:
    """Asks a WSGI application without a server."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, url: str, method: str = "GET") -> Answer:
        """Ask as a server would."""
        parts = urlsplit(url)
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
            "HTTP_HOST": parts.netloc,
            "wsgi.url_scheme": parts.scheme,
            "HTTP_X_FORWARDED_PROTO": parts.scheme,
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.input": io.BytesIO(),
        }
        setup_testing_defaults(environ)
        started: list[Any] = []
        begun = time.monotonic()
        answer = self.application(environ, lambda status, headers, *_: started.extend([status, headers]))
        body = b"".join(answer)
        if close := getattr(answer, "close", None):
            close()
        return _answer(int(started[0].split()[0]), started[1], body, begun)


def _answer(status: int, headers: Iterable[tuple[str, str]], body: bytes, begun: float) -> Answer:
    lower = {name.lower(): value for name, value in headers}
    return Answer(status, lower, body, time.monotonic() - begun)
