"""Contents of outputs: a label and a recording, made a finished track."""

from collections.abc import Iterable

from coach.outputs.audio.recording import Recording
from coach.outputs.content import TrackContent
from coach.outputs.label import Label
from coach.score.timeline import Event, Timeline


def content(label: Label, recording: Recording, events: Iterable[Event] = ()) -> TrackContent:
    """A track with the chapters of its label, in which an engine has placed no word."""
    timeline = Timeline(label.title, recording.frames, tuple(events), (), label.chapters, ())
    return TrackContent(timeline, lambda _: (), "calm", label, recording)
