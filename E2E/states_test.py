"""Every state the picture can be in: the right words, the video kept where it works, nothing current that is not."""

import re

import pytest
from playwright.sync_api import expect


def live(page, fake, stream="demo"):
    page.goto(f"{fake.url}/?stream={stream}")
    page.wait_for_selector("#findings li" if stream == "demo" else ".fresh")


def test_nothing_to_watch(page, fake):
    fake.set(streams=[])
    page.goto(fake.url)
    expect(page.locator(".notice h2")).to_have_text("No video yet")
    expect(page.locator("#findings-nothing")).to_contain_text("Nothing is scored")


def test_source_lost_keeps_the_last_frame_and_says_its_age(page, fake):
    live(page, fake)
    page.wait_for_function("document.querySelector('.fit video')?.videoWidth > 0")
    fake.set(state={"demo": "lost"})
    expect(page.locator(".notice h2")).to_have_text(re.compile(r"Demo clip stopped sending at \d\d:\d\d:\d\d"))
    expect(page.locator("#fresh")).to_contain_text("Not current. Last frame")
    expect(page.locator("#findings")).to_have_class(re.compile("stale"))
    assert page.locator(".marks .lines").get_attribute("d") == ""


def test_stale_results_lose_their_boxes_within_a_second_and_a_half(page, fake):
    live(page, fake)
    page.wait_for_function("document.querySelector('.marks .lines').getAttribute('d')", timeout=25_000)
    fake.set(silent=True)
    page.wait_for_function("!document.querySelector('.marks .lines').getAttribute('d') && document.querySelector('#findings').classList.contains('stale') && document.querySelector('.fresh').dataset.state === 'old'", timeout=1500)


def test_server_not_reached_and_back(page, fake):
    live(page, fake)
    fake.set(down=True)
    expect(page.locator(".notice h2")).to_have_text("This page lost the server", timeout=10_000)
    expect(page.locator("#fresh")).to_contain_text("Server not reached for")
    fake.set(down=False)
    expect(page.locator(".notice")).to_have_count(0, timeout=15_000)
    expect(page.locator("#fresh")).to_contain_text("nalysed")


@pytest.mark.parametrize("state, title, badge", [("overloaded", "Analysing 3 of 30 frames a second", "Behind: analysed"), ("missing", "Video works, analysis does not", "Not current. No encoder")])
def test_encoder_in_trouble_leaves_the_video_in_view(page, fake, state, title, badge):
    live(page, fake)
    fake.set(encoder=state)
    expect(page.locator("#below h2").first).to_have_text(title, timeout=5000)
    expect(page.locator("#fresh")).to_contain_text(badge)
    expect(page.locator(".notice")).to_have_count(0)


@pytest.mark.parametrize("reason, short", [("blurred", "Too blurry"), ("not_skin", "This is not skin"), ("too_dark", "Too dark"), ("glare", "Glare"), ("no_signal", "No signal")])
def test_abstaining_says_why(page, fake, reason, short):
    live(page, fake)
    fake.set(abstain=reason)
    expect(page.locator("#fresh")).to_have_text(f"Not scored. {short}", timeout=3000)
    expect(page.locator("#below [data-id=abstain] p")).to_contain_text("Alerts are paused, not cleared")


@pytest.mark.parametrize("state, title", [("disk_full", "The disk is full"), ("read_only", "The journal cannot be written"), ("corrupt", "The journal is damaged")])
@pytest.mark.parametrize("path", ["/", "/wall", "/alerts"])
def test_journal_in_trouble_is_said_on_every_page(page, fake, path, state, title):
    fake.set(journal=state)
    page.goto(fake.url + path)
    expect(page.locator("[data-id=journal] h2")).to_have_text(title)


def test_no_camera_permission(browser, fake):
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'))")
    live(page, fake)
    page.locator("#camera").click()
    expect(page.locator(".notice h2")).to_have_text("The browser blocked the camera")
    page.locator(".notice button", has_text="Play the demo clip").click()
    expect(page.locator(".notice")).to_have_count(0)
    context.close()


def test_no_camera_found(browser, fake):
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'))")
    live(page, fake)
    page.locator("#camera").click()
    expect(page.locator(".notice h2")).to_have_text("No camera was found")
    context.close()


def test_without_a_media_path_pictures_go_over_the_socket_one_at_a_time(page, fake):
    fake.set(webrtc=False)
    live(page, fake)
    page.locator("#camera").click()
    expect(page.locator("#below [data-id=path] h2")).to_contain_text("single pictures are sent instead", timeout=12_000)
    expect(page.locator("#fresh")).to_contain_text("nalysed", timeout=5000)
    assert fake.set()["frames"] > 0


