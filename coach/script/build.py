"""The outline of a file to a routine: sections, steps, cues, and the directives on each."""

from dataclasses import dataclass, field

from coach.diagnostics import Checked, Findings, SourceText, Span
from coach.script.actions import make_action, name_actions
from coach.script.code_spans import is_readable
from coach.script.directives.actions import (
    AtTempo,
    Between,
    BetweenEach,
    LiftFirst,
    Lower,
    Times,
)
from coach.script.directives.moments import Bell
from coach.script.directives.scopes import Breathe, Count, Every, Settle, Sides, Straight
from coach.script.directives.spec import Where
from coach.script.front_matter import FrontMatter
from coach.script.ladders import assign_values
from coach.script.markdown import Block, Caution, Heading, Inline, Item, Outline
from coach.script.marks import Marks, read_marks
from coach.script.model import ONCE, UNTIMED, Action, Cue, Exercise, Group, Scope, Step, Text
from coach.script.moments import AfterEach, BeforeNext
from coach.script.routine import Routine
from coach.script.routine_links import find_linked_routine
from coach.script.texts import is_steps_marker, read_spoken_text
from coach.script.turns import move_times_to_sets

_MOST_SHARED = 10_000
"""The most steps that the exercises of a group may get from it, all together."""


@dataclass(slots=True)
class _Section:
    """A heading and what has been found under it so far.

    ``marker`` is the item that is only ``{steps}``, and ``before`` the number of steps before it.
    """

    heading: str
    scope: Scope
    cautions: list[Text] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    children: list["_Section"] = field(default_factory=list)
    marker: Span | None = None
    before: int = 0


def build_routine(source: SourceText, front: FrontMatter, outline: Outline) -> Checked[Routine]:
    """Make a routine of an outline; what cannot be read is left out and diagnosed."""
    builder = _Builder(source, front)
    if outline.buried:
        builder.findings.add_error(
            "deep-nesting",
            "Something in this line is nested too deeply to be read.",
            "Use one level of quotes, and two levels of items.",
            outline.buried,
        )
    for block in outline.blocks:
        builder.add_block(block)
    return builder.findings.make_checked(builder.finish_routine())


