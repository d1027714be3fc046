"""Settings pages, overlays and zones, on the fake server in every state."""

import pytest
from conftest import until, violations
from playwright.sync_api import expect

from overlay_figures import PLAY, rate, touched_outside

SCREENS = [(1440, 900, False), (1440, 900, True), (390, 844, False), (390, 844, True)]
screens = pytest.mark.parametrize("screen", SCREENS, ids=lambda s: f"{s[0]}-{'dark' if s[2] else 'light'}")
SETTINGS = [("/settings", ".check"), ("/packs", "#packs[data-ready]"), ("/voice", "#rules tr"), ("/privacy", "#kept tr"), ("/overlays", "#anchors input")]


def opened(page, fake, path, selector):
    page.goto(fake.url + path)
    page.wait_for_selector(selector, timeout=15_000)
    return page


# Navigation

def test_only_pages_that_the_server_has_are_listed_and_the_rest_is_behind_more(open_page, fake):
    everything = ["/", "/wall", "/alerts", "/thresholds", "/review", "/sessions", "/knowledge", "/evidence", "/settings"]
    fake.set(pages=everything)
    wide = opened(open_page(), fake, "/wall", ".nav a")
    until(wide, "document.querySelectorAll('.nav a').length === 9")
    assert wide.locator(".nav a").all_inner_texts() == ["Live", "Wall", "Alerts", "Thresholds", "Review", "Sessions", "Knowledge", "Evidence", "Settings"]
    assert not wide.evaluate("document.documentElement.scrollWidth > innerWidth")
    fake.set(pages=["/", "/wall", "/alerts", "/settings"])
    wide.reload()
    until(wide, "document.querySelectorAll('.nav a').length === 4")
    fake.set(pages=everything)
    phone = opened(open_page(390, 844), fake, "/evidence", ".tabs a")
    until(phone, "document.querySelectorAll('.tabs a').length === 5")
    assert not phone.evaluate("document.documentElement.scrollWidth > innerWidth")
    expect(phone.locator(".tabs .more-pages")).to_have_attribute("aria-current", "true")
    phone.locator(".tabs .more-pages").click()
    assert phone.locator("#more-list a").all_inner_texts() == ["Sessions", "Knowledge", "Evidence", "Settings"]
    assert violations(phone) == []
    phone.locator("#more-list a", has_text="Settings").click()
    phone.wait_for_url("**/settings")


def test_two_keys_go_to_a_page(page, fake):
    opened(page, fake, "/wall", ".nav a")
    for key, address in (("s", "**/settings"), ("k", "**/knowledge"), ("a", "**/alerts")):
        page.keyboard.press("g")
        page.keyboard.press(key)
        page.wait_for_url(address)


# Settings

