"""How well a voice is understood: `python benchmarks/clarity.py [--every 3] [PROFILE.toml …]`.

An offline recogniser listens to the lines of the English routines that ship. `clarity.md` tells
what is measured, and how it came out.
"""

import argparse
import math
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import soxr
from num2words import num2words
from numpy.typing import NDArray
from pocketsphinx import Decoder, get_model_path
from tables import table

from coach.audio.mixer import Mixer
from coach.diagnostics import Source
from coach.library import entries, load_routine
from coach.score.adjustments import Adjustments
from coach.score.program import choose, plan
from coach.score.timeline import Event, Timeline
from coach.speech.level import loudness
from coach.speech.normalize import normalize
from coach.speech.profile import Profile, parse_profile
from coach.speech.voice import performed
from coach.timing import SAMPLE_RATE, SECOND

Samples = NDArray[np.float32]

HEARD_AT = 16_000
"""Hz that the recogniser's model is made for."""

BREATHS = (4 * SECOND, 6 * SECOND)
"""The usual breath, in and out."""

BEFORE = (
    ("max", 'voice = "en-us+max"\nrate = 145\npitch = 40'),
    ("plain", 'voice = "en-us"\nrate = 145\npitch = 40'),
)
"""What the default voice was, and the plain one."""

SPELLINGS = {"centre": "center", "sorest": "sore est"}
"""Words as the recogniser's dictionary has them."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a routine, and how its words sound."""

    text: str
    words: tuple[str, ...]


def main() -> None:
    """Measure voices, and print a table."""
    parser = argparse.ArgumentParser(description="Measure how well voices are understood.")
    parser.add_argument("profiles", nargs="*", type=Path, help="profiles of voices")
    parser.add_argument("--every", type=int, default=1, help="take only one line in so many")
    asked = parser.parse_args()
    lines = every_line()
    chosen = lines[:: asked.every]
    words = sum(len(line.words) for line in chosen)
    sys.stdout.write(f"{len(chosen)} lines, {words} words\n\n")
    sys.stdout.flush()
    voices = [*BEFORE, *((path.stem, path.read_text("utf-8")) for path in asked.profiles)]
    tasks = [(*voice, process) for voice in voices for process in ("none", "calm")]
    with ProcessPoolExecutor() as pool:
        rows = list(pool.map(measured, tasks, [chosen] * len(tasks), [lines] * len(tasks)))
    head = ("voice", "dry", "over breath", "peak", "middle peak", "pitch", "range", "2–5 kHz")
    sys.stdout.write(f"{table(head, rows)}\n")


def profile_of(name: str, text: str) -> Profile:
    """Read a profile."""
    profile = parse_profile(Source(f"{name}.toml", text))
    if profile.value is None:
        raise SystemExit("\n".join(each.message for each in profile.diagnostics))
    return profile.value


def every_line() -> list[Line]:
    """Give all that is spoken in the English routines that ship, each text once."""
    texts: dict[str, None] = {}
    for entry in entries("scripts"):
        routine = load_routine(entry.name)
        if not routine.front.language.startswith("en"):
            continue
        sheet = plan(choose([routine], Adjustments()).value).value
        texts |= dict.fromkeys(sheet.texts if sheet else ())
    return [Line(text, words_of(text)) for text in texts]


def words_of(text: str) -> tuple[str, ...]:
    """Give the words of a text as they are said, numbers in letters."""
    said = normalize(text).text.lower()
    said = re.sub(r"\d+", lambda found: f" {num2words(int(found.group()))} ", said)
    spelt = (SPELLINGS.get(word, word) for word in re.findall(r"[a-z]+(?:'[a-z]+)?", said))
    return tuple(" ".join(spelt).split())


