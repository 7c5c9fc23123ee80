"""What is allowed and was hardly meant: each is a warning."""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from coach.diagnostics import Findings, Span
from coach.languages import find_language, load_languages
from coach.languages.phrases import Phrases
from coach.script.checks.actions import find_longest, measure_unit
from coach.script.checks.walks import find_words, walk_cues, walk_texts
from coach.script.code_spans import read_code_span
from coach.script.conditions import Occasion
from coach.script.markdown import CodeSpan
from coach.script.model import Cue, Length, Step, Text
from coach.script.moments import AtLeft, AtTime, Spread
from coach.script.quantities import DURATION_RANGE
from coach.script.routine import Routine
from coach.timing import Ms, write_ms

_COUNTS = r"[0-9]{1,4}(?: ?[-–] ?[0-9]{1,4})?"
_UNMARKED = re.compile(
    rf"\b(?:(?P<kind>hold|roll|move|rest|wait)(?: it)?(?: for)?(?: up to)? "
    rf"(?P<length>{DURATION_RANGE}|{_COUNTS} breaths?)|"
    rf"(?P<reps>reps (?P<count>{_COUNTS})))(?!\w)",
    re.IGNORECASE,
)
_MOMENT = re.compile(
    r"(?:^|[.!?:;,(] ?)((?:at|each|last|next) [a-z0-9: ]{1,20}?)[).!]*$", re.IGNORECASE
)
_QUOTED = re.compile(r"[\"'‘’‚“”„«»´]([a-z][^\"'‘’‚“”„«»´]{3,60})[\"'‘’‚“”„«»´]", re.IGNORECASE)  # noqa: RUF001
_SLOTS = "side|other|length|breaths|reps|tool"
_LITERAL = re.compile(rf"\*\*|__|\{{(?:{_SLOTS})\}}|[\[<](?P<slot>{_SLOTS})s?[\]>]", re.IGNORECASE)
_SWALLOWED = re.compile(
    r"\s(straight on|lift first|freely|tempo \S+|lower \S+|spots \S+|times \S+|in [0-9]\S*)"
    r"(?=\s|$)",
    re.IGNORECASE,
)
_POSITION = re.compile(
    r"\b(half ?way|half-way|half of|left|remaining|to go|nearly|almost|last|final|still to)\b",
    re.IGNORECASE,
)
_FAR = 2
"""How many times longer or shorter than its goal a session is told to be far from it."""

_SPELLED = 100

_OR = re.compile(r"(or|oder|ou|o)\s", re.IGNORECASE)
"""How an item begins that a comma cut off from the one before it."""


def find_unmarked(routine: Routine, step: Step, text: Text) -> tuple[str, str] | None:
    """Find what reads as a directive and stands in no code span: as written, and as meant."""
    cue = next((cue for cue in step.cues if cue.text is text), None)
    if quoted := _find_quoted(routine, text, cue):
        return quoted, quoted
    if cue:
        moment = _find_moment(routine, cue)
        return (moment, moment.casefold()) if moment else None
    match = _UNMARKED.search(text.raw) if step.action is None else None
    if match is None:
        return None
    rest = text.raw[match.start() :].rstrip(" .!)")
    if _is_directive(routine, rest, "step"):
        return rest, rest[0].casefold() + rest[1:]
    directive = match["reps"] or f"{match['kind']} {match['length']}"
    return match[0], directive.casefold()


def _check_unmarked(routine: Routine, findings: Findings) -> None:
    for _, step, text in walk_texts(routine):
        if step and (match := find_unmarked(routine, step, text)):
            words, directive = match
            findings.add_warning(
                "unmarked-directive",
                f"“{words}” is spoken, and times nothing.",
                f"Put it between backquotes: `{directive}`.",
                find_words(routine, words, text.span),
            )


def _find_quoted(routine: Routine, text: Text, cue: Cue | None) -> str:
    """Return what stands in the quotes of a word processor and reads as a directive."""
    for match in _QUOTED.finditer(text.raw):
        is_timed = any(map(str.isdigit, match[1])) or cue is not None
        if is_timed and _is_directive(routine, match[1], "cue" if cue else "step"):
            return match[1]
    return ""


def _find_moment(routine: Routine, cue: Cue) -> str:
    """Return the words at the end of a cue that read as its moment, where it has none."""
    match = _MOMENT.search(cue.text.raw) if isinstance(cue.when, Spread) else None
    return match[1] if match and _is_directive(routine, match[1], "cue") else ""


def _is_directive(routine: Routine, words: str, where: str) -> bool:
    read = read_code_span(routine.source, CodeSpan(words, Span(0, 0)))
    return not read.diagnostics and any(where in mark.spec.on for mark in read.value)


def _check_literal_marks(routine: Routine, findings: Findings) -> None:
    """Find marks that are spoken as they stand; a backslash before one says that it is meant so."""
    for _, _, text in walk_texts(routine):
        written = routine.source.text[text.span.start : text.span.end]
        words = "".join(part if isinstance(part, str) else part.name for part in text.parts)
        for match in _LITERAL.finditer(words):
            if not re.search(rf"(?<!\\){re.escape(match[0])}", written):
                continue
            slot = match["slot"] or (match[0].strip("{}") if "{" in match[0] else "")
            findings.add_warning(
                "literal-mark",
                f"`{match[0]}` is spoken as it stands.",
                f"Write `{{{slot.casefold()}}}`."
                if slot
                else "Delete it, or write its counterpart.",
                find_words(routine, match[0], text.span),
            )


