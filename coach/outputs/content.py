"""The content of outputs: a finished track, with all that a file can hold of it."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.recording import Recording
from coach.outputs.captions.captions import list_lyrics
from coach.outputs.label import Label
from coach.score.timeline import Chapter, Timeline
from coach.speech.clip import Word

_BY_DEFAULT = Encoding()


@dataclass(frozen=True, slots=True)
class TrackContent:
    """A finished track.

    Attributes:
        timeline: what is heard, and when.
        words: returns where in its clip each word of a text is said.
        voice: the name of the voice.
        label: what a file says of the track.
        recording: the sound; None where no file is to hold it.
        encoding: how the sound is encoded.
    """

    timeline: Timeline
    words: Callable[[str], tuple[Word, ...]]
    voice: str
    label: Label
    recording: Recording | None = None
    encoding: Encoding = _BY_DEFAULT

    def cut_chapters(self) -> Iterator["TrackContent"]:
        """Cut the track at its chapters: each becomes a track, with a label of its own."""
        chapters = self.timeline.chapters
        for number, chapter in enumerate(chapters, start=1):
            timeline = _cut_timeline(self.timeline, chapter)
            label = replace(
                self.label,
                title=chapter.title,
                album=self.label.title,
                chapters=(),
                lyrics=tuple(list_lyrics(timeline)),
                part=(number, len(chapters)),
            )
            recording = self.recording and self.recording.cut_range(chapter.at, chapter.frames)
            yield replace(self, timeline=timeline, label=label, recording=recording)


def _cut_timeline(timeline: Timeline, chapter: Chapter) -> Timeline:
    """Return a chapter as a timeline that begins at 0."""
    start, stop = chapter.at, chapter.at + chapter.frames
    first, last = (
        bisect_left(timeline.events, at, key=lambda event: event.at) for at in (start, stop)
    )
    return replace(
        timeline,
        title=chapter.title,
        frames=chapter.frames,
        events=tuple(replace(event, at=event.at - start) for event in timeline.events[first:last]),
        holds=tuple(
            replace(hold, at=hold.at - start) for hold in timeline.holds if start <= hold.at < stop
        ),
        chapters=(replace(chapter, at=0),),
        notes=(),
    )
