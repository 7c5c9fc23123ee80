"""Files that no one would write, or only to do harm: each gets a diagnostic, soon."""

import time
from collections.abc import Callable

import pytest
from inline_snapshot import snapshot

from coach.diagnostics import Diagnostic, render_diagnostic
from coach.script.parser import LARGEST_BYTES, decode_source, parse_source
from support.growth import assert_linear
from support.reports import render_abridged

MIB = LARGEST_BYTES - 100
"""The most characters of a body, with a little room for the head."""

SOON = 20
"""The most seconds of the processor for the largest file: many times what it takes, few enough to
find what grows with the square of its length."""


def told(data: bytes | str) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a file; where anything is, it is no routine."""
    decoded = decode_source("test.md", data.encode() if isinstance(data, str) else data)
    if decoded.diagnostics:
        return decoded.diagnostics
    routine = parse_source(decoded.value)
    diagnostics = routine.diagnostics
    assert routine.items or routine.has_errors
    for diagnostic in diagnostics[:: max(1, len(diagnostics) // 50)]:
        assert render_diagnostic(diagnostic)
    return diagnostics


def codes(data: bytes | str) -> set[str]:
    return {diagnostic.code for diagnostic in told(data)}


def body(text: str) -> str:
    return f"---\ntitle: Test\n---\n{text}"


def head(text: str) -> str:
    return f"---\n{text}\n---\n## Calf\n- Sit.\n"


def shown(data: bytes | str) -> str:
    return render_abridged(told(data))


# Files that are no text


def test_an_empty_file() -> None:
    for nothing in (b"", b"\n", b" \t\r\n ", b"\xef\xbb\xbf", "\u00a0\u2003\n".encode()):
        assert codes(nothing) == {"empty-file"}
    assert shown(b"") == snapshot("""\
test.md:1:1: error[empty-file]: The file is empty.
    1 |
      | ^
  Start from a routine that works: `coach new NAME` writes one.\
""")


def test_a_file_that_is_not_utf_8() -> None:
    assert shown("---\r\ntitle: Café\r\n---\r\n".encode("latin-1")) == snapshot("""\
test.md:2:11: error[bad-encoding]: The file is not UTF-8 text.
    2 | title: Caf�
      |           ^
  Save it as UTF-8 in your editor.\
""")


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"\xff\xfe", (1, 1)),
        ("---\ntitle: Test".encode("utf-16"), (1, 1)),
        ("---\ntitle: Test".encode("utf-32"), (1, 1)),
        (b"\xef\xbb\xbf---\r\n\xc0\xaf", (2, 1)),
        (b"---\r\rtitle: \xed\xa0\x80", (3, 8)),
        (b"---\ncut short: \xe2\x82", (2, 12)),
        (bytes(range(256)), (3, 115)),
    ],
)
def test_bytes_that_are_not_utf_8_are_pointed_at(data: bytes, place: tuple[int, int]) -> None:
    (diagnostic,) = told(data)
    assert diagnostic.code == "bad-encoding"
    assert diagnostic.position == place


def test_utf_16_without_its_mark_is_no_routine() -> None:
    wrong = codes(body("## Calf\n- Sit.").encode("utf-16-le"))
    assert wrong == {"missing-title", "no-exercises", "unprintable-character"}


def test_a_file_of_more_than_a_mebibyte() -> None:
    assert shown(b"x" * (LARGEST_BYTES + 1)) == snapshot("""\
test.md:1:1: error[file-too-large]: The file is larger than 1 MiB.
    1 |
      | ^
  A routine is a few kilobytes of text: check that this is the right file.\
""")
    assert "file-too-large" not in codes(b"\n" * LARGEST_BYTES)
    assert codes(b"\xff" * 50_000_000) == {"file-too-large"}


def test_nuls_and_control_characters() -> None:
    assert codes("\0" * 1000) == {"missing-title", "no-exercises", "unprintable-character"}
    assert codes(head("\0")) == {"wrong-type", "unprintable-character"}
    spans = body("## Ca\0lf `holt\0 30s`\n- S\0it. `hol\0d 30s`\n")
    assert codes(spans) == {"unknown-directive", "unprintable-character"}
    assert shown(body("## Calf\n- Sit. `\x1b[2J\x07 30s`\n")) == snapshot("""\
test.md:5:9: error[unprintable-character]: The character U+001B cannot be printed.
    5 | - Sit. `�[2J� 30s`
      |         ^
  Remove it: it is not part of a word, and can hide what the file says.
test.md:5:9: error[unknown-directive]: `�[2J�` is not a directive.
    5 | - Sit. `�[2J� 30s`
      |         ^^^^^^^^^
  The directives are ….
test.md:5:13: error[unprintable-character]: The character U+0007 cannot be printed.
    5 | - Sit. `�[2J� 30s`
      |             ^
  Remove it: it is not part of a word, and can hide what the file says.\
