"""What the fake server pretends to watch: invented streams, scores and alerts, driven by the clock."""

import hashlib
import math
import secrets
import time
from datetime import datetime, timezone

CONDITIONS = [
    ("melanoma", "Melanoma", "warning", 0.62, 0.50),
    ("basal-cell-carcinoma", "Basal cell carcinoma", "caution", 0.58, 0.46),
    ("squamous-cell-carcinoma", "Squamous cell carcinoma", "caution", 0.60, 0.48),
    ("actinic-keratosis", "Actinic keratosis", "advisory", 0.55, 0.44),
    ("melanocytic-nevus", "Melanocytic naevus", "advisory", None, None),
    ("seborrheic-keratosis", "Seborrhoeic keratosis", "advisory", None, None),
    ("psoriasis", "Psoriasis", "advisory", 0.995, 0.98),
]
UNPROVEN = {"psoriasis"}
STREAMS = {
    "demo": dict(kind="file", demo=True, hz=10, state="live"),
    "room-5": dict(kind="whip", demo=False, hz=4, state="live"),
    "bedside": dict(kind="rtsp", demo=False, hz=4, state="live", gate="blurred"),
    "pictures": dict(kind="frames", demo=False, hz=4, state="live"),
    "room-4": dict(kind="whip", demo=False, hz=0, state="lost"),
}


