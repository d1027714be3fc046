"""Invented calls of the fake server."""

from aiohttp import web

AT = "2026-11-28T08:0{}:00.000Z"


def call(sequence, state="ended", **more):
    first = dict(sequence=sequence, id=f"call-{sequence}", kind="phone", state=state, by=None, placed_at=AT.format(1), ended_at=AT.format(2), alerts=["a" * 32], reason="customer-ended-call",
                 lasted_ms=41_000, service_seconds=40.5, cost_usd=0.031, lines=[dict(at=AT.format(1), speaker="server", text="Warning, resembles melanoma. Research use only. Not for diagnosis."), dict(at=AT.format(1), speaker="user", text="I am looking at it.")])
    return {**first, **more}


class Calls:
    def __init__(self):
        self.state = "shown"
        self.line = dict(can_phone=True, call=None, service="ok", fault=None)
        self.items = [call(9), call(5, "not-placed", id=None, placed_at=None, reason="not-placed", lasted_ms=None, service_seconds=None, cost_usd=None, lines=[]),
                      call(3, "lost", kind="web", by="ada", alerts=[], ended_at=None, reason=None, lasted_ms=None, service_seconds=None, cost_usd=None, lines=[])]

    def routes(self):
        return {"calls": self.one, "calls/history": self.history}

    def refused(self):
        if self.state == "off":
            return web.json_response(dict(title="No calls", status=404, detail="This server makes no calls: voice: vapi: is not in its configuration."), status=404, content_type="application/problem+json")
        if self.state == "failed":
            return web.json_response(dict(title="Failed", status=500, detail="The journal could not be read."), status=500, content_type="application/problem+json")
        return None

    async def history(self, request):
        return self.refused() or web.json_response(dict(items=[] if self.state == "empty" else self.items, next=None))

    async def one(self, request):
        if refused := self.refused():
            return refused
        self.line.update(service="open" if self.state == "failing" else "ok", fault="the call service did not answer in time" if self.state == "failing" else None, can_phone=self.state != "web")
        if request.method == "POST":
            if self.state == "failing":
                return web.json_response(dict(title="Not acceptable", status=502, detail="There is no call: the call service did not answer in time."), status=502, content_type="application/problem+json")
            kind = (await request.json())["kind"]
            self.line["call"] = dict(id="call-11", kind=kind, status="ringing")
            self.items.insert(0, call(11, "under-way", kind=kind, by="local", ended_at=None, reason=None, lasted_ms=None, service_seconds=None, cost_usd=None, lines=[]))
            return web.json_response(dict(state=self.line, joining="https://join.example/room" if kind == "web" else None), status=201)
        if request.method == "DELETE":
            self.line["call"] = None
            self.items[0].update(state="ended", ended_at=AT.format(3), reason="asked", lasted_ms=5_000)
        return web.json_response(self.line)
