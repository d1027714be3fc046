// The thresholds of the stream that is shown. Changes show at once, are sent when the hand rests, are logged by the server
// and can be undone. Requests go one after the other: each carries the version that the one before brought back.
import { getVersioned, inWords, patch } from '../api.js';
import { toast } from '../toast.js';
import { settingWords } from '../threshold-words.js';

const REST_MS = 400;
const same = (a, b) => ['scale', 'enter', 'exit', 'k', 'n', 'dwell_ms', 'cooldown_ms', 'enabled'].every(field => a?.[field] === b?.[field]);

export class Thresholds {
  #etag = null; #stream = null; #changed; #confirmed = new Map(); #timers = new Map(); #queue = Promise.resolve(); #isKnown = false;
  values = {};

  /** changed(): called whenever values are other than before. */
  constructor(changed) { this.#changed = changed; }

  async load(stream) {
    this.#stream = stream;
    this.values = {};
    this.#isKnown = false;
    this.#confirmed.clear();
    if (!stream) return;
    const { value, etag } = await getVersioned(this.#path()).catch(() => ({ value: null, etag: null }));
    if (stream !== this.#stream || !value) return;
    this.#isKnown = true;
    this.values = value; this.#etag = etag;
    this.#changed();
  }

  /** Asks again when nothing is known of a stream that has appeared since. */
  async ensure() { if (this.#stream && !this.#isKnown) await this.load(this.#stream); }

  #path() { return `/streams/${encodeURIComponent(this.#stream)}/thresholds`; }
  #put(id, setting) { this.values = { ...this.values, [id]: setting }; this.#changed(); }

  /** Shows a value that is not sent yet. */
  preview(id, next) {
    if (!this.#confirmed.has(id)) this.#confirmed.set(id, this.values[id]);
    this.#put(id, { ...this.values[id], ...next });
  }

  /** Sends what is shown once it has rested. failed(words): why it was not set, and what is in force now. */
  settle(id, name, failed) {
    clearTimeout(this.#timers.get(id));
    this.#timers.set(id, setTimeout(async () => { const words = await this.#send(id, name); if (words) failed(words); }, REST_MS));
  }

  /** Sets and sends at once; resolves with null or with words as above. */
  set(id, name, next, options) { this.preview(id, next); return this.#send(id, name, options); }

  #send(id, name, options) { return this.#queue = this.#queue.then(() => this.#sendNow(id, name, options)); }

  async #sendNow(id, name, { undoable = true } = {}) {
    const before = this.#confirmed.get(id), wanted = this.values[id], stream = this.#stream;
    this.#confirmed.delete(id);
    if (!before || same(before, wanted)) return null;
    try {
      const { value, etag } = await patch(this.#path(), { [id]: wanted }, this.#etag);
      if (stream !== this.#stream) return null;
      this.#etag = etag;
      if (value?.[id] && same(this.values[id], wanted)) this.#put(id, value[id]);
      if (undoable) toast(`${name}: ${wanted.enabled === false ? 'no alert' : settingWords(wanted)}. Logged.`, { action: 'Undo', run: () => this.#undo(id, name, before), key: `threshold ${id}` });
      return null;
    } catch (error) {
      if (stream !== this.#stream) return null;
      this.#put(id, before);
      if (error.status === 412 || error.status === 409) await this.load(stream);
      return refusal(error, this.values[id]);
    }
  }

  async #undo(id, name, before) {
    const failed = await this.set(id, name, before, { undoable: false });
    toast(failed ?? `${name}: back to ${before.enabled === false ? 'no alert' : settingWords(before)}. Logged.`, { key: `threshold ${id}` });
  }
}

function refusal(error, now) {
  if (error.status === 412 || error.status === 409) return `Someone else changed the thresholds a moment ago, so yours was not set. In force now: ${settingWords(now)}. Set it again if you still want to.`;
  if (error.status === 422) return `The server did not take this value${error.pointer ? ` (${error.pointer.split('/').at(-1)})` : ''}: ${error.message} The earlier one stays in force.`;
  return inWords(error);
}
