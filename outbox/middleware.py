"""After a request that may have written messages, the bell is rung."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from outbox.models import Message
from outbox.tasks import ring

_READING = {"GET", "HEAD", "OPTIONS"}


class RingForMessages:
    """Rings once a request, only where something waits."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer first; then look whether the answer's acts left a message."""
        response = self.get_response(request)
        if request.method not in _READING and Message.objects.filter(state=Message.State.WAITING).exists():
            ring()
        return response
