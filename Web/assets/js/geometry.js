// Where things lie on the picture. Regions are fractions of the frame; nothing here knows of the page. Pure.

/** The largest rectangle of the frame's shape inside a box, centred: { left, top, width, height }, in the box's unit. */
export function contain(frameWidth, frameHeight, boxWidth, boxHeight) {
  if (!(frameWidth > 0 && frameHeight > 0)) return { left: 0, top: 0, width: boxWidth, height: boxHeight };
  const scale = Math.min(boxWidth / frameWidth, boxHeight / frameHeight), width = frameWidth * scale, height = frameHeight * scale;
  return { left: (boxWidth - width) / 2, top: (boxHeight - height) / 2, width, height };
}

/** A region as it lies on a mirrored picture. */
export const mirrored = region => ({ ...region, x: 1 - region.x - region.width });

/** Cuts a region at the frame's edges, so that no bracket is drawn outside. */
export function inside({ x, y, width, height, ...rest }) {
  const left = Math.min(1, Math.max(0, x)), top = Math.min(1, Math.max(0, y));
  return { x: left, y: top, width: Math.min(1, Math.max(left, x + width)) - left, height: Math.min(1, Math.max(top, y + height)) - top, ...rest };
}

const touch = (a, b, slack = .004) => a.x <= b.x + b.width + slack && b.x <= a.x + a.width + slack && a.y <= b.y + b.height + slack && b.y <= a.y + a.height + slack;

function around(regions) {
  const x = Math.min(...regions.map(r => r.x)), y = Math.min(...regions.map(r => r.y));
  return {
    x, y, width: Math.max(...regions.map(r => r.x + r.width)) - x, height: Math.max(...regions.map(r => r.y + r.height)) - y,
    weight: regions.reduce((sum, r) => sum + (r.weight ?? 1), 0),
  };
}

/** Boxes of a finding: regions of at least half the greatest weight, joined where they touch; the heaviest first. */
export function boxesOf(regions = [], most = 2) {
  if (!regions.length) return [];
  const greatest = Math.max(...regions.map(r => r.weight ?? 1)), groups = [];
  for (const region of regions.filter(r => (r.weight ?? 1) >= greatest / 2 && (r.weight ?? 1) > 0)) {
    const joined = groups.filter(group => group.some(other => touch(region, other)));
    for (const group of joined) groups.splice(groups.indexOf(group), 1);
    groups.push([region, ...joined.flat()]);
  }
  return groups.map(around).sort((a, b) => b.weight - a.weight).slice(0, most).map(inside);
}

/** Corner brackets as an SVG path, in a picture of width × height units. */
export function corners(region, width, height, long = 34) {
  const x = region.x * width, y = region.y * height, r = x + region.width * width, b = y + region.height * height;
  const l = Math.min(long, (r - x) / 3, (b - y) / 3), n = v => +v.toFixed(1);
  return `M${n(x)} ${n(y + l)}V${n(y)}H${n(x + l)}M${n(r - l)} ${n(y)}H${n(r)}V${n(y + l)}M${n(r)} ${n(b - l)}V${n(b)}H${n(r - l)}M${n(x + l)} ${n(b)}H${n(x)}V${n(b - l)}`;
}
