"""What is said of mistakes in the shape of a routine, and of what its parts say of each other."""

# ruff: noqa: E501 (what is said stands as it is shown)

from collections.abc import Callable

from inline_snapshot import snapshot


def test_a_routine_has_an_exercise(report: str) -> None:
    """
    # Calf

    Roll your calf.
    """
    assert report == snapshot("""\
test.md:1:1: error[no-exercises]: The routine has no exercise.
    1 | ---
      | ^
  Add a heading with two hashes, such as `## Calf stretch`, and steps under it.\
""")


def test_a_step_belongs_to_an_exercise(report: str) -> None:
    """
    - Sit.

    ## Calf
    - Roll.
    """
    assert report == snapshot("""\
test.md:4:3: error[orphan-step]: This step belongs to no exercise.
    4 | - Sit.
      |   ^^^^
  Put a `##` heading with the exercise's name above it.\
""")


def test_an_exercise_has_steps(report: str) -> None:
    """
    ## Calf

    Roll your calf.

    ## Thigh
    - Sit.
    """
    assert report == snapshot("""\
test.md:4:4: error[no-steps]: `Calf` has no steps.
    4 | ## Calf
      |    ^^^^
  Write its steps as a list under it; use a paragraph for what only a reader needs.\
""")


def test_the_mark_of_the_steps_stands_alone_and_once_before_exercises(report: str) -> None:
    """
    - {steps}
    ## Legs
    - Sit.
    - {steps} `hold 30s`
    - {steps}
      - Now.
    - Now {steps}.
    - {steps}
    - {steps}
    ### Calf
    - Roll.
    - {steps}
    ## Arms
    - {steps}
    """
    assert report == snapshot("""\
test.md:4:3: error[orphan-step]: This step belongs to no exercise.
    4 | - {steps}
      |   ^^^^^^^
  Put a `##` heading with the exercise's name above it.
test.md:7:3: error[bad-marker]: `{steps}` only marks a place, and does nothing itself.
    7 | - {steps} `hold 30s`
      |   ^^^^^^^^^^^^^^^^^^
  Let it stand alone in its item.
test.md:8:3: error[bad-marker]: `{steps}` only marks a place, and does nothing itself.
    8 | - {steps}
      |   ^^^^^^^
  Let it stand alone in its item.
test.md:10:7: error[bad-marker]: `{steps}` is not a word to speak.
   10 | - Now {steps}.
      |       ^^^^^^^
  Let it stand alone in an item under a `##` heading, before its first `###`.
test.md:12:3: error[bad-marker]: `{steps}` stands here twice.
   12 | - {steps}
      |   ^^^^^^^
  Keep one of the two.
test.md:15:3: error[bad-marker]: `{steps}` marks where the steps of `###` exercises go, but there are none.
   15 | - {steps}
      |   ^^^^^^^
  Put it under a `##` heading, before its first `###`, or delete it.
test.md:16:4: error[no-steps]: `Arms` has no steps.
   16 | ## Arms
      |    ^^^^
  Write its steps as a list under it; use a paragraph for what only a reader needs.
test.md:17:3: error[bad-marker]: `{steps}` marks where the steps of `###` exercises go, but there are none.
   17 | - {steps}
      |   ^^^^^^^
  Put it under a `##` heading, before its first `###`, or delete it.\
""")


def test_a_group_or_its_exercise_has_steps(report: str) -> None:
    """
    ## Legs
    - {steps}
    ### Calf
    - Roll.
    ### Thigh
    """
    assert report == snapshot("""\
test.md:8:5: error[no-steps]: `Thigh` has no steps.
    8 | ### Thigh
      |     ^^^^^
  Write its steps as a list under it; use a paragraph for what only a reader needs.\
""")


