"""A browser in which somebody has signed in."""

from typing import Any

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from alongside.common import clock


class Session(AbstractBaseSession):
    """Its key is a keyed hash of the cookie, its content is sealed: a copy of the table lets nobody in.

    When it was last used and whether it is locked stand beside the content, so that two requests at once
    cannot undo a lock by each writing the whole of it.
    """

    seen_at = models.DateTimeField(default=clock.now)
    locked_at = models.DateTimeField(null=True)

    def save(self, *args: Any, force_update: bool = False, **kwargs: Any) -> None:
        """Save the content. Saving again moves neither the end of the session nor its lock."""
        if force_update:
            kwargs["update_fields"] = ["session_data"]
        super().save(*args, force_update=force_update, **kwargs)
