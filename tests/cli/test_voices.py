"""`coach voices`: who speaks, who does when they cannot, and what a user has to allow first."""

import hashlib
import json
import os
import pty
import shlex
import subprocess
import sys
import wave
from dataclasses import replace
from functools import partialmethod
from pathlib import Path

import pytest
from inline_snapshot import snapshot
from typer.testing import CliRunner, Result

from coach.cli.commands import app
from coach.cli.voices import offer_neural_voice
from coach.diagnostics import render_diagnostic
from coach.library import Library
from coach.packages import KOKORO, write_install
from coach.pipeline import resolve_voice
from coach.score.adjustments import Adjustments
from coach.speech.engine import Settings as HowToSpeak
from coach.speech.engine import SpeechError, Utterance
from coach.speech.engines import ENGINES
from coach.speech.profile import Candidate

BELL = """\
import io, struct, sys, wave
from pathlib import Path
calls = Path(sys.argv[1])
calls.write_text(str(int(calls.read_text()) + 1) if calls.exists() else "1")
if int(calls.read_text()) > int(sys.argv[2]):
    sys.exit("out of breath")
words = len(sys.stdin.read().split())
sound = io.BytesIO()
with wave.open(sound, "wb") as out:
    out.setnchannels(1), out.setsampwidth(2), out.setframerate(16000)
    out.writeframes(struct.pack("<1600h", *([9000] * 10 + [-9000] * 10) * 80) * (words + 3))
sys.stdout.buffer.write(sound.getvalue())
"""
OWN = "---\ntitle: Own\n---\n## A\n- Sit down slowly. `hold 10s`\n"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    (tmp_path / "home" / "voices").mkdir(parents=True)
    Path("own.md").write_text(OWN)
    Path("bell.py").write_text(BELL)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def bell(most: int = 1000) -> tuple[str, ...]:
    return (
        sys.executable,
        str(Path("bell.py").absolute()),
        str(Path("calls").absolute()),
        f"{most}",
    )


def write_profile(name: str, *, most: int = 1000, rest: str = "") -> Path:
    path = Path("home/voices", f"{name}.toml")
    path.write_text(f'engine = "command"\ncommand = {json.dumps(bell(most))}\n{rest}')
    return path


def test_voices_are_listed() -> None:
    for arguments in (("voices",), ("voices", "list")):
        lines = run(*arguments).stdout.splitlines()
        assert [line.split()[:4] for line in lines] == [
            ["name", "language", "engine", "works"],
            ["brisk", "en", "hibari", "yes"],
            ["calm", "en", "hibari", "yes"],
            ["calme", "fr", "pico", "yes"],
            ["dora", "es", "kokoro", "by"],
            ["ruhig", "de", "pico", "yes"],
            ["serena", "es", "pico", "yes"],
            ["siwis", "fr", "kokoro", "by"],
            [],
            ["dora:", "kokoro", "ef_dora:", "The"],
            [],
            ["siwis:", "kokoro", "ff_siwis:", "The"],
            [],
            ["The", "German", "voice", "that"],
            ["pipx", "inject", "floor-coach", "piper-tts"],
            ["coach", "voices", "add", "de_DE-thorsten-medium"],
            ["It", "comes", "from", "https://huggingface.co/rhasspy/piper-voices,"],
        ]


def test_what_does_not_work_says_why() -> None:
    Path("home/voices/none.toml").write_text('voice = "xx"\nlanguage = "xx"')
    rest = '[[fallback]]\nvoice = "de"\n'
    Path("home/voices/half.toml").write_text('voice = "yy"\nlanguage = "de"\n' + rest)
    write_profile("mine")
    Path("home/voices/wrong.toml").write_text("voise = 3")
    result = run("voices")
    assert result.exit_code == 0
    assert "wrong.toml:1:1: error[unknown-key]" in result.stderr
    rows = {line.split()[0]: line.split()[3:] for line in result.stdout.splitlines() if line}
    assert rows["none"] == ["no"]
    assert rows["half"] == ["by", "espeak", "de"]
    assert rows["mine"] == ["no"]
    assert "half: espeak yy: espeak-ng has no voice 'yy'" in result.stdout
    assert "`coach voices allow mine`" in result.stdout
    assert not Path("calls").exists()


