"""What turns spoken words into sound: the face every speech engine shows to the rest."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class SpeechError(Exception):
    """Speech failed for a reason outside the program: no engine, no voice, no sound.

    The message is one sentence for the user that says what is wrong and how to mend it.
    """


@dataclass(frozen=True, slots=True)
class Settings:
    """How an engine is to speak.

    Attributes:
        voice: the engine's own name for the voice.
        rate: words a minute.
        pitch: from 0 (low) to 99 (high), 50 being the voice's own.
    """

    voice: str
    rate: int
    pitch: int


@dataclass(frozen=True, slots=True)
class Onset:
    """Where a word begins: a character of the text that was spoken, a sample of its sound.

    Engines count characters loosely (a position may lie inside a word, or just before it), so a
    reader takes the word at or after it.
    """

    character: int
    sample: int


@dataclass(frozen=True, slots=True, eq=False)
class Utterance:
    """What an engine made of one text: mono samples at its own rate (Hz), and where words begin."""

    pcm: NDArray[np.int16]
    rate: int
    onsets: tuple[Onset, ...] = ()


class Engine(Protocol):
    """A speech engine. The same text and settings must always give the same samples."""

    @property
    def name(self) -> str:
        """What the engine is called; part of what a stored clip is known by."""

    @property
    def version(self) -> str:
        """The engine's version; clips of another version may sound different."""

    @property
    def at_once(self) -> int:
        """How many texts it can well speak at the same time, in threads; 1 at the least."""

    def synthesise(self, text: str, settings: Settings) -> Utterance:
        """Speak a plain text that holds at least one letter or digit.

        Raises `SpeechError` when the engine, or the voice asked for, is not there.
        """
