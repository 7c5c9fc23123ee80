"""`coach new`: a routine to start from."""

import json
import shlex
from pathlib import Path
from typing import Annotated

import typer

from coach.cli.printing import echo
from coach.cli.reports import ExitCode, exit_with, report_failures

Name = Annotated[
    str,
    typer.Argument(metavar="NAME", help="The name of the new routine.", show_default=False),
]

_TEMPLATE = """\
---
title: {quoted}
about: One sentence on what this routine does.
tools: [foam roller]
sides: right, left          # all the exercises right, then all of them left
breath: 4-6                 # four seconds in, six seconds out
options:
  firmer: cross the free leg over the working one
avoid: [a recent injury]    # who should leave this out
often: every other day
---

# {title}

A paragraph like this one is for the reader; nobody hears it. List items are spoken, and code
spans time them. `coach check FILE` tells you what is wrong, `coach show FILE` what will be heard.

> A quote is a caution. Above the first exercise it belongs to the whole routine.

## First exercise

- Say how to get into position, one instruction at a time, about your {{side}} leg.
- Rest your {{other}} leg on the floor. `unless firmer`
- Cross your {{other}} leg over your {{side}} leg. `if firmer`
- At the tone, roll slowly up and down. `roll 20-30s as rolling`
- Stop on the most tender spot. `hold 30-90s as tender`
  - A nested item is a cue, spoken while you hold. `at 10s`
  - This one comes with every out-breath. `each out`
- Lower yourself again.

## Second exercise

- Take {{breaths}} slow breaths here. `hold 3-6 breaths`
"""


@report_failures
def new(name: Name) -> None:
    """Write a commented routine to start from: among yours, or where a path says.

    A name alone is written to your folder of routines, where `coach list` finds it.
    """
    from coach.user_folders import UserFolders

    is_path = name.endswith(".md") or any(mark in name for mark in "/\\")
    path = Path(name) if is_path else UserFolders.find().routines / name
    path = path if name.endswith(".md") else path.with_name(f"{path.name}.md")
    title = " ".join(path.stem.replace("-", " ").replace("_", " ").split()).capitalize()
    if not any(map(str.isalnum, title)):
        exit_with(
            ExitCode.USAGE,
            f"{name} is not a name for a routine: use letters, as in `coach new hips`.",
        )
    try:
        if not is_path:
            path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            # As JSON it is YAML whatever is in it.
            quoted = json.dumps(title, ensure_ascii=False)
            file.write(_TEMPLATE.format(title=title, quoted=quoted))
    except FileExistsError:
        exit_with(ExitCode.USAGE, f"{path} is there already: choose another name.")
    asked = shlex.quote(str(path) if is_path else name)
    echo(f"{path}: edit it, then try `coach check {asked}` and `coach show {asked}`")
    if is_path:
        echo(f"`coach list` finds the routines in {UserFolders.find().routines}")
