// Single JPEG pictures over a WebSocket, for where no media path opens. One in flight: the newest picture is taken only
// when the server has answered the last one with its sequence number, so that none of them ages in a queue.
const WIDTH = 640, QUALITY = .82, LEAST_GAP_MS = 33, RETRY_MS = 2000, ANSWER_MS = 5000;

export class FrameSender {
  #socket = null; #canvas = document.createElement('canvas'); #closed = false; #timer = 0;

  /** source(): the <video> to take pictures from. onState('open' | 'down'). */
  constructor(stream, source, onState = () => {}) {
    this.url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/streams/${stream}/frames`;
    this.source = source;
    this.onState = onState;
    this.sent = 0; this.sequence = null;
    this.#open();
  }

  #open() {
    if (this.#closed) return;
    const socket = this.#socket = new WebSocket(this.url);
    socket.onopen = () => { this.onState('open'); this.#next(); };
    socket.onmessage = ({ data }) => { this.sequence = Number.isNaN(Number(data)) ? this.sequence : Number(data); this.#later(LEAST_GAP_MS); };
    socket.onclose = () => { if (this.#closed) return; this.onState('down'); this.#later(RETRY_MS, () => this.#open()); };
  }

  #later(milliseconds, run = () => this.#next()) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(run, milliseconds);
  }

  async #next() {
    const video = this.source(), socket = this.#socket;
    if (this.#closed || socket.readyState !== WebSocket.OPEN) return;
    if (!video || video.readyState < 2 || !video.videoWidth) return this.#later(100);
    const scale = Math.min(1, WIDTH / video.videoWidth);
    this.#canvas.width = Math.round(video.videoWidth * scale); this.#canvas.height = Math.round(video.videoHeight * scale);
    this.#canvas.getContext('2d').drawImage(video, 0, 0, this.#canvas.width, this.#canvas.height);
    const picture = await new Promise(resolve => this.#canvas.toBlob(resolve, 'image/jpeg', QUALITY));
    if (!picture || socket.readyState !== WebSocket.OPEN) return this.#later(100);
    socket.send(picture);
    this.sent++;
    this.#later(ANSWER_MS, () => socket.close());        // no answer: a new connection tells more than waiting
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
  }
}
