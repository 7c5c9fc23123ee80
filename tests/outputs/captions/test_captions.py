import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.outputs.captions.captions import Caption, list_lyrics, make_captions
from coach.outputs.captions.lrc import write_lrc
from coach.outputs.captions.srt import write_srt
from coach.outputs.captions.vtt import write_vtt
from coach.outputs.label import Lyric
from coach.score.timeline import Event, Role, Timeline
from coach.speech.clip import Word
from coach.timing import MINUTE, SECOND, frames_to_ms, round_half_up
from support import compiled

TENTH = SECOND // 10

LONG = (
    "Place your hands by your hips, with the fingers pointing away from you. "
    "Keep your chest up, and your shoulders down and back."
)


def unplaced(_text: str) -> tuple[Word, ...]:
    """An engine that does not tell where its words are."""
    return ()


def spaced(text: str) -> tuple[Word, ...]:
    """Words that begin a tenth of a second apart, as those of the voice in these tests do."""
    found = re.finditer(r"\w+", text)
    return tuple(
        Word(word.start(), len(word.group()), number * TENTH) for number, word in enumerate(found)
    )


def speech(at: int, frames: int, text: str, role: Role = "instruction") -> Event:
    return Event(at, frames, "speech", role, text)


def spoken(*events: Event, frames: int = 10 * MINUTE) -> Timeline:
    return Timeline("Test", frames, events, (), (), ())


def shown(given: Iterable[Caption]) -> list[str]:
    """Write captions one to a line, with their ends in seconds."""
    return [f"{c.at / SECOND:.2f}-{c.end / SECOND:.2f} {c.text}" for c in given]


FORMATS = {"vtt": write_vtt, "srt": write_srt, "lrc": write_lrc}


def written(name: str, given: Iterable[Caption], title: str = "Calf roll") -> str:
    return "".join(FORMATS[name](given, title, "en"))


def test_a_routine_is_captioned_with_its_own_words_and_the_coach_s() -> None:
    timeline = compiled(
        "> Stop if it is sharp.\n\n## Calf\n\n- Sit on the floor. `hold 2 breaths, breathe 4-6`\n"
        "  - Let the ankle hang. `each out`\n"
    )
    assert shown(make_captions(timeline, spaced)) == [
        "0.50-1.60 Test. About forty seconds.",
        "1.60-3.20 Stop if you feel sharp pain, numbness or tingling.",
        "3.20-4.40 Stop if it is sharp.",
        "4.40-5.20 Calf.",
        "5.20-6.30 Sit on the floor.",
        "6.30-7.50 Two breaths.",
        "14.60-15.80 Breathe in",
        "18.60-19.80 Let the ankle hang.",
        "28.60-29.80 Let the ankle hang.",
        "38.00-39.24 That's it. Well done.",
    ]


def test_a_long_text_is_divided_where_its_sentences_end() -> None:
    timeline = spoken(speech(SECOND, 9 * SECOND, LONG))
    placed = (Word(0, 5, 220), Word(72, 4, 5 * SECOND), Word(77, 4, 6 * SECOND))
    assert shown(make_captions(timeline, lambda _: placed)) == [
        "1.00-6.00 Place your hands by your hips, with the fingers pointing away from you.",
        "6.00-10.50 Keep your chest up, and your shoulders down and back.",
    ]


def test_a_long_sentence_is_divided_at_its_clauses_or_else_between_words() -> None:
    timeline = spoken(
        speech(
            0,
            9 * SECOND,
            "Skip this if you have a recent calf injury, a blood clot in the leg or a wrist "
            "or shoulder injury.",
        ),
        speech(
            MINUTE,
            9 * SECOND,
            "Roll slowly up and down between the ankle and the hollow of the knee without any "
            "haste and without holding your breath.",
        ),
    )
    assert shown(make_captions(timeline, unplaced)) == [
        "0.00-4.04 Skip this if you have a recent calf injury,",
        "4.04-9.50 a blood clot in the leg or a wrist or shoulder injury.",
        "60.00-64.54 Roll slowly up and down between the ankle and the hollow of",
        "64.54-69.50 the knee without any haste and without holding your breath.",
    ]


def test_a_text_that_takes_long_to_say_is_divided_though_it_would_fit() -> None:
    timeline = spoken(speech(0, 8 * SECOND, "Breathe in, slowly. And breathe out."))
    assert shown(make_captions(timeline, unplaced)) == [
        "0.00-4.44 Breathe in, slowly.",
        "4.44-8.50 And breathe out.",
    ]


