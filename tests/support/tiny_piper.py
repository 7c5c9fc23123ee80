"""A Piper voice of a few kB: the real loader takes it, and it sounds a tone for every phoneme."""

import json
from pathlib import Path
from typing import Any

import numpy as np

RATE = 22_050
_HOP = 256
_HOPS_PER_PHONEME = 4.0
_LOWEST, _STEP = 150, 6  # Hz: the tone of phoneme 0, and how much each next one is above it
_AMPLITUDE = 0.3


def build(path: Path) -> Path:
    """Write ``path`` (an ``.onnx``) and its ``.json``; give the path."""
    import onnx  # noqa: PLC0415 - as the next two, not everyone has it
    from onnx import TensorProto, helper, numpy_helper  # noqa: PLC0415
    from piper.phoneme_ids import DEFAULT_PHONEME_ID_MAP  # noqa: PLC0415

    constants = {
        "one": np.int64(1),
        "start": np.int64(0),
        "hops_each": np.float32(_HOPS_PER_PHONEME),
        "nothing": np.float32(0),
        "hop": np.float32(_HOP),
        "lowest": np.float32(2 * np.pi * _LOWEST / RATE),
        "step": np.float32(2 * np.pi * _STEP / RATE),
        "amplitude": np.float32(_AMPLITUDE),
        "column": np.array([-1, 1], np.int64),
        "row": np.array([1, -1], np.int64),
        "shape": np.array([1, 1, 1, -1], np.int64),
    }
    steps: list[tuple[str, list[str], str, dict[str, Any]]] = [
        # scales are noise, length, noise of widths: of noise it is louder
        ("Gather", ["scales", "one"], "length_scale", {}),
        ("Mul", ["hops_each", "length_scale"], "scaled", {}),
        ("Cast", ["input"], "ids", {"to": TensorProto.FLOAT}),
        ("Mul", ["ids", "nothing"], "nothings", {}),
        ("Add", ["nothings", "scaled"], "widths", {}),
        ("Ceil", ["widths"], "w_ceil", {}),
        ("ReduceMax", ["w_ceil"], "width", {"keepdims": 0}),
        ("Mul", ["width", "hop"], "samples", {}),
        ("Cast", ["samples"], "count", {"to": TensorProto.INT64}),
        ("Range", ["start", "count", "one"], "times", {}),
        ("Cast", ["times"], "time", {"to": TensorProto.FLOAT}),
        ("Mul", ["ids", "step"], "above", {}),
        ("Add", ["above", "lowest"], "frequencies", {}),
        ("Reshape", ["frequencies", "column"], "frequency_column", {}),
        ("Reshape", ["time", "row"], "time_row", {}),
        ("Mul", ["frequency_column", "time_row"], "phases", {}),
        ("Sin", ["phases"], "sines", {}),
        ("Gather", ["scales", "start"], "noise", {}),
        ("Add", ["amplitude", "noise"], "loudness", {}),
        ("Mul", ["sines", "loudness"], "tones", {}),
        ("Reshape", ["tones", "shape"], "output", {}),
    ]
    graph = helper.make_graph(
        [helper.make_node(kind, of, [to], **how) for kind, of, to, how in steps],
        "tiny",
        [
            helper.make_tensor_value_info("input", TensorProto.INT64, [1, "T"]),
            helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
            helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
        ],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, 1, "N"])],
        [numpy_helper.from_array(np.array(value), name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, path)
    config = {
        "audio": {"sample_rate": RATE, "quality": "x_low"},
        "espeak": {"voice": "en-us"},
        "phoneme_type": "espeak",
        "num_symbols": 256,
        "num_speakers": 1,
        "speaker_id_map": {},
        "inference": {"noise_scale": 0.667, "length_scale": 1.0, "noise_w": 0.8},
        "phoneme_id_map": DEFAULT_PHONEME_ID_MAP,
        "hop_length": _HOP,
    }
    path.with_name(path.name + ".json").write_text(json.dumps(config), encoding="utf-8")
    return path
