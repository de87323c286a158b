"""No opened key outlives a request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from alongside.crypto.keys import forget_all


class EmptyKeyRing:
    """Empty the ring of opened keys before and after each request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with a ring of its own."""
        forget_all()
        try:
            return self.get_response(request)
        finally:
            forget_all()
