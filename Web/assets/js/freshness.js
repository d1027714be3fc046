// The one promise on every picture: how old the result is, or why there is none. Pure.
import { reasonWords } from './gate-words.js';

export const FRESH_MS = 100;
export const STALE_MS = 1000;

/** Age of a result now: as written by the server, plus the time since it came here. */
export const ageNow = (latest, now) => latest ? latest.assessment.age_ms + (now - latest.receivedAt) : Infinity;

/**
 * What the badge says. latest: { assessment, receivedAt } or null; now: milliseconds of the same clock as receivedAt;
 * why: words when nothing can be current (source lost, server not reached), which win over any result.
 * Returns { state: fresh | behind | old | abstain, age, why }; age in whole milliseconds.
 */
export function freshness({ latest, now, why = null }) {
  if (why) return { state: 'old', age: null, why };
  if (!latest) return { state: 'old', age: null, why: 'Nothing analysed yet' };
  const age = Math.max(0, Math.round(ageNow(latest, now)));
  if (age > STALE_MS) return { state: 'old', age, why: `Last result ${age < 10000 ? (age / 1000).toFixed(1) : Math.round(age / 1000)} s old` };
  if (!latest.assessment.gate.usable) return { state: 'abstain', age, why: reasonWords(latest.assessment.gate.reasons).short };
  return { state: age <= FRESH_MS ? 'fresh' : 'behind', age, why: null };
}

/** May boxes, heat and full bars be shown? Only on a scored, current result. */
export const isCurrent = state => state === 'fresh' || state === 'behind';
