"""What no single directive can know: names that must be known, words that need an action or a side.

Each check is a function from the routine to findings; `CHECKS` lists them all.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

from coach.diagnostics import Diagnostic, Findings, Span, suggestion
from coach.languages import LANGUAGES, find_language, load_languages
from coach.languages.nouns import index_written
from coach.languages.written_forms import any_of
from coach.script.conditions import Condition, NeedsTool, OnSide, Option
from coach.script.model import (
    UNTIMED,
    Action,
    Cue,
    Placed,
    Placeholder,
    Routine,
    Step,
    Text,
)
from coach.script.moments import AfterEach, AtBreath, AtTime, BeforeNext, Each, LastOut
from coach.script.quantities import LONGEST_ACTION_MS
from coach.script.units import write_amount
from coach.timing import Ms, fit_cycles, ms_text

LONGEST_TEXT = 1000
"""The most characters of one spoken text; nobody on the floor follows more."""

_LONG_TEXT = (
    "This text is too long to be spoken.",
    f"Say it in parts of at most {LONGEST_TEXT} characters.",
)


def check(routine: Routine) -> tuple[Diagnostic, ...]:
    """Run every check."""
    findings = Findings(routine.source)
    for one in CHECKS:
        one(routine, findings)
    return findings.diagnostics


def _language(routine: Routine, findings: Findings) -> None:
    if find_language(routine.front.language) is None:
        there = [f"`{language}`" for language in LANGUAGES]
        findings.error(
            "unknown-language",
            f"The coach does not speak `{routine.front.language[:20]}` yet.",
            f"There is {', '.join(there[:-1])} and {there[-1]}; without the key it is `en`.",
            routine.front.place("language"),
        )


def _same_name(routine: Routine, findings: Findings) -> None:
    """An option and a tool must be told apart by `--with`, and neither may be a side."""
    tools = {name.casefold() for name in routine.front.tool_names}
    for name in routine.front.option_names:
        if name.casefold() in tools | {"right", "left"}:
            findings.error(
                "duplicate-name",
                f"The option `{name}` is the name of a tool or a side as well.",
                "Give the option a name of its own.",
                routine.front.place("options"),
            )


def _conditions(routine: Routine, findings: Findings) -> None:
    options, tools = routine.front.option_names, routine.front.tool_names
    unread = routine.front.unread
    known_options, known_tools = set(map(str.casefold, options)), set(map(str.casefold, tools))
    for placed, condition in _all_conditions(routine):
        match condition:
            case Option(name) if "options" not in unread and name.casefold() not in known_options:
                findings.error(
                    "unknown-option",
                    f"`{name[:40]}` is no option of this routine.",
                    suggestion(name, options, "Declare it in the front matter under `options`."),
                    condition.span,
                )
            case NeedsTool(name) if "tools" not in unread and name.casefold() not in known_tools:
                findings.error(
                    "unknown-tool",
                    f"`{name[:40]}` is no tool of this routine.",
                    suggestion(name, tools, "Declare it in the front matter under `tools`."),
                    condition.span,
                )
            case OnSide() if "sides" not in unread and not placed.sides:
                findings.error(
                    "no-sides",
                    "This exercise has no sides.",
                    "Add `sides right, left` to its heading or to the front matter.",
                    condition.span,
                )
            case _:
                pass


def _unused_options(routine: Routine, findings: Findings) -> None:
    used = {c.name.casefold() for _, c in _all_conditions(routine) if isinstance(c, Option)}
    for name in routine.front.option_names:
        if name.casefold() not in used:
            findings.warning(
                "unused-option",
                f"Nothing depends on the option `{name}`.",
                "Use it with `if` or `unless`, or delete it.",
                routine.front.place("options"),
            )


def _names(routine: Routine, findings: Findings) -> None:
    for placed in routine.placed:
        seen: set[str] = set()
        for step in placed.exercise.steps:
            if step.action and step.action.named:
                name = step.action.name.casefold()
                if name in seen:
                    findings.error(
                        "duplicate-name",
                        f"`{step.action.name}` names two actions of this exercise.",
                        "Give each a name of its own with `as`.",
                        step.action.span,
                    )
                seen.add(name)


def _placeholders(routine: Routine, findings: Findings) -> None:
    for placed, step, text in _all_texts(routine):
        for placeholder in text.placeholders:
            problem = _unfilled(routine, placed, step, placeholder)
            if problem:
                findings.error("unfilled-placeholder", *problem, placeholder.span)


def _unfilled(
    routine: Routine, placed: Placed | None, step: Step | None, placeholder: Placeholder
) -> tuple[str, str] | None:
    action = step.action if step else None
    unread = routine.front.unread
    shown = f"`{{{placeholder.name}}}`"
    match placeholder.name:
        case "side" | "other" if "sides" not in unread and not (placed and placed.sides):
            return (
                f"{shown} has no side to name here.",
                "Add `sides right, left` to the exercise's heading or to the front matter.",
            )
        case "tool" if "tools" not in unread and not routine.front.tools:
            return f"{shown} has no tool to name.", "Add `tools` to the front matter."
        case "length" if action is None:
            return f"{shown} has no action to measure.", "Give the step an action."
        case "breaths" if not (placed and step and _paced(placed, step)):
            return f"{shown} has no paced hold to count breaths in.", "Give the step a `hold`."
        case "reps" if action is None or action.kind != "reps":
            return f"{shown} has no repetitions to count.", "Give the step `reps`."
        case _:
            return None


def _paced(placed: Placed, step: Step) -> bool:
    return step.action is not None and step.action.kind == "hold" and placed.breath(step).paced


def _unpaced(routine: Routine, findings: Findings) -> None:
    """Find cues at a moment that their action does not have."""
    for placed, step, cue in _all_cues(routine):
        if step.action is None:
            continue
        match cue.when:
            case Each(phase="lift" | "lower") if step.action.kind != "reps":
                wanted = "`reps`"
            case Each(phase="in" | "out") | AtBreath() | LastOut() if not _paced(placed, step):
                wanted = "a paced `hold`"
            case AfterEach() | BeforeNext() if step.action.kind in UNTIMED:
                wanted = "a `hold`, `roll`, `move` or `reps`"
            case _:
                continue
        findings.error(
            "unpaced-cue",
            f"This moment only comes in {wanted}.",
            "Use `at 10s`, `at half`, or no moment at all, to spread the cue evenly.",
            cue.when.span,
        )


def _single_set(routine: Routine, findings: Findings) -> None:
    """Find cues before the next set of an action that has one."""
    for _, step, cue in _all_cues(routine):
        if isinstance(cue.when, BeforeNext) and step.sets == 1:
            findings.warning(
                "unheard-cue",
                "This cue is never said: the action has one set.",
                "Write `times 3` on the step above, or delete the cue.",
                cue.when.span,
            )


def _late(routine: Routine, findings: Findings) -> None:
    """Find cues that even the longest allowed action does not reach."""
    for placed, step, cue in _all_cues(routine):
        if step.action is None:
            continue
        longest = find_longest(placed, step, step.action)
        match cue.when:
            case AtTime(milliseconds) if 0 < longest <= milliseconds:  # unpaced breaths: no length
                findings.error(
                    "late-cue",
                    f"The action is over after {ms_text(longest)} at the most.",
                    "Choose an earlier moment, or allow a longer action.",
                    cue.when.span,
                )
            case AtBreath(number=number) if _paced(placed, step):
                most = fit_cycles(longest, placed.breath(step).milliseconds)
                if number > most:
                    findings.error(
                        "late-cue",
                        f"The hold has at most {write_amount('breaths', most)}.",
                        "Choose an earlier breath, or allow a longer hold.",
                        cue.when.span,
                    )
            case _:
                pass


def _too_long(routine: Routine, findings: Findings) -> None:
    for _, placed, step, action in routine.actions():
        most = action.length.allowed.most if action.length.allowed else None
        counts = max(action.length.default, most or 0)
        total = Ms(counts * measure_unit(placed, step, action))
        if action.length.unit != "ms" and total > LONGEST_ACTION_MS:
            findings.error(
                "too-long",
                f"This comes to {ms_text(total)}.",
                f"Keep one action within {ms_text(LONGEST_ACTION_MS)}.",
                action.span,
            )


def _breathless(routine: Routine, findings: Findings) -> None:
    for _, placed, step, action in routine.actions():
        if action.length.unit == "breaths" and not placed.breath(step).paced:
            findings.error(
                "unpaced-breaths",
                "A hold that is not paced has no breaths to count.",
                "State its length in seconds, or a breath pattern instead of `freely`.",
                action.span,
            )


def _lowering(routine: Routine, findings: Findings) -> None:
    for *_, action in routine.actions():
        if action.tempo and action.lower and action.tempo.lower not in action.lower:
            nearest = Ms(action.lower.nearest(action.tempo.lower))
            findings.error(
                "outside-range",
                f"The tempo lowers in {ms_text(action.tempo.lower)}, which `lower` does not allow.",
                f"Lower in {ms_text(nearest)}.",
                action.span,
            )


def _spoken_text(routine: Routine, findings: Findings) -> None:
    for _, _, text in _all_texts(routine):
        if len(text.raw) > LONGEST_TEXT:
            findings.error("long-text", *_LONG_TEXT, text.span)
        else:
            help_ = "Write {length} instead, or leave it out: the coach says the length."
            _digits(routine, text.raw, text.span, help_, findings)
    front = routine.front
    for key, words in (("title", front.title), ("then", front.then or ""), ("avoid", front.avoid)):
        if len(words if isinstance(words, str) else ", ".join(words)) > LONGEST_TEXT:
            findings.error("long-text", *_LONG_TEXT, front.place(key))
    names = [(placed.exercise.heading, placed.exercise.scope.span) for placed in routine.placed]
    for heading, span in names:
        if len(heading) > LONGEST_TEXT:
            findings.error("long-text", *_LONG_TEXT, span)
    for name, span in ((front.title, front.place("title")), *names):
        _digits(routine, name, span, "Leave it out: the coach says the length.", findings)


@cache
def _duration_pattern() -> re.Pattern[str]:
    """Make the pattern of a duration in digits, in any language: ``1 min 30 s``, ``1:30``."""
    languages = load_languages()
    to = "|".join(language.words.to for language in languages)
    units = any_of(
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


def _digits(
    routine: Routine, words: str, span: Span | None, help_: str, findings: Findings
) -> None:
    """Warn of every duration in digits among words: they would lie after `--hold`."""
    if not any(map(str.isdecimal, words)):  # the pattern takes the words of every language
        return
    start = span.start if span else 0
    for found in _duration_pattern().finditer(words):
        place = _within(routine, found[0], Span(start, span.end)) if span else None
        start = place.end if place and place != span else start
        findings.warning(
            "spoken-duration",
            f"`{found[0]}` stays as it is when a listener asks for another length.",
            help_,
            place,
        )


CHECKS: tuple[Callable[[Routine, Findings], None], ...] = (
    _language,
    _same_name,
    _conditions,
    _unused_options,
    _names,
    _placeholders,
    _unpaced,
    _single_set,
    _breathless,
    _late,
    _too_long,
    _lowering,
    _spoken_text,
)


def measure_unit(placed: Placed, step: Step, action: Action) -> Ms:
    """Return the time that one unit of an action's length stands for, by the script's pace."""
    match action.length.unit:
        case "breaths":
            return placed.breath(step).milliseconds
        case "passes":
            return action.pass_ms or Ms(0)
        case "reps":
            return action.tempo.milliseconds if action.tempo else Ms(0)
        case _:
            return Ms(1)


def find_longest(placed: Placed, step: Step, action: Action) -> Ms:
    """Return the longest an action is allowed to be; where its length is free, what it states."""
    allowed = action.length.allowed
    if allowed and allowed.most is None:
        return LONGEST_ACTION_MS
    most = allowed.most if allowed else None
    return Ms((most or action.length.default) * measure_unit(placed, step, action))


def _within(routine: Routine, words: str, span: Span) -> Span:
    """Give the place of words in a span of the source; the whole span where they are broken up."""
    start = routine.source.text.find(words, span.start, span.end)
    return span if start < 0 else Span(start, start + len(words))


def _all_texts(routine: Routine) -> Iterator[tuple[Placed | None, Step | None, Text]]:
    """Every spoken text, with the exercise and the step it belongs to."""
    for caution in routine.cautions:
        yield None, None, caution
    for placed in routine.placed:
        first = placed.group is not None and placed.exercise is placed.group.exercises[0]
        group = placed.group.cautions if placed.group and first else ()
        for caution in (*group, *placed.exercise.cautions):
            yield placed, None, caution
        for step in placed.exercise.steps:
            yield placed, step, step.text
            for cue in step.cues:
                yield placed, step, cue.text


def _all_cues(routine: Routine) -> Iterator[tuple[Placed, Step, Cue]]:
    for _, placed, step in routine.steps():
        for cue in step.cues:
            yield placed, step, cue


def _all_conditions(routine: Routine) -> Iterator[tuple[Placed, Condition]]:
    for placed in routine.placed:
        first = placed.group is not None and placed.exercise is placed.group.exercises[0]
        group = placed.group.scope.conditions if placed.group and first else ()
        for condition in (*group, *placed.exercise.scope.conditions):
            yield placed, condition
        for step in placed.exercise.steps:
            for condition in (*step.conditions, *(c for cue in step.cues for c in cue.conditions)):
                yield placed, condition
