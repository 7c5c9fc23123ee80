"""Piper through its real loader, with a tiny voice made here."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from coach.speech.engine import Settings, SpeechError
from coach.speech.piper import PiperEngine
from coach.speech.probe import probe_engine
from support import tiny_piper

pytest.importorskip("piper")
pytest.importorskip("onnx")

TEXT = "Find the next tender spot."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("voices")
    tiny_piper.build(folder / "tiny.onnx")
    return folder


def settings(voice: str = "tiny", rate: int = 150) -> Settings:
    return Settings(voice, rate, 50)


def test_speaks_by_name_and_by_path(folder: Path) -> None:
    engine = PiperEngine((folder / "nowhere", folder))
    probe_engine(engine, settings())
    named = engine.synthesise(TEXT, settings())
    given = PiperEngine().synthesise(TEXT, settings(str(folder / "tiny.onnx")))
    assert named.rate == tiny_piper.RATE
    assert 1 < len(named.pcm) / named.rate < 5
    assert np.array_equal(named.pcm, given.pcm)
    assert engine.list_voices() == ("tiny",)


def test_the_same_text_gives_the_same_samples(folder: Path) -> None:
    engine = PiperEngine((folder,))
    first = engine.synthesise(TEXT, settings()).pcm
    engine.synthesise("Something else.", settings())
    with ThreadPoolExecutor(4) as pool:
        for again in pool.map(lambda _: engine.synthesise(TEXT, settings()).pcm, range(8)):
            assert np.array_equal(first, again)


def test_level_is_not_made_full_and_there_is_no_noise(folder: Path) -> None:
    peak = int(np.abs(PiperEngine((folder,)).synthesise(TEXT, settings()).pcm).max())
    assert peak == pytest.approx(0.3 * 32768, rel=0.01)


def test_rate_is_heard(folder: Path) -> None:
    engine = PiperEngine((folder,))
    slow, fast = (len(engine.synthesise(TEXT, settings(rate=r)).pcm) for r in (75, 300))
    assert slow == pytest.approx(4 * fast, rel=0.01)


def test_a_pause_stands_between_sentences(folder: Path) -> None:
    engine = PiperEngine((folder,))
    one, other = (engine.synthesise(text, settings()).pcm for text in ("Sit down.", "Stand up."))
    both = engine.synthesise("Sit down. Stand up.", settings()).pcm
    pause = round(tiny_piper.RATE * 0.25)
    assert len(both) == len(one) + pause + len(other)
    assert not both[len(one) : len(one) + pause].any()


def test_brackets_are_no_phonemes(folder: Path) -> None:
    engine = PiperEngine((folder,))
    plain = engine.synthesise("Sit [ [down]] now.", settings()).pcm
    assert np.array_equal(engine.synthesise("Sit [[down]] now.", settings()).pcm, plain)


def test_a_changed_voice_is_another_version(folder: Path, tmp_path: Path) -> None:
    assert PiperEngine((folder,)).version == PiperEngine((folder,)).version
    tiny_piper.build(tmp_path / "other.onnx")
    assert PiperEngine((tmp_path,)).version != PiperEngine((folder,)).version


@pytest.mark.parametrize(
    ("voice", "told"),
    [
        ("nobody", "no Piper voice 'nobody'; take one of: tiny"),
        ("", "no Piper voice ''"),
        ("/nowhere/nobody.onnx", "no Piper voice /nowhere/nobody.onnx"),
    ],
)
def test_a_missing_voice_is_told(folder: Path, voice: str, told: str) -> None:
    with pytest.raises(SpeechError, match=told):
        PiperEngine((folder,)).synthesise(TEXT, settings(voice))


def test_no_voices_at_all_is_told(tmp_path: Path) -> None:
    with pytest.raises(SpeechError, match="there is none yet"):
        PiperEngine((tmp_path,)).synthesise(TEXT, settings())


def test_a_missing_second_file_is_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "half.onnx").write_bytes((folder / "tiny.onnx").read_bytes())
    with pytest.raises(SpeechError, match=r"put half\.onnx\.json beside it"):
        PiperEngine((tmp_path,)).synthesise(TEXT, settings("half"))


@pytest.mark.parametrize("spoilt", ["tiny.onnx", "tiny.onnx.json"])
@pytest.mark.parametrize("content", [b"", b"\xff\xfe no voice", b"{}"])
def test_spoilt_files_are_told(tmp_path: Path, spoilt: str, content: bytes) -> None:
    tiny_piper.build(tmp_path / "tiny.onnx")
    (tmp_path / spoilt).write_bytes(content)
    with pytest.raises(SpeechError, match="cannot be loaded"):
        PiperEngine((tmp_path,)).synthesise(TEXT, settings())


def test_a_voice_of_no_known_language_is_told(tmp_path: Path) -> None:
    config = tiny_piper.build(tmp_path / "tiny.onnx").with_name("tiny.onnx.json")
    values = json.loads(config.read_text())
    values["espeak"]["voice"] = "nonsense"
    config.write_text(json.dumps(values))
    with pytest.raises(SpeechError, match="Piper voice failed"):
        PiperEngine((tmp_path,)).synthesise(TEXT, settings())


def test_a_missing_extra_is_told(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setitem(sys.modules, "piper", None)
    with pytest.raises(SpeechError, match="pip install piper-tts"):
        PiperEngine((folder,)).synthesise(TEXT, settings())
