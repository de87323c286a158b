"""A file and the row that names it: both are kept, or neither."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from alongside.crypto.files import remove_sealed, write_sealed
from alongside.people.models import Person


@contextmanager
def kept_sealed(person: Person, content: bytes) -> Iterator[uuid.UUID]:
    """Seal the file and write it to disk under a random name; take it away again if its row is not kept."""
    file = uuid.uuid4()
    write_sealed(content, owner=person.pk, name=file)
    try:
        yield file
    except BaseException:
        remove_sealed(file)
        raise
