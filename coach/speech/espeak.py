"""espeak-ng in this process, from the library that the ``espeakng-loader`` package carries.

Two properties of espeak-ng 1.52 shape this module:

- It keeps state between utterances (the phase of its flutter and noise), which changes the samples
  of the next one; initialising again does not reset it. Loading the library anew does, so that is
  done for every utterance, at about 2 ms each. Only the variants Reed and caleb, whose noise is the
  C library's, are not the same each time.
- Its state is global: a library speaks one utterance at a time. On Linux it is loaded several
  times, from copies in memory: each has a state of its own, and speaks on a core of its own.

Constants and structures are those of ``speak_lib.h``.
"""

import _ctypes
import atexit
import ctypes
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from functools import cache, cached_property
from pathlib import Path
from queue import LifoQueue

import numpy as np

from coach.speech.command import CommandEngine
from coach.speech.engine import Engine, Onset, Settings, SpeechError, Utterance
from coach.speech.probe import probe
from coach.workers import cores

if sys.platform == "win32":
    _unload = _ctypes.FreeLibrary
    _PATH_ENCODING = "mbcs"  # espeak opens its files through the narrow Windows interface
else:
    _unload = _ctypes.dlclose
    _PATH_ENCODING = sys.getfilesystemencoding()

_SYNCHRONOUS = 2
_DONT_EXIT = 0x8000
"""Without this flag a failing `espeak_Initialize` ends the whole process."""

_SEED = 1
"""What the noise of breathy voices begins with, in place of the time of day."""

_RATE = 1
_PITCH = 3
_BY_CHARACTER = 1
_UTF8_PLAIN = 1
_PHONEMES = 0x100
"""What stands in double brackets are phonemes: a lexicon's, for a script's brackets do not come."""

_WORD_EVENT = 1

_LONGEST_DATA_PATH = 159
"""Bytes. espeak keeps the path in a buffer of 160 (N_PATH_HOME), and quietly fails beyond it."""

_MEND = "install it anew with `pip install --force-reinstall espeakng-loader`"

_PROGRAMS = ("espeak-ng", "espeak")
_ARGUMENTS = ("-v", "{voice}", "-s", "{rate}", "-p", "{pitch}", "-b", "1", "--stdin", "--stdout")
"""``-b 1``: the text is UTF-8."""

_ANY = Settings("en", 160, 50)

_copying = threading.Lock()
"""Held while it is looked for the libraries there are: a path must not be given away twice."""

_initialising = threading.Lock()
"""Held while a library starts, since it sets the locale of the whole process."""

_OPEN_FILES = Path("/proc/self/fd")
"""Where Linux lists the open files of a process, those without a name too."""


class _EventId(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _EventId),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


def espeak_engine() -> Engine:
    """Give the embedded engine, or where that does not speak, the system's own program.

    Which it is, its name tells. Raises `SpeechError` when neither speaks.
    """
    embedded = EspeakEngine()
    try:
        probe(embedded, _ANY)
    except SpeechError as error:
        for program in filter(shutil.which, _PROGRAMS):
            second = CommandEngine((program, *_ARGUMENTS))
            with suppress(SpeechError):
                probe(second, _ANY)
                return second
        raise SpeechError(f"{error} Or install the program espeak-ng.") from error
    return embedded


