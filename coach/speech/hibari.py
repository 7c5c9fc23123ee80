"""Hibari: a neural English voice, whose model lies in its package ``hibari-tts``.

Speech is the same for the same text on one machine: the seed of its noise is fixed, and each
inference has one thread, since the sums of several come out in another order.
"""

import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

from coach.packages import write_reinstall
from coach.speech.engine import Onset, Settings, SpeechError, Utterance
from coach.speech.probe import verify_utterance
from coach.workers import count_cores

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import ModuleType

    from hibari import Hibari
    from hibari.g2p.token import Tok
    from numpy.typing import NDArray

_VOICE = "heart"
"""The only voice in the package: hibari would download any other."""

_USUAL_WORDS_PER_MINUTE = 181
"""Words a minute at speed 1: with it a text takes as long as espeak-ng takes at the same rate."""

_SEED = 0

_LONG_PHONEMES = 300
"""A sentence that is longer is cut at the next comma: the model is made for about 400 at once."""

_CLAUSE_ENDS = (",", ";", ":", "—")

_REACH_CHARS = 60
"""Characters after a word of the text in which the next is sought."""

_SHAPERS = ("hibari-tts", "onnxruntime", "numpy")
"""The packages whose versions change samples."""

_ENDS = "/CumSum_output_0"
"""The tensor of the model that holds where each phoneme ends, in 40ths of a second at any speed.

It is not an output. The last one is the end of the sound, so the tick need not be known."""

_SPECTRA = 6
"""Outputs of the model as it comes."""

_GRAPH_FIELD = 7
_OUTPUT_FIELD = 12
_NAME_FIELD = 1
"""Numbers of protocol buffers: the graph of an ONNX model, its outputs, the name of one."""

_loading = threading.Lock()


class HibariEngine:
    """Speaks with the voice in the package. Making one loads nothing.

    The pitch is the voice's own.
    """

    name = "hibari"

    @property
    def at_once(self) -> int:
        """One text a core: inferences run side by side in one model."""
        return count_cores()

    @cached_property
    def version(self) -> str:
        """The versions of all that changes samples."""
        from importlib import metadata  # noqa: PLC0415 - loads much; only needed to speak with it

        try:
            return ", ".join(f"{package} {metadata.version(package)}" for package in _SHAPERS)
        except metadata.PackageNotFoundError:
            return "none"

    def synthesise(self, text: str, settings: Settings) -> Utterance:
        """Speak a plain English text, in which ``[word](/phonemes/)`` is said as its phonemes."""
        if settings.voice != _VOICE:
            raise SpeechError(
                f"The package of hibari has no voice {settings.voice[:40]!r}; take `{_VOICE}`."
            )
        with _loading:
            model = _load_model()
        utterance = _speak_passages(model, text, settings.rate / _USUAL_WORDS_PER_MINUTE)
        return verify_utterance(utterance, text, self.name)


@dataclass(frozen=True, slots=True)
class _HibariPassage:
    """What the model reads at once: phonemes by number, and where words begin among them.

    Attributes:
        ids: the phonemes, with the silence at both ends.
        words: each a character of the text, and the place of its first phoneme in ``ids``.
    """

    ids: "Sequence[int]"
    words: "Sequence[tuple[int, int]]"


@cache
def _load_model() -> "Hibari":
    """Load the model and the pronunciations, side by side: each takes about 0.4 s."""
    try:
        with hide_scipy():
            from hibari import Hibari  # noqa: PLC0415 - takes a while; only needed to speak with it
        from hibari.g2p import G2P  # noqa: PLC0415 - the same
        from hibari.voices import voice_path  # noqa: PLC0415 - the same

        data = Path(voice_path(_VOICE, download_missing=False)).read_bytes()
        with ThreadPoolExecutor(1) as pool:
            pronunciations = pool.submit(G2P)
            try:
                model = Hibari(_VOICE, model=add_output(data, _ENDS))
            except Exception:  # noqa: BLE001 - another model may have no such tensor
                model = Hibari(_VOICE, model=data)
            model._g2p = pronunciations.result()  # noqa: SLF001 - what its constructor sets
    except Exception as error:
        # onnxruntime raises types of its own, and a broken package any.
        raise SpeechError(
            f"The voice of hibari cannot be loaded ({' '.join(str(error).split())[:200]}); "
            f"install it anew: `{write_reinstall('hibari-tts', 'onnxruntime')}`."
        ) from error
    return model


