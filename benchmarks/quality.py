"""What people would think of a sound, as models predict it: from 1, bad, to 5, excellent."""

import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from recognition import HEARD_AT_HZ, narrow

Samples = NDArray[np.float32]

_LOUDEST = 0.95

_DNSMOS_S = 9.01
"""What the model hears at once."""

_DNSMOS_SCALE = (-0.06766283, 1.11546468, 0.04602535)
"""The polynomial from what the model says to the scale of listeners, as speechmos has it."""


def predict_dnsmos(sounds: Sequence[Samples]) -> float:
    """Return the mean of DNSMOS OVRL (https://arxiv.org/abs/2110.01763) over some lines.

    Its model alone is taken of the package: the rest of that needs much more.
    """
    spec = find_spec("speechmos")
    if spec is None or spec.origin is None:
        raise SystemExit("speechmos is missing: see benchmarks/clarity.md.")
    model = Path(spec.origin).parent / "dnsmos_models" / "sig_bak_ovr.onnx"
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    found = []
    for sound in map(_prepare, sounds):
        lasting = np.resize(sound, round(_DNSMOS_S * HEARD_AT_HZ))  # over and over, as it was made
        overall = session.run(None, {"input_1": lasting[np.newaxis]})[0][0][2]
        found.append(float(np.polyval(_DNSMOS_SCALE, overall)))
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
