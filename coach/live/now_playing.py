"""What a Linux desktop is told of the player, in the terms of MPRIS 2.2, and when.

https://specifications.freedesktop.org/mpris-spec/latest/
"""

from collections.abc import Mapping

from coach.live.transport import Status, Transport
from coach.timing import SAMPLE_RATE, SECOND, round_half_up

Properties = Mapping[str, tuple[str, object]]
"""Values by name, each with its D-Bus signature."""

_STATUSES: Mapping[Status, str] = {
    "playing": "Playing",
    "paused": "Paused",
    "waiting": "Paused",  # "play" goes on
    "finished": "Stopped",
    "stopped": "Stopped",
}

_JUMP = 3 * SECOND // 10
"""Frames that a position may be off from what desktops count on; beyond, they are told."""


class Known:
    """What the desktop knows of the player: it counts the position on for itself."""

    def __init__(self) -> None:
        self._properties: Properties = {}
        self._track = ""
        self._playing = False
        self._at = 0
        self._since = 0.0

    def news(self, transport: Transport, now: float) -> tuple[Properties, int | None]:
        """Give the properties that have changed, and the position in µs if there was a jump."""
        properties = described(transport)
        changed = {
            name: value for name, value in properties.items() if self._properties.get(name) != value
        }
        track, at = track_id(transport), transport.at - transport.chapter.at
        expected = self._at + (now - self._since) * SAMPLE_RATE * self._playing
        if track != self._track:
            expected = 0  # a track is taken to begin at its beginning
        # Whoever has just come asks for the position.
        jumped = bool(self._properties) and abs(at - expected) > _JUMP
        if changed or jumped:
            self._properties, self._track = properties, track
            self._playing = transport.status == "playing"
            self._at, self._since = at, now
        return changed, position(transport) if jumped else None


def described(transport: Transport) -> Properties:
    """Give what is said of the player, but for the position, which nobody is told unasked."""
    alive = not transport.over
    return {
        "PlaybackStatus": ("s", _STATUSES[transport.status]),
        "Metadata": ("a{sv}", _metadata(transport)),
        "Rate": ("d", 1.0),
        "MinimumRate": ("d", 1.0),
        "MaximumRate": ("d", 1.0),
        "Volume": ("d", 1.0),
        "CanGoNext": ("b", alive),
        "CanGoPrevious": ("b", alive),
        "CanPlay": ("b", alive),
        "CanPause": ("b", alive),
        "CanSeek": ("b", alive),
        "CanControl": ("b", True),
    }


def position(transport: Transport) -> int:
    """Give how far the exercise is, in µs."""
    return microseconds(transport.at - transport.chapter.at)


def _metadata(transport: Transport) -> Properties:
    return {
        "mpris:trackid": ("o", track_id(transport)),
        "mpris:length": ("x", microseconds(transport.chapter.frames)),
        "xesam:title": ("s", transport.chapter.title),
        "xesam:album": ("s", transport.timeline.title),
        "xesam:artist": ("as", ["coach"]),
        "xesam:trackNumber": ("i", _number(transport)),
    }


def track_id(transport: Transport) -> str:
    """Name a track; it stays the same when it becomes longer or shorter."""
    return f"/coach/track/{_number(transport)}"


def _number(transport: Transport) -> int:
    return transport.timeline.chapters.index(transport.chapter) + 1


def microseconds(frames: int) -> int:
    """Give frames in the unit of MPRIS."""
    return round_half_up(frames * 1_000_000, SAMPLE_RATE)