def test_what_is_wrong_with_a_shared_step_is_told_once(report: str) -> None:
    """
    ## Legs
    - Lift your {side} leg.
    - Stop. `hold 45s as it`
      - Now. `at 2min`
    ### Calf
    ### Thigh
    - Roll. `roll 20s as it`
    """
    assert report == snapshot("""\
test.md:5:13: error[unfilled-placeholder]: `{side}` has no side to name here.
    5 | - Lift your {side} leg.
      |             ^^^^^^
  Add `sides right, left` to the exercise's heading or to the front matter.
test.md:7:11: error[late-cue]: The action is over after 45s at the most.
    7 |   - Now. `at 2min`
      |           ^^^^^^^
  Choose an earlier moment, or allow a longer action.
test.md:10:10: error[duplicate-name]: `it` names two actions of this exercise.
   10 | - Roll. `roll 20s as it`
      |          ^^^^^^^^^^^^^^
  Give each a name of its own with `as`.\
""")


def test_an_exercise_of_a_group_stands_in_one(report: str) -> None:
    """
    ### Calf
    - Roll.
    """
    assert report == snapshot("""\
test.md:1:1: error[no-exercises]: The routine has no exercise.
    1 | ---
      | ^
  Add a heading with two hashes, such as `## Calf stretch`, and steps under it.
test.md:4:5: error[orphan-heading]: This exercise stands in no group.
    4 | ### Calf
      |     ^^^^
  Use `##` for it, or put a `##` heading above it.\
""")


def test_headings_go_three_deep(report: str) -> None:
    """
    ## Calf
    - Roll.
    #### Thigh
    - Sit.
    """
    assert report == snapshot("""\
test.md:6:6: error[deep-heading]: A heading this deep has no meaning here.
    6 | #### Thigh
      |      ^^^^^
  Use `##` for an exercise or a group, and `###` for an exercise in a group.\
""")


def test_a_heading_does_not_stand_in_a_list(report: str) -> None:
    """
    ## Calf
    - Sit.
      ## Thigh
    """
    assert report == snapshot("""\
test.md:6:6: error[misplaced-heading]: A heading cannot stand in a list.
    6 |   ## Thigh
      |      ^^^^^
  Start the heading at the left margin, outside the list.\
""")


def test_a_heading_has_words(report: str) -> None:
    """
    ## `times 2`
    - Sit.
    ##
    - Sit.
    """
    assert report == snapshot("""\
test.md:4:4: error[empty-heading]: The heading has no words.
    4 | ## `times 2`
      |    ^^^^^^^^^
  Name the exercise: the coach announces it.
test.md:6:3: error[empty-heading]: The heading has no words.
    6 | ##
      |   ^
  Name the exercise: the coach announces it.\
""")


def test_a_heading_has_no_placeholders(report: str) -> None:
    """
    ---
    title: Test
    sides: right, left
    ---
    ## Your {side} calf
    - Sit.
    """
    assert report == snapshot("""\
test.md:5:9: error[misplaced-placeholder]: `{side}` cannot be filled in in a heading.
    5 | ## Your {side} calf
      |         ^^^^^^
  Name the exercise without it; its side is announced anyway.\
""")


def test_a_step_says_or_does_something(report: str) -> None:
    """
    ## Calf
    -
    - `if right`
    - > Careful.
    - ![A calf](calf.png)
    - Sit.
    """
    assert report == snapshot("""\
test.md:5:1: error[empty-step]: The step says and does nothing.
    5 | -
      | ^
  Write what to do, or delete the item.
test.md:6:3: error[empty-step]: The step says and does nothing.
    6 | - `if right`
      |   ^^^^^^^^^^
  Write what to do, or delete the item.
test.md:6:4: error[no-sides]: This exercise has no sides.
    6 | - `if right`
      |    ^^^^^^^^
  Add `sides right, left` to its heading or to the front matter.
test.md:7:1: error[empty-step]: The step says and does nothing.
    7 | - > Careful.
      | ^^^^^^^^^^^^
  Write what to do, or delete the item.
test.md:8:3: error[empty-step]: The step says and does nothing.
    8 | - ![A calf](calf.png)
      |   ^^^^^^^^^^^^^^^^^^^
  Write what to do, or delete the item.\
""")


