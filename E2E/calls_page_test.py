"""The page of calls and its states, against the fake server."""

import pytest
from playwright.sync_api import expect

from conftest import violations


def opened(page, fake, **state):
    fake.set(**state)
    page.goto(fake.url + "/calls")
    page.wait_for_selector("#calls[data-ready]", state="attached", timeout=15_000)
    return page


DESK, PHONE = (1440, 900, False), (390, 844, True)


@pytest.mark.parametrize("state, screen, words", [
    ("shown", DESK, "I am looking at it."), ("shown", PHONE, "I am looking at it."), ("empty", DESK, "Nobody was called yet."), ("off", PHONE, "Nobody is rung and nothing goes to a call service"),
    ("failing", PHONE, "did not answer in time"), ("web", DESK, "No number on duty is configured"), ("failed", PHONE, "The calls could not be read"),
], ids=lambda value: value if isinstance(value, str) else "phone-dark" if value[2] else "desk-light")
def test_each_state_is_told_on_a_desk_or_on_a_phone(open_page, fake, state, screen, words):
    page = opened(open_page(*screen), fake, calls=state)
    for summary in page.locator("#calls summary").all():
        summary.click()
    expect(page.locator("#main")).to_contain_text(words)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it does not fit the window"
    assert not violations(page)


def test_a_call_says_for_what_how_long_at_what_cost_and_why_it_ended(page, fake):
    opened(page, fake)
    calls = page.locator(".call")
    expect(calls).to_have_count(3)
    expect(calls.first).to_contain_text("41 s")
    expect(calls.first).to_contain_text("0.031 US dollars")
    expect(calls.first).to_contain_text("the person hung up")
    expect(calls.first.get_by_role("link")).to_have_attribute("href", "/alert?id=" + "a" * 32)
    expect(calls.nth(1)).to_contain_text("Never came to be")
    expect(calls.nth(2)).to_contain_text("Its end is not known")
    expect(page.locator("#side a[aria-current=page]")).to_have_text("Calls")


def test_the_number_on_duty_is_rung_after_a_question_and_hung_up_by_keyboard(page, fake):
    opened(page, fake)
    page.locator("#phone").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#ring")).to_contain_text("rings now")
    assert not violations(page)
    page.get_by_role("button", name="Ring now").click()
    expect(page.locator("#line-state")).to_have_text("A call by telephone: rings")
    expect(page.locator(".call").first).to_contain_text("Under way")
    page.locator("#hang-up").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#line-state")).to_have_text("Free")
    expect(page.locator(".call").first).to_contain_text("somebody of this server ended it")


def test_a_web_call_is_joined_by_who_opened_it(page, fake):
    opened(page, fake)
    page.locator("#web").click()
    expect(page.get_by_role("link", name="join it in a new window")).to_have_attribute("href", "https://join.example/room")
    page.reload()
    page.wait_for_selector("#hang-up")
    expect(page.get_by_role("link", name="join it in a new window")).to_have_count(0)


def test_what_the_service_refuses_is_said_where_it_was_asked_for(page, fake):
    opened(page, fake, calls="failing")
    page.locator("#phone").click()
    page.get_by_role("button", name="Ring now").click()
    expect(page.locator("#ring-problem")).to_contain_text("There is no call")
    page.get_by_role("button", name="Do not ring").click()
    page.locator("#web").click()
    expect(page.locator("#problem")).to_contain_text("There is no call")


def test_calls_that_could_not_be_read_are_asked_for_again_by_a_button(page, fake):
    opened(page, fake, calls="failed")
    again = page.locator("#problem").get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    fake.set(calls="shown")
    again.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".call")).to_have_count(3)
    expect(page.locator("#problem")).to_be_empty()
    # What was read before stays, as old.
    fake.set(calls="failed")
    expect(page.locator("#problem")).to_contain_text("so what is shown may be old", timeout=15_000)
    expect(page.locator(".call")).to_have_count(3)
    assert not violations(page)


def test_a_viewer_sees_the_line_alone(page, fake):
    opened(page, fake, role="viewer")
    expect(page.locator("#line-state")).to_have_text("Free")
    expect(page.locator(".call")).to_have_count(0)
    expect(page.locator("#calls button")).to_have_count(0)
