// The charts of the page: functions of their width that return markup.
import { axisX, axisY, line, linear, svg, words } from '../charts.js';
import { clock, two } from '../format.js';
import { percent } from './model.js';

const ticksTo = most => { const step = [1, 2, 5, 10, 20, 50, 100, 200].find(s => most / s <= 6) ?? 500; return Array.from({ length: Math.ceil(most / step) + 1 }, (_, i) => i * step); };

/** Sensitivity against alerts an hour where they are known, else against the threshold. */
export function curve(width, point) {
  const known = point.curve.filter(p => p.sensitivity.value != null);
  if (!known.length) return '';
  const byRate = known.every(p => p.alerts_an_hour != null), h = 190, left = 48, right = width - 10;
  const at = p => byRate ? p.alerts_an_hour : p.enter, most = byRate ? Math.max(1, ...known.map(at)) : 1, ticks = byRate ? ticksTo(most) : [0, .25, .5, .75, 1];
  const x = linear(0, ticks.at(-1), left, right), y = linear(0, 1, h, 8), sorted = [...known].sort((a, b) => at(a) - at(b) || a.sensitivity.value - b.sensitivity.value);
  const upper = sorted.map(p => [x(at(p)), y(p.sensitivity.interval[1])]), lower = sorted.map(p => [x(at(p)), y(p.sensitivity.interval[0])]).reverse();
  const place = (enter, rate) => byRate ? rate : enter;
  const dot = (px, value, cls, label, dy) => px == null || value == null ? '' : `<circle cx="${x(px).toFixed(1)}" cy="${y(value).toFixed(1)}" r="5.500" class="${cls}"/>${words(x(px) + (x(px) > right - 60 ? -10 : 10), y(value) + dy, label, 'strong', x(px) > right - 60 ? 'end' : 'start')}`;
  const near = enter => known.reduce((best, p) => Math.abs(p.enter - enter) < Math.abs(best.enter - enter) ? p : best);
  const now = point.in_use && point.in_use.scale === 'probability' ? near(point.in_use.enter) : null;
  const chosen = point.setting?.scale === 'probability' && point.sensitivity ? point.sensitivity.value : null;
  const label = `Sensitivity ${byRate ? 'rises with alerts an hour' : 'falls as the threshold rises'}. Chosen: ${percent(chosen)}${byRate && point.alerts_an_hour.rate.value != null ? ` at ${point.alerts_an_hour.rate.value.toFixed(1)} alerts an hour` : point.setting ? ` at ${two(point.setting.enter)}` : ''}.`;
  return svg(width, h + 44, label, axisX(x, ticks, h, 8, v => byRate ? v : two(v)) + axisY(y, [0, .25, .5, .75, 1], left, right, v => percent(v, 0))
    + `<path class="reach" d="${line(upper.concat(lower))}Z"/><path class="series" d="${line(sorted.map(p => [x(at(p)), y(p.sensitivity.value)]))}"/>`
    + (now && Math.abs(point.in_use.enter - (point.setting?.enter ?? -1)) > .004 ? dot(at(now), now.sensitivity.value, 'spot now', 'in force', 16) : '')
    + dot(place(point.setting?.enter, point.alerts_an_hour.rate.value), chosen, 'spot', 'chosen', -10)
    + words(right, h + 38, `${byRate ? 'alerts an hour on this stream' : 'alert starts at'}; shade: 95 % interval`, 'tick', 'end'));
}

