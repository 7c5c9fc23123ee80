"""The names of the files of a batch. They come from a table, which may be anybody's."""

import re
import unicodedata

from coach.diagnostics import write_suggestion
from coach.outputs.output_table import OUTPUTS, join_words
from coach.printable import find_unprintable, name_character
from coach.script.quantities import Malformed

MANIFEST_NAME = "coach-batch.jsonl"
"""The file in the folder of a batch that says what is in it."""

_DEFAULT_SUFFIX = ".mp3"

_LONGEST_NAME_BYTES = 200

_FORBIDDEN = re.compile(r'[/\\:*?"<>|]|[\x00-\x1f\x7f]')
"""What parts folders, or what a file system does not allow in a name."""

_DEVICES = re.compile(r"(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])")
"""The names that Windows keeps for devices, whatever their suffix."""


def read_file_name(output: str, format_name: str = "") -> str:
    """Return the name of a track's file. Raises `Malformed` where it cannot be one.

    >>> read_file_name("anna"), read_file_name("anna", "m4b"), read_file_name("dr. b.opus")
    ('anna.mp3', 'anna.m4b', 'dr. b.opus')
    """
    stem, dot, ending = output.rpartition(".")
    suffix = f".{ending.casefold()}" if dot and stem else ""
    asked = f".{format_name.casefold().removeprefix('.')}" if format_name else ""
    if asked and asked not in OUTPUTS:
        formats = tuple(each.removeprefix(".") for each in OUTPUTS)
        raise Malformed(
            "unknown-format",
            f"There is no format `{format_name[:40]}`.",
            write_suggestion(format_name, formats, f"Write {join_words(formats, 'or')}."),
        )
    if suffix in OUTPUTS and asked not in ("", suffix):
        raise Malformed(
            "two-formats",
            f"`{output[:60]}` ends in `{suffix}`, and the format is `{format_name}`.",
            "Leave the suffix out, or the format.",
        )
    name = output if suffix in OUTPUTS else f"{output}{asked or _DEFAULT_SUFFIX}"
    _check_name(output, name)
    return name


def fold_file_name(name: str) -> str:
    """Return what two names have in common that are one file to some file system.

    >>> fold_file_name("Anna.mp3") == fold_file_name("ANNA.MP3")
    True
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def _check_name(output: str, name: str) -> None:
    """Check that a name is that of a file in the folder, on any system."""
    shown = output[:60]
    strange = find_unprintable(output) or next(iter(_FORBIDDEN.findall(output)), None)
    if strange:
        sign = strange if strange.isprintable() else name_character(strange)
        raise Malformed(
            "bad-file-name",
            f"`{shown}` is not a file's name: it has the character `{sign}`.",
            "Write a name of letters and digits, without a folder.",
        )
    if output.startswith(".") or output.endswith((".", " ")) or _is_device(output):
        raise Malformed(
            "bad-file-name",
            f"`{shown}` is not a name for a file on every system.",
            "Write a name of letters and digits.",
        )
    if len(name.encode()) > _LONGEST_NAME_BYTES:
        raise Malformed(
            "bad-file-name",
            f"`{shown}…` is longer than a file's name may be.",
            f"Write at most {_LONGEST_NAME_BYTES} bytes.",
        )


def _is_device(output: str) -> bool:
    return _DEVICES.fullmatch(output.partition(".")[0].strip()) is not None
