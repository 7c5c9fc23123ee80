"""The list of routines, their forms, and the tracks that are made of them, without a network."""

import re
import threading
import time
from pathlib import Path

import pytest
from starlette.applications import Starlette

from coach.library import Library
from coach.serve import catalogue, workshop
from coach.serve.catalogue import Catalogue
from coach.serve.guard import Guard
from coach.speech.engine import SpeechError
from support.asgi import HOST, Answer, ask

OWN = """---
title: Own <one>
about: For a test.
words: none
tools: [mat]
---
## A

- Sit. `hold 8s in 5-20s as sit`
"""

ORIGIN = [("origin", f"http://{HOST}")]


class Site:
    """The catalogue of a library, as a browser sees it."""

    def __init__(self, folder: Path) -> None:
        (folder / "scripts").mkdir()
        (folder / "scripts" / "own.md").write_text(OWN)
        (folder / "tracks").mkdir()
        (folder / "secret.txt").write_text("secret")
        self.folder = folder
        pages = Catalogue(Library(folder), folder / "tuned.toml", folder / "tracks")
        self.app = Guard(Starlette(routes=pages.list_routes()), "token", [HOST])

    def get(self, path: str, *headers: tuple[str, str], method: str = "GET") -> Answer:
        return ask(self.app, f"/token/{path}", method, headers)

    def send(self, form: str, path: str = "routines/own") -> Answer:
        return ask(self.app, f"/token/{path}", "POST", ORIGIN, form.encode())

    def make(self, form: str) -> str:
        """Order a track, and return its path once it is made."""
        order = self.send(form)
        assert order.status == 303, order.text
        until = time.monotonic() + 30
        while (answer := self.get(order.headers["location"].removeprefix("../"))).status == 200:
            assert answer.headers["refresh"] == "1"
            assert time.monotonic() < until
        assert answer.status == 303, answer.text
        return answer.headers["location"].removeprefix("../")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, str]:
    """A site, and the path of a track that was made there."""
    site = Site(tmp_path_factory.mktemp("site"))
    return site, site.make("make=file&kind=.mp3&hold=sit%3D10s&words=none&no-limits=on")


def list_mistakes(answer: Answer) -> list[str]:
    section = re.search(r'<section id="mistakes".*?</section>', answer.text, re.DOTALL)
    return re.findall("<li>(.*?)</li>", section[0]) if section else []


def test_the_list_shows_what_there_is(site: Site) -> None:
    page = site.get("", ("accept-language", "de")).text
    assert '<html lang="de">' in page
    assert '<a href="routines/own">Own &lt;one&gt;</a> <time>0:2' in page
    assert "<p>For a test.</p>" in page
    assert '<a href="routines/wadenrolle">Wadenrolle</a>' in page
    assert '<li lang="fr">' in page


def test_a_form_has_each_adjustment_by_the_name_of_its_option(site: Site) -> None:
    page = site.get("routines/own").text
    names = re.findall(r'(?:input|select|textarea)[^>]* name="([^"]+)"', page)
    assert names[0] == "kind"
    assert {"hold", "fit", "with", "from", "no-limits", "words", "voice"} < set(names)
    assert len(names) == len(set(names))
    assert "<option>brief</option>" in page
    assert "<details>" in page
    assert list_mistakes(site.get("routines/own")) == []


def test_a_form_is_filled_with_what_is_tuned(site: Site) -> None:
    kept = '[routines.own]\nhold = ["sit=12s"]\nno-limits = true\n'
    tuned = f'version = 1\n[all]\nwords = "brief"\n{kept}'
    site.folder.joinpath("tuned.toml").write_text(tuned)
    page = site.get("routines/own").text
    assert "<details open>" in page
    assert "<option selected>brief</option>" in page
    assert ">\nsit=12s</textarea>" in page
    assert re.search(r'name="no-limits"[^>]* checked>', page)


def test_tuning_that_is_wrong_is_told(site: Site) -> None:
    site.folder.joinpath("tuned.toml").write_text("version = [")
    assert "tuned.toml" in list_mistakes(site.get("routines/own"))[0]


@pytest.mark.parametrize(
    ("form", "mistakes"),
    [
        (
            "hold=99&pace=fast",
            [
                "--hold: `99` has no unit. Write `99s` for seconds, `99breaths` or `99reps`.",
                "--pace: `fast` is not a choice. Choose slow, normal or quick.",
            ],
        ),
        ("voice=../secret.txt", ["There is no voice called `../secret.txt`. There is "]),
        ("holt=9s", ["There is no adjustment `holt`. Did you mean `hold`?"]),
    ],
)
def test_mistakes_are_told_on_the_form_that_keeps_what_was_sent(
    site: Site, form: str, mistakes: list[str]
) -> None:
    answer = site.send(f"make=page&{form}")
    assert answer.status == 422
    told = list_mistakes(answer)
    assert [one[: len(other)] for one, other in zip(told, mistakes, strict=True)] == mistakes
    assert ">\n99</textarea>" in answer.text or "hold=99" not in form


