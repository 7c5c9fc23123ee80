"""What a voice of somebody else may do: only what its user saw, and allowed."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from coach.consent import Consents, Request, write_words
from coach.diagnostics import SourceText
from coach.library import Library
from coach.speech.profile import Candidate, Profile, parse_profile
from support.deceits import SHOWN, UNCLEAR

SPEAK = "#!/bin/sh\ncat\n"


def write_script(path: Path, text: str = SPEAK) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


def make_profile(folder: Path, *command: str) -> Profile:
    return Profile("mine", candidates=(Candidate("command", "", command),), folders=(folder,))


def needs(consents: Consents, profile: Profile) -> bool:
    return bool(consents.find_requests(profile))


@pytest.fixture(name="consents")
def _consents(tmp_path: Path) -> Consents:
    return Consents(tmp_path / "home" / "allowed.json", tmp_path / "home" / "voices")


# What is shown


@pytest.mark.parametrize("command", UNCLEAR)
def test_a_command_that_cannot_be_shown_is_a_mistake(command: str) -> None:
    checked = parse_profile(SourceText("p.toml", f'engine = "command"\ncommand = {command}\n'))
    assert checked.value is None
    codes = {each.code for each in checked.diagnostics}
    assert codes & {"unprintable-character", "unclear-command", "wrong-type"}


@pytest.mark.parametrize(("words", "shown"), SHOWN)
def test_every_character_of_a_command_is_seen(words: tuple[str, ...], shown: str) -> None:
    assert write_words(words) == shown


def test_all_that_is_asked_for_is_described(tmp_path: Path, consents: Consents) -> None:
    script = write_script(tmp_path / "theirs" / "speak.sh")
    (request,) = consents.find_requests(make_profile(script.parent, "sh", "speak.sh", "-q"))
    program = os.path.realpath(shutil.which("sh") or "")
    shown = list(request.describe_lines())
    assert shown[:3] == [
        "The voice runs a program: sh speak.sh -q",
        f"  the program: {program}",
        f"  in the folder: {script.parent}",
    ]
    assert [line.partition(" (")[0] for line in shown[3:]] == [
        f"  the file: {path}" for path in sorted((program, str(script)))
    ]


# What a grant is bound to


def test_a_grant_is_for_these_words_files_and_folder(tmp_path: Path, consents: Consents) -> None:
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    for folder in (mine, theirs):
        write_script(folder / "speak.sh")
    profile = make_profile(mine, "./speak.sh", "{out}")
    assert needs(consents, profile)
    consents.allow(consents.find_requests(profile))
    assert not needs(consents, profile)
    assert needs(consents, make_profile(mine, "./speak.sh", "{out}", "-q"))
    assert needs(consents, make_profile(theirs, "./speak.sh", "{out}"))
    write_script(mine / "speak.sh", SPEAK + "evil\n")
    assert needs(consents, profile)
    write_script(mine / "speak.sh")
    assert not needs(consents, profile)


@pytest.mark.parametrize("word", ["model.bin", "--model=model.bin", "exec ./model.bin"])
def test_a_file_among_the_words_may_not_change(
    tmp_path: Path, consents: Consents, word: str
) -> None:
    model = tmp_path / "mine" / "model.bin"
    write_script(model, "one")
    profile = make_profile(model.parent, "sh", "-c", word)
    consents.allow(consents.find_requests(profile))
    assert not needs(consents, profile)
    model.write_text("two")
    assert needs(consents, profile)


def test_another_program_of_that_name_asks_anew(
    tmp_path: Path, consents: Consents, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (write_script(tmp_path / name / "say-it") for name in ("a", "b"))
    profile = make_profile(tmp_path, "say-it")
    monkeypatch.setenv("PATH", f"{first.parent}:{os.environ['PATH']}")
    consents.allow(consents.find_requests(profile))
    assert not needs(consents, profile)
    monkeypatch.setenv("PATH", f"{second.parent}:{os.environ['PATH']}")
    assert needs(consents, profile)


def test_a_model_outside_the_users_voices_asks(tmp_path: Path, consents: Consents) -> None:
    own, theirs = tmp_path / "home" / "voices", tmp_path / "theirs"
    for folder in (own, theirs):
        write_script(folder / "emo.onnx", "model")
    speaks = (Candidate("piper", "emo"),)
    assert not needs(consents, Profile("p", candidates=speaks, folders=(own,)))
    profile = Profile("p", candidates=speaks, folders=(theirs, own))
    (request,) = consents.find_requests(profile)
    assert isinstance(request, Request)
    assert str(request) == str(theirs / "emo.onnx")
    consents.allow([request])
    assert not needs(consents, profile)
    (theirs / "emo.onnx").write_text("other")
    assert needs(consents, profile)
    assert not needs(consents, replace(profile, trusted=True))


def test_recordings_outside_the_users_voices_ask(tmp_path: Path, consents: Consents) -> None:
    own, theirs = tmp_path / "home" / "voices", tmp_path / "theirs"
    for folder in (own, theirs):
        write_script(folder / "anna" / "recordings.txt", "sit.wav | Sit.\n")
        (folder / "anna" / "sit.wav").write_text("sound")
    speaks = (Candidate("recorded", "anna"),)
    assert not needs(consents, Profile("p", candidates=speaks, folders=(own,)))
    profile = Profile("p", candidates=speaks, folders=(theirs, own))
    (request,) = consents.find_requests(profile)
    assert list(request.describe_lines()) == [
        f"The voice reads recordings: {theirs / 'anna'}",
        f"  2 files, all in the folder: {theirs / 'anna'}",
    ]
    consents.allow([request])
    assert not needs(consents, profile)
    for name, text in (("sit.wav", "other"), ("recordings.txt", "sit.wav | Stand.\n")):
        before = (theirs / "anna" / name).read_text()
        (theirs / "anna" / name).write_text(text)
        assert needs(consents, profile)
        (theirs / "anna" / name).write_text(before)
    assert not needs(consents, replace(profile, folders=(theirs,), trusted=True))
    (own / "link").symlink_to(theirs / "anna")
    linked = Profile("q", candidates=(Candidate("recorded", "link"),), folders=(own,))
    assert [each.folder for each in consents.find_requests(linked)] == [str(theirs / "anna")]


@pytest.mark.parametrize("text", ["", "[]", "{", "3", "null", "[" * 200_000, '{"x": "y"}'])
def test_a_damaged_list_allows_nothing(tmp_path: Path, consents: Consents, text: str) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "allowed.json").write_text(text)
    assert needs(consents, make_profile(tmp_path, "sh"))


# What a script may name


@pytest.mark.parametrize(
    "voice",
    [
        "/etc/passwd",
        "../secret.toml",
        "voices/../../secret.toml",
        "link.toml",
        "pipe.toml",
        "/dev/zero",
        "//server/share/voice.toml",
        "\\\\\\\\server\\\\share\\\\voice.toml",
        "~/voice.toml",
    ],
)
def test_a_script_names_voices_of_its_own_folder_only(tmp_path: Path, voice: str) -> None:
    secret = tmp_path / "secret.toml"
    secret.write_text("top secret = 1\n")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "voices").mkdir()
    (folder / "link.toml").symlink_to(secret)
    os.mkfifo(folder / "pipe.toml")
    script = folder / "own.md"
    script.write_text(f'---\ntitle: T\nvoice: "{voice}"\n---\n## A\n- Sit. `hold 10s`\n')
    library = Library(tmp_path / "home")
    found = library.find_voice(library.load_routine(str(script)))
    assert found.value is None
    assert {each.code for each in found.diagnostics} <= {"outside-folder", "no-file"}
    assert not any("secret =" in each.message + each.help for each in found.diagnostics)


def test_a_script_may_name_a_voice_beside_it(tmp_path: Path) -> None:
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices" / "soft.toml").write_text('voice = "en-us"\n')
    script = tmp_path / "own.md"
    script.write_text("---\ntitle: T\nvoice: voices/soft.toml\n---\n## A\n- Sit. `hold 10s`\n")
    library = Library()
    found = library.find_voice(library.load_routine(str(script)))
    assert found.value is not None
    assert found.value.name == "soft"


@pytest.mark.parametrize("name", ["pipe.md", "/dev/zero", "."])
def test_what_is_not_a_regular_file_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.md")
    routine = Library().load_routine(name)
    assert [each.code for each in routine.diagnostics] == ["unreadable"]
