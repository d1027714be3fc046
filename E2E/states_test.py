"""Every state the picture can be in: the right words, the video kept where it works, nothing current that is not."""

import re

import pytest
from conftest import until
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
    until(page, "document.querySelector('.fit video')?.videoWidth > 0")
    fake.set(state={"demo": "lost"})
    expect(page.locator(".notice h2")).to_have_text(re.compile(r"Demo clip stopped sending at \d\d:\d\d:\d\d"))
    expect(page.locator("#fresh")).to_contain_text("Not current. Last frame")
    expect(page.locator("#findings")).to_have_class(re.compile("stale"))
    assert page.locator(".marks .lines").get_attribute("d") == ""


def test_stale_results_lose_their_boxes_within_a_second_and_a_half(page, fake):
    live(page, fake)
    until(page, "document.querySelector('.marks .lines').getAttribute('d')", timeout=25_000)
    fake.set(silent=True)
    until(page, "!document.querySelector('.marks .lines').getAttribute('d') && document.querySelector('#findings').classList.contains('stale') && document.querySelector('.fresh').dataset.state === 'old'", timeout=1500)


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
    expect(row.locator(".tag:not(.differs, .tuned)")).to_have_text("unproven")
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
    until(page, "document.querySelector('.fit video')?.videoWidth > 0")
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


SPEECH = {
    "number": 1, "stream": "demo", "session": "0" * 32, "alerts": ["0" * 32], "condition": "melanoma", "tier": "warning", "text": "Warning, resembles melanoma.", "clip": "/api/v1/speech/" + "1" * 32,
    "at": "2026-11-24T14:32:07.000Z", "duration_ms": 2000, "latency_ms": 12, "repetition": 0, "state": "speaking", "reason": None,
}


def test_what_is_said_stands_beside_the_picture_with_its_time(page, fake):
    live(page, fake)
    expect(page.locator("#voice-head")).to_have_text("Voice on: warnings and cautions")
    expect(page.locator("#voice-said")).to_have_text("Nothing was said yet.")
    fake.set(emit=["speech", SPEECH])
    expect(page.locator("#voice-said")).to_contain_text("Says: “Warning, resembles melanoma.”")
    fake.set(emit=["speech", {**SPEECH, "state": "spoken"}])
    expect(page.locator("#voice-said")).to_contain_text("Last: “Warning, resembles melanoma.”")
    expect(page.locator("#voice-said")).to_contain_text("12 ms after the alert")


def test_the_voice_is_muted_with_a_reason_and_undone(page, fake):
    live(page, fake)
    page.locator("#voice-reason").select_option("Others could hear it")
    page.keyboard.press("v")
    expect(page.locator("#voice-head")).to_have_text("Voice muted")
    expect(page.locator("#voice-said")).to_contain_text("others could hear it. Warnings are still shown.")
    page.locator("#toasts button", has_text="Undo").click()
    expect(page.locator("#voice-head")).to_have_text("Voice on: warnings and cautions")


def test_a_muted_page_plays_nothing_and_a_spoken_one_plays_the_clip(page, fake):
    page.add_init_script("window.played = []; HTMLMediaElement.prototype.play = function () { if (this instanceof HTMLAudioElement) window.played.push(this.src); return Promise.resolve(); };")
    live(page, fake)
    page.locator("#voice-mute").click()
    expect(page.locator("#voice-head")).to_have_text("Voice muted")
    fake.set(emit=["speech", SPEECH])
    expect(page.locator("#voice-mute")).to_contain_text("Unmute")
    page.locator("#voice-mute").click()
    expect(page.locator("#voice-head")).to_have_text("Voice on: warnings and cautions")
    fake.set(emit=["speech", {**SPEECH, "number": 2, "clip": "/api/v1/speech/" + "2" * 32}])
    until(page, "window.played.length > 0")
    assert [url[-33:] for url in page.evaluate("() => window.played")] == ["/" + "2" * 32]


def test_of_two_tabs_one_sounds(page, fake):
    script = "window.played = 0; HTMLMediaElement.prototype.play = function () { if (this instanceof HTMLAudioElement) window.played++; return Promise.resolve(); };"
    page.context.add_init_script(script)
    live(page, fake)
    other = page.context.new_page()
    live(other, fake)
    fake.set(emit=["speech", SPEECH])
    for tab in (page, other):
        expect(tab.locator("#voice-said")).to_contain_text("Says:")
    assert page.evaluate("() => window.played") + other.evaluate("() => window.played") == 1


def test_a_browser_that_plays_no_sound_yet_is_told_what_to_do(page, fake):
    page.add_init_script("let blocked = true; HTMLMediaElement.prototype.play = function () { return this instanceof HTMLAudioElement && blocked ? Promise.reject(new DOMException('', 'NotAllowedError')) : Promise.resolve(); }; addEventListener('click', () => { blocked = false; }, true);")
    live(page, fake)
    fake.set(emit=["speech", SPEECH])
    expect(page.locator("#voice-head")).to_have_text("This browser plays no sound yet")
    page.locator("#voice-allow").click()
    expect(page.locator("#voice-head")).to_have_text("Voice on: warnings and cautions")
    expect(page.locator("#voice-allow")).to_be_hidden()


