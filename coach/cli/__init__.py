"""The command line: the only place that prints, asks or exits.

Each command is a module; it loads what it needs when it runs, so that help comes at once.
"""

import atexit
import ctypes
import gc
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs
    from types import FrameType
    from typing import NoReturn

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""The numbers that glibc gives to these parameters (``M_…`` in its ``malloc.h``)."""

_KEPT = 32 << 20
"""Bytes of a heap that may lie free before they go back to the system: it would have to clear them
each time it gives them again."""

_SOON = 0.01
"""Seconds after which an object that is being thrown away is gone."""


def main() -> None:
    """Run the command line, as the process that it is: what is set here, no command sets."""
    # The cores are shared out by `coach.workers`; numpy's own threads would be in the way. It must
    # be said before numpy is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Modules make many objects that stay: looking through them for others that do not, again and
    # again and once more at the end, takes a tenth of the time of a short command. Much less often
    # would let pile up what speaking leaves behind.
    gc.set_threshold(10_000)
    atexit.register(gc.freeze)
    _share_heap()
    sys.unraisablehook = _interrupt_again
    _interrupt_on_signals()
    try:
        from coach.cli.commands import app

        app()
    except KeyboardInterrupt:  # while modules are loaded; a command ends by itself
        sys.exit(130)


def _share_heap() -> None:
    """Have all threads take their memory from one heap, and large blocks, too.

    By default glibc gives each thread one of its own, which keeps what it once held: together a
    sixth more, and no time is saved. Other C libraries have no such parameters.
    """
    if sys.platform == "linux":
        with suppress(AttributeError):
            mallopt = ctypes.CDLL(None).mallopt
            mallopt(_ARENA_MAX, 1)
            mallopt(_MMAP_THRESHOLD, _KEPT)
            mallopt(_TRIM_THRESHOLD, _KEPT)


def _interrupt_on_signals() -> None:
    """Turn the signals that ask a process to end into an interrupt.

    Whoever ignores one, as `nohup` does, goes on ignoring it.
    """
    for name in ("SIGTERM", "SIGHUP"):  # Windows has no SIGHUP
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _interrupt)


def _interrupt(_number: int, _frame: "FrameType | None") -> "NoReturn":
    raise KeyboardInterrupt


def _interrupt_again(unraisable: "UnraisableHookArgs") -> None:
    """Interrupt once more where that came while an object was thrown away: Python would go on."""
    if not issubclass(unraisable.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(unraisable)
        return
    from threading import Timer, get_ident

    # Now it would be lost as well. A true signal also wakes what waits for the system.
    if sys.platform == "win32":
        later = Timer(_SOON, signal.raise_signal, (signal.SIGINT,))
    else:
        later = Timer(_SOON, signal.pthread_kill, (get_ident(), signal.SIGINT))
    later.daemon = True
    with suppress(RuntimeError):  # nothing is left to be interrupted
        later.start()
