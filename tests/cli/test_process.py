"""The command line as a process of its own: its signals, its streams, its terminal."""

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from coach.cli.commands import app

SHORT = "---\ntitle: Own\n---\n## Calf\n- Roll. `roll 5s`\n"

THROWN_AWAY = """
import signal, sys, time, weakref
import coach.cli.show
class Thing:
    pass
def compiled(routines, adjust):
    thing = Thing()
    weakref.finalize(thing, signal.raise_signal, signal.SIGINT)
    del thing
    time.sleep(60)
sys.modules["coach.cli.show"].compile_routines = compiled
sys.argv = ["coach", "show", "calf-roll"]
coach.cli.main()
"""
"""Is interrupted while an object is thrown away, as by a Ctrl-C that comes just then."""


def test_an_interrupt_in_the_midst_of_throwing_something_away_is_heeded() -> None:
    command = [sys.executable, "-c", THROWN_AWAY]
    done = subprocess.run(command, capture_output=True, check=False, text=True, timeout=30)  # noqa: S603 (ours)
    assert (done.returncode, done.stderr) == (130, "Interrupted.\n")


def coach(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "coach", *arguments]


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
@pytest.mark.parametrize("closed", ["<&-", "2>&-"])
def test_a_closed_stream_is_no_trouble(tmp_path: Path, closed: str) -> None:
    (tmp_path / "own.md").write_text(SHORT)
    command = ["sh", "-c", f'"$@" {closed}', "sh", *coach("export", "own.md", "-o", "own.wav")]
    done = subprocess.run(command, capture_output=True, check=False, text=True, cwd=tmp_path)  # noqa: S603 (ours)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("own.wav: Own, 0:")


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
@pytest.mark.parametrize("closed", [">&-", "2>&-"])
def test_playing_needs_neither_output_nor_error(tmp_path: Path, closed: str) -> None:
    (tmp_path / "own.md").write_text(SHORT)
    play = coach("play", "own.md", "--device", "no such output")
    command = ["sh", "-c", f'"$@" {closed}', "sh", *play]
    done = subprocess.run(command, capture_output=True, check=False, text=True, cwd=tmp_path)  # noqa: S603 (ours)
    assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (3, "", False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is full")
@pytest.mark.parametrize(
    ("command", "done_before"),
    [
        (("show", "own.md"), ""),
        (("export", "own.md", "-o", "own.wav"), "own.wav is written. "),
    ],
)
def test_an_output_on_a_full_disk_is_told(
    tmp_path: Path, command: tuple[str, ...], done_before: str
) -> None:
    (tmp_path / "own.md").write_text(SHORT)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(  # noqa: S603 (ours)
            coach(*command),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            text=True,
            cwd=tmp_path,
        )
    assert (done.returncode, done.stderr) == (
        3,
        f"{done_before}The output cannot be written: no space left on device.\n",
    )


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
@pytest.mark.parametrize("name", ["SIGHUP", "SIGTERM"])
@pytest.mark.parametrize(("found", "code"), [("SIG_IGN", 0), ("SIG_DFL", 130)])
def test_a_signal_to_end_interrupts_an_export_unless_it_is_ignored(
    tmp_path: Path, name: str, found: str, code: int
) -> None:
    (tmp_path / "own.md").write_text(SHORT)
    script = (
        "import os, signal, sys\n"
        "from coach import publication\n"
        f"signal.signal(signal.{name}, signal.{found})\n"
        "real = publication.write_publication\n"
        "def signalled(*given):\n"
        f"    os.kill(os.getpid(), signal.{name})\n"
        "    return real(*given)\n"
        "publication.write_publication = signalled\n"
        "from coach.cli import main\n"
        "main()\n"
    )
    command = [sys.executable, "-c", script, "export", "own.md", "-o", "own.wav"]
    done = subprocess.run(command, capture_output=True, check=False, text=True, cwd=tmp_path)  # noqa: S603 (ours)
    assert done.returncode == code, done.stderr
    assert (tmp_path / "own.wav").exists() == (not code)


@pytest.mark.parametrize(
    "arguments",
    [
        ("list",),
        ("check", "own.md"),
        ("show", "own.md"),
        ("export", "own.md", "-o", "own.wav"),
        ("play", "own.md", "--device", "no such output"),
        ("doctor",),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_command_inside_another_program_leaves_its_signal_handlers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("own.md").write_text(SHORT)
    before = {number: signal.getsignal(number) for number in signal.valid_signals()}
    CliRunner().invoke(app, list(arguments))
    assert {number: signal.getsignal(number) for number in signal.valid_signals()} == before


@pytest.mark.skipif(sys.platform != "linux", reason="others have no such names")
def test_a_name_that_is_no_text_does_not_keep_a_track_from_being_made(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.md")
    (tmp_path / name).write_text(SHORT)
    command = coach("export", name, "-o", "own.mp3")
    done = subprocess.run(command, capture_output=True, check=False, cwd=tmp_path)  # noqa: S603 (ours)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / "own.mp3").stat().st_size > 0


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("there", "question", "answer", "code"),
    [
        (("own.wav",), "own.wav exists already. Replace it?", b"y\n", 0),
        (("own.wav", "own.vtt"), "own.wav and own.vtt exist already. Replace them?", b"y\n", 0),
        (("own.vtt",), "own.vtt exists already. Replace it?", b"n\n", 1),
        (("own.wav",), "own.wav exists already. Replace it?", b"\3", 130),
        ((), "", b"", 0),
    ],
)
def test_on_a_terminal_it_asks_before_it_replaces(
    tmp_path: Path, there: tuple[str, ...], question: str, answer: bytes, code: int
) -> None:
    pty = pytest.importorskip("pty")

    (tmp_path / "own.md").write_text(SHORT)
    for name in there:
        (tmp_path / name).write_bytes(b"old")
    command = coach("export", "own.md", "-o", "own.wav", "--captions")
    pid, terminal = pty.fork()
    if not pid:
        os.chdir(tmp_path)
        os.execv(sys.executable, command)  # noqa: S606 (ours)
    said = b""
    answered = False
    deadline = time.monotonic() + 120
    while (chunk := read(terminal)) is not None:
        assert time.monotonic() < deadline, said
        said += chunk
        # A key pressed just before it begins to read may be lost, and is pressed once more.
        heeded = answered and (chunk or b"Interrupted" in said)
        if b"[y/N]: " in said and not heeded:
            os.write(terminal, answer)
            answered = True
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == code
    assert question.encode() in said
    kept = [name for name in there if (tmp_path / name).read_bytes() == b"old"]
    assert kept == (list(there) if code else [])


def read(terminal: int) -> bytes | None:
    """Read what comes within a second; None at the end."""
    if not select.select([terminal], [], [], 1)[0]:
        return b""
    try:
        return os.read(terminal, 1024) or None
    except OSError:  # the other end is closed
        return None


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="needs ulimit -v")
@pytest.mark.parametrize("kilobytes", [150_000, 400_000])
@pytest.mark.parametrize("command", [["show", "calf-roll"], ["list"]])
def test_too_little_memory_is_said_in_a_sentence(
    tmp_path: Path, kilobytes: int, command: list[str]
) -> None:
    ended = subprocess.run(  # noqa: S603 (ours)
        ["sh", "-c", f'ulimit -v {kilobytes}; exec "$@"', "sh", *coach(*command)],  # noqa: S607
        env=os.environ | {"COACH_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in ended.stderr
    if ended.returncode == 3:
        assert "enough memory" in ended.stderr or "cannot" in ended.stderr
