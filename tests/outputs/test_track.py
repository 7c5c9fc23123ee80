import os
import stat
import sys
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
from coach.outputs.captions.captions import Caption
from coach.outputs.job import Job
from coach.outputs.table import FORMATS, format_of
from coach.outputs.target import ExportError, Unsupported
from coach.outputs.track import check_track, export_track
from support import noisy_export
from support.labels import full
from support.recordings import recording

Signal = Callable[[int], NDArray[np.int16]]
Jobs = Callable[..., Job]

FRAMES = 200_000


@pytest.fixture
def job(signal: Signal) -> Jobs:
    def make(frames: int = FRAMES, **more: Any) -> Job:  # noqa: ANN401 - fields of a job
        samples = signal(frames)
        return Job(recording(samples), full(frames), Encoding(), **more)

    return make


def followed(job: Job, progress: Progress) -> Job:
    """The job, told on."""
    return replace(job, recording=replace(job.recording, on_progress=progress))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("name", ["track.mp3", "track.wav", "Track.MP3", "a.b.wav"])
def test_the_suffix_chooses_the_format(tmp_path: Path, job: Jobs, name: str) -> None:
    path = tmp_path / name
    told: list[int] = []
    export_track(path, followed(job(), told.append), overwrite=False)
    samples, _ = soundfile.read(path, dtype="int16")
    assert len(samples) == FRAMES
    assert soundfile.info(path).format == path.suffix[1:].upper()
    assert told == ([FRAMES] if path.suffix.lower() == ".mp3" else [131_072, FRAMES])
    assert names(tmp_path) == [name]


def test_an_mp3_bears_its_title_and_chapters(tmp_path: Path, job: Jobs) -> None:
    path = tmp_path / "track.mp3"
    export_track(path, job(), overwrite=False)
    read: Any = MP3(path)
    assert read.info.length == pytest.approx(FRAMES / 44_100, abs=1e-6)
    assert read["TIT2"].text == [full(FRAMES).title]
    assert len(read.tags.getall("CHAP")) == 3


def test_the_same_track_gives_the_same_bytes(tmp_path: Path, job: Jobs) -> None:
    for name in ("one.mp3", "two.mp3"):
        export_track(tmp_path / name, job(), overwrite=False)
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
    tmp_path: Path, job: Jobs, name: str, said: str
) -> None:
    (tmp_path / "old.mp3").write_bytes(b"old")
    (tmp_path / "folder.mp3").mkdir()
    (tmp_path / "loop.mp3").symlink_to(tmp_path / "loop.mp3")
    os.mkfifo(tmp_path / "pipe.mp3")
    before = names(tmp_path)
    with pytest.raises(ExportError) as early:
        check_track(tmp_path / name, (), overwrite=False)
    assert said in str(early.value)
    with pytest.raises(ExportError) as late:
        export_track(tmp_path / name, job(), overwrite=False)
    assert str(late.value) == str(early.value)
    assert names(tmp_path) == before


@pytest.mark.parametrize(
    ("name", "bitrate", "vbr", "said"),
    [
        ("track.aiff", None, None, "track.aiff cannot be .aiff: the name of a track ends in "),
        ("track", None, None, "track has no suffix: the name of a track ends in .mp3, .wav, "),
        ("track.wav", 64, None, ".wav takes no --bitrate: .mp3, .opus, .m4a and .m4b do."),
        ("track.mp3", 63, None, ".mp3 has no bit rate of 63 kbit/s: give one of 32, 40, 48, "),
        ("track.opus", 5, None, ".opus has no bit rate of 5 kbit/s: give from 24 to 256 kbit/s."),
        ("track.flac", None, 4, ".flac takes no --vbr: .mp3 and .ogg do."),
        ("track.mp3", 64, 4, "give --bitrate or --vbr, not both."),
    ],
)
def test_a_format_that_cannot_be_is_told(
    name: str, bitrate: int | None, vbr: int | None, said: str
) -> None:
    with pytest.raises(Unsupported) as told:
        format_of(Path(name), Encoding(bitrate, vbr))
    assert said in str(told.value)


