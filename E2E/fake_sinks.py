"""Invented sinks of the fake server."""

from aiohttp import web

AT = "2026-11-28T08:00:00.000Z"


def sink(name, kind, state="ok", **more):
    first = dict(name=name, kind=kind, address=f"{'mqtts' if kind == 'mqtt' else 'https'}://{name}.example:443", state=state, on=state != "off", reason=None, details="thin", signed=kind in ("webhook", "cloudevents"), explanations=False,
                 fault=None, fault_at=None, delivered_at=AT, waiting=0, oldest_waiting_at=None, next_at=None, dead=0, delivered=12, retry=[0, 5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400])
    return {**first, **more}


class Sinks:
    def __init__(self):
        self.state = "shown"
        self.asked = []
        self.items = {one["name"]: one for one in [
            sink("ehr", "webhook"), sink("bus", "cloudevents", "failing", fault="no answer in time", fault_at=AT, waiting=3, oldest_waiting_at=AT, next_at=AT, dead=2),
            sink("records", "fhir", "off", reason="switched off in the configuration", delivered=0, delivered_at=None, details="full"), sink("home", "mqtt", "idle", delivered=0, delivered_at=None)]}

    def routes(self):
        return {"sinks": self.list, "sinks/{name}/dead": self.dead, "sinks/{name}/preview": self.preview, "sinks/{name}/test": self.test, "sinks/{name}/replay": self.replay, "sinks/{name}/on": self.turn}

    async def list(self, request):
        if self.state == "failed":
            return web.json_response(dict(title="Failed", status=500, detail="The journal could not be read."), status=500, content_type="application/problem+json")
        return web.json_response(dict(items=[] if self.state == "none" else list(self.items.values()), next=None))

    async def dead(self, request):
        letters = [dict(id=f"{i:032x}", alert="a" * 32, type="skino.alert.raised", attempts=10, queued_at=AT, given_up_at=AT, answer="status 500") for i in range(self.items[request.match_info["name"]]["dead"])]
        return web.json_response(dict(items=letters, next=None))

    async def preview(self, request):
        body = '{"data":{"change":"%s","id":"' + "0" * 32 + '"},"type":"skino.alert.raised"}'
        return web.json_response(dict(items=[dict(change=change, method="POST", target=f"https://{request.match_info['name']}.example:443", headers=["content-type: application/json", "webhook-signature: v1,(made when it is sent)"], body=body % change) for change in ("raised", "acknowledged")], next=None))

    async def test(self, request):
        ok = request.match_info["name"] != "bus"
        return web.json_response(dict(ok=ok, answer="status 200" if ok else "no answer in time", milliseconds=42))

    async def replay(self, request):
        order, one = await request.json(), self.items[request.match_info["name"]]
        self.asked.append(order)
        count = one["dead"] if order.get("dead") else len(order["ids"])
        one["dead"] -= count
        return web.json_response(dict(queued=count))

    async def turn(self, request):
        one = self.items[request.match_info["name"]]
        one.update(on=request.method == "POST", state="idle" if request.method == "POST" else "off", reason=None if request.method == "POST" else "switched off by local")
        return web.json_response(one)