def test_a_cue_says_something(report: str) -> None:
    """
    ## Calf
    - Hold. `hold 30s`
      - `at 5s`
      -
    """
    assert report == snapshot("""\
test.md:6:5: error[empty-cue]: The cue says nothing.
    6 |   - `at 5s`
      |     ^^^^^^^
  Write what to say.
test.md:7:3: error[empty-cue]: The cue says nothing.
    7 |   -
      |   ^
  Write what to say.\
""")


def test_a_cue_wants_an_action(report: str) -> None:
    """
    ## Calf
    - Sit.
      - Slowly.
      - More slowly.
    """
    assert report == snapshot("""\
test.md:6:5: error[cue-without-action]: A cue is spoken during an action, and the step above it has none.
    6 |   - Slowly.
      |     ^^^^^^^
  Give the step an action, such as `hold 30s`, or make the cue a step.\
""")


def test_items_go_two_deep(report: str) -> None:
    """
    ## Calf
    - Hold. `hold 30s`
      - Relax.
        - Relax more.
          - And more.
    """
    assert report == snapshot("""\
test.md:7:7: error[deep-item]: An item this deep has no meaning here.
    7 |     - Relax more.
      |       ^^^^^^^^^^^
  Make it a cue, one level below the step it belongs to.\
""")


def test_what_is_too_deep_to_be_read_is_told(report: str) -> None:
    """
    ## Calf

    > > > > > > > > > > > > > > > > > > > > Careful.

    - Sit.
    """
    assert report == snapshot("""\
test.md:6:1: error[deep-nesting]: Something in this line is nested too deeply to be read.
    6 | > > > > > > > > > > > > > > > > > > > > Careful.
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Use one level of quotes, and two levels of items.\
""")


def test_options_and_tools_are_declared(report: str) -> None:
    """
    ---
    title: Test
    tools: [foam roller]
    options:
      firmer: press
    ---
    ## Calf `tool foam rollers`
    - Press. `if firmr`
    - Press. `unless softer, tool orb`
    - Press. `if firmer`
    """
    assert report == snapshot("""\
test.md:7:10: error[unknown-tool]: `foam rollers` is not a tool of this routine.
    7 | ## Calf `tool foam rollers`
      |          ^^^^^^^^^^^^^^^^^
  Did you mean `foam roller`?
test.md:8:11: error[unknown-option]: `firmr` is not an option of this routine.
    8 | - Press. `if firmr`
      |           ^^^^^^^^
  Did you mean `firmer`?
test.md:9:11: error[unknown-option]: `softer` is not an option of this routine.
    9 | - Press. `unless softer, tool orb`
      |           ^^^^^^^^^^^^^
  Declare it in the front matter under `options`.
test.md:9:26: error[unknown-tool]: `orb` is not a tool of this routine.
    9 | - Press. `unless softer, tool orb`
      |                          ^^^^^^^^
  Declare it in the front matter under `tools`.\
""")


def test_an_exercise_without_sides_has_no_right_and_left(report: str) -> None:
    """
    ## Calf
    - Turn right. `if right`
    - Turn left. `unless right`
    """
    assert report == snapshot("""\
test.md:5:16: error[no-sides]: This exercise has no sides.
    5 | - Turn right. `if right`
      |                ^^^^^^^^
  Add `sides right, left` to its heading or to the front matter.
test.md:6:15: error[no-sides]: This exercise has no sides.
    6 | - Turn left. `unless right`
      |               ^^^^^^^^^^^^
  Add `sides right, left` to its heading or to the front matter.\
""")


def test_an_action_is_named_once_in_its_exercise(report: str) -> None:
    """
    ## Calf
    - Hold. `hold 30s as tender`
    - Hold. `hold 30s as Tender`
    - Hold. `hold 30s`
    - Hold. `hold 30s as calf`
    """
    assert report == snapshot("""\
test.md:6:10: error[duplicate-name]: `Tender` names two actions of this exercise.
    6 | - Hold. `hold 30s as Tender`
      |          ^^^^^^^^^^^^^^^^^^
  Give each a name of its own with `as`.\
""")


