#!/usr/bin/python3
"""A real RTSP server for tests: GStreamer's own, on a port that the kernel chooses.

Prints one JSON line {"url", "port"} when it listens, and ends with its standard input, so that no test leaves it behind.
"""
import argparse
import json
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

ENCODERS = {
    "h264": "x264enc tune=zerolatency speed-preset=ultrafast key-int-max={key} ! rtph264pay name=pay0 pt=96 config-interval=-1",
    "vp8": "vp8enc deadline=1 cpu-used=8 keyframe-max-dist={key} ! rtpvp8pay name=pay0 pt=96",
}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--codec", choices=ENCODERS, default="h264")
    parser.add_argument("--clip", help="a WebM clip to send instead of the test picture")
    parser.add_argument("--size", default="640x480")
    parser.add_argument("--rate", type=int, default=30)
    parser.add_argument("--key", type=int, default=30, help="pictures between key frames")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--sound", action="store_true")
    parser.add_argument("--user", help="NAME:PASSWORD that a client must give")
    return parser.parse_args()


def launch(options):
    width, height = options.size.split("x")
    source = (
        f'filesrc location="{options.clip}" ! matroskademux ! vp8dec ! videoconvert ! videoscale ! videorate'
        if options.clip
        else "videotestsrc is-live=true pattern=ball"
    )
    shape = f"video/x-raw,format=I420,width={width},height={height},framerate={options.rate}/1"
    sound = "audiotestsrc is-live=true ! opusenc ! rtpopuspay name=pay1 pt=97" if options.sound else ""
    return f"( {source} ! {shape} ! {ENCODERS[options.codec].format(key=options.key)} {sound} )"


def protect(server, factory, user):
    name, password = user.split(":", 1)
    auth = GstRtspServer.RTSPAuth()
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", "viewer")
    auth.add_basic(GstRtspServer.RTSPAuth.make_basic(name, password), token)
    permissions = GstRtspServer.RTSPPermissions()
    permissions.add_permission_for_role("viewer", "media.factory.access", True)
    permissions.add_permission_for_role("viewer", "media.factory.construct", True)
    factory.set_permissions(permissions)
    server.set_auth(auth)


def main():
    options = arguments()
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(str(options.port))
    factory = GstRtspServer.RTSPMediaFactory()
    factory.set_shared(True)
    factory.set_launch(launch(options))
    if options.user:
        protect(server, factory, options.user)
    server.get_mount_points().add_factory("/camera", factory)
    server.attach(None)
    port = server.get_bound_port()
    if port <= 0:
        sys.exit("rtsp_server: the port is taken")
    print(json.dumps({"url": f"rtsp://127.0.0.1:{port}/camera", "port": port}), flush=True)
    loop = GLib.MainLoop()
    GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IO_HUP | GLib.IO_ERR, lambda *_: loop.quit())
    loop.run()


if __name__ == "__main__":
    main()
