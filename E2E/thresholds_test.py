"""The thresholds page on the real program's demo stream: chosen by keys, tried on kept vectors, applied, undone, and a pack beside."""

import json
import re

import pytest
from conftest import violations
from playwright.sync_api import expect
from real_server import ROOT, Server

STREAM = "/api/v1/streams/demo"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("thresholds") / "data")
    server.wait(lambda name, data: name == "alert", seconds=120)
    yield server
    server.stop()


def thresholds(server):
    return server.json(STREAM + "/thresholds")["melanoma"]


def opened(open_page, server, **options):
    page = open_page(**options)
    page.goto(f"{server.url}/thresholds?stream=demo&condition=melanoma")
    page.wait_for_selector("#tuner[data-ready=melanoma]", timeout=60_000)
    return page


def test_a_threshold_is_chosen_by_keys_tried_applied_and_undone(open_page, demo):
    before = thresholds(demo)
    page = opened(open_page, demo)
    expect(page.locator("#sample")).to_contain_text("145 held-out pictures, 4 of them positive")
    expect(page.locator("#verdict")).to_contain_text("You would have had")
    expect(page.locator("#machine-took")).to_contain_text(re.compile(r"kept frames re-scored in \d+ ms; no video was kept"))
    expect(page.locator("#strata-words")).to_contain_text("Nothing is known there")
    assert violations(page) == []
    page.locator("#wanted").focus()
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowRight")
    wanted = round(before["enter"] + 0.06, 2)
    expect(page.locator("#wanted-field")).to_have_value(f"{wanted:.2f}")
    expect(page.locator("#change")).to_contain_text(f"start {wanted:.2f}", timeout=30_000)
    page.get_by_role("button", name="Apply to this stream").click()
    expect(page.locator(".toast")).to_contain_text("Logged")
    assert thresholds(demo)["enter"] == wanted
    expect(page.locator("#log li").first).to_contain_text(f"Melanoma: {before['enter']:.2f} to {wanted:.2f}")
    page.locator(".toast button").click()
    expect(page.locator(".toast")).to_contain_text("back to", timeout=15_000)
    assert thresholds(demo) == before


def test_by_cases_found_the_interval_is_said_and_what_nobody_knows_is_refused(open_page, demo):
    page = opened(open_page, demo, width=390, height=844, dark=True, reduced_motion="reduce")
    page.get_by_role("button", name="Cases found").click()
    expect(page.locator("#plain")).to_contain_text("would be missed (between", timeout=30_000)
    # One of the four held-out melanomas has next to no probability: no threshold finds nine of ten.
    expect(page.locator("#refused")).to_contain_text("90 % cannot be reached here: even from 0.001 on", timeout=30_000)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    point = demo.json(STREAM + "/operating-points/melanoma?sensitivity=0.5&prevalence=0.02")
    assert point["evidence"]["state"] == "too_few" and point["setting"]["scale"] == "probability"
    other = demo.json(STREAM + "/operating-points/psoriasis?sensitivity=0.9")
    assert other["setting"] is None and "cannot be chosen by sensitivity" in other["refused"]


def test_a_descriptor_is_reworded_added_and_removed_and_tried_on_the_last_hour(open_page, demo):
    page = opened(open_page, demo)
    rows = page.locator("#descriptors li")
    expect(rows).to_have_count(4)
    expect(page.get_by_role("button", name="Try these descriptors")).to_be_disabled()
    rows.nth(0).locator("input").fill("a dark spot")
    page.get_by_role("button", name="Remove: malignant melanoma").click()
    page.get_by_role("button", name="Add a descriptor").click()
    page.keyboard.type("an uneven brown patch")
    page.keyboard.press("Enter")
    expect(page.locator("#words-verdict")).to_contain_text(re.compile(r"You would have had \d+ alert"), timeout=60_000)
    expect(page.locator("#words-verdict")).to_contain_text("as many frames reach each value as now")
    assert violations(page) == []
    before = thresholds(demo)
    page.get_by_role("button", name="As they are").click()
    expect(rows).to_have_count(4)
    expect(page.locator("#words-verdict")).to_be_empty()
    assert thresholds(demo) == before
    # What a pack may not say cannot be tried either; the field that is meant gets the focus, and nothing is lost.
    rows.nth(1).locator("input").fill("no dark spot")
    page.get_by_role("button", name="Try these descriptors").click()
    expect(page.locator("#words-problem")).to_contain_text("“no dark spot” cannot be tried. Allowed is a text without \"no\"")
    expect(rows.nth(1).locator("input")).to_be_focused()
    expect(rows.nth(1).locator("input")).to_have_attribute("aria-invalid", "true")
    assert violations(page) == []
    page.keyboard.type(" at all")
    expect(page.locator("#words-problem")).to_be_hidden()


def test_another_version_of_the_pack_runs_beside_is_promoted_and_taken_back(open_page, demo):
    page, former = opened(open_page, demo), thresholds(demo)
    text = (ROOT / "Packs/dermatology.yaml").read_text().replace("version: 1\n", "version: 2\n", 1)
    page.set_input_files("#pack input[type=file]", {"name": "second.yaml", "mimeType": "application/yaml", "buffer": text.encode()})
    page.get_by_role("button", name="Try beside the live one").click(timeout=30_000)
    expect(page.locator("#pack")).to_contain_text("It raises no alert", timeout=60_000)
    expect(page.locator("#pack table")).to_contain_text("Melanoma", timeout=60_000)
    page.get_by_role("button", name="Put it in force").click()
    expect(page.locator("#pack-live")).to_contain_text("Dermatology 2", timeout=30_000)
    page.get_by_role("button", name="Take the promotion back").click()
    expect(page.locator("#pack-live")).to_contain_text("Dermatology 1", timeout=30_000)
    assert thresholds(demo) == former
    kinds = [(e["kind"], e["data"]["action"]) for e in demo.json(STREAM + "/changes")["items"] if e["kind"] != "threshold-changed"]
    assert kinds == [("pack-changed", "rolled-back"), ("pack-changed", "promoted"), ("shadow-changed", "started")]