def test_voices_as_json() -> None:
    write_profile("mine", rest="gain = 1")
    rows = json.loads(run("voices", "--json").stdout)
    assert rows == json.loads(run("voices", "list", "--json").stdout)
    assert [row["name"] for row in rows] == [
        *("brisk", "calm", "calme", "dora", "mine", "ruhig", "serena", "siwis")
    ]
    assert list(rows[0].items()) == [
        ("name", "brisk"),
        ("language", "en"),
        ("engine", "hibari"),
        ("voice", "heart"),
        ("about", "Quick and bright, for a routine you know well."),
        ("own", False),
        ("works", True),
        ("speaks", "hibari heart"),
        ("why", ""),
    ]
    assert (rows[4]["own"], rows[4]["works"], rows[4]["speaks"]) == (True, False, None)


def test_a_voice_is_tried_into_a_file() -> None:
    result = run("voices", "try", "ruhig", "Guten Tag.", "-o", "tag.wav")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("tag.wav: ruhig (pico de-DE)")
    with wave.open("tag.wav") as sound:
        assert sound.getparams()[:3] == (1, 2, 44_100)
        assert 20_000 < sound.getnframes() < 88_200
    again = run("voices", "try", "ruhig", "-o", "tag.wav")
    assert again.exit_code == 3
    assert "--force" in again.stderr
    assert run("voices", "try", "ruhig", "-o", "tag.wav", "--force").exit_code == 0


def test_a_voice_cannot_be_tried_without_a_profile_a_format_or_an_output() -> None:
    assert run("voices", "try", "nobody").exit_code == 1
    assert run("voices", "try", "calm", "-o", "x.mp3").exit_code == 2
    assert run("voices", "try").exit_code == 2


def test_a_voice_is_made_up_for_by_the_next_and_that_is_told() -> None:
    rest = 'voice = "xx"\n[[fallback]]\nvoice = "en-gb-x-rp"\n'
    Path("home/voices/mine.toml").write_text(rest)
    Path("home/voices/alone.toml").write_text('voice = "en-gb-x-rp"')
    result = run("show", "own", "--voice", "mine", "--json")
    assert result.exit_code == 0
    assert result.stderr == snapshot("""\
warning[voice-failed]: The voice `mine` cannot speak by espeak xx: \
espeak-ng has no voice 'xx'; take one such as `en-us` or `en-gb-x-rp`.
  All of it is spoken by espeak en-gb-x-rp instead.
""")
    shown, alone = (
        json.loads(run("show", "own", "--voice", name, "--json").stdout)
        for name in ("mine", "alone")
    )
    assert shown["events"] == alone["events"]


@pytest.mark.parametrize("most", [0, 1, 4])
def test_a_program_that_fails_half_way_leaves_nothing_in_the_track(most: int) -> None:
    write_profile("mine", most=most, rest='[[fallback]]\nvoice = "en-gb-x-rp"\n')
    Path("home/voices/alone.toml").write_text('voice = "en-gb-x-rp"')
    assert run("voices", "allow", "mine", "--yes").exit_code == 0
    result = run("show", "own", "--voice", "mine", "--json")
    assert result.exit_code == 0, result.stderr
    assert result.stderr.count("warning[voice-failed]") == 1
    assert "out of breath" in result.stderr
    assert int(Path("calls").read_text()) == most + 1
    alone = json.loads(run("show", "own", "--voice", "alone", "--json").stdout)
    assert json.loads(result.stdout)["events"] == alone["events"]


