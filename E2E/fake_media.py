"""WHIP and WHEP of the fake server, by aiortc where it is installed; without it every offer is refused with 503."""

import asyncio
import fractions
import math
import secrets
import time

from aiohttp import web

try:
    import numpy
    from aiortc import RTCPeerConnection, RTCSessionDescription, VideoStreamTrack
    from av import VideoFrame
except ImportError:
    RTCPeerConnection = None
    VideoStreamTrack = object


class Drawn(VideoStreamTrack):
    """A drawn patch of skin with a spot, 640 × 360, ten pictures a second."""

    kind = "video"

    def __init__(self):
        super().__init__()
        self.number = 0
        y, x = numpy.mgrid[0:360, 0:640]
        self.x, self.y = x / 640, y / 360

    async def recv(self):
        await asyncio.sleep(0.1)
        now = time.time()
        cx, cy = 0.5 + 0.05 * math.sin(now * 0.7), 0.52 + 0.04 * math.cos(now * 0.5)
        spot = numpy.clip(1.6 - numpy.hypot((self.x - cx) * 1.78, self.y - cy) / 0.13, 0, 1)[..., None]
        skin, pigment = numpy.array([222, 177, 150]), numpy.array([86, 52, 38])
        frame = VideoFrame.from_ndarray((skin * (1 - spot) + pigment * spot).astype(numpy.uint8), format="rgb24")
        self.number += 1
        frame.pts, frame.time_base = self.number * 9000, fractions.Fraction(1, 90000)
        return frame


class Media:
    def __init__(self):
        self.works, self.received, self.sessions = True, 0, {}
        self.published = lambda stream: None

    def add_routes(self, app):
        for kind, handler in (("whip", self.publish), ("whep", self.watch)):
            app.router.add_route("POST", f"/{kind}/{{stream}}", handler)
            app.router.add_route("PATCH", f"/{kind}/{{stream}}/{{session}}", self.patch)
            app.router.add_route("DELETE", f"/{kind}/{{stream}}/{{session}}", self.close)

    async def publish(self, request):
        return await self.answer(request, "whip")

    async def watch(self, request):
        return await self.answer(request, "whep")

    async def answer(self, request, kind):
        if RTCPeerConnection is None:
            return web.Response(status=503)
        if request.content_type != "application/sdp":
            return web.Response(status=415)
        offer, pc, session, stream = await request.text(), RTCPeerConnection(), secrets.token_hex(16), request.match_info["stream"]
        if kind == "whip":
            pc.on("track", lambda track: asyncio.ensure_future(self.count(track)))
            self.published(stream)
        await pc.setRemoteDescription(RTCSessionDescription(offer, "offer"))
        if kind == "whep":
            pc.addTrack(Drawn())
        await pc.setLocalDescription(await pc.createAnswer())
        self.sessions[session] = pc
        answer = pc.localDescription.sdp
        if not self.works:  # an answer whose candidates lead nowhere
            answer = "".join(line for line in answer.splitlines(True) if "a=candidate" not in line)
            await pc.close()
        return web.Response(status=201, text=answer, content_type="application/sdp", headers={"Location": f"/{kind}/{stream}/{session}", "ETag": f'"{session[:8]}"'})

    async def count(self, track):
        try:
            while True:
                await track.recv()
                self.received += 1
        except Exception:
            return

    async def patch(self, request):
        return web.Response(status=204)

    async def close(self, request):
        if pc := self.sessions.pop(request.match_info["session"], None):
            await pc.close()
        return web.Response(status=200)
