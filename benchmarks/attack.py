"""The standing attack: whatever a stranger's file holds, there is a diagnostic, and no traceback.

`python attack.py --seed 1 --seconds 60` shares the time among the fuzzers, and prints as JSON how
often each has tried. The first failure ends it with status 1, and prints the seed and the number of
the try: `--only scripts --seed S --first N` tries that one again.
"""

import argparse
import io
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import numpy as np
import soundfile
from kills import kill_export

from coach.audio.decoder import MusicError
from coach.audio.music import Music
from coach.diagnostics import Diagnostic, SourceText, has_errors, render_diagnostic
from coach.library import Library
from coach.live import bookmark
from coach.printable import find_unprintable
from coach.score.adjustments import Adjustments, read_adjustments
from coach.score.arrange import arrange_timeline
from coach.score.program import choose_program, plan_cue_sheet
from coach.score.timeline import Timeline
from coach.script.parser import parse_bytes
from coach.script.routine import Routine
from coach.speech.profile import parse_profile
from coach.store import Store
from coach.timing import SECOND

_ROOT = Path(__file__).parent.parent
_LIMIT_S = 5.0
"""Seconds of the processor that one try may take."""

_SPICE = (
    "\0", "\x1b[2J", "\u202e", "\u2028", "\r", "\t", "\ud83d", "😀", "`", "``", "- ", "  - ", "## ",
    "### ", "> ", "---\n", "{side}", "{", "}", "hold 30s", "hold 1-2s", "reps 8", "times 1000",
    "roll 6 passes of 5s", "each out", "at half", "rest 10s between", "straight on", "bell", "0",
    "-1", "1e9", "99999999999999999999", "nan", "[", "]", '"', "'", ":", "&a", "*a", "!!x", "=",
    "\\u001b", "sides: right, left", "words: none", "[[fallback]]", "[lexicon]", "/etc/passwd",
)  # fmt: skip

Attack = Callable[[random.Random, Path], None]


class Broken(Exception):
    """A promise was broken."""


def _mutate(chance: random.Random, text: str, other: str) -> str:
    """Return a text with some of it repeated, removed, moved or replaced."""
    for _ in range(chance.randint(1, 8)):
        start = chance.randint(0, len(text))
        end = min(len(text), start + chance.choice((1, 3, 10, 100)))
        piece = chance.choice(
            (
                "",
                text[start:end] * chance.choice((2, 3, 50)),
                chance.choice(_SPICE),
                chance.choice(_SPICE) * chance.choice((2, 100, 1000)),
                chance.choice(other.splitlines(keepends=True) or [""]),
            )
        )
        text = text[:start] + piece + text[end:]
    return text


def _encode(chance: random.Random, text: str) -> bytes:
    data = bytearray(text.encode(errors="surrogatepass"))
    for _ in range(chance.choice((0, 0, 0, 1, 5))):
        start, stop = (chance.randrange(len(data) or 1) for _ in range(2))
        data[start:stop] = chance.randbytes(2)
    return bytes(data)


def _list_texts(folder: str, suffix: str) -> list[str]:
    return [path.read_text() for path in sorted((_ROOT / folder).glob(f"*{suffix}"))]


_SCRIPTS = _list_texts("scripts", ".md")
_VOICES = _list_texts("voices", ".toml")
_MUSIC: dict[str, bytes] = {}


def _frames_of(text: str) -> int:
    return (len(text.split()) + 1) * SECOND // 10


def _check_diagnostics(found: tuple[Diagnostic, ...]) -> None:
    for diagnostic in found[:50]:
        if find_unprintable(render_diagnostic(diagnostic)):
            raise Broken("a diagnostic holds what cannot be printed")


def _check_timeline(timeline: Timeline) -> None:
    """Hold a timeline to the score's rules."""
    speech = [event for event in timeline.events if event.kind == "speech"]
    if any(one.at + one.frames > other.at for one, other in pairwise(speech)):
        raise Broken("two clips of speech overlap")
    at = 0
    for chapter in timeline.chapters:
        if chapter.at != at:
            raise Broken("the chapters do not tile the track")
        at += chapter.frames
    if at != timeline.frames:
        raise Broken("the chapters do not tile the track")
    texts = [timeline.title, *(event.text or "" for event in speech)]
    if any(map(find_unprintable, texts)):
        raise Broken("something is said that cannot be printed")


def _arrange(routine: Routine, adjustments: Adjustments) -> None:
    sheet = plan_cue_sheet(choose_program([routine], adjustments).value)
    _check_diagnostics(sheet.diagnostics)
    if sheet.value and not has_errors(sheet.diagnostics):
        _check_timeline(arrange_timeline(sheet.value, _frames_of, adjustments.mute))


def attack_scripts(chance: random.Random, _folder: Path) -> None:
    """Read a damaged script, and arrange what can be read."""
    text = _mutate(chance, chance.choice(_SCRIPTS), chance.choice(_SCRIPTS))
    routine = parse_bytes("fuzz.md", _encode(chance, text))
    _check_diagnostics(routine.diagnostics)
    if not routine.has_errors:
        _arrange(routine, Adjustments())


_VALUES = (
    "45s", "tender=45s", "x/y=1",
    "=", "", "0s", "-1s", "5breaths", "999999min", "nan", "4-6", "0-0",
    "3-0-1-0", "slow", "both", "none", "left", "tight", "breath=-6", "breath=1e9", "\x1b[2J", "😀",
    "inner calf", "firmer", "brief", "1", "1000", "words", "/", "a=b=c", "\u0661\u0662s", "∞",
)  # fmt: skip


