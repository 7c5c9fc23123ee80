"""A page as a web app: a folder for any HTTPS web space, which browsers install and keep offline.

https://www.w3.org/TR/appmanifest/ and https://www.w3.org/TR/service-workers/
"""

import hashlib
import json
from pathlib import Path

from coach.outputs.audio.recording import Recording
from coach.outputs.content import TrackContent
from coach.outputs.target import (
    ExportError,
    check_target_folder,
    open_part,
    open_target_folder,
)

_PAGE, _TRACK, _COVER, _MANIFEST, _WORKER = _FILES = (
    "index.html",
    "track.mp3",
    "cover.png",
    "manifest.webmanifest",
    "worker.js",
)

_MARK = "A routine by coach"
"""The description of every manifest, by which an earlier export is known."""

_COVER_PIXELS = 1000
"""The pixels of a cover along each side."""


def check_app(folder: Path, *, overwrite: bool) -> None:
    """Check, before any of the work is done, that a web app can be written.

    Raises:
        ExportError: as for `check_target_folder`, or if the folder holds anything but an earlier
            web app.
    """
    check_target_folder(folder, overwrite=overwrite)
    try:
        names = {each.name for each in folder.iterdir()} if folder.exists() else set()
        others = sorted(names - set(_FILES)) or ([] if _is_app(folder) else sorted(names))
    except OSError as error:
        raise ExportError(f"{folder} is not replaced: coach cannot read what is in it.") from error
    if others:
        raise ExportError(
            f"{folder} is not replaced: {others[0]} in it is not a part of a web app. "
            "Give -o another name, or move it away."
        )


def write_app(folder: Path, content: TrackContent, *, overwrite: bool) -> None:
    """Write a track as a web app, whole or not at all.

    Raises:
        ExportError: if a file cannot be written.
    """
    from coach.outputs.audio.mp3.writer import write_mp3  # noqa: PLC0415 - loads LAME
    from coach.outputs.page.page import read_own_file, render_app_page  # noqa: PLC0415 - loads Jinja

    check_app(folder, overwrite=overwrite)
    page = render_app_page(content).encode()
    manifest = _write_manifest(content).encode()
    digest = hashlib.sha256(page + manifest)
    with open_target_folder(folder, overwrite=overwrite) as made:
        with open_part(made / _TRACK, about=folder / _TRACK) as file:
            recording = content.recording
            assert isinstance(recording, Recording)  # noqa: S101 - a page has sound
            write_mp3(file, recording, content.encoding, content.label)
        with (made / _TRACK).open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
        worker = read_own_file("worker.js").replace("DIGEST", digest.hexdigest())
        files = {
            _PAGE: page,
            _COVER: content.label.cover or b"",
            _MANIFEST: manifest,
            _WORKER: worker.encode(),
        }
        for name, data in files.items():
            with open_part(made / name, about=folder / name) as file:
                file.write(data)


def _is_app(folder: Path) -> bool:
    """Return whether a folder is empty, or holds an earlier web app."""
    manifest = folder / _MANIFEST
    return manifest.is_file() and _MARK in manifest.read_text("utf-8", errors="replace")


def _write_manifest(content: TrackContent) -> str:
    """Describe the web app for the systems that install it."""
    size = f"{_COVER_PIXELS}x{_COVER_PIXELS}"
    manifest = {
        "name": content.label.title,
        "short_name": content.label.title,
        "description": _MARK,
        "lang": content.label.language,
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": "#14171a",
        "theme_color": "#1f6f5c",
        "icons": [{"src": _COVER, "sizes": size, "type": "image/png", "purpose": "any"}],
    }
    return json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