def test_where_nobody_can_speak_it_is_exit_code_3() -> None:
    Path("home/voices/mine.toml").write_text('voice = "xx"')
    result = run("show", "own", "--voice", "mine")
    assert result.exit_code == 3
    assert "espeak-ng has no voice 'xx'" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_program_is_not_run_before_it_is_allowed() -> None:
    write_profile("mine")
    Path("own.md").write_text(OWN.replace("title: Own", "title: Own\nvoice: mine"))
    Path("home/scripts").mkdir()
    Path("home/scripts/own.md").write_text(Path("own.md").read_text())
    refused = [
        run("show", "own"),
        run("export", "own", "-o", "own.wav"),
        run("voices", "try", "mine", "-o", "x.wav"),
    ]
    for result in refused:
        assert result.exit_code == 1
        assert "error[command-not-allowed]: The voice `mine` runs a program" in result.stderr
        assert "`coach voices allow mine`" in result.stderr
    assert "own" in run("list").stdout  # it runs nothing to tell how long a routine takes
    assert run("check", "own").exit_code == 0
    assert not Path("calls").exists()
    assert run("voices", "allow", "mine", "--yes").stdout == f"Allowed: {shlex.join(bell())}\n"
    assert "does nothing" in run("voices", "allow", "mine", "--yes").stdout
    assert run("show", "own").exit_code == 0
    assert Path("calls").exists()


def test_a_changed_program_and_a_profile_by_its_path_ask_anew() -> None:
    path = write_profile("mine")
    run("voices", "allow", "mine", "--yes")
    write_profile("mine", most=2000)
    assert run("show", "own", "--voice", "mine").exit_code == 1
    write_profile("mine")
    assert run("show", "own", "--voice", "mine").exit_code == 0
    Path("theirs.toml").write_text(path.read_text().replace("1000", "3000"))
    result = run("show", "own", "--voice", "theirs.toml")
    assert result.exit_code == 1
    assert "`coach voices allow theirs.toml`" in result.stderr
    assert run("voices", "allow", "theirs.toml", "--yes").exit_code == 0
    assert run("show", "own", "--voice", "theirs.toml").exit_code == 0


def test_a_damaged_list_of_what_is_allowed_allows_nothing() -> None:
    write_profile("mine")
    for text in ("", "[]", "{", "3", "null"):
        Path("home/allowed.json").write_text(text)
        assert run("show", "own", "--voice", "mine").exit_code == 1
    assert run("voices", "allow", "mine", "--yes").exit_code == 0
    assert run("show", "own", "--voice", "mine").exit_code == 0


@pytest.mark.parametrize(("answer", "code"), [(b"n\n", 1), (b"y\n", 0)])
def test_on_a_terminal_it_asks(answer: bytes, code: int) -> None:
    write_profile("mine")
    ours, theirs = pty.openpty()
    os.write(ours, answer)
    done = subprocess.run(
        [sys.executable, "-m", "coach", "show", "own.md", "--voice", "mine"],
        stdin=theirs,
        capture_output=True,
        check=False,
        timeout=60,
    )
    os.close(ours)
    os.close(theirs)
    assert done.returncode == code, done.stderr
    assert b"Allow that?" in done.stderr
    assert Path("home/allowed.json").exists() == Path("calls").exists() == (code == 0)


def test_what_ships_needs_no_leave() -> None:
    profile = Library.of_user().load_profile("calm").value
    assert profile is not None
    assert profile.trusted
    Path("home/voices/calm.toml").write_text('voice = "en-us"')
    own = Library.of_user().load_profile("calm").value
    assert own is not None
    assert not own.trusted


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "calm"),
        ("en-GB", "calm"),
        ("de", "ruhig"),
        ("de_AT", "ruhig"),
        ("fr", "calme"),
        ("es", "serena"),
    ],
)
def test_every_language_has_its_voice(language: str, name: str) -> None:
    library = Library.of_user()
    checked = library.load_default_profile(language)
    profile = checked.value
    assert profile is not None
    assert (profile.name, checked.diagnostics) == (name, ())
    assert library.check_language(profile, language) == ()
    assert name in library.find_voices(language)


