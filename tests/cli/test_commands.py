"""The commands as a user meets them: what is printed where, and the exit code."""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from inline_snapshot import snapshot
from typer.testing import CliRunner, Result

from coach.audio.tones import SOUND_SETS
from coach.cli.commands import app

ROUTINES = [
    "all-over-roll",
    "calf-roll",
    "donkey-calf-raise",
    "estiramiento-de-pantorrilla",
    "hamstring-release",
    "knee-strength",
    "lower-body-release",
    "respiration-carree",
    "step-calf-stretch",
    "sun-salutation",
    "tabata",
    "wadenrolle",
]
EVERY_OPTION = [
    ("--hold", "10s", "--no-limits"),
    ("--breath", "4-7-8"),
    ("--breath", "3+1-8", "--no-limits"),
    ("--reps", "10"),
    ("--tempo", "4-0-1-0"),
    ("--spots", "2"),
    ("--tight", "left"),
    ("--side", "left"),
    ("--settle", "12s"),
    ("--switch", "12s"),
    ("--pace", "slow"),
    ("--pace", "quick"),
    ("--count", "in"),
    ("--count", "none"),
    ("--mute", "breath,words,counts,tones,lengths"),
    ("--level", "breath=-6", "--level", "voice=3"),
    ("--sounds", "clear"),
    ("--no-limits",),
]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in an empty folder, with an empty library of one's own; what saves time is shared."""
    home = tmp_path / "home"
    home.mkdir()
    shared = Path(os.environ["COACH_HOME"], "cache")
    shared.mkdir(exist_ok=True)
    (home / "cache").symlink_to(shared)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COACH_HOME", str(home))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_help_names_every_command() -> None:
    result = run("--help")
    assert result.exit_code == 0
    for command in ("cache", "list", "show", "holds", "check", "export", "voices", "new"):
        assert f"│ {command}" in result.stdout
        assert run(command, "--help").exit_code == 0


def test_list_gives_the_contracts_json() -> None:
    rows = json.loads(run("list", "--json").stdout)
    assert [row["name"] for row in rows] == ROUTINES
    for row in rows:
        assert list(row) == ["name", "title", "source", "tools", "seconds", "often"]
        shortest, default, longest = row["seconds"]
        assert 170 < shortest <= default <= longest < 3600
    assert rows[1]["tools"] == ["foam roller"]
    assert rows[8]["often"] == ["several times a day"]


def test_list_agrees_with_show() -> None:
    document = json.loads(run("show", "calf-roll", "--json").stdout)
    rows = json.loads(run("list", "--json").stdout)
    assert rows[1]["seconds"][1] == round(document["frames"] / 44_100)


def test_list_says_where_it_does_not_know_exactly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "new"))
    lines = run("list").stdout.splitlines()
    assert all(
        re.search(r"  about \d+:[03]0 \(\d+:[03]0 to \d+:[03]0\)  ", line) for line in lines[1:]
    )


