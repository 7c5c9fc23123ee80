"""Voices that a user adds: their files brought into the folder where coach looks for them."""

import hashlib
import json
import shutil
import socket
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from coach.diagnostics import Findings, render_diagnostic
from coach.files import open_regular, read_json, remove_abandoned, replace_file
from coach.printable import find_unprintable, make_printable
from coach.script.parser import LARGEST_BYTES, decode_source
from coach.speech.profile import Profile, parse_profile

_MODEL = ".onnx"
_CONFIG = ".onnx.json"
_PROFILE = ".toml"

_TIMEOUT_S = 30.0
"""Seconds that the network may keep still."""

_DIGESTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "de_DE-thorsten-medium": (
            "7e64762d8e5118bb578f2eea6207e1a35a8e0c30595010b666f983fc87bb7819",
            "974adee790533adb273a1ac88f49027d2a1b8f0f2cf4905954a4791e79264e85",
        )
    }
)
"""The SHA-256 of the model and of its description, for the voices that coach itself recommends:
those of https://huggingface.co/rhasspy/piper-voices at c10ece1aade47bb51c153c893d14e5bf8e5b7117."""

_EXTRA = "Piper's voices need the package piper-tts: `coach doctor` says how to install it."


class AddError(Exception):
    """A voice cannot be added: one sentence that says why, and what to do."""


def add_voice(asked: str, folder: Path, *, overwrite: bool = False) -> tuple[Profile, ...]:
    """Add a voice to a folder: from a file or a folder, or one of Piper's over the network.

    Raises:
        AddError: if there is none there, if it is not whole, or if one of its name is there already
            and ``overwrite`` is not set.
        OSError: if it cannot be copied.
    """
    path = Path(asked)
    if path.is_dir():
        models, profiles = (sorted(path.glob(f"*{suffix}")) for suffix in (_MODEL, _PROFILE))
        if not models and not profiles:
            raise AddError(f"There is no voice in {path}: neither a {_PROFILE} nor an {_MODEL}.")
        return _install_files(profiles, models, folder, overwrite=overwrite)
    if path.name.endswith(_CONFIG):
        path = path.with_name(path.name.removesuffix(".json"))
    if path.suffix not in (_MODEL, _PROFILE) and not path.exists():
        with _download_model(asked) as model:
            return _install_files([], [model], folder, overwrite=overwrite)
    if not path.is_file():
        raise AddError(f"There is no file {path}.")
    if path.suffix == _PROFILE:
        return _install_files([path], [], folder, overwrite=overwrite)
    if path.suffix == _MODEL:
        return _install_files([], [path], folder, overwrite=overwrite)
    raise AddError(
        f"{path} is not a voice: give a profile ({_PROFILE}) or a Piper model ({_MODEL})."
    )


def _install_files(
    profiles: Sequence[Path], models: Sequence[Path], folder: Path, *, overwrite: bool
) -> tuple[Profile, ...]:
    """Copy profiles and models, when all of them are known to be whole; make profiles for models.

    A model that a profile beside it speaks with needs none of its own.
    """
    for path in (*profiles, *models):
        if find_unprintable(path.name):
            name = make_printable(path.name)
            raise AddError(f"{name} has characters in its name that cannot be printed: rename it.")
    remove_abandoned(folder)
    texts = {path.name: _read_file(path) for path in profiles}
    read = {name: _parse_profile(name, text) for name, text in texts.items()}
    spoken = {each.voice for profile in read.values() for each in profile.candidates}
    for model in models:
        config = _read_config(model)
        if not spoken & {model.name, model.stem}:
            name = f"{model.stem}{_PROFILE}"
            texts[name] = _write_profile(model, config).encode()
            read[name] = _parse_profile(name, texts[name])
    files = [file for model in models for file in (model, _find_config(model))]
    for name in (*texts, *(file.name for file in files)):
        if (folder / name).exists() and not overwrite:
            raise AddError(f"{folder / name} is there already: --force replaces it.")
    for file in files:
        with open_regular(file) as original, replace_file(folder / file.name) as copy:
            shutil.copyfileobj(original, copy)
    for name, data in texts.items():
        with replace_file(folder / name) as fresh:
            fresh.write(data)
    return tuple(read[name] for name in texts)


