"""Other ways of making the same track of the same sounds at the same places, to WAV.

`python peers.py WAY FOLDER FILE`: the folder is what `places.py` wrote.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from places import Place, places

if TYPE_CHECKING:
    from pydub import AudioSegment

_RATE = 44_100

_INPUTS = 200
"""Sounds in one graph of ffmpeg. It opens each file by itself, and a process may have 1024."""


def numpy_array(folder: Path, out: Path) -> None:
    """Add everything up in one array as long as the track."""
    import numpy as np  # noqa: PLC0415 - each way loads only what it needs
    import soundfile  # noqa: PLC0415 - as above

    frames, sounds = places(folder)
    clips = {name: soundfile.read(folder / name, dtype="float32")[0] for name in _files(sounds)}
    mix = np.zeros(frames, np.float32)
    for sound in sounds:
        mix[sound.at : sound.at + sound.frames] += clips[sound.file]
    soundfile.write(out, mix, _RATE, "PCM_16")


def pydub_append(folder: Path, out: Path) -> None:
    """Put sounds and silence one after another; those that overlap are laid together before."""
    frames, sounds = places(folder)
    clips = _clips(folder, sounds)
    track = _silence(0)
    for together in _overlapping(sounds):
        at = _ms(together[0].at)
        end = _ms(max(sound.at + sound.frames for sound in together))
        part = clips[together[0].file]
        if len(together) > 1:
            part = _silence(end - at)
            for sound in together:
                part = part.overlay(clips[sound.file], _ms(sound.at) - at)
        track = track + _silence(at - len(track)) + part
    track += _silence(_ms(frames) - len(track))
    track.export(out, format="wav")


def pydub_overlay(folder: Path, out: Path) -> None:
    """Lay every sound over a silence as long as the track."""
    frames, sounds = places(folder)
    clips = _clips(folder, sounds)
    track = _silence(_ms(frames))
    for sound in sounds:
        track = track.overlay(clips[sound.file], _ms(sound.at))
    track.export(out, format="wav")


def ffmpeg_graph(folder: Path, out: Path) -> None:
    """Delay every sound to its place and mix them; then mix what came of each batch of sounds."""
    frames, sounds = places(folder)
    batches = [sounds[at : at + _INPUTS] for at in range(0, len(sounds), _INPUTS)]
    mixed = [folder / f"batch-{number}.wav" for number in range(len(batches))]
    for batch, file in zip(batches, mixed, strict=True):
        delays = [f"adelay={sound.at}S" for sound in batch]
        _ffmpeg([folder / sound.file for sound in batch], delays, file, "pcm_f32le")
    whole = f"apad=whole_len={frames}"
    _ffmpeg(mixed, [whole] * len(mixed), out, "pcm_s16le")


def _ffmpeg(inputs: Sequence[Path], filters: Sequence[str], out: Path, codec: str) -> None:
    """Mix files, each through a filter, into one."""
    graph = [f"[{number}]{each}[s{number}]" for number, each in enumerate(filters)]
    joined = "".join(f"[s{number}]" for number in range(len(inputs)))
    graph.append(f"{joined}amix=inputs={len(inputs)}:duration=longest:normalize=0")
    script = out.with_suffix(".graph")
    script.write_text(";\n".join(graph), "utf-8")
    files = [word for file in inputs for word in ("-i", str(file))]
    command = ["ffmpeg", "-v", "error", "-nostdin", "-y", *files]
    command += ["-filter_complex_script", str(script), "-c:a", codec, str(out)]
    subprocess.run(command, check=True)  # noqa: S603 - our own graph of our own files


def _files(sounds: Sequence[Place]) -> list[str]:
    return sorted({sound.file for sound in sounds})


def _clips(folder: Path, sounds: Sequence[Place]) -> "dict[str, AudioSegment]":
    from pydub import AudioSegment  # noqa: PLC0415 - as above

    return {name: AudioSegment.from_wav(folder / name) for name in _files(sounds)}


def _silence(milliseconds: int) -> "AudioSegment":
    from pydub import AudioSegment  # noqa: PLC0415 - as above

    return AudioSegment.silent(max(milliseconds, 0), _RATE)


def _ms(frames: int) -> int:
    """Return a place as pydub has it, to the millisecond."""
    return round(frames * 1000 / _RATE)


def _overlapping(sounds: Sequence[Place]) -> Iterator[list[Place]]:
    """Gather sounds of which each begins before those before it have ended."""
    together: list[Place] = []
    end = 0
    for sound in sounds:
        if together and sound.at >= end:
            yield together
            together = []
        together.append(sound)
        end = max(end, sound.at + sound.frames)
    if together:
        yield together


WAYS: dict[str, Callable[[Path, Path], None]] = {
    "numpy": numpy_array,
    "append": pydub_append,
    "overlay": pydub_overlay,
    "ffmpeg": ffmpeg_graph,
}
"""The ways there are."""

if __name__ == "__main__":
    _, way, places_folder, wav = sys.argv
    WAYS[way](Path(places_folder), Path(wav))
