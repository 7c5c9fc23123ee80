import hashlib
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import mutagen
import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray
from PIL import Image

from coach.outputs.content import TrackContent
from coach.outputs.label import Label
from coach.outputs.parts import check_parts, name_parts, write_parts
from coach.outputs.target import ExportError
from coach.outputs.track import write_files
from coach.score.timeline import Chapter, Event
from support import labels, noisy_export
from support.contents import content
from support.recordings import recording

Signal = Callable[[int], NDArray[np.int16]]
Ffmpeg = Callable[..., bytes]

FRAMES = 300_000
TITLES = ("Introduction", "Calf roll: Inner calf · left", "Outer/calf? · left · round 2")
CHAPTERS = (
    Chapter(0, 70_001, TITLES[0]),
    Chapter(70_001, 130_000, TITLES[1]),
    Chapter(200_001, FRAMES - 200_001, TITLES[2]),
)
LABEL = Label(
    "Calf roll",
    "coach",
    "Coach routines",
    "Speech",
    "en",
    "coach export calf-roll",
    CHAPTERS,
)
WORDS = (
    Event(10, 20_000, "speech", "cue", "Sit."),
    Event(70_001, 20_000, "speech", "cue", "Roll."),
    Event(100_000, 20_000, "speech", "cue", "Stop."),
)
NAMES = [
    "01 Introduction",
    "02 Calf roll - Inner calf - left",
    "03 Outer calf - left - round 2",
]


@pytest.fixture
def track(signal: Signal) -> TrackContent:
    return content(LABEL, recording(signal(FRAMES)), WORDS)


def export(path: Path, track: TrackContent, *beside: str, overwrite: bool = False) -> list[int]:
    """Write a track in parts; return what its progress was."""
    assert track.recording
    told: list[int] = []
    followed = replace(track, recording=replace(track.recording, on_progress=told.append))
    paths = [path, *(path.with_suffix(suffix) for suffix in beside)]
    write_parts(paths, followed, overwrite=overwrite)
    return told


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_each_chapter_is_a_file_and_a_playlist_plays_them(
    tmp_path: Path, track: TrackContent
) -> None:
    told = export(tmp_path / "day.wav", track)
    assert told[-1] == FRAMES
    assert names(tmp_path) == ["day"]
    assert names(tmp_path / "day") == [*(f"{name}.wav" for name in NAMES), "day.m3u8"]
    listing = (tmp_path / "day" / "day.m3u8").read_text()
    sounds = [f"{name}.wav" for name in NAMES]
    digests = [f"#COACH-SHA256 {digest(tmp_path / 'day' / name)} {name}\n" for name in sounds]
    assert listing.partition("#COACH-END")[0] == (
        "#EXTM3U\n"
        "#EXTENC:UTF-8\n"
        "#PLAYLIST:Calf roll\n"
        "#EXTINF:1.587,coach - Introduction\n"
        "01 Introduction.wav\n"
        "#EXTINF:2.948,coach - Calf roll: Inner calf · left\n"
        "02 Calf roll - Inner calf - left.wav\n"
        "#EXTINF:2.268,coach - Outer/calf? · left · round 2\n"
        "03 Outer calf - left - round 2.wav\n"
    ) + "".join(digests)


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".ogg", ".mp3"])
def test_the_parts_in_order_are_the_track(tmp_path: Path, track: TrackContent, suffix: str) -> None:
    export(tmp_path / f"day{suffix}", track)
    write_files([tmp_path / f"whole{suffix}"], track, overwrite=False)
    whole, _ = soundfile.read(tmp_path / f"whole{suffix}")
    parts = [soundfile.read(tmp_path / "day" / f"{name}{suffix}")[0] for name in NAMES]
    assert [len(part) for part in parts] == [chapter.frames for chapter in CHAPTERS]
    joined = np.concatenate(parts)
    if suffix in (".wav", ".flac"):
        assert np.array_equal(joined, whole)
    else:
        # An encoder makes somewhat other choices where it begins.
        assert np.std(joined - whole) < 0.1 * np.std(whole)


def test_ffmpeg_plays_the_parts_without_a_gap(
    tmp_path: Path, track: TrackContent, signal: Signal, ffmpeg: Ffmpeg
) -> None:
    export(tmp_path / "day.mp3", track)
    folder = tmp_path / "day"
    decoded = b"".join(
        ffmpeg("ffmpeg", "-i", folder / f"{name}.mp3", "-f", "s16le", "-") for name in NAMES
    )
    samples = np.frombuffer(decoded, np.int16).astype(np.float64)
    assert len(samples) == FRAMES
    original = signal(FRAMES).astype(np.float64)
    assert np.corrcoef(samples, original)[0, 1] > 0.99


