"""What the command line sets for its whole process."""

import platform
import subprocess
import sys

import pytest

HEAPS = """
import ctypes, sys, tempfile, threading
from coach.cli import main
sys.argv = ["coach", "--version"]
try:
    main()
except SystemExit:
    pass
hold = threading.Barrier(4)
def work():
    taken = bytearray(100_000)
    hold.wait()
threads = [threading.Thread(target=work) for _ in range(3)]
for thread in threads:
    thread.start()
hold.wait()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
with tempfile.NamedTemporaryFile() as told:
    file = ctypes.c_void_p(libc.fopen(told.name.encode(), b"w"))
    libc.malloc_info(0, file)
    libc.fclose(file)
    print(told.read().count(b"<heap nr="))
"""
"""Tells how many heaps glibc has after threads were at work."""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="others have no such heaps")
def test_all_threads_share_one_heap() -> None:
    command = [sys.executable, "-c", HEAPS]
    done = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 (ours)
    assert done.stdout.splitlines()[-1] == "1"
