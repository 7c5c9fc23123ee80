"""The stages wired together: routines and their adjustments to a timeline, and on to sound."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from coach.audio.anchor import Gains, LoudnessTarget, find_gains
from coach.audio.bed import Bed
from coach.audio.master import Master
from coach.audio.mixer import Levels, Mixer
from coach.audio.targets import CEILING, LOUDNESS
from coach.audio.tones import SOUND_SETS
from coach.cue_check import check_cues
from coach.diagnostics import (
    Checked,
    Diagnostic,
    Findings,
    Source,
    Span,
    has_errors,
    in_order,
    suggestion,
)
from coach.languages import find_language
from coach.library import (
    default_profile,
    entries,
    load_profile,
    load_routine,
    store,
    to_allow,
    unallowed,
    wrong_language,
)
from coach.score.adjustments import Adjustments
from coach.score.arrange import arrange
from coach.score.cuesheet import CueSheet
from coach.score.expand import expand
from coach.score.lengths import choose_lengths
from coach.score.manners import find_manners
from coach.score.order import LONGEST_TRACK, too_long
from coach.score.program import choose, plan
from coach.score.strain import strained
from coach.score.timeline import Timeline
from coach.script.model import Routine
from coach.script.short_words import describe_emphasis
from coach.speech.profile import Profile
from coach.speech.voice import Failure, Voice, performed

DEFAULT_SOUNDS = "gentle"

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and of how much."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a listener asks for: routines by name or path, for one track, and how they are to be."""

    routines: tuple[str, ...]
    settings: Adjustments


@dataclass(frozen=True, slots=True)
class Track:
    """Routines compiled for a voice and a set of sounds, ready to be played or exported."""

    routines: tuple[Routine, ...]
    timeline: Timeline
    voice: Voice
    sounds: str
    settings: Adjustments


@dataclass(frozen=True, slots=True)
class Outfit:
    """Who speaks a routine, and with which set of sounds."""

    profile: Profile
    sounds: str


def check(asked: str) -> tuple[Diagnostic, ...]:
    """Find everything that is wrong with a script; cues that hardly fit are spoken to be sure."""
    routine = load_routine(asked)
    settings = Adjustments()
    lengths = choose_lengths(routine, settings).value
    doubts = (*_then(routine), *strained(routine, lengths), *describe_emphasis(routine))
    if find_language(routine.front.language) is None:  # nobody speaks it, which is said already
        return in_order((*routine.diagnostics, *doubts))
    fit = outfit((routine,), Request((asked,), settings))
    found = [*routine.diagnostics, *fit.diagnostics, *doubts]
    if not routine.has_errors:
        sheet = expand(routine, settings, lengths)
        found += sheet.diagnostics
        if sheet.value and fit.value:
            found += check_cues(routine, sheet.value, fit.value.profile)
    return in_order(found)


def unread(routines: Sequence[str]) -> tuple[Diagnostic, ...]:
    """Find what keeps routines from being read."""
    return tuple(each for asked in routines for each in load_routine(asked).diagnostics)


def _then(routine: Routine) -> tuple[Diagnostic, ...]:
    """Doubt a next routine that is nowhere to be found."""
    names = tuple(entry.name for entry in entries("scripts"))
    then = routine.front.then
    if then is None or then.casefold() in map(str.casefold, names):
        return ()
    findings = Findings(routine.source)
    findings.warning(
        "unknown-routine",
        f"There is no routine called `{then[:40]}` to go on to.",
        suggestion(then, names, "Give the name of a routine that `coach list` shows."),
        routine.front.place("then"),
    )
    return findings.diagnostics


