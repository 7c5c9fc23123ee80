"""A page: one file that asks nothing of the network, and holds exactly the track's MP3."""

import hashlib
import io
import re
from base64 import b64decode, b64encode
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from coach.outputs.audio.mp3.writer import write_mp3
from coach.outputs.content import TrackContent
from coach.outputs.page import page
from coach.outputs.page.app import write_app
from coach.outputs.page.page import write_page
from coach.outputs.target import ExportError, Unsupported
from coach.publication import Publication, check_publication
from coach.timing import SECOND
from support import compiled
from support.contents import content
from support.labels import full
from support.recordings import recording

HOSTILE = "</script><img src=x onerror=alert(1)> & \"'<!--"


def make_content(title: str = "Calf") -> TrackContent:
    timeline = compiled("## Calf\n\n- Lean in. `hold 5s`\n")
    samples = np.zeros(2 * SECOND, np.int16)
    label = replace(full(2 * SECOND), title=title)
    return replace(content(label, recording(samples)), timeline=timeline)


def render(given: TrackContent) -> str:
    file = io.BytesIO()
    assert given.recording
    write_page(file, given.recording, given)
    return file.getvalue().decode()


class Elements(HTMLParser):
    """All elements of a page with their attributes, and the text in each kind of them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self._open = tag

    def handle_endtag(self, _tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        self.texts[self._open] = self.texts.get(self._open, "") + data


def hash_source(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_a_page_holds_the_mp3_and_asks_for_nothing() -> None:
    given = make_content()
    elements = Elements(render(given))
    sources = [each["src"] or "" for _, each in elements.found if "src" in each]
    assert all(source.startswith("data:") for source in sources)
    mp3 = io.BytesIO()
    assert given.recording
    write_mp3(mp3, given.recording, given.encoding, given.label)
    assert b64decode(sources[-1].removeprefix("data:audio/mpeg;base64,")) == mp3.getvalue()
    assert not re.search(r"https?://", render(given))


def test_the_policy_allows_the_page_alone() -> None:
    text = render(make_content())
    policy = Elements(text).found[3][1]["content"]
    style = text.partition("<style>")[2].partition("</style>")[0]
    program = text.rpartition("<script>")[2].partition("</script>")[0]
    assert policy == (
        "default-src 'none'; media-src data:; img-src data:; "
        f"style-src {hash_source(style)}; script-src {hash_source(program)}; "
        "base-uri 'none'; form-action 'none'"
    )


def test_a_hostile_title_stays_text() -> None:
    plain, hostile = (Elements(render(make_content(title))) for title in ("Calf", HOSTILE))
    assert [tag for tag, _ in hostile.found] == [tag for tag, _ in plain.found]
    assert hostile.texts["title"] == HOSTILE


def test_a_page_is_not_larger_than_browsers_play(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "_MOST_BYTES", 1000)
    with pytest.raises(Unsupported, match=r"Export an \.mp3, or lower --bitrate\."):
        render(make_content())


def test_a_page_is_not_split(tmp_path: Path) -> None:
    with pytest.raises(Unsupported, match=r"holds the whole track: leave out --split"):
        check_publication(Publication(tmp_path / "calf.html", split=True))


def test_a_web_app_replaces_only_a_web_app(tmp_path: Path) -> None:
    folder = tmp_path / "calf"
    given = make_content()
    write_app(folder, given, overwrite=False)
    first = {each.name: each.read_bytes() for each in folder.iterdir()}
    assert sorted(first) == [
        "cover.png",
        "index.html",
        "manifest.webmanifest",
        "track.mp3",
        "worker.js",
    ]
    write_app(folder, given, overwrite=True)
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == first
    (folder / "letter.txt").write_text("mine")
    with pytest.raises(ExportError, match=r"letter\.txt in it is not a part of a web app"):
        write_app(folder, given, overwrite=True)
    others = tmp_path / "others"
    others.mkdir()
    (others / "index.html").write_text("somebody's page")
    with pytest.raises(ExportError, match=r"index\.html in it is not a part of a web app"):
        write_app(others, given, overwrite=True)


def test_a_web_app_takes_no_captions(tmp_path: Path) -> None:
    with pytest.raises(Unsupported, match="it takes no --captions"):
        check_publication(Publication(tmp_path / "calf", app=True, captions=("vtt",)))
