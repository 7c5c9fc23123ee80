"""A progress bar on a terminal, and nothing at all elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Task


@contextmanager
def show_progress(counted: str = "") -> Iterator[Callable[[str, int, int], None]]:
    """Yield a callback of what is done, how much of it, and of how much.

    Where it is ``counted`` in something, such as tracks, the number and the rate are shown, too.
    """
    if not (sys.stderr and sys.stderr.isatty()):
        yield lambda _what, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    class RateColumn(ProgressColumn):
        """How many are done in a minute."""

        def render(self, task: "Task") -> str:
            return f"{task.speed * 60:.0f} {counted}/min" if task.speed else ""

    more = (MofNCompleteColumn(), RateColumn()) if counted else ()
    columns = (TextColumn("{task.description:<10}"), BarColumn(), *more, TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def update_bar(what: str, done: int, total: int) -> None:
            if bar.tasks[0].description != what:  # its rate is another one
                bar.reset(task, description=what)
            bar.update(task, completed=done, total=total)

        yield update_bar
