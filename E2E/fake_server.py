"""A test double of the server: the pages and the routes of the outside face, with invented scores.

    python3 E2E/fake_server.py --port 8090

POST /fake {"encoder": "missing"} and the like put it into a state; see `Fake.control`. Nothing here is measured.
"""

import argparse
import asyncio
import json
import math
import pathlib
import secrets
import struct
import time

from aiohttp import WSMsgType, web

import fake_evidence
import fake_explanations
from fake_house import House
from fake_knowledge import Knowledge
from fake_teaching import Teaching
from fake_sinks import Sinks
from fake_calls import Calls
from fake_world import CONDITIONS, World, rfc3339

WEB = pathlib.Path(__file__).resolve().parent.parent / "Web"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
# Every page that there is, as the server finds them.
PAGES = {"/" if page.stem == "index" else f"/{page.stem}": page.stem for page in sorted(WEB.glob("*.html")) if page.stem not in ("overlay", "not-found")}
TOKEN = "let-me-in"


def problem(status, title, detail, **more):
    return web.json_response(dict(type="about:blank", title=title, status=status, detail=detail, **more), status=status, content_type="application/problem+json")


@web.middleware
async def secure(request, handler):
    fake = request.app["fake"]
    if fake.down and request.path != "/fake":
        request.transport.abort()
        raise web.HTTPServiceUnavailable()
    if fake.broken and request.path.startswith("/api/v1") and request.path not in ("/api/v1/session", "/api/v1/pages"):
        return problem(500, "Failed", "The journal could not be read.")
    if fake.needs_token and request.path.startswith(("/api", "/whip", "/whep")) and request.cookies.get("session") not in fake.sessions and not (request.path == "/api/v1/session" and request.method == "POST"):
        return problem(401, "Not signed in", "Sign in with a token.")
    if fake.needs_token and request.method not in ("GET", "HEAD", "OPTIONS") and request.path not in ("/api/v1/session", "/fake") and request.headers.get("X-CSRF-Token") != "csrf-1":
        return problem(403, "No CSRF token", "The header X-CSRF-Token is missing.")
    return await handler(request)


async def policy(request, response):
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "no-store"


