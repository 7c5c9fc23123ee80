"""The sound outputs of this machine, through PortAudio.

This is the only place that knows sounddevice. It is loaded when something is played, for
without the PortAudio library it cannot be.
"""

import importlib
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from coach.packages import write_install
from coach.timing import SAMPLE_RATE

LATENCY_S = 0.3
"""Seconds from when sound is handed out to when it is heard, by default. Shorter, and a
busy machine makes gaps."""

_CLOSE_TIMEOUT_S = 3.0
"""Seconds to wait for a stream to close: one whose server hangs never does."""


class OutputError(Exception):
    """Sound cannot be played, or not any more: one sentence that says why and what to do."""


class BlockSource(Protocol):
    """What a stream takes its sound from. It is called in the sound card's own thread."""

    def fill_block(self, out: NDArray[np.int16], delay: float, *, missed: bool) -> None:
        """Fill a block, whose first frame is heard ``delay`` seconds from now.

        It is of shape (frames, channels).
        ``missed`` tells that the sound card had run out of sound before.
        """

    def on_lost(self) -> None:
        """Hear that the stream has ended, and will not ask for more."""


class Stream(Protocol):
    """Sound that is going out: int16 at 44,100 Hz."""

    @property
    def latency(self) -> float:
        """Seconds between handing out and hearing."""

    @property
    def taken(self) -> int:
        """Blocks of comfort noise that it took before it was handed over."""

    def close(self, *, drain: bool) -> None:
        """End it: when all that was handed out is heard, or at once."""


class Output(Protocol):
    """Something that sound can go out through."""

    def open(self, source: BlockSource, block: int, channels: int) -> Stream:
        """Begin to ask for blocks of ``block`` frames and ``channels``.

        Raises `OutputError` where that cannot be done.
        """

    def refresh(self) -> None:
        """Look for devices anew; no stream may be open."""


@dataclass(frozen=True, slots=True)
class Device:
    """An output device.

    Attributes:
        number: PortAudio's index of it.
        name: what it is called.
        host: the sound system that it belongs to.
        default: whether it is the one that is used unless another is asked for.
    """

    number: int
    name: str
    host: str
    default: bool


def list_devices() -> tuple[Device, ...]:
    """List the output devices. PortAudio looks for them once, when it is loaded.

    Raises `OutputError` where there is no PortAudio.
    """
    sd = load_sounddevice()
    hosts = sd.query_hostapis()
    default = _find_default(sd)
    return tuple(
        Device(number, device["name"], hosts[device["hostapi"]]["name"], number == default)
        for number, device in enumerate(sd.query_devices())
        if device["max_output_channels"] > 0
    )


def find_device(name: str | None) -> Device:
    """Find an output by its name, a part of it that no other has, or its number; else the default.

    Raises `OutputError` where there is none.
    """
    devices = list_devices()
    if not devices:
        raise OutputError(
            "There is no sound output on this machine: connect one, or use `coach export`."
        )
    if name is None:
        return next((device for device in devices if device.default), devices[0])
    wanted = name.strip().casefold()
    if not wanted:
        raise OutputError(f"The output has no name: there is {_list_names(devices)}.")
    for matches in (
        [d for d in devices if wanted == str(d.number)],
        [d for d in devices if wanted == d.name.casefold()],
        [d for d in devices if wanted in d.name.casefold()],
    ):
        # A device is there once for each sound system that knows it.
        if len({d.name for d in matches}) == 1:
            return next((d for d in matches if d.default), matches[0])
        if matches:
            raise OutputError(f"`{name}` is the name of several outputs: {_list_names(matches)}.")
    raise OutputError(f"There is no output called `{name}`: there is {_list_names(devices)}.")


