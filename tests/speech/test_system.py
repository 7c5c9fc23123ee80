"""The system's voices: the real pyttsx3 over espeak, and drivers that hang, crash and lie."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from coach.speech import system
from coach.speech.engine import Settings, SpeechError
from coach.speech.probe import probe_engine
from coach.speech.system import SystemEngine

pytest.importorskip("pyttsx3")
linux = pytest.mark.skipif(sys.platform != "linux", reason="is about Linux")

PLAIN = Settings("", 150, 50)
TEXT = "Find the next tender spot."


def workers(parent: int) -> list[int]:
    """Return the worker processes of a process."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            owner = int(status.read_text().rpartition(")")[2].split()[1])
            command = (status.parent / "cmdline").read_text()
        except OSError:
            continue
        if owner == parent and "system_worker" in command:
            found.append(int(status.parent.name))
    return found


@pytest.fixture(scope="module")
def engine() -> SystemEngine:
    engine = SystemEngine()
    try:
        probe_engine(engine, PLAIN)
    except SpeechError as error:
        pytest.skip(str(error))
    return engine


# The real thing.


def test_speaks(engine: SystemEngine) -> None:
    utterance = engine.synthesise(TEXT, PLAIN)
    assert 1 < len(utterance.pcm) / utterance.rate < 4
    assert engine.name == "system"
    assert sys.platform in engine.version


@linux
def test_several_in_turn_are_the_same_each_time(engine: SystemEngine) -> None:
    texts = ["Breathe in.", TEXT, "And out. Hold. And in.", "x" * 300, "Change sides."]
    first = [engine.synthesise(text, PLAIN).pcm for text in texts]
    assert len({pcm.tobytes() for pcm in first}) == len(texts)
    for text, expected in zip(reversed(texts * 3), reversed(first * 3), strict=True):
        assert np.array_equal(engine.synthesise(text, PLAIN).pcm, expected)
    assert np.array_equal(SystemEngine().synthesise(TEXT, PLAIN).pcm, first[1])


@linux
def test_four_threads_at_once(engine: SystemEngine) -> None:
    texts = ["Breathe in.", TEXT, "And out.", "Change sides."]
    expected = [engine.synthesise(text, PLAIN).pcm for text in texts]
    with ThreadPoolExecutor(4) as pool:
        spoken = list(pool.map(lambda text: engine.synthesise(text, PLAIN).pcm, texts * 4))
    for pcm, right in zip(spoken, expected * 4, strict=True):
        assert np.array_equal(pcm, right)
    assert len(workers(os.getpid())) >= 1


@linux
def test_every_setting_is_heard(engine: SystemEngine) -> None:
    all_settings = [
        PLAIN,
        Settings("", 120, 50),
        Settings("", 150, 20),
        Settings("de", 150, 50),
        Settings("gmw/en-us", 150, 50),
    ]
    heard = {engine.synthesise(TEXT, settings).pcm.tobytes() for settings in all_settings}
    assert len(heard) == 5
    lengths = [len(engine.synthesise(TEXT, Settings("", rate, 50)).pcm) for rate in (100, 200)]
    assert lengths[0] > 1.6 * lengths[1]


@linux
@pytest.mark.parametrize("voice", ["gmw/en-US", "English (america)", "en-us"])
def test_a_voice_by_id_name_and_language(engine: SystemEngine, voice: str) -> None:
    expected = engine.synthesise(TEXT, Settings("gmw/en-us", 150, 50)).pcm
    assert np.array_equal(engine.synthesise(TEXT, Settings(voice, 150, 50)).pcm, expected)


def test_an_unknown_voice_is_told(engine: SystemEngine) -> None:
    with pytest.raises(SpeechError, match="The system has no voice 'nobody'; take one of: '"):
        engine.synthesise(TEXT, Settings("nobody", 150, 50))
    assert len(engine.synthesise(TEXT, PLAIN).pcm)


@linux
def test_a_text_that_would_crash_it_is_spoken_whole(engine: SystemEngine) -> None:
    one = len(engine.synthesise(TEXT, PLAIN).pcm)
    whole = len(engine.synthesise(f"{TEXT} " * 800, PLAIN).pcm)
    assert 0.8 * 800 * one < whole < 1.2 * 800 * one
    assert len(engine.synthesise("spot " * 700, PLAIN).pcm) / 22_050 > 100


def test_what_cannot_be_encoded_does_no_harm(engine: SystemEngine) -> None:
    assert len(engine.synthesise("Roll \0 slowly \ud800 <up> & [[down]].", PLAIN).pcm)


@linux
def test_a_worker_that_was_killed_is_replaced(engine: SystemEngine) -> None:
    own = SystemEngine()
    expected = own.synthesise(TEXT, PLAIN).pcm
    (killed,) = set(workers(os.getpid())) - set(workers_of(engine))
    os.kill(killed, signal.SIGKILL)
    assert np.array_equal(own.synthesise(TEXT, PLAIN).pcm, expected)
    assert killed not in workers(os.getpid())