def test_nothing_is_divided_off_that_cannot_be_read_in_its_time() -> None:
    text = (
        "Sit. Let the weight of your leg sink into the roller, and breathe all the way out "
        "until the calf lets go."
    )
    assert shown(make_captions(spoken(speech(0, 9 * SECOND, text)), unplaced)) == [
        "0.00-4.63 Sit. Let the weight of your leg sink into the roller,",
        "4.63-9.50 and breathe all the way out until the calf lets go.",
    ]


def test_what_is_said_as_one_word_stays_together() -> None:
    text = (
        "If you can do it well hold this here for a while 30 to 90 s with ease and then let it all "
        "go slowly now."
    )
    timeline = spoken(speech(0, 9 * SECOND, text))
    said = Word(text.index("30"), len("30 to 90 s"), 4 * SECOND)
    assert shown(make_captions(timeline, unplaced)) == [
        "0.00-4.50 If you can do it well hold this here for a while 30",
        "4.50-9.50 to 90 s with ease and then let it all go slowly now.",
    ]
    assert shown(make_captions(timeline, lambda _: (said,))) == [
        "0.00-4.00 If you can do it well hold this here for a while",
        "4.00-9.50 30 to 90 s with ease and then let it all go slowly now.",
    ]


def test_a_shortened_word_does_not_end_a_sentence() -> None:
    text = (
        "Stay there for approx. half of the time that is left to you here, "
        "and then go on to the other side of it."
    )
    assert [c.text for c in make_captions(spoken(speech(0, 8 * SECOND, text)), unplaced)] == [
        "Stay there for approx. half of the time that is left to you here,",
        "and then go on to the other side of it.",
    ]


def test_a_caption_begins_with_its_first_word_and_stays_until_it_can_be_read() -> None:
    timeline = spoken(
        speech(SECOND, TENTH, "three", "number"),
        speech(2 * SECOND, TENTH, "two", "number"),
        speech(10 * SECOND, SECOND, "“Let the air go, and do not hold your breath.”"),
        frames=20 * SECOND,
    )
    said = {"three": (Word(0, 5, 441),), "two": (Word(0, 3, 882),)}
    assert shown(make_captions(timeline, lambda text: said.get(text, ()))) == [
        "1.01-2.02 three",
        "2.02-3.22 two",
        "10.00-12.71 “Let the air go, and do not hold your breath.”",
    ]


def test_a_clip_that_begins_during_another_waits_for_it() -> None:
    timeline = spoken(
        speech(SECOND, 9 * SECOND, "First, all of this. And then all of that."),
        speech(2 * SECOND, SECOND, "Second."),
    )
    assert shown(make_captions(timeline, unplaced)) == [
        "1.00-5.39 First, all of this.",
        "5.39-5.40 And then all of that.",
        "5.40-6.60 Second.",
    ]


def test_no_caption_outlasts_the_track() -> None:
    timeline = spoken(speech(SECOND, SECOND, "Well done."), frames=2 * SECOND + TENTH)
    assert shown(make_captions(timeline, unplaced)) == ["1.00-2.10 Well done."]


def test_what_is_not_said_has_no_caption_and_no_line_in_the_lyrics() -> None:
    timeline = spoken(speech(0, 1, "…"), Event(9, 9, "tone", "start"), speech(99, 1, ""))
    assert not list(make_captions(timeline, unplaced))
    assert not list(list_lyrics(timeline))


def test_lyrics_are_what_is_said_without_the_counting() -> None:
    timeline = spoken(
        speech(0, TENTH, "Calf roll.", "title"),
        speech(SECOND, TENTH, LONG),
        speech(2 * SECOND, TENTH, "Breathe in", "breath"),
        Event(3 * SECOND, TENTH, "tone", "start"),
        speech(4 * SECOND, TENTH, "three", "number"),
        speech(5 * SECOND, TENTH, "Relax  the\ncalf.", "cue"),
    )
    assert list(list_lyrics(timeline)) == [
        Lyric(0, "Calf roll."),
        Lyric(SECOND, LONG),
        Lyric(5 * SECOND, "Relax the calf."),
    ]


SAMPLE = (
    Caption(SECOND, 3 * SECOND, "Place your hands by your hips, with the fingers pointing away."),
    Caption(4 * SECOND, SECOND, "Hold for <30 s> & breathe --> [out]"),
    Caption(101 * MINUTE + 441, SECOND, "three"),
)