""")


# Front matter


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]", "yaml-alias"),
        ("title: &a Test\nabout: *a", "yaml-alias"),
        ("title: !!binary aGk=", "yaml-tag"),
        ("title: !local Test", "yaml-tag"),
        ("title: !!python/name:os.system", "yaml-tag"),
        ("title: " + "[" * 30_000, "yaml-nesting"),
        ("title: " + "{" * 30_000, "yaml-nesting"),
        ("title: " + "[" * 30_000 + "]" * 30_000, "yaml-nesting"),
        ("- " * 30_000, "yaml-nesting"),
        ("? " * 30_000, "yaml-nesting"),
        ("\n".join(f"{' ' * depth}a:" for depth in range(300)), "yaml-nesting"),
        ("title: Test\n<<: {title: x}", "unknown-key"),
        ("title: Test\n" * 5000, "duplicate-key"),
        ("\n".join(f"key{n}: x" for n in range(5000)), "unknown-key"),
        ("a:" * 30_000, "bad-yaml"),
        ("title: '" + "\n" * 30_000, "bad-yaml"),
        ("%YAML 1." + "9" * 5000, "bad-yaml"),
        ("%YAML 9.9", "bad-yaml"),
        ('title: "\\U7FFFFFFF"', "bad-yaml"),
        ('title: "\\U00110000"', "bad-yaml"),
        ('title: "\\uDEAD"', "unprintable-character"),
        ('title: "\\e[2J"', "unprintable-character"),
        ("title: \x07", "unprintable-character"),
        ("title: @Test", "bad-yaml"),
        ("title: `Test`", "bad-yaml"),
        ("title: Test\nabout: " + "x" * 70_000, "front-matter-too-long"),
        ("title: " + "x " * 30_000, "long-text"),
        ("title: Test\nsettle: .nan", "bad-duration"),
        ("title: Test\nsettle: .inf", "bad-duration"),
        ("title: Test\nsettle: 1e9", "bad-duration"),
        ("title: Test\nsettle: -8s", "bad-duration"),
        ("title: Test\nbreath: .inf-.nan", "bad-breath"),
        ("title: Test\nsides: " + "rigth, " * 5000, "bad-sides"),
    ],
    ids=lambda text: text[:20],
)
def test_front_matter_that_would_do_harm(text: str, code: str) -> None:
    begun = time.process_time()
    assert code in codes(head(text))
    assert time.process_time() - begun < SOON


def test_front_matter_that_is_too_long() -> None:
    assert shown(head(f"about: {'x' * 70_000}")) == snapshot("""\
test.md:1:1: error[front-matter-too-long]: The front matter is too long.
    1 | ---
      | ^^^
  Keep the head of a routine below 64 KiB.\
