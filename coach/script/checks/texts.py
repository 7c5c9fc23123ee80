"""What can be spoken: placeholders that are filled, texts of a length to follow, no digits."""

import re
from functools import cache
from itertools import chain

from coach.diagnostics import Findings, Span
from coach.languages import load_languages
from coach.languages.nouns import index_written
from coach.languages.written_forms import make_any_pattern
from coach.script.checks.advice import find_unmarked
from coach.script.checks.walks import find_words, is_paced, walk_texts
from coach.script.conditions import NeedsTool
from coach.script.model import Placeholder, Step
from coach.script.routine import PlacedExercise, Routine
from coach.script.turns import is_timed

LONGEST_TEXT_CHARS = 1000
"""The most characters of one spoken text; nobody on the floor follows more."""

_LONG_TEXT = (
    "This text is too long to be spoken.",
    f"Say it in parts of at most {LONGEST_TEXT_CHARS} characters.",
)


def _check_placeholders(routine: Routine, findings: Findings) -> None:
    for placed, step, text in walk_texts(routine):
        for placeholder in text.placeholders:
            problem = _describe_unfilled(routine, placed, step, placeholder)
            if problem:
                findings.add_error("unfilled-placeholder", *problem, placeholder.span)


def _describe_unfilled(
    routine: Routine, placed: PlacedExercise | None, step: Step | None, placeholder: Placeholder
) -> tuple[str, str] | None:
    action = step.action if step else None
    unread = routine.front.unread
    shown = f"`{{{placeholder.name}}}`"
    match placeholder.name:
        case "side" | "other" if not (placed.may_have_sides if placed else "sides" in unread):
            return (
                f"{shown} has no side to name here.",
                "Add `sides right, left` to the exercise's heading or to the front matter.",
            )
        case "tool" if "tools" not in unread and not routine.front.tools:
            return f"{shown} has no tool to name.", "Add `tools` to the front matter."
        case "length" if action is None:
            return f"{shown} has no action to measure.", "Give the step an action."
        case "breaths" if not (placed and step and is_paced(placed, step)):
            return f"{shown} has no paced hold to count breaths in.", "Give the step a `hold`."
        case "reps" if action is None or action.kind != "reps":
            return f"{shown} has no repetitions to count.", "Give the step `reps`."
        case _:
            return _describe_unnumbered(placed, step, placeholder)


def _describe_unnumbered(
    placed: PlacedExercise | None, step: Step | None, placeholder: Placeholder
) -> tuple[str, str] | None:
    """Say what is wrong with the number of a set or a round, where there is one alone."""
    shown = f"`{{{placeholder.name}}}`"
    match placeholder.name:
        case "set" | "sets" if not (step and is_timed(step) and step.sets.most > 1):
            return f"{shown} has no sets to count.", "Add `times 3` to the step."
        case "round" | "rounds" if not placed or placed.most_rounds == 1:
            return f"{shown} has no rounds to count.", "Add `times 3` to a heading above it."
        case _:
            return None


def _check_tools(routine: Routine, findings: Findings) -> None:
    """Doubt a `{tool}` that may be any of several tools."""
    tools = routine.front.tools
    if len(tools) < 2 or sum(len(tool.choices) > 1 for tool in tools) == 1:
        return
    for placed, step, text in walk_texts(routine):
        scopes = placed.scopes if placed else ()
        conditions = chain(step.conditions if step else (), *(each.conditions for each in scopes))
        if any(isinstance(condition, NeedsTool) for condition in conditions):
            continue
        for placeholder in text.placeholders:
            if placeholder.name == "tool":
                findings.add_warning(
                    "ambiguous-tool",
                    f"`{{tool}}` is the first of {len(tools)} tools here.",
                    "Write the name of the tool, or say which the step needs: "
                    f"`tool {tools[-1].choices[0]}`.",
                    placeholder.span,
                )


def _check_spoken_text(routine: Routine, findings: Findings) -> None:
    for _, step, text in walk_texts(routine):
        if len(text.raw) > LONGEST_TEXT_CHARS:
            findings.add_error("long-text", *_LONG_TEXT, text.span)
        else:
            unmarked = find_unmarked(routine, step, text) if step else None
            # What is meant as a directive has a warning of its own.
            other = text.raw.replace(unmarked[0], "", 1) if unmarked else text.raw
            help_text = "Write {length} instead, or leave it out: the coach says the length."
            _check_digits(routine, other, text.span, help_text, findings)
    front = routine.front
    for key, words in (
        ("title", front.title),
        ("stop", front.stop or ""),
        ("end", front.end or ""),
        ("then", front.then or ""),
        ("avoid", ", ".join(front.avoid)),
    ):
        if len(words) > LONGEST_TEXT_CHARS:
            findings.add_error("long-text", *_LONG_TEXT, front.find_key_span(key))
    names = [(placed.exercise.heading, placed.exercise.scope.span) for placed in routine.placed]
    for heading, span in names:
        if len(heading) > LONGEST_TEXT_CHARS:
            findings.add_error("long-text", *_LONG_TEXT, span)
    for name, span in ((front.title, front.find_key_span("title")), *names):
        _check_digits(routine, name, span, "Leave it out: the coach says the length.", findings)


@cache
def _make_duration_pattern() -> re.Pattern[str]:
    """Make the pattern of a duration in digits, in any language: ``1 min 30 s``, ``1:30``."""
    languages = load_languages()
    to = "|".join(language.words.to for language in languages)
    units = make_any_pattern(
        {
            form
            for language in languages
            for form, noun in index_written(language.nouns.values()).items()
            if noun.kind == "time"
        }
    )
    amount = rf"[0-9]+(?:[.,:][0-9]+)?(?:\s*(?:-|–|{to})\s*[0-9]+)?[\s-]*(?:{units})\b"
    return re.compile(
        rf"(?<![\w.:])(?:{amount}(?:\s*{amount})*|[0-9]{{1,2}}:[0-5][0-9](?![\w:]))", re.IGNORECASE
    )


def _check_digits(
    routine: Routine, words: str, span: Span | None, help_text: str, findings: Findings
) -> None:
    """Warn of every duration in digits among words: they would lie after `--hold`."""
    if not any(map(str.isdecimal, words)):  # the pattern takes the words of every language
        return
    start = span.start if span else 0
    for match in _make_duration_pattern().finditer(words):
        quoted = find_words(routine, match[0], Span(start, span.end)) if span else None
        start = quoted.end if quoted and quoted != span else start
        findings.add_warning(
            "spoken-duration",
            f"`{match[0]}` stays as it is when a listener asks for another length.",
            help_text,
            quoted,
        )


TEXT_CHECKS = (_check_placeholders, _check_tools, _check_spoken_text)