class EspeakEngine:
    """The embedded engine. Making one loads nothing; failures come when it first speaks."""

    name = "espeak-ng"

    @property
    def at_once(self) -> int:
        """As many as there are cores to speak on, and libraries to speak with."""
        return cores() if hasattr(os, "memfd_create") and _OPEN_FILES.is_dir() else 1

    @cached_property
    def version(self) -> str:
        """The library's own version, such as ``1.52.0``."""
        with _library() as library:
            library.espeak_Info.restype = ctypes.c_char_p
            library.espeak_Info.argtypes = [ctypes.c_void_p]
            told: bytes = library.espeak_Info(None)
        return told.decode()

    def synthesise(self, text: str, settings: Settings) -> Utterance:
        """Speak a plain text (never SSML: a stray ``<`` or ``&`` would lose words silently).

        It is spoken in a thread of its own: Python handles signals in the main thread alone, and
        one that came inside the library's callback would be lost there.
        """
        spoken: Future[Utterance] = Future()

        def speak() -> None:
            try:
                spoken.set_result(self._synthesise(text, settings))
            except BaseException as error:  # noqa: BLE001 - it is raised where the result is asked
                spoken.set_exception(error)

        threading.Thread(target=speak, name="espeak", daemon=True).start()
        return spoken.result()

    def _synthesise(self, text: str, settings: Settings) -> Utterance:
        with _library() as library, _initialised(library) as rate:
            _choose_voice(library, settings)
            receiver = _Receiver()
            callback = _Callback(receiver.receive)  # must outlive the call below
            library.espeak_SetSynthCallback(callback)
            raw = text.replace("\0", " ").encode("utf-8", errors="replace") + b"\0"
            failed = library.espeak_Synth(
                raw, len(raw), 0, _BY_CHARACTER, 0, _UTF8_PLAIN | _PHONEMES, None, None
            )
        if receiver.error is not None:
            raise receiver.error
        if failed or (not receiver.samples and any(map(str.isalnum, text))):
            raise SpeechError(f"espeak-ng made no sound for {text[:60]!r}; word it differently.")
        pcm = np.frombuffer(bytes(receiver.samples), dtype="<i2").astype(np.int16)
        return Utterance(pcm, rate, tuple(receiver.onsets))


class _Receiver:
    """Collects what the library hands to its callback while it speaks."""

    def __init__(self) -> None:
        self.samples = bytearray()
        self.onsets: list[Onset] = []
        self.error: BaseException | None = None

    def receive(
        self,
        samples: "ctypes._Pointer[ctypes.c_short]",
        count: int,
        events: "ctypes._Pointer[_Event]",
    ) -> int:
        """Take a block of samples and the events in it; 0 asks for more, 1 stops."""
        try:
            if count > 0:
                self.samples += ctypes.string_at(samples, 2 * count)
            index = 0
            while (event := events[index]).type:
                if event.type == _WORD_EVENT:
                    self.onsets.append(Onset(event.text_position - 1, event.sample))
                index += 1
        except BaseException as error:  # noqa: BLE001 - ctypes would swallow it
            self.error = error
            return 1
        return 0


@contextmanager
def _library() -> Iterator[ctypes.CDLL]:
    """Load a library that no one else uses meanwhile, and unload it again."""
    try:
        import espeakng_loader  # noqa: PLC0415 - costs a library search; only needed to speak

        path = espeakng_loader.get_library_path()
    except ImportError as error:
        raise SpeechError(
            "The speech engine espeak-ng is missing; install it with `pip install espeakng-loader`."
        ) from error
    with _copying:
        free = _libraries(path)
    own = free.get()
    try:
        library = ctypes.CDLL(own)
        try:
            yield library
        finally:
            _unload(library._handle)  # noqa: SLF001 - ctypes has no public way to unload
    except OSError as error:
        raise SpeechError(
            f"The speech engine espeak-ng cannot be loaded ({error}); {_MEND}."
        ) from error
    finally:
        free.put(own)


@cache
def _libraries(path: str) -> "LifoQueue[str]":
    """Give the paths of libraries that are not in use: the one at a path, and copies of it."""
    free: LifoQueue[str] = LifoQueue()
    with suppress(OSError):  # a copy may not be allowed; of the library itself, loading it tells
        contents = Path(path).read_bytes()
        for _ in range(1, EspeakEngine().at_once):
            memory = os.memfd_create("espeak-ng")
            os.write(memory, contents)
            copy = str(_OPEN_FILES / str(memory))
            _unload(ctypes.CDLL(copy)._handle)  # noqa: SLF001 - as above
            free.put(copy)
    free.put(path)
    return free


