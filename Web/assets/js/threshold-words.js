// Thresholds in words. Pure.
import { level, two } from './format.js';

/** A quantile of ordinary frames: 0.999 → 99.9 %. */
export const quantile = value => `${+(value * 100).toFixed(2)} %`;

const held = ({ k, n, dwell_ms }) => [k && n ? `in ${k} of ${n} frames` : '', dwell_ms ? `for ${dwell_ms >= 1000 ? `${+(dwell_ms / 1000).toFixed(1)} s` : `${dwell_ms} ms`}` : ''].filter(Boolean).join(', ');

/** Why an alert was raised, in one sentence. */
export function thresholdWords({ probability, threshold }) {
  if (!threshold) return probability == null ? 'Unproven: no probability exists for this condition.' : `Probability ${two(probability)}.`;
  const rest = held(threshold);
  if (threshold.scale === 'background') return `Above ${quantile(threshold.enter)} of this stream’s ordinary frames${rest ? `, ${rest}` : ''}. ${probability == null ? 'Unproven: no probability exists.' : `Probability ${two(probability)}.`}`;
  return `Probability ${probability == null ? 'unknown' : two(probability)}, above ${level(threshold.enter)}${rest ? ` ${rest}` : ''}.`;
}

/** A setting as a list of facts: starts, ends, how long. */
export function settingWords(threshold) {
  if (!threshold) return 'no threshold recorded';
  const on = threshold.scale === 'background' ? quantile : level, rest = held(threshold);
  return `start ${on(threshold.enter)}, end ${on(threshold.exit)}${rest ? `, ${rest}` : ''}${threshold.scale === 'background' ? ', of this stream’s ordinary frames' : ''}`;
}
