"""The pipeline: scripts and adjustments to a track.

    parse → choose → expand → speak → arrange, and a track is mastered when it is heard

Nothing here reads a folder of the user's or prints: the library and who hears of progress come in
as arguments.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from coach.audio.tones import SOUND_SETS
from coach.cue_check import check_cues
from coach.diagnostics import (
    Checked,
    Diagnostic,
    Findings,
    ScriptError,
    sort_diagnostics,
    write_suggestion,
)
from coach.languages import find_language
from coach.library import Library
from coach.planning.fit import FittedTrack, fit_to_length
from coach.progress import Progress, ignore_progress
from coach.reading import Script, load_routines
from coach.score.adjustments import Adjustments, read_adjustments
from coach.score.arrange import arrange_timeline
from coach.score.breath_warnings import warn_of_short_flows, warn_of_strained_breath
from coach.score.cuesheet import CueSheet
from coach.score.expand import expand_routine
from coach.score.experience import FindExperience, find_no_experience
from coach.score.intervals import refuse_late
from coach.score.lengths import choose_lengths
from coach.score.manners import find_manners
from coach.score.order import LONGEST_TRACK_FRAMES, refuse_too_long
from coach.score.program import Program, choose_program, plan_cue_sheet
from coach.script.routine import Routine
from coach.script.short_words import describe_emphasis
from coach.script.unsaid_times import describe_unsaid_times
from coach.speech.profile import Profile
from coach.speech.voice import Failure, Voice, perform_with_fallback
from coach.spoken_lengths import SpokenLengths
from coach.track import Track
from coach.unrecorded import leave_out_unrecorded

DEFAULT_SOUNDS = "gentle"


@dataclass(frozen=True, slots=True)
class VoiceAndSounds:
    """Who speaks a track, and with which set of sounds."""

    profile: Profile
    sounds: str


def compile_track(
    routines: Script | Iterable[Script],
    adjustments: Adjustments | None = None,
    *,
    library: Library | None = None,
    on_progress: Progress = ignore_progress,
    find_experience: FindExperience = find_no_experience,
    **keywords: object,
) -> Track:
    """Compile routines to one track.

    Args:
        routines: routines or scripts, one or several.
        adjustments: what the listener adjusts, unless it is given as keywords.
        library: where routines and voices are found and where what was spoken is kept; without it
            only what ships is found, and nothing is kept.
        on_progress: called with how far it is.
        find_experience: finds what the listener has done of a routine before.
        **keywords: adjustments by name, such as ``hold=["tender=45s"]`` or ``voice="brisk"``.

    Raises:
        ScriptError: where something is wrong with a script or an adjustment; it tells everything.
        SpeechError: where the voice cannot speak on this machine.
    """
    if adjustments is not None and keywords:
        raise TypeError("Give adjustments as a value or as keywords, not both.")
    library = library or Library()
    findings = Findings()
    if adjustments is None:
        adjustments = findings.take_value(read_adjustments(keywords))
    loaded = load_routines(routines, library)
    plan = findings.take_value(plan_track(loaded, adjustments, library, find_experience))
    if plan is None or findings.has_errors():
        raise ScriptError(findings.diagnostics)

    def perform(voice: Voice) -> Checked[Track | None]:
        return perform_plan(plan, voice, on_progress)

    performed, failures = perform_with_fallback(
        plan.profile, perform, library.store, find_manners(plan.sheet)
    )
    if library.store:
        library.store.evict_unused()
    track = findings.take_value(performed)
    if track is None:
        raise ScriptError(findings.diagnostics)
    findings.extend(warn_of_fallback(track.voice, failures))
    return replace(track, diagnostics=findings.diagnostics)


@dataclass(frozen=True, slots=True)
class TrackPlan:
    """What a track says, and who is to say it; nothing is spoken yet.

    Attributes:
        routines: as they were asked for; programmes are among them.
        program: the routines that are done, with their chosen lengths.
        profile: who speaks.
        sounds: the name of the set of sounds.
        sheet: what is heard, in order.
    """

    routines: tuple[Routine, ...]
    program: Program
    profile: Profile
    sounds: str
    sheet: CueSheet


def plan_track(
    routines: Sequence[Routine],
    adjustments: Adjustments,
    library: Library,
    find_experience: FindExperience = find_no_experience,
) -> Checked[TrackPlan | None]:
    """Plan a track, and find all that is wrong with it so far; None where anything is."""
    findings = Findings()
    for routine in (*routines, *_list_members(routines)):
        findings.extend(routine.diagnostics)
    if findings.has_errors():
        return findings.make_checked(None)
    resolved = findings.take_value(resolve_voice(routines, adjustments, library))
    program = findings.take_value(choose_program(routines, adjustments, find_experience))
    sheet = findings.take_value(
        plan_cue_sheet(program, resolved.profile.phrases if resolved else {})
    )
    if resolved and not findings.has_errors():
        findings.extend(library.check_allowed(resolved.profile))
    if sheet is None or resolved is None or findings.has_errors():
        return findings.make_checked(None)
    return findings.make_checked(
        TrackPlan(tuple(routines), program, resolved.profile, resolved.sounds, sheet)
    )


def perform_plan(
    plan: TrackPlan, voice: Voice, on_progress: Progress = ignore_progress
) -> Checked[Track | None]:
    """Speak everything that a track says, and place it in time; None where it cannot be.

    Raises `coach.speech.engine.SpeechError` where the voice cannot speak.
    """
    findings = Findings()
    adjustments = plan.program.adjustments
    lengths = SpokenLengths(voice, on_progress)
    fitted = findings.take_value(_fit_sheet(plan, lengths))
    if fitted is None:
        return findings.make_checked(None)
    lengths.prepare_sheet(fitted.sheet)
    on_progress("Arranging", 0, 1)
    timeline = arrange_timeline(
        fitted.sheet, voice.count_frames, adjustments.mute, fitted.scale, fitted.total
    )
    on_progress("Arranging", 1, 1)
    timeline = replace(timeline, notes=(*fitted.notes, *timeline.notes))
    heard = findings.take_value(leave_out_unrecorded(timeline, voice))
    if heard.frames > LONGEST_TRACK_FRAMES:
        findings.extend((refuse_too_long(plan.routines[0]),))
    findings.extend(refuse_late(heard))
    if findings.has_errors():
        return findings.make_checked(None)
    done = _list_members(plan.routines)
    return findings.make_checked(
        Track(done, heard, voice, plan.sounds, adjustments, goal=plan.sheet.goal)
    )


def _fit_sheet(plan: TrackPlan, lengths: SpokenLengths) -> Checked[FittedTrack | None]:
    """Fit a track to the length that is asked for, if one is."""
    program = plan.program
    asked = program.adjustments.fit
    if asked is None:
        return Checked(FittedTrack(plan.sheet))
    return fit_to_length(program, plan.sheet, plan.profile.phrases, asked, lengths)


def _list_members(routines: Sequence[Routine]) -> tuple[Routine, ...]:
    """List the routines that are done, those of programmes among them."""
    return tuple(each.routine for routine in routines for each in routine.list_members())


def resolve_voice(
    routines: Sequence[Routine], adjustments: Adjustments, library: Library
) -> Checked[VoiceAndSounds | None]:
    """Find the voice and the sounds: those asked for, else the first routine's, else the usual."""
    findings = Findings()
    profile = findings.take_value(library.find_voice(routines[0], adjustments.voice))
    routine = routines[0] if routines[0].front.sounds else routines[0].first
    front = routine.front
    sounds = adjustments.sounds or (front.sounds.value if front.sounds else DEFAULT_SOUNDS)
    if sounds.casefold() not in SOUND_SETS:
        anchored = Findings(routine.source if front.sounds and not adjustments.sounds else None)
        anchored.add_error(
            "unknown-sounds",
            f"There are no sounds called `{sounds[:40]}`.",
            write_suggestion(sounds, tuple(SOUND_SETS), f"There is {', '.join(SOUND_SETS)}."),
            front.sounds.span if front.sounds else None,
        )
        findings.extend(anchored.diagnostics)
    if profile is None or findings.has_errors():
        return findings.make_checked(None)
    spellings = findings.take_value(_collect_spellings(routines))
    profile = replace(profile, spellings=spellings)
    return findings.make_checked(VoiceAndSounds(profile, sounds.casefold()))