def test_a_placeholder_is_known(report: str) -> None:
    """
    ## Calf
    - Sit on your {sides} hip, {name}.

    > Never {hurry}.
    """
    assert report == snapshot("""\
test.md:5:15: error[unknown-placeholder]: `{sides}` is not a placeholder.
    5 | - Sit on your {sides} hip, {name}.
      |               ^^^^^^^
  Did you mean `side`?
test.md:5:28: error[unknown-placeholder]: `{name}` is not a placeholder.
    5 | - Sit on your {sides} hip, {name}.
      |                            ^^^^^^
  The placeholders are {side}, {other}, {length}, {breaths}, {reps}, {tool}, {set}, {sets}, {round}, {rounds}.
test.md:7:9: error[unknown-placeholder]: `{hurry}` is not a placeholder.
    7 | > Never {hurry}.
      |         ^^^^^^^
  The placeholders are {side}, {other}, {length}, {breaths}, {reps}, {tool}, {set}, {sets}, {round}, {rounds}.\
""")


def test_a_placeholder_has_something_to_say(report: str) -> None:
    """
    ---
    title: Test
    ---
    > The {side} one.

    ## Calf
    > The {other} one.

    - Your {side} calf, with the {tool}, for {length}.
    - {breaths} breaths, {reps} times. `roll 10s`
    - {breaths} breaths. `hold 30s, breathe freely`
    """
    assert report == snapshot("""\
test.md:4:7: error[unfilled-placeholder]: `{side}` has no side to name here.
    4 | > The {side} one.
      |       ^^^^^^
  Add `sides right, left` to the exercise's heading or to the front matter.
test.md:7:7: error[unfilled-placeholder]: `{other}` has no side to name here.
    7 | > The {other} one.
      |       ^^^^^^^
  Add `sides right, left` to the exercise's heading or to the front matter.
test.md:9:8: error[unfilled-placeholder]: `{side}` has no side to name here.
    9 | - Your {side} calf, with the {tool}, for {length}.
      |        ^^^^^^
  Add `sides right, left` to the exercise's heading or to the front matter.
test.md:9:30: error[unfilled-placeholder]: `{tool}` has no tool to name.
    9 | - Your {side} calf, with the {tool}, for {length}.
      |                              ^^^^^^
  Add `tools` to the front matter.
test.md:9:42: error[unfilled-placeholder]: `{length}` has no action to measure.
    9 | - Your {side} calf, with the {tool}, for {length}.
      |                                          ^^^^^^^^
  Give the step an action.
test.md:10:3: error[unfilled-placeholder]: `{breaths}` has no paced hold to count breaths in.
   10 | - {breaths} breaths, {reps} times. `roll 10s`
      |   ^^^^^^^^^
  Give the step a `hold`.
test.md:10:22: error[unfilled-placeholder]: `{reps}` has no repetitions to count.
   10 | - {breaths} breaths, {reps} times. `roll 10s`
      |                      ^^^^^^
  Give the step `reps`.
test.md:11:3: error[unfilled-placeholder]: `{breaths}` has no paced hold to count breaths in.
   11 | - {breaths} breaths. `hold 30s, breathe freely`
      |   ^^^^^^^^^
  Give the step a `hold`.\
""")


def test_a_moment_is_one_that_the_action_has(report: str) -> None:
    """
    ## Calf
    - Roll. `roll 30s`
      - Now. `each in`
      - Now. `last out`
    - Hold. `hold 30s, breathe freely`
      - Now. `each out`
    - Hold. `hold 30s`
      - Now. `each lift`
    - Do. `reps 10`
      - Now. `each lower`
      - Now. `at out 1`
    """
    assert report == snapshot("""\
test.md:6:11: error[unpaced-cue]: This moment only comes in a paced `hold`.
    6 |   - Now. `each in`
      |           ^^^^^^^
  Use `at 10s`, `at half`, or no moment at all, to spread the cue evenly.
test.md:7:11: error[unpaced-cue]: This moment only comes in a paced `hold`.
    7 |   - Now. `last out`
      |           ^^^^^^^^
  Use `at 10s`, `at half`, or no moment at all, to spread the cue evenly.
test.md:9:11: error[unpaced-cue]: This moment only comes in a paced `hold`.
    9 |   - Now. `each out`
      |           ^^^^^^^^
  Use `at 10s`, `at half`, or no moment at all, to spread the cue evenly.
test.md:11:11: error[unpaced-cue]: This moment only comes in `reps` with a tempo.
   11 |   - Now. `each lift`
      |           ^^^^^^^^^
  Use `at 10s`, `at half`, or no moment at all, to spread the cue evenly.
test.md:14:11: error[unpaced-cue]: This moment only comes in a paced `hold`.
   14 |   - Now. `at out 1`
      |           ^^^^^^^^
  Use `at 10s`, `at half`, or no moment at all, to spread the cue evenly.\
""")


