#!/usr/bin/env python3
"""How old a frame is when its overlay stands on the screen: the real page in Chromium, beside the real server, on one machine.

    Benchmarks/screen.py [--seconds 30] [--model NAME|DIR] [--precision auto] [--open-gate] [--clip FILE] [--json]

The page writes beside the overlay when the frame was taken that it belongs to. `drawn` is the time from there to the display frame in
which the overlay was drawn; `shown` is the time to the begin of the display frame after it, by when it stands on the screen. Both ends
read one clock, the machine's. Chromium runs without a screen and draws by the processor, which counts against us. The slope is a line
through the median ages of every twentieth of the time after the first. A frame that the pack's gate refuses has no overlay; random weights,
which know no skin, need --open-gate: a copy of the pack that counts as skin whatever it else refuses.
"""

import argparse
import os
import pathlib
import re
import shutil
import tempfile
import time

from playwright.sync_api import sync_playwright

import figures
from server import ROOT, Server, add_common_options

FLAGS = ["--headless=new", "--no-sandbox", "--autoplay-policy=no-user-gesture-required", "--allow-loopback-in-peer-connection"]
# A mutation is told in the same display frame, right after the page's own drawing.
WATCH = """
globalThis.screenAges = { drawn: [], shown: [] };
document.addEventListener('DOMContentLoaded', () => {
  let last = '';
  new MutationObserver(changes => {
    const taken = changes.at(-1).target.dataset.capturedAt;
    if (!taken || taken === last) return;
    last = taken;
    const at = Date.parse(taken);
    globalThis.screenAges.drawn.push(Date.now() - at);
    requestAnimationFrame(() => globalThis.screenAges.shown.push(Date.now() - at));
  }).observe(document.documentElement, { subtree: true, attributes: true, attributeFilter: ['data-captured-at'] });
});
"""


PARTS = 20


def measure(url, seconds, patience):
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        raise SystemExit("screen.py: Chromium is missing: install scripts/packages-test.txt, or name it in CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS, timeout=60_000)
        try:
            page = browser.new_page(viewport=dict(width=1440, height=900))
            page.add_init_script(WATCH)
            page.goto(url + "/", timeout=60_000)
            end = time.monotonic() + patience
            while page.evaluate("() => globalThis.screenAges.drawn.length") < 30:
                if time.monotonic() > end:
                    raise SystemExit(f"screen.py: the page drew no 30 overlays within {patience} s")
                time.sleep(0.2)
            page.evaluate("() => { screenAges.drawn.length = screenAges.shown.length = 0; }")
            time.sleep(seconds)
            return page.evaluate("() => screenAges")
        finally:
            browser.close()


def open_gate(folder):
    """A copy of the pack whose wordings of other things are wordings of skin, too: neither is ever the nearer one."""
    pack = (ROOT / "Packs/dermatology.yaml").read_text()
    gate = re.search(r"(?ms)^gate:\n.*?  in_domain:\n(.*?)  out_of_domain:\n(.*?)^\S", pack)
    file = pathlib.Path(folder) / "open-gate.yaml"
    file.write_text(pack[: gate.end(1)] + gate.group(2) + pack[gate.end(1) :])
    return ["--pack", str(file)]


def slope(ages, seconds):
    """Of the median age, in milliseconds a minute; ages come evenly."""
    parts = [ages[len(ages) * part // PARTS : len(ages) * (part + 1) // PARTS] for part in range(PARTS)]
    return figures.slope([((number + 0.5) / PARTS * seconds / 60, figures.quantile(part, 0.5)) for number, part in enumerate(parts) if number and part])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--model", help="a model's name or a directory (default: the server's)")
    parser.add_argument("--precision", default="auto")
    parser.add_argument("--open-gate", action="store_true")
    add_common_options(parser)
    options = parser.parse_args()
    on = figures.machine()
    address = pathlib.Path(options.clip).resolve().as_uri()
    with tempfile.TemporaryDirectory() as folder:
        # Another model's wordings are embedded first, which takes as long as it takes.
        chosen = ["--model", options.model, "--precision", options.precision] if options.model else []
        chosen += open_gate(folder) if options.open_gate else []
        server = Server(folder + "/data", *chosen, configuration=f'streams:\n  - {{id: screen, url: "{address}"}}\n')
        try:
            ages = measure(server.url, options.seconds, 600 if options.model else 60)
        finally:
            server.stop()
    row = dict(overlays=len(ages["drawn"]), overlays_per_second=len(ages["drawn"]) / options.seconds)
    for name in ("drawn", "shown"):
        row |= {f"{name}_p{round(q * 100)}_ms": figures.quantile(ages[name], q) for q in (0.5, 0.95, 0.99)}
    row["shown_slope_ms_per_minute"] = slope(ages["shown"], options.seconds)
    figures.show(f"screen, {options.model or 'the default model'}: age of a frame when its overlay is on the screen, in Chromium", on, [row], options.json)


if __name__ == "__main__":
    main()
