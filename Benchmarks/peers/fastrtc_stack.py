#!/usr/bin/env python3
"""The peer: FastRTC 0.0.34 and transformers do what our server does, written as well as they allow, on the same clip.

    Benchmarks/peers/fastrtc_stack.py [--model DIRECTORY] [--seconds 30] [--precision f32,bf16] [--clip FILE] [--json]

The model is that of a SigLIP directory, or SigLIP of the shape S/16 at 224 pixels (384 wide, 12 layers, 6 heads) with random weights: the
shape decides the cost.
Written well: FastRTC calls its handler on the event loop, so the handler only keeps the newest frame; one thread encodes whatever is
newest and compares it with forty text vectors; each result is pushed over the data channel at once. Every frame is encoded once at
most. `age` counts from the frame's arrival at the handler, decoded, to the push: what our `age_ms` counts. `sender age` counts from
the barcode that the sender drew into it. CPU is the server process's. Here the encoder sees the whole frame; ours adds a crop.
"""

import argparse
import asyncio
import json
import os
import pathlib
import subprocess
import sys
import threading
import time

import numpy

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import clip as camera  # noqa: E402
import figures  # noqa: E402

CALL = "bench"
CONDITIONS = 40


class Newest:
    """A mailbox of one: putting replaces, taking waits."""

    def __init__(self):
        self.item, self.condition, self.arrived = None, threading.Condition(), 0

    def put(self, item):
        with self.condition:
            self.item, self.arrived = item, self.arrived + 1
            self.condition.notify()

    def take(self):
        with self.condition:
            while self.item is None:
                self.condition.wait()
            item, self.item = self.item, None
            return item


class Encoder:
    def __init__(self, precision, directory=None):
        import torch
        from transformers import SiglipVisionConfig, SiglipVisionModel

        self.torch, self.kind = torch, torch.bfloat16 if precision == "bf16" else torch.float32
        torch.manual_seed(1)
        torch.set_num_threads(os.cpu_count())
        if directory:
            self.model = SiglipVisionModel.from_pretrained(directory, dtype=self.kind).eval()
        else:
            self.model = SiglipVisionModel(SiglipVisionConfig(
                hidden_size=384, intermediate_size=1536, num_hidden_layers=12, num_attention_heads=6, image_size=224, patch_size=16)).eval().to(self.kind)
        shape = self.model.config
        self.side = shape.image_size, shape.image_size
        self.texts = torch.nn.functional.normalize(torch.randn(CONDITIONS, shape.hidden_size), dim=-1)

    def scores(self, bgr):
        torch = self.torch
        with torch.inference_mode():
            pixels = torch.from_numpy(bgr).permute(2, 0, 1).unsqueeze(0)
            # Shrunk as bytes, then to colours of -1 to 1: the order that costs least.
            pixels = torch.nn.functional.interpolate(pixels, self.side, mode="bilinear", antialias=True)
            pixels = pixels.flip(1).to(self.kind).div_(127.5).sub_(1)
            image = self.model(pixel_values=pixels).pooler_output.float()
            return (torch.nn.functional.normalize(image, dim=-1) @ self.texts.T)[0].tolist()


def serve(precision, directory):
    import uvicorn
    from fastapi import FastAPI
    from fastrtc import Stream

    encoder, newest, app = Encoder(precision, directory), Newest(), FastAPI()
    encoder.scores(numpy.zeros((480, 640, 3), numpy.uint8))

    def keep(frame):
        newest.put((frame, time.perf_counter()))

    stream = Stream(keep, mode="send", modality="video", concurrency_limit=4, server_rtc_configuration={"iceServers": []}, verbose=False)
    stream.mount(app)

    @app.post("/begin")
    async def begin():
        loop = asyncio.get_running_loop()
        # Without arguments FastRTC does not call the handler.
        stream.set_input(CALL, None)
        channel = stream.data_channels[CALL]
        threading.Thread(target=work, args=(loop, channel), daemon=True).start()
        return {}

    @app.get("/arrived")
    async def arrived():
        return newest.arrived

    def work(loop, channel):
        while True:
            frame, came = newest.take()
            scores = encoder.scores(frame)
            best = max(range(CONDITIONS), key=scores.__getitem__)
            drawn = camera.read(frame[:, :, 1])
            result = dict(barcode=drawn, best=best, scores=scores, age_ms=(time.perf_counter() - came) * 1000, sender_age_ms=camera.age(drawn))
            loop.call_soon_threadsafe(channel.send, json.dumps(result))

    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))

    async def run():
        serving = asyncio.create_task(server.serve())
        while not server.started and not serving.done():
            await asyncio.sleep(0.05)
        print(f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}", flush=True)
        await serving

    asyncio.run(run())


