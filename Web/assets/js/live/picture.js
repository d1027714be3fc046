// The picture: what plays in it, its shape, freezing, mirroring and full screen. Layers lie over exactly the frame.
import { $, html, place } from '../dom.js';
import { contain } from '../geometry.js';
import { Layers } from './layers.js';

export class Picture {
  #screen; #fit; #media = null; #frozen; #aspect = { width: 16, height: 9 };

  constructor(screen) {
    this.#screen = screen;
    this.#fit = html`<div class="fit"></div>`;
    screen.prepend(this.#fit);
    this.#frozen = html`<canvas class="frozen" hidden aria-hidden="true"></canvas>`;
    this.#fit.append(this.#frozen);
    this.layers = new Layers(this.#fit);
    new ResizeObserver(() => this.#layout()).observe(screen);
  }

  /** The playing element, if any. */
  get media() { return this.#media; }
  get isFrozen() { return !this.#frozen.hidden; }
  get hasPicture() { return this.#media?.tagName === 'IMG' ? this.#media.complete : (this.#media?.readyState ?? 0) >= 2; }

  /** Plays a MediaStream, muted: the page never makes a sound by itself. */
  play(stream, label) {
    const video = html`<video autoplay muted playsinline aria-label="${label}"></video>`;
    video.muted = true;
    video.srcObject = stream;
    this.#put(video);
    video.play().catch(() => {});
    return video;
  }

  /** Plays a clip from this device, looped. */
  playFile(url, label) {
    const video = html`<video autoplay muted loop playsinline aria-label="${label}"></video>`;
    video.muted = true;
    video.src = url;
    this.#put(video);
    video.play().catch(() => {});
    return video;
  }

  show(url, label) {
    const image = html`<img alt="${label}">`;
    image.src = url;
    this.#put(image);
    return image;
  }

  #put(element) {
    this.clear();
    this.#media = element;
    this.#fit.prepend(element);
    for (const event of ['loadedmetadata', 'resize', 'load']) element.addEventListener(event, () => this.shape(element.videoWidth || element.naturalWidth, element.videoHeight || element.naturalHeight));
  }

  /** Nothing plays any more. */
  clear() {
    this.freeze(false);
    this.layers.clear();
    if (this.#media) { this.#media.srcObject = null; this.#media.removeAttribute('src'); this.#media.remove(); }
    this.#media = null;
  }

  /** The frame's shape in pixels; caps can change in mid-call. */
  shape(width, height) {
    if (!(width > 0 && height > 0) || (width * this.#aspect.height === height * this.#aspect.width)) return;
    this.#aspect = { width, height };
    this.layers.shape(width, height);
    this.#layout();
  }

  #layout() {
    const { clientWidth, clientHeight } = this.#screen, at = contain(this.#aspect.width, this.#aspect.height, clientWidth, clientHeight);
    place(this.#fit, { left: `${at.left}px`, top: `${at.top}px`, width: `${at.width}px`, height: `${at.height}px` });
  }

  mirror(on) { this.#fit.classList.toggle('mirrored', on); }
  grey(on) { this.#fit.classList.toggle('grey', on); }
  hide(on) { this.#fit.classList.toggle('away', on); }

  /** Keeps the frame that is shown now, while the source goes on behind it. */
  freeze(on) {
    const canvas = this.#frozen, video = this.#media;
    if (on && video?.videoWidth) {
      canvas.width = video.videoWidth; canvas.height = video.videoHeight;
      canvas.getContext('2d').drawImage(video, 0, 0);
    }
    canvas.hidden = !(on && video?.videoWidth);
    return !canvas.hidden;
  }
}