@screens
@pytest.mark.parametrize("path, selector", SETTINGS)
def test_settings_pages_have_no_violation_and_fit(open_page, fake, screen, path, selector):
    page = opened(open_page(*screen), fake, path, selector)
    assert violations(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert "not for diagnosis" in page.locator("body").inner_text().lower()


@pytest.mark.parametrize("screen", [SCREENS[0], SCREENS[3]], ids=["1440-light", "390-dark"])
@pytest.mark.parametrize("state", ["house_broken", "house_empty"])
@pytest.mark.parametrize("path", ["/settings", "/packs", "/voice", "/privacy", "/overlays"])
def test_settings_pages_when_all_fails_or_nothing_is_there(open_page, fake, screen, state, path):
    fake.set(**{state: True, "streams": []})
    page = open_page(*screen)
    page.goto(fake.url + path)
    if state == "house_broken" and path != "/overlays":
        page.wait_for_selector("#problem .message")
    else:
        page.wait_for_selector("#side a[aria-current]")
    assert violations(page) == []


def test_the_checks_are_run_say_what_mends_and_are_copied(open_page, fake):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    opened(page, fake, "/settings", ".check")
    expect(page.locator("#summary")).to_contain_text("2 of 4 checks pass. Does not work: Storage.")
    expect(page.locator(".check", has_text="Storage").locator(".remedy")).to_contain_text("give this user the right")
    page.locator("#again").click()
    expect(page.locator("#again")).to_be_disabled()
    expect(page.locator("#again")).to_be_enabled(timeout=10_000)
    page.locator("#copy").click()
    expect(page.locator(".toast")).to_contain_text("Report copied")
    assert "Failed  Storage: the data folder cannot be written" in page.evaluate("navigator.clipboard.readText()")


def test_a_viewer_is_told_that_the_machine_is_not_theirs_to_examine(page, fake):
    fake.set(role="viewer")
    opened(page, fake, "/settings", "#problem .message")
    expect(page.locator("#problem")).to_contain_text("Your role may not examine the machine")
    expect(page.locator("#again")).to_be_hidden()


def test_a_stream_is_muted_from_the_settings_and_a_sentence_is_tried(page, fake):
    opened(page, fake, "/voice", ".setting-line[data-id=demo] button")
    line = page.locator(".setting-line[data-id=demo]")
    line.locator("button").click()
    expect(line).to_contain_text("Muted by local")
    line.locator("button").click()
    expect(line).to_contain_text("Speaks with piper")
    page.locator("#say").click()
    expect(page.locator("#heard")).to_contain_text("“Warning, resembles melanoma.” by piper")


# Overlays

def test_the_address_is_built_from_what_is_chosen(page, fake):
    opened(page, fake, "/overlays", "#anchors input")
    until(page, "document.querySelector('[name=stream]').options.length > 1")
    page.locator("[name=stream]").select_option("room-5")
    page.locator("[name=theme]").select_option("contrast")
    page.locator("[name=words]").select_option("safe")
    page.locator("[name=place][value=top-right]").check()
    expect(page.locator("#address")).to_have_value(f"{fake.url}/overlay/room-5?theme=contrast&words=safe&place=top-right")
    page.locator("[name=quiet]").check()
    assert page.locator("#address").input_value().endswith("&quiet&place=top-right")


@pytest.mark.parametrize("place", ["top-left", "top-centre", "top-right", "middle-left", "middle-centre", "middle-right", "bottom-left", "bottom-centre", "bottom-right"])
def test_the_card_stands_where_it_is_asked_to(open_page, fake, place):
    page = opened(open_page(1920, 1080), fake, f"/overlay/room-5?place={place}", ".lower-card")
    box, stamp = page.locator(".lower-card").bounding_box(), page.locator(".stamp").bounding_box()
    row, column = place.split("-")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    assert {"left": x < 800, "centre": abs(x - 960) < 2, "right": x > 1120}[column]
    assert {"top": y < 300, "middle": abs(y - 540) < 2, "bottom": y > 780}[row]
    apart = box["x"] + box["width"] <= stamp["x"] or stamp["x"] + stamp["width"] <= box["x"] or box["y"] >= stamp["y"] + stamp["height"]
    assert apart, "the notice is never covered"


def test_chat_safe_words_name_no_condition_and_no_number(open_page, fake):
    page = opened(open_page(1920, 1080), fake, "/overlay/room-5?words=safe&quiet", ".lower-card")
    text = page.locator("body").inner_text()
    assert "Something was noticed" in text and "Research use only" in text
    assert "carcinoma" not in text.lower() and "0." not in text
    assert "carcinoma" not in page.locator("main").inner_html().lower()


def test_one_key_hides_every_overlay_also_after_a_reload_and_shows_them_again(open_page, fake):
    one, other, settings = open_page(1920, 1080), open_page(1920, 1080), open_page()
    opened(one, fake, "/overlay/room-5", ".lower-card")
    opened(other, fake, "/overlay/room-5?place=top-left", ".lower-card")
    opened(settings, fake, "/overlays", "#hide:not([hidden])")
    one.keyboard.press("h")
    for page in (one, other):
        expect(page.locator(".lower")).to_be_hidden()
        expect(page.locator(".stamp")).to_be_hidden()
    expect(settings.locator("#state")).to_contain_text("All overlays are hidden, by local")
    one.reload()
    until(one, "document.body.classList.contains('all-hidden')")
    settings.locator("#hide").click()
    for page in (one, other):
        expect(page.locator(".lower")).to_be_visible()


def test_where_nobody_knows_whether_overlays_were_hidden_they_stay_hidden_and_it_is_said(open_page, fake):
    fake.set(overlay_fault="The journal cannot be read, so nobody knows whether overlays were hidden.")
    settings, overlay = open_page(), open_page()
    overlay.goto(fake.url + "/overlay/demo")
    until(overlay, "document.body.classList.contains('all-hidden')")
    opened(settings, fake, "/overlays", "#hide:not([hidden])")
    expect(settings.locator("[data-id=unknown]")).to_contain_text("The journal cannot be read")
    fake.set(emit=["overlay", dict(hidden=False, by=None, at=None, fault=None)])
    until(overlay, "!document.body.classList.contains('all-hidden')")
    expect(settings.locator("[data-id=unknown]")).to_have_count(0)


def test_an_overlay_that_cannot_ask_shows_nothing(page, fake):
    page.route("**/api/v1/overlay", lambda route: route.fulfill(status=500, body="{}"))
    page.goto(fake.url + "/overlay/demo")
    expect(page.locator("#lower > *").first).to_be_attached(timeout=30_000)
    assert page.evaluate("document.body.classList.contains('all-hidden')")
    page.unroute("**/api/v1/overlay")
    until(page, "!document.body.classList.contains('all-hidden')")


def test_without_the_right_a_key_hides_this_overlay_alone_and_remembers_it(open_page, fake):
    page = opened(open_page(1920, 1080), fake, "/overlay/room-5", ".lower-card")
    page.route("**/api/v1/overlay/hidden", lambda route: route.fulfill(status=403, body="{}"))
    page.keyboard.press("h")
    expect(page.locator(".lower")).to_be_hidden()
    page.reload()
    until(page, "document.body.classList.contains('all-hidden')")
    page.keyboard.press("h")
    expect(page.locator(".lower")).to_be_visible()


def test_tones_sound_only_where_they_are_asked_for(open_page, fake):
    """Counts the oscillators that a page starts."""
    count = "window.tones = 0; const start = OscillatorNode.prototype.start; OscillatorNode.prototype.start = function (...a) { window.tones++; return start.apply(this, a); };"
    pages = {}
    for query in ("", "?sound=on"):
        pages[query] = page = open_page(1920, 1080)
        page.add_init_script(count)
        opened(page, fake, f"/overlay/demo{query}", ".stamp")
    until(pages["?sound=on"], "window.tones >= 3", timeout=25_000)
    assert pages[""].evaluate("window.tones") == 0


# Zones

def test_a_zone_is_drawn_counted_and_taken_away(page, fake):
    opened(page, fake, "/?stream=demo", "#zones:not([hidden]):not([disabled])")
    page.locator("#zones").click()
    box = page.locator(".zones").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.3)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.6, steps=4)
    page.mouse.up()
    page.locator("#zone-label").fill("tattoo")
    page.locator("#zone-save").click()
    expect(page.locator("#zone-list")).to_contain_text("tattoo by local")
    expect(page.locator("#zone-words")).to_contain_text("7 findings on 5 frames lay in them and were not shown")
    zone = page.evaluate("fetch('/api/v1/streams/demo/zones').then(r => r.json())")["items"][0]
    assert abs(zone["x"] - 0.2) < 0.01 and abs(zone["width"] - 0.3) < 0.01 and abs(zone["height"] - 0.3) < 0.01
    assert violations(page) == []
    page.locator("#zones").click()
    expect(page.locator("#zone-bar")).to_be_visible()
    page.locator("#zone-list button").click()
    expect(page.locator("#zone-list li")).to_have_count(0)


