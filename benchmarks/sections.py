"""What is measured, one table each."""

import json
import os
import sys
import wave
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from content import (
    A_DAY,
    AN_HOUR,
    TEN_MINUTES,
    THREE_HOURS,
    THREE_MINUTES,
    TWENTY_MINUTES,
    Content,
)
from exports import Homes, export, exporting, length
from processes import Run, at_once, cost, in_turn, ratios
from starting import Ear, playable
from tables import ratio, table, taken

_HERE = Path(__file__).parent

_FORMATS = ("mp3", "flac", "ogg", "opus", "m4a")

_WAYS = {
    "numpy": "numpy, the whole track in one array",
    "append": "pydub, append",
    "overlay": "pydub, overlay",
    "ffmpeg": "ffmpeg, adelay and amix",
}

_TAGS = 100_000
"""Bytes that tags and a cover may take."""

_FEW = 3
"""Rounds of what takes long, and says enough in so many: memory."""

_COST = ["wall s", "CPU s", "peak MB"]


@dataclass(frozen=True, slots=True)
class Bench:
    """Where and how thoroughly it is measured.

    Attributes:
        folder: for scripts, tracks and homes; there is room for a day of MP3, 0.7 GB.
        rounds: how often everything is done in turn.
        track: what is exported and played.
        longer: what is exported as MP3 and FLAC too.
        long: the tracks whose memory is measured, the shortest first.
    """

    folder: Path
    rounds: int
    track: Content
    longer: Content
    long: tuple[Content, ...]


def thorough(folder: Path) -> Bench:
    """Measure all there is."""
    return Bench(folder, 5, TWENTY_MINUTES, AN_HOUR, (TEN_MINUTES, THREE_HOURS, A_DAY))


def quick(folder: Path) -> Bench:
    """Measure enough to see that it works."""
    return Bench(folder, 3, THREE_MINUTES, TEN_MINUTES, (TEN_MINUTES, THREE_HOURS))


def sections(bench: Bench) -> Iterator[str]:
    """Measure everything; give a section of Markdown at a time."""
    what, homes, wav = _made(bench.track, bench.folder / "track")
    title = f"{length(wav)} of track"
    yield _cores(wav)
    yield f"### Export, {title}\n\n{_exports(bench, what, homes, wav, _FORMATS)}"
    longer = _made(bench.longer, bench.folder / "longer")
    exports = _exports(bench, *longer, ("mp3", "flac"))
    yield f"### Export, {length(longer[-1])} of track\n\n{exports}"
    yield f"### To WAV and by other ways, {title}\n\n{_peers(bench, what, homes)}"
    if playable():
        yield f"### `coach play` to the first sound, {title}\n\n{_start(bench, what, homes)}"
    yield f"### Memory, to MP3\n\n{_memory(bench, homes)}"
    yield f"### Compiling ten times as much\n\n{_compiling(bench)}"


def _made(content: Content, folder: Path) -> tuple[Sequence[str], Homes, Path]:
    """Write a content's script, fill homes for it, and make a WAV file of its sound."""
    folder.mkdir()
    what, homes, wav = content.written(folder), Homes(folder), folder / "track.wav"
    export(what, wav, homes.spoken())
    return what, homes, wav


def _cores(wav: Path) -> str:
    """Return how much of its cores a machine gives, which others may use too."""
    cores = len(os.sched_getaffinity(0))
    command = _python("encoders.py", "mp3", str(wav), os.devnull)
    log = wav.with_suffix(".log")
    alone, together = at_once(command, log, 1), at_once(command, log, cores)
    return (
        f"{cores} MP3 encoders at once do the work of one {cores * alone / together:.2f} times "
        f"in the time of one: the machine had that many cores."
    )


def _exports(
    bench: Bench, what: Sequence[str], homes: Homes, wav: Path, formats: Sequence[str]
) -> str:
    """Compare each export with the encoder alone, on one core, over the same samples."""
    rows = []
    for suffix in formats:
        path, bare = (wav.with_name(f"{name}.{suffix}") for name in ("export", "alone"))
        alone = f"{suffix}: the encoder alone, one core"
        runs: dict[str, Run] = {
            alone: _encoding(wav, bare),
            f"{suffix}: cold": exporting(what, path, homes.cold),
            f"{suffix}: speech kept": exporting(what, path, homes.spoken),
        }
        if suffix == "mp3":
            runs["mp3: speech kept, one core"] = exporting(what, path, homes.spoken, one_core=True)
        costs = in_turn(runs, bench.rounds)
        _check_settings(path, bare)
        rows += [
            [name, *taken(of), "1" if name == alone else ratio(ratios(of, costs[alone]))]
            for name, of in costs.items()
        ]
    return table(["", *_COST, "wall ÷ encoder alone"], rows)


