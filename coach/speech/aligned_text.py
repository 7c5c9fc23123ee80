"""A text on its way from written to spoken, which remembers where each character came from."""

from collections.abc import Iterable
from dataclasses import dataclass

from coach.diagnostics import Span
from coach.languages.rule import Rule


@dataclass(frozen=True, slots=True)
class AlignedText:
    """A text to be spoken.

    Attributes:
        text: the words, as they are said.
        origins: for each character the span of the written text that it stands for. Neither
            the starts nor the ends ever go backwards.
    """

    text: str
    origins: tuple[Span, ...]

    @classmethod
    def from_written(cls, written: str) -> "AlignedText":
        """Begin with a text as written: each character stands for itself."""
        return cls(written, tuple(Span(at, at + 1) for at in range(len(written))))

    def find_written(self, start: int, end: int) -> Span:
        """Return the span of the written text that ``[start, end)`` (not empty) stands for."""
        return Span(self.origins[start].start, self.origins[end - 1].end)

    def apply_rules(self, rules: Iterable[Rule]) -> "AlignedText":
        """Apply rules in turn, each to what the one before it left."""
        spoken = self
        for rule in rules:
            spoken = spoken._apply_rule(rule)
        return spoken

    def _apply_rule(self, rule: Rule) -> "AlignedText":
        """Say all that a rule finds its way; the words said stand for all that was found."""
        pieces: list[str] = []
        origins: list[Span] = []
        done = 0
        for match in rule.pattern.finditer(self.text):
            start, end = match.span()
            said = rule.say(match)
            if start == end or said == match.group():
                continue
            pieces += self.text[done:start], said
            origins += self.origins[done:start]
            origins += [self.find_written(start, end)] * len(said)
            done = end
        if not done:
            return self
        return AlignedText("".join((*pieces, self.text[done:])), (*origins, *self.origins[done:]))
