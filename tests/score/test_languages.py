"""Routines in other languages: every word of the coach's is in the routine's own."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from inline_snapshot import snapshot

from coach.diagnostics import render_diagnostic
from coach.languages import LANGUAGES, load_language
from coach.languages.phrases import Wordings
from coach.score.arrange import arrange_timeline
from coach.score.timeline import Timeline
from coach.score.timeline_document import describe_timeline
from support import Given, compiled, frames_of, plan_routines, refused, script, settings, visits

SCRIPTS = Path(__file__).parents[2] / "scripts"
ENGLISH = (
    "calf-roll",
    "donkey-calf-raise",
    "hamstring-release",
    "lower-body-release",
    "step-calf-stretch",
)
GIVEN = (
    Given(),
    Given(spots="3", tight="left", settle="12s"),
    Given(hold=("61.5s",), count="none", pace="slow"),
    Given(hold=("4breaths",), breath="4-2-6"),
    Given(side="left", mute=("breath",)),
)
EVERYTHING = """\
---
title: {title}
language: {language}
tools: [Xa, Xb or Xc]
sides: right, left
options:
  xd: xe
avoid: [xf, xg, xh]
goal: 90s
then: xi-xj
---
> Xk.

## Xl `times 2, rest 5s between`
> Xm {{side}} xn {{other}}.
- Xo {{tool}}. `rest 4s`
- Xp. `hold 45s, spots 2`
  - Xq. `at half`
- Xr {{length}}. `move 90s`
- Xs {{breaths}}. `hold 4 breaths`
- Xu. `roll 6 passes of 5s`
- Xv. `reps 12 tempo 2-0-2-0` `times 2`
- Xw {{reps}}. `reps 1`
- Xx. `wait 1:01`

## Xy `sides none`
- Xz. `hold 1 breaths in 1-2 breaths`
"""
"""A routine that makes the coach say all it can; the words of its author's begin with an x."""


def vocabulary(timelines: Iterable[Timeline]) -> set[str]:
    """Return every word that is spoken."""
    return {
        word
        for timeline in timelines
        for event in timeline.events
        for word in re.findall(r"[^\W\d_]+(?:'\w+)?", (event.text or "").casefold())
    }


def shipped(name: str, *given: Given) -> list[Timeline]:
    text = (SCRIPTS / f"{name}.md").read_text(encoding="utf-8")
    return [compiled(text, each) for each in given]


def everything(language: str, wordings: Wordings | None = None) -> Timeline:
    """Compile what makes the coach say all it can, twice, as one track."""
    routines = [script(EVERYTHING.format(title=title, language=language)) for title in ("Xa", "Xb")]
    adjusted = settings(Given())
    checked = plan_routines(routines, adjusted, wordings or {})
    sheet, found = checked.value, checked.diagnostics
    assert sheet, "\n".join(map(render_diagnostic, found))
    return arrange_timeline(sheet, frames_of, adjusted.mute)


@pytest.fixture(scope="module")
def english() -> set[str]:
    """Every word of the five English routines, and every word the coach has in English."""
    return vocabulary([everything("en"), *(shipped(name, Given())[0] for name in ENGLISH)])


def test_the_german_routine_is_german_throughout(english: set[str]) -> None:
    german = vocabulary(shipped("wadenrolle", Given(with_=("fester",)), *GIVEN))
    assert len(german) > 100
    assert german & english == {"leg", "minute", "roll"}  # German too


def test_the_spanish_routine_is_spanish_throughout(english: set[str]) -> None:
    given = [each for each in GIVEN if each.get("hold") != ("61.5s",) and "spots" not in each]
    spanish = vocabulary(shipped("estiramiento-de-pantorrilla", *given))
    assert len(spanish) > 100
    assert spanish & english == {"a", "no"}  # Spanish too


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_nothing_the_coach_says_of_itself_is_english(language: str, english: set[str]) -> None:
    own = {word for word in vocabulary([everything(language)]) if not word.startswith("x")}
    assert len(own) > 60
    both = {
        "de": {"in"},
        "fr": {"as", "minute", "minutes", "on", "point", "six"},
        "es": {"a", "no", "once"},
    }
    assert own & english <= both[language]


