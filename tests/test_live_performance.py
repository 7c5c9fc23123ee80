import numpy as np
import pytest

from coach.audio.comfort_noise import HIGHEST_SAMPLE
from coach.audio.master import Master
from coach.live.prompts import NO_PROMPTS, Prompts
from coach.live.transport import Transport
from coach.live_performance import speak_prompts
from coach.pipeline import compile_track
from coach.progress import ignore_progress
from coach.speech.engine import SpeechError
from coach.timing import SECOND
from coach.track import Track

SCRIPT = """---
title: Two muscles
sides: right, left
---
## Inner calf

- Sit down. `hold 10s`

## Thigh

- Fetch the ball. `wait 10s`
"""


@pytest.fixture(scope="module")
def track() -> Track:
    return compile_track(SCRIPT)


@pytest.fixture(scope="module")
def master(track: Track) -> Master:
    return track.rendition.make_master()


@pytest.fixture(scope="module")
def prompts(track: Track, master: Master) -> Prompts:
    return speak_prompts(track, master, ignore_progress, buttons=False)


def test_all_that_may_be_said_is_spoken_ahead(track: Track, master: Master) -> None:
    told: list[tuple[str, int, int]] = []
    speak_prompts(track, master, lambda *said: told.append(said), buttons=True)
    assert told[-1] == ("Speaking", 5, 5)
    for text in (
        "Inner calf, right side.",
        "Inner calf, left side.",
        "Thigh, right side.",
        "Thigh, left side.",
        "Press space or play when you are ready.",
    ):
        assert text in track.voice.samples


def test_where_it_is_sounds_as_the_announcement_does(
    track: Track, master: Master, prompts: Prompts
) -> None:
    chapter = next(c for c in track.timeline.chapters if c.title == "Thigh · left")
    place = prompts.speak_position(Transport(track.timeline, chapter.at + 3 * SECOND))
    announced = next(
        e
        for e in track.timeline.events
        if (e.exercise, e.side, e.role) == ("Thigh", "left", "announce")
    )
    sounds = np.flatnonzero(np.abs(place) > HIGHEST_SAMPLE)
    assert 0 <= sounds[0] < SECOND // 10
    pause = len(place) - sounds[-1]
    assert 2 * SECOND // 5 <= pause < SECOND
    loudest = np.abs(master.render(announced.at, announced.end)).max()
    assert 0.5 < np.abs(place).max() / loudest < 2


def test_in_the_introduction_it_says_nothing(track: Track, prompts: Prompts) -> None:
    assert not len(prompts.speak_position(Transport(track.timeline, SECOND)))


def test_how_to_go_on_is_said_and_a_tone_reminds(prompts: Prompts) -> None:
    assert len(prompts.ready) > SECOND
    assert len(prompts.reminder) == SECOND // 4


def test_a_voice_that_can_speak_no_more_leaves_the_prompts_out(
    track: Track, master: Master, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> object:
        raise SpeechError("It is tired.")

    monkeypatch.setattr(track.voice, "speak_texts", fail)
    assert speak_prompts(track, master, ignore_progress, buttons=False) is NO_PROMPTS
