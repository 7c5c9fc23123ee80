"""`coach export` as a user meets it: every option, and what the files hold."""

import inspect
import json
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import mutagen
import numpy as np
import pyloudnorm
import pytest
import soundfile
import soxr
from typer.testing import CliRunner, Result

from coach.audio.ambience import AMBIENCES
from coach.cli.background import AmbienceName
from coach.cli.commands import app
from coach.cli.export import CaptionKind
from coach.cli.play import play
from coach.live.output import LATENCY_S
from coach.outputs.output_table import OUTPUTS
from coach.timing import SAMPLE_RATE

OWN = """---
title: Own
about: For the calves.
avoid: [blood clots]
---
## Calf `sides right, left`
- Sit down on the floor, and put your {side} calf on the roller. `hold 12s as tender`
  - Let the ankle hang. `at 5s`
"""
HIP = "---\ntitle: Hip\n---\n## Side\n- Lean. `hold 10s in 10-20s`\n"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("own.md").write_text(OWN)
    Path("hip.md").write_text(HIP)
    noise = np.random.default_rng(1).standard_normal((3 * SAMPLE_RATE, 2)) * 0.05
    soundfile.write("music.flac", noise, SAMPLE_RATE)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def export(*arguments: str) -> str:
    result = run("export", *arguments)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return result.stdout


def shown(*arguments: str) -> Any:  # noqa: ANN401 - JSON
    return json.loads(run("show", *arguments, "--json").stdout)


def files() -> set[str]:
    return {path.name for path in Path().iterdir()} - {"own.md", "hip.md", "music.flac"}


def tags(path: str) -> Any:  # noqa: ANN401 - it is typed only in part
    return mutagen.File(path, easy=not path.endswith(".wav"))


