"""Machines to hear and to record on."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from live.machine import ALSA, Machine, until


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine whose only output is a file, and that takes sound as fast as it comes."""
    (tmp_path / "asound.conf").write_text(ALSA.format(folder=tmp_path))
    root = Path(__file__).parents[2]
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "PYTHONPATH": os.pathsep.join((str(root), str(root / "tests"))),
        "ALSA_CONFIG_PATH": str(tmp_path / "asound.conf"),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "PULSE_SERVER": f"unix:{tmp_path}/n",
    }
    return Machine(tmp_path, environment)


@pytest.fixture
def server(machine: Machine) -> Iterator[Machine]:
    """A machine with a sound server, where what is heard is kept in ``heard.raw``."""
    native = f"module-native-protocol-unix socket={machine.folder}/n auth-anonymous=1"
    sink = "module-null-sink sink_name=cap rate=44100 channels=1 format=s16le"
    options = ("-n", "--exit-idle-time=-1", "--disable-shm=yes", "-L", native, "-L", sink)
    daemon = machine.starts("pulseaudio", *options)
    until((machine.folder / "n").exists)
    try:
        machine.record()
        yield machine
    finally:
        for process in (*machine.recorders, daemon):
            process.terminate()
            process.wait(10)
