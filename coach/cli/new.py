"""`coach new`: a routine to start from."""

import json
import shlex
from pathlib import Path
from typing import Annotated

import typer

from coach.cli.reports import ExitCode, fail, guarded

Name = Annotated[
    str,
    typer.Argument(metavar="NAME", help="What the routine is to be called.", show_default=False),
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


@guarded
def new(name: Name) -> None:
    """Write a commented routine to start from."""
    path = Path(name) if name.endswith(".md") else Path(f"{name}.md")
    title = " ".join(path.stem.replace("-", " ").replace("_", " ").split()).capitalize()
    if not any(map(str.isalnum, title)):
        fail(
            ExitCode.USAGE, f"{name} is no name for a routine: use letters, as in `coach new hips`."
        )
    try:
        with path.open("x", encoding="utf-8") as file:
            # As JSON it is YAML whatever is in it.
            quoted = json.dumps(title, ensure_ascii=False)
            file.write(_TEMPLATE.format(title=title, quoted=quoted))
    except FileExistsError:
        fail(ExitCode.USAGE, f"{path} is there already: choose another name.")
    file_ = shlex.quote(str(path))
    typer.echo(f"{path}: edit it, then try `coach check {file_}` and `coach show {file_}`")
