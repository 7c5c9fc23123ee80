"""A timeline as a document for other programs; its version rises when its form changes."""

from typing import get_args

from coach.document_keys import (
    COUNT,
    POSITION_OR_NULL,
    TEXT,
    TEXT_OR_NULL,
    DocumentKey,
    Schema,
    describe_value,
    make_choice_schema,
    make_list_schema,
    make_object_schema,
)
from coach.score.timeline import ActionKind, Chapter, Event, EventKind, Hold, Note, Role, Timeline
from coach.sides import Side
from coach.timing import SAMPLE_RATE

VERSION = 2

_SIDE = make_choice_schema((*get_args(Side), None))

_EVENT_KEYS: tuple[DocumentKey[Event], ...] = (
    DocumentKey("at", COUNT, lambda event: event.at),
    DocumentKey("frames", COUNT, lambda event: event.frames),
    DocumentKey("kind", make_choice_schema(get_args(EventKind)), lambda event: event.kind),
    DocumentKey("role", make_choice_schema(get_args(Role)), lambda event: event.role),
    DocumentKey("text", TEXT_OR_NULL, lambda event: event.text),
    DocumentKey("exercise", TEXT_OR_NULL, lambda event: event.exercise),
    DocumentKey("side", _SIDE, lambda event: event.side),
    DocumentKey("source", TEXT_OR_NULL, lambda event: event.source),
)

_HOLD_KEYS: tuple[DocumentKey[Hold], ...] = (
    DocumentKey("name", TEXT, lambda hold: hold.name),
    DocumentKey("exercise", TEXT, lambda hold: hold.exercise),
    DocumentKey("side", _SIDE, lambda hold: hold.side),
    DocumentKey("at", COUNT, lambda hold: hold.at),
    DocumentKey("frames", COUNT, lambda hold: hold.frames),
    DocumentKey("breaths", COUNT, lambda hold: hold.breaths),
    DocumentKey("kind", make_choice_schema(get_args(ActionKind)), lambda hold: hold.kind),
    DocumentKey(
        "set", POSITION_OR_NULL, lambda hold: hold.set_position and hold.set_position.number
    ),
    DocumentKey(
        "sets", POSITION_OR_NULL, lambda hold: hold.set_position and hold.set_position.total
    ),
    DocumentKey(
        "round", POSITION_OR_NULL, lambda hold: hold.round_position and hold.round_position.number
    ),
    DocumentKey(
        "rounds", POSITION_OR_NULL, lambda hold: hold.round_position and hold.round_position.total
    ),
    DocumentKey("reps", POSITION_OR_NULL, lambda hold: hold.reps),
)

_CHAPTER_KEYS: tuple[DocumentKey[Chapter], ...] = (
    DocumentKey("at", COUNT, lambda chapter: chapter.at),
    DocumentKey("frames", COUNT, lambda chapter: chapter.frames),
    DocumentKey("title", TEXT, lambda chapter: chapter.title),
)

_NOTE_KEYS: tuple[DocumentKey[Note], ...] = (
    DocumentKey("code", TEXT, lambda note: note.code),
    DocumentKey("message", TEXT, lambda note: note.message),
    DocumentKey("source", TEXT_OR_NULL, lambda note: note.source),
)

_Heard = tuple[Timeline, str]
"""A timeline, and the name of the voice."""

_TIMELINE_KEYS: tuple[DocumentKey[_Heard], ...] = (
    DocumentKey("version", {"const": VERSION}, lambda _: VERSION),
    DocumentKey("title", TEXT, lambda heard: heard[0].title),
    DocumentKey("sample_rate", {"const": SAMPLE_RATE}, lambda _: SAMPLE_RATE),
    DocumentKey("frames", COUNT, lambda heard: heard[0].frames),
    DocumentKey("voice", TEXT, lambda heard: heard[1]),
    DocumentKey(
        "events",
        make_list_schema(make_object_schema(_EVENT_KEYS)),
        lambda heard: [describe_value(_EVENT_KEYS, event) for event in heard[0].events],
    ),
    DocumentKey(
        "holds",
        make_list_schema(make_object_schema(_HOLD_KEYS)),
        lambda heard: [describe_value(_HOLD_KEYS, hold) for hold in heard[0].holds],
    ),
    DocumentKey(
        "chapters",
        make_list_schema(make_object_schema(_CHAPTER_KEYS)),
        lambda heard: [describe_value(_CHAPTER_KEYS, each) for each in heard[0].chapters],
    ),
    DocumentKey(
        "notes",
        make_list_schema(make_object_schema(_NOTE_KEYS)),
        lambda heard: [describe_value(_NOTE_KEYS, note) for note in heard[0].notes],
    ),
)

TIMELINE_SCHEMA: Schema = make_object_schema(_TIMELINE_KEYS)


def describe_timeline(timeline: Timeline, voice: str) -> dict[str, object]:
    """Return a timeline as plain lists and mappings, ready for JSON; times are frames."""
    return describe_value(_TIMELINE_KEYS, (timeline, voice))