def test_breaths_are_counted_where_they_are_paced(report: str) -> None:
    """
    ## Calf `breathe freely`
    - Hold. `hold 4 breaths`
      - Now. `at 10s`
    """
    assert report == snapshot("""\
test.md:5:10: error[unpaced-breaths]: A hold that is not paced has no breaths to count.
    5 | - Hold. `hold 4 breaths`
      |          ^^^^^^^^^^^^^^
  State its length in seconds, or a breath pattern instead of `freely`.\
""")


def test_a_cue_comes_before_the_action_ends(report: str) -> None:
    """
    ## Calf
    - Hold. `hold 30-90s`
      - Now. `at 2min`
      - Now. `at 89s`
    - Hold. `hold 4 breaths`
      - Now. `at 40s`
    - Do. `reps 10-20`
      - Now. `at 1:20`
    - Roll. `roll 6 passes of 5s`
      - Now. `at 30s`
    - Hold. `hold 30s+`
      - Now. `at 59:59`
    - Hold. `hold 3-6 breaths`
      - Now. `at in 6`
      - Now. `at in 7`
    - Hold. `hold 30-65s`
      - Now. `at out 7`
    """
    assert report == snapshot("""\
test.md:6:11: error[late-cue]: The action is over after 1min 30s at the most.
    6 |   - Now. `at 2min`
      |           ^^^^^^^
  Choose an earlier moment, or allow a longer action.
test.md:7:11: warning[missed-cue]: When the action takes 30s, which is allowed, this is never heard.
    7 |   - Now. `at 89s`
      |           ^^^^^^
  Choose an earlier moment, or `at half`.
test.md:9:11: error[late-cue]: The action is over after 40s at the most.
    9 |   - Now. `at 40s`
      |           ^^^^^^
  Choose an earlier moment, or allow a longer action.
test.md:11:11: error[late-cue]: The action is over after 1min 20s at the most.
   11 |   - Now. `at 1:20`
      |           ^^^^^^^
  Choose an earlier moment, or allow a longer action.
test.md:13:11: error[late-cue]: The action is over after 30s at the most.
   13 |   - Now. `at 30s`
      |           ^^^^^^
  Choose an earlier moment, or allow a longer action.
test.md:15:11: warning[missed-cue]: When the action takes 30s, which is allowed, this is never heard.
   15 |   - Now. `at 59:59`
      |           ^^^^^^^^
  Choose an earlier moment, or `at half`.
test.md:18:11: error[late-cue]: The hold has at most 6 breaths.
   18 |   - Now. `at in 7`
      |           ^^^^^^^
  Choose an earlier breath, or allow a longer hold.\
""")


def test_a_length_in_digits_would_be_untrue(report: str) -> None:
    """
    > Stop after 2 min.

    ## Calf
    - Hold this for 30-90 seconds. `hold 30s`
      - **30** seconds left.
    - Take a 5-minute rest, or 7.5 s.
    - Turn to 2 o'clock, 3 times, by 90 degrees.
    """
    assert report == snapshot("""\
test.md:4:14: warning[spoken-duration]: `2 min` stays as it is when a listener asks for another length.
    4 | > Stop after 2 min.
      |              ^^^^^
  Write {length} instead, or leave it out: the coach says the length.
test.md:7:17: warning[spoken-duration]: `30-90 seconds` stays as it is when a listener asks for another length.
    7 | - Hold this for 30-90 seconds. `hold 30s`
      |                 ^^^^^^^^^^^^^
  Write {length} instead, or leave it out: the coach says the length.
test.md:8:5: warning[spoken-duration]: `30 seconds` stays as it is when a listener asks for another length.
    8 |   - **30** seconds left.
      |     ^^^^^^^^^^^^^^^^^^^^
  Write {length} instead, or leave it out: the coach says the length.
test.md:9:10: warning[spoken-duration]: `5-minute` stays as it is when a listener asks for another length.
    9 | - Take a 5-minute rest, or 7.5 s.
      |          ^^^^^^^^
  Write {length} instead, or leave it out: the coach says the length.
test.md:9:28: warning[spoken-duration]: `7.5 s` stays as it is when a listener asks for another length.
    9 | - Take a 5-minute rest, or 7.5 s.
      |                            ^^^^^
  Write {length} instead, or leave it out: the coach says the length.\
""")


