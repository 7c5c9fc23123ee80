from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from live.sounding import clips, mastered, sounding
from numpy.typing import NDArray

from coach.audio.background import Background
from coach.audio.comfort_noise import HIGHEST_SAMPLE
from coach.audio.ducking import BACKGROUND
from coach.audio.master import Master
from coach.audio.mixer import Mixer
from coach.live.feed import LOOK_AHEAD_FRAMES, READY_AFTER_FRAMES, REMINDER_EVERY_FRAMES, Feed
from coach.live.playback import AHEAD_FRAMES, BLOCK_FRAMES, FADE_FRAMES, Rendering
from coach.live.prompts import Samples, render_reminder
from coach.live.transport import Command, Transport
from coach.score.goal import replace_closing
from coach.score.timeline import Timeline
from coach.timing import SAMPLE_RATE, SECOND
from support import compiled

SCRIPT = (
    "---\ntitle: Test\nsettle: 4s\nbreath: 1.5-2\n---\n"
    "## Calf\n\n- Lean in. `hold 14s as lean`\n  - Relax. `at 4s`\n"
    "## Ball\n\n- Fetch the ball. `wait 5s`\n- Roll. `roll 8s`\n"
)
TIMELINE = compiled(SCRIPT)
LEAN, WAIT, ROLL = TIMELINE.holds
COMMANDS: tuple[Command, ...] = (
    "toggle",
    "next",
    "back",
    "repeat",
    "forward",
    "rewind",
    "longer",
    "shorter",
)


def whole() -> Samples:
    return sounding(SCRIPT).whole


def reminder() -> Samples:
    return render_reminder("gentle", sounding(SCRIPT).master.mixer.gains.rest)


class Words:
    """Prompts that can be told apart: where it is, a hum; how to go on, another."""

    def __init__(self, frames: int = 0) -> None:
        hum = np.hanning(frames) * 5000 * np.sin(np.arange(frames) * 0.05)
        self.here: Samples = hum.astype(np.int16)
        self.ready: Samples = (hum * 0.7).astype(np.int16)
        self.asked: list[Transport] = []

    @property
    def reminder(self) -> Samples:
        return reminder()

    def speak_position(self, transport: Transport) -> Samples:
        self.asked.append(transport)
        return self.here


@cache
def masters() -> list[tuple[Timeline, Rendering]]:
    """Return the timelines that have been finished so far."""
    return [(TIMELINE, sounding(SCRIPT).master)]


def master_of(timeline: Timeline) -> Rendering:
    """Finish a timeline that came to be by commands."""
    for known, master in masters():
        if known == timeline:
            return master
    masters().append((timeline, sounding(SCRIPT).remaster(timeline)))
    return masters()[-1][1]


def rendered(timeline: Timeline, start: int, stop: int) -> Samples:
    return master_of(timeline).render(start, stop)


@dataclass
class Listener:
    """Takes blocks from a feed, and keeps what was played and what was heard."""

    feed: Feed
    promptly: bool = True
    blocks: list[Samples] = field(default_factory=list)

    def carry_out(self, command: Command) -> Transport:
        self.feed.carry_out(command)
        if self.promptly:
            self.mend()
        return self.feed.transport

    def mend(self) -> None:
        if timeline := self.feed.pending_timeline:
            self.feed.swap_master(timeline, master_of(timeline))

    def listen(self, blocks: int, *, hungry: bool = False) -> None:
        for _ in range(blocks):
            while not hungry and self.feed.render_ahead():
                pass
            out = np.full((BLOCK_FRAMES, 1), 12345, np.int16)
            self.feed.fill_block(out, len(self.blocks) * BLOCK_FRAMES / SAMPLE_RATE)
            self.blocks.append(out[:, 0])

    def to(self, frame: int) -> None:
        while self.feed.transport.at + BLOCK_FRAMES <= frame:
            self.listen(1)

    def to_the_end(self) -> None:
        while not self.feed.transport.is_over:
            self.listen(1)
            assert len(self.blocks) < 10_000

    @property
    def heard(self) -> Samples:
        return np.concatenate(self.blocks)


def listener(
    at: int = 0, *, attended: bool = False, promptly: bool = True, words: int = 0
) -> Listener:
    transport = Transport(TIMELINE, at, is_attended=attended)
    return Listener(Feed(transport, master_of(TIMELINE), Words(words)), promptly)