def test_a_part_bears_its_own_name_number_and_words(tmp_path: Path, track: TrackContent) -> None:
    export(tmp_path / "day.mp3", track)
    read: Any = mutagen.File(tmp_path / "day" / f"{NAMES[1]}.mp3")
    assert read["TIT2"].text == [TITLES[1]]
    assert read["TALB"].text == ["Calf roll"]
    assert read["TRCK"].text == ["2/3"]
    assert read["USLT::eng"].text == "Roll.\nStop."
    assert read["SYLT::eng"].text == [("Roll.", 0), ("Stop.", 680)]
    assert not read.tags.getall("CHAP")


def test_the_cover_lies_beside_the_parts(tmp_path: Path, track: TrackContent) -> None:
    covered = replace(track, label=replace(LABEL, cover=labels.png()))
    export(tmp_path / "day.wav", covered)
    picture = tmp_path / "day" / "folder.jpg"
    with Image.open(picture) as image:
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (2, 2))
    export(tmp_path / "day.wav", covered, overwrite=True)
    picture.write_bytes(labels.png())
    with pytest.raises(ExportError, match=r"folder\.jpg in it is not a part of a track"):
        export(tmp_path / "day.wav", covered, overwrite=True)
    assert picture.read_bytes() == labels.png()


def test_each_part_has_its_own_captions(tmp_path: Path, track: TrackContent) -> None:
    export(tmp_path / "day.wav", track, ".vtt")
    texts = [(tmp_path / "day" / f"{name}.vtt").read_text() for name in NAMES]
    assert "00:00:00.000 --> 00:00:01.200\nSit." in texts[0]
    assert "00:00:00.680 --> 00:00:01.880\nStop." in texts[1]
    assert "-->" not in texts[2]


def test_what_was_exported_in_parts_before_is_replaced_when_asked(
    tmp_path: Path, track: TrackContent
) -> None:
    export(tmp_path / "day.wav", track, ".vtt", ".lrc")
    with pytest.raises(ExportError, match="day exists already"):
        export(tmp_path / "day.mp3", track)
    (tmp_path / "day" / ".DS_Store").write_bytes(b"left by a file manager")
    export(tmp_path / "day.mp3", track, overwrite=True)
    assert names(tmp_path / "day") == [*(f"{name}.mp3" for name in NAMES), "day.m3u8"]
    assert names(tmp_path) == ["day"]


def test_a_folder_with_anything_else_in_it_is_never_replaced(
    tmp_path: Path, track: TrackContent
) -> None:
    export(tmp_path / "day.wav", track)
    (tmp_path / "day" / "my own.mp3").write_bytes(b"mine")
    with pytest.raises(ExportError, match=r"my own\.mp3 in it is not a part of a track"):
        check_parts(tmp_path / "day.wav", overwrite=True)
    with pytest.raises(ExportError, match="is not replaced"):
        export(tmp_path / "day.wav", track, overwrite=True)
    assert (tmp_path / "day" / "my own.mp3").read_bytes() == b"mine"


@pytest.mark.parametrize("name", ["02 Calf roll - Inner calf - left.wav", "day.m3u8"])
def test_a_part_that_was_changed_is_not_replaced(
    tmp_path: Path, track: TrackContent, name: str
) -> None:
    export(tmp_path / "day.wav", track)
    export(tmp_path / "day.wav", track, overwrite=True)
    with (tmp_path / "day" / name).open("a") as file:
        file.write("#EXTINF:1,mine\nmine.wav\n")
    before = held(tmp_path / "day")
    with pytest.raises(ExportError, match="is not a part of a track as an export has written it"):
        export(tmp_path / "day.wav", track, overwrite=True)
    assert held(tmp_path / "day") == before


def test_somebodys_own_music_with_a_playlist_is_never_replaced(
    tmp_path: Path, track: TrackContent
) -> None:
    own = tmp_path / "day"
    own.mkdir()
    (own / "song.mp3").write_bytes(b"mine")
    (own / "day.m3u8").write_text("#EXTM3U\nsong.mp3\n")
    with pytest.raises(ExportError, match=r"day\.m3u8 in it is not a part of a track"):
        export(tmp_path / "day.mp3", track, overwrite=True)
    assert (own / "song.mp3").read_bytes() == b"mine"


@pytest.mark.parametrize("place", ["none/day.wav", "file.wav"])
def test_a_folder_that_cannot_be_is_told_at_once(
    tmp_path: Path, track: TrackContent, place: str
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ExportError) as early:
        check_parts(tmp_path / place, overwrite=True)
    with pytest.raises(ExportError) as late:
        export(tmp_path / place, track, overwrite=True)
    assert str(early.value) == str(late.value)
    assert names(tmp_path) == ["file"]


