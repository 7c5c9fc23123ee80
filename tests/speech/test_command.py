"""Programs that speak, and programs that lie, hang, crash or write garbage."""

import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from coach.speech.command import CommandEngine
from coach.speech.engine import Settings, SpeechError
from coach.speech.probe import probe_engine

PLAIN = Settings("slt", 150, 50)
TEXT = "Find the next tender spot."

HEAD = """
import struct, sys, time
def wav(sound, length):
    form = struct.pack("<IHHIIHH", 16, 1, 1, 16000, 32000, 2, 16)
    head = b"RIFF" + b"\\xff" * 4 + b"WAVEfmt " + form + b"data" + struct.pack("<I", length)
    return head + sound
tone = bytes([0, 0, 0, 64]) * 8000
text = sys.stdin.buffer.read().decode()
out = sys.stdout.buffer
"""


def program(body: str, *arguments: str, limit: float = 20) -> CommandEngine:
    return CommandEngine((sys.executable, "-c", HEAD + body, *arguments), limit)


def fault(engine: CommandEngine, text: str = TEXT) -> str:
    with pytest.raises(SpeechError) as told:
        engine.synthesise(text, PLAIN)
    return str(told.value).replace(repr(sys.executable), "'it'")


@pytest.mark.parametrize("length", ["len(tone)", "0", "0x7ffff000", "0xffffffff"])
def test_lengths_that_programs_write(length: str) -> None:
    utterance = program(f"out.write(wav(tone, {length}))").synthesise(TEXT, PLAIN)
    assert (utterance.rate, len(utterance.pcm)) == (16_000, 16_000)
    assert utterance.pcm[:4].tolist() == [0, 16_384, 0, 16_384]


def test_a_file_and_settings_among_the_arguments() -> None:
    body = """
print("chatter")
out, said = sys.argv[1].removeprefix("to="), sys.argv[2]
assert said == "slt 150 50 {limit}", said
assert text == "Fünf mal; $(rm -rf) `x`\\n", text
open(out, "wb").write(wav(tone, len(tone)))
"""
    engine = program(body, "to={out}", "{voice} {rate} {pitch} {limit}")
    assert len(engine.synthesise("Fünf mal;\n $(rm -rf) `x`", PLAIN).pcm) == 16_000


def test_values_are_not_looked_at_for_places() -> None:
    engine = program("assert sys.argv[1] == chr(123) + 'out}'; out.write(wav(tone, 0))", "{voice}")
    assert len(engine.synthesise(TEXT, Settings("{out}", 150, 50)).pcm) == 16_000


def test_a_program_that_reads_nothing_speaks_all_the_same() -> None:
    code = HEAD.replace("sys.stdin.buffer.read().decode()", "''") + "out.write(wav(tone, 0))"
    engine = CommandEngine((sys.executable, "-c", code))
    assert len(engine.synthesise(TEXT, PLAIN).pcm) == 16_000


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("", "wrote no sound that can be used (it is empty)"),
        ("out.write(b'hello')", "wrote no sound that can be used (it is not a sound file)"),
        ("out.write(wav(b'', 0))", "gave no sound for 'Find the next tender spot.'"),
        ("out.write(wav(bytes(32000), 0))", "gave silence"),
        ("out.write(wav(tone[:400], 0))", "gave 0.01 s of sound"),
        ("out.write(wav(tone * 60, 0))", "gave 60.00 s of sound"),
        ("sys.exit('first\\n  no   such voice \\n\\n')", "'it' failed (no such voice); try"),
        ("out.write(wav(tone, 0)); sys.exit(3)", "'it' failed (exit status 3); try"),
        ("import os; os.kill(os.getpid(), 9)", "'it' failed (exit status -9); try"),
        ("raise RuntimeError('x' * 99)", "failed (RuntimeError: xxx"),
        ("while True: out.write(tone)", "wrote more sound than 'Find the next"),
    ],
)
def test_programs_that_fail(body: str, told: str) -> None:
    assert told in fault(program(body))


def test_a_file_that_was_not_written() -> None:
    assert "did not write the file" in fault(program("print('done')", "{out}"))


def test_a_program_that_hangs_is_ended_with_all_it_started(tmp_path: Path) -> None:
    alive = tmp_path / "alive"
    body = f"""
import subprocess
child = "import time\\nwhile True: open({str(alive)!r}, 'w').write('x'); time.sleep(0.02)"
subprocess.Popen([sys.executable, "-c", child])
time.sleep(60)
"""
    assert "was not done after 1.5 s" in fault(program(body, limit=1.5))
    assert alive.exists()
    time.sleep(0.1)
    alive.unlink()
    time.sleep(0.2)
    assert not alive.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no sessions there")
def test_a_child_that_has_left_the_group_and_holds_the_pipe_delays_no_longer() -> None:
    body = """
import subprocess
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(4)"], start_new_session=True)
out.write(wav(tone, 0))
"""
    started = time.monotonic()
    assert "was not done after 1 s" in fault(program(body, limit=1))
    assert time.monotonic() - started < 3.5


def test_a_program_that_is_not_there() -> None:
    assert "'nobody-speaks' is not there; install it" in fault(CommandEngine(("nobody-speaks",)))


def test_a_program_that_may_not_be_run(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("text")
    assert "fails (" in fault(CommandEngine((str(tmp_path / "plain"),)))


def _descriptors() -> int:
    """Count those that are open; 0 where that is not told."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.exists() else 0


def test_many_at_once_and_no_descriptors_left() -> None:
    engine = program("out.write(wav(tone, 0))")
    engine.synthesise(TEXT, PLAIN)
    before = _descriptors()
    with ThreadPoolExecutor(4) as pool:
        spoken = list(pool.map(lambda _: engine.synthesise(TEXT, PLAIN).pcm, range(8)))
    assert all(np.array_equal(spoken[0], other) for other in spoken)
    assert _descriptors() <= before


def test_version_changes_with_the_arguments_and_the_files(tmp_path: Path) -> None:
    script = tmp_path / "speak.py"
    script.write_text("one")
    first = CommandEngine((sys.executable, str(script))).version
    assert CommandEngine((sys.executable, str(script))).version == first
    assert CommandEngine((sys.executable, str(script), "-x")).version != first
    script.write_text("another")
    assert CommandEngine((sys.executable, str(script))).version != first
    assert CommandEngine(("/bin/nobody", "x")).name == "command nobody"


@pytest.mark.skipif(shutil.which("flite") is None, reason="needs flite")
def test_flite() -> None:
    argv = ("flite", "-voice", "{voice}", "-f", "/dev/stdin", "-o", "{out}")
    engine = CommandEngine(argv)
    probe_engine(engine, PLAIN)
    utterance = engine.synthesise(TEXT, PLAIN)
    assert utterance.rate == 16_000
    assert 1 < len(utterance.pcm) / utterance.rate < 4
    assert engine.name == "command flite"


@pytest.mark.skipif(shutil.which("flite") is None, reason="needs flite")
def test_flite_into_a_pipe_writes_a_header_and_may_hang() -> None:
    engine = CommandEngine(("flite", "-f", "/dev/stdin", "-o", "/dev/stdout"), limit=1)
    with pytest.raises(SpeechError, match="flite"):
        engine.synthesise(TEXT, PLAIN)


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="needs the program espeak-ng")
def test_espeak_to_its_output() -> None:
    engine = CommandEngine(("espeak-ng", "--stdin", "--stdout", "-v", "{voice}"))
    utterance = engine.synthesise(TEXT, Settings("en-us", 150, 50))
    assert utterance.rate == 22_050
    assert 1 < len(utterance.pcm) / utterance.rate < 4
