"""A timeline as other programs read it."""

import json

from inline_snapshot import snapshot

from coach.score.timeline_document import describe_timeline
from support import Given, compiled

ROUTINE = """---
title: Calf
tools: [roller]
---
## Calf `sides left`
- Stop. `hold 3 breaths as tender, count none`
  - Relax, and let it go. `at 29.5s`
- Lie. `wait 2s`
"""


def test_the_document_of_a_small_routine() -> None:
    timeline = compiled(ROUTINE, Given(mute=("words",)))
    read = describe_timeline(timeline, "plain")
    assert read == snapshot(
        {
            "version": 2,
            "title": "Calf",
            "sample_rate": 44100,
            "frames": 2240280,
            "voice": "plain",
            "events": [
                {
                    "at": 22050,
                    "frames": 39690,
                    "kind": "speech",
                    "role": "title",
                    "text": "Calf. About fifty seconds. You need a roller.",
                    "exercise": None,
                    "side": None,
                    "source": "test.md:2:1",
                },
                {
                    "at": 88200,
                    "frames": 44100,
                    "kind": "speech",
                    "role": "caution",
                    "text": "Stop if you feel sharp pain, numbness or tingling.",
                    "exercise": None,
                    "side": None,
                    "source": None,
                },
                {
                    "at": 158760,
                    "frames": 17640,
                    "kind": "speech",
                    "role": "announce",
                    "text": "Calf, left side.",
                    "exercise": "Calf",
                    "side": "left",
                    "source": "test.md:5:4",
                },
                {
                    "at": 202860,
                    "frames": 8820,
                    "kind": "speech",
                    "role": "instruction",
                    "text": "Stop.",
                    "exercise": "Calf",
                    "side": "left",
                    "source": "test.md:6:3",
                },
                {
                    "at": 238140,
                    "frames": 13230,
                    "kind": "speech",
                    "role": "length",
                    "text": "Three breaths.",
                    "exercise": "Calf",
                    "side": "left",
                    "source": "test.md:6:3",
                },
                {
                    "at": 604170,
                    "frames": 22050,
                    "kind": "tone",
                    "role": "start",
                    "text": None,
                    "exercise": "Calf",
                    "side": "left",
                    "source": "test.md:6:10",
                },
                {
                    "at": 604170,
                    "frames": 176400,
                    "kind": "breath",
                    "role": "in",
                    "text": None,
                    "exercise": "Calf",
                    "side": "left",
                    "source": "test.md:6:10",
                },
                {
                    "at": 780570,
                    "frames": 264600,
                    "kind": "breath",
                    "role": "out",
                    "text": None,
                    "exercise": "Calf",
                    "side": "left",
                    "source": "test.md:6:10",
                },
                {
                    "at": 1045170,
                    "frames": 176400,
                    "kind": "breath",
                    "role": "in",
                    "text": None,
                    "exercise": "Calf",
                    "side": "left",
                    "source": "test.md:6:10",
                },
                {
                    "at": 1221570,
                    "frames": 264600,
                    "kind": "breath",
                    "role": "out",
                    "text": None,
                    "exercise": "Calf",
                    "side": "left",
                    "source": "test.md:6:10",
                },
                {
                    "at": 1486170,
                    "frames": 176400,
                    "kind": "breath",
                    "role": "in",
                    "text": None,
                    "exercise": "Calf",
                    "side": "left",
                    "source": "test.md:6:10",
                },
                {
                    "at": 1662570,
                    "frames": 264600,
                    "kind": "breath",
                    "role": "out",
                    "text": None,
                    "exercise": "Calf",
                    "side": "left",
                    "source": "test.md:6:10",
                },
                {
                    "at": 1927170,
                    "frames": 35280,
                    "kind": "tone",
                    "role": "end",
                    "text": None,
                    "exercise": "Calf",
                    "side": "left",
                    "source": "test.md:6:10",
                },
                {
                    "at": 1988910,
                    "frames": 8820,
                    "kind": "speech",
                    "role": "instruction",
                    "text": "Lie.",
                    "exercise": "Calf",
                    "side": "left",
                    "source": "test.md:8:3",
                },
                {
                    "at": 2085930,
                    "frames": 22050,
                    "kind": "tone",
                    "role": "finish",
                    "text": None,
                    "exercise": None,
                    "side": None,
                    "source": None,
                },
                {
                    "at": 2112390,
                    "frames": 22050,
                    "kind": "tone",
                    "role": "finish",
                    "text": None,
                    "exercise": None,
                    "side": None,
                    "source": None,
                },
                {
                    "at": 2138850,
                    "frames": 22050,
                    "kind": "tone",
                    "role": "finish",
                    "text": None,
                    "exercise": None,
                    "side": None,
                    "source": None,
                },
                {
                    "at": 2174130,
                    "frames": 22050,
                    "kind": "speech",
                    "role": "finish",
                    "text": "That's it. Well done.",
                    "exercise": None,
                    "side": None,
                    "source": None,
                },
            ],
            "holds": [
                {
                    "name": "tender",
                    "exercise": "Calf",
                    "side": "left",
                    "at": 604170,
                    "frames": 1323000,
                    "breaths": 3,
                    "kind": "hold",
                    "set": None,
                    "sets": None,
                    "round": None,
                    "rounds": None,
                    "reps": None,
                },
                {
                    "name": "",
                    "exercise": "Calf",
                    "side": "left",
                    "at": 1997730,
                    "frames": 88200,
                    "breaths": 0,
                    "kind": "wait",
                    "set": None,
                    "sets": None,
                    "round": None,
                    "rounds": None,
                    "reps": None,
                },
            ],
            "chapters": [
                {"at": 0, "frames": 158760, "title": "Introduction"},
                {"at": 158760, "frames": 2081520, "title": "Calf · left"},
            ],
            "notes": [
                {
                    "code": "cue-dropped",
                    "message": "“Relax, and let it go.” finds no room 1 of 1 times.",
                    "source": "test.md:7:5",
                }
            ],
        }
    )
    assert json.loads(json.dumps(read)) == read