def rfc3339(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def patches(cx, cy, side=7, reach=0.34):
    """A patch map: weights of a grid, highest near a point."""
    out = []
    for row in range(side):
        for column in range(side):
            x, y = (column + 0.5) / side, (row + 0.5) / side
            weight = math.exp(-(((x - cx) / reach * 1.6) ** 2 + ((y - cy) / reach) ** 2) * 2)
            if weight > 0.05:
                out.append(dict(x=column / side, y=row / side, width=1 / side, height=1 / side, weight=round(weight, 3)))
    return sorted(out, key=lambda region: -region["weight"])


class World:
    """Streams, thresholds, alerts and health; every method is called from one event loop."""

    def __init__(self):
        self.started = time.time()
        self.thresholds = {stream: self._default_thresholds() for stream in STREAMS}
        self.revision = 1
        self.streams = {name: dict(facts) for name, facts in STREAMS.items()}
        self.counts = {name: [0, 0] for name in STREAMS}
        self.alerts, self.entries, self.above = {}, {}, {}
        self.sequence = 0
        self.health = dict(journal=dict(state="ok", detail=None), encoder=dict(state="ok", detail=None))
        self.abstain, self.silent = None, False
        self.agreement = self.head = None
        self.backgrounds = {}
        self._past()

    @staticmethod
    def _default_thresholds():
        rest = dict(k=6, n=8, dwell_ms=600, cooldown_ms=20000)
        return {
            name: dict(scale="background" if name in UNPROVEN else "probability", enter=enter or 0.7, exit=exit_ or 0.6, enabled=enter is not None, **rest)
            for name, _, _, enter, exit_ in CONDITIONS
        }

    def _past(self):
        """Some alerts of before: one ended and kept, one acknowledged."""
        for condition, ago, lasted, by in (("basal-cell-carcinoma", 228, 21, None), ("actinic-keratosis", 283, 24, "Dr Okafor")):
            alert = self.raise_alert("demo", condition, 0.66, self.started - ago)
            alert.update(state="ended", ended_at=rfc3339(self.started - ago + lasted))
            self.entry("alert-ended", alert, self.started - ago + lasted)
            if by:
                alert.update(state="acknowledged", acknowledged=dict(by=by, at=rfc3339(self.started - 200)))
                self.entry("alert-acknowledged", alert, self.started - 200, by=by)

    def conditions(self):
        return [
            dict(id=name, name=words, tier=tier, codes=[dict(system="http://purl.obolibrary.org/obo/doid.owl", code="DOID:8923", display=words)], proven=name not in UNPROVEN)
            for name, words, tier, _, _ in CONDITIONS
        ]

    def scores(self, stream, now):
        """Probability or presence of each condition; the demo's melanoma rises for 8 s of every 20 s."""
        t = now - self.started
        loop = t % 20
        lift = 1 / (1 + math.exp(-(loop - 3) * 3)) / (1 + math.exp((loop - 12) * 3)) if stream == "demo" else 0
        base = {"melanoma": 0.19, "basal-cell-carcinoma": 0.33, "squamous-cell-carcinoma": 0.19, "actinic-keratosis": 0.13, "melanocytic-nevus": 0.44, "seborrheic-keratosis": 0.1, "psoriasis": 0.05}
        wave = lambda speed, shift: 0.03 * math.sin(t * speed + shift)
        out = {name: value + wave(0.7 + i / 5, i) for i, (name, value) in enumerate(base.items())}
        out["melanoma"] += 0.6 * lift
        out["melanocytic-nevus"] -= 0.2 * lift
        if stream == "room-5":
            out["basal-cell-carcinoma"] = 0.64 + wave(0.3, 1)
        return {name: min(0.99, max(0.01, value)) for name, value in out.items()}

    def findings(self, stream, now):
        return [{**one, "head": self.head} if self.head and one["condition"] == "melanoma" else one for one in self._findings(stream, now)]

    def _findings(self, stream, now):
        thresholds = self.thresholds.get(stream) or self._default_thresholds()
        out = []
        for name, p in sorted(self.scores(stream, now).items(), key=lambda item: -item[1]):
            setting, proven = thresholds[name], name not in UNPROVEN
            state = "unset" if not setting["enabled"] else "above" if proven and p >= setting["enter"] else "below"
            centre = 0.5 + 0.05 * math.sin(now * 0.7), 0.52 + 0.04 * math.cos(now * 0.5)
            out.append(dict(condition=name, similarity=0.095 + 0.265 * p, presence=0.04 + 0.86 * p, evidence=p / 5, probability=p if proven else None, threshold=setting["enter"] if setting["enabled"] else None, state=state, proven=proven, regions=patches(*centre), agreement=self.verdict(stream, name)))
        return out

    def verdict(self, stream, condition):
        known = (self.agreement or {}).get("conditions", {}) if stream == "demo" else {}
        return known.get(condition, {}).get("verdict")

    def assessment(self, stream, now, age_ms=21.5):
        facts = self.streams.get(stream, dict(demo=False))
        reason = self.abstain if stream == "demo" else facts.get("gate")
        count = self.counts.setdefault(stream, [0, 0])
        count[0] += 3
        count[1] += 1
        return dict(
            stream=stream, session="5" * 32, frame=dict(sequence=count[0], captured_at=rfc3339(now - age_ms / 1000), width=640, height=480 if stream == "room-5" else 360),
            age_ms=412.0 if self.health["encoder"]["state"] == "overloaded" else age_ms, sender_age_ms=None, encoder=dict(model="skinlite", precision="f32", tokens=49, full_grid=True),
            gate=dict(usable=reason is None, reasons=[reason] if reason else []), findings=[] if reason else self.findings(stream, now), demo=facts["demo"], research_use_only=True,
        )

    def stream_state(self, stream):
        facts = self.streams[stream]
        received, analysed = self.counts.get(stream, [0, 0])
        gated = analysed if facts.get("gate") else 0
        p95 = 412 if self.health["encoder"]["state"] == "overloaded" else 34
        return dict(
            id=stream, source=facts["kind"], kind=facts["kind"], pack="dermatology", state=facts["state"], session="5" * 32, demo=facts["demo"], watchable=facts["state"] == "live" and facts["kind"] != "frames", message=facts.get("message"),
            frames=dict(received=received, pending=min(1, received), analysed=analysed - gated, superseded=max(0, received - analysed - min(1, received)), late=0, gated=gated, decode_error=0),
            age_ms=dict(p50=22, p95=p95, p99=p95 + 9) if facts["hz"] else None, within_100_ms=0.978, fps=dict(received=30.0 if facts["hz"] else 0.0, analysed=3.0 if p95 > 100 else float(facts["hz"])),
            background=self.background(stream), agreement=self.agreement if stream == "demo" else None,
        )

    # Ordinary frames

    def background(self, stream):
        """As the server shows it: a recording runs by the clock, 100 times as fast as it says."""
        known = self.backgrounds.get(stream)
        if not known:
            return None
        recording, state = None, "frozen" if known.get("recorded") else "none"
        if known.get("began"):
            elapsed = 100 * (time.time() - known["began"])
            if elapsed >= known["seconds"]:
                self.freeze(stream, known["seconds"])
                return self.background(stream)
            state, recording = "recording", dict(seconds=known["seconds"], elapsed_ms=int(elapsed * 1000), frames=int(elapsed * 10), refused=int(elapsed), needed=200)
        return dict(state=state, recording=recording, recorded=known.get("recorded"), message=known.get("message"))

    def freeze(self, stream, seconds):
        now = time.time()
        self.backgrounds[stream] = dict(recorded={"from": rfc3339(now - seconds), "to": rfc3339(now), "frames": int(seconds * 10), "by": "local"})

    def background_report(self, stream):
        state = self.background(stream) or dict(state="none", recording=None, recorded=None, message=None)
        ladder = [(0.9, 0.8, 31, 372.0), (0.95, 0.9, 14, 168.0), (0.99, 0.98, 3, 36.0), (0.999, 0.998, 0, 0.0), (1, 0.998, 0, 0.0)]
        rates = [dict(enter=enter, exit=exit_, alerts=alerts, alerts_an_hour=an_hour) for enter, exit_, alerts, an_hour in ladder]
        return {**state, "rates": {name: rates for name, *_ in CONDITIONS} if state["recorded"] else {}}

    # Alerts

    def entry(self, kind, alert, at, **data):
        self.sequence += 1
        digest = hashlib.sha256(f"{self.sequence}{kind}".encode()).hexdigest()
        self.entries.setdefault(alert["id"], []).append(dict(sequence=self.sequence, kind=kind, at=rfc3339(at), session=alert["session"], alert=alert["id"], data=data, previous_hash=digest[::-1], hash=digest))
        return self.sequence

    def raise_alert(self, stream, condition, p, now):
        words, tier = next((words, tier) for name, words, tier, _, _ in CONDITIONS if name == condition)
        why = [dict(frame=18200 + i, captured_at=rfc3339(now - 0.8 + i * 0.1), evidence=round(p / 5 - 0.02 + i * 0.004, 4), value=round(p - 0.1 + i * 0.014, 3)) for i in range(8)]
        alert = dict(
            id=secrets.token_hex(16), stream=stream, session="5" * 32, condition=condition, codes=[dict(system="http://purl.obolibrary.org/obo/doid.owl", code="DOID:8923", display=words)], tier=tier, state="active", raised_at=rfc3339(now), ended_at=None, acknowledged=None, escalated=None,
            silenced_until=None, silence_reason=None, captured_at=rfc3339(now - 0.091), probability=p, threshold=self.thresholds[stream][condition], why=why, model="b41f" + "0" * 56 + "9e07", pack="77ac" + "0" * 56 + "10d2", preprocessing="224 px, bicubic, sRGB",
            frame_sha256="5d0c" + "1" * 56 + "e8b1", sequence=0, hash="", demo=STREAMS.get(stream, {}).get("demo", False), research_use_only=True,
            **({"head": self.head} if self.head else {}),
        )
        alert["sequence"] = self.entry("alert-raised", alert, now, probability=p)
        alert["hash"] = self.entries[alert["id"]][0]["hash"]
        self.alerts[alert["id"]] = alert
        return alert

    def step_alerts(self, now):
        """Raises when melanoma has been above for 0.6 s, ends below the exit. Yields (event, alert, sequence)."""
        for stream in ("demo", "room-5"):
            for finding in self.findings(stream, now):
                key, setting = (stream, finding["condition"]), self.thresholds[stream][finding["condition"]]
                p, held = finding["probability"], self.above.get(key)
                if p is None or not setting["enabled"]:
                    continue
                if p >= setting["enter"]:
                    since = held or dict(since=now, alert=None)
                    self.above[key] = since
                    if since["alert"] is None and now - since["since"] > 0.6:
                        since["alert"] = self.raise_alert(stream, finding["condition"], round(p, 3), now)
                        yield "alert", since["alert"], since["alert"]["sequence"]
                elif p < setting["exit"] and held:
                    del self.above[key]
                    if alert := held["alert"]:
                        alert.update(ended_at=rfc3339(now), state=alert["state"] if alert["acknowledged"] else "ended")
                        yield "alert-changed", alert, self.entry("alert-ended", alert, now)
