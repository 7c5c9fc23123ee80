import os
import signal as signals
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from mutagen.mp3 import MP3
from numpy.typing import NDArray

from coach.export.target import ExportError
from coach.export.track import check_target, export_track
from coach.score.timeline import Timeline

Signal = Callable[[int], NDArray[np.int16]]
Blocks = Callable[..., Iterator[NDArray[np.int16]]]
Track = Callable[..., Timeline]

FRAMES = 200_000


def ignore(_frames: int) -> None:
    """Progress that nobody looks at."""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("name", ["track.mp3", "track.wav", "Track.MP3", "a.b.wav"])
def test_the_suffix_chooses_the_format(
    tmp_path: Path, track: Track, signal: Signal, blocks: Blocks, name: str
) -> None:
    path = tmp_path / name
    told: list[int] = []
    export_track(
        path, track(FRAMES), blocks(signal(FRAMES)), overwrite=False, on_progress=told.append
    )
    samples, _ = soundfile.read(path, dtype="int16")
    assert len(samples) == FRAMES
    assert soundfile.info(path).format == path.suffix[1:].upper()
    assert told == [*range(32_768, FRAMES, 32_768), FRAMES]
    assert names(tmp_path) == [name]


def test_an_mp3_bears_its_title_and_chapters(
    tmp_path: Path, track: Track, signal: Signal, blocks: Blocks
) -> None:
    path = tmp_path / "track.mp3"
    export_track(path, track(FRAMES), blocks(signal(FRAMES)), overwrite=False, on_progress=ignore)
    read: Any = MP3(path)
    assert read.info.length == pytest.approx(FRAMES / 44_100, abs=1e-6)
    assert read["TIT2"].text == ["Calf roll"]
    assert len(read.tags.getall("CHAP")) == 3


def test_the_same_track_gives_the_same_bytes(
    tmp_path: Path, track: Track, signal: Signal, blocks: Blocks
) -> None:
    for name in ("one.mp3", "two.mp3"):
        export_track(
            tmp_path / name,
            track(FRAMES),
            blocks(signal(FRAMES)),
            overwrite=False,
            on_progress=ignore,
        )
    assert (tmp_path / "one.mp3").read_bytes() == (tmp_path / "two.mp3").read_bytes()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("track.aiff", "track.aiff cannot be .aiff: the name of a track ends in .mp3 or .wav."),
        ("track", "track has no suffix: the name of a track ends in .mp3 or .wav."),
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
    tmp_path: Path, track: Track, name: str, said: str
) -> None:
    (tmp_path / "old.mp3").write_bytes(b"old")
    (tmp_path / "folder.mp3").mkdir()
    (tmp_path / "loop.mp3").symlink_to(tmp_path / "loop.mp3")
    os.mkfifo(tmp_path / "pipe.mp3")
    before = names(tmp_path)
    with pytest.raises(ExportError) as early:
        check_target(tmp_path / name, overwrite=False)
    assert said in str(early.value)
    with pytest.raises(ExportError) as late:
        export_track(tmp_path / name, track(1), iter(()), overwrite=False, on_progress=ignore)
    assert str(late.value) == str(early.value)
    assert names(tmp_path) == before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with pytest.raises(ExportError, match="you may not write in that folder"):
            check_target(tmp_path / "track.mp3", overwrite=True)
    finally:
        tmp_path.chmod(stat.S_IRWXU)


def test_a_target_that_can_be_is_let_through(tmp_path: Path) -> None:
    (tmp_path / "old.mp3").write_bytes(b"old")
    check_target(tmp_path / "new.mp3", overwrite=False)
    check_target(tmp_path / "old.mp3", overwrite=True)
    assert names(tmp_path) == ["old.mp3"]


def test_an_old_file_is_replaced_only_when_asked(
    tmp_path: Path, track: Track, signal: Signal, blocks: Blocks
) -> None:
    path = tmp_path / "track.wav"
    path.write_bytes(b"old")
    with pytest.raises(ExportError, match="exists already"):
        export_track(
            path, track(FRAMES), blocks(signal(FRAMES)), overwrite=False, on_progress=ignore
        )
    assert path.read_bytes() == b"old"
    export_track(path, track(FRAMES), blocks(signal(FRAMES)), overwrite=True, on_progress=ignore)
    assert soundfile.info(path).frames == FRAMES


