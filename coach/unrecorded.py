"""What a recorded voice has no recordings for: it is left out of a track, and named."""

from collections.abc import Sequence
from dataclasses import replace

from coach.diagnostics import Checked, Diagnostic
from coach.score.timeline import Timeline
from coach.speech.voice import Voice

_MOST_NAMED = 3


def leave_out_unrecorded(timeline: Timeline, voice: Voice) -> Checked[Timeline]:
    """Return a timeline without the texts that a voice cannot say; its tones stay."""
    spoken = dict.fromkeys(event.text for event in timeline.events if event.text)
    missing = [text for text in spoken if not voice.is_recorded(text)]
    if not missing:
        return Checked(timeline)
    warning = _name_unrecorded(missing, voice)
    if voice.substitute:
        return Checked(timeline, (warning,))
    left_out = frozenset(missing)
    events = tuple(event for event in timeline.events if event.text not in left_out)
    return Checked(replace(timeline, events=events), (warning,))


def _name_unrecorded(texts: Sequence[str], voice: Voice) -> Diagnostic:
    named = ", ".join(f"“{text}”" for text in texts[:_MOST_NAMED])
    more = f" and {len(texts) - _MOST_NAMED} more" if len(texts) > _MOST_NAMED else ""
    other = voice.substitute
    name = voice.profile.name
    message = f"Not recorded in the voice `{name}`, and "
    message += f"spoken by {other}" if other else "left out"
    return Diagnostic(
        "not-recorded",
        "warning",
        f"{message}: {named}{more}.",
        f"`coach voices record {name} ROUTINE` asks for what is missing.",
    )