def test_a_zone_is_placed_by_keyboard_and_a_refusal_is_said(page, fake):
    opened(page, fake, "/?stream=demo", "#zones:not([hidden]):not([disabled])")
    page.locator("#zones").click()
    for _ in range(3):
        page.locator("#zone-add").click()
        expect(page.locator(".draft")).to_be_focused()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Shift+ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator(".draft")).to_have_count(0)
    zone = page.evaluate("fetch('/api/v1/streams/demo/zones').then(r => r.json())")["items"][0]
    assert abs(zone["x"] - 0.42) < 1e-6 and abs(zone["height"] - 0.22) < 1e-6
    page.locator("#zone-add").click()
    page.keyboard.press("Enter")
    expect(page.locator("#zone-bar .message")).to_contain_text("Take one away before you draw another")
    page.keyboard.press("Escape")
    expect(page.locator(".draft")).to_have_count(0)
    assert violations(page) == []


# Second reader, list of alerts

SECOND_READER = "With the second reader (reviewer) since"


def with_second_reader(alert):
    return {**alert, "escalated": dict(to="reviewer", at=alert["raised_at"])}


def test_an_alert_with_a_second_reader_says_so_everywhere_until_it_is_acknowledged(page, fake):
    opened(page, fake, "/alerts", "#list li")
    alert = page.evaluate("fetch('/api/v1/alerts').then(r => r.json())")["items"][0]
    fake.set(emit=["alert-changed", with_second_reader(alert), 99])
    row = page.locator(f"[data-id='{alert['id']}']")
    expect(row).to_contain_text(SECOND_READER)
    expect(row.locator(".escalated-tag")).to_have_text("second reader")
    assert violations(page) == []
    fake.set(emit=["alert-changed", {**alert, "escalated": None, "acknowledged": dict(by="ada", at=alert["raised_at"]), "state": "acknowledged"}, 100])
    expect(row.locator(".escalated-tag")).to_have_count(0)


def test_an_answer_to_an_older_question_does_not_undo_what_happened_since(page, fake):
    """The list asks, an alert changes, and only then the answer comes: it is true of before."""
    opened(page, fake, "/alerts", "#list li")
    alert = page.evaluate("fetch('/api/v1/alerts').then(r => r.json())")["items"][0]
    row, held = page.locator(f"[data-id='{alert['id']}']"), []
    page.route("**/api/v1/alerts?*", lambda route: held.append((route, route.fetch())))
    page.locator("[name=stream]").select_option(alert["stream"])
    while not held:
        page.wait_for_timeout(20)
    fake.set(emit=["alert-changed", with_second_reader(alert), 99])
    expect(row).to_contain_text(SECOND_READER)
    for route, response in held:
        route.fulfill(response=response)
    page.wait_for_url("**/alerts?stream=*")
    expect(row).to_contain_text(SECOND_READER)


