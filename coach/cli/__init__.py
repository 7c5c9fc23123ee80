"""The command line: the only place that prints, asks or exits.

Each command is a module; it loads what it needs when it runs, so that help comes at once.
"""

from coach.cli.commands import main

__all__ = ["main"]
