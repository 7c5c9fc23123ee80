"""A voice: a profile and its engine, which turn a written text into a clip."""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, partial
from types import MappingProxyType
from typing import TypeVar

import numpy as np

from coach.diagnostics import Span
from coach.languages import find_language
from coach.languages.language import Lexicon
from coach.languages.rule import Rule
from coach.score.manners import Manner
from coach.sentences import split_sentences
from coach.speech.aligned_text import AlignedText
from coach.speech.clip import Clip, Word, pack_clip, unpack_clip
from coach.speech.engine import Engine, Settings, SpeechError, Utterance
from coach.speech.engines import begin_task, make_engine
from coach.speech.espeak import EspeakEngine
from coach.speech.level import VOICE_LEVEL_LUFS, find_sample, measure_clip_loudness
from coach.speech.lexicon import is_readable, make_respelling_rule
from coach.speech.normalize import find_rules, normalize_text
from coach.speech.probe import probe_engine, verify_utterance
from coach.speech.profile import Candidate, Profile
from coach.speech.prosody import Prosody, find_prosody
from coach.speech.recorded import RecordedEngine
from coach.speech.shelf import Shelf
from coach.speech.sound import Sound, apply_gain, join_sounds, place_words, trim_silence
from coach.speech.task import Task
from coach.store import Store
from coach.timing import ms_to_frames
from coach.workers import map_in_order

T = TypeVar("T")

_TRIES = 3
"""How often a text that must be short is spoken faster: engines round the lengths of sounds."""

_GAIN_STEP = 10
"""Gains are whole tenths of a decibel, so that they are the same on every machine."""

_CLIP_FORMAT_VERSION = 6
"""Rises when what is made here of an engine's sound changes, so that kept clips are made anew."""

_NO_PHONEMES = Rule(re.compile(r"\[(?=\[)|\](?=\()"), lambda bracket: f"{bracket[0]} ")
"""What a script has in double brackets, or in brackets before a parenthesis, are words."""


_Placed = tuple[Utterance, int]
"""What an engine made of a sentence, and the character of the text at which it begins."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A candidate that could not speak, and why: one sentence."""

    candidate: Candidate
    reason: str


