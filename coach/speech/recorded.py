"""The engine for a voice that a person recorded: it says what was recorded, word for word."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from coach.sentences import split_sentences
from coach.speech.composition import Piece, Token, Words, compose_words, split_words
from coach.speech.engine import Engine, Onset, Settings, SpeechError, Utterance
from coach.speech.normalize import find_rules, normalize_text
from coach.speech.profile import Candidate, Profile
from coach.speech.recordings import (
    LIST_NAME,
    UnusableRecording,
    VoiceRecording,
    find_recordings,
    find_sound,
    load_recordings,
    read_recording,
    read_regular,
    trim_and_level,
)
from coach.timing import SAMPLE_RATE, Ms, ms_to_frames

_JOINT_MS = Ms(20)
"""Between two pieces of a phrase; each has some of its room around it."""

_COMMA_MS = Ms(200)

_SENTENCE_END = re.compile(r"[.!?…]")
_CLAUSE_END = re.compile(r"[,;:–—]")

_AT_HAND_COUNT = 256
"""Recordings that are kept in memory: numbers come up again and again."""


@dataclass(frozen=True, slots=True)
class Substitute:
    """Who says what is not recorded."""

    engine: Engine
    candidate: Candidate


class RecordedEngine:
    """Says texts from recordings: as they were recorded, else put together from pieces.

    Args:
        profile: where its folder is looked for, its language and its pauses.
        candidate: its folder, by name or by path.
        substitute: who says what is not recorded; without one it fails.

    Attributes:
        substitute: as given.

    Raises:
        SpeechError: where there are no recordings.
    """

    def __init__(
        self, profile: Profile, candidate: Candidate, substitute: Substitute | None = None
    ) -> None:
        self.substitute = substitute
        self._profile = profile
        folder = find_recordings(profile.folders, candidate.voice)
        if folder is None:
            raise SpeechError(
                f"There is no folder of recordings `{candidate.voice}` beside the voice "
                f"`{profile.name}`: `coach voices record {profile.name} ROUTINE` makes one."
            )
        self._folder = folder
        self._recordings = index_recordings(_load_checked(self._folder), profile.language)
        if not self._recordings:
            raise SpeechError(
                f"Nothing is recorded in {self._folder} yet: "
                f"`coach voices record {profile.name} ROUTINE` does it."
            )
        self._read = lru_cache(_AT_HAND_COUNT)(self._read_recording)

    @property
    def name(self) -> str:
        """What profiles call it."""
        return "recorded"

    @property
    def version(self) -> str:
        """All that was recorded, and the version of the substitute."""
        digest = hashlib.sha256()
        for words, recording in sorted(self._recordings.items()):
            digest.update(repr(words).encode())
            try:
                digest.update(
                    hashlib.sha256(read_regular(find_sound(self._folder, recording.file))).digest()
                )
            except UnusableRecording as error:
                raise SpeechError(str(error)) from error
        other = self.substitute
        substitute = f" {other.candidate} {other.engine.version}" if other else ""
        return f"{digest.hexdigest()[:32]}{substitute}"

    @property
    def at_once(self) -> int:
        """One at a time: it only reads."""
        return 1

    def is_recorded(self, text: str) -> bool:
        """Return whether a normalized text can be said from recordings alone."""
        return bool(self._compose_pieces(text))

    def probe(self) -> None:
        """Read one recording. Raises `SpeechError` where that fails."""
        self._read(next(iter(self._recordings.values())).file)

    def synthesise(self, text: str, settings: Settings) -> Utterance:
        """Say a text from recordings, else by the substitute."""
        if pieces := self._compose_pieces(text):
            sounds = [self._read(self._recordings[piece.words].file) for piece in pieces]
            gaps = [self._find_pause(text, *pair) for pair in pairwise(pieces)]
            return _join_sounds([piece.start for piece in pieces], sounds, gaps)
        if self.substitute is None:
            known = next(iter(self._recordings.values())).text
            raise SpeechError(
                f"“{text[:60]}” is not recorded in the voice `{self._profile.name}`; "
                f"“{known[:60]}” is."
            )
        return self._speak_substitute(self.substitute, text, settings)

    def _speak_substitute(self, other: Substitute, text: str, settings: Settings) -> Utterance:
        spans = [s for s in split_sentences(text) if any(map(str.isalnum, text[s.start : s.end]))]
        own = replace(settings, voice=other.candidate.voice)
        sounds = [
            trim_and_level(other.engine.synthesise(text[span.start : span.end].rstrip(), own))
            for span in spans
        ]
        return _join_sounds(
            [s.start for s in spans], sounds, [Ms(self._profile.pause)] * (len(spans) - 1)
        )

    def _compose_pieces(self, text: str) -> tuple[Piece, ...]:
        return compose_words(split_words(text, self._profile.language), self._recordings)

    def _find_pause(self, text: str, before: Piece, after: Piece) -> Ms:
        """Return the pause between two pieces, by what stands between them."""
        between = text[before.end : after.start]
        if _SENTENCE_END.search(between):
            return Ms(self._profile.pause)
        return _COMMA_MS if _CLAUSE_END.search(between) else _JOINT_MS

    def _read_recording(self, file: str) -> Utterance:
        try:
            sound = read_recording(find_sound(self._folder, file))
        except UnusableRecording as error:
            raise SpeechError(str(error)) from error
        # A file that its user put there by hand may have another rate.
        return sound if sound.rate == SAMPLE_RATE else trim_and_level(sound)


def index_recordings(
    recordings: Iterable[VoiceRecording], language: str
) -> dict[Words, VoiceRecording]:
    """Index recordings by their words, tidied as all that is spoken; of one text, the last."""
    by_words = {}
    for each in recordings:
        words = tuple(token.word for token in split_text(each.text, language))
        by_words[words] = each
    return by_words


def split_text(text: str, language: str) -> tuple[Token, ...]:
    """Return the words of a written text, by which it is found among recordings."""
    return split_words(normalize_text(text, find_rules(language)).text, language)


def _join_sounds(
    starts: Sequence[int], sounds: Sequence[Utterance], gaps: Sequence[Ms]
) -> Utterance:
    """Put sounds one after another; each begins a word."""
    parts = [np.zeros(0, np.int16)]
    onsets: list[Onset] = []
    at = 0
    for start, sound, gap in zip(starts, sounds, (*gaps, Ms(0)), strict=True):
        onsets.append(Onset(start, at))
        parts += sound.pcm, np.zeros(ms_to_frames(gap), np.int16)
        at += len(sound.pcm) + ms_to_frames(gap)
    return Utterance(np.concatenate(parts), SAMPLE_RATE, tuple(onsets))


def _load_checked(folder: Path) -> tuple[VoiceRecording, ...]:
    try:
        checked = load_recordings(folder / LIST_NAME)
    except UnusableRecording as error:
        raise SpeechError(str(error)) from error
    if checked.has_errors:
        first = checked.diagnostics[0]
        raise SpeechError(f"{folder / LIST_NAME}, line {first.position[0]}: {first.message}")
    return checked.value
