"""A recorded voice: what was recorded, what is put together from it, and what is missing."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.speech.engine import SpeechError
from coach.speech.engines import make_engine
from coach.speech.level import VOICE_LEVEL_LUFS, measure_clip_loudness
from coach.speech.profile import Candidate, Profile
from coach.speech.recorded import RecordedEngine
from coach.speech.recordings import clean_recording, keep_recording, read_recording
from coach.speech.voice import Voice, perform_with_fallback
from coach.timing import SAMPLE_RATE
from support.tones import record_list

ESPEAK = Candidate("espeak", "en-us")


@pytest.fixture
def voices(tmp_path: Path) -> Path:
    return tmp_path / "voices"


def record(voices: Path, *texts: str) -> None:
    record_list(voices / "takes", list(texts))
    for number, text in enumerate(texts):
        sound = read_recording(voices / "takes" / f"{number}.wav")
        keep_recording(voices / "anna", text, clean_recording(sound))


def profile(voices: Path, *fallback: Candidate, language: str = "en") -> Profile:
    candidates = (Candidate("recorded", "anna"), *fallback)
    return Profile("anna", language=language, candidates=candidates, pause=600, folders=(voices,))


def speaking(voices: Path, *fallback: Candidate, language: str = "en") -> Voice:
    return perform_with_fallback(
        profile(voices, *fallback, language=language), lambda voice: voice
    )[0]


def gaps(pcm: NDArray[np.int16]) -> list[float]:
    """Return the seconds of silence inside a clip, where it is more than 50 ms."""
    loud = np.flatnonzero(np.abs(pcm.astype(int)) > 200)
    return [round(float(gap) / SAMPLE_RATE, 2) for gap in np.diff(loud) if gap > SAMPLE_RATE / 20]


def test_a_text_is_said_as_it_was_recorded_however_it_is_written(voices: Path) -> None:
    record(voices, "Sit down. Lean back.")
    voice = speaking(voices)
    for text in ("Sit down. Lean back.", "sit down,  lean *back*"):
        clip = voice.speak_clip(text)
        assert clip.frames == pytest.approx(SAMPLE_RATE, abs=SAMPLE_RATE / 10)
        assert gaps(clip.pcm) == []
        assert measured(clip.pcm) == pytest.approx(VOICE_LEVEL_LUFS, abs=0.5)


def test_a_length_is_put_together_with_exact_pauses(voices: Path) -> None:
    record(voices, "for", "forty", "five", "seconds", "Rest.", "Heel", "two", "of")
    voice = speaking(voices)
    # The room that is left around each piece is 30 ms before it and 60 ms after it.
    assert gaps(voice.speak_clip("For forty-five seconds.").pcm) == pytest.approx(
        [0.11] * 3, abs=0.02
    )
    assert gaps(voice.speak_clip("Rest. Forty seconds.").pcm) == pytest.approx(
        [0.69, 0.11], abs=0.02
    )
    assert gaps(voice.speak_clip("Heel, two of two").pcm) == pytest.approx(
        [0.29, 0.11, 0.11], abs=0.02
    )
    words = voice.list_words("For forty seconds.")
    assert [("For forty seconds."[w.start :][: w.length]) for w in words] == [
        "For",
        "forty",
        "seconds",
    ]


def measured(pcm: NDArray[np.int16]) -> float:
    return measure_clip_loudness(pcm.astype(np.float32) / np.float32(32768))


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("de", "Fünfundvierzig Sekunden lang.", "fünfund vierzig Sekunden lang"),
        ("fr", "Pendant quarante-cinq secondes.", "pendant quarante cinq secondes"),
        ("es", "Durante cuarenta y cinco segundos.", "durante cuarenta y cinco segundos"),
    ],
)
def test_lengths_are_put_together_in_every_language(
    voices: Path, language: str, text: str, words: str
) -> None:
    record(voices, *words.split())
    voice = speaking(voices, language=language)
    assert voice.is_recorded(text)
    assert len(gaps(voice.speak_clip(text).pcm)) == len(words.split()) - 1


def test_what_is_missing_takes_no_time_and_cannot_be_said(voices: Path) -> None:
    record(voices, "Sit down.")
    voice = speaking(voices)
    assert voice.count_frames("Sit up.") == 0
    assert [voice.can_say(text) for text in ("Sit down.", "Sit up.", "…")] == [True, False, True]
    with pytest.raises(SpeechError, match=r"“Sit up\.” is not recorded in the voice `anna`"):
        voice.speak_clip("Sit up.")


def test_a_fallback_says_only_what_is_missing_and_as_loud(voices: Path) -> None:
    record(voices, "Sit down.")
    voice = speaking(voices, ESPEAK)
    alone = speaking(voices)
    assert voice.substitute == ESPEAK
    assert (voice.speak_clip("Sit down.").pcm == alone.speak_clip("Sit down.").pcm).all()
    text = "Lift your hips, and roll slowly up to just below the knee. Breathe in."
    assert not voice.is_recorded(text)
    clip = voice.speak_clip(text)
    assert gaps(clip.pcm)[-1] > 0.6
    assert measured(clip.pcm) == pytest.approx(VOICE_LEVEL_LUFS, abs=0.7)


def test_another_recording_is_another_version(voices: Path) -> None:
    record(voices, "Sit down.", "Stand up.")
    before = speaking(voices).version
    assert speaking(voices).version == before
    keep_recording(voices / "anna", "Sit down.", read_recording(voices / "anna" / "stand-up.wav"))
    assert speaking(voices).version != before


def test_a_voice_without_recordings_says_how_to_make_them(voices: Path) -> None:
    voices.mkdir()
    here = profile(voices)
    with pytest.raises(SpeechError, match="no folder of recordings `anna` beside the voice `anna`"):
        make_engine(here, here.candidates[0])
    (voices / "anna").mkdir()
    (voices / "anna" / "recordings.txt").write_text("# nothing\n")
    with pytest.raises(SpeechError, match=r"`coach voices record anna ROUTINE` does it\."):
        make_engine(here, here.candidates[0])
    (voices / "anna" / "recordings.txt").write_text("what\n")
    with pytest.raises(SpeechError, match="line 1: This line does not name a file"):
        make_engine(here, here.candidates[0])


def test_a_recording_that_is_gone_is_one_sentence(voices: Path) -> None:
    record(voices, "Sit down.")
    here = profile(voices)
    engine = make_engine(here, here.candidates[0])
    assert isinstance(engine, RecordedEngine)
    (voices / "anna" / "sit-down.wav").unlink()
    for use in (lambda: engine.version, lambda: Voice(here, engine).speak_clip("Sit down.")):
        with pytest.raises(SpeechError, match=r"sit-down\.wav cannot be read: no such file"):
            use()


@pytest.mark.parametrize("name", ["../secret.wav", "link.wav", "/etc/passwd"])
def test_a_list_names_files_of_its_own_folder_only(voices: Path, name: str) -> None:
    record(voices, "Sit.")
    (voices / "secret.wav").write_bytes((voices / "anna" / "sit.wav").read_bytes())
    (voices / "anna" / "link.wav").symlink_to(voices / "secret.wav")
    (voices / "anna" / "recordings.txt").write_text(f"{name} | Sit.\n")
    here = profile(voices)
    engine = RecordedEngine(here, here.candidates[0])
    for read in (engine.probe, lambda: engine.version):
        with pytest.raises(SpeechError, match=r"is not in the folder .*anna"):
            read()
