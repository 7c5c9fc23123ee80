import json
import os
import stat
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from mutagen.mp3 import MP3
from numpy.typing import NDArray

from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.recording import Progress, Recording
from coach.outputs.content import TrackContent
from coach.outputs.output_table import OUTPUTS, check_encoding
from coach.outputs.target import ExportError, Unsupported
from coach.outputs.track import check_files, write_files
from coach.score.timeline import Event
from support import noisy_export
from support.contents import content
from support.labels import full
from support.recordings import recording

Signal = Callable[[int], NDArray[np.int16]]
Tracks = Callable[..., TrackContent]

FRAMES = 200_000


@pytest.fixture
def track(signal: Signal) -> Tracks:
    def make(frames: int = FRAMES, on_progress: Progress = lambda _: None) -> TrackContent:
        return content(full(frames), replace(recording(signal(frames)), on_progress=on_progress))

    return make


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("name", ["track.mp3", "track.wav", "Track.MP3", "a.b.wav"])
def test_the_suffix_chooses_the_format(tmp_path: Path, track: Tracks, name: str) -> None:
    path = tmp_path / name
    told: list[int] = []
    write_files([path], track(on_progress=told.append), overwrite=False)
    samples, _ = soundfile.read(path, dtype="int16")
    assert len(samples) == FRAMES
    assert soundfile.info(path).format == path.suffix[1:].upper()
    assert told == ([FRAMES] if path.suffix.lower() == ".mp3" else [131_072, FRAMES])
    assert names(tmp_path) == [name]


def test_an_mp3_bears_its_title_and_chapters(tmp_path: Path, track: Tracks) -> None:
    path = tmp_path / "track.mp3"
    write_files([path], track(), overwrite=False)
    read: Any = MP3(path)
    assert read.info.length == pytest.approx(FRAMES / 44_100, abs=1e-6)
    assert read["TIT2"].text == [full(FRAMES).title]
    assert len(read.tags.getall("CHAP")) == 3


def test_the_same_track_gives_the_same_bytes(tmp_path: Path, track: Tracks) -> None:
    for name in ("one.mp3", "two.mp3"):
        write_files([tmp_path / name], track(), overwrite=False)
    assert (tmp_path / "one.mp3").read_bytes() == (tmp_path / "two.mp3").read_bytes()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none/track.mp3", "track.mp3 cannot be written: there is no folder "),
        ("old.mp3", "old.mp3 exists already: --force overwrites it."),
        ("folder.mp3", "folder.mp3 is a folder: name a file in it."),
        ("old.mp3/track.mp3", "track.mp3 cannot be written: there is no folder "),
        ("pipe.mp3", "pipe.mp3 is not an ordinary file."),
        ("loop.mp3", "loop.mp3 cannot be written: too many levels of symbolic links."),
        ("x" * 300 + ".mp3", "x.mp3 cannot be written: file name too long."),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="needs pipes and links")
def test_a_target_that_cannot_be_is_told_at_once(
    tmp_path: Path, track: Tracks, name: str, said: str
) -> None:
    (tmp_path / "old.mp3").write_bytes(b"old")
    (tmp_path / "folder.mp3").mkdir()
    (tmp_path / "loop.mp3").symlink_to(tmp_path / "loop.mp3")
    os.mkfifo(tmp_path / "pipe.mp3")
    before = names(tmp_path)
    with pytest.raises(ExportError) as early:
        check_files([tmp_path / name], overwrite=False)
    assert said in str(early.value)
    with pytest.raises(ExportError) as late:
        write_files([tmp_path / name], track(), overwrite=False)
    assert str(late.value) == str(early.value)
    assert names(tmp_path) == before


@pytest.mark.parametrize(
    ("name", "bitrate", "vbr", "said"),
    [
        ("track.aiff", None, None, "track.aiff cannot be .aiff: the name of a track ends in "),
        ("track", None, None, "track has no suffix: the name of a track ends in .mp3, .wav, "),
        ("track.wav", 64, None, ".wav takes no --bitrate: .mp3, .opus, .m4a, .m4b and .html do."),
        ("track.mp3", 63, None, ".mp3 has no bit rate of 63 kbit/s: give one of 32, 40, 48, "),
        ("track.opus", 5, None, ".opus has no bit rate of 5 kbit/s: give from 24 to 256 kbit/s."),
        ("track.flac", None, 4, ".flac takes no --vbr: .mp3, .ogg and .html do."),
        ("track.mp3", 64, 4, "give --bitrate or --vbr, not both."),
    ],
)
def test_a_format_that_cannot_be_is_told(
    name: str, bitrate: int | None, vbr: int | None, said: str
) -> None:
    with pytest.raises(Unsupported) as told:
        check_encoding(Path(name), Encoding(bitrate, vbr))
    assert said in str(told.value)


