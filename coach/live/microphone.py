"""A microphone of this machine, through PortAudio."""

import threading
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.live.output import load_sounddevice, silence_sound_libraries
from coach.speech.engine import Utterance
from coach.timing import SAMPLE_RATE

_LONGEST_S = 180
"""Seconds after which nothing more is recorded: nobody listens to a longer text."""

_WAKING_S = 3.0
"""Seconds to wait for a microphone's first sound. A sound server begins to record up to a tenth of
a second after it says so."""


class InputError(Exception):
    """Nothing can be recorded: one sentence that says why, and one that says what to do."""


def record_utterance(wait: Callable[[], object], device: str | None = None) -> Utterance:
    """Record until a call returns.

    Args:
        wait: called once the microphone is heard; returns when what is said is over.
        device: the input, by its name or a part of it; the machine's default where it is None.

    Raises:
        InputError: where there is no microphone, or it cannot be used.
        OutputError: where there is no PortAudio.
    """
    sd = load_sounddevice()
    blocks: list[NDArray[np.int16]] = []
    is_awake = threading.Event()

    def keep_block(block: NDArray[np.int16], frames: int, _time: object, _status: object) -> None:
        if len(blocks) * frames < _LONGEST_S * rate:
            blocks.append(block[:, 0].copy())
        is_awake.set()

    try:
        with silence_sound_libraries():
            rate = _find_rate(sd, device)
            with sd.InputStream(
                rate, device=device, channels=1, dtype="int16", callback=keep_block
            ):
                is_awake.wait(_WAKING_S)
                wait()
    except (sd.PortAudioError, ValueError) as error:
        name = f"`{device}`" if device else "of this machine"
        reason = str(error.args[0] if error.args else error).removeprefix(_OPENING)
        raise InputError(
            f"The microphone {name} cannot be used ({reason}). Connect one, close what else uses "
            "it, or name another with `--device`."
        ) from error
    return Utterance(np.concatenate([np.zeros(0, np.int16), *blocks]), rate)


_OPENING = "Error opening InputStream: "


def _find_rate(sd: Any, device: str | None) -> int:  # noqa: ANN401 (sounddevice has no types)
    """Return the program's own rate, or that of a device that has no other."""
    device_rate = int(sd.query_devices(device, "input")["default_samplerate"])
    try:
        sd.check_input_settings(device, 1, "int16", samplerate=SAMPLE_RATE)
    except sd.PortAudioError:
        return device_rate
    return SAMPLE_RATE
