import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

import pytest
from diary.writing import BEGAN, make_action, make_head

from coach.diary.database import Diary, DiaryError
from coach.diary.entries import DiaryEntry
from coach.diary.migrations import APPLICATION_ID, MIGRATIONS, migrate_schema
from coach.diary.routine_notes import RoutineNote
from coach.timing import Ms

NOTE = RoutineNote(
    "calf-roll", "Calf roll", Path("/a/calf.md"), "1:2", ("daily",), Ms(300_000), "next"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "diary.sqlite"


def write(path: Path, times: int = 1) -> None:
    with Diary(path, is_written=True) as diary:
        diary.note_routine(NOTE, BEGAN)
        for _ in range(times):
            diary.write_entry(make_head(), [make_action()], "Centre")


def read(path: Path) -> tuple[DiaryEntry, ...]:
    with Diary(path) as diary:
        return diary.list_entries()


def use(path: Path, *, is_written: bool) -> None:
    with Diary(path, is_written=is_written) as diary:
        if is_written:
            diary.write_entry(make_head(), [], "")
        else:
            diary.list_entries()


def refuse(path: Path, *, is_written: bool = True) -> str:
    with pytest.raises(DiaryError) as refused:
        use(path, is_written=is_written)
    return str(refused.value).replace(str(path), "FILE")


def read_all(diary: Diary) -> None:
    diary.list_entries()
    diary.list_routines()


def write_until_refused(diary: Diary) -> tuple[int, str]:
    for written in range(1000):
        try:
            diary.write_entry(make_head(), [make_action()] * 20, "")
        except DiaryError as error:
            return written, str(error)
    raise AssertionError("The disk is not full.")


def test_what_was_written_is_read(path: Path) -> None:
    assert read(path) == ()
    assert not path.exists()
    with Diary(path, is_written=True) as diary:
        number = diary.write_entry(make_head(), [make_action(0)], "Centre")
        more = [make_action(1, 15_000)]
        assert diary.write_entry(make_head(), more, "End", number=number, is_finished=True) == 1
        diary.note_routine(NOTE, BEGAN)
        assert diary.list_routines() == (NOTE,)
        assert diary.list_entries(since=BEGAN + timedelta(seconds=1)) == ()
        assert diary.list_entries(routine="another") == ()
    actions = (make_action(0), make_action(1, 15_000))
    entry = DiaryEntry(1, make_head(), "End", is_finished=True, actions=actions)
    assert read(path) == (entry,)
    assert read(path)[0].head.began.utcoffset() == timedelta(hours=1)
    assert (entry.held, entry.share.percent) == (45_000, 75)
    assert list(path.parent.iterdir()) == [path]


def test_what_was_deleted_comes_back_until_it_is_purged(path: Path) -> None:
    write(path, 3)
    with Diary(path, is_written=True) as diary:
        assert diary.delete_entries([1, 7], BEGAN) == 1
        assert diary.delete_entries([2, 3], BEGAN + timedelta(seconds=1)) == 2
        assert diary.list_routines() == ()
        assert diary.restore_entries() == 2
        assert [entry.number for entry in diary.list_entries()] == [2, 3]
        # What was deleted is removed thirty days later, when something is written.
        diary.note_routine(NOTE, BEGAN + timedelta(days=29))
        assert diary.restore_entries() == 1
        diary.delete_entries([1], BEGAN)
        diary.note_routine(NOTE, BEGAN + timedelta(days=31))
        assert diary.restore_entries() == 0
        diary.delete_entries([2, 3], BEGAN)
        assert diary.purge_deleted() == 2
    assert b"tender" not in path.read_bytes()


def test_a_schema_is_brought_up_to_date_as_a_whole_or_not_at_all(path: Path) -> None:
    write(path)
    later = (*MIGRATIONS, "ALTER TABLE entry ADD COLUMN mood TEXT; CREATE TABLE no (", "")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        with pytest.raises(sqlite3.OperationalError):
            migrate_schema(connection, later)
        connection.execute("ROLLBACK")
    assert len(read(path)) == 1
    steps = (*MIGRATIONS, "ALTER TABLE entry ADD COLUMN mood TEXT")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        migrate_schema(connection, steps)
        connection.execute("COMMIT")
        assert connection.execute("SELECT number, mood FROM entry").fetchall() == [(1, None)]
    newer = (
        f"The diary FILE was written by a newer coach: its schema is {len(MIGRATIONS) + 1}, "
        f"and this coach knows {len(MIGRATIONS)}. Update coach."
    )
    assert refuse(path) == refuse(path, is_written=False) == newer


@pytest.mark.parametrize("first", ["", "PRAGMA user_version = 1", "PRAGMA application_id = 7"])
def test_a_file_of_another_program_is_left_alone(path: Path, first: str) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (a)")
        connection.execute(first)
    before = path.read_bytes()
    assert (
        refuse(path)
        == refuse(path, is_written=False)
        == ("FILE is not a diary of coach. Move the file away.")
    )
    assert path.read_bytes() == before
    assert int.from_bytes(b"coac") == APPLICATION_ID


def test_a_damaged_file_is_refused_and_left_alone(path: Path) -> None:
    write(path, 20)
    whole = path.read_bytes()
    damaged = "The diary FILE is damaged. Move the file away, or put back a copy of it."
    overwritten = whole[:4096] + b"\xff" * (len(whole) - 4096)
    for data in (b"no database", overwritten, b"\0" * len(whole)):
        path.write_bytes(data)
        assert refuse(path, is_written=False) == damaged
        assert path.read_bytes() == data
    path.write_bytes(b"")  # a new one, of which nothing was written yet
    assert read(path) == ()


def test_damage_that_sqlite_does_not_see_is_refused_as_well(path: Path) -> None:
    write(path)
    whole = path.read_bytes()
    for old, new in (
        (b'{"hold":', b'{"hold" '),
        (b'["daily"', b'["daily '),
        (b"tender", b"tend\xff\xff"),
    ):
        path.write_bytes(whole.replace(old, new))
        with pytest.raises(DiaryError), Diary(path) as diary:
            read_all(diary)


def test_a_folder_in_its_place_and_one_that_cannot_be_made(path: Path) -> None:
    path.mkdir(parents=True)
    assert refuse(path) == (
        "The diary FILE cannot be opened. Check that you may read and write its folder."
    )
    (path / "file").touch()
    below = path / "file" / "diary.sqlite"  # mkdir says so of a file
    assert refuse(below) == "The diary FILE cannot be written: file exists."


def test_a_full_disk_loses_nothing_that_was_finished(path: Path) -> None:
    write(path)
    with Diary(path, is_written=True) as diary:
        (pages,) = diary._connection.execute("PRAGMA page_count").fetchone()  # noqa: SLF001
        diary._connection.execute(f"PRAGMA max_page_count = {pages}")  # noqa: SLF001
        written, why = write_until_refused(diary)
        assert why == f"The diary {path} is not written: the disk is full. Make room."
        assert len(diary.list_entries()) == written + 1
    assert len(read(path)) == written + 1


@pytest.mark.skipif(os.name != "posix" or os.getuid() == 0, reason="root may write everything")
def test_a_read_only_disk_is_read(path: Path) -> None:
    write(path)
    path.chmod(0o400)
    path.parent.chmod(0o500)
    assert len(read(path)) == 1
    assert "read-only" in refuse(path)


def test_two_writers_wait_for_one_another(path: Path) -> None:
    with Diary(path, is_written=True) as diary:
        diary._connection.execute("BEGIN IMMEDIATE")  # noqa: SLF001 (another process at work)
        with (
            pytest.raises(DiaryError, match=r"is being written by another process"),
            Diary(path, is_written=True, patience_s=0) as other,
        ):
            other.write_entry(make_head(), [], "")
        assert read(path) == ()
        diary._connection.execute("COMMIT")  # noqa: SLF001
    threads = [threading.Thread(target=write, args=(path, 5)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(entry.number for entry in read(path)) == list(range(1, 21))


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_writers_killed_at_random_moments_lose_nothing_that_they_told(path: Path) -> None:
    chance, told = random.Random(2), set[tuple[int, int]]()  # noqa: S311 (no secret)
    for _ in range(20):
        writers = [
            subprocess.Popen(  # noqa: S603 (our own program)
                [sys.executable, "-m", "diary.writing", str(path)],
                stdout=subprocess.PIPE,
                text=True,
                cwd=Path(__file__).parents[1],
            )
            for _ in range(2)
        ]
        lines = [writer.stdout.readline() for writer in writers if writer.stdout]  # they run
        with suppress(subprocess.TimeoutExpired):
            writers[0].wait(chance.uniform(0, 0.15))
        for writer in writers:
            writer.kill()
        for writer, line in zip(writers, lines, strict=True):
            out, _ = writer.communicate()
            pairs = (each.split() for each in (line + out).splitlines(keepends=True))
            told |= {(int(pair[0]), int(pair[1])) for pair in pairs if len(pair) == 2}
        entries = {entry.number: len(entry.actions) for entry in read(path)}
        assert all(entries.get(number, 0) >= actions for number, actions in told)
        assert set(entries.values()) <= {1, 2}
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix" or not shutil.which("sh"), reason="needs ulimit")
def test_a_file_that_may_not_grow_is_refused_in_a_sentence(path: Path) -> None:
    write(path, 20)
    code = (
        "import signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from diary.test_database import Path, write\n"
        "try: write(Path(sys.argv[1]), 2000)\n"
        "except Exception as error: print(type(error).__name__, error)\n"
    )
    size = path.stat().st_size // 1024
    out = subprocess.run(  # noqa: S603 (our own program)
        ["sh", "-c", f'ulimit -f {size}; exec "$0" "$@"', sys.executable, "-c", code, str(path)],  # noqa: S607
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert out.startswith("DiaryError The diary"), out
    assert len(read(path)) >= 20
