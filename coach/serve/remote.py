"""The remote control: what a phone sees of a playing session, and how it commands it.

A phone is told where the track stands whenever that is not what it counts on, and moves on by its
own clock in between. https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import asdict, dataclass

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from coach.languages.language import Language
from coach.live.session import Moment
from coach.live.transport import Command, Controls, Status, Transport
from coach.outputs.page.page import read_own_file
from coach.outputs.page.score import make_page_score
from coach.score.timeline import Timeline
from coach.serve.pages import choose_language, read_serve_file, render_response
from coach.timing import frames_to_ms

_LOOK_INTERVAL_S = 0.1
"""Seconds between two looks at what there is to tell."""

_TELL_INTERVAL_S = 1.0
"""Seconds after which a phone is told again where the track stands."""

_JUMP_MS = 250
"""Milliseconds that a phone may be off; beyond, it is told at once."""

_COMMANDS: Mapping[str, tuple[Command, tuple[Status, ...]]] = {
    "play": ("toggle", ("paused", "waiting")),
    "pause": ("toggle", ("playing",)),
    "next": ("next", ("playing", "paused", "waiting")),
    "back": ("back", ("playing", "paused", "waiting")),
    "longer": ("longer", ("playing", "paused", "waiting")),
    "shorter": ("shorter", ("playing", "paused", "waiting")),
}
"""The command for each button, and in which states it is meant: a phone may be late."""


@dataclass(frozen=True, slots=True)
class Playing:
    """What is played, and how it stood when it was looked at.

    Attributes:
        controls: the player.
        language: the language of the routine.
        heard: where things stood in the listener's ear.
        output_lost: whether the sound output was gone.
        seen_at: the time of the look.
    """

    controls: Controls
    language: Language
    heard: Transport
    output_lost: bool
    seen_at: float

    def count_ms(self, now: float) -> int:
        """Return where the track stands by now, in milliseconds."""
        at = frames_to_ms(self.heard.at)
        moves = self.heard.status == "playing" and not self.output_lost
        return at + round((now - self.seen_at) * 1000) if moves else at


class Remote:
    """What phones are told and ask for, from one session to the next.

    Args:
        clock: seconds that only go forwards.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.playing: Playing | None = None
        """The last look at what is played; None before there is sound."""

    def make_observer(self, controls: Controls, language: Language) -> "RemoteObserver":
        """Make the observer of a session, by which phones see and command it."""
        return RemoteObserver(self, controls, language)

    def list_routes(self) -> list[Route]:
        """Return what the remote control serves."""
        return [
            Route("/", self._show_page),
            Route("/events", self._stream_events),
            Route("/commands/{name}", self._obey_command, methods=["POST"]),
        ]

    async def _show_page(self, request: Request) -> Response:
        program = read_own_file("now_playing.js") + read_serve_file("remote.js")
        return render_response("remote.html", choose_language(request), program=program)

    async def _stream_events(self, _request: Request) -> Response:
        return StreamingResponse(self._generate_events(), media_type="text/event-stream")

    async def _generate_events(self) -> AsyncIterator[str]:
        told = ToldPhone()
        while True:
            for event in told.list_events(self.playing, self.clock()):
                yield event
            await asyncio.sleep(_LOOK_INTERVAL_S)

    async def _obey_command(self, request: Request) -> Response:
        found = _COMMANDS.get(request.path_params["name"])
        if found is None:
            return Response(status_code=404)
        command, states = found
        playing = self.playing
        if playing and playing.controls.transport.status in states:
            playing.controls.carry_out(command)
        return Response(status_code=204)


class RemoteObserver:
    """Notes how a session goes, for the phones; it is an observer of the session."""

    def __init__(self, remote: Remote, controls: Controls, language: Language) -> None:
        self._remote = remote
        self._controls = controls
        self._language = language

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        pass

    def observe(self, moment: Moment) -> None:
        """Note a moment; the server's thread takes it from there."""
        self._remote.playing = Playing(
            self._controls,
            self._language,
            moment.heard,
            moment.output_lost,
            self._remote.clock(),
        )


class ToldPhone:
    """What one phone knows, and so what it must be told."""

    def __init__(self) -> None:
        self._timeline: Timeline | None = None
        self._state: tuple[Status, bool] | None = None
        self._at = 0
        self._told_at = -_TELL_INTERVAL_S

    def list_events(self, playing: Playing | None, now: float) -> Iterator[str]:
        """Yield the events for a phone: the track where it is another one, and where it stands."""
        if playing is None:
            if now - self._told_at >= _TELL_INTERVAL_S:
                self._told_at = now
                yield _write_event("state", {"status": "preparing"})
            return
        state = playing.heard.status, playing.output_lost
        at = playing.count_ms(now)
        moves = self._state == ("playing", False)
        expected = self._at + round((now - self._told_at) * 1000) * moves
        is_new = playing.heard.timeline is not self._timeline
        if is_new:
            self._timeline = playing.heard.timeline
            yield _write_event("track", describe_track(self._timeline, playing.language))
        is_due = now - self._told_at >= _TELL_INTERVAL_S
        if is_new or is_due or state != self._state or abs(at - expected) > _JUMP_MS:
            self._state, self._at, self._told_at = state, at, now
            yield _write_event("state", {"at": at, "status": state[0], "lost": state[1]})


def describe_track(timeline: Timeline, language: Language) -> dict[str, object]:
    """Return what a phone shows of a track, in the language of its routine."""
    return {
        "title": timeline.title,
        "language": language.code,
        "words": asdict(language.serve) | asdict(language.page),
        "untimed": [frames_to_ms(hold.at) for hold in timeline.holds if hold.is_user_paced],
        "score": make_page_score(timeline, language).describe(),
    }


def _write_event(name: str, data: Mapping[str, object]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
