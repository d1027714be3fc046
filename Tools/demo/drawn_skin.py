"""Draws skin: no photograph goes in, only numbers from a seeded generator. numpy alone.

Used twice: for the demo stream (render) and as a declared training domain of skinlite (Tools/train/drawn.py).
Images are float32 [H, W, 3], sRGB in 0…1. Lengths are pixels of the canvas drawn on.
"""

import numpy as np

# Six skin tones from light to dark, sRGB bytes, roughly individual typology angles of 60, 45, 32, 18, -10 and -45 degrees.
TONES = np.array([(240, 208, 190), (226, 182, 156), (208, 160, 128), (176, 126, 92), (128, 86, 60), (82, 56, 42)], np.float32) / 255


def noise(rng, height, width, slope=1.0, low=0.0, high=0.5, angle=None, spread=0.35):
    """Gaussian noise with a power-law spectrum between two frequencies (cycles a pixel), optionally along one direction only;
    zero mean, unit variance, seamless at the edges."""
    fy, fx = np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width)[None]
    radius = np.hypot(fy, fx)
    weight = np.where((radius > max(low, 1e-6)) & (radius <= high), np.maximum(radius, 1e-6) ** -slope, 0)
    if angle is not None:
        turn = np.arctan2(fy, fx) - angle
        weight = weight * np.exp(-(np.sin(turn) / spread) ** 2)
    field = np.fft.irfft2(np.fft.rfft2(rng.standard_normal((height, width))) * weight, (height, width))
    return (field / (field.std() + 1e-9)).astype(np.float32)


def smoothstep(low, high, x):
    t = np.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def skin(rng, height, width, tone, scale=1.0):
    """A sheet of skin without a finding. tone: index into TONES, fractions blend; scale: pixels of a furrow cell relative to 12."""
    lower = int(np.clip(np.floor(tone), 0, len(TONES) - 2))
    base = TONES[lower] + (TONES[lower + 1] - TONES[lower]) * (tone - lower)
    melanin, blood = noise(rng, height, width, 1.6, high=0.03), noise(rng, height, width, 1.3, high=0.06)
    image = base * (1 + 0.035 * melanin[..., None] * np.array([1, 1.15, 1.3], np.float32))
    image = image + 0.016 * blood[..., None] * np.array([0.6, -0.8, -0.6], np.float32) * base
    image = image * (1 - 0.11 * furrows(rng, height, width, scale)[..., None])
    image = image * (1 + 0.02 * noise(rng, height, width, 0.3, low=0.1)[..., None])
    return (image * (1 - pores(rng, height, width)[..., None])).astype(np.float32)


def furrows(rng, height, width, scale):
    """The criss-cross of fine lines on skin: ridges of noise along two crossing directions, 0…1."""
    direction, lines = rng.uniform(0, np.pi), np.zeros((height, width), np.float32)
    for turn in (0, rng.uniform(0.9, 1.5)):
        band = 1 / (12 * scale)
        ridge = np.abs(noise(rng, height, width, 0.2, low=0.5 * band, high=1.6 * band, angle=direction + turn))
        lines = np.maximum(lines, np.clip(1 - ridge / 0.45, 0, 1) ** 2)
    return lines * np.clip(0.65 + 0.3 * noise(rng, height, width, 1.2, high=0.03), 0, 1)


