// The bar of a finding: score, enter and exit marks, and the band between them.
// Small (in a row): only a picture. Large (opened row): two marks to drag, which are sliders, and two number fields,
// so that nothing needs a drag (WCAG 2.5.7).
import { $, $$, html, place } from '../dom.js';
import { clamp } from '../format.js';

export const smallTrack = () => html`<div class="track" aria-hidden="true"><i class="fill"></i><i class="hold"></i><i class="enter"></i></div>`;

/** marks: { enter, exit } or null when the threshold has another scale than the bar. */
export function paintTrack(track, { p, marks, tier, over, unproven }) {
  place(track, { '--p': p, '--enter': marks?.enter ?? 2, '--exit': marks?.exit ?? 2 });
  for (const mark of $$('.hold, .enter', track)) mark.hidden = !marks;
  for (const name of ['warning', 'caution', 'advisory']) track.classList.toggle(`over-${name}`, over && tier === name);
  track.classList.toggle('unproven', unproven);
}

const scales = {
  probability: { step: .01, page: .05, least: .02, low: .01, high: .99, ends: ['0', '0.5', '1'], show: v => v.toFixed(2), words: v => v.toFixed(2) },
  // A quantile lives close to 1: the bar shows the top tenth, in steps of a tenth of a per cent.
  background: { step: .001, page: .005, least: .001, low: .9, high: 1, ends: ['90 %', '95 %', '100 %'], show: v => v.toFixed(4).replace(/0{1,2}$/, ''), words: v => `${+(v * 100).toFixed(2)} per cent` },
};

const markup = (name, scale) => html`<div class="track-edit">
  <div class="track large"><i class="fill"></i><i class="hold"></i>
    <b class="thumb thumb-exit" role="slider" tabindex="0" data-k="exit" aria-label="${name}: alert ends below"></b>
    <b class="thumb thumb-enter" role="slider" tabindex="0" data-k="enter" aria-label="${name}: alert starts at"></b></div>
  <div class="track-scale" aria-hidden="true"><span>${scale.ends[0]}</span><span>${scale.ends[1]}</span><span>${scale.ends[2]}</span></div>
  <div class="track-fields">
    <label>Ends below <input type="number" min="${scale.low}" max="${scale.high}" step="${scale.step}" data-k="exit"></label>
    <label>Starts at <input type="number" min="${scale.low}" max="${scale.high}" step="${scale.step}" data-k="enter"></label></div></div>`;

/** Two marks that keep their order. onChange(enter, exit, done): done is false while dragging. */
export class LargeTrack {
  #scale; #root; #values; #onChange; #shown = { p: 0 }; #dragging = false;

  constructor(name, threshold, onChange) {
    this.#scale = scales[threshold.scale] ?? scales.probability;
    this.#values = { enter: threshold.enter, exit: threshold.exit };
    this.#onChange = onChange;
    this.#root = markup(name, this.#scale);
    for (const thumb of $$('.thumb', this.#root)) { thumb.addEventListener('keydown', e => this.#key(e)); thumb.addEventListener('pointerdown', e => this.#grab(e)); }
    for (const field of $$('input', this.#root)) field.addEventListener('change', () => { if (field.checkValidity() && field.value) this.#set(field.dataset.k, +field.value, true); field.value = this.#scale.show(this.#values[field.dataset.k]); });
    this.#paint();
  }

  get element() { return this.#root; }

  /** The newest score, drawn on the same bar. */
  show(shown) { this.#shown = shown; this.#paintFill(); }

  /** Values of the server; a drag under way is not disturbed. */
  reset({ enter, exit }) { if (this.#dragging) return; this.#values = { enter, exit }; this.#paint(); }

  #set(key, wanted, done) {
    const { least, low, high, step } = this.#scale, v = this.#values, value = Math.round(wanted / step) * step;
    if (key === 'enter') v.enter = Math.min(high, Math.max(v.exit + least, value)); else v.exit = Math.max(low, Math.min(v.enter - least, value));
    v[key] = +v[key].toFixed(4);
    this.#paint();
    this.#onChange(v.enter, v.exit, done);
  }

  #key(e) {
    const { step, page } = this.#scale, key = e.target.dataset.k;
    const by = { ArrowRight: step, ArrowUp: step, ArrowLeft: -step, ArrowDown: -step, PageUp: page, PageDown: -page }[e.key];
    if (!by) return;
    e.preventDefault(); e.stopPropagation();
    this.#set(key, this.#values[key] + by, true);
  }

  #grab(e) {
    const thumb = e.target.closest('.thumb'), key = thumb.dataset.k, start = { ...this.#values }, track = $('.track', this.#root), { low } = this.#span();
    e.preventDefault(); thumb.focus(); thumb.setPointerCapture(e.pointerId);
    this.#dragging = true;
    const move = m => { const r = track.getBoundingClientRect(); this.#set(key, low + clamp((m.clientX - r.left) / r.width) * this.#span().width, false); };
    const stop = () => {
      thumb.removeEventListener('pointermove', move); thumb.removeEventListener('pointerup', stop); thumb.removeEventListener('pointercancel', undo); removeEventListener('keydown', escaped, true);
      this.#dragging = false;
      this.#onChange(this.#values.enter, this.#values.exit, true);
    };
    const undo = () => { this.#values = start; this.#paint(); stop(); };
    const escaped = k => { if (k.key === 'Escape') { k.stopPropagation(); undo(); } };
    thumb.addEventListener('pointermove', move); thumb.addEventListener('pointerup', stop); thumb.addEventListener('pointercancel', undo); addEventListener('keydown', escaped, true);
  }

  #span() { return this.#scale === scales.background ? { low: .9, width: .1 } : { low: 0, width: 1 }; }

  #paintFill() {
    const { low, width } = this.#span(), at = v => clamp((v - low) / width), { enter, exit } = this.#values;
    paintTrack($('.track', this.#root), { ...this.#shown, p: this.#shown.p ?? 0, marks: { enter: at(enter), exit: at(exit) } });
  }

  #paint() {
    this.#paintFill();
    for (const [key, value] of Object.entries(this.#values)) {
      const thumb = $(`.thumb-${key}`, this.#root), field = $(`input[data-k=${key}]`, this.#root);
      thumb.setAttribute('aria-valuemin', this.#scale.low); thumb.setAttribute('aria-valuemax', this.#scale.high);
      thumb.setAttribute('aria-valuenow', value); thumb.setAttribute('aria-valuetext', this.#scale.words(value));
      if (document.activeElement !== field) field.value = this.#scale.show(value);
    }
  }
}
