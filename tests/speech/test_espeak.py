"""The embedded engine, for real."""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import espeakng_loader
import numpy as np
import pytest

from coach.speech import espeak, espeak_library
from coach.speech.engine import Settings, SpeechError
from coach.speech.espeak import EspeakEngine, open_espeak_engine
from coach.speech.espeak_library import find_carried_library, make_short_path

ENGINE = EspeakEngine()
PLAIN = Settings("en-us", 160, 50)


def digest(settings: Settings) -> str:
    pcm = ENGINE.synthesise("Find the next tender spot.", settings).pcm
    return hashlib.sha256(pcm.tobytes()).hexdigest()


def test_speaks_at_its_own_rate() -> None:
    utterance = ENGINE.synthesise("Find the next tender spot.", PLAIN)
    assert utterance.rate == 22_050
    assert 1.0 < len(utterance.pcm) / utterance.rate < 3.0
    assert [onset.character for onset in utterance.onsets] == [0, 5, 9, 14, 21]


def test_says_what_it_is() -> None:
    assert ENGINE.name == "espeak-ng"
    assert ENGINE.version.startswith("1.")


def test_every_setting_is_heard() -> None:
    others = [
        Settings("en-us+f2", 160, 50),
        Settings("en-gb-x-rp", 160, 50),
        Settings("en-us", 120, 50),
        Settings("en-us", 160, 20),
    ]
    assert len({digest(settings) for settings in (PLAIN, *others)}) == 5


Libraries = Callable[[int], None]


