"""What a Linux desktop is told of the player, in the terms of MPRIS 2.2, and when.

https://specifications.freedesktop.org/mpris-spec/latest/
"""

from collections.abc import Mapping

from coach.live.transport import Status, Transport
from coach.timing import SAMPLE_RATE, SECOND, round_half_up

Properties = Mapping[str, object]
"""Properties of the player by the names that MPRIS gives them."""

METADATA_SIGNATURES: Mapping[str, str] = {
    "mpris:trackid": "o",
    "mpris:length": "x",
    "xesam:title": "s",
    "xesam:album": "s",
    "xesam:artist": "as",
    "xesam:trackNumber": "i",
}
"""The D-Bus types of what is said of a track."""

_STATUSES: Mapping[Status, str] = {
    "playing": "Playing",
    "paused": "Paused",
    "waiting": "Paused",  # "play" goes on
    "finished": "Stopped",
    "stopped": "Stopped",
}

_JUMP_FRAMES = 3 * SECOND // 10
"""Frames that a position may be off from what desktops count on; beyond, they are told."""


class KnownProperties:
    """What the desktop knows of the player: it counts the position on for itself."""

    def __init__(self) -> None:
        self._properties: Properties = {}
        self._track = ""
        self._playing = False
        self._at = 0
        self._since = 0.0

    def list_changes(self, transport: Transport, now: float) -> tuple[Properties, int | None]:
        """Return the properties that have changed, and the position in µs if there was a jump."""
        properties = describe_playback(transport)
        changed = {
            name: value for name, value in properties.items() if self._properties.get(name) != value
        }
        track, at = make_track_id(transport), transport.at - transport.chapter.at
        expected = self._at + (now - self._since) * SAMPLE_RATE * self._playing
        if track != self._track:
            expected = 0  # a track is taken to begin at its beginning
        # Whoever has just come asks for the position.
        jumped = bool(self._properties) and abs(at - expected) > _JUMP_FRAMES
        if changed or jumped:
            self._properties, self._track = properties, track
            self._playing = transport.status == "playing"
            self._at, self._since = at, now
        return changed, measure_position(transport) if jumped else None


def describe_playback(transport: Transport) -> Properties:
    """Return the properties that may change, but for the position, which nobody is told unasked."""
    alive = not transport.is_over
    able = dict.fromkeys(("CanGoNext", "CanGoPrevious", "CanPlay", "CanPause", "CanSeek"), alive)
    return {
        "PlaybackStatus": _STATUSES[transport.status],
        "Metadata": _describe_track(transport),
        **able,
    }


def measure_position(transport: Transport) -> int:
    """Return how far the exercise is, in µs."""
    return to_microseconds(transport.at - transport.chapter.at)


def _describe_track(transport: Transport) -> Mapping[str, object]:
    return {
        "mpris:trackid": make_track_id(transport),
        "mpris:length": to_microseconds(transport.chapter.frames),
        "xesam:title": transport.chapter.title,
        "xesam:album": transport.timeline.title,
        "xesam:artist": ["coach"],
        "xesam:trackNumber": _number_chapter(transport),
    }


def make_track_id(transport: Transport) -> str:
    """Return the name of the track, which stays the same when its length changes."""
    return f"/coach/track/{_number_chapter(transport)}"


def _number_chapter(transport: Transport) -> int:
    return transport.timeline.chapters.index(transport.chapter) + 1


def to_microseconds(frames: int) -> int:
    """Convert frames to the unit of MPRIS."""
    return round_half_up(frames * 1_000_000, SAMPLE_RATE)
