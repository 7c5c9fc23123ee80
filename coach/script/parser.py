"""The whole way from the bytes of a file to a routine, with everything that is wrong with it."""

from dataclasses import replace

from coach.diagnostics import (
    Checked,
    Findings,
    SourceText,
    Span,
    replace_unprintable,
    sort_diagnostics,
)
from coach.script import front
from coach.script.build import build_routine
from coach.script.checks import run_checks
from coach.script.front_matter import FrontMatter
from coach.script.lookalikes import find_lookalikes
from coach.script.markdown import read_outline
from coach.script.routine import Routine
from coach.script.routine_links import find_routine_links

LARGEST_BYTES = 1024 * 1024
"""The most bytes of a script."""


def decode_source(name: str, data: bytes) -> Checked[SourceText]:
    """Make a source of the bytes of a script, unless it is too large for one."""
    if len(data) > LARGEST_BYTES:
        source = SourceText(name, "")
        findings = Findings(source)
        findings.add_error(
            "file-too-large",
            "The file is larger than 1 MiB.",
            "A routine is a few kilobytes of text: check that this is the right file.",
            Span(0, 0),
        )
        return findings.make_checked(source)
    return decode_text(name, data)


def decode_text(name: str, data: bytes) -> Checked[SourceText]:
    """Make a source of the bytes of a file of any size: UTF-8, with any kind of line ends."""
    try:
        return Checked(SourceText(name, _normalize_line_ends(data.decode("utf-8-sig"))))
    except UnicodeDecodeError as error:
        rest = error.object  # what is left of the data after a byte order mark
        good = _normalize_line_ends(rest[: error.start].decode("utf-8"))
        source = SourceText(
            name, good + _normalize_line_ends(rest[error.start :].decode("utf-8", "replace"))
        )
        findings = Findings(source)
        findings.add_error(
            "bad-encoding",
            "The file is not UTF-8 text.",
            "Save it as UTF-8 in your editor.",
            Span(len(good), len(good) + 1),
        )
        return findings.make_checked(source)


def parse_bytes(name: str, data: bytes) -> Routine:
    """Read a script from the bytes of a file. Never raises."""
    decoded = decode_source(name, data)
    if decoded.has_errors and not decoded.value.text:
        return Routine(decoded.value, FrontMatter(""), diagnostics=decoded.diagnostics)
    routine = parse_source(decoded.value)
    return replace(routine, diagnostics=(*decoded.diagnostics, *routine.diagnostics))


def parse_source(source: SourceText) -> Routine:
    r"""Read a script as far as it can be read. Never raises.

    Nothing is read of a file whose front matter cannot be told from the rest.

    >>> routine = parse_source(SourceText("calf.md", "## Calf\n- Sit."))
    >>> [placed.exercise.heading for placed in routine.placed]
    ['Calf']
    >>> [diagnostic.code for diagnostic in routine.diagnostics]
    ['missing-title']
    """
    checked = replace_unprintable(source)
    source, findings = checked.value, Findings(checked.value)
    findings.extend(checked.diagnostics)
    if not source.text.strip():
        findings.add_error(
            "empty-file",
            "The file is empty.",
            "Start from a routine that works: `coach new NAME` writes one.",
            Span(0, 0),
        )
        return Routine(source, FrontMatter(""), diagnostics=findings.diagnostics)
    shape = read_outline(source)
    before = len(source.text) - len(source.text.lstrip())
    if shape.front is None and before and source.text.startswith("---", before):
        findings.add_error(
            "late-front-matter",
            "The front matter does not begin in the first line.",
            "Remove the empty lines before it.",
            Span(before, before + 3),
        )
        return Routine(source, FrontMatter(""), diagnostics=findings.diagnostics)
    head = findings.take_value(front.read_front_matter(source, shape.front))
    if any(wrong.code == "unclosed-front-matter" for wrong in findings.diagnostics):
        return Routine(source, head, diagnostics=sort_diagnostics(findings.diagnostics))
    routine = findings.take_value(build_routine(source, head, shape))
    findings.extend(run_checks(routine))
    findings.extend(find_lookalikes(source, shape))
    if not head.routines:
        findings.extend(find_routine_links(source, shape))
    return replace(routine, diagnostics=sort_diagnostics(findings.diagnostics))


def _normalize_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
