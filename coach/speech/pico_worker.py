"""The process in which Pico speaks one text: from its input, to a WAV file on its output.

It is run as a file, and imports nothing of coach:

    python pico_worker.py PATH_OF_THE_EXTENSION VOICE PERCENT_OF_THE_USUAL_SPEED
"""

import sys
import wave
from importlib.machinery import ExtensionFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

_RATE_HZ = 16_000


def main() -> None:
    """Speak the text."""
    library, voice, percent = sys.argv[1:]
    # The package around the extension loads much that is not needed.
    spec = spec_from_loader("_nanotts", ExtensionFileLoader("_nanotts", library))
    assert spec is not None  # noqa: S101 - for the type checker, as the next
    assert spec.loader is not None  # noqa: S101
    nanotts = module_from_spec(spec)
    spec.loader.exec_module(nanotts)
    samples: bytes = nanotts.speak(
        text=sys.stdin.buffer.read().decode(),
        voice=voice,
        speed=int(percent) / 100,
        lingware_path=str(Path(library).with_name("lang")),
    )
    with wave.open(sys.stdout.buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE_HZ)
        file.writeframes(samples)


if __name__ == "__main__":
    main()
