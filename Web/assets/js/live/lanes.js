// Which conditions have a lane in the timeline: those with an alert in sight, then the highest scores. Pure.
import { condition } from '../scores.js';
import { SPAN_MS } from '../history.js';

const LANES = 3;

/** Keeps the lanes of before while they still belong, so that lanes do not jump. Returns [{ id, name, tier, enter }]. */
export function lanesOf({ now, history, alerts, conditions, thresholds }, before = []) {
  const greatest = history.greatest(now - SPAN_MS, now), alerted = new Set(alerts.filter(a => a.at > now - SPAN_MS).map(a => a.condition));
  const worth = id => (alerted.has(id) ? 2 : 0) + (condition(id, conditions).tier ? .5 : 0) + (greatest.get(id) ?? 0) + (before.some(lane => lane.id === id) ? .15 : 0);
  const chosen = [...greatest.keys()].filter(id => !conditions.size || conditions.has(id)).sort((a, b) => worth(b) - worth(a)).slice(0, LANES);
  const kept = before.map(lane => lane.id).filter(id => chosen.includes(id)), order = [...kept, ...chosen.filter(id => !kept.includes(id))];
  return order.map(id => {
    const { name, tier } = condition(id, conditions), threshold = thresholds?.[id];
    return { id, name, tier, enter: threshold && threshold.enabled !== false && threshold.scale === 'probability' ? threshold.enter : null };
  });
}
