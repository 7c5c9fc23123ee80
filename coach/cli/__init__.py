"""The command line: the only place that prints, asks or exits.

Each command is a module; it loads what it needs when it runs, so that help comes at once.
"""

import atexit
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

_SOON_S = 0.01
"""Seconds after which an object that is being thrown away is gone."""


def main() -> None:
    """Run the command line, as the process that it is: what is set here, no command sets."""
    # The cores are shared out by `coach.workers`; numpy's own threads would be in the way. It must
    # be said before numpy is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Modules make many objects that stay. To search them for garbage again and again, and once more
    # at the end, takes a fifth of the processor time of `coach show`. With a threshold much higher
    # than this one, what speaking leaves behind would pile up.
    gc.set_threshold(10_000)
    atexit.register(gc.freeze)
    sys.unraisablehook = _interrupt_again
    _interrupt_on_signals()
    try:
        if sys.argv[1:] == ["today"] and _write_today():
            return
        from coach.cli.commands import app

        app()
    except (MemoryError, ImportError) as error:  # while modules are loaded, too
        sys.stderr.write(f"coach cannot start: {str(error) or 'there is not enough memory'}.\n")
        sys.exit(3)
    except KeyboardInterrupt:  # while modules are loaded; a command ends by itself
        sys.exit(130)


def _write_today() -> bool:
    """Write what is due without loading the commands, which takes longer than all of it.

    Return whether that went well; else the command says what is wrong.
    """
    try:
        from coach.cli.glance import write_today
        from coach.printable import make_printable

        sys.stdout.write(f"{make_printable(write_today())}\n")
        sys.stdout.flush()
    except Exception:  # noqa: BLE001 (the command meets it again)
        return False
    return True


def _interrupt_on_signals() -> None:
    """Turn the signals that ask a process to end into an interrupt.

    Whoever ignores one, as `nohup` does, goes on ignoring it.
    """
    for name in ("SIGTERM", "SIGHUP"):  # Windows has no SIGHUP
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _raise_interrupt)


def _raise_interrupt(_number: int, _frame: "FrameType | None") -> "NoReturn":
    raise KeyboardInterrupt


def _interrupt_again(unraisable: "UnraisableHookArgs") -> None:
    """Interrupt once more where that came while an object was thrown away: Python would go on."""
    if not issubclass(unraisable.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(unraisable)
        return
    from threading import Timer, get_ident

    # Now it would be lost as well. A true signal also wakes what waits for the system.
    if sys.platform == "win32":
        later = Timer(_SOON_S, signal.raise_signal, (signal.SIGINT,))
    else:
        later = Timer(_SOON_S, signal.pthread_kill, (get_ident(), signal.SIGINT))
    later.daemon = True
    with suppress(RuntimeError):  # nothing is left to be interrupted
        later.start()
