// Five minutes of scores, one lane for each of the conditions that matter most, alert marks above, a play head that scrubs.
import { html } from '../dom.js';
import { line, linear } from '../charts.js';
import { clock, escapeXml, shortName } from '../format.js';
import { glyph } from '../glyphs.js';
import { SPAN_MS } from '../history.js';
import { gateWords } from '../gate-words.js';
import { lanesOf } from './lanes.js';

const why = reason => reason == null ? 'no frames' : (gateWords[reason]?.short ?? reason.replaceAll('_', ' ')).toLowerCase();

export class Timeline {
  #strip; #width = 0; #at = null; #data = null; #onSeek; #scale = null; #lanes = [];

  /** onSeek(moment in server milliseconds, or null for live). */
  constructor(root, onSeek) {
    this.#onSeek = onSeek;
    this.#strip = html`<div class="strip" role="slider" tabindex="0" aria-label="Time shown" aria-valuemin="-300" aria-valuemax="0" aria-valuenow="0"></div>`;
    root.append(this.#strip);
    this.#strip.addEventListener('pointerdown', e => { this.#strip.setPointerCapture(e.pointerId); this.#point(e); });
    this.#strip.addEventListener('pointermove', e => { if (this.#strip.hasPointerCapture(e.pointerId)) this.#point(e); });
    this.#strip.addEventListener('keydown', e => this.#key(e));
    new ResizeObserver(([entry]) => { const w = Math.floor(entry.contentRect.width); if (w !== this.#width) { this.#width = w; this.#draw(); } }).observe(this.#strip);
  }

  get at() { return this.#at; }

  /** data: { now, history, alerts, conditions: Map, thresholds }. */
  tick(data) {
    this.#data = data;
    if (this.#at != null && this.#at < data.now - SPAN_MS) this.seek(null);
    this.#draw();
  }

  seek(moment) {
    const now = this.#data?.now;
    if (now == null) return;
    this.#at = moment == null || moment > now - 500 ? null : Math.max(now - SPAN_MS, moment);
    this.#draw();
    this.#onSeek(this.#at);
  }

  #point(e) { if (this.#scale) this.seek(this.#scale.back(e.clientX - this.#strip.firstElementChild.getBoundingClientRect().left)); }

  #key(e) {
    const by = (e.shiftKey ? 10_000 : 1000) * ({ ArrowLeft: -1, ArrowRight: 1 }[e.key] ?? 0);
    if (by) this.seek((this.#at ?? this.#data.now) + by); else if (e.key === 'End' || e.key === 'Escape') this.seek(null); else if (e.key === 'Home') this.seek(this.#data.now - SPAN_MS); else return;
    e.preventDefault(); e.stopPropagation();
  }

  #draw() {
    if (!this.#width || !this.#data) return;
    const { now, history } = this.#data, narrow = this.#width < 560, from = now - SPAN_MS;
    this.#lanes = lanesOf(this.#data, this.#lanes);
    const g = { narrow, left: narrow ? 0 : 118, right: this.#width - 1, lane: narrow ? 44 : 40, top: 26, from, now };
    g.bottom = g.top + Math.max(1, this.#lanes.length) * g.lane;
    g.x = linear(from, now, g.left, g.right);
    this.#scale = { back: px => from + (px - g.left) / (g.right - g.left) * SPAN_MS };
    const tall = g.bottom + 20;
    this.#strip.innerHTML = `<svg viewBox="0 0 ${this.#width} ${tall}" width="${this.#width}" height="${tall}" aria-hidden="true"><defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0V6"/></pattern></defs>
      ${history.gaps(from, now).map(gap => this.#gap(gap, g)).join('')}${this.#lanes.map((lane, i) => this.#lane(lane, i, g)).join('')}${this.#marks(g)}${this.#ticks(g)}${this.#head(g)}</svg>`;
    const seconds = Math.round(((this.#at ?? now) - now) / 1000);
    this.#strip.setAttribute('aria-valuenow', seconds);
    this.#strip.setAttribute('aria-valuetext', this.#at == null ? 'Live' : `${clock(this.#at)}, ${-seconds} seconds before now`);
  }

  #lane({ id, name, tier, enter }, i, g) {
    const base = g.top + (i + 1) * g.lane, y = linear(0, 1, base, base - g.lane + 8), runs = this.#data.history.runs(id, g.from, g.now), label = escapeXml(shortName(name));
    const above = enter == null ? [] : runs.flatMap(run => stretches(run, enter));
    return (g.narrow ? `<text x="0" y="${base - g.lane + 16}" class="tick">${label}</text>` : `<text x="0" y="${base - 6}">${label}</text>`)
      + `<path class="floor" d="M${g.left} ${base}H${g.right}"/>` + (enter == null ? '' : `<path class="exit" d="M${g.left} ${y(enter)}H${g.right}"/>`)
      + above.map(run => `<path class="area-${tier}" d="${line(run.map(([t, v]) => [g.x(t), y(v)]))}L${g.x(run.at(-1)[0])} ${base}L${g.x(run[0][0])} ${base}Z"/>`).join('')
      + runs.filter(run => run.length > 1).map(run => `<path class="score" d="${line(run.map(([t, v]) => [g.x(t), y(v)]))}"/>`).join('');
  }

  #gap({ from, to, reason }, g) {
    const left = Math.max(g.left, g.x(from)), right = Math.min(g.right, g.x(to)), wide = right - left;
    if (wide <= 0) return '';
    return `<g><rect x="${left}" y="${g.top}" width="${wide}" height="${g.bottom - g.top}" fill="url(#hatch)"/>${wide > 12 ? `<text x="${Math.min(g.right - 30, (left + right) / 2)}" y="${g.top - 6}" class="tick" text-anchor="middle">${escapeXml(why(reason))}</text>` : ''}</g>`;
  }

  #marks(g) {
    return this.#data.alerts.filter(a => a.at > g.from && a.at <= g.now).map(a => `<g><path class="fall" d="M${g.x(a.at)} ${g.top - 4}V${g.bottom}"/><svg x="${g.x(a.at) - 8}" y="2" width="16" height="16">${glyph(a.tier, { label: false }).markup}</svg></g>`).join('');
  }

  #ticks(g) {
    const parts = g.narrow ? 2 : 5;
    return Array.from({ length: parts + 1 }, (_, i) => {
      const t = g.from + SPAN_MS * i / parts, minutes = (t - g.now) / 60000, words = i === parts ? 'now' : `${Number.isInteger(minutes) ? minutes : minutes.toFixed(1)} min`.replace('-', '−');
      return `<text x="${g.x(t)}" y="${g.bottom + 16}" class="tick" text-anchor="${i === 0 ? 'start' : i === parts ? 'end' : 'middle'}">${words}</text>`;
    }).join('');
  }

  #head(g) {
    const head = g.x(this.#at ?? g.now), flip = head > this.#width - 90, live = this.#at == null;
    return `<path class="head" d="M${head} ${live ? g.top : 0}V${g.bottom}"/>` + (live ? '' : `<g><rect class="head-label" x="${flip ? head - 64 : head}" y="0" width="64" height="18" rx="4"/><text class="head-words" x="${flip ? head - 32 : head + 32}" y="13" text-anchor="middle">${clock(this.#at)}</text></g>`);
  }
}

/** Parts of a run at or above a value, of two points or more. */
function stretches(run, enter) {
  const parts = [[]];
  for (const point of run) if (point[1] >= enter) parts.at(-1).push(point); else if (parts.at(-1).length) parts.push([]);
  return parts.filter(part => part.length > 1);
}