def compile_track(request: Request, progress: Progress) -> Checked[Track | None]:
    """Compile routines to one track: read, expand, speak, arrange.

    Raises `coach.speech.engine.SpeechError` where the voice cannot speak on this machine.
    """
    findings = Findings()
    routines = tuple(map(load_routine, request.routines))
    for routine in routines:
        findings.extend(routine.diagnostics)
    if findings.has_errors():
        return findings.checked(None)
    fit = findings.take(outfit(routines, request))
    program = findings.take(choose(routines, request.settings))
    sheet = findings.take(plan(program, fit.profile.phrases if fit else {}))
    if fit and not findings.has_errors():
        findings.extend(unallowed(fit.profile))
    if sheet is None or fit is None or findings.has_errors():
        return findings.checked(None)
    kept = store()

    def perform(voice: Voice) -> tuple[Voice, Timeline]:
        _speak(sheet, voice, progress)
        return voice, arrange(sheet, voice.frames, request.settings.mute)

    (voice, timeline), failures = performed(fit.profile, perform, kept, find_manners(sheet))
    kept.tidy()
    findings.extend(_told(voice, failures))
    if timeline.frames > LONGEST_TRACK:
        findings.extend([too_long(routines[0])])
        return findings.checked(None)
    return findings.checked(Track(routines, timeline, voice, fit.sounds, request.settings))


def mastered(
    track: Track,
    progress: Progress,
    loudness: float = LOUDNESS,
    ceiling: float = CEILING,
    bed: Bed | None = None,
) -> Master:
    """Mix a track and bring its speech to the loudness asked for."""

    def report(done: int, clips: int) -> None:
        progress("Measuring", done, clips)

    target = LoudnessTarget(loudness, dict(track.settings.level).get("voice", 0.0), ceiling)
    gains = find_gains(track.timeline, track.voice.samples, target, report)
    return Master(mixed(track, track.timeline, gains, bed), ceiling)


def outfit(routines: Sequence[Routine], request: Request) -> Checked[Outfit | None]:
    """Find the voice and the sounds: those asked for, else the first routine's, else the usual."""
    routine = routines[0]
    front = routine.front
    asked = request.settings.voice or (front.voice.value if front.voice else None)
    found = load_profile(asked) if asked else default_profile(front.language)
    profile, diagnostics = found.value, found.diagnostics
    if profile:
        diagnostics += wrong_language(profile, front.language)
    if front.voice and not request.settings.voice:
        diagnostics = tuple(_anchored(d, routine.source, front.voice.span) for d in diagnostics)
    findings = Findings(routine.source if front.sounds and not request.settings.sounds else None)
    sounds = request.settings.sounds or (front.sounds.value if front.sounds else DEFAULT_SOUNDS)
    if sounds.casefold() not in SOUND_SETS:
        findings.error(
            "unknown-sounds",
            f"There are no sounds called `{sounds[:40]}`.",
            suggestion(sounds, tuple(SOUND_SETS), f"There is {', '.join(SOUND_SETS)}."),
            front.sounds.span if front.sounds else None,
        )
    diagnostics += findings.diagnostics
    if profile is None or has_errors(diagnostics):
        return Checked(None, diagnostics)
    return Checked(Outfit(profile, sounds.casefold()), diagnostics)


def commands_to_allow(request: Request) -> tuple[tuple[str, ...], ...]:
    """Give the programs that the voice of a request would run, and its user has not allowed."""
    routines = [each for each in map(load_routine, request.routines) if not each.has_errors]
    fit = outfit(routines, request).value if routines else None
    return to_allow(fit.profile) if fit else ()


def _told(voice: Voice, failures: Sequence[Failure]) -> tuple[Diagnostic, ...]:
    """Tell that those who were to speak could not, and who does instead."""
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


def mixed(track: Track, timeline: Timeline, gains: Gains, bed: Bed | None = None) -> Mixer:
    """Mix a timeline of a track with its voice and sounds."""
    levels = dict(track.settings.level)
    levels.pop("background", None)
    levelled = Levels(**levels)
    return Mixer(timeline, track.voice.samples, track.sounds, levelled, bed=bed, gains=gains)


def _anchored(diagnostic: Diagnostic, source: Source, span: Span) -> Diagnostic:
    """Point a diagnostic that has no place of its own at what in the script asks for it."""
    return replace(diagnostic, source=source, span=span) if not diagnostic.source else diagnostic


def _speak(sheet: CueSheet, voice: Voice, progress: Progress) -> None:
    """Speak everything once, before anything is placed in time."""
    texts = sheet.texts
    for done, _ in enumerate(voice.speak(texts), start=1):
        progress("Speaking", done, len(texts))
