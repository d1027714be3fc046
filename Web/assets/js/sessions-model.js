// Sessions in words. Pure: no page is touched here.
import { moment, span } from './format.js';

export const stateWords = { running: 'Running', ended: 'Ended', interrupted: 'Interrupted', purged: 'Purged' };

/** What may be allowed: the API's name, in words, and what it means. */
export const permissions = [
  ['record', 'Keep measurements', 'Vectors of frames stay, encrypted, to try other thresholds on and to learn from. They are no pictures, but they come from one.'],
  ['snapshots', 'Keep pictures of findings', 'Cut to the finding, the rest blurred for good, encrypted; for review. Switching it off removes those that are kept.'],
  ['speak', 'Speak alerts', 'By the voice of this server and in calls.'],
  ['hand_off', 'Send alerts to other systems', 'Through the sinks that the administrator configured.'],
];

/** What a consent allows, in a sentence. */
export function consentWords(consent) {
  if (!consent) return 'Not known.';
  const allowed = permissions.filter(([key]) => consent[key]).map(([, words]) => words.toLowerCase());
  const kept = consent.retain_days == null ? 'Everything stays until somebody purges it.' : consent.retain_days === 0 ? 'Everything is purged when the session ends.' : `Everything is purged ${consent.retain_days} days after its end.`;
  return `${allowed.length ? `Allowed: ${allowed.join(', ')}.` : 'Nothing but the live picture is allowed.'} ${kept}`;
}

/** When and how long, in words. */
export function timeWords(session) {
  if (!session.started_at) return session.receipt ? `Purged ${moment(session.receipt.purged_at)}` : '';
  const start = Date.parse(session.started_at), end = session.ended_at ? Date.parse(session.ended_at) : null;
  return `${moment(start)}${end ? `, ${span(end - start)}` : ''}`;
}

export const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

/** Frames by outcome, as rows of a table. */
export function frameRows(frames) {
  if (!frames) return [];
  const words = { received: 'Received', analysed: 'Analysed', gated: 'Refused, with a reason', superseded: 'A newer frame took its place', late: 'Too late', decode_error: 'Damaged', pending: 'Under way at the end' };
  return Object.entries(words).map(([key, said]) => [said, frames[key] ?? 0]);
}

/** The latency statement in a sentence; null figures are said as such. */
export function latencyWords(latency) {
  if (!latency || !latency.results) return 'No result was shown, so there is no age to state.';
  const ms = value => value == null ? 'more than 2000 ms' : `${value} ms`;
  return `From a frame’s arrival to its result, over ${latency.results} results: half within ${ms(latency.p50_ms)}, 95 of 100 within ${ms(latency.p95_ms)}, 99 of 100 within ${ms(latency.p99_ms)}; ${latency.within_100_ms == null ? 'share within 100 ms not known' : `${(latency.within_100_ms * 100).toFixed(1)} % within 100 ms`}. Counted in steps of ${latency.resolution_ms ?? 1} ms.`;
}
