"""Count the queries of one task, in process."""

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import User
from alongside.common import clock
from bench.run import FIND, FRAGMENT


def count(who: str, task: str, person: str) -> int:
    """Return how many queries the answer took, for the user of this name, once the process is warm."""
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    client = Client(SERVER_NAME="127.0.0.1")
    user = next(user for user in User.objects.all() if user.name == who)
    client.post("/demonstration/", {"user": str(user.pk)})
    _answer(client, task, person)
    with CaptureQueriesContext(connection) as queries:
        answer = _answer(client, task, person)
    if answer.status_code not in {200, 302}:
        raise SystemExit(f"{task} answered {answer.status_code}")
    return len(queries)


def _answer(client: Client, task: str, person: str) -> HttpResponse:
    if task == "search":
        return client.post("/people/find/", {"words": FRAGMENT})
    if task == "save_note":
        return client.post(f"/people/{person}/notes/new/", _note())
    paths = {
        "list_people": "/people/",
        "one_person": f"/people/{person}/story/",
        "decisions": "/decisions/",
        "find_service": FIND,
    }
    return client.get(paths[task])


def _note() -> dict[str, str]:
    today = clock.today()
    return {
        "kind": "met",
        "fact": "Read the letter together.",
        "happened_on_day": str(today.day),
        "happened_on_month": str(today.month),
        "happened_on_year": str(today.year),
    }
