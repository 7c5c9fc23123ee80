"""Voices: from a written text to a clip, with the real engine."""

# ruff: noqa: RUF001 - how people write

import hashlib
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.diagnostics import SourceText
from coach.speech.clip import Clip
from coach.speech.engine import Onset, Settings, SpeechError, Utterance
from coach.speech.espeak import EspeakEngine
from coach.speech.profile import Candidate, Profile, parse_profile
from coach.speech.voice import Voice, perform_with_fallback
from coach.store import Store
from coach.timing import SAMPLE_RATE, Ms, ms_to_frames
from support.voices import open_voice

LINES = (
    "Calf roll. About eleven minutes. You need a foam roller.",
    "Stop if you feel sharp pain, numbness or tingling.",
    "Centre pass, one of three, right side.",
    "Sit with your legs long and the roller under your right calf, just below its thickest part.",
    "Lift your hips and roll slowly up to just below the knee.",
    "For forty-five seconds.",
    "Breathe in",
    "and out",
    "Let the ankle hang.",
    "Find the next tender spot.",
    "Now your left side.",
    "Roll back down to the start, and lower your hips.",
    "last one",
    "That's it. Well done.",
)

VOICES = Path(__file__).parents[2] / "voices"
PATHS = sorted(VOICES.glob("*.toml"))


def load(path: Path) -> Profile:
    profile = parse_profile(SourceText(str(path), path.read_text(encoding="utf-8"))).value
    assert profile is not None
    return profile


def speaking(voice: str, engine: str = "espeak") -> tuple[Candidate, ...]:
    return (Candidate(engine, voice),)


CALM = Profile("calm", candidates=speaking("en-us"), rate=145, pitch=40)
"""The voice of most tests: espeak-ng is the quickest to begin."""


def digest(clip: Clip) -> str:
    return hashlib.sha256(clip.pcm.tobytes()).hexdigest()


def digests(lines: tuple[str, ...] = LINES) -> dict[str, str]:
    voice = open_voice(CALM)
    return {line: digest(voice.speak_clip(line)) for line in lines}


def words_of(text: str, clip: Clip) -> list[str]:
    return [text[word.start : word.start + word.length] for word in clip.words]


def test_a_clip_is_the_same_in_any_order() -> None:
    assert digests(LINES[::-1]) == digests()


def test_a_clip_is_the_same_in_another_process() -> None:
    program = (
        "import hashlib, sys\n"
        "from coach.speech.profile import Candidate, Profile\n"
        "from coach.speech.voice import perform_with_fallback\n"
        "who = (Candidate('espeak', 'en-us'),)\n"
        "profile = Profile('calm', candidates=who, rate=145, pitch=40)\n"
        "speak = lambda voice: [voice.speak_clip(line) for line in sys.argv[1:]]\n"
        "clips, _ = perform_with_fallback(profile, speak)\n"
        "for clip in clips:\n"
        "    print(hashlib.sha256(clip.pcm.tobytes()).hexdigest())\n"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program, *LINES], capture_output=True, check=True, text=True
    )
    assert done.stdout.split() == list(digests().values())


def test_a_clip_is_the_same_from_four_threads() -> None:
    voice = open_voice(CALM)
    with ThreadPoolExecutor(4) as pool:
        clips = list(pool.map(voice.speak_clip, LINES * 4))
    assert [digest(clip) for clip in clips] == list(digests().values()) * 4


def test_words_lie_where_they_are_written() -> None:
    text = "Hold for 30-90s, don’t rush: roll 2/3 of the SI joint 💪 forty-five, 90° (R)."
    clip = open_voice(CALM).speak_clip(text)
    assert words_of(text, clip) == [
        *("Hold", "for", "30-", "90s", "don’t", "rush", "roll", "2/3"),
        *("of", "SI joint", "forty-five", "90", "R"),  # espeak makes one word of "of the"
    ]
    frames = [word.frame for word in clip.words]
    assert frames == sorted(set(frames))
    assert frames[0] < ms_to_frames(Ms(20))
    assert frames[-1] < clip.frames


def test_a_clip_begins_and_ends_with_its_sound() -> None:
    voice = open_voice(CALM)
    for line in LINES:
        loud = np.flatnonzero(np.abs(voice.speak_clip(line).pcm.astype(int)) > 60)
        assert loud[0] < ms_to_frames(Ms(15))
        silence_after = voice.count_frames(line) - 1 - loud[-1]
        assert silence_after < ms_to_frames(Ms(40))
        assert np.abs(voice.speak_clip(line).pcm[[0, -1]]).max() <= 1