def test_ones_own_routine_is_listed_and_hides_a_shipped_one(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "scripts"
    folder.mkdir(parents=True)
    (folder / "calf-roll.md").write_text("---\ntitle: Mine\n---\n## A\n- Sit. `hold 30s`\n")
    (folder / "broken.md").write_text("nothing")
    result = run("list", "--json")
    assert json.loads(result.stdout)[1]["title"] == "Mine"
    assert "broken.md" in result.stderr


OPTIONS_OF_ROUTINES = [
    pytest.param(
        routine,
        options,
        marks=() if (row - column) % len(ROUTINES) == 0 else pytest.mark.slow,
        id=f"{routine} {' '.join(options)}",
    )
    for row, options in enumerate(EVERY_OPTION)
    for column, routine in enumerate(ROUTINES)
]
"""Every option with one routine and every routine with some options; the rest are slow."""


@pytest.mark.parametrize(("routine", "options"), OPTIONS_OF_ROUTINES)
def test_every_option_works_with_every_routine(routine: str, options: tuple[str, ...]) -> None:
    result = run("show", routine, "--json", *options)
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["version"] == 2


@pytest.mark.parametrize(
    ("routine", "voice"),
    [("calf-roll", "brisk"), ("wadenrolle", "ruhig"), ("estiramiento-de-pantorrilla", "serena")],
)
def test_a_voice_of_its_language_speaks_a_routine(routine: str, voice: str) -> None:
    result = run("show", routine, "--json", "--voice", voice)
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["voice"] == voice


PARTS_OF_ROUTINES = [
    pytest.param(routine, marks=() if routine.startswith(("calf", "sun")) else pytest.mark.slow)
    for routine in ROUTINES
]


@pytest.mark.parametrize("routine", PARTS_OF_ROUTINES)
def test_every_part_can_be_done_alone(routine: str) -> None:
    whole = json.loads(run("show", routine, "--json").stdout)
    titles = [chapter["title"] for chapter in whole["chapters"]][1:]
    for title in (titles[0], titles[-1]):
        for option in ("--only", "--from", "--until"):
            result = run("show", routine, "--json", option, title)
            assert result.exit_code == 0, result.stderr
            part = json.loads(result.stdout)
            kept = [chapter["title"] for chapter in part["chapters"]][1:]
            assert title in kept
            if option == "--only":
                assert set(kept) == {title}


def test_show_reads_well() -> None:
    path = Path("stretch.md")
    steps = "- Lean in. `hold 10s as lean`\n- Up. `reps 2, times 2`\n"
    path.write_text(f"---\ntitle: Stretch\n---\n## Calf\n{steps}")
    lines = run("show", "stretch", "--voice", "brisk", "--mute", "words").stdout.splitlines()
    assert lines[0].startswith("Stretch · 1:")
    assert any(line.endswith("    instruction Lean in.") for line in lines)
    assert any("lean, 10s, 1 breath, until" in line for line in lines)
    assert any("Calf, set 2 of 2, 8s, until" in line for line in lines)


def test_the_readme_shows_what_its_routine_says() -> None:
    readme = Path(__file__).parents[2].joinpath("README.md").read_text("utf-8")
    Path("evening.md").write_text(readme.partition("```markdown\n")[2].partition("```")[0])
    shown = readme.partition("```text heard\n")[2].partition("```")[0]
    heard = run("show", "evening.md").stdout
    # Another machine's voice may be a little quicker or slower.
    assert re.sub(r" *\d+:\d\d\.\d", "", shown) in re.sub(r" *\d+:\d\d\.\d", "", heard)


def test_show_marks_what_is_left_out() -> None:
    text = "- **Lean in**, and breathe. `hold 5s`\n"
    Path("own.md").write_text(f"---\ntitle: Own\n---\n## Calf `times 2`\n{text}")
    full = run("show", "own.md", "--voice", "brisk").stdout
    assert "[" not in full
    brief = run("show", "own.md", "--voice", "brisk", "--words", "brief").stdout
    instructions = [line.split(maxsplit=2)[2] for line in brief.splitlines() if "instruct" in line]
    assert instructions == ["Lean in, and breathe.", "Lean in[, and breathe]."]
    assert brief.endswith("\n\nWhat stands in brackets is left out.\n")
    silent = json.loads(run("show", "own.md", "--words", "none", "--json").stdout)
    assert {event["kind"] for event in silent["events"]} == {"tone", "breath"}


def test_check_says_once_that_emphasis_is_read_as_short_words() -> None:
    text = "## Calf\n- **Lean in**, and breathe. `roll 5s`\n- **Rest** now.\n"
    Path("own.md").write_text(f"---\ntitle: Own\n---\n{text}")
    result = run("check", "own.md")
    assert result.exit_code == 0
    assert result.stdout == "own.md: no mistakes\n"
    assert result.stderr.startswith("own.md:5:3: note[short-words]: Strong emphasis at the start")
    assert "note" not in run("show", "own.md", "--voice", "brisk").stderr


def test_holds_names_the_exercise_where_a_name_would_reach_others() -> None:
    Path("own.md").write_text(
        "---\ntitle: x\n---\n## Calf\n- Roll. `roll 20s`\n- Stop. `hold 30s`\n"
        "- Stop. `hold 10s as it`\n## Heel\n- Stop. `hold 20s`\n"
    )
    lines = run("holds", "own.md").stdout.splitlines()[1:-1]
    written = [line.split("--hold ")[-1] for line in lines]
    assert written == ["Calf/Calf=20s", '"Calf 2=30s"', "it=10s", "Heel=20s"]


def hide_reach(holds: str) -> str:
    """Leave out the lengths that a fit can reach: they depend on what was spoken before."""
    holds, found = re.subn(r'"fit": \[\s*(\d+),\s*(\d+)\s*\]', '"fit": null', holds)
    holds, told = re.subn(
        r"--fit TIME: the whole track, (about )?\w.* to \w.*", "--fit TIME", holds
    )
    assert found or told
    return holds


def test_holds_says_how_to_write_each() -> None:
    assert hide_reach(run("holds", "step-calf-stretch").stdout) == snapshot("""\
exercise      name      kind  default    allowed         write
Leg straight  straight  hold  4 breaths  3 to 6 breaths  --hold straight=4breaths
Leg bent      bent      hold  4 breaths  3 to 6 breaths  --hold bent=4breaths
tool: step
--fit TIME
""")


def test_show_says_what_a_fit_has_changed() -> None:
    Path("own.md").write_text(
        "---\ntitle: x\nvoice: brisk\n---\n## Calf\n- Stop. `hold 30-90s as tender`\n"
        "- Roll. `roll 20s as up`\n"
    )
    shown = run("show", "own.md", "--fit", "1:40").stdout
    assert shown.splitlines()[0] == "x · 1:40.0 · voice brisk"
    assert shown[shown.index("Fitted") :] == snapshot("""\
Fitted to 1:40.0
  Calf: tender 50s instead of 1min. (own.md:6:10)
  Gaps: 83 % of what is stated.
""")
    refused = run("show", "own.md", "--fit", "10min")
    assert refused.exit_code == 1
    offer = refused.stderr.split("--fit ")[2].split("`")[0]
    assert run("show", "own.md", "--fit", offer).exit_code == 0


def test_holds_counts_one_as_one() -> None:
    Path("own.md").write_text(
        "---\ntitle: x\n---\n## Calf\n- A. `hold 1-2 breaths as a, spots 1-3`\n"
        "- B. `roll 1 pass of 5s as b`\n- C. `reps 1 as c`\n"
        "- D. `reps 2 tempo 1-0-3-0 lift first lower 2s+ as d`\n"
    )
    assert hide_reach(run("holds", "own.md").stdout) == snapshot("""\
exercise  name  kind  default   allowed                write
Calf      a     hold  1 breath  1 to 2 breaths         --hold a=1breath
Calf      a     hold  1 spot    1 to 3 spots           --spots 1
Calf      b     roll  1 pass    any                    --hold b=1pass
Calf      c     reps  1 rep     any                    --hold c=1rep
Calf      c     reps  2-0-2-0   any                    --tempo 2-0-2-0
Calf      d     reps  2 reps    any                    --hold d=2reps
Calf      d     reps  1-0-3-0   lift first, lower 2s+  --tempo 1-0-3-0
--fit TIME
""")


def test_holds_says_how_often_each_may_be_done() -> None:
    Path("own.md").write_text(
        "---\ntitle: x\n---\n## First pair `times 2-5`\n### Calf `times 1-3`\n"
        "- A. `hold 10s, times 2 in 1-4`\n- B. `wait 5s, times 1 in 1-2`\n### Heel\n"
        "- C. `hold 10s, times 2`\n- D. `move 5s as it, times 2-3`\n"
    )
    assert hide_reach(run("holds", "own.md").stdout) == snapshot("""\
exercise    name  kind    default  allowed  write
First pair        rounds  3 times  2 to 5   --times "First pair=3"
Calf              rounds  2 times  1 to 3   --times Calf=2
Calf        Calf  hold    10s      any      --hold Calf=10s
Calf        Calf  hold    2 times  1 to 4   --times Calf/Calf=2
Calf              wait    1 time   1 to 2   --times 1
Heel        Heel  hold    10s      any      --hold Heel/Heel=10s
Heel        it    move    5s       any      --hold it=5s
Heel        it    move    2 times  2 to 3   --times it=2
--fit TIME
""")


def test_check_reports_all_at_once_and_fails() -> None:
    Path("bad.md").write_text("---\ntitel: x\n---\n## A\n- Sit. `hodl 30s`\n- Lie. `hold 0s`\n")
    Path("good.md").write_text("---\ntitle: x\n---\n## A\n- Sit. `hold 30s`\n")
    result = run("check", "bad.md", "good.md")
    assert result.exit_code == 1
    assert result.stdout == "good.md: no mistakes\n"
    assert result.stderr == snapshot("""\
bad.md:2:1: error[unknown-key]: `titel` is not a key of a routine.
    2 | titel: x
      | ^^^^^
  Did you mean `title`?
bad.md:5:9: error[unknown-directive]: `hodl` is not a directive.
    5 | - Sit. `hodl 30s`
      |         ^^^^^^^^
  Did you mean `hold`?
bad.md:6:9: error[zero-length]: A length of nothing cannot be done.
    6 | - Lie. `hold 0s`
      |         ^^^^^^^
  Write a duration as `45s`, `1min`, `1min 30s` or `1:30`.
""")


def test_check_looks_at_all_of_a_file_with_a_mistake() -> None:
    Path("bad.md").write_text(
        "---\ntitle: x\nvoice: nosuch\nsounds: nn\nthen: nada\n---\n"
        "## A\n- Sit. `hodl 3s`\n- Sit. `hold 4s`\n"
    )
    told = re.findall(r"(\d+:\d+): \w+\[(.+?)\]", run("check", "bad.md").stderr)
    assert told == snapshot(
        [
            ("3:8", "unknown-voice"),
            ("4:9", "unknown-sounds"),
            ("5:1", "unknown-routine"),
            ("8:9", "unknown-directive"),
            ("9:9", "hurried-breath"),
        ]
    )
    Path("bad.md").write_bytes(b"---\ntitle: caf\xe9\n---\n## A\n- Sit. `hodl 3s`\n")
    told = re.findall(r"(\d+:\d+): \w+\[(.+?)\]", run("check", "bad.md").stderr)
    assert told == snapshot([("2:11", "bad-encoding"), ("5:9", "unknown-directive")])


def test_what_is_wrong_with_the_adjustments_and_the_routine_is_told_at_once() -> None:
    Path("bad.md").write_text("---\ntitle: x\n---\n## A\n- Sit. `hodl 3s`\n")
    result = run("show", "bad.md", "--pace", "fast", "--count", "out")
    assert result.exit_code == 1
    assert re.findall(r"error\[(.+?)\]", result.stderr) == [
        *("bad-choice", "bad-choice", "unknown-directive")
    ]


def test_a_heading_without_letters_is_a_part_too() -> None:
    Path("own.md").write_text("---\ntitle: x\n---\n## A\n- Sit.\n## 💪\n- Lift.\n")
    shown = json.loads(run("show", "own.md", "--only", "💪", "--json").stdout)
    assert [chapter["title"] for chapter in shown["chapters"]] == ["Introduction", "💪"]


def test_check_gives_json_for_editors() -> None:
    Path("bad.md").write_text("---\ntitle: x\n---\n## A\n- Sit. `hodl 30s`\n")
    result = run("check", "bad.md", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == snapshot(
        [
            {
                "file": "bad.md",
                "line": 5,
                "column": 9,
                "end_line": 5,
                "end_column": 17,
                "severity": "error",
                "code": "unknown-directive",
                "message": "`hodl` is not a directive.",
                "help": "Did you mean `hold`?",
            }
        ]
    )


def test_a_next_routine_that_is_not_there_is_a_warning_only() -> None:
    Path("next.md").write_text("---\ntitle: x\nthen: calf-rol\n---\n## A\n- Sit. `hold 30s`\n")
    result = run("check", "next.md")
    assert result.exit_code == 0
    assert "next.md:3:1: warning[unknown-routine]" in result.stderr
    assert "Did you mean `calf-roll`?" in result.stderr


def test_an_interrupt_while_speaking_is_never_lost() -> None:
    command = [sys.executable, "-m", "coach", "show", "calf-roll", "--json"]
    whole = subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603 (our own)
    for tenths in (3, 4, 5, 6):
        process = subprocess.Popen(  # noqa: S603 (our own)
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        time.sleep(tenths / 10)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
        assert process.returncode in (0, 130, -signal.SIGINT)
        assert process.returncode or out == whole
        assert b"Exception ignored" not in err


def test_a_hurried_breath_is_a_warning_only() -> None:
    Path("quick.md").write_text("---\ntitle: x\n---\n## A\n- Sit. `hold 4s`\n")
    result = run("check", "quick.md")
    assert result.exit_code == 0
    assert "hurried-breath" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "calf-rl"),
        ("show", "no/such/file.md"),
        ("show", "."),
        ("show", "calf-roll", "--hold", "10s"),
        ("show", "calf-roll", "--voice", "nobody"),
        ("show", "calf-roll", "--sounds", "loud"),
        ("show", "calf-roll", "--only", "nothing"),
        ("show", "calf-roll", "--with", "nothing"),
        ("holds", "nothing"),
        ("check", "nothing.md"),
    ],
)
def test_a_mistake_is_a_diagnostic_and_exit_code_1(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "error[" in result.stderr
    assert "Traceback" not in result.stderr


def test_what_is_refused_quotes_the_scripts_line() -> None:
    Path("own.md").write_text("---\ntitle: x\n---\n## A\n- Sit. `hold 30-90s`\n")
    assert run("show", "own", "--hold", "10s").stderr == snapshot("""\
own.md:5:9: error[outside-range]: `--hold 10s` is outside what this line allows.
    5 | - Sit. `hold 30-90s`
      |         ^^^^^^^^^^^
  The nearest allowed value is 30s; `--no-limits` lifts the author's limits.
""")


def test_wrong_usage_is_exit_code_2() -> None:
    assert run("show").exit_code == 2
    assert run("show", "calf-roll", "--nonsense").exit_code == 2
    assert run("export", "calf-roll", "-o", "track.xyz").exit_code == 2


def test_a_new_routine_has_no_mistakes_and_compiles() -> None:
    result = run("new", "evening-hips")
    assert result.exit_code == 0
    assert run("check", "evening-hips").stderr == ""
    assert json.loads(run("show", "evening-hips", "--json").stdout)["title"] == "Evening hips"
    assert "evening-hips" in [row["name"] for row in json.loads(run("list", "--json").stdout)]
    again = run("new", "evening-hips")
    assert again.exit_code == 2
    assert "already" in again.stderr


def test_a_new_routine_is_written_where_a_path_says(tmp_path: Path) -> None:
    result = run("new", "hips.md")
    assert result.stdout == (
        "hips.md: edit it, then try `coach check hips.md` and `coach show hips.md`\n"
        f"`coach list` finds the routines in {tmp_path / 'home' / 'scripts'}\n"
    )
    assert run("check", "hips.md").stderr == ""


@pytest.mark.parametrize(
    "name", ["calf #2", "a: b", "[hips]", "it's", 'say "hip"', "{hips}", "*hip"]
)
def test_a_new_routine_is_called_what_was_asked_for(name: str) -> None:
    result = run("new", name)
    assert result.exit_code == 0
    check, show = (shlex.split(typed) for typed in result.stdout.split("`")[1::2])
    assert check == ["coach", "check", name]
    assert show == ["coach", "show", name]
    assert run("check", name).stderr == ""
    title = json.loads(run("show", name, "--json").stdout)["title"]
    assert title.casefold() == name.casefold()


def test_the_cache_is_shown_and_cleared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "elsewhere"))
    folder = tmp_path / "elsewhere" / "cache"
    assert run("cache").stdout == f"{folder}: 0 entries, 0.0 MB of at most 1000.0 MB\n"
    assert run("show", "calf-roll").exit_code == 0
    shown = run("cache").stdout
    assert shown.startswith(f"{folder}: ")
    assert int(shown.split()[1]) == len(list(folder.iterdir())) > 20
    assert run("cache", "clear").stdout.startswith("Removed ")
    assert list(folder.iterdir()) == []


