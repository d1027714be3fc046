// The layers over the picture: brackets, labels, rings and veil. The picture never depends on them.
import { $, html, place, raw, say } from '../dom.js';
import { glyph } from '../glyphs.js';
import { two } from '../format.js';
import { corners } from '../geometry.js';
import { contour, paintVeil, weigh } from '../heat.js';

const W = 1600, COLUMNS = 64, ROWS = 36, LEVELS = [.32, .55, .8], LABEL_ROOM = 46;

export class Layers {
  #plane; #veil; #labels; #pending = null; #frame = 0; #height = 900; #shown = { boxes: true, heat: true }; #key = '';

  constructor(fit) {
    this.#veil = html`<canvas class="veil" aria-hidden="true" hidden></canvas>`;
    this.#plane = html`<div class="plane"><svg class="marks" viewBox="0 0 ${W} 900" preserveAspectRatio="none" aria-hidden="true">
      <g class="heat"><path class="hill-case"/><path class="hill"/></g><g class="boxes"><path class="case"/><path class="lines"/></g></svg><div class="labels"></div></div>`;
    this.#labels = $('.labels', this.#plane);
    fit.append(this.#veil, this.#plane);
  }

  /** The frame's shape: units of the drawing are 1600 across. */
  shape(width, height) {
    this.#height = Math.round(W * height / width) || 900;
    $('.marks', this.#plane).setAttribute('viewBox', `0 0 ${W} ${this.#height}`);
  }

  show(layer, on) { this.#shown[layer] = on; this.#apply(); }

  /** Draws in the next display frame; only the newest marks count. painted() runs when they are on screen. */
  draw(marks, painted) {
    this.#pending = { marks, painted };
    this.#frame ||= requestAnimationFrame(() => { this.#frame = 0; this.#paint(); });
  }

  /** Takes everything away at once: nothing may lie over a picture it does not belong to. */
  clear() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0; this.#pending = null;
    this.#paintMarks({ boxes: [], heat: [] });
  }

  #paint() {
    if (!this.#pending) return;
    const { marks, painted } = this.#pending;
    this.#pending = null;
    this.#paintMarks(marks);
    painted?.();
  }

  /** data-captured-at says when the frame was taken that the marks on the screen belong to. */
  #paintMarks({ boxes, heat, capturedAt }) {
    const path = boxes.map(b => corners(b.region, W, this.#height)).join('');
    for (const part of ['.case', '.lines']) $(part, this.#plane).setAttribute('d', path);
    this.#paintHeat(heat);
    this.#paintLabels(boxes.filter(b => b.first));
    this.#apply();
    this.#plane.dataset.capturedAt = capturedAt ?? '';
  }

  #paintHeat(regions) {
    const grid = regions.length && this.#shown.heat ? weigh(regions, COLUMNS, ROWS) : null;
    const hills = grid ? LEVELS.map(level => contour(grid, COLUMNS, ROWS, level, W, this.#height)).join('') : '';
    for (const part of ['.hill-case', '.hill']) $(part, this.#plane).setAttribute('d', hills);
    if (grid) paintVeil(this.#veil, grid, COLUMNS, ROWS);
    this.#veil.dataset.empty = grid ? '' : 'yes';
  }

  /** Labels are made anew only when other findings are shown; numbers and places change in them. */
  #paintLabels(boxes) {
    const key = boxes.map(b => `${b.name} ${b.tier} ${b.unproven}`).join('|');
    if (key !== this.#key) {
      this.#key = key;
      this.#labels.replaceChildren(...boxes.map(b => html`<div class="chip box-label">${b.tier ? glyph(b.tier) : ''}<b>${b.name}</b><span></span>${b.unproven ? raw('<small>unproven</small>') : ''}</div>`));
    }
    const tall = this.#plane.clientHeight || 1;
    boxes.forEach((b, i) => {
      const label = this.#labels.children[i], { x, y, width, height } = b.region, above = y * tall > LABEL_ROOM, below = (1 - y - height) * tall > LABEL_ROOM;
      say($('span', label), two(b.score));
      label.dataset.at = above ? 'above' : below ? 'below' : 'within';
      const right = x > .55;
      place(label, { '--top': `${y * 100}%`, '--bottom': `${(y + height) * 100}%`, left: right ? 'auto' : `${x * 100}%`, right: right ? `${(1 - x - width) * 100}%` : 'auto' });
    });
  }

  #apply() {
    $('.heat', this.#plane).toggleAttribute('hidden', !this.#shown.heat);
    this.#veil.hidden = !this.#shown.heat || this.#veil.dataset.empty === 'yes';
    $('.boxes', this.#plane).toggleAttribute('hidden', !this.#shown.boxes);
    this.#labels.hidden = !this.#shown.boxes;
  }
}
