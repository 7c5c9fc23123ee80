"""What other ways of making a track begin with: every sound as a WAV file, and its places.

`python places.py FOLDER ROUTINE [ADJUSTMENT…]` writes each sound once, and `places.json`.
"""

import argparse
import json
from dataclasses import asdict, dataclass
from pathlib import Path

_PLACES = "places.json"


@dataclass(frozen=True, slots=True)
class Place:
    """A sound on the track: its first frame, its length in frames, and the name of its file."""

    at: int
    frames: int
    file: str


def places(folder: Path) -> tuple[int, list[Place]]:
    """Read how long a track is, in frames, and what is where on it, in order."""
    read = json.loads((folder / _PLACES).read_text("utf-8"))
    return read["frames"], [Place(**place) for place in read["places"]]


def main() -> None:
    """Compile a routine and write its sounds."""
    import numpy as np  # noqa: PLC0415 - those who only read places pay for no more than that
    import soundfile  # noqa: PLC0415 - as above

    import coach  # noqa: PLC0415 - as above
    from coach.audio.tones import choose_tone, render_tone  # noqa: PLC0415 - as above

    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("routine")
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--hold", action="append", default=[])
    parser.add_argument("--spots")
    asked = parser.parse_args()
    track = coach.compile(
        asked.routine,
        library=coach.Library.of_user(),
        hold=asked.hold,
        only=asked.only,
        spots=asked.spots,
    )
    files: dict[object, str] = {}
    found: list[Place] = []
    for event in track.timeline.events:
        key = event.text or (event.role, event.note, event.frames)
        if key not in files:
            files[key] = f"{len(files):03}.wav"
            if event.text:
                samples = track.voice.samples[event.text]
            else:
                tone = render_tone(choose_tone(event, track.sounds), event.frames, 0, event.frames)
                samples = np.rint(tone * 32_767).astype(np.int16)
            soundfile.write(asked.folder / files[key], samples, 44_100)
        found.append(Place(event.at, event.frames, files[key]))
    written = {"frames": track.timeline.frames, "places": [asdict(place) for place in found]}
    (asked.folder / _PLACES).write_text(json.dumps(written), "utf-8")


if __name__ == "__main__":
    main()
