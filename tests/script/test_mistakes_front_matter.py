"""What is said of mistakes in the front matter."""

# ruff: noqa: E501 (what is said stands as it is shown)

from collections.abc import Callable

import pytest
from inline_snapshot import snapshot

from coach.diagnostics import SourceText, render_diagnostic
from coach.script.parser import parse_source


def test_a_routine_needs_a_title(report: str) -> None:
    """
    ---
    about: Three passes
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:1:1: error[missing-title]: The routine has no title.
    1 | ---
      | ^^^
  Start the file with `---`, `title: NAME`, `---`.\
""")


def test_an_empty_title_is_none(report: str) -> None:
    """
    ---
    title:
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:2:1: error[missing-title]: The routine has no title.
    2 | title:
      | ^^^^^
  Start the file with `---`, `title: NAME`, `---`.\
""")


def test_front_matter_must_be_closed(report: str) -> None:
    """
    ---
    title: Test

    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:1:1: error[unclosed-front-matter]: The front matter does not end.
    1 | ---
      | ^^^
  Close it with a line of three dashes, `---`.\
""")


def test_front_matter_begins_in_the_first_line() -> None:
    routine = parse_source(SourceText("test.md", "\n \n---\ntitle: Test\n---\n## Calf\n- Sit.\n"))
    assert "\n".join(map(render_diagnostic, routine.diagnostics)) == snapshot("""\
test.md:3:1: error[late-front-matter]: The front matter does not begin in the first line.
    3 | ---
      | ^^^
  Remove the empty lines before it.\
""")


def test_an_unknown_key_is_told_with_the_nearest(report: str) -> None:
    """
    ---
    title: Test
    tool: [ball]
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:3:1: error[unknown-key]: `tool` is not a key of a routine.
    3 | tool: [ball]
      | ^^^^
  Did you mean `tools`?\
""")


def test_another_word_for_a_key_is_told_with_what_it_means(report: str) -> None:
    """
    ---
    name: Test
    duration: 5min
    Rounds: 3
    sets: 3
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:1:1: error[missing-title]: The routine has no title.
    1 | ---
      | ^^^
  Start the file with `---`, `title: NAME`, `---`.
test.md:2:1: error[unknown-key]: `name` is not a key of a routine.
    2 | name: Test
      | ^^^^
  Did you mean `title`?
test.md:3:1: error[unknown-key]: `duration` is not a key of a routine.
    3 | duration: 5min
      | ^^^^^^^^
  A track is as long as what is in it; each action has a length, such as `hold 45s`.
test.md:4:1: error[unknown-key]: `Rounds` is not a key of a routine.
    4 | Rounds: 3
      | ^^^^^^
  Rounds are `times 3` on the heading of an exercise or of a group.
test.md:5:1: error[unknown-key]: `sets` is not a key of a routine.
    5 | sets: 3
      | ^^^^
  Sets are `times 3, rest 60s between` after the action of a step.\
""")


def test_an_unknown_key_that_is_like_no_other_is_told_with_all(report: str) -> None:
    """
    ---
    title: Test
    author: Jo
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:3:1: error[unknown-key]: `author` is not a key of a routine.
    3 | author: Jo
      | ^^^^^^
  The keys are ….\
""")


def test_a_key_is_given_once(report: str) -> None:
    """
    ---
    title: Test
    about: One
    about: Two
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:4:1: error[duplicate-key]: `about` is given twice.
    4 | about: Two
      | ^^^^^
  Keep one of the two.\
""")


def test_a_value_is_no_list(report: str) -> None:
    """
    ---
    title: [Calf, roll]
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:2:8: error[wrong-type]: This is a list or a mapping.
    2 | title: [Calf, roll]
      |        ^^^^^^^^^^^^
  Write a plain value here.\
""")