def _check_settings(path: Path, bare: Path) -> None:
    """See that an encoder alone was set as coach sets it, so far as the size of its file tells."""
    export_size, size = path.stat().st_size, bare.stat().st_size
    if abs(export_size - size) > _TAGS + size * 0.03:
        raise RuntimeError(
            f"{bare.name} has {size} bytes, the export {export_size}: settings differ"
        )


def _peers(bench: Bench, what: Sequence[str], homes: Homes) -> str:
    """Compare the mix of coach with other ways to place the same sounds."""
    clips = bench.folder / "clips"
    clips.mkdir()
    home = {"COACH_HOME": str(homes.spoken())}
    cost(_python("places.py", str(clips), *what), bench.folder / "places.log", home)
    wavs = {way: bench.folder / f"{way}.wav" for way in _WAYS}
    ours = "`coach export`, speech kept"
    mix = bench.folder / "mix.wav"
    runs: dict[str, Run] = {ours: exporting(what, mix, homes.spoken)}
    runs |= {_WAYS[way]: _mixing(way, clips, wavs[way]) for way in _WAYS}
    costs = in_turn(runs, 1 + bench.rounds // 4)
    for wav in wavs.values():
        if abs(_frames(wav) - _frames(mix)) > 44:
            raise RuntimeError(f"{wav.stem} made another track: {_frames(wav)} frames")
    peaks = {name: max(each.peak for each in of) for name, of in costs.items()}
    rows = [
        [
            name,
            *taken(of),
            "1" if name == ours else ratio(ratios(of, costs[ours])),
            f"{peaks[name] / peaks[ours]:.2f}",
        ]
        for name, of in costs.items()
    ]
    return table(["", *_COST, "wall ÷ coach", "peak ÷ coach"], rows)


def _start(bench: Bench, what: Sequence[str], homes: Homes) -> str:
    """Time `coach play` until it hands sound over."""
    ear = Ear.made(bench.folder)
    runs: dict[str, Run] = {
        "cold": lambda: ear.first_sound(what, homes.cold()),
        "speech kept": lambda: ear.first_sound(what, homes.spoken()),
    }
    costs = in_turn(runs, bench.rounds)
    rows = [[name, *taken(of)[:2]] for name, of in costs.items()]
    return table(["", "wall s", "CPU s"], rows)


def _memory(bench: Bench, homes: Homes) -> str:
    """Compare the memory that longer tracks take with that of the shortest."""
    rows: list[list[str]] = []
    least: list[float] = []
    for content in bench.long:
        what = content.written(bench.folder)
        path = bench.folder / "long.mp3"
        runs: dict[str, Run] = {
            "cold": exporting(what, path, homes.cold),
            "kept": exporting(what, path, homes.warm),
        }
        costs = in_turn(runs, _FEW)
        path.unlink()
        row = [length(path)]
        least = least or [median(each.peak for each in of) for of in costs.values()]
        for of, shortest in zip(costs.values(), least, strict=True):
            wall, peak = (median(getattr(each, name) for each in of) for name in ("wall", "peak"))
            row += [f"{wall:.1f}", f"{peak:.0f}", f"**{peak / shortest:.2f}**"]
        rows.append(row)
    head = ["wall s", "peak MB", "÷ first"]
    return table(
        ["", *(f"cold: {of}" for of in head), *(f"speech kept: {of}" for of in head)], rows
    )


def _compiling(bench: Bench) -> str:
    """Compare the time for some steps with that for ten times as many."""
    log = bench.folder / "compiling.log"
    cost(_python("compiling.py"), log)
    figures = json.loads(log.read_text("utf-8"))
    rows = [
        [
            f"{count} → {10 * count} {kind}",
            f"{few[1] * 1000:.1f} → {many[1] * 1000:.1f}",
            f"**{many[1] / few[1]:.1f}**",
            f"{few[0] * 1000:.1f} → {many[0] * 1000:.1f}",
            f"**{many[0] / few[0]:.1f}**",
        ]
        for kind, (count, few, many) in figures.items()
    ]
    return table(["", "script to timeline, ms", "×", "text to script, ms", "×"], rows)


def _python(program: str, *arguments: str) -> tuple[str, ...]:
    """Return the command of one of the programs in this folder."""
    return (sys.executable, str(_HERE / program), *arguments)


def _encoding(wav: Path, path: Path) -> Run:
    """Make a run of an encoder alone, on one core."""
    command = _python("encoders.py", path.suffix[1:], str(wav), str(path))
    return lambda: cost(command, path.with_suffix(".log"), one_core=True)


def _mixing(way: str, clips: Path, wav: Path) -> Run:
    """Make a run of another way."""
    command = _python("peers.py", way, str(clips), str(wav))
    return lambda: cost(command, wav.with_suffix(".log"))


def _frames(wav: Path) -> int:
    with wave.open(str(wav)) as file:
        frames: int = file.getnframes()
    return frames
