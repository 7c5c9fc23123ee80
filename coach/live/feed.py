"""The feed: what a sound card is handed next, prepared ahead, with the transport's commands in it.

Three parties meet here, each in a thread of its own. The sound card takes blocks with
`Feed.fill_block`, which only copies what is ready; somebody renders ahead with `Feed.render_ahead`;
commands come from anywhere with `Feed.carry_out`. They share one lock, which is held for a few
steps only and never while anything is rendered.

What is played in one go from one position is a playback. A jump begins another, and the one before
is faded out. A hold made longer or shorter stays in its playback, which was the same up to the
change: only what was prepared beyond it is rendered anew.
"""

import sys
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray

from coach.audio.comfort_noise import render_comfort_noise
from coach.live.playback import AHEAD_FRAMES, BLOCK_FRAMES, FADE_FRAMES, Playback, Rendering
from coach.live.prompts import NO_PROMPTS, NOTHING, Prompts
from coach.live.transport import Command, Transport
from coach.score.timeline import Timeline
from coach.timing import SAMPLE_RATE, SECOND

REMINDER_EVERY_FRAMES = 20 * SECOND // BLOCK_FRAMES * BLOCK_FRAMES
"""How often a wait reminds the listener that it waits: every 20 s, at the beginning of a block."""

READY_AFTER_FRAMES = 26 * BLOCK_FRAMES
"""Frames (0.6 s) of a wait after which it is said how to go on."""

HUSH = render_comfort_noise(0, BLOCK_FRAMES)[:, np.newaxis]
"""What is handed out when nothing sounds, so that headsets stay awake through pauses and waits."""

_CHUNK_FRAMES = 4 * BLOCK_FRAMES
"""Frames rendered at a time."""

LOOK_AHEAD_FRAMES = 1024
"""Frames before a change that it reaches back: a limiter looks 10 ms ahead."""

_AT_HAND_FRAMES = BLOCK_FRAMES + FADE_FRAMES
"""Frames that must be ready for a block to be handed out: behind it, always, enough to fade out."""

_SOON_FRAMES = 8 * BLOCK_FRAMES
"""Frames that may be handed out while a command is thought about."""

_TRIES = 3
"""How often a hold is tried to be changed."""

_MARKS = 256
"""Blocks (6 s) whose time of hearing is kept."""

_FALL = (0.5 + 0.5 * np.cos(np.pi * (np.arange(FADE_FRAMES) + 0.5) / FADE_FRAMES)).astype(
    np.float32
)[:, np.newaxis]
_RISE = _FALL[::-1].copy()


@dataclass(frozen=True, slots=True)
class _Mark:
    """When some frames are heard: ``frames`` after ``handed`` of a playback, from ``due`` on."""

    due: float
    playback: Playback
    handed: int
    frames: int
    paused: bool


