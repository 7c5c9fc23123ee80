"""A microphone of this machine, through PortAudio."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.live.output import keep_quiet, load_sounddevice
from coach.speech.engine import Utterance
from coach.timing import SAMPLE_RATE

_LONGEST_S = 180
"""Seconds after which nothing more is recorded: nobody listens to a longer text."""


class InputError(Exception):
    """Nothing can be recorded: one sentence that says why, and one that says what to do."""


def record(wait: Callable[[], object], device: str | None = None) -> Utterance:
    """Record until a call returns.

    Args:
        wait: returns when what is said is over.
        device: the input, by its name or a part of it; the machine's default where it is None.

    Raises:
        InputError: where there is no microphone, or it cannot be used.
        OutputError: where there is no PortAudio.
    """
    sd = load_sounddevice()
    blocks: list[NDArray[np.int16]] = []

    def keep(block: NDArray[np.int16], frames: int, _time: object, _status: object) -> None:
        if len(blocks) * frames < _LONGEST_S * rate:
            blocks.append(block[:, 0].copy())

    try:
        with keep_quiet():
            rate = _find_rate(sd, device)
            with sd.InputStream(rate, device=device, channels=1, dtype="int16", callback=keep):
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
    own = int(sd.query_devices(device, "input")["default_samplerate"])
    try:
        sd.check_input_settings(device, 1, "int16", samplerate=SAMPLE_RATE)
    except sd.PortAudioError:
        return own
    return SAMPLE_RATE