def _check_swallowed(routine: Routine, findings: Findings) -> None:
    """Find directives that `as` has taken for a part of the name."""
    for *_, action in routine.walk_actions():
        if action.named and (match := _SWALLOWED.search(action.name)):
            findings.add_warning(
                "swallowed-directive",
                f"`as` takes all that follows it: the name is `{action.name[:60]}`.",
                f"Write `{match[1]}` before `as`.",
                action.span,
            )


def _check_moments(routine: Routine, findings: Findings) -> None:
    """Find cues at a time that is another moment, or none, at another allowed length."""
    for placed, step, cue in walk_cues(routine):
        action = step.action
        if action is None or not isinstance(cue.when, AtTime | AtLeft):
            continue
        shortest = _find_shortest(action.length, cue)
        if shortest is None:
            continue
        from_end = isinstance(cue.when, AtLeft)
        least = Ms(shortest * measure_unit(placed, step, action))
        if 0 < least + from_end <= cue.when.milliseconds < find_longest(placed, step, action):
            findings.add_warning(
                "missed-cue",
                f"When the action takes {write_ms(least)}, which is allowed, this is never heard.",
                f"Choose {'a later' if from_end else 'an earlier'} moment, or `at half`.",
                cue.when.span,
            )
        elif not from_end and (match := _POSITION.search(cue.text.raw)):
            findings.add_warning(
                "untrue-cue",
                f"“{match[0]}” is not true at every length that is allowed.",
                "Use `at half`, or say what is true at any length.",
                cue.when.span,
            )


def _find_shortest(length: Length, cue: Cue) -> int | None:
    """Return the shortest that an action may be by its script; None where it has one length.

    A cue of some rounds only is not for every value.
    """
    if length.values:
        is_for_some = any(isinstance(each, Occasion) for each in cue.conditions)
        return None if is_for_some or len(set(length.values)) == 1 else min(length.values)
    return length.allowed.least if length.allowed else None


def _check_lengths_in_words(routine: Routine, findings: Findings) -> None:
    """Find lengths in words on a step that has one: they would lie after `--hold`."""
    phrases = next(
        (each.phrases for each in load_languages() if each.code == routine.front.language), None
    )
    for _, step, text in walk_texts(routine):
        if phrases is None or step is None or text is not step.text:
            continue
        if step.action is None or step.action.kind == "reps":
            continue
        for match in _make_time_pattern(phrases).finditer(text.raw):
            if match[1].casefold() in _list_numbers(phrases):
                findings.add_warning(
                    "spoken-duration",
                    f"“{match[0]}” stays as it is when a listener asks for another length.",
                    "Write {length} instead, or leave it out: the coach says the length.",
                    find_words(routine, match[0], text.span),
                )


@cache
def _make_time_pattern(phrases: Phrases) -> re.Pattern[str]:
    """Make the pattern of a word before a unit of time: ``thirty seconds``."""
    units = sorted(
        form
        for language in load_languages()
        if language.phrases is phrases
        for noun in language.nouns.values()
        if noun.kind == "time"
        for form in (noun.singular, noun.plural)
    )
    return re.compile(rf"\b([^\W\d_][\w-]*)[ -](?:{'|'.join(units)})\b", re.IGNORECASE)


@cache
def _list_numbers(phrases: Phrases) -> frozenset[str]:
    return frozenset(phrases.spell_cardinal(number) for number in range(1, _SPELLED))


def _check_goal(routine: Routine, findings: Findings) -> None:
    """Compare the goal of a session with the time in actions."""
    goal, total = routine.front.goal, sum(_list_action_times(routine))
    if goal and total and not goal / _FAR <= total <= goal * _FAR:
        findings.add_warning(
            "far-goal",
            f"The goal is {write_ms(goal)}, and the actions take {write_ms(Ms(round(total, -3)))}.",
            "Change the goal, or the lengths: the goal counts time in actions.",
            routine.front.find_key_span("goal"),
        )


def _list_action_times(routine: Routine) -> Iterator[Ms]:
    """Return the default time of every action, with its sides, sets, spots and rounds."""
    for _, placed, step, action in routine.walk_actions():
        if action.kind in ("rest", "wait"):
            continue
        sides = 1 if placed.exercise.alternates_reps else max(1, len(placed.sides))
        times = step.sets.default * sides
        length = action.length
        mean = Fraction(sum(length.values), len(length.values)) if length.values else length.default
        times *= action.spots.default if action.spots else 1
        for scope in placed.scopes:
            times *= scope.times.default
        yield Ms(int(times * mean * measure_unit(placed, step, action)))


def _check_cut_items(routine: Routine, findings: Findings) -> None:
    """Warn of what to avoid that begins with the word that the coach says before the last."""
    for name in routine.front.avoid:
        if match := _OR.match(name):
            findings.add_warning(
                "cut-value",
                f"`{match[1]}` is heard twice: the coach says it before the last of `avoid`.",
                "Leave it out. A comma ends an item, so put words with a comma in quotes.",
                routine.front.find_key_span("avoid"),
            )


def _check_numbers_as_tools(routine: Routine, findings: Findings) -> None:
    """Warn of a tool that is only a number: "one or two pillows"."""
    language = find_language(routine.front.language)
    numbers = _list_numbers(language.phrases) if language else frozenset()
    for name in routine.front.tool_names:
        if name.casefold() in numbers or name.isdecimal():
            findings.add_warning(
                "number-as-tool",
                f"`{name}` is a tool here: `or` stands between two tools.",
                "Name the tool alone, such as `pillow`, and say how many in a step.",
                routine.front.find_key_span("tools"),
            )


ADVICE_CHECKS = (
    _check_cut_items,
    _check_numbers_as_tools,
    _check_unmarked,
    _check_literal_marks,
    _check_swallowed,
    _check_moments,
    _check_lengths_in_words,
    _check_goal,
)
