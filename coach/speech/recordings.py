"""The recordings of a person's voice: a folder of sound files, and a list of what each one says.

A line of the list names a file and says its text: ``sit.wav | Sit with your legs long.`` Lines
that begin with ``#`` are notes.
"""

import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.diagnostics import Checked, Findings, SourceText, Span, replace_unprintable
from coach.files import replace_file
from coach.script.parser import LARGEST_BYTES, decode_source
from coach.speech.engine import Utterance
from coach.speech.level import VOICE_LEVEL_LUFS, measure_clip_loudness
from coach.speech.sound import resample_sound
from coach.speech.sound_reader import UnreadableSound, read_sound, to_samples
from coach.timing import SAMPLE_RATE

LIST_NAME = "recordings.txt"
"""The list in the folder of a recorded voice."""

_LARGEST_SOUND_BYTES = 64 * 1024 * 1024
"""Three minutes of the best that a studio writes: 24 bits, 96 kHz, two channels."""

_FULL_SCALE = 32768

_CELL_FRAMES = SAMPLE_RATE // 100
"""Frames over which a level is taken, 10 ms."""

_QUIETEST = 10 ** (-50 / 20)
"""Of full scale: a microphone into which somebody speaks never stays below it."""

_EDGES = (10 ** (-36 / 20), 10 ** (-20 / 20))
"""Of the loudest cell, in a silent room and in a noisy one: what is softer before the first word
and after the last is the room."""

_ABOVE_ROOM = 10 ** (8 / 20)
"""How far a word is above the room."""

_ROOM_PERCENT = 10
"""The part of a recording in which nobody speaks, at the least."""

_ROOM_CELLS = (3, 6)
"""Cells that are kept before the first and after the last word: soft consonants."""

_SHORTEST_CELLS = 8
"""Cells above the edge that a word has at least."""

_CLIPPED_RUN = 4
"""Samples in a row at full scale that no microphone gives."""

_MEASURED_FRAMES = 2 * SAMPLE_RATE
"""A shorter clip is measured over and over: loudness is defined from 400 ms on."""


class UnusableRecording(Exception):
    """A recording cannot be used: a sentence that says why, and one that says what to do."""


@dataclass(frozen=True, slots=True)
class VoiceRecording:
    """A file, and the text that is heard in it."""

    file: str
    text: str


def parse_recordings(source: SourceText) -> Checked[tuple[VoiceRecording, ...]]:
    """Read a list of recordings. Any text at all is accepted."""
    findings = Findings(source)
    source = findings.take_value(replace_unprintable(source))
    listed: list[VoiceRecording] = []
    for number in range(1, source.lines + 1):
        line = source.get_line(number)
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        file, divided, text = (part.strip() for part in line.partition("|"))
        if divided and file and any(map(str.isalnum, text)) and "\0" not in file:
            listed.append(VoiceRecording(file, " ".join(text.split())))
            continue
        start = source.find_line_start(number)
        findings.add_error(
            "bad-recording",
            "This line does not name a file and its text.",
            "Write the file, a stroke and the text, as in `sit.wav | Sit with your legs long.`",
            Span(start, start + len(line)),
        )
    return findings.make_checked(tuple(listed))


def load_recordings(path: Path) -> Checked[tuple[VoiceRecording, ...]]:
    """Read the list in a file. Raises `UnusableRecording` where it cannot be read."""
    findings = Findings()
    source = findings.take_value(decode_source(str(path), read_regular(path, LARGEST_BYTES)))
    return findings.make_checked(
        () if findings.has_errors() else findings.take_value(parse_recordings(source))
    )


def find_recordings(folders: Iterable[Path], voice: str) -> Path | None:
    """Return the first folder of recordings that a voice names; None where there is none."""
    candidates = (folder / voice for folder in folders)
    return next((each for each in candidates if (each / LIST_NAME).is_file()), None)


def list_files(folder: Path) -> tuple[str, ...]:
    """List the names of the files of recordings, their list first."""
    try:
        recordings = load_recordings(folder / LIST_NAME).value
    except UnusableRecording:
        recordings = ()
    return (LIST_NAME, *(each.file for each in recordings))


def find_sound(folder: Path, name: str) -> Path:
    """Return the file of a recording.

    Raises `UnusableRecording` where it lies elsewhere: the list may be somebody else's.
    """
    path = folder / name
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        raise UnusableRecording(f"{path} is not in the folder {folder}. Put a copy into it.")
    return path


