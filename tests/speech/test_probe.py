"""What an engine gave is looked at before it is believed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.speech.engine import Settings, SpeechError, Utterance
from coach.speech.espeak import EspeakEngine
from coach.speech.probe import probe_engine, verify_utterance

TEXT = "Find the next tender spot."


def tone(seconds: float, rate: int = 22_050, level: int = 8000) -> Utterance:
    return Utterance(np.full(int(seconds * rate), level, np.int16), rate)


class Liar:
    """An engine that gives the same for everything."""

    name = "liar"
    version = "1"
    at_once = 1

    def __init__(self, utterance: Utterance) -> None:
        self._utterance = utterance

    def synthesise(self, text: str, how: Settings) -> Utterance:
        assert text
        assert how.rate
        return self._utterance


def test_an_engine_that_speaks() -> None:
    probe_engine(EspeakEngine(), Settings("en-us", 160, 50))


@pytest.mark.parametrize(
    ("utterance", "told"),
    [
        (tone(0), "gave no sound for 'Ready'"),
        (tone(1, level=32), "gave silence for 'Ready'"),
        (tone(0.01), r"gave 0\.01 s of sound for 'Ready'"),
        (tone(60), r"gave 60\.00 s of sound for 'Ready'"),
        (tone(1, rate=7999), "gave sound at 7999 Hz for 'Ready'"),
        (tone(1, rate=96_001), "gave sound at 96001 Hz for 'Ready'"),
    ],
)
def test_an_engine_that_lies(utterance: Utterance, told: str) -> None:
    with pytest.raises(SpeechError, match="The speech engine liar " + told):
        probe_engine(Liar(utterance), Settings("", 160, 50))


@pytest.mark.parametrize("text", ["\U00010fe0", "木 木"])
def test_silence_is_believed_for_what_a_voice_may_not_know(text: str) -> None:
    silence = tone(1, level=0)
    assert verify_utterance(silence, text, "liar") is silence
    for known in (f"{text} a", f"{text} É", f"{text} 5"):
        with pytest.raises(SpeechError, match="gave silence"):
            verify_utterance(silence, known, "liar")


def test_an_engine_without_the_voice() -> None:
    with pytest.raises(SpeechError, match="no voice 'nobody'"):
        probe_engine(EspeakEngine(), Settings("nobody", 160, 50))


@pytest.mark.parametrize("rate", [8000, 16_000, 96_000])
def test_what_can_be_the_text_is_given_back(rate: int) -> None:
    utterance = tone(2, rate, -33)
    assert verify_utterance(utterance, TEXT, "it") is utterance


@given(
    st.text("abc dé 0123456789%.,", min_size=1, max_size=80).filter(
        lambda text: any(map(str.isalnum, text))
    ),
    st.sampled_from([80, 160, 450]),
)
def test_real_speech_is_believed(text: str, rate: int) -> None:
    utterance = EspeakEngine().synthesise(text, Settings("en-us", rate, 50))
    assert verify_utterance(utterance, text, "espeak-ng") is utterance
