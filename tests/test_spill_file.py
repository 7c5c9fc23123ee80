import threading

from coach.spill_file import SpillFile


def test_what_was_appended_is_read_anywhere() -> None:
    spill = SpillFile()
    assert [spill.append(data) for data in (b"abc", b"", b"defg")] == [0, 3, 3]
    assert spill.size == 7
    assert spill.read(2, 3) == b"cde"
    assert spill.append(b"h") == 7
    assert spill.read(5, 10) == b"fgh"


def test_threads_do_not_mix_what_they_write() -> None:
    spill = SpillFile()

    def fill(byte: int) -> None:
        for _ in range(200):
            start = spill.append(bytes([byte]) * 1000)
            assert spill.read(start, 1000) == bytes([byte]) * 1000

    threads = [threading.Thread(target=fill, args=(byte,)) for byte in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(spill.read(at, 1)[0] for at in range(0, spill.size, 1000)) == sorted(
        [*range(4)] * 200
    )