@linux
def test_a_worker_that_was_stopped_is_replaced(engine: SystemEngine) -> None:
    own = SystemEngine(patience=0.5)
    expected = own.synthesise("Go.", PLAIN).pcm
    (stopped,) = set(workers(os.getpid())) - set(workers_of(engine))
    os.kill(stopped, signal.SIGSTOP)
    assert np.array_equal(own.synthesise("Go.", PLAIN).pcm, expected)
    assert stopped not in workers(os.getpid())


def workers_of(engine: SystemEngine) -> list[int]:
    """Return the worker of an engine: the one there is when no other engine is kept."""
    engine.synthesise("Go.", PLAIN)
    worker = engine._worker  # noqa: SLF001 - who it is concerns only tests
    return [] if worker is None else [worker.pid]


@linux
@pytest.mark.parametrize("end", ["pass", "import os; os.kill(os.getpid(), 9)"])
def test_no_worker_is_left(end: str) -> None:
    code = f"""
from coach.speech.engine import Settings
from coach.speech.system import SystemEngine
engine = SystemEngine()
engine.synthesise("Go.", Settings("", 150, 50))
print(engine._worker.pid, flush=True)
{end}
"""
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)  # noqa: S603
    worker = Path("/proc", ran.stdout.strip())
    assert ran.stderr == ""
    assert worker.name.isdigit()
    deadline = time.monotonic() + 5
    while worker.exists() and "Z" not in (worker / "stat").read_text().rpartition(")")[2][:3]:
        assert time.monotonic() < deadline
        time.sleep(0.02)


@linux
def test_an_engine_that_is_forgotten_leaves_no_worker() -> None:
    before = set(workers(os.getpid()))
    SystemEngine().synthesise("Go.", PLAIN)
    assert set(workers(os.getpid())) == before


# Drivers that misbehave: another package of the name pyttsx3, in a real worker.

FAKE = """
import os, signal, sys, time, types, wave
from pathlib import Path

class Voice:
    def __init__(self, id, name, languages):
        self.id, self.name, self.languages = id, name, languages

def sound(file, seconds=2.0, rate=22050, sample=b"\\0\\x40\\0\\xc0"):
    with wave.open(file, "wb") as f:
        f.setparams((1, 2, rate, 0, "NONE", ""))
        f.writeframes(sample * int(seconds * rate / 2))

def first_time():
    try:
        open({mark!r}, "x").close()
    except FileExistsError:
        return False
    return True

count = 0

class Engine:
    def __init__(self):
        print("chatter"); os.write(1, b"chatter"); os.write(2, b"chatter")
        self.values, self.job, self.errors = {{}}, None, []
        sys.modules["pyttsx3.drivers._espeak"] = types.SimpleNamespace(
            Terminate=lambda: 0, Synchronize=lambda: 0, dll=__import__("ctypes").CDLL(None)
        )
    def getProperty(self, name):
        two = Voice("one", "One", ["en_US"]), Voice("two", "Two", ["de_DE"])
        return dict(self.values, voice="one", voices=[*two, Voice("3", "3", [])])[name]
    def setProperty(self, name, value): self.values[name] = value
    def connect(self, topic, call): self.errors.append(call)
    def save_to_file(self, text, file): self.job = text, file
    def runAndWait(self):
        global count
        if self.job is None: return
        count += 1
        text, file = self.job
        voice, rate = self.values["voice"], self.values["rate"]
{body}
"""


def faked(monkeypatch: pytest.MonkeyPatch, folder: Path, body: str, platform: str = "") -> None:
    """Put a package before the real one, whose engine does what is given to speak."""
    package = folder / "pyttsx3"
    package.mkdir()
    (package / "__init__.py").touch()
    lines = "\n".join("        " + line for line in body.strip().splitlines())
    code = FAKE.format(mark=str(folder / "mark"), body=lines)
    if platform:  # what the worker takes the system for
        (folder / "sitecustomize.py").write_text(f"import sys; sys.platform = {platform!r}")
        code = code.replace("pyttsx3.drivers._espeak", "unused")
    (package / "engine.py").write_text(code)
    monkeypatch.setenv("PYTHONPATH", str(folder))


def fault(patience: float = 10, text: str = TEXT) -> str:
    with pytest.raises(SpeechError) as told:
        SystemEngine(patience).synthesise(text, PLAIN)
    return str(told.value)


