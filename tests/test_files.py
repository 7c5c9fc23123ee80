"""The one writer of whole files."""

import os
import shutil
import sys
import time
from pathlib import Path

import pytest

import coach.files
from coach.files import list_unfinished, remove_abandoned, replace_file, replace_folder


class Explained(Exception):
    """What an error of a file is turned into."""


def explain(error: OSError) -> Exception:
    return Explained(str(error.errno))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("durable", [False, True])
def test_a_file_has_its_name_when_it_is_whole(tmp_path: Path, durable: bool) -> None:  # noqa: FBT001 (a parameter)
    path = tmp_path / "new" / "file"
    with replace_file(path, durable=durable) as file:
        file.write(b"12345")
        file.seek(1)
        file.write(b"x")
        file.seek(0)
        assert file.read() == b"1x345"
        assert not path.exists()
        assert len(names(path.parent)) == 1
    assert path.read_bytes() == b"1x345"
    assert names(path.parent) == ["file"]


@pytest.mark.parametrize("failure", [OSError, ValueError, KeyboardInterrupt])
def test_what_fails_in_the_block_leaves_all_as_it_was(
    tmp_path: Path, failure: type[BaseException]
) -> None:
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "folder").mkdir()

    def fill_file() -> None:
        with replace_file(tmp_path / "file", explain=explain) as file:
            file.write(b"new")
            raise failure

    def fill_folder() -> None:
        with replace_folder(tmp_path / "folder", explain=explain) as folder:
            (folder / "new").touch()
            raise failure

    for fill in (fill_file, fill_folder):
        with pytest.raises(failure):
            fill()
    assert (tmp_path / "file").read_bytes() == b"old"
    assert names(tmp_path) == ["file", "folder"]
    assert names(tmp_path / "folder") == []


def test_errors_of_the_file_itself_are_explained(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(Explained), replace_file(tmp_path / "file" / "none", explain=explain):
        pytest.fail("the block is not entered")
    with pytest.raises(Explained), replace_file(tmp_path / "folder", explain=explain) as file:
        file.write(b"new")
    assert names(tmp_path) == ["file", "folder"]


def test_a_folder_replaces_another(tmp_path: Path) -> None:
    for content in ("old", "new"):
        with replace_folder(tmp_path / "folder") as folder:
            (folder / content).touch()
        assert names(tmp_path / "folder") == [content]
    assert names(tmp_path) == ["folder"]


@pytest.mark.skipif(sys.platform not in {"linux", "darwin"}, reason="needs an exchange of names")
def test_a_folder_takes_the_place_of_another_in_one_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "old").touch()
    with monkeypatch.context() as killed:  # as soon as the new folder has the name
        killed.setattr(Path, "rename", lambda *_: pytest.fail("it takes two steps"))
        killed.setattr(shutil, "rmtree", lambda *_, **_options: None)
        with replace_folder(tmp_path / "folder") as folder:
            (folder / "new").touch()
    (left,) = list_unfinished(tmp_path)
    assert names(left) == ["old"]
    os.utime(left, (0, 0))
    remove_abandoned(tmp_path)
    assert names(tmp_path) == ["folder"]
    assert names(tmp_path / "folder") == ["new"]


def test_a_folder_replaces_another_where_names_cannot_be_exchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coach.files, "_exchange_paths", lambda *_: False)
    test_a_folder_replaces_another(tmp_path)


def test_only_what_is_old_and_unfinished_is_abandoned(tmp_path: Path) -> None:
    old = time.time() - 2 * 3600
    for name, when in {
        ".coach-0123456789abcdef.part": old,
        ".coach-fedcba9876543210.part": time.time(),
        ".coach-mine.part": old,
        "mine.part": old,
    }.items():
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (when, when))
    remove_abandoned(tmp_path)
    assert names(tmp_path) == [".coach-fedcba9876543210.part", ".coach-mine.part", "mine.part"]
