// Short tones for new alerts, made here: no file, no fetch. Off unless the address asks for them.
/** Pulses of each tier: [frequency in hertz, start in seconds, length in seconds]. More pulses, more urgent. Pure. */
export const pulses = {
  warning: [[880, 0, .12], [880, .18, .12], [1108.73, .36, .18]],
  caution: [[659.26, 0, .14], [659.26, .24, .14]],
  advisory: [[523.25, 0, .16]],
};

const EDGE = .012;    // a tone that begins at once clicks

export class Tones {
  #context = null; #volume;

  constructor(volume) { this.#volume = volume; }

  /** Browsers keep a context silent until somebody clicks or types in the page; OBS's browser source does not. */
  get isBlocked() { return this.#context?.state === 'suspended'; }

  play(tier) {
    this.#context ??= new AudioContext();
    const context = this.#context;
    if (context.state === 'suspended') context.resume().catch(() => {});
    if (context.state !== 'running') return false;      // never later than the alert
    for (const [frequency, start, length] of pulses[tier] ?? []) this.#pulse(frequency, context.currentTime + start, length);
    return true;
  }

  #pulse(frequency, at, length) {
    const oscillator = new OscillatorNode(this.#context, { frequency, type: 'sine' }), gain = new GainNode(this.#context, { gain: 0 });
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(this.#volume, at + EDGE);
    gain.gain.setValueAtTime(this.#volume, at + length - EDGE);
    gain.gain.linearRampToValueAtTime(0, at + length);
    oscillator.connect(gain).connect(this.#context.destination);
    oscillator.start(at);
    oscillator.stop(at + length);
  }
}