def test_a_neural_voice_is_offered_once() -> None:
    library = Library.of_user()
    Path("french.md").write_text("---\ntitle: A\nlanguage: fr\n---\n## A\n- Oui. `hold 5s`\n")
    first, second = (run("show", "french.md") for _ in range(2))
    assert first.exit_code == 0
    assert first.stderr.splitlines()[0] == (
        f"A neural voice, `siwis`, takes one command and 63 MB: {write_install(*KOKORO)}"
    )
    assert (second.stderr, second.stdout) == ("", first.stdout)
    profile = library.load_profile("siwis").value
    assert profile is not None
    offer_neural_voice(profile, library)  # who has chosen a voice is offered no other


def test_a_language_without_a_voice_takes_ones_own() -> None:
    library = Library.of_user()
    assert [d.code for d in library.load_default_profile("xx").diagnostics] == ["no-voice"]
    Path("home/voices/calma.toml").write_text('voice = "it"\nlanguage = "xx"')
    profile = library.load_default_profile("xx").value
    assert profile is not None
    assert profile.name == "calma"


def test_a_voice_of_another_language_is_refused() -> None:
    library = Library.of_user()
    routine = library.load_routine("own.md")
    german = replace(routine, front=replace(routine.front, language="de"))
    refused = resolve_voice((german,), Adjustments(voice="calm"), library)
    assert refused.value is None
    assert "\n".join(map(render_diagnostic, refused.diagnostics)) == snapshot("""\
error[wrong-language]: The voice `calm` speaks `en`, and the routine is in `de`.
  Take one that speaks it: ruhig.\
""")
    resolved = resolve_voice((german,), Adjustments(), library).value
    assert resolved is not None
    assert resolved.profile.name == "ruhig"


def test_a_german_routine_is_spoken_in_german() -> None:
    Path("eigen.md").write_text(OWN.replace("title: Own", "title: Eigen\nlanguage: de-AT"))
    assert json.loads(run("show", "eigen", "--json").stdout)["voice"] == "ruhig"
    result = run("show", "eigen", "--voice", "calm")
    assert result.exit_code == 1
    assert "error[wrong-language]" in result.stderr
    Path("eigen.md").write_text(OWN.replace("title: Own", "title: E\nlanguage: de\nvoice: brisk"))
    assert "eigen.md:4:8: error[wrong-language]" in run("check", "eigen.md").stderr


def test_a_voice_says_the_coachs_phrases_in_its_own_words() -> None:
    Path("home/voices/mine.toml").write_text(
        'voice = "en-us"\n[phrases]\nwell_done = "Lovely."\n[phrases.de]\nwell_done = "Schön."\n'
    )
    events = json.loads(run("show", "own", "--voice", "mine", "--json").stdout)["events"]
    assert [event["text"] for event in events if event["kind"] == "speech"][-1] == "Lovely."


class Dumb:
    """A system without a voice."""

    name = "system"
    version = "1"
    at_once = 1

    def synthesise(self, text: str, settings: HowToSpeak) -> Utterance:
        raise SpeechError(f"no {settings.voice} for {text}")


@pytest.mark.parametrize(
    ("platform", "language", "engines"),
    [
        ("linux", "en", ["hibari", "espeak"]),
        ("darwin", "en", ["hibari", "system", "espeak"]),
        ("linux", "fr", ["pico", "espeak"]),
        ("darwin", "de", ["system", "pico", "espeak"]),
        ("win32", "es", ["pico", "system", "espeak"]),
    ],
)
def test_the_systems_voice_goes_before_a_worse_one(
    platform: str, language: str, engines: list[str]
) -> None:
    profile = Library().load_default_profile(language, platform).value
    assert profile is not None
    assert [each.engine for each in profile.candidates] == engines
    system = Candidate("system", language, tacit=True)
    assert (system in profile.candidates) == ("system" in engines)


