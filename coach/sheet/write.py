"""The kinds of files that sheets can become."""

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from coach.outputs.target import Unsupported
from coach.sheet.model import Sheet

Renderer = Callable[[Sequence[Sheet]], bytes]
"""Returns the contents of a file with several sheets."""

_RENDERERS = {
    ".pdf": ("coach.sheet.pdf", "render_pdf"),
    ".html": ("coach.sheet.html", "render_html"),
}


def find_renderer(path: Path) -> Renderer:
    """Load what writes the kind of file that a suffix names.

    Raises:
        Unsupported: if there is none.
    """
    entry = _RENDERERS.get(path.suffix.lower())
    if entry is None:
        raise Unsupported(f"{path} is not a sheet: its name must end in .pdf or .html.")
    module, name = entry
    renderer: Renderer = getattr(import_module(module), name)
    return renderer
