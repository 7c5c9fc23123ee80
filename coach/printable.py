"""What may be printed: text of files that cannot steer a terminal, or hide what it says.

Control characters move the cursor, rename the window or fill the clipboard; directional overrides
show text in another order than it has (Unicode Technical Report 36, section 3.3; CVE-2021-42574).
A file of a stranger is only a file: where one is read, such characters are a mistake, and nothing
else that comes from outside, such as the name of a file, is printed with them.
"""

import re
from collections.abc import Iterator

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but for tab and line feed
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks of direction
    "\u2028\u2029"  # separators of lines and paragraphs, which some programs break lines at
    "\ud800-\udfff\ufff9-\ufffb\ufeff]"  # surrogates, annotations, a byte order mark inside
)

_STAND_IN = "\N{REPLACEMENT CHARACTER}"


def find_unprintable(text: str) -> str | None:
    r"""Return the first character of a text that may not be printed; None where all may.

    >>> find_unprintable("Sit \x1b[2J down.")
    '\x1b'
    """
    match = _UNPRINTABLE.search(text)
    return match[0] if match else None


def name_character(character: str) -> str:
    r"""Return the number of a character as Unicode writes it.

    >>> name_character("\x1b")
    'U+001B'
    """
    return f"U+{ord(character):04X}"


def make_printable(text: str) -> str:
    r"""Return a text with a stand-in for each character that may not be printed.

    >>> make_printable("Sit \x1b[2J\ndown.")
    'Sit �[2J\ndown.'
    """
    return _UNPRINTABLE.sub(_STAND_IN, text)


def list_unprintable(text: str) -> Iterator[tuple[int, str]]:
    """List the characters of a text that may not be printed, each with its offset."""
    return ((match.start(), match[0]) for match in _UNPRINTABLE.finditer(text))