def test_webvtt() -> None:
    assert written("vtt", SAMPLE, "Calf\n--> roll") == (
        "WEBVTT Language: en\n"
        "\n"
        "NOTE Calf → roll\n"
        "\n"
        "00:00:01.000 --> 00:00:04.000\n"
        "Place your hands by your hips,\n"
        "with the fingers pointing away.\n"
        "\n"
        "00:00:04.000 --> 00:00:05.000\n"
        "Hold for &lt;30 s&gt; &amp; breathe --&gt; [out]\n"
        "\n"
        "01:41:00.010 --> 01:41:01.010\n"
        "three\n"
    )


def test_subrip() -> None:
    assert written("srt", SAMPLE).split("\r\n") == [
        "1",
        "00:00:01,000 --> 00:00:04,000",
        "Place your hands by your hips,",
        "with the fingers pointing away.",
        "",
        "2",
        "00:00:04,000 --> 00:00:05,000",
        "Hold for \u203930 s\u203a & breathe --\u203a [out]",
        "",
        "3",
        "01:41:00,010 --> 01:41:01,010",
        "three",
        "",
        "",
    ]


def test_lrc() -> None:
    assert written("lrc", SAMPLE, "Calf [roll]") == (
        "[ti:Calf (roll)]\n"
        "[la:en]\n"
        "[00:01.00]Place your hands by your hips, with the fingers pointing away.\n"
        "[00:04.00]Hold for <30 s> & breathe --> (out)\n"
        "[00:05.00]\n"
        "[101:00.01]three\n"
        "[101:01.01]\n"
    )


def test_what_would_be_markup_is_written_otherwise_where_it_cannot_be_escaped() -> None:
    shown_at_the_top = [Caption(0, SECOND, "{\\an8}<i>Sit</i>")]
    assert written("srt", shown_at_the_top).split("\r\n")[2] == (
        "(\\an8)\u2039i\u203aSit\u2039/i\u203a"
    )


def test_a_track_without_words_has_files_without_captions() -> None:
    assert written("vtt", ()) == "WEBVTT Language: en\n\nNOTE Calf roll\n"
    assert written("srt", ()) == ""
    assert written("lrc", ()) == "[ti:Calf roll]\n[la:en]\n"


def test_a_word_that_is_longer_than_a_line_is_kept_whole() -> None:
    assert written("srt", [Caption(0, SECOND, f"Say {'o' * 50} now.")]).split("\r\n")[2:5] == [
        "Say",
        "o" * 50,
        "now.",
    ]


def packets(ffmpeg: Callable[..., bytes], path: Path) -> list[tuple[float, float]]:
    """Where ffprobe says captions begin, and how long they are."""
    entries = ("-show_entries", "packet=pts_time,duration_time", "-of", "csv=p=0")
    lines = ffmpeg("ffprobe", *entries, path).decode().split()
    return [(float(start), float(length)) for start, length, *_ in (x.split(",") for x in lines)]


@pytest.mark.parametrize("name", ["vtt", "srt"])
def test_ffmpeg_reads_every_caption_as_it_is(
    tmp_path: Path, ffmpeg: Callable[..., bytes], name: str
) -> None:
    path = tmp_path / f"track.{name}"
    path.write_text(written(name, SAMPLE), encoding="utf-8", newline="")
    assert packets(ffmpeg, path) == [(1, 3), (4, 1), (6060.01, 1)]
    words = {
        "vtt": "Hold for <30 s> & breathe --> [out]",
        "srt": "Hold for \u203930 s\u203a & breathe --\u203a [out]",
    }
    read = ffmpeg("ffmpeg", "-i", path, "-f", "srt", "-").decode()
    assert "\n".join(read.splitlines()) == (
        "1\n00:00:01,000 --> 00:00:04,000\n"
        "Place your hands by your hips,\nwith the fingers pointing away.\n\n"
        f"2\n00:00:04,000 --> 00:00:05,000\n{words[name]}\n\n"
        "3\n01:41:00,010 --> 01:41:01,010\nthree\n"
    )


def test_ffmpeg_reads_every_line_of_lrc(tmp_path: Path, ffmpeg: Callable[..., bytes]) -> None:
    path = tmp_path / "track.lrc"
    path.write_text(written("lrc", SAMPLE), encoding="utf-8", newline="")
    starts = [start for start, _ in packets(ffmpeg, path)]
    assert starts == [1, 4, 5, 6060.01, 6061.01]
    tags = ("-show_entries", "format_tags", "-of", "csv=p=0")
    assert ffmpeg("ffprobe", *tags, path).decode().strip() == "Calf roll,en"


