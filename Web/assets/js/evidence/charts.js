// The two charts of the evidence page: intervals by row, and reliability.
import { axisX, axisY, linear, svg, words } from '../charts.js';

/** Point and interval in each row. rows: { label, note, value, low, high, weak } */
export function intervals(width, rows, { min, max, ticks, label, format = v => v.toFixed(2) }) {
  const narrow = width < 560, left = narrow ? 0 : 200, right = narrow ? 92 : 150, row = narrow ? 46 : 34, top = 6;
  const x = linear(min, max, left + 10, width - right), bottom = top + rows.length * row + 4, kept = v => Math.min(max, Math.max(min, v));
  const body = rows.map((r, i) => {
    const y = top + i * row + row / 2 + (narrow ? 8 : 0), weak = r.weak ? ' weak' : '';
    const name = words(0, narrow ? y - 14 : y + 4, r.label, 'name');
    if (r.value == null) return name + words(x(min) + 2, y + 4, r.note, 'tick');
    const bar = r.low == null ? '' : `<path class="whisker${weak}" d="M${x(kept(r.low))} ${y}H${x(kept(r.high))}"/><path class="cap" d="M${x(kept(r.low))} ${y - 4}v8M${x(kept(r.high))} ${y - 4}v8"/>`;
    const said = `<text x="${width}" y="${y + 4}" class="value" text-anchor="end"><tspan class="strong">${format(r.value)}</tspan>${narrow || r.low == null ? '' : `<tspan dx="10">${format(r.low)} to ${format(r.high)}</tspan>`}</text>`;
    return `${name}${bar}<rect class="point${weak}" x="${x(kept(r.value)) - 4.5}" y="${y - 4.5}" width="9" height="9" rx="1.5"/>${said}`;
  }).join('');
  return svg(width, bottom + 24, label, axisX(x, ticks, bottom, top, format) + body);
}

/** What was promised against what came, with the number of pictures below. bins: { said, came, n, interval } */
export function reliability(width, bins, label) {
  const left = 44, top = 8, wide = Math.min(width - left - 12, 460), tall = 216, base = top + tall + 66, quarters = [0, .25, .5, .75, 1];
  const x = linear(0, 1, left, left + wide), y = linear(0, 1, top + tall, top), most = Math.max(1, ...bins.map(b => b.n));
  const bar = b => `<rect class="count" x="${x((b.low + b.high) / 2) - wide / 26}" width="${wide / 13}" y="${base - b.n / most * 34}" height="${b.n / most * 34}"/>` + words(x((b.low + b.high) / 2), base - b.n / most * 34 - 4, b.n, 'tick small', 'middle');
  return svg(width, base + 36, label,
    axisX(x, quarters, top + tall, top, () => '') + axisY(y, quarters, left, left + wide, v => v.toFixed(2))
    + `<path class="reference" d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}"/>` + words(x(1) - 4, y(.04), 'dashed: said = came', 'tick', 'end')
    + bins.filter(b => b.interval).map(b => `<path class="whisker" d="M${x(b.said)} ${y(b.interval[1])}V${y(b.interval[0])}"/>`).join('')
    + bins.map(b => `<circle class="point" cx="${x(b.said)}" cy="${y(b.came)}" r="4.5"/>`).join('') + bins.map(bar).join('')
    + axisX(x, quarters, base, base, v => v.toFixed(2)) + words(x(.5), base + 33, 'probability said, and how many pictures', 'tick', 'middle'));
}
