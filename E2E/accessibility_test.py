"""No violation that axe can find, in every state of every page, on a desk and on a phone, light and dark."""

import pytest
from conftest import violations
from playwright.sync_api import expect

from agreement_test import AGREEMENT

SCREENS = [(1440, 900, False), (1440, 900, True), (390, 844, False), (390, 844, True)]
screens = pytest.mark.parametrize("screen", SCREENS, ids=lambda s: f"{s[0]}-{'dark' if s[2] else 'light'}")


def opened(open_page, screen, fake, path, selector):
    page = open_page(*screen)
    page.goto(fake.url + path)
    page.wait_for_selector(selector, timeout=25_000)
    return page


@screens
def test_live_with_an_alert_an_opened_finding_and_the_silence_dialog(open_page, fake, screen):
    page = opened(open_page, screen, fake, "/", ".alert-item.active")
    assert violations(page) == []
    page.locator("li[data-id=melanoma] .finding").click()
    assert violations(page) == []
    page.locator("[data-act=silence]").first.click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.evaluate("document.querySelector('#keys').showModal()")
    assert violations(page) == []


@screens
@pytest.mark.parametrize("state, selector", [
    (dict(streams=[]), ".notice"), (dict(state={"demo": "lost"}), ".notice"), (dict(encoder="overloaded"), "[data-id=overloaded]"), (dict(encoder="missing"), "[data-id=encoder]"),
    (dict(abstain="blurred"), "[data-id=abstain]"), (dict(journal="disk_full"), "[data-id=journal]"), (dict(webrtc=False), "[data-id=path]"), (dict(agreement=AGREEMENT), "#findings .differs:not([hidden])"),
], ids=["empty", "lost", "overloaded", "encoder-missing", "abstaining", "disk-full", "no-media-path", "quick-look-differs"])
def test_live_states(open_page, fake, screen, state, selector):
    fake.set(**state)
    assert violations(opened(open_page, screen, fake, "/?stream=demo", selector)) == []


@screens
def test_live_without_the_server(open_page, fake, screen):
    page = opened(open_page, screen, fake, "/", "#findings li")
    fake.set(down=True)
    page.wait_for_selector(".notice", timeout=10_000)
    assert violations(page) == []


@screens
@pytest.mark.parametrize("path, selector", [("/wall", ".tile .fresh"), ("/alerts", "#list li"), ("/alerts?state=silenced", "#none"), ("/alert?id=none", "#problem .message"), ("/sign-in", "#form"), ("/overlay/room-5", ".lower-card"), ("/overlay/room-5?theme=light&place=middle-centre", ".lower-card"), ("/overlay/room-5?theme=contrast&words=safe&place=top-right", ".lower-card")])
def test_other_pages(open_page, fake, screen, path, selector):
    assert violations(opened(open_page, screen, fake, path, selector)) == []


@screens
@pytest.mark.parametrize("state", ["read", "absent", "damaged", "stale"])
def test_evidence(open_page, fake, screen, state):
    fake.set(evidence=state)
    page = opened(open_page, screen, fake, "/evidence", "#panels[data-ready]")
    page.get_by_text("The whole model card").click() if state != "absent" else None
    assert violations(page) == []


@screens
def test_one_alert(open_page, fake, screen):
    page = opened(open_page, screen, fake, "/alerts", "#list li")
    page.locator("#list a").first.click()
    page.wait_for_selector("#now svg")
    assert violations(page) == []


@screens
def test_failed_sign_in(open_page, fake, screen):
    page = opened(open_page, screen, fake, "/sign-in", "#form")
    page.locator("#form .primary").click()
    expect(page.locator("#problem .message")).to_be_focused()
    assert violations(page) == []
