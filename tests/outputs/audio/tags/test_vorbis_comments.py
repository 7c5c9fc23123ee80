import base64
from collections.abc import Callable
from io import BytesIO
from typing import Any

import mutagen
import numpy as np
import pytest
from mutagen.flac import FLAC, Picture
from numpy.typing import NDArray

from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.flac import write_flac
from coach.outputs.audio.tags.vorbis_comments import list_vorbis_comments
from coach.outputs.audio.vorbis import write_vorbis
from coach.outputs.label import Label
from support import labels
from support.recordings import recording

HOUR = 3600 * 44_100


def test_comments_are_by_name() -> None:
    assert list_vorbis_comments(labels.full(2 * HOUR, 2)) == [
        ("TITLE", "Wadenrolle – überall · 気"),
        ("ARTIST", "Maya"),
        ("ALBUM", "Coach routines"),
        ("GENRE", "Speech"),
        ("LANGUAGE", "deu"),
        ("COMMENT", "coach export calf --pace slow\nHold: 45s"),
        ("TRACKNUMBER", "2"),
        ("TRACKTOTAL", "5"),
        ("CHAPTER000", "00:00:00.000"),
        ("CHAPTER000NAME", "Wade · links · 1"),
        ("CHAPTER001", "01:00:00.000"),
        ("CHAPTER001NAME", "Wade · links · 2"),
        ("LYRICS", "Leg dich hin – jetzt.\nUnd löse dich."),
    ]


def test_after_999_chapters_there_are_four_digits() -> None:
    comments = dict(list_vorbis_comments(labels.full(24 * HOUR, 1201)))
    assert comments["CHAPTER999NAME"] == "Wade · links · 1000"
    assert comments["CHAPTER1200NAME"] == "Wade · links · 1201"
    assert comments["CHAPTER1200"] == "23:58:48.060"


@pytest.mark.parametrize("label", [labels.bare(), labels.full(44_100)])
def test_the_blocks_of_a_flac_file_are_those_of_the_label(
    signal: Callable[[int], NDArray[np.int16]], label: Label
) -> None:
    file = BytesIO()
    write_flac(file, recording(signal(44_100)), Encoding(), label)
    file.seek(0)
    read: Any = FLAC(file)
    assert [(key.upper(), value) for key, value in read.tags] == list_vorbis_comments(label)
    assert [picture.data for picture in read.pictures] == [label.cover] * (label.cover is not None)
    assert read.info.total_samples == 44_100


def test_the_cover_in_ogg_is_a_picture_of_flac(
    signal: Callable[[int], NDArray[np.int16]],
) -> None:
    file = BytesIO()
    write_vorbis(file, recording(signal(44_100)), Encoding(), labels.full(44_100))
    file.seek(0)
    read: Any = mutagen.File(file)
    (encoded,) = read["metadata_block_picture"]
    picture: Any = Picture(base64.b64decode(encoded))
    assert (picture.type, picture.mime, picture.data) == (3, "image/png", labels.png())