def loudness(path: str, *arguments: str) -> tuple[float, float]:
    """Return the loudness of all speech in LUFS, and the true peak of the track in dBTP.

    The file is decoded and measured by ffmpeg and pyloudnorm; ``arguments`` say where speech is.
    """
    program = shutil.which("ffmpeg")
    if program is None:
        pytest.skip("ffmpeg is not installed")
    command = [program, "-nostats", "-i", path, "-af", "ebur128=peak=true", "decoded.wav", "-y"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr  # noqa: S603
    peak = float(re.findall(r"Peak:\s+(\S+) ", said[said.rindex("Summary:") :])[-1])
    samples, rate = soundfile.read("decoded.wav", always_2d=True)
    Path("decoded.wav").unlink()
    samples = soxr.resample(samples.mean(axis=1), rate, SAMPLE_RATE)
    speech = [e for e in shown(*arguments)["events"] if e["kind"] == "speech"]
    spoken = np.concatenate([samples[e["at"] : e["at"] + e["frames"]] for e in speech])
    meter = pyloudnorm.Meter(SAMPLE_RATE, filter_class="DeMan")
    return float(meter.integrated_loudness(spoken)), peak


def test_export_says_what_it_wrote_and_keeps_what_is_there() -> None:
    Path("own.md").write_text("---\ntitle: Own\n---\n## A\n- Sit. `hold 10s`\n")
    result = run("export", "own", "-o", "own.wav")
    assert result.exit_code == 0
    assert result.stdout.startswith("own.wav: Own, 0:")
    assert result.stdout.splitlines()[0].endswith(", 2 chapters")
    first = Path("own.wav").read_bytes()
    refused = run("export", "own", "-o", "own.wav")
    assert refused.exit_code == 3
    assert "--force" in refused.stderr
    assert Path("own.wav").read_bytes() == first
    assert run("export", "own", "-o", "own.wav", "--force").exit_code == 0
    assert Path("own.wav").read_bytes() == first
    assert files() == {"own.wav"}


def test_export_into_a_missing_folder_is_exit_code_3() -> None:
    result = run("export", "calf-roll", "-o", "nowhere/track.mp3")
    assert result.exit_code == 3
    assert "nowhere" in result.stderr


@pytest.mark.parametrize(
    "suffix", [each for each in OUTPUTS if OUTPUTS[each].sound and each != ".html"]
)
def test_every_format_is_as_loud_and_says_how_it_was_made(suffix: str) -> None:
    export("own.md", "-o", f"own{suffix}", "--hold", "tender=20s", "--pace", "quick")
    speech, peak = loudness(f"own{suffix}", "own.md", "--hold", "tender=20s", "--pace", "quick")
    assert speech == pytest.approx(-16, abs=0.5)
    assert peak <= -1
    if suffix != ".wav":
        read = tags(f"own{suffix}")
        assert read["title"] == ["Own"]
        assert read["artist"] == ["coach"]
        assert read["album"] == ["Coach routines"]
    made = "coach export own.md --hold tender=20s --pace quick"
    assert made.encode() in Path(f"own{suffix}").read_bytes().replace(b"\0", b"")


@pytest.mark.parametrize(
    ("suffix", "options"),
    [
        (".wav", ("--ambience", "brown")),
        (".mp3", ("--ambience", "rain", "--level", "background=6")),
        (".ogg", ("--vbr", "8")),
        (".mp3", ("--bitrate", "32")),
        (".opus", ("--bitrate", "24")),
    ],
)
def test_much_breath_few_bits_and_a_background_are_as_loud(
    suffix: str, options: tuple[str, ...]
) -> None:
    first = ("--only", shown("calf-roll")["chapters"][1]["title"])
    export("calf-roll", "-o", f"track{suffix}", *first, *options)
    speech, peak = loudness(f"track{suffix}", "calf-roll", *first)
    assert speech == pytest.approx(-16, abs=0.5)
    assert peak <= -1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("suffix", "options"),
    [
        (".mp3", ("--ambience", "rain", "--level", "background=6")),
        (".ogg", ("--ambience", "pink")),
        (".opus", ("--ambience", "drone")),
        (".mp3", ("--bitrate", "32")),
        (".mp3", ("--vbr", "5")),
        (".mp3", ("--vbr", "7")),
        (".opus", ("--bitrate", "24")),
    ],
)
@pytest.mark.parametrize("routine", ["calf-roll", "donkey-calf-raise"])
def test_a_whole_routine_is_as_loud(routine: str, suffix: str, options: tuple[str, ...]) -> None:
    export(routine, "-o", f"track{suffix}", *options)
    speech, peak = loudness(f"track{suffix}", routine)
    assert speech == pytest.approx(-16, abs=0.5)
    assert peak <= -1


def test_the_comment_makes_the_track_again() -> None:
    options = (
        "--hold tender=20s --from 'calf left' --mute counts --no-limits --loudness -20.1234567"
    )
    export("own.md", "hip.md", "-o", "one.ogg", *shlex.split(options))
    (comment,) = tags("one.ogg")["comment"]
    assert comment == f"coach export own.md hip.md {options} -o one.ogg"
    before = Path("one.ogg").read_bytes()
    Path("one.ogg").unlink()
    result = run(*shlex.split(comment)[1:])  # as it is pasted
    assert result.exit_code == 0, result.output
    assert Path("one.ogg").read_bytes() == before


@pytest.mark.parametrize(
    ("routines", "file"), [(["own.md"], "own.mp3"), (["own", "hip.md"], "own-hip.mp3")]
)
def test_a_track_is_named_after_its_routines(routines: list[str], file: str) -> None:
    export(*routines, "--only", "calf left")
    assert f"-o {file}".encode() in Path(file).read_bytes().replace(b"\0", b"")


def test_it_is_as_loud_as_asked() -> None:
    export("own.md", "-o", "own.wav", "--loudness", "-23")
    assert loudness("own.wav", "own.md")[0] == pytest.approx(-23, abs=0.2)


