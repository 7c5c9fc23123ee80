"""The diary on the disk: one SQLite file, safe with several processes, SIGKILL and power loss.

Every write is a transaction that is on the disk when it returns. The journal is the rollback
journal, not the write-ahead log: the diary is one file, and a read-only disk can be read.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Self

from coach.diary.calendar_event import CalendarEvent
from coach.diary.entries import ActionRecord, DiaryEntry, EntryHead, Share, make_share
from coach.diary.migrations import MIGRATIONS, is_foreign, migrate_schema, read_version
from coach.diary.routine_notes import RoutineNote
from coach.files import describe_refusal
from coach.timing import Ms

_PATIENCE_S = 5.0
"""Seconds to wait for another process that writes."""

_KEPT_DELETED = timedelta(days=30)
"""How long what was deleted can be brought back."""


class DiaryError(Exception):
    """The diary cannot be read or written, in a sentence of why and one of what to do."""


class Diary:
    """A diary that is open. It is a context, which closes it.

    Args:
        path: its file.
        is_written: whether it is made where it is not there. Else a missing one is empty.
        patience_s: how long to wait for another process that writes.

    Raises:
        DiaryError: where the file is damaged, not a diary, or of a newer coach.
    """

    def __init__(
        self, path: Path, *, is_written: bool = False, patience_s: float = _PATIENCE_S
    ) -> None:
        self._path = path
        with self._explain_errors():
            if is_written:
                path.parent.mkdir(parents=True, exist_ok=True)
            is_there = is_written or path.exists()
            address = f"{path.absolute().as_uri()}?mode={'rwc' if is_written else 'rw'}"
            self._connection = sqlite3.connect(
                address if is_there else ":memory:",
                timeout=patience_s,
                isolation_level=None,
                uri=is_there,
            )
            try:
                self._prepare_connection()
            except BaseException:
                self._connection.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def write_entry(
        self,
        head: EntryHead,
        actions: Iterable[ActionRecord],
        reached: str,
        *,
        number: int | None = None,
        is_finished: bool = False,
    ) -> int:
        """Write an entry, or go on with one; return its number.

        Args:
            head: what was known when it began.
            actions: what was done since it was last written.
            reached: the title of the last chapter that was heard.
            number: the entry to go on with; None for a new one.
            is_finished: whether the routine was heard to its end.
        """
        with self._open_transaction() as connection:
            number = number or _insert_entry(connection, head)
            connection.executemany(
                "INSERT INTO action VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (number, a.number, a.exercise, a.name, a.kind, a.side, a.planned, a.held)
                    for a in actions
                ],
            )
            connection.execute(
                "UPDATE entry SET reached = ?, is_finished = ? WHERE number = ?",
                (reached, is_finished, number),
            )
            return number

    def list_entries(
        self, *, since: datetime | None = None, routine: str | None = None
    ) -> tuple[DiaryEntry, ...]:
        """List the entries from a moment on, of all routines or of one, the oldest first."""
        begin = _to_ms(since) if since else 0
        chosen = (
            "deleted_ms IS NULL AND began_ms >= :begin AND (:routine IS NULL OR routine = :routine)"
        )
        values = {"begin": begin, "routine": routine}
        with self._explain_errors():
            self._connection.execute("BEGIN")  # both tables as they are at one moment
            try:
                heads = self._connection.execute(
                    f"SELECT {_ENTRY_COLUMNS} FROM entry WHERE {chosen} ORDER BY began_ms, number",  # noqa: S608
                    values,
                ).fetchall()
                rows = self._connection.execute(
                    f"SELECT {_ACTION_COLUMNS} FROM action JOIN entry ON entry = entry.number "  # noqa: S608
                    f"WHERE {chosen} ORDER BY action.rowid",
                    values,
                ).fetchall()
            finally:
                self._connection.execute("COMMIT")
            actions: dict[int, list[ActionRecord]] = {}
            for entry, *record in rows:
                actions.setdefault(entry, []).append(_make_record(record))
            return tuple(_make_entry(row, actions.get(row[0], ())) for row in heads)

    def list_shares(self, since: datetime) -> tuple[Share, ...]:
        """List how much was done of each routine from a moment on, the oldest first.

        It is what the entries say, without making all their actions.
        """
        with self._explain_errors():
            rows = self._connection.execute(_SELECT_SHARES, (_to_ms(since),)).fetchall()
            return tuple(
                make_share(routine, _read_moment(began, offset), Ms(done or 0), Ms(planned))
                for routine, began, offset, planned, done in rows
            )

    def delete_entries(self, numbers: Sequence[int], now: datetime) -> int:
        """Delete entries; return how many there were. `restore_entries` brings them back.

        What is deleted later has a later time, whatever the clock says.
        """
        marks = ", ".join("?" * len(numbers))
        latest = "1 + coalesce((SELECT max(deleted_ms) FROM entry), 0)"
        change = f"UPDATE entry SET deleted_ms = max(?, {latest})"  # noqa: S608 (marks alone)
        where = f"WHERE deleted_ms IS NULL AND number IN ({marks})"
        with self._open_transaction() as connection:
            return connection.execute(f"{change} {where}", (_to_ms(now), *numbers)).rowcount

    def restore_entries(self) -> int:
        """Bring back what was deleted last; return how many entries these are."""
        with self._open_transaction() as connection:
            return connection.execute(
                "UPDATE entry SET deleted_ms = NULL "
                "WHERE deleted_ms = (SELECT max(deleted_ms) FROM entry)"
            ).rowcount

    def purge_deleted(self) -> int:
        """Overwrite what was deleted; return how many entries these are."""
        with self._open_transaction() as connection:
            return connection.execute("DELETE FROM entry WHERE deleted_ms IS NOT NULL").rowcount

    def note_routine(self, note: RoutineNote, now: datetime) -> None:
        """Note what is known of a routine; what was deleted long ago goes for good meanwhile."""
        values = (
            note.name,
            note.title,
            str(note.path),
            note.stamp,
            json.dumps(note.often, ensure_ascii=False),
            note.goal,
            note.next,
        )
        with self._open_transaction() as connection:
            connection.execute(_NOTE_ROUTINE, values)
            connection.execute(
                "DELETE FROM entry WHERE deleted_ms <= ?", (_to_ms(now - _KEPT_DELETED),)
            )

    def mark_brief_told(self, routine: str, *, is_told: bool) -> bool:
        """Note whether a listener was told that a routine is brief; return whether that is new."""
        with self._open_transaction() as connection:
            changed = connection.execute(
                "UPDATE routine SET is_brief_told = :told WHERE name = :name "
                "AND is_brief_told != :told",
                {"told": is_told, "name": routine},
            )
            return changed.rowcount > 0

    def mark_week_told(self, routine: str, week: str) -> bool:
        """Note which week a listener was told; return whether that is new."""
        with self._open_transaction() as connection:
            changed = connection.execute(
                "UPDATE routine SET week_told = :week WHERE name = :name AND week_told != :week",
                {"week": week, "name": routine},
            )
            return changed.rowcount > 0

    def list_routines(self) -> tuple[RoutineNote, ...]:
        """List the routines that were done, by name."""
        with self._explain_errors():
            rows = self._connection.execute(
                "SELECT name, title, path, stamp, often, goal_ms, next FROM routine "
                "WHERE name IN (SELECT routine FROM entry WHERE deleted_ms IS NULL) ORDER BY name"
            ).fetchall()
            return tuple(
                RoutineNote(name, title, Path(path), stamp, tuple(json.loads(often)), goal, then)
                for name, title, path, stamp, often, goal, then in rows
            )

    def list_events(self) -> tuple[CalendarEvent, ...]:
        """List the events that a calendar may have, those that were cancelled included."""
        with self._explain_errors():
            rows = self._connection.execute(
                "SELECT uid, routine, title, begins, sequence, is_cancelled FROM event ORDER BY uid"
            ).fetchall()
            return tuple(
                CalendarEvent(
                    uid, routine, title, datetime.fromisoformat(begins), number, bool(gone)
                )
                for uid, routine, title, begins, number, gone in rows
            )

    def write_events(self, events: Iterable[CalendarEvent]) -> None:
        """Write events, in the place of those with the same identifier."""
        with self._open_transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO event VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (e.uid, e.routine, e.title, e.begins.isoformat(), e.sequence, e.is_cancelled)
                    for e in events
                ],
            )

    def _prepare_connection(self) -> None:
        """Set what every connection needs, and bring the schema up to date."""
        for pragma in ("foreign_keys", "secure_delete", "fullfsync"):
            self._connection.execute(f"PRAGMA {pragma} = ON")
        self._connection.execute("PRAGMA synchronous = EXTRA")
        if read_version(self._connection) < len(MIGRATIONS):
            with self._open_transaction() as connection:
                if is_foreign(connection):
                    raise DiaryError(f"{self._path} is not a diary of coach. Move the file away.")
                migrate_schema(connection)
        version = read_version(self._connection)
        if is_foreign(self._connection):
            raise DiaryError(f"{self._path} is not a diary of coach. Move the file away.")
        if version > len(MIGRATIONS):
            raise DiaryError(
                f"The diary {self._path} was written by a newer coach: its schema is {version}, "
                f"and this coach knows {len(MIGRATIONS)}. Update coach."
            )

    @contextmanager
    def _open_transaction(self) -> Iterator[sqlite3.Connection]:
        """Begin a transaction, and end it: with all that was written, or with nothing."""
        with self._explain_errors():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # SQLite has rolled it back itself
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _explain_errors(self) -> Iterator[None]:
        """Say in a sentence why the diary cannot be read or written."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise DiaryError(_describe_error(error, self._path)) from error
        except (ValueError, TypeError, OverflowError) as error:  # what stands there is damaged
            raise DiaryError(f"The diary {self._path} {_DAMAGED}") from error
        except OSError as error:
            reason = describe_refusal(error)
            raise DiaryError(f"The diary {self._path} cannot be written: {reason}.") from error


