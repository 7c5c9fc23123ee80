"""The two D-Bus interfaces of an MPRIS 2.2 media player.

This module needs dbus-fast: `mpris` loads it only where the library is installed.
"""

from collections.abc import Mapping
from functools import partial
from typing import Annotated

from dbus_fast import PropertyAccess, Variant
from dbus_fast.annotations import (
    DBusBool,
    DBusDict,
    DBusDouble,
    DBusInt64,
    DBusObjectPath,
    DBusSignature,
    DBusStr,
)
from dbus_fast.service import ServiceInterface, dbus_method, dbus_property, dbus_signal

from coach.live.now_playing import (
    METADATA_SIGNATURES,
    Properties,
    describe_playback,
    make_track_id,
    measure_position,
    to_microseconds,
)
from coach.live.transport import Controls, Transport
from coach.timing import SAMPLE_RATE, round_half_up

_StrList = Annotated[list[str], DBusSignature("as")]

_readable = partial(dbus_property, PropertyAccess.READ)


class MprisRoot(ServiceInterface):
    """``org.mpris.MediaPlayer2``: the program, which can be ended but not raised."""

    def __init__(self, controls: Controls) -> None:
        super().__init__("org.mpris.MediaPlayer2")
        self._controls = controls

    @dbus_method("Raise")
    def raise_(self) -> None:
        """Do nothing, as ``CanRaise`` says."""

    @dbus_method("Quit")
    def quit(self) -> None:
        """Stop, which ends the program."""
        self._controls.carry_out("stop")

    @_readable("CanQuit")
    def can_quit(self) -> DBusBool:
        """Whether ``Quit`` ends the program."""
        return True

    @_readable("CanRaise")
    def can_raise(self) -> DBusBool:
        """Whether there is a window to raise."""
        return False

    @_readable("HasTrackList")
    def has_track_list(self) -> DBusBool:
        """Whether the optional interface of track lists is there."""
        return False

    @_readable("Identity")
    def identity(self) -> DBusStr:
        """The name that the desktop shows."""
        return "coach"

    @_readable("SupportedUriSchemes")
    def supported_uri_schemes(self) -> _StrList:
        """The addresses that can be opened: none."""
        return []

    @_readable("SupportedMimeTypes")
    def supported_mime_types(self) -> _StrList:
        """The files that can be opened: none."""
        return []


class MediaPlayer(ServiceInterface):
    """``org.mpris.MediaPlayer2.Player``: what plays, and what it can be told.

    An error in a command becomes an error for the caller.
    """

    def __init__(self, controls: Controls) -> None:
        super().__init__("org.mpris.MediaPlayer2.Player")
        self._controls = controls

    def notify_changes(self, changed: Properties, jumped_to: int | None) -> None:
        """Signal changed properties, and the position in µs after a jump."""
        if changed:
            self.emit_properties_changed({k: _to_dbus(v) for k, v in changed.items()})
        if jumped_to is not None:
            self.seeked(jumped_to)

    @dbus_method("Next")
    def next(self) -> None:
        """Go to the next exercise, or leave a wait."""
        self._controls.carry_out("next")

    @dbus_method("Previous")
    def previous(self) -> None:
        """Go back to the start of the exercise, or to the one before."""
        self._controls.carry_out("back")

    @dbus_method("Pause")
    def pause(self) -> None:
        """Pause, unless nothing plays."""
        if self._controls.transport.status == "playing":
            self._controls.carry_out("toggle")

    @dbus_method("PlayPause")
    def play_pause(self) -> None:
        """Pause or go on."""
        self._controls.carry_out("toggle")

    @dbus_method("Stop")
    def stop(self) -> None:
        """Stop for good."""
        self._controls.carry_out("stop")

    @dbus_method("Play")
    def play(self) -> None:
        """Go on after a pause, or leave a wait."""
        if self._controls.transport.status in ("paused", "waiting"):
            self._controls.carry_out("toggle")

    @dbus_method("Seek")
    def seek(self, offset: DBusInt64) -> None:
        """Move by ``offset`` µs within the exercise."""
        transport = self._controls.transport
        self._go_to(transport, max(measure_position(transport) + offset, 0))

    @dbus_method("SetPosition")
    def set_position(self, track: DBusObjectPath, at: DBusInt64) -> None:
        """Go to a position of the exercise, in µs; one that was meant for another is too late."""
        transport = self._controls.transport
        length = to_microseconds(transport.chapter.frames)
        if track == make_track_id(transport) and 0 <= at <= length:
            self._go_to(transport, at)

    @dbus_method("OpenUri")
    def open_uri(self, _address: DBusStr) -> None:
        """Do nothing, as no address is supported."""

    @dbus_signal("Seeked")
    def seeked(self, at: DBusInt64) -> DBusInt64:
        """Signal the position in µs after a jump."""
        return at

    @_readable("PlaybackStatus")
    def playback_status(self) -> DBusStr:
        """Playing, Paused or Stopped."""
        return str(self._read_property("PlaybackStatus"))

    @_readable("Metadata")
    def metadata(self) -> DBusDict:
        """The exercise as a track, and its routine as an album."""
        return _to_dbus(self._read_property("Metadata"))  # type: ignore[return-value] # a mapping

    @_readable("Position")
    def position(self) -> DBusInt64:
        """How far the exercise is, in µs."""
        return measure_position(self._controls.transport)

    @_readable("Rate")
    def rate(self) -> DBusDouble:
        """The speed, which never changes."""
        return 1.0

    @_readable("MinimumRate")
    def minimum_rate(self) -> DBusDouble:
        """The lowest speed."""
        return 1.0

    @_readable("MaximumRate")
    def maximum_rate(self) -> DBusDouble:
        """The highest speed."""
        return 1.0

    @_readable("Volume")
    def volume(self) -> DBusDouble:
        """The volume, which is the desktop's own."""
        return 1.0

    @_readable("CanGoNext")
    def can_go_next(self) -> DBusBool:
        """Whether ``Next`` does anything."""
        return bool(self._read_property("CanGoNext"))

    @_readable("CanGoPrevious")
    def can_go_previous(self) -> DBusBool:
        """Whether ``Previous`` does anything."""
        return bool(self._read_property("CanGoPrevious"))

    @_readable("CanPlay")
    def can_play(self) -> DBusBool:
        """Whether ``Play`` does anything."""
        return bool(self._read_property("CanPlay"))

    @_readable("CanPause")
    def can_pause(self) -> DBusBool:
        """Whether ``Pause`` does anything."""
        return bool(self._read_property("CanPause"))

    @_readable("CanSeek")
    def can_seek(self) -> DBusBool:
        """Whether ``Seek`` does anything."""
        return bool(self._read_property("CanSeek"))

    @_readable("CanControl")
    def can_control(self) -> DBusBool:
        """Whether there is anything that can be commanded at all."""
        return True

    def _read_property(self, name: str) -> object:
        return describe_playback(self._controls.transport)[name]

    def _go_to(self, transport: Transport, at: int) -> None:
        """Go to a place in the exercise, in µs; beyond its end is the next."""
        frames = round_half_up(at * SAMPLE_RATE, 1_000_000)
        if frames > transport.chapter.frames:
            self._controls.carry_out("next")
        else:
            self._controls.seek(transport.chapter.at + frames)


def _to_dbus(value: object) -> object:
    """Wrap the entries of metadata in their D-Bus types; leave anything else as it is."""
    if not isinstance(value, Mapping):
        return value
    return {name: Variant(METADATA_SIGNATURES[name], entry) for name, entry in value.items()}
