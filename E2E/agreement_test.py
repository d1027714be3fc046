"""Where the quick look and the whole frame differ, the live page says so."""

from playwright.sync_api import expect


AGREEMENT = dict(
    grids=31, rank_correlation=0.934, same_first=0.871, refused_by_one=2,
    conditions={
        "melanoma": dict(both=3, fast_only=2, full_only=9, neither=17, positive_agreement=0.353, verdict="poor"),
        "actinic-keratosis": dict(both=12, fast_only=1, full_only=1, neither=17, positive_agreement=0.923, verdict="good"),
    })


def test_a_condition_on_which_the_quick_look_and_the_whole_frame_differ_is_marked(page, fake):
    page.goto(f"{fake.url}/?stream=demo")
    page.wait_for_selector("#findings li")
    expect(page.locator("#agreement")).to_be_hidden()
    expect(page.locator("#findings .differs:visible")).to_have_count(0)
    fake.set(agreement=AGREEMENT)
    expect(page.locator("#agreement .second")).to_have_text(
        "Against 31 whole frames: rank agreement 0.93, the same condition first in 87 %. In 2 only one of the two was refused as not skin.", timeout=5000)
    expect(page.locator("#agreement .problem")).to_contain_text("Do not rely on the quick look for Melanoma:")
    expect(page.locator("#findings .differs:visible")).to_have_count(1)
    row = page.locator("#findings li[data-id=melanoma]")
    expect(row.locator(".differs")).to_be_visible()
    row.locator(".finding").click()
    expect(row.locator(".quick")).to_contain_text("Of 14 frames in which the quick look or the whole frame reached the threshold, both did in 3,")
    fake.set(agreement={})
    expect(page.locator("#agreement")).to_be_hidden(timeout=5000)
