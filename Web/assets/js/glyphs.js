// Alarm glyphs: shape, number of marks and colour all carry the tier.
import { raw } from './dom.js';

const bars = (count, y, height) => Array.from({ length: count }, (_, i) => {
  const x = 12 + (i - (count - 1) / 2) * 3.6;
  return `<path d="M${x} ${y}v${height}M${x} ${y + height + 2.6}v.01"/>`;
}).join('');

const shapes = {
  warning:  `<path class="g-shape" d="M12 2.2 23 21.4H1z"/><g class="g-mark">${bars(3, 11.2, 4)}</g>`,
  caution:  `<path class="g-shape" d="M12 1.2 22.8 12 12 22.8 1.2 12z"/><g class="g-mark">${bars(2, 8, 5)}</g>`,
  advisory: `<circle class="g-shape" cx="12" cy="12" r="10"/><g class="g-mark">${bars(1, 7, 6)}</g>`,
};
export const tierWord = { warning: 'Warning', caution: 'Caution', advisory: 'Advisory' };
export const tierMarks = { warning: '!!!', caution: '!!', advisory: '!' };

/** Alarm glyph: shape, number of marks and colour all carry the tier. */
export const glyph = (tier, { pulse = false, label = true } = {}) => raw(
  `<svg class="glyph glyph-${tier}${pulse ? ' pulse' : ''}" viewBox="0 0 24 24" ${label ? `role="img" aria-label="${tierWord[tier]}"` : 'aria-hidden="true"'}>${shapes[tier]}</svg>`);