def silent(samples: Samples) -> bool:
    """Return whether there is nothing but what keeps headsets awake."""
    return bool(np.abs(samples).max(initial=0) <= HIGHEST_SAMPLE)


def steps(samples: Samples) -> int:
    return int(np.abs(np.diff(samples.astype(np.int32))).max(initial=0))


def test_the_whole_is_handed_out_bit_for_bit() -> None:
    ear = listener()
    ear.to_the_end()
    ear.listen(3)
    assert (ear.heard[: len(whole())] == whole()).all()
    assert silent(ear.heard[len(whole()) :])
    assert ear.feed.late == 0
    assert ear.feed.transport.status == "finished"
    assert ear.feed.quiet == 3 * BLOCK_FRAMES


def test_it_begins_where_it_is_told_without_a_click() -> None:
    at = LEAN.at + SECOND
    ear = listener(at)
    ear.listen(4)
    assert steps(np.concatenate((np.zeros(1, np.int16), ear.heard))) <= steps(whole())
    assert (ear.heard[FADE_FRAMES:] == whole()[at + FADE_FRAMES : at + 4 * BLOCK_FRAMES]).all()


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(0, 9)), min_size=1, max_size=12))
def test_pauses_cut_out_it_is_the_whole_but_for_the_fades(pauses: list[tuple[int, int]]) -> None:
    ear = listener(LEAN.at)
    played: list[Samples] = []
    touched = np.zeros(len(whole()), bool)

    def listen() -> None:
        before = ear.feed.transport.at
        ear.listen(1)
        played.append(ear.blocks[-1][: ear.feed.transport.at - before])
        assert silent(ear.blocks[-1][ear.feed.transport.at - before :])

    for before, paused in pauses:
        for _ in range(before):
            listen()
        at = ear.feed.transport.at
        assert ear.carry_out("toggle").status in ("paused", "finished")
        for _ in range(paused):
            listen()
        if paused:
            touched[at : ear.feed.transport.at + FADE_FRAMES] = True
        ear.carry_out("toggle")
    touched[LEAN.at : LEAN.at + FADE_FRAMES] = True
    while not ear.feed.transport.is_over:
        listen()
    heard = np.concatenate(played)
    expected = whole()[LEAN.at :]
    assert len(heard) == len(expected)
    same = heard == expected
    assert same[~touched[LEAN.at :]].all()
    assert (np.abs(heard.astype(int)) <= np.abs(expected.astype(int))).all()
    assert touched.sum() <= len(pauses) * 2 * FADE_FRAMES + FADE_FRAMES
    assert steps(ear.heard) <= steps(whole())
    assert ear.feed.late == 0


@pytest.mark.parametrize("command", ["next", "back", "repeat", "forward", "rewind"])
def test_a_jump_fades_out_and_goes_on_at_the_new_place(command: Command) -> None:
    ear = listener()
    ear.to(LEAN.at + 6 * SECOND)
    before = ear.feed.transport
    after = ear.carry_out(command)
    assert after == before.apply_command(command, 0)
    heard = len(ear.blocks)
    ear.listen(40)
    assert ear.feed.transport.at == after.at + 39 * BLOCK_FRAMES
    out, rest = ear.blocks[heard], np.concatenate(ear.blocks[heard + 1 :])
    assert silent(out[FADE_FRAMES:])
    assert (np.abs(out[:FADE_FRAMES]) <= np.abs(whole()[before.at : before.at + FADE_FRAMES])).all()
    assert (rest[FADE_FRAMES:] == whole()[after.at + FADE_FRAMES : after.at + len(rest)]).all()
    assert steps(ear.heard) <= steps(whole())
    # Where a sound begins, it begins as sharply as ever.
    cut = any(e.at < after.at < e.end for e in TIMELINE.events)
    assert not (cut and command in ("next", "back", "repeat"))
    if not cut:
        assert (rest == whole()[after.at : after.at + len(rest)]).all()


@pytest.mark.parametrize("command", ["longer", "shorter"])
@pytest.mark.parametrize("after", [1, 3, 7])
def test_a_changed_hold_is_heard_as_it_is_written_without_a_gap(
    command: Command, after: int
) -> None:
    ear = listener(promptly=False)
    ear.to(LEAN.at + after * SECOND)
    changed = ear.carry_out(command).timeline
    shifted = changed.frames - TIMELINE.frames
    assert (shifted > 0) if command == "longer" else (shifted < 0)
    # It takes a while until the changed timeline is mastered.
    ear.listen(10)
    ear.mend()
    assert ear.feed.pending_timeline is None
    ear.to_the_end()
    assert (ear.heard[: changed.frames] == rendered(changed, 0, changed.frames)).all()
    assert ear.feed.late == 0


