"""Every page while the server fails at everything: it says so, claims nothing that it cannot know, offers a way on, and stays accessible."""

import re

import pytest
from conftest import until, violations
from fake_server import PAGES

# What a page may say only after the server told it.
CLAIMS = re.compile("no alert has been raised|no session yet|no stream runs|no stream is being watched|nothing is handed over|nobody signs in|no alerts\\.|none yet|nothing to read", re.IGNORECASE)
RAW = re.compile(r"undefined|\bNaN\b|\[object|\bnull\b|\{\"|<[a-z]+>|\d{4}-\d\d-\d\dT")
# Nothing is read on these before somebody acts.
QUIET = {"/sign-in", "/overlays"}
ADDRESS = {"/alert": "/alert?id=" + "a" * 32, "/session-report": "/session-report?id=" + "a" * 32}


@pytest.fixture
def broken(fake):
    fake.set(broken=True)
    return fake


@pytest.fixture
def phone(open_page):
    return open_page(width=390, height=844, dark=True, reduced_motion="reduce")


@pytest.mark.parametrize("path", sorted(PAGES))
def test_a_page_whose_every_question_fails(phone, broken, path):
    phone.goto(broken.url + ADDRESS.get(path, path))
    phone.wait_for_selector("h1" if path in QUIET else "main :is(.message, .notice)", timeout=25_000)
    until(phone, "document.readyState === 'complete'")
    said = phone.locator("body").inner_text()
    assert not CLAIMS.search(said), said
    assert not RAW.search(said), said
    assert "not for diagnosis" in said.lower()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it scrolls sideways"
    assert violations(phone) == []


@pytest.mark.parametrize("path", ["/alerts", "/sessions", "/evidence", "/teaching", "/people", "/hand-off", "/packs"])
def test_once_the_server_answers_again_a_button_reads_the_page_anew(phone, broken, path):
    phone.goto(broken.url + path)
    button = phone.get_by_role("button", name="Try again").first
    button.wait_for(timeout=25_000)
    broken.set(broken=False)
    with phone.expect_navigation():
        button.click()
