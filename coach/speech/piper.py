"""Piper: neural voices, from the optional package ``piper-tts`` and voice files of the user's own.

A voice is two files, ``NAME.onnx`` and ``NAME.onnx.json``. As Piper is set by default, every
utterance differs by chance and every sentence is brought to full scale; here both are off, so that
the same text gives the same samples, and sentences keep their levels.
"""

import hashlib
import threading
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from coach.packages import write_install
from coach.speech.engine import Settings, SpeechError, Utterance
from coach.speech.espeak_library import make_short_path
from coach.speech.probe import verify_utterance
from coach.speech.sound_reader import to_samples

if TYPE_CHECKING:
    from piper import PiperVoice

SUFFIX = ".onnx"
CONFIG_SUFFIX = ".onnx.json"

_USUAL_WORDS_PER_MINUTE = 150
"""Words a minute of a voice that is neither slowed nor hurried, about."""

_PAUSE_S = 0.25
"""Seconds between sentences."""


class PiperEngine:
    """Speaks with Piper's voices. Making one loads nothing.

    `Settings.voice` is the path of an ``.onnx`` file, or the name of one in the folders. The pitch
    is the voice's own.

    Args:
        folders: where named voices are looked for, in this order.
    """

    name = "piper"
    at_once = 1  # which takes all cores

    def __init__(self, folders: tuple[Path, ...] = ()) -> None:
        self._folders = folders
        self._lock = threading.Lock()
        self._loaded: tuple[Path, PiperVoice] | None = None

    @cached_property
    def version(self) -> str:
        """That of Piper, and a digest of the sizes and times of the voices in the folders."""
        from importlib import metadata  # noqa: PLC0415 - loads much; only needed to speak with it

        try:
            version = metadata.version("piper-tts")
        except metadata.PackageNotFoundError:
            return "none"
        files = [
            (str(path), path.stat().st_size, path.stat().st_mtime_ns)
            for folder in self._folders
            for suffix in (SUFFIX, CONFIG_SUFFIX)
            for path in sorted(folder.glob("*" + suffix))
        ]
        return f"{version} {hashlib.sha256(repr(files).encode()).hexdigest()[:16]}"

    def list_voices(self) -> tuple[str, ...]:
        """Name the voices in the folders."""
        names = {path.stem for folder in self._folders for path in folder.glob("*" + SUFFIX)}
        return tuple(sorted(names))

    def synthesise(self, text: str, settings: Settings) -> Utterance:
        """Speak a plain text (Piper would take ``[[`` for phonemes), sentence by sentence."""
        with self._lock:
            voice = self._load_voice(self._find_model(settings.voice))
            return verify_utterance(
                _speak_text(voice, text.replace("[[", "[ ["), settings), text, self.name
            )

    def _find_model(self, name: str) -> Path:
        """Find the model of a voice."""
        paths = [folder / (name + SUFFIX) for folder in self._folders]
        path = Path(name).expanduser() if name.endswith(SUFFIX) else None
        for each in [path] if path else paths:
            if each.is_file():
                return each
        if path:
            raise SpeechError(f"There is no Piper voice {name}; give the path of an .onnx file.")
        installed = self.list_voices()
        known = f"take one of: {', '.join(installed)}" if installed else "there is none yet"
        raise SpeechError(
            f"There is no Piper voice {name!r}; {known}, or add it with `coach voices add`."
        )

    def _load_voice(self, path: Path) -> "PiperVoice":
        if self._loaded is None or self._loaded[0] != path:
            self._loaded = path, _load_model(path)
        return self._loaded[1]


def _load_model(path: Path) -> "PiperVoice":
    """Load a voice from its two files."""
    try:
        from piper import PiperVoice  # noqa: PLC0415 - optional, and loads a large library
        from piper.phonemize_espeak import ESPEAK_DATA_DIR  # noqa: PLC0415 - the same
    except ImportError as error:
        raise SpeechError(
            f"Piper's voices need the extra `piper` ({error}); "
            f"install it with `{write_install('piper-tts')}`."
        ) from error
    config = path.with_name(path.name + ".json")
    if not config.is_file():
        raise SpeechError(
            f"The Piper voice {path} lacks its second file; put {config.name} beside it."
        )
    try:
        return PiperVoice.load(path, config, espeak_data_dir=make_short_path(str(ESPEAK_DATA_DIR)))
    except Exception as error:
        # The reader of the model raises types of its own, and that of the configuration any.
        raise SpeechError(
            f"The Piper voice {path} cannot be loaded ({_to_line(error)}); download both its files "
            "again."
        ) from error


def _speak_text(voice: "PiperVoice", text: str, settings: Settings) -> Utterance:
    from piper import SynthesisConfig  # noqa: PLC0415 - see _load

    how = SynthesisConfig(
        length_scale=voice.config.length_scale * _USUAL_WORDS_PER_MINUTE / settings.rate,
        noise_scale=0,
        noise_w_scale=0,
        normalize_audio=False,
    )
    rate = voice.config.sample_rate
    pause = np.zeros(round(_PAUSE_S * rate), np.float32)
    sound: list[np.ndarray[tuple[int, ...], np.dtype[np.float32]]] = []
    try:
        for chunk in voice.synthesize(text, how):
            sound += [pause, np.ravel(chunk.audio_float_array)]
    except Exception as error:
        # The same as in _load: the model, and the phonemes, fail in ways of their own.
        raise SpeechError(
            f"The Piper voice failed ({_to_line(error)}); take another with `--voice`."
        ) from error
    joined = np.concatenate(sound[1:]) if sound else pause[:0]
    if not np.isfinite(joined).all():
        raise SpeechError("The Piper voice gave no sound but noise; download both its files again.")
    return Utterance(to_samples(joined), rate)


def _to_line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]
