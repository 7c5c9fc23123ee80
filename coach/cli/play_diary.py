"""What `coach play` reads in the diary, what it writes there, and what it says of it."""

import shlex
from typing import TYPE_CHECKING

from coach.cli.clock import read_clock
from coach.cli.compiling import compile_routines
from coach.cli.printing import echo
from coach.diary.database import Diary, DiaryError
from coach.diary.experience import DiaryExperience
from coach.diary.identity import fingerprint_script, make_routine_note
from coach.diary.programme_weeks import find_weeks
from coach.diary.recorder import DiaryRecorder, PlayedRoutine
from coach.library import Library
from coach.user_folders import UserFolders

if TYPE_CHECKING:
    from coach.live.bookmark import Recipe
    from coach.script.routine import Routine
    from coach.track import Track


class PlayDiary:
    """The diary of what is played now.

    Args:
        recipe: what is played.
        is_resumed: whether an earlier session goes on.
    """

    def __init__(self, recipe: "Recipe", *, is_resumed: bool) -> None:
        self._recipe = recipe
        self._is_resumed = is_resumed
        self._library = Library.of_user()
        self._path = UserFolders.find().diary

    def compile_track(self) -> "Track":
        """Compile what is played, in brief where the listener knows it.

        Where the diary cannot be written, that is said before there is any sound.
        """
        names, typed = self._recipe.routines, self._recipe.adjustments
        try:
            with Diary(self._path, is_written=True) as diary:
                experience = DiaryExperience(diary, self._library, read_clock())
                track = compile_routines(names, typed, experience.find)
                self._tell_brief(diary, track, experience.familiar)
                self._tell_weeks(diary, track, experience.weeks)
        except DiaryError as error:
            echo(f"{error} It plays, and `--no-diary` leaves this out.", err=True)
            return compile_routines(names, typed)
        return track

    def make_recorder(self, track: "Track") -> DiaryRecorder:
        """Make what writes the diary while a track is played."""
        asked = [self._library.load_routine(name) for name in self._recipe.routines]
        return DiaryRecorder(
            self._path,
            [self._describe_routine(routine) for routine in track.routines],
            track.adjustments.typed,
            track.timeline,
            read_clock,
            programmes=[self._describe_routine(routine) for routine in asked if routine.members],
            is_resumed=self._is_resumed,
        )

    def _describe_routine(self, routine: "Routine") -> PlayedRoutine:
        return PlayedRoutine(make_routine_note(self._library, routine), fingerprint_script(routine))

    def tell_unwritten(self, recorder: DiaryRecorder) -> None:
        """Say where the diary lacks what was done, and how to write it once that is mended."""
        if recorder.failure:
            asked = self._recipe.routines
            names = " and ".join(f"`coach done {shlex.quote(each)}`" for each in asked)
            message = f"A part of this session is not in the diary: {names} adds it later."
            echo(f"{recorder.failure} {message}", err=True)

    def _tell_brief(self, diary: Diary, track: "Track", familiar: list[str]) -> None:
        """Say once that a routine is brief because it is known."""
        if track.adjustments.words:
            return
        for routine in track.routines:
            name = make_routine_note(self._library, routine).name
            is_open = "words" not in dict(routine.front.key_spans)
            knows = name in familiar and (is_open or routine.front.words == "brief")
            if diary.mark_brief_told(name, is_told=knows) and knows:
                title = routine.front.title
                echo(f"You know {title}: it is brief now. `--words full` says all.", err=True)

    def _tell_weeks(self, diary: Diary, track: "Track", weeks: dict[str, str]) -> None:
        """Say once which week of a routine over weeks is due, unless the listener names one."""
        chosen = {word.casefold() for word in track.adjustments.with_}
        for routine in track.routines:
            names = find_weeks(routine.front)
            name = make_routine_note(self._library, routine).name
            if not names or chosen & {each.casefold() for each in names}:
                continue
            if diary.mark_week_told(name, weeks[name]):
                tune = f"`coach tune {shlex.quote(name)} --with {shlex.quote(names[0])}`"
                notice = f"{routine.front.title}: {weeks[name]} is due; {tune} takes another."
                echo(notice, err=True)
