"""`coach voices`: who can speak, here; how it sounds; more of them."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coach.cli.arguments import Json
from coach.cli.completion import complete_voice
from coach.cli.printing import echo, print_json
from coach.cli.reports import (
    ExitCode,
    ask_yes_no,
    exit_with,
    is_interactive,
    report_diagnostics,
    report_failures,
    stop_on_errors,
    unpack_or_exit,
)
from coach.cli.tables import write_table

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from coach.library import Library
    from coach.speech.clip import Clip
    from coach.speech.profile import Profile
    from coach.speech.voice import Failure

voices = typer.Typer(help="List who can speak, hear how it sounds, and add voices.")

_ANY_LANGUAGE = "1, 2, 3."
"""What a voice is tried with where the coach does not speak its language."""


_NEURAL_GERMAN = """\
The German voice that ships is a synthetic one. A neural one takes two commands and 63 MB:
  pipx inject floor-coach piper-tts
  coach voices add de_DE-thorsten-medium
It comes from https://huggingface.co/rhasspy/piper-voices, and its digest is checked."""


Name = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help="A voice's name, or the path of its profile.",
        show_default=False,
        autocompletion=complete_voice,
    ),
]
Text = Annotated[
    str | None,
    typer.Argument(metavar="TEXT", help="The text to say.", show_default=False),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write a .wav file instead.", show_default=False
    ),
]
File = Annotated[
    str,
    typer.Argument(
        metavar="FILE",
        help="A profile (.toml), a Piper voice (.onnx), a folder with such, "
        "or the name of one of Piper's voices, which is downloaded.",
        show_default=False,
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace what is there already.")]
Yes = Annotated[bool, typer.Option("--yes", help="Allow it without asking, for scripts.")]


@voices.callback(invoke_without_command=True)
@report_failures
def show(context: typer.Context, *, as_json: Json = False) -> None:
    """List who can speak, hear how it sounds, and add voices."""
    if not context.invoked_subcommand:
        _list_voices(as_json=as_json)


@voices.command("list")
@report_failures
def list_voices(*, as_json: Json = False) -> None:
    """List the voice profiles, yours and those that ship, and whether they work here."""
    _list_voices(as_json=as_json)


@voices.command("try")
@report_failures
def try_voice(
    name: Name, text: Text = None, *, output: Output = None, force: Force = False
) -> None:
    """Hear a voice, or write what it says to a WAV file."""
    from coach.languages import find_language
    from coach.library import Library
    from coach.outputs.target import Unsupported, check_target
    from coach.speech.voice import perform_with_fallback

    if output and output.suffix.lower() != ".wav":
        raise Unsupported(f"{output} is not a WAV file: name one that ends in .wav.")
    if output:
        check_target(output, overwrite=force)
    profile = _read_ready_profile(name)
    language = find_language(profile.language)
    said = text or (language.voice_trial if language else _ANY_LANGUAGE)

    def speak_text() -> "tuple[str, Clip]":
        (speaker, clip), failures = perform_with_fallback(
            profile,
            lambda voice: (str(voice.candidate), voice.speak_clip(said)),
            Library.of_user().store,
        )
        _report_failures(failures, speaker)
        return speaker, clip

    if output is None:
        _play_samples(lambda: speak_text()[1].pcm)
        return
    speaker, clip = speak_text()
    import wave

    from coach.outputs.target import open_target
    from coach.timing import SAMPLE_RATE, write_clock

    with open_target(output, overwrite=force) as file, wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(SAMPLE_RATE)
        sound.writeframes(clip.pcm.astype("<i2").tobytes())
    echo(f"{output}: {profile.name} ({speaker}), {write_clock(clip.frames)}")


@voices.command()
@report_failures
def add(file: File, *, force: Force = False) -> None:
    """Add a voice to yours: a profile, a Piper voice, or one of Piper's by its name."""
    from coach import voice_files
    from coach.library import Library
    from coach.user_folders import UserFolders

    try:
        profiles = voice_files.add_voice(file, UserFolders.find().voices, overwrite=force)
    except voice_files.AddError as error:
        exit_with(ExitCode.MISTAKE, str(error))
    library = Library.of_user()
    for profile in profiles:
        echo(f"{profile.name}: try it with `coach voices try {shlex.quote(profile.name)}`")
        if installed := library.load_profile(profile.name).value:
            for refused in library.check_allowed(installed):
                echo(f"{refused.message}\n{refused.help}")


@voices.command()
@report_failures
def allow(name: Name, *, yes: Yes = False) -> None:
    """Show what a voice wants to do, such as to run a program, and allow it."""
    from coach.library import Library

    library = Library.of_user()
    profile = unpack_or_exit(library.load_profile(name))
    requests = library.consents.find_requests(profile)
    if not requests:
        echo(f"{profile.name} does nothing that you have not allowed.")
        return
    if not (yes or is_interactive()):
        for request in requests:
            echo("\n".join(request.describe_lines()), err=True)
        exit_with(ExitCode.USAGE, "Nobody is here to be asked: `--yes` allows it.")
    for request in requests:
        shown = "\n".join(request.describe_lines())
        if yes or ask_yes_no(f"{shown}\nAllow that?"):
            library.consents.allow((request,))
            echo(f"Allowed: {request}")


def ask_consent(profile: "Profile", library: "Library") -> None:
    """Ask whether a voice may do what it wants, if there is somebody to ask; remember a yes."""
    if not is_interactive():
        return
    for request in library.consents.find_requests(profile):
        if ask_yes_no("\n".join((*request.describe_lines(), "Allow that?"))):
            library.consents.allow((request,))


def offer_neural_voice(profile: "Profile", library: "Library") -> None:
    """Say once that a neural voice can be installed, where the usual one of a language speaks."""
    from coach.languages import find_language
    from coach.library import has_neural_voice
    from coach.packages import KOKORO, write_install

    language = find_language(profile.language)
    if not (language and language.neural_voice) or has_neural_voice(language):
        return
    told = f"neural voice {language.code} offered"
    if profile.name != language.voice or not library.store or library.store.get(told) is not None:
        return
    library.store.put(told, b"")
    echo(
        f"A neural voice, `{language.neural_voice}`, takes one command and 63 MB: "
        f"{write_install(*KOKORO)}\n"
        "It sounds far more natural, and takes some minutes for a routine that is new to it.",
        err=True,
    )


def _list_voices(*, as_json: bool) -> None:
    from coach.library import Library

    library = Library.of_user()
    rows: list[dict[str, Any]] = []
    for entry in library.list_entries("voices"):
        loaded = library.load_profile(entry.name)
        report_diagnostics(loaded.diagnostics)
        if profile := loaded.value:
            rows.append(_make_row(profile, library, own=entry.own))
    if as_json:
        print_json(rows, indent=2)
        return
    texts = [
        (
            str(row["name"]),
            str(row["language"]),
            str(row["engine"]),
            _write_works(row),
            str(row["about"]),
        )
        for row in rows
    ]
    echo(write_table(("name", "language", "engine", "works here", "about"), texts))
    for row in rows:
        if row["why"]:
            echo(f"\n{row['name']}: {row['why']}")
    if not any(row["language"].startswith("de") and row["engine"] == "piper" for row in rows):
        echo(f"\n{_NEURAL_GERMAN}")


def _make_row(profile: "Profile", library: "Library", *, own: bool) -> dict[str, Any]:
    """Describe a voice, and who speaks for it here, by a real word of each that is tried."""
    from coach.speech.engine import SpeechError
    from coach.speech.voice import Voice, perform_with_fallback

    speaker, why = None, ""

    def probe_voice(voice: Voice) -> str:
        voice.probe()
        return str(voice.candidate)

    if refused := library.check_allowed(profile):
        why = f"{refused[0].message} {refused[0].help}"
    else:
        try:
            speaker, failures = perform_with_fallback(profile, probe_voice)
            why = " ".join(f"{each.candidate}: {each.reason}" for each in failures)
        except SpeechError as error:
            why = str(error)
    first = profile.candidates[0]
    return {
        "name": profile.name,
        "language": profile.language,
        "engine": first.engine,
        "voice": first.voice,
        "about": profile.about,
        "own": own,
        "works": speaker is not None,
        "speaks": speaker,
        "why": why,
    }


def _write_works(row: dict[str, Any]) -> str:
    if not row["works"]:
        return "no"
    return f"by {row['speaks']}" if row["why"] else "yes"


def _read_ready_profile(name: str) -> "Profile":
    """Read a profile that may speak; exit where it may not."""
    from coach.library import Library

    library = Library.of_user()
    profile = unpack_or_exit(library.load_profile(name))
    ask_consent(profile, library)
    stop_on_errors(library.check_allowed(profile))
    return profile


def _report_failures(failures: "tuple[Failure, ...]", speaker: str) -> None:
    for failure in failures:
        echo(
            f"{failure.candidate} cannot speak: {failure.reason} {speaker} speaks instead.",
            err=True,
            color=typer.colors.YELLOW,
        )


def _play_samples(make: "Callable[[], NDArray[np.int16]]") -> None:
    """Play what is made while the output wakes."""
    from coach.live.early_output import EarlyOutput
    from coach.live.feed import HUSH
    from coach.live.output import OutputError, Speaker
    from coach.live.sample import play_samples

    try:
        with EarlyOutput(Speaker(), HUSH, 1) as output:
            play_samples(make(), output)
    except OutputError as error:
        exit_with(ExitCode.OUTSIDE, f"{error} With `-o FILE.wav` it is written to a file.")
