"""The benchmarks: `python benchmarks/run.py [--quick]` prints the tables, in Markdown."""

import argparse
import datetime as dt
import sys
import tempfile
from pathlib import Path

from machine import described, load
from sections import quick, sections, thorough


def main() -> None:
    """Measure, and print what came of it."""
    parser = argparse.ArgumentParser(description="Measure coach; print tables in Markdown.")
    parser.add_argument(
        "--quick", action="store_true", help="measure shorter tracks, and fewer times"
    )
    asked = parser.parse_args()
    today = dt.datetime.now(tz=dt.UTC).date()
    said = "\n".join(f"- {line}" for line in described())
    _say(f"{said}\n- {today}; load before, of the last minute: {load()}")
    with tempfile.TemporaryDirectory(prefix="coach-benchmarks-") as folder:
        make = quick if asked.quick else thorough
        for section in sections(make(Path(folder))):
            _say(f"\n{section}")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
