"""Real sound: through PortAudio into a file, and through a PulseAudio server in real time.

PortAudio looks for devices once, so each of these plays in a process of its own.
"""

import json
import os
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from live.machine import Machine, needs_portaudio, needs_server
from live.sounding import SHORT
from numpy.typing import NDArray

from coach.audio.comfort_noise import HIGHEST_SAMPLE
from coach.live.playback import FADE_FRAMES
from coach.timing import SECOND
from support import compiled

if TYPE_CHECKING:
    import subprocess


def result(process: "subprocess.Popen[str]") -> dict[str, Any]:
    out, error = process.communicate(timeout=60)
    assert not error, error
    said: dict[str, Any] = json.loads(out.splitlines()[-1])
    return said


def place(heard: NDArray[np.int16], played: NDArray[np.int16]) -> int:
    """Find where something begins to be heard."""
    size = 1 << (len(heard) + len(played)).bit_length()
    spectrum = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(played, size))
    return int(np.argmax(np.fft.irfft(spectrum)[: len(heard)]))


def onset(samples: NDArray[np.int16], at: int) -> int:
    """Find where a tone begins to stand out, near where it is expected."""
    around = np.abs(samples[at - SECOND // 5 : at + SECOND // 20].astype(int))
    return at - SECOND // 5 + int(np.argmax(around > around.max() * 0.5))


@needs_portaudio
def test_what_the_device_gets_is_the_wav_bit_for_bit(machine: Machine) -> None:
    assert result(machine.play("--device", "tofile", "--free"))["late"] == 0
    expected, got = machine.samples("expected.raw"), machine.samples("out.raw")
    priming = int(np.argmax(got != 0)) - int(np.argmax(expected != 0))
    assert not got[:priming].any()
    assert (got[priming : priming + len(expected)] == expected).all()
    assert np.abs(got[priming + len(expected) :]).max() <= HIGHEST_SAMPLE


@pytest.mark.realtime
@needs_portaudio
@needs_server
@pytest.mark.parametrize("hogs", [0, 2])
def test_in_real_time_every_onset_is_where_the_timeline_has_it(server: Machine, hogs: int) -> None:
    if hogs and os.getloadavg()[0] > 2 * (os.cpu_count() or 1):
        pytest.skip("the machine is too busy for two more busy threads")
    said = result(server.play("--hogs", str(hogs), "--from", "5.5"))
    assert (said["error"], said["status"], said["late"]) == (None, "finished", 0)
    assert 0.2 < said["apart"] < 0.5
    time.sleep(0.2)
    timeline = compiled(SHORT)
    expected, heard = server.samples("expected.raw"), server.samples("heard.raw")
    start = place(heard, expected)
    begun = timeline.frames - len(expected)
    padded = np.concatenate((np.zeros(SECOND, np.int16), expected))
    onsets = [
        (onset(padded, event.at - begun + SECOND) - SECOND, onset(heard, event.at - begun + start))
        for event in timeline.events
        if event.role in ("count", "start", "end") and event.at >= begun
    ]
    assert len(onsets) == 8
    first = onsets[0][1] - onsets[0][0]
    assert max(abs(got - at - first) for at, got in onsets) <= 1
    # And sample for sample it is the track: nothing is swallowed while the server wakes, and
    # there is no gap and no drift.
    assert (heard[start : start + len(expected)] == expected).all()


@needs_portaudio
@needs_server
@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("pactl", "unload-module", "module-null-sink"), "is gone"),
        (("pactl", "exit"), "is gone"),
        (("pactl", "suspend-sink", "cap", "1"), "has stopped taking sound"),
    ],
    ids=["sink removed", "server ended", "sink suspended"],
)
def test_an_output_that_does_not_come_back_is_told_and_the_position_kept(
    server: Machine, command: tuple[str, ...], words: str
) -> None:
    process = server.play("--from", "5", "--patience", "4")
    assert process.stdout
    assert process.stdout.readline() == "playing\n"
    time.sleep(4)
    lost = time.monotonic()
    server.run(*command)
    assert process.stdout.readline() == "lost\n"
    said = result(process)
    assert words in said["error"]
    assert 4 < said["failed"] - lost < 14
    assert said["status"] == "paused"
    assert 5 * SECOND < said["heard"] == said["at"] < 12 * SECOND


