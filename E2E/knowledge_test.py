"""The knowledge page: reading, searching, correcting, signing, bringing in and taking out; against the fake server, and once the real one."""

import json
import re

import pytest
from conftest import until, violations
from playwright.sync_api import expect
from real_server import Server

SCREENS = [(1440, 900, False), (1440, 900, True), (390, 844, False), (390, 844, True)]
screens = pytest.mark.parametrize("screen", SCREENS, ids=lambda s: f"{s[0]}-{'dark' if s[2] else 'light'}")


def opened(page, server, path="/knowledge"):
    page.goto(server.url + path)
    page.wait_for_selector("#conditions li a", timeout=20_000)
    return page


def note(page, server, name="Melanoma"):
    opened(page, server)
    page.locator("#conditions a", has_text=name).click()
    expect(page.locator("#reader-title")).to_have_text(name)
    return page


def first(page):
    return page.locator(".statement").first


def test_a_note_has_four_parts_sources_and_the_mark(page, fake):
    note(page, fake)
    for part in ("How it looks", "Look-alikes, and what tells them apart", "Red flags", "Usual next step", "Codes"):
        expect(page.get_by_role("heading", name=part, exact=True)).to_be_visible()
    expect(first(page).locator(".works")).to_contain_text("An institute of guidelines, Melanoma: assessment and management, 2015")
    expect(first(page).get_by_role("link")).to_have_attribute("href", "https://guidelines.example/melanoma")
    expect(first(page).locator(".tag")).to_have_text("Unverified by a clinician")
    expect(page.locator("nav[aria-label=Main] a[aria-current=page]")).to_have_text("Knowledge")
    assert "document=" in page.url
    page.go_back()
    page.go_forward()
    expect(page.locator("#reader-title")).to_have_text("Melanoma")


def test_the_keyboard_alone_reads_corrects_and_signs(page, fake):
    note(page, fake)
    page.locator("#conditions a", has_text="Melanoma").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#reader")).to_be_focused()
    first(page).get_by_role("button", name="Correct…").focus()
    page.keyboard.press("Enter")
    field = page.locator("#correct textarea")
    expect(field).to_be_focused()
    field.fill("It is often a dark spot of several colours that grows.")
    page.locator("#correct input[name=reason]").fill("Growth is what matters")
    page.keyboard.press("Enter")
    expect(page.locator("#correct")).not_to_be_visible()
    expect(first(page)).to_be_focused()
    expect(first(page).locator(".said")).to_have_text("It is often a dark spot of several colours that grows.")
    first(page).get_by_role("button", name="Sign…").press("Enter")
    page.locator("#sign .primary").press("Enter")
    expect(first(page).locator(".tag.ok")).to_contain_text("Signed by local")
    expect(page.locator("#conditions a", has_text="Melanoma").locator("small")).to_have_text("1 of 4 signed, 1 corrected")


def test_a_correction_takes_the_signature_and_history_keeps_both_wordings(page, fake):
    note(page, fake)
    first(page).get_by_role("button", name="Sign…").click()
    page.locator("#sign input[name=comment]").fill("Read")
    page.locator("#sign .primary").click()
    expect(first(page).locator(".tag.ok")).to_be_visible()
    first(page).get_by_role("button", name="Correct…").click()
    page.locator("#correct textarea").fill("It has often changed.")
    page.get_by_label("Another work says this").check()
    page.locator("#correct input[name=title]").fill("A new guideline")
    page.locator("#correct input[name=organisation]").fill("A society")
    page.locator("#correct input[name=year]").fill("2025")
    page.locator("#correct input[name=reason]").fill("Shorter")
    page.locator("#correct .primary").click()
    expect(first(page).locator(".tag.unverified")).to_be_visible()
    expect(first(page).locator(".works")).to_have_text("A society, A new guideline, 2025")
    first(page).locator("summary").click()
    versions = first(page).locator(".history li")
    expect(versions).to_have_count(2)
    expect(versions.nth(0)).to_contain_text("Why: Shorter")
    expect(versions.nth(1)).to_contain_text("Signed by local")
    expect(versions.nth(1)).to_contain_text("It is often a dark spot of several colours that has changed.")