SPOKEN = {
    "en": LINES,
    "de": (
        "Wadenrolle. Etwa elf Minuten. Du brauchst eine Rolle.",
        "Hör auf, wenn du einen stechenden Schmerz spürst.",
        "Setz dich mit langen Beinen hin und leg die Rolle unter die rechte Wade.",
        "Fünfundvierzig Sekunden lang.",
        "Einatmen",
        "und ausatmen",
        "Jetzt die linke Seite.",
    ),
    "fr": (
        "Rouleau sous le mollet. Environ onze minutes.",
        "Arrêtez-vous si vous sentez une douleur vive.",
        "Asseyez-vous, les jambes allongées, le rouleau sous le mollet droit.",
        "Pendant quarante-cinq secondes.",
        "Inspirez",
        "et expirez",
        "Maintenant le côté gauche.",
    ),
    "es": (
        "Rodillo para la pantorrilla. Unos once minutos.",
        "Para si sientes un dolor agudo.",
        "Siéntate con las piernas estiradas y el rodillo bajo la pantorrilla derecha.",
        "Durante cuarenta y cinco segundos.",
        "Inspira",
        "y suelta el aire",
        "Ahora el lado izquierdo.",
    ),
}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_profiles_are_equally_loud_and_do_not_clip(path: Path) -> None:
    voice = open_voice(load(path))
    clips = [voice.speak_clip(line) for line in SPOKEN[voice.profile.language]]
    pause = np.zeros(ms_to_frames(Ms(600)), np.int16)
    track = np.concatenate([part for clip in clips for part in (clip.pcm, pause)]) / 32768
    integrated = pyloudnorm.Meter(SAMPLE_RATE).integrated_loudness(track)
    assert integrated == pytest.approx(-20, abs=1.2)
    assert np.abs(track).max() < 32766 / 32768


def test_gain_is_in_decibels_and_never_clips() -> None:
    line = LINES[0]
    levels = []
    for gain in (-18.0, -12.0, 12.0):
        pcm = open_voice(replace(CALM, gain=gain)).speak_clip(line).pcm
        levels.append(20 * np.log10(np.sqrt(np.mean(pcm.astype(float) ** 2))))
        assert np.count_nonzero(np.abs(pcm.astype(int)) >= 32767) <= 1
    assert levels[1] - levels[0] == pytest.approx(6, abs=0.01)
    assert levels[2] - levels[1] < 24


def test_speed_and_language_come_from_the_profile() -> None:
    brisk = open_voice(replace(CALM, rate=220))
    assert brisk.count_frames(LINES[0]) < 0.8 * open_voice(CALM).count_frames(LINES[0])
    german = open_voice(replace(CALM, language="de", candidates=speaking("de")))
    assert words_of("10s Faszie", german.speak_clip("10s Faszie"))[-1] == "Faszie"


def test_the_profile_s_own_lexicon_is_spoken() -> None:
    plain = open_voice(CALM)
    own = open_voice(replace(CALM, lexicon={"fascia": "roll"}))
    assert digest(own.speak_clip("the fascia")) == digest(plain.speak_clip("the roll"))
    assert own.speak_clip("the fascia").words[1].length == len("fascia")


def test_phonemes_of_the_lexicon_are_spoken_and_those_of_a_script_are_not() -> None:
    plain = open_voice(CALM)
    own = open_voice(replace(CALM, lexicon={"fascia": "[[r'oUl]]"}))
    text = "Now the fascia, then rest."
    clip = own.speak_clip(text)
    assert words_of(text, clip) == ["Now", "the", "fascia", "then", "rest"]
    assert 0.8 < clip.frames / plain.count_frames("Now the roll, then rest.") < 1.2
    bracketed = plain.count_frames("Now the [[r'oUl]], then rest.")
    assert bracketed > 1.2 * clip.frames


def test_the_spellings_of_a_script_are_said_and_not_written() -> None:
    plain = open_voice(CALM)
    own = open_voice(replace(CALM, spellings={"EMOM": "ee mom", "5K": "five kay"}))
    text = "The emom, then a 5K run."
    clip = own.speak_clip(text)
    assert digest(clip) == digest(plain.speak_clip("The ee mom, then a five kay run."))
    assert words_of(text, clip) == ["The", "emom", "then", "a", "5K", "run"]


