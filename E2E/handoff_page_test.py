"""The hand-off page and its states, against the fake server."""

import re

from playwright.sync_api import expect

from conftest import violations


def opened(page, fake, **state):
    fake.set(**state)
    page.goto(fake.url + "/hand-off")
    page.wait_for_selector("#sinks[data-ready]", state="attached", timeout=15_000)
    return page


def test_each_sink_says_how_it_fares(page, fake):
    opened(page, fake)
    expect(page.locator(".sink")).to_have_count(4)
    expect(page.locator("#sink-bus [data-id=fault]")).to_contain_text("no answer in time")
    expect(page.locator("#sink-bus")).to_contain_text("3 messages wait")
    expect(page.locator("#sink-ehr [data-state]")).to_have_text("Works")
    expect(page.locator("#side a[aria-current=page]")).to_have_text("Hand-off")
    assert not violations(page)


def test_what_leaves_is_shown_before_a_sink_is_switched_on(page, fake):
    opened(page, fake)
    page.locator("#preview-records").click()
    dialog = page.locator("#preview")
    expect(dialog.locator("#preview-body")).to_contain_text('"change": "raised"')
    expect(dialog.locator("#preview-about")).to_contain_text("people’s names")
    dialog.get_by_label("Message").select_option(index=1)
    expect(dialog.locator("#preview-body")).to_contain_text('"change": "acknowledged"')
    assert not violations(page)
    dialog.get_by_role("button", name="Switch it on").click()
    expect(page.locator("#sink-records [data-state]")).to_have_text("Nothing sent yet")


def test_a_sink_is_tried_and_what_failed_is_said_beside_it(page, fake):
    opened(page, fake)
    page.get_by_role("button", name="Send a test: ehr").click()
    expect(page.locator("#told-ehr")).to_have_text("It arrived: status 200, after 42 ms.")
    page.get_by_role("button", name="Send a test: bus").click()
    expect(page.locator("#told-bus")).to_have_text("It did not arrive: no answer in time, after 42 ms.")


def test_messages_that_were_given_up_are_marked_on_every_page_until_they_are_sent(page, fake):
    page.goto(fake.url + "/alerts")
    page.wait_for_function("async () => (await (await fetch('/api/v1/alerts')).json()).items.length > 0")
    while not fake.set()["listeners"]:
        page.wait_for_timeout(50)
    fake.set(emit=["sink", dict(sink="bus", dead=2)])
    expect(page.locator("[data-id=dead-letters]")).to_contain_text("2 messages were not handed over")
    expect(page.locator("[data-id=dead-letters]")).to_contain_text("bus")
    fake.set(emit=["sink", dict(sink="bus", dead=0)])
    expect(page.locator("[data-id=dead-letters]")).to_have_count(0)


def test_dead_letters_are_sent_again_by_keyboard(page, fake):
    opened(page, fake)
    summary = page.locator("#dead-bus summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.tagName") == "A":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#dead-bus summary")).to_have_text("1 message was given up")
    page.get_by_role("button", name=re.compile("Send 1 again")).click()
    expect(page.locator("#dead-bus")).to_have_count(0)


def test_a_sink_is_switched_off_after_a_question(page, fake):
    opened(page, fake)
    page.get_by_role("button", name="Switch off…: ehr").click()
    page.get_by_role("button", name="Switch it off").click()
    expect(page.locator("#sink-ehr [data-id=off]")).to_contain_text("switched off by local")


def test_without_sinks_the_page_says_what_to_do(page, fake):
    opened(page, fake, sinks="none")
    expect(page.locator("#sinks")).to_contain_text("No alert leaves this server")
    assert not violations(page)


def test_trouble_is_said(page, fake):
    opened(page, fake, sinks="failed")
    expect(page.locator("#problem [data-id=load]")).to_contain_text("could not be read")


def test_who_may_not_change_sinks_sees_them_only(page, fake):
    opened(page, fake, role="reviewer")
    expect(page.locator(".sink")).to_have_count(4)
    expect(page.get_by_role("button", name=re.compile("Send a test"))).to_have_count(0)
