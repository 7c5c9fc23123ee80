"""Checks that an engine really speaks: what it gave must be able to be the text."""

import unicodedata

from coach.speech.engine import Engine, Settings, SpeechError, Utterance

_RATES_HZ = range(8_000, 96_001)
"""Hz."""

_SOFTEST_SAMPLE = 33
"""Of 32767: 60 dB below full scale; a sound that never reaches it is silence."""

_WORD = "Ready"


def probe_engine(engine: Engine, settings: Settings) -> None:
    """Have an engine say one word. Raises `SpeechError` when no sound that could be it comes."""
    verify_utterance(engine.synthesise(_WORD, settings), _WORD, engine.name)


def verify_utterance(utterance: Utterance, text: str, speaker: str) -> Utterance:
    """Return an utterance that can be the text; raise `SpeechError` for any other.

    Args:
        utterance: what an engine gave.
        text: what it was to say.
        speaker: who it was, for the message.
    """
    wrong = _find_fault(utterance, text)
    if wrong is None:
        return utterance
    raise SpeechError(
        f"The speech engine {speaker} gave {wrong} for {text[:60]!r}; "
        "take another voice with `--voice`, see `coach voices`."
    )


def find_longest_s(text: str) -> float:
    """Return how many seconds a text can take at most, spoken slowly with every sign spelt out."""
    return 5 + 1.5 * len(text)


def _find_shortest_s(text: str) -> float:
    """Return how many seconds a text must take: ten times as fast as speech is at its fastest."""
    return 0.05 + 0.004 * sum(map(str.isalnum, text))


def _find_fault(utterance: Utterance, text: str) -> str | None:
    """Say what is wrong with an utterance, if anything is."""
    if utterance.rate not in _RATES_HZ:
        return f"sound at {utterance.rate} Hz"
    if not len(utterance.pcm):
        return "no sound"
    if max(int(utterance.pcm.max()), -int(utterance.pcm.min())) < _SOFTEST_SAMPLE:
        return "silence" if any(map(is_known, text)) else None
    seconds = len(utterance.pcm) / utterance.rate
    if not _find_shortest_s(text) <= seconds <= find_longest_s(text):
        return f"{seconds:.2f} s of sound"
    return None


def is_known(character: str) -> bool:
    """Return whether any voice can say a character; of other alphabets, some know no sound."""
    return character.isalnum() and unicodedata.name(character, "").startswith(("LATIN", "DIGIT"))
