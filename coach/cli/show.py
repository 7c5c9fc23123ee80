"""`coach show`: the timeline, for a reader or for a program."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coach.cli.adjustments import TypedOptions, pass_tuned_adjustments
from coach.cli.arguments import Json, Routines
from coach.cli.compiling import compile_routines
from coach.cli.printing import echo, print_json
from coach.cli.reports import report_failures
from coach.cli.watching import Watch, follow_files, list_files
from coach.timing import write_clock, write_duration

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.score.timeline import Hold, Timeline


@report_failures
@pass_tuned_adjustments
def show(
    routines: Routines, *, as_json: Json = False, watch: Watch = False, typed: TypedOptions
) -> None:
    """Show what will be heard and when, without playing it."""
    if watch:
        from coach.library import Library

        library = Library.of_user()
        follow_files(
            lambda: list_files(routines, library),
            lambda: _show_routines(routines, typed, as_json=as_json),
        )
    _show_routines(routines, typed, as_json=as_json)


def _show_routines(routines: "Sequence[str]", typed: TypedOptions, *, as_json: bool) -> None:
    """Compile routines and show them; exit where there is a mistake."""
    track = compile_routines(routines, typed)
    if as_json:
        print_json(track.document())
    else:
        echo("\n".join(_write_lines(track.timeline, track.voice.profile.name)))


def _write_lines(timeline: "Timeline", voice: str) -> Iterator[str]:
    """Write the timeline line by line; breath and pacing tones are told with their action."""
    from coach.planning.fit_report import FITTED
    from coach.score.timeline import Chapter, Event, Hold

    yield f"{timeline.title} · {write_clock(timeline.frames)} · voice {voice}"
    marked = {each.at: each.text for each in timeline.left_out}
    rows: list[Event | Hold | Chapter] = [
        *timeline.chapters,
        *(e for e in timeline.events if e.kind == "speech" or e.role in ("side", "finish", "bell")),
        *timeline.holds,
    ]
    for row in sorted(rows, key=lambda row: row.at):
        time = f"{write_clock(row.at):>9}"
        match row:
            case Chapter():
                yield f"\n{time}  {row.title}"
            case Hold():
                yield f"{time}    {row.kind:<12}{_write_hold(row)}"
            case Event(role="instruction") if row.at in marked:
                yield f"{time}    {row.role:<12}{marked[row.at]}"
            case Event():
                yield f"{time}    {row.role:<12}{row.text or '♪'}"
    if timeline.left_out:
        yield "\nWhat stands in brackets is left out."
    fitted = [note for note in timeline.notes if note.code == FITTED]
    others = [note for note in timeline.notes if note.code != FITTED]
    for heading, notes in (
        (f"Fitted to {write_clock(timeline.frames)}", fitted),
        ("Notes", others),
    ):
        if notes:
            yield f"\n{heading}"
        for note in notes:
            location = f" ({note.source})" if note.source else ""
            yield f"  {note.message}{location}"


def _write_hold(hold: "Hold") -> str:
    position = hold.set_position
    turn = (hold.side or "") if hold.is_turn else ""
    which = f"set {position.number} of {position.total}" if position else ""
    breaths = f"{hold.breaths} breath{'s' if hold.breaths != 1 else ''}" if hold.breaths else ""
    ends = f"until {write_clock(hold.at + hold.frames)}"
    free = f"{hold.reps} in one's own time" if hold.is_free else ""
    parts = (hold.name, turn, which, free, write_duration(hold.frames), breaths, ends)
    return ", ".join(part for part in parts if part)
