"""Invented evidence of the fake server: nothing here is measured."""


def condition(n, auc, low, high, enter):
    bins = [dict(low=i / 10, high=(i + 1) / 10, n=0 if i == 7 else 60 - 6 * i, said=None if i == 7 else i / 10 + 0.05, came=None if i == 7 else min(1, i / 10 + 0.08), interval=None if i == 7 else [max(0, i / 10 - 0.04), min(1, i / 10 + 0.2)]) for i in range(10)]
    share = lambda count, of: dict(count=count, n=of, share=count / of, interval=[max(0, count / of - 0.1), min(1, count / of + 0.1)])
    return dict(
        n=n, groups=n, auc=auc, interval=[low, high], interval_delong=[low, high], threshold=enter, sensitivity=0.8, specificity=0.9, proven=True,
        calibration=dict(slope=0.92, slope_interval=[0.7, 1.2], intercept=-0.1, intercept_interval=[-0.5, 0.3], in_the_large=-0.05, in_the_large_interval=[-0.3, 0.2], expected_error=0.031, brier=0.07, mean_probability=0.2, prevalence=0.19, bins=bins),
        at_threshold=dict(enter=enter, sensitivity=share(n - 1, n), specificity=share(90, 100), ppv=share(8, 10), npv=share(80, 90), at_prevalence=[dict(prevalence=0.01, ppv=0.07, ppv_interval=[0.03, 0.12], npv=0.99, npv_interval=[0.98, 1.0])]),
    )


def report(encoder):
    conditions = {"melanoma": condition(12, 0.88, 0.71, 0.97, 0.3), "basal-cell-carcinoma": condition(64, 0.9, 0.85, 0.95, 0.5), "actinic-keratosis": condition(80, 0.86, 0.8, 0.91, 0.4)}
    part = lambda n: {"melanoma": dict(n=n, evidence="measured" if n >= 10 else "too few", auc=0.87 if n >= 10 else None, interval=[0.7, 0.95] if n >= 10 else None, sensitivity=None)}
    stratum = lambda n, evidence, inner: dict(n=n, groups=n, refused=0, evidence=evidence, macro_auc=None, conditions=part(inner) if n else {})
    tones = {"very light": stratum(40, "measured", 12), "light": stratum(90, "measured", 20), "intermediate": stratum(40, "measured", 11), "tan": stratum(9, "too few", 2), "brown": stratum(3, "too few", 1), "dark": stratum(0, "no evidence", 0), "not measured": stratum(4, "too few", 1)}
    return dict(
        n=186, groups=150, refused=2, refused_by={"blurred": 2}, gate={"all": dict(count=2, n=186, share=0.011, interval=[0.003, 0.038])}, unreadable=[], macro_auc=0.88, macro_auc_interval=[0.83, 0.92], conditions=conditions, unscored=[], strata={},
        strata_by={"skin_tone": tones}, tone_agreement={"fitzpatrick": dict(n=85, spearman=-0.31, chance=0.01)}, model="skinlite 2", pack="dermatology 1", encoder=encoder, fingerprint="ab" * 32, research_use_only=True,
        failures=[dict(file="one.png", picture="ab" * 32, condition="melanoma", kind="missed", truth="melanoma", score=0.02), dict(file="two.png", picture="cd" * 32, condition="melanoma", kind="mistaken", truth=None, score=0.74)],
    )


def crossed():
    """The cross-validation of a recipe."""
    area = lambda n, auc, plain: dict(positives=n, auc=auc, interval=[auc - 0.05, auc + 0.04], plain_auc=plain, plain_interval=[plain - 0.05, plain + 0.04])
    stratum = lambda n, auc: dict(n=n, patients=n, auc=auc)
    return dict(
        form="cross-validation 1", folds=4, clinical=dict(n=732, patients=575, macro_auc=0.9, macro_auc_interval=[0.88, 0.92], plain_macro_auc=0.89, gain=-0.004, gain_interval=[-0.02, 0.012], conditions={"melanoma": area(36, 0.9, 0.88), "basal-cell-carcinoma": area(217, 0.92, 0.91)}),
        calibration={"melanoma": dict(slope=0.9, slope_interval=[0.7, 1.1], intercept=0.0, intercept_interval=[-0.2, 0.2], brier=0.03, ece=0.02, bins=[dict(low=0.0, high=0.1, n=10, said=0.05, came=0.1, interval=[0.02, 0.4]), dict(low=0.4, high=0.5, n=6, said=0.4, came=0.5, interval=[0.2, 0.8])])},
        gate={"skin": dict(n=1000, refused=4, interval=[0.001, 0.01]), "not_skin": dict(n=500, refused=498, interval=[0.98, 1.0]), "hand_holding_object": dict(n=0)},
        strata=dict(skin_tone={"light": stratum(80, {"melanoma": dict(positives=12, auc=0.91, interval=[0.8, 0.99])}), "dark": stratum(0, {})}),
        report_rows=dict(clinical=dict(n=145, macro_auc=0.85, plain_macro_auc=0.9, gain=-0.047, gain_interval=[-0.094, 0.009])),
        learning_curve=[dict(share=50, patients=200, pictures=250, macro_auc=0.84, macro_auc_interval=[0.8, 0.87]), dict(share=100, patients=400, pictures=500, macro_auc=0.88, macro_auc_interval=[0.85, 0.9])],
    )


CARD = """# skinlite 2: model card

**Research use only, not for diagnosis.** A small encoder.

## Intended use
Trying out live skin video.

| set | train |
|---|---|
| one | 587 |

- It knows six lesion diagnoses and nothing else.
- <script>alert(1)</script> stays text.
"""


def record(state):
    """state: read, absent, damaged, stale."""
    encoder = "f00d" * 16
    first = dict(name="report.json", state="absent", detail="There is no report.json beside the weights.", content=None)
    second = dict(name="evaluation.json", state=state, detail=None if state == "read" else f"evaluation.json is {state}: run evaluate again.", content=report(encoder) if state == "read" else None)
    third = dict(name="evidence.json", state="read" if state == "read" else "absent", detail=None, content=crossed() if state == "read" else None)
    return dict(model="skinlite 2", encoder=encoder, pack="Dermatology 1", card=CARD if state != "absent" else None, reports=[first, second, third], pictures_licence="CC BY 4.0" if state == "read" else None, research_use_only=True)
