"""The feed: what a sound card is handed next, prepared ahead, with the transport's commands in it.

Three parties meet here, each in a thread of its own. The sound card takes blocks with `Feed.fill`,
which only copies what is ready; somebody renders ahead with `Feed.prepare`; commands come from
anywhere with `Feed.do`. They share one lock, which is held for a few steps only and never while
anything is rendered.

What is played in one go from one place is a stretch. A jump begins another, and the one before is
faded out. A hold made longer or shorter stays in its stretch, which was the same up to the change:
only what was prepared beyond it is rendered anew.
"""

import sys
import threading
from collections import deque
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from coach.audio.murmur import murmur
from coach.audio.tones import SOUND_SETS, waveform
from coach.live.transport import Command, Transport
from coach.score.timeline import Timeline
from coach.timing import SAMPLE_RATE, SECOND

BLOCK = 1024
"""Frames (23 ms) that are handed out at a time."""

FADE = 15 * SECOND // 1000
"""Frames in which sound goes away, or comes back, where the listener breaks into it; less than a
block."""

AHEAD = 32 * BLOCK
"""Frames (0.74 s) prepared ahead. A block takes 0.02 ms to render, so this is for the moments when
nothing but the sound card's own thread gets to run."""

REMINDER_EVERY = 20 * SECOND // BLOCK * BLOCK
"""How often a wait reminds the listener that it waits: every 20 s, at the beginning of a block."""

HUSH = murmur(0, BLOCK)
"""What is handed out when nothing sounds, so that headsets stay awake through pauses and waits."""

_CHUNK = 4 * BLOCK
"""Frames rendered at a time."""

_NEAR = 1024
"""Frames before a change that it reaches back: a limiter looks 10 ms ahead."""

_AT_HAND = BLOCK + FADE
"""Frames that must be ready for a block to be handed out: behind it, always, enough to fade out."""

_SOON = 8 * BLOCK
"""Frames that may be handed out while a command is thought about."""

_TRIES = 3
"""How often a hold is tried to be changed."""

_MARKS = 256
"""Blocks (6 s) of which is kept when they are heard."""

_FALL = (0.5 + 0.5 * np.cos(np.pi * (np.arange(FADE) + 0.5) / FADE)).astype(np.float32)
_RISE = _FALL[::-1].copy()


class Rendering(Protocol):
    """A finished track, of which any range can be rendered."""

    def render(self, start: int, stop: int) -> NDArray[np.int16]:
        """Render the frames ``[start, stop)``, mono at 44,100 Hz."""


def reminder_tone(sounds: str, gain: float) -> NDArray[np.int16]:
    """Render what a wait reminds the listener with: the first note of a side change, half as loud.

    It is one tone, as what is over or begins has, and not as long: 0.25 s, at the track's gain.
    """
    tone = SOUND_SETS[sounds]["side", 0]
    frames = SECOND // 4
    samples: NDArray[np.float32] = np.rint(waveform(tone, frames, 0, frames) * (gain * 16_384))
    return samples.astype(np.int16)


@dataclass(slots=True, eq=False)
class _Stretch:
    """What is played in one go from one place; frames are counted from there.

    Attributes:
        transport: how things stood at its beginning, with the timeline as it is now; it is never
            paused, for that is ``paused``.
        paused: whether it stands still.
        length: the frames up to a wait or the end.
        crisp: whether nothing is cut into where it begins.
        ready: frames rendered so far.
        handed: frames handed out so far.
        waited: frames of waiting since its end.
        samples: a ring that holds what is ready.
    """

    transport: Transport
    paused: bool
    length: int = field(init=False)
    crisp: bool = field(init=False)
    ready: int = 0
    handed: int = 0
    waited: int = 0
    samples: NDArray[np.int16] = field(default_factory=lambda: np.zeros(AHEAD, np.int16))

    def __post_init__(self) -> None:
        at = self.transport.at
        self.crisp = not any(e.at < at < e.end for e in self.transport.timeline.events)
        self.measure()

    def measure(self) -> None:
        """Find out how far it goes."""
        playing = self.transport.status == "playing"
        self.length = self.transport.until - self.transport.at if playing else 0

    @property
    def waits(self) -> bool:
        """Whether a wait comes at the end of it."""
        return self.transport.at + self.length < self.transport.timeline.frames

    def after(self, frames: int, *, paused: bool) -> Transport:
        """Give how things stand when so many frames were handed out."""
        transport = self.transport.advanced(frames)
        if paused and transport.status == "playing":
            return replace(transport, status="paused")
        return transport

    def put(self, start: int, samples: NDArray[np.int16]) -> None:
        """Keep what was rendered from a frame on."""
        first = start % AHEAD
        part = min(len(samples), AHEAD - first)
        self.samples[first : first + part] = samples[:part]
        self.samples[: len(samples) - part] = samples[part:]

    def take(self, out: NDArray[np.int16], frames: int) -> None:
        """Hand out the next frames."""
        first = self.handed % AHEAD
        part = min(frames, AHEAD - first)
        out[:part] = self.samples[first : first + part]
        out[part:frames] = self.samples[: frames - part]
        self.handed += frames


