// Zones to ignore, as fractions of the frame. Pure.
import { mirrored } from './geometry.js';

export const LEAST = .02;
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
const round = value => Math.round(value * 1e4) / 1e4;

/** The rectangle between two points, inside the frame. */
export function between(a, b) {
  const x = clamp(Math.min(a.x, b.x), 0, 1), y = clamp(Math.min(a.y, b.y), 0, 1);
  return { x, y, width: clamp(Math.max(a.x, b.x), 0, 1) - x, height: clamp(Math.max(a.y, b.y), 0, 1) - y };
}

export const isLargeEnough = zone => zone.width >= LEAST && zone.height >= LEAST;

/** Arrow keys move a draft, with Shift they change its size; nothing leaves the frame. */
export function nudged(zone, key, sizes, step = .02) {
  const [dx, dy] = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[key] ?? [0, 0];
  if (sizes) return { ...zone, width: clamp(zone.width + dx, LEAST, 1 - zone.x), height: clamp(zone.height + dy, LEAST, 1 - zone.y) };
  return { ...zone, x: clamp(zone.x + dx, 0, 1 - zone.width), y: clamp(zone.y + dy, 0, 1 - zone.height) };
}

/** As the server takes it: of a mirrored picture the zone on the frame itself. */
export function asSent(zone, mirror) {
  const { x, y, width, height } = mirror ? mirrored(zone) : zone;
  return { x: round(clamp(x, 0, 1)), y: round(y), width: round(width), height: round(height) };
}

/** What came of the zones, in a sentence. */
export function countWords({ items, suppressed, frames }) {
  const zones = items.length === 1 ? '1 zone is' : `${items.length} zones are`;
  const seen = suppressed ? `${suppressed} ${suppressed === 1 ? 'finding' : 'findings'} on ${frames} ${frames === 1 ? 'frame' : 'frames'} lay in them and ${suppressed === 1 ? 'was' : 'were'} not shown.` : 'No finding lay in them yet.';
  return items.length ? `${zones} ignored until this session ends. ${seen}` : suppressed ? `No zone is ignored now. ${seen}` : 'Nothing is ignored.';
}
