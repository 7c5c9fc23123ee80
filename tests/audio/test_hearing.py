"""What one follows with eyes closed is heard on a phone and under every ambience."""

import numpy as np
import pyloudnorm
import pytest
from numpy.typing import NDArray

from coach.audio.ambience import AMBIENCES, generate_ambience
from coach.audio.bed import BED_LEVEL_DB
from coach.audio.tones import SOUND_SETS, render_tone
from coach.score.timeline import Role
from coach.timing import SAMPLE_RATE, SECOND

FOLLOWED: tuple[tuple[Role, int], ...] = (("in", 0), ("out", 0), ("in", 1), ("out", 1))
FRAMES = 5 * SECOND
VOICE_LUFS = -20.0
VOICE_LOSS_DB = 4.0
"""What a voice loses below 500 Hz: 3.7 to 4.0 dB, measured with the English voice that ships."""


def loudness(samples: NDArray[np.floating]) -> float:
    meter = pyloudnorm.Meter(SAMPLE_RATE, filter_class="DeMan")
    return float(meter.integrated_loudness(samples.astype(np.float64)))


def through_a_phone(samples: NDArray[np.float32]) -> NDArray[np.float64]:
    """Cut everything below 500 Hz, as the speaker of a phone does."""
    spectrum = np.fft.rfft(samples)
    spectrum[np.fft.rfftfreq(len(samples), 1 / SAMPLE_RATE) < 500] = 0
    return np.fft.irfft(spectrum, len(samples))


@pytest.fixture(params=SOUND_SETS)
def sounds(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=FOLLOWED, ids=lambda role: f"{role[0]}{role[1]}")
def breath(sounds: str, request: pytest.FixtureRequest) -> NDArray[np.float32]:
    return render_tone(SOUND_SETS[sounds][request.param], FRAMES, 0, FRAMES)


def test_a_breath_lies_12_lu_below_the_voice(breath: NDArray[np.float32]) -> None:
    assert VOICE_LUFS - loudness(breath) == pytest.approx(12, abs=0.7)


def test_through_a_phone_it_keeps_its_distance(breath: NDArray[np.float32]) -> None:
    lost = loudness(breath) - loudness(through_a_phone(breath))
    assert abs(lost - VOICE_LOSS_DB) < 3


@pytest.mark.parametrize("name", AMBIENCES)
def test_no_ambience_masks_it(breath: NDArray[np.float32], name: str) -> None:
    """At every moment one of its overtones stands out of the third of an octave around it."""
    noise = generate_ambience(name).render(0, FRAMES) * 10 ** (BED_LEVEL_DB / 20)
    size = SECOND // 5
    margins = []
    for start in range(SECOND // 5, FRAMES - SECOND // 5 - size, size):
        part = slice(start, start + size)
        tone, masker = (
            np.abs(np.fft.rfft(x[part] * np.hanning(size))) ** 2 for x in (breath, noise)
        )
        pitch = np.fft.rfftfreq(size, 1 / SAMPLE_RATE)
        centres = pitch[tone > 0.05 * tone.max()]
        bands = [(pitch > c * 2 ** (-1 / 6)) & (pitch < c * 2 ** (1 / 6)) for c in centres]
        margins.append(max(10 * np.log10(tone[b].sum() / masker[b].sum()) for b in bands))
    assert min(margins) > 3