class Voice:
    """Speaks texts. The same text gives the same clip, whatever was spoken before it.

    Args:
        profile: how to speak.
        engine: what speaks.
        store: keeps clips for another time; without one every text is spoken anew.
        candidate: which of the profile's candidates the engine is; by default the first.
        manners: the texts that are not said plainly.

    Attributes:
        profile: as given.
        candidate: who speaks.
        samples: the samples of every text spoken so far.
    """

    def __init__(
        self,
        profile: Profile,
        engine: Engine,
        store: Store | None = None,
        candidate: Candidate | None = None,
        manners: Mapping[str, Manner] = MappingProxyType({}),
    ) -> None:
        self.profile = profile
        self._manners = dict(manners)
        self.candidate = candidate or profile.candidates[0]
        self._engine = engine
        self._recorded = engine if isinstance(engine, RecordedEngine) else None
        self._store = store
        self._settings = Settings(self.candidate.voice, profile.rate, profile.pitch)
        own = {
            word: said for word, said in profile.lexicon.items() if is_readable(said, engine.name)
        }
        language = find_language(profile.language)
        common = _build_common_lexicon(language.lexicon, self.candidate) if language else {}
        # Whoever recorded a text read it as it is written.
        spellings = {} if self._recorded else profile.spellings
        self._rules = (
            make_respelling_rule(spellings),
            *find_rules(profile.language),
            _NO_PHONEMES,
            make_respelling_rule(common, own),
        )
        self.samples = Shelf()

    def begin_track(self, manners: Mapping[str, Manner]) -> "Voice":
        """Return the same voice with nothing spoken yet, for the texts of another track."""
        return Voice(self.profile, self._engine, self._store, self.candidate, manners)

    def speak_clip(self, text: str) -> Clip:
        """Speak a text as it was written.

        A text with nothing in it to say (no letter and no digit) gives one silent frame. Raises
        `SpeechError` when the engine or its voice is not there, or fails in any way at all.
        """
        self._ensure_spoken(text)
        return Clip(self.samples[text], self.samples.list_words(text))

    def is_recorded(self, text: str) -> bool:
        """Return whether a text is said from recordings; always, where nothing is recorded."""
        spoken = normalize_text(text, self._rules)
        recorded = self._recorded
        return recorded is None or not _is_sayable(spoken) or recorded.is_recorded(spoken.text)

    @property
    def substitute(self) -> Candidate | None:
        """Who says what is not recorded, if anybody does."""
        other = self._recorded.substitute if self._recorded else None
        return other.candidate if other else None

    def add_manners(self, manners: Mapping[str, Manner]) -> None:
        """Take the manners of more texts; a text that has one keeps it."""
        self._manners = {**manners, **self._manners}

    def can_say(self, text: str) -> bool:
        """Return whether a text is recorded, or somebody says it instead."""
        return self.substitute is not None or self.is_recorded(text)

    def count_frames(self, text: str) -> int:
        """Return how long a text takes to say, in frames; 0 where it cannot be said."""
        if not self.can_say(text):
            return 0
        self._ensure_spoken(text)
        return self.samples.count_frames(text)

    def find_kept_frames(self, text: str) -> int:
        """Return how long a text takes to say, in frames, without speaking it.

        Raises `KeyError` where it has not been kept.
        """
        spoken = normalize_text(text, self._rules)
        if not _is_sayable(spoken):
            return _make_silence().frames
        clip = self._find_kept_clip(self._make_key(text, spoken))
        if clip is None:
            raise KeyError(text)
        return clip.frames

    def list_words(self, text: str) -> tuple[Word, ...]:
        """Return where in its clip each word of a text begins."""
        self._ensure_spoken(text)
        return self.samples.list_words(text)

    @cached_property
    def version(self) -> str:
        """The version of the engine. Raises `SpeechError` where it cannot even tell that."""
        return self._begin_task(lambda: self._engine.version).result()

    def probe(self) -> None:
        """Speak a word for real, whatever is kept. Raises `SpeechError` where that fails."""
        recorded = self._recorded
        speak = recorded.probe if recorded else partial(probe_engine, self._engine, self._settings)
        self._begin_task(speak).result()

    @cached_property
    def gain(self) -> float:
        """The decibels that bring it to the level of all voices, the profile's own among them.

        The first time, something is spoken for it; `SpeechError` is raised where that fails.
        """
        return self._leveller()

    @cached_property
    def _leveller(self) -> Callable[[], float]:
        """What works the gain out: by then, the engine has done all its part."""
        if self._recorded:  # each recording was brought to the level
            return lambda: self.profile.gain
        key = repr(("gain", *self._making))
        stored = self._store.get(key) if self._store else None
        if stored is not None:
            with suppress(ValueError):  # it was not written by us
                steps = int(bytes(stored))
                return lambda: steps / _GAIN_STEP
        spoken = AlignedText.from_written(find_sample(self.profile.language))
        plain = find_prosody(self.profile, "plain")
        return partial(self._find_gain, key, self._begin_speaking(spoken, plain).result())

    def _find_gain(self, key: str, utterances: Sequence[_Placed]) -> float:
        """Find the gain by what the engine spoke for it, and keep it."""
        measured = measure_clip_loudness(self._join_utterances(utterances, 0).samples)
        if measured == float("-inf"):
            raise SpeechError(f"{self._engine.name} made no sound; take another voice.")
        steps = round((VOICE_LEVEL_LUFS - measured + self.profile.gain) * _GAIN_STEP)
        if self._store:
            self._store.put(key, str(steps).encode())
        return steps / _GAIN_STEP

    def speak_texts(self, texts: Iterable[str]) -> Iterator[str]:
        """Speak texts; give each, in order, when it has been spoken.

        It is faster than one text after another: the engine speaks as many at once as it can, and
        meanwhile those before get their sound on whatever cores are free.
        """
        spoken = map_in_order(lambda each: (each[0], each[1]()), self._speak_ahead(texts))
        for text, clip in spoken:
            self.samples.put(text, clip)
            yield text

    def _speak_ahead(self, texts: Iterable[str]) -> Iterator[tuple[str, Callable[[], Clip]]]:
        """Have the engine speak texts; give each, in order, with what makes the clip of it."""
        ahead: deque[tuple[str, Callable[[], Callable[[], Clip]]]] = deque()
        for text in texts:
            ahead.append((text, self._begin_text(text)))
            if len(ahead) == self._engine.at_once:
                first, heard = ahead.popleft()
                yield first, heard()
        for text, heard in ahead:
            yield text, heard()

    def _ensure_spoken(self, text: str) -> None:
        """See to it that a text has been spoken."""
        if text not in self.samples:
            self.samples.put(text, self._begin_text(text)()())

    def _begin_text(self, text: str) -> Callable[[], Callable[[], Clip]]:
        """Let the engine begin to speak a text, if nothing is kept.

        Gives what waits for the engine, and then gives what makes the clip.
        """
        spoken = normalize_text(text, self._rules)
        if not _is_sayable(spoken):
            return lambda: _make_silence
        key = self._make_key(text, spoken)
        if kept := self._find_kept_clip(key):
            return lambda: lambda: kept
        task = self._begin_speaking(spoken, self._find_prosody(text))

        def wait_for_engine() -> Callable[[], Clip]:
            utterances = task.result()
            _ = self._leveller  # what the gain is found by is spoken in its turn, too
            return partial(self._make_clip, key, spoken, self._find_prosody(text), utterances)

        return wait_for_engine

    def _find_kept_clip(self, key: str) -> Clip | None:
        """Return the clip that is kept under a key; None where there is none that can be read."""
        stored = self._store.get(key) if self._store else None
        return None if stored is None else unpack_clip(stored)

    def _make_key(self, text: str, spoken: AlignedText) -> str:
        """Return what the clip of a text is kept under."""
        return repr(("clip", *self._making, self._find_prosody(text), text, spoken.text))

    def _find_prosody(self, text: str) -> Prosody:
        """Return how a text is said."""
        return find_prosody(self.profile, self._manners.get(text, "plain"))

    def _make_clip(
        self, key: str, spoken: AlignedText, prosody: Prosody, utterances: Sequence[_Placed]
    ) -> Clip:
        """Make a clip of what the engine spoke, and keep it."""
        sound = self._join_utterances(utterances, ms_to_frames(prosody.pause))
        if not len(sound.samples):
            return _make_silence()
        clip = Clip(apply_gain(sound.samples, self.gain), tuple(place_words(spoken, sound.onsets)))
        if self._store:
            self._store.put(key, pack_clip(clip))
        return clip

    @cached_property
    def _making(self) -> tuple[object, ...]:
        """Name everything that the sound of a text depends on."""
        engine = self._engine.name, self.version, self._settings
        profile = self.profile
        return _CLIP_FORMAT_VERSION, engine, profile.language, profile.gain

    def _begin_speaking(self, spoken: AlignedText, prosody: Prosody) -> Task[list[_Placed]]:
        """Let the engine begin to speak a text; one that must be short, again if it is not."""
        # Several sentences may have been recorded as one.
        whole = [Span(0, len(spoken.text))]
        parts = [
            (spoken.text[span.start : span.end].rstrip(), span.start)
            for span in (whole if self._recorded else split_sentences(spoken.text))
        ]

        def speak_at(rate: int) -> list[_Placed]:
            settings = replace(self._settings, rate=rate)
            name = self._engine.name
            return [
                (verify_utterance(self._engine.synthesise(text, settings), text, name), at)
                for text, at in parts
                if any(map(str.isalnum, text))
            ]

        def speak_parts() -> list[_Placed]:
            placed = speak_at(prosody.rate)
            rate = prosody.rate
            for _ in range(_TRIES):
                frames = len(self._join_utterances(placed, ms_to_frames(prosody.pause)).samples)
                faster = prosody.find_faster(rate, frames)
                if faster is None:
                    break
                rate, placed = faster, speak_at(faster)
            return placed

        return self._begin_task(speak_parts, *(text for text, _ in parts))

    def _join_utterances(self, utterances: Iterable[_Placed], pause: int) -> Sound:
        """Join utterances to one sound: the pause between two is the same in any engine."""
        return join_sounds([trim_silence(each, offset) for each, offset in utterances], pause)

    def _begin_task(self, work: Callable[[], T], *texts: str) -> Task[T]:
        return begin_task(self._engine.name, self.profile, work, *texts)


