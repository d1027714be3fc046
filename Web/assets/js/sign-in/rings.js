// The picture beside the form: rings of heat on the mat, as the live page draws them. No skin, no photograph.
import { html } from '../dom.js';
import { contour } from '../heat.js';

const COLUMNS = 72, ROWS = 90, W = 720, H = 900, LEVELS = [.2, .32, .44, .56, .68, .8, .9];

const hill = (x, y, cx, cy, wide, turn) => {
  const dx = x - cx, dy = y - cy, u = dx * Math.cos(turn) + dy * Math.sin(turn), v = dy * Math.cos(turn) - dx * Math.sin(turn);
  return Math.exp(-((u / wide) ** 2 + (v / wide / .72) ** 2));
};

export function rings() {
  const grid = new Float32Array(COLUMNS * ROWS);
  for (let j = 0; j < ROWS; j++) for (let i = 0; i < COLUMNS; i++) {
    const x = i / (COLUMNS - 1), y = j / (ROWS - 1) * 1.25;
    grid[j * COLUMNS + i] = Math.min(1, hill(x, y, .5, .6, .34, .5) + .35 * hill(x, y, .3, .78, .17, 2) + .3 * hill(x, y, .72, .42, .15, 1) + .02 * Math.sin(x * 19) * Math.cos(y * 17));
  }
  const lines = LEVELS.map(level => contour(grid, COLUMNS, ROWS, level, W, H)).join('');
  return html`<svg class="marks" viewBox="0 0 ${W} ${H}" preserveAspectRatio="xMidYMid slice"><path class="hill" d="${lines}"/></svg>`;
}