def test_the_closing_is_changed_while_it_plays_and_too_late_it_is_not() -> None:
    last = TIMELINE.events[-1]
    other = next(event for event in TIMELINE.events if event.role == "instruction")
    by = other.frames - last.frames

    def change(timeline: Timeline) -> Timeline:
        return replace_closing(timeline, last.text or "", other.text or "", other.frames)

    ear = listener(ROLL.at)
    ear.listen(4)
    assert ear.feed.revise_timeline(change)
    ear.mend()
    assert ear.feed.transport.timeline.frames == TIMELINE.frames + by
    ear.listen(4)
    at = ear.feed.transport.at
    heard = rendered(ear.feed.transport.timeline, at - 2 * BLOCK_FRAMES, at)
    assert (np.concatenate(ear.blocks[-2:]) == heard).all()
    late = listener(last.at)
    late.listen(4)
    assert not late.feed.revise_timeline(change)
    assert late.feed.transport.timeline is TIMELINE


class Hum:
    """Music in stereo: a tone for each ear."""

    channels = 2

    def render(self, start: int, stop: int) -> NDArray[np.float32]:
        at = np.arange(start, stop)
        ears = np.stack((np.sin(at * 0.03), np.sin(at * 0.05)), axis=1)
        return (ears * 0.05).astype(np.float32)


@pytest.mark.parametrize("command", ["longer", "shorter"])
def test_a_hold_is_changed_with_music_behind_it_without_a_step(command: Command) -> None:
    background, words = Background((Hum(),), 0), clips(TIMELINE)

    def master(timeline: Timeline) -> Master:
        return Master(Mixer(timeline, words, bed=background.lay_bed(timeline)))

    feed = Feed(
        Transport(TIMELINE, is_attended=False),
        master(TIMELINE),
        look_ahead=LOOK_AHEAD_FRAMES + BACKGROUND.attack + BACKGROUND.release,
    )
    blocks: list[Samples] = []

    def listen() -> None:
        while feed.render_ahead():
            pass
        out = np.zeros((BLOCK_FRAMES, 2), np.int16)
        feed.fill_block(out)
        blocks.append(out)

    while feed.transport.at < LEAN.at + 4 * SECOND:
        listen()
    assert feed.carry_out(command)
    changed = feed.transport.timeline
    for _ in range(10):
        listen()
    feed.swap_master(changed, master(changed))
    while not feed.transport.is_over:
        listen()
    heard = np.concatenate(blocks)[: changed.frames]
    assert (heard == master(changed).render(0, changed.frames)).all()
    assert np.abs(heard[:, 0] - heard[:, 1]).max() > 100


def test_what_was_made_longer_and_shorter_again_is_as_it_was() -> None:
    ear = listener(promptly=False)
    ear.to(LEAN.at + SECOND)
    ear.carry_out("longer")
    ear.listen(2)
    ear.carry_out("shorter")
    assert ear.feed.transport.timeline == TIMELINE
    assert ear.feed.pending_timeline is None
    ear.to_the_end()
    assert (ear.heard[: len(whole())] == whole()).all()


def test_changes_upon_changes_need_but_the_last_master() -> None:
    ear = listener(promptly=False)
    ear.to(LEAN.at + SECOND)
    ear.carry_out("longer")
    first = ear.feed.pending_timeline
    ear.listen(2)
    changed = ear.carry_out("longer").timeline
    assert first is not None
    ear.feed.swap_master(first, master_of(first))
    assert ear.feed.pending_timeline is changed
    ear.listen(2)
    ear.mend()
    ear.to_the_end()
    assert (ear.heard[: changed.frames] == rendered(changed, 0, changed.frames)).all()
    assert ear.feed.late == 0


