r"""coach: a voice-guided audio coach for foam rolling and stretching.

>>> import coach
>>> coach.parse("---\ntitle: Calf\n---\n## Calf\n- Sit down.\n").diagnostics
()

``docs/api.md`` shows what a program can do with it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coach.diagnostics import Diagnostic, ScriptError
    from coach.library import Library
    from coach.outputs.target import ExportError
    from coach.pipeline import compile_track as compile  # noqa: A004 (a name of the package)
    from coach.reading import parse
    from coach.score.adjustments import Adjustments
    from coach.score.timeline import Timeline
    from coach.script.routine import Routine
    from coach.speech.engine import SpeechError
    from coach.track import Track

__version__ = "0.1.0"

__all__ = [
    "Adjustments",
    "Diagnostic",
    "ExportError",
    "Library",
    "Routine",
    "ScriptError",
    "SpeechError",
    "Timeline",
    "Track",
    "__version__",
    "compile",
    "parse",
]

_HOMES = {
    "Adjustments": ("coach.score.adjustments", "Adjustments"),
    "Diagnostic": ("coach.diagnostics", "Diagnostic"),
    "ExportError": ("coach.outputs.target", "ExportError"),
    "Library": ("coach.library", "Library"),
    "Routine": ("coach.script.routine", "Routine"),
    "ScriptError": ("coach.diagnostics", "ScriptError"),
    "SpeechError": ("coach.speech.engine", "SpeechError"),
    "Timeline": ("coach.score.timeline", "Timeline"),
    "Track": ("coach.track", "Track"),
    "compile": ("coach.pipeline", "compile_track"),
    "parse": ("coach.reading", "parse"),
}
"""Where each name lives. It is loaded at its first use: the libraries of sound take a while."""


def __getattr__(name: str) -> Any:  # noqa: ANN401 (whatever the name stands for)
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, own_name = _HOMES[name]
    globals()[name] = value = getattr(import_module(module), own_name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