def _collect_spellings(routines: Sequence[Routine]) -> Checked[Mapping[str, str]]:
    """Collect how words are said in some routines; a track says each word in one way."""
    spellings: dict[str, str] = {}
    diagnostics: list[Diagnostic] = []
    stating = [each for head in routines for each in (head, *(m.routine for m in head.members))]
    for routine in stating:
        findings = Findings(routine.source)
        for word, said in routine.front.lexicon:
            known = spellings.setdefault(word.casefold(), said)
            if known != said:
                findings.add_warning(
                    "two-spellings",
                    f"`{word}` is said as `{known}`, as in a routine before this one.",
                    "One voice speaks a whole track: give the word one spelling in both.",
                    routine.front.find_key_span("lexicon"),
                )
        diagnostics.extend(findings.diagnostics)
    return Checked(spellings, tuple(diagnostics))


def check_routine(
    routine: Routine, library: Library, on_progress: Progress = ignore_progress
) -> tuple[Diagnostic, ...]:
    """Find everything that is wrong with a routine; cues that hardly fit are spoken to be sure."""
    adjustments = Adjustments()
    if routine.front.routines:
        return _check_programme(routine, library)
    lengths = choose_lengths(routine, adjustments).value
    findings = Findings()
    findings.extend(routine.diagnostics)
    findings.extend(_check_next(routine, library))
    findings.extend(warn_of_strained_breath(routine, lengths))
    findings.extend(warn_of_short_flows(routine, lengths))
    findings.extend(describe_emphasis(routine))
    findings.extend(describe_unsaid_times(routine))
    if find_language(routine.front.language):  # else nobody speaks it, which is said already
        resolved = findings.take_value(resolve_voice((routine,), adjustments, library))
        sheet = None
        if not routine.has_errors:
            sheet = findings.take_value(expand_routine(routine, adjustments, lengths))
        if sheet and resolved:
            diagnostics = check_cues(routine, sheet, resolved.profile, library, on_progress)
            findings.extend(diagnostics)
    return sort_diagnostics(findings.diagnostics)


