"""The whole way from the bytes of a file to a routine, or to what is wrong with it."""

from coach.diagnostics import Diagnostic, Source, Span, has_errors, in_order
from coach.script import front
from coach.script.build import build
from coach.script.checks import check
from coach.script.markdown import outline
from coach.script.model import Routine

LARGEST = 1024 * 1024
"""The most bytes of a script."""


def decode(name: str, data: bytes) -> tuple[Source, tuple[Diagnostic, ...]]:
    """Make a source of the bytes of a file: UTF-8, with any kind of line ends."""
    if len(data) > LARGEST:
        source = Source(name, "")
        return source, (
            Diagnostic(
                "file-too-large",
                "error",
                "The file is larger than 1 MiB.",
                "A routine is a few kilobytes of text: check that this is the right file.",
                source,
                Span(0, 0),
            ),
        )
    try:
        return Source(name, _line_ends(data.decode("utf-8-sig"))), ()
    except UnicodeDecodeError as error:
        rest = error.object  # what is left of the data after a byte order mark
        good = _line_ends(rest[: error.start].decode("utf-8"))
        source = Source(name, good + _line_ends(rest[error.start :].decode("utf-8", "replace")))
        return source, (
            Diagnostic(
                "bad-encoding",
                "error",
                "The file is not UTF-8 text.",
                "Save it as UTF-8 in your editor.",
                source,
                Span(len(good), len(good) + 1),
            ),
        )


def parse(source: Source) -> tuple[Routine | None, tuple[Diagnostic, ...]]:
    """Read a script; there is no routine where a diagnostic is an error. Never raises."""
    routine, diagnostics = draft(source)
    return None if has_errors(diagnostics) else routine, diagnostics


def draft(source: Source) -> tuple[Routine | None, tuple[Diagnostic, ...]]:
    """Read a script so far as it can be read: where a diagnostic is an error, to find out more.

    There is none at all of a file whose front matter cannot be told from the rest.
    """
    if not source.text.strip():
        return None, (
            Diagnostic(
                "empty-file",
                "error",
                "The file is empty.",
                "Start from a routine that works: `coach new NAME` writes one.",
                source,
                Span(0, 0),
            ),
        )
    shape = outline(source)
    before = len(source.text) - len(source.text.lstrip())
    if shape.front is None and before and source.text.startswith("---", before):
        return None, (
            Diagnostic(
                "late-front-matter",
                "error",
                "The front matter does not begin in the first line.",
                "Remove the empty lines before it.",
                source,
                Span(before, before + 3),
            ),
        )
    head, wrong_head = front.read(source, shape.front)
    if any(wrong.code == "unclosed-front-matter" for wrong in wrong_head):
        return None, wrong_head
    routine, wrong_body = build(source, head, shape)
    return routine, in_order((*wrong_head, *wrong_body, *check(routine)))


def _line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