@pytest.mark.parametrize("failure", [RuntimeError, OSError, KeyboardInterrupt])
def test_a_failure_half_way_leaves_all_as_it_was(
    tmp_path: Path, track: TrackContent, failure: type[BaseException]
) -> None:
    export(tmp_path / "day.wav", track)
    before = held(tmp_path / "day")

    sound = recording(np.zeros(FRAMES, np.int16))

    def failing(start: int, stop: int) -> NDArray[np.int16]:
        if stop > FRAMES // 2:
            raise failure
        return sound.render(start, stop)

    broken = replace(sound, render=failing)
    with pytest.raises(failure):
        export(tmp_path / "day.wav", replace(track, recording=broken), overwrite=True)
    assert held(tmp_path / "day") == before
    assert names(tmp_path) == ["day"]


def test_an_export_killed_at_any_moment_leaves_the_old_folder_or_the_new(tmp_path: Path) -> None:
    frames = 8 * 44_100
    old = tmp_path / "old"

    def begun(frames: int) -> subprocess.Popen[str]:
        return noisy_export.begun(tmp_path / "day.mp3", frames, way="parts")

    begun(44_100).communicate()
    shutil.copytree(tmp_path / "day", old)
    started = time.monotonic()
    begun(frames).communicate()
    taken = time.monotonic() - started
    before, after = held(old), held(tmp_path / "day")
    assert before != after
    outcomes = set()
    for share in (0, 0.3, 0.6, 0.9, 1.5):  # of the time that it takes
        shutil.rmtree(tmp_path / "day")
        shutil.copytree(old, tmp_path / "day")
        with begun(frames) as process:
            time.sleep(share * taken)
            process.kill()
            process.communicate()
        now = held(tmp_path / "day")
        outcomes.add(now == after)
        assert now in (before, after)
    assert outcomes == {True, False}
    assert all(other.endswith(".part") for other in set(names(tmp_path)) - {"day", "old"})


def test_what_killed_exports_left_is_removed_when_it_no_longer_changes(
    tmp_path: Path, track: TrackContent
) -> None:
    hour = 3600
    left = {".coach-0123456789abcdef.part": 2 * hour, ".coach-fedcba9876543210.part": hour // 2}
    for name, age in left.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "01.wav").touch()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    file = tmp_path / ".coach-00112233445566ff.part"
    file.touch()
    os.utime(file, (time.time() - 2 * hour,) * 2)
    others = ".coach.part", ".coach-mine.part", ".coach-0123456789abcdef.old"
    for name in others:
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (0, 0))
    export(tmp_path / "day.wav", track)
    assert names(tmp_path) == sorted([".coach-fedcba9876543210.part", *others, "day"])


def test_names_are_fit_for_every_file_system_and_sort_in_order() -> None:
    titles = [
        "…",
        'a/b\\c:d*e?f"g<h>i|j',
        "Wade · links",
        "x" * 300,
        "CON",
        "tail. ",
        "気 気",
        "𠀀" * 80,
        "Fu\u0308ße",
        "हिप",
    ]
    chapters = [Chapter(0, 1, title) for title in titles]
    assert name_parts(chapters, ".mp3") == [
        "01.mp3",
        "02 a b c -d e f g h i j.mp3",
        "03 Wade - links.mp3",
        f"04 {'x' * 80}.mp3",
        "05 CON.mp3",
        "06 tail.mp3",
        "07 気 気.mp3",
        f"08 {'𠀀' * 60}.mp3",
        "09 Füße.mp3",
        "10 हिप.mp3",
    ]
    many = name_parts([Chapter(0, 1, "A")] * 1200, ".ogg")
    assert many == sorted(many)
    assert many[0] == "0001 A.ogg"


def test_ffmpeg_reads_the_playlist(tmp_path: Path, track: TrackContent, ffmpeg: Ffmpeg) -> None:
    export(tmp_path / "day.mp3", track)
    listing = tmp_path / "day" / "day.m3u8"
    played = [line for line in listing.read_text().splitlines() if not line.startswith("#")]
    concat = tmp_path / "list.txt"
    concat.write_text("".join(f"file 'day/{name}'\n" for name in played))
    try:
        probe = ffmpeg("ffprobe", "-f", "concat", "-safe", "0", "-show_format", concat)
    except subprocess.CalledProcessError as error:
        pytest.fail(error.stderr.decode())
    assert b"format_name=concat" in probe
