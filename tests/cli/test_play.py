"""`coach play` and `coach devices` as far as no sound is needed; the sound is in tests/live."""

import io
import json
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import redirect_stderr
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import soundfile
from typer.testing import CliRunner, Result

from coach.cli import play
from coach.cli.commands import app
from coach.cli.play_diary import PlayDiary
from coach.entries import find_shipped_folder
from coach.live.bookmark import Bookmark, Recipe, ResumePoint, save_bookmark
from coach.live.guide import Guide
from coach.live.line_out import WAKING_BLOCKS
from coach.live.output import BlockSource, OutputError
from coach.live.session import Moment
from coach.live.transport import Transport
from coach.timing import SAMPLE_RATE, SECOND
from support import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    Path("own.md").write_text("---\ntitle: Own\n---\n## A\n- Sit. `hold 10s`\n")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_without_a_routine_it_says_how_to_name_one() -> None:
    result = run("play")
    assert result.exit_code == 2
    assert "coach play calf-roll" in result.stderr


def test_a_mistake_in_a_script_is_told_before_any_sound() -> None:
    result = run("play", "own.md", "--hold", "nobody=10s")
    assert result.exit_code == 1
    assert "unknown-hold" in result.stderr


def test_an_output_that_is_not_there_is_exit_code_3() -> None:
    result = run("play", "own.md", "--device", "no such output")
    assert result.exit_code == 3
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr


def test_there_is_nothing_to_resume_at_first() -> None:
    result = run("play", "--resume")
    assert result.exit_code == 1
    assert "nothing to resume" in result.stderr
    assert run("play", "own.md", "--resume").exit_code == 2


class Failing:
    """An output that takes so many blocks of sound, one after another, and is lost for good.

    It is not there at first: so it takes nothing before the track is made.
    """

    latency = 0.1
    taken = 0

    def __init__(self, blocks: int) -> None:
        self._blocks = blocks
        self._thread = threading.Thread()
        self._tries = 0
        self.heard: list[NDArray[np.int16]] = []

    def open(self, source: BlockSource, block: int, channels: int) -> "Failing":
        self._tries += 1
        if self._tries != 2:
            raise OutputError("It is lost.")

        def play() -> None:
            for _ in range(self._blocks):
                out = np.zeros((block, channels), np.int16)
                source.fill_block(out, self.latency, missed=False)
                self.heard.append(out)
                time.sleep(block / SAMPLE_RATE)
            source.on_lost()

        self._thread = threading.Thread(target=play)
        self._thread.start()
        return self

    def refresh(self) -> None:
        pass

    def close(self, *, drain: bool) -> None:
        assert not drain
        self._thread.join()


def use(monkeypatch: pytest.MonkeyPatch, output: Failing) -> None:
    monkeypatch.setattr("coach.live.output.Speaker", lambda *_: output)
    monkeypatch.setattr("coach.live.line_out.GIVE_UP_S", 0.2)


def bookmark() -> dict[str, Any]:
    return json.loads((Path(os.environ["COACH_HOME"]) / "bookmark.json").read_text())  # type: ignore[no-any-return]