def test_a_system_without_a_voice_is_nothing_to_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.speech.engines.ENGINES", {**ENGINES, "system": lambda *_: Dumb()})
    on_mac = partialmethod(Library.load_default_profile, platform="darwin")
    monkeypatch.setattr(Library, "load_default_profile", on_mac)
    Path("own.md").write_text(OWN.replace("title: Own", "title: Eigen\nlanguage: de"))
    result = run("show", "own")
    assert (result.exit_code, result.stderr) == (0, "")


def model(folder: Path, name: str = "de_DE-eva-low", code: str | None = "de_DE") -> Path:
    folder.mkdir(exist_ok=True)
    config = {"audio": {"sample_rate": 16000}, "espeak": {"voice": "de"}}
    if code:
        config["language"] = {"code": code}
    (folder / f"{name}.onnx").write_bytes(b"model")
    (folder / f"{name}.onnx.json").write_text(json.dumps(config))
    return folder / f"{name}.onnx"


@pytest.mark.parametrize("asked", ["", "/de_DE-eva-low.onnx", "/de_DE-eva-low.onnx.json"])
def test_a_piper_voice_is_added_with_a_profile(asked: str) -> None:
    model(Path("got"))
    result = run("voices", "add", f"got{asked}")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == "de_DE-eva-low: try it with `coach voices try de_DE-eva-low`\n"
    assert sorted(path.name for path in Path("home/voices").iterdir()) == [
        "de_DE-eva-low.onnx",
        "de_DE-eva-low.onnx.json",
        "de_DE-eva-low.toml",
    ]
    checked = Library.of_user().load_profile("de_DE-eva-low")
    profile, found = checked.value, checked.diagnostics
    assert found == ()
    assert profile is not None
    assert (profile.language, profile.candidates) == (
        "de-DE",
        (Candidate("piper", "de_DE-eva-low"),),
    )
    again = run("voices", "add", f"got{asked}")
    assert again.exit_code == 1
    assert "--force" in again.stderr
    assert run("voices", "add", f"got{asked}", "--force").exit_code == 0


def test_a_profile_is_added_as_it_is() -> None:
    Path("mine.toml").write_text('# mine\nvoice = "en-gb-x-rp"\n')
    assert run("voices", "add", "mine.toml").exit_code == 0
    assert Path("home/voices/mine.toml").read_text() == '# mine\nvoice = "en-gb-x-rp"\n'
    assert run("show", "own", "--voice", "mine").exit_code == 0


def test_a_folder_of_a_model_and_its_profile_is_added() -> None:
    model(Path("got"), code=None)
    Path("got/eva.toml").write_text(
        'engine = "piper"\nvoice = "de_DE-eva-low.onnx"\nlanguage = "de"\n'
    )
    assert run("voices", "add", "got").stdout.startswith("eva: ")
    assert len(list(Path("home/voices").iterdir())) == 3


def test_a_profile_with_a_command_says_that_it_must_be_allowed() -> None:
    Path("bad.toml").write_text('engine = "command"\ncommand = ["rm", "-r", "x"]\n')
    result = run("voices", "add", "bad.toml")
    assert result.exit_code == 0
    assert "runs a program that you have not allowed: rm -r x" in result.stdout


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ("wrong.toml", "wrong.toml:1:1: error[unknown-key]"),
        ("missing.toml", "There is no file missing.toml."),
        ("lonely.onnx", "the file lonely.onnx.json belongs beside it"),
        ("bad.onnx", "is not a description of a Piper voice"),
        ("list.onnx", "is not a description of a Piper voice"),
        ("deep.onnx", "is not a description of a Piper voice"),
        ("na\x1bme.onnx", "na\ufffdme.onnx has characters in its name that cannot be printed"),
        ("own.md", "own.md is not a voice"),
        ("home/scripts", "There is no voice in home/scripts"),
        ("eva", "Piper has no voice of such a name"),
    ],
)
def test_what_is_no_voice_is_not_added(asked: str, reason: str) -> None:
    Path("home/scripts").mkdir()
    Path("wrong.toml").write_text("voise = 3")
    for name in ("lonely", "bad", "list", "deep", "na\x1bme"):
        Path(f"{name}.onnx").write_bytes(b"model")
    Path("deep.onnx.json").write_text("[" * 200_000)
    Path("bad.onnx.json").write_text("{")
    Path("list.onnx.json").write_text("[]")
    result = run("voices", "add", asked)
    assert result.exit_code == 1
    assert reason in result.stderr
    assert list(Path("home/voices").iterdir()) == []