def test_without_a_media_path_watching_says_so_and_scores_go_on(page, fake):
    fake.set(webrtc=False)
    live(page, fake)
    expect(page.locator("#below [data-id=path] h2")).to_have_text("The picture cannot reach this page", timeout=12_000)
    expect(page.locator("#fresh")).to_contain_text("nalysed")


def test_signed_out_leads_to_the_form_and_back(page, fake):
    fake.set(needs_token=True)
    page.goto(f"{fake.url}/alerts")
    page.wait_for_url("**/sign-in?next=%2Falerts")
    page.locator("#token").fill("wrong")
    page.locator("#form .primary").click()
    expect(page.locator("#problem")).to_contain_text("does not know this token")
    page.locator("#token").fill("let-me-in")
    page.locator("#form .primary").click()
    page.wait_for_url("**/alerts")
    page.wait_for_selector("#list [data-act=acknowledge]")
    page.locator("#list [data-act=acknowledge]").first.click()
    expect(page.locator(".toast")).to_contain_text("acknowledged")
    page.locator("#person").click()
    page.locator("#sign-out").click()
    page.wait_for_url("**/sign-in")


def test_sign_in_goes_nowhere_else(page, fake):
    fake.set(needs_token=True)
    page.goto(f"{fake.url}/sign-in?next=https://elsewhere.example/")
    page.locator("#token").fill("let-me-in")
    page.locator("#form .primary").click()
    page.wait_for_url(f"{fake.url}/**")
    assert page.url.startswith(fake.url)


def test_stale_threshold_is_said_and_the_value_in_force_is_shown(page, fake):
    live(page, fake)
    page.locator("li[data-id=melanoma] .finding").click()
    page.request.patch(f"{fake.url}/api/v1/streams/demo/thresholds", data={"melanoma": {"enter": 0.7}})
    page.locator(".thumb-enter").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".finding-more .problem")).to_contain_text("Someone else changed the thresholds")
    expect(page.locator("input[data-k=enter]")).to_have_value("0.70")


def test_unproven_condition_shows_presence_and_its_own_scale(page, fake):
    live(page, fake)
    row = page.locator("li[data-id=psoriasis]")
    expect(row.locator(".tag")).to_have_text("unproven")
    row.locator(".finding").click()
    expect(row.locator(".three dd").last).to_contain_text("unproven")
    expect(row.locator(".finding-more")).to_contain_text("ordinary frames")


def test_silence_needs_a_reason_and_can_be_undone(page, fake):
    live(page, fake)
    page.wait_for_selector(".alert-item.active", timeout=25_000)
    page.keyboard.press("s")
    page.locator("dialog[open] label", has_text="Already known").click()
    page.locator("dialog[open] button[value=silence]").click()
    expect(page.locator("#alerts")).to_contain_text("already known")
    expect(page.locator(".glyph.pulse")).to_have_count(0)
    page.locator(".toast .link").click()
    expect(page.locator("#alerts")).not_to_contain_text("already known")


def test_timeline_scrubs_by_keys_and_returns(page, fake):
    live(page, fake)
    page.wait_for_timeout(3000)
    page.locator(".strip").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#fresh")).to_contain_text("the picture is live")
    expect(page.locator("#findings-when")).to_have_text(re.compile(r"at \d\d:\d\d:\d\d"))
    page.keyboard.press("End")
    expect(page.locator("#fresh")).to_contain_text("nalysed")


def test_freezing_keeps_the_frame_and_says_so(page, fake):
    live(page, fake)
    page.wait_for_function("document.querySelector('.fit video')?.videoWidth > 0")
    page.keyboard.press("f")
    expect(page.locator("#fresh")).to_contain_text("Frozen at")
    expect(page.locator(".frozen")).to_be_visible()
    page.keyboard.press("f")
    expect(page.locator(".frozen")).to_be_hidden()


def test_all_tabs_share_one_event_stream(page, fake):
    live(page, fake)
    other = page.context.new_page()
    other.goto(f"{fake.url}/wall")
    other.wait_for_selector(".tile .fresh[data-state=fresh], .tile .fresh[data-state=behind]")
    assert fake.set()["listeners"] == 1


def test_events_of_later_issues_are_rendered_if_they_come(page, fake):
    live(page, fake)
    expect(page.locator("#why")).to_be_hidden()
    fake.set(emit=["explanation", {"stream": "demo", "condition": "melanoma", "short": "It resembles melanoma most.", "sentences": [{"text": "Uneven <b>outline</b>.", "citations": ["S1"], "origin": "composed"}], "sources": [{"id": "S1", "title": "Pack", "organisation": "Own", "year": 2026}], "refused": None}])
    expect(page.locator("#prose")).to_contain_text("Uneven <b>outline</b>.")
    fake.set(emit=["speech", {"stream": "demo", "text": "Warning, resembles melanoma.", "at": "2026-11-24T14:00:00.000Z"}])
    expect(page.locator("#voice")).to_contain_text("Warning, resembles melanoma.")
