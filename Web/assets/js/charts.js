// Small charts as inline SVG. Every chart is a function of its width, so type never scales.
import { escapeXml } from './format.js';

export const linear = (from, to, start, end) => v => start + (v - from) / ((to - from) || 1) * (end - start);
export const line = points => points.map(([x, y], i) => `${i ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
export const words = (x, y, said, cls = '', anchor = 'start') => `<text x="${x}" y="${y}" class="${cls}" text-anchor="${anchor}">${escapeXml(said)}</text>`;
export const svg = (w, h, label, body) => `<svg class="chart" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}" role="img" aria-label="${escapeXml(label)}">${body}</svg>`;

/** Draws now and again whenever the element changes width. draw(width) returns markup. */
export function mount(element, draw) {
  let last = 0;
  new ResizeObserver(([entry]) => {
    const width = Math.floor(entry.contentRect.width);
    if (width && width !== last) { last = width; element.innerHTML = draw(width); }
  }).observe(element);
}

/** Horizontal axis with ticks below and faint lines above; the outer labels stay inside. */
export function axisX(scale, ticks, y, top, format = v => v) {
  const anchor = i => i === 0 ? 'start' : i === ticks.length - 1 ? 'end' : 'middle';
  return ticks.map((t, i) => `<path class="grid" d="M${scale(t)} ${top}V${y}"/>` + words(scale(t), y + 16, format(t), 'tick', anchor(i))).join('') + `<path class="axis" d="M${scale(ticks[0])} ${y}H${scale(ticks.at(-1))}"/>`;
}
export function axisY(scale, ticks, x, right, format = v => v) {
  return ticks.map(t => `<path class="grid" d="M${x} ${scale(t)}H${right}"/>` + words(x - 8, scale(t) + 4, format(t), 'tick', 'end')).join('');
}

/** A small line with no axes, for a tile. values: numbers from 0 to 1, null for a gap. */
export function spark(width, height, values, enter) {
  const x = linear(0, values.length - 1, 0, width), y = linear(0, 1, height - 1, 1), runs = [[]];
  values.forEach((v, i) => { if (v == null) runs.push([]); else runs.at(-1).push([x(i), y(v)]); });
  return `<svg class="spark" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true">${enter == null ? '' : `<path class="enter" d="M0 ${y(enter)}H${width}"/>`}${runs.filter(r => r.length > 1).map(r => `<path class="series" d="${line(r)}"/>`).join('')}</svg>`;
}