def test_old_sound_is_never_played_beyond_a_change() -> None:
    ear = listener(promptly=False)
    ear.to(LEAN.at + 10 * SECOND)
    changed = ear.carry_out("longer").timeline
    ear.listen(400)
    stuck = ear.feed.transport.at
    assert LEAN.at + LEAN.frames - 4 * SECOND < stuck < LEAN.at + LEAN.frames
    assert ear.feed.late == 1
    assert steps(ear.heard) <= steps(whole())
    played = rendered(changed, 0, stuck)
    assert (ear.heard[: stuck - FADE_FRAMES] == played[: stuck - FADE_FRAMES]).all()
    ear.mend()
    begun = len(ear.blocks)
    ear.to_the_end()
    rest = np.concatenate(ear.blocks[begun:])[: changed.frames - stuck]
    assert (rest[FADE_FRAMES:] == rendered(changed, stuck + FADE_FRAMES, changed.frames)).all()
    assert ear.feed.late == 1
    assert steps(ear.heard) <= steps(rendered(changed, 0, changed.frames))


def test_a_hold_that_is_over_in_a_moment_is_not_changed() -> None:
    ear = listener()
    ear.to(LEAN.at + LEAN.frames - 4 * BLOCK_FRAMES)
    before = ear.feed.transport
    assert not ear.feed.carry_out("longer")
    assert not ear.feed.carry_out("shorter")
    assert ear.feed.transport == before


def test_words_that_have_begun_are_not_taken_back() -> None:
    timeline = compiled(
        "---\ntitle: Test\nbreath: 1.5-2\n---\n## Calf\n\n- Lean in. `hold 14s as lean`\n"
        "  - Let both of your shoulders be heavy. `at 3s`\n"
    )
    cue = next(e for e in timeline.events if e.role == "cue")
    master, remaster = mastered(timeline)
    ear = Listener(Feed(Transport(timeline), master), promptly=False)
    ear.to(cue.at + BLOCK_FRAMES)
    # The fourth breath is taken off. Without the third the hold would be counted out from 4 s on.
    assert [ear.carry_out("shorter").timeline.holds[0].breaths for _ in range(3)] == [3, 3, 3]
    changed = ear.feed.transport.timeline
    ear.feed.swap_master(changed, remaster(changed))
    ear.to(cue.end)
    whole = master.render(0, len(ear.heard))
    assert (ear.heard == whole).all()
    assert not silent(whole[cue.at + BLOCK_FRAMES :])


def test_at_a_wait_it_is_silent_but_for_a_reminder() -> None:
    ear = listener(attended=True)
    ear.to(WAIT.at)
    ear.listen(1)
    assert (ear.feed.transport.status, ear.feed.transport.at) == ("waiting", WAIT.at)
    begun = len(ear.blocks)
    while len(ear.blocks) < begun + 2 * REMINDER_EVERY_FRAMES // BLOCK_FRAMES + 20:
        ear.listen(1)
    waited = np.concatenate(ear.blocks[begun:])
    assert (ear.heard[: WAIT.at] == whole()[: WAIT.at]).all()
    first = int(np.flatnonzero(np.abs(waited) > HIGHEST_SAMPLE)[0])
    assert abs(first - 20 * SECOND) < SECOND // 10
    tone = reminder()[np.flatnonzero(np.abs(reminder()) > HIGHEST_SAMPLE)[0] :]
    assert (waited[first : first + len(tone)] == tone).all()
    assert (waited[first + REMINDER_EVERY_FRAMES :][: len(tone)] == tone).all()
    silence = np.ones(len(waited), bool)
    for at in (first, first + REMINDER_EVERY_FRAMES):
        silence[at : at + len(tone)] = False
    assert silent(waited[silence])
    assert ear.feed.late == 0
    assert ear.carry_out("next").at == WAIT.at + WAIT.frames
    begun = len(ear.blocks)
    ear.to_the_end()
    rest = np.concatenate(ear.blocks[begun:])
    assert (rest[: len(whole()) - WAIT.at - WAIT.frames] == whole()[WAIT.at + WAIT.frames :]).all()


