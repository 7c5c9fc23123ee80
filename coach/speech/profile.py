"""Voice profiles: a small TOML file that says who speaks, and how.

    about = "Slow and low, for stretching."
    language = "en"
    engine = "espeak"
    voice = "en-us"
    rate = 150
    pitch = 40
    gain = -1.5
    pause = 600

    [[fallback]]
    engine = "command"
    command = ["flite", "-o", "{out}"]

    [lexicon]
    vastus = "vass-tus"
    fascia = "[[f'aSi@]]"
    psoas = "/sOəs/"

    [phrases]
    well_done = "Lovely. That was it."

    [phrases.de]
    well_done = "Schön gemacht."

Only `voice` is required, and not even that of engines that have a voice of their own. A profile is
called by the name of its file.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from types import MappingProxyType

from coach.diagnostics import Checked, Diagnostic, SourceText, sort_diagnostics, write_suggestion
from coach.languages import find_primary_subtag
from coach.languages.phrases import PHRASE_NAMES
from coach.speech.lexicon import ESPEAK_PHONEMES
from coach.speech.toml_table import Table, read_table

ENGINES = ("hibari", "pico", "kokoro", "espeak", "system", "piper", "command", "recorded")
"""The engines a profile can name."""

_KEYS = (
    "about",
    "language",
    "engine",
    "voice",
    "command",
    "limit",
    "rate",
    "pitch",
    "gain",
    "pause",
    "fallback",
    "lexicon",
    "phrases",
)
_FALLBACK_KEYS = ("engine", "voice", "command")

_HAVE_THEIR_OWN = ("system", "command")
"""The engines that speak without being told a voice."""

_MOST_FALLBACKS = 8
_LONGEST_PHRASE_CHARS = 200
"""Characters."""

_LONGEST_COMMAND = 1000
"""Characters: it is shown whole before it is allowed."""

_HIDING = re.compile(r"[\t\r\n\v\f]|\s{4}")
"""What can move a part of a command out of sight."""

_RATES = (80, 260)
"""Words a minute: espeak's least, and about as fast as an instruction can be followed."""

_PITCHES = (0, 99)
_GAINS = (-24, 12)
_PAUSES = (0, 3000)
_LIMITS = (1, 600)

ESPEAK_VOICE = re.compile(r"\w[\w() -]*(/\w[\w() -]*)*(\+[\w .-]+)?")
"""A voice of espeak-ng, with a variant after a ``+``: nothing that leads out of espeak's folder,
where it would take any file for a voice."""

_TAG = re.compile(r"[a-zA-Z]{2,3}([-_][a-zA-Z0-9]{1,8})*")
"""A language tag, as far as it matters here (RFC 5646)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way for a profile to speak.

    Attributes:
        engine: the name of a speech engine, one of `ENGINES`.
        voice: the engine's own name for the voice; empty for the engine's own.
        command: for the engine ``command``, the program and its arguments.
        tacit: whether nobody asked for it by name, so that its failing is nothing to be told.
    """

    engine: str
    voice: str = ""
    command: tuple[str, ...] = ()
    tacit: bool = False

    def __str__(self) -> str:
        return " ".join(filter(None, (self.engine, self.voice, *self.command[:1])))


