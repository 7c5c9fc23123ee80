import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.store import Store, Usage


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache", limit=10_000)


def entry(store: Store) -> Path:
    (path,) = store.folder.iterdir()
    return path


def got(store: Store, key: str) -> bytes | None:
    found = store.get(key)
    return None if found is None else bytes(found)


def test_what_is_put_is_got(store: Store) -> None:
    assert store.get("a") is None
    assert store.measure_usage() == Usage(0, 0)
    store.put("a", b"sound")
    store.put("b", b"")
    assert got(store, "a") == b"sound"
    assert got(store, "b") == b""
    assert got(Store(store.folder), "a") == b"sound"
    assert store.measure_usage().entries == 2
    store.clear()
    assert store.get("a") is None
    assert store.measure_usage() == Usage(0, 0)


@given(data=st.data())
def test_a_damaged_entry_is_not_found(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = Store(tmp_path_factory.mktemp("cache"))
    store.put("a", b"a sound that was kept")
    path = entry(store)
    whole = path.read_bytes()
    damaged = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    if damaged:
        damaged[data.draw(st.integers(0, len(damaged) - 1))] ^= data.draw(st.integers(1, 255))
    path.write_bytes(damaged)
    assert store.get("a") is None
    store.put("a", b"made again")
    assert got(store, "a") == b"made again"


def test_what_was_unused_longest_is_removed_first(store: Store) -> None:
    for number in range(10):
        store.put(str(number), bytes(968))  # a thousand with its seal
    store.evict_unused()
    assert store.measure_usage() == Usage(10, 10_000)
    now = time.time()
    for age, number in enumerate(range(10)):
        path = Store(store.folder)._find_path(str(number))  # noqa: SLF001 - to make it old
        os.utime(path, (now - 100 + age, now - 100 + age))
    assert store.get("0")  # is used, and so stays
    store.put("new", bytes(968))
    store.evict_unused()
    kept = [number for number in range(10) if store.get(str(number))]
    assert kept == [0, 5, 6, 7, 8, 9]
    assert store.get("new")


def test_only_a_store_that_has_grown_is_tidied(store: Store) -> None:
    store.put("a", bytes(20_000))
    reader = Store(store.folder, limit=10_000)
    reader.evict_unused()
    assert reader.get("a")
    store.evict_unused()
    assert not store.get("a")


def test_what_was_never_finished_is_removed_once_it_is_old(store: Store) -> None:
    store.put("a", b"sound")
    young, old = (store.folder / f".coach-{digit * 16}.part" for digit in "12")
    young.touch()
    old.touch()
    os.utime(old, (0, 0))
    store.evict_unused()
    assert young.exists()
    assert not old.exists()


@pytest.mark.skipif(os.name != "posix", reason="needs pipes and devices")
@pytest.mark.parametrize("kind", ["zero", "pipe", "link to a pipe", "loop"])
def test_an_entry_that_is_not_a_file_is_not_found_and_is_replaced(store: Store, kind: str) -> None:
    store.put("a", b"sound")
    path = entry(store)
    path.unlink()
    pipe = store.folder.parent / "pipe"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "zero":
        path.symlink_to("/dev/zero")
    elif kind == "loop":
        path.symlink_to(path)
    else:
        os.mkfifo(pipe)
        path.symlink_to(pipe)
    assert store.get("a") is None
    store.put("a", b"sound")
    assert got(store, "a") == b"sound"
    assert path.is_file()
    assert not path.is_symlink()


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    store = Store(tmp_path / "file" / "cache")
    store.put("a", b"sound")
    store.evict_unused()
    assert store.get("a") is None
    assert store.measure_usage() == Usage(0, 0)


def test_threads_and_processes_share_a_store(store: Store) -> None:
    payloads = {str(number): bytes([number]) * 5000 for number in range(20)}
    script = (
        "import sys; from pathlib import Path; from coach.store import Store\n"
        "store = Store(Path(sys.argv[1]), 60_000)\n"
        "for _ in range(20):\n"
        "    for number in range(20):\n"
        "        found = store.get(str(number))\n"
        "        assert found in (None, bytes([number]) * 5000)\n"
        "        store.put(str(number), bytes([number]) * 5000)\n"
        "    store.evict_unused()\n"
    )
    command = [sys.executable, "-c", script, str(store.folder)]
    others = [subprocess.Popen(command) for _ in range(3)]  # noqa: S603 - ourselves

    def use(key: str) -> None:
        for _ in range(20):
            assert got(store, key) in (None, payloads[key])
            store.put(key, payloads[key])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(use, payloads))
    assert [other.wait() for other in others] == [0, 0, 0]


def test_it_knows_whether_it_is_empty(tmp_path: Path) -> None:
    store = Store(tmp_path / "new")
    assert store.is_empty()
    store.put("a", b"1")
    assert not store.is_empty()
    store.clear()
    assert store.is_empty()
