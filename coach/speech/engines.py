"""The engines that a profile can name, and how long they may take."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import TypeVar

from coach.speech.command import CommandEngine
from coach.speech.engine import Engine, SpeechError
from coach.speech.espeak import open_espeak_engine
from coach.speech.hibari import HibariEngine
from coach.speech.kokoro import KokoroEngine
from coach.speech.pico import PicoEngine
from coach.speech.piper import PiperEngine
from coach.speech.profile import Candidate, Profile
from coach.speech.recorded import RecordedEngine, Substitute
from coach.speech.system import SystemEngine
from coach.speech.task import Task

T = TypeVar("T")

ENGINES: Mapping[str, Callable[[Profile, Candidate], Engine]] = MappingProxyType(
    {
        "hibari": lambda _profile, _candidate: HibariEngine(),
        "pico": lambda profile, _candidate: PicoEngine(profile.limit),
        "kokoro": lambda _profile, _candidate: KokoroEngine(),
        "espeak": lambda _profile, _candidate: open_espeak_engine(),
        "system": lambda profile, _candidate: SystemEngine(profile.limit),
        "piper": lambda profile, _candidate: PiperEngine(profile.folders),
        "command": lambda profile, candidate: CommandEngine(
            candidate.command, profile.limit, profile.home if profile.folders else None
        ),
        "recorded": lambda profile, candidate: RecordedEngine(
            profile, candidate, _find_substitute(profile, candidate)
        ),
    }
)
"""How the engines are made that a profile can name."""

_PATIENCE_FACTOR = 3
"""How many times its time an engine is given: some watch it themselves, and try again."""

_SLOWEST_S_PER_CHAR = 0.3
"""Seconds for each character beyond that: the slowest speech, in no less time than it sounds."""


def make_engine(profile: Profile, candidate: Candidate) -> Engine:
    """Make a candidate's engine. Raises `SpeechError` where that cannot be."""
    if candidate.engine not in ENGINES:
        raise SpeechError(f"There is no speech engine {candidate.engine!r}.")
    make = ENGINES[candidate.engine]
    return begin_task(candidate.engine, profile, lambda: make(profile, candidate)).result()


def begin_task(name: str, profile: Profile, work: Callable[[], T], *texts: str) -> Task[T]:
    """Let an engine begin to do something: to say some texts, or else what takes no longer."""
    limits = (
        _PATIENCE_FACTOR * profile.limit + _SLOWEST_S_PER_CHAR * len(text)
        for text in texts or ("",)
    )
    return Task(name, work, sum(limits))


def _find_substitute(profile: Profile, candidate: Candidate) -> Substitute | None:
    """Make the first engine after a candidate that can be made."""
    index = profile.candidates.index(candidate)
    for other in profile.candidates[index + 1 :]:
        with suppress(SpeechError):
            return Substitute(make_engine(profile, other), other)
    return None