@dataclass(frozen=True, slots=True)
class Profile:
    """Who speaks, and how.

    Attributes:
        name: what the profile is called: the name of its file without the suffix.
        about: what it is for, one sentence for a list of voices; may be empty.
        language: the language tag of the texts it can speak, such as ``en``.
        candidates: who is to speak, in order: the first that works does.
        rate: words a minute.
        pitch: from 0 (low) to 99 (high), 50 being the voice's own.
        gain: decibels to add to the level at which all voices speak.
        pause: milliseconds between two sentences.
        limit: seconds that an engine may take for a sentence.
        lexicon: respellings beside those every voice has, or phonemes: ``[[…]]`` for espeak,
            ``/…/`` for hibari.
        spellings: how words of the scripts are said, by their authors; before anything else is
            read in a text.
        phrases: what the coach says in its own words, by language and by name.
        folders: where models that are named without a path are looked for.
        trusted: whether it came with coach, and its commands with it.
    """

    name: str
    about: str = ""
    language: str = "en"
    candidates: tuple[Candidate, ...] = (Candidate("espeak", "en-us"),)
    rate: int = 160
    pitch: int = 50
    gain: float = 0.0
    pause: int = 600
    limit: float = 20.0
    lexicon: Mapping[str, str] = field(default_factory=dict, hash=False)
    spellings: Mapping[str, str] = field(default_factory=dict, hash=False)
    phrases: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    folders: tuple[Path, ...] = ()
    trusted: bool = False

    @property
    def home(self) -> Path:
        """The folder of its file, in full: its programs run there."""
        return (self.folders[0] if self.folders else Path()).resolve()

    @property
    def commands(self) -> tuple[tuple[str, ...], ...]:
        """The programs it would run, each with its arguments."""
        return tuple(each.command for each in self.candidates if each.command)


def parse_profile(source: SourceText) -> Checked[Profile | None]:
    """Read a profile; None where there is an error. Any text at all is accepted."""
    table = read_table(
        source,
        'A voice profile has lines such as `voice = "en-us"`; text stands in quotation marks.',
    )
    if isinstance(table, Diagnostic):
        return Checked(None, (table,))
    language = _read_language(table)
    profile = Profile(
        name=PurePath(source.name).stem,
        about=table.read_text("about", ""),
        language=language,
        candidates=(_read_candidate(table), *_read_fallbacks(table)),
        rate=int(table.read_number("rate", 160, _RATES, int)),
        pitch=int(table.read_number("pitch", 50, _PITCHES, int)),
        gain=float(table.read_number("gain", 0.0, _GAINS, int, float)),
        pause=int(table.read_number("pause", 600, _PAUSES, int)),
        limit=float(table.read_number("limit", 20.0, _LIMITS, int, float)),
        lexicon=MappingProxyType(_read_lexicon(table)),
        phrases=MappingProxyType(_read_phrases(table, find_primary_subtag(language))),
    )
    table.refuse_unknown("voice profile", _KEYS)
    return Checked(None if table.mistakes else profile, sort_diagnostics(table.mistakes))


def _read_language(table: Table) -> str:
    value = table.read_text("language", "en")
    if value and not _TAG.fullmatch(value):
        table.add_mistake(
            "bad-language",
            f"`{value[:40]}` is not a language.",
            "Write a tag such as `en`, `de` or `en-GB`.",
            "language",
        )
    return value


def _read_candidate(table: Table) -> Candidate:
    """Read who is to speak."""
    engine = table.read_choice("engine", "espeak", ENGINES)
    voice = table.read_text("voice", "" if engine in _HAVE_THEIR_OWN else None)
    if engine == "espeak" and voice and not ESPEAK_VOICE.fullmatch(voice):
        table.add_mistake(
            "bad-voice",
            f"`{voice[:40]}` is not the name of a voice of espeak.",
            "Write a name such as `en-us`, or `en-us+f2` with a variant.",
            "voice",
        )
    return Candidate(engine, voice, _read_command(table, engine))


def _read_fallbacks(table: Table) -> list[Candidate]:
    """Read who is to speak where the first cannot."""
    help_text = 'Write a line `[[fallback]]`, and under it lines such as `engine = "system"`.'
    fallbacks = []
    for each in table.read_children("fallback", _MOST_FALLBACKS, help_text):
        fallbacks.append(_read_candidate(each))
        each.refuse_unknown("fallback", _FALLBACK_KEYS)
    return fallbacks


