// The heat layer. Skin is never tinted: the parts the score did not use are dimmed, the parts it did use are ringed
// with contour lines, like hills on a map. The true colour of the lesion stays visible.

/** Contour lines of a grid of numbers at one level, as an SVG path in a box of width × height. */
export function contour(grid, columns, rows, level, width, height) {
  const at = (x, y) => grid[y * columns + x], sx = width / (columns - 1), sy = height / (rows - 1);
  let path = '';
  for (let y = 0; y < rows - 1; y++) for (let x = 0; x < columns - 1; x++) {
    const corner = [at(x, y), at(x + 1, y), at(x + 1, y + 1), at(x, y + 1)];
    if (corner.every(v => v < level) || corner.every(v => v >= level)) continue;
    const cross = crossings(corner, level, x, y);
    for (let k = 0; k + 1 < cross.length; k += 2) {
      const [p, q] = [cross[k], cross[k + 1]];
      path += `M${(p[0] * sx).toFixed(1)} ${(p[1] * sy).toFixed(1)}L${(q[0] * sx).toFixed(1)} ${(q[1] * sy).toFixed(1)}`;
    }
  }
  return path;
}

function crossings(corner, level, x, y) {
  const cross = [];
  for (let k = 0; k < 4; k++) {
    const a = corner[k], b = corner[(k + 1) % 4];
    if ((a < level) === (b < level)) continue;
    const t = (level - a) / (b - a);
    cross.push([[x + t, y], [x + 1, y + t], [x + 1 - t, y + 1], [x, y + 1 - t]][k]);
  }
  return cross;
}

/** Weights of regions on a grid, smoothed and scaled to a greatest value of 1; null where there is no weight. */
export function weigh(regions, columns, rows) {
  const grid = new Float32Array(columns * rows);
  for (const { x, y, width, height, weight = 1 } of regions) {
    const left = Math.max(0, Math.round(x * columns)), right = Math.min(columns, Math.max(left + 1, Math.round((x + width) * columns)));
    const top = Math.max(0, Math.round(y * rows)), bottom = Math.min(rows, Math.max(top + 1, Math.round((y + height) * rows)));
    for (let j = top; j < bottom; j++) for (let i = left; i < right; i++) grid[j * columns + i] += Math.max(0, weight);
  }
  const smooth = blur(blur(grid, columns, rows, 2), columns, rows, 2), greatest = smooth.reduce((a, b) => Math.max(a, b), 0);
  return greatest > 0 ? smooth.map(v => v / greatest) : null;
}

/** Mean over a square of 2 · radius + 1 cells; outside the frame counts as nothing, so that rings close. */
export function blur(grid, columns, rows, radius) {
  const across = new Float32Array(grid.length), out = new Float32Array(grid.length), side = 2 * radius + 1;
  for (let y = 0; y < rows; y++) for (let x = 0; x < columns; x++) {
    let sum = 0;
    for (let i = Math.max(0, x - radius); i <= Math.min(columns - 1, x + radius); i++) sum += grid[y * columns + i];
    across[y * columns + x] = sum / side;
  }
  for (let y = 0; y < rows; y++) for (let x = 0; x < columns; x++) {
    let sum = 0;
    for (let j = Math.max(0, y - radius); j <= Math.min(rows - 1, y + radius); j++) sum += across[j * columns + x];
    out[y * columns + x] = sum / side;
  }
  return out;
}

/** Paints the veil on a small canvas; CSS stretches it over the video and the browser smooths it. */
export function paintVeil(canvas, grid, columns, rows) {
  if (canvas.width !== columns || canvas.height !== rows) { canvas.width = columns; canvas.height = rows; }
  const ctx = canvas.getContext('2d'), image = ctx.createImageData(columns, rows);
  grid.forEach((value, i) => { image.data[i * 4 + 3] = 46 * Math.max(0, 1 - value * 2.2); });
  ctx.putImageData(image, 0, 0);
}