/** The hour: values, both thresholds, both rows of alerts, the marks. */
export function machine(width, answer, part) {
  const narrow = width < 560, left = narrow ? 0 : 104, h = 116, top = 22, right = width - 2, from = Date.parse(answer.from), to = Date.parse(answer.to);
  const x = linear(from, to, left, right), y = linear(0, 1, top + h, top), step = answer.step_ms, runs = [[]];
  part.series.forEach((v, i) => { if (v == null) { if (runs.at(-1).length) runs.push([]); } else runs.at(-1).push([x(from + (i + .5) * step), y(v)]); });
  const lane = (row, spans, name, strong) => {
    const base = top + h + 18 + row * (narrow ? 44 : 30), bar = base + (narrow ? 16 : 0);
    return words(0, narrow ? base + 10 : base + 13, `${name}: ${spans.length}`, strong ? 'strong' : 'tick') + `<rect class="lane" x="${left}" y="${bar}" width="${right - left}" height="18" rx="3"/>`
      + spans.map(s => `<rect class="alert-span${strong ? ' chosen' : ''}" x="${x(Date.parse(s.from)).toFixed(1)}" y="${bar}" width="${Math.max(4, x(Date.parse(s.to)) - x(Date.parse(s.from))).toFixed(1)}" height="18" rx="2"/>`).join('');
  };
  const total = top + h + 18 + (narrow ? 88 : 62), same = part.in_use && part.in_use.scale === part.setting.scale, now = same ? part.in_use.enter : null, chosen = part.setting.enter;
  const marks = part.marks.map(m => { const px = x(Date.parse(m.at)); return `<path class="marked" d="M${px.toFixed(1)} ${top - 2}V${total - 12}"/><path class="flag${m.caught ? '' : ' missed'}" d="M${(px - 5).toFixed(1)} 4h10v10l-5-4-5 4z"/>${words(px + (px > width - 110 ? -9 : 9), 13, narrow ? (m.caught ? 'marked' : 'missed') : m.caught ? 'you marked this' : 'marked, missed', 'tick', px > width - 110 ? 'end' : 'start')}`; }).join('');
  const label = `The last hour: ${part.alerts_in_use.length} alerts as it is, ${part.alerts.length} with the chosen setting; ${part.marks.length ? `${part.marks.filter(m => m.caught).length} of ${part.marks.length} marked ones are caught` : 'none is marked'}.`;
  const times = narrow ? [0, .5, 1] : [0, .25, .5, .75, 1];
  return svg(width, total + 22, label, `<path class="axis" d="M${left} ${y(0)}H${right}"/>` + runs.filter(r => r.length).map(r => `<path class="score" d="${line(r.length === 1 ? [r[0], [r[0][0] + 1, r[0][1]]] : r)}"/>`).join('')
    + (now == null ? '' : `<path class="exit" d="M${left} ${y(now)}H${right}"/>`) + `<path class="chosen-line" d="M${left} ${y(chosen)}H${right}"/>`
    + (narrow ? '' : (now == null || Math.abs(now - chosen) < .004 ? '' : words(left - 8, y(now) + (now > chosen ? -2 : 12), `in force ${two(now)}`, 'tick', 'end')) + words(left - 8, y(chosen) + (now != null && chosen <= now ? 12 : -2), `chosen ${two(chosen)}`, 'strong', 'end'))
    + marks + lane(0, part.alerts_in_use, 'In force', false) + lane(1, part.alerts, 'Chosen', true)
    + times.map((t, i) => words(x(from + (to - from) * t), total + 16, clock(from + (to - from) * t).slice(0, 5), 'tick', i === 0 ? 'start' : i === times.length - 1 ? 'end' : 'middle')).join(''));
}

/** How often each value came, with the chosen threshold. Heights by square root: the rare high ones must be seen. */
export function histogram(width, part) {
  const h = 96, top = 20, values = part.histogram, most = Math.max(1, ...values.map(Math.sqrt)), left = 4, right = width - 4, x = linear(0, 1, left, right), step = (right - left) / values.length, enter = part.setting.enter;
  const above = values.reduce((sum, v, i) => (i + .5) / values.length >= enter ? sum + v : sum, 0), all = values.reduce((a, b) => a + b, 0);
  return svg(width, h + 24, `Values of ${all} frames; ${above} of them at or above ${two(enter)}.`,
    values.map((v, i) => v ? `<rect class="count${(i + .5) / values.length >= enter ? ' over' : ''}" x="${(left + i * step + .5).toFixed(1)}" width="${Math.max(1, step - 1).toFixed(1)}" y="${(h - Math.sqrt(v) / most * (h - top - 4)).toFixed(1)}" height="${(Math.sqrt(v) / most * (h - top - 4)).toFixed(1)}" rx="1.5"/>` : '').join('')
    + axisX(x, [0, .25, .5, .75, 1], h, h, two) + `<path class="reference" d="M${x(enter)} ${top - 6}V${h}"/>` + words(x(enter) + (enter > .75 ? -6 : 6), top + 2, `chosen ${two(enter)}`, 'tick', enter > .75 ? 'end' : 'start'));
}
