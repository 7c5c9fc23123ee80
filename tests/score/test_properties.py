"""What holds for every routine, whatever it says and however it is adjusted."""

from collections.abc import Iterator
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coach.diagnostics import SourceText
from coach.languages import load_language
from coach.score.adjustments import read_adjustments
from coach.score.arrange import arrange_timeline
from coach.score.joints import END_FRAMES
from coach.score.lane import CLEAR_FRAMES
from coach.score.timeline import Event, Hold, Timeline
from coach.script.parser import parse_source
from coach.timing import SECOND
from support import Given, frames_of, plan_routines

ACTIONS = st.sampled_from(
    [
        "hold 30-90s as tender",
        "hold 45s in 30-90s as tender, spots 1-3",
        "hold 3-6 breaths as breaths",
        "hold 4 breaths, breathe 3+1-8",
        "hold 7s",
        "hold 60s+, breathe freely",
        "hold 20s, breathe 4-2-6-2, settle 0s, count none",
        "hold 12.345s, times 3, rest 5s between",
        "roll 20-30s as rolling",
        "roll 6 passes of 5s",
        "roll 3-9 passes of 3.3s, count in",
        "move 10s",
        "reps 8-15 tempo 3-0-1-0 lower 2s+ as raises",
        "reps 3, times 2",
        "rest 10s",
        "wait 5s",
    ]
)
TEXTS = st.sampled_from(["", "Sit down.", "Lift your hips and roll slowly up to the knee. " * 2])
MOMENTS = st.sampled_from(["", "`at 0s`", "`at 5s`", "`at half`", "`each out`", "`last out`"])
HEADINGS = st.sampled_from(
    ["", " `sides right, left`", " `sides none`", " `times 2`", " `count in`"]
)


@st.composite
def steps(draw: st.DrawFn) -> str:
    action = draw(st.none() | ACTIONS)
    text = draw(TEXTS)
    if action is None:
        return f"- {text or 'Breathe.'}\n"
    lines = [" ".join(filter(None, ("-", text.strip(), f"`{action}`")))]
    for _ in range(draw(st.integers(0, 3))):
        moment = draw(MOMENTS)
        paced = action.startswith("hold") and "freely" not in action
        if ("each" in moment or "last" in moment) and not paced:
            moment = ""
        if "5s" in moment and action == "wait 5s":
            moment = ""
        words = draw(
            st.sampled_from(["Relax.", "Let the ankle hang, and breathe all the way out."])
        )
        lines.append(f"  - {words} {moment}")
    return "\n".join(lines) + "\n"


@st.composite
def scripts(draw: st.DrawFn) -> str:
    head = ["---", "title: Any", "tools: [foam roller, ball]"]
    head += draw(st.lists(st.sampled_from(["sides: right, left", "settle: 3s"]), unique=True))
    head += draw(st.sampled_from([[], ["count: none"], ["breath: 5.5-5.5"]]))
    body = ["---", "> Take care.", ""]
    for number in range(draw(st.integers(1, 4))):
        group = draw(st.booleans())
        if group:
            body.append(f"## Group {number}{draw(HEADINGS)}")
        for inner in range(draw(st.integers(1, 2)) if group else 1):
            mark = "###" if group else "##"
            body.append(f"{mark} Exercise {number} {inner}{draw(HEADINGS)}\n")
            seen: set[str] = set()
            for step in draw(st.lists(steps(), min_size=1, max_size=4)):
                name = step.partition(" as ")[2].partition(",")[0].partition("`")[0]
                if name and name in seen:
                    continue
                seen.add(name)
                body.append(step)
    return "\n".join([*head, *body])


ADJUSTED = st.builds(
    Given,
    hold=st.sampled_from([(), ("50s",), ("tender=60s", "breaths=5breaths"), ("rolling=25s",)]),
    pace=st.none() | st.sampled_from(["slow", "quick"]),
    count=st.none() | st.sampled_from(["both", "in", "none"]),
    side=st.none() | st.sampled_from(["right", "left"]),
    spots=st.none() | st.sampled_from(["1", "2"]),
    breath=st.none() | st.sampled_from(["4-6", "4-7-8", "3.5+1-7"]),
    mute=st.sampled_from([(), ("breath", "words"), ("tones", "counts"), ("lengths",)]),
    no_limits=st.sampled_from([True]),
)


def compiled(text: str, given_: Given) -> Timeline | None:
    routine = parse_source(SourceText("any.md", text))
    assert not routine.has_errors, (text, routine.diagnostics)
    read = read_adjustments(given_)
    assert not read.diagnostics
    sheet = plan_routines([routine], read.value)
    assert (sheet.value is None) == sheet.has_errors
    return arrange_timeline(sheet.value, frames_of, read.value.mute) if sheet.value else None


