// The thresholds of the stream that is shown. Changes happen at once, are logged by the server and can be undone.
import { getVersioned, inWords, patch } from '../api.js';
import { toast } from '../toast.js';
import { settingWords } from '../threshold-words.js';

export class Thresholds {
  #etag = null; #stream = null; #changed;
  values = {};

  /** changed(): called whenever values are other than before. */
  constructor(changed) { this.#changed = changed; }

  async load(stream) {
    this.#stream = stream;
    this.values = {};
    if (!stream) return;
    const { value, etag } = await getVersioned(this.#path()).catch(() => ({ value: {}, etag: null }));
    if (stream !== this.#stream) return;
    this.values = value.thresholds ?? value; this.#etag = etag;
    this.#changed();
  }

  #path() { return `/streams/${encodeURIComponent(this.#stream)}/thresholds`; }

  /** Sets one condition. Resolves with null, or with words that say why it was not set and what is in force now. */
  async set(id, name, next, { undoable = true } = {}) {
    const before = this.values[id], wanted = { ...before, ...next };
    this.values = { ...this.values, [id]: wanted };
    this.#changed();
    try {
      const { value, etag } = await patch(this.#path(), { [id]: wanted }, this.#etag);
      this.#etag = etag ?? null;
      if (value && (value.thresholds ?? value)[id]) this.values = { ...this.values, ...(value.thresholds ?? value) };
      if (undoable) toast(`${name}: ${wanted.enabled === false ? 'no alert' : settingWords(wanted)}. Logged.`, { action: 'Undo', run: () => this.#undo(id, name, before), key: `threshold ${id}` });
      return null;
    } catch (error) {
      this.values = { ...this.values, [id]: before };
      if (error.status === 412 || error.status === 409) await this.load(this.#stream);
      this.#changed();
      return refusal(error, this.values[id]);
    }
  }

  async #undo(id, name, before) {
    const failed = await this.set(id, name, before, { undoable: false });
    toast(failed ?? `${name}: back to ${settingWords(before)}. Logged.`, { key: `threshold ${id}` });
  }
}

function refusal(error, now) {
  if (error.status === 412 || error.status === 409) return `Someone else changed the thresholds a moment ago, so yours was not set. In force now: ${settingWords(now)}. Set it again if you still want to.`;
  if (error.status === 422) return `The server did not take this value${error.pointer ? ` (${error.pointer.split('/').at(-1)})` : ''}: ${error.message} The earlier one stays in force.`;
  return inWords(error);
}
