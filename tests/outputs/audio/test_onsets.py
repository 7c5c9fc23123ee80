"""What a listener is to act on is in the finished file where the timeline has it."""

from io import BytesIO

import numpy as np
import pytest
import soundfile

from coach.audio.master import Master
from coach.audio.mixer import Mixer
from coach.audio.tones import SOUND_SETS
from coach.outputs.audio.encoding import Encoding
from coach.outputs.audio.mp3.writer import write_stream
from coach.outputs.audio.recording import Recording
from coach.score.timeline import Event, EventKind, Role, Timeline
from coach.timing import SECOND, Ms, ms_to_frames

FIGURES: tuple[tuple[Role, int, int], ...] = (
    ("count", 0, 120),
    ("start", 0, 500),
    ("end", 0, 800),
    ("side", 0, 300),
    ("side", 1, 300),
    ("finish", 0, 500),
    ("finish", 1, 500),
    ("finish", 2, 500),
    ("in", 0, 4000),
    ("in", 1, 1000),
    ("out", 0, 6000),
)


@pytest.mark.parametrize("sounds", SOUND_SETS)
def test_every_onset_is_found_within_a_millisecond_in_the_decoded_mp3(sounds: str) -> None:
    events = []
    at = SECOND
    for number, (role, note, ms) in enumerate(FIGURES):
        kind: EventKind = "breath" if role in {"in", "out"} else "tone"
        # Onsets at all sorts of places within the frames of the MP3.
        events.append(Event(at + 137 * number, ms_to_frames(Ms(ms)), kind, role, note=note))
        at = events[-1].end + SECOND // 2
    mixer = Mixer(Timeline("Test", at, tuple(events), (), (), ()), {}, sounds)
    file = BytesIO()
    master = Master(mixer)
    write_stream(file, Recording(at, 1, master.render), Encoding())
    file.seek(0)
    decoded = np.abs(soundfile.read(file)[0])
    assert len(decoded) == at
    for event in events:
        heard = decoded[event.at - SECOND // 4 : event.end]
        threshold = 0.05 * decoded[event.at : event.end].max()
        onset = event.at - SECOND // 4 + int(np.argmax(heard > threshold))
        assert abs(onset - event.at) <= SECOND // 1000
