"""Invented verdicts and heads of the fake server: nothing here is measured."""

from aiohttp import web


def figure(value, low, high):
    return dict(value=value, interval=[low, high])


def side(auc, slope, found, of):
    share = dict(count=found, n=of, interval=[0.3, 0.9])
    return dict(auc=figure(auc, auc - 0.08, auc + 0.05), slope=slope and figure(slope, slope - 0.3, slope + 0.3), in_the_large=None, sensitivity=share, specificity=share)


def supply(condition, positives, groups, enough=True):
    return dict(condition=condition, positives=positives, positive_groups=groups, negatives=140, negative_groups=60, enough=enough, missing=None if enough else f"{condition} has {positives} that show it from {groups} groups; needed are 10 of each from 5 groups")


def row(condition, proven):
    return dict(
        condition=condition, supply=supply(condition, 32, 20), before=side(0.78, 0.6, 18, 32), after=side(0.86, 1.02, 24, 32), gain=figure(0.08, 0.01, 0.15), threshold=0.5,
        changes=dict(found=7, missed=1, spared=12, alarmed=2), proven=proven, unproven_because=None if proven else "the slope of its held-out probabilities is not 1", strata={})


def head(version, in_force=False, **more):
    figures = dict(
        examples=172, groups=80, macro_auc_before=figure(0.78, 0.7, 0.84), macro_auc_after=figure(0.86, 0.8, 0.91), macro_auc_gain=figure(0.08, 0.02, 0.14),
        conditions=[row("melanoma", True), row("basal-cell-carcinoma", False)], left_out=["psoriasis has 3 that show it from 2 groups"], method="invented for the fake server")
    return dict(
        name="verdicts", version=version, sha256="ab" * 32, made_at="2026-01-02T10:00:00.000Z", by="ada", source="verdicts", population="frames on which this server raised an alert",
        model="skinlite 3", encoder="f00d" * 16, pack="dermatology 1", conditions=["basal-cell-carcinoma", "melanoma"], in_force=in_force, misfit=None, unused={}, figures=figures, **more)


class Teaching:
    """States: ready, empty, few, damaged, unknown, failed."""

    def __init__(self):
        self.state, self.active, self.history, self.polls = "ready", None, [], 0
        self.fitting = dict(state="idle", name=None, version=None, done=0, steps=0, detail=None)

    def report(self):
        verdicts = dict(judged=172, sessions=80, none=60, unused={"readers disagree and nobody adjudicated": 4}, conditions=[supply("melanoma", 32, 20), supply("psoriasis", 3, 2, False)])
        items = [head(1, self.active == 1), head(2, self.active == 2)]
        if self.state in ("empty", "few"):
            items = []
            verdicts = dict(judged=0, sessions=0, none=0, unused={}, conditions=[]) if self.state == "empty" else {**verdicts, "judged": 9, "conditions": [supply("melanoma", 4, 3, False)]}
        if self.state == "damaged":
            items = [{**head(1), "misfit": "head 'verdicts' version 1 does not fit: it was fitted on vectors of another encoder"}, dict(name="verdicts", version=2, in_force=False, fault="heads/verdicts/2.json is refused: its content has another hash than it says.")]
        fault = "Which heads should be in force cannot be read: heads/active.json is refused. Put it back from a backup." if self.state == "unknown" else None
        return dict(fault=fault, fitting=self.fitting, needs=dict(examples=10, groups=5), verdicts=verdicts, items=items, history=self.history, research_use_only=True)

    def log(self, kind, version, previous):
        self.history.insert(0, dict(kind=kind, head="verdicts", version=version, previous=previous, by="local", at="2026-01-02T11:00:00.000Z"))

    async def heads(self, request):
        if self.state == "failed":
            return web.json_response(dict(title="Failed", status=500, detail="The heads could not be read."), status=500, content_type="application/problem+json")
        if request.method == "POST":
            if self.state in ("empty", "few"):
                self.fitting = dict(state="too_few", name="verdicts", version=None, done=0, steps=0, detail="melanoma has 4 that show it from 3 groups; needed are 10 of each from 5 groups")
            else:
                self.fitting, self.polls = dict(state="running", name=(await request.json())["name"], version=None, done=1, steps=7, detail=None), 0
            return web.json_response(self.fitting, status=202)
        if self.fitting["state"] == "running":
            self.polls += 1
            if self.polls > 1:
                self.fitting = dict(state="done", name="verdicts", version=2, done=7, steps=7, detail=None)
        return web.json_response(self.report())

    async def activation(self, request):
        version = int(request.match_info["version"])
        self.log("head-activated", version, self.active)
        self.active = version
        return web.json_response(self.report())

    async def rollback(self, request):
        self.log("head-rolled-back", None, self.active)
        self.active = None
        return web.json_response(self.report())

    def routes(self):
        return {"heads": self.heads, "heads/{name}/{version}/activation": self.activation, "heads/{name}/rollback": self.rollback}