def test_an_engine_without_phonemes_reads_the_word() -> None:
    voice = Voice(replace(CALM, lexicon={"roll": "[[r'oUl]]", "rest": "pause now"}), Bell(16_000))
    assert (
        voice.count_frames("roll now")
        == voice.count_frames("rest")
        == voice.count_frames("one two")
    )


def test_sentences_are_as_far_apart_as_the_profile_says() -> None:
    lengths = [
        open_voice(replace(CALM, pause=pause)).speak_clip("Lie down. Now rest. Breathe in.")
        for pause in (200, 700)
    ]
    assert lengths[1].frames - lengths[0].frames == 2 * ms_to_frames(Ms(500))
    moved = [b.frame - a.frame for a, b in zip(lengths[0].words, lengths[1].words, strict=True)]
    assert moved == [ms_to_frames(Ms(500)) * n for n in (0, 0, 1, 1, 2, 2)]


@pytest.mark.parametrize("pause", [0, 250, 400])
def test_the_pause_is_heard(pause: int) -> None:
    voice = Voice(replace(CALM, pause=pause), Bell(44_100))
    clip = voice.speak_clip("One two. Three.")
    assert clip.frames == pytest.approx(3 * 4410 + ms_to_frames(Ms(max(pause, 25) + 25)), abs=30)
    assert [word.frame for word in clip.words] == pytest.approx(
        [220, 220 + 4410, 220 + 2 * 4410 + ms_to_frames(Ms(max(pause, 25)))], abs=30
    )


@pytest.mark.parametrize(
    "text", ["", " ", ".", "…", "?!", "💪", "\0", "\x1b\n\t", "☺ — ·", "\ud800"]
)
def test_nothing_to_say_is_a_silent_frame(text: str) -> None:
    clip = open_voice(CALM).speak_clip(text)
    assert clip.frames == 1
    assert not clip.words
    assert not clip.pcm.any()


ANY = open_voice(CALM)


@given(st.text(max_size=40))
def test_any_text_can_be_spoken(text: str) -> None:
    clip = ANY.speak_clip(text)
    assert clip.frames >= 1
    assert clip.pcm.dtype == np.int16
    end, frame = 0, 0
    for word in clip.words:
        assert end <= word.start < word.start + word.length <= len(text)
        assert frame <= word.frame < clip.frames
        end, frame = word.start + word.length, word.frame


def test_a_clip_cannot_be_changed() -> None:
    clip = open_voice(CALM).speak_clip("Breathe in")
    with pytest.raises(ValueError, match="read-only"):
        clip.pcm[0] = 1


class Bell:
    """A tiny engine: 0.1 s of a square wave per word, at any rate, after 0.1 s of silence."""

    name = "bell"
    version = "1"
    at_once = 1

    def __init__(self, rate: int) -> None:
        self.rate = rate

    def synthesise(self, text: str, settings: Settings) -> Utterance:
        assert settings.voice == CALM.candidates[0].voice
        beat = self.rate // 10
        wave = np.where(np.arange(beat) % 20 < 10, 10_000, -10_000).astype(np.int16)
        count = len(text.split())
        starts = np.cumsum([0, *(len(word) + 1 for word in text.split())])[:count]
        return Utterance(
            np.concatenate([np.zeros(beat, np.int16), *[wave] * count]),
            self.rate,
            tuple(Onset(int(at), beat * (i + 1)) for i, at in enumerate(starts)),
        )


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 48_000])
def test_an_engine_of_any_rate_is_placed_on_the_same_frames(rate: int) -> None:
    clip = Voice(replace(CALM), Bell(rate)).speak_clip("roll 10s now")
    assert clip.frames == pytest.approx(4 * 4410 + ms_to_frames(Ms(25)), abs=ms_to_frames(Ms(8)))
    lead = ms_to_frames(Ms(5))
    assert [(word.start, word.length) for word in clip.words] == [(0, 4), (5, 3), (9, 3)]
    assert [word.frame for word in clip.words] == pytest.approx(
        [lead, lead + 4410, lead + 3 * 4410], abs=ms_to_frames(Ms(5))
    )


def test_a_clip_is_kept_for_another_time(tmp_path: Path) -> None:
    first = open_voice(CALM, Store(tmp_path)).speak_clip(LINES[3])
    mute = Voice(CALM, Silent(), Store(tmp_path))
    again = mute.speak_clip(LINES[3])
    assert np.array_equal(again.pcm, first.pcm)
    assert again.words == first.words
    assert mute.list_words(LINES[3]) == first.words
    with pytest.raises(SpeechError):
        mute.speak_clip(LINES[4])


