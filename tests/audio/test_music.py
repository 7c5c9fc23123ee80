import math
import os
import resource
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pyloudnorm
import pytest
import soundfile
from av.audio.stream import AudioStream
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from coach.audio.bed import BED_LOUDNESS_LUFS
from coach.audio.decoder import MusicError
from coach.audio.music import Music
from coach.timing import HOUR, MINUTE, SAMPLE_RATE, SECOND

RNG = np.random.default_rng(4)


def tones(seconds: float, *hertz: float, rate: int = SAMPLE_RATE) -> NDArray[np.float64]:
    """One sine a channel, of shape (frames, channels)."""
    time = np.arange(round(seconds * rate)) / rate
    sines: NDArray[np.float64] = np.sin(2 * np.pi * time[:, np.newaxis] * np.array(hertz))
    return 0.3 * sines


def written(path: Path, samples: NDArray[np.floating], rate: int = SAMPLE_RATE) -> Path:
    subtype = "FLOAT" if path.suffix == ".wav" else None
    soundfile.write(path, samples, rate, subtype=subtype)
    return path


def loudness(samples: NDArray[np.floating]) -> float:
    """Of one channel, or the mean power of two."""
    meter = pyloudnorm.Meter(SAMPLE_RATE, filter_class="DeMan")
    measured = float(meter.integrated_loudness(samples.astype(np.float64)))
    return measured if samples.ndim == 1 else measured - 10 * math.log10(2)


def pitch(samples: NDArray[np.float32]) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(spectrum.argmax()) * SAMPLE_RATE / len(samples)


@pytest.mark.parametrize("suffix", ["wav", "flac", "ogg", "mp3", "aiff"])
@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000])
def test_any_format_and_rate_is_music(tmp_path: Path, suffix: str, rate: int) -> None:
    path = written(tmp_path / f"music.{suffix}", tones(3, 440, 660, rate=rate), rate)
    music = Music(path, MINUTE)
    assert music.channels == 2
    assert music.frames == pytest.approx(3 * SECOND, abs=2)
    samples = music.render(0, 2 * SECOND)
    assert samples.shape == (2 * SECOND, 2)
    assert samples.dtype == np.float32
    assert [pitch(samples[:, channel]) for channel in (0, 1)] == [440, 660]
    assert loudness(music.render(0, MINUTE)) == pytest.approx(BED_LOUDNESS_LUFS, abs=0.1)


def test_it_is_the_file_s_own_samples_at_another_level(tmp_path: Path) -> None:
    source = 0.1 * RNG.standard_normal((10 * SECOND, 2))
    music = Music(written(tmp_path / "music.wav", source), MINUTE).render(0, 7 * SECOND)
    gain = np.sqrt(np.square(music).mean() / np.square(source[: 7 * SECOND]).mean())
    # Stored to 16 bits.
    assert np.abs(music - source[: 7 * SECOND] * gain).max() < 1.01 * gain * 2**-15


def test_mono_stays_mono_and_many_channels_become_one(tmp_path: Path) -> None:
    mono = Music(written(tmp_path / "mono.flac", tones(3, 440)), MINUTE)
    assert mono.channels == 1
    assert mono.render(0, 5 * SECOND).shape == (5 * SECOND,)
    five = Music(written(tmp_path / "five.flac", tones(3, 440, 440, 440, 440, 440)), MINUTE)
    assert five.channels == 1
    assert np.allclose(five.render(0, 5 * SECOND), mono.render(0, 5 * SECOND), atol=1e-4)


@pytest.mark.parametrize("level", [-45, -30, -14, 0])
@pytest.mark.parametrize("channels", [1, 2])
def test_all_files_are_equally_loud(tmp_path: Path, level: float, channels: int) -> None:
    noise = np.tanh(RNG.standard_normal((5 * SECOND, channels))) * 10 ** (level / 20)
    music = Music(written(tmp_path / "music.wav", noise), MINUTE)
    assert loudness(music.render(0, 3 * SECOND)) == pytest.approx(BED_LOUDNESS_LUFS, abs=0.1)


def test_channels_that_cancel_each_other_are_not_taken_for_silence(tmp_path: Path) -> None:
    music = Music(written(tmp_path / "m.wav", tones(5, 440, 440) * (1, -1)), MINUTE)
    assert loudness(music.render(0, MINUTE)) == pytest.approx(BED_LOUDNESS_LUFS, abs=0.1)


