// What is shown and where it comes from. One source at a time: a stream of the server, video of this device, or a picture.
import { NotReached, Refused, inWords, post } from '../api.js';
import { FrameSender } from './frames.js';
import { MediaSession, NoPath } from './whip.js';
import { NoMedia, camera, fromClip, ownStream, shared, upright } from './own-media.js';

const REFUSALS = new Set([400, 401, 403, 409, 413, 415, 422, 429]);   // others mean: no media path here, so take the other way
const labels = { camera: 'Your camera', window: 'The window that you share', clip: 'Your clip' };

export class Source {
  #picture; #changed; #isWatchable; #session = null; #frames = null; #turn = 0; #timer = 0; #media = null; #url = null; #again = null;
  /** Facts for the notices: stream id, own (kind or null), local (a notice of this device or null), path, detail, still. */
  state = { stream: null, own: null, local: null, path: null, detail: null, still: null, what: '' };

  /** isWatchable(stream): whether the server could pass its video on as it is. */
  constructor(picture, changed, isWatchable) { this.#picture = picture; this.#changed = changed; this.#isWatchable = isWatchable; }

  #set(next) { Object.assign(this.state, next); this.#changed(this.state); }

  #leave() {
    this.#turn++;
    clearTimeout(this.#timer);
    this.#session?.close(); this.#frames?.close();
    for (const track of this.#media?.getTracks() ?? []) track.stop();
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#session = this.#frames = this.#media = this.#url = null;
    this.#picture.clear();
    return this.#turn;
  }

  /** Nothing is shown. */
  stop() { this.#leave(); this.#set({ stream: null, own: null, local: null, path: null, detail: null, still: null }); }

  retry() { this.#again?.(); }

  /** Plays a stream of the server. playable: whether it can be watched now; tried again when not. */
  watch(stream) {
    const turn = this.#leave();
    this.#again = () => this.watch(stream);
    this.#set({ stream, own: null, local: null, path: null, detail: null, still: null });
    this.#play(stream, turn);
  }

  async #play(stream, turn) {
    const again = milliseconds => { if (turn === this.#turn) this.#timer = setTimeout(() => this.#play(stream, turn), milliseconds); };
    if (!this.#isWatchable(stream)) { if (this.state.path !== 'numbers') this.#set({ path: 'numbers', detail: null }); return again(1000); }
    const session = this.#session = new MediaSession('whep', stream, () => again(500));
    try {
      const media = await session.watch();
      if (turn !== this.#turn) return session.close();
      this.#picture.play(media, `Video of ${stream}`);
      this.#set({ path: null, detail: null });
    } catch (error) {
      session.close();
      if (turn !== this.#turn) return;
      const blocked = error instanceof NoPath || (error instanceof Refused && ![404, 409, 429, 503].includes(error.status));
      if (blocked) this.#set({ path: 'unwatchable', detail: error instanceof NoPath ? error.message : error.message.replace(/\.$/, '') });
      again(blocked ? 10_000 : 2000);
    }
  }

  useCamera(deviceId) { return this.#own('camera', () => camera(deviceId), () => this.useCamera(deviceId)); }
  share() { return this.#own('window', shared, () => this.share()); }

  async #own(kind, open, again) {
    const turn = this.#leave();
    this.#again = again;
    this.#set({ stream: null, own: kind, local: 'connecting', path: null, detail: null, still: null, what: kind === 'camera' ? 'your camera' : 'the window' });
    try {
      const media = await open();
      if (turn !== this.#turn) return media.getTracks().forEach(t => t.stop());
      this.#media = media;
      media.getVideoTracks()[0].addEventListener('ended', () => { if (turn === this.#turn) { this.#leave(); this.#set({ stream: null, local: kind === 'camera' ? 'missing' : 'unshared' }); } });
      this.#picture.play(media, labels[kind]);
      await this.#publish(kind, media, turn);
    } catch (error) { this.#failed(error, turn); }
  }

  /** A picture or a clip that was dropped or chosen. */
  async open(file) {
    if (file.type.startsWith('image/')) return this.#still(file);
    const turn = this.#leave();
    this.#again = () => this.open(file);
    if (!file.type.startsWith('video/')) return this.#set({ stream: null, own: null, still: null, path: null, local: 'unreadable' });
    this.#set({ stream: null, own: 'clip', local: 'connecting', path: null, still: null, what: 'the clip' });
    try {
      this.#url = URL.createObjectURL(file);
      const video = this.#picture.playFile(this.#url, `Clip ${file.name}`), media = await fromClip(video);
      if (turn === this.#turn) await this.#publish('clip', media, turn);
    } catch (error) { this.#failed(error, turn); }
  }

  /** Sends own video to the server; without a media path, single pictures. */
  async #publish(kind, media, turn) {
    const stream = ownStream(kind);
    this.#set({ stream, local: null });
    if (media) {
      const session = this.#session = new MediaSession('whip', stream, () => this.#publishAgain(kind, media, turn));
      try {
        await session.publish(media);
        if (turn !== this.#turn) return session.close();
        return this.#set({ path: 'webrtc' });
      } catch (error) {
        await session.close();
        if (turn !== this.#turn) return;
        if (error instanceof Refused && REFUSALS.has(error.status)) throw error;
        if (error instanceof NotReached) return this.#publishAgain(kind, media, turn, 2000);
      }
    }
    this.#frames = new FrameSender(stream, () => this.#picture.media);
    this.#set({ path: 'frames' });
  }

  #publishAgain(kind, media, turn, milliseconds = 500) {
    if (turn === this.#turn) this.#timer = setTimeout(() => this.#publish(kind, media, turn).catch(error => this.#failed(error, turn)), milliseconds);
  }

  async #still(file) {
    const turn = this.#leave();
    this.#again = () => this.open(file);
    this.#set({ stream: null, own: null, local: 'analysing', path: null, detail: null, still: null });
    try {
      const picture = await upright(file);
      this.#url = URL.createObjectURL(picture);
      const image = this.#picture.show(this.#url, `Picture ${file.name}`), began = performance.now();
      const assessment = await post('/analyses', undefined, { body: picture, headers: { 'Content-Type': 'image/jpeg' } });
      await image.decode().catch(() => {});
      if (turn === this.#turn) this.#set({ local: null, still: { name: file.name, assessment, took: assessment.age_ms ?? performance.now() - began } });
    } catch (error) { this.#failed(error, turn); }
  }

  #failed(error, turn) {
    if (turn !== this.#turn) return;
    this.#leave();
    if (error instanceof NoMedia) this.#set({ stream: null, local: error.notice });
    else this.#set({ stream: null, local: 'refused', detail: inWords(error) });
  }
}
