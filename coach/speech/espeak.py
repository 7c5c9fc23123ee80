"""espeak-ng in this process.

It says the same text always the same way; but for the variants Reed and caleb, whose noise is the C
library's. Constants and structures are those of ``speak_lib.h``.
"""

import ctypes
import re
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from coach.speech.command import CommandEngine
from coach.speech.engine import Engine, Onset, Settings, SpeechError, Utterance
from coach.speech.espeak_library import (
    can_copy,
    copy_library,
    count_libraries,
    find_data_path,
    load_library,
    make_short_path,
    write_mend,
)
from coach.speech.probe import probe_engine
from coach.speech.profile import ESPEAK_VOICE

_PATH_ENCODING = "mbcs" if sys.platform == "win32" else sys.getfilesystemencoding()
"""espeak opens its files through the narrow Windows interface."""

_SYNCHRONOUS = 2
_DONT_EXIT = 0x8000
"""Without this flag a failing `espeak_Initialize` ends the whole process."""

_BUFFER_MS = 1000
"""Milliseconds of sound handed over at once, for which threads that speak at the same time wait for
each other. The noise and the phases of some voices depend on it, not how they sound."""

_SEED = 1
"""What the noise of breathy voices begins with, in place of the time of day."""

_RATE = 1
_PITCH = 3
_BY_CHARACTER = 1
_UTF8_PLAIN = 1
_PHONEMES = 0x100
"""What stands in double brackets are phonemes: a lexicon's, for a script's brackets do not come."""

_TIED_IPA = 0x02 | 0x80 | ord("^") << 8
"""Phonemes in IPA; the letters of one phoneme are tied by a ``^``."""

_SWITCHES = re.compile(r"\(\^?[a-z^-]+\)")
"""What marks a word that is read as one of another language, such as ``(en)``."""

_WORD_EVENT = 1

_PROGRAMS = ("espeak-ng", "espeak")
_ARGUMENTS = ("-v", "{voice}", "-s", "{rate}", "-p", "{pitch}", "-b", "1", "--stdin", "--stdout")
"""``-b 1``: the text is UTF-8."""

_ANY = Settings("en", 160, 50)

_initialising = threading.Lock()
"""Held while a library starts, since it sets the locale of the whole process."""


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


class _VoiceHead(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_char_p),
        ("identifier", ctypes.c_char_p),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


def open_espeak_engine() -> Engine:
    """Return the embedded engine, or where that does not speak, the system's own program.

    Which it is, its name tells. Raises `SpeechError` when neither speaks.
    """
    embedded = EspeakEngine()
    try:
        probe_engine(embedded, _ANY)
    except SpeechError as error:
        for program in filter(shutil.which, _PROGRAMS):
            second = CommandEngine((program, *_ARGUMENTS))
            with suppress(SpeechError):
                probe_engine(second, _ANY)
                return second
        raise SpeechError(f"{error} Or install the program espeak-ng.") from error
    return embedded


class EspeakEngine:
    """The embedded engine. Making one loads nothing; failures come when it first speaks."""

    name = "espeak-ng"

    @property
    def at_once(self) -> int:
        """As many as there are libraries to speak with."""
        return count_libraries()

    @cached_property
    def version(self) -> str:
        """The library's own version, such as ``1.52.0``."""
        with load_library() as library:
            library.espeak_Info.restype = ctypes.c_char_p
            library.espeak_Info.argtypes = [ctypes.c_void_p]
            told: bytes = library.espeak_Info(None)
        return told.decode()

    def synthesise(self, text: str, settings: Settings) -> Utterance:
        """Speak a plain text (never SSML: a stray ``<`` or ``&`` would lose words silently).

        Not for the main thread, which alone handles signals: one that came inside the library's
        callback would be lost there.
        """
        with load_library() as library, _initialise_library(library) as rate:
            _choose_voice(library, settings)
            receiver = _Receiver()
            callback = _Callback(receiver.receive_block)  # must outlive the call below
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