def test_silence_is_not_amplified_and_softness_only_by_20_db(tmp_path: Path) -> None:
    silent = Music(written(tmp_path / "silent.wav", np.zeros((3 * SECOND, 1))), MINUTE)
    assert not silent.render(0, 5 * SECOND).any()
    hiss = 0.0001 * RNG.standard_normal((3 * SECOND, 1))
    nearly = Music(written(tmp_path / "nearly.wav", hiss), MINUTE).render(0, SECOND)
    assert np.allclose(nearly, hiss[:SECOND, 0], atol=2**-14)
    soft = written(tmp_path / "soft.wav", tones(5, 1000) / 300)
    before = loudness(tones(5, 1000)[:, 0] / 300)
    after = loudness(Music(soft, MINUTE).render(0, 3 * SECOND))
    assert after == pytest.approx(before + 20, abs=0.1)


def test_single_peaks_stay_below_half_of_full_scale(tmp_path: Path) -> None:
    clicks = 0.002 * RNG.standard_normal((5 * SECOND, 1))
    clicks[::SECOND] = 0.9
    music = Music(written(tmp_path / "music.wav", clicks), MINUTE)
    assert np.abs(music.render(0, MINUTE)).max() <= 0.501


def test_floats_beyond_all_bounds_are_cut(tmp_path: Path) -> None:
    samples = tones(5, 440)
    samples[1000:1003, 0] = (np.nan, np.inf, -np.inf)
    samples[5000:5050] = 1e30
    for rate in (SAMPLE_RATE, 48_000):
        music = Music(written(tmp_path / "music.wav", samples, rate), MINUTE)
        rendered = music.render(0, MINUTE)
        assert np.isfinite(rendered).all()
        assert np.abs(rendered).max() <= 0.501


@pytest.fixture(scope="module", params=[(20, 4), (6, 1.5)])
def looped(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[NDArray[np.float64], Music, int]:
    """A file of noise, its music, and its crossfade in frames."""
    seconds, crossfade = request.param
    noise = 0.1 * RNG.standard_normal((seconds * SECOND, 2))
    path = written(tmp_path_factory.mktemp("music") / "music.flac", noise)
    return noise, Music(path, HOUR), round(crossfade * SECOND)


def test_the_end_is_crossfaded_with_the_beginning(
    looped: tuple[NDArray[np.float64], Music, int],
) -> None:
    noise, music, crossfade = looped
    period = len(noise) - crossfade
    rendered = music.render(0, 3 * period)
    gain = float(np.abs(rendered[:1000]).max() / np.abs(noise[:1000]).max())
    angle = (np.arange(crossfade) + 0.5) / crossfade * np.pi / 2
    second = noise.copy()
    second[:crossfade] *= np.sin(angle)[:, np.newaxis]
    second[:crossfade] += noise[period:] * np.cos(angle)[:, np.newaxis]
    expected = np.concatenate((noise[:period], second[:period], second[:period]))
    assert np.abs(rendered - expected * gain).max() < 1e-4
    # Equal in power: no dip and no swell where two different parts meet.
    joins = rendered[period : period + crossfade].reshape(-1, crossfade // 10, 2)
    power = 10 * np.log10(np.square(joins).mean(axis=(1, 2)))
    assert power == pytest.approx(10 * np.log10(np.square(rendered).mean()), abs=0.2)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(-20 * SECOND, 40 * SECOND), min_size=2, max_size=6))
def test_any_division_gives_the_same_samples(
    looped: tuple[NDArray[np.float64], Music, int], cuts: list[int]
) -> None:
    _, music, _ = looped
    edges = sorted(cuts)
    parts = [music.render(first, last) for first, last in pairwise(edges)]
    assert np.array_equal(np.concatenate(parts), music.render(edges[0], edges[-1]))


def test_threads_do_not_disturb_each_other(
    looped: tuple[NDArray[np.float64], Music, int],
) -> None:
    _, music, _ = looped
    expected = music.render(0, 20 * SECOND)

    def listen(start: int) -> list[bool]:
        places = range(start, 19 * SECOND, 5000)
        return [np.array_equal(music.render(at, at + 500), expected[at:][:500]) for at in places]

    with ThreadPoolExecutor(3) as pool:
        found = [heard for listened in pool.map(listen, (0, 300, 700)) for heard in listened]
    assert len(found) > 500
    assert all(found)