def test_changing_a_hold_speaks_only_what_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "elsewhere"))
    folder = tmp_path / "elsewhere" / "cache"
    before = json.loads(run("show", "calf-roll", "--json").stdout)
    known = set(folder.iterdir())
    after = json.loads(run("show", "calf-roll", "--json", "--hold", "60s").stdout)
    old, new = (
        {event["text"] for event in track["events"] if event["text"]} for track in (before, after)
    )
    # The title is worded a second time when its own length rounds the total otherwise.
    assert 0 < len(set(folder.iterdir()) - known) <= len(new - old) + 1 <= 3


def test_holds_are_for_programs_too() -> None:
    Path("a.md").write_text(
        "---\ntitle: A\ntools: [ball or roller]\noptions:\n  firmer: press\n---\n"
        "## Calf\n- Press. `hold 30-90s as tender, spots 1-3` `if firmer`\n- Wait. `rest 5s`\n"
    )
    Path("b.md").write_text("---\ntitle: B\n---\n## Hip\n- Sit. `hold 3-6 breaths`\n")
    assert json.loads(hide_reach(run("holds", "a.md", "b.md", "--json").stdout)) == snapshot(
        [
            {
                "routine": "a.md",
                "title": "A",
                "holds": [
                    {
                        "exercise": "Calf",
                        "name": "tender",
                        "kind": "hold",
                        "default": "1min",
                        "allowed": "30s to 1min 30s",
                        "write": "--hold tender=1min",
                    },
                    {
                        "exercise": "Calf",
                        "name": "tender",
                        "kind": "hold",
                        "default": "1 spot",
                        "allowed": "1 to 3 spots",
                        "write": "--spots 1",
                    },
                ],
                "options": [{"name": "firmer", "meaning": "press"}],
                "tools": [["ball", "roller"]],
                "fit": None,
            },
            {
                "routine": "b.md",
                "title": "B",
                "holds": [
                    {
                        "exercise": "Hip",
                        "name": "Hip",
                        "kind": "hold",
                        "default": "4 breaths",
                        "allowed": "3 to 6 breaths",
                        "write": "--hold Hip=4breaths",
                    }
                ],
                "options": [],
                "tools": [],
                "fit": None,
            },
        ]
    )
    assert hide_reach(run("holds", "b.md", "b.md").stdout) == snapshot("""\
B

exercise  name  kind  default    allowed         write
Hip       Hip   hold  4 breaths  3 to 6 breaths  --hold Hip=4breaths
--fit TIME

B

exercise  name  kind  default    allowed         write
Hip       Hip   hold  4 breaths  3 to 6 breaths  --hold Hip=4breaths
--fit TIME
""")