@contextmanager
def hide_scipy() -> "Iterator[None]":
    """Let hibari take the transforms of numpy: those of scipy take 0.3 s to load, and save 10 ms.

    Samples are the same, then, whether scipy is there or not.
    """
    scipy = sys.modules.get("scipy")
    sys.modules["scipy"] = cast("ModuleType", None)  # it cannot be imported
    try:
        yield
    finally:
        if scipy:
            sys.modules["scipy"] = scipy
        else:
            del sys.modules["scipy"]


def add_output(model: bytes, name: str) -> bytes:
    """Return an ONNX model that also puts out one of its inner tensors.

    Protocol buffers merge two occurrences of one message, so a second graph that holds nothing but
    the output is put behind the first (https://protobuf.dev/programming-guides/encoding/#last-one-wins).
    """
    value = _encode_field(_NAME_FIELD, name.encode())
    return model + _encode_field(_GRAPH_FIELD, _encode_field(_OUTPUT_FIELD, value))


def _encode_field(number: int, data: bytes) -> bytes:
    """Return a field of at most 127 bytes: its length takes one byte."""
    return bytes((number << 3 | 2, len(data))) + data


def _speak_passages(model: "Hibari", text: str, speed: float) -> Utterance:
    """Speak a text, passage by passage."""
    from hibari import dsp  # noqa: PLC0415 - loads a large library

    noise = np.random.default_rng(_SEED)
    sounds: list[NDArray[np.float32]] = [np.zeros(0, np.float32)]
    onsets: list[Onset] = []
    start = 0
    for passage in _read_passages(model, text):
        inputs = {
            "ids": np.asarray([passage.ids], np.int64),
            "speed": np.asarray([speed], np.float32),
        }
        outputs = model.sess.run(None, inputs)
        spectra, ends = outputs[:_SPECTRA], outputs[_SPECTRA:]
        sounds.append(dsp.synth(*(each[0] for each in spectra), noise))
        for ticks in ends:  # one list of them, or none
            tick = len(sounds[-1]) // int(ticks[-1])
            starts = [0, *(int(end) * tick for end in ticks)]
            onsets += (Onset(character, start + starts[at]) for character, at in passage.words)
        start += len(sounds[-1])
    samples = np.rint(np.clip(np.concatenate(sounds), -1, 1) * 32_767)
    return Utterance(samples.astype(np.int16), dsp.SR, tuple(onsets))


def _read_passages(model: "Hibari", text: str) -> "Iterator[_HibariPassage]":
    """Read a text as phonemes, in passages that are short enough."""
    from hibari.g2p import normalize  # noqa: PLC0415 - loads a large library

    phonemes = ""
    words: list[tuple[int, int]] = []
    cursor = 0
    plain = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    for sentence in model.split_sentences(text):
        tokens: list[Tok] = model.g2p.phonemize_tokens(model.g2p.tokenize(normalize(sentence)))
        for token in tokens:
            said = token.phonemes or ""
            # Where hibari has normalised the text, a token may not be in it.
            character = plain.find(token.text, cursor, cursor + len(token.text) + _REACH_CHARS)
            if character >= 0:
                cursor = character + len(token.text)
                if said and any(map(str.isalnum, token.text)):
                    words.append((character, len(model.ids(phonemes.rstrip())) - 1))
            phonemes += said
            if token.whitespace and phonemes:
                phonemes += " "
            if len(phonemes) > _LONG_PHONEMES and said.endswith(_CLAUSE_ENDS):
                yield _HibariPassage(model.ids(phonemes.strip()), words)
                phonemes, words = "", []
        if phonemes.strip():
            yield _HibariPassage(model.ids(phonemes.strip()), words)
        phonemes, words = "", []