class Fake:
    def __init__(self, media):
        self.world, self.media = World(), media
        self.down = self.needs_token = self.broken = False
        self.role = None
        self.evidence_state, self.explanations = "read", "told"
        self.knowledge, self.house = Knowledge(), House()
        self.teaching = Teaching()
        self.sinks, self.calls = Sinks(), Calls()
        self.background_refused = self.silent_voice = False
        self.muted = self.said = None
        self.sessions, self.listeners, self.frames = set(), set(), []

    # State

    async def control(self, request):
        wanted = await request.json()
        if wanted.get("reset"):
            self.world = World()
            self.knowledge.__init__()
            self.teaching.__init__()
            self.sinks.__init__()
            self.calls.__init__()
            self.house.reset()
            self.evidence_state, self.explanations = "read", "told"
            self.sessions.clear()
            self.hang_up()                    # pages of the test before
            self.down = self.needs_token = self.broken = self.background_refused = False
            self.role = self.muted = self.said = None
            self.silent_voice = False
            self.media.works = True
            self.emit("health", self.world.health)
        for part in ("encoder", "journal"):
            if part in wanted:
                self.world.health[part] = dict(state=wanted[part], detail=wanted.get("detail"))
                self.emit("health", self.world.health)
        self.world.abstain = wanted.get("abstain", self.world.abstain)
        self.world.agreement = wanted.get("agreement", self.world.agreement)
        self.world.silent = wanted.get("silent", self.world.silent)
        self.world.head = wanted.get("head", self.world.head)
        for alert in self.world.alerts.values() if wanted.get("head") else []:
            alert["head"] = wanted["head"]
        self.needs_token = wanted.get("needs_token", self.needs_token)
        self.broken = wanted.get("broken", self.broken)
        self.role = wanted.get("role", self.role)
        self.evidence_state = wanted.get("evidence", self.evidence_state)
        self.explanations = wanted.get("explanations", self.explanations)
        self.teaching.state = wanted.get("teaching", self.teaching.state)
        self.sinks.state = wanted.get("sinks", self.sinks.state)
        self.calls.state = wanted.get("calls", self.calls.state)
        self.house.control(wanted)
        self.knowledge.missing = wanted.get("knowledge_missing", self.knowledge.missing)
        self.knowledge.conflict = wanted.get("knowledge_conflict", self.knowledge.conflict)
        if wanted.get("knowledge_rewritten"):
            self.knowledge.rewrite()
        self.silent_voice = wanted.get("silent_voice", self.silent_voice)
        self.background_refused = wanted.get("background_refused", self.background_refused)
        if "webrtc" in wanted:
            self.media.works = wanted["webrtc"]
        if "streams" in wanted:
            self.world.streams = {name: facts for name, facts in self.world.streams.items() if name in wanted["streams"]}
        for name, state in wanted.get("state", {}).items():
            self.world.streams[name].update(state=state, hz=0 if state != "live" else 10)
        if "down" in wanted:
            self.down = wanted["down"]
            if self.down:
                self.hang_up()
        if "explain" in wanted:
            told = fake_explanations.explanation(self.world.alerts[wanted["explain"]])
            self.emit("explanation", fake_explanations.rephrased(told) if wanted.get("rephrased") else told)
        if "emit" in wanted:
            await self.tell(*wanted["emit"])
        return web.json_response(dict(frames=len(self.frames), published=self.media.received, listeners=len(self.listeners)))

    async def tell(self, kind, data, sequence=None):
        """What a test lets happen: told once a page listens, and true for whoever asks later."""
        if kind == "alert-changed":
            self.world.alerts[data["id"]] = data
        until = time.monotonic() + 10
        while not self.listeners and not self.down and time.monotonic() < until:
            await asyncio.sleep(0.02)
        self.emit(kind, data, sequence)

    def hang_up(self):
        for listener in self.listeners:
            listener.put_nowait(None)
        self.listeners.clear()

    def emit(self, kind, data, sequence=None):
        message = (f"id: {sequence}\n" if sequence else "") + f"event: {kind}\ndata: {json.dumps(data)}\n\n"
        for listener in self.listeners:
            listener.put_nowait(message)

    async def run(self):
        last, second = {}, 0
        while True:
            await asyncio.sleep(0.05)
            now, world = time.time(), self.world
            for name, facts in list(world.streams.items()):
                if facts["hz"] and not world.silent and world.health["encoder"]["state"] != "missing" and now - last.get(name, 0) >= 1 / facts["hz"]:
                    last[name] = now
                    self.emit("assessment", world.assessment(name, now))
            if world.health["encoder"]["state"] != "missing" and world.health["journal"]["state"] == "ok" and not world.abstain and not world.silent:
                for kind, alert, sequence in world.step_alerts(now):
                    self.emit(kind, alert, sequence)
            if now - second >= 1:
                second = now
                for name in world.streams:
                    self.emit("stream", {**world.stream_state(name), "zones": self.house.zone_state(name)})

    async def events(self, request):
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Content-Security-Policy": POLICY, "Cache-Control": "no-store"})
        await response.prepare(request)
        queue = asyncio.Queue()
        self.listeners.add(queue)
        self.emit("health", self.world.health)
        try:
            while (message := await queue.get()) is not None:
                await response.write(message.encode())
        except (ConnectionResetError, asyncio.CancelledError):
            pass
        finally:
            self.listeners.discard(queue)
        return response

    # Pages and records

    async def page(self, request):
        return web.FileResponse(WEB / f"{PAGES.get(request.path, 'overlay')}.html")

    async def session(self, request):
        if request.method == "GET":
            return web.json_response(dict(name="ada", role="clinician", csrf="csrf-1", local=False) if self.needs_token else dict(name="local", role=self.role or "administrator", csrf=None, local=True))
        if request.method == "DELETE":
            self.sessions.discard(request.cookies.get("session"))
            return web.Response(status=204)
        if (await request.json()).get("token") != TOKEN:
            return problem(401, "Unknown token", "The server does not know this token.")
        key = secrets.token_hex(16)
        self.sessions.add(key)
        response = web.json_response(dict(csrf="csrf-1", role="clinician", name="ada"))
        response.set_cookie("session", key, httponly=True, samesite="Strict")
        return response

    async def conditions(self, request):
        return web.json_response(dict(items=self.world.conditions()))

    async def evidence(self, request):
        return web.json_response(fake_evidence.record(self.evidence_state))

    async def streams(self, request):
        return web.json_response(dict(items=[{**self.world.stream_state(name), "zones": self.house.zone_state(name)} for name in self.world.streams], next=None))

    async def thresholds(self, request):
        world, stream = self.world, request.match_info["stream"]
        table = world.thresholds.setdefault(stream, world._default_thresholds())
        if request.method == "PATCH":
            if request.headers.get("If-Match", f'"{world.revision}"') != f'"{world.revision}"':
                return problem(412, "Stale", "Someone else changed it.")
            for name, setting in (await request.json()).items():
                if not 0 < setting["enter"] <= 1:
                    return problem(422, "Out of range", "Allowed: above 0 and at most 1.", pointer=f"/{name}/enter")
                table[name] = {**table[name], **setting}
            world.revision += 1
        return web.json_response(table, headers={"ETag": f'"{world.revision}"'})

    async def background(self, request):
        world, stream = self.world, request.match_info["stream"]
        if request.method == "POST":
            if self.background_refused:
                return problem(409, "Not acceptable", "The stream sends no pictures, so nothing can be recorded. Try again once it is live.")
            recorded = world.backgrounds.get(stream, {}).get("recorded")
            world.backgrounds[stream] = dict(began=time.time(), seconds=(await request.json())["seconds"], recorded=recorded)
        if request.method == "DELETE":
            message = dict(code="background_cancelled", text="The recording was cancelled, so nothing was kept.")
            world.backgrounds[stream] = dict(recorded=world.backgrounds[stream].get("recorded"), message=message)
        return web.json_response(world.background_report(stream), status=202 if request.method == "POST" else 200)

    async def freeze_background(self, request):
        self.world.freeze(request.match_info["stream"], 30)
        return web.json_response(self.world.background_report(request.match_info["stream"]), status=202)

    async def pages(self, request):
        return web.json_response(dict(items=self.house.pages or sorted(path for path in PAGES if path != "/sign-in"), next=None))

    async def packs(self, request):
        return web.json_response(dict(items=[dict(id="dermatology", version=2, name="Dermatology", fingerprint="77ac" + "0" * 60, conditions=[dict(id=name, name=words, tier=tier, codes=[dict(code="DOID:8923")], threshold=None if enter is None else dict(scale="probability", enter=enter, exit=exit_)) for name, words, tier, enter, exit_ in CONDITIONS])]))

    async def alerts(self, request):
        query, items = request.query, sorted(self.world.alerts.values(), key=lambda alert: -alert["sequence"])
        for field in ("stream", "condition", "state"):
            if query.get(field):
                items = [alert for alert in items if alert[field] == query[field]]
        if query.get("escalated") == "true":
            items = [alert for alert in items if alert.get("escalated")]
        for word in query.get("search", "").lower().split():
            items = [alert for alert in items if word in json.dumps(alert).lower()]
        items = [alert for alert in items if query.get("from", "") <= alert["raised_at"] < query.get("to", "9")]
        if query.get("after"):
            items = [alert for alert in items if alert["sequence"] < int(query["after"])]
        limit = int(query.get("limit", 100))
        return web.json_response(dict(items=items[:limit], next=str(items[limit - 1]["sequence"]) if len(items) > limit else None))

    async def alert(self, request):
        alert = self.world.alerts.get(request.match_info["id"])
        return web.json_response(alert) if alert else problem(404, "Unknown", "There is no such alert.")

    def explained(self, request):
        """The alert; a fault where the state asks for one."""
        if self.explanations == "failed":
            return None, problem(500, "Failed", "The knowledge store could not be used. Alerts go on; the server's log says more.")
        alert = self.world.alerts.get(request.match_info["id"])
        return alert, None if alert else problem(404, "Unknown", "There is no such alert.")

    async def explanation(self, request):
        alert, fault = self.explained(request)
        return fault or web.json_response(fake_explanations.explanation(alert, request.query.get("level", "clinical"), self.explanations))

    async def question(self, request):
        alert, fault = self.explained(request)
        return fault or web.json_response(fake_explanations.answer(alert, (await request.json())["question"], self.explanations))

    async def entries(self, request):
        return web.json_response(dict(items=self.world.entries.get(request.match_info["id"], []), next=None))

    async def acknowledgement(self, request):
        alert, now = self.world.alerts[request.match_info["id"]], time.time()
        if request.method == "POST":
            alert.update(state="acknowledged", acknowledged=dict(by="local", at=rfc3339(now)))
        else:
            alert.update(state="ended" if alert["ended_at"] else "active", acknowledged=None)
        kind = "alert-acknowledged" if request.method == "POST" else "alert-acknowledgement-undone"
        self.emit("alert-changed", alert, self.world.entry(kind, alert, now, by="local"))
        return web.json_response(alert)

    async def silence(self, request):
        alert, now = self.world.alerts[request.match_info["id"]], time.time()
        if request.method == "POST":
            body = await request.json()
            alert.update(state="silenced", silenced_until=rfc3339(now + body["seconds"]), silence_reason=body["reason"])
        else:
            alert.update(state="ended" if alert["ended_at"] else "active", silenced_until=None, silence_reason=None)
        self.emit("alert-changed", alert, self.world.entry("alert-silenced", alert, now, by="local", reason=alert["silence_reason"]))
        return web.json_response(alert)

    def voice_state(self):
        return dict(stream="demo", voice="piper en_US-joe-medium", detail=None, muted=self.muted, hearing=False, page=True, call=True, speakers=False, last=self.said, faults=0)

    async def voice(self, request):
        if self.silent_voice:
            return problem(404, "Unknown", "There is no such stream.")
        return web.json_response({**self.voice_state(), "stream": request.match_info["stream"]})

    async def mute(self, request):
        self.muted = None
        if request.method == "POST":
            self.muted = dict(by="local", reason=(await request.json())["reason"], at=rfc3339(time.time()))
        self.emit("voice", self.voice_state())
        return web.json_response(self.voice_state())

    async def speech(self, request):
        """Half a second of a tone."""
        samples = b"".join(int(6000 * math.sin(i / 8)).to_bytes(2, "little", signed=True) for i in range(8000))
        head = b"RIFF" + (36 + len(samples)).to_bytes(4, "little") + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 16000, 32000, 2, 16) + b"data" + len(samples).to_bytes(4, "little")
        return web.Response(body=head + samples, content_type="audio/wav")

    async def analyses(self, request):
        picture = await request.read()
        if not picture.startswith(b"\xff\xd8"):
            return problem(415, "Not a picture", "Send JPEG or PNG.")
        return web.json_response({**self.world.assessment("demo", time.time()), "stream": "analysis", "demo": False})

    async def frame_socket(self, request):
        socket = web.WebSocketResponse(max_msg_size=2**22)
        await socket.prepare(request)
        stream = request.match_info["stream"]
        self.world.streams[stream] = dict(kind="frames", demo=False, hz=0, state="live")
        async for message in socket:
            if message.type == WSMsgType.BINARY:
                self.frames.append(len(message.data))
                self.emit("assessment", self.world.assessment(stream, time.time()))
                await socket.send_str(str(len(self.frames)))
        self.world.streams[stream]["state"] = "lost"
        return socket