@pytest.mark.parametrize(
    ("options", "kinds"),
    [
        (("--captions",), {"vtt"}),
        (("--captions", "srt"), {"srt"}),
        (("--captions", "--captions", "lrc"), {"vtt", "lrc"}),
        (("--captions", "--pace", "quick"), {"vtt"}),
    ],
)
def test_captions_are_vtt_unless_said(options: tuple[str, ...], kinds: set[str]) -> None:
    export("own.md", *options, "-o", "own.wav")
    assert files() == {"own.wav", *(f"own.{kind}" for kind in kinds)}
    for kind in kinds:
        text = Path(f"own.{kind}").read_text(encoding="utf-8")
        assert "Let the ankle hang." in text
        assert "calf" in text


def test_captions_follow_the_routines_own_words() -> None:
    export("own.md", "--captions", "-o", "own.wav")
    words = " ".join(Path("own.vtt").read_text(encoding="utf-8").split())
    for event in shown("own.md")["events"]:
        if event["kind"] == "speech":
            for word in event["text"].split():
                assert word in words


def test_a_timeline_and_captions_are_outputs_of_their_own() -> None:
    for suffix in ("json", "vtt"):
        said = export("own.md", "-o", f"own.{suffix}")
        assert said.startswith(f"own.{suffix}: Own, ")
    assert files() == {"own.json", "own.vtt"}
    assert json.loads(Path("own.json").read_text(encoding="utf-8")) == shown("own.md")
    export("own.md", "--captions", "-o", "whole.wav")
    assert Path("own.vtt").read_bytes() == Path("whole.vtt").read_bytes()


def test_parts_come_to_the_track() -> None:
    said = export("own.md", "-o", "own.flac")
    assert export("own.md", "-o", "own.flac", "--split") == said.replace(
        "own.flac:", "own:"
    ).replace(" chapters", " files")
    assert files() == {"own", "own.flac"}
    names = [
        f"own/0{n} {name}.flac"
        for n, name in enumerate(("Introduction", "Calf - right", "Calf - left"), start=1)
    ]
    whole, _ = soundfile.read("own.flac")
    assert np.array_equal(np.concatenate([soundfile.read(name)[0] for name in names]), whole)
    assert run("export", "own.md", "-o", "own.mp3", "--split").exit_code == 3
    export("own.md", "-o", "own.mp3", "--split", "--force")
    suffixes = sorted(path.suffix for path in Path("own").iterdir())
    assert suffixes == [".jpg", ".m3u8", *[".mp3"] * 3]


def test_several_routines_are_one_track() -> None:
    export("own.md", "hip.md", "-o", "day.mp3")
    read: Any = mutagen.File("day.mp3")
    assert read["TIT2"].text == ["Own and Hip"]
    chapters = [str(chapter.sub_frames["TIT2"]) for chapter in read.tags.getall("CHAP")]
    assert sorted(chapters) == [
        "Hip: Side",
        "Introduction",
        "Own: Calf · left",
        "Own: Calf · right",
    ]


def test_music_is_stereo_and_makes_room_for_the_voice() -> None:
    export("own.md", "-o", "plain.wav")
    export("own.md", "-o", "music.wav", "--music", "music.flac", "--captions")
    samples, _ = soundfile.read("music.wav")
    plain, _ = soundfile.read("plain.wav")
    assert samples.shape == (len(plain), 2)
    assert loudness("music.wav", "own.md")[0] == pytest.approx(-16, abs=0.5)
    spoken = np.zeros(len(plain), bool)
    sounding = spoken.copy()
    for event in shown("own.md")["events"]:
        inside = slice(event["at"], event["at"] + event["frames"])
        sounding[inside] = True
        spoken[inside] |= event["kind"] == "speech"
    between = ~sounding
    between[: 4 * SAMPLE_RATE] = between[-8 * SAMPLE_RATE :] = False
    assert decibels(samples[spoken]) > decibels(samples[between]) + 12
    assert decibels(samples[between]) > decibels(plain[between]) + 20


def decibels(samples: Any) -> float:  # noqa: ANN401 - an array
    return float(10 * np.log10(np.square(samples).mean()))


