"""How well voices are understood: `python benchmarks/clarity.py [--language de] [PROFILE.toml …]`.

Whisper listens to lines that no routine has, dry and behind breath tones and ambiences, and a model
predicts what people would think of the sound. `clarity.md` tells how it came out.
"""

import argparse
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import soundfile
import soxr
from clarity_lines import LINES
from numpy.typing import NDArray
from quality import predict_distillmos, predict_dnsmos
from recognition import Samples, Whisper, measure_accuracy
from tables import table

from coach.audio.ambience import AMBIENCES, generate_ambience
from coach.audio.anchor import find_gains
from coach.audio.bed import Bed
from coach.audio.ducking import BACKGROUND, Ducking, find_speech
from coach.audio.mixer import Mixer
from coach.diagnostics import SourceText
from coach.languages import LANGUAGES, load_language
from coach.library import Library
from coach.score.timeline import Event, Timeline
from coach.speech.level import measure_clip_loudness
from coach.speech.profile import Profile, parse_profile
from coach.speech.voice import perform_with_fallback
from coach.timing import SAMPLE_RATE, SECOND

BREATHS = (4 * SECOND, 6 * SECOND)
"""The usual breath, in and out."""

HEAD = (
    *("voice", "words", "worst line", "over breath", *(f"over {name}" for name in AMBIENCES)),
    *("DNSMOS", "DistillMOS", "loudest peak", "letters/s"),
)


def main() -> None:
    """Measure voices, and print a table."""
    parser = argparse.ArgumentParser(description="Measure how well voices are understood.")
    parser.add_argument("profiles", nargs="*", type=Path, help="profiles of voices")
    parser.add_argument("--language", default="en", choices=LANGUAGES, help="of the lines")
    parser.add_argument("--dry", action="store_true", help="leave out breath and ambiences")
    parser.add_argument("--keep", type=Path, help="a folder to write what is heard to")
    asked = parser.parse_args()
    lines = LINES[asked.language]
    recogniser = Whisper(asked.language)
    rows = []
    for profile in (*find_usual(asked.language), *map(read_profile, asked.profiles)):
        clips, failures = perform_with_fallback(
            profile, lambda voice: {line: voice.speak_clip(line).pcm for line in lines}
        )
        for failure in failures:
            sys.stderr.write(f"{profile.name}: {failure.candidate}: {failure.reason}\n")
        rows.append(measure(profile.name, clips, asked.language, recogniser, dry=asked.dry))
        if asked.keep:
            asked.keep.mkdir(parents=True, exist_ok=True)
            for number, clip in enumerate(clips.values(), start=1):
                path = asked.keep / f"{asked.language}-{profile.name}-{number:02}.wav"
                soundfile.write(path, clip, SAMPLE_RATE)
    sys.stdout.write(f"{len(lines)} lines\n\n{table(HEAD, rows)}\n")


def find_usual(language: str) -> Iterator[Profile]:
    """Yield the voice of a language, and what speaks where it cannot."""
    usual = Library().load_profile(load_language(language).voice).value
    assert usual is not None  # noqa: S101 (it ships)
    yield usual
    for other in usual.candidates[1:]:
        text = f'engine = "{other.engine}"\nvoice = "{other.voice}"\nrate = {usual.rate}\n'
        yield parse(f"{usual.name}-{other.engine}", f'language = "{language}"\n{text}')


def read_profile(path: Path) -> Profile:
    """Read a profile from a file."""
    return parse(path.stem, path.read_text("utf-8"))


def parse(name: str, text: str) -> Profile:
    """Read a profile from its text."""
    read = parse_profile(SourceText(f"{name}.toml", text))
    if read.value is None:
        raise SystemExit("\n".join(each.message for each in read.diagnostics))
    return read.value


def measure(
    name: str,
    clips: Mapping[str, NDArray[np.int16]],
    language: str,
    recogniser: Whisper,
    *,
    dry: bool,
) -> list[str]:
    """Return the row of a voice."""
    lines = list(clips)
    sounds = [np.multiply(clip, 1 / 32_768, dtype=np.float32) for clip in clips.values()]
    heard = measure_accuracy(recogniser, lines, sounds, language)
    behind: list[str] = []
    for bed in (None, *AMBIENCES):
        mixed = None if dry else mix(clips, bed)
        behind.append(
            f"{measure_accuracy(recogniser, lines, mixed, language).overall:.1%}" if mixed else "–"
        )
    distilled = predict_distillmos(sounds)
    letters = sum(sum(map(str.isalnum, line)) for line in lines)
    seconds = sum(map(len, sounds)) / SAMPLE_RATE
    return [
        name,
        f"{heard.overall:.1%}",
        f"{min(heard.lines):.0%}",
        *behind,
        f"{predict_dnsmos(sounds):.2f}",
        "–" if distilled is None else f"{distilled:.2f}",
        f"{find_loudest_peak(sounds):.1f}",
        f"{letters / seconds:.1f}",
    ]


def mix(clips: Mapping[str, NDArray[np.int16]], bed: str | None) -> list[Samples]:
    """Mix clips as in a track: one after another, over the tones of breath and an ambience."""
    events, places, at = [], [], SECOND
    for text, clip in clips.items():
        events.append(Event(at, len(clip), "speech", "cue", text))
        places.append((at, at + len(clip)))
        at += len(clip) + SECOND
    frames, at = at, 0
    while at < frames:
        for role, length in zip(("in", "out"), BREATHS, strict=True):
            events.append(Event(at, length, "breath", "in" if role == "in" else "out"))
            at += length
    events.sort(key=lambda event: event.at)
    timeline = Timeline("", at, tuple(events), (), (), ())
    behind = None
    if bed:
        behind = Bed(
            [generate_ambience(bed)], at, Ducking(*find_speech(timeline.events), BACKGROUND)
        )
    mixer = Mixer(timeline, clips, bed=behind, gains=find_gains(timeline, clips))
    return [mixer.render(start, stop) for start, stop in places]


def find_loudest_peak(sounds: Sequence[Samples]) -> float:
    """Return the highest true peak in dB over the loudness of all; the limiter takes most of it."""
    whole = np.concatenate([np.pad(sound, (0, SECOND // 3)) for sound in sounds])
    peak = max(float(np.abs(soxr.resample(each, 1, 4, quality="HQ")).max()) for each in sounds)
    return 20 * math.log10(peak) - measure_clip_loudness(whole)


if __name__ == "__main__":
    main()
