"""Writes entries of a diary until it is killed: ``python -m diary.writing FILE``."""

import sys
from datetime import datetime
from pathlib import Path

from coach.diary.database import Diary
from coach.diary.entries import ActionRecord, EntryHead
from coach.timing import Ms

BEGAN = datetime.fromisoformat("2026-11-30T20:00:00+01:00")


def make_head(routine: str = "calf-roll", began: datetime = BEGAN) -> EntryHead:
    return EntryHead(routine, "Calf roll", "5c8d", {"hold": ["45s"]}, began, Ms(60_000))


def make_action(number: int = 0, held: int = 30_000) -> ActionRecord:
    return ActionRecord(number, "Centre", "tender", "hold", "right", Ms(30_000), Ms(held))


def tell(number: int, actions: int) -> None:
    """Write how many actions of an entry are on the disk."""
    sys.stdout.write(f"{number} {actions}\n")
    sys.stdout.flush()


def main(path: Path) -> None:
    while True:
        with Diary(path, is_written=True) as diary:
            number = diary.write_entry(make_head(), [make_action(0)], "Centre")
            tell(number, 1)
            diary.write_entry(make_head(), [make_action(1)], "Close", number=number)
            tell(number, 2)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
