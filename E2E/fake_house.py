"""What the fake server says of settings, overlays and zones. Nothing here is measured."""

import secrets
import time

from aiohttp import web

from fake_world import CONDITIONS, rfc3339

CHECKS = [
    dict(name="media", verdict="passed", detail="GStreamer 1.22.0, WebRTC, VP8, H.264, RTSP"),
    dict(name="camera", verdict="limited", detail="no camera is connected to this machine", remedy="browsers bring their own; for a camera of the server's, connect one"),
    dict(name="encoder", verdict="passed", detail="skinlite: 5.1 ms a whole frame"),
    dict(name="disk", verdict="failed", detail="the data folder cannot be written", remedy="name another folder with --data, or give this user the right"),
]
STORAGE = dict(
    folder="/srv/skin", free_bytes=41_200_000_000,
    items=[
        dict(id="journal", name="Journal", keeps="Sessions, alerts with the vectors they rest on. No picture.", retention="For good, sealed.", files=3, bytes=83_400_000),
        dict(id="voice", name="Spoken sentences", keeps="Clips of the fixed sentences. No sound of people.", retention="A cache: may be deleted at any time.", files=12, bytes=1_240_000),
        dict(id="key", name="Key of the journal", keeps="Opens the journal.", retention="For as long as the journal.", files=1, bytes=32),
    ],
)
SETTINGS = dict(
    model="skinlite", precision="auto", device="auto", packs=["dermatology"], data="/srv/skin", tokens=0, remote_encoder=False, language_model="off", overlay_text="safe",
    voice=dict(on=True, engine="auto", page=True, call=True, speakers=False, barge_in=True, repeat_seconds=20, budget=12, quiet_hours=["22:00-06:30"], telephone=False),
    escalation=dict(on=True, after_seconds=120, to="reviewer"),
)


def problem(status, detail, **more):
    return web.json_response(dict(type="about:blank", title="Refused", status=status, detail=detail, **more), status=status, content_type="application/problem+json")


class House:
    def __init__(self):
        self.reset()

    def reset(self):
        self.examined, self.running_until = None, 0
        self.broken = False                # every page's own route fails
        self.empty = False
        self.hidden = dict(hidden=False, by=None, at=None)
        self.zones = {}
        self.pages = None

    def control(self, wanted):
        self.broken = wanted.get("house_broken", self.broken)
        self.empty = wanted.get("house_empty", self.empty)
        self.pages = wanted.get("pages", self.pages)
        if "overlay_fault" in wanted:
            self.hidden = dict(hidden=True, by=None, at=None, fault=wanted["overlay_fault"])
        # Whoever connects after the event and asks is told the same.
        if wanted.get("emit", [None])[0] == "overlay":
            self.hidden = wanted["emit"][1]

    def guarded(self, reply):
        async def handler(request):
            return problem(500, "The server failed at this. Its log says more.") if self.broken else await reply(request)
        return handler

    async def diagnosis(self, request):
        now = time.time()
        if request.method == "POST":
            self.running_until = now + 0.5
        running = now < self.running_until
        if not running and self.running_until:
            self.examined = self.running_until
        done = self.examined and not self.empty
        return web.json_response(dict(checks=CHECKS if done else [], examined_at=rfc3339(self.examined) if done else None, running=running), status=202 if request.method == "POST" else 200)

    async def storage(self, request):
        return web.json_response({**STORAGE, "items": [] if self.empty else STORAGE["items"]})

    async def settings(self, request):
        return web.json_response({**SETTINGS, "overlay_text": None} if self.empty else SETTINGS)

    async def models(self, request):
        model = dict(model="skinlite 1.0", fingerprint="b41f" + "0" * 60, precision="f32", preprocessing="own", dimension=576, has_gate=True)
        return web.json_response(dict(items=[] if self.empty else [model], next=None))

    async def lint(self, request):
        items = [] if self.empty else [dict(rule="codes", severity="warning", line=31, message="seborrheic-keratosis: no code; give one where an ontology has it")]
        return web.json_response(dict(pack="dermatology", file="dermatology.yaml", items=items))

    async def trial(self, request):
        body = await request.json()
        name = next(words for name, words, *_ in CONDITIONS if name == body["condition"])
        return web.json_response(dict(text=f"{body['tier'].capitalize()}, resembles {name.lower()}.", voice="piper en_US-joe-medium", clip="/api/v1/speech/" + "0" * 32))

    async def exported(self, request):
        return web.Response(text="id,research_use_only\r\n", content_type="text/csv")

    def overlay_routes(self, emit):
        async def state(request):
            return web.json_response(self.hidden)

        async def hide(request):
            self.hidden = dict(hidden=request.method == "POST", by="local", at=rfc3339(time.time()))
            emit("overlay", self.hidden)
            return web.json_response(self.hidden)

        return {"overlay": state, "overlay/hidden": hide}

    def zone_state(self, stream):
        items = self.zones.get(stream)
        return None if items is None else dict(items=items, suppressed=7 if items else 0, frames=5 if items else 0)

    async def stream_zones(self, request):
        stream = request.match_info["stream"]
        items = self.zones.setdefault(stream, [])
        if request.method == "POST":
            body = await request.json()
            if len(items) >= 3:
                return problem(409, "16 zones are ignored already. Take one away before you draw another.")
            items.append(dict(id=secrets.token_hex(16), label=body.pop("label", ""), by="local", at=rfc3339(time.time()), **body))
        if request.method == "DELETE":
            self.zones[stream] = [zone for zone in items if zone["id"] != request.match_info.get("zone", zone["id"])]
        return web.json_response(self.zone_state(stream), status=201 if request.method == "POST" else 200)

    def routes(self, emit):
        return {
            "diagnosis": self.guarded(self.diagnosis), "storage": self.guarded(self.storage), "settings": self.guarded(self.settings), "models": self.guarded(self.models),
            "packs/{pack}/lint": self.lint, "voice/trial": self.trial, "alerts.csv": self.exported, "alerts.ndjson": self.exported, **self.overlay_routes(emit), "streams/{stream}/zones": self.stream_zones, "streams/{stream}/zones/{zone}": self.stream_zones,
        }
