"""What a page shows of a track, and when."""

from dataclasses import asdict

from inline_snapshot import snapshot

from coach.languages import load_language
from coach.outputs.page.score import PageAction, PageScore, make_page_score
from support import compiled

SCRIPT = """---
title: Wade
language: de
breath: 2-3
---
## Wade

- Lehn dich vor. `hold 10s as lehnen, times 2`
  - Atme weiter. `at 3s`
- Ruh dich aus. `rest 5s`
- Heb die Ferse. `reps 2, tempo 2-0-1-0`
"""


def show(score: PageScore) -> list[str]:
    """Write what a page shows, one to a line, with whole seconds."""
    lines = []
    for chapter in score.chapters:
        lines.append(f"{chapter.at // 1000} {chapter.title}")
        for row in chapter.rows:
            if isinstance(row, PageAction):
                lines.append(f"  {row.at // 1000}-{row.end // 1000} {row.label}")
            else:
                lines.append(f"  {row.at // 1000} {'cue ' if row.is_cue else ''}{row.text}")
    return lines


def test_lines_actions_and_chapters() -> None:
    score = make_page_score(compiled(SCRIPT), load_language("de"))
    assert show(score) == snapshot(
        [
            "0 Einleitung",
            "  0 Wade. Etwa eine Minute.",
            "  1 Hör auf, wenn du stechende Schmerzen, Taubheit oder Kribbeln spürst.",
            "3 Wade",
            "  4 Lehn dich vor.",
            "  13-23 lehnen · 10s · Satz 1 von 2",
            "  16 cue Atme weiter.",
            "  24 Ein letztes Mal.",
            "  28-38 lehnen · 10s · Satz 2 von 2",
            "  31 cue Atme weiter.",
            "  40 Ruh dich aus.",
            "  40-45 Ruhe · 5s",
            "  45 Heb die Ferse.",
            "  50-56 Wade · 6s",
            "  59 Das war's. Gut gemacht.",
        ]
    )
    assert score.length == 61_200
    document = score.describe()
    assert document["actions"] == [
        asdict(row) for each in score.chapters for row in each.rows if isinstance(row, PageAction)
    ]


def test_the_tones_move_the_shape() -> None:
    score = make_page_score(compiled(SCRIPT), load_language("de"))
    tones = [
        (tone.word, tone.after, tone.end - tone.at, tone.start, tone.stop) for tone in score.tones
    ]
    assert tones == snapshot(
        [
            ("Einatmen", "Halten", 2000, 0.0, 1.0),
            ("Ausatmen", "Halten", 3000, 1.0, 0.0),
            ("Einatmen", "Halten", 2000, 0.0, 1.0),
            ("Ausatmen", "Halten", 3000, 1.0, 0.0),
            ("Einatmen", "Halten", 2000, 0.0, 1.0),
            ("Ausatmen", "Halten", 3000, 1.0, 0.0),
            ("Einatmen", "Halten", 2000, 0.0, 1.0),
            ("Ausatmen", "Halten", 3000, 1.0, 0.0),
            ("Senken", "Halten", 2000, 1.0, 0.0),
            ("Heben", "Halten", 1000, 0.0, 1.0),
            ("Senken", "Halten", 2000, 1.0, 0.0),
            ("Heben", "Halten", 1000, 0.0, 1.0),
        ]
    )
