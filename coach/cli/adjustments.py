"""The adjustments that `show`, `export` and all that plays a routine have in common."""

import functools
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from coach.diagnostics import Checked

if TYPE_CHECKING:
    from coach.app import Request

PANEL = "Adjustments"


def _option(*names: str, help_: str, metavar: str | None = None) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(
        *names, help=help_, metavar=metavar, rich_help_panel=PANEL, show_default=False
    )
    return option


@dataclass(frozen=True, slots=True)
class Adjustments:
    """The adjustments as they were typed."""

    hold: Annotated[
        list[str],
        _option(
            "--hold",
            metavar="[NAME=]LENGTH",
            help_="How long to hold: 45s for every hold, tender=45s, tender=5breaths, "
            "'inner calf=1min', 'inner calf/tender=45s'. Repeatable.",
        ),
    ] = field(default_factory=list)
    breath: Annotated[
        str | None, _option("--breath", metavar="PATTERN", help_="Breathe in-out, such as 4-6.")
    ] = None
    reps: Annotated[str | None, _option("--reps", metavar="N", help_="How many repetitions.")] = (
        None
    )
    tempo: Annotated[
        str | None, _option("--tempo", metavar="TEMPO", help_="Lower-pause-lift-pause: 3-0-1-0.")
    ] = None
    spots: Annotated[
        str | None, _option("--spots", metavar="N", help_="How many tender spots.")
    ] = None
    tight: Annotated[
        str | None, _option("--tight", metavar="SIDE", help_="Your tighter side: right or left.")
    ] = None
    with_: Annotated[
        list[str],
        _option("--with", metavar="OPTION", help_="Turn an option on, or name a tool. Repeatable."),
    ] = field(default_factory=list)
    side: Annotated[
        str | None, _option("--side", metavar="SIDE", help_="Do only this side: right or left.")
    ] = None
    only: Annotated[
        list[str], _option("--only", metavar="PART", help_="Do only this part. Repeatable.")
    ] = field(default_factory=list)
    from_: Annotated[
        str | None, _option("--from", metavar="PART", help_="Start with this part.")
    ] = None
    until: Annotated[
        str | None, _option("--until", metavar="PART", help_="End with this part.")
    ] = None
    settle: Annotated[
        str | None,
        _option("--settle", metavar="TIME", help_="Time to get into position, such as 12s."),
    ] = None
    switch: Annotated[
        str | None, _option("--switch", metavar="TIME", help_="Time to change sides, such as 12s.")
    ] = None
    pace: Annotated[
        str | None,
        _option("--pace", metavar="PACE", help_="The gaps between things: slow, normal, quick."),
    ] = None
    count: Annotated[
        str | None, _option("--count", metavar="WHICH", help_="Count in and out: both, in, none.")
    ] = None
    mute: Annotated[
        list[str],
        _option(
            "--mute", metavar="WHAT", help_="Leave out breath, words, counts, tones or lengths."
        ),
    ] = field(default_factory=list)
    level: Annotated[
        list[str],
        _option(
            "--level",
            metavar="WHAT=DB",
            help_="Louder or softer, in dB: voice, breath, counts, tones or background: breath=-6.",
        ),
    ] = field(default_factory=list)
    voice: Annotated[
        str | None, _option("--voice", metavar="NAME", help_="Who speaks: see coach voices.")
    ] = None
    sounds: Annotated[
        str | None, _option("--sounds", metavar="NAME", help_="Which sounds: gentle or clear.")
    ] = None
    no_limits: Annotated[
        bool, _option("--no-limits", help_="Allow lengths outside what the author allows.")
    ] = False

    @classmethod
    def among(cls, values: Mapping[str, Any]) -> "Adjustments":
        """Take the adjustments out of values by name; what is no adjustment is left out."""
        return cls(**{f.name: values[f.name] for f in fields(cls) if f.name in values})

    @classmethod
    def kept(cls, values: Mapping[str, Any]) -> "Adjustments | None":
        """Take adjustments as they were kept by name; None where one is nothing that was typed."""
        adjustments = cls.among(values)
        fit = all(_is_like(item, getattr(adjustments, item.name)) for item in fields(cls))
        return adjustments if fit else None

    def written(self) -> list[str]:
        """Give the adjustments as words of a command line."""
        words: list[str] = []
        for item in fields(self):
            option = f"--{item.name.rstrip('_').replace('_', '-')}"
            match getattr(self, item.name):
                case None | False:
                    pass
                case True:
                    words.append(option)
                case list(values):
                    words += [word for value in values for word in (option, value)]
                case value:
                    words += [option, value]
        return words

    def request(self, routines: Sequence[str]) -> "Checked[Request]":
        """Make the request for routines, or say which adjustments cannot be read."""
        from coach.app import Request
        from coach.score.settings import Given, read_settings

        given = {item.name: getattr(self, item.name) for item in fields(Given)}
        lists = {name: tuple(value) for name, value in given.items() if isinstance(value, list)}
        settings = read_settings(Given(**given | lists))
        request = Request(tuple(routines), settings.value, self.voice, self.sounds)
        return Checked(request, settings.diagnostics)


def _is_like(item: Field[Any], value: object) -> bool:
    """Tell whether a value is one that an adjustment can have: what it is by default tells it."""
    if item.default is MISSING:
        return isinstance(value, list) and all(isinstance(word, str) for word in value)
    if item.default is None:
        return value is None or isinstance(value, str)
    return isinstance(value, bool)


def adjustable(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command every adjustment as an option; it gets them together, as ``adjust``."""
    own = [p for p in inspect.signature(command).parameters.values() if p.name != "adjust"]
    hints = get_type_hints(Adjustments, include_extras=True)
    shared = [
        inspect.Parameter(
            item.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=[] if item.default is MISSING else item.default,
            annotation=hints[item.name],
        )
        for item in fields(Adjustments)
    ]

    @functools.wraps(command)
    def run(**values: object) -> None:
        names = {item.name for item in fields(Adjustments)}
        rest = {name: value for name, value in values.items() if name not in names}
        command(**rest, adjust=Adjustments.among(values))

    run.__signature__ = inspect.Signature([*own, *shared])  # type: ignore[attr-defined] # what typer reads
    run.__annotations__ = {p.name: p.annotation for p in (*own, *shared)}
    return run
