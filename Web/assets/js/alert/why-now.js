// The frames that made an alert, against its thresholds. Pure: a function of the record and a width.
import { axisX, axisY, line, linear, svg, words } from '../charts.js';
import { clock, two } from '../format.js';

/** What each frame was compared with: probability, or the quantile of the background. */
const valueOf = frame => frame.value ?? frame.evidence;

/** Ticks of the value axis: 0 to 1, or the part close to 1 where a background threshold lives. */
function range({ why, threshold }) {
  const values = why.map(valueOf), lowest = Math.min(...values, threshold.exit), highest = Math.max(...values, threshold.enter);
  if (lowest >= 0 && highest <= 1 && threshold.scale === 'probability') return { low: 0, high: 1, ticks: [0, .25, .5, .75, 1], show: two };
  const room = (highest - lowest || .01) * .15, low = lowest - room, high = highest + room;
  return { low, high, ticks: Array.from({ length: 5 }, (_, i) => low + (high - low) * i / 4), show: v => v.toFixed(3) };
}

export function whyNow(width, alert, name) {
  const { why, threshold, tier } = alert, left = 46, h = width < 560 ? 190 : 240, top = 14, right = width - 12;
  const times = why.map(f => Date.parse(f.captured_at)), raised = Date.parse(alert.captured_at), from = Math.min(...times, raised), to = Math.max(...times, raised) + 1, { low, high, ticks, show } = range(alert);
  const x = linear(from, to, left + 10, right - 44), y = linear(low, high, h, top), points = why.map((f, i) => [x(times[i]), y(valueOf(f)), valueOf(f)]);
  const roomy = y(threshold.exit) - y(threshold.enter) > 18;
  const label = `${why.length} frames before the alert for ${name}, from ${show(valueOf(why[0]))} to ${show(valueOf(why.at(-1)))}; it starts at ${show(threshold.enter)}.`;
  return svg(width, h + 62, label,
    `<rect class="band" x="${left}" y="${y(threshold.enter)}" width="${right - left}" height="${Math.max(0, y(threshold.exit) - y(threshold.enter))}"/>` + axisY(y, ticks, left, right, show)
    + `<path class="enter" d="M${left} ${y(threshold.enter)}H${right}"/><path class="exit" d="M${left} ${y(threshold.exit)}H${right}"/>`
    + words(left + 6, y(threshold.enter) + (roomy ? 14 : -6), `starts ${show(threshold.enter)}`, 'tick') + words(left + 6, y(threshold.exit) + 15, `ends ${show(threshold.exit)}`, 'tick')
    + `<path class="series" d="${line(points)}"/>` + points.map(([px, py]) => `<circle class="point" cx="${px}" cy="${py}" r="3"/>`).join('')
    + `<path class="fired" d="M${x(raised)} ${top}V${h + 34}"/>` + words(x(raised) + 6, top + 12, 'alert', 'strong')
    + points.map(([px, , v]) => `<circle class="frame${v >= threshold.enter ? ` hit hit-${tier}` : ''}" cx="${px}" cy="${h + 20}" r="3"/>`).join('')
    + axisX(x, [from, to], h + 36, h + 36, t => clock(t, true)));
}

/** How many of the frames were above the start, and over how long. */
export function summary({ why, threshold }) {
  const above = why.filter(f => valueOf(f) >= threshold.enter).length;
  return `${above} of ${why.length} frames at or above ${threshold.scale === 'probability' ? two(threshold.enter) : threshold.enter}`;
}