def test_several_files_are_made_of_one_track(tmp_path: Path) -> None:
    words = (
        Event(0, 44_100, "speech", "cue", "Sit down."),
        Event(88_200, 44_100, "speech", "cue", "In"),
    )
    silence = recording(np.zeros(FRAMES, np.int16))
    paths = [tmp_path / f"track{suffix}" for suffix in (".wav", ".srt", ".json")]
    paths[1].write_text("old")
    with pytest.raises(ExportError, match=r"track\.srt exists already"):
        check_files(paths, overwrite=False)
    write_files(paths, content(full(FRAMES), silence, words), overwrite=True)
    assert names(tmp_path) == ["track.json", "track.srt", "track.wav"]
    assert paths[1].read_bytes() == (
        b"1\r\n00:00:00,000 --> 00:00:01,500\r\nSit down.\r\n\r\n"
        b"2\r\n00:00:02,000 --> 00:00:03,500\r\nIn\r\n\r\n"
    )
    read = json.loads(paths[2].read_text())
    assert (read["voice"], read["frames"]) == ("calm", FRAMES)
    assert [event["text"] for event in read["events"]] == ["Sit down.", "In"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with pytest.raises(ExportError, match="you may not write in that folder"):
            check_files([tmp_path / "track.mp3"], overwrite=True)
    finally:
        tmp_path.chmod(stat.S_IRWXU)


def test_a_target_that_can_be_is_let_through(tmp_path: Path) -> None:
    (tmp_path / "old.mp3").write_bytes(b"old")
    check_files([tmp_path / "new.mp3"], overwrite=False)
    check_files([tmp_path / "old.mp3"], overwrite=True)
    assert names(tmp_path) == ["old.mp3"]


def test_an_old_file_is_replaced_only_when_asked(tmp_path: Path, track: Tracks) -> None:
    path = tmp_path / "track.wav"
    path.write_bytes(b"old")
    with pytest.raises(ExportError, match="exists already"):
        write_files([path], track(), overwrite=False)
    assert path.read_bytes() == b"old"
    write_files([path], track(), overwrite=True)
    assert soundfile.info(path).frames == FRAMES


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path: Path, track: Tracks) -> None:
    path = tmp_path / "track.wav"

    def meanwhile(_frames: int) -> None:
        path.write_bytes(b"new")

    with pytest.raises(ExportError, match="exists already"):
        write_files([path], track(on_progress=meanwhile), overwrite=False)
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["track.wav"]


def test_a_link_is_followed(tmp_path: Path, track: Tracks) -> None:
    real = tmp_path / "music"
    real.mkdir()
    link = tmp_path / "track.wav"
    link.symlink_to(real / "track.wav")
    write_files([link], track(), overwrite=True)
    assert link.is_symlink()
    assert soundfile.info(real / "track.wav").frames == FRAMES
    assert names(real) == ["track.wav"]


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path, track: Tracks) -> None:
    (tmp_path / "any").touch()
    path = tmp_path / "track.wav"
    write_files([path], track(10), overwrite=False)
    assert path.stat().st_mode == (tmp_path / "any").stat().st_mode


@pytest.mark.skipif(os.name != "posix", reason="needs permissions")
def test_a_file_that_is_replaced_keeps_its_permissions(tmp_path: Path, track: Tracks) -> None:
    path = tmp_path / "own.wav"
    path.touch()
    path.chmod(0o640)
    write_files([path], track(1000), overwrite=True)
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("name", ["track.mp3", "track.wav"])
@pytest.mark.parametrize("failure", [RuntimeError, OSError, KeyboardInterrupt, SystemExit])
def test_a_failure_half_way_leaves_all_as_it_was(
    tmp_path: Path, signal: Signal, name: str, failure: type[BaseException]
) -> None:
    path = tmp_path / name
    path.write_bytes(b"old")

    def failing(start: int, stop: int) -> NDArray[np.int16]:
        if stop > FRAMES // 2:
            raise failure
        return signal(FRAMES)[start:stop]

    made = content(full(FRAMES), Recording(FRAMES, 1, failing))
    with pytest.raises(failure):
        write_files([path], made, overwrite=True)
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == [name]


def test_an_export_killed_at_any_moment_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    path = tmp_path / "track.mp3"
    frames = 8 * 44_100
    started = time.monotonic()
    noisy_export.begun(path, frames).communicate()
    taken = time.monotonic() - started
    whole = path.read_bytes()
    outcomes = set()
    for share in (0, 0.3, 0.6, 0.9, 1.5):  # of the time that it takes
        path.write_bytes(b"old")
        with noisy_export.begun(path, frames) as process:
            time.sleep(share * taken)
            process.kill()
            process.communicate()
        now = path.read_bytes()
        outcomes.add(now == whole)
        assert now in (b"old", whole)
    assert outcomes == {True, False}
    # What a killed process could not remove does not pass for a track.
    assert all(other.endswith(".part") for other in names(tmp_path) if other != path.name)


@pytest.mark.parametrize("suffix", [each for each in OUTPUTS if OUTPUTS[each].sound])
@pytest.mark.skipif(os.name != "posix", reason="needs a limit on the size of files")
def test_a_file_that_cannot_grow_is_told_in_a_sentence(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"track{suffix}"
    path.write_bytes(b"old")
    said, noise = noisy_export.begun(path, 4_410_000, limit=100_000).communicate()
    assert said == f"{path} cannot be written: file too large.\n"
    assert noise == ""
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == [path.name]