def test_what_only_compiling_finds_is_told_as_well(site: Site) -> None:
    order = site.send("make=page&hold=sit%3D4s")
    path = order.headers["location"].removeprefix("../")
    while (answer := site.get(path)).status == 200:
        pass
    assert answer.status == 422
    (told,) = list_mistakes(answer)
    assert told == (
        "own.md:9:9: `--hold sit=4s` is outside what this line allows. "
        "The nearest allowed value is 5s; `--no-limits` lifts the author&#39;s limits."
    )


@pytest.mark.parametrize(
    ("form", "path", "status"),
    [
        ("make=file&kind=.exe", "routines/own", 400),
        ("make=file", "routines/own", 400),
        ("make=file&kind=/../../x.mp3", "routines/own", 400),
        ("&".join(["hold=1s"] * 300), "routines/own", 400),
        ("make=page", "routines/nobody", 404),
        ("make=page", "routines/../own", 404),
        ("make=page", "routines/%2e%2e/secret", 404),
        ("make=page", "orders/own", 405),
    ],
)
def test_what_no_form_sends_is_refused(site: Site, form: str, path: str, status: int) -> None:
    assert site.send(form, path).status == status


def test_a_file_is_downloaded(made: tuple[Site, str]) -> None:
    site, path = made
    answer = site.get(path)
    assert (answer.status, answer.headers["content-type"]) == (200, "audio/mpeg")
    assert answer.headers["content-disposition"] == "attachment; filename*=utf-8''own.mp3"
    assert answer.headers["cache-control"] == "private, no-cache"
    assert len(answer.body) == int(answer.headers["content-length"]) > 10_000
    head = site.get(path, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == answer.headers["content-length"]


def test_a_file_is_asked_for_in_parts_and_again(made: tuple[Site, str]) -> None:
    site, path = made
    whole = site.get(path)
    size, tag = len(whole.body), whole.headers["etag"]
    parts = {"0-9": slice(10), "100-199": slice(100, 200), "-50": slice(-50, None)}
    for asked, part in parts.items():
        answer = site.get(path, ("range", f"bytes={asked}"), ("if-range", tag))
        assert (answer.status, answer.body) == (206, whole.body[part])
        assert answer.headers["content-range"].endswith(f"/{size}")
    assert site.get(path, ("range", "bytes=0-9"), ("if-range", '"old"')).status == 200
    assert site.get(path, ("range", f"bytes={size}-")).status == 416
    assert site.get(path, ("range", "bytes=nonsense")).status in (400, 416)
    many = ",".join(f"{n}-{n + 1}" for n in range(0, 4000, 4))
    assert len(site.get(path, ("range", f"bytes={many}")).body) <= 2 * size
    again = site.get(path, ("if-none-match", tag))
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "tracks/",
        "tracks/{key}",
        "tracks/{key}/",
        "tracks/../secret.txt",
        "tracks/{key}/../../secret.txt",
        "tracks//etc/passwd",
        "tracks/{key}/%2e%2e/%2e%2e/secret.txt",
        "tracks/\x00",
        "tracks/" + "x" * 5000,
        "tracks/link.txt",
        "../secret.txt",
        "secret.txt",
        "orders/nobody",
    ],
)
def test_nothing_else_is_reached(made: tuple[Site, str], path: str) -> None:
    site, track = made
    link = site.folder / "tracks" / "link.txt"
    if not link.exists():
        link.symlink_to(site.folder / "secret.txt")
    assert site.get(path.format(key=track.split("/")[1])).status == 404


def test_a_page_plays_it(made: tuple[Site, str]) -> None:
    site, _ = made
    path = site.make("make=page&hold=sit%3D10s")
    page = site.get(path)
    assert (page.status, page.headers["content-security-policy"]) == (200, "frame-ancestors 'none'")
    assert 'src="track.mp3"' in page.text
    assert site.get(path.replace("index.html", "track.mp3")).status == 200


def test_the_last_tracks_are_kept(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "MOST_KEPT", 1)
    first = site.make("make=file&kind=.vtt")
    assert site.get(first).status == 200
    second = site.make("make=file&kind=.vtt")
    assert [site.get(each).status for each in (first, second)] == [404, 200]


def test_few_wait(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    goes_on = threading.Event()

    def wait(*_: object, **__: object) -> None:
        goes_on.wait(10)
        raise SpeechError("Nobody speaks.")

    monkeypatch.setattr(workshop, "compile_track", wait)
    monkeypatch.setattr(catalogue, "PATIENCE_S", 0.02)
    answers = [site.send("make=page") for _ in range(workshop.MOST_WAITING + 3)]
    assert {each.status for each in answers} == {303, 503}
    assert list_mistakes(answers[-1]) == ["Coach is making other tracks: try again in a minute."]
    path = answers[0].headers["location"].removeprefix("../")
    waiting = site.get(path, ("accept-language", "fr"))
    assert (waiting.status, waiting.headers["refresh"]) == (200, "1")
    assert "La piste se prépare. Cela peut prendre une minute." in waiting.text
    goes_on.set()
    monkeypatch.setattr(catalogue, "PATIENCE_S", 5)
    failed = site.get(path)
    assert (failed.status, list_mistakes(failed)) == (422, ["Nobody speaks."])
