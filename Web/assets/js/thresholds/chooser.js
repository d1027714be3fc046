// The controls: by what to choose, how much, and how common the condition is. Every slider has a field beside it.
import { $, $$, say } from '../dom.js';
import { clamp } from '../format.js';
import { choices } from './model.js';

const places = step => step >= 1 ? 0 : step >= .1 ? 1 : 2;

/** A slider and its number field that say the same; Page keys take big steps. */
function pair(slider, field, { page, onInput }) {
  let { min, max, step } = { min: 0, max: 1, step: .01 }, big = page ?? .05;
  const set = (value, from) => {
    const rounded = clamp(Math.round(value / step) * step, min, max), text = rounded.toFixed(places(step));
    if (from !== slider) slider.value = text;
    if (from !== field) field.value = text;
    return +text;
  };
  slider.addEventListener('input', () => onInput(set(+slider.value, slider), false));
  slider.addEventListener('keydown', e => {
    const by = { PageUp: big, PageDown: -big }[e.key];
    if (!by) return;
    e.preventDefault();
    onInput(set(+slider.value + by), true);
  });
  field.addEventListener('change', () => { if (field.value !== '' && field.checkValidity()) onInput(set(+field.value), true); else field.value = slider.value; });
  return {
    range(next) { ({ min, max, step } = next); big = next.page ?? big; for (const one of [slider, field]) { one.min = min; one.max = max; one.step = step; } },
    show(value) { set(value); },
    get value() { return +slider.value; },
    text(words) { slider.setAttribute('aria-valuetext', words); },
  };
}

/** changed(): called with every change. Values: by, wanted, prevalence (a share). */
export class Chooser {
  #by = 'probability'; #wanted; #prevalence; #changed; #kept = {};

  constructor(changed) {
    this.#changed = changed;
    this.#wanted = pair($('#wanted'), $('#wanted-field'), { onInput: value => { this.#kept[this.#by] = value; this.#say(); changed(); } });
    this.#prevalence = pair($('#prevalence'), $('#prevalence-field'), { page: 5, onInput: () => { this.#say(); changed(); } });
    this.#prevalence.range({ min: .1, max: 30, step: .1, page: 5 });
    this.#prevalence.show(1);
    for (const button of $$('#by button')) button.addEventListener('click', () => { this.by = button.dataset.by; changed(); });
  }

  get by() { return this.#by; }
  set by(by) {
    this.#by = by;
    for (const button of $$('#by button')) button.setAttribute('aria-pressed', button.dataset.by === by);
    const choice = choices[by];
    say($('#wanted-label'), choice.label); say($('#wanted-unit'), choice.unit); say($('#wanted-low'), choice.low); say($('#wanted-high'), choice.high);
    $('#wanted-field').setAttribute('aria-label', `${choice.label}, as a number`);
    this.#wanted.range(choice);
    this.#wanted.show(this.#kept[by] ?? choice.first);
    this.#say();
  }

  /** Begins anew for another condition: at what is in force. */
  begin(setting) {
    this.#kept = {};
    if (setting?.scale === 'probability') this.#kept.probability = setting.enter;
    this.by = 'probability';
  }

  get wanted() { return this.#wanted.value; }
  get prevalence() { return this.#prevalence.value / 100; }
  get query() { const [name, value] = choices[this.#by].query(this.wanted); return { [name]: value, prevalence: this.prevalence }; }

  #say() {
    const choice = choices[this.#by];
    this.#wanted.text(`${this.#wanted.value} ${choice.unit}`.trim());
    this.#prevalence.text(`${this.#prevalence.value} per cent`);
  }
}
