"""Files sent to us stay in memory until they are sealed."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler


class InMemoryOnly(MemoryFileUploadHandler):
    """Hold files in memory; they never touch the disk. Of one that is too big only its size is kept.

    The form that gets it can then say so beside the question, with the other answers still in their places.
    """

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """Take every upload, however big it says it is."""
        self.activated = True
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keep the chunk, or let go of all of it when there is too much."""
        self.received += len(raw_data)
        if self.received > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            self.file = BytesIO()
            return None
        return super().receive_data_chunk(raw_data, start)