def test_captions_stand_beside_the_track(tmp_path: Path, job: Jobs) -> None:
    shown = (Caption(0, 44_100, "Sit down."), Caption(88_200, 44_100, "Breathe in"))
    (tmp_path / "track.srt").write_text("old")
    made = job(captions=shown, kinds=("vtt", "srt"))
    with pytest.raises(ExportError, match=r"track\.srt exists already"):
        check_track(tmp_path / "track.wav", made.kinds, overwrite=False)
    export_track(tmp_path / "track.wav", made, overwrite=True)
    assert names(tmp_path) == ["track.srt", "track.vtt", "track.wav"]
    assert (tmp_path / "track.srt").read_bytes() == (
        b"1\r\n00:00:00,000 --> 00:00:01,000\r\nSit down.\r\n\r\n"
        b"2\r\n00:00:02,000 --> 00:00:03,000\r\nBreathe in\r\n\r\n"
    )


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with pytest.raises(ExportError, match="you may not write in that folder"):
            check_track(tmp_path / "track.mp3", (), overwrite=True)
    finally:
        tmp_path.chmod(stat.S_IRWXU)


def test_a_target_that_can_be_is_let_through(tmp_path: Path) -> None:
    (tmp_path / "old.mp3").write_bytes(b"old")
    check_track(tmp_path / "new.mp3", (), overwrite=False)
    check_track(tmp_path / "old.mp3", (), overwrite=True)
    assert names(tmp_path) == ["old.mp3"]


def test_an_old_file_is_replaced_only_when_asked(tmp_path: Path, job: Jobs) -> None:
    path = tmp_path / "track.wav"
    path.write_bytes(b"old")
    with pytest.raises(ExportError, match="exists already"):
        export_track(path, job(), overwrite=False)
    assert path.read_bytes() == b"old"
    export_track(path, job(), overwrite=True)
    assert soundfile.info(path).frames == FRAMES


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path: Path, job: Jobs) -> None:
    path = tmp_path / "track.wav"

    def meanwhile(_frames: int) -> None:
        path.write_bytes(b"new")

    with pytest.raises(ExportError, match="exists already"):
        export_track(path, followed(job(), meanwhile), overwrite=False)
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["track.wav"]


def test_a_link_is_followed(tmp_path: Path, job: Jobs) -> None:
    real = tmp_path / "music"
    real.mkdir()
    link = tmp_path / "track.wav"
    link.symlink_to(real / "track.wav")
    export_track(link, job(), overwrite=True)
    assert link.is_symlink()
    assert soundfile.info(real / "track.wav").frames == FRAMES
    assert names(real) == ["track.wav"]


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path, job: Jobs) -> None:
    (tmp_path / "any").touch()
    path = tmp_path / "track.wav"
    export_track(path, job(10), overwrite=False)
    assert path.stat().st_mode == (tmp_path / "any").stat().st_mode


@pytest.mark.skipif(os.name != "posix", reason="needs permissions")
def test_a_file_that_is_replaced_keeps_its_permissions(tmp_path: Path, job: Jobs) -> None:
    path = tmp_path / "own.wav"
    path.touch()
    path.chmod(0o640)
    export_track(path, job(1000), overwrite=True)
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

    made = Job(Recording(FRAMES, 1, failing), full(FRAMES), Encoding())
    with pytest.raises(failure):
        export_track(path, made, overwrite=True)
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == [name]


@pytest.mark.parametrize("suffix", [".mp3", ".wav", ".flac", ".m4a"])
def test_an_export_killed_at_any_moment_leaves_the_old_file_or_the_new(
    tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"track{suffix}"
    frames = 20 * 44_100
    started = time.monotonic()
    noisy_export.begun(path, frames).communicate()
    taken = time.monotonic() - started
    whole = path.read_bytes()
    outcomes = set()
    for step in range(8):
        path.write_bytes(b"old")
        with noisy_export.begun(path, frames) as process:
            time.sleep(step / 7 * taken)
            process.kill()
            process.communicate()
        now = path.read_bytes()
        outcomes.add(now == whole)
        assert now in (b"old", whole)
    assert outcomes == {True, False}
    if sys.platform == "linux":
        assert names(tmp_path) == [path.name]
    else:  # what a killed process could not remove does not pass for a track
        assert all(other.endswith(".part") for other in names(tmp_path) if other != path.name)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.skipif(os.name != "posix", reason="needs a limit on the size of files")
def test_a_file_that_cannot_grow_is_told_in_a_sentence(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"track{suffix}"
    path.write_bytes(b"old")
    said, noise = noisy_export.begun(path, 4_410_000, limit=100_000).communicate()
    assert said == f"{path} cannot be written: file too large.\n"
    assert noise == ""
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == [path.name]
