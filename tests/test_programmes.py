"""Programmes: files that list routines, wherever a routine may stand."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from inline_snapshot import snapshot
from typer.testing import CliRunner

import coach
from coach.cli.commands import app
from coach.diagnostics import Diagnostic, render_diagnostic
from coach.library import Library
from coach.pipeline import check_routine
from coach.score.arrange import arrange_timeline
from coach.score.timeline import Timeline
from support import Given, frames_of, plan_routines, said, settings, visits

CALF = """---
title: Calf roll
tools: [roller]
avoid: [blood clots]
options:
  firmer: cross the free leg
---
> Keep your chest up.

## Calf
- Roll. `roll 20s`
- Cross your legs. `if firmer`
- Stop on the spot. `hold 30s in 20-60s as tender`
"""
THIGH = """---
title: Thigh release
tools: [roller, ball]
---
## Thigh
- Lie on the roller. `roll 10s` `tool roller`
- Lie on the ball. `roll 10s` `tool ball`
"""
RAISE = "---\ntitle: Heel raise\n---\n## Raise\n- Stand. Go up and down. `reps 2`\n"
LEGS = """---
title: Legs
routines: [calf-roll with firmer, thigh-release with ball]
words: brief
avoid: [a fever]
---
A paragraph is for the reader.

> Keep a glass of water near.

- [[calf-roll]]
"""
EVENING = """---
title: Evening
routines:
  - Heel
  - legs
  - Heel raise
then: calf-roll
stop: Stop if it hurts.
end: Sleep well.
mute: [lengths]
---
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library of three routines and two programmes."""
    files = {
        "calf-roll": CALF,
        "thigh-release": THIGH,
        "raise": RAISE,
        "legs": LEGS,
        "evening": EVENING,
    }
    (tmp_path / "scripts").mkdir()
    for name, text in files.items():
        (tmp_path / "scripts" / f"{name}.md").write_text(text)
    return Library(tmp_path)


def tell(diagnostics: Iterable[Diagnostic]) -> str:
    """Write diagnostics, `…` for the list of all routines."""
    text = "\n".join(map(render_diagnostic, diagnostics))
    return re.sub(r"There is all-over-roll, .*; or give", "There is …; or give", text)


def planned(library: Library, asked: tuple[str, ...], given: Given | None = None) -> Timeline:
    adjusted = settings(given or Given())
    sheet = plan_routines([library.load_routine(each) for each in asked], adjusted)
    assert sheet.value, "\n".join(map(render_diagnostic, sheet.diagnostics))
    assert not sheet.diagnostics
    return arrange_timeline(sheet.value, frames_of, adjusted.mute)


def test_a_programme_is_heard_as_one_track_with_its_own_title(library: Library) -> None:
    timeline = planned(library, ("evening",))
    roles = ("title", "caution", "announce", "instruction", "finish")
    assert timeline.title == "Evening"
    assert said(timeline, *roles) == snapshot(
        [
            "Evening. About two minutes and twenty seconds. You need a roller and a ball.",
            "Stop if it hurts.",
            "Skip this if you have a fever or blood clots.",
            "Heel raise.",
            "Raise.",
            "Stand. Go up and down.",
            "Next: Legs.",
            "Calf roll.",
            "Keep a glass of water near.",
            "Keep your chest up.",
            "Calf.",
            "Roll.",
            "Cross your legs.",
            "Stop on the spot.",
            "Next: Thigh release.",
            "Thigh.",
            "Lie on the ball.",
            "Next: Heel raise.",
            "Raise.",
            "Stand. Go up and down.",
            "Sleep well.",
            "Next: calf roll.",
        ]
    )
    assert visits(timeline) == snapshot(
        ["Heel raise: Raise", "Calf roll: Calf", "Thigh release: Thigh", "Heel raise: Raise"]
    )


def test_a_programme_stands_beside_routines(library: Library) -> None:
    timeline = planned(library, ("raise", "legs"))
    assert timeline.title == "Heel raise and Legs"
    assert said(timeline, "caution", "announce", "finish") == snapshot(
        [
            "Stop if you feel sharp pain, numbness or tingling.",
            "Skip this if you have a fever or blood clots.",
            "Raise.",
            "Next: Legs.",
            "Calf roll.",
            "Keep a glass of water near.",
            "Keep your chest up.",
            "Calf.",
            "Next: Thigh release.",
            "Thigh.",
            "That's it. Well done.",
        ]
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (Given(skip=("legs",)), None),
        (Given(skip=("Calf roll", "raise")), ["Thigh release: Thigh"]),
        (Given(only=("calf-roll",)), ["Calf roll: Calf"]),
        (Given(only=("thigh-release", "calf")), ["Calf roll: Calf", "Thigh release: Thigh"]),
        (Given(from_="thigh release"), ["Thigh release: Thigh", "Heel raise: Raise"]),
        (Given(skip=("raise",), until="calf roll"), ["Calf roll: Calf"]),
    ],
)
def test_it_is_cut_by_its_routines_too(
    library: Library, given: Given, expected: list[str] | None
) -> None:
    if expected is None:
        sheet = plan_routines([library.load_routine("evening")], settings(given))
        assert "--skip legs: there is no such part" in render_diagnostic(sheet.diagnostics[0])
    else:
        assert visits(planned(library, ("evening",), given)) == expected


def test_the_listener_comes_before_the_programme(library: Library) -> None:
    own = planned(library, ("legs",))
    assert said(own, "instruction") == snapshot(
        ["Roll.", "Cross your legs.", "Stop on the spot.", "Lie on the ball."]
    )
    other = planned(library, ("legs",), Given(with_="roller", words="none", hold="tender=40s"))
    assert [(hold.name, hold.frames // 44_100) for hold in other.holds] == snapshot(
        [("Calf", 20), ("tender", 40), ("Thigh", 10)]
    )
    assert not said(other, "title", "caution", "instruction", "finish")


def test_it_is_checked_with_all_its_routines(library: Library, tmp_path: Path) -> None:
    assert not check_routine(library.load_routine("evening"), library)
    (tmp_path / "scripts/raise.md").write_text(RAISE.replace("reps 2", "reps two"))
    programme = library.load_routine("evening")
    assert programme.has_errors
    told = check_routine(programme, library)
    assert [(each.code, each.source and each.source.name) for each in told] == snapshot(
        [("bad-count", "raise.md")]
    )


def test_it_is_a_text_too_and_then_has_no_folder(library: Library) -> None:
    programme = coach.parse(LEGS, library=library)
    assert [each.routine.front.title for each in programme.members] == [
        "Calf roll",
        "Thigh release",
    ]
    outside = coach.parse(LEGS.replace("calf-roll with", "./calf.md with"), library=library)
    assert [each.code for each in outside.diagnostics] == ["unknown-routine"]


FRENCH = "---\ntitle: Mollet\nlanguage: fr\n---\n## Mollet\n- Respire. `hold 10s`\n"


def mistakes(library: Library, routines: str) -> str:
    """Write what is wrong with a programme in a folder of its own, beside a French routine."""
    folder = Path(str(library.folder), "sent")
    folder.mkdir(exist_ok=True)
    (folder / "mollet.md").write_text(FRENCH)
    (folder / "link.md").unlink(missing_ok=True)
    (folder / "link.md").symlink_to("../scripts/raise.md")
    (folder / "loop.md").write_text("---\ntitle: Loop\nroutines: [own.md]\n---\n")
    (folder / "own.md").write_text(f"---\ntitle: Own\nroutines: {routines}\n---\n")
    programme = library.load_routine(str(folder / "own.md"))
    found = programme.diagnostics or plan_routines([programme], settings(Given())).diagnostics
    return tell(found).replace(f"{library.folder}/", "")


@pytest.mark.parametrize(
    ("routines", "expected"),
    [
        (
            "[mollet]",
            snapshot(""),
        ),
        (
            "[mollet, raise]",
            snapshot("""\
