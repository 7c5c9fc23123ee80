"""How fast and with which pauses a coach says things."""

from itertools import pairwise
from pathlib import Path

import pytest

from coach.languages import find_language
from coach.library import Library
from coach.pipeline import compile_track
from coach.score.manners import Manner, find_manners
from coach.speech.profile import Candidate, Profile
from coach.speech.voice import perform_with_fallback
from coach.timing import SAMPLE_RATE, Ms, ms_to_frames
from support import sheet

PLAIN = Profile("plain", candidates=(Candidate("espeak", "en-us"),), pause=600)


def frames(profile: Profile, text: str, manner: Manner) -> int:
    manners = {} if manner == "plain" else {text: manner}
    return perform_with_fallback(profile, lambda voice: voice.count_frames(text), None, manners)[0]


def test_a_text_s_manner_is_what_it_is_for() -> None:
    text = """## Calf
- Sit down. Breathe. `hold 30s`
  - Let go.
  - Stay. `at 5s`
- Stay. `hold 30s`
- Lift your heels. `reps 3 tempo 1-0-1-0`
"""
    assert find_manners(sheet(text)) == {
        "Let go.": "calm",
        "Breathe in": "calm",
        "and out": "calm",
        "one": "brisk",
        "two": "brisk",
        "three": "brisk",
        "last one": "brisk",
    }


def test_a_cue_is_calmer_and_a_number_brisker() -> None:
    text = "Let your weight sink into the roller."
    calm, plain = frames(PLAIN, text, "calm"), frames(PLAIN, text, "plain")
    assert 1.03 < calm / plain < 1.15
    assert frames(PLAIN, "five", "brisk") < frames(PLAIN, "five", "plain")


def test_the_sentences_of_a_step_are_apart() -> None:
    for language in ("en", "de", "fr", "es"):
        profile = Library().load_default_profile(language, "linux").value
        assert profile is not None
        assert 500 <= profile.pause <= 800


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_every_number_to_twenty_is_short(language: str) -> None:
    profile = Library().load_default_profile(language, "linux").value
    spoken = find_language(language)
    assert profile is not None
    assert spoken is not None
    numbers = [*map(spoken.phrases.spell_cardinal, range(1, 21)), spoken.phrases.last_one]
    manners: dict[str, Manner] = dict.fromkeys(numbers, "brisk")
    lengths, _ = perform_with_fallback(
        profile,
        lambda voice: {text: voice.count_frames(text) for text in voice.speak_texts(numbers)},
        None,
        manners,
    )
    assert {text: n for text, n in lengths.items() if n > ms_to_frames(Ms(600))} == {}
    assert min(lengths.values()) > ms_to_frames(Ms(150))


def test_all_twenty_are_heard_in_repetitions_of_a_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("heels.md").write_text(
        "---\ntitle: Heels\n---\n## Heels\n- Lift your heels. `reps 20 tempo 0.5-0-0.5-0`\n"
    )
    track = compile_track("heels.md", library=Library.of_user())
    assert track is not None
    numbers = [e for e in track.timeline.events if e.role == "number"]
    assert len(numbers) == 20
    steps = {b.at - a.at for a, b in pairwise(numbers)}
    assert steps == {SAMPLE_RATE}
