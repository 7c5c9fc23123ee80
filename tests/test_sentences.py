"""Where sentences end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.sentences import split_sentences


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text)]


@pytest.mark.parametrize(
    ("written", "ends"),
    [
        ("", 0),
        ("Sit.", 0),
        ("Sit. Lie down.", 1),
        ("Sit! Lie down? Now rest… Breathe.", 3),
        ("“Sit.” “Lie.”", 1),
        ("Siéntate. ¿Lista? ¡Ya!", 2),
        ("Wirklich? ja. Über die Wade.", 2),
        ("The S.I. joint, and side B. Then rest.", 0),
        ("z. B. Wade", 0),
        ("1. Satz, 2. Runde", 0),
        ("about 5.5 cm. or so.", 0),
        ("Stop. 3 passes.", 0),
        ("Wait...  Then go.", 1),
        ("Hold (long). (Or not.)", 1),
    ],
)
def test_ends_of_sentences(written: str, ends: int) -> None:
    assert len(cut(written)) == ends + 1


@given(st.text() | st.text("Ab1.!? \n”("))
def test_nothing_is_lost(text: str) -> None:
    assert "".join(cut(text)) == text
    assert all(cut(text)[:-1])
