"""Names that must be known, and be told apart: languages, options, tools, sides, actions."""

import re

from coach.diagnostics import Findings, write_suggestion
from coach.languages import LANGUAGES, find_language
from coach.script.checks.walks import walk_conditions, walk_texts
from coach.script.conditions import InRound, NeedsTool, OnSide, Option
from coach.script.directives.conditions import RESERVED
from coach.script.routine import Routine


def _check_language(routine: Routine, findings: Findings) -> None:
    if find_language(routine.front.language) is None:
        there = [f"`{language}`" for language in LANGUAGES]
        findings.add_error(
            "unknown-language",
            f"The coach does not speak `{routine.front.language[:20]}` yet.",
            f"There is {', '.join(there[:-1])} and {there[-1]}; without the key it is `en`.",
            routine.front.find_key_span("language"),
        )


def _check_address(routine: Routine, findings: Findings) -> None:
    front = routine.front
    language = find_language(front.language)
    if front.address == "formal" and language and language.formal is None:
        findings.add_warning(
            "no-effect",
            f"`{language.code}` has one form of address.",
            "Delete `address`.",
            front.find_key_span("address"),
        )


def _check_option_names(routine: Routine, findings: Findings) -> None:
    """An option must be told apart from a tool by `--with`, but an alternative may need a tool."""
    tools = {name.casefold() for name in routine.front.tool_names}
    choices = {name for entry in routine.front.options if entry.is_choice for name in entry.names}
    for name in routine.front.option_names:
        if re.fullmatch(RESERVED, name.casefold()):
            findings.add_error(
                "duplicate-name",
                f"`{name}` is a condition already: `if {name}` would not be the option.",
                "Give the option another name.",
                routine.front.find_key_span("options"),
            )
        taken = {"right", "left"} | (set() if name in choices else tools)
        if name.casefold() in taken:
            findings.add_error(
                "duplicate-name",
                f"The option `{name}` is the name of a tool or a side as well.",
                "Give the option a name of its own.",
                routine.front.find_key_span("options"),
            )


def _check_conditions(routine: Routine, findings: Findings) -> None:
    options, tools = routine.front.option_names, routine.front.tool_names
    unread = routine.front.unread
    known_options, known_tools = set(map(str.casefold, options)), set(map(str.casefold, tools))
    for placed, condition in walk_conditions(routine):
        match condition:
            case Option(name) if "options" not in unread and name.casefold() not in known_options:
                findings.add_error(
                    "unknown-option",
                    f"`{name[:40]}` is not an option of this routine.",
                    "Write the round in digits, such as `if round 2`."
                    if name.casefold().startswith("round ")
                    else write_suggestion(
                        name, options, "Declare it in the front matter under `options`."
                    ),
                    condition.span,
                )
            case NeedsTool(name) if "tools" not in unread and name.casefold() not in known_tools:
                findings.add_error(
                    "unknown-tool",
                    f"`{name[:40]}` is not a tool of this routine.",
                    write_suggestion(name, tools, "Declare it in the front matter under `tools`."),
                    condition.span,
                )
            case OnSide() if not placed.may_have_sides:
                findings.add_error(
                    "no-sides",
                    "This exercise has no sides.",
                    "Add `sides right, left` to its heading or to the front matter.",
                    condition.span,
                )
            case InRound(number):
                rounds = placed.most_rounds
                if rounds == 1 and placed.exercise.scope.by_turns:
                    findings.add_error(
                        "no-round",
                        "By turns, an exercise has sets in place of rounds.",
                        "Delete the condition.",
                        condition.span,
                    )
                elif rounds == 1:
                    findings.add_error(
                        "no-round",
                        "This exercise has no rounds.",
                        "Add `times 2` to its heading, or delete the condition.",
                        condition.span,
                    )
                elif number > rounds:
                    findings.add_error(
                        "no-round",
                        f"This exercise has no more than {rounds} rounds.",
                        f"Choose a round from 1 to {rounds}.",
                        condition.span,
                    )
            case _:
                pass


def _check_unused_options(routine: Routine, findings: Findings) -> None:
    used = {c.name.casefold() for _, c in walk_conditions(routine) if isinstance(c, Option)}
    for entry in routine.front.options:
        if not used.intersection(map(str.casefold, entry.names)):
            findings.add_warning(
                "unused-option",
                f"Nothing depends on the option `{' or '.join(entry.names)}`.",
                "Use it with `if` or `unless`, or delete it.",
                routine.front.find_key_span("options"),
            )


def _check_action_names(routine: Routine, findings: Findings) -> None:
    for placed in routine.placed:
        seen: set[str] = set()
        for step in placed.exercise.steps:
            if step.action and step.action.named:
                name = step.action.name.casefold()
                if name in seen:
                    findings.add_error(
                        "duplicate-name",
                        f"`{step.action.name}` names two actions of this exercise.",
                        "Give each a name of its own with `as`.",
                        step.action.span,
                    )
                seen.add(name)


def _check_unused_words(routine: Routine, findings: Findings) -> None:
    """Find words of the lexicon that nothing says."""
    front = routine.front
    texts = [text.raw for _, _, text in walk_texts(routine)]
    texts += [front.title, front.stop or "", front.end or "", *front.avoid, *front.tool_names]
    texts += [item.heading for item in routine.items]
    texts += [placed.exercise.heading for placed in routine.placed]
    written = "\n".join(texts)
    for word, _ in front.lexicon:
        if not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", written, re.IGNORECASE):
            findings.add_warning(
                "unused-word",
                f"No text of the routine has the word `{word[:40]}` of the lexicon.",
                "Write it as it stands in the text, or delete it.",
                front.find_key_span("lexicon"),
            )


NAME_CHECKS = (
    _check_language,
    _check_address,
    _check_option_names,
    _check_conditions,
    _check_unused_options,
    _check_unused_words,
    _check_action_names,
)