def _check_programme(programme: Routine, library: Library) -> tuple[Diagnostic, ...]:
    """Find everything that is wrong with a programme and with its routines."""
    findings = Findings()
    findings.extend(programme.diagnostics)
    findings.extend(_check_next(programme, library))
    members = {id(each.routine): each.routine for each in programme.members}
    for routine in members.values():
        findings.extend(check_routine(routine, library))
    if not findings.has_errors():
        findings.take_value(resolve_voice((programme,), Adjustments(), library))
        findings.take_value(
            plan_cue_sheet(findings.take_value(choose_program((programme,), Adjustments())))
        )
    return sort_diagnostics(findings.diagnostics)


def _check_next(routine: Routine, library: Library) -> tuple[Diagnostic, ...]:
    """Doubt a next routine that is nowhere to be found."""
    names = tuple(entry.name for entry in library.list_entries("scripts"))
    then = routine.front.then
    if then is None or then.casefold() in map(str.casefold, names):
        return ()
    findings = Findings(routine.source)
    findings.add_warning(
        "unknown-routine",
        f"There is no routine called `{then[:40]}` to go on to.",
        write_suggestion(then, names, "Give the name of a routine that `coach list` shows."),
        routine.front.find_key_span("then"),
    )
    return findings.diagnostics


def warn_of_fallback(voice: Voice, failures: Sequence[Failure]) -> tuple[Diagnostic, ...]:
    """Warn that those who were to speak could not, and who does instead."""
    return tuple(
        Diagnostic(
            "voice-failed",
            "warning",
            f"The voice `{voice.profile.name}` cannot speak by {failure.candidate}: "
            f"{failure.reason}",
            f"All of it is spoken by {voice.candidate} instead.",
        )
        for failure in failures
        if not failure.candidate.tacit
    )
