"""Thresholds in alerts an hour: a stream's ordinary frames are recorded, watched, used and cancelled from the page."""

import re

import pytest
from conftest import until, violations
from playwright.sync_api import expect


@pytest.fixture
def opened(page, fake):
    """Psoriasis has no probability: its alert is measured in ordinary frames."""
    page.goto(f"{fake.url}/?stream=demo")
    page.locator("#findings li[data-id=psoriasis] .finding").click(timeout=15_000)
    return page


def test_an_alert_without_ordinary_frames_says_that_it_is_silent(opened):
    expect(opened.locator(".ordinary p").first).to_contain_text("this alert is silent")
    expect(opened.locator(".finding-more")).to_contain_text("Silent until ordinary frames of this stream are recorded. Unproven")
    expect(opened.locator("[data-k=scale]")).to_have_value("background")
    expect(opened.locator("[data-k=scale] option").first).to_have_text("probability (none: unproven)")
    expect(opened.locator("[data-k=scale] option").first).to_be_disabled()
    assert violations(opened) == []


def test_a_stretch_is_recorded_by_keys_shows_its_progress_and_means_alerts_an_hour(opened):
    opened.get_by_label("How long to record").select_option("600")
    opened.get_by_role("button", name="Record an ordinary stretch").focus()
    opened.keyboard.press("Enter")
    expect(opened.locator(".ordinary progress")).to_be_visible()
    expect(opened.locator(".ordinary p").first).to_contain_text(re.compile(r"Recording, .* of 10 min 00 s: [\d,]+ usable frames"))
    expect(opened.get_by_role("button", name="Cancel recording")).to_be_focused()
    assert violations(opened) == []
    expect(opened.locator(".ordinary p").first).to_contain_text("6,000 frames, recorded by local", timeout=15_000)
    rungs = opened.locator("[data-k=rung]")
    expect(rungs.locator("option")).to_have_text(["372 an hour (above 90 %)", "168 an hour (above 95 %)", "36 an hour (above 99 %)", "none in 10 min 00 s (above 99.9 %)", "none in 10 min 00 s (above all)"])
    rungs.select_option(label="168 an hour (above 95 %)")
    expect(opened.locator(".toast")).to_contain_text("Logged")
    expect(opened.locator(".finding-more")).to_contain_text("Above 95 % of the recorded frames. On the recorded stretch: alerts, 168 an hour.")
    assert violations(opened) == []


def test_what_is_there_can_be_used_early(opened):
    opened.get_by_role("button", name="Record an ordinary stretch").click()
    opened.get_by_role("button", name="Use what is recorded").click(timeout=10_000)
    expect(opened.locator(".ordinary p").first).to_contain_text("300 frames, recorded by local")
    expect(opened.get_by_role("button", name="Record another stretch")).to_be_focused()


def test_a_cancelled_recording_keeps_nothing_and_says_so(opened):
    opened.get_by_label("How long to record").select_option("1200")
    opened.get_by_role("button", name="Record an ordinary stretch").click()
    opened.get_by_role("button", name="Cancel recording").click()
    expect(opened.locator(".ordinary p").first).to_contain_text("cancelled, so nothing was kept")
    until(opened, "document.querySelector('#told').textContent.includes('cancelled')")


def test_a_refusal_stands_beside_the_button(opened, fake):
    fake.set(background_refused=True)
    opened.get_by_role("button", name="Record an ordinary stretch").click()
    expect(opened.locator(".ordinary .problem")).to_contain_text("sends no pictures")


def test_the_scale_can_be_changed_and_back(page, fake):
    page.goto(f"{fake.url}/?stream=demo")
    page.locator("#findings li[data-id=melanoma] .finding").click(timeout=15_000)
    expect(page.locator(".ordinary")).to_have_count(0)
    page.locator("[data-k=scale]").select_option("background")
    expect(page.locator(".ordinary")).to_be_visible()
    expect(page.locator("input[data-k=enter]")).to_have_value("1.00")
    page.locator("[data-k=scale]").select_option("probability")
    expect(page.locator("input[data-k=enter]")).to_have_value("0.62")


def test_who_may_only_look_sees_the_state_and_no_button(page, fake):
    fake.set(role="viewer")
    page.goto(f"{fake.url}/?stream=demo")
    page.locator("#findings li[data-id=psoriasis] .finding").click(timeout=15_000)
    expect(page.locator(".ordinary p").first).to_contain_text("this alert is silent")
    expect(page.locator(".ordinary button, .scale-choice")).to_have_count(0)


@pytest.mark.parametrize("dark", [False, True])
def test_it_fits_a_phone(open_page, fake, dark):
    page = open_page(390, 844, dark)
    page.goto(f"{fake.url}/?stream=demo")
    page.locator("#findings li[data-id=psoriasis] .finding").click(timeout=15_000)
    page.get_by_role("button", name="Record an ordinary stretch").click()
    assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
    assert violations(page) == []