@dataclass(frozen=True, slots=True)
class _Mark:
    """When some frames are heard: ``frames`` after ``handed`` of a stretch, from ``due`` on."""

    due: float
    stretch: _Stretch
    handed: int
    frames: int
    paused: bool


class Feed:
    """Hands out a track block by block, as the listener commands.

    Args:
        transport: where to begin.
        master: the rendering of its timeline.
        reminder: what is heard every 20 s of a wait.

    Attributes:
        late: how often sound broke off because nothing was ready.
        quiet: frames of silence handed out since the last sound.
        foresight: frames ahead of what is handed out that a hold is not changed any more: what is
            played while the changed timeline is mastered.
    """

    def __init__(
        self, transport: Transport, master: Rendering, reminder: NDArray[np.int16] | None = None
    ) -> None:
        self.late = 0
        self.quiet = 0
        self.foresight = _SOON + transport.timeline.frames // 1000
        self._reminder = np.zeros(0, np.int16) if reminder is None else reminder
        self._lock = threading.Lock()
        self._commands = threading.Lock()
        self._master = master
        self._mastered = transport.timeline
        # The master may be heard up to here: from there on it is not what the timeline says.
        self._limit = sys.maxsize
        self._wanted = self._current = _begun(transport)
        # Whether what was handed out last must go on, or fade.
        self._sounding = False
        self._marks: deque[_Mark] = deque(maxlen=_MARKS)
        self._scratch = np.zeros(FADE, np.float32)

    @property
    def transport(self) -> Transport:
        """Where things stand, as handed out."""
        stretch = self._wanted
        return stretch.after(stretch.handed, paused=stretch.paused)

    def heard(self, now: float) -> Transport:
        """Give where things stand in the listener's ear at a time by the clock."""
        with self._lock:
            marks = tuple(self._marks)
        if not marks:
            return self.transport
        mark = next((m for m in reversed(marks) if m.due <= now), None)
        if mark is None:
            return marks[0].stretch.after(marks[0].handed, paused=marks[0].paused)
        frames = min(int((now - mark.due) * SAMPLE_RATE), mark.frames)
        return mark.stretch.after(mark.handed + frames, paused=mark.paused)

    @property
    def owed(self) -> Timeline | None:
        """The timeline that is to be mastered, if it is not the one that was."""
        timeline = self._wanted.transport.timeline
        return None if self._mastered is timeline else timeline

    def renew(self, timeline: Timeline, master: Rendering) -> None:
        """Take the master of a timeline that was `owed`."""
        with self._commands:
            limit = _parting(timeline, self._wanted.transport.timeline)
            with self._lock:
                self._master, self._mastered, self._limit = master, timeline, limit

    def allow(self, seconds: float) -> None:
        """Learn how long it takes to master a changed timeline."""
        self.foresight = _SOON + int(seconds * 1.5 * SAMPLE_RATE)

    def prepare(self) -> bool:
        """Render some of what comes next; tell whether there was anything to render."""
        return self._render(self._wanted)

    def do(self, command: Command) -> bool:
        """Carry out a command; tell whether that changed anything."""
        with self._commands:
            if command in ("longer", "shorter"):
                # What was still to come may be handed out while it is thought about.
                return any(self._change(command) for _ in range(_TRIES))
            return self._go(self.transport.after(command, self.transport.at))

    def seek(self, at: int) -> bool:
        """Go to a frame; tell whether that changed anything."""
        with self._commands:
            return self._go(self.transport.sought(at))

    def _go(self, then: Transport) -> bool:
        """Pause, go on, or begin elsewhere."""
        now = self.transport
        if then == now:
            return False
        if {then.status, now.status} == {"playing", "paused"} and then.at == now.at:
            self._wanted.paused = then.status == "paused"
            return True
        stretch = _begun(then)
        self._render(stretch)
        with self._lock:
            self._wanted = stretch
        return True

    def fill(self, out: NDArray[np.int16], due: float = 0.0) -> None:
        """Hand out the next `BLOCK` frames, the first of which is heard at ``due`` by the clock."""
        with self._lock:
            if not self._sounding:
                self._current = self._wanted
            stretch, handed = self._current, self._current.handed
            frames = self._hand_out(stretch, out)
            out[frames:] = HUSH[frames:]
            self.quiet = 0 if frames else self.quiet + len(out)
            paused = stretch.paused and not frames
            # A wait counts no frames, though its reminder sounds.
            taken = stretch.handed - handed
            self._marks.append(_Mark(due, stretch, handed, taken, paused))

    def _hand_out(self, stretch: _Stretch, out: NDArray[np.int16]) -> int:
        """Put what comes next into a block; give the number of frames that it takes up."""
        left = stretch.length - stretch.handed
        ready = stretch.ready - stretch.handed
        if not left:
            return self._wait(stretch, out)
        leaving = stretch is not self._wanted or stretch.paused
        if ready == left <= FADE:
            leaving = False  # it is over by itself before it could fade
        if not leaving and (ready == left or ready >= _AT_HAND):
            frames = min(left, len(out))
            begins = not stretch.handed and stretch.crisp
            stretch.take(out, frames)
            if not self._sounding and not begins:
                self._fade(out, _RISE, frames)
            self._sounding = frames < left
            return frames
        if not self._sounding:
            return 0
        if not leaving:
            self.late += 1
        frames = min(FADE, ready)
        stretch.take(out, frames)
        self._fade(out, _FALL, frames)
        self._sounding = False
        return frames

    def _wait(self, stretch: _Stretch, out: NDArray[np.int16]) -> int:
        """Put what is heard while it waits for the listener into a block: now and then a tone."""
        if not stretch.waits or stretch.transport.over:
            self._sounding = False
            return 0
        leaving = stretch is not self._wanted
        at = stretch.waited % REMINDER_EVERY if stretch.waited >= REMINDER_EVERY else sys.maxsize
        note = self._reminder[at : at + (FADE if leaving else len(out))]
        out[: len(note)] = note
        if leaving and self._sounding:
            self._fade(out, _FALL, len(note))
        self._sounding = not leaving and at + len(note) < len(self._reminder)
        stretch.waited += len(out)
        return len(note)

    def _fade(self, out: NDArray[np.int16], ramp: NDArray[np.float32], frames: int) -> None:
        """Let the beginning of a block come, or go."""
        count = min(frames, FADE)
        scratch = self._scratch[:count]
        np.multiply(out[:count], ramp[:count], out=scratch)
        np.rint(scratch, out=scratch)
        out[:count] = scratch

    def _render(self, stretch: _Stretch) -> bool:
        """Render a chunk of a stretch; tell whether there was anything to render."""
        at = stretch.transport.at
        with self._lock:
            master, start = self._master, stretch.ready
            furthest = min(stretch.length, stretch.handed + AHEAD, self._limit - at)
        stop = min(furthest, start + _CHUNK)
        if stop <= start:
            return False
        stretch.put(start, master.render(at + start, at + stop))
        with self._lock:
            # Unless it was changed meanwhile, before or within what was rendered.
            if stretch.ready == start and self._master is master:
                stretch.ready = min(stop, self._limit - at, stretch.length)
        return True

    def _change(self, command: Command) -> bool:
        """Make a hold longer or shorter, if what was handed out does not reach into the change."""
        now = self.transport
        if now.action is None:
            return False
        left = now.action.at + now.action.frames - now.at
        if left <= _SOON:
            return False
        # At the end of a hold it is rather changed with hardly enough time than not at all.
        ahead = _SOON if now.status == "paused" else min(self.foresight, left - 1)
        timeline = now.after(command, now.at + ahead).timeline
        stretch = self._wanted
        at = stretch.transport.at
        change = _parting(stretch.transport.timeline, timeline)
        limit = _parting(self._mastered, timeline)
        with self._lock:
            if timeline is now.timeline or change - at < stretch.handed + _AT_HAND:
                return False
            stretch.transport = replace(stretch.transport, timeline=timeline)
            stretch.measure()
            self._limit = limit
            if limit == sys.maxsize:  # it is what it was before it was changed
                self._mastered = timeline
            stretch.ready = min(stretch.ready, limit - at, change - at)
        return True


def _begun(transport: Transport) -> _Stretch:
    paused = transport.status == "paused"
    return _Stretch(replace(transport, status="playing") if paused else transport, paused)


def _parting(one: Timeline, other: Timeline) -> int:
    """Give the frame up to which two timelines sound the same, however they are mastered."""
    if one is other:
        return sys.maxsize
    for here, there in zip_longest(one.events, other.events):
        if here is not there and here != there:
            return max(min(e.at for e in (here, there) if e) - _NEAR, 0)
    return sys.maxsize if one.frames == other.frames else min(one.frames, other.frames) - _NEAR
