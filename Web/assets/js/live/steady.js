// A state that must last before it is said, so that a message does not flicker with every frame. Pure but for its memory.
export class Steady {
  value = null;
  #wanted = null; #since = 0; #on; #off;

  /** on: how long a state must last until it is said; off: how long it must be gone, both in milliseconds. */
  constructor({ on, off }) { this.#on = on; this.#off = off; }

  /** Sees the newest state: a value, or null for none. */
  see(next, now) {
    if ((next === null) !== (this.#wanted === null)) this.#since = now;
    this.#wanted = next;
    if (now - this.#since >= (next === null ? this.#off : this.#on)) this.value = next;
    return this.value;
  }

  force(value) { this.value = this.#wanted = value; }
  reset() { this.force(null); this.#since = 0; }
}
