"""Tables in Markdown."""

from collections.abc import Iterable, Sequence

from processes import Cost, Spread, spread


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table."""
    lines = [head, ["---", *(["--:"] * (len(head) - 1))], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def ratio(figure: Spread) -> str:
    """Write a ratio: the median, and of several in brackets the least and the largest."""
    if figure.least == figure.largest:
        return f"**{figure.middle:.2f}**"
    return f"**{figure.middle:.2f}** ({figure.least:.2f}–{figure.largest:.2f})"


def taken(costs: Sequence[Cost]) -> list[str]:
    """Write the medians: wall seconds, seconds of the processor, MB."""
    wall = spread([cost.wall for cost in costs]).middle
    cpu = spread([cost.cpu for cost in costs]).middle
    peak = spread([cost.peak for cost in costs]).middle
    return [f"{wall:.2f}", f"{cpu:.2f}", f"{peak:.0f}"]
