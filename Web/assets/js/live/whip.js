// Publishing (WHIP, RFC 9725) and watching (WHEP) over WebRTC. One class, because the two differ only in direction.
import { send, Refused } from '../api.js';
import { iceServers } from '../ice.js';

const CONNECT_MS = 5000, GATHER_MS = 400, SDP = 'application/sdp', FRAGMENT = 'application/trickle-ice-sdpfrag';

/** No media path: the server answered, but no packet went through. The caller says so and takes another way. */
export class NoPath extends Error {}

const settled = (pc, name, done, milliseconds) => new Promise(resolve => {
  const look = () => { if (done()) finish(true); }, timer = setTimeout(() => finish(done()), milliseconds);
  const finish = value => { clearTimeout(timer); pc.removeEventListener(name, look); resolve(value); };
  pc.addEventListener(name, look);
  look();
});

export class MediaSession {
  #pc; #location = null; #etag = null; #late = []; #closed = false; #offer = null;

  /** kind: 'whip' or 'whep'; onDown runs once if a connected path is lost. */
  constructor(kind, stream, onDown = () => {}) {
    this.endpoint = `/${kind}/${stream}`;
    this.onDown = onDown;
    this.#pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require' });
    this.#pc.addEventListener('icecandidate', e => this.#candidate(e.candidate));
  }

  /** Sends a camera, window or clip. Throws Refused, NoPath or NotReached. */
  async publish(media) {
    const [track] = media.getVideoTracks();
    const transceiver = this.#pc.addTransceiver(track, { direction: 'sendonly', streams: [media] });
    preferKnownCodecs(transceiver);
    await this.#connect();
  }

  /** Receives a stream: resolves with a MediaStream once packets can flow. */
  async watch() {
    const arrived = new Promise(resolve => this.#pc.addEventListener('track', e => resolve(e.streams[0] ?? new MediaStream([e.track])), { once: true }));
    this.#pc.addTransceiver('video', { direction: 'recvonly' });
    await this.#connect();
    return arrived;
  }

  async #connect() {
    const pc = this.#pc, servers = await iceServers(this.endpoint);
    if (this.#closed) throw new NoPath('ended before it began');
    if (servers.length) pc.setConfiguration({ ...pc.getConfiguration(), iceServers: servers });
    await pc.setLocalDescription();
    this.#offer = pc.localDescription.sdp;
    await settled(pc, 'icegatheringstatechange', () => pc.iceGatheringState === 'complete', GATHER_MS);
    const sent = pc.localDescription.sdp;
    this.#late = [];
    const response = await send(this.endpoint, { method: 'POST', headers: { 'Content-Type': SDP }, body: sent });
    if (response.status !== 201) throw new Refused(response.status, await response.json().catch(() => null));
    this.#location = new URL(response.headers.get('Location'), new URL(this.endpoint, location.href)).pathname;
    this.#etag = response.headers.get('ETag');
    if (this.#closed) return this.close();
    await pc.setRemoteDescription({ type: 'answer', sdp: await response.text() });
    this.#trickle();
    const ended = () => ['connected', 'failed', 'closed'].includes(pc.connectionState);
    await settled(pc, 'connectionstatechange', ended, CONNECT_MS);
    if (pc.connectionState !== 'connected') { await this.close(); throw new NoPath(pc.connectionState === 'failed' ? 'no answer to our packets' : 'no answer within 5 seconds'); }
    this.#guard();
  }

  #candidate(candidate) {
    if (candidate) this.#late.push(candidate);
    if (this.#location) this.#trickle();
  }

  /** Candidates found after the offer went out. A server that has all it needs may refuse them; nothing is lost. */
  async #trickle() {
    const late = this.#late.splice(0);
    if (!late.length || this.#closed || !this.#etag) return;
    const line = name => this.#offer.match(new RegExp(`^a=${name}:.*$`, 'm'))?.[0];
    const section = this.#offer.match(/^m=.*$/m)[0];
    const body = [line('group'), line('ice-ufrag'), line('ice-pwd'), section, line('mid'), ...late.map(c => `a=${c.candidate}`)].filter(Boolean).join('\r\n') + '\r\n';
    await send(this.#location, { method: 'PATCH', headers: { 'Content-Type': FRAGMENT, 'If-Match': this.#etag }, body }).catch(() => {});
  }

  /** A path that was good and is gone for 3 s counts as down. */
  #guard() {
    let timer = 0;
    const look = () => {
      clearTimeout(timer);
      if (this.#closed || this.#pc.connectionState === 'connected') return;
      if (this.#pc.connectionState === 'failed') return this.#down();
      timer = setTimeout(() => this.#down(), 3000);
    };
    this.#pc.addEventListener('connectionstatechange', look);
    addEventListener('pagehide', () => this.close(), { once: true });
  }

  #down() {
    if (this.#closed) return;
    this.close();
    this.onDown();
  }

  /** Ends the session here and on the server; resolves when the server has answered. */
  close() {
    this.#closed = true;
    this.#pc.close();
    const location = this.#location;
    this.#location = null;
    return location ? send(location, { method: 'DELETE', keepalive: true, keepSignedOut: true }).catch(() => {}) : Promise.resolve();
  }
}

/** The server takes VP8 and H.264; what comes first is what is sent. */
function preferKnownCodecs(transceiver) {
  const able = RTCRtpSender.getCapabilities?.('video')?.codecs ?? [];
  const known = ['video/vp8', 'video/h264', 'video/rtx'], wanted = known.flatMap(type => able.filter(codec => codec.mimeType.toLowerCase() === type));
  if (wanted.length) transceiver.setCodecPreferences?.(wanted);
}
