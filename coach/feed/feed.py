"""An RSS feed with the chapters and transcripts of Podcasting 2.0, and the files it points to.

https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import UUID, uuid5

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem

from coach.feed.episode import (
    AUDIO_TYPES,
    TRANSCRIPT_TYPES,
    Episode,
    UnreadableTrack,
    read_episode,
)
from coach.languages import load_languages
from coach.outputs.target import ExportError, Unsupported, check_target_folder, open_target

FEED_NAME = "feed.xml"
_GENERATOR = "coach"
_MARK = b"<generator>coach</generator>"
_NAMESPACE = "https://podcastindex.org/namespace/1.0"
_GUID_NAMESPACE = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")


def write_feed(folder: Path, base: str, title: str) -> tuple[Episode, ...]:
    """Write the feed of all tracks in a folder, with a file of chapters and a cover for each.

    Args:
        folder: the folder with the tracks.
        base: the address at which the folder will be found.
        title: the name of the feed.

    Returns:
        The episodes, in the order of their files' names.

    Raises:
        ExportError: if a file cannot be read or written.
    """
    base = _check_base(base)
    check_target_folder(folder, overwrite=True)
    if not folder.is_dir():
        raise ExportError(f"{folder} does not exist. Export some tracks to it first.")
    episodes = _read_episodes(folder)
    target = folder / FEED_NAME
    if target.exists() and _MARK not in target.read_bytes():
        raise ExportError(f"{target} is not a feed by coach. Move it away.")
    generator = _make_generator(base, title, episodes)
    for episode in episodes:
        _add_entry(generator, episode, base)
        _write_file(_name_chapters(episode), _write_chapters(episode).encode())
        if episode.cover:
            _write_file(_name_cover(episode), episode.cover)
    _write_file(target, generator.rss_str(pretty=True))
    return episodes


def _check_base(base: str) -> str:
    parts = urlsplit(base)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise Unsupported(
            f"`{base}` is not the address of a folder. Write it as https://example.org/routines/."
        )
    return base if base.endswith("/") else f"{base}/"


def _read_episodes(folder: Path) -> tuple[Episode, ...]:
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in AUDIO_TYPES)
    if not paths:
        raise ExportError(f"{folder} has no tracks. Export some to it, as .mp3 for example.")
    try:
        return tuple(map(read_episode, paths))
    except UnreadableTrack as error:
        raise ExportError(str(error)) from error


def _make_generator(base: str, title: str, episodes: Sequence[Episode]) -> FeedGenerator:
    generator = FeedGenerator()
    generator.load_extension("podcast")
    generator.register_extension("podcast20", _PodcastFeed, _PodcastEntry)
    generator.podcast20.take_address(base + FEED_NAME)
    generator.generator(_GENERATOR)
    generator.title(title)
    generator.link(href=base + FEED_NAME, rel="self")
    generator.link(href=base, rel="alternate")  # the last one is the channel's own
    generator.description(title)
    generator.lastBuildDate(max(episode.published for episode in episodes))
    generator.podcast.itunes_explicit("no")
    generator.podcast.itunes_block(True)  # noqa: FBT003 - feedgen's signature
    language = next((code for each in episodes if (code := _find_language(each))), "")
    if language:
        generator.language(language)
    cover = next((each for each in episodes if each.cover), None)
    if cover:
        generator.podcast.itunes_image(base + quote(_name_cover(cover).name))
    return generator


def _find_language(episode: Episode) -> str:
    """Return the two letters of an episode's language; nothing where it is not known."""
    codes = {language.iso_639_2: language.code for language in load_languages()}
    return codes.get(episode.language, "")


def _add_entry(generator: FeedGenerator, episode: Episode, base: str) -> None:
    entry = generator.add_entry(order="append")
    address = base + quote(episode.path.name)
    entry.id(address)
    entry.guid(address, permalink=True)
    entry.title(episode.title)
    entry.description(", ".join(chapter.title for chapter in episode.chapters) or episode.title)
    entry.published(episode.published)
    entry.enclosure(address, str(episode.size), AUDIO_TYPES[episode.path.suffix.lower()])
    entry.podcast.itunes_duration(round(episode.seconds))
    if episode.cover:
        entry.podcast.itunes_image(base + quote(_name_cover(episode).name))
    entry.podcast20.take_files(episode, base)


def _name_chapters(episode: Episode) -> Path:
    return episode.path.with_name(f"{episode.path.name}.chapters.json")


def _name_cover(episode: Episode) -> Path:
    return episode.path.with_name(f"{episode.path.name}.cover.png")


def _write_chapters(episode: Episode) -> str:
    """Write the chapters of an episode in the form of Podcasting 2.0."""
    chapters = [
        {"startTime": round(chapter.start, 3), "title": chapter.title}
        for chapter in episode.chapters
    ]
    return json.dumps({"version": "1.2.0", "chapters": chapters}, ensure_ascii=False, indent=1)


def _write_file(path: Path, data: bytes) -> None:
    with open_target(path, overwrite=True) as file:
        file.write(data)


def _make_guid(address: str) -> str:
    """Return what a feed is known by, wherever it moves, from its first address.

    >>> _make_guid("https://podnews.net/rss")
    '9b024349-ccf0-5f69-a609-6b82873eab3c'
    """
    return str(uuid5(_GUID_NAMESPACE, address.partition("://")[2].rstrip("/")))


class _PodcastFeed(BaseExtension):  # type: ignore[misc] # feedgen has no types
    """Names the namespace of Podcasting 2.0, and states what the feed is known by."""

    def __init__(self) -> None:
        self._guid = ""

    def take_address(self, address: str) -> None:
        """Take the address of the feed."""
        self._guid = _make_guid(address)

    def extend_ns(self) -> dict[str, str]:
        return {"podcast": _NAMESPACE}

    def extend_rss(self, feed: Any) -> Any:  # noqa: ANN401 - an element of lxml
        xml_elem(f"{{{_NAMESPACE}}}guid", feed[0]).text = self._guid
        return feed


class _PodcastEntry(BaseEntryExtension):  # type: ignore[misc] # as above
    """Points to the chapters and the transcripts of an episode."""

    def __init__(self) -> None:
        self._elements: list[tuple[str, dict[str, str]]] = []

    def take_files(self, episode: Episode, base: str) -> None:
        """Take the files of an episode."""
        chapters = base + quote(_name_chapters(episode).name)
        self._elements = [("chapters", {"url": chapters, "type": "application/json+chapters"})]
        self._elements += list(_list_transcripts(episode, base))

    def extend_rss(self, entry: Any) -> Any:  # noqa: ANN401 - an element of lxml
        for name, attributes in self._elements:
            element = xml_elem(f"{{{_NAMESPACE}}}{name}", entry)
            for key, value in attributes.items():
                element.set(key, value)
        return entry


def _list_transcripts(episode: Episode, base: str) -> Iterable[tuple[str, dict[str, str]]]:
    for path in episode.transcripts:
        type_ = TRANSCRIPT_TYPES[path.suffix]
        yield "transcript", {"url": base + quote(path.name), "type": type_, "rel": "captions"}