class Speaker:
    """An output device, found by name as `find_device` does; opened again, it is the same one.

    Args:
        name: the device; the machine's default where it is None.
        latency: seconds between handing sound out and hearing it.
    """

    def __init__(self, name: str | None = None, latency: float = LATENCY_S) -> None:
        self._name = name
        self._latency = latency

    def open(self, source: BlockSource, block: int, channels: int) -> Stream:
        """Begin to ask for sound."""
        sd = load_sounddevice()
        device = find_device(self._name)
        # When a headset is gone, nobody wants to hear the rest from a loudspeaker.
        self._name = device.name

        def on_block(out: NDArray[np.int16], _frames: int, time: Any, status: Any) -> None:  # noqa: ANN401 (C structures)
            delay = time.outputBufferDacTime - time.currentTime
            source.fill_block(out, delay, missed=bool(status.output_underflow))

        # The libraries may have something to say for as long as it is open.
        with ExitStack() as stack:
            stack.enter_context(silence_sound_libraries())
            try:
                stream = sd.OutputStream(
                    samplerate=SAMPLE_RATE,
                    blocksize=block,
                    device=device.number,
                    channels=channels,
                    dtype="int16",
                    latency=self._latency,
                    callback=on_block,
                    finished_callback=source.on_lost,
                )
                with ExitStack() as refused:
                    refused.callback(stream.close)
                    stream.start()
                    refused.pop_all()
            except (sd.PortAudioError, ValueError) as error:
                raise OutputError(
                    f"The output “{device.name}” cannot be opened ({_read_reason(error)}): "
                    "close what else uses it, or choose another (`coach devices` lists them)."
                ) from error
            return _OpenStream(stream, stack.pop_all())

    def refresh(self) -> None:
        """Let PortAudio begin anew: it looks for devices only once."""
        sd = load_sounddevice()
        with silence_sound_libraries(), suppress(sd.PortAudioError):
            sd._terminate()  # noqa: SLF001 (sounddevice's documentation names no other way)
            sd._initialize()  # noqa: SLF001 (as above)


class _OpenStream:
    """A stream of PortAudio."""

    taken = 0

    def __init__(self, stream: Any, closes: ExitStack) -> None:  # noqa: ANN401 (has no types)
        self._stream = stream
        self._closes = closes
        self.latency = float(stream.latency)

    def close(self, *, drain: bool) -> None:
        """End it, in a thread of its own: a server that hangs must not hang this."""

        def close_stream() -> None:
            with suppress(Exception):  # it is over, however it ends
                if drain:
                    self._stream.stop()
                self._stream.close()

        thread = threading.Thread(target=close_stream, name="closing sound", daemon=True)
        thread.start()
        thread.join(_CLOSE_TIMEOUT_S)
        self._closes.close()


def load_sounddevice() -> Any:  # noqa: ANN401 (sounddevice has no types)
    """Load PortAudio. Raises `OutputError` where it is missing."""
    try:
        with silence_sound_libraries():
            return importlib.import_module("sounddevice")
    except OSError as error:
        raise OutputError(
            "Sound needs the PortAudio library, which is not on this machine: "
            "install it (on Debian or Ubuntu `sudo apt install libportaudio2`)."
        ) from error
    except ImportError as error:
        raise OutputError(f"Sound needs sounddevice: `{write_install('sounddevice')}`.") from error
    except Exception as error:  # its own type is in the module that is not loaded
        if type(error).__name__ != "PortAudioError":
            raise
        raise OutputError(
            "PortAudio cannot start: close what else uses the sound or the memory, and try again."
        ) from error


def _find_default(sd: Any) -> int:  # noqa: ANN401 (sounddevice has no types)
    """Return the number of the default output, -1 where there is none."""
    try:
        return int(sd.query_devices(kind="output")["index"])
    except (sd.PortAudioError, ValueError):
        return -1


def _read_reason(error: Exception) -> str:
    """Return PortAudio's own words for what is wrong."""
    return str(error.args[0] if error.args else error).removeprefix("Error opening OutputStream: ")


def _list_names(devices: "list[Device] | tuple[Device, ...]") -> str:
    return ", ".join(dict.fromkeys(f"“{device.name}”" for device in devices))


@contextmanager
def silence_sound_libraries() -> Iterator[None]:
    """Keep what the sound libraries themselves write to standard error off the listener's screen.

    ALSA writes a dozen lines for every kind of device that a machine does not have, and PortAudio
    three when one goes away. What Python writes there still arrives.
    """
    with ExitStack() as stack:
        with suppress(OSError, ValueError):  # there may be no standard error
            _divert_stderr(stack)
        yield


def _divert_stderr(stack: ExitStack) -> None:
    """Turn file descriptor 2 to nowhere and Python's standard error away from it."""
    error = sys.stderr
    if error is None:  # it was closed before, and its descriptor may be anything
        return
    python_too = error.fileno() == 2
    error.flush()
    stderr_copy = os.dup(2)
    stack.callback(os.close, stderr_copy)
    if python_too:
        aside = os.fdopen(
            stderr_copy,
            "w",
            buffering=1,
            encoding=error.encoding,
            errors=error.errors,
            closefd=False,
        )
        sys.stderr = aside
        stack.callback(aside.close)
        stack.callback(setattr, sys, "stderr", error)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    stack.callback(os.dup2, stderr_copy, 2)
