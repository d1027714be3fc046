// Calm ranking: rows change places at most every 2 s, and never under the pointer or the focus. Pure.
export const CALM_MS = 2000;

/** rows: [{ id, score }]. Highest first; the order of equal rows is kept as it was. */
export function ranked(rows, before = []) {
  const place = new Map(before.map((id, i) => [id, i]));
  return [...rows].sort((a, b) => b.score - a.score || (place.get(a.id) ?? 1e9) - (place.get(b.id) ?? 1e9)).map(row => row.id);
}

/** state: { order, rankedAt }; returns the next state, which is the same one when nothing may move. */
export function rerank(state, rows, { now, busy = false, force = false }) {
  const known = new Set(rows.map(row => row.id)), fresh = rows.filter(row => !state.order.includes(row.id));
  const gone = state.order.some(id => !known.has(id));
  if (!state.order.length || force) return { order: ranked(rows, state.order), rankedAt: now };
  if (busy || now - state.rankedAt < CALM_MS) {
    if (!fresh.length && !gone) return state;
    return { order: [...state.order.filter(id => known.has(id)), ...ranked(fresh)], rankedAt: state.rankedAt };
  }
  return { order: ranked(rows, state.order), rankedAt: now };
}
