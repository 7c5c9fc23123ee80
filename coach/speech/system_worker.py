"""The process in which pyttsx3 speaks: it may hang or crash without harm to the program.

It is run as a file, imports nothing of coach, and ends when its input does. A line of JSON comes in
and one goes out for every utterance:

    {"text": str, "file": path, "voice": str, "rate": int, "pitch": int}  ->  {} or {"error": str}

``error`` is ``missing`` (no pyttsx3), ``voice`` (no such voice; with ``voices``, the names there
are), or the words of an exception.
"""

import contextlib
import ctypes
import json
import os
import queue
import sys
import threading
from collections.abc import Iterator
from types import ModuleType
from typing import Any


def main() -> None:
    """Answer until the input ends."""
    answers = _take_own_output()
    requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_receive_requests, args=(requests,), daemon=True).start()
    while True:
        answer = _answer_request(json.loads(requests.get()))
        os.write(answers, json.dumps(answer).encode() + b"\n")


def _take_own_output() -> int:
    """Return the output to answer on, and let whatever else is printed go nowhere."""
    answers = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return answers


def _receive_requests(requests: "queue.SimpleQueue[bytes]") -> None:
    """Take requests; end the process, whatever it is at, when the program that asks has ended."""
    for line in sys.stdin.buffer:
        requests.put(line)
    os._exit(0)


def _answer_request(request: dict[str, Any]) -> dict[str, Any]:
    try:
        with _make_engine() as engine:
            voice = _find_voice(engine, request["voice"])
            if voice is None:
                names = [voice.name for voice in engine.getProperty("voices")]
                return {"error": "voice", "voices": names}
            _speak_request(engine, request, voice)
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0] == "pyttsx3"
        return {"error": "missing" if missing else str(error)}
    except Exception as error:  # noqa: BLE001 - drivers raise what they like; it is told
        return {"error": str(error) or type(error).__name__}
    return {}


@contextlib.contextmanager
def _make_engine() -> Iterator[Any]:
    """Make an engine for one utterance; one that has spoken may hang (macOS) or speak otherwise."""
    if sys.platform in {"darwin", "win32"}:
        from pyttsx3.engine import Engine  # noqa: PLC0415 - it may be missing

        yield Engine()
        return
    carried = _load_carried_library()
    from pyttsx3.engine import Engine  # noqa: PLC0415

    engine = Engine()
    espeak = sys.modules["pyttsx3.drivers._espeak"]
    try:
        yield engine
    finally:
        # espeak keeps state between utterances, which changes their samples: load it anew.
        espeak.Terminate()
        libraries = [espeak.dll, *([carried] if carried else [])]
        for name in [name for name in sys.modules if name.partition(".")[0] == "pyttsx3"]:
            del sys.modules[name]
        _unload_libraries(libraries)


def _load_carried_library() -> ctypes.CDLL | None:
    """Load the espeak-ng that ``espeakng-loader`` carries, where the system has none.

    pyttsx3 then finds it by its name.
    """
    for name in ("libespeak-ng.so.1", "libespeak.so.1"):
        with contextlib.suppress(OSError):
            _unload_libraries([ctypes.CDLL(name)])
            return None
    path, data = sys.argv[1:3]
    os.environ["ESPEAK_DATA_PATH"] = data
    return ctypes.CDLL(path)


def _unload_libraries(libraries: list[ctypes.CDLL]) -> None:
    import _ctypes  # noqa: PLC0415 - has no dlclose on Windows, where this is not called

    for library in libraries:
        _ctypes.dlclose(library._handle)  # noqa: SLF001 - ctypes has no public way to unload


def _find_voice(engine: Any, wanted: str) -> Any | None:  # noqa: ANN401 - pyttsx3 has no types
    """Find a voice by its id or name, or the first of a language; the engine's own for ``""``.

    Of a language that the engine's own voice speaks, that is the first.
    """
    default_voice = engine.getProperty("voice")
    if not wanted:
        return default_voice
    voices = sorted(engine.getProperty("voices"), key=lambda voice: voice.id != default_voice)
    low = wanted.lower()
    for known in (
        lambda voice: voice.id.lower() == low,
        lambda voice: voice.name.lower() == low,
        lambda voice: any(_is_language(language, low) for language in voice.languages or ()),
    ):
        for voice in voices:
            if known(voice):
                return voice.id
    return None


def _is_language(language: object, wanted: str) -> bool:
    """Return whether a language (``en``, ``de_DE``) is the wanted one or a kind of it."""
    tag = str(language).lower().replace("_", "-").strip("\0")
    return tag == wanted or tag.startswith(wanted + "-")


def _speak_request(engine: Any, request: dict[str, Any], voice: str) -> None:  # noqa: ANN401 - see above
    text, file = request["text"], request["file"]
    if sys.platform == "darwin":
        text = text.replace("[[", "[ [")  # it would be a command to the synthesiser
    elif sys.platform == "win32":
        text = text.replace("<", " ")  # the text would be taken for markup
    else:
        _prepare_espeak(engine, voice, request)
        engine.save_to_file(text, file)
        engine.runAndWait()
        _find_espeak().Synchronize()  # the file is complete after this
        return
    errors: list[Exception] = []
    engine.connect("error", lambda exception, **_: errors.append(exception))
    engine.setProperty("voice", voice)
    engine.setProperty("rate", request["rate"])
    engine.save_to_file(text, file)
    engine.runAndWait()
    if errors:
        raise errors[0]


def _prepare_espeak(engine: Any, voice: str, request: dict[str, Any]) -> None:  # noqa: ANN401
    """Set voice, rate and pitch.

    espeak sets a rate in a thread of its own, in which a voice that is set meanwhile is overtaken:
    each is waited for. Until the first loop has run, pyttsx3 only remembers them.
    """
    engine.runAndWait()
    for name, value in (
        ("voice", voice),
        ("rate", request["rate"]),
        ("pitch", request["pitch"]),
    ):
        _find_espeak().Synchronize()
        engine.setProperty(name, value)
    _find_espeak().Synchronize()


def _find_espeak() -> ModuleType:
    """Return pyttsx3's own face of the library."""
    return sys.modules["pyttsx3.drivers._espeak"]


if __name__ == "__main__":
    main()
