// The pages of the navigation, in their order, and which of them this server has.
import { get } from './api.js';

/** How many stand in a narrow window before “More”. */
export const FIRST = 5;
export const pages = [
  ['live', 'Live', 'live', '/', 'l'], ['wall', 'Wall', 'grid', '/wall', 'w'], ['alerts', 'Alerts', 'bell', '/alerts', 'a'],
  ['thresholds', 'Thresholds', 'sliders', '/thresholds', 't'], ['review', 'Review', 'eye', '/review', 'r'], ['sessions', 'Sessions', 'clock', '/sessions', 'n'],
  ['knowledge', 'Knowledge', 'book', '/knowledge', 'k'], ['evidence', 'Evidence', 'gauge', '/evidence', 'e'], ['settings', 'Settings', 'plug', '/settings', 's'],
].map(([id, name, symbol, href, key]) => ({ id, name, symbol, href, key }));

/** G, then a letter. */
export const goKeys = Object.fromEntries(pages.map(page => [page.key, page.href]));

const always = ['/', '/wall', '/alerts', '/knowledge', '/evidence'];
const kept = 'pages';

/** As this browser heard it last, so that nothing jumps while the answer is on its way. */
export function knownPages() {
  try { return JSON.parse(sessionStorage.getItem(kept)) ?? always; } catch { return always; }
}

/** Asks the server once a page. Without an answer the last one stands. */
export async function askForPages() {
  try {
    const { items } = await get('/pages');
    sessionStorage.setItem(kept, JSON.stringify(items));
    return items;
  } catch { return knownPages(); }
}