@pytest.fixture
def libraries(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Libraries:
    """Has a library, which no one used before, loaded so many times."""

    def load(number: int) -> None:
        unused = shutil.copy(espeakng_loader.get_library_path(), tmp_path)
        monkeypatch.setattr(espeakng_loader, "get_library_path", lambda: str(unused))
        monkeypatch.setattr("coach.speech.espeak_library.count_cores", lambda: number)

    return load


@pytest.mark.parametrize("at_once", [1, 2, 4])
def test_several_at_once_sound_as_one_after_another(libraries: Libraries, at_once: int) -> None:
    texts = [f"Roll on to number {number}, and breathe out slowly." for number in range(24)]
    settings = [Settings(voice, 150, 50) for voice in ("en-us+klatt3", "de", "en-us+f2")] * 8
    expected = [ENGINE.synthesise(*each) for each in zip(texts, settings, strict=True)]
    libraries(at_once)
    with ThreadPoolExecutor(4) as pool:
        spoken = list(pool.map(ENGINE.synthesise, texts, settings))
    for one, other in zip(spoken, expected, strict=True):
        assert np.array_equal(one.pcm, other.pcm)
        assert one.onsets == other.onsets


def test_where_no_copy_may_be_loaded_one_library_does(
    libraries: Libraries, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = digest(PLAIN)
    monkeypatch.setattr(os, "memfd_create", lambda _name: os.open(os.devnull, os.O_RDWR), False)
    libraries(3)
    with ThreadPoolExecutor(3) as pool:
        assert set(pool.map(digest, [PLAIN] * 6)) == {expected}


@pytest.mark.parametrize("voice", ["en-us+klatt3", "en-us", "de+f2", "fr", "es", "en-gb-x-rp"])
def test_a_voice_is_the_same_when_it_is_found_faster(
    monkeypatch: pytest.MonkeyPatch, voice: str
) -> None:
    settings = Settings(voice, 160, 50)
    found = [digest(settings) for _ in range(2)]
    monkeypatch.setattr("coach.speech.espeak.can_copy", lambda: False)
    monkeypatch.setattr("coach.speech.espeak._voice_files", {})
    assert [digest(settings) for _ in range(2)] == found


BREATH = """
import hashlib
from coach.speech.engine import Settings
from coach.speech.espeak import EspeakEngine

pcm = EspeakEngine().synthesise("Find the next tender spot.", Settings("en-us+f2", 160, 50)).pcm
print(hashlib.sha256(pcm.tobytes()).hexdigest())
"""


def test_a_breathy_voice_sounds_the_same_another_time() -> None:
    command = [sys.executable, "-c", BREATH]
    said = []
    for _ in range(2):
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - ours
        said.append(done.stdout.strip())
        time.sleep(1.1)  # the noise of its breath would begin with the second of the day
    assert said == [digest(Settings("en-us+f2", 160, 50))] * 2


def test_markup_is_spoken_as_text() -> None:
    def length(text: str) -> int:
        return len(ENGINE.synthesise(text, PLAIN).pcm)

    assert length("roll < and & stretch") > length("roll and stretch")
    assert length('<break time="5s"/> stop') < 4 * 22_050


def test_a_very_long_text_is_spoken_whole() -> None:
    utterance = ENGINE.synthesise("Roll slowly up the calf. " * 800, PLAIN)
    assert len(utterance.onsets) == 4000


@pytest.mark.parametrize(
    "voice",
    [
        *("nobody", "", "en-us+nobody", "en-us+", "en-us+../f2", "\0"),
        *("gmw", "gmw/", ".", "!v/f2", "../phondata", "../../../../own"),  # it would crash
    ],
)
def test_an_unknown_voice_is_refused(voice: str) -> None:
    with pytest.raises(SpeechError, match="espeak-ng has no voice"):
        ENGINE.synthesise("Hello", Settings(voice, 160, 50))
    assert digest(PLAIN) == digest(PLAIN)


def test_a_missing_engine_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    with pytest.raises(SpeechError, match="pip install espeakng-loader"):
        EspeakEngine().synthesise("Hello", PLAIN)


def test_a_library_that_does_not_load_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken_library(monkeypatch, tmp_path)
    with pytest.raises(SpeechError, match="cannot be loaded"):
        EspeakEngine().synthesise("Hello", PLAIN)


def broken_library(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    broken = folder / "libespeak-ng.so"
    broken.write_bytes(b"no library")
    monkeypatch.setattr(espeakng_loader, "get_library_path", lambda: str(broken))


PROGRAM = """#!{python}
import sys
sys.path.insert(0, {root!r})
sys.path[1:1] = {path!r}
import struct
from coach.speech.engine import Settings
from coach.speech.espeak import EspeakEngine
voice, rate, pitch = (sys.argv[sys.argv.index(name) + 1] for name in ("-v", "-s", "-p"))
text = sys.stdin.buffer.read().decode().strip()
spoken = EspeakEngine().synthesise(text, Settings(voice, int(rate), int(pitch)))
head = b"RIFF" + b"\\xff" * 4 + b"WAVEfmt "
head += struct.pack("<IHHIIHH", 16, 1, 1, 22050, 44100, 2, 16)
sys.stdout.buffer.write(head + b"data\\0\\xf0\\xff\\x7f" + spoken.pcm.tobytes())
"""


def test_the_embedded_engine_is_first() -> None:
    assert open_espeak_engine().name == "espeak-ng"


def test_the_systems_program_is_second(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    expected = ENGINE.synthesise("Fünf mal.", Settings("de", 140, 40))
    program = tmp_path / "espeak-ng"
    root = str(Path(espeak.__file__).parents[2])
    program.write_text(PROGRAM.format(python=sys.executable, root=root, path=sys.path))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    broken_library(monkeypatch, tmp_path)
    engine = open_espeak_engine()
    assert engine.name == "command espeak-ng"
    spoken = engine.synthesise("Fünf mal.", Settings("de", 140, 40))
    assert spoken.rate == expected.rate
    assert spoken.pcm.tobytes() == expected.pcm.tobytes()


def test_neither_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "espeak-ng"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    broken_library(monkeypatch, tmp_path)
    with pytest.raises(SpeechError, match=r"cannot be loaded.*Or install the program espeak-ng"):
        open_espeak_engine()


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="needs the program espeak-ng")
def test_the_real_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken_library(monkeypatch, tmp_path)
    engine = open_espeak_engine()
    assert engine.name == "command espeak-ng"
    slow, fast = (engine.synthesise("Breathe in.", Settings("de", r, 50)) for r in (100, 200))
    assert len(slow.pcm) > 1.3 * len(fast.pcm)
    with pytest.raises(SpeechError, match="'espeak-ng' failed"):
        engine.synthesise("Breathe in.", Settings("nobody", 160, 50))


def test_paths_for_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    library, data = map(Path, find_carried_library())
    assert library.is_file()
    assert (data / "phontab").is_file()
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    assert find_carried_library() == ("", "")


def test_data_that_cannot_be_read_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(espeakng_loader, "get_data_path", lambda: str(tmp_path))
    with pytest.raises(SpeechError, match="cannot read its data"):
        EspeakEngine().synthesise("Hello", PLAIN)


def test_data_under_a_long_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    expected = digest(PLAIN)
    deep = tmp_path / ("d" * 120) / ("e" * 120)
    deep.mkdir(parents=True)
    data = deep / "espeak-ng-data"
    data.symlink_to(espeakng_loader.get_data_path(), target_is_directory=True)
    monkeypatch.setattr(espeakng_loader, "get_data_path", lambda: str(data))
    assert digest(PLAIN) == expected


def test_the_longest_path_that_is_used_as_it_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    expected = digest(Settings("en-us+max", 160, 50))
    folder = tmp_path
    while len(str(folder)) < 100:
        folder /= "d" * 40
    folder.mkdir(parents=True, exist_ok=True)
    data = folder / ("d" * (158 - len(str(folder))))
    data.symlink_to(espeakng_loader.get_data_path(), target_is_directory=True)
    assert len(str(data)) == 159
    assert make_short_path(str(data)) == str(data)
    monkeypatch.setattr(espeakng_loader, "get_data_path", lambda: str(data))
    assert digest(Settings("en-us+max", 160, 50)) == expected


def test_where_links_are_forbidden_the_data_is_copied(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    deep = tmp_path / ("d" * 200)
    deep.mkdir()
    (deep / "phontab").write_bytes(b"data")

    def forbidden(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "symlink_to", forbidden)
    short = Path(make_short_path(str(deep)))
    assert len(str(short)) < 160
    assert (short / "phontab").read_bytes() == b"data"


def test_data_that_cannot_be_copied_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(SpeechError, match="cannot be copied"):
        make_short_path("/" + "z" * 200)


def test_no_short_place_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 200)
    deep.mkdir()
    monkeypatch.setattr(espeak_library, "tempfile", SimpleNamespace(mkdtemp=lambda **_: str(deep)))
    with pytest.raises(SpeechError, match="TMPDIR"):
        make_short_path("/" + "y" * 200)


def test_what_goes_wrong_while_receiving_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(ctypes, "string_at", interrupted)
    with pytest.raises(KeyboardInterrupt):
        ENGINE.synthesise("Hello", PLAIN)
