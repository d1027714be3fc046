"""The clip as a camera: 30 pictures a second in real time, each with the moment of its sending drawn into its lower edge."""

import time

import av
import numpy
from aiortc import VideoStreamTrack

BITS, SIDE = 32, 16


def milliseconds():
    """The wall clock, as the barcode holds it."""
    return int(time.time() * 1000) % (1 << BITS)


def draw(luma, value):
    """Black and white squares in the last rows; they survive VP8 at any bitrate that shows the picture."""
    bits = [(value >> place) & 1 for place in range(BITS)]
    luma[-SIDE:, : BITS * SIDE] = numpy.repeat(numpy.where(bits, 235, 16).astype(numpy.uint8), SIDE)


def read(luma):
    """The barcode of a picture's luma (or any one of its colours)."""
    squares = luma[-SIDE:, : BITS * SIDE].reshape(SIDE, BITS, SIDE)[4:12, :, 4:12].mean(axis=(0, 2))
    return sum(1 << place for place, level in enumerate(squares) if level > 125)


def age(value):
    """Milliseconds since a barcode was drawn; None for one that cannot be right."""
    passed = (milliseconds() - value) % (1 << BITS)
    return passed if passed < 600_000 else None


class ClipTrack(VideoStreamTrack):
    """Decoded once, before the call: the sender's own work stays small beside what is measured."""

    def __init__(self, path):
        super().__init__()
        with av.open(str(path)) as container:
            self.pictures = [frame.reformat(format="yuv420p").to_ndarray() for frame in container.decode(video=0)]
        self.height = self.pictures[0].shape[0] * 2 // 3
        self.number = 0

    async def recv(self):
        pts, time_base = await self.next_timestamp()
        picture = self.pictures[self.number % len(self.pictures)].copy()
        self.number += 1
        draw(picture[: self.height], milliseconds())
        frame = av.VideoFrame.from_ndarray(picture, format="yuv420p")
        frame.pts, frame.time_base = pts, time_base
        return frame
