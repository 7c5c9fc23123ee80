"""The master: a mix under its ceiling, as int16."""

import numpy as np
from numpy.typing import NDArray

from coach.audio.anchor import FULL_SCALE
from coach.audio.comfort_noise import render_comfort_noise
from coach.audio.limiter import LOOK_AHEAD_WINDOWS, compute_limiter_gains
from coach.audio.mixer import Mixer
from coach.audio.targets import CEILING_DBTP
from coach.audio.true_peak import PEAK_WINDOW_FRAMES, REACH_FRAMES, find_peaks


class Master:
    """Renders the finished track: a limited mix, int16 at 44,100 Hz.

    Any range can be rendered at any time, and is the same samples as in the whole: playing from the
    middle gives what the file holds there.

    Args:
        mixer: what is finished.
        ceiling: the true peak that is not passed, in dBTP.
    """

    def __init__(self, mixer: Mixer, ceiling: float = CEILING_DBTP) -> None:
        self.frames = mixer.timeline.frames
        self.channels = mixer.channels
        self.mixer = mixer
        self._ceiling = 10 ** (ceiling / 20)

    def render(self, start: int, stop: int) -> NDArray[np.int16]:
        """Render the frames ``[start, stop)``; where nothing sounds there is only the murmur.

        Return samples of shape (frames,), or (frames, 2) in stereo.
        """
        first = (start // PEAK_WINDOW_FRAMES - LOOK_AHEAD_WINDOWS) * PEAK_WINDOW_FRAMES
        last = (-(-stop // PEAK_WINDOW_FRAMES) + LOOK_AHEAD_WINDOWS) * PEAK_WINDOW_FRAMES
        mix = self.mixer.render(first - REACH_FRAMES, last + REACH_FRAMES)
        samples = mix[start - first + REACH_FRAMES : stop - first + REACH_FRAMES]
        noise = render_comfort_noise(start, stop)
        gains = self._compute_gains(mix)
        if gains is not None:
            gains = gains[start - first - LOOK_AHEAD_WINDOWS * PEAK_WINDOW_FRAMES :][: stop - start]
            samples *= gains[:, np.newaxis] if self.channels > 1 else gains
        samples *= FULL_SCALE
        np.rint(samples, out=samples)
        samples += noise[:, np.newaxis] if self.channels > 1 else noise
        np.clip(samples, -FULL_SCALE, FULL_SCALE - 1, out=samples)
        return samples.astype(np.int16)

    def _compute_gains(self, mix: NDArray[np.float32]) -> NDArray[np.float32] | None:
        """Return the limiter's gains for a mix but for what it looks ahead; None where all is 1."""
        channels = mix.reshape(len(mix), -1).T
        peaks = find_peaks(np.ascontiguousarray(channels[0]), self._ceiling)
        for channel in channels[1:]:
            np.maximum(peaks, find_peaks(np.ascontiguousarray(channel), self._ceiling), out=peaks)
        if peaks.max(initial=0.0) <= self._ceiling:
            return None
        return compute_limiter_gains(peaks, self._ceiling)
