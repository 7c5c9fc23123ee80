"""Sound files as programs really write them."""

import io
import struct
import wave

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from coach.speech.sound_reader import UnreadableSound, read_sound

TONE = (np.sin(np.arange(2000) / 20) * 16_000).astype(np.int16)


def wav(sound: bytes, *, length: int | None = None, coding: int = 1, bits: int = 16) -> bytes:
    layout = struct.pack("<HHIIHH", coding, 1, 22_050, 22_050 * bits // 8, bits // 8, bits)
    head = b"RIFF" + b"\xff\xff\xff\xff" + b"WAVE" + b"fmt " + struct.pack("<I", 16) + layout
    return head + b"data" + struct.pack("<I", len(sound) if length is None else length) + sound


def encoded(**how: str) -> bytes:
    file = io.BytesIO()
    soundfile.write(file, TONE / 32_768, 22_050, **how)
    return file.getvalue()


@pytest.mark.parametrize("length", [0, 0x7FFFF000, 0x7FFFFFFF, 0xFFFFFFFF, 4000, 5000])
def test_lengths_that_are_not_filled_in(length: int) -> None:
    read = read_sound(wav(TONE.tobytes(), length=length))
    assert read.rate == 22_050
    assert np.array_equal(read.pcm, TONE)


def test_a_length_of_nothing_with_chunks_after_it_is_nothing() -> None:
    after = b"LIST" + struct.pack("<I", 4) + b"INFO"
    assert len(read_sound(wav(after, length=0)).pcm) == 0


def test_a_header_alone_holds_no_samples() -> None:
    assert len(read_sound(wav(b"")).pcm) == 0


def test_half_a_sample_at_the_end_is_left_out() -> None:
    assert np.array_equal(read_sound(wav(TONE.tobytes() + b"\1")).pcm, TONE)


def test_chunks_before_the_sound() -> None:
    whole = wav(TONE.tobytes())
    odd = b"junk" + struct.pack("<I", 3) + b"abc\0"
    assert np.array_equal(read_sound(whole[:12] + odd + whole[12:]).pcm, TONE)


def test_two_channels_become_one() -> None:
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setparams((2, 2, 8000, 0, "NONE", ""))
        writer.writeframes(np.array([[100, 300], [-50, 50]], "<i2").tobytes())
    read = read_sound(file.getvalue())
    assert (read.pcm.tolist(), read.rate) == ([200, 0], 8000)


@pytest.mark.parametrize(
    ("form", "coding"),
    [
        ("AIFF", "PCM_16"),
        ("AIFF", "PCM_24"),
        ("AIFF", "FLOAT"),
        ("WAV", "PCM_U8"),
        ("WAV", "PCM_16"),
        ("WAV", "PCM_24"),
        ("WAV", "PCM_32"),
        ("WAV", "FLOAT"),
        ("WAV", "DOUBLE"),
        ("WAV", "ULAW"),
        ("WAVEX", "PCM_16"),
        ("WAVEX", "FLOAT"),
        ("FLAC", "PCM_16"),
        ("CAF", "PCM_16"),
    ],
)
def test_forms_and_codings(form: str, coding: str) -> None:
    read = read_sound(encoded(format=form, subtype=coding))
    off = np.abs(read.pcm.astype(int) - TONE)
    assert read.rate == 22_050
    assert off.max() <= {"PCM_U8": 256, "ULAW": 600, "PCM_16": 0}.get(coding, 1)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is empty"),
        (b"Segmentation fault\n", "it is not a sound file"),
        (b"RIFF\0\0\0\0WAVE", "it is not a sound file"),
        (wav(b"")[:-8], "it is not a sound file"),
        (b"RIFF\0\0\0\0WAVEfmt \2\0\0\0\1\0", "it is not a sound file"),
        (b"RIFF\0\0\0\0WAVEdata\2\0\0\0\1\0", "it is not a sound file"),
        (b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0" + bytes(16), "it is not a sound file"),
        (wav(np.array([np.nan], "<f4").tobytes(), coding=3, bits=32), "values that are not sound"),
    ],
)
def test_what_is_no_sound(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableSound, match=why):
        read_sound(data)


@given(st.binary(max_size=80), st.integers(0, 60), st.integers(0, 60))
def test_no_damage_makes_it_fail_otherwise(noise: bytes, start: int, end: int) -> None:
    whole = wav(TONE[:20].tobytes())
    try:
        read = read_sound(whole[:start] + noise + whole[end:])
    except UnreadableSound:
        return
    assert read.pcm.dtype == np.int16