def _read_command(table: Table, engine: str) -> tuple[str, ...]:
    """Read the program to run, which only the engine of that name has."""
    value = table.values.get("command")
    help_text = 'Write a list, as in `command = ["flite", "-o", "{out}"]`.'
    if value is None:
        if engine == "command":
            table.add_mistake("missing-key", "`command` is missing.", help_text, "engine")
    elif engine != "command":
        table.add_mistake(
            "misplaced-key",
            f"The engine `{engine}` runs no command.",
            'Write `engine = "command"`, or leave `command` out.',
            "command",
        )
    elif (
        not isinstance(value, list)
        or not all(isinstance(word, str) and "\0" not in word for word in value)
        or not (value and value[0].strip())
    ):
        table.add_mistake("wrong-type", "`command` must be a list of texts.", help_text, "command")
    elif len("".join(value)) > _LONGEST_COMMAND or _HIDING.search(" ".join(value)):
        table.add_mistake(
            "unclear-command",
            "`command` cannot be shown on a few lines.",
            f"Write at most {_LONGEST_COMMAND} characters, without line breaks, tabs or rows of "
            "spaces; a longer program goes into a file of its own.",
            "command",
        )
    else:
        return tuple(value)
    return ()


def _read_lexicon(table: Table) -> dict[str, str]:
    """Read the respellings."""
    lexicon = table.read_child(
        "lexicon", 'Write a line `[lexicon]`, and under it lines such as `fascia = "fashia"`.'
    )
    words = {}
    for word, said in lexicon.values.items():
        if not any(map(str.isalpha, word)):
            lexicon.add_mistake(
                "bad-word",
                f"`{word}` in the lexicon is not a word.",
                "A lexicon respells words; numbers and signs are read by rule.",
                word,
            )
        elif not isinstance(said, str) or not any(map(str.isalnum, said)):
            lexicon.add_mistake(
                "wrong-type",
                f"The respelling of `{word}` must be a text.",
                'Write it as it sounds, as in `fascia = "fashia"`.',
                word,
            )
        elif "[[" in said and not ESPEAK_PHONEMES.fullmatch(said):
            lexicon.add_mistake(
                "bad-phonemes",
                f"The phonemes of `{word}` cannot be read.",
                'Write them in double brackets, and nothing else, as in `fascia = "[[f\'aSi@]]"`.',
                word,
            )
        else:
            words[word] = said
    return words


def _read_phrases(table: Table, own: str) -> dict[str, Mapping[str, str]]:
    """Read the coach's phrases by language; those under no language are in the voice's own."""
    phrases = table.read_child(
        "phrases", 'Write a line `[phrases]`, and under it lines such as `last_one = "last"`.'
    )
    phrases_read: dict[str, dict[str, str]] = {}
    for key, value in phrases.values.items():
        if not isinstance(value, dict):
            _read_phrase(phrases, key, phrases_read.setdefault(own, {}))
        elif not _TAG.fullmatch(key):
            phrases.read_table_below(key, "phrases").add_mistake(
                "bad-language",
                f"`{key[:40]}` is not a language.",
                "Write a line such as `[phrases.de]`.",
            )
        else:
            below = phrases.read_table_below(key, "phrases")
            for name in below.values:
                _read_phrase(below, name, phrases_read.setdefault(find_primary_subtag(key), {}))
    return {language: MappingProxyType(texts) for language, texts in phrases_read.items()}


def _read_phrase(table: Table, name: str, phrases: dict[str, str]) -> None:
    """Add a phrase, if it is one."""
    text = table.values[name]
    if name not in PHRASE_NAMES:
        table.add_mistake(
            "unknown-phrase",
            f"The coach has no phrase `{name[:40]}`.",
            write_suggestion(name, PHRASE_NAMES, f"The phrases are {', '.join(PHRASE_NAMES)}."),
            name,
        )
    elif not isinstance(text, str) or not any(map(str.isalnum, text)):
        table.refuse_non_text(name)
    elif len(text) > _LONGEST_PHRASE_CHARS:
        table.add_mistake(
            "too-long",
            f"The phrase `{name}` is too long.",
            f"Say it in {_LONGEST_PHRASE_CHARS} characters.",
            name,
        )
    else:
        phrases[name] = " ".join(text.split())
