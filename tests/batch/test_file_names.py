"""The names of the files of a batch come from a table that may be anybody's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.batch.file_names import fold_file_name, read_file_name
from coach.outputs.output_table import OUTPUTS
from coach.script.quantities import Malformed


@pytest.mark.parametrize(
    ("output", "format_name", "file"),
    [
        ("anna", "", "anna.mp3"),
        ("anna", "M4B", "anna.m4b"),
        ("anna.wav", "", "anna.wav"),
        ("Anna.WAV", "wav", "Anna.WAV"),
        ("dr. braun", "", "dr. braun.mp3"),
        ("Jörg Groß 気", "opus", "Jörg Groß 気.opus"),
    ],
)
def test_the_suffix_or_the_format_says_what_a_track_is(
    output: str, format_name: str, file: str
) -> None:
    assert read_file_name(output, format_name) == file


@pytest.mark.parametrize(
    "output",
    [
        *("../anna", "a/b", "a\\b", "C:anna", "/etc/passwd", ".hidden", "..", "anna.", "a\0b"),
        *("a\x1b[2Jb", "a\u202eb", "con", "NUL.mp3", "lpt1.x", "a*", "x" * 198, "気" * 66),
        *("a\nb", 'a"b', "a|b", "coach-batch.jsonl/x"),
    ],
)
def test_what_is_not_a_name_on_every_system_is_refused(output: str) -> None:
    with pytest.raises(Malformed) as refused:
        read_file_name(output)
    assert refused.value.code == "bad-file-name"


@given(st.text(min_size=1, max_size=12))
def test_no_name_leads_out_of_the_folder(output: str) -> None:
    try:
        name = read_file_name(output)
    except Malformed:
        return
    assert not set(name) & set('/\\:\0\n\r"')
    assert not name.startswith(".")
    assert f".{name.rpartition('.')[2].casefold()}" in OUTPUTS


def test_names_that_are_one_file_to_some_system() -> None:
    assert fold_file_name("JÖRG.mp3") == fold_file_name("jo\u0308rg.MP3")
    assert fold_file_name("straße.mp3") == fold_file_name("STRASSE.mp3")
    assert fold_file_name("anna.mp3") != fold_file_name("anne.mp3")
