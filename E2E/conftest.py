"""Fixtures of the browser tests.

SKINO_URL=http://127.0.0.1:8080 points the tests of the pages at a running server; without it they use the fake one.
Tests that need a state on demand (`fake`) always use the fake one. CHROMIUM names the browser's program.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
import urllib.request

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

HERE = pathlib.Path(__file__).resolve().parent
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--headless=new", "--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--autoplay-policy=no-user-gesture-required"]


def pytest_configure(config):
    config.addinivalue_line("markers", "long: takes minutes; `make test-long` runs it, `make test` does not")


class Fake:
    """The fake server as a process of its own."""

    def __init__(self, folder):
        address = folder / "address"
        self.process = subprocess.Popen([sys.executable, HERE / "fake_server.py", "--address-file", address], cwd=HERE, stdout=subprocess.DEVNULL)
        for _ in range(1200):        # a loaded machine takes its time
            if address.exists() and address.read_text():
                break
            time.sleep(0.05)
        self.url = address.read_text()

    def set(self, **state):
        request = urllib.request.Request(f"{self.url}/fake", json.dumps(state).encode(), {"Content-Type": "application/json"})
        return json.load(urllib.request.urlopen(request, timeout=10))

    def stop(self):
        self.process.terminate()
        self.process.wait()


@pytest.fixture(scope="session")
def fake_process(tmp_path_factory):
    server = Fake(tmp_path_factory.mktemp("fake"))
    yield server
    server.stop()


@pytest.fixture
def fake(fake_process):
    """The fake server in its first state."""
    fake_process.set(reset=True)
    yield fake_process
    fake_process.set(reset=True)


@pytest.fixture
def server(request):
    """Base URL for tests that hold for any server."""
    return os.environ.get("SKINO_URL") or request.getfixturevalue("fake").url


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser):
    """open_page(width=1440, height=900, dark=False) gives a page that fails the test on any script error or policy violation."""
    contexts, faults = [], []

    def new(width=1440, height=900, dark=False, **options):
        context = browser.new_context(viewport=dict(width=width, height=height), color_scheme="dark" if dark else "light", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if "Content Security Policy" in message.text else None)
        return page

    yield new
    for context in contexts:
        context.close()
    assert not faults, faults


@pytest.fixture
def page(open_page):
    return open_page()


def violations(page):
    """Accessibility violations of the page as it is, in a form that reads well when a test fails."""
    found = Axe().run(page, options=dict(resultTypes=["violations"], preload=False)).response["violations"]
    return [(v["id"], [node["html"][:160] for node in v["nodes"]]) for v in found]


def until(page, expression, timeout=10_000):
    """Waits until a script expression holds. Playwright's own wait needs eval, which the page's policy forbids."""
    end = time.monotonic() + timeout / 1000
    while not page.evaluate(f"() => !!({expression})"):
        assert time.monotonic() < end, f"never true within {timeout} ms: {expression}"
        time.sleep(0.03)