def test_a_value_in_a_list_is_no_list(report: str) -> None:
    """
    ---
    title: Test
    tools: [ball, [strap]]
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:3:15: error[wrong-type]: This is a list or a mapping.
    3 | tools: [ball, [strap]]
      |               ^^^^^^^
  Write a plain value here.\
""")


def test_a_key_is_no_list(report: str) -> None:
    """
    ---
    title: Test
    ? [about]
    : Two
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:3:3: error[wrong-type]: A key is a list or a mapping.
    3 | ? [about]
      |   ^^^^^^^
  Write a plain value here.\
""")


def test_options_are_a_mapping(report: str) -> None:
    """
    ---
    title: Test
    options: [firmer]
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:3:10: error[wrong-type]: `options` is not a mapping.
    3 | options: [firmer]
      |          ^^^^^^^^
  Write each option on a line of its own, as `name: what it means`.\
""")


def test_front_matter_is_a_mapping(report: str) -> None:
    """
    ---
    - title
    - Test
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:2:1: error[wrong-type]: The front matter is not a list of keys.
    2 | - title
      | ^^^^^^^
  Write each key on a line of its own, as `title: Calf roll`.\
""")


def test_a_colon_at_the_end_of_a_value_wants_quotes(report: str) -> None:
    """
    ---
    title: Test
    about: Two passes:
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:3:18: error[bad-yaml]: The front matter is not YAML: mapping values are not allowed here.
    3 | about: Two passes:
      |                  ^
  Write `key: value` lines, and put a value with a colon or a bracket in quotes.\
""")


def test_a_bracket_must_be_closed(report: str) -> None:
    """
    ---
    title: Test
    tools: [ball
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:3:13: error[bad-yaml]: The front matter is not YAML: expected ',' or ']', but got '<stream end>'.
    3 | tools: [ball
      |             ^
  Write `key: value` lines, and put a value with a colon or a bracket in quotes.\
""")


def test_a_quote_must_be_closed(report: str) -> None:
    """
    ---
    title: "Test
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:2:13: error[bad-yaml]: The front matter is not YAML: found unexpected end of stream.
    2 | title: "Test
      |             ^
  Write `key: value` lines, and put a value with a colon or a bracket in quotes.\
""")


def test_yaml_is_not_indented_with_tabs(tell: Callable[[str], str]) -> None:
    assert tell("---\ntitle: Test\noptions:\n\tfirmer: press\n---\n## Calf\n- Sit.\n") == snapshot("""\
test.md:4:1: error[bad-yaml]: The front matter is not YAML: found character '\\t' that cannot start any token.
    4 |  firmer: press
      | ^
  Write `key: value` lines, and put a value with a colon or a bracket in quotes.\
""")


def test_a_control_character_is_not_allowed(tell: Callable[[str], str]) -> None:
    assert tell("---\ntitle: Te\x1bst\n---\n## Calf\n- Sit.\n") == snapshot("""\
test.md:2:10: error[unprintable-character]: The character U+001B cannot be printed.
    2 | title: Te�st
      |          ^
  Remove it: it is not part of a word, and can hide what the file says.\
""")


def test_an_escaped_nul_is_not_allowed_either(report: str) -> None:
    r"""
    ---
    title: "Te\0st"
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:2:8: error[unprintable-character]: The character U+0000 cannot be printed.
    2 | title: "Te\\0st"
      |        ^^^^^^^^
  Remove its escape: it is not part of a word, and can hide what the file says.\
""")


def test_half_a_surrogate_pair_is_no_character(report: str) -> None:
    r"""
    ---
    title: "\uD83E"
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:2:8: error[unprintable-character]: The character U+D83E cannot be printed.
    2 | title: "\\uD83E"
      |        ^^^^^^^^
  Remove its escape: it is not part of a word, and can hide what the file says.\
""")


def test_anchors_are_not_used(report: str) -> None:
    """
    ---
    title: &title Test
    about: x
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:2:8: error[yaml-alias]: Anchors and aliases are not used here.
    2 | title: &title Test
      |        ^^^^^^^^^^^
  Write the value out where it is wanted, in quotes if it starts with & or *.\
""")


