"""The real voice of hibari, and the words that it is helped with."""

# ruff: noqa: RUF001 - phonemes

import hashlib
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import MappingProxyType

import numpy as np
import onnxruntime
import pytest

from coach.languages.english.lexicon import HIBARI
from coach.packages import write_reinstall
from coach.speech.engine import Settings, SpeechError, Utterance
from coach.speech.hibari import HibariEngine, add_output, hide_scipy
from coach.speech.profile import Candidate, Profile
from coach.speech.voice import Voice, perform_with_fallback

with hide_scipy():
    from hibari import Hibari

CALM = Settings("heart", 145, 50)
LINES = (
    "Sit with your legs long, and the roller under your right calf.",
    "Breathe in, and out.",
    "Now your left side.",
    "twelve",
)


@pytest.fixture(scope="module")
def engine() -> HibariEngine:
    return HibariEngine()


def digest(utterance: Utterance) -> str:
    return hashlib.sha256(utterance.pcm.tobytes()).hexdigest()


def test_it_speaks_as_the_package_does(engine: HibariEngine) -> None:
    theirs = Hibari("heart")(LINES[0], speed=145 / 181, seed=0)
    said = engine.synthesise(LINES[0], CALM)
    assert said.rate == 24_000
    np.testing.assert_array_equal(said.pcm, np.rint(theirs * 32_767).astype(np.int16))


def test_it_says_the_same_in_any_order_thread_and_process(engine: HibariEngine) -> None:
    expected = [digest(engine.synthesise(line, CALM)) for line in LINES]
    with ThreadPoolExecutor(4) as pool:
        again = list(pool.map(lambda line: digest(engine.synthesise(line, CALM)), LINES[::-1]))
    assert again[::-1] == expected
    program = (
        "import hashlib, sys\n"
        "from coach.speech.engine import Settings\n"
        "from coach.speech.hibari import HibariEngine\n"
        "for line in sys.argv[1:]:\n"
        "    said = HibariEngine().synthesise(line, Settings('heart', 145, 50))\n"
        "    print(hashlib.sha256(said.pcm.tobytes()).hexdigest())\n"
        "assert 'scipy' not in sys.modules  # it takes longer to load than it saves\n"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program, *LINES], capture_output=True, check=True, text=True
    )
    assert done.stdout.split() == expected


def test_the_version_names_all_that_changes_samples(engine: HibariEngine) -> None:
    packages = [each.split()[0] for each in engine.version.split(", ")]
    assert packages == ["hibari-tts", "onnxruntime", "numpy"]


def test_a_voice_that_would_be_downloaded_is_refused(engine: HibariEngine) -> None:
    with pytest.raises(SpeechError, match=r"has no voice 'emma'; take `heart`\."):
        engine.synthesise("Ready", Settings("emma", 145, 50))


def test_the_rate_decides_how_long_it_takes(engine: HibariEngine) -> None:
    slow, quick = (
        len(engine.synthesise(LINES[0], Settings("heart", rate, 50)).pcm) for rate in (130, 195)
    )
    assert 1.35 < slow / quick < 1.65


def test_words_begin_where_they_are_heard(engine: HibariEngine) -> None:
    text = "Hold it, don’t rush, for 45 seconds."
    said = engine.synthesise(text, CALM)
    words = [(text[each.character :].split(maxsplit=1)[0], each.sample) for each in said.onsets]
    assert [word for word, _ in words] == ["Hold", "it,", "don’t", "rush,", "for", "45", "seconds."]
    for word, sample in words:
        if word in {"don’t", "for"}:  # after a comma: silence before, sound after
            before, after = said.pcm[sample - 1200 : sample], said.pcm[sample : sample + 3600]
            assert np.abs(before).max() < 0.2 * np.abs(after).max()


def test_a_model_without_the_tensor_is_refused_by_name() -> None:
    data = Path(Hibari("heart").model_path).read_bytes()
    with pytest.raises(Exception, match="no_such_tensor"):
        onnxruntime.InferenceSession(
            add_output(data, "no_such_tensor"), providers=["CPUExecutionProvider"]
        )


def test_the_documents_know_the_model_by_its_digest() -> None:
    model = Path(Hibari("heart").model_path).read_bytes()
    document = Path(__file__).parents[2] / "docs" / "voices.md"
    assert hashlib.sha256(model).hexdigest() in document.read_text("utf-8")


def test_a_long_sentence_is_spoken_in_passages(engine: HibariEngine) -> None:
    text = ", ".join(["roll slowly up to the knee"] * 30)
    said = engine.synthesise(text, CALM)
    assert len(said.onsets) == 30 * 6
    samples = [each.sample for each in said.onsets]
    assert samples == sorted(samples)
    assert 30 * 1.2 < len(said.pcm) / said.rate < 30 * 3


def spoken(text: str, lexicon: Mapping[str, str] = MappingProxyType({})) -> bytes:
    profile = Profile("mine", candidates=(Candidate("hibari", "heart"),), lexicon=lexicon)
    return Voice(profile, HibariEngine()).speak_clip(text).pcm.tobytes()


def test_a_lexicon_may_hold_phonemes_of_its_own() -> None:
    plain = spoken("Roll your psoas.")
    assert spoken("Roll your psoas.", {"psoas": "/sˈOəs/"}) == plain
    assert spoken("Roll your psoas.", {"psoas": "/kˈæf/"}) != plain
    assert spoken("Roll your psoas.", {"psoas": "[[k'af]]"}) == plain


def test_what_a_script_has_in_brackets_are_words() -> None:
    assert spoken("Roll your [psoas](/kˈæf/).") == spoken("Roll your [psoas] (/kˈæf/).")


def test_a_text_that_it_cannot_say_is_said_by_the_next() -> None:
    profile = Profile(
        "both", candidates=(Candidate("hibari", "heart"), Candidate("espeak", "en-us"))
    )
    said, failures = perform_with_fallback(
        profile, lambda voice: (voice.candidate.engine, voice.speak_clip("你好"))
    )
    assert said[0] == "espeak"
    assert [each.candidate.engine for each in failures] == ["hibari"]
    assert "no sound" in failures[0].reason


def test_without_its_package_espeak_speaks() -> None:
    program = (
        "import sys; sys.modules['hibari'] = None\n"
        "from coach.library import Library\n"
        "from coach.speech.voice import perform_with_fallback\n"
        "profile = Library().load_default_profile('en', 'linux').value\n"
        "rest = lambda voice: (voice.candidate, voice.count_frames('Rest.'))\n"
        "said = perform_with_fallback(profile, rest)\n"
        "print(said[0][0], said[0][1] > 4410, said[1][0].reason)\n"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert done.stdout.startswith("espeak en-us True The voice of hibari cannot be loaded (")
    assert f"`{write_reinstall('hibari-tts', 'onnxruntime')}`" in done.stdout


def test_every_word_of_the_lexicon_is_helped() -> None:
    model = Hibari("heart")
    for word, said in HIBARI.items():
        written = f"[{word}]({said})" if said.startswith("/") else said
        phonemes = "".join(model.phonemize(written))
        assert phonemes != "".join(model.phonemize(word)), word
        assert set(phonemes) <= set(model.vocab), word