def test_no_more_is_decoded_than_will_be_heard(tmp_path: Path) -> None:
    path = written(tmp_path / "music.flac", 0.1 * RNG.standard_normal((60 * SECOND, 1)))
    music = Music(path, 10 * SECOND)
    assert music.frames == 14 * SECOND
    whole = Music(path, HOUR).render(0, 10 * SECOND)
    assert np.allclose(music.render(0, 10 * SECOND), whole, atol=1e-3)


def test_a_long_file_takes_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.flac"
    with soundfile.SoundFile(path, "w", 8000, 1) as file:
        for _ in range(60):
            file.write(tones(60, 440, rate=8000))
    tracemalloc.start()
    music = Music(path, 3 * HOUR)
    for at in range(0, 3 * HOUR, 5 * MINUTE):
        music.render(at, at + 32_768)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert music.frames == pytest.approx(HOUR, abs=10)
    # As int16 it would be 318 MB.
    assert most < 60_000_000


def test_an_mp3_that_does_not_tell_its_length_is_heard_to_its_end(tmp_path: Path) -> None:
    # Loud, then silent: a variable bit rate falls, and the beginning promises too little.
    samples = np.concatenate((0.1 * RNG.standard_normal((5 * SECOND, 1)), tones(25, 440)))
    path = tmp_path / "music.mp3"
    with soundfile.SoundFile(
        path, "w", SAMPLE_RATE, 1, compression_level=0.5, bitrate_mode="VARIABLE"
    ) as file:
        file.write(samples)
    content = path.read_bytes()
    assert Music(path, MINUTE).frames == 30 * SECOND
    tag = content.index(b"Xing")
    path.write_bytes(content.replace(b"Xing", bytes(4), 1))
    assert tag < 200
    assert soundfile.info(path).frames < 25 * SECOND
    # What stood in place of the tag, and the encoder's own delay, are now heard as silence.
    assert Music(path, MINUTE).frames == pytest.approx(30 * SECOND, abs=4 * 1152)


def refused(path: Path) -> str:
    with pytest.raises(MusicError) as error:
        Music(path, MINUTE)
    return str(error.value)


@pytest.mark.parametrize("suffix", ["wav", "flac", "ogg", "aiff"])
@pytest.mark.parametrize("frames", [0, 1, SECOND - 1])
def test_less_than_a_second_is_no_music(tmp_path: Path, suffix: str, frames: int) -> None:
    path = written(tmp_path / f"music.{suffix}", np.full((frames, 1), 0.1))
    assert refused(path) in {
        f"{path} is too short for music: it lasts less than a second.",
        # a container does not open a compressed file of no frames.
        f"{path} is not a file of sound that can be read, such as MP3, M4A, FLAC, Ogg or WAV.",
    }


def test_a_second_is_music(tmp_path: Path) -> None:
    assert Music(written(tmp_path / "music.wav", tones(1, 440)), MINUTE).frames == SECOND


@pytest.mark.parametrize("name", ["a.wav", "a.mp3", "a.flac", "a.ogg", "a.raw", "a.txt", "a"])
@pytest.mark.parametrize("content", [b"", b"Breathe in.\n" * 9000, bytes(9000), RNG.bytes(9000)])
def test_what_is_not_audio_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert refused(path) == (
        f"{path} is not a file of sound that can be read, such as MP3, M4A, FLAC, Ogg or WAV."
    )


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    missing = tmp_path / "none" / "music.mp3"
    assert refused(missing) == f"There is no file {missing}."
    assert refused(tmp_path) == f"{tmp_path} is a folder: name a file of music in it."
    below = written(tmp_path / "music.wav", tones(2, 440)) / "more.wav"
    assert refused(below) == f"{below} cannot be used as music: not a directory."
    loop = tmp_path / "loop.wav"
    loop.symlink_to(loop)
    assert refused(loop) == f"{loop} cannot be used as music: too many levels of symbolic links."


