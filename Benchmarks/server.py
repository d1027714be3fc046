"""Our server as a process, and publishing to it."""

import pathlib
import sys

import aiohttp
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "E2E"))
from real_server import Server  # noqa: E402  (the end-to-end tests start it the same way)

CLIP = ROOT / ".deps/demo/demo.webm"
__all__ = ["CLIP", "ROOT", "Publication", "Server", "add_common_options", "peer"]


def peer():
    """A connection that asks no server on the internet who it is."""
    return RTCPeerConnection(RTCConfiguration(iceServers=[]))


def add_common_options(parser):
    parser.add_argument("--clip", default=str(CLIP), help="the clip that is sent (default: the demo)")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


class Publication:
    """A track published by WHIP, from the POST to the DELETE."""

    def __init__(self, server, stream, track):
        self.address = f"{server.url}/whip/{stream}"
        self.server, self.connection = server, peer()
        self.connection.addTrack(track)

    async def __aenter__(self):
        await self.connection.setLocalDescription(await self.connection.createOffer())
        headers = {"Content-Type": "application/sdp"}
        async with aiohttp.ClientSession() as session, session.post(self.address, data=self.connection.localDescription.sdp, headers=headers) as reply:
            answer = await reply.text()
            if reply.status != 201:
                raise SystemExit(f"POST {self.address}: {reply.status} {answer}")
            self.location = reply.headers["Location"]
        await self.connection.setRemoteDescription(RTCSessionDescription(answer, "answer"))
        return self

    async def __aexit__(self, *_):
        async with aiohttp.ClientSession() as session, session.delete(self.server.url + self.location):
            pass
        await self.connection.close()
