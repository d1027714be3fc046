"""OpenVINO graphs of several towers over one file of weights: the server runs towers side by side, each on one core. One graph of all towers would run on one."""

from pathlib import Path
from xml.etree import ElementTree

# What each graph gives, in this order.
OUTPUTS = ("patches", "gate")


def names(folder: Path) -> list[str]:
    """The graphs in a folder, first tower first."""
    return sorted((path.name for path in folder.glob("image-*.xml")), key=lambda name: int(name[len("image-"):-len(".xml")]))


def write(whole, folder: Path, count: int):
    """Saves `whole`, whose outputs are named `patches-1`, `gate-1`, `patches-2`…, as image.bin and image-1.xml … image-`count`.xml."""
    import openvino as ov

    for old in folder.glob("image*.xml"):
        old.unlink()
    file = folder / "image.xml"
    ov.save_model(whole, file, compress_to_fp16=True)
    text = file.read_text()
    for number in range(1, count + 1):
        (folder / f"image-{number}.xml").write_text(part(text, number) + "\n")
    file.unlink()


def part(text: str, number: int) -> str:
    """What leads to the outputs of tower `number`, which lose their number. Constants keep their places in the file of weights."""
    for name in OUTPUTS:
        text = text.replace(f'names="{name}-{number}"', f'names="{name}"')
    net = ElementTree.fromstring(text)
    layers, edges = net.find("layers"), net.find("edges")
    sources = {}
    for edge in edges:
        sources.setdefault(edge.get("to-layer"), []).append(edge.get("from-layer"))
    waiting, reached = [layer.get("id") for layer in layers if layer.get("output_names") in OUTPUTS], set()
    while waiting:
        layer = waiting.pop()
        if layer not in reached:
            reached.add(layer)
            waiting += sources.get(layer, [])
    for layer in [layer for layer in layers if layer.get("id") not in reached]:
        layers.remove(layer)
    for edge in [edge for edge in edges if edge.get("to-layer") not in reached]:
        edges.remove(edge)
    return ElementTree.tostring(net, encoding="unicode")
