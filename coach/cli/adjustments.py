"""The adjustments as options of a command, made from `coach.score.adjustments`."""

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from coach.cli.completion import make_completer

PANEL = "Adjustments"

_AS_WRITTEN = "as_written"
"""The option that leaves out what is tuned."""

TypedOptions = dict[str, Any]
"""Adjustments as they were typed, by name; only those that were."""


class AdjustableCommand(TyperCommand):
    """A command with the adjustments among its options.

    They are made when it is run or explained, so that the list of commands comes at once.
    """

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 (typer hides its types)
        """Return the command's own parameters and the adjustments."""
        return [*super().get_params(ctx), *_make_options()]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 (as above)
        """Read the arguments; the adjustments among them are kept together."""
        rest: list[str] = super().parse_args(ctx, args)
        typed = {each.name: ctx.params.pop(each.name, None) for each in _make_options()}
        ctx.meta[_AS_WRITTEN] = typed.pop(_AS_WRITTEN, False)
        ctx.obj = {name: value for name, value in typed.items() if value}
        return rest


def pass_tuned_adjustments(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command the adjustments that are typed and tuned for its routines, as ``typed``."""
    return _bind_typed(command, _add_tuned)


def pass_typed_adjustments(command: Callable[..., None]) -> Callable[..., None]:
    """Pass a command the adjustments that were typed, as ``typed``."""
    return _bind_typed(command, lambda context, _: context.obj)


def _add_tuned(context: typer.Context, values: Mapping[str, Any]) -> TypedOptions:
    from coach.cli.tuned import apply_tuning

    routines = values.get("routines") or [*filter(None, [values.get("routine")])]
    typed: TypedOptions = context.obj
    return apply_tuning(routines, typed) if routines and not context.meta[_AS_WRITTEN] else typed


def _bind_typed(
    command: Callable[..., None],
    find_typed: Callable[[typer.Context, Mapping[str, Any]], TypedOptions],
) -> Callable[..., None]:
    """Return a command the adjustments that are found for its other arguments, as ``typed``."""
    own = [p for p in inspect.signature(command).parameters.values() if p.name != "typed"]
    context = inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)

    @functools.wraps(command)
    def run(context: typer.Context, **values: object) -> None:
        command(**values, typed=find_typed(context, values))

    run.__signature__ = inspect.Signature([*own, context])  # type: ignore[attr-defined] # typer reads it
    run.__annotations__ = {p.name: p.annotation for p in (*own, context)}
    return run


@functools.cache
def _make_options() -> tuple[Any, ...]:
    """Make the options: those of a command that has nothing else."""
    from coach.score.adjustments import ADJUSTMENTS

    parameters: list[inspect.Parameter] = []
    for name, each in ADJUSTMENTS.items():
        option = typer.Option(
            each.option,
            help=f"{each.help} Repeatable." if each.collect else each.help,
            metavar=each.metavar or None,
            rich_help_panel=PANEL,
            show_default=False,
            autocompletion=make_completer(each) if each.completes else None,
        )
        kind: Any = bool
        if each.metavar:
            kind = list[str] | None if each.collect else str | None
        annotated: Any = Annotated[kind, option]
        default = None if each.metavar else False
        parameters.append(
            inspect.Parameter(
                name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotated
            )
        )

    without = typer.Option(
        "--as-written",
        help="Leave out what `coach tune` keeps, for once.",
        rich_help_panel=PANEL,
        show_default=False,
    )
    parameters.append(
        inspect.Parameter(
            _AS_WRITTEN,
            inspect.Parameter.KEYWORD_ONLY,
            default=False,
            annotation=Annotated[bool, without],
        )
    )

    def declare_parameters(**_: object) -> None:
        """Do nothing: its parameters are what is wanted."""

    declare_parameters.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined] # typer reads it
    declare_parameters.__annotations__ = {p.name: p.annotation for p in parameters}
    app = typer.Typer(add_completion=False)
    app.command()(declare_parameters)
    return tuple(typer.main.get_command(app).params)