def read_phonemes(text: str, voice: str) -> str:
    """Read a plain text without marks as phonemes, in the signs of the IPA, with stress.

    Raises `SpeechError` where espeak-ng does not work, or has no such voice.
    """
    with load_library() as library, _initialise_library(library):
        _choose_voice(library, Settings(voice, _ANY.rate, _ANY.pitch))
        library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        library.espeak_TextToPhonemes.argtypes = [
            ctypes.POINTER(ctypes.c_char_p),
            ctypes.c_int,
            ctypes.c_int,
        ]
        left = ctypes.c_char_p(text.replace("\0", " ").encode("utf-8", errors="replace"))
        clauses: list[str] = []
        while left.value:
            read = library.espeak_TextToPhonemes(ctypes.byref(left), _UTF8_PLAIN, _TIED_IPA)
            clauses.append((read or b"").decode())
    return _SWITCHES.sub("", " ".join(clauses))


class _Receiver:
    """Collects what the library hands to its callback while it speaks."""

    def __init__(self) -> None:
        self.samples = bytearray()
        self.onsets: list[Onset] = []
        self.error: BaseException | None = None

    def receive_block(
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
def _initialise_library(library: ctypes.CDLL) -> Iterator[int]:
    """Start the engine in a library; return its sample rate in Hz."""
    library.espeak_Initialize.argtypes = [
        ctypes.c_int,
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_int,
    ]
    library.espeak_SetVoiceByName.argtypes = [ctypes.c_char_p]
    library.espeak_ng_SetVoiceByFile.argtypes = [ctypes.c_char_p]
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
    data = make_short_path(find_data_path()).encode(_PATH_ENCODING, errors="surrogateescape")
    with _initialising:
        rate: int = library.espeak_Initialize(_SYNCHRONOUS, _BUFFER_MS, data, _DONT_EXIT)
    if rate <= 0:
        raise SpeechError(
            f"The speech engine espeak-ng cannot read its data in {find_data_path()}; "
            f"{write_mend()}."
        )
    library.espeak_ng_SetRandSeed(_SEED)
    try:
        yield rate
    finally:
        library.espeak_Terminate()


def _choose_voice(library: ctypes.CDLL, settings: Settings) -> None:
    """Set voice, rate and pitch; a variant follows its voice after a ``+``."""
    voice, plus, variant = settings.voice.partition("+")
    # The library ignores a variant it does not know, which would be the wrong voice without a word.
    if plus and variant not in _list_variants():
        raise SpeechError(
            f"espeak-ng has no voice variant {variant!r}; "
            f"take one of those in {_find_variant_folder()}, such as `f2` or `m3`."
        )
    known = _voice_files.get((find_data_path(), voice))
    if known:
        failed = library.espeak_ng_SetVoiceByFile(f"{known}{plus}{variant}".encode())
    elif not _is_safe_name(settings.voice):
        failed = True
    else:
        failed = library.espeak_SetVoiceByName(settings.voice.encode("utf-8", errors="replace"))
    if failed:
        raise SpeechError(
            f"espeak-ng has no voice {settings.voice!r}; take one such as `en-us` or `en-gb-x-rp`."
        )
    if not known and can_copy():
        _find_faster(library, voice)
    library.espeak_SetParameter(_RATE, settings.rate, 0)
    library.espeak_SetParameter(_PITCH, settings.pitch, 0)


def _is_safe_name(voice: str) -> bool:
    """Return whether a name does not make the library read what is not a voice: it would crash."""
    folders = (Path(find_data_path(), kind) for kind in ("lang", "voices"))
    return bool(ESPEAK_VOICE.fullmatch(voice)) and not any(
        (folder / voice).is_dir() for folder in folders
    )


_voice_files: dict[tuple[str, str], str] = {}
"""By the path of the data and the name of a voice, where a copy of its file is."""


def _find_faster(library: ctypes.CDLL, voice: str) -> None:
    """See to it that a voice, which was just chosen, is found at once another time.

    For a name the library reads through the files of all voices, which takes as long as it takes to
    say a word. It also takes a path, of 60 characters at most, all of them made small: that of the
    file itself is neither, but that of a copy in memory is.
    """
    library.espeak_GetCurrentVoice.restype = ctypes.POINTER(_VoiceHead)
    file, _, _ = library.espeak_GetCurrentVoice().contents.identifier.decode().partition("+")
    with suppress(OSError):
        _voice_files[find_data_path(), voice] = copy_library(
            str(Path(find_data_path(), "lang", file))
        )


def _find_variant_folder() -> Path:
    return Path(find_data_path(), "voices", "!v")


@cache
def _list_variants() -> frozenset[str]:
    return frozenset(path.name for path in _find_variant_folder().glob("*"))
