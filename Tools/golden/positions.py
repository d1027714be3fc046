"""Goldens of grids other than the model's own: positions as transformers interpolates them, and vectors and maps of such pictures.

python Tools/golden/positions.py   (reads the checkpoint that siglip.py made)
"""

import numpy as np
import torch
from torch.nn import functional
from transformers import SiglipModel

import provenance
from resize import drawn
from siglip import FOLDER, dense, encoded, patches, unit

GRIDS = [(4, 4), (5, 3), (7, 4), (2, 9), (6, 6)]

if __name__ == "__main__":
    folder = FOLDER / "even"
    model = SiglipModel.from_pretrained(folder).eval()
    model.set_attn_implementation("eager")
    embeddings = model.vision_model.embeddings
    side = embeddings.patch_size
    rows = []
    for columns, lines in GRIDS:
        picture = drawn(columns * side, lines * side).astype(np.float32)
        values = torch.from_numpy(picture / 127.5 - 1).permute(2, 0, 1)[None]
        with torch.no_grad():
            output = model.vision_model(values, interpolate_pos_encoding=True)
            positions = embeddings.interpolate_pos_encoding(torch.zeros(1, columns * lines, model.config.vision_config.hidden_size), lines * side, columns * side)[0]
            map_ = dense(model, output.last_hidden_state)[0]
        rows.append({"columns": columns, "rows": lines, "positions": encoded(positions), "patches": encoded(patches(values, side)),
                     "vector": encoded(unit(output.pooler_output)), "map": encoded(unit(map_))})
    provenance.write(folder / "positions.json", provenance.header("positions.py", 1e-4), {"grids": rows})
