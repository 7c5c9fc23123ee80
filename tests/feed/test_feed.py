"""A feed, read by a podcast client's library, and what it refuses."""

import json
import os
from pathlib import Path
from uuid import UUID, uuid5

import feedparser
import numpy as np
import pytest

from coach.feed.feed import write_feed
from coach.outputs.target import ExportError
from coach.outputs.track import write_files
from coach.timing import SECOND
from support.contents import content
from support.labels import full
from support.recordings import recording

BASE = "https://example.org/my routines/"


def make_folder(folder: Path, *names: str) -> Path:
    """Export a track of three seconds under each name, at a known time."""
    samples = np.full(3 * SECOND, 1000, np.int16)
    for name in names:
        write_files([folder / name], content(full(3 * SECOND), recording(samples)), overwrite=False)
        os.utime(folder / name, (1_700_000_000, 1_700_000_000))
    return folder


def test_a_client_finds_the_tracks_and_their_files(tmp_path: Path) -> None:
    make_folder(tmp_path, "one two.mp3")
    (tmp_path / "one two.vtt").write_text("WEBVTT\n")
    assert len(write_feed(tmp_path, "https://example.org/r", "Evenings & more")) == 1
    read = feedparser.parse((tmp_path / "feed.xml").read_bytes())
    assert not read.bozo
    assert (read.feed.title, read.feed.generator) == ("Evenings & more", "coach")
    assert read.feed.link == "https://example.org/r/"
    name = uuid5(UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6"), "example.org/r/feed.xml")
    assert read.feed.podcast_guid == str(name)
    entry = read.entries[0]
    enclosure = entry.enclosures[0]
    assert enclosure.href == "https://example.org/r/one%20two.mp3"
    assert enclosure.type == "audio/mpeg"
    assert enclosure.length == str((tmp_path / "one two.mp3").stat().st_size)
    assert entry.itunes_duration == "3"
    assert entry.published == "Tue, 14 Nov 2023 22:13:20 +0000"
    assert entry.podcast_chapters == {
        "url": "https://example.org/r/one%20two.mp3.chapters.json",
        "type": "application/json+chapters",
    }
    assert entry.podcast_transcript == {
        "url": "https://example.org/r/one%20two.vtt",
        "type": "text/vtt",
        "rel": "captions",
    }
    named = {each.name for each in tmp_path.iterdir()}
    assert named == {
        "feed.xml",
        "one two.mp3",
        "one two.mp3.chapters.json",
        "one two.mp3.cover.png",
        "one two.vtt",
    }


@pytest.mark.parametrize("suffix", [".mp3", ".m4a", ".m4b", ".ogg", ".opus"])
def test_every_kind_of_track_has_its_title_chapters_and_cover(tmp_path: Path, suffix: str) -> None:
    make_folder(tmp_path, f"track{suffix}")
    (episode,) = write_feed(tmp_path, BASE, "Routines")
    label = full(3 * SECOND)
    assert episode.title == label.title
    assert episode.seconds == pytest.approx(3, abs=0.05)
    chapters = json.loads((tmp_path / f"track{suffix}.chapters.json").read_text("utf-8"))
    assert chapters == {
        "version": "1.2.0",
        "chapters": [
            {"startTime": pytest.approx(each.at / SECOND, abs=0.001), "title": each.title}
            for each in label.chapters
        ],
    }
    assert (tmp_path / f"track{suffix}.cover.png").read_bytes() == label.cover


def test_a_feed_is_written_anew_and_nobody_elses_is_replaced(tmp_path: Path) -> None:
    make_folder(tmp_path, "a.mp3")
    write_feed(tmp_path, BASE, "Routines")
    first = (tmp_path / "feed.xml").read_bytes()
    write_feed(tmp_path, BASE, "Routines")
    assert (tmp_path / "feed.xml").read_bytes() == first
    (tmp_path / "feed.xml").write_text("<rss/>")
    with pytest.raises(ExportError, match=r"feed\.xml is not a feed by coach"):
        write_feed(tmp_path, BASE, "Routines")


def test_what_is_refused(tmp_path: Path) -> None:
    def refuse(folder: Path, base: str = BASE) -> str:
        with pytest.raises(ExportError) as refused:
            write_feed(folder, base, "Routines")
        return str(refused.value).replace(str(tmp_path), "FOLDER")

    wrong = "is not the address of a folder. Write it as https://example.org/routines/."
    assert refuse(tmp_path) == "FOLDER has no tracks. Export some to it, as .mp3 for example."
    none = "FOLDER/none does not exist. Export some tracks to it first."
    assert refuse(tmp_path / "none") == none
    for address in ("example.org", "https://example.org/?a=b", "ftp://example.org/"):
        assert refuse(tmp_path, address) == f"`{address}` {wrong}"
    (tmp_path / "a.mp3").write_text("no sound")
    assert refuse(tmp_path) == "FOLDER/a.mp3 cannot be read. Export it again."
