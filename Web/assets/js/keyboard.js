// Single letters do something only outside fields, and can be switched off (WCAG 2.1.4).
export const keys = [
  ['F', 'Freeze the picture, or return to live'], ['A', 'Acknowledge the newest alert'], ['S', 'Silence it, with a reason'],
  ['W', 'Why: jump to the explanation'], ['B', 'Boxes on or off'], ['H', 'Heat on or off'], ['V', 'Mute or unmute the voice'],
  ['← →', 'On the timeline: 1 s; with Shift 10 s; End returns to live'], ['G then L W A', 'Go to Live, Wall, Alerts'], ['G then T R N', 'Go to Thresholds, Review, Sessions'], ['G then K E S', 'Go to Knowledge, Evidence, Settings'], ['?', 'This list'], ['Esc', 'Close, or undo the drag under way'],
];

export const shortcutsOn = () => localStorage.getItem('shortcuts') !== 'off';
export const switchShortcuts = on => localStorage.setItem('shortcuts', on ? 'on' : 'off');

const inField = target => target.closest?.('input:not([type=range]):not([type=radio]):not([type=checkbox]), textarea, select, dialog[open]');
const chorded = e => e.ctrlKey || e.metaKey || e.altKey;

export function onKey(map) {
  addEventListener('keydown', e => {
    if (!shortcutsOn() || chorded(e) || e.defaultPrevented || inField(e.target)) return;
    const run = map[e.key.toLowerCase()];
    if (run) { e.preventDefault(); run(e); }
  });
}

/** G, then a letter within 0.9 s, goes to a page. pages: { l: '/', … } */
export function onGo(pages) {
  let since = -Infinity;
  addEventListener('keydown', e => {
    if (!shortcutsOn() || chorded(e) || inField(e.target)) return;
    const key = e.key.toLowerCase(), to = pages[key];
    if (to && performance.now() - since < 900) { e.preventDefault(); e.stopImmediatePropagation(); location.href = to; }
    since = key === 'g' ? performance.now() : -Infinity;
  }, true);
}
