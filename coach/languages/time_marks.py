"""Marks of minutes and seconds: ``1'30"``, ``30''``, ``2'``.

They become a clock or an abbreviation, which later rules say in the words of the language.
"""

import re

from coach.languages.rule import Rule

_MINUTES = r"['\u2019\u2032]"
_SECONDS = r"(?:''|\u2019\u2019)"
_STARTS = r"(?:(?<![\w.,/'\u2019\u2032\"])|(?<=[0-9][xX×]))"
_NUMBER = r"[0-9]+(?:[.,][0-9]+)?"

_LONGEST_QUOTATION_CHARS = 100
"""Characters, so that a long text of marks takes time in proportion to its length."""

_OPENING = {
    "'": re.compile(r"(?<!\w)'(?!\s)"),
    "\u2019": re.compile("\u2018"),
    "\u201d": re.compile("[\u201c\u201e]"),
}
"""What opens the quotation that a mark may close."""

MINUTES_AND_SECONDS = Rule(
    re.compile(
        rf"{_STARTS}([0-9]{{1,2}})\s?{_MINUTES}\s?([0-5][0-9])"
        rf"(?:\s?(?:{_SECONDS}|\u2032\u2032|[\"\u201d])|(?!{_MINUTES}))(?!\w)"
    ),
    lambda match: f"{match[1]}:{match[2]}",
)
"""``1'30"`` as a clock has it: 1:30."""

SECONDS = Rule(
    re.compile(rf"{_STARTS}({_NUMBER})\s?{_SECONDS}(?!\w)"), lambda match: f"{match[1]} s"
)
"""``30''`` as 30 s."""


def make_time_mark_rule(before: str = "", after: str = "") -> Rule:
    """Make the rule for a single mark: ``30"`` as 30 s, ``2'`` as 2 min.

    Args:
        before: the pattern of what stands before it, where a mark may mean something else.
        after: the pattern of what stands after it, a lookahead.
    """

    def say_mark(match: re.Match[str]) -> str:
        mark = match["mark"]
        if _closes_quotation(mark, match.string, match.start("mark")):
            return match.group()
        unit = "s" if mark in {'"', "\u201d", "\u2032\u2032"} else "min"
        return f"{match['before']}{match['number']} {unit}"

    return Rule(
        re.compile(
            rf"(?P<before>{before}){_STARTS}(?P<number>{_NUMBER})"
            rf"\s?(?P<mark>[\"\u201d]|\u2032\u2032|{_MINUTES})(?!\w){after}",
            re.IGNORECASE,
        ),
        say_mark,
    )


def _closes_quotation(mark: str, text: str, at: int) -> bool:
    """Whether a mark closes a quotation that was opened not long before it."""
    if mark == '"':
        return text.count(mark, 0, at) % 2 == 1
    opening = _OPENING.get(mark)
    return (
        opening is not None
        and opening.search(text[max(at - _LONGEST_QUOTATION_CHARS, 0) : at]) is not None
    )