@pytest.mark.parametrize("name", list(AmbienceName))
def test_an_ambience_sounds_all_along(name: str) -> None:
    export("own.md", "-o", "own.wav", "--ambience", name)
    samples, _ = soundfile.read("own.wav")
    assert samples.ndim == 1
    inside = samples[3 * SAMPLE_RATE : -7 * SAMPLE_RATE].reshape(-1)
    seconds = inside[: len(inside) // SAMPLE_RATE * SAMPLE_RATE].reshape(-1, SAMPLE_RATE)
    assert min(map(decibels, seconds)) > -60


def test_the_choices_are_those_there_are() -> None:
    assert {f".{kind}" for kind in CaptionKind} < set(OUTPUTS)
    assert set(AmbienceName) == set(AMBIENCES)


def test_what_is_usual_is_what_the_stages_have() -> None:
    assert inspect.signature(play).parameters["latency"].default == LATENCY_S


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("-o", "own.aac"), 2, "own.aac cannot be .aac"),
        (("-o", "own.wav", "--bitrate", "64"), 2, ".wav takes no --bitrate"),
        (("-o", "own.mp3", "--bitrate", "65"), 2, "no bit rate of 65"),
        (("-o", "own.mp3", "--bitrate", "64", "--vbr", "4"), 2, "not both"),
        (("-o", "own.mp3", "--vbr", "10"), 2, "--vbr"),
        (("-o", "own.json", "--bitrate", "64"), 2, ".json takes no --bitrate"),
        (("-o", "own.json", "--split"), 2, "own.json holds no sound: it takes no --split."),
        (("-o", "own.vtt", "--music", "music.flac"), 2, "holds no sound: it takes no --music."),
        (("-o", "own.mp3", "--loudness", "0"), 2, "--loudness"),
        (("-o", "own.mp3", "--captions", "txt"), 2, "--captions"),
        (("-o", "own.mp3", "--loudness", "nan"), 2, "--loudness"),
        (("-o", "own.mp3", "--ambience", "sea"), 2, "--ambience"),
        (("-o", "own.mp3", "--music", "none.ogg"), 1, "none.ogg"),
        (("-o", "own.mp3", "--music", "own.md"), 1, "own.md is not a file of sound"),
        (("-o", "own.mp3", "--level", "music=3"), 1, "`music` is not a choice"),
        (("-o", "nowhere/own.mp3", "--split"), 3, "there is no folder"),
        (("-o", "own"), 2, "has no suffix"),
    ],
)
def test_what_cannot_be_is_told(options: tuple[str, ...], code: int, said: str) -> None:
    result = run("export", "own.md", *options)
    assert result.exit_code == code
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert files() == set()


@pytest.mark.skipif(os.name != "posix", reason="needs links")
@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--music", "loop.mp3", "-o", "x.mp3"), 1, "loop.mp3 cannot be used as music: "),
        (("--music", "music.flac", "-o", "loop.mp3"), 3, "loop.mp3 cannot be written: "),
    ],
)
def test_a_link_that_leads_in_a_circle_is_told(
    options: tuple[str, ...], code: int, said: str
) -> None:
    Path("loop.mp3").symlink_to("loop.mp3")
    result = run("export", "own.md", *options)
    assert result.exit_code == code
    assert result.stderr == f"{said}too many levels of symbolic links.\n"


def test_the_music_is_never_what_is_written() -> None:
    before = Path("music.flac").read_bytes()
    options = ("--music", "music.flac", "-o", "./music.flac", "--force")
    result = run("export", "own.md", *options)
    assert (result.exit_code, "is the music itself" in result.stderr) == (2, True)
    assert Path("music.flac").read_bytes() == before


def test_a_track_that_nobody_can_hear_is_told() -> None:
    mute = [word for name in ("breath", "words", "counts", "tones") for word in ("--mute", name)]
    result = run("export", "own.md", "-o", "own.wav", *mute, "--level", "voice=-60")
    assert (result.exit_code, "can be heard" in result.stdout) == (0, True)
