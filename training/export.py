"""The trained encoder -> ONNX with eight-bit weights, and its tokenizer."""

from pathlib import Path
from typing import Any

import torch
from model import Encoder, Shipped
from onnxruntime.quantization import QuantType, quantize_dynamic

OUTPUTS = ("tags", "cues", "sources", "vectors")


def export(model: Encoder, tokenizer: Any, out: Path) -> None:
    """Write ``model.onnx`` and ``tokenizer.json``: weights per channel, activations by the window (dynamic)."""
    whole = out / "whole.onnx"
    torch.onnx.export(
        Shipped(model).eval(),
        (torch.randint(999, 2000, (1, 40)),),
        str(whole),
        input_names=["ids"],
        output_names=list(OUTPUTS),
        dynamic_axes={"ids": {1: "n"}, **{name: {1: "n"} for name in OUTPUTS}},
        dynamo=False,
        opset_version=17,
    )
    quantize_dynamic(str(whole), str(out / "model.onnx"), per_channel=True, weight_type=QuantType.QInt8)
    whole.unlink()
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
