"""`coach play`: a routine live, with a transport in the listener's hands."""

import sys
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.adjustments import TypedOptions, pass_tuned_adjustments
from coach.cli.background import Ambience, AmbienceName, Music
from coach.cli.compiling import compile_routines
from coach.cli.completion import complete_routine
from coach.cli.printing import echo
from coach.cli.progress import show_progress
from coach.cli.reports import ExitCode, ask_yes_no, exit_with, is_interactive, report_failures
from coach.cli.tuned import apply_tuning, suggest_tuning
from coach.cli.web_server import SERVER_PANEL, Lan, Port, open_remote
from coach.timing import write_clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coach.live.bookmark import BookmarkKeeper, Recipe
    from coach.live.lines import Lines
    from coach.live.output import Output, Speaker
    from coach.live.screen import Screen
    from coach.live.session import Session
    from coach.live.transport import Controls
    from coach.score.adjustments import Adjustments
    from coach.score.timeline import Timeline
    from coach.serve.remote import Remote, RemoteObserver
    from coach.track import Track

_CARRIED = ("voice", "sounds", "words", "mute", "level", "count", "pace", "tight")
"""The adjustments that a routine takes over from the one before it."""

LATENCY_S = 0.3
"""How far ahead sound is handed out, by default."""

Routines = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ROUTINE",
        help="Routines' names, or paths of Markdown files: several are played as one.",
        show_default=False,
        autocompletion=complete_routine,
    ),
]
Device = Annotated[
    str | None,
    typer.Option(
        "--device",
        metavar="NAME",
        help="The sound output, or a part of its name: see coach devices.",
        show_default=False,
    ),
]
Latency = Annotated[
    float,
    typer.Option(
        "--latency",
        min=0.02,
        max=2.0,
        metavar="SECONDS",
        help="How far ahead sound is handed out: less is quicker to pause, more is safer.",
    ),
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on where playing last stopped.")]
NoDiary = Annotated[
    bool,
    typer.Option(
        "--no-diary", envvar="COACH_NO_DIARY", help="Write nothing of this into the diary."
    ),
]
WithRemote = Annotated[
    bool,
    typer.Option(
        "--remote",
        help="Open a remote control for your phone: what to do, for how long, and buttons.",
        rich_help_panel=SERVER_PANEL,
    ),
]


@report_failures
@pass_tuned_adjustments
def play(  # noqa: PLR0913 (the options there are)
    routines: Routines = None,
    *,
    device: Device = None,
    latency: Latency = LATENCY_S,
    resume: Resume = False,
    music: Music = None,
    ambience: Ambience = None,
    no_diary: NoDiary = False,
    with_remote: WithRemote = False,
    lan: Lan = False,
    port: Port = 0,
    typed: TypedOptions,
) -> None:
    """Play routines live, hands-free.

    Keys: space pauses and goes on, n is next, b is back, r repeats,
    + and - make a hold longer or shorter, the arrows move, q stops, ? lists them.
    """
    from coach.live.bookmark import Recipe

    if not with_remote and (lan or port):
        exit_with(ExitCode.USAGE, "--lan and --port are for --remote: add it, or leave them out.")
    behind = str(music.absolute()) if music else None
    opening = open_remote(lan=lan, port=port) if with_remote else nullcontext()
    with open_speaker(device, latency) as output:
        if resume:
            _refuse_beside_resume(routines, typed)
            recipe, find_start = _find_stopped(behind, ambience)
        elif not routines:
            exit_with(
                ExitCode.USAGE, "Name a routine, as in `coach play calf-roll`, or use --resume."
            )
        else:
            recipe, find_start = Recipe(tuple(routines), typed, behind, ambience), None
        with opening as remote:
            play_recipe(recipe, output, find_start, with_diary=not no_diary, remote=remote)


@contextmanager
def open_speaker(device: str | None, latency: float) -> "Iterator[Speaker]":
    """Return a sound output; exit with a message where it is not there, or is lost for good."""
    from coach.live.output import OutputError, Speaker

    try:
        yield Speaker(device, latency)
    except OutputError as error:
        exit_with(ExitCode.OUTSIDE, str(error))


def _refuse_beside_resume(routines: list[str] | None, typed: TypedOptions) -> None:
    """Refuse what the routine that was stopped has already."""
    if routines:
        exit_with(ExitCode.USAGE, "--resume goes on with the routine that was stopped: name none.")
    if typed:
        message = "--resume goes on with the adjustments that were given then: give none."
        exit_with(ExitCode.USAGE, message)


def _find_stopped(
    music: str | None, ambience: AmbienceName | None
) -> "tuple[Recipe, Callable[[Timeline], int]]":
    """Return what was stopped, and what finds where; the music and the ambience may be others."""
    from coach.live import bookmark
    from coach.score.adjustments import read_adjustments
    from coach.user_folders import UserFolders

    kept = bookmark.load_bookmark(UserFolders.find().bookmark)
    if (
        kept is None
        or read_adjustments(kept.recipe.adjustments).has_errors
        or kept.recipe.ambience not in (None, *AmbienceName)
    ):
        exit_with(ExitCode.MISTAKE, "There is nothing to resume: no routine was stopped half-way.")

    def find_start(timeline: "Timeline") -> int:
        start = kept.find_start(timeline)
        if start is None:
            message = (
                f"The routine has changed, and “{kept.point.chapter}” is not in it any more: "
                "play it anew, with --from another exercise if you like."
            )
            exit_with(ExitCode.MISTAKE, message)
        return start

    recipe = kept.recipe
    recipe = replace(recipe, music=music or recipe.music, ambience=ambience or recipe.ambience)
    return recipe, find_start


def play_recipe(
    recipe: "Recipe",
    output: "Output",
    find_start: "Callable[[Timeline], int] | None" = None,
    *,
    with_diary: bool,
    remote: "Remote | None" = None,
) -> None:
    """Play routines as one track, and those that come next as long as they are wanted."""
    following = _play_once(recipe, output, find_start, with_diary=with_diary, remote=remote)
    while following:
        carried = {name: value for name, value in recipe.adjustments.items() if name in _CARRIED}
        tuned = apply_tuning((following,), carried)
        recipe = replace(recipe, routines=(following,), adjustments=tuned)
        following = _play_once(recipe, output, None, with_diary=with_diary, remote=remote)


def _play_once(
    recipe: "Recipe",
    output: "Output",
    find_start: "Callable[[Timeline], int] | None",
    *,
    with_diary: bool,
    remote: "Remote | None",
) -> str | None:
    """Play one track, and return the routine to go on with; the output wakes meanwhile."""
    from coach.live.early_output import EarlyOutput
    from coach.live.feed import HUSH

    # Music is in stereo more often than not.
    with EarlyOutput(output, HUSH, 2 if recipe.music else 1) as early:
        following = _play_track(recipe, early, find_start, with_diary=with_diary, remote=remote)
    if following and is_interactive() and ask_yes_no(f"Go on with {following} now?"):
        return following
    return None


def _play_track(
    recipe: "Recipe",
    output: "Output",
    find_start: "Callable[[Timeline], int] | None",
    *,
    with_diary: bool,
    remote: "Remote | None",
) -> str | None:
    """Make a track and play it, from where it was stopped or from the beginning.

    Return the routine that is due next, where it was finished and its goal is reached.
    """
    from coach import live_performance
    from coach.cli.play_diary import PlayDiary
    from coach.live.keys import Keys
    from coach.live.mpris import Mpris, has_media_keys
    from coach.live.resizes import ResizeCollector
    from coach.live.session import Session
    from coach.live.transport import Transport

    diary = PlayDiary(recipe, is_resumed=find_start is not None) if with_diary else None
    track = (
        diary.compile_track() if diary else compile_routines(recipe.routines, recipe.adjustments)
    )
    background = track.rendition.open_background(
        Path(recipe.music) if recipe.music else None, recipe.ambience
    )
    with show_progress() as on_progress:
        performance = live_performance.prepare_performance(
            track, background, on_progress, buttons=has_media_keys()
        )
    view = _choose_view()
    recorder = diary.make_recorder(track) if diary else None
    with Keys(on_suspend=view.suspend) as keys:
        start = Transport(track.timeline, is_attended=keys.is_attended or remote is not None)
        start = start.seek_to(find_start(track.timeline)) if find_start else start
        player = performance.make_player(start, output)
        goal = performance.make_goal_keeper(player)
        keeper = _make_keeper(recipe, track.adjustments, start.at)
        resizes = ResizeCollector()
        phones = _make_remote_observer(remote, track, player) if remote else None
        observers = (keeper, view, Mpris(player), phones, resizes, goal, recorder)
        session = Session(player, tuple(filter(None, observers)))
        keys.start_listening(session.press_key)
        try:
            session.run()
        except KeyboardInterrupt:
            _tell_place(session)
            raise
        finally:
            if diary and recorder:
                diary.tell_unwritten(recorder)
    if line := suggest_tuning(recipe.routines, resizes.write_holds()):
        echo(line, err=True)
    if player.transport.status == "stopped":
        _tell_place(session)
        return None
    return track.goal.following if track.goal and goal and goal.is_reached else None


def _make_remote_observer(
    remote: "Remote", track: "Track", player: "Controls"
) -> "RemoteObserver | None":
    """Make what shows a session to phones, in the language of its first routine."""
    from coach.languages import find_language

    language = find_language(track.routines[0].front.language)
    return remote.make_observer(player, language) if language else None


def _tell_place(session: "Session") -> None:
    """Say where playing stopped, if there was any sound."""
    if session.moment:
        heard = session.moment.heard
        position = f"{write_clock(heard.at)}, {heard.chapter.title}"
        echo(f"Stopped at {position}. `coach play --resume` goes on there.", err=True)


def _choose_view() -> "Screen | Lines":
    """Return a screen where there is a terminal that can have one, else plain lines."""
    from rich.console import Console

    from coach.live.lines import Lines
    from coach.live.screen import Screen

    console = Console()
    can_draw = console.is_terminal and not console.is_dumb_terminal
    return Screen(console) if can_draw else Lines(sys.stdout)


def _make_keeper(recipe: "Recipe", adjustments: "Adjustments", start: int) -> "BookmarkKeeper":
    """Make what keeps the place for `--resume`, or forgets it at the end."""
    from coach.library import Library
    from coach.live.bookmark import BookmarkKeeper
    from coach.user_folders import UserFolders

    library = Library.of_user()
    typed: dict[str, object] = dict(adjustments.typed)
    if adjustments.voice:
        typed["voice"] = library.make_lasting_name("voices", adjustments.voice)
    lasting = replace(
        recipe,
        routines=tuple(library.make_lasting_name("scripts", asked) for asked in recipe.routines),
        adjustments=typed,
    )
    return BookmarkKeeper(UserFolders.find().bookmark, lasting, start)
