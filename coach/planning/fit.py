"""Fitting: what is chosen so that a track has exactly the length that is asked for.

There are levers, and as few as needed are used, in this order: the gaps, the lengths of actions,
the words in short, how often things are done. Where these do not give a length, the pauses between
two clips of speech change with the gaps.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from coach.diagnostics import Checked
from coach.languages.phrases import Wordings
from coach.planning.fit_report import Bound, describe_fit, refuse_fit
from coach.planning.gaps import find_ends, find_gap_scale
from coach.planning.length_levers import LengthLever, change_lengths, find_levers
from coach.planning.length_search import Window, find_values
from coach.planning.speech_meter import SpeechMeter
from coach.planning.variants import Variant, VariantKey, Variants
from coach.score.adjustment_values import FitRequest
from coach.score.arrange import TrackGauge
from coach.score.cuesheet import CueSheet
from coach.score.gap_scale import AS_STATED, GapScale
from coach.score.order import LONGEST_TRACK_FRAMES
from coach.score.program import Program, plan_cue_sheet
from coach.score.timeline import Note
from coach.score.track_title import word_title
from coach.timing import SECOND, ms_to_frames

_MOST_TRIES = 6
"""How often lengths are searched anew, once what they cost has been spoken."""

_MOST_VARIANTS = 3
"""How many variants are tried for one length."""

_MOST_OFFERS = 900
"""How many whole seconds beside a length are tried for one that works."""


@dataclass(frozen=True, slots=True)
class FittedTrack:
    """A cue sheet that was fitted.

    Attributes:
        sheet: what is heard.
        scale: how long its gaps are.
        total: the frames of the whole track; None where it stays as stated.
        notes: what is other than stated.
    """

    sheet: CueSheet
    scale: GapScale = AS_STATED
    total: int | None = None
    notes: tuple[Note, ...] = ()


def fit_to_length(
    program: Program,
    sheet: CueSheet,
    wordings: Wordings,
    request: FitRequest,
    speaker: SpeechMeter,
) -> Checked[FittedTrack | None]:
    """Fit a program, whose cue sheet is known; a length that it cannot have is a diagnostic."""
    return _Fitting(program, sheet, wordings, speaker).fit_length(request)


def find_reach(
    program: Program, sheet: CueSheet, wordings: Wordings, speaker: SpeechMeter
) -> tuple[int, int]:
    """Return the shortest and the longest track that a program can be fitted to, in seconds."""
    fitting = _Fitting(program, sheet, wordings, speaker)
    bounds = fitting.find_bounds()
    ends = fitting.find_ends(*(bound.frames for bound in bounds))
    return ends[0] // SECOND, ends[1] // SECOND


class _Fitting:
    """Fits one program."""

    def __init__(
        self, program: Program, sheet: CueSheet, wordings: Wordings, speaker: SpeechMeter
    ) -> None:
        self._wordings = wordings
        self._speaker = speaker
        self._variants = Variants(program)
        stated = self._variants.stated
        self._base = _Model(self._variants.make_variant(stated), sheet, speaker)
        self._models: dict[VariantKey, _Model | None] = {stated: self._base}

    def fit_length(self, request: FitRequest) -> Checked[FittedTrack | None]:
        """Fit to a length that is asked for."""
        least, most = ms_to_frames(request.least), ms_to_frames(request.most)
        self._speaker.prepare_sheet(self._base.sheet)
        natural = self._find_total(self._base.sheet, self._base.frames)
        if least <= natural <= most:
            return Checked(FittedTrack(self._base.sheet))
        wanted = least if natural < least else most
        if fitted := self._fit_exactly(wanted):
            return Checked(fitted)
        bounds = self.find_bounds()
        if fitted := self._fit_exactly(wanted):
            return Checked(fitted)
        ends = self.find_ends(*(bound.frames for bound in bounds))
        offers = tuple(self._offer_nearest(wanted, *ends))
        for offer in offers:
            if offer.total is not None and least <= offer.total <= most:
                return Checked(offer)
        totals = tuple(offer.total for offer in offers if offer.total is not None)
        return Checked(None, (refuse_fit(request, wanted, bounds, ends, totals),))

    def find_ends(self, shortest: int, longest: int) -> tuple[int, int]:
        """Return the first and the last whole second that works, in frames."""
        first, last = -(-shortest // SECOND), longest // SECOND
        ups = range(first, min(first + _MOST_OFFERS, last))
        downs = range(last, max(last - _MOST_OFFERS, first), -1)
        low = next((each for each in ups if self._fit_exactly(each * SECOND)), last)
        high = next((each for each in downs if self._fit_exactly(each * SECOND)), low)
        return low * SECOND, high * SECOND

    def find_bounds(self) -> tuple[Bound, Bound]:
        """Find the shortest and the longest track there can be.

        What they say has been spoken then, so that nothing near them is a guess any more.
        """
        self._speaker.prepare_sheet(self._base.sheet)
        bounds = self._find_bound(longer=False), self._find_bound(longer=True)
        self._models.clear()
        return bounds

    def _find_bound(self, *, longer: bool) -> Bound:
        """Find the longest or the shortest track there can be."""
        model = self._find_model(self._variants.list_chain(longer=longer)[-1])
        sheet = model and self._plan_extreme(model, longer=longer)
        if not model or not sheet:
            return Bound(LONGEST_TRACK_FRAMES, None)
        self._speaker.prepare_sheet(sheet)
        end = find_ends(has_pauses=True)[longer]
        frames = TrackGauge(sheet, self._speaker.count_frames).measure_frames(end)
        return Bound(min(self._find_total(sheet, frames), LONGEST_TRACK_FRAMES), sheet)

    def _plan_extreme(self, model: "_Model", *, longer: bool) -> CueSheet | None:
        """Plan a variant with the longest or the shortest lengths."""
        levers = model.levers if longer else tuple(each.keep_cues() for each in model.levers)
        values = {lever: lever.find_end(longer=longer) for lever in levers}
        return plan_cue_sheet(change_lengths(model.program, values), self._wordings).value

    def _fit_exactly(self, total: int) -> FittedTrack | None:
        """Fit to a number of frames, with as few levers as can be."""
        for list_models in (self._find_models, self._list_all_models):
            for has_pauses in (False, True):
                for model in list_models(total, has_pauses=has_pauses):
                    if fitted := self._fit_model(model, total, has_pauses=has_pauses):
                        return fitted
        return None

    def _find_models(self, total: int, *, has_pauses: bool) -> "Iterator[_Model]":
        """Find the first variants that reach a length, each with one change more than the last."""
        longer = total > self._find_total(self._base.sheet, self._base.frames)
        chain = self._variants.list_chain(longer=longer)

        def has_reached(key: VariantKey) -> bool:
            model = self._find_model(key)
            if model is None:
                return longer
            ends = self._find_reach(model, total, has_pauses=has_pauses)
            return total <= ends[1] if longer else ends[0] <= total

        first = bisect_left(chain, 1, key=has_reached)
        for key in chain[first : first + _MOST_VARIANTS]:
            if model := self._find_model(key):
                yield model

    def _list_all_models(self, total: int, *, has_pauses: bool) -> "Iterator[_Model]":
        """Find every variant that may have a length."""
        for key in self._variants.list_all():
            if model := self._find_model(key):
                low, high = self._find_reach(model, total, has_pauses=has_pauses)
                if low <= total <= high:
                    yield model

    def _find_reach(self, model: "_Model", total: int, *, has_pauses: bool) -> tuple[int, int]:
        """Return about how short and how long a variant can be that tells a length."""
        title = self._guess_title_frames(model.sheet, total)
        low, high = model.find_ends(has_pauses=has_pauses)
        return low + title, high + title

    def _find_model(self, key: VariantKey) -> "_Model | None":
        """Return what is known of a variant; None where it cannot be planned."""
        if key not in self._models:
            variant = self._variants.make_variant(key)
            sheet = plan_cue_sheet(variant.program, self._wordings).value
            self._models[key] = _Model(variant, sheet, self._speaker) if sheet else None
        return self._models[key]

    def _fit_model(self, model: "_Model", total: int, *, has_pauses: bool) -> FittedTrack | None:
        """Fit a variant; what its lengths cost is known better after each try."""
        window = model.find_window(has_pauses=has_pauses)
        levers = model.levers
        wanted = total - self._guess_title_frames(model.sheet, total) - model.frames
        for _ in range(_MOST_TRIES):
            values = {} if wanted in window else find_values(levers, wanted, window)
            if values is None:
                return None
            if lost := {each for each in values if not _keeps_cues(each, values[each])}:
                levers = tuple(each.keep_cues() if each in lost else each for each in levers)
                continue
            sheet = plan_cue_sheet(change_lengths(model.program, values), self._wordings).value
            if sheet is None:
                return None
            self._speaker.prepare_sheet(sheet)
            gauge = TrackGauge(sheet, self._speaker.count_frames)
            rest = total - self._find_title_frames(sheet, total)
            scale = find_gap_scale(gauge, rest, has_pauses=has_pauses)
            if scale:
                notes = describe_fit(model.changes, values, scale)
                return FittedTrack(sheet, scale, total, notes)
            expected = model.frames + sum(lever.cost_of(value) for lever, value in values.items())
            missed = gauge.measure_frames() - expected
            wanted = rest - model.frames - missed
        return None

    def _offer_nearest(self, wanted: int, shortest: int, longest: int) -> Iterator[FittedTrack]:
        """Yield the nearest tracks of whole seconds that there can be, a shorter one first."""
        down = min((wanted - 1) // SECOND, longest // SECOND)
        up = max(wanted // SECOND + 1, shortest // SECOND)
        below = range(down, shortest // SECOND - 1, -1)
        above = range(up, longest // SECOND + 1)
        for candidates in (below, above):
            tried = (self._fit_exactly(each * SECOND) for each in candidates[:_MOST_OFFERS])
            if fitted := next(filter(None, tried), None):
                yield fitted

    def _guess_title_frames(self, sheet: CueSheet, total: int) -> int:
        """Return about how long the first clip takes, which tells a length."""
        title = word_title(sheet, 0, self._speaker.guess_frames, total)
        return self._speaker.guess_frames(title) if title else 0

    def _find_title_frames(self, sheet: CueSheet, total: int) -> int:
        """Return how long the first clip takes, which tells a length."""
        title = word_title(sheet, 0, self._speaker.count_frames, total)
        return self._speaker.count_frames(title) if title else 0

    def _find_total(self, sheet: CueSheet, frames: int) -> int:
        """Return how long a track is with its first clip."""
        title = word_title(sheet, frames, self._speaker.count_frames)
        return frames + (self._speaker.count_frames(title) if title else 0)


class _Model:
    """What is known of a variant before its lengths are chosen.

    Attributes:
        program: the variant.
        changes: what is other than stated in it.
        sheet: its cue sheet, with all lengths as stated.
        levers: the lengths that may change.
    """

    def __init__(self, variant: Variant, sheet: CueSheet, speaker: SpeechMeter) -> None:
        self.program = variant.program
        self.changes = variant.changes
        self.sheet = sheet
        self.levers = find_levers(variant.program, sheet, speaker)
        self._gauge = TrackGauge(sheet, speaker.guess_frames)
        self._windows: dict[bool, Window] = {}

    @cached_property
    def frames(self) -> int:
        """About how long it is, its first clip left out, by what was known when first asked."""
        return self._gauge.measure_frames()

    def find_window(self, *, has_pauses: bool) -> Window:
        """Return what the gaps can take, or the gaps with the pauses between clips."""
        if has_pauses not in self._windows:
            ends = find_ends(has_pauses=has_pauses)
            frames = (self._gauge.measure_frames(end) - self.frames for end in ends)
            self._windows[has_pauses] = Window(*frames)
        return self._windows[has_pauses]

    def find_ends(self, *, has_pauses: bool) -> tuple[int, int]:
        """Return about how short and how long it can be, its first clip left out."""
        window, (less, more) = self.find_window(has_pauses=has_pauses), self._costs
        return self.frames + window.least + less, self.frames + window.most + more

    @cached_property
    def _costs(self) -> tuple[int, int]:
        """What the shortest and the longest lengths cost."""
        ends = [
            [e.cost_of(e.find_end(longer=longer)) for e in self.levers] for longer in (False, True)
        ]
        return sum(ends[0]), sum(ends[1])


def _keeps_cues(lever: LengthLever, value: int) -> bool:
    """Return whether no cue of the author is lost at a value."""
    return value >= lever.range.stated or lever.is_heard(value)