""")


def test_front_matter_that_never_ends() -> None:
    assert codes("---") == codes("---\n") == {"unclosed-front-matter"}
    assert "unclosed-front-matter" in codes("---\n" + "title: Test\n" * 50_000)
    assert "unclosed-front-matter" in codes("-" * 100_000)


def test_thousands_of_tools_options_and_ways_to_say_how_often() -> None:
    def read(count: int) -> None:
        many = ", ".join(f"a{n}" for n in range(count))
        assert not told(head(f"title: Test\ntools: [{many}]"))
        assert len(told(head(f"title: Test\noften: [{many}]"))) == count
        options = "\n".join(f"  a{n}: x" for n in range(count))
        assert len(told(head(f"title: Test\noptions:\n{options}"))) == count
        uses = f"- Sit. `if a{count - 1}`\n" * 2 * count
        assert len(told(head(f"title: Test\noptions:\n{options}") + uses)) == count - 1

    assert_linear(read, 100)


# Numbers


@pytest.mark.parametrize(
    ("directive", "code"),
    [
        ("hold 0s", "zero-length"),
        ("hold 0:00", "zero-length"),
        ("hold 0 breaths", "bad-count"),
        ("hold 10 hours", "bad-duration"),
        ("hold 600min", "too-long"),
        ("hold 2:00:00", "bad-duration"),
        ("hold 1e9s", "bad-duration"),
        ("hold nans", "bad-duration"),
        ("hold NaN", "bad-duration"),
        ("hold infs", "bad-duration"),
        ("hold Infinity breaths", "bad-count"),
        ("hold -30s", "bad-duration"),
        ("hold -3 breaths", "bad-count"),
        ("hold 999999999s", "too-long"),
        ("hold 999999999min", "too-long"),
        ("hold 9999999999s", "bad-duration"),
        (f"hold {'9' * 10_000}s", "bad-duration"),
        (f"hold 0.{'0' * 10_000}1s", "bad-duration"),
        (f"hold {'9' * 10_000} breaths", "bad-count"),
        ("hold 10000 breaths", "too-long"),
        ("reps 1e3", "bad-count"),
        ("reps 2.5", "bad-count"),
        ("reps 10000 tempo 60-60-60-60", "too-long"),
        ("roll 10000 passes of 1:00:00", "bad-duration"),
        ("roll 10000 passes of 3600s", "too-long"),
        ("hold 30s, times 0", "bad-count"),
        ("hold 30s, times 1001", "bad-count"),
        ("hold 30s, times -1", "bad-count"),
        ("hold 30s, spots 101", "bad-count"),
        ("hold 30s, breathe inf-6", "bad-breath"),
        ("hold 30s, breathe 0-0", "bad-breath"),
        ("hold 30s, settle -1s", "bad-duration"),
        ("hold 30s, settle 61min", "too-long"),
    ],
    ids=lambda text: text[:30],
)
def test_numbers_that_cannot_be_meant(directive: str, code: str) -> None:
    assert code in codes(body(f"## Calf\n- Sit. `{directive}`\n"))


# The body

Make = Callable[[int], str]


@pytest.mark.parametrize(
    ("make", "code"),
    [
        pytest.param(lambda n: "- " * (n // 2) + "a", "deep-nesting", id="lists in a line"),
        pytest.param(
            lambda n: "".join("  " * depth + "- a\n" for depth in range(int(n**0.5))),
            "deep-item",
            id="lists under each other",
        ),
        pytest.param(lambda n: "> " * (n // 2), "deep-nesting", id="quotes in a line"),
        pytest.param(lambda n: ">" * n + "a", "deep-nesting", id="quotes without spaces"),
        pytest.param(lambda n: "*" * n + "a" + "*" * n, "long-text", id="stars in a row"),
        pytest.param(lambda n: "a**b" * (n // 4), "long-text", id="stars between words"),
        pytest.param(lambda n: "[" * n, "long-text", id="brackets"),
        pytest.param(lambda n: "[a](" * (n // 4), "long-text", id="links"),
        pytest.param(lambda n: "![" * (n // 2), "long-text", id="images"),
        pytest.param(lambda n: "`" * n, "empty-step", id="ticks"),
        pytest.param(lambda n: "<" * n, "long-text", id="angles"),
        pytest.param(lambda n: "{" * n, "long-text", id="braces"),
        pytest.param(lambda n: "{a}" * (n // 3), "unknown-placeholder", id="placeholders"),
        pytest.param(lambda n: f"`{',' * n}`", "unknown-directive", id="commas"),
        pytest.param(
            lambda n: f"`{'hold 30s, ' * (n // 10)}`", "two-actions", id="actions with commas"
        ),
        pytest.param(lambda n: f"`sides {'right,' * (n // 6)}`", "misplaced-directive", id="sides"),
        pytest.param(lambda n: "  `a`\n" * (n // 6), "unknown-directive", id="spans on lines"),
        pytest.param(lambda n: "1 - " * (n // 4), "long-text", id="digits and dashes"),
        pytest.param(lambda n: "as " * (n // 3), "long-text", id="words"),
        pytest.param(lambda n: f"`hold 30s {'as ' * (n // 3)}`", None, id="names"),
    ],
)
def test_one_item_that_goes_on_and_on(make: Make, code: str | None) -> None:
    begun = time.process_time()
    found = codes(body(f"## Calf\n- {make(15_000)}\n"))
    assert code is None or code in found
    codes(body(f"## Calf\n- {make(50_000)}\n"))
    assert time.process_time() - begun < SOON


LINES = (
    "\0",
    " ",
    "\n",
    "\t",
    ">\n",
    "> a\nb\n",
    "[a]: b\n",
    "[\n",
    "<!--\n\n",
    "&amp;",
    "---\n",
    pytest.param(f"{'`a` ' * 20}\n", id="ticks"),
)


@pytest.mark.parametrize("line", LINES)
def test_time_grows_with_the_number_of_equal_lines(line: str) -> None:
    def read(count: int) -> None:
        assert "no-exercises" in codes(body(line * count))

    assert_linear(read, 10_000 // len(line))


@pytest.mark.slow
@pytest.mark.parametrize("line", LINES)
def test_a_mebibyte_of_the_same(line: str) -> None:
    begun = time.process_time()
    assert "no-exercises" in codes(body(line * (MIB // len(line))))
    assert time.process_time() - begun < SOON


@pytest.mark.parametrize(
    "mark",
    ["[", "[a](", "![", "*a ", "**a_b_ ", "<", "`a", "{a", "%%a", "~~a", "[[a|", "![[a", "[^a"],
)
def test_long_paragraphs_of_marks(mark: str) -> None:
    begun = time.process_time()
    paragraph = mark * (15_000 // len(mark)) + "\n\n"
    assert codes(body(paragraph)) == {"no-exercises"}
    assert time.process_time() - begun < SOON / 10


@pytest.mark.parametrize("size", [MIB // 16, pytest.param(MIB // 2, marks=pytest.mark.slow)])
def test_many_steps_are_a_long_routine(size: int) -> None:
    begun = time.process_time()
    step = "- Hold your calf, and breathe. `hold 30-90s`\n  - Relax. `each out`\n"
    assert not told(body("## Calf\n" + step * (size // len(step))))
    assert time.process_time() - begun < SOON
