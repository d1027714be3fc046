// Scores survive a visit to another page of the dashboard: they are kept for this tab, for five minutes, without pictures.
import { History, SPAN_MS } from '../history.js';

const KEY = 'scores', MOST = 6;

export function keepHistories(store) {
  try {
    const { at, streams } = JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
    if (at > Date.now() - SPAN_MS) for (const [id, saved] of streams) store.histories.set(id, History.from(saved));
  } catch { /* nothing kept, and that is all */ }
  addEventListener('pagehide', () => {
    try { sessionStorage.setItem(KEY, JSON.stringify({ at: Date.now(), streams: [...store.histories].filter(([, h]) => !h.isEmpty).slice(0, MOST) })); } catch { /* full: not kept */ }
  });
}