raise.md:1:1: error[mixed-languages]: “Heel raise” is in `en`, “Mollet” in `fr`.
    1 | ---
      | ^
  One voice speaks a whole track: make one track for each language.\
"""),
        ),
        (
            "[nowhere]",
            snapshot("""\
sent/own.md:3:12: error[unknown-routine]: There is no routine called `nowhere`.
    3 | routines: [nowhere]
      |            ^^^^^^^
  There is …; or give the path of a file.\
"""),
        ),
        (
            "[nowhere.md]",
            snapshot("""\
sent/own.md:3:12: error[no-file]: There is no file nowhere.md beside the programme.
    3 | routines: [nowhere.md]
      |            ^^^^^^^^^^
  Check the path, or name a routine that `coach list` shows.\
"""),
        ),
        (
            "[../scripts/raise.md]",
            snapshot("""\
sent/own.md:3:12: error[outside-folder]: `../scripts/raise.md` is outside the programme's folder.
    3 | routines: [../scripts/raise.md]
      |            ^^^^^^^^^^^^^^^^^^^
  Name a routine that `coach list` shows, or a file in the same folder.\
"""),
        ),
        (
            "[/etc/hosts.md]",
            snapshot("""\
sent/own.md:3:12: error[outside-folder]: `/etc/hosts.md` is outside the programme's folder.
    3 | routines: [/etc/hosts.md]
      |            ^^^^^^^^^^^^^
  Name a routine that `coach list` shows, or a file in the same folder.\
"""),
        ),
        (
            "[link.md]",
            snapshot("""\
sent/own.md:3:12: error[outside-folder]: `link.md` is outside the programme's folder.
    3 | routines: [link.md]
      |            ^^^^^^^
  Name a routine that `coach list` shows, or a file in the same folder.\
"""),
        ),
        (
            "[link]",
            snapshot("""\
sent/own.md:3:12: error[outside-folder]: `link.md` is outside the programme's folder.
    3 | routines: [link]
      |            ^^^^
  Name a routine that `coach list` shows, or a file in the same folder.\
"""),
        ),
        (
            "[own]",
            snapshot("""\