def attack_adjustments(chance: random.Random, _folder: Path) -> None:
    """Adjust a routine with whatever can be typed."""
    names = list(Adjustments.__dataclass_fields__)
    given: dict[str, object] = {}
    for _ in range(chance.randint(1, 4)):
        several = tuple(chance.choice(_VALUES) for _ in range(chance.randint(1, 3)))
        given[chance.choice(names)] = chance.choice((several[0], several))
    read = read_adjustments(given)
    _check_diagnostics(read.diagnostics)
    if not has_errors(read.diagnostics):
        routine = parse_bytes("own.md", chance.choice(_SCRIPTS).encode())
        if not routine.has_errors:
            _arrange(routine, read.value)


def attack_profiles(chance: random.Random, _folder: Path) -> None:
    """Read a damaged voice profile."""
    text = _mutate(chance, chance.choice(_VOICES), chance.choice(_VOICES))
    checked = parse_profile(SourceText("fuzz.toml", text))
    _check_diagnostics(checked.diagnostics)
    if checked.value and any(find_unprintable(" ".join(each)) for each in checked.value.commands):
        raise Broken("a command holds what cannot be printed")


def attack_music(chance: random.Random, folder: Path) -> None:
    """Decode damaged music."""
    kind = chance.choice(("wav", "flac", "ogg", "mp3"))
    if kind not in _MUSIC:
        sound = io.BytesIO()
        tone = 0.3 * np.sin(np.arange(44_100) * 0.06)
        soundfile.write(sound, tone, 44_100, format=kind.upper())
        _MUSIC[kind] = sound.getvalue()
    data = bytearray(_MUSIC[kind])
    for _ in range(chance.randint(1, 20)):
        place = chance.randrange(chance.choice((64, len(data))))
        data[place : place + chance.choice((0, 1, 4))] = chance.randbytes(chance.choice((0, 1, 4)))
    path = folder / f"music.{kind}"
    path.write_bytes(data[: chance.choice((len(data), len(data) // 2, 40))])
    try:
        block = Music(path, 5 * SECOND).render(0, SECOND)
    except MusicError:
        return
    if not np.isfinite(block).all():
        raise Broken("music that is not finite")


def attack_cache(chance: random.Random, folder: Path) -> None:
    """Damage an entry of the cache: it is whole, or not there."""
    store = Store(folder / "cache")
    payload = chance.randbytes(chance.choice((0, 1, 1000)))
    store.put("key", payload)
    (entry,) = (folder / "cache").glob("*.entry")
    data = bytearray(entry.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    entry.write_bytes(data[: chance.choice((len(data), 0, 31, 32))])
    kept = store.get("key")
    if kept is not None and bytes(kept) != payload:
        raise Broken("a damaged entry was taken for a whole one")


def attack_bookmarks(chance: random.Random, folder: Path) -> None:
    """Read a damaged bookmark, and a damaged list of what is allowed."""
    text = json.dumps(
        {
            "recipe": {
                "routines": ["calf-roll"],
                "adjustments": {},
                "music": None,
                "ambience": None,
            },
            "point": {"chapter": "x", "occurrence": 0, "actions": 1, "inside": True, "offset": 5},
        }
    )
    damaged = _encode(chance, _mutate(chance, text, "[" * chance.choice((1, 200_000))))
    (folder / "bookmark.json").write_bytes(damaged)
    bookmark.load_bookmark(folder / "bookmark.json")
    (folder / "allowed.json").write_bytes(damaged)
    library = Library(folder)
    command = parse_profile(SourceText("p.toml", 'engine = "command"\ncommand = ["sh"]\n')).value
    if command and not library.check_allowed(command):
        raise Broken("a damaged list allows a program")


ATTACKS: Mapping[str, Attack] = {
    "scripts": attack_scripts,
    "adjustments": attack_adjustments,
    "profiles": attack_profiles,
    "music": attack_music,
    "cache": attack_cache,
    "bookmarks": attack_bookmarks,
    "kills": kill_export,
}
_SLOW = {"kills": 100}
"""How many times as long as another kind one takes: it is tried less often by as much."""


def _try(name: str, seed: int, number: int, folder: Path) -> str | None:
    """Try once; return what went wrong."""
    begun = time.process_time()
    try:
        ATTACKS[name](random.Random(f"{seed} {name} {number}"), folder)  # noqa: S311 (no secret)
    except Exception as error:  # noqa: BLE001 (whatever it is, it is found)
        return f"{type(error).__name__}: {error}"
    took = time.process_time() - begun
    return f"it took {took:.1f} s" if took > _LIMIT_S else None


def _numbers(first: int, most: int, until: float) -> Iterator[int]:
    for number in range(first, first + most):
        if time.monotonic() >= until:
            return
        yield number


def main() -> int:
    """Attack for a time; return the status of the process."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--tries", type=int, default=10**9, help="of each quick kind, at the most")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--only", choices=tuple(ATTACKS))
    asked = parser.parse_args()
    names = (asked.only,) if asked.only else tuple(ATTACKS)
    tried = dict.fromkeys(names, 0)
    with tempfile.TemporaryDirectory(prefix="coach-attack-") as folder:
        for name in names:
            until = time.monotonic() + asked.seconds / len(names)
            for number in _numbers(asked.first, -(-asked.tries // _SLOW.get(name, 1)), until):
                if wrong := _try(name, asked.seed, number, Path(folder)):
                    sys.stderr.write(f"{name}, seed {asked.seed}, try {number}: {wrong}\n")
                    return 1
                tried[name] += 1
    sys.stdout.write(json.dumps({"seed": asked.seed, "tried": tried}, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