def test_chapters_are_named_in_the_routines_language() -> None:
    assert visits(shipped("wadenrolle", Given())[0]) == [
        "Mitte · rechts",
        "Innere Wade · rechts",
        "Äußere Wade · rechts",
        "Mitte · links",
        "Innere Wade · links",
        "Äußere Wade · links",
    ]
    assert visits(shipped("estiramiento-de-pantorrilla", Given())[0])[2:4] == [
        "Pierna estirada · izquierda",
        "Pierna doblada · izquierda",
    ]
    assert [everything(language).chapters[0].title for language in ("de", "fr", "es")] == [
        "Einleitung",
        "Introduction",
        "Introducción",
    ]
    rounds = "---\ntitle: Test\nlanguage: {}\n---\n## A `times 2` `sides left`\n- B. `hold 5s`\n"
    assert [visits(compiled(rounds.format(language)))[1] for language in ("de", "fr", "es")] == [
        "A · links · Runde 2",
        "A · gauche · tour 2",
        "A · izquierda · ronda 2",
    ]


def test_a_part_is_found_by_its_title_in_its_language() -> None:
    given = Given(only=("innere wade links",))
    assert visits(shipped("wadenrolle", given)[0]) == ["Innere Wade · links"]
    text = (SCRIPTS / "wadenrolle.md").read_text(encoding="utf-8")
    assert "unknown-part" in refused(text, Given(only=("innere wade left",)))


def test_sides_stay_right_and_left_for_programs() -> None:
    timeline = shipped("wadenrolle", Given())[0]
    assert {event.side for event in timeline.events} == {None, "right", "left"}
    assert '"side": "rechts"' not in str(describe_timeline(timeline, "ruhig"))


def test_a_side_may_be_followed_by_letters() -> None:
    text = (
        "---\ntitle: Test\nlanguage: de-AT\nsides: left, right\n---\n## A\n"
        "- Dein {side}s Bein, vom {other}n *{side}n* Fuß. `hold 5s`\n"
    )
    said = [event.text for event in compiled(text).events if event.role == "instruction"]
    assert said == [
        "Dein linkes Bein, vom rechten linken Fuß.",
        "Dein rechtes Bein, vom linken rechten Fuß.",
    ]


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_a_voice_may_word_phrases_its_own_way(language: str) -> None:
    usual = everything(language)
    wordings = {
        language: {"and_out": "und lange aus", "last_one": "Schluss"},
        "xx": {"stop": "nothing"},
    }
    worded = everything(language, wordings)
    phrases = load_language(language).phrases
    changed = {
        phrases.and_out: "und lange aus",
        phrases.last_one: "Schluss",
    }
    texts = [changed.get(event.text or "", event.text) for event in usual.events]
    spoken = [text for text in texts if text]
    heard = [event.text for event in worded.events if event.text]
    assert sorted(spoken) == sorted(heard)
    routine = script(EVERYTHING.format(title="Xa", language=language))
    sheet = plan_routines([routine], settings(Given()), wordings).value
    assert sheet
    assert {"und lange aus", "Schluss"} <= set(sheet.texts)
    assert not set(changed) & set(sheet.texts)


def test_everything_that_is_said_was_known_before() -> None:
    for language in LANGUAGES:
        sheet = plan_routines(
            [script(EVERYTHING.format(title="Xa", language=language))], settings(Given())
        ).value
        assert sheet
        timeline = arrange_timeline(sheet, frames_of, frozenset())
        said = {event.text for event in timeline.events if event.text and event.role != "title"}
        assert said <= set(sheet.texts)


def test_languages_are_not_mixed_in_a_track() -> None:
    head = "---\ntitle: {}\nlanguage: {}\n---\n## A\n- B. `hold 5s`\n"
    routines = [
        script(head.format("Eins", "de-AT")),
        script(head.format("Zwei", "de")),
        script("---\ntitle: Three\n---\n## A\n- B. `hold 5s`\n"),
        script(head.format("Cuatro", "es")),
    ]
    checked = plan_routines(routines[:2], settings(Given()))
    same, found = checked.value, checked.diagnostics
    assert same
    assert not found
    checked = plan_routines(routines, settings(Given()))
    mixed, found = checked.value, checked.diagnostics
    assert mixed is None
    assert "\n".join(map(render_diagnostic, found)) == snapshot("""\
test.md:1:1: error[mixed-languages]: “Three” is in `en`, “Eins” in `de-AT`.
    1 | ---
      | ^
  One voice speaks a whole track: make one track for each language.
test.md:3:1: error[mixed-languages]: “Cuatro” is in `es`, “Eins” in `de-AT`.
    3 | language: es
      | ^^^^^^^^
  One voice speaks a whole track: make one track for each language.\
""")
