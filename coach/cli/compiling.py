"""From what was typed to a compiled track, or to the diagnostics and an exit."""

from typing import TYPE_CHECKING

from coach.cli.progress import show_progress
from coach.cli.reports import report_diagnostics, stop_on_errors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.cli.adjustments import TypedOptions
    from coach.score.experience import FindExperience
    from coach.track import Track


def compile_routines(
    names: "Sequence[str]",
    typed: "TypedOptions",
    find_experience: "FindExperience | None" = None,
) -> "Track":
    """Compile routines as they were asked for; exit where there is a mistake."""
    import coach
    from coach.cli.voices import ask_consent, offer_neural_voice
    from coach.pipeline import resolve_voice
    from coach.score.adjustments import read_adjustments
    from coach.score.experience import find_no_experience

    library = coach.Library.of_user()
    routines = [library.load_routine(name) for name in names]
    if not any(routine.has_errors for routine in routines):
        voice = resolve_voice(routines, read_adjustments(typed).value, library).value
        if voice:
            ask_consent(voice.profile, library)
    try:
        with show_progress() as on_progress:
            track = coach.compile(
                routines,
                library=library,
                on_progress=on_progress,
                find_experience=find_experience or find_no_experience,
                **typed,
            )
    except coach.ScriptError as error:
        stop_on_errors(error.diagnostics)
        raise
    report_diagnostics(track.diagnostics)
    offer_neural_voice(track.voice.profile, library)
    return track