def test_aliases_are_not_used(report: str) -> None:
    """
    ---
    title: Test
    about: *title
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:3:8: error[yaml-alias]: Anchors and aliases are not used here.
    3 | about: *title
      |        ^^^^^^
  Write the value out where it is wanted, in quotes if it starts with & or *.\
""")


def test_tags_are_not_used(report: str) -> None:
    """
    ---
    title: !!str Test
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:2:8: error[yaml-tag]: YAML tags are not used here.
    2 | title: !!str Test
      |        ^^^^^^^^^^
  Write the plain value, in quotes if it starts with an exclamation mark.\
""")


def test_tags_that_would_run_code_are_not_used(report: str) -> None:
    """
    ---
    title: !!python/object/apply:os.system ["rm"]
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:2:8: error[yaml-tag]: YAML tags are not used here.
    2 | title: !!python/object/apply:os.system ["rm"]
      |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Write the plain value, in quotes if it starts with an exclamation mark.\
""")


def test_what_is_nested_deeply_is_not_read(report: str) -> None:
    """
    ---
    title: [[[[[[Test]]]]]]
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:2:11: error[yaml-nesting]: The front matter is nested too deeply.
    2 | title: [[[[[[Test]]]]]]
      |           ^
  Use plain values, lists of them, and one name to a line under `options`.\
""")


def test_a_language_must_be_spoken(report: str) -> None:
    """
    ---
    title: Test
    language: tlh
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:3:1: error[unknown-language]: The coach does not speak `tlh` yet.
    3 | language: tlh
      | ^^^^^^^^
  There is `en`, `de`, `fr` and `es`; without the key it is `en`.\
""")


def test_sides_are_right_and_left(report: str) -> None:
    """
    ---
    title: Test
    sides: left, rihgt
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:3:8: error[bad-sides]: `rihgt` is not a side.
    3 | sides: left, rihgt
      |        ^^^^^^^^^^^
  Write the sides in order, such as `right, left` or `tight, other, tight`, or `none`.\
""")


def test_sides_are_named_or_none(report: str) -> None:
    """
    ---
    title: Test
    sides:
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:3:7: error[bad-sides]: `` is not a side.
    3 | sides:
      |       ^
  Write the sides in order, such as `right, left` or `tight, other, tight`, or `none`.\
""")


def test_a_breath_is_a_pattern(report: str) -> None:
    """
    ---
    title: Test
    breath: slow
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:3:9: error[bad-breath]: `slow` is not a breath pattern.
    3 | breath: slow
      |         ^^^^
  Write seconds as in-out `4-6`, in-hold-out `4-2-6`, in-hold-out-hold `4-2-6-2`, with a second in-breath `3+1-8`, or `freely`.\
""")


def test_words_are_of_four_levels(report: str) -> None:
    """
    ---
    title: Test
    words: short
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:3:8: error[bad-words]: `short` is not an amount of words.
    3 | words: short
      |        ^^^^^
  Write `full`, `brief`, `least` or `none`.\
""")


def test_a_gap_is_a_duration(report: str) -> None:
    """
    ---
    title: Test
    settle: 12
    switch: soon
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:3:9: error[missing-unit]: `12` has no unit.
    3 | settle: 12
      |         ^^
  Write `12s` for seconds.
test.md:4:9: error[bad-duration]: `soon` is not a duration.
    4 | switch: soon
      |         ^^^^
  Write a duration as `45s`, `1min`, `1min 30s` or `1:30`.\
""")


def test_beeps_are_both_in_or_none(report: str) -> None:
    """
    ---
    title: Test
    count: out
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:3:8: error[bad-count]: `out` is not a way to count.
    3 | count: out
      |        ^^^
  Write `both`, `in`, `none` or `aloud`.\
""")


