"""Places in a text, and how what is wrong with it is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.diagnostics import (
    Diagnostic,
    Findings,
    Severity,
    SourceText,
    Span,
    find_nearest_name,
    has_errors,
    render_diagnostic,
    sort_diagnostics,
    write_suggestion,
)

POEM = SourceText("poem.md", "one\n\nthree three\n")


def wrong(
    span: Span | None, source: SourceText | None = POEM, severity: Severity = "error"
) -> Diagnostic:
    return Diagnostic("some-code", severity, "Something is wrong.", "Mend it.", source, span)


# Places


@pytest.mark.parametrize(
    ("offset", "position"),
    [(0, (1, 1)), (3, (1, 4)), (4, (2, 1)), (5, (3, 1)), (11, (3, 7)), (16, (3, 12)), (17, (4, 1))],
)
def test_an_offset_has_a_line_and_a_column_from_one(offset: int, position: tuple[int, int]) -> None:
    assert POEM.find_position(offset) == position


def test_lines_are_given_without_their_ends() -> None:
    assert POEM.lines == 4
    assert [POEM.get_line(number) for number in (1, 2, 3, 4)] == ["one", "", "three three", ""]
    assert [POEM.find_line_start(number) for number in (1, 2, 3, 4)] == [0, 4, 5, 17]
    assert (SourceText("", "").lines, SourceText("", "").get_line(1)) == (1, "")


def test_only_newlines_end_lines() -> None:
    source = SourceText("test.md", "a\x0bb\x0cc\x85d\u2028e\x1cf\nnext")
    assert source.lines == 2
    assert source.find_position(source.text.index("next")) == (2, 1)


@given(st.text(alphabet="ab\n🦵"))
def test_every_offset_is_found_again_from_its_line_and_column(text: str) -> None:
    source = SourceText("test.md", text)
    assert [source.get_line(n) for n in range(1, source.lines + 1)] == text.split("\n")
    for offset in range(len(text) + 1):
        line, column = source.find_position(offset)
        assert source.find_line_start(line) + column - 1 == offset


def test_a_span_is_shown_by_where_it_starts() -> None:
    assert POEM.write_location(Span(11, 16)) == "poem.md:3:7"
    assert wrong(Span(11, 16)).position == (3, 7)
    assert wrong(None).position == wrong(None, None).position == (1, 1)


# What is shown


def test_the_place_is_underlined() -> None:
    assert render_diagnostic(wrong(Span(11, 16))) == (
        "poem.md:3:7: error[some-code]: Something is wrong.\n"
        "    3 | three three\n"
        "      |       ^^^^^\n"
        "  Mend it."
    )


def test_a_warning_says_so() -> None:
    assert render_diagnostic(wrong(Span(0, 3), severity="warning")) == (
        "poem.md:1:1: warning[some-code]: Something is wrong.\n    1 | one\n      | ^^^\n  Mend it."
    )


def test_a_span_over_several_lines_is_underlined_on_its_first() -> None:
    assert render_diagnostic(wrong(Span(1, 12))) == (
        "poem.md:1:2: error[some-code]: Something is wrong.\n    1 | one\n      |  ^^\n  Mend it."
    )


@pytest.mark.parametrize("span", [Span(4, 4), Span(4, 5), Span(4, 17)])
def test_a_place_without_characters_has_one_mark(span: Span) -> None:
    assert render_diagnostic(wrong(span)) == (
        "poem.md:2:1: error[some-code]: Something is wrong.\n    2 |\n      | ^\n  Mend it."
    )


def test_the_end_of_a_text_can_be_shown() -> None:
    assert render_diagnostic(wrong(Span(17, 17))) == (
        "poem.md:4:1: error[some-code]: Something is wrong.\n    4 |\n      | ^\n  Mend it."
    )


def test_a_whole_file_and_the_command_line_have_no_excerpt() -> None:
    assert (
        render_diagnostic(wrong(None))
        == "poem.md: error[some-code]: Something is wrong.\n  Mend it."
    )
    assert (
        render_diagnostic(wrong(None, None)) == "error[some-code]: Something is wrong.\n  Mend it."
    )


def test_tabs_and_control_characters_do_nothing_to_a_terminal() -> None:
    source = SourceText("test.md", "\ta\x1b[31mb\x00c")
    text = "`\x1b[31mb` is not a\x9bword."
    assert render_diagnostic(
        Diagnostic("some-code", "error", text, "Mend\x07 it.", source, Span(7, 8))
    ) == (
        "test.md:1:8: error[some-code]: `�[31mb` is not a�word.\n"
        "    1 |  a [31mb c\n"
        "      |        ^\n"
        "  Mend� it."
    )


def test_a_long_line_is_cut_around_the_place() -> None:
    source = SourceText("test.md", "a" * 500 + "HERE" + "b" * 500)
    assert render_diagnostic(wrong(Span(500, 504), source)) == (
        "test.md:1:501: error[some-code]: Something is wrong.\n"
        f"    1 | …{'a' * 25}HERE{'b' * 71}…\n"
        f"      | {' ' * 26}^^^^\n"
        "  Mend it."
    )


@pytest.mark.parametrize(
    ("start", "excerpt", "before"),
    [(0, f"{'x' * 100}…", 0), (199, f"…{'x' * 100}", 100), (200, f"…{'x' * 100}", 101)],
)
def test_a_long_line_is_shown_to_its_ends(start: int, excerpt: str, before: int) -> None:
    shown = render_diagnostic(
        wrong(Span(start, start), SourceText("test.md", "x" * 200))
    ).splitlines()
    assert shown[1:3] == [f"    1 | {excerpt}", f"      | {' ' * before}^"]


def test_the_number_of_a_far_line_stays_in_its_column() -> None:
    source = SourceText("test.md", "\n" * 123_455 + "far")
    assert render_diagnostic(wrong(Span(123_455, 123_458), source)).splitlines()[1:3] == [
        "123456 | far",
        "       | ^^^",
    ]


@given(st.text(), st.integers(0, 300), st.integers(0, 300))
def test_any_place_in_any_text_can_be_shown(text: str, one: int, other: int) -> None:
    source = SourceText("test.md", text)
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    shown = render_diagnostic(wrong(Span(start, end), source)).split("\n")
    assert len(shown) == 4
    assert shown[2].rstrip("^").rstrip(" ") == "      |"
    assert shown[2].endswith("^")


# Many at once


def test_findings_are_kept_in_the_order_found() -> None:
    findings = Findings(POEM)
    findings.add_warning("b", "B.", "Mend B.", Span(5, 6))
    findings.add_error("a", "A.", "Mend A.", Span(0, 1))
    findings.extend([wrong(None)])
    assert findings.diagnostics == (
        Diagnostic("b", "warning", "B.", "Mend B.", POEM, Span(5, 6)),
        Diagnostic("a", "error", "A.", "Mend A.", POEM, Span(0, 1)),
        wrong(None),
    )


def test_diagnostics_are_sorted_by_file_and_place() -> None:
    other = SourceText("a.md", "text")
    first, second = wrong(Span(0, 1)), wrong(Span(0, 2), severity="warning")
    found = [wrong(Span(5, 6)), first, second, wrong(None), wrong(Span(2, 3), other)]
    assert sort_diagnostics(found) == (
        wrong(Span(2, 3), other),
        wrong(None),
        first,
        second,
        wrong(Span(5, 6)),
    )


def test_warnings_alone_are_no_errors() -> None:
    assert not has_errors([])
    assert not has_errors([wrong(None, severity="warning")])
    assert has_errors([wrong(None, severity="warning"), wrong(None)])


# What was meant


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("titel", "title"),
        ("TITLE", "title"),
        ("tool", "Tools"),
        ("breth", "breath"),
        ("duration", None),
        ("t", None),
        ("", None),
        ("title" * 10_000, None),
    ],
)
def test_a_name_is_offered_when_it_was_almost_certainly_meant(name: str, meant: str | None) -> None:
    assert find_nearest_name(name, ("title", "Tools", "breath")) == meant


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("inner", "Inner calf"),
        ("calf inner", "Inner calf"),
        ("lower", "lower-body-release"),
        ("calf", None),  # there are two of it
        ("inner thigh", None),
        ("low", None),
        ("-", None),
    ],
)
def test_a_name_is_offered_for_some_of_its_words(name: str, meant: str | None) -> None:
    assert find_nearest_name(name, ("Inner calf", "Outer calf", "lower-body-release")) == meant


def test_nothing_is_offered_of_nothing() -> None:
    assert find_nearest_name("title", ()) is None


def test_a_suggestion_is_the_help_where_there_is_one() -> None:
    assert write_suggestion("titel", ["title"], "Delete it.") == "Did you mean `title`?"
    assert write_suggestion("duration", ["title"], "Delete it.") == "Delete it."