@contextmanager
def _initialised(library: ctypes.CDLL) -> Iterator[int]:
    """Start the engine in a library; give its sample rate in Hz."""
    library.espeak_Initialize.argtypes = [
        ctypes.c_int,
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_int,
    ]
    library.espeak_SetVoiceByName.argtypes = [ctypes.c_char_p]
    library.espeak_SetSynthCallback.argtypes = [_Callback]
    library.espeak_ng_SetRandSeed.argtypes = [ctypes.c_long]
    library.espeak_Synth.argtypes = [
        ctypes.c_char_p,
        ctypes.c_size_t,
        ctypes.c_uint,
        ctypes.c_int,
        ctypes.c_uint,
        ctypes.c_uint,
        ctypes.c_void_p,
        ctypes.c_void_p,
    ]
    data = short_path(_data_path()).encode(_PATH_ENCODING, errors="surrogateescape")
    with _initialising:
        rate: int = library.espeak_Initialize(_SYNCHRONOUS, 0, data, _DONT_EXIT)
    if rate <= 0:
        raise SpeechError(
            f"The speech engine espeak-ng cannot read its data in {_data_path()}; {_MEND}."
        )
    library.espeak_ng_SetRandSeed(_SEED)
    try:
        yield rate
    finally:
        library.espeak_Terminate()


def _choose_voice(library: ctypes.CDLL, settings: Settings) -> None:
    """Set voice, rate and pitch; a variant follows its voice after a ``+``."""
    _, plus, variant = settings.voice.partition("+")
    # The library ignores a variant it does not know, which would be the wrong voice without a word.
    if plus and variant not in _variants():
        raise SpeechError(
            f"espeak-ng has no voice variant {variant!r}; "
            f"take one of those in {_variant_folder()}, such as `f2` or `m3`."
        )
    if library.espeak_SetVoiceByName(settings.voice.encode("utf-8", errors="replace")):
        raise SpeechError(
            f"espeak-ng has no voice {settings.voice!r}; take one such as `en-us` or `en-gb-x-rp`."
        )
    library.espeak_SetParameter(_RATE, settings.rate, 0)
    library.espeak_SetParameter(_PITCH, settings.pitch, 0)


def _data_path() -> str:
    import espeakng_loader  # noqa: PLC0415 - see _library

    try:
        path: str = espeakng_loader.get_data_path()
    except RuntimeError as error:
        raise SpeechError(f"The data of espeak-ng is missing; {_MEND}.") from error
    return path


def carried_library() -> tuple[str, str]:
    """Give the paths of the library and of its data, for another process to load.

    Both are empty where there is none.
    """
    try:
        import espeakng_loader  # noqa: PLC0415 - see _library

        return espeakng_loader.get_library_path(), short_path(_data_path())
    except (ImportError, SpeechError):
        return "", ""


def _variant_folder() -> Path:
    return Path(_data_path(), "voices", "!v")


@cache
def _variants() -> frozenset[str]:
    return frozenset(path.name for path in _variant_folder().glob("*"))


@cache
def short_path(folder: str) -> str:
    """Give a path to a folder that is short enough for espeak: itself, or a link or copy of it.

    The link or copy is removed when the process ends.
    """
    if _fits(folder):
        return folder
    try:
        holder = tempfile.mkdtemp(prefix="coach")
        atexit.register(shutil.rmtree, holder, ignore_errors=True)
        short = str(Path(holder, "espeak"))
        if _fits(short):
            _link_or_copy(folder, short)
            return short
    except OSError as error:
        raise SpeechError(
            f"The data of espeak-ng lies under too long a path ({folder}) and cannot be copied "
            f"({error}); install coach under a shorter one."
        ) from error
    raise SpeechError(
        f"espeak-ng cannot read data under so long a path as {folder}, "
        "nor is the temporary folder's shorter; set TMPDIR to a short one."
    )


def _link_or_copy(folder: str, link: str) -> None:
    try:
        Path(link).symlink_to(folder, target_is_directory=True)
    except OSError:  # Windows lets few users make links
        shutil.copytree(folder, link)


def _fits(folder: str) -> bool:
    return len(os.fsencode(folder)) <= _LONGEST_DATA_PATH
