// Plays what the server says. One tab for each stream sounds, and none before the browser allows it.

/** Only one tab of a browser sounds: whoever holds the lock. A browser without locks lets each tab sound. */
function holdLock(name) {
  let release = () => {}, held = !navigator.locks;
  const given = new AbortController();
  navigator.locks?.request(name, { signal: given.signal }, () => { held = true; return new Promise(resolve => { release = resolve; }); }).catch(() => {});
  return { get held() { return held; }, drop() { given.abort(); held = false; release(); } };
}

export class SpeechPlayer {
  #audio = new Audio(); #lock = null; #stream = null; #changed; #number = 0;
  /** Whether the browser refused to play until somebody clicks. */
  blocked = false;

  /** changed() runs when `blocked` does. */
  constructor(changed) { this.#changed = changed; this.#audio.preload = 'auto'; }

  /** Whose voice this page plays. */
  follow(stream) {
    if (stream === this.#stream) return;
    this.stop();
    this.#lock?.drop();
    this.#stream = stream;
    this.#lock = stream ? holdLock(`voice ${stream}`) : null;
  }

  /** An event `speech`. What is cut off on the server is cut off here. */
  hear({ number, state, clip }) {
    if (state === 'stopped' && number === this.#number) return this.stop();
    if (state !== 'speaking' || !this.#lock?.held || !clip) return;
    this.#number = number;
    this.#audio.src = clip;
    this.#play();
  }

  async #play() {
    try {
      await this.#audio.play();
      this.#set(false);
    } catch (error) {
      if (error.name === 'NotAllowedError') this.#set(true);   // the browser waits for a click
    }
  }

  #set(blocked) { if (blocked !== this.blocked) { this.blocked = blocked; this.#changed(); } }

  /** After a click the browser allows sound: what could not be heard is played now. */
  allow() { return this.#play(); }

  stop() { this.#audio.pause(); }
}
