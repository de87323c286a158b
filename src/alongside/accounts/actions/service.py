"""The service itself: beginning it, and what it calls itself and others."""

from collections.abc import Mapping

from alongside.accounts.models import Nation, Service, User
from alongside.accounts.words import own_words
from alongside.audit.actions import recorded
from alongside.crypto.actions import make_key
from alongside.crypto.keys import SERVICE


def set_up_service(
    *,
    name: str,
    words: Mapping[str, str],
    time_zone: str,
    nation: str = Nation.ENGLAND,
    is_demonstration: bool = False,
) -> Service:
    """Begin the service: its key, its name and its words. There can be one."""
    with recorded("service.set_up", by=None) as note:
        make_key(SERVICE)
        here = Service(
            name=name,
            words=own_words(words),
            time_zone=time_zone,
            nation=nation,
            is_demonstration=is_demonstration,
        )
        here.save(force_insert=True)
        note.about = here
    return here


def change_service(here: Service, *, by: User, name: str, words: Mapping[str, str]) -> None:
    """Give the service another name, or other words of its own (L7). What was kept stays as it was."""
    with recorded("service.change", by=by, about=here):
        here.change(name=name, words=own_words(words))