@needs_portaudio
@needs_server
@pytest.mark.realtime
def test_an_output_that_comes_back_goes_on_and_loses_nothing(server: Machine) -> None:
    process = server.play("--from", "5", "--long")
    assert process.stdout
    assert process.stdout.readline() == "playing\n"
    # What a headset does for a moment, one that is gone for some seconds, and a sound server that
    # forgets it.
    sink = ("module-null-sink", "sink_name=cap", "rate=44100", "channels=1", "format=s16le")
    ways = (
        (1.3, ("suspend-sink", "cap", "1"), ("suspend-sink", "cap", "0")),
        (5.0, ("suspend-sink", "cap", "1"), ("suspend-sink", "cap", "0")),
        (2.0, ("unload-module", "module-null-sink"), ("load-module", *sink)),
    )
    for seconds, leave, come in ways:
        time.sleep(3)
        server.run("pactl", *leave)
        time.sleep(seconds)
        server.run("pactl", *come)
        if come[0] == "load-module":
            server.record()
        assert process.stdout.readline() == "lost\n"
        assert process.stdout.readline() == "back\n"
    said = result(process)
    assert (said["error"], said["status"]) == (None, "finished")
    time.sleep(0.2)
    begun = 5 * SECOND
    expected, heard = server.samples("expected.raw"), server.samples("heard.raw")
    places = [begun, *said["paused"], begun + len(expected)]
    rest = heard.tobytes()
    for start, stop in pairwise(places):
        assert stop - start > SECOND
        part = expected[start - begun : stop - begun][FADE_FRAMES:].tobytes()
        assert part in rest
        rest = rest[rest.find(part) + len(part) :]


@needs_portaudio
def test_outputs_are_found_by_name_part_of_it_or_number(machine: Machine) -> None:
    assert machine.says("print(*[d.name for d in list_devices()])") == "tofile\n"
    for name in ("tofile", "ToFile", "file", "0"):
        assert machine.says(f"print(find_device({name!r}).name)") == "tofile\n"


@needs_portaudio
@needs_server
def test_the_default_is_the_servers(server: Machine) -> None:
    assert server.says("print(find_device(None).name)") == "default\n"
    assert server.says("print([d.name for d in list_devices() if d.default])") == "['default']\n"


SAID = """
class Nothing:
    def fill_block(self, out, delay, *, missed): pass
    def on_lost(self): pass
try:
    Speaker({name!r}, {latency}).open(Nothing(), 1024, 1)
except OutputError as error:
    print(error)
"""


@needs_portaudio
def test_an_unknown_output_is_told_with_those_there_are(machine: Machine) -> None:
    assert machine.says(SAID.format(name="Kitchen", latency=0.3)) == (
        "There is no output called `Kitchen`: there is “tofile”.\n"
    )


@needs_portaudio
def test_an_output_that_does_not_open_is_told(machine: Machine) -> None:
    said = machine.says(SAID.format(name=None, latency="float('nan')"))
    assert said.startswith("The output “tofile” cannot be opened ("), said
    assert said.endswith(
        "): close what else uses it, or choose another (`coach devices` lists them).\n"
    )


@needs_portaudio
@pytest.mark.skipif(Path("/dev/snd").exists(), reason="this machine has a sound card")
def test_a_machine_without_sound_is_told(machine: Machine) -> None:
    machine.environment["ALSA_CONFIG_PATH"] = "/usr/share/alsa/alsa.conf"
    assert machine.says(SAID.format(name=None, latency=0.3)).startswith("There is no sound output")


def test_a_machine_without_portaudio_is_told(machine: Machine) -> None:
    # As sounddevice does where the library is missing.
    (machine.folder / "sounddevice.py").write_text("raise OSError('PortAudio library not found')\n")
    machine.environment["PYTHONPATH"] = os.pathsep.join(
        (str(machine.folder), machine.environment["PYTHONPATH"])
    )
    assert machine.says(SAID.format(name=None, latency=0.3)).startswith(
        "Sound needs the PortAudio library"
    )
