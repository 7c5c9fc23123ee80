"""What holds for any text at all, and for text that is nearly a routine."""

from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from coach.diagnostics import SourceText, render_diagnostic
from coach.printable import make_printable
from coach.script.parser import decode_source, parse_source

ROUTINES = [
    path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parents[2] / "scripts").glob("*.md"))
]

FRAGMENTS = [
    *("---\n", "title: Test\n", "tools: [ball or roller, step]\n", "sides: right, left\n"),
    *("sides: none\n", "options:\n", "  firmer: press\n", "breath: 4-6\n", "often: daily\n"),
    *("count: in\n", "goal: 5min\n", "[", "]", "{", "}", "&a ", "*a ", "!t ", ": ", "'", '"'),
    *("# ", "## ", "### ", "#### ", "> ", "- ", "  - ", "    - ", "1. ", "* ", "\n", "\n\n"),
    *("===\n", "***\n", "```\n", "    ", "\t", "\\", "<b>", "<!--", "[a](b)", "![a](b)", "&amp;"),
    *("Calf ", "Sit down. ", "30 seconds ", "{side}", "{other}", "{length}", "{breaths}", "{reps}"),
    *("{tool}", "{name}", "*", "**", "`", "``", ",", ", ", " in ", " of ", " as ", " - ", "–", "+"),
    *("hold ", "roll ", "move ", "reps ", "rest ", "wait ", "tempo ", "lower ", "spots ", "times "),
    *("between", "breathe ", "freely", "sides ", "right", "left", "tight", "other", "none"),
    *("if ", "unless ", "tool ", "settle ", "count ", "at ", "half", "each ", "last ", "out"),
    *("30s", "30-90s", "60s+", "0s", "1:30", "1min", "10", "8-15", "4 breaths", "6 passes"),
    *("3-0-1-0", "4-2-6", "3+1-8", "firmer", "ball", "\0", "\u2028", "é", "🦵", "\x85", "\ufeff"),
    *("`hold 30s`", "`reps 8 lower 2s+`", "`rest 5s between`", "`times 2`", "`each in`"),
]

ANY_TEXT = st.text(max_size=200)
NEARLY = st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join)
BODIES = NEARLY.map(lambda body: f"---\ntitle: Test\n---\n## Calf\n- {body}")


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Cut out, double or add a little here and there in a routine that is right."""
    text = draw(st.sampled_from(ROUTINES))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = start + draw(st.integers(0, 40))
        middle = draw(st.sampled_from(["", text[start:end] * 2, *FRAGMENTS]) | st.text(max_size=5))
        text = text[:start] + middle + text[end:]
    return text


SCRIPTS = ANY_TEXT | NEARLY | BODIES | damaged()


def source_of(text: str) -> SourceText:
    decoded = decode_source("test.md", text.encode())
    assert not decoded.diagnostics
    return decoded.value


@given(SCRIPTS)
@example("## A\n- foo\n\t\t\t`hol`")
@example("- \t\tfoo {bar}\n\t\t\t\t{foo}")
@example('---\ntitle: "\\UFFFFFFFF"\n---\n')
@example("---\n---")
@example("---o\x1f")
def test_any_text_is_a_routine_or_gets_an_error(text: str) -> None:
    source = source_of(text)
    routine = parse_source(source)
    assert routine.items or routine.has_errors
    for diagnostic in routine.diagnostics:
        assert diagnostic.source == SourceText(source.name, make_printable(source.text))
        assert diagnostic.span
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(source.text)
        assert diagnostic.message
        assert diagnostic.help
        assert render_diagnostic(diagnostic) == make_printable(render_diagnostic(diagnostic))
    starts = [d.span.start for d in routine.diagnostics if d.span]
    assert starts == sorted(starts)
    assert parse_source(source) == routine


@given(SCRIPTS)
def test_every_part_of_a_routine_has_its_place_in_the_source(text: str) -> None:
    source = source_of(text)
    routine = parse_source(source)
    if routine.has_errors:
        return
    for placed in routine.placed:
        scope = source.text[placed.exercise.scope.span.start : placed.exercise.scope.span.end]
        assert scope
        for step in placed.exercise.steps:
            if step.action:
                written = source.text[step.action.span.start : step.action.span.end]
                assert written.casefold().startswith(step.action.kind)


@given(st.binary(max_size=200) | ANY_TEXT.map(lambda text: text.encode("utf-16")))
def test_any_bytes_are_text_or_get_an_error(data: bytes) -> None:
    decoded = decode_source("test.md", data)
    source = decoded.value
    assert "\r" not in source.text
    assert decoded.has_errors or source.text.encode() in (
        folded := data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n"),
        b"\xef\xbb\xbf" + folded,
    )
    for diagnostic in decoded.diagnostics:
        assert diagnostic.span
        assert diagnostic.span.end <= len(source.text)
        assert render_diagnostic(diagnostic)
