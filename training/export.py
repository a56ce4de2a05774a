"""The trained encoder -> ONNX with eight-bit weights, and its tokenizer."""

from pathlib import Path
from typing import Any

import torch
from model import Encoder, Scores, Shipped
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model


def export(model: Encoder, tokenizer: Any, out: Path) -> None:
    """Write ``model.onnx`` and ``tokenizer.json``: weights per channel, activations by the window (dynamic)."""
    whole = out / "whole.onnx"
    torch.onnx.export(
        Shipped(model).eval(),
        (torch.randint(999, 2000, (1, 40)),),
        str(whole),
        input_names=["ids"],
        output_names=list(Scores._fields),
        dynamic_axes={"ids": {1: "n"}, **{name: {1: "n"} for name in Scores._fields}},
        dynamo=False,
        opset_version=17,
    )
    base = model.base.config
    options = FusionOptions("bert")
    options.enable_skip_layer_norm = options.enable_bias_gelu = False  # slower than their parts on a CPU
    fused = optimize_model(
        str(whole),
        "bert",
        num_heads=base.num_attention_heads,
        hidden_size=base.hidden_size,
        optimization_options=options,
        opt_level=0,
    )
    fused.save_model_to_file(str(whole))
    types = {"DefaultTensorType": TensorProto.FLOAT}
    quantize_dynamic(
        str(whole), str(out / "model.onnx"), per_channel=True, weight_type=QuantType.QInt8, extra_options=types
    )
    whole.unlink()
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
