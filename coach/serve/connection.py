"""A connection of the web server that must soon ask for something that it may have."""

import asyncio
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from coach.serve.guard import Guard

STRANGER_TIMEOUT_S = 10.0
"""Seconds after which a connection that has not asked with the token is closed."""

MOST_CONNECTIONS = 64
"""Connections at once. For one more, the oldest that has not asked with the token is closed."""


class GuardedConnection(H11Protocol):
    """A connection that is closed where it keeps others out and knows no token."""

    app: "Guard"

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 (as uvicorn has them)
        super().__init__(*arguments, **options)
        self._opened_at = self.loop.time()
        self._deadline = self.loop.call_later(STRANGER_TIMEOUT_S, self._close_stranger)

    @property
    def is_stranger(self) -> bool:
        """Whether nothing was asked so far that the guard lets pass."""
        scope: Any = self.scope  # None before the first request, and typed otherwise
        return scope is None or not self.app.is_admitted(scope)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin; make room, and leave a stranger some seconds to become known."""
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            others = (each for each in self.connections if isinstance(each, GuardedConnection))
            strangers = [each for each in others if each.is_stranger]
            oldest = min(strangers, key=lambda each: each._opened_at)  # noqa: SLF001 (of our own)
            oldest._close_stranger()  # noqa: SLF001 (as above)

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        self._deadline.cancel()
        super().connection_lost(exc)

    def _close_stranger(self) -> None:
        if self.is_stranger:
            self.connections.discard(self)
            self.transport.abort()
