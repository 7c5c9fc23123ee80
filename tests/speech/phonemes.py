"""Prints the phonemes (IPA) espeak-ng reads each line of its input with, in the voice en-us.

A process of its own, so that the library's state does not meet that of the engine under test.
"""

import ctypes
import sys

import espeakng_loader

_SYNCHRONOUS, _DONT_EXIT, _UTF8, _IPA = 2, 0x8000, 1, 2


def main() -> None:
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    data = espeakng_loader.get_data_path().encode()
    assert library.espeak_Initialize(_SYNCHRONOUS, 0, data, _DONT_EXIT) > 0
    assert library.espeak_SetVoiceByName(b"en-us") == 0
    for line in sys.stdin.buffer.read().decode().splitlines():
        rest = ctypes.c_char_p(line.encode())
        clauses = []
        while rest.value is not None:
            said = library.espeak_TextToPhonemes(ctypes.byref(rest), _UTF8, _IPA)
            clauses.append(said.decode())
        sys.stdout.buffer.write(" | ".join(clauses).encode() + b"\n")


if __name__ == "__main__":
    main()
