"""A tiny, real voice, and ways to compile a script given as text."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from coach.diagnostics import Checked, Findings, SourceText, render_diagnostic
from coach.languages.phrases import NO_WORDINGS, Wordings
from coach.score.adjustments import Adjustments, read_adjustments
from coach.score.arrange import arrange_timeline
from coach.score.cuesheet import CueSheet
from coach.score.program import choose_program, plan_cue_sheet
from coach.score.timeline import Event, Timeline
from coach.script.parser import parse_source
from coach.script.routine import Routine
from coach.timing import SECOND, write_clock, write_duration

HEAD = "---\ntitle: Test\n---\n"


class Given(dict[str, object]):
    """Adjustments by name, as they are written: ``Given(hold=("45s",))``."""


def frames_of(text: str) -> int:
    """Speak a tenth of a second a word, and a tenth more: lengths that are easy to add up."""
    return (len(text.split()) + 1) * SECOND // 10


def script(text: str) -> Routine:
    """Read a script that has no mistakes; a head is put before one without."""
    routine = parse_source(SourceText("test.md", text if "---" in text else HEAD + text))
    assert not routine.has_errors, "\n".join(map(render_diagnostic, routine.diagnostics))
    return routine


def settings(given: Given) -> Adjustments:
    """Read adjustments that have no mistakes."""
    read = read_adjustments(given)
    assert not read.diagnostics, "\n".join(map(render_diagnostic, read.diagnostics))
    return read.value


def plan_routines(
    routines: Sequence[Routine], settings: Adjustments, wordings: Wordings = NO_WORDINGS
) -> Checked[CueSheet | None]:
    """Choose the lengths of routines, and decide what is heard."""
    findings = Findings()
    program = findings.take_value(choose_program(routines, settings))
    sheet = findings.take_value(plan_cue_sheet(program, wordings))
    return findings.make_checked(None if findings.has_errors() else sheet)


def sheet(text: str, given: Given | None = None) -> CueSheet:
    """Expand a script that has no mistakes."""
    expanded = plan_routines([script(text)], settings(given or Given()))
    assert expanded.value, "\n".join(map(render_diagnostic, expanded.diagnostics))
    return expanded.value


def compiled(text: str, given: Given | None = None) -> Timeline:
    """Compile a script that has no mistakes."""
    return arrange_timeline(sheet(text, given), frames_of, settings(given or Given()).mute)


def arranged_together(texts: Sequence[str], given: Given | None = None) -> Timeline:
    """Compile scripts that have no mistakes to one track."""
    adjusted = settings(given or Given())
    planned = plan_routines([script(text) for text in texts], adjusted)
    assert planned.value, "\n".join(map(render_diagnostic, planned.diagnostics))
    assert not planned.diagnostics
    return arrange_timeline(planned.value, frames_of, adjusted.mute)


def refused(text: str, given: Given) -> str:
    """Return what is said to adjustments that cannot be had."""
    findings = Findings()
    read = findings.take_value(read_adjustments(given))
    if not findings.diagnostics:
        assert findings.take_value(plan_routines([script(text)], read)) is None, (
            "nothing was refused"
        )
    return "\n".join(map(render_diagnostic, findings.diagnostics))


def heard(events: Iterable[Event]) -> list[str]:
    """Write events one to a line, with tenths of seconds: what the ear gets."""
    return [f"{write_clock(e.at)} {e.role}{f': {e.text}' if e.text else ''}" for e in events]


def said(timeline: Timeline, *roles: str) -> list[str]:
    """Return the words spoken in some roles, in order."""
    return [e.text or "" for e in timeline.events if e.kind == "speech" and e.role in roles]


def moved(events: Iterable[Event], start: int) -> tuple[Event, ...]:
    """Count the times of events from another place."""
    return tuple(replace(event, at=event.at - start) for event in events)


def in_chapter(timeline: Timeline, title: str) -> list[str]:
    """Write what is heard in the first chapter of a title, timed from its start."""
    chapter = next(c for c in timeline.chapters if c.title == title)
    end = chapter.at + chapter.frames
    events = (e for e in timeline.events if chapter.at <= e.at < end)
    return heard(moved(events, chapter.at))


def during(timeline: Timeline, *roles: str, number: int = 0) -> list[str]:
    """Write what is said in one action (or what sounds in some roles), timed from its start."""
    hold = timeline.holds[number]
    events = (e for e in timeline.events if hold.at <= e.at <= hold.at + hold.frames)
    wanted = roles or ("cue", "breath", "number", "signpost")
    return heard(moved((e for e in events if e.role in wanted), hold.at))


def lengths(timeline: Timeline) -> list[str]:
    """Write every action with its length, and its breaths where breath paces it."""
    return [
        f"{hold.name or hold.kind} {write_duration(hold.frames)}"
        + (f" in {hold.breaths}" if hold.breaths else "")
        for hold in timeline.holds
    ]


def visits(timeline: Timeline) -> list[str]:
    """Return the titles of all chapters but the introduction."""
    return [chapter.title for chapter in timeline.chapters[1:]]


def noted(timeline: Timeline) -> list[str]:
    """Write the notes, each with its line in the script."""
    return [f"{(n.source or '').split(':')[1]} {n.code} {n.message}" for n in timeline.notes]


def warned(text: str, given: Given) -> str:
    """Return what a routine says to adjustments that it can have all the same."""
    expanded = plan_routines([script(text)], settings(given))
    assert expanded.value, "it was refused"
    return "\n".join(map(render_diagnostic, expanded.diagnostics))
