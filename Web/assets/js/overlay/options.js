// What the address of an overlay asks for. Pure.
const rows = ['top', 'middle', 'bottom'], columns = ['left', 'centre', 'right'];

/** The nine places of the card, as they lie on the picture. */
export const anchors = rows.flatMap(row => columns.map(column => `${row}-${column}`));
const older = { left: 'bottom-left', right: 'bottom-right' };
export const themes = ['dark', 'light', 'contrast'];

const number = (text, low, high, otherwise) => text !== null && text.trim() !== '' && Number.isFinite(Number(text)) ? Math.min(high, Math.max(low, Number(text))) : otherwise;
const known = (text, list, otherwise) => list.includes(text) ? text : otherwise;

/** query: URLSearchParams. What is unknown has its default, because nobody reads errors in a broadcast. */
export function options(query) {
  return {
    theme: known(query.get('theme'), themes, 'dark'),
    place: known(older[query.get('place')] ?? query.get('place'), anchors, 'bottom-left'),
    size: number(query.get('size'), .5, 3, 1),
    safe: query.get('words') === 'safe',
    sound: query.get('sound') === 'on',
    volume: number(query.get('volume'), 0, 1, .5),
    quiet: query.has('quiet'),
    preview: query.has('preview'),
  };
}