def application(media):
    app, fake = web.Application(middlewares=[secure], client_max_size=2**24), Fake(media)
    app["fake"] = fake
    app.on_response_prepare.append(policy)
    media.published = lambda stream: fake.world.streams.update({stream: dict(kind="whip", demo=False, hz=10, state="live")})
    add = app.router.add_route
    for path in (*PAGES, "/overlay/{stream}"):
        add("GET", path, fake.page)
    app.router.add_static("/assets", WEB / "assets")
    add("POST", "/fake", fake.control)
    add("GET", "/health/live", lambda request: asyncio.sleep(0, web.Response(text="ok")))
    routes = {
        "session": fake.session, "evidence": fake.evidence, "conditions": fake.conditions, "streams": fake.streams, "events": fake.events, "analyses": fake.analyses, "alerts": fake.alerts, "alerts/{id}": fake.alert,
        "alerts/{id}/entries": fake.entries, "alerts/{id}/explanation": fake.explanation, "alerts/{id}/questions": fake.question, "alerts/{id}/acknowledgement": fake.acknowledgement, "alerts/{id}/silence": fake.silence, "streams/{stream}/thresholds": fake.thresholds, "streams/{stream}/frames": fake.frame_socket,
        "streams/{stream}/voice": fake.voice, "streams/{stream}/voice/mute": fake.mute, "speech/{clip}": fake.speech,
        "streams/{stream}/background": fake.background, "streams/{stream}/background/freeze": fake.freeze_background, "packs": fake.packs, "pages": fake.pages, **fake.knowledge.routes(), **fake.house.routes(fake.emit),
        **fake.teaching.routes(), **fake.sinks.routes(), **fake.calls.routes(),
    }
    for path, handler in routes.items():
        add("*", f"/api/v1/{path}", handler)
    media.add_routes(app)

    async def start(app):
        app["task"] = asyncio.create_task(fake.run())

    app.on_startup.append(start)
    return app


if __name__ == "__main__":
    from fake_media import Media

    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--address-file")
    options = parser.parse_args()

    async def main():
        runner = web.AppRunner(application(Media()), access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", options.port)
        await site.start()
        address = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"
        if options.address_file:
            pathlib.Path(options.address_file).write_text(address)
        print(address, flush=True)
        await asyncio.Event().wait()

    asyncio.run(main())