def speech(timeline: Timeline) -> Iterator[Event]:
    return (event for event in timeline.events if event.kind == "speech")


def within(timeline: Timeline, hold: Hold, role: str) -> list[Event]:
    end = hold.at + hold.frames
    return [e for e in timeline.events if e.role == role and hold.at <= e.at <= end]


@given(scripts(), ADJUSTED)
def test_every_rule_of_the_score_holds(text: str, given_: Given) -> None:
    timeline = compiled(text, given_)
    if timeline is None:
        return
    assert timeline == compiled(text, given_)
    assert all(a.at <= b.at for a, b in pairwise(timeline.events))
    assert all(e.at >= 0 and e.frames > 0 and e.end <= timeline.frames for e in timeline.events)

    spoken = list(speech(timeline))
    assert all(a.end + CLEAR_FRAMES <= b.at for a, b in pairwise(spoken))
    assert all(e.frames == frames_of(e.text or "") for e in spoken)

    chapters = timeline.chapters
    assert [c.at for c in chapters] == [0, *(c.at + c.frames for c in chapters[:-1])]
    assert chapters[-1].at + chapters[-1].frames == timeline.frames

    muted = read_adjustments(given_).value.mute
    for hold in timeline.holds:
        end = hold.at + hold.frames
        if hold.kind in ("rest", "wait"):
            continue
        if "tones" not in muted:
            assert [e.at for e in within(timeline, hold, "start")][:1] == [hold.at]
            assert [e.at for e in within(timeline, hold, "end")][-1:] == [end]
        if "breath" not in muted and hold.breaths:
            tones = sorted(
                within(timeline, hold, "in") + within(timeline, hold, "out"), key=lambda e: e.at
            )
            tones = [e for e in tones if e.kind == "breath" and e.at < end]
            assert tones[0].at == hold.at
            assert tones[0].role == "in"
            assert sum(e.role == "out" for e in tones) == hold.breaths
            assert all(a.end <= b.at for a, b in pairwise(tones))
            assert tones[-1].end <= end
        inside = [e for e in spoken if hold.at < e.end and e.at < end]
        assert all(hold.at <= e.at and e.end + CLEAR_FRAMES <= end for e in inside)
        assert all(e.role in ("cue", "breath", "number", "signpost") for e in inside)
        after = [e for e in spoken if e.at >= end]
        assert after[0].at >= end + END_FRAMES


@given(scripts(), st.integers(1, 40))
def test_longer_speech_moves_an_action_but_never_shortens_it(text: str, slowness: int) -> None:
    routine = parse_source(SourceText("any.md", text))
    read = read_adjustments(Given()).value
    sheet = plan_routines([routine], read).value
    assert sheet
    usual = arrange_timeline(sheet, frames_of, read.mute)
    slow = arrange_timeline(sheet, lambda words: frames_of(words) * slowness, read.mute)
    assert [(h.name, h.frames, h.breaths) for h in usual.holds if h.name] == [
        (h.name, h.frames, h.breaths) for h in slow.holds if h.name
    ]
    assert all(a.at <= b.at for a, b in zip(usual.holds, slow.holds, strict=True))


@given(scripts())
def test_every_visit_of_an_exercise_gets_the_same_lengths(text: str) -> None:
    timeline = compiled(text, Given())
    assert timeline
    visits: dict[str, set[tuple[tuple[str, int, int], ...]]] = {}
    for chapter in timeline.chapters[1:]:
        end = chapter.at + chapter.frames
        # A rest between rounds ends a visit but belongs to none of its steps.
        holds = [h for h in timeline.holds if chapter.at <= h.at < end and h.kind != "rest"]
        if holds:
            lengths = tuple((h.name, h.frames, h.breaths) for h in holds)
            visits.setdefault(holds[0].exercise, set()).add(lengths)
    assert all(len(lengths) == 1 for lengths in visits.values())


@given(scripts())
def test_the_announced_total_is_the_tracks_own(text: str) -> None:
    timeline = compiled(text, Given())
    assert timeline
    title = timeline.events[0]
    assert title.role == "title"
    assert title.at == SECOND // 2
    words = title.text or ""
    about = load_language("en").phrases.spell_total
    if f"About {about(timeline.frames)}." not in words:
        # Each of two wordings leads to the other: the larger total is said.
        said = words.partition(" About ")[2].partition(".")[0]
        other = words.replace(said, about(timeline.frames))
        longer = timeline.frames + frames_of(other) - frames_of(words)
        assert about(longer) == said
        assert longer > timeline.frames
