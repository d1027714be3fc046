// What an alert is to the person in front of the page. Pure.
export const tiers = ['warning', 'caution', 'advisory'];
const rank = tier => { const i = tiers.indexOf(tier); return i < 0 ? tiers.length : i; };

/** active: holds now. silenced: holds, without voice and pulse. latched: ended, kept. done: someone has seen it. */
export function standing(alert, now) {
  if (alert.acknowledged) return 'done';
  if (alert.ended_at || alert.state === 'ended') return 'latched';
  if (alert.state === 'acknowledged') return 'done';
  return silencedUntil(alert) > now ? 'silenced' : 'active';
}

const silencedUntil = alert => alert.silenced_until ? Date.parse(alert.silenced_until) : 0;
export const raisedAt = alert => Date.parse(alert.raised_at);

/** To whom a warning went that nobody acknowledged in time; empty if to nobody. */
export function escalationWords(alert) {
  if (!alert.escalated) return '';
  const at = new Date(alert.escalated.at), two = value => String(value).padStart(2, '0');
  return `With the second reader (${alert.escalated.to}) since ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.`;
}

/** Needs someone: not acknowledged yet, whether it holds or has ended. */
export const isOpen = (alert, now) => standing(alert, now) !== 'done';

/** Counts of alerts that need acknowledgement, by tier. */
export function openByTier(alerts, now) {
  const count = { warning: 0, caution: 0, advisory: 0 };
  for (const alert of alerts) if (isOpen(alert, now) && alert.tier in count) count[alert.tier]++;
  return count;
}

/** The alert that A and S act on: active before silenced before latched, higher tier first, then the newest. */
export function newestOpen(alerts, now) {
  const order = { active: 0, silenced: 1, latched: 2 };
  return alerts.filter(a => isOpen(a, now)).sort((a, b) => order[standing(a, now)] - order[standing(b, now)] || rank(a.tier) - rank(b.tier) || raisedAt(b) - raisedAt(a))[0] ?? null;
}

/**
 * Cards of the list: alerts that hold each have one; ended ones of a condition share one, so that a source that raises
 * the same alert again and again does not bury the others; of those seen, the newest of each condition.
 * Returns [{ alert, others: [alert…], standing }], open first by tier, then the newest first.
 */
export function cards(alerts, now, mostDone = 3) {
  const sorted = [...alerts].sort((a, b) => raisedAt(b) - raisedAt(a)), open = [], latched = new Map(), done = new Map();
  for (const alert of sorted) {
    const state = standing(alert, now), shared = state === 'latched' ? latched : state === 'done' ? done : null, key = `${alert.stream} ${alert.condition}`;
    if (!shared) open.push({ alert, others: [], standing: state });
    else if (shared.has(key)) shared.get(key).others.push(alert);
    else shared.set(key, { alert, others: [], standing: state });
  }
  open.sort((a, b) => rank(a.alert.tier) - rank(b.alert.tier));
  return [...open, ...[...latched.values()].sort((a, b) => rank(a.alert.tier) - rank(b.alert.tier)), ...[...done.values()].slice(0, mostDone).map(c => ({ ...c, others: [] }))];
}

/** Which streams need someone first: rank of the tier of an alert that holds, then what is not scored, then the rest. */
export function need({ tier, state }) {
  if (tier) return rank(tier);
  return { lost: 3, abstain: 4, behind: 5 }[state] ?? 6;
}