def _read_file(path: Path) -> bytes:
    with open_regular(path) as file:
        return file.read(LARGEST_BYTES + 1)


def _parse_profile(name: str, data: bytes) -> Profile:
    """Read a profile that has no mistakes."""
    findings = Findings()
    source = findings.take_value(decode_source(name, data))
    profile = None if findings.has_errors() else findings.take_value(parse_profile(source))
    if profile is None:
        raise AddError("\n".join(map(render_diagnostic, findings.diagnostics)))
    return profile


def _find_config(model: Path) -> Path:
    return model.with_name(f"{model.name}.json")


def _read_config(model: Path) -> Mapping[str, Any]:
    """Read what belongs to a model."""
    path = _find_config(model)
    if not path.is_file():
        raise AddError(f"{model} is not whole: the file {path.name} belongs beside it.")
    config = read_json(path)
    if not isinstance(config, dict) or "audio" not in config:
        raise AddError(f"{path} is not a description of a Piper voice: get it anew.")
    return config


def _write_profile(model: Path, config: Mapping[str, Any]) -> str:
    """Write a profile for a model."""
    language = config.get("language")
    code = language.get("code") if isinstance(language, dict) else None
    if not code:
        espeak = config.get("espeak")
        code = espeak.get("voice") if isinstance(espeak, dict) else None
    tag = str(code or "en").replace("_", "-")
    return (
        f"about = {_quote_text(f'Piper: {model.stem}')}\n"
        f"language = {_quote_text(tag)}\n"
        'engine = "piper"\n'
        f"voice = {_quote_text(model.stem)}\n"
        "rate = 150\n"
    )


def _quote_text(text: str) -> str:
    """Write a text as TOML has it, which is JSON but for its pairs of surrogates."""
    return json.dumps(text, ensure_ascii=False)


@contextmanager
def _download_model(name: str) -> Iterator[Path]:
    """Yield the path of a Piper model, fetched by Piper's own downloader."""
    try:
        from piper.download_voices import VOICE_PATTERN, download_voice  # noqa: PLC0415 (an extra)
    except ImportError:
        raise AddError(f"There is no file {name}; as for a name: {_EXTRA}") from None
    if not VOICE_PATTERN.match(name):
        raise AddError(
            f"There is no file {name}, and Piper has no voice of such a name: "
            "they are like `en_US-lessac-medium` (https://rhasspy.github.io/piper-samples)."
        )
    with tempfile.TemporaryDirectory(prefix="coach-") as folder:
        before = socket.getdefaulttimeout()
        socket.setdefaulttimeout(_TIMEOUT_S)
        try:
            download_voice(name, Path(folder))
        except (OSError, ValueError) as error:
            missing = getattr(error, "code", None) == 404
            reason = (
                "Piper has no such voice; https://rhasspy.github.io/piper-samples lists them."
                if missing
                else f"the network does not answer ({error}). Offline, give the {_MODEL} file."
            )
            raise AddError(f"{name} cannot be downloaded: {reason}") from error
        finally:
            socket.setdefaulttimeout(before)
        model = Path(folder, f"{name}{_MODEL}")
        _check_digests(name, model)
        yield model


def _check_digests(name: str, model: Path) -> None:
    """Refuse files that are not those of a voice whose digests are known."""
    files = (model, _find_config(model))
    for path, expected in zip(files, _DIGESTS.get(name, ()), strict=False):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest != expected:
            raise AddError(
                f"{path.name} is not the file that coach knows: its SHA-256 is {digest}, not "
                f"{expected}. Add it from a file if you trust it."
            )
