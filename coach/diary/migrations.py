"""The schema of the diary, as the steps that lead from one version of it to the next."""

import sqlite3
from collections.abc import Sequence

APPLICATION_ID = 0x636F6163
"""By what a file is known for a diary of coach: "coac"."""

MIGRATIONS: tuple[str, ...] = (
    # 1: what was done, and what is known of the routines
    """
    CREATE TABLE entry (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        routine TEXT NOT NULL,
        title TEXT NOT NULL,
        script TEXT NOT NULL,
        adjustments TEXT NOT NULL,
        began_ms INTEGER NOT NULL,
        utc_offset_s INTEGER NOT NULL,
        planned_ms INTEGER NOT NULL,
        is_told INTEGER NOT NULL,
        reached TEXT NOT NULL DEFAULT '',
        is_finished INTEGER NOT NULL DEFAULT 0,
        deleted_ms INTEGER
    );
    CREATE INDEX entry_by_time ON entry (began_ms);
    CREATE TABLE action (
        entry INTEGER NOT NULL REFERENCES entry (number) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        exercise TEXT NOT NULL,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        side TEXT,
        planned_ms INTEGER NOT NULL,
        held_ms INTEGER NOT NULL
    );
    CREATE INDEX action_by_entry ON action (entry);
    CREATE TABLE routine (
        name TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        path TEXT NOT NULL,
        stamp TEXT NOT NULL,
        often TEXT NOT NULL,
        goal_ms INTEGER,
        next TEXT
    );
    """,
    # 2: whether the listener was told that a routine is said in brief
    "ALTER TABLE routine ADD COLUMN is_brief_told INTEGER NOT NULL DEFAULT 0",
    # 3: the events that a calendar may have of us
    """
    CREATE TABLE event (
        uid TEXT PRIMARY KEY,
        routine TEXT NOT NULL,
        title TEXT NOT NULL,
        begins TEXT NOT NULL,
        sequence INTEGER NOT NULL,
        is_cancelled INTEGER NOT NULL
    );
    """,
    # 4: which week of a programme over weeks the listener was told
    "ALTER TABLE routine ADD COLUMN week_told TEXT NOT NULL DEFAULT ''",
)
"""Step n brings a diary from version n to version n + 1; version 0 is an empty file."""


def read_version(connection: sqlite3.Connection) -> int:
    """Return the version of the schema; 0 of an empty file."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def is_foreign(connection: sqlite3.Connection) -> bool:
    """Return whether a database is there that coach has not made."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return bool(application != APPLICATION_ID and (tables or application))


def migrate_schema(connection: sqlite3.Connection, steps: Sequence[str] = MIGRATIONS) -> None:
    """Bring the schema up to date, as a whole or not at all.

    The caller has begun a transaction that excludes every other writer.
    """
    version = read_version(connection)
    for step in steps[version:]:
        for statement in filter(str.strip, step.split(";")):
            connection.execute(statement)
    if version < len(steps):
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(steps)}")