def measured(
    task: tuple[str, str, str], chosen: Sequence[Line], lines: Sequence[Line]
) -> list[str]:
    """Let a voice (name, profile, what is done to it) speak some lines; give its row."""
    name, text, process = task
    profile = replace(profile_of(name, text), process=process)
    clips, _ = performed(
        profile, lambda voice: {line.text: voice.clip(line.text).pcm for line in chosen}
    )
    decoder = recogniser(lines)
    dry = [np.multiply(clip, 1 / 32_768, dtype=np.float32) for clip in clips.values()]
    breathed = list(over_breath(clips))
    sound = np.concatenate([np.pad(clip, (0, SECOND // 3)) for clip in dry])
    level = loudness(sound)
    peaks = [20 * math.log10(true_peak(clip)) - level for clip in dry]
    pitch, span = melody(sound)
    return [
        f"{profile.name}, {profile.process}",
        f"{accuracy(decoder, dry, chosen):.1%}",
        f"{accuracy(decoder, breathed, chosen):.1%}",
        f"{max(peaks):.1f}",
        f"{float(np.median(peaks)):.1f}",
        f"{pitch:.0f}",
        f"{span:.1f}",
        f"{share(sound, 2000, 5000):.1f}",
    ]


def over_breath(clips: Mapping[str, NDArray[np.int16]]) -> Iterator[Samples]:
    """Mix each clip with breath tones from beginning to end, as in a track."""
    for number, (text, clip) in enumerate(clips.items()):
        lead, frames = SECOND, len(clip) + 2 * SECOND
        events = [Event(lead, len(clip), "speech", "cue", text)]
        at = -(number % 5) * SECOND
        while at < frames:
            for role, length in zip(("in", "out"), BREATHS, strict=True):
                events.append(Event(at, length, "breath", "in" if role == "in" else "out"))
                at += length
        events.sort(key=lambda event: event.at)
        mixer = Mixer(Timeline("", frames, tuple(events), (), (), ()), {text: clip})
        yield mixer.render(lead, lead + len(clip))


def recogniser(lines: Sequence[Line]) -> Decoder:
    """Make a recogniser that knows the words of some lines, each as likely as any other."""
    words = sorted({word for line in lines for word in line.words} & set(pronunciations()))
    each = math.log10(0.9 / len(words))
    model = f"\\data\\\nngram 1={len(words) + 2}\n\n\\1-grams:\n-99 <s>\n-1 </s>\n"
    model += "".join(f"{each:.4f} {word}\n" for word in words) + "\n\\end\\\n"
    known = "".join(
        f"{word}{f'({number})' if number > 1 else ''} {sound}\n"
        for word in words
        for number, sound in enumerate(pronunciations()[word], start=1)
    )
    with tempfile.TemporaryDirectory(prefix="coach-clarity-") as folder:
        grammar, dictionary = Path(folder, "words.arpa"), Path(folder, "words.dict")
        grammar.write_text(model, "utf-8")
        dictionary.write_text(known, "utf-8")
        return Decoder(
            hmm=get_model_path("en-us/en-us"),
            lm=str(grammar),
            dict=str(dictionary),
            loglevel="FATAL",
        )


@cache
def pronunciations() -> Mapping[str, list[str]]:
    """Give the sounds of each word that the recogniser has in its dictionary."""
    table: dict[str, list[str]] = {}
    path = Path(get_model_path("en-us/cmudict-en-us.dict"))
    for line in path.read_text("utf-8").splitlines():
        word, _, sound = line.partition(" ")
        table.setdefault(word.partition("(")[0], []).append(sound.strip())
    return table


def accuracy(decoder: Decoder, sounds: Sequence[Samples], lines: Sequence[Line]) -> float:
    """Give 1 less the word error rate; words that sound alike are one word."""
    wrong = sum(
        distance(sounded(line.words), sounded(heard(decoder, sound)))
        for sound, line in zip(sounds, lines, strict=True)
    )
    return 1 - wrong / sum(len(line.words) for line in lines)


def sounded(words: Sequence[str]) -> list[str]:
    """Give words by their first pronunciation."""
    return [pronunciations().get(word, [word])[0] for word in words]


def heard(decoder: Decoder, sound: Samples) -> list[str]:
    """Give the words that the recogniser hears in a sound, which it hears in a quiet room."""
    narrow = soxr.resample(sound, SAMPLE_RATE, HEARD_AT, quality="HQ")
    narrow = 2 * np.pad(narrow, HEARD_AT * 3 // 10)
    narrow += np.random.default_rng(0).normal(0, 2e-4, len(narrow)).astype(np.float32)
    pcm = (narrow * 32_767).clip(-32_768, 32_767).astype("<i2")
    decoder.reinit_feat()  # forget how loud the last one was
    decoder.start_utt()
    decoder.process_raw(pcm.tobytes(), no_search=False, full_utt=True)
    decoder.end_utt()
    best = decoder.hyp()
    return re.findall(r"(?<![<\[])\b[a-z']+\b(?![>\]])", best.hypstr) if best else []


def distance(said: Sequence[str], heard: Sequence[str]) -> int:
    """Count the words to put in, take out or change to make one list of the other."""
    row = list(range(len(heard) + 1))
    for number, one in enumerate(said, start=1):
        corner, row[0] = row[0], number
        for place, other in enumerate(heard, start=1):
            corner, row[place] = (
                row[place],
                min(row[place] + 1, row[place - 1] + 1, corner + (one != other)),
            )
    return row[-1]


def true_peak(sound: Samples) -> float:
    """Give the largest magnitude at four times the rate."""
    return float(np.abs(soxr.resample(sound, 1, 4, quality="HQ")).max())


def melody(sound: Samples) -> tuple[float, float]:
    """Give the median pitch in Hz, and in semitones how far its middle 80 % reach.

    The pitch of 46 ms is where their autocorrelation is highest, for a period of 60 to 300 Hz.
    """
    rate, frames = SAMPLE_RATE / 4, 512
    window = np.hanning(frames)
    own = np.fft.irfft(np.abs(np.fft.rfft(window, 4 * frames)) ** 2)[:frames]
    shortest, longest = int(rate / 300), int(rate / 60)
    pitches = []
    slow = soxr.resample(sound, 4, 1, quality="HQ")
    for part in np.lib.stride_tricks.sliding_window_view(slow, frames)[:: frames // 2]:
        if np.mean(part**2) < 1e-4:
            continue
        alike = np.fft.irfft(np.abs(np.fft.rfft(part * window, 4 * frames)) ** 2)[:frames]
        alike[: longest + 1] /= own[: longest + 1]
        period = shortest + int(np.argmax(alike[shortest:longest]))
        if alike[period] > alike[0] / 2:
            pitches.append(rate / period)
    low, middle, high = np.percentile(pitches, (10, 50, 90))
    return float(middle), 12 * math.log2(high / low)


def share(sound: Samples, lowest: float, highest: float) -> float:
    """Give the share of a band of pitches in the power of a sound, in dB."""
    powers = np.abs(np.fft.rfft(sound)) ** 2
    pitches = np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE)
    band = powers[(pitches >= lowest) & (pitches < highest)].sum()
    return 10 * math.log10(float(band / powers.sum()))


if __name__ == "__main__":
    main()