def test_a_length_in_digits_is_found_in_every_language(tell: Callable[[str], str]) -> None:
    texts = (
        "Halte 30 bis 90 Sekunden.",
        "Noch 2 Minuten.",
        "Noch 10 Sek.",
        "Tiens 30 à 90 secondes.",
        "Aguanta 30 a 90 segundos.",
        "Espera 2 minutos.",
        "Quedan 10 seg.",
        "2 Segel, 3 segments, 4 minutieuses, 3 Mal, 5 bis 6 Mal.",
    )
    found = tell("## A\n" + "".join(f"- {text}\n" for text in texts))
    assert [line.split("`")[1] for line in found.splitlines() if "spoken-duration" in line] == [
        "30 bis 90 Sekunden",
        "2 Minuten",
        "10 Sek",
        "30 à 90 secondes",
        "30 a 90 segundos",
        "2 minutos",
        "10 seg",
    ]


def test_a_text_is_short_enough_to_be_followed(tell: Callable[[str], str]) -> None:
    assert tell(f"## {'Calf ' * 201}\n- {'Sit. ' * 201}\n") == snapshot("""\
test.md:4:4: error[long-text]: This text is too long to be spoken.
    4 | ## Calf Calf Calf Calf Calf Calf Calf Calf Calf Calf Calf Calf Calf Calf Calf Calf Calf Calf Calf Ca…
      |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Say it in parts of at most 1000 characters.
test.md:5:3: error[long-text]: This text is too long to be spoken.
    5 | - Sit. Sit. Sit. Sit. Sit. Sit. Sit. Sit. Sit. Sit. Sit. Sit. Sit. Sit. Sit. Sit. Sit. Sit. Sit. Sit…
      |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Say it in parts of at most 1000 characters.\
""")
    assert not tell(f"## Calf\n- {'x' * 1000}\n")


def test_a_title_is_short_enough_to_be_followed(tell: Callable[[str], str]) -> None:
    head = f"title: {'Calf ' * 201}\nthen: {'x' * 1001}\navoid: [{'injury, ' * 150}]"
    assert tell(f"---\n{head}\n---\n## Calf\n- Sit.\n") == snapshot("""\
test.md:2:1: error[long-text]: This text is too long to be spoken.
    2 | title: Calf Calf Calf Calf Calf Calf Calf Calf Calf Calf Calf Calf Calf Calf Calf Calf Calf Calf Cal…
      | ^^^^^
  Say it in parts of at most 1000 characters.
test.md:3:1: error[long-text]: This text is too long to be spoken.
    3 | then: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
      | ^^^^
  Say it in parts of at most 1000 characters.
test.md:4:1: error[long-text]: This text is too long to be spoken.
    4 | avoid: [injury, injury, injury, injury, injury, injury, injury, injury, injury, injury, injury, inju…
      | ^^^^^
  Say it in parts of at most 1000 characters.\
""")