def test_how_often_is_said_in_known_words(report: str) -> None:
    """
    ---
    title: Test
    often: [daily, whenever]
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:3:8: warning[unknown-often]: `whenever` is not a known way to say how often.
    3 | often: [daily, whenever]
      |        ^^^^^^^^^^^^^^^^^
  Write `2-3 per week`, `daily`, `nightly`, `every other day`, `twice a day`, `several times a day`, `every 2 hours` or `when symptoms come`.\
""")


def test_a_goal_is_a_duration(report: str) -> None:
    """
    ---
    title: Test
    goal: 25:00:00
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:3:7: error[bad-duration]: `25:00:00` is not a duration.
    3 | goal: 25:00:00
      |       ^^^^^^^^
  Write a duration as `45s`, `1min`, `1min 30s` or `1:30`.\
""")


def test_a_goal_is_within_a_day(report: str) -> None:
    """
    ---
    title: Test
    goal: 1441min
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:3:7: error[too-long]: `1441min` is longer than 1440min.
    3 | goal: 1441min
      |       ^^^^^^^
  Use at most 1440min.\
""")


def test_a_tool_is_named_once(report: str) -> None:
    """
    ---
    title: Test
    tools: [ball or roller, Ball]
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:3:8: error[duplicate-name]: The tool `ball` is given twice.
    3 | tools: [ball or roller, Ball]
      |        ^^^^^^^^^^^^^^^^^^^^^^
  Keep one of the two.\
""")


def test_an_option_is_named_once(report: str) -> None:
    """
    ---
    title: Test
    options:
      firmer: press
      Firmer: press harder
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:4:3: error[duplicate-name]: The option `firmer` is given twice.
    4 |   firmer: press
      |   ^^^^^^^^^^^^^
  Keep one of the two.\
""")


def test_an_option_is_not_named_as_a_tool_or_a_side(report: str) -> None:
    """
    ---
    title: Test
    tools: [ball]
    options:
      ball: take it
      left: turn left
    ---
    ## Calf
    - Sit. `if ball`
    """
    assert report == snapshot("""\
test.md:4:1: error[duplicate-name]: The option `ball` is the name of a tool or a side as well.
    4 | options:
      | ^^^^^^^
  Give the option a name of its own.
test.md:4:1: error[duplicate-name]: The option `left` is the name of a tool or a side as well.
    4 | options:
      | ^^^^^^^
  Give the option a name of its own.
test.md:4:1: warning[unused-option]: Nothing depends on the option `left`.
    4 | options:
      | ^^^^^^^
  Use it with `if` or `unless`, or delete it.\
""")


def test_an_option_must_be_used(report: str) -> None:
    """
    ---
    title: Test
    options:
      firmer: press
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:3:1: warning[unused-option]: Nothing depends on the option `firmer`.
    3 | options:
      | ^^^^^^^
  Use it with `if` or `unless`, or delete it.\
""")


def test_an_escape_beyond_unicode_is_no_character(report: str) -> None:
    r"""
    ---
    title: "\UFFFFFFFF"
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:2:11: error[bad-yaml]: The front matter is not YAML: a number is too large.
    2 | title: "\\UFFFFFFFF"
      |           ^
  Write `key: value` lines, and put a value with a colon or a bracket in quotes.\
""")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: Test", "title: Test:"),
        ("sides: right, left", "sides: both"),
        ("sides: right, left", "side: right, left"),
        ("tools: [ball]", "tools: [ball, ball]"),
        ("tools: [ball]", "tool: [ball]"),
        ("options:", "option:"),
        ("firmer: press", "- firmer"),
        ("---\n##", "##"),
    ],
)
def test_what_a_mistake_leaves_open_is_not_held_against_the_body(
    tell: Callable[[str], str], before: str, after: str
) -> None:
    script = (
        "---\ntitle: Test\nsides: right, left\ntools: [ball]\noptions:\n  firmer: press\n---\n"
        "## Calf\n- Your {side} calf, not your {other}, on the {tool}. `if firmer`\n"
        "- Now. `if right, tool ball`\n"
    )
    assert not tell(script)
    assert tell(script.replace(before, after, 1)).count("error[") == 1


