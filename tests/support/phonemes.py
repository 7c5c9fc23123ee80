"""What espeak-ng reads texts with, as phonemes (IPA).

It is asked in a process of its own, so that the library's state does not meet that of the engine
under test; run as a program, this prints the phonemes of each line of its input.
"""

import ctypes
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence

import espeakng_loader

_SYNCHRONOUS, _DONT_EXIT, _UTF8, _IPA = 2, 0x8000, 1, 2


def phonemes(texts: Sequence[str], voice: str = "en-us") -> list[str]:
    """Return the phonemes of each text; a bar parts its clauses."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, __file__, voice],
        input="\n".join(texts).encode(),
        capture_output=True,
        check=True,
    )
    return done.stdout.decode().splitlines()


_SHADES: Mapping[str, Mapping[int, int | None]] = {
    "es": str.maketrans("ɛ", "e"),
    "fr": str.maketrans("", "", "ə"),
}
"""Sounds that do not part one word from another, by voice: diez, quatre-vingts."""


def sounds(said: str, voice: str = "en-us") -> str:
    """Leave of phonemes what does not depend on whether a number is in digits or in words.

    espeak stresses it otherwise, makes its parts one word, and some of its vowels a shade darker.
    """
    return re.sub(r"[ˈˌ\s-]|\(\w+\)", "", said).translate(_SHADES.get(voice, {}))


def main() -> None:
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    data = espeakng_loader.get_data_path().encode()
    assert library.espeak_Initialize(_SYNCHRONOUS, 0, data, _DONT_EXIT) > 0
    assert library.espeak_SetVoiceByName(sys.argv[1].encode()) == 0
    for line in sys.stdin.buffer.read().decode().splitlines():
        rest = ctypes.c_char_p(line.encode())
        clauses = []
        while rest.value is not None:
            said = library.espeak_TextToPhonemes(ctypes.byref(rest), _UTF8, _IPA)
            clauses.append(said.decode())
        sys.stdout.buffer.write(" | ".join(clauses).encode() + b"\n")


if __name__ == "__main__":
    main()