def test_a_file_that_appears_meanwhile_is_not_replaced(
    tmp_path: Path, track: Track, signal: Signal, blocks: Blocks
) -> None:
    path = tmp_path / "track.wav"

    def meanwhile(_frames: int) -> None:
        path.write_bytes(b"new")

    with pytest.raises(ExportError, match="exists already"):
        export_track(
            path, track(FRAMES), blocks(signal(FRAMES)), overwrite=False, on_progress=meanwhile
        )
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["track.wav"]


def test_a_link_is_followed(tmp_path: Path, track: Track, signal: Signal, blocks: Blocks) -> None:
    real = tmp_path / "music"
    real.mkdir()
    link = tmp_path / "track.wav"
    link.symlink_to(real / "track.wav")
    export_track(link, track(FRAMES), blocks(signal(FRAMES)), overwrite=True, on_progress=ignore)
    assert link.is_symlink()
    assert soundfile.info(real / "track.wav").frames == FRAMES
    assert names(real) == ["track.wav"]


def test_a_new_file_has_the_permissions_of_any_new_file(
    tmp_path: Path, track: Track, signal: Signal, blocks: Blocks
) -> None:
    (tmp_path / "any").touch()
    path = tmp_path / "track.wav"
    export_track(path, track(10), blocks(signal(10)), overwrite=False, on_progress=ignore)
    assert path.stat().st_mode == (tmp_path / "any").stat().st_mode


@pytest.mark.parametrize("name", ["track.mp3", "track.wav"])
@pytest.mark.parametrize("failure", [RuntimeError, OSError, KeyboardInterrupt, SystemExit])
def test_a_failure_half_way_leaves_all_as_it_was(
    tmp_path: Path, track: Track, signal: Signal, name: str, failure: type[BaseException]
) -> None:
    path = tmp_path / name
    path.write_bytes(b"old")

    def failing() -> Iterator[NDArray[np.int16]]:
        yield signal(FRAMES // 2)
        raise failure

    with pytest.raises(failure):
        export_track(path, track(FRAMES), failing(), overwrite=True, on_progress=ignore)
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == [name]


@pytest.mark.parametrize("difference", [-1, 1])
def test_blocks_that_are_not_the_timeline_are_an_error(
    tmp_path: Path, track: Track, signal: Signal, blocks: Blocks, difference: int
) -> None:
    with pytest.raises(ValueError, match=f"hold {FRAMES} frames, the timeline"):
        export_track(
            tmp_path / "track.mp3",
            track(FRAMES + difference),
            blocks(signal(FRAMES)),
            overwrite=False,
            on_progress=ignore,
        )
    assert names(tmp_path) == []


SLOW_EXPORT = """
import sys, time
from pathlib import Path
import numpy as np
from coach.export.track import export_track
from coach.score.timeline import Timeline

def told(frames):
    print(frames, flush=True)
    time.sleep(0.01)

blocks = (np.full(32768, 1000, np.int16) for _ in range(10_000))
timeline = Timeline("Test", 327_680_000, (), (), (), ())
export_track(Path(sys.argv[1]), timeline, blocks, overwrite=True, on_progress=told)
"""


@pytest.mark.parametrize("name", ["track.mp3", "track.wav"])
def test_a_killed_export_leaves_the_old_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"old")
    command = [sys.executable, "-c", SLOW_EXPORT, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:  # noqa: S603 - ourselves
        assert process.stdout is not None
        for _ in range(5):
            assert process.stdout.readline()
        process.kill()
    assert process.returncode == -signals.SIGKILL
    assert path.read_bytes() == b"old"
    # What could not be removed any more does not pass for a track.
    assert all(other.endswith(".part") for other in names(tmp_path) if other != name)


FULL_DISK = """
import resource, sys
from pathlib import Path
import numpy as np
from coach.export.target import ExportError
from coach.export.track import export_track
from coach.score.timeline import Timeline

resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
noise = np.random.default_rng(0).integers(-9999, 9999, 44_100, dtype=np.int16)
timeline = Timeline("Test", 4_410_000, (), (), (), ())
try:
    export_track(
        Path(sys.argv[1]), timeline, (noise for _ in range(100)), overwrite=True,
        on_progress=lambda frames: None,
    )
except ExportError as error:
    print(error)
"""


@pytest.mark.parametrize("name", ["track.mp3", "track.wav"])
@pytest.mark.skipif(os.name != "posix", reason="needs a limit on the size of files")
def test_a_file_that_cannot_grow_is_told_in_a_sentence(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"old")
    command = [sys.executable, "-c", FULL_DISK, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout == f"{path} cannot be written: file too large.\n"
    assert done.stderr == ""
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == [name]
