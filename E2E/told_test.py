"""What pages say of a tuned head and of a verdict that is given elsewhere, against the fake server."""

from playwright.sync_api import expect

from states_test import live


HEAD = dict(name="house", version=2, sha256="ab" * 32)


def test_what_a_tuned_head_scored_is_said_with_its_name_and_version(page, fake):
    live(page, fake)
    row = page.locator("#findings li[data-id=melanoma]")
    expect(row.locator(".tuned")).to_be_hidden()
    fake.set(head=HEAD)
    expect(row.locator(".tuned")).to_be_visible()
    expect(page.locator("#findings li .tuned:visible")).to_have_count(1)
    row.locator("button").first.click()
    expect(row.locator("[data-id=head]")).to_contain_text("tuned head house, version 2")
    alert = page.evaluate("fetch('/api/v1/alerts').then(r => r.json()).then(r => r.items[0].id)")
    page.goto(f"{fake.url}/alert?id={alert}")
    expect(page.locator("#standing")).to_contain_text("Raised by the tuned head house, version 2, not by the pack’s descriptors")
    expect(page.locator("#facts")).to_contain_text("tuned head house, version 2")


def test_a_verdict_that_is_given_elsewhere_appears_on_the_alert(page, fake):
    live(page, fake)
    alert = page.evaluate("fetch('/api/v1/alerts').then(r => r.json()).then(r => r.items[0].id)")
    page.goto(f"{fake.url}/alert?id={alert}")
    page.wait_for_selector("#steps li")
    page.route("**/entries", lambda route: route.fulfill(json=dict(items=[dict(sequence=1, kind="verdict", at="2026-11-24T14:00:00.000Z", session="5" * 32, alert=alert, data=dict(alert=alert), previous_hash="0" * 64, hash="1" * 64)])))
    fake.set(emit=["verdict", dict(alert=alert, stream="demo", round="first", at="2026-11-24T14:00:00.000Z")])
    expect(page.locator("#steps")).to_contain_text("Verdict")