@pytest.mark.parametrize("suffix", ["flac", "ogg", "mp3", "wav"])
def test_a_damaged_file_is_heard_as_far_as_it_can_be(tmp_path: Path, suffix: str) -> None:
    path = written(tmp_path / f"music.{suffix}", 0.1 * RNG.standard_normal((10 * SECOND, 1)))
    content = path.read_bytes()
    middle = len(content) // 2
    path.write_bytes(content[:middle])
    assert Music(path, MINUTE).frames == pytest.approx(5 * SECOND, abs=SECOND // 2)
    path.write_bytes(content[:middle] + bytes(10_000) + content[middle:])
    assert Music(path, MINUTE).frames == pytest.approx(10 * SECOND, abs=SECOND)


def make_file(path: Path, codec: str, rate: int = SAMPLE_RATE, hertz: int = 440) -> Path:
    """Write five seconds by FFmpeg, in the container that the suffix names."""
    with av.open(path, "w") as container:
        stream = container.add_stream(codec, rate=rate, layout="mono")
        assert isinstance(stream, AudioStream)
        sound = np.rint(tones(5, hertz, rate=rate)[:, 0] * 32767).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(sound.reshape(1, -1), "s16", "mono")
        frame.sample_rate = rate
        resampler = av.AudioResampler(stream.format, stream.layout, rate, stream.frame_size or 1024)
        for part in (*resampler.resample(frame), *resampler.resample(None)):
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize(
    ("name", "codec", "rate"),
    [
        ("music.m4a", "aac", SAMPLE_RATE),
        ("lossless.m4a", "alac", SAMPLE_RATE),
        ("music.aac", "aac", SAMPLE_RATE),
        ("music.webm", "libopus", 48_000),
        ("music.opus", "libopus", 48_000),
        ("music.mka", "libopus", 24_000),
    ],
)
def test_what_phones_and_shops_have_is_music(
    tmp_path: Path, name: str, codec: str, rate: int
) -> None:
    music = Music(make_file(tmp_path / name, codec, rate), MINUTE)
    assert music.frames == pytest.approx(5 * SECOND, abs=2500)
    assert pitch(music.render(SECOND, 2 * SECOND)) == 440


@pytest.mark.parametrize(
    ("suffix", "codec", "rates"),
    [
        ("mp3", "mp3", (44_100, 22_050)),
        ("mp3", "mp3", (48_000, 44_100)),
        ("opus", "libopus", (48_000, 48_000)),
    ],
)
def test_files_put_one_behind_the_other_are_heard_to_the_end(
    tmp_path: Path, suffix: str, codec: str, rates: tuple[int, int]
) -> None:
    first = make_file(tmp_path / f"1.{suffix}", codec, rates[0], 440)
    second = make_file(tmp_path / f"2.{suffix}", codec, rates[1], 660)
    both = tmp_path / f"both.{suffix}"
    both.write_bytes(first.read_bytes() + second.read_bytes())
    music = Music(both, MINUTE)
    assert music.frames == pytest.approx(10 * SECOND, abs=SECOND // 4)
    assert pitch(music.render(2 * SECOND, 3 * SECOND)) == 440
    assert pitch(music.render(7 * SECOND, 8 * SECOND)) == 660


def test_a_flac_from_a_pipe_is_heard_though_it_does_not_tell_its_length(tmp_path: Path) -> None:
    path = written(tmp_path / "music.flac", 0.1 * RNG.standard_normal((6 * SECOND, 1)))
    content = bytearray(path.read_bytes())
    # STREAMINFO: 36 bits with the number of samples, 0 where it is not known.
    content[21] &= 0xF0
    content[22:26] = bytes(4)
    path.write_bytes(content)
    assert Music(path, MINUTE).frames == 6 * SECOND


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("list.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{}\n#EXT-X-ENDLIST\n"),
        ("list.txt", "ffconcat version 1.0\nfile {}\n"),
        ("list.sdp", "v=0\nc=IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n"),
    ],
)
def test_a_file_that_names_others_is_refused(tmp_path: Path, name: str, text: str) -> None:
    other = written(tmp_path / "music.wav", tones(3, 440))
    path = tmp_path / name
    path.write_text(text.format(other))
    assert "is not a file of sound" in refused(path)


def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "music.mp3"
    os.mkfifo(path)
    assert refused(path) == f"{path} is not a file."


@pytest.mark.parametrize(("rate", "few"), [(10, "few"), (663_006_276, "many")])
def test_a_rate_that_no_recorder_has_is_refused(tmp_path: Path, rate: int, few: str) -> None:
    path = written(tmp_path / "music.wav", tones(2, 440), rate=rate)
    assert refused(path) == f"{path} has {rate} samples a second: too {few}."


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    path = written(tmp_path / "music.flac", 0.1 * RNG.standard_normal((30 * SECOND, 1)))
    with files_of_at_most(1_000_000):
        assert refused(path) == f"{path} cannot be used as music: file too large."