def test_any_name_that_can_be_printed_is_added_and_what_was_left_unfinished_is_swept() -> None:
    abandoned = Path("home/voices/.coach-0123456789abcdef.part")
    abandoned.write_bytes(b"half a model")
    os.utime(abandoned, (0, 0))
    Path("emo😀.onnx").write_bytes(b"model")
    Path("emo😀.onnx.json").write_text('{"audio": {}, "language": {"code": "en_GB"}}')
    assert run("voices", "add", "emo😀.onnx").exit_code == 0
    assert sorted(path.name for path in Path("home/voices").iterdir()) == [
        "emo😀.onnx",
        "emo😀.onnx.json",
        "emo😀.toml",
    ]
    assert 'voice = "emo😀"' in Path("home/voices/emo😀.toml").read_text()


def test_nothing_is_allowed_where_nobody_can_be_asked() -> None:
    write_profile("mine")
    result = run("voices", "allow", "mine")
    assert result.exit_code == 2
    assert f"The voice runs a program: {shlex.join(bell())}" in result.stderr
    assert result.stderr.endswith("Nobody is here to be asked: `--yes` allows it.\n")
    assert run("show", "own", "--voice", "mine").exit_code == 1


def test_a_voice_of_pipers_is_downloaded_and_offline_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    download_voices = pytest.importorskip("piper.download_voices")
    model(tmp_path / "server", "de_DE-eva-low")
    address = (
        tmp_path / "server"
    ).as_uri() + "/{lang_code}-{voice_name}-{voice_quality}{extension}"
    monkeypatch.setattr(download_voices, "URL_FORMAT", address)
    assert run("voices", "add", "de_DE-eva-low").exit_code == 0
    assert Library.of_user().load_profile("de_DE-eva-low").value is not None
    result = run("voices", "add", "de_DE-eve-low")
    assert result.exit_code == 1
    assert "the network does not answer" in result.stderr
    assert "Offline, give the .onnx file" in result.stderr
    assert Library.of_user().load_profile("de_DE-eve-low").value is None


def test_a_recommended_voice_is_known_by_its_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    download_voices = pytest.importorskip("piper.download_voices")
    file = model(tmp_path / "server", "de_DE-thorsten-medium")
    address = (
        tmp_path / "server"
    ).as_uri() + "/{lang_code}-{voice_name}-{voice_quality}{extension}"
    monkeypatch.setattr(download_voices, "URL_FORMAT", address)
    result = run("voices", "add", "de_DE-thorsten-medium")
    assert result.exit_code == 1
    assert "de_DE-thorsten-medium.onnx is not the file that coach knows" in result.stderr
    assert Library.of_user().load_profile("de_DE-thorsten-medium").value is None
    files = (file, file.with_name(file.name + ".json"))
    digests = tuple(hashlib.sha256(each.read_bytes()).hexdigest() for each in files)
    monkeypatch.setattr("coach.voice_files._DIGESTS", {"de_DE-thorsten-medium": digests})
    assert "coach voices add de_DE-thorsten-medium" in run("voices").stdout
    assert run("voices", "add", "de_DE-thorsten-medium").exit_code == 0
    assert Library.of_user().load_profile("de_DE-thorsten-medium").value is not None
    assert "coach voices add de_DE-thorsten-medium" not in run("voices").stdout
