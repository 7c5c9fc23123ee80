"""A track made ready to be played: its player, and what the coach says live besides it."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache

from coach.audio.background import Background
from coach.audio.ducking import BACKGROUND
from coach.audio.master import Master
from coach.languages.phrases import Phrases
from coach.live.feed import LOOK_AHEAD_FRAMES
from coach.live.goal_keeper import GoalKeeper
from coach.live.output import Output
from coach.live.player import Player
from coach.live.prompts import NO_PROMPTS, NOTHING, Prompts, Samples, render_reminder
from coach.live.transport import Transport
from coach.progress import Progress
from coach.score.expand import find_routine_phrases
from coach.score.timeline import Chapter, Event, Timeline
from coach.speech.engine import SpeechError
from coach.timing import SECOND
from coach.track import Track

_PAUSE_AFTER_PLACE_FRAMES = 2 * SECOND // 5
"""Frames between the words for where the listener is and what goes on there."""


@dataclass(frozen=True, slots=True)
class Performance:
    """A track that is ready to be played.

    Attributes:
        track: the track.
        master: its sound, with the background.
        prompts: what the coach says besides it.
        background: what sounds behind it, if anything does.
    """

    track: Track
    master: Master
    prompts: Prompts
    background: Background | None

    def make_player(self, transport: Transport, output: Output) -> Player:
        """Make a player that begins where a transport says."""
        ducked = BACKGROUND.attack + BACKGROUND.release if self.background else 0
        return Player(
            transport,
            self.master,
            self._remaster_timeline,
            output,
            prompts=self.prompts,
            look_ahead=LOOK_AHEAD_FRAMES + ducked,
        )

    def make_goal_keeper(self, player: Player) -> GoalKeeper | None:
        """Make what keeps the closing true, where it is about a goal or a next routine."""
        goal, voice = self.track.goal, self.track.voice
        if goal is None:
            return None
        try:
            can_change = all(map(voice.count_frames, (goal.open_words, goal.reached_words)))
        except SpeechError:
            can_change = False
        revise = player.revise_timeline if can_change else None
        return GoalKeeper(goal, self.track.timeline, revise, voice.count_frames)

    def _remaster_timeline(self, timeline: Timeline) -> Master:
        """Mix what a listener has changed while it plays, at the loudness it had before."""
        bed = self.background.lay_bed(timeline) if self.background else None
        return Master(self.track.rendition.make_mixer(timeline, self.master.mixer.gains, bed))


def prepare_performance(
    track: Track, background: Background | None, on_progress: Progress, *, buttons: bool
) -> Performance:
    """Master a track with its background, and speak what the coach says besides it.

    ``buttons`` tells whether the desktop's media keys are at hand.
    """
    bed = background.lay_bed(track.timeline) if background else None
    master = track.rendition.make_master(bed=bed, on_progress=on_progress)
    prompts = speak_prompts(track, master, on_progress, buttons=buttons)
    return Performance(track, master, prompts, background)


def speak_prompts(track: Track, master: Master, on_progress: Progress, *, buttons: bool) -> Prompts:
    """Speak ahead what the coach says live besides a track.

    A voice that can speak no more than the track leaves the prompts out.
    """
    prompts = _TrackPrompts(track, master, buttons=buttons)
    texts = prompts.texts
    try:
        for done, _ in enumerate(track.voice.speak_texts(texts), start=1):
            on_progress("Speaking", done, len(texts))
    except SpeechError:
        return NO_PROMPTS
    return prompts


class _TrackPrompts:
    """Prompts in the voice of a track, at its loudness."""

    def __init__(self, track: Track, master: Master, *, buttons: bool) -> None:
        self._track = track
        self._master = master
        self._phrases = _find_phrases(track)
        self._ready = self._phrases.press_space_or_play if buttons else self._phrases.press_space
        self._render = lru_cache(16)(self._render_words)

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that may be said."""
        timeline = self._track.timeline
        texts = [self._find_place_text(timeline, chapter) for chapter in timeline.chapters]
        if any(hold.is_user_paced for hold in timeline.holds):
            texts.append(self._ready)
        return tuple(dict.fromkeys(filter(None, texts)))

    @cached_property
    def ready(self) -> Samples:
        """How to go on at a wait."""
        return self._render(self._ready, 0)

    @cached_property
    def reminder(self) -> Samples:
        """A tone."""
        return render_reminder(self._track.sounds, self._master.mixer.gains.rest)

    def speak_position(self, transport: Transport) -> Samples:
        """Return the words for the exercise and its side; nothing in the introduction."""
        text = self._find_place_text(transport.timeline, transport.chapter)
        return self._render(text, _PAUSE_AFTER_PLACE_FRAMES) if text else NOTHING

    def _find_place_text(self, timeline: Timeline, chapter: Chapter) -> str | None:
        events = timeline.events
        first = bisect_left(events, chapter.at, key=lambda event: event.at)
        last = bisect_left(events, chapter.at + chapter.frames, key=lambda event: event.at)
        for event in map(events.__getitem__, range(first, last)):
            if event.exercise:
                return self._phrases.announce_visit(event.exercise, None, event.side)
        return None

    def _render_words(self, text: str, pause: int) -> Samples:
        """Mix a text by itself, with the gain of the track."""
        spoken = self._track.voice.count_frames(text)
        event = Event(0, spoken, "speech", "announce", text)
        frames = spoken + pause
        chapter = Chapter(0, frames, text)
        timeline = Timeline(text, frames, (event,), (), (chapter,), ())
        mixer = self._track.rendition.make_mixer(timeline, self._master.mixer.gains)
        return Master(mixer).render(0, frames)


def _find_phrases(track: Track) -> Phrases:
    return find_routine_phrases(track.routines[0], track.voice.profile.phrases)