def test_keys_stand_in_the_order_of_the_contract() -> None:
    read = describe_timeline(compiled(ROUTINE), "plain")
    assert list(read) == [
        *("version", "title", "sample_rate", "frames", "voice"),
        *("events", "holds", "chapters", "notes"),
    ]
    first = {key: list(value[0]) for key, value in read.items() if isinstance(value, list)}
    assert first == {
        "events": ["at", "frames", "kind", "role", "text", "exercise", "side", "source"],
        "holds": [
            *("name", "exercise", "side", "at", "frames", "breaths", "kind"),
            *("set", "sets", "round", "rounds", "reps"),
        ],
        "chapters": ["at", "frames", "title"],
        "notes": ["code", "message", "source"],
    }


def test_what_is_not_a_hold_has_no_breaths() -> None:
    text = "## A\n- B. `roll 5s`\n- B. `move 5s`\n- B. `reps 2`\n- B. `rest 5s`\n- B. `wait 5s`\n"
    holds = compiled(text).holds
    assert [(hold.kind, hold.breaths) for hold in holds] == [
        *(("roll", 0), ("move", 0), ("reps", 0), ("rest", 0), ("wait", 0)),
    ]


def test_a_hold_tells_its_set_its_round_and_its_repetitions() -> None:
    text = "## A `times 2, rest 30s between`\n- B. `reps 4, times 2, rest 10s between`\n- C.\n"
    read = describe_timeline(compiled(text), "plain")["holds"]
    assert isinstance(read, list)
    keys = ("kind", "set", "sets", "round", "rounds", "reps")
    assert [tuple(hold[key] for key in keys) for hold in read] == [
        ("reps", 1, 2, 1, 2, 4),
        ("rest", None, None, 1, 2, None),
        ("reps", 2, 2, 1, 2, 4),
        ("rest", None, None, 1, 2, None),
        ("reps", 1, 2, 2, 2, 4),
        ("rest", None, None, 2, 2, None),
        ("reps", 2, 2, 2, 2, 4),
    ]
