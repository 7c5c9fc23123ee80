"""`coach doctor`: what works on this machine, and what would mend the rest."""

import os
import platform
import shlex
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from coach.cli.arguments import Json
from coach.cli.printing import echo, print_json
from coach.cli.reports import ExitCode, report_failures
from coach.cli.tables import write_table
from coach.packages import KOKORO, write_install, write_reinstall

if TYPE_CHECKING:
    from coach.speech.profile import Candidate

_PIPER = "piper-tts"
_OLDEST = (3, 11)


@dataclass(frozen=True, slots=True)
class TrialResult:
    """Something that was tried.

    Attributes:
        what: what it is.
        works: whether it does.
        essential: whether nothing can be spoken and written without it.
        detail: what was found, or what is wrong.
        mend: the one command that would mend it; empty where it works, or none would.
    """

    what: str
    works: bool
    essential: bool
    detail: str
    mend: str = ""


@report_failures
def doctor(*, as_json: Json = False) -> None:
    """Try what coach needs on this machine, and say what would mend what is missing."""
    trials = list(try_everything())
    if as_json:
        print_json([asdict(each) for each in trials], indent=2)
    else:
        rows = [("ok" if each.works else "missing", each.what, each.detail) for each in trials]
        lines = write_table(("", "", ""), rows).splitlines()[1:]
        for line, each in zip(lines, trials, strict=True):
            echo(line)
            if each.mend:
                echo(f"         mend: {each.mend}")
    if any(each.essential and not each.works for each in trials):
        raise typer.Exit(ExitCode.OUTSIDE)


def try_everything() -> Iterator[TrialResult]:
    """Try everything, one after another; what is essential comes first."""
    yield _try_python()
    yield from _try_engines()
    yield _try_voices()
    yield from _try_encoders()
    yield from _try_folders()
    yield from _try_output()
    yield from _try_extras()


def _try_python() -> TrialResult:
    version = platform.python_version()
    return TrialResult(
        "Python", sys.version_info >= _OLDEST, essential=True, detail=f"{version}, {sys.executable}"
    )


def _try_engines() -> Iterator[TrialResult]:
    """Have each engine say a word."""
    from coach.speech.profile import Candidate

    yield _try_part(
        "engine hibari",
        lambda: _speak_word(Candidate("hibari", "heart")),
        write_reinstall("hibari-tts", "onnxruntime"),
    )
    if sys.platform != "darwin":
        yield _try_part(
            "engine pico",
            lambda: _speak_word(Candidate("pico", "de-DE")),
            write_reinstall("py-nanotts"),
        )
    yield _try_part(
        "engine espeak",
        lambda: _speak_word(Candidate("espeak", "en-us")),
        write_reinstall("espeakng-loader"),
        essential=True,
    )
    yield _try_part(
        "engine system", lambda: _speak_word(Candidate("system")), write_reinstall("pyttsx3")
    )
    yield _try_piper()
    yield _try_part(
        "engine kokoro",
        lambda: _speak_word(Candidate("kokoro", "ff_siwis")),
        write_install(*KOKORO),
    )


def _try_piper() -> TrialResult:
    """Look for the extra, and for a voice of the user's that speaks with it."""
    from coach.user_folders import UserFolders

    what = "engine piper"
    if find_spec("piper") is None:
        return TrialResult(
            what,
            works=False,
            essential=False,
            detail="the extra `piper` is not installed",
            mend=write_install(_PIPER),
        )
    folder = UserFolders.find().voices
    models = sorted(path.stem for path in folder.glob("*.onnx"))
    if not models:
        return TrialResult(
            what,
            works=False,
            essential=False,
            detail=f"there is no model (.onnx) in {folder}",
            mend="coach voices add de_DE-thorsten-medium",
        )
    from coach.speech.profile import Candidate

    return _try_part(
        what, lambda: _speak_word(Candidate("piper", models[0])), write_install(_PIPER)
    )


def _speak_word(candidate: "Candidate") -> str:
    """Have somebody say a word. Raises `SpeechError` where that fails."""
    from coach.speech.profile import Profile
    from coach.speech.voice import Voice, perform_with_fallback
    from coach.user_folders import UserFolders

    def probe_voice(voice: Voice) -> str:
        voice.probe()
        return voice.version

    folders = (UserFolders.find().voices,)
    return perform_with_fallback(
        Profile("doctor", candidates=(candidate,), folders=folders), probe_voice
    )[0]


