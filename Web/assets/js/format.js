// How numbers, times and names are written. Pure: no page is touched here.
const pad = (value, length = 2) => String(value).padStart(length, '0');

export const two = value => value.toFixed(2);
/** A threshold: two places, three where two would call it nothing. */
export const level = value => value > 0 && value < .01 ? value.toFixed(3) : two(value);
export const three = value => value.toFixed(3);
export const whole = value => Math.round(value).toLocaleString('en-GB');
export const clamp = (value, low = 0, high = 1) => Math.min(high, Math.max(low, value));

/** Clock time of a moment in milliseconds since 1970, in the reader's zone. */
export function clock(milliseconds, fine = false) {
  const d = new Date(milliseconds);
  return `${pad(d.getHours())}:${pad(d.getMinutes())}:${pad(d.getSeconds())}${fine ? `.${pad(d.getMilliseconds(), 3)}` : ''}`;
}

/** A day in words: 24 November 2026. */
export const day = milliseconds => new Date(milliseconds).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** A day and a clock time, as every page writes them: 28 November 2026, 11:57:08. at: milliseconds, or the server's own words. */
export function moment(at) {
  const milliseconds = typeof at === 'string' ? Date.parse(at) : at;
  return `${day(milliseconds)}, ${clock(milliseconds)}`;
}

/** Machine times within a sentence, in the reader's zone. */
export const readableTimes = words => String(words ?? '').replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g, moment);

/** A length of time in words: 40 s, 3 min 05 s, 2 h 10 min. */
export function span(milliseconds) {
  const s = Math.max(0, Math.round(milliseconds / 1000));
  if (s < 60) return `${s} s`;
  return s < 3600 ? `${Math.floor(s / 60)} min ${pad(s % 60)} s` : `${Math.floor(s / 3600)} h ${pad(Math.floor(s / 60) % 60)} min`;
}

/** How long ago, in words. After an hour the clock time says more. */
export const ago = (milliseconds, at) => milliseconds < 3.6e6 ? `${span(milliseconds)} ago` : clock(at);

/** An id in kebab-case as words: basal-cell-carcinoma → Basal cell carcinoma. */
export const fromId = id => { const words = String(id).replaceAll('-', ' '); return words.charAt(0).toUpperCase() + words.slice(1); };

/** A name that fits a lane of the timeline: whole words, at most 18 letters. */
export function shortName(name) {
  const words = name.split(' ');
  while (words.length > 1 && words.join(' ').length > 18) words.pop();
  return words.join(' ');
}

/** A hash shortened in the middle, for reading only. */
export const shortHash = hash => !hash ? '' : hash.length > 16 ? `${hash.slice(0, 6)}…${hash.slice(-4)}` : hash;

/** A name for a stream. The server knows ids; what they stand for is said in words. */
export function streamName(id, own = {}) {
  if (own[id]) return own[id];
  return id === 'demo' ? 'Demo clip' : fromId(id);
}

/** The kinds of source, in words. */
export const kindWords = { file: 'File', rtsp: 'RTSP', rtmp: 'RTMP', whip: 'WebRTC', frames: 'Single pictures', http: 'HTTP', camera: 'Camera of the server' };

/** Text for SVG and HTML markup. */
export const escapeXml = words => String(words ?? '').replace(/[&<>"']/g, c => `&#${c.charCodeAt(0)};`);
