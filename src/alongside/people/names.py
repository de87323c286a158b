"""The names of everybody, held in memory while they are searched: a coordinator finds one of 20,000.

Why, and how it ends: docs/adr/0003-names-searched-in-memory.md. Nothing here decides who may be seen: what is
found are ids, which the caller asks people_visible_to about, and whose records are then opened and compared.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from datetime import datetime, timedelta
from itertools import accumulate
from threading import Lock, Timer
from time import monotonic
from typing import Self
from uuid import UUID

from alongside.common import clock
from alongside.crypto.keys import forget_all, with_keys
from alongside.people.letters import digits_of, fold, nearly, sound, words_of
from alongside.people.models import Person

IDLE_SECONDS = 60 * 60
"""Everything is dropped when nobody has searched for this long."""

LONGEST_SECONDS = 12 * 60 * 60
"""And after this in any case: a name whose record is gone outlives it by no more."""

_OVERLAP = timedelta(minutes=1)
"""A change is dated before it is committed: each look goes back this far behind the one before."""

_AT_ONCE = 500
_FEWEST_DIGITS = 3
_SHORTEST_CODE = 3


class Lines:
    """Many short texts, searched as one: 20,000 of them in a blink."""

    def __init__(self) -> None:
        self.held: dict[UUID, str] = {}
        self._text: str | None = None
        self._owners: list[UUID] = []
        self._ends: list[int] = []

    def put(self, owner: UUID, line: str) -> None:
        """Take in the text of one."""
        self.held[owner] = line
        self._text = None

    def drop(self, owner: UUID) -> None:
        """Forget the text of one."""
        self.held.pop(owner, None)
        self._text = None

    def with_part(self, part: str) -> set[UUID]:
        """Return whose text has `part` in it."""
        text = self._joined()
        found = set()
        at = text.find(part)
        while at >= 0:
            line = bisect_right(self._ends, at)
            found.add(self._owners[line])
            at = text.find(part, self._ends[line])
        return found

    def _joined(self) -> str:
        if self._text is None:
            self._owners = list(self.held)
            self._ends = list(accumulate(len(line) + 1 for line in self.held.values()))
            self._text = "\n".join(self.held.values())
        return self._text


class Names:
    """Some people's names, references and numbers, folded, and who has each."""

    def __init__(self) -> None:
        self.words: dict[UUID, frozenset[str]] = {}
        self.numbers = Lines()
        self._references = Lines()
        self._shown: dict[UUID, str] = {}
        self._words: dict[str, set[UUID]] = defaultdict(set)
        self._sounds: dict[str, set[str]] = defaultdict(set)

    @classmethod
    def of(cls, people: Iterable[Person]) -> Self:
        """Return the names of `people`."""
        names = cls()
        for person in people:
            names.put(person)
        return names

    def put(self, person: Person) -> None:
        """Take in what `person` is called now."""
        owner = person.pk
        self.drop(owner)
        # each look at a sealed field opens it anew
        called, full_name, phone = person.called, person.full_name, person.phone
        told = [name for name in (called, full_name) if isinstance(name, str)]
        self.words[owner] = frozenset(word for name in told for word in words_of(name))
        self._shown[owner] = " ".join(told).casefold()
        self.numbers.put(owner, digits_of(phone) if isinstance(phone, str) else "")
        self._references.put(owner, _squeezed(person.reference))
        for word in self.words[owner]:
            if word not in self._words:
                self._sounds[sound(word)].add(word)
            self._words[word].add(owner)

    def drop(self, owner: UUID) -> None:
        """Forget one person."""
        for word in self.words.pop(owner, ()):
            self._words[word].discard(owner)
            if not self._words[word]:
                del self._words[word]
                self._sounds[sound(word)].discard(word)
        self.numbers.drop(owner)
        self._references.drop(owner)

    def exact(self, wanted: str) -> list[UUID]:
        """Return who has every word of `wanted` in their names, or all of it in their number or reference.

        Whole words come first, then beginnings of words, then what stands anywhere.
        """
        parts = fold(wanted).split()
        whole = self._with_all([{part} & self._words.keys() for part in parts])
        begun = self._with_all([{word for word in self._words if word.startswith(part)} for part in parts])
        inside = self._with_all([{word for word in self._words if part in word} for part in parts])
        inside |= self._with_number(wanted) | self._with_reference(_squeezed(wanted))
        return self._in_order(whole, begun, inside)

    def alike(self, wanted: str) -> list[UUID]:
        """Return who has, for every word of `wanted`, one that begins, sounds or is spelt almost so."""
        return self._in_order(self._with_all([self._like(word) for word in fold(wanted).split()]))

    def _like(self, word: str) -> set[str]:
        heard = sound(word)
        begun = {other for other in self._words if other.startswith(word)}
        return {*begun, *nearly(word, self._words), *(self._sounds[heard] if heard else ())}

    def _with_all(self, choices: list[set[str]]) -> set[UUID]:
        people = [{owner for word in words for owner in self._words[word]} for words in choices]
        return set.intersection(*people) if people else set()

    def _with_number(self, wanted: str) -> set[UUID]:
        digits = digits_of(wanted)
        if len(digits) < _FEWEST_DIGITS or any(letter.isalpha() for letter in wanted):
            return set()
        return self.numbers.with_part(digits)

    def _with_reference(self, code: str) -> set[UUID]:
        return self._references.with_part(code) if len(code) >= _SHORTEST_CODE else set()

    def _in_order(self, *groups: set[UUID]) -> list[UUID]:
        ordered: dict[UUID, None] = {}
        for group in groups:
            ordered |= dict.fromkeys(
                sorted(group - ordered.keys(), key=lambda owner: (self._shown[owner], owner))
            )
        return list(ordered)