def test_what_is_printed_does_no_harm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    faked(monkeypatch, tmp_path, "sound(file)")
    utterance = SystemEngine().synthesise(TEXT, PLAIN)
    assert (utterance.rate, len(utterance.pcm)) == (22_050, 44_100)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("pass", "wrote no file"),
        ("open(file, 'w').close()", "wrote no sound (it is empty)"),
        ("open(file, 'w').write('hello')", "wrote no sound (it is not a sound file)"),
        ("sound(file, 0)", "gave no sound for 'Find"),
        ("sound(file, 0.1)", "gave 0.10 s of sound for"),
        ("sound(file, 100)", "gave 100.00 s of sound for"),
        ("sound(file, rate=4000)", "gave sound at 4000 Hz"),
        ("sound(file, sample=bytes(4))", "gave silence"),
        ("raise RuntimeError('no  output\\ndevice')", "failed (no output device)"),
        ("raise RuntimeError", "failed (RuntimeError)"),
        ("import comtypes_of_no_one", "failed (No module named 'comtypes_of_no_one')"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "crashed"),
        ("os._exit(0)", "crashed"),
        ("os.write(3, b'[')", "crashed"),
    ],
)
def test_drivers_that_fail(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, body: str, told: str
) -> None:
    faked(monkeypatch, tmp_path, body)
    assert told in fault()


def test_a_driver_that_hangs_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    faked(monkeypatch, tmp_path, "time.sleep(60)")
    started = time.monotonic()
    assert "was not done after 1 s" in fault(0.3, "Go on.")
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    "once", ["os._exit(1)", "time.sleep(60)", "return", "return sound(file, 0)", "1 / 0"]
)
def test_what_fails_once_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, once: str
) -> None:
    faked(monkeypatch, tmp_path, f"if first_time(): {once}\nsound(file)")
    assert len(SystemEngine(0.5).synthesise("Go.", PLAIN).pcm) == 44_100


def test_a_driver_that_hangs_the_second_time_gets_a_process_for_each(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tries = tmp_path / "tries"
    body = f"""
with open({str(tries)!r}, "a") as f: f.write(f"{{os.getpid()}}\\n")
if Path({str(tries)!r}).read_text().split().count(str(os.getpid())) > 1: time.sleep(60)
sound(file)
"""
    faked(monkeypatch, tmp_path, body)
    engine = SystemEngine(0.5)
    for _ in range(4):
        assert len(engine.synthesise("Go.", PLAIN).pcm) == 44_100
    pids = tries.read_text().split()
    assert len(pids) == 5  # the second was tried twice
    assert len(set(pids)) == 4


@pytest.mark.parametrize(("voice", "told"), [("", "one"), ("TWO", "two"), ("de", "two")])
@pytest.mark.parametrize("platform", ["darwin", "win32", ""])
def test_a_voice_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, voice: str, told: str
) -> None:
    if platform == "" and sys.platform != "linux":
        pytest.skip("is about Linux")
    faked(monkeypatch, tmp_path, f"if (voice, rate) == ({told!r}, 150): sound(file)", platform)
    assert len(SystemEngine().synthesise(TEXT, Settings(voice, 150, 50)).pcm) == 44_100


@pytest.mark.parametrize(
    ("platform", "text", "given"),
    [
        ("darwin", "Go [[slnc 9]] on", "Go [ [slnc 9]] on"),
        ("win32", "<b>Go</b> on", " b>Go /b> on"),
    ],
)
def test_no_text_is_taken_for_commands(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, text: str, given: str
) -> None:
    faked(monkeypatch, tmp_path, f"if text == {given!r}: sound(file)", platform)
    assert len(SystemEngine().synthesise(text, PLAIN).pcm) == 44_100


def test_aiff_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    spoken = tmp_path / "spoken.aiff"
    soundfile.write(spoken, [0.5, -0.5] * 22_050, 22_050, subtype="PCM_16")
    faked(monkeypatch, tmp_path, f"os.rename({str(spoken)!r}, file)", "darwin")
    utterance = SystemEngine().synthesise(TEXT, PLAIN)
    assert (utterance.rate, len(utterance.pcm)) == (22_050, 44_100)
    assert utterance.pcm[:2].tolist() == [16_384, -16_384]


def test_an_error_that_pyttsx3_swallows_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    body = "for call in self.errors: call(name=None, exception=ValueError('no device'))"
    faked(monkeypatch, tmp_path, body, "win32")
    assert "failed (no device)" in fault()


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['pyttsx3'] = None")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert "pip install pyttsx3" in fault()


def test_files_in_the_users_folder_are_not_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, engine: SystemEngine
) -> None:
    assert engine.name == "system"
    (tmp_path / "queue.py").write_text("raise SystemExit")
    (tmp_path / "pyttsx3.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    assert len(SystemEngine().synthesise("Go.", PLAIN).pcm)


@given(st.text(alphabet="ab .!\n", max_size=9000))
def test_pieces_are_the_whole_text(text: str) -> None:
    pieces = list(system._cut_text(text))  # noqa: SLF001 - long texts are slow to speak
    assert all(0 < len(piece) <= 1500 for piece in pieces)
    assert "".join("".join(pieces).split()).replace(".", "").replace("!", "") == "".join(
        text.split()
    ).replace(".", "").replace("!", "")