class Feed:
    """Hands out a track block by block, as the listener commands.

    Args:
        transport: where to begin.
        master: the rendering of its timeline.
        prompts: what the coach says besides the track.
        look_ahead: the frames before a change in which the track sounds otherwise already.

    Attributes:
        late: how often sound broke off because nothing was ready.
        quiet: frames of silence handed out since the last sound.
        foresight: frames ahead of what is handed out that a hold is not changed any more: what is
            played while the changed timeline is mastered.
    """

    def __init__(
        self,
        transport: Transport,
        master: Rendering,
        prompts: Prompts = NO_PROMPTS,
        look_ahead: int = LOOK_AHEAD_FRAMES,
    ) -> None:
        self.late = 0
        self.quiet = 0
        self.foresight = _SOON_FRAMES + transport.timeline.frames // 1000
        self._prompts = prompts
        self._look_ahead = look_ahead
        self._lock = threading.Lock()
        self._commands = threading.Lock()
        self._master = master
        self._mastered = transport.timeline
        # The master may be heard up to here: from there on it is not what the timeline says.
        self._limit = sys.maxsize
        self._wanted = self._current = self._begin_playback(transport)
        if transport.at:
            self._wanted.position_speech = prompts.speak_position(transport)
        # Whether what was handed out last must go on, or fade.
        self._sounding = False
        # Whether that is what says where the listener is.
        self._saying = False
        self._marks: deque[_Mark] = deque(maxlen=_MARKS)
        self._scratch = np.zeros((FADE_FRAMES, master.channels), np.float32)

    @property
    def transport(self) -> Transport:
        """Where things stand, as handed out."""
        playback = self._wanted
        return playback.find_transport(playback.handed, paused=playback.paused)

    def find_heard(self, now: float) -> Transport:
        """Return where things stand in the listener's ear at a time by the clock."""
        return self._find_heard_playback(now)[1]

    def _find_heard_playback(self, now: float) -> tuple[Playback, Transport]:
        """Return the playback that is heard at a time, and where things stand in it."""
        with self._lock:
            marks = tuple(self._marks)
        if not marks:
            return self._wanted, self.transport
        mark = next((m for m in reversed(marks) if m.due <= now), marks[0])
        frames = max(min(int((now - mark.due) * SAMPLE_RATE), mark.frames), 0)
        return mark.playback, mark.playback.find_transport(mark.handed + frames, paused=mark.paused)

    @property
    def pending_timeline(self) -> Timeline | None:
        """The timeline that waits to be mastered, if there is one."""
        timeline = self._wanted.transport.timeline
        return None if self._mastered is timeline else timeline

    def swap_master(self, timeline: Timeline, master: Rendering) -> None:
        """Take the master of a timeline that was `pending_timeline`."""
        with self._commands:
            limit = self._find_first_difference(timeline, self._wanted.transport.timeline)
            with self._lock:
                self._master, self._mastered, self._limit = master, timeline, limit

    def set_mastering_time(self, seconds: float) -> None:
        """Learn how long it takes to master a changed timeline."""
        self.foresight = _SOON_FRAMES + int(seconds * 1.5 * SAMPLE_RATE)

    def render_ahead(self) -> bool:
        """Render some of what comes next; return whether there was anything to render."""
        return self._render_chunk(self._wanted)

    def carry_out(self, command: Command) -> bool:
        """Carry out a command; return whether that changed anything."""
        with self._commands:
            if command in ("longer", "shorter"):
                # What was still to come may be handed out while it is thought about.
                return any(self._resize_action(command) for _ in range(_TRIES))
            return self._go_to(self.transport.apply_command(command, self.transport.at))

    def seek(self, at: int) -> bool:
        """Go to a frame; return whether that changed anything."""
        with self._commands:
            return self._go_to(self.transport.seek_to(at))

    def _begin_playback(self, transport: Transport) -> Playback:
        """Begin a playback where a transport stands."""
        paused = transport.status == "paused"
        going = replace(transport, status="playing") if paused else transport
        return Playback(going, paused, self._master.channels)

    def _go_to(self, then: Transport) -> bool:
        """Pause, go on, or begin elsewhere."""
        now = self.transport
        if then == now:
            return False
        if {then.status, now.status} == {"playing", "paused"} and then.at == now.at:
            playback = self._wanted
            speech = playback.position_speech
            if then.status == "playing" and not len(speech):
                speech = self._prompts.speak_position(then)
            with self._lock:
                playback.position_speech, playback.paused = speech, then.status == "paused"
            return True
        playback = self._begin_playback(then)
        self._render_chunk(playback)
        with self._lock:
            self._wanted = playback
        return True

    def interrupt(self, heard_until: float) -> bool:
        """Stand still at what was heard at a time; return whether it would have gone on.

        What was handed out for later was not heard, and is handed out once more.
        """
        with self._commands:
            now = self.transport
            playback, heard = self._find_heard_playback(heard_until)
            # A jump that was not heard yet leads where it leads.
            at = heard.at if playback is self._wanted else self._wanted.transport.at
            then = now.seek_to(at)
            if then.is_over:
                return False
            if then.status == "playing":
                then = replace(then, status="paused")
            playback = self._begin_playback(then)
            self._render_chunk(playback)
            with self._lock:
                self._wanted = self._current = playback
                self._sounding = self._saying = False
                self._marks.clear()
            return now.status == "playing"

    def fill_block(self, out: NDArray[np.int16], due: float = 0.0) -> None:
        """Hand out the next `BLOCK_FRAMES` frames; the first is heard at ``due`` by the clock.

        ``out`` is of shape (frames, channels).
        """
        with self._lock:
            if not self._sounding:
                self._current = self._wanted
            playback, handed = self._current, self._current.handed
            frames = self._hand_out(playback, out)
            out[frames:] = HUSH[frames:]
            self.quiet = 0 if frames else self.quiet + len(out)
            paused = playback.paused and not frames
            # A wait counts no frames, though its reminder sounds.
            taken = playback.handed - handed
            self._marks.append(_Mark(due, playback, handed, taken, paused))

    def _hand_out(self, playback: Playback, out: NDArray[np.int16]) -> int:
        """Put what comes next into a block; return the number of frames that it takes up."""
        left = playback.length - playback.handed
        ready = playback.ready - playback.handed
        if len(playback.position_speech) and (self._saying or not self._sounding):
            return self._say_position(playback, out)
        if not left:
            return self._fill_waiting(playback, out)
        leaving = (
            playback is not self._wanted or playback.paused or len(playback.position_speech) > 0
        )
        if ready == left <= FADE_FRAMES:
            leaving = False  # it is over by itself before it could fade
        if not leaving and (ready == left or ready >= _AT_HAND_FRAMES):
            frames = min(left, len(out))
            begins = not playback.handed and playback.crisp
            playback.take_frames(out, frames)
            if not self._sounding and not begins:
                self._fade_edge(out, _RISE, frames)
            self._sounding = frames < left
            return frames
        if not self._sounding:
            return 0
        if not leaving:
            self.late += 1
        frames = min(FADE_FRAMES, ready)
        playback.take_frames(out, frames)
        self._fade_edge(out, _FALL, frames)
        self._sounding = False
        return frames

    def _say_position(self, playback: Playback, out: NDArray[np.int16]) -> int:
        """Put the next of what says where the listener is into a block; return its length."""
        leaving = playback is not self._wanted or playback.paused
        if leaving and not self._saying:
            playback.position_speech = NOTHING
            return 0
        note = playback.position_speech[: FADE_FRAMES if leaving else len(out)]
        out[: len(note)] = note[:, np.newaxis]
        playback.position_speech = NOTHING if leaving else playback.position_speech[len(note) :]
        if leaving:
            self._fade_edge(out, _FALL, len(note))
        self._sounding = self._saying = len(playback.position_speech) > 0
        return len(note)

    def _fill_waiting(self, playback: Playback, out: NDArray[np.int16]) -> int:
        """Put what is heard while it waits for the listener into a block, and return its length.

        That is how to go on, and now and then a tone.
        """
        if not playback.is_waiting or playback.transport.is_over:
            self._sounding = False
            return 0
        leaving = playback is not self._wanted
        if playback.waited < REMINDER_EVERY_FRAMES:
            prompt, at = self._prompts.ready, playback.waited - READY_AFTER_FRAMES
        else:
            prompt, at = self._prompts.reminder, playback.waited % REMINDER_EVERY_FRAMES
        note = prompt[at : at + (FADE_FRAMES if leaving else len(out))] if at >= 0 else NOTHING
        out[: len(note)] = note[:, np.newaxis]
        if leaving and self._sounding:
            self._fade_edge(out, _FALL, len(note))
        self._sounding = not leaving and at >= 0 and at + len(note) < len(prompt)
        playback.waited += len(out)
        return len(note)

    def _fade_edge(self, out: NDArray[np.int16], ramp: NDArray[np.float32], frames: int) -> None:
        """Let the beginning of a block come, or go."""
        count = min(frames, FADE_FRAMES)
        scratch = self._scratch[:count]
        np.multiply(out[:count], ramp[:count], out=scratch)
        np.rint(scratch, out=scratch)
        out[:count] = scratch

    def _render_chunk(self, playback: Playback) -> bool:
        """Render a chunk of a playback; return whether there was anything to render."""
        at = playback.transport.at
        with self._lock:
            master, start = self._master, playback.ready
            furthest = min(playback.length, playback.handed + AHEAD_FRAMES, self._limit - at)
        stop = min(furthest, start + _CHUNK_FRAMES)
        if stop <= start:
            return False
        playback.store_samples(start, master.render(at + start, at + stop))
        with self._lock:
            # Unless it was changed meanwhile, before or within what was rendered.
            if playback.ready == start and self._master is master:
                playback.ready = min(stop, self._limit - at, playback.length)
        return True

    def _resize_action(self, command: Command) -> bool:
        """Make a hold longer or shorter, if what was handed out does not reach into the change."""
        now = self.transport
        if now.action is None:
            return False
        left = now.action.at + now.action.frames - now.at
        if left <= _SOON_FRAMES:
            return False
        # At the end of a hold it is rather changed with hardly enough time than not at all.
        ahead = _SOON_FRAMES if now.status == "paused" else min(self.foresight, left - 1)
        return self._adopt_timeline(now.apply_command(command, now.at + ahead).timeline)

    def revise_timeline(self, change: Callable[[Timeline], Timeline]) -> bool:
        """Change what is still to come; return whether that was in time."""
        with self._commands:
            return self._adopt_timeline(change(self.transport.timeline))

    def _adopt_timeline(self, timeline: Timeline) -> bool:
        """Go on with a changed timeline, if what was handed out does not reach into the change."""
        now, playback = self.transport, self._wanted
        at = playback.transport.at
        change = self._find_first_difference(playback.transport.timeline, timeline)
        limit = self._find_first_difference(self._mastered, timeline)
        with self._lock:
            if timeline is now.timeline or change - at < playback.handed + _AT_HAND_FRAMES:
                return False
            playback.transport = replace(playback.transport, timeline=timeline)
            playback.measure_length()
            self._limit = limit
            if limit == sys.maxsize:  # it is what it was before it was changed
                self._mastered = timeline
            playback.ready = min(playback.ready, limit - at, change - at)
        return True

    def _find_first_difference(self, one: Timeline, other: Timeline) -> int:
        """Return the frame up to which two timelines sound the same, however they are mastered."""
        if one is other:
            return sys.maxsize
        for here, there in zip_longest(one.events, other.events):
            if here is not there and here != there:
                return max(min(e.at for e in (here, there) if e) - self._look_ahead, 0)
        if one.frames == other.frames:
            return sys.maxsize
        return min(one.frames, other.frames) - self._look_ahead
