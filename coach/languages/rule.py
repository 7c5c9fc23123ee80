"""A rule of text normalization."""

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which writing differs from speech: a pattern, and how what it finds is said."""

    pattern: re.Pattern[str]
    say: Callable[[re.Match[str]], str]