def test_all_mistakes_are_told_at_once_in_the_order_of_the_script(report: str) -> None:
    """
    ---
    titel: Evening legs
    sides: right, lft
    options:
      firmer: press harder
    settle: 12
    ---

    > Stop after 30 seconds.

    - Sit down.

    ## Calf `times`

    - Hold your {sides} calf. `hold 90-30s`
      - Relax. `at half past`
    - Roll. `roll 6 passes, spots 2`
    - Sit. `if firmr`
      - Slowly.

    #### Thigh

    ## Empty
    """
    assert report == snapshot("""\
test.md:2:1: error[unknown-key]: `titel` is not a key of a routine.
    2 | titel: Evening legs
      | ^^^^^
  Did you mean `title`?
test.md:3:8: error[bad-sides]: `lft` is not a side.
    3 | sides: right, lft
      |        ^^^^^^^^^^
  Write the sides in order, such as `right, left` or `tight, other, tight`, or `none`.
test.md:4:1: warning[unused-option]: Nothing depends on the option `firmer`.
    4 | options:
      | ^^^^^^^
  Use it with `if` or `unless`, or delete it.
test.md:6:9: error[missing-unit]: `12` has no unit.
    6 | settle: 12
      |         ^^
  Write `12s` for seconds.
test.md:9:14: warning[spoken-duration]: `30 seconds` stays as it is when a listener asks for another length.
    9 | > Stop after 30 seconds.
      |              ^^^^^^^^^^
  Write {length} instead, or leave it out: the coach says the length.
test.md:11:3: error[orphan-step]: This step belongs to no exercise.
   11 | - Sit down.
      |   ^^^^^^^^^
  Put a `##` heading with the exercise's name above it.
test.md:13:10: error[incomplete]: `times` needs more words.
   13 | ## Calf `times`
      |          ^^^^^
  Write how often after it, such as `times 3`, `times 2-5` or `times 3 in 2-5`.
test.md:15:13: error[unknown-placeholder]: `{sides}` is not a placeholder.
   15 | - Hold your {sides} calf. `hold 90-30s`
      |             ^^^^^^^
  Did you mean `side`?
test.md:15:28: error[reversed-range]: `90-30s` runs backwards.
   15 | - Hold your {sides} calf. `hold 90-30s`
      |                            ^^^^^^^^^^^
  Write the smaller number first.
test.md:16:13: error[bad-duration]: `half past` is not a duration.
   16 |   - Relax. `at half past`
      |             ^^^^^^^^^^^^
  Write a duration as `45s`, `1min`, `1min 30s` or `1:30`.
test.md:17:10: error[incomplete]: A pass has no length.
   17 | - Roll. `roll 6 passes, spots 2`
      |          ^^^^^^^^^^^^^
  Write `roll 20-30s` or `roll 6 passes of 5s`.
test.md:18:9: error[unknown-option]: `firmr` is not an option of this routine.
   18 | - Sit. `if firmr`
      |         ^^^^^^^^
  Did you mean `firmer`?
test.md:19:5: error[cue-without-action]: A cue is spoken during an action, and the step above it has none.
   19 |   - Slowly.
      |     ^^^^^^^
  Give the step an action, such as `hold 30s`, or make the cue a step.
test.md:21:6: error[deep-heading]: A heading this deep has no meaning here.
   21 | #### Thigh
      |      ^^^^^
  Use `##` for an exercise or a group, and `###` for an exercise in a group.
test.md:23:4: error[no-steps]: `Empty` has no steps.
   23 | ## Empty
      |    ^^^^^
  Write its steps as a list under it; use a paragraph for what only a reader needs.\
""")