@pytest.mark.parametrize("path, place", [("/alerts", "[data-id='{id}']"), ("/alert?id={id}", "#standing")])
def test_what_happened_while_the_server_was_not_heard_is_shown_when_it_is_heard_again(page, fake, path, place):
    opened(page, fake, "/alerts", "#list li")
    alert = page.evaluate("fetch('/api/v1/alerts').then(r => r.json())")["items"][0]
    opened(page, fake, path.format(**alert), place.format(**alert))
    fake.set(down=True)
    expect(page.locator("[data-id=offline]")).to_be_visible(timeout=15_000)
    fake.set(emit=["alert-changed", with_second_reader(alert), 99])
    fake.set(down=False)
    expect(page.locator(place.format(**alert))).to_contain_text(SECOND_READER, timeout=15_000)


def test_steps_of_an_alert_that_were_taken_while_the_server_was_not_heard_are_shown(page, fake):
    opened(page, fake, "/alerts", "#list li")
    alert = page.evaluate("fetch('/api/v1/alerts').then(r => r.json())")["items"][0]
    opened(page, fake, f"/alert?id={alert['id']}", "#steps li")
    fake.set(down=True)
    expect(page.locator("[data-id=offline]")).to_be_visible(timeout=15_000)
    verdict = dict(sequence=1, kind="verdict", at=alert["raised_at"], session=alert["session"], alert=alert["id"], data=dict(alert=alert["id"]), previous_hash="0" * 64, hash="1" * 64)
    page.route("**/entries", lambda route: route.fulfill(json=dict(items=[verdict])))
    fake.set(down=False)
    expect(page.locator("#steps")).to_contain_text("Verdict", timeout=15_000)


def test_the_list_asks_the_server_and_the_export_has_the_same_filters(page, fake):
    opened(page, fake, "/alerts", "#list li")
    page.locator("[name=search]").fill("basal")
    until(page, "document.querySelector('#export-csv').getAttribute('href') === '/api/v1/alerts.csv?search=basal'")
    page.locator("[name=escalated]").select_option("true")
    expect(page.locator("#none")).to_be_visible()
    until(page, "document.querySelector('#export-ndjson').getAttribute('href') === '/api/v1/alerts.ndjson?search=basal&escalated=true'")
    page.locator("#show-all").click()
    page.locator("[name=from]").fill("2001-01-01T00:00")
    until(page, "document.querySelector('#export-csv').getAttribute('href').startsWith('/api/v1/alerts.csv?from=200')")
    expect(page.locator("#list li").first).to_be_visible()
    page.locator("[name=to]").fill("2001-01-02T00:00")
    expect(page.locator("#list li")).to_have_count(0)


# What an overlay costs and what it touches

@pytest.mark.parametrize("query", ["", "?quiet", "?theme=light&place=top-right", "?words=safe&theme=contrast&size=2"])
def test_nothing_outside_the_overlays_own_boxes_is_touched(open_page, fake, query):
    """Over nothing, so that every pixel that is not transparent is the overlay's doing."""
    page = opened(open_page(1920, 1080), fake, f"/overlay/room-5{query}", ".lower-card")
    outside, inside = touched_outside(page)
    assert inside > 10_000
    assert outside == 0


def test_hidden_overlays_touch_nothing_at_all(open_page, fake):
    page = opened(open_page(1920, 1080), fake, "/overlay/room-5", ".lower-card")
    page.keyboard.press("h")
    until(page, "document.body.classList.contains('all-hidden')")
    assert touched_outside(page) == (0, 0)


def test_the_overlay_runs_over_a_playing_video_and_its_rate_is_told(open_page, fake, capsys):
    """Tells figures and judges none: a loaded machine shows what it can. scripts/self-test prints the strict ones."""
    page = open_page(1280, 720)
    bare = opened(page, fake, "/wall", "h1") and page.evaluate(PLAY) and rate(page, 1.5)
    opened(page, fake, "/overlay/room-5", ".lower-card")
    page.evaluate(PLAY)
    with_overlay = rate(page, 1.5)
    with capsys.disabled():
        print(f"\n  without overlay {bare}\n  with overlay    {with_overlay}")
    for figures in (bare, with_overlay):
        assert figures["frames"] > 0 and figures["video_shown"] > 0
    assert page.locator(".lower-card").is_visible()
