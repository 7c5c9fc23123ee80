"""A short routine, and a program that plays it for real: `python -m live.sounding FOLDER …`."""

import argparse
import json
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.audio.master import Master
from coach.audio.mixer import Mixer
from coach.live import line_out
from coach.live.feed import Feed
from coach.live.output import OutputError, Speaker
from coach.live.playback import BLOCK_FRAMES
from coach.live.player import Player, Remaster
from coach.live.transport import Transport
from coach.score.timeline import Timeline
from coach.timing import SAMPLE_RATE, SECOND
from support import compiled

SHORT = (
    "---\ntitle: Calf\nsettle: 4s\nbreath: 2-2\n---\n"
    "## Calf\n\n- Lean in. `hold 8s as lean`\n  - Relax. `at 4s`\n"
)


LONG = SHORT.replace("8s", "48s")


def clips(*timelines: Timeline) -> Mapping[str, NDArray[np.int16]]:
    """Murmur every text of some timelines, as long as they have it."""
    rng = np.random.default_rng(7)
    spoken = {e.text: e.frames for t in timelines for e in t.events if e.kind == "speech"}
    murmur = {}
    for text, frames in spoken.items():
        at = np.arange(frames)
        wave = np.sin(at * (0.02 + 0.01 * rng.random())) + 0.3 * np.sin(at * 0.11)
        murmur[text or ""] = np.rint(wave * np.hanning(frames) * 9000).astype(np.int16)
    return murmur


def mastered(timeline: Timeline) -> tuple[Master, Remaster]:
    """Finish a timeline, and tell how a changed one is finished."""
    voice = clips(timeline)
    mixer = Mixer(timeline, voice)
    master = Master(mixer)

    def remaster(changed: Timeline) -> Master:
        return Master(Mixer(changed, voice))

    return master, remaster


@dataclass(frozen=True)
class Sounding:
    """A timeline with all that it takes to hear it."""

    timeline: Timeline
    master: Master
    remaster: Remaster
    whole: NDArray[np.int16]


@cache
def sounding(text: str) -> Sounding:
    """Compile and finish a script, once for all tests."""
    timeline = compiled(text)
    master, remaster = mastered(timeline)
    return Sounding(timeline, master, remaster, master.render(0, timeline.frames))


class Free:
    """Feeds an output that asks faster than time goes by: it renders whenever it is asked."""

    def __init__(self, feed: Feed) -> None:
        self.feed = feed
        self.ended = threading.Event()

    def fill_block(self, out: NDArray[np.int16], delay: float, *, missed: bool) -> None:
        assert not missed
        while self.feed.render_ahead():
            pass
        self.feed.fill_block(out, delay)
        if self.feed.quiet > SAMPLE_RATE:
            self.ended.set()

    def on_lost(self) -> None:
        pass


def hog() -> None:
    """Keep the interpreter busy."""
    while True:
        sum(range(1000))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Play, and write down what came of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--device")
    parser.add_argument("--hogs", type=int, default=0)
    parser.add_argument("--free", action="store_true")
    parser.add_argument("--from", type=float, default=0, dest="seconds")
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--patience", type=float, default=line_out.GIVE_UP_S)
    given = parser.parse_args()
    line_out.GIVE_UP_S = given.patience  # a test is not to last a minute
    timeline = compiled(LONG if given.long else SHORT)
    master, remaster = mastered(timeline)
    at = int(given.seconds * SECOND)
    master.render(at, timeline.frames).tofile(given.folder / "expected.raw")
    if given.free:
        free = Free(Feed(Transport(timeline, at), master))
        stream = Speaker(given.device).open(free, BLOCK_FRAMES, 1)
        free.ended.wait(60)
        stream.close(drain=False)
        say(json.dumps({"late": free.feed.late}))
        return
    for _ in range(given.hogs):
        threading.Thread(target=hog, daemon=True).start()
    player = Player(
        Transport(timeline, at),
        master,
        remaster,
        Speaker(given.device),
    )
    error = None
    begun = time.monotonic()
    apart: list[float] = []
    paused: list[int] = []
    failed = 0.0
    lost = False
    try:
        with player:
            say("playing")
            while not player.is_over:
                player.wait_for_news(0.1)
                heard = player.heard
                if player.output_lost != lost:
                    lost = not lost
                    say("lost" if lost else "back")
                    paused += [heard.at] if lost else []
                apart.append((player.transport.at - heard.at) / SAMPLE_RATE)
    except OutputError as fault:
        error, failed = str(fault), time.monotonic()
    said = {
        "error": error,
        "failed": failed,
        "at": player.transport.at,
        "heard": player.heard.at,
        "paused": paused,
        "late": player.is_late,
        "status": player.transport.status,
        "seconds": time.monotonic() - begun,
        "apart": apart[len(apart) // 2] if apart else 0,
    }
    say(json.dumps(said))


if __name__ == "__main__":
    main()
