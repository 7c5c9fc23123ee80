"""Room for cues: what the index finds is what a look at every moment finds."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from coach.score.lane import CLEAR_FRAMES, Lane
from coach.score.phases import PhaseSpan
from coach.score.rooms import CueMoments

LONGEST = 6 * CLEAR_FRAMES

moments = st.lists(
    st.tuples(st.integers(0, CLEAR_FRAMES), st.integers(1, LONGEST)), min_size=1, max_size=12
)
clips = st.lists(st.tuples(st.integers(0, LONGEST), st.booleans()), max_size=12)


def lay_out(lengths: list[tuple[int, int]]) -> tuple[PhaseSpan, ...]:
    laid, at = [], 0
    for gap, length in lengths:
        laid.append(PhaseSpan(at + gap, at + gap + length))
        at += gap + length
    return tuple(laid)


def search(lane: Lane, laid: tuple[PhaseSpan, ...], until: int, frames: int) -> Iterator[PhaseSpan]:
    """Yield each moment with room, by a look at every one; a clip is said in it meanwhile."""
    for moment in laid:
        if lane.find_room(moment.at, min(moment.end, until) - frames, frames) is not None:
            yield moment


@given(moments, st.lists(st.integers(0, 12 * LONGEST), max_size=3), clips)
def test_what_is_found_is_what_a_search_finds(
    lengths: list[tuple[int, int]], taken: list[int], wanted: list[tuple[int, bool]]
) -> None:
    laid = lay_out(lengths)
    until = laid[-1].end - CLEAR_FRAMES
    lane = Lane([-CLEAR_FRAMES], [-CLEAR_FRAMES])
    for at in taken:
        free = lane.find_room(at, at, 1)
        if free is not None:
            lane.occupy(at, 1)
    index = CueMoments(lane, laid, until)
    for frames, is_sparing in wanted:
        if is_sparing:
            free_moments = list(search(lane, laid, until, frames))
            assert index.choose_sparing(frames) == [*free_moments[:2], *free_moments[2:][-1:]]
            continue
        slow, said = lane.copy(), []
        for moment in search(slow, laid, until, frames):
            place = slow.find_room(moment.at, moment.end, frames)
            assert place is not None
            slow.occupy(place, frames)
            said.append((moment, place))
        found = []
        for moment, at in index.find_fitting(frames):
            lane.occupy(at, frames)
            found.append((moment, at))
        assert found == said
