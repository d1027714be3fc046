"""What an overlay costs and what it touches, measured in a real browser over a playing video.

    scripts/self-test            prints all of it; the figures of this machine, never committed as truth

Three questions: does the video's page keep its rate, does anything outside the overlay's own boxes change, and are the pictures that
viewers get the very bytes that came in.
"""

import io

import av

# Runs in the page: intervals between display frames, and frames that the video showed meanwhile.
COUNT = """seconds => new Promise(resolve => {
  const video = document.querySelector('video'), before = video?.getVideoPlaybackQuality(), times = [];
  const step = time => {
    times.push(time);
    if (time - times[0] < seconds * 1000) return requestAnimationFrame(step);
    const after = video?.getVideoPlaybackQuality();
    resolve({ intervals: times.slice(1).map((t, i) => t - times[i]), shown: video ? after.totalVideoFrames - before.totalVideoFrames : 0, dropped: video ? after.droppedVideoFrames - before.droppedVideoFrames : 0 });
  };
  requestAnimationFrame(step);
})"""

# A clip of 60 pictures a second, drawn here and recorded by the browser itself, laid behind the overlay.
PLAY = """async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1280, height: 720 }), pen = canvas.getContext('2d');
  let t = 0;
  const draw = () => { t += 1; pen.fillStyle = `hsl(${t % 360} 40% 60%)`; pen.fillRect(0, 0, 1280, 720); pen.fillStyle = '#321'; pen.fillRect(200 + 300 * (1 + Math.sin(t / 20)), 300, 80, 80); requestAnimationFrame(draw); };
  draw();
  const video = Object.assign(document.createElement('video'), { muted: true, srcObject: canvas.captureStream(60) });
  Object.assign(video.style, { position: 'fixed', inset: 0, width: '100%', height: '100%', zIndex: -1 });
  document.body.prepend(video);
  await video.play();
  return new Promise(resolve => video.requestVideoFrameCallback(() => resolve(true)));
}"""


def rate(page, seconds):
    """Figures of `seconds` of display frames: median and 95th percentile of the interval in ms, frames a second, the video's own frames."""
    found = page.evaluate(COUNT, seconds)
    ordered = sorted(found["intervals"])
    at = lambda share: ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else None
    return dict(frames=len(ordered), a_second=len(ordered) / (sum(ordered) / 1000) if ordered else 0, median_ms=at(0.5), p95_ms=at(0.95), video_shown=found["shown"], video_dropped=found["dropped"])


# The overlay's own boxes on the screen: its card, its notice, its brackets with their strokes.
BOXES = """() => ['.lower-card', '.stamp', '#behind .boxes .case'].flatMap(selector => [...document.querySelectorAll(selector)]).map(element => element.getBoundingClientRect())
  .filter(box => box.width && box.height).map(box => [box.left - 9, box.top - 9, box.right + 9, box.bottom + 9])"""


def touched_outside(page):
    """How many pixels are not wholly transparent outside the overlay's own boxes, and how many inside. The page lies over nothing."""
    before = page.evaluate(BOXES)        # brackets move with each result: those of both sides of the picture count
    png = page.screenshot(omit_background=True)
    boxes = before + page.evaluate(BOXES)
    with av.open(io.BytesIO(png), format="png_pipe") as picture:
        alpha = next(picture.decode(video=0)).to_ndarray(format="rgba")[:, :, 3] > 0
    whole = int(alpha.sum())
    for left, top, right, bottom in boxes:
        alpha[max(0, int(top)):int(bottom) + 1, max(0, int(left)):int(right) + 1] = False
    outside = int(alpha.sum())
    return outside, whole - outside


# Runs in the page: how long each picture of the call took from its last packet to the screen.
DELAY = """seconds => new Promise(resolve => {
  const video = document.querySelector('video'), found = [], began = performance.now();
  const step = (now, { receiveTime, presentationTime }) => {
    if (receiveTime) found.push(presentationTime - receiveTime);
    if (now - began < seconds * 1000) return video.requestVideoFrameCallback(step);
    resolve(found);
  };
  video.requestVideoFrameCallback(step);
})"""


def delay(page, seconds):
    """Milliseconds from a picture's arrival in the browser to its presentation: count, median, 95th percentile."""
    found = sorted(page.evaluate(DELAY, seconds))
    at = lambda share: found[min(len(found) - 1, int(share * len(found)))] if found else None
    return dict(pictures=len(found), median_ms=at(0.5), p95_ms=at(0.95))