def test_several_routines_are_shown_as_one_track() -> None:
    Path("a.md").write_text("---\ntitle: A\n---\n## Calf\n- Sit. `hold 5s`\n")
    Path("b.md").write_text("---\ntitle: B\n---\n## Hip\n- Sit. `hold 5s`\n")
    shown = json.loads(run("show", "a.md", "b.md", "--json").stdout)
    assert [each["title"] for each in shown["chapters"]] == ["Introduction", "A: Calf", "B: Hip"]


def test_what_was_meant() -> None:
    Path("own.md").write_text("---\ntitle: Own\n---\n## Hip\n- Sit. `hold 5s`\n")
    asked = (
        ("check", "nofile.md"),
        ("check", "calf-rol.md"),
        ("check", "./onw.md"),
        ("show", "calf-roll", "--only", "inner calf, outer calf"),
        ("show", "donkey-calf-raise", "--hold", "raises=8"),
    )
    assert "".join(run(*words).stderr for words in asked) == snapshot("""\
error[no-file]: There is no file nofile.md.
  Check the path, or give a name that `coach list` shows.
error[no-file]: There is no file calf-rol.md.
  Did you mean `calf-roll`?
error[no-file]: There is no file onw.md.
  Did you mean `own.md`?
error[unknown-part]: --only inner calf, outer calf: there is no such part.
  Write `--only "inner calf" --only "outer calf"`.
error[missing-unit]: --hold: `8` has no unit.
  Write `8s` for seconds, `8breaths` or `8reps`.
""")


def completed(line: str) -> list[str]:
    words = {"COMP_WORDS": f"coach {line}", "COMP_CWORD": str(len(line.split(" ")))}
    result = CliRunner().invoke(
        app, [], env={"_COACH_COMPLETE": "complete_bash", **words}, prog_name="coach"
    )
    return [line for line in result.stdout.split("\n") if line]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("show calf-r", ["calf-roll"]),
        ("show calf-roll --pace ", ["slow", "normal", "quick"]),
        ("show calf-roll --level b", ["breath=", "background="]),
        ("show calf-roll --only ", ["Centre", "Inner calf", "Outer calf"]),
        ("show --pace slow calf-roll --hold t", ["tender="]),
        ("export calf-roll hamstring-release --with b", ["bend", "bench", "barbell", "ball"]),
        ("play --voice bri", ["brisk"]),
        ("play --sounds ", list(SOUND_SETS)),
        ("show nowhere --only ", []),
    ],
)
def test_a_shell_completes_names(line: str, words: list[str]) -> None:
    assert completed(line) == words
