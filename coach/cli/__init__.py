"""The command line: the only place that prints, asks or exits.

Each command is a module; it loads what it needs when it runs, so that help comes at once.
"""

import atexit
import ctypes
import gc
import os
import sys
from contextlib import suppress

_ARENA_MAX = -8
"""The number that glibc gives to this parameter (``M_ARENA_MAX`` in its ``malloc.h``)."""


def main() -> None:
    """Run the command line."""
    # The cores are shared out by `coach.workers`; numpy's own threads would be in the way. It must
    # be said before numpy is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Modules make many objects that stay: looking through them for others that do not, again and
    # again and once more at the end, takes a tenth of the time of a short command. Much less often
    # would let pile up what speaking leaves behind.
    gc.set_threshold(10_000)
    atexit.register(gc.freeze)
    _share_heap()
    try:
        from coach.cli.commands import app

        app()
    except KeyboardInterrupt:  # while modules are loaded; a command ends by itself
        sys.exit(130)


def _share_heap() -> None:
    """Have all threads take their memory from one heap.

    By default glibc gives each thread one of its own, which keeps what it once held: together a
    sixth more, and no time is saved. Other C libraries have no such parameter.
    """
    if sys.platform == "linux":
        with suppress(AttributeError):
            ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)
