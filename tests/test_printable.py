import pytest

from coach.diagnostics import SourceText, replace_unprintable
from coach.printable import find_unprintable, list_unprintable, make_printable, name_character

REFUSED = (
    *map(chr, (0x00, 0x07, 0x08, 0x0B, 0x0C, 0x1B, 0x1F, 0x7F)),
    *map(chr, (0x80, 0x85, 0x9B, 0x9D, 0x9F)),
    *map(chr, (0x061C, 0x200E, 0x200F, 0x202A, 0x202E, 0x2066, 0x2069)),
    *map(chr, (0x2028, 0x2029, 0xD800, 0xDFFF, 0xFFF9, 0xFEFF)),
)
KEPT = "Sit\tdown.\nÄußere Wade – 2\u202f°, élan, ¡ya!, 膝, a\u0301, 👩\u200d🦰, soft\u00adhyphen"


@pytest.mark.parametrize("character", REFUSED, ids=name_character)
def test_what_steers_a_terminal_or_hides_its_order_is_not_printable(character: str) -> None:
    text = f"Sit{character}down."
    assert find_unprintable(text) == character
    assert list(list_unprintable(text)) == [(3, character)]
    assert make_printable(text) == "Sit\N{REPLACEMENT CHARACTER}down."


def test_letters_and_signs_of_any_language_are_printable() -> None:
    assert find_unprintable(KEPT) is None
    assert make_printable(KEPT) == KEPT


def test_every_such_character_of_a_file_is_reported_in_its_place() -> None:
    checked = replace_unprintable(SourceText("calf.md", "Sit\x1b[2J\ndown\u202e."))
    assert checked.value.text == "Sit\N{REPLACEMENT CHARACTER}[2J\ndown\N{REPLACEMENT CHARACTER}."
    assert [(d.position, d.message) for d in checked.diagnostics] == [
        ((1, 4), "The character U+001B cannot be printed."),
        ((2, 5), "The character U+202E cannot be printed."),
    ]


def test_of_very_many_the_first_are_reported() -> None:
    checked = replace_unprintable(SourceText("calf.md", "\x1b" * 100_000))
    assert len(checked.diagnostics) == 20
