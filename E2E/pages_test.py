"""What must hold on any server that runs the demo stream."""

import re

import pytest
from conftest import until
from playwright.sync_api import expect

PAGES = ["/", "/wall", "/alerts", "/settings", "/packs", "/voice", "/privacy", "/overlays", "/evidence", "/sign-in", "/overlay/demo"]
AGE = re.compile(r"(Analysed|analysed) \d+ ms ago|Not (scored|current)")


def wait_for_alert(page):
    """The demo raises one in every loop of at most 20 s."""
    page.wait_for_selector(".alert-item", timeout=30_000)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_research_use_only(page, server, path):
    page.goto(server + path)
    expect(page.get_by_text("Research use only. Not for diagnosis.").first).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways_at_320_pixels(open_page, server, path):
    page = open_page(320, 700)
    page.goto(server + path)
    page.wait_for_timeout(1500)
    assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("path", PAGES)
def test_no_link_leads_nowhere(page, server, path):
    page.goto(server + path)
    page.wait_for_timeout(1000)
    for href in set(page.eval_on_selector_all("a[href^='/']", "links => links.map(l => l.getAttribute('href'))")):
        if "/journal." not in href:
            assert page.request.get(server + href).status < 400, href


def test_live_shows_findings_of_the_demo_within_5_seconds(page, server):
    page.goto(server + "/")
    expect(page.locator("#fresh")).to_contain_text(re.compile(r"nalysed \d+ ms ago"), timeout=5000)
    expect(page.locator("#findings li").first).to_be_visible()
    expect(page.locator("#drawn")).to_be_visible()


def test_live_plays_the_picture(page, server):
    page.goto(server + "/")
    until(page, "document.querySelector('.fit video')?.videoWidth > 0", timeout=15_000)


def test_opened_finding_shows_three_numbers(page, server):
    page.goto(server + "/")
    page.locator("#findings .finding").first.click(timeout=10_000)
    expect(page.locator(".three dt")).to_have_text(["Similarity", "Presence", "Probability"])
    assert float(page.locator(".three b").first.text_content()) > -1


def test_alert_is_announced_once_and_marks_the_title(page, server):
    page.goto(server + "/?stream=demo")
    page.wait_for_selector(".alert-item.active", timeout=45_000)
    expect(page).to_have_title(re.compile(r"^!{1,3} Resembles "), timeout=3000)
    until(page, "document.querySelector('#announce').textContent.includes('Resembles')", timeout=45_000)
    assert page.locator("#announce").get_attribute("role") == "alert"


def test_acknowledging_can_be_undone(page, server):
    page.goto(server + "/?stream=demo")
    wait_for_alert(page)
    button = page.locator(".alert-item [data-act=acknowledge]").first
    button.click(timeout=30_000)
    expect(page.locator(".toast")).to_contain_text("acknowledged")
    page.locator(".toast .link").first.click()
    expect(page.locator(".alert-item [data-act=acknowledge]").first).to_be_visible()


def test_threshold_can_be_set_by_keys_and_undone(page, server):
    page.goto(server + "/?stream=demo")
    page.locator("#findings li[data-id=melanoma] .finding").click(timeout=10_000)
    field = page.locator("input[data-k=enter]")
    before = field.input_value()
    page.locator(".thumb-enter").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".toast")).to_contain_text("Logged")
    assert field.input_value() != before
    page.locator(".toast .link").click()
    expect(field).to_have_value(before)


def test_alert_page_says_why_and_how_to_prove_it(page, server):
    page.goto(server + "/?stream=demo")
    wait_for_alert(page)
    page.locator(".alert-item h3 a").first.click()
    expect(page.locator("#heading")).to_contain_text("Resembles")
    expect(page.locator("#now svg")).to_be_visible()
    expect(page.locator("#steps")).to_contain_text("Alert raised")
    expect(page.locator("#command")).to_contain_text(re.compile("mediaskinoscope verify [0-9a-f]{32}"))


def test_alert_list_filters_and_searches(page, server):
    page.goto(server + "/?stream=demo")
    wait_for_alert(page)
    page.goto(server + "/alerts")
    page.wait_for_selector("#list li")
    page.locator("[name=search]").fill("no-such-words")
    expect(page.locator("#none")).to_contain_text("No alert matches")
    page.locator("#show-all").click()
    expect(page.locator("#list li").first).to_be_visible()
    page.locator("[name=stream]").select_option("demo")
    page.wait_for_url("**stream=demo**")


def test_wall_has_a_tile_for_every_stream(page, server):
    page.goto(server + "/wall")
    page.wait_for_selector(".tile")
    streams = page.request.get(server + "/api/v1/streams").json()["items"]
    expect(page.locator(".tile")).to_have_count(len(streams))
    expect(page.locator(".tile .fresh").first).to_contain_text(AGE)


def test_overlay_is_transparent_and_shows_the_alert(page, server):
    page.goto(server + "/overlay/demo")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgba(0, 0, 0, 0)"
    expect(page.locator(".lower-card")).to_contain_text("Resembles", timeout=45_000)


def test_own_camera_is_published_and_analysed(page, server):
    page.goto(server + "/")
    page.wait_for_selector("#findings li")
    page.locator("#camera").click()
    expect(page.locator("#source option:checked")).to_have_text("My camera", timeout=15_000)
    until(page, "document.querySelector('.fit video')?.videoWidth > 0")
    expect(page.locator("#fresh")).to_contain_text(re.compile(r"nalysed \d+ ms|Not scored"), timeout=20_000)
    stream = page.evaluate("`camera-${localStorage.getItem('device')}`")
    assert page.request.get(f"{server}/api/v1/streams").ok
    assert stream in [item["id"] for item in page.request.get(f"{server}/api/v1/streams").json()["items"]]


def test_dropped_picture_is_analysed(page, server):
    page.goto(server + "/")
    page.wait_for_selector("#findings li")
    picture = page.evaluate("async () => { const c = document.createElement('canvas'); c.width = 320; c.height = 240; const x = c.getContext('2d'); x.fillStyle = '#deb196'; x.fillRect(0, 0, 320, 240); x.fillStyle = '#5a3626'; x.arc(160, 120, 40, 0, 7); x.fill(); const b = await new Promise(r => c.toBlob(r)); return [...new Uint8Array(await b.arrayBuffer())]; }")
    page.set_input_files("input[type=file]", dict(name="arm.png", mimeType="image/png", buffer=bytes(picture)))
    expect(page.locator("#fresh")).to_contain_text(re.compile(r"One picture, analysed in \d+ ms|Not scored"), timeout=10_000)
    expect(page.locator("#source option:checked")).to_have_text("Picture: arm.png")


def test_keyboard_reaches_the_pages(page, server):
    page.goto(server + "/")
    page.wait_for_selector(".bar")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    for letter, path in (("w", "/wall"), ("a", "/alerts"), ("l", "/")):
        page.keyboard.press("g")
        page.keyboard.press(letter)
        page.wait_for_url(re.compile(re.escape(path) + r"(\?.*)?$"))
        page.wait_for_selector(".bar")
