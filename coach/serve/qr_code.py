"""QR codes for a terminal."""

import segno


def draw_qr_code(text: str) -> tuple[str, ...]:
    """Return the lines of a QR code, two rows of it in each; a block is light.

    >>> len({len(line) for line in draw_qr_code("http://127.0.0.1:8000/")})
    1
    """
    rows = [list(row) for row in segno.make_qr(text, error="m").matrix_iter(border=2)]
    rows += [[0] * len(rows[0])] * (len(rows) % 2)
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return tuple(
        "".join(" ▄▀█"[2 * (not above) + (not below)] for above, below in zip(*pair, strict=True))
        for pair in pairs
    )
