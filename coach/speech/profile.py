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

from coach.diagnostics import Checked, Diagnostic, Source, in_order, suggestion
from coach.languages import primary
from coach.languages.phrases import PHRASE_NAMES
from coach.speech.lexicon import ESPEAK_PHONEMES
from coach.speech.table import Table, read_table

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
_LONGEST_PHRASE = 200
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


def parse_profile(source: Source) -> Checked[Profile | None]:
    """Read a profile; None where there is an error. Any text at all is accepted."""
    table = read_table(
        source,
        'A voice profile has lines such as `voice = "en-us"`; text stands in quotation marks.',
    )
    if isinstance(table, Diagnostic):
        return Checked(None, (table,))
    language = _language(table)
    profile = Profile(
        name=PurePath(source.name).stem,
        about=table.text("about", ""),
        language=language,
        candidates=(_candidate(table), *_fallbacks(table)),
        rate=int(table.number("rate", 160, _RATES, int)),
        pitch=int(table.number("pitch", 50, _PITCHES, int)),
        gain=float(table.number("gain", 0.0, _GAINS, int, float)),
        pause=int(table.number("pause", 600, _PAUSES, int)),
        limit=float(table.number("limit", 20.0, _LIMITS, int, float)),
        lexicon=MappingProxyType(_lexicon(table)),
        phrases=MappingProxyType(_phrases(table, primary(language))),
    )
    table.refuse_unknown("voice profile", _KEYS)
    return Checked(None if table.mistakes else profile, in_order(table.mistakes))


def _language(table: Table) -> str:
    value = table.text("language", "en")
    if value and not _TAG.fullmatch(value):
        table.mistake(
            "bad-language",
            f"`{value[:40]}` is no language.",
            "Write a tag such as `en`, `de` or `en-GB`.",
            "language",
        )
    return value


def _candidate(table: Table) -> Candidate:
    """Read who is to speak."""
    engine = table.choice("engine", "espeak", ENGINES)
    voice = table.text("voice", "" if engine in _HAVE_THEIR_OWN else None)
    return Candidate(engine, voice, _command(table, engine))


def _fallbacks(table: Table) -> list[Candidate]:
    """Read who is to speak where the first cannot."""
    help_ = 'Write a line `[[fallback]]`, and under it lines such as `engine = "system"`.'
    found = []
    for each in table.tables("fallback", _MOST_FALLBACKS, help_):
        found.append(_candidate(each))
        each.refuse_unknown("fallback", _FALLBACK_KEYS)
    return found


def _command(table: Table, engine: str) -> tuple[str, ...]:
    """Read the program to run, which only the engine of that name has."""
    value = table.values.get("command")
    help_ = 'Write a list, as in `command = ["flite", "-o", "{out}"]`.'
    if value is None:
        if engine == "command":
            table.mistake("missing-key", "`command` is missing.", help_, "engine")
    elif engine != "command":
        table.mistake(
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
        table.mistake("wrong-type", "`command` is to be a list of texts.", help_, "command")
    elif len("".join(value)) > _LONGEST_COMMAND or _HIDING.search(" ".join(value)):
        table.mistake(
            "unclear-command",
            "`command` cannot be shown on a few lines.",
            f"Write at most {_LONGEST_COMMAND} characters, without line breaks, tabs or rows of "
            "spaces; a longer program goes into a file of its own.",
            "command",
        )
    else:
        return tuple(value)
    return ()


def _lexicon(table: Table) -> dict[str, str]:
    """Read the respellings."""
    lexicon = table.table(
        "lexicon", 'Write a line `[lexicon]`, and under it lines such as `fascia = "fashia"`.'
    )
    words = {}
    for word, said in lexicon.values.items():
        if not any(map(str.isalpha, word)):
            lexicon.mistake(
                "bad-word",
                f"`{word}` in the lexicon is no word.",
                "A lexicon respells words; numbers and signs are read by rule.",
                word,
            )
        elif not isinstance(said, str) or not any(map(str.isalnum, said)):
            lexicon.mistake(
                "wrong-type",
                f"The respelling of `{word}` is to be a text.",
                'Write it as it sounds, as in `fascia = "fashia"`.',
                word,
            )
        elif "[[" in said and not ESPEAK_PHONEMES.fullmatch(said):
            lexicon.mistake(
                "bad-phonemes",
                f"The phonemes of `{word}` cannot be read.",
                'Write them in double brackets, and nothing else, as in `fascia = "[[f\'aSi@]]"`.',
                word,
            )
        else:
            words[word] = said
    return words


def _phrases(table: Table, own: str) -> dict[str, Mapping[str, str]]:
    """Read the coach's phrases by language; those under no language are in the voice's own."""
    phrases = table.table(
        "phrases", 'Write a line `[phrases]`, and under it lines such as `last_one = "last"`.'
    )
    found: dict[str, dict[str, str]] = {}
    for key, value in phrases.values.items():
        if not isinstance(value, dict):
            _phrase(phrases, key, found.setdefault(own, {}))
        elif not _TAG.fullmatch(key):
            phrases.below(key, "phrases").mistake(
                "bad-language",
                f"`{key[:40]}` is no language.",
                "Write a line such as `[phrases.de]`.",
            )
        else:
            below = phrases.below(key, "phrases")
            for name in below.values:
                _phrase(below, name, found.setdefault(primary(key), {}))
    return {language: MappingProxyType(texts) for language, texts in found.items()}


def _phrase(table: Table, name: str, phrases: dict[str, str]) -> None:
    """Add a phrase, if it is one."""
    text = table.values[name]
    if name not in PHRASE_NAMES:
        table.mistake(
            "unknown-phrase",
            f"The coach has no phrase `{name[:40]}`.",
            suggestion(name, PHRASE_NAMES, f"The phrases are {', '.join(PHRASE_NAMES)}."),
            name,
        )
    elif not isinstance(text, str) or not any(map(str.isalnum, text)):
        table.no_text(name)
    elif len(text) > _LONGEST_PHRASE:
        table.mistake(
            "too-long",
            f"The phrase `{name}` is too long.",
            f"Say it in {_LONGEST_PHRASE} characters.",
            name,
        )
    else:
        phrases[name] = " ".join(text.split())
