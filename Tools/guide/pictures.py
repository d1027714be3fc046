"""Takes the pictures of the clinician's guide from a server that runs with drawn skin only.

    make build && scripts/guide-pictures

Pages that this server does not have are left out. Writes Documentation/guide/*.png; all of them together stay below 600 kB.
"""

import fractions
import io
import pathlib
import sys

import av
import numpy
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "E2E"))
import conftest  # noqa: E402
from real_server import Server  # noqa: E402

OUT = ROOT / "Documentation/guide"
MOST_BYTES = 600_000
PAGES = [("live", "/?stream=demo", "#findings li"), ("alerts", "/alerts", "#list li"), ("thresholds", "/thresholds?stream=demo&condition=melanoma", "#tuner[data-ready]"), ("settings", "/settings", ".check"), ("overlays", "/overlays", "#anchors input")]


def smaller(png):
    """Two thirds of the size and at most 64 levels a channel pair: readable, and a fraction of the bytes."""
    with av.open(io.BytesIO(png), format="png_pipe") as source:
        frame = next(source.decode(video=0))
    scaled = frame.reformat(width=frame.width * 2 // 3 // 2 * 2, height=frame.height * 2 // 3 // 2 * 2, format="rgb24", interpolation="AREA")
    pixels = (scaled.to_ndarray().astype(numpy.uint16) + 4) // 8 * 8
    frame = av.VideoFrame.from_ndarray(numpy.minimum(pixels, 255).astype(numpy.uint8), format="rgb24")
    codec = av.CodecContext.create("png", "w")
    codec.width, codec.height, codec.pix_fmt, codec.time_base = frame.width, frame.height, "rgb24", fractions.Fraction(1, 25)
    codec.options = {"compression_level": "9", "pred": "mixed"}
    return b"".join(bytes(packet) for packet in [*codec.encode(frame), *codec.encode(None)])


def take(browser, url, name, path, selector):
    context = browser.new_context(viewport=dict(width=1280, height=800), color_scheme="light")
    page = context.new_page()
    page.set_default_timeout(60_000)
    if page.goto(url + path).status == 404:
        print(f"{name}: this server has no such page")
        return context.close()
    page.wait_for_selector(selector)
    if name == "live":        # a loaded machine shows its first picture late
        conftest.until(page, "document.querySelector('.fit video')?.getVideoPlaybackQuality().totalVideoFrames > 20", 60_000)
    page.wait_for_timeout(1500)
    (OUT / f"{name}.png").write_bytes(smaller(page.screenshot()))
    context.close()


def main():
    import tempfile

    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(pathlib.Path(folder) / "data")
        browser = playwright.chromium.launch(executable_path=conftest.CHROMIUM, args=conftest.FLAGS)
        try:
            alert = server.wait(lambda name, data: name == "alert", seconds=120)
            session = server.json("/api/v1/sessions")["items"][0]
            pages = [PAGES[0], ("alert", f"/alert?id={alert['id']}", "#now svg"), *PAGES[1:], ("report", f"/session-report?id={session['id']}", "#report[data-ready]")]
            for name, path, selector in pages:
                take(browser, server.url, name, path, selector)
        finally:
            browser.close()
            server.stop()
    total = sum(file.stat().st_size for file in OUT.glob("*.png"))
    print(f"{len(list(OUT.glob('*.png')))} pictures, {total} bytes")
    if total > MOST_BYTES:
        raise SystemExit(f"the pictures have {total} bytes, more than {MOST_BYTES}")


if __name__ == "__main__":
    main()
