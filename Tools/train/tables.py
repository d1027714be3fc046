"""Reads tables and pictures that a user gives, within limits, and says of whatever is wrong: which file, which row, what to do."""

import csv
from pathlib import Path

from PIL import Image

import data

# A table is read whole; SCIN's largest has 5,033 rows in 3 MB.
MOST_BYTES, MOST_ROWS = 64 << 20, 200_000
# What the server itself reads of a picture (its PictureLimits).
PICTURE_BYTES, PICTURE_PIXELS, PICTURE_SIDE = 32 << 20, 50_000_000, 16
# A picture takes a quarter of a megabyte in memory, and as much again while it teaches.
MOST_PICTURES = 20_000
FORMATS = ("JPEG", "PNG")
# Kinds of pixels that both Pillow brings to RGB rightly and the server reads.
MODES = ("1", "L", "LA", "P", "PA", "RGB", "RGBA")


class Refused(Exception):
    """What the user gave cannot be used; the text says what, where and what to do."""


def read(file: Path, needs) -> list[tuple[int, dict[str, str]]]:
    """The rows of a comma-separated table as (number, column -> text); the header is row 1."""
    if not file.is_file():
        raise Refused(f"{file}: there is no such table; it must lie there, with the columns {', '.join(needs)}")
    if file.stat().st_size > MOST_BYTES:
        raise Refused(f"{file}: {file.stat().st_size} bytes, at most {MOST_BYTES} are read; split the table over several folders, one --more each")
    try:
        with open(file, encoding="utf-8-sig", newline="") as text:
            return list(rows(file, csv.reader(text, strict=True), needs))
    except UnicodeDecodeError:
        raise Refused(f"{file}: is not UTF-8 text; save it as CSV in UTF-8") from None
    except csv.Error as problem:
        raise Refused(f"{file}: is not a comma-separated table ({problem}); save it as CSV with commas and double quotes") from None
    except OSError as problem:
        raise Refused(f"{file}: cannot be read: {problem.strerror}") from None


def rows(file: Path, lines, needs):
    header = [name.strip() for name in next(lines, [])]
    for name in needs:
        if name not in header:
            raise Refused(f"{file}: row 1 has no column '{name}'; it has {', '.join(header[:8]) or 'nothing'}. The first row must name the columns, with commas between them")
    for name in header:
        if name and header.count(name) > 1:
            raise Refused(f"{file}: row 1 names the column '{name}' twice; keep one")
    for number, cells in enumerate(lines, 2):
        if number > MOST_ROWS + 1:
            raise Refused(f"{file}: has more than {MOST_ROWS} rows; split the table over several folders, one --more each")
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            raise Refused(f"{file}: row {number} has {len(cells)} cells and the header {len(header)}; a text with a comma in it needs double quotes around it")
        yield number, {name: cell.strip() for name, cell in zip(header, cells)}


def inside(root: Path, bases, name: str, where: str) -> Path:
    """The file of that name under one of the bases; nothing outside the folder is touched, nor reached by a link."""
    if not name:
        raise Refused(f"{where}: names no file")
    if Path(name).is_absolute() or ".." in Path(name).parts or "\0" in name or "\\" in name:
        raise Refused(f"{where}: '{name}' leads out of the folder; give a path within it, with '/'")
    try:
        found = next((base / name for base in bases if (base / name).is_file()), None)
    except OSError:
        found = None
    if found is None:
        raise Refused(f"{where}: there is no file '{name}' in {' or '.join(str(base) for base in bases)}; copy it there, or take out the row")
    if not found.resolve().is_relative_to(root.resolve()):
        raise Refused(f"{where}: '{name}' is a link that leads out of the folder; copy the picture itself into it")
    return found.resolve()


def decode(picture: data.Picture, where: str):
    """Fills hash and pixels of a picture that the server can read as well."""
    size = picture.path.stat().st_size
    if size > PICTURE_BYTES:
        raise Refused(f"{where}: {picture.path.name} has {size} bytes, at most {PICTURE_BYTES} are read; save it smaller, or take out the row")
    try:
        with Image.open(picture.path, formats=FORMATS) as image:
            (width, height), mode = image.size, image.mode
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise Refused(f"{where}: {picture.path.name} is neither JPEG nor PNG, or damaged; save it anew as one of them, or take out the row") from None
    if width * height > PICTURE_PIXELS or min(width, height) < PICTURE_SIDE:
        raise Refused(f"{where}: {picture.path.name} has {width} x {height} pixels; at most {PICTURE_PIXELS} in all and at least {PICTURE_SIDE} a side are read")
    if mode not in MODES:
        raise Refused(f"{where}: {picture.path.name} has pixels of the kind {mode}, which the server does not read; save it as RGB with 8 bits a channel")
    try:
        data.decode(picture)
    except (OSError, SyntaxError, ValueError):
        raise Refused(f"{where}: {picture.path.name} ends early or is damaged; save it anew, or take out the row") from None