class Silent:
    """espeak-ng, were it unable to speak."""

    name = EspeakEngine.name
    version = EspeakEngine().version
    at_once = 1

    def synthesise(self, text: str, settings: Settings) -> Utterance:
        raise SpeechError(f"not {text!r} with {settings}")


@pytest.mark.parametrize(
    "other",
    [
        replace(CALM, rate=CALM.rate + 1),
        replace(CALM, pitch=CALM.pitch + 1),
        replace(CALM, gain=CALM.gain + 1),
        replace(CALM, language="en-GB"),
        replace(CALM, candidates=speaking("en-gb")),
        replace(CALM, lexicon={"roller": "rolla"}),
        replace(CALM, pause=CALM.pause + 1),
    ],
    ids=["rate", "pitch", "gain", "language", "voice", "lexicon", "pause"],
)
def test_whatever_shapes_the_sound_makes_another_clip(other: Profile, tmp_path: Path) -> None:
    open_voice(CALM, Store(tmp_path)).speak_clip(LINES[3])
    with pytest.raises(SpeechError):
        Voice(other, Silent(), Store(tmp_path)).speak_clip(LINES[3])


def test_a_damaged_clip_is_spoken_again(tmp_path: Path) -> None:
    first = open_voice(CALM, Store(tmp_path)).speak_clip(LINES[3])
    _, clip = sorted(tmp_path.iterdir(), key=lambda path: path.stat().st_size)  # gain, clip
    clip.write_bytes(clip.read_bytes()[:-1000])
    again = open_voice(CALM, Store(tmp_path)).speak_clip(LINES[3])
    assert np.array_equal(again.pcm, first.pcm)


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\0\0",
        b"\0\0\0\0",  # without a sample
        b"\0\0\0\0abc",  # half a sample
        b"\x02\0\0\0" + b"\0" * 18,  # a word and a half
        b"\xff\xff\xff\xff" + b"\0" * 24,
    ],
)
def test_a_whole_entry_that_is_not_a_clip_is_spoken_again(tmp_path: Path, payload: bytes) -> None:
    first = open_voice(CALM, Store(tmp_path)).speak_clip(LINES[3])
    seal = hashlib.sha256(payload).digest()
    for entry in tmp_path.iterdir():  # the clip, and the gain
        entry.write_bytes(seal + payload)
    again = open_voice(CALM, Store(tmp_path)).speak_clip(LINES[3])
    assert np.array_equal(again.pcm, first.pcm)
    assert [e for e in tmp_path.iterdir() if e.read_bytes() == seal + payload] == []


class Odd:
    """An engine that speaks like `Bell` for a while, and then does as it is made to."""

    name = "odd"
    version = "1"
    at_once = 1

    def __init__(self, then: Callable[[str, Settings], Utterance], after: int = 0) -> None:
        self._then = then
        self._left = after

    def synthesise(self, text: str, settings: Settings) -> Utterance:
        self._left -= 1
        if self._left >= 0:
            return Bell(16_000).synthesise(text, settings)
        return self._then(text, settings)


def hang(_text: str, _settings: Settings) -> Utterance:
    threading.Event().wait()
    raise AssertionError


def crash(_text: str, _settings: Settings) -> Utterance:
    raise RuntimeError("boom")


def refuse(_text: str, _settings: Settings) -> Utterance:
    raise SpeechError("No voice today.")


def lie(samples: int, rate: int = 16_000, loud: int = 9_000) -> Callable[..., Utterance]:
    return lambda _text, _settings: Utterance(np.full(samples, loud, np.int16), rate)


FAULTS = {
    "hang": (hang, r"odd has not spoken within \d seconds"),
    "crash": (crash, r"odd failed \(RuntimeError\('boom'\)\)"),
    "refuse": (refuse, "No voice today"),
    "nothing": (lie(0), "odd gave no sound"),
    "silence": (lie(16_000, loud=0), "odd gave silence"),
    "too short": (lie(160), "odd gave 0.01 s of sound"),
    "too long": (lie(16_000 * 600), "odd gave 600.00 s of sound"),
    "bad rate": (lie(16_000, rate=3), "odd gave sound at 3 Hz"),
}
SHORT = replace(CALM, limit=0.1)


