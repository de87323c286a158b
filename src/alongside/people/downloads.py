"""The one way in which a file about a person leaves the service: recorded, and for saving only."""

from django.db import models
from django.http import HttpResponse

from alongside.accounts.models import User
from alongside.audit.actions import record
from alongside.people.models import Person


class PersonalFile(HttpResponse):
    """A file about a person, or one of us, saved not opened by the browser; a page may show a picture (R46).

    `name` is what it is saved as, and names nobody: downloads stay behind on shared computers.
    """

    def __init__(
        self,
        content: bytes,
        *,
        file_type: str,
        name: str,
        by: User,
        about: models.Model,
        person: Person | None = None,
    ) -> None:
        record("file.open", by=by, about=about, person=person)
        super().__init__(content, content_type=file_type)
        self["Content-Disposition"] = f'attachment; filename="{name}"'
        self["X-Content-Type-Options"] = "nosniff"
        self["Content-Security-Policy"] = "default-src 'none'; sandbox"
