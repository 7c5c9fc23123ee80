"""The head of a script: what it says of the routine as a whole."""

from dataclasses import dataclass

from coach.diagnostics import Span
from coach.script.model import Address, Breath, Channel, CountMode, Phase, SideWord, WordsLevel
from coach.timing import SECOND_MS, Ms

_EIGHT_SECONDS = Ms(8 * SECOND_MS)
_TEN_SECOND_BREATH = Breath((Phase("in", Ms(4000)), Phase("out", Ms(6000))))


@dataclass(frozen=True, slots=True)
class LocatedText:
    """A value of the front matter that something further on must find: a voice, a sound set."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Tool:
    """An entry of ``tools``: one tool, or several, any one of them."""

    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProgrammeItem:
    """An entry of ``routines``: a routine by its name or file, and what is turned on for it."""

    name: str
    with_: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class OptionEntry:
    """An entry of ``options``: one that is off by default, or alternatives, the first on."""

    names: tuple[str, ...]
    meaning: str

    @property
    def is_choice(self) -> bool:
        """Whether its names are alternatives: one of them is always on."""
        return len(self.names) > 1


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The head of a script.

    ``lexicon`` pairs words with how they are said, ``options`` are options with what they mean.
    ``sides`` is empty where there are none.
    ``stop`` and ``end`` are the author's own words for when to stop and for the close: empty where
    nothing is said, None where the coach has its own words.
    ``key_spans`` are the keys that are given, with their spans; ``unread`` those that were given in
    a way that could not be read, which leaves open what they say.
    """

    title: str
    routines: tuple[ProgrammeItem, ...] = ()
    about: str = ""
    source: str = ""
    language: str = "en"
    tools: tuple[Tool, ...] = ()
    sides: tuple[SideWord, ...] = ()
    breath: Breath = _TEN_SECOND_BREATH
    settle: Ms = _EIGHT_SECONDS
    switch: Ms = _EIGHT_SECONDS
    count: CountMode = "both"
    words: WordsLevel = "full"
    mute: frozenset[Channel] = frozenset()
    stop: str | None = None
    end: str | None = None
    address: Address = "familiar"
    lexicon: tuple[tuple[str, str], ...] = ()
    options: tuple[OptionEntry, ...] = ()
    avoid: tuple[str, ...] = ()
    often: tuple[str, ...] = ()
    goal: Ms | None = None
    then: str | None = None
    voice: LocatedText | None = None
    sounds: LocatedText | None = None
    key_spans: tuple[tuple[str, Span], ...] = ()
    unread: tuple[str, ...] = ()

    def find_key_span(self, key: str) -> Span:
        """Return the place of a key; the start of the file where it is not given."""
        return dict(self.key_spans).get(key, Span(0, 0))

    @property
    def tool_names(self) -> tuple[str, ...]:
        """Every tool that is named, in order."""
        return tuple(name for tool in self.tools for name in tool.choices)

    @property
    def option_names(self) -> tuple[str, ...]:
        """Every option that is declared, in order."""
        return tuple(name for entry in self.options for name in entry.names)