async def drive(url, pid, path, seconds):
    """Sends the clip, as the client of our own server does, and counts what is pushed back."""
    import aiohttp
    from aiortc import RTCSessionDescription

    from server import peer

    connection, results, counting = peer(), [], False
    connection.addTrack(camera.ClipTrack(path))
    channel = connection.createDataChannel("text")
    opened = asyncio.Event()
    channel.on("open", opened.set)
    channel.on("message", lambda text: results.append(json.loads(text)) if counting else None)
    await connection.setLocalDescription(await connection.createOffer())
    async with aiohttp.ClientSession() as session:
        offer = dict(sdp=connection.localDescription.sdp, type="offer", webrtc_id=CALL)
        async with session.post(f"{url}/webrtc/offer", json=offer) as reply:
            answer = await reply.json()
        await connection.setRemoteDescription(RTCSessionDescription(answer["sdp"], answer["type"]))
        await asyncio.wait_for(opened.wait(), 20)
        await asyncio.sleep(1)

        async def arrived():
            async with session.get(f"{url}/arrived") as reply:
                return await reply.json()

        async with session.post(f"{url}/begin") as reply:
            reply.raise_for_status()
        await asyncio.sleep(3)
        before, used, counting = await arrived(), figures.processor_seconds(pid), True
        await asyncio.sleep(seconds)
        counting, used, after = False, figures.processor_seconds(pid) - used, await arrived()
        resident = figures.resident_megabytes(pid)
    await connection.close()
    distinct = len({result["barcode"] for result in results})
    ages = [result["age_ms"] for result in results]
    sender = [result["sender_age_ms"] for result in results if result["sender_age_ms"] is not None]
    return dict(
        frames_per_second=distinct / seconds, received_per_second=(after - before) / seconds, cpu_seconds_per_frame=round(used / max(1, distinct), 4),
        cpu_share=used / seconds, age_p50_ms=figures.quantile(ages, 0.5), age_p95_ms=figures.quantile(ages, 0.95),
        sender_age_p50_ms=figures.quantile(sender, 0.5), sender_age_p95_ms=figures.quantile(sender, 0.95), rss_mb=resident)


def measure(precision, options):
    command = [sys.executable, __file__, "--serve", "--precision", precision, *(["--model", str(options.model)] if options.model else [])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            url = process.stdout.readline().strip()
            if not url:
                raise SystemExit("fastrtc_stack.py: the peer's server did not start; the lines above say why")
            name = options.model.name if options.model else "S/16"
            return dict(system=f"FastRTC, {name} {precision}", streams=1) | asyncio.run(drive(url, process.pid, options.clip, options.seconds))
        finally:
            process.kill()


def main():
    from server import add_common_options

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--precision", default="f32,bf16", help="one or both, with a comma; which is faster depends on the processor")
    parser.add_argument("--model", type=pathlib.Path, help="a SigLIP directory (default: random weights of S/16)")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    add_common_options(parser)
    options = parser.parse_args()
    if options.serve:
        return serve(options.precision, options.model)
    on = figures.machine()
    rows = [measure(precision, options) for precision in options.precision.split(",")]
    figures.show(f"peer: the same clip by the same client into FastRTC and transformers, {options.seconds:.0f} s", on, rows, options.json)


if __name__ == "__main__":
    main()