def test_what_is_muted_is_a_word_of_mute(report: str) -> None:
    """
    ---
    title: Test
    mute: [words, length]
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:3:7: error[bad-mute]: `length` is not something to mute.
    3 | mute: [words, length]
      |       ^^^^^^^^^^^^^^^
  Did you mean `lengths`?\
""")


def test_words_in_place_of_the_coach_are_words(report: str) -> None:
    """
    ---
    title: Test
    stop:
    end: Rest your {side} leg.
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:3:6: error[no-words]: There are no words here.
    3 | stop:
      |      ^
  Write what to say, or `none`.
test.md:4:6: error[misplaced-placeholder]: `{side}` cannot be filled in in the front matter.
    4 | end: Rest your {side} leg.
      |      ^^^^^^^^^^^^^^^^^^^^^
  Say it without: it holds for the whole routine.\
""")


@pytest.mark.parametrize(
    ("lexicon", "said"),
    [
        ("Calf", "error[wrong-type]: `lexicon` is not a mapping."),
        ("{Calf: /kaf/}", "error[bad-spelling]: `/kaf/` is not made of words."),
        ('{Calf: ""}', "error[bad-spelling]: `` is not made of words."),
        ("{Calf: a, calf: b}", "error[duplicate-name]: The word `Calf` is given twice."),
        (
            "{EMOM: ee mom}",
            "warning[unused-word]: No text of the routine has the word `EMOM` of the lexicon.",
        ),
    ],
)
def test_a_lexicon_says_words_with_words(
    lexicon: str, said: str, tell: Callable[[str], str]
) -> None:
    told = tell(f"---\ntitle: Test\nlexicon: {lexicon}\n---\n## Calf\n- Sit.\n")
    assert told.partition(": ")[2].partition("\n")[0] == said


def test_an_address_is_one_that_the_language_has(report: str) -> None:
    """
    ---
    title: Test
    address: formal
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:3:1: warning[no-effect]: `en` has one form of address.
    3 | address: formal
      | ^^^^^^^
  Delete `address`.\
""")


def test_an_address_is_formal_or_familiar(report: str) -> None:
    """
    ---
    title: Test
    address: Sie
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:3:10: error[bad-address]: `sie` is not a form of address.
    3 | address: Sie
      |          ^^^
  Write `formal` or `familiar`.\
""")


def test_a_comma_cuts_what_to_avoid(report: str) -> None:
    """
    ---
    title: Test
    avoid: [trouble holding your breath, or a weak heart]
    ---
    ## Calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:3:1: warning[cut-value]: `or` is heard twice: the coach says it before the last of `avoid`.
    3 | avoid: [trouble holding your breath, or a weak heart]
      | ^^^^^
  Leave it out. A comma ends an item, so put words with a comma in quotes.\
""")


def test_sides_are_written_in_english_in_every_language(report: str) -> None:
    """
    ---
    title: Test
    language: de
    ---
    ## Nacken `sides rechts, links`
    - Neige den Kopf.
    ## Arme `sides droite, gauche, by turns`
    - Strecken. `hold 5s, times 2`
    """
    assert report == snapshot("""\
test.md:5:12: error[bad-sides]: `rechts` is not a word of `sides`.
    5 | ## Nacken `sides rechts, links`
      |            ^^^^^^^^^^^^^^^^^^^
  Write `right`, as in every language: the coach says it in the language of the routine.
test.md:7:10: error[bad-sides]: `droite` is not a word of `sides`.
    7 | ## Arme `sides droite, gauche, by turns`
      |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Write `right`, as in every language: the coach says it in the language of the routine.\
""")