def test_what_is_refused_stays_in_the_dialog_with_what_was_typed(page, fake):
    note(page, fake)
    first(page).get_by_role("button", name="Correct…").click()
    page.locator("#correct textarea").fill("no full stop")
    page.locator("#correct .primary").click()
    expect(page.locator("#correct-problem")).to_contain_text("Say why it is changed")
    page.locator("#correct input[name=reason]").fill("Because")
    page.locator("#correct .primary").click()
    expect(page.locator("#correct-problem")).to_contain_text("full stop")
    expect(page.locator("#correct textarea")).to_be_focused()
    fake.set(knowledge_conflict=True)
    page.locator("#correct textarea").fill("A full stop.")
    page.locator("#correct .primary").click()
    expect(page.locator("#correct-problem")).to_contain_text("Somebody else corrected this statement")
    expect(page.locator("#correct textarea")).to_have_value("A full stop.")
    page.keyboard.press("Escape")
    expect(first(page).locator(".said")).to_contain_text("has changed.")


def test_a_signature_is_taken_back(page, fake):
    note(page, fake)
    first(page).get_by_role("button", name="Sign…").click()
    page.locator("#sign .primary").click()
    page.locator("#toasts .link").click()
    expect(first(page).locator(".tag")).to_have_text("Unverified by a clinician")


def test_search_finds_statements_and_codes_lead_to_conditions(page, fake):
    opened(page, fake)
    page.get_by_role("searchbox").fill("bleeding")
    page.keyboard.press("Enter")
    expect(page.locator("#reader-title")).to_have_text("Found for “bleeding”")
    expect(page.locator(".hits .said")).to_have_text("Bleeding or growth within weeks asks for an urgent examination.")
    page.get_by_role("searchbox").fill("C43.9")
    page.keyboard.press("Enter")
    expect(page.locator(".code-answer")).to_contain_text("Same as DOID:8923 skin melanoma")
    page.locator(".code-answer a").click()
    expect(page.locator("#reader-title")).to_have_text("Melanoma")
    page.get_by_role("searchbox").fill("unicorn")
    page.keyboard.press("Enter")
    expect(page.locator("#reader-body")).to_contain_text("Nothing in the store fits")


def test_of_three_files_the_bad_ones_are_said_and_the_good_one_is_there(page, fake, tmp_path):
    for name, content in [("guide.md", "Change zinc dressings daily.\nWash with lukewarm water."), ("scan.pdf", "  "), ("table.xlsx", "x")]:
        (tmp_path / name).write_text(content)
    opened(page, fake)
    page.get_by_role("button", name="Bring documents in…").click()
    page.locator("#import .primary").click()
    expect(page.locator("#import-problem")).to_contain_text("Choose at least one file")
    page.locator("#import input[type=file]").set_input_files([tmp_path / name for name in ("scan.pdf", "table.xlsx", "guide.md")])
    page.locator("#import input[name=licence]").fill("own")
    page.locator("#import .primary").click()
    expect(page.locator("#import-told")).to_have_text("1 of 3 files brought in.", timeout=20_000)
    rows = page.locator("#import-list li")
    expect(rows.nth(0)).to_contain_text("holds no words")
    expect(rows.nth(1)).to_contain_text("neither Markdown")
    expect(rows.nth(2)).to_contain_text("brought in, 2 passages")
    page.locator("#import [data-close]").click()
    page.locator("#imported a", has_text="guide").click()
    expect(page.locator("#reader .facts")).to_contain_text("own")
    page.get_by_role("button", name="Take out…").click()
    page.locator("#remove .primary").click()
    expect(page.locator("#none-imported")).to_be_visible()


def test_after_a_rebuild_what_changed_is_to_be_looked_at_again(page, fake):
    fake.set(knowledge_rewritten=True)
    opened(page, fake)
    expect(page.locator("#reader-title")).to_have_text("To be looked at again")
    items = page.locator("#reader-body > ol > li")
    expect(items).to_have_count(3)
    expect(items.nth(0).locator(".review")).to_contain_text("the correction still holds")
    expect(items.nth(0).locator(".review")).to_contain_text("It is often a dark spot of many colours that has changed.")
    expect(items.nth(1).locator(".review")).to_contain_text("That signature does not hold for this one")
    expect(items.nth(2)).to_contain_text("No statement that ships now is like it")
    items.nth(0).get_by_role("button", name="Take the new wording…").click()
    expect(page.locator("#correct textarea")).to_have_value("It is often a dark spot of many colours that has changed.")
    page.locator("#correct .primary").click()
    expect(items).to_have_count(2)