@st.composite
def clips(draw: st.DrawFn) -> tuple[str, int, tuple[Word, ...]]:
    """A text, how long it takes to say it, and where some of its words are said to be."""
    token = st.from_regex(r"[(“]?[a-z0-9]{1,9}[.,!?;:)”]{0,2}", fullmatch=True)
    text = draw(st.sampled_from(["", " "])) + " ".join(
        draw(st.lists(token | st.sampled_from(["–", "o" * 60, "…"]), max_size=60))
    )
    frames = draw(st.integers(1, 30 * SECOND))
    found = [match.span() for match in re.finditer(r"\w+", text)]
    placed = [span for span in found if draw(st.integers(0, 3))] if draw(st.booleans()) else []
    moments = sorted(draw(st.integers(0, frames - 1)) for _ in placed)
    words = zip(placed, moments, strict=True)
    return text, frames, tuple(Word(start, end - start, at) for (start, end), at in words)


@given(
    st.lists(st.tuples(st.integers(0, 3 * SECOND), clips()), max_size=5),
    st.sampled_from([0, 1, -SECOND]),
)
def test_captions_are_all_the_words_in_order_and_never_overlap(
    parts: list[tuple[int, Any]], overlap: int
) -> None:
    """Also of clips that overlap, which no timeline has."""
    events = []
    at = 0
    words = {}
    for gap, (text, frames, placed) in parts:
        # One text can have only one clip.
        if text in words:
            continue
        words[text] = placed
        events.append(speech(at, frames, text))
        at += max(frames + gap + overlap, 0)
    found = list(make_captions(spoken(*events, frames=at), words.__getitem__))

    said = [event.text or "" for event in events]
    heard = [text for text in said if any(map(str.isalnum, text))]
    assert " ".join(caption.text for caption in found) == " ".join(" ".join(heard).split())
    for caption in found:
        longest = [len(line) <= 42 for line in wrapped(caption)]
        one_word = " " not in caption.text
        assert len(longest) <= 2
        assert all(longest) or one_word or "o" * 60 in caption.text
    for first, second in pairwise(found):
        assert first.end <= second.at
        assert cs(first.at) < cs(first.end) <= cs(second.at)
        assert frames_to_ms(first.at) < frames_to_ms(first.end) <= frames_to_ms(second.at)
    assert all(cs(caption.at) < cs(caption.end) for caption in found)


@given(clips())
def test_every_caption_begins_where_its_first_word_is_said(
    clip: tuple[str, int, tuple[Word, ...]],
) -> None:
    text, frames, placed = clip
    found = list(make_captions(spoken(speech(SECOND, frames, text)), lambda _: placed))
    tokens = list(re.finditer(r"\S+", text))
    number = 0
    earliest = 0
    for caption in found:
        inside = [
            w.frame for w in placed if tokens[number].start() <= w.start < tokens[number].end()
        ]
        if inside:
            assert caption.at == max(SECOND + inside[0], earliest)
        earliest = caption.at + SECOND // 100
        number += len(caption.text.split())


def wrapped(caption: Caption) -> list[str]:
    """The lines of a caption in a file."""
    return written("srt", [caption]).split("\r\n")[2:-2]


def cs(frame: int) -> int:
    return round_half_up(frame * 100, SECOND)


@pytest.mark.parametrize("words", ["full", "brief", "least", "none"])
def test_captions_show_the_words_that_are_spoken_however_few_they_are(words: str) -> None:
    timeline = compiled(
        f"---\ntitle: Calves\nwords: {words}\n---\n## Calf `times 2`\n"
        "- **Lift your hips**, and roll up. `roll 10s`\n- Stop here. Breathe. `hold 20s`\n"
    )
    said = [event.text for event in timeline.events if event.role == "instruction"]
    captions = " ".join(caption.text for caption in make_captions(timeline, spaced))
    shown_ = re.findall(r"Lift your hips[^.]*\.|Stop here\.(?: Breathe\.)?", captions)
    assert shown_ == said
    lifts = {"full": 2, "brief": 1, "least": 0, "none": 0}
    assert said.count("Lift your hips, and roll up.") == lifts[words]