def test_a_reminder_is_faded_when_it_goes_on() -> None:
    ear = listener(attended=True)
    ear.to(WAIT.at)
    ear.listen(2 + REMINDER_EVERY_FRAMES // BLOCK_FRAMES)
    while silent(ear.blocks[-1]):
        ear.listen(1)
    ear.carry_out("toggle")
    ear.listen(20)
    assert steps(ear.heard) <= steps(whole())


def sounds(samples: Samples) -> tuple[int, int]:
    """Return the first and the last frame that stand out."""
    loud = np.flatnonzero(np.abs(samples) > HIGHEST_SAMPLE)
    return int(loud[0]), int(loud[-1])


def test_after_a_pause_it_says_where_it_is_and_goes_on_at_the_frame() -> None:
    ear = listener(words=10 * BLOCK_FRAMES + 100)
    words = ear.feed._prompts.here  # type: ignore[attr-defined] # noqa: SLF001 (as it was made)
    ear.to(LEAN.at + 6 * SECOND)
    ear.carry_out("toggle")
    ear.listen(20)
    paused = ear.feed.transport.at
    ear.carry_out("toggle")
    begun = len(ear.blocks)
    ear.listen(60)
    heard = np.concatenate(ear.blocks[begun:])
    assert (heard[: len(words)] == words).all()
    assert silent(heard[len(words) : 11 * BLOCK_FRAMES])
    rest = heard[11 * BLOCK_FRAMES :]
    assert (rest[FADE_FRAMES:] == whole()[paused + FADE_FRAMES : paused + len(rest)]).all()
    assert ear.feed.find_heard((begun + 5) * BLOCK_FRAMES / SAMPLE_RATE).at == paused
    assert steps(ear.heard) <= max(steps(whole()), steps(words))
    assert ear.feed.late == 0


def test_from_the_middle_it_begins_with_where_it_is() -> None:
    ear = listener(LEAN.at + SECOND, words=3 * BLOCK_FRAMES)
    ear.listen(5)
    assert sounds(ear.heard[: 3 * BLOCK_FRAMES])[1] > 2 * BLOCK_FRAMES
    assert ear.feed.transport.at == LEAN.at + SECOND + 2 * BLOCK_FRAMES
    assert len(ear.feed._prompts.asked) == 1  # type: ignore[attr-defined] # noqa: SLF001 (as above)


def test_a_pause_while_it_says_where_it_is_begins_that_anew() -> None:
    ear = listener(words=20 * BLOCK_FRAMES)
    words = ear.feed._prompts.here  # type: ignore[attr-defined] # noqa: SLF001 (as above)
    ear.to(LEAN.at + SECOND)
    ear.carry_out("toggle")
    ear.listen(3)
    at = ear.feed.transport.at
    ear.carry_out("toggle")
    ear.listen(6)
    ear.carry_out("toggle")
    ear.listen(3)
    assert silent(ear.blocks[-1])
    ear.carry_out("toggle")
    begun = len(ear.blocks)
    ear.listen(20)
    assert (np.concatenate(ear.blocks[begun:]) == words).all()
    assert ear.feed.transport.at == at
    assert steps(ear.heard) <= max(steps(whole()), steps(words))


def test_a_wait_says_how_to_go_on() -> None:
    ear = listener(WAIT.at - BLOCK_FRAMES, attended=True, words=8 * BLOCK_FRAMES)
    ear.listen(10)
    begun = len(ear.blocks)
    ear.listen(100)
    heard = np.concatenate(ear.blocks[begun:])
    first, last = sounds(heard)
    assert READY_AFTER_FRAMES - 2 * BLOCK_FRAMES <= first < READY_AFTER_FRAMES + 2 * BLOCK_FRAMES
    assert last - first < 8 * BLOCK_FRAMES
    assert ear.feed.transport.status == "waiting"


@pytest.mark.parametrize("status", ["playing", "paused", "waiting"])
def test_interrupted_it_stands_still_where_it_was_heard(status: str) -> None:
    ear = listener(attended=True)
    ear.to(WAIT.at if status == "waiting" else LEAN.at + SECOND)
    if status == "paused":
        ear.carry_out("toggle")
    ear.listen(20)
    now = (len(ear.blocks) - 15) * BLOCK_FRAMES / SAMPLE_RATE
    heard = ear.feed.find_heard(now)
    assert ear.feed.interrupt(now) == (status == "playing")
    if status == "playing":
        assert ear.feed.transport == replace(heard, status="paused")
        ear.carry_out("toggle")
        ear.listen(2)
        expected = whole()[heard.at : heard.at + 2 * BLOCK_FRAMES]
        assert (np.concatenate(ear.blocks[-2:])[FADE_FRAMES:] == expected[FADE_FRAMES:]).all()
    else:
        assert ear.feed.transport == heard
        assert heard.status == status


def test_interrupted_after_a_jump_it_stands_where_that_led() -> None:
    ear = listener()
    ear.to(LEAN.at + SECOND)
    ear.carry_out("next")
    led = ear.feed.transport
    ear.listen(4)
    ear.feed.interrupt((len(ear.blocks) - 8) * BLOCK_FRAMES / SAMPLE_RATE)
    assert ear.feed.transport == replace(led, status="paused")


def test_when_nothing_is_ready_there_is_silence_and_nothing_is_skipped() -> None:
    ear = listener()
    ear.to(LEAN.at + SECOND)
    while ear.feed.render_ahead():
        pass
    before = ear.feed.transport.at
    ear.listen(2 * AHEAD_FRAMES // BLOCK_FRAMES, hungry=True)
    stuck = ear.feed.transport.at
    assert before < stuck < before + AHEAD_FRAMES
    assert ear.feed.late == 1
    begun = len(ear.blocks)
    ear.to_the_end()
    assert ear.feed.late == 1
    assert (ear.heard[: stuck - FADE_FRAMES] == whole()[: stuck - FADE_FRAMES]).all()
    rest = np.concatenate(ear.blocks[begun:])[: len(whole()) - stuck]
    assert (rest[FADE_FRAMES:] == whole()[stuck + FADE_FRAMES :]).all()
    assert steps(ear.heard) <= steps(whole())


def test_stop_fades_and_keeps_the_position() -> None:
    ear = listener()
    ear.to(LEAN.at + SECOND)
    before = ear.feed.transport
    assert ear.carry_out("stop") == replace(before, status="stopped")
    ear.listen(4)
    assert ear.feed.transport == replace(before, status="stopped")
    assert silent(ear.heard[-3 * BLOCK_FRAMES :])
    assert ear.feed.quiet == 3 * BLOCK_FRAMES
    assert steps(ear.heard) <= steps(whole())


def test_where_the_listener_is_follows_what_is_heard() -> None:
    ear = listener(attended=True)
    ear.to(WAIT.at)
    ear.listen(10)
    for frame in (0, 7 * BLOCK_FRAMES + 5, LEAN.at + 3, WAIT.at - 1):
        assert abs(ear.feed.find_heard((frame + 0.5) / SAMPLE_RATE).at - frame) <= max(
            0, (len(ear.blocks) - 256) * BLOCK_FRAMES - frame
        )
    assert ear.feed.find_heard((WAIT.at - 1) / SAMPLE_RATE).status == "playing"
    assert ear.feed.find_heard((WAIT.at + BLOCK_FRAMES) / SAMPLE_RATE).status == "waiting"
    assert ear.feed.find_heard(-1).at == max(0, (len(ear.blocks) - 256) * BLOCK_FRAMES)


@given(
    st.lists(
        st.sampled_from(COMMANDS) | st.integers(1, 120) | st.sampled_from(["mend", "hungry"]),
        max_size=30,
    )
)
def test_whatever_is_pressed_what_sounds_is_the_timeline(
    moves: list[Command | Literal["mend", "hungry"] | int],
) -> None:
    ear = listener(attended=True, promptly=False, words=5 * BLOCK_FRAMES)
    for move in moves:
        if move == "mend":
            ear.mend()
        elif move == "hungry":
            ear.listen(3, hungry=True)
        elif isinstance(move, int):
            for _ in range(move):
                follow(ear)
        else:
            before = ear.feed.transport
            ear.feed.carry_out(move)
            now = ear.feed.transport
            if move not in ("longer", "shorter"):
                assert now == before.apply_command(move, 0)
            assert now.at == before.at or move != "toggle" or before.status == "waiting"
    loudest = max(steps(master.render(0, timeline.frames)) for timeline, master in masters())
    assert not ear.blocks or steps(ear.heard) <= loudest


def follow(ear: Listener) -> None:
    """Listen to a block; if it moves things on, it is what the timeline has there."""
    before = ear.feed.transport
    ear.listen(1)
    after = ear.feed.transport
    frames = after.at - before.at
    if not frames:
        return
    expected = rendered(after.timeline, before.at, after.at)
    block = ear.blocks[-1]
    if frames == BLOCK_FRAMES:
        assert (block[FADE_FRAMES:] == expected[FADE_FRAMES:]).all()
    assert (np.abs(block[:frames].astype(int)) <= np.abs(expected.astype(int))).all()
    assert silent(block[frames:])
