"""A voice: a profile and its engine, which turn a written text into a clip."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from coach.speech import lexicon
from coach.speech.clip import Clip, Word, packed, unpacked
from coach.speech.engine import Engine, Settings, SpeechError, Utterance
from coach.speech.espeak import EspeakEngine
from coach.speech.normalize import is_english, normalize, rules_for
from coach.speech.profile import Profile
from coach.speech.shelf import Shelf
from coach.speech.spoken import Spoken
from coach.store import Store
from coach.timing import SAMPLE_RATE, frames_of_ms, round_half_up

ENGINES: Mapping[str, Callable[[], Engine]] = MappingProxyType({"espeak": EspeakEngine})
"""The engines a profile can name."""

_LEAD = frames_of_ms(5)
_TAIL = frames_of_ms(20)
"""Frames left before and after the sound of a clip, over which it is faded in and out."""

_SILENCE = 10 ** (-60 / 20)
"""Of full scale: 60 dB below it, under the noise of any room someone stretches in."""

_FULL_SCALE = 32767

_MAKING = 1
"""Rises when what is made here of an engine's sound changes, so that kept clips are made anew."""

_WORD = re.compile(r"\w+(?:['\u2019.,-]\w+)*")


class Voice:
    """Speaks texts. The same text gives the same clip, whatever was spoken before it.

    Args:
        profile: who speaks, and how.
        engine: what speaks.
        store: keeps clips for another time; without one every text is spoken anew.

    Attributes:
        profile: as given.
        samples: the samples of every text spoken so far.
    """

    def __init__(self, profile: Profile, engine: Engine, store: Store | None = None) -> None:
        self.profile = profile
        self._engine = engine
        self._store = store
        self._settings = Settings(profile.voice, profile.rate, profile.pitch)
        common = lexicon.COMMON["en"] if is_english(profile.language) else {}
        self._rules = (
            *rules_for(profile.language),
            lexicon.respelling(common, profile.lexicon),
        )
        self._words: dict[str, tuple[Word, ...]] = {}
        self._lengths: dict[str, int] = {}
        self.samples = Shelf()

    def clip(self, text: str) -> Clip:
        """Speak a text as it was written.

        A text with nothing in it to say (no letter and no digit) gives one silent frame. Raises
        `SpeechError` when the engine or its voice is not there.
        """
        self._say(text)
        return Clip(self.samples[text], self._words[text])

    def frames(self, text: str) -> int:
        """Tell how long a text takes to say, in frames."""
        self._say(text)
        return self._lengths[text]

    def words(self, text: str) -> tuple[Word, ...]:
        """Tell where in its clip each word of a text begins."""
        self._say(text)
        return self._words[text]

    def _say(self, text: str) -> None:
        """See to it that a text has been spoken."""
        if text not in self._lengths:
            clip = self._made(text)
            self.samples.put(text, clip.pcm)
            self._words.setdefault(text, clip.words)
            self._lengths.setdefault(text, clip.frames)

    def _made(self, text: str) -> Clip:
        """Give a clip that was kept, or speak it and keep it."""
        spoken = normalize(text, self._rules)
        if not any(map(str.isalnum, spoken.text)):
            return _silent()
        if self._store is None:
            return self._spoken(spoken)
        key = self._key(text, spoken)
        if (kept := self._store.get(key)) is not None:
            return unpacked(kept)
        clip = self._spoken(spoken)
        self._store.put(key, packed(clip))
        return clip

    def _key(self, text: str, spoken: Spoken) -> str:
        """Name everything that the samples and the places of the words depend on."""
        engine = (self._engine.name, self._engine.version, self._settings, self.profile.gain)
        return repr(("clip", _MAKING, engine, text, spoken.text))

    def _spoken(self, spoken: Spoken) -> Clip:
        utterance = self._engine.synthesise(spoken.text, self._settings)
        sound = _resampled(utterance)
        loud = np.flatnonzero(np.abs(sound) > _SILENCE)
        if not len(loud):
            return _silent()
        first, last = int(loud[0]), int(loud[-1])
        cut = np.pad(sound, (_LEAD, _TAIL))[first : _LEAD + last + 1 + _TAIL]
        cut[:_LEAD] *= _rise(_LEAD)
        cut[-_TAIL:] *= _rise(_TAIL)[::-1]
        onsets = []
        for onset in utterance.onsets:
            frame = round_half_up(onset.sample * SAMPLE_RATE, utterance.rate) - first + _LEAD
            onsets.append((onset.character, min(max(frame, 0), len(cut) - 1)))
        return Clip(_amplified(cut, self.profile.gain), tuple(_words(spoken, onsets)))


def open_voice(profile: Profile, store: Store | None = None) -> Voice:
    """Give a profile its engine. Raises `SpeechError` for an engine there is none of."""
    make = ENGINES.get(profile.engine)
    if make is None:
        raise SpeechError(
            f"The voice {profile.name!r} asks for an engine {profile.engine!r}; "
            f"set its `engine` to one of: {', '.join(ENGINES)}."
        )
    return Voice(profile, make(), store)


def _silent() -> Clip:
    return Clip(np.zeros(1, np.int16))


def _resampled(utterance: Utterance) -> NDArray[np.float32]:
    """Give the samples at the program's rate, full scale being 1; half the rate doubles exactly."""
    import soxr  # noqa: PLC0415 - loads a library; only needed to speak

    sound = utterance.pcm.astype(np.float32)
    sound /= _FULL_SCALE + 1
    if utterance.rate == SAMPLE_RATE:
        return sound
    frames = round_half_up(len(sound) * SAMPLE_RATE, utterance.rate)
    resampled = np.zeros(frames, np.float32)  # soxr may give a frame more or less
    made = soxr.resample(sound, utterance.rate, SAMPLE_RATE, quality="HQ")[:frames]
    resampled[: len(made)] = made
    return resampled


def _rise(frames: int) -> NDArray[np.float32]:
    """Give a raised cosine from near 0 to near 1."""
    phase = (np.arange(frames) + 0.5) / frames
    curve: NDArray[np.float64] = (1 - np.cos(np.pi * phase)) / 2
    return curve.astype(np.float32)


def _amplified(sound: NDArray[np.float32], decibels: float) -> NDArray[np.int16]:
    """Apply a gain and give 16-bit samples; of a gain that would clip, as much as fits."""
    most = _FULL_SCALE / float(np.abs(sound).max())
    factor = min(10 ** (decibels / 20) * (_FULL_SCALE + 1), most)
    return np.rint(sound.astype(np.float64) * factor).astype(np.int16)


def _words(spoken: Spoken, onsets: Iterable[tuple[int, int]]) -> Iterator[Word]:
    """Place the written words, given where (character of the spoken text, frame) words begin.

    Several spoken words that stand for one written one (``30-90``) make one word, which begins with
    the first of them.
    """
    words = [match.span() for match in _WORD.finditer(spoken.text)]
    ends = [end for _, end in words]
    current: tuple[int, int, int] | None = None  # start, end, frame
    for character, frame in onsets:
        index = bisect_right(ends, character)
        if index == len(words):
            continue
        written = spoken.written(*words[index])
        if current is None:
            current = written.start, written.end, frame
        elif written.start < current[1]:
            current = current[0], max(current[1], written.end), current[2]
        else:
            yield Word(current[0], current[1] - current[0], current[2])
            current = written.start, written.end, max(frame, current[2])
    if current is not None:
        yield Word(current[0], current[1] - current[0], current[2])