_ENTRY_COLUMNS = (
    "number, routine, title, script, adjustments, began_ms, utc_offset_s, planned_ms, is_told, "
    "reached, is_finished"
)
_ACTION_COLUMNS = (
    "entry, action.number, exercise, name, kind, side, action.planned_ms, action.held_ms"
)

_NOTE_ROUTINE = """
    INSERT INTO routine (name, title, path, stamp, often, goal_ms, next)
    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET
        title = excluded.title, path = excluded.path, stamp = excluded.stamp,
        often = excluded.often, goal_ms = excluded.goal_ms, next = excluded.next
"""

_SELECT_SHARES = """
    SELECT routine, began_ms, utc_offset_s, planned_ms, (
        SELECT sum(done) FROM (
            SELECT min(sum(held_ms), max(planned_ms)) AS done
            FROM action WHERE action.entry = entry.number GROUP BY action.number
        )
    )
    FROM entry WHERE deleted_ms IS NULL AND began_ms >= ? ORDER BY began_ms, number
"""

_DAMAGED = "is damaged. Move the file away, or put back a copy of it."

_REASONS: Mapping[int, str] = {
    sqlite3.SQLITE_FULL: "is not written: the disk is full. Make room.",
    sqlite3.SQLITE_READONLY: "cannot be written: the file or its disk is read-only.",
    sqlite3.SQLITE_BUSY: "is being written by another process. Try again.",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened. Check that you may read and write its folder.",
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_IOERR: "cannot be read or written: its disk fails or is full.",
}