def read_regular(path: Path, most: int = _LARGEST_SOUND_BYTES) -> bytes:
    """Read a file, which is never a pipe or a device: opening one could wait for ever."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UnusableRecording(f"{path} is not a file. Name a file of sound.")
        with path.open("rb") as file:
            data = file.read(most + 1)
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise UnusableRecording(f"{path} cannot be read: {reason}. Check its name.") from error
    if len(data) > most:
        raise UnusableRecording(f"{path} is too large. Cut it into one file for each text.")
    return data


def read_recording(path: Path) -> Utterance:
    """Read the sound of a file. Raises `UnusableRecording` where there is none."""
    try:
        return read_sound(read_regular(path))
    except UnreadableSound as error:
        raise UnusableRecording(f"{path} cannot be used: {error}. Save it as WAV.") from error


def clean_recording(utterance: Utterance) -> Utterance:
    """Return a recording at the program's rate and level, without the room around its words.

    Raises `UnusableRecording` where nothing is heard in it, or where it is distorted.
    """
    if _find_longest_run(np.abs(utterance.pcm.astype(np.int32)) >= _FULL_SCALE - 1) >= _CLIPPED_RUN:
        raise UnusableRecording(
            "The recording is too loud and distorted. Turn the microphone down, or move back."
        )
    return trim_and_level(utterance)


def trim_and_level(utterance: Utterance) -> Utterance:
    """Do the same with a sound that may be as loud as it likes."""
    pcm = utterance.pcm
    sound = resample_sound(pcm.astype(np.float32) / np.float32(_FULL_SCALE), utterance.rate)
    cells = np.pad(sound, (0, -len(sound) % _CELL_FRAMES)).reshape(-1, _CELL_FRAMES)
    levels = np.sqrt(np.square(cells).mean(axis=1)) if len(sound) else np.zeros(1, np.float32)
    least, most = levels.max() * np.array(_EDGES)
    edge = np.clip(np.percentile(levels, _ROOM_PERCENT) * _ABOVE_ROOM, least, most)
    loud = np.flatnonzero(levels > edge)
    if levels.max() < _QUIETEST or len(loud) < _SHORTEST_CELLS:
        raise UnusableRecording(
            "Nothing is heard in the recording. Check which microphone is used, and its level."
        )
    before, after = _ROOM_CELLS
    first, last = max(int(loud[0]) - before, 0), int(loud[-1]) + 1 + after
    return Utterance(_level_sound(sound[first * _CELL_FRAMES : last * _CELL_FRAMES]), SAMPLE_RATE)


def keep_recording(folder: Path, text: str, utterance: Utterance) -> None:
    """Put a cleaned recording of a text into a folder, in place of what it had."""
    import soundfile  # noqa: PLC0415 - loads a library; only needed to record

    path = folder / LIST_NAME
    kept = load_recordings(path).value if path.exists() else ()
    same = next((r for r in kept if r.text == text and Path(r.file).name == r.file), None)
    recording = same or VoiceRecording(_name_file(text, {each.file for each in kept}), text)
    with replace_file(folder / recording.file) as file:
        soundfile.write(file, utterance.pcm, utterance.rate, "PCM_16", format="WAV")
    if same is None:
        with replace_file(path) as file:
            file.write(write_recordings((*kept, recording)).encode())


def write_recordings(recordings: Iterable[VoiceRecording]) -> str:
    """Write a list of recordings, as `parse_recordings` reads it."""
    return "".join(f"{each.file} | {each.text}\n" for each in recordings)


def _name_file(text: str, taken: Iterable[str]) -> str:
    """Return a free name for the file of a text, in which its first words can be read."""
    words = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:40].strip("-")
    names = [f"{words or 'text'}.wav", *(f"{words or 'text'}-{n}.wav" for n in range(2, 10_000))]
    return next(name for name in names if name not in taken)


def _level_sound(sound: NDArray[np.float32]) -> NDArray[np.int16]:
    """Bring a sound to the level of all voices, as far as its peaks have room."""
    times = -(-_MEASURED_FRAMES // len(sound))
    gain = 10 ** ((VOICE_LEVEL_LUFS - measure_clip_loudness(np.tile(sound, times))) / 20)
    highest = (_FULL_SCALE - 1) / _FULL_SCALE / float(np.abs(sound).max())
    return to_samples(sound * np.float32(min(gain, highest)))


def _find_longest_run(flags: NDArray[np.bool_]) -> int:
    """Return how many flags in a row are set at the most."""
    edges = np.flatnonzero(np.diff(np.pad(flags.astype(np.int8), 1)))
    return int((edges[1::2] - edges[::2]).max(initial=0))