class _Builder:
    def __init__(self, source: SourceText, front: FrontMatter) -> None:
        self.findings = Findings(source)
        self._source = source
        self._front = front
        self._is_programme = "routines" in dict(front.key_spans)
        self._cautions: list[Text] = []
        self._sections: list[_Section] = []
        self._current: _Section | None = None

    def add_block(self, block: Block) -> None:
        match block:
            case Heading(level, inline) if level > 1:
                self._add_heading(level, inline)
            case Caution(inline):
                self._add_caution(inline)
            case Item():
                self._add_item(block)
            case _:
                self._warn_of_unread(block.inline)

    def finish_routine(self) -> Routine:
        items = tuple(
            self._build_group(section) if section.children else self._build_exercise(section)
            for section in self._sections
        )
        if not items and not self._is_programme:
            self.findings.add_error(
                "no-exercises",
                "The routine has no exercise.",
                "Add a heading with two hashes, such as `## Calf stretch`, and steps under it.",
                Span(0, 0),
            )
        return Routine(self._source, self._front, tuple(self._cautions), items)

    def _add_heading(self, level: int, inline: Inline) -> None:
        if level > 3:
            self.findings.add_error(
                "deep-heading",
                "A heading this deep has no meaning here.",
                "Use `##` for an exercise or a group, and `###` for an exercise in a group.",
                inline.span,
            )
            return
        marks = self._read_marks(inline, "heading")
        text = read_spoken_text(inline, self.findings)
        for placeholder in text.placeholders:
            self.findings.add_error(
                "misplaced-placeholder",
                f"`{{{placeholder.name}}}` cannot be filled in in a heading.",
                "Name the exercise without it; its side is announced anyway.",
                placeholder.span,
            )
        section = _Section(text.raw.rstrip(" .:"), self._read_scope(inline, marks))
        if not section.heading:
            self.findings.add_error(
                "empty-heading",
                "The heading has no words.",
                "Name the exercise: the coach announces it.",
                inline.span,
            )
        if level == 2:
            self._sections.append(section)
        elif self._sections:
            self._sections[-1].children.append(section)
        else:
            self.findings.add_error(
                "orphan-heading",
                "This exercise stands in no group.",
                "Use `##` for it, or put a `##` heading above it.",
                inline.span,
            )
        self._current = section

    def _read_scope(self, inline: Inline, marks: Marks) -> Scope:
        times, sides = marks.find_one(Times), marks.find_one(Sides)
        between, each = marks.find_one(Between), marks.find_one(BetweenEach)
        breathe, settle, count = (
            marks.find_one(Breathe),
            marks.find_one(Settle),
            marks.find_one(Count),
        )
        every = marks.find_one(Every)
        if not marks.is_broken and not (sides and sides.by_turns):
            self._check_between(times, between)
        return Scope(
            inline.span,
            times=times.times if times else ONCE,
            between=rest.milliseconds if (rest := between or each) else None,
            between_each=each.milliseconds if each else None,
            sides=sides.words if sides else None,
            by_turns=sides is not None and sides.by_turns,
            breath=breathe.breath if breathe else None,
            settle=settle.milliseconds if settle else None,
            count=count.mode if count else None,
            conditions=marks.conditions,
            is_straight=marks.find_one(Straight) is not None,
            every=every.milliseconds if every else None,
            unread=marks.unread,
        )

    def _add_caution(self, inline: Inline) -> None:
        self._warn_of_unread(inline)
        cautions = self._current.cautions if self._current else self._cautions
        cautions.append(read_spoken_text(inline, self.findings))

    def _add_item(self, item: Item) -> None:
        if is_steps_marker(item.inline):
            self._add_steps_marker(item)
            return
        marks = self._read_marks(item.inline, "step")
        cues: list[Cue] = []
        for child in item.children:
            match child:
                case Item():
                    cues.append(self._build_cue(child))
                case Caution(inline):
                    self._add_caution(inline)
                case Heading(inline=inline):
                    self.findings.add_error(
                        "misplaced-heading",
                        "A heading cannot stand in a list.",
                        "Start the heading at the left margin, outside the list.",
                        inline.span,
                    )
                case _:
                    self._warn_of_unread(child.inline)
        step = self._build_step(item.inline, marks, tuple(cues))
        if self._current:
            self._current.steps.append(step)
        else:
            self._report_orphan(item.inline)

    def _add_steps_marker(self, item: Item) -> None:
        section, span = self._current, item.inline.span
        if item.children or item.inline.code_spans:
            self.findings.add_error(
                "bad-marker",
                "`{steps}` only marks a place, and does nothing itself.",
                "Let it stand alone in its item.",
                span,
            )
        elif section and section.marker:
            self.findings.add_error(
                "bad-marker", "`{steps}` stands here twice.", "Keep one of the two.", span
            )
        elif section:
            section.marker, section.before = span, len(section.steps)
        else:
            self._report_orphan(item.inline)

    def _report_orphan(self, inline: Inline) -> None:
        if not self._is_programme:
            self.findings.add_error(
                "orphan-step",
                "This step belongs to no exercise.",
                "Put a `##` heading with the exercise's name above it.",
                inline.span,
            )
        elif not find_linked_routine(self._source, inline):
            self.findings.add_error(
                "mixed-programme",
                "This step is in none of the routines: nobody would hear it.",
                "Write it as a paragraph, for the reader, or as a quote, which the opening speaks.",
                inline.span,
            )

    def _build_step(self, inline: Inline, marks: Marks, cues: tuple[Cue, ...]) -> Step:
        text = read_spoken_text(inline, self.findings)
        action = make_action(marks)
        times, between = marks.find_one(Times), marks.find_one(Between)
        breathe, settle, count = (
            marks.find_one(Breathe),
            marks.find_one(Settle),
            marks.find_one(Count),
        )
        every = marks.find_one(Every)
        if not marks.is_broken:
            by_turns = self._current is not None and self._current.scope.by_turns
            turned = by_turns and action is not None and action.kind not in UNTIMED
            if not (action and action.length.values) and not turned:
                self._check_between(times, between)
            self._check_step(text, action, marks, cues)
        return Step(
            text,
            action,
            cues,
            marks.conditions,
            sets=times.times if times else ONCE,
            between=between.milliseconds if between else None,
            settle=settle.milliseconds if settle else None,
            count=count.mode if count else None,
            breath=breathe.breath if breathe else None,
            is_straight=marks.find_one(Straight) is not None,
            every=every.milliseconds if every else None,
            unread=marks.unread,
        )

    def _check_step(
        self, text: Text, action: Action | None, marks: Marks, cues: tuple[Cue, ...]
    ) -> None:
        """Report what goes with an action where there is none, or one of another kind."""
        marks.check_action(action, self.findings)
        pacing = marks.find_one(AtTempo) or marks.find_one(Lower) or marks.find_one(LiftFirst)
        if action and action.is_free and pacing:
            self.findings.add_error(
                "bad-modifier",
                "Nothing paces repetitions that are done `freely`.",
                "Keep `freely`, or what paces them.",
                pacing.span,
            )
        if action is None:
            if cues:
                self.findings.add_error(
                    "cue-without-action",
                    "A cue is spoken during an action, and the step above it has none.",
                    "Give the step an action, such as `hold 30s`, or make the cue a step.",
                    cues[0].text.span,
                )
            if not text.parts:
                self.findings.add_error(
                    "empty-step",
                    "The step says and does nothing.",
                    "Write what to do, or delete the item.",
                    text.span,
                )

    def _build_cue(self, item: Item) -> Cue:
        marks = self._read_marks(item.inline, "cue")
        text = read_spoken_text(item.inline, self.findings)
        for child in item.children:
            if isinstance(child, Item):
                self.findings.add_error(
                    "deep-item",
                    "An item this deep has no meaning here.",
                    "Make it a cue, one level below the step it belongs to.",
                    child.inline.span,
                )
            else:
                self._warn_of_unread(child.inline)
        bell = marks.find_one(Bell)
        if bell and isinstance(marks.when, AfterEach | BeforeNext):
            self.findings.add_error(
                "bad-cue",
                "A bell sounds during an action, and this moment lies between two sets.",
                "Choose a moment of the action, such as `bell at 10s`.",
                bell.span,
            )
        if not (text.parts or bell or marks.is_broken):
            self.findings.add_error(
                "empty-cue", "The cue says nothing.", "Write what to say.", text.span
            )
        return Cue(text, marks.when, marks.conditions, has_bell=bell is not None)

    def _build_exercise(self, section: _Section, group: _Section | None = None) -> Exercise:
        if section.marker:
            self.findings.add_error(
                "bad-marker",
                "`{steps}` marks where the steps of `###` exercises go, but there are none.",
                "Put it under a `##` heading, before its first `###`, or delete it.",
                section.marker,
            )
        all_steps = section.steps
        if group:
            before = group.before if group.marker else len(group.steps)
            all_steps = [*group.steps[:before], *all_steps, *group.steps[before:]]
        if not all_steps:
            self.findings.add_error(
                "no-steps",
                f"`{section.heading[:40]}` has no steps.",
                "Write its steps as a list under it; use a paragraph for what only a reader needs.",
                section.scope.span,
            )
        if section.scope.between_each is not None:
            self.findings.add_error(
                "misplaced-directive",
                "`rest between each` goes with a group, and this is one exercise.",
                "Put it on a `##` heading that has `###` exercises, or drop the word `each`.",
                section.scope.span,
            )
        scope, moved = move_times_to_sets(section.scope, all_steps, self.findings)
        scopes = (scope, *((group.scope,) if group else ()))
        steps = name_actions(section.heading, assign_values(moved, scopes, self.findings))
        return Exercise(section.heading, scope, tuple(section.cautions), steps)

    def _build_group(self, section: _Section) -> Group:
        if len(section.steps) * len(section.children) > _MOST_SHARED:
            self.findings.add_error(
                "too-many-steps",
                f"{len(section.steps)} steps are shared by {len(section.children)} exercises.",
                "Write only what every exercise begins or ends with under the `##` heading.",
                section.scope.span,
            )
            section.steps.clear()
        exercises = tuple(self._build_exercise(child, section) for child in section.children)
        return Group(section.heading, section.scope, tuple(section.cautions), exercises)

    def _read_marks(self, inline: Inline, here: Where) -> Marks:
        return read_marks(self._source, inline, here, self.findings)

    def _warn_of_unread(self, inline: Inline) -> None:
        for code in inline.code_spans:
            if is_readable(self._source, code):
                self.findings.add_warning(
                    "unread-directive",
                    f"`{code.code[:40]}` is plain text here.",
                    "Put it on a step or on a heading if it is meant to do something.",
                    code.span,
                )

    def _check_between(self, times: Times | None, between: Between | None) -> None:
        if between and (times is None or times.times.most == 1):
            self.findings.add_error(
                "between-without-times",
                "There is nothing to rest between.",
                "Say how often with `times 3`, or drop the word `between`.",
                between.span,
            )
