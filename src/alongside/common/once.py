"""A form that is sent twice is done once: its answer was lost on the way, or its button was pressed again."""

import hashlib
import json
import time
from collections.abc import Callable
from datetime import timedelta

from django.core.cache import cache
from django.http import HttpRequest

REMEMBERED = timedelta(hours=1)
SAVING = timedelta(seconds=10)
"""How long something may be on its way; after that it is taken for cut off, and is done anew."""
ON_ITS_WAY = ""
LOOK_SECONDS = 0.1


def once(request: HttpRequest, save: Callable[[], str | None]) -> str | None:
    """Call `save`, and return the address it leads to; of a form sent before, return the one it led to then.

    `save` returns None for what was refused, which may be sent again as it is. Every loading of a page has
    the token against forgery under a mask of its own: two forms are one and the same only if they come from
    the same loading and say the same. A form without a token is done each time.
    """
    mark = _mark_of(request)
    if mark is None:
        return save()
    if not cache.add(mark, ON_ITS_WAY, SAVING.seconds) and (led_to := _waited_for(mark)):
        return led_to
    leads_to = None
    try:
        leads_to = save()
    finally:
        if leads_to is None:
            cache.delete(mark)
        else:
            cache.set(mark, leads_to, REMEMBERED.seconds)
    return leads_to


def _mark_of(request: HttpRequest) -> str | None:
    if "csrfmiddlewaretoken" not in request.POST:
        return None
    files = sorted((name, file.name, file.size) for name, some in request.FILES.lists() for file in some)
    sent = json.dumps([request.path, sorted(request.POST.lists()), files])
    return "once:" + hashlib.sha256(sent.encode()).hexdigest()


def _waited_for(mark: str) -> str | None:
    """Return where it led, once that is known; None where nothing came of it."""
    while (led_to := cache.get(mark)) == ON_ITS_WAY:
        time.sleep(LOOK_SECONDS)
    return str(led_to) if led_to else None