def _describe_error(error: sqlite3.DatabaseError, path: Path) -> str:
    """Describe what SQLite says of a diary."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return f"The diary {path} {_REASONS.get(code, f'cannot be used: {error}.')}"


def _insert_entry(connection: sqlite3.Connection, head: EntryHead) -> int:
    offset = head.began.utcoffset() or timedelta()
    cursor = connection.execute(
        "INSERT INTO entry (routine, title, script, adjustments, began_ms, utc_offset_s, "
        "planned_ms, is_told) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            head.routine,
            head.title,
            head.script,
            json.dumps(dict(head.adjustments), ensure_ascii=False),
            _to_ms(head.began),
            int(offset.total_seconds()),
            head.planned,
            head.is_told,
        ),
    )
    return int(cursor.lastrowid or 0)


def _make_record(row: Sequence[Any]) -> ActionRecord:
    number, exercise, name, kind, side, planned, held = row
    return ActionRecord(int(number), exercise, name, kind, side, Ms(int(planned)), Ms(int(held)))


def _make_entry(row: Sequence[object], actions: Sequence[ActionRecord]) -> DiaryEntry:
    number, routine, title, script, typed, began, offset, planned, told, reached, finished = row
    head = EntryHead(
        str(routine),
        str(title),
        str(script),
        json.loads(str(typed)),
        _read_moment(int(str(began)), int(str(offset))),
        Ms(int(str(planned))),
        is_told=bool(told),
    )
    return DiaryEntry(int(str(number)), head, str(reached), bool(finished), tuple(actions))


def _read_moment(began_ms: int, utc_offset_s: int) -> datetime:
    local = timezone(timedelta(seconds=utc_offset_s))
    return datetime.fromtimestamp(began_ms / 1000, UTC).astimezone(local)


def _to_ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
