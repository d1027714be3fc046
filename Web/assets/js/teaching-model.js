// What the server says of verdicts and heads, put into words. Pure.
import { two } from './format.js';

const range = interval => interval ? `${two(interval[0])} to ${two(interval[1])}` : 'no interval';

/** A figure with its interval: { value, interval }, both as text; null where it is not known. */
export const figure = given => given ? { value: two(given.value), interval: range(given.interval) } : null;

/** A share: 9 of 12. */
export const share = given => given ? `${given.count} of ${given.n}` : null;

/** What putting a head in force would change for one condition, in sentences. */
export function changes({ changes: change, threshold }) {
  if (!change) return threshold == null ? ['The pack’s threshold for it is on no scale of probability, so no example crosses one.'] : ['What would cross the threshold cannot be said: one of the two sides has no probability.'];
  const said = [[change.found, 'found that are missed now'], [change.missed, 'missed that are found now'], [change.spared, 'false alarms less'], [change.alarmed, 'false alarms more']].filter(([n]) => n);
  return said.length ? said.map(([n, words]) => `${n} ${words}`) : ['Nothing crosses the threshold that did not before.'];
}

/** What somebody must know before a head is put in force. names: id → name. */
export function warnings(head, nameOf) {
  const unproven = head.figures.conditions.filter(row => !row.proven);
  const worse = head.figures.conditions.filter(row => row.gain && row.gain.value < 0);
  return [
    ...unproven.map(row => `${nameOf(row.condition)} will be shown without a probability and cannot alert on that scale: ${row.unproven_because}.`),
    ...worse.map(row => `${nameOf(row.condition)} is told apart worse than now on what was held out.`),
    'Thresholds on the background scale pause for its conditions: their ordinary stretch was recorded without it.',
    `Its probabilities speak of ${head.population}.`,
  ];
}

/** How learning stands: { kind, title, body, done } or null while nothing was asked. */
export function fitting(state) {
  switch (state?.state) {
    case 'running': return { kind: 'running', title: `Learning “${state.name}”`, body: state.steps ? `Step ${state.done} of ${state.steps}` : 'Reading verdicts', share: state.steps ? state.done / state.steps : null };
    case 'done': return { kind: 'done', title: `“${state.name}” version ${state.version} was learned`, body: 'It is not in force. Compare it below, then decide.' };
    case 'too_few': return { kind: 'few', title: 'There are too few verdicts', body: state.detail };
    case 'failed': return { kind: 'failed', title: `“${state.name}” could not be learned`, body: `${state.detail}. Nothing was changed.` };
    default: return null;
  }
}

const did = { 'head-fitted': 'learned', 'head-activated': 'put in force', 'head-rolled-back': 'rolled back' };

/** One line of the history. */
export function told({ kind, head, version, previous }) {
  if (kind === 'head-rolled-back') return version ? `${head}: version ${previous} rolled back to version ${version}` : `${head}: version ${previous} rolled back; the pack’s wordings score`;
  return `${head} version ${version} ${did[kind] ?? kind}`;
}

/** Versions newest first, those in force on top. */
export const ordered = items => [...items].sort((a, b) => (b.in_force === true) - (a.in_force === true) || String(b.made_at ?? '').localeCompare(String(a.made_at ?? '')) || b.version - a.version);