def perform_with_fallback(
    profile: Profile,
    task: Callable[[Voice], T],
    store: Store | None = None,
    manners: Mapping[str, Manner] = MappingProxyType({}),
) -> tuple[T, tuple[Failure, ...]]:
    """Do something with the first of a profile's candidates that can do all of it.

    One that fails half-way leaves nothing behind: the next begins from the beginning, so that no
    track has two voices. Gives what was done, and what became of those before.

    Raises `SpeechError` where none can.
    """
    failures: list[Failure] = []
    for candidate in profile.candidates:
        try:
            engine = make_engine(profile, candidate)
            return task(Voice(profile, engine, store, candidate, manners)), tuple(failures)
        except SpeechError as error:
            failures.append(Failure(candidate, str(error)))
    told = [each for each in failures if not each.candidate.tacit] or failures
    if len(told) == 1:
        raise SpeechError(told[0].reason)
    reasons = "\n".join(f"  {each.candidate}: {each.reason}" for each in told)
    raise SpeechError(f"The voice `{profile.name}` cannot speak here:\n{reasons}")


def find_kept_voices(
    profile: Profile, store: Store, manners: Mapping[str, Manner]
) -> Iterator[Voice]:
    """Yield the voices of a profile whose clips may be kept; none of them speaks for that."""
    for candidate in profile.candidates:
        with suppress(SpeechError):
            # The engine espeak speaks a word to see who it is; most often it is this one.
            is_espeak = candidate.engine == "espeak"
            engine = EspeakEngine() if is_espeak else make_engine(profile, candidate)
            yield Voice(profile, engine, store, candidate, manners)


def _is_sayable(spoken: AlignedText) -> bool:
    return any(map(str.isalnum, spoken.text))


def _build_common_lexicon(lexicon: Lexicon, candidate: Candidate) -> Mapping[str, str]:
    """Return the words of a language for an engine; one without its own has those of espeak."""
    if candidate.engine == "recorded":  # whoever recorded a text read it as it is written
        return {}
    own = candidate.engine in lexicon.by_engine
    return lexicon.select_words(candidate.engine if own else "espeak")


def _make_silence() -> Clip:
    return Clip(np.zeros(1, np.int16))