def _squeezed(text: str) -> str:
    return fold(text).replace(" ", "")


class _Memory:
    """The names of everybody, and when each was last changed."""

    def __init__(self) -> None:
        self.turn = Lock()
        self._end: Timer | None = None
        self.empty()

    def empty(self) -> None:
        """Hold nothing."""
        if self._end:
            self._end.cancel()
        self._end = None
        self.names = Names()
        self._changed: dict[UUID, datetime] = {}
        self._looked_at: datetime | None = None
        self._filled_at = monotonic()

    def look(self) -> None:
        """Open the names that were changed since the last look."""
        if monotonic() - self._filled_at > LONGEST_SECONDS:
            self.empty()
        people, now = Person.objects.all(), clock.now()
        if self._looked_at:
            people = people.filter(changed_at__gte=self._looked_at - _OVERLAP)
        changed = dict(people.values_list("pk", "changed_at"))
        new = [pk for pk, changed_at in changed.items() if self._changed.get(pk) != changed_at]
        for start in range(0, len(new), _AT_ONCE):
            # in a context of its own, so that 20,000 opened keys do not pile up on the ring of this request
            copy_context().run(self._open, new[start : start + _AT_ONCE])
        self._changed.update(changed)
        self._looked_at = now
        self._end_later()

    def _end_later(self) -> None:
        if self._end:
            self._end.cancel()
        self._end = Timer(IDLE_SECONDS, forget_names)
        self._end.daemon = True
        self._end.start()

    def _open(self, ids: list[UUID]) -> None:
        forget_all()
        for person in with_keys(
            Person.objects.filter(pk__in=ids).only("called", "full_name", "phone", "reference")
        ):
            self.names.put(person)


_memory = _Memory()


@contextmanager
def all_names() -> Iterator[Names]:
    """Give the names of everybody as they are now. One search at a time: it takes a few milliseconds."""
    with _memory.turn:
        _memory.look()
        yield _memory.names


def forget_names() -> None:
    """Drop every name from memory."""
    with _memory.turn:
        _memory.empty()
