import sys
from pathlib import Path

import pytest

from coach import packages
from coach.packages import write_install, write_reinstall


def test_pipx_installs_where_pipx_made_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = tmp_path / "floor-coach"
    environment.mkdir()
    (environment / "pipx_metadata.json").touch()
    monkeypatch.setattr(sys, "prefix", str(environment))
    assert write_install("piper-tts") == "pipx inject floor-coach piper-tts"
    assert write_reinstall("av") == "pipx runpip floor-coach install --force-reinstall av"


@pytest.mark.parametrize(
    ("pip", "command"),
    [
        (object(), "'/a b/python' -m pip install"),
        (None, "uv pip install --python '/a b/python'"),
    ],
)
def test_elsewhere_what_is_there_installs_into_this_environment(
    monkeypatch: pytest.MonkeyPatch, pip: object, command: str
) -> None:
    monkeypatch.setattr(sys, "executable", "/a b/python")
    monkeypatch.setattr(packages, "find_spec", lambda _name: pip)
    assert write_install("av", "soxr") == f"{command} av soxr"
    assert write_reinstall("av") == f"{command} --force-reinstall av"