def test_who_may_only_read_reads(page, fake):
    fake.set(role="viewer")
    note(page, fake)
    expect(page.locator(".said").first).to_be_visible()
    expect(page.locator("[data-act]")).to_have_count(0)
    expect(page.locator("#bring")).not_to_be_visible()


def test_without_a_store_the_page_says_what_to_do(page, fake):
    fake.set(knowledge_missing=True)
    page.goto(fake.url + "/knowledge")
    expect(page.locator("[data-id=missing]")).to_contain_text("knowledge build")


@screens
def test_no_violation_in_any_state(open_page, fake, screen):
    page = note(open_page(*screen), fake)
    assert violations(page) == []
    first(page).get_by_role("button", name="Sign…").click()
    assert violations(page) == []
    page.locator("#sign .primary").click()
    expect(first(page).locator(".tag.ok")).to_be_visible()
    first(page).get_by_role("button", name="Correct…").click()
    page.get_by_label("Another work says this").check()
    page.locator("#correct .primary").click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Bring documents in…").click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.goto(fake.url + "/knowledge?q=bleeding")
    page.wait_for_selector(".hits .said")
    assert violations(page) == []
    fake.set(knowledge_rewritten=True)
    page.goto(fake.url + "/knowledge")
    page.wait_for_selector(".review")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_real_server_corrects_signs_imports_and_keeps_it(open_page, tmp_path):
    data = tmp_path / "data"
    server = Server(data, configuration="streams: []\nvoice: off\n")
    try:
        page = note(open_page(), server)
        item = page.locator("[aria-labelledby=part-red-flag] .statement").first
        shipped = item.locator(".said").inner_text()
        item.get_by_role("button", name="Correct…").click()
        page.locator("#correct textarea").fill("Any change of a mole within weeks asks for an urgent examination.")
        page.locator("#correct input[name=reason]").fill("Plainer")
        page.locator("#correct .primary").click()
        expect(item.locator(".said")).to_have_text("Any change of a mole within weeks asks for an urgent examination.")
        item.get_by_role("button", name="Sign…").click()
        page.locator("#sign .primary").click()
        expect(item.locator(".tag.ok")).to_contain_text("Signed by local")
        (tmp_path / "guide.html").write_text("<h1>Zinc</h1><p>Zinc dressings are changed every day on this ward.</p>")
        (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nonsense")
        page.get_by_role("button", name="Bring documents in…").click()
        page.locator("#import input[type=file]").set_input_files([tmp_path / "broken.pdf", tmp_path / "guide.html"])
        page.locator("#import input[name=licence]").fill("own")
        page.locator("#import .primary").click()
        expect(page.locator("#import-told")).to_have_text("1 of 2 files brought in.", timeout=60_000)
        expect(page.locator("#import-list li").first).to_contain_text("could not be read as a PDF")
        page.locator("#import [data-close]").click()
        page.get_by_role("searchbox").fill("how often are zinc dressings changed")
        page.keyboard.press("Enter")
        expect(page.locator(".hits .said").first).to_contain_text("every day on this ward")
        kinds = [json.loads(line)["kind"] for line in server.request("GET", "/api/v1/journal.ndjson")[2].splitlines() if line.strip()]
        for kind in ("statement-corrected", "statement-signed", "document-imported"):
            assert kinds.count(kind) == 1, kinds
    finally:
        server.stop()
    server = Server(data, configuration="streams: []\nvoice: off\n")
    try:
        page = note(open_page(), server)
        item = page.locator("[aria-labelledby=part-red-flag] .statement").first
        expect(item.locator(".said")).to_have_text("Any change of a mole within weeks asks for an urgent examination.")
        item.locator("summary").click()
        expect(item.locator(".history")).to_contain_text(re.sub(r"\s+", " ", shipped))
        expect(item.locator(".tag.ok")).to_contain_text("Signed by local")
    finally:
        server.stop()
