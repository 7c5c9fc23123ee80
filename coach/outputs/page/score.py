"""What a page shows while a track plays: lines, actions and paced tones, in milliseconds."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from coach.languages.language import Language
from coach.score.paced_tones import PacedTone, list_paced_tones
from coach.score.timeline import Event, Hold, Role, Timeline
from coach.timing import frames_to_ms, write_duration

_SHOWN: frozenset[Role] = frozenset(
    {"title", "caution", "instruction", "side", "cue", "finish", "set"}
)
"""The speech that is shown. Chapters stand for announcements, and countdowns for lengths."""


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of text: its onset, and whether it is said during an action."""

    at: int
    text: str
    is_cue: bool


@dataclass(frozen=True, slots=True)
class PageAction:
    """An action with a countdown: its onset, its end, and its name in the routine's language."""

    at: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class PageTone:
    """A movement of the breath's shape, between levels from 0 to 1, and the words beside it."""

    at: int
    end: int
    start: float
    stop: float
    word: str
    after: str


@dataclass(frozen=True, slots=True)
class PageChapter:
    """A chapter: its onset, its title, and the lines and actions in it, in order."""

    at: int
    title: str
    rows: tuple[PageLine | PageAction, ...]


@dataclass(frozen=True, slots=True)
class PageScore:
    """All that a page shows of a track; every time is in milliseconds from its start."""

    length: int
    chapters: tuple[PageChapter, ...]
    tones: tuple[PageTone, ...]

    def describe(self) -> dict[str, object]:
        """Return what the page's program reads, as plain lists and mappings."""
        rows = [row for chapter in self.chapters for row in chapter.rows]
        return {
            "length": self.length,
            "chapters": [{"at": each.at, "title": each.title} for each in self.chapters],
            "lines": [asdict(row) for row in rows if isinstance(row, PageLine)],
            "actions": [asdict(row) for row in rows if isinstance(row, PageAction)],
            "tones": [asdict(tone) for tone in self.tones],
        }


def make_page_score(timeline: Timeline, language: Language) -> PageScore:
    """Return what a page shows of a track in a language."""
    rows: list[tuple[int, PageLine | PageAction]] = [
        (event.at, PageLine(frames_to_ms(event.at), event.text or "", event.role == "cue"))
        for event in timeline.events
        if _is_shown(event)
    ]
    rows += [(hold.at, _make_action(hold, language)) for hold in timeline.holds]
    rows.sort(key=lambda row: row[0])
    chapters = tuple(
        PageChapter(
            frames_to_ms(chapter.at),
            chapter.title,
            tuple(row for at, row in rows if chapter.at <= at < chapter.at + chapter.frames),
        )
        for chapter in timeline.chapters
    )
    tones = tuple(_list_tones(timeline, language))
    return PageScore(frames_to_ms(timeline.frames), chapters, tones)


def _is_shown(event: Event) -> bool:
    return event.kind == "speech" and event.role in _SHOWN and bool(event.text)


def _make_action(hold: Hold, language: Language) -> PageAction:
    """Name an action: what it is called, how long it is, its set and its round."""
    words = {"rest": language.page.rest, "wait": language.page.wait}
    name = words.get(hold.kind, hold.name or hold.exercise)
    position = language.phrases.write_position(
        hold.set_position, hold.round_position, hold.side if hold.is_turn else None
    )
    is_silent = hold.kind in words
    parts = (name, write_duration(hold.frames), "" if is_silent else position)
    end = frames_to_ms(hold.at + hold.frames)
    return PageAction(frames_to_ms(hold.at), end, " · ".join(filter(None, parts)))


def _list_tones(timeline: Timeline, language: Language) -> Iterator[PageTone]:
    words = language.page
    during = {
        "in": (words.breathe_in, words.keep),
        "out": (words.breathe_out, words.keep),
        "tempo": (words.lower, words.keep),
        "sweep": ("", ""),
    }
    for _, tones in list_paced_tones(timeline):
        for tone in tones:
            word, after = during[tone.role]
            if (tone.role, tone.note) == ("tempo", 1):
                word = words.lift
            yield _make_tone(tone, word, after)


def _make_tone(tone: PacedTone, word: str, after: str) -> PageTone:
    at, end = frames_to_ms(tone.at), frames_to_ms(tone.end)
    return PageTone(at, end, round(tone.start, 3), round(tone.stop, 3), word, after)