def test_a_viewer_sees_the_voice_and_cannot_mute_it(page, fake):
    fake.set(role="viewer")
    live(page, fake)
    expect(page.locator("#voice-head")).to_have_text("Voice on: warnings and cautions")
    expect(page.locator("#voice-mute")).to_be_hidden()
    expect(page.locator("#voice-reason")).to_be_hidden()


def test_a_stream_without_video_to_pass_on_shows_its_scores(page, fake):
    live(page, fake, "pictures")
    expect(page.locator("#below [data-id=path] h2")).to_have_text("Only the scores of this stream come here")
    expect(page.locator("#fresh")).to_contain_text("nalysed")


def test_a_viewer_sees_no_buttons_that_would_be_refused(page, fake):
    fake.set(role="viewer")
    live(page, fake)
    expect(page.locator("#camera")).to_be_hidden()
    page.wait_for_selector(".alert-item")
    expect(page.locator("[data-act=acknowledge]")).to_have_count(0)
    page.locator("li[data-id=melanoma] .finding").click()
    expect(page.locator(".finding-more .thumb")).to_have_count(0)
    page.goto(f"{fake.url}/alerts")
    page.wait_for_selector("#list li")
    expect(page.locator("#export")).to_be_hidden()


def test_quick_keys_on_a_threshold_are_one_change_and_one_undo(page, fake):
    live(page, fake)
    page.locator("li[data-id=melanoma] .finding").click()
    page.locator(".thumb-enter").focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".toast")).to_contain_text("start 0.67")
    expect(page.locator(".toast")).to_have_count(1)
    page.locator(".toast .link").click()
    expect(page.locator("input[data-k=enter]")).to_have_value("0.62")
    expect(page.locator(".finding-more .problem")).to_be_hidden()


def press(page, selector):
    """Presses the mouse on the element and says where. The page may still be laying itself out, as when the video's first picture comes:
    whoever misses looks again."""
    for _ in range(20):
        box = page.locator(selector).bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return x, y
        page.mouse.up()
    raise AssertionError(f"the mouse never met {selector}")


def test_dragging_a_threshold_is_undone_by_escape(page, fake):
    live(page, fake)
    page.locator("li[data-id=melanoma] .finding").click()
    x, y = press(page, ".thumb-enter")
    page.mouse.move(x + 60, y, steps=4)
    assert page.locator("input[data-k=enter]").input_value() > "0.70"
    page.keyboard.press("Escape")
    expect(page.locator("input[data-k=enter]")).to_have_value("0.62")
    page.mouse.up()
    page.wait_for_timeout(700)
    expect(page.locator(".toast")).to_have_count(0)


def test_an_alert_can_be_switched_off_and_on(page, fake):
    live(page, fake)
    page.locator("li[data-id=melanoma] .finding").click()
    page.locator(".finding-more input[type=checkbox]").click()
    expect(page.locator(".finding-more")).to_contain_text("No alert is set for this condition")
    page.locator(".toast .link").click()
    expect(page.locator(".finding-more .thumb")).to_have_count(2)


def test_a_dropped_clip_is_published(page, fake):
    live(page, fake)
    clip = page.evaluate("""async () => { const c = document.createElement('canvas'); c.width = 320; c.height = 240; const x = c.getContext('2d');
      const draw = setInterval(() => { x.fillStyle = '#deb196'; x.fillRect(0, 0, 320, 240); x.fillStyle = '#5a3626'; x.fillRect(100 + Math.random() * 20, 80, 80, 80); }, 40);
      const r = new MediaRecorder(c.captureStream(25), { mimeType: 'video/webm;codecs=vp8' }), parts = []; r.ondataavailable = e => parts.push(e.data);
      const done = new Promise(f => r.onstop = f); r.start(); await new Promise(f => setTimeout(f, 1500)); r.stop(); await done; clearInterval(draw);
      return [...new Uint8Array(await new Blob(parts).arrayBuffer())]; }""")
    page.set_input_files("input[type=file]", dict(name="arm.webm", mimeType="video/webm", buffer=bytes(clip)))
    expect(page.locator("#source option:checked")).to_have_text("My clip", timeout=10_000)
    expect(page.locator("#fresh")).to_contain_text("nalysed", timeout=15_000)
    assert page.locator("#below [data-id=path]").count() == 0


def test_a_file_of_another_kind_is_refused_in_words(page, fake):
    live(page, fake)
    page.set_input_files("input[type=file]", dict(name="notes.txt", mimeType="text/plain", buffer=b"words"))
    expect(page.locator(".notice h2")).to_have_text("That file cannot be shown")


def test_a_shared_window_is_published(page, fake):
    live(page, fake)
    page.evaluate("() => { const c = document.createElement('canvas'); c.getContext('2d'); navigator.mediaDevices.getDisplayMedia = () => Promise.resolve(c.captureStream(10)); setInterval(() => c.getContext('2d').fillRect(0, 0, 9, 9), 90); }")
    page.locator("#source").select_option("window:")
    expect(page.locator("#source option:checked")).to_have_text("My window", timeout=15_000)


def test_no_window_shared(page, fake):
    live(page, fake)
    page.evaluate("() => { navigator.mediaDevices.getDisplayMedia = () => Promise.reject(new DOMException('', 'NotAllowedError')); }")
    page.locator("#source").select_option("window:")
    expect(page.locator(".notice h2")).to_have_text("No window was shared")
    page.locator(".notice button", has_text="Play the demo clip").click()
    expect(page.locator("#fresh")).to_contain_text("nalysed")
