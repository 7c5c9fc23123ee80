"""What is printed cannot steer a terminal, whoever wrote it."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import coach.cli
from coach.cli.commands import app
from coach.cli.printing import echo, print_json
from coach.printable import find_unprintable

ESCAPES = ("\x1b[2J", "\x9b2J", "\x1b]52;c;ZXZpbA==\x07", "\u202e", "\u2028", "\x08", "\x85")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_all_printing_goes_through_one_function() -> None:
    folder = Path(coach.cli.__file__).parent
    printing = re.compile(
        r"(typer\.(s?echo|confirm|prompt)|\bprint|sys\.stdout\.write)\((?!\s*f?\W*make_printable)"
    )
    found = {path.name for path in folder.glob("*.py") if printing.search(path.read_text())}
    assert found == {"printing.py"}


@pytest.mark.parametrize("escape", ESCAPES)
def test_what_cannot_be_printed_is_replaced(
    escape: str, capsys: pytest.CaptureFixture[str]
) -> None:
    echo(f"Sit{escape}down.")
    print_json({"said": f"Sit{escape}down."})
    plain, as_json = capsys.readouterr().out.removesuffix("\n").split("\n")
    assert find_unprintable(plain + as_json) is None
    assert json.loads(as_json) == {"said": f"Sit{escape}down."}


@pytest.mark.parametrize("escape", ESCAPES)
def test_names_of_files_print_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, escape: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    name = f"own{escape}.md".replace("/", "")
    (tmp_path / name).write_text("---\ntitle: T\n---\n## A\n- Sit. `hodl 10s`\n")
    (tmp_path / "home/scripts").mkdir(parents=True)
    (tmp_path / "home/scripts" / name).write_text("---\ntitle: T\n---\n## A\n- Sit.\n")
    for arguments in (
        ("check", name),
        ("check", name, "--json"),
        ("check", f"{name}.md"),
        ("show", name),
        ("holds", name),
        ("list",),
        ("list", "--json"),
        ("voices", "allow", name),
        ("voices", "add", name),
        ("new", f"{escape}"),
    ):
        result = run(*arguments)
        assert result.exit_code in (0, 1, 2), arguments
        assert find_unprintable(result.stdout + result.stderr) is None, arguments