def test_an_output_that_is_lost_keeps_the_place_and_the_adjustments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(find_shipped_folder("voices") / "calm.toml", "mine.toml")
    use(monkeypatch, Failing(WAKING_BLOCKS + 150))
    result = run("play", "own.md", "--hold", "20s", "--voice", "mine.toml")
    assert (result.exit_code, "is gone" in result.stderr) == (3, True)
    kept = bookmark()
    assert kept["recipe"]["routines"] == [str(tmp_path / "own.md")]
    assert kept["recipe"]["adjustments"]["hold"] == ["20s"]
    assert kept["recipe"]["adjustments"]["voice"] == str(tmp_path / "mine.toml")
    point = kept["point"]
    assert (point["chapter"], point["occurrence"], point["actions"]) == (
        "Introduction",
        0,
        0,
    )
    assert 2 * SECOND < point["offset"] < 4 * SECOND
    # It is found from elsewhere, and stays where it is as long as nothing is heard.
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    use(monkeypatch, Failing(WAKING_BLOCKS // 2))
    assert run("play", "--resume").exit_code == 3
    assert bookmark() == kept


def test_a_programme_goes_on_by_its_own_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(os.environ["COACH_HOME"], "scripts")
    folder.mkdir(parents=True)
    (folder / "legs.md").write_text("---\ntitle: Legs\nroutines: [calf, calf]\nwords: none\n---\n")
    (folder / "calf.md").write_text("---\ntitle: Calf\n---\n## A\n- Sit. `hold 10s`\n")
    use(monkeypatch, Failing(WAKING_BLOCKS + 60))
    assert run("play", "leg").exit_code == 3
    kept = bookmark()
    assert kept["recipe"]["routines"] == ["legs"]
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    use(monkeypatch, Failing(WAKING_BLOCKS // 2))
    assert run("play", "--resume").exit_code == 3
    assert bookmark() == kept


def test_music_and_ambience_sound_as_in_an_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = np.arange(4 * SECOND)
    ears = np.stack((np.sin(at * 0.03), np.sin(at * 0.05)), axis=1)
    soundfile.write("music.wav", ears * 0.3, SAMPLE_RATE)
    behind = ("--music", "music.wav", "--ambience", "rain")
    assert run("export", "own.md", "-o", "own.wav", *behind).exit_code == 0
    output = Failing(WAKING_BLOCKS + 60)
    use(monkeypatch, output)
    assert run("play", "own.md", *behind).exit_code == 3
    heard = np.concatenate(output.heard[WAKING_BLOCKS:])
    exported, _ = soundfile.read("own.wav", frames=len(heard), dtype="int16")
    assert heard.shape == (60 * 1024, 2)
    assert (heard == exported).all()
    assert bookmark()["recipe"]["music"] == str(tmp_path / "music.wav")
    assert bookmark()["recipe"]["ambience"] == "rain"
    # It goes on with what was behind it then, and says what of it is gone.
    Path("music.wav").unlink()
    gone = run("play", "--resume")
    assert (gone.exit_code, "music.wav" in gone.stderr) == (1, True)


def test_an_exercise_that_is_gone_is_told(tmp_path: Path) -> None:
    point = ResumePoint(chapter="Calf · left", occurrence=0, actions=0, inside=False, offset=0)
    Path("home").mkdir()
    save_bookmark(
        Path("home/bookmark.json"), Bookmark(Recipe((str(tmp_path / "own.md"),), {}), point)
    )
    result = run("play", "--resume")
    assert result.exit_code == 1
    assert result.stderr == (
        "The routine has changed, and “Calf · left” is not in it any more: "
        "play it anew, with --from another exercise if you like.\n"
    )


def test_an_output_that_is_not_there_leaves_what_was_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as lost:
        use(lost, Failing(WAKING_BLOCKS + 10))
        assert run("play", "own.md").exit_code == 3
    kept = bookmark()
    for again in (["own.md"], ["--resume"]):
        assert run("play", *again, "--device", "no such output").exit_code == 3
        assert bookmark() == kept


@pytest.mark.parametrize(
    "adjustments", [{"hold": 3}, {"hold": [3]}, {"voice": [3]}, {"no_limits": "yes"}]
)
def test_what_was_never_typed_is_nothing_to_resume(adjustments: dict[str, object]) -> None:
    Path("home").mkdir()
    point = ResumePoint(chapter="A", occurrence=0, actions=0, inside=False, offset=0)
    kept = Bookmark(Recipe(("own.md",), adjustments), point)
    save_bookmark(Path("home/bookmark.json"), kept)
    result = run("play", "--resume")
    assert (result.exit_code, "nothing to resume" in result.stderr) == (1, True)


def test_without_an_output_to_write_to_it_plays_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdout", None)
    view = play._choose_view()  # noqa: SLF001 (what a runner cannot take away)
    timeline = compiled("## A\n- Sit. `hold 10s`\n")
    view.observe(Moment(Transport(timeline, SECOND), Guide.from_timeline(timeline)))


@pytest.mark.parametrize("without", ["--no-diary", "COACH_NO_DIARY", None])
def test_what_is_played_is_in_the_diary_unless_that_is_not_wanted(
    monkeypatch: pytest.MonkeyPatch, without: str | None
) -> None:
    Path("own.md").write_text("---\ntitle: Own\n---\n## A `settle 0.3s`\n- Sit. `hold 60s`\n")
    options = [without] if without == "--no-diary" else []
    if without == "COACH_NO_DIARY":
        monkeypatch.setenv(without, "1")
    use(monkeypatch, Failing(WAKING_BLOCKS + 60))
    quick = ("--words", "none", "--count", "none")
    assert run("play", "own.md", *quick, *options).exit_code == 3
    entries = json.loads(run("diary", "--json").stdout)["entries"]
    assert [entry["finished"] for entry in entries] == ([] if without else [False])
    if not without:
        (action,) = entries[0]["actions"]
        assert (entries[0]["routine"], entries[0]["title"]) == (
            str(Path("own.md").absolute()),
            "Own",
        )
        assert (action["planned_ms"], 100 < action["held_ms"] < 2000) == (60_000, True)


def test_a_diary_that_cannot_be_written_is_told_and_it_plays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "diary.sqlite").write_bytes(b"no database")
    use(monkeypatch, Failing(WAKING_BLOCKS + 10))
    result = run("play", "own.md")
    assert result.exit_code == 3
    assert "is damaged. Move the file away, or put back a copy of it. It plays" in result.stderr


@pytest.mark.parametrize(
    ("answers", "played"), [([True, False], ["a", "b"]), ([False], ["a"]), ([], ["a"])]
)
def test_it_offers_to_go_on_to_the_next_routine(
    monkeypatch: pytest.MonkeyPatch, answers: list[bool], played: list[str]
) -> None:
    nexts, asked = iter(("b", "c")), list[str]()
    recipes: list[Recipe] = []

    def play_track(recipe: Recipe, *_: object, **__: object) -> str:
        recipes.append(recipe)
        return next(nexts)

    def agree(question: str) -> bool:
        asked.append(question)
        return answers[len(asked) - 1]

    monkeypatch.setattr(play, "_play_track", play_track)
    monkeypatch.setattr(play, "is_interactive", lambda: bool(answers))
    monkeypatch.setattr(play, "ask_yes_no", agree)
    recipe = Recipe(("a",), {"voice": "calm", "hold": ["45s"]})
    play.play_recipe(recipe, Failing(0), with_diary=False)
    assert [each.routines for each in recipes] == [(name,) for name in played]
    assert asked == ["Go on with b now?", "Go on with c now?"][: len(answers)]
    assert [each.adjustments for each in recipes[1:]] == [{"voice": "calm"}] * (len(played) - 1)


def test_who_knows_a_routine_hears_it_in_brief_and_is_told_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    body = "## A\n- **Sit.** Sit well. `hold 9s, times 2`\n## B\n- **Sit.** Sit well. `hold 9s`\n"
    Path("own.md").write_text("---\ntitle: Own\navoid: [fever]\n---\n" + body)
    for when in ("2026-11-05", "2026-11-15", "2026-11-30 8:00"):
        assert run("done", "own.md", when).exit_code == 0
    now = datetime(2026, 11, 30, 20, 0).astimezone()
    monkeypatch.setattr("coach.cli.play_diary.read_clock", lambda: now)
    told = "You know Own: it is brief now. `--words full` says all.\n"

    def listen(*options: str) -> tuple[bool, list[str]]:
        diary = PlayDiary(Recipe(("own.md",), dict(adjustments(*options))), is_resumed=False)
        track = diary.compile_track()
        events = track.timeline.events
        return "fever" in str(events), [e.text or "" for e in events if e.role == "instruction"]

    def adjustments(*words: str) -> Iterator[tuple[str, object]]:
        yield from (("words", each) for each in words)

    full, brief = ["Sit. Sit well."] * 2, ["Sit. Sit well.", "Sit."]
    with redirect_stderr(io.StringIO()) as out:
        assert listen() == listen("auto") == (False, brief)
        assert listen("full") == (True, full)
        assert listen("brief") == (True, brief)
        assert out.getvalue() == told
        # A month without it, and another text, are new again.
        now += timedelta(days=31)
        assert listen() == (True, full)
        now -= timedelta(days=31)
        assert listen() == (False, brief)
        assert out.getvalue() == 2 * told
        Path("own.md").write_text("---\ntitle: Own\navoid: [fever, cold]\n---\n" + body)
        assert listen() == (True, full)
        # What its author wants in full stays full.
        Path("own.md").write_text("---\ntitle: Own\navoid: [fever]\nwords: full\n---\n" + body)
        for _ in range(3):
            run("done", "own.md", "2026-11-30 8:00")
        assert listen() == (True, full)


def test_the_week_that_is_due_is_played_and_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("own.md").write_text(
        "---\ntitle: Own\noptions:\n  week 1 or week 2: how far you are\n---\n## A\n"
        "- Sit. `hold 20s` `if week 1`\n- Sit longer. `hold 40s` `if week 2`\n"
    )
    now = datetime(2026, 11, 30, 20, 0).astimezone()
    monkeypatch.setattr("coach.cli.play_diary.read_clock", lambda: now)

    def listen(*options: str) -> list[int]:
        typed: dict[str, object] = {"with_": options} if options else {}
        track = PlayDiary(Recipe(("own.md",), typed), is_resumed=False).compile_track()
        return [hold.frames // SECOND for hold in track.timeline.holds]

    with redirect_stderr(io.StringIO()) as out:
        assert listen() == [20]
        assert run("done", "own.md", "2026-11-23 8:00").exit_code == 0
        assert listen() == listen() == [40]
        assert listen("week 1") == [20]
    path = Path("own.md").absolute()
    assert out.getvalue() == (
        f"Own: week 2 is due; `coach tune {path} --with 'week 1'` takes another.\n"
    )
    assert run("done", "own.md", "2026-11-30 8:00").exit_code == 0
    held = [entry["held_ms"] for entry in json.loads(run("diary", "--json").stdout)["entries"]]
    assert held == [20_000, 40_000]


def test_adjustments_are_those_that_were_given_then() -> None:
    result = run("play", "--resume", "--hold", "60s")
    assert (result.exit_code, "give none" in result.stderr) == (2, True)
