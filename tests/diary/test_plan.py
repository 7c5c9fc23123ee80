from datetime import date, datetime, time

import pytest

from coach.diary.plan import PlannedEvent, plan_events

MONDAY = date(2026, 11, 30)
NOW = datetime.fromisoformat("2026-11-30T12:00:00+01:00")


def describe(event: PlannedEvent) -> str:
    days = ",".join(event.weekdays)
    return f"{event.begins:%m-%d %H:%M} {event.frequency} {event.interval} {days}".strip()


@pytest.mark.parametrize(
    ("often", "events"),
    [
        ("daily", ["11-30 18:00 DAILY 1"]),
        ("nightly", ["11-30 21:00 DAILY 1"]),
        ("every other day", ["11-30 18:00 DAILY 2"]),
        ("2-3 per week", ["11-30 18:00 WEEKLY 1 MO,TH"]),
        ("3 per week", ["11-30 18:00 WEEKLY 1 MO,WE,FR"]),
        ("5 per week", ["11-30 18:00 WEEKLY 1 MO,TU,WE,FR,SA"]),
        ("7 per week", ["11-30 18:00 DAILY 1"]),
        ("10 per week", ["12-01 08:00 DAILY 1", "11-30 20:00 DAILY 1"]),
        ("weekly", ["11-30 18:00 WEEKLY 1 MO"]),
        ("every 2 weeks", ["11-30 18:00 WEEKLY 2 MO"]),
        ("2 per month", ["11-30 18:00 DAILY 15"]),
        # What is over for today begins tomorrow.
        (
            "several times a day",
            ["12-01 08:00 DAILY 1", "11-30 14:00 DAILY 1", "11-30 20:00 DAILY 1"],
        ),
        ("when symptoms come", []),
    ],
)
def test_what_often_asks_as_events(often: str, events: list[str]) -> None:
    planned = plan_events("calf", (often,), MONDAY, time(18), NOW)
    assert [describe(event) for event in planned] == events
    again = plan_events("calf", (often,), date(2026, 12, 3), time(19), NOW)
    assert [event.uid for event in again] == [event.uid for event in planned]
    other = plan_events("heel", (often,), MONDAY, time(18), NOW)
    assert not {event.uid for event in planned} & {event.uid for event in other}
