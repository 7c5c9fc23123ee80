"""A person who hums: each text as a sound of its own, which is found again in a mix."""

import hashlib
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from coach.timing import SAMPLE_RATE


def hum(text: str) -> NDArray[np.float32]:
    """Hum a text: a twentieth of a second a letter, always the same, and as no other text."""
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
    rng = np.random.default_rng(seed)
    frames = SAMPLE_RATE * max(len(text), 5) // 20
    knots = rng.uniform(150, 900, max(len(text) // 2, 2))
    pitch = np.interp(np.arange(frames), np.linspace(0, frames, len(knots)), knots)
    wave = np.sin(2 * np.pi * np.cumsum(pitch) / SAMPLE_RATE)
    return (0.2 * wave).astype(np.float32)


def record_list(folder: Path, texts: list[str]) -> Path:
    """Write what a person recorded, with silence around it, and the list of it."""
    folder.mkdir(parents=True, exist_ok=True)
    silence = np.zeros(SAMPLE_RATE // 2, np.float32)
    lines = []
    for number, text in enumerate(texts):
        sound = np.concatenate((silence, hum(text), silence))
        soundfile.write(folder / f"{number}.wav", sound, SAMPLE_RATE)
        lines.append(f"{number}.wav | {text}\n")
    (folder / "list.txt").write_text("".join(lines), encoding="utf-8")
    return folder / "list.txt"
