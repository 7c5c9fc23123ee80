"""The whole way from the bytes of a file to a routine, with everything that is wrong with it."""

from dataclasses import replace

from coach.diagnostics import Checked, Findings, Source, Span, check_printable, in_order
from coach.script import front
from coach.script.build import build
from coach.script.checks import check
from coach.script.lookalikes import find_lookalikes
from coach.script.markdown import outline
from coach.script.model import FrontMatter
from coach.script.routine import Routine
from coach.script.routine_links import find_routine_links

LARGEST = 1024 * 1024
"""The most bytes of a script."""


def decode(name: str, data: bytes) -> Checked[Source]:
    """Make a source of the bytes of a file: UTF-8, with any kind of line ends."""
    if len(data) > LARGEST:
        source = Source(name, "")
        findings = Findings(source)
        findings.error(
            "file-too-large",
            "The file is larger than 1 MiB.",
            "A routine is a few kilobytes of text: check that this is the right file.",
            Span(0, 0),
        )
        return findings.checked(source)
    try:
        return Checked(Source(name, _line_ends(data.decode("utf-8-sig"))))
    except UnicodeDecodeError as error:
        rest = error.object  # what is left of the data after a byte order mark
        good = _line_ends(rest[: error.start].decode("utf-8"))
        source = Source(name, good + _line_ends(rest[error.start :].decode("utf-8", "replace")))
        findings = Findings(source)
        findings.error(
            "bad-encoding",
            "The file is not UTF-8 text.",
            "Save it as UTF-8 in your editor.",
            Span(len(good), len(good) + 1),
        )
        return findings.checked(source)


def parse_bytes(name: str, data: bytes) -> Routine:
    """Read a script from the bytes of a file. Never raises."""
    decoded = decode(name, data)
    if decoded.has_errors and not decoded.value.text:
        return Routine(decoded.value, FrontMatter(""), diagnostics=decoded.diagnostics)
    routine = parse(decoded.value)
    return replace(routine, diagnostics=(*decoded.diagnostics, *routine.diagnostics))


def parse(source: Source) -> Routine:
    r"""Read a script as far as it can be read. Never raises.

    Nothing is read of a file whose front matter cannot be told from the rest.

    >>> routine = parse(Source("calf.md", "## Calf\n- Sit."))
    >>> [placed.exercise.heading for placed in routine.placed]
    ['Calf']
    >>> [diagnostic.code for diagnostic in routine.diagnostics]
    ['missing-title']
    """
    checked = check_printable(source)
    source, findings = checked.value, Findings(checked.value)
    findings.extend(checked.diagnostics)
    if not source.text.strip():
        findings.error(
            "empty-file",
            "The file is empty.",
            "Start from a routine that works: `coach new NAME` writes one.",
            Span(0, 0),
        )
        return Routine(source, FrontMatter(""), diagnostics=findings.diagnostics)
    shape = outline(source)
    before = len(source.text) - len(source.text.lstrip())
    if shape.front is None and before and source.text.startswith("---", before):
        findings.error(
            "late-front-matter",
            "The front matter does not begin in the first line.",
            "Remove the empty lines before it.",
            Span(before, before + 3),
        )
        return Routine(source, FrontMatter(""), diagnostics=findings.diagnostics)
    head = findings.take(front.read(source, shape.front))
    if any(wrong.code == "unclosed-front-matter" for wrong in findings.diagnostics):
        return Routine(source, head, diagnostics=in_order(findings.diagnostics))
    routine = findings.take(build(source, head, shape))
    findings.extend(check(routine))
    findings.extend(find_lookalikes(source, shape))
    if not head.routines:
        findings.extend(find_routine_links(source, shape))
    return replace(routine, diagnostics=in_order(findings.diagnostics))


def _line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
