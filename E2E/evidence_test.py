"""The evidence page and its states, against the fake server."""

import re

import fake_evidence
from playwright.sync_api import expect


def opened(page, fake, state):
    fake.set(evidence=state)
    page.goto(fake.url + "/evidence")
    page.wait_for_selector("#panels[data-ready]", timeout=15_000)
    return page


def test_figures_have_intervals_and_few_pictures_are_said(page, fake):
    opened(page, fake, "read")
    expect(page.get_by_role("img", name=re.compile("Area under the curve by condition.*Melanoma 0.88"))).to_be_visible()
    expect(page.locator("[data-id=few]")).to_contain_text("melanoma (12)")
    expect(page.locator("[data-id=tone]")).to_contain_text("dark (0 pictures)")
    expect(page.get_by_role("region", name="Skin tone, measured: labelled pictures")).to_contain_text("no evidence")
    expect(page.locator(".failures li")).to_have_count(2)
    expect(page.locator("nav[aria-label=Main] a[aria-current=page]")).to_have_text("Evidence")


def test_reliability_changes_with_the_condition(page, fake):
    opened(page, fake, "read")
    page.get_by_role("combobox", name="Condition").first.select_option("melanoma")
    expect(page.get_by_role("img", name=re.compile("^Melanoma: of the pictures with a probability")).first).to_be_visible()


def test_a_model_without_a_report_shows_no_figure(page, fake):
    opened(page, fake, "absent")
    expect(page.locator("[data-id=none]")).to_contain_text("Nothing has been measured")
    expect(page.locator("svg.chart")).to_have_count(0)
    expect(page.get_by_text("There is no card beside the weights")).to_be_visible()


def test_a_damaged_report_is_said_and_nothing_of_it_shown(page, fake):
    opened(page, fake, "damaged")
    expect(page.locator("[data-id='damaged-evaluation.json']")).to_contain_text("run evaluate again")
    expect(page.locator("svg.chart")).to_have_count(0)


def test_figures_of_another_encoder_are_not_shown(page, fake):
    opened(page, fake, "stale")
    expect(page.locator("[data-id='stale-evaluation.json']")).to_contain_text("speaks of another encoder")
    expect(page.locator("svg.chart")).to_have_count(0)


def test_the_card_is_text_and_never_markup(page, fake):
    opened(page, fake, "read")
    page.get_by_text("The whole model card").click()
    expect(page.locator(".card-text")).to_contain_text("<script>alert(1)</script> stays text.")
    assert page.locator(".card-text script").count() == 0


def test_the_card_can_be_taken_along(page, fake):
    opened(page, fake, "read")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export the card").click()
    assert download.value.suggested_filename == "skinlite-2-card.md"
    assert "Research use only, not for diagnosis" in open(download.value.path(), encoding="utf-8").read()
    opened(page, fake, "absent")
    expect(page.get_by_role("button", name="Export the card")).to_be_hidden()


def test_scores_that_probabilities_were_fitted_on_prove_no_calibration(page, fake):
    page.goto(fake.url + "/evidence")
    part = dict(clinical=dict(n=10, conditions={}), calibration=dict(melanoma=dict(slope=1.0, intercept=0.0, brier=0.01)))
    record = dict(reports=[dict(name="report.json", state="read", content=dict(validation=part, out_of_fold=part))])
    unseen, fitted = page.evaluate("""async record => {
        const [model, panels] = await Promise.all([import('/assets/js/evidence-model.js'), import('/assets/js/evidence/panels.js')]);
        return model.reports(record).map(report => panels.calibrationPanel(report, id => id).textContent);
    }""", record)
    assert "1.00" in unseen and "Mean gap" not in unseen
    assert "1.00" not in fitted and "fitted on these very scores" in fitted


def test_the_build_s_own_report_is_understood(page, fake):
    page.goto(fake.url + "/evidence")
    record = dict(reports=[dict(name="report.json", state="read", content=dict(validation=dict(
        clinical=dict(n=145, patients=112, macro_auc=0.84, macro_auc_interval=[0.76, 0.93], conditions=dict(melanoma=dict(n=145, positives=4, auc=0.566, interval=[0.14, 1.0]))),
        calibration=dict(melanoma=dict(slope=0.47, intercept=-1.58, brier=0.0148)), gate={"objects/object": dict(n=44, refused=43)}, alerts=dict(melanoma=dict(enter=0.3, found=[1, 4], other_lesions_above=[0, 141], hands_above=[0, 90])), fitzpatrick={"1.0": dict(n=4, first_guess_right=2)}, added=dict(conditions=dict(psoriasis=dict(n=200, positives=31, auc=0.8, interval=[0.7, 0.9]))))))])
    found, said = page.evaluate("async record => { const m = await import('/assets/js/evidence-model.js'); const found = m.reports(record); return [found, m.limits(record, found)]; }", record)
    (report,) = found
    assert report["areas"] == [dict(id="melanoma", value=0.566, interval=[0.14, 1.0], positives=4, proven=True), dict(id="psoriasis", value=0.8, interval=[0.7, 0.9], positives=31, proven=True)]
    assert report["points"][0]["found"] == [1, 4] and report["gate"][0]["refused"] == 43
    assert {item["id"] for item in said} == {"tone", "few"}


def test_the_cross_validation_names_the_baseline_and_strata_without_anybody(page, fake):
    page.goto(fake.url + "/evidence")
    texts, said = page.evaluate("""async content => {
        const [model, panels] = await Promise.all([import('/assets/js/evidence-model.js'), import('/assets/js/evidence/panels.js')]);
        const record = { reports: [{ name: 'evidence.json', state: 'read', content }] }, found = model.reports(record);
        const shown = ['areasPanel', 'calibrationPanel', 'strataPanel', 'abstentionPanel', 'curvePanel'].map(name => panels[name](found[0], id => id).textContent);
        return [shown, model.limits(record, found)];
    }""", fake_evidence.crossed())
    areas, calibration, strata, gate, curve = texts
    assert "0.89; the difference is −0.004 (−0.020 to +0.012)" in areas
    assert "on the 145 report pictures: 0.85, and plain fine-tuning 0.90; the difference is −0.047 (−0.094 to +0.009)" in areas
    assert "0.90 (0.70 to 1.10)" in calibration and "0.020" in calibration
    assert "melanoma 0.91" in strata and "no evidence" in strata
    assert "4 of 1000" in gate and "holds an object" not in gate
    assert "0.84" in curve and "0.80 to 0.87" in curve
    assert [item["id"] for item in said] == ["tone"] and "dark (0 pictures)" in said[0]["body"]


def test_a_cross_validation_without_its_parts_breaks_no_page(page, fake):
    page.goto(fake.url + "/evidence")
    found = page.evaluate("async () => (await import('/assets/js/evidence-model.js')).reports({ reports: [{ name: 'evidence.json', state: 'read', content: { form: 'cross-validation 1' } }] })")
    assert [report["areas"] for report in found] == [[]] and found[0]["note"] is None and found[0]["curve"] == []