def pores(rng, height, width):
    """Darkness of follicle openings and a few freckles, 0…1."""
    dark = np.zeros((height, width), np.float32)
    for count, radius, depth in ((height * width // 900, 0.9, 0.14), (int(rng.integers(0, 8)), rng.uniform(1.5, 3.5), 0.13)):
        for y, x in zip(rng.uniform(0, height, count), rng.uniform(0, width, count)):
            stamp(dark, y, x, radius * rng.uniform(0.7, 1.3), depth * rng.uniform(0.5, 1))
    return dark


def stamp(canvas, y, x, radius, depth):
    """Adds one soft dot, keeping the darker of old and new."""
    reach = int(3 * radius) + 1
    top, left = max(int(y) - reach, 0), max(int(x) - reach, 0)
    window = canvas[top:int(y) + reach + 1, left:int(x) + reach + 1]
    rows, columns = np.ogrid[top:top + window.shape[0], left:left + window.shape[1]]
    np.maximum(window, depth * np.exp(-((rows - y) ** 2 + (columns - x) ** 2) / (2 * radius ** 2)), out=window)


def hairs(rng, image, count, length, direction, thickness=0.6, colour=(0.26, 0.18, 0.12)):
    """Draws curved hairs that grow more or less one way; each is a thin stroke that tapers, with a faint shadow."""
    ink = np.zeros(image.shape[:2], np.float32)
    for _ in range(count):
        y, x = rng.uniform(0, image.shape[0]), rng.uniform(0, image.shape[1])
        angle, bend, reach = direction + rng.normal(0, 0.28), rng.normal(0, 0.55), length * rng.uniform(0.5, 1.3)
        along = np.linspace(0, 1, int(reach * 1.3) + 2)
        turn = angle + bend * along ** 2
        ys, xs = y + np.cumsum(np.sin(turn)) / 1.3, x + np.cumsum(np.cos(turn)) / 1.3
        strength = rng.uniform(0.25, 0.7)
        for part, py, px in zip(along, ys, xs):
            if 0 <= py < image.shape[0] and 0 <= px < image.shape[1]:
                stamp(ink, py, px, thickness * (1.1 - 0.75 * part), strength * (1 - 0.6 * part))
    shadow = np.roll(ink, (2, 1), (0, 1))
    image *= 1 - 0.22 * shadow[..., None]
    image += ink[..., None] * (np.array(colour, np.float32) - image)
    return image


def outline(rng, shape, centre, radius, waves, stretch=1.0, softness=0.05):
    """How deep inside a lumpy disc each pixel lies (1 inside, 0 outside) and its distance to the centre in radii.
    waves: amplitude of the border's waves 2, 3, 4, …"""
    rows, columns = np.mgrid[0:shape[0], 0:shape[1]].astype(np.float32)
    turn = rng.uniform(0, np.pi)
    dy, dx = rows - centre[0], columns - centre[1]
    along, across = dx * np.cos(turn) + dy * np.sin(turn), (dy * np.cos(turn) - dx * np.sin(turn)) * stretch
    angle, distance = np.arctan2(across, along), np.hypot(across, along) / radius
    border = np.ones_like(angle)
    for wave, amplitude in enumerate(waves, 2):
        border += amplitude * np.cos(wave * angle + rng.uniform(0, 2 * np.pi))
    border += 0.035 * noise(rng, *shape, 1.0, low=1 / radius, high=12 / radius) * min(1, 8 * waves[0])
    return 1 - smoothstep(1 - softness, 1 + softness, distance / border), distance / border


def blend(image, colour, amount):
    image += amount[..., None] * (colour - image)


def melanoma(rng, image, centre, radius):
    """A melanoma-like spot: asymmetric, notched border, several colours (tan, brown, black, blue-grey, a regressed pale part)."""
    base = image[int(centre[0]), int(centre[1])].copy()
    window, view = crop(image, centre, radius * 2)
    local = (centre[0] - window[0], centre[1] - window[1])
    inside, depth = outline(rng, view.shape[:2], local, radius, rng.uniform(0.05, 0.13, 9) / np.arange(1, 10) ** 0.75, rng.uniform(1.05, 1.5), 0.10)
    patches = [noise(rng, *view.shape[:2], 1.7, high=3 / radius) for _ in range(4)]
    grain = noise(rng, *view.shape[:2], 0.8, low=2 / radius, high=0.25)
    keep = np.clip(inside * (0.93 + 0.07 * grain), 0, 1)
    layer = view.copy()
    blend(layer, base * np.array([0.62, 0.46, 0.36]), keep)
    blend(layer, base * 0.12 + np.array([0.16, 0.085, 0.05]), keep * smoothstep(-0.6, 0.5, patches[0] + 0.25 * grain))
    blend(layer, np.array([0.075, 0.05, 0.045]), keep * smoothstep(0.2, 0.9, patches[1] + 0.3 * grain) * smoothstep(1.0, 0.7, depth))
    blend(layer, base * 0.3 + np.array([0.10, 0.14, 0.20]), 0.6 * keep * smoothstep(0.9, 1.6, patches[2]))
    blend(layer, base * np.array([0.9, 0.62, 0.6]), 0.6 * keep * smoothstep(1.1, 1.7, patches[3]))
    view[...] = layer * (1 + 0.03 * grain[..., None] * inside[..., None])
    return inside


def nevus(rng, image, centre, radius):
    """A nevus-like spot: round, one brown, a soft even border."""
    base = image[int(centre[0]), int(centre[1])].copy()
    window, view = crop(image, centre, radius * 2)
    local = (centre[0] - window[0], centre[1] - window[1])
    inside, depth = outline(rng, view.shape[:2], local, radius, rng.uniform(0, 0.025, 2), rng.uniform(1, 1.15), 0.16)
    brown = base * rng.uniform((0.60, 0.46, 0.38), (0.72, 0.58, 0.50))
    blend(view, brown, inside * (0.82 + 0.06 * noise(rng, *view.shape[:2], 1.0, high=0.2)))
    view *= 1 + 0.05 * (smoothstep(1, 0, np.hypot(*(np.mgrid[0:view.shape[0], 0:view.shape[1]] - np.array(local).reshape(2, 1, 1) + radius * 0.35)) / radius) * inside)[..., None]
    return inside


def crop(image, centre, reach):
    """The part of the image within `reach` of the centre, as a writable view, and its top left corner."""
    top, left = max(int(centre[0] - reach), 0), max(int(centre[1] - reach), 0)
    return (top, left), image[top:int(centre[0] + reach) + 1, left:int(centre[1] + reach) + 1]


LESIONS = {"melanoma": melanoma, "melanocytic-nevus": nevus}


def limb(rng, image, backdrop, axis, half_width, lean=0.0, light=0.5):
    """Shades a sheet of skin as a forearm: a long cylinder along x lit from above left, over a backdrop.
    axis: row of its middle at the left edge; lean: rows a column; light: where across the arm it is brightest, -1…1."""
    rows, columns = np.mgrid[0:image.shape[0], 0:image.shape[1]].astype(np.float32)
    taper = half_width * (1 + 0.06 * np.sin(columns / image.shape[1] * 2.4 + rng.uniform(0, 3)))
    across = (rows - axis - lean * columns) / taper
    round_ = np.sqrt(np.clip(1 - across ** 2, 0, 1))
    lit = 0.50 + 0.52 * np.clip(round_ * np.sqrt(1 - light ** 2 * 0.6) - across * light * 0.45, 0, 1.2)
    inside = 1 - smoothstep(0.985, 1.0, np.abs(across))
    shadow = 1 - 0.45 * np.exp(-np.clip(across - 0.9, 0, None) * 5) * (across > 0)
    return backdrop * shadow[..., None] * (1 - inside[..., None]) + image * lit[..., None] * inside[..., None]


def backdrop(rng, height, width):
    """A cloth or a table under the arm: a cool weave that no one takes for skin."""
    colour = rng.uniform((0.36, 0.46, 0.52), (0.55, 0.66, 0.72)).astype(np.float32)
    weave = 0.5 * np.sin(np.arange(height) * 2 * np.pi / 5)[:, None] * np.sin(np.arange(width) * 2 * np.pi / 5)[None]
    folds = noise(rng, height, width, 2.0, high=0.01)
    return (colour * (1 + 0.03 * weave + 0.05 * folds)[..., None]).astype(np.float32)
