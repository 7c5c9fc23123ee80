"""`coach voices record`: a voice of your own, text by text from a microphone, or from files."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.completion import complete_routine
from coach.cli.printing import echo
from coach.cli.reports import ExitCode, exit_with, is_interactive, report_failures, stop_on_errors
from coach.printable import make_printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.recording_needs import Need
    from coach.script.routine import Routine
    from coach.speech.engine import Utterance

_PAUSE_MS = 600
"""Between two sentences that were recorded apart."""

_NAME = Annotated[
    str, typer.Argument(metavar="NAME", help="What the voice is called.", show_default=False)
]
_ROUTINES = Annotated[
    list[str],
    typer.Argument(
        metavar="ROUTINE…",
        help="The routines that it is to speak: names, or paths of Markdown files.",
        show_default=False,
        autocompletion=complete_routine,
    ),
]
_FROM = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="LIST",
        help="Take sound files instead, named in a text file: `sit.wav | Sit down.` on each line.",
        show_default=False,
    ),
]
_LIST = Annotated[
    bool, typer.Option("--list", help="Print what is missing, as such a list, and record nothing.")
]
_DEVICE = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="The microphone, or a part of its name.", show_default=False),
]


class _Quit(Exception):
    """The user has recorded enough for now."""


@report_failures
def record(
    name: _NAME,
    routines: _ROUTINES,
    *,
    from_: _FROM = None,
    as_list: _LIST = False,
    device: _DEVICE = None,
) -> None:
    """Record a voice of your own, text by text. What it has already is not asked for again."""
    loaded = _load_routines(routines)
    folder, is_new = _find_voice(name, loaded[0].front.language)
    needs = _find_missing(name, loaded, folder)
    if as_list:
        _print_list(needs)
        return
    if from_ is None and not needs:
        echo(f"{name} has all that is needed.")
        return
    if from_ is None and not is_interactive():
        exit_with(
            ExitCode.USAGE,
            "There is no terminal to ask at. Record each text to a file, and give a list of them "
            "with --from: --list prints one to fill in.",
        )
    if from_:
        _take_files(from_, folder)
    if is_new:
        _write_profile(name, folder, loaded[0].front.language)
    if from_ is None:
        _ask_for_texts(needs, folder, device)
    left = _find_missing(name, loaded, folder)
    if left:
        echo(f"{len(left)} texts are missing in {name}: --list names them.")
    else:
        echo(f"{name} has all that is needed: `--voice {name}` plays with it.")


def _load_routines(asked: "Sequence[str]") -> "list[Routine]":
    """Read routines that are all in one language; exit where there is a mistake."""
    from coach.languages import find_primary_subtag
    from coach.library import Library

    library = Library.of_user()
    routines = [library.load_routine(each) for each in asked]
    stop_on_errors([d for routine in routines for d in routine.diagnostics])
    routines = [member.routine for each in routines for member in each.list_members()]
    languages = {find_primary_subtag(routine.front.language): None for routine in routines}
    if len(languages) > 1:
        exit_with(
            ExitCode.MISTAKE,
            f"The routines are in several languages ({', '.join(languages)}): record a voice for "
            "each.",
        )
    return routines


def _find_voice(name: str, language: str) -> tuple[Path, bool]:
    """Return the folder of a recorded voice, and whether it is new; exit where it is another."""
    from coach.library import Library
    from coach.user_folders import UserFolders

    folder, library = UserFolders.find().voices, Library.of_user()
    known = next(
        (e for e in library.list_entries("voices") if e.name.casefold() == name.casefold()), None
    )
    if known is None:
        if not name.strip() or name != Path(name).name or name.startswith("."):
            exit_with(
                ExitCode.MISTAKE, f"`{name}` cannot be the name of a voice: write a plain word."
            )
        return folder / name, True
    checked = library.load_profile(name)
    stop_on_errors(checked.diagnostics)
    profile = checked.value
    if profile is None or not known.own or profile.candidates[0].engine != "recorded":
        exit_with(ExitCode.MISTAKE, f"`{name}` is another voice already: choose another name.")
    stop_on_errors(library.check_language(profile, language))
    return folder / profile.candidates[0].voice, False


def _find_missing(name: str, routines: "Sequence[Routine]", folder: Path) -> "list[Need]":
    """List what routines need and a folder does not have, nor can put together."""
    from coach.library import Library
    from coach.recording_needs import find_needs
    from coach.speech.composition import compose_words
    from coach.speech.profile import Profile
    from coach.speech.recorded import index_recordings, split_text
    from coach.speech.recordings import LIST_NAME, UnusableRecording, load_recordings

    language = routines[0].front.language
    profile = Library.of_user().load_profile(name).value or Profile(name, language=language)
    path = folder / LIST_NAME
    try:
        checked = load_recordings(path) if path.exists() else None
    except UnusableRecording as error:
        exit_with(ExitCode.OUTSIDE, str(error))
    stop_on_errors(checked.diagnostics if checked else ())
    recorded = index_recordings(checked.value if checked else (), language)
    needs = {n.text: n for routine in routines for n in find_needs(routine, profile)}
    return [n for n in needs.values() if not compose_words(split_text(n.text, language), recorded)]


def _print_list(needs: "Sequence[Need]") -> None:
    for number, need in enumerate(needs, start=1):
        if need.example:
            echo(f"# as in “{need.example}”")
        echo(f"{number:03d}.wav | {need.text}")


def _take_files(path: Path, folder: Path) -> None:
    """Keep all recordings of a list, or none where one is unusable."""
    from coach.speech.recordings import (
        UnusableRecording,
        clean_recording,
        keep_recording,
        load_recordings,
        read_recording,
    )

    try:
        checked = load_recordings(path)
    except UnusableRecording as error:
        exit_with(ExitCode.MISTAKE, str(error))
    stop_on_errors(checked.diagnostics)
    cleaned: list[tuple[str, Utterance]] = []
    wrong: list[str] = []
    for recording in checked.value:
        file = path.parent / recording.file
        try:
            cleaned.append((recording.text, clean_recording(read_recording(file))))
        except UnusableRecording as error:
            reason = str(error)
            wrong.append(reason if str(file) in reason else f"{file}: {reason}")
    if wrong:
        exit_with(ExitCode.MISTAKE, "\n".join((*wrong, "Nothing was taken.")))
    for text, utterance in cleaned:
        keep_recording(folder, text, utterance)
    echo(f"{len(cleaned)} recordings taken.")


def _write_profile(name: str, folder: Path, language: str) -> None:
    from coach.files import replace_file

    with replace_file(folder.with_name(f"{name}.toml")) as file:
        file.write(
            f"about = {json.dumps(f'Recorded: {name}')}\nlanguage = {json.dumps(language)}\n"
            f'engine = "recorded"\nvoice = {json.dumps(name)}\npause = {_PAUSE_MS}\n'.encode()
        )


def _ask_for_texts(needs: "Sequence[Need]", folder: Path, device: str | None) -> None:
    """Ask for text after text, until the user has had enough."""
    from coach.speech.recordings import keep_recording

    echo(f"{len(needs)} texts. Read each as you would say it to somebody on the floor.")
    for number, need in enumerate(needs, start=1):
        echo(f"\n{number} of {len(needs)}: {need.text}")
        if need.example:
            echo(f"  (as in “{need.example}”)")
        try:
            answer = _ask_letter("Enter records, s skips, q quits:")
            take = None if answer == "s" else _record_text(device)
        except _Quit:
            return
        if take:
            keep_recording(folder, need.text, take)


def _record_text(device: str | None) -> "Utterance | None":
    """Record a text until its speaker likes it; return nothing where it is skipped."""
    from coach.live.microphone import InputError
    from coach.live.microphone import record_utterance as listen
    from coach.live.output import OutputError
    from coach.speech.recordings import UnusableRecording, clean_recording

    while True:
        try:
            heard = listen(lambda: _ask_letter("Recording. Enter ends it:"), device)
            take = clean_recording(heard)
        except (InputError, OutputError) as error:
            exit_with(ExitCode.OUTSIDE, str(error))
        except UnusableRecording as error:
            echo(str(error))
            take = None
        keys = "r records again, s skips, q quits:"
        answer = _ask_letter(f"Enter keeps it, p plays it, {keys}" if take else keys.capitalize())
        while answer == "p" and take:
            _play_take(take)
            answer = _ask_letter(f"Enter keeps it, p plays it, {keys}")
        if answer == "s":
            return None
        if answer != "r" and take:
            return take


def _play_take(take: "Utterance") -> None:
    from coach.live.output import OutputError, Speaker
    from coach.live.sample import play_samples

    try:
        play_samples(take.pcm, Speaker())
    except OutputError as error:
        echo(str(error))


def _ask_letter(question: str) -> str:
    """Ask for a letter; q quits, and Ctrl-C or the end of the input ends the command."""
    try:
        answer: str = typer.prompt(
            make_printable(question), default="", show_default=False, prompt_suffix=" "
        )
    except typer.Abort:
        raise KeyboardInterrupt from None
    letter = answer.strip().casefold()[:1]
    if letter == "q":
        raise _Quit
    return letter
