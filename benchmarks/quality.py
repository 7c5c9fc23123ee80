"""What people would think of a sound, as models predict it: from 1, bad, to 5, excellent."""

import sys
from collections.abc import Sequence
from importlib.util import find_spec
from types import ModuleType

import numpy as np
from numpy.typing import NDArray
from recognition import HEARD_AT_HZ, narrow

Samples = NDArray[np.float32]

_LOUDEST = 0.95


def predict_dnsmos(sounds: Sequence[Samples]) -> float:
    """Return the mean of DNSMOS OVRL (ITU-T P.835), for the lines one after another."""
    from speechmos import dnsmos  # noqa: PLC0415 (only with its requirements)

    found = [dnsmos.run(_prepare(sound), HEARD_AT_HZ)["ovrl_mos"] for sound in sounds]
    return float(np.mean(found))


def predict_distillmos(sounds: Sequence[Samples]) -> float | None:
    """Return the mean of DistillMOS; None where PyTorch or the package is not installed."""
    if find_spec("torch") is None or find_spec("distillmos") is None:
        return None
    # It needs torchaudio for nothing but its own command line.
    if find_spec("torchaudio") is None:
        sys.modules["torchaudio"] = ModuleType("torchaudio")
    import torch  # noqa: PLC0415 (the same)
    from distillmos import ConvTransformerSQAModel  # noqa: PLC0415 (the same)

    model = ConvTransformerSQAModel()
    model.eval()
    with torch.no_grad():
        found = [float(model(torch.tensor(_prepare(each).tolist())[None])) for each in sounds]
    return float(np.mean(found))


def _prepare(sound: Samples) -> Samples:
    """Return a sound as the models take it."""
    narrowed = narrow(sound)
    return narrowed / np.float32(max(float(np.abs(narrowed).max()) / _LOUDEST, 1.0))
