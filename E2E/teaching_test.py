"""The teaching page and its states, against the fake server."""

import re

import pytest
from conftest import violations
from playwright.sync_api import expect


def opened(page, fake, state="ready", **more):
    fake.set(teaching=state, **more)
    page.goto(fake.url + "/teaching")
    page.wait_for_selector("#panels[data-ready]", timeout=15_000)
    return page


def test_verdicts_are_counted_and_what_is_missing_is_said(page, fake):
    opened(page, fake)
    expect(page.locator("#verdicts tr[data-condition=melanoma]")).to_contain_text("enough")
    expect(page.locator("#verdicts tr[data-condition=psoriasis]")).to_contain_text("needed are 10 of each from 5 groups")
    expect(page.locator("[data-id=unused]")).to_contain_text("4: readers disagree")


def test_a_head_is_learned_compared_put_in_force_and_rolled_back(page, fake):
    opened(page, fake)
    page.get_by_role("button", name="Learn from the verdicts").click()
    expect(page.locator("[data-id=running]")).to_contain_text("Step 1 of 7")
    expect(page.locator("[data-id=done]")).to_contain_text("version 2 was learned", timeout=10_000)
    panel = page.locator("[data-head=verdicts-2]")
    expect(panel).to_contain_text("0.80 to 0.91")
    expect(panel.locator("tr[data-condition=melanoma]")).to_contain_text("7 found that are missed now")
    panel.get_by_role("button", name="Put in force…").click()
    expect(page.get_by_role("dialog")).to_contain_text("without a probability")
    page.get_by_role("dialog").get_by_role("button", name="Put in force").click()
    expect(page.locator("[data-head=verdicts-2] header")).to_contain_text("in force")
    expect(page.locator("#history")).to_contain_text("verdicts version 2 put in force, by local")
    page.locator("[data-head=verdicts-2]").get_by_role("button", name="Roll back…").click()
    page.get_by_role("dialog").get_by_role("button", name="Roll back").click()
    expect(page.locator("#history li").first).to_contain_text("the pack’s wordings score")
    expect(page.get_by_role("button", name="Roll back…")).to_have_count(0)


def test_too_few_verdicts_are_refused_in_words(page, fake):
    opened(page, fake, "few")
    page.get_by_role("button", name="Learn from the verdicts").click()
    expect(page.locator("[data-id=few]")).to_contain_text("melanoma has 4 that show it")


def test_who_may_not_teach_sees_and_cannot_act(page, fake):
    opened(page, fake, role="viewer")
    expect(page.locator("#learn")).to_be_hidden()
    expect(page.get_by_role("button", name=re.compile("Put in force"))).to_have_count(0)


def test_what_is_in_force_and_cannot_be_read_is_said_and_goes_when_it_can(page, fake):
    opened(page, fake, "unknown")
    expect(page.locator("[data-id=fault]")).to_contain_text("cannot be read: heads/active.json is refused")
    expect(page.locator("[data-id=fault]")).to_contain_text("from a backup")
    assert violations(page) == []
    fake.set(teaching="ready")
    page.get_by_role("button", name="Learn from the verdicts").click()
    expect(page.locator("[data-id=done]")).to_be_visible(timeout=10_000)
    expect(page.locator("[data-id=fault]")).to_have_count(0)


def test_a_failure_says_so_and_shows_nothing(page, fake):
    fake.set(teaching="failed")
    page.goto(fake.url + "/teaching")
    expect(page.locator("[data-id=load]")).to_contain_text("could not be read")
    expect(page.locator("#panels")).to_be_hidden()


@pytest.mark.parametrize("state", ["ready", "empty", "damaged"])
@pytest.mark.parametrize("width, dark", [(1440, False), (390, True)], ids=["desk", "phone-dark"])
def test_no_state_has_a_violation(open_page, fake, state, width, dark):
    page = opened(open_page(width, 844, dark), fake, state)
    assert violations(page) == []
    assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
    if state == "ready":
        page.get_by_role("button", name="Put in force…").first.click()
        assert violations(page) == []
    if state == "damaged":
        expect(page.locator("[data-head=verdicts-2]")).to_contain_text("is refused")
        expect(page.locator("[data-id=misfit]")).to_contain_text("another encoder")