def _try_voices() -> TrialResult:
    """Have the default voice of each language say a word."""
    from coach.languages import LANGUAGES
    from coach.library import Library
    from coach.speech.engine import SpeechError
    from coach.speech.voice import Voice, perform_with_fallback

    def probe_voice(voice: Voice) -> str:
        voice.probe()
        return str(voice.candidate)

    library = Library.of_user()
    said, wrong = [], []
    for language in LANGUAGES:
        found = library.load_default_profile(language)
        try:
            if found.value is None:
                wrong.append(f"{language}: {found.diagnostics[0].message}")
            else:
                said.append(
                    f"{found.value.name} ({perform_with_fallback(found.value, probe_voice)[0]})"
                )
        except SpeechError as error:
            wrong.append(f"{language}: {error}")
    return TrialResult(
        "voices",
        not wrong,
        essential=True,
        detail=" ".join(wrong) or ", ".join(said),
        mend=write_reinstall("espeakng-loader") if wrong else "",
    )


def _try_encoders() -> Iterator[TrialResult]:
    """Load what writes each kind of file."""

    def load_lame() -> str:
        import lameenc

        return f"lameenc {_find_version('lameenc')}" if lameenc.Encoder() else ""

    def load_sound_files() -> str:
        import soundfile

        wanted = {"WAV": "PCM_16", "FLAC": "PCM_16", "OGG": "VORBIS"}
        missing = [name for name, kind in wanted.items() if not soundfile.check_format(name, kind)]
        if missing:
            raise ImportError(f"this libsndfile cannot write {', '.join(missing)}")
        return f"libsndfile {soundfile.__libsndfile_version__}: {', '.join(wanted)}"

    def load_ffmpeg() -> str:
        import av

        wanted = {"Opus": "libopus", "M4A": "aac"}
        missing = [name for name, codec in wanted.items() if codec not in av.codecs_available]
        if missing:
            raise ImportError(f"this FFmpeg cannot write {', '.join(missing)}")
        return f"PyAV {av.__version__}: {', '.join(wanted)}"

    yield _try_part("encoder MP3", load_lame, write_reinstall("lameenc"), essential=True)
    mend = write_reinstall("soundfile")
    yield _try_part("encoder WAV, FLAC, OGG", load_sound_files, mend, essential=True)
    yield _try_part("encoder Opus, M4A", load_ffmpeg, write_reinstall("av"), essential=True)


def _try_folders() -> Iterator[TrialResult]:
    """Try whether one can write where coach keeps things."""
    from coach.store import Store
    from coach.user_folders import UserFolders

    folders = UserFolders.find()
    usage = Store(folders.cache).measure_usage()
    size = f"{usage.entries} entries, {usage.bytes / 1_000_000:.1f} MB"
    for what, folder, detail in (
        ("folder of routines", folders.routines, ""),
        ("folder of voices", folders.voices, ""),
        ("cache", folders.cache, size),
    ):
        there = _find_existing(folder)
        writable = there.is_dir() and os.access(there, os.W_OK | os.X_OK)
        wrong = "" if writable else f"{there} cannot be written to"
        yield TrialResult(
            what,
            writable,
            essential=False,
            detail=", ".join(filter(None, (str(folder), wrong or detail))),
            mend="" if writable else f"chmod u+rwx {shlex.quote(str(there))}",
        )


def _find_existing(folder: Path) -> Path:
    """Return a folder, or the nearest above it that is there: it is made when it is needed."""
    return next(each for each in (folder, *folder.parents) if each.exists())


def _try_output() -> Iterator[TrialResult]:
    """Look for PortAudio, and for somewhere the sound can go out."""
    from coach.live.output import OutputError, find_device, list_devices

    try:
        list_devices()
    except OutputError as error:
        yield TrialResult(
            "PortAudio",
            works=False,
            essential=False,
            detail=str(error),
            mend=_explain_portaudio_mend(),
        )
        return
    yield TrialResult(
        "PortAudio",
        works=True,
        essential=False,
        detail=f"sounddevice {_find_version('sounddevice')}",
    )
    try:
        device = find_device(None)
    except OutputError as error:
        yield TrialResult("sound output", works=False, essential=False, detail=str(error))
    else:
        yield TrialResult("sound output", works=True, essential=False, detail=device.name)


def _try_extras() -> Iterator[TrialResult]:
    """Look for what is installed only on request."""
    if sys.platform != "linux":
        return
    there = find_spec("dbus_fast") is not None
    yield TrialResult(
        "extra desktop",
        there,
        essential=False,
        detail=f"media keys: {_find_version('dbus_fast')}" if there else "media keys need it",
        mend="" if there else write_install("dbus-fast"),
    )


def _try_part(
    what: str, trial: Callable[[], str], mend: str, *, essential: bool = False
) -> TrialResult:
    """Try something; whatever it raises is what is wrong with it."""
    try:
        return TrialResult(what, works=True, essential=essential, detail=trial())
    except Exception as error:  # noqa: BLE001 (what a broken library raises, nobody knows)
        detail = " ".join(str(error).split()) or type(error).__name__
        return TrialResult(what, works=False, essential=essential, detail=detail, mend=mend)


def _find_version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return "of its own"


def _explain_portaudio_mend() -> str:
    if sys.platform == "linux" and find_spec("sounddevice"):
        return "sudo apt install libportaudio2"
    return write_reinstall("sounddevice")
