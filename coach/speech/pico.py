"""SVOX Pico: voices for German, French and Spanish, from the package ``py-nanotts``.

Pico reads memory that it has not written: a process that has spoken says the next text otherwise.
Each text is therefore spoken in a process of its own (`pico_worker`), which takes 0.05 s.
"""

import sys
from functools import cached_property
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import find_spec
from pathlib import Path

from coach.packages import write_install
from coach.speech import pico_worker
from coach.speech.command import CommandEngine
from coach.speech.engine import Settings, SpeechError, Utterance
from coach.speech.probe import is_known
from coach.workers import count_cores

_PACKAGE = "py-nanotts"

_USUAL_RATES = {"de-DE": 155, "fr-FR": 160, "es-ES": 118}
"""Words a minute at speed 1, for each voice: a text then takes as long as espeak-ng takes."""

_NO_MARKUP = str.maketrans("<>", "  ")
"""Pico reads what stands in these signs as markup, and says none of it."""


class PicoEngine:
    """Speaks with the voices in the package, ``de-DE`` for one. Making one starts nothing.

    The pitch is the voice's own, and words are not placed.

    Args:
        limit: seconds after which a process is ended.
    """

    name = "pico"

    def __init__(self, limit: float = 20) -> None:
        self._limit = limit

    @property
    def at_once(self) -> int:
        """One process a core."""
        return count_cores()

    @cached_property
    def version(self) -> str:
        """The version of the package."""
        from importlib import metadata  # noqa: PLC0415 - loads much; only needed to speak with it

        try:
            return metadata.version(_PACKAGE)
        except metadata.PackageNotFoundError:
            return "none"

    @cached_property
    def _program(self) -> CommandEngine:
        """The program that speaks a text."""
        spec = find_spec("py_nanotts")
        folder = Path(spec.origin).parent if spec and spec.origin else None
        paths = [folder / f"_nanotts{suffix}" for suffix in EXTENSION_SUFFIXES] if folder else []
        library = next(filter(Path.exists, paths), None)
        if library is None:
            raise SpeechError(
                "The voices of Pico are not installed; "
                f"`{write_install(_PACKAGE)}` installs them on Linux and Windows."
            )
        # -I and -S: neither the user's own modules nor installed ones, which take a while to find.
        python = (sys.executable, "-I", "-S", pico_worker.__file__)
        return CommandEngine((*python, str(library), "{voice}", "{rate}"), self._limit)

    def synthesise(self, text: str, settings: Settings) -> Utterance:
        """Speak a plain text."""
        usual = _USUAL_RATES.get(settings.voice)
        if usual is None:
            known = ", ".join(_USUAL_RATES)
            raise SpeechError(f"Pico has no voice {settings.voice[:40]!r}; take one of: {known}.")
        if not any(map(is_known, text)):  # Pico skips other letters, and says a breath of nothing
            raise SpeechError(f"Pico has no letters for {text[:60]!r}; take another voice.")
        percent = Settings(settings.voice, round(100 * settings.rate / usual), settings.pitch)
        return self._program.synthesise(text.translate(_NO_MARKUP), percent)