sent/own.md:3:12: error[routine-cycle]: `own` leads back to itself: this would never end.
    3 | routines: [own]
      |            ^^^
  Delete it here, or in the programme that it names.\
"""),
        ),
        (
            "[loop]",
            snapshot("""\
sent/loop.md:3:12: error[routine-cycle]: `own.md` leads back to itself: this would never end.
    3 | routines: [own.md]
      |            ^^^^^^
  Delete it here, or in the programme that it names.\
"""),
        ),
        (
            "[mollet]\nlanguage: en",
            snapshot("""\
sent/mollet.md:3:1: error[mixed-languages]: “Mollet” is in `fr`, “Own” in `en`.
    3 | language: fr
      | ^^^^^^^^
  One voice speaks a whole track: make one track for each language.\
"""),
        ),
        (
            "[raise with bal]",
            snapshot("""\
sent/own.md:3:12: error[unknown-option]: `raise` has no option or tool `bal`.
    3 | routines: [raise with bal]
      |            ^^^^^^^^^^^^^^
  It has none.\
"""),
        ),
        (
            "[thigh with bal]",
            snapshot("""\
sent/own.md:3:12: error[unknown-option]: `thigh` has no option or tool `bal`.
    3 | routines: [thigh with bal]
      |            ^^^^^^^^^^^^^^
  Did you mean `ball`?\
"""),
        ),
    ],
)
def test_what_a_programme_cannot_have(library: Library, routines: str, expected: str) -> None:
    assert mistakes(library, routines) == expected


def test_programmes_in_one_another_are_bounded(library: Library) -> None:
    folder = Path(str(library.folder), "scripts")
    for number in range(1, 12):
        text = f"---\ntitle: P{number}\nroutines: [p-{number + 1}-x]\n---\n"
        (folder / f"p-{number}-x.md").write_text(text)
    (folder / "p-12-x.md").write_text(RAISE)
    (folder / "many.md").write_text(f"---\ntitle: M\nroutines: [{'legs, ' * 90}]\n---\n")
    codes = [{d.code for d in library.load_routine(n).diagnostics} for n in ("p-1-x", "many")]
    assert codes == [{"deep-programme"}, {"too-many-routines"}]
    assert not library.load_routine("p-5-x").diagnostics
    assert len(library.load_routine("many").members) < 200


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("calf", "Calf roll"),
        ("CALF R", "Calf roll"),
        ("thigh release", "Thigh release"),
        ("Heel raise", "Heel raise"),
        ("heel", "Heel raise"),
        ("raise", "Heel raise"),
        ("even", "Evening"),
    ],
)
def test_a_routine_is_found_by_a_beginning_of_its_name_or_title(
    library: Library, asked: str, title: str
) -> None:
    routine = library.load_routine(asked)
    assert (routine.front.title, routine.diagnostics) == (title, ())
    assert library.load_routine(library.make_lasting_name("scripts", asked)) == routine


def test_a_beginning_of_several_names_is_refused(library: Library) -> None:
    Path(str(library.folder), "scripts/zig-one.md").write_text(CALF)
    Path(str(library.folder), "scripts/other.md").write_text(RAISE.replace("Heel", "Zig"))
    told = [library.load_routine(asked).diagnostics for asked in ("zi", "ig", "-")]
    assert "\n".join(map(tell, told)) == snapshot("""\
error[ambiguous-routine]: `zi` is the beginning of several routines: other, zig-one.
  Write more of the one that you mean.
error[unknown-routine]: There is no routine called `ig`.
  There is …; or give the path of a file.
error[unknown-routine]: There is no routine called `-`.
  There is …; or give the path of a file.\
""")


def test_commands_take_a_programme_as_a_routine(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = LEGS.replace("words: brief", "words: none")
    Path(str(library.folder), "scripts/legs.md").write_text(silent)
    monkeypatch.setenv("COACH_HOME", str(library.folder))
    monkeypatch.chdir(str(library.folder))

    def run(*words: str) -> str:
        result = CliRunner().invoke(app, list(words))
        assert result.exit_code == 0, result.output
        return result.stdout

    listed = {row["name"]: row for row in json.loads(run("list", "--json"))}["legs"]
    assert listed == snapshot(
        {
            "name": "legs",
            "title": "Legs",
            "source": "",
            "tools": ["roller", "ball"],
            "seconds": [76, 86, 116],
            "often": [],
        }
    )
    chapters = json.loads(run("show", "leg", "--json", "--skip", "thigh"))["chapters"]
    assert [chapter["title"] for chapter in chapters] == ["Introduction", "Calf roll: Calf"]
    held = json.loads(run("holds", "legs", "--json"))
    assert [(row["routine"], len(row["holds"])) for row in held] == snapshot(
        [("calf-roll", 2), ("thigh-release", 2)]
    )
    assert run("check", "legs").splitlines()[-1] == "legs: no mistakes"
    exported = run("export", "leg", "--with", "roller").splitlines()[0]
    assert exported.startswith("legs.mp3: Legs, ")
