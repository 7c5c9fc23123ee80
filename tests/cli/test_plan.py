"""`coach plan`; which events there are is in tests/diary/test_plan.py."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from typer.testing import CliRunner, Result

from coach.cli.commands import app

SCRIPT = "---\ntitle: {}\nabout: For the {}.\noften: {}\n---\n## A\n- Sit. `hold 90s`\n"


def read_events(path: Path) -> list[Any]:
    return list(Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


class Phone:
    """A calendar that knows an event by its identifier, and takes the highest sequence."""

    def __init__(self) -> None:
        self.events: dict[str, Any] = {}

    def take(self, path: Path) -> list[str]:
        """Import a file; return what the calendar then shows."""
        for event in read_events(path):
            old = self.events.get(event["uid"])
            if old is None or event["sequence"] > old["sequence"]:
                self.events[event["uid"]] = event
        shown = [e for e in self.events.values() if e.get("status") != "CANCELLED"]
        return sorted(f"{e['summary']} {e['dtstart'].dt:%H:%M}" for e in shown)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    monkeypatch.setenv("COACH_HOME", str(home))
    monkeypatch.chdir(tmp_path)
    (home / "scripts").mkdir(parents=True)
    write(home, "calf", "2-3 per week")
    write(home, "heel", "several times a day")
    now = datetime(2026, 11, 30, 12, 0).astimezone()
    monkeypatch.setattr("coach.cli.clock.read_clock", lambda: now)
    return home


def write(home: Path, name: str, often: str) -> None:
    text = SCRIPT.format(name.title(), name, often)
    (home / "scripts" / f"{name}.md").write_text(text)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def plan(*arguments: str) -> str:
    result = run("plan", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def test_imported_again_it_replaces_and_never_doubles(home: Path) -> None:
    for name in ("calf", "heel"):
        run("done", name, "yesterday")
    file, calendar = Path("coach.ics"), Phone()
    assert plan("--ics", "coach.ics") == (
        "Heel: 08:00 every day, from Tuesday 1 December\n"
        "Heel: 14:00 every day, from Monday 30 November\n"
        "Heel: 20:00 every day, from Monday 30 November\n"
        "Calf: 18:00 every week on WE, SA, from Wednesday 2 December\n"
        "coach.ics: import it into your calendar.\n"
    )
    shown = ["Calf 18:00", "Heel 08:00", "Heel 14:00", "Heel 20:00"]
    for _ in range(3):
        assert calendar.take(file) == shown
        plan("--ics", "coach.ics")
    # Another often, another time, and a routine that is no more: what was there goes.
    write(home, "heel", "daily")
    plan("--ics", "coach.ics", "--at", "7:30")
    assert calendar.take(file) == ["Calf 07:30", "Heel 07:30"]
    (home / "scripts" / "heel.md").unlink()
    assert "Heel: cancelled\n" in plan("--ics", "other.ics")
    assert calendar.take(Path("other.ics")) == ["Calf 18:00"]
    # Of a plan for one routine, the others stay as they are.
    write(home, "heel", "weekly")
    plan("heel", "--ics", "coach.ics")
    assert calendar.take(file) == ["Calf 18:00", "Heel 18:00"]


def test_an_event_has_a_local_time_a_length_and_an_alarm() -> None:
    plan("calf", "--ics", "coach.ics")
    (event,) = read_events(Path("coach.ics"))
    assert event["dtstart"].dt == datetime(2026, 11, 30, 18, 0)  # noqa: DTZ001 (wherever one is)
    assert event["rrule"].to_ical() == b"FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TH"
    assert event["description"] == "For the calf.\ncoach play calf"
    assert event["duration"].dt.total_seconds() in (120, 180)  # as long as it is spoken
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].dt.total_seconds() == 0
    assert b"METHOD:PUBLISH" in Path("coach.ics").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ((), 1, "There is nothing to plan: name a routine that says how often."),
        (("calf", "--at", "25:00"), 2, "`25:00` is not a time of day: write 18:30."),
        (("nothing",), 1, "error[unknown-routine]"),
    ],
)
def test_what_cannot_be_planned(arguments: tuple[str, ...], code: int, told: str) -> None:
    result = run("plan", *arguments, "--ics", "coach.ics")
    assert (result.exit_code, told in result.stderr) == (code, True)
    assert not Path("coach.ics").exists()


def test_a_file_that_is_not_a_plan_is_left_alone() -> None:
    Path("mine.ics").write_text("BEGIN:VCALENDAR\n")
    result = run("plan", "calf", "--ics", "mine.ics")
    assert (result.exit_code, "is not a plan of coach" in result.stderr) == (2, True)
    assert Path("mine.ics").read_text() == "BEGIN:VCALENDAR\n"