@pytest.mark.parametrize(("then", "reason"), FAULTS.values(), ids=FAULTS)
def test_what_an_engine_does_wrong_is_one_sentence(
    then: Callable[[str, Settings], Utterance], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.speech.engines._SLOWEST_S_PER_CHAR", 0)
    with pytest.raises(SpeechError, match=reason):
        Voice(SHORT, Odd(then)).speak_clip("Lie down and rest.")


@pytest.mark.parametrize("after", [0, 3, 5])
@pytest.mark.parametrize(("then", "reason"), FAULTS.values(), ids=FAULTS)
def test_the_next_in_order_speaks_all_of_it(
    then: Callable[[str, Settings], Utterance],
    reason: str,
    after: int,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr("coach.speech.engines._SLOWEST_S_PER_CHAR", 0)
    engines = {"odd": lambda *_: Odd(then, after), "bell": lambda *_: Bell(22_050)}
    monkeypatch.setattr("coach.speech.engines.ENGINES", engines)
    name = CALM.candidates[0].voice
    both = replace(SHORT, candidates=(*speaking(name, "odd"), *speaking(name, "bell")))
    alone = replace(SHORT, candidates=speaking(name, "bell"))

    def speak(voice: Voice) -> list[str]:
        return [digest(voice.speak_clip(line)) for line in LINES[:4]]

    spoken, failures = perform_with_fallback(both, speak, Store(tmp_path))
    assert (spoken, ()) == perform_with_fallback(alone, speak)
    assert [str(failure.candidate) for failure in failures] == [f"odd {name}"]
    assert re.search(reason, failures[0].reason)


def test_where_none_can_speak_each_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    engines = {"odd": lambda *_: Odd(refuse), "bad": lambda *_: Odd(crash)}
    monkeypatch.setattr("coach.speech.engines.ENGINES", engines)
    both = replace(SHORT, candidates=(*speaking("a", "odd"), *speaking("b", "bad")))
    with pytest.raises(SpeechError) as error:
        open_voice(both)
    assert str(error.value) == (
        "The voice `calm` cannot speak here:\n"
        "  odd a: No voice today.\n"
        "  bad b: odd failed (RuntimeError('boom')); take another voice."
    )
    tacit = replace(both.candidates[0], tacit=True)
    with pytest.raises(SpeechError, match=r"^odd failed"):
        open_voice(replace(both, candidates=(tacit, both.candidates[1])))


@pytest.mark.parametrize("name", ["calm", "ruhig"])
@pytest.mark.parametrize("rate", [8_000, 48_000])
def test_engines_are_brought_to_one_level(name: str, rate: int) -> None:
    loud = []
    for volume in (1, 8):

        class Loud(Bell):
            def synthesise(self, text: str, settings: Settings) -> Utterance:
                made = super().synthesise(text, settings)
                return replace(made, pcm=made.pcm // volume)  # noqa: B023 (used at once)

        profile = replace(load(VOICES / f"{name}.toml"), candidates=CALM.candidates)
        clip = Voice(profile, Loud(rate)).speak_clip("one two three four five six")
        loud.append(pyloudnorm.Meter(SAMPLE_RATE).integrated_loudness(clip.pcm / 32768))
    assert loud == pytest.approx([-19.7, -19.7], abs=0.7)


class Several:
    """`Bell`, several at once; remembers how many it spoke at the same time."""

    name = "several"
    version = "1"

    def __init__(self, at_once: int) -> None:
        self.at_once = at_once
        self.most = 0
        self._now = 0
        self._lock = threading.Lock()

    def synthesise(self, text: str, settings: Settings) -> Utterance:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        time.sleep(0.02)
        with self._lock:
            self._now -= 1
        return Bell(16_000).synthesise(text, settings)


@pytest.mark.parametrize("at_once", [1, 2, 5])
def test_texts_are_spoken_as_many_at_once_as_the_engine_can(at_once: int) -> None:
    texts = [f"Sit down, number {number}." for number in range(12)] + ["…", LINES[0]]
    expected = Voice(CALM, Several(1))
    engine = Several(at_once)
    voice = Voice(CALM, engine)
    assert list(voice.speak_texts(texts)) == texts
    assert engine.most == at_once
    for text in texts:
        assert np.array_equal(voice.speak_clip(text).pcm, expected.speak_clip(text).pcm)
        assert voice.list_words(text) == expected.list_words(text)


@pytest.mark.parametrize("at_once", [1, 3])
def test_what_goes_wrong_among_many_texts_is_told(at_once: int) -> None:
    odd = Odd(crash, after=4)
    odd.at_once = at_once
    spoken: list[str] = []
    with pytest.raises(SpeechError, match="odd failed"):
        spoken.extend(Voice(CALM, odd).speak_texts(f"Sit down, number {n}." for n in range(12)))
    assert len(spoken) < 4
