"""The recordings of a voice: their list, and how their sound is tidied."""

import os
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.diagnostics import SourceText, render_diagnostic
from coach.speech.engine import Utterance
from coach.speech.level import VOICE_LEVEL_LUFS, measure_clip_loudness
from coach.speech.recordings import (
    LIST_NAME,
    UnusableRecording,
    VoiceRecording,
    clean_recording,
    keep_recording,
    load_recordings,
    parse_recordings,
    read_recording,
)
from coach.timing import SAMPLE_RATE


def voice(seconds: float, level: float = 0.2, rate: int = SAMPLE_RATE) -> NDArray[np.float64]:
    """Hum, with a syllable every fifth of a second."""
    at = np.arange(int(seconds * rate)) / rate
    syllables = 0.3 + 0.7 * np.sin(np.pi * at * 5) ** 2
    return level * syllables * (np.sin(2 * np.pi * 150 * at) + 0.5 * np.sin(2 * np.pi * 900 * at))


def taken(sound: NDArray[np.float64], rate: int = SAMPLE_RATE) -> Utterance:
    """Record a sound in a room with a fan."""
    noise = np.random.default_rng(1).normal(0, 0.0005, len(sound))
    pcm = np.clip(np.rint((sound + noise) * 32767), -32768, 32767).astype(np.int16)
    return Utterance(pcm, rate)


def silence(seconds: float, rate: int = SAMPLE_RATE) -> NDArray[np.float64]:
    return np.zeros(int(seconds * rate))


@pytest.mark.parametrize("rate", [16_000, 44_100, 48_000])
@pytest.mark.parametrize("level", [0.02, 0.4])
def test_a_recording_is_trimmed_and_brought_to_the_level(rate: int, level: float) -> None:
    sound = np.concatenate((silence(1.3, rate), voice(2, level, rate), silence(0.7, rate)))
    cleaned = clean_recording(taken(sound, rate))
    assert cleaned.rate == SAMPLE_RATE
    assert 1.98 < len(cleaned.pcm) / SAMPLE_RATE < 2.12
    assert measure_clip_loudness(
        cleaned.pcm.astype(np.float32) / np.float32(32768)
    ) == pytest.approx(VOICE_LEVEL_LUFS, abs=0.3)


def test_a_word_shorter_than_loudness_is_defined_for_has_the_level_too() -> None:
    sound = np.concatenate((silence(0.5), voice(0.25, 0.05), silence(0.5)))
    cleaned = clean_recording(taken(sound)).pcm.astype(np.float32) / np.float32(32768)
    assert 0.25 < len(cleaned) / SAMPLE_RATE < 0.4
    assert measure_clip_loudness(np.tile(cleaned, 8)) == pytest.approx(VOICE_LEVEL_LUFS, abs=0.3)


@pytest.mark.parametrize(
    ("sound", "reason"),
    [
        (silence(2), "Nothing is heard in the recording."),
        (silence(0), "Nothing is heard in the recording."),
        (np.concatenate((silence(1), np.full(9, 0.5), silence(1))), "Nothing is heard"),
        (voice(1, 2.0), "The recording is too loud and distorted."),
    ],
)
def test_a_recording_that_cannot_be_used_is_refused(
    sound: NDArray[np.float64], reason: str
) -> None:
    with pytest.raises(UnusableRecording, match=reason):
        clean_recording(taken(sound))


def test_a_list_names_files_and_texts() -> None:
    text = "# mine\n\nsit.wav | Sit  down.\n a b.wav|one | two\n"
    assert parse_recordings(SourceText("list.txt", text)).value == (
        VoiceRecording("sit.wav", "Sit down."),
        VoiceRecording("a b.wav", "one | two"),
    )


def test_every_line_that_is_wrong_is_told() -> None:
    checked = parse_recordings(SourceText("list.txt", "sit.wav Sit.\na.wav | A\n| B\nc.wav | …\n"))
    assert checked.value == (VoiceRecording("a.wav", "A"),)
    assert [render_diagnostic(each).splitlines()[0] for each in checked.diagnostics] == [
        f"list.txt:{line}:1: error[bad-recording]: This line does not name a file and its text."
        for line in (1, 3, 4)
    ]


def test_recordings_are_kept_under_their_words(tmp_path: Path) -> None:
    first, again = (clean_recording(taken(voice(seconds))) for seconds in (1, 2))
    for text, cleaned in (("Sit down.", first), ("sit: down", first), ("Sit down.", again)):
        keep_recording(tmp_path, text, cleaned)
    assert (
        tmp_path / LIST_NAME
    ).read_text() == "sit-down.wav | Sit down.\nsit-down-2.wav | sit: down\n"
    assert (read_recording(tmp_path / "sit-down.wav").pcm == again.pcm).all()
    assert (read_recording(tmp_path / "sit-down-2.wav").pcm == first.pcm).all()


def test_a_list_never_has_a_file_outside_its_folder_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "voice"
    folder.mkdir()
    (tmp_path / "diary.txt").write_text("Dear diary")
    (folder / LIST_NAME).write_text("../diary.txt | Sit down.\n")
    keep_recording(folder, "Sit down.", clean_recording(taken(voice(1))))
    assert (tmp_path / "diary.txt").read_text() == "Dear diary"
    assert load_recordings(folder / LIST_NAME).value[-1] == VoiceRecording(
        "sit-down.wav", "Sit down."
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_only_files_are_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    (tmp_path / "text.wav").write_text("RIFF no")
    for name, reason in (
        ("pipe.wav", "pipe.wav is not a file."),
        (".", "is not a file."),
        ("none.wav", "none.wav cannot be read: no such file or directory."),
        ("text.wav", "text.wav cannot be used: it is not a sound file."),
    ):
        with pytest.raises(UnusableRecording, match=reason):
            read_recording(tmp_path / name)