def test_every_duration_in_digits_is_told(report: str) -> None:
    """
    ---
    title: A 5 minute roll
    ---
    ## Hold for 30 seconds
    - Wait 1:30 here, then 2 hours, then 1 min 30 s, and 1:30.
    - At 12:99 nothing is meant, nor in 1:5 or 4:3:20.
    """
    assert report == snapshot("""\
test.md:2:1: warning[spoken-duration]: `5 minute` stays as it is when a listener asks for another length.
    2 | title: A 5 minute roll
      | ^^^^^
  Leave it out: the coach says the length.
test.md:4:13: warning[spoken-duration]: `30 seconds` stays as it is when a listener asks for another length.
    4 | ## Hold for 30 seconds
      |             ^^^^^^^^^^
  Leave it out: the coach says the length.
test.md:5:3: warning[unmarked-directive]: “Wait 1:30” is spoken, and times nothing.
    5 | - Wait 1:30 here, then 2 hours, then 1 min 30 s, and 1:30.
      |   ^^^^^^^^^
  Put it between backquotes: `wait 1:30`.
test.md:5:24: warning[spoken-duration]: `2 hours` stays as it is when a listener asks for another length.
    5 | - Wait 1:30 here, then 2 hours, then 1 min 30 s, and 1:30.
      |                        ^^^^^^^
  Write {length} instead, or leave it out: the coach says the length.
test.md:5:38: warning[spoken-duration]: `1 min 30 s` stays as it is when a listener asks for another length.
    5 | - Wait 1:30 here, then 2 hours, then 1 min 30 s, and 1:30.
      |                                      ^^^^^^^^^^
  Write {length} instead, or leave it out: the coach says the length.
test.md:5:54: warning[spoken-duration]: `1:30` stays as it is when a listener asks for another length.
    5 | - Wait 1:30 here, then 2 hours, then 1 min 30 s, and 1:30.
      |                                                      ^^^^
  Write {length} instead, or leave it out: the coach says the length.\
""")


def test_steps_are_not_shared_by_more_exercises_than_can_be_made(
    tell: Callable[[str], str],
) -> None:
    text = "## Circuit\n" + "- Sit. `move 1s`\n" * 400 + "### A\n- Up.\n" * 400
    assert tell(text) == snapshot("""\
test.md:4:4: error[too-many-steps]: 400 steps are shared by 400 exercises.
    4 | ## Circuit
      |    ^^^^^^^
  Write only what every exercise begins or ends with under the `##` heading.\
""")


def test_a_tool_that_may_be_any_of_several(report: str) -> None:
    """
    ---
    title: Test
    tools: [towel, frozen bottle]
    ---
    ## Roll
    - Your foot on the {tool}. `roll 1min`
    - And on the {tool}. `roll 1min` `tool frozen bottle`
    """
    assert report == snapshot("""\
test.md:6:20: warning[ambiguous-tool]: `{tool}` is the first of 2 tools here.
    6 | - Your foot on the {tool}. `roll 1min`
      |                    ^^^^^^
  Write the name of the tool, or say which the step needs: `tool frozen bottle`.\
""")


def test_the_tool_that_has_an_alternative_is_the_one(report: str) -> None:
    """
    ---
    title: Test
    tools: [towel, frozen bottle or golf ball]
    ---
    ## Roll
    - Your foot on the {tool}. `roll 1min`
    """
    assert report == ""


def test_a_number_of_a_set_or_a_round_needs_sets_or_rounds(report: str) -> None:
    """
    > Round {round}.

    ## Squats
    - Set {set} of {sets}. `move 10s`
    - Round {round} of {rounds}. `rest 10s, times 3`
    """
    assert report == snapshot("""\
test.md:4:9: error[unfilled-placeholder]: `{round}` has no rounds to count.
    4 | > Round {round}.
      |         ^^^^^^^
  Add `times 3` to a heading above it.
test.md:7:7: error[unfilled-placeholder]: `{set}` has no sets to count.
    7 | - Set {set} of {sets}. `move 10s`
      |       ^^^^^
  Add `times 3` to the step.
test.md:7:16: error[unfilled-placeholder]: `{sets}` has no sets to count.
    7 | - Set {set} of {sets}. `move 10s`
      |                ^^^^^^
  Add `times 3` to the step.
test.md:8:9: error[unfilled-placeholder]: `{round}` has no rounds to count.
    8 | - Round {round} of {rounds}. `rest 10s, times 3`
      |         ^^^^^^^
  Add `times 3` to a heading above it.
test.md:8:20: error[unfilled-placeholder]: `{rounds}` has no rounds to count.
    8 | - Round {round} of {rounds}. `rest 10s, times 3`
      |                    ^^^^^^^^
  Add `times 3` to a heading above it.
test.md:8:31: warning[silent-sets]: Between the sets of a `rest` nothing is said or sounds.
    8 | - Round {round} of {rounds}. `rest 10s, times 3`
      |                               ^^^^^^^^
  Put `times` on the heading: its rounds are announced.\
""")
