"""A timeline as a document for other programs; its version rises when its form changes."""

from coach.score.timeline import Timeline
from coach.timing import SAMPLE_RATE

VERSION = 2


def describe_timeline(timeline: Timeline, voice: str) -> dict[str, object]:
    """Return a timeline as plain lists and mappings, ready for JSON; times are frames."""
    return {
        "version": VERSION,
        "title": timeline.title,
        "sample_rate": SAMPLE_RATE,
        "frames": timeline.frames,
        "voice": voice,
        "events": [
            {
                "at": event.at,
                "frames": event.frames,
                "kind": event.kind,
                "role": event.role,
                "text": event.text,
                "exercise": event.exercise,
                "side": event.side,
                "source": event.source,
            }
            for event in timeline.events
        ],
        "holds": [
            {
                "name": hold.name,
                "exercise": hold.exercise,
                "side": hold.side,
                "at": hold.at,
                "frames": hold.frames,
                "breaths": hold.breaths,
                "kind": hold.kind,
                "set": hold.set_position and hold.set_position.number,
                "sets": hold.set_position and hold.set_position.total,
                "round": hold.round_position and hold.round_position.number,
                "rounds": hold.round_position and hold.round_position.total,
                "reps": hold.reps,
            }
            for hold in timeline.holds
        ],
        "chapters": [
            {"at": chapter.at, "frames": chapter.frames, "title": chapter.title}
            for chapter in timeline.chapters
        ],
        "notes": [
            {"code": note.code, "message": note.message, "source": note.source}
            for note in timeline.notes
        ],
    }
