// Other descriptors of a condition, tried on what is kept: what would they have raised?
import { $, html, say } from '../dom.js';
import { inWords, post } from '../api.js';
import { may } from '../session.js';
import { matchedWords, verdictWords } from './model.js';

const MOST = 20;

/** A small form: one line for each descriptor. ask(): { stream, id, name, setting, until }; fill(element, parts) shows a sentence. */
export class Descriptors {
  #list = $('#descriptors'); #now = []; #key = ''; #ask; #fill; #turn = 0;

  constructor(ask, fill) {
    this.#ask = ask; this.#fill = fill;
    $('#words').addEventListener('submit', e => { e.preventDefault(); this.#try(); });
    $('#add-descriptor').addEventListener('click', () => this.#add('', true));
    $('#same-descriptors').addEventListener('click', () => this.#reset());
    this.#list.addEventListener('click', e => {
      const row = e.target.closest('button')?.closest('li');
      if (!row) return;
      row.remove();
      this.#changed();
      ($('input', this.#list) ?? $('#add-descriptor')).focus();
    });
    this.#list.addEventListener('input', () => this.#changed());
  }

  /** The condition and its descriptors in force; what somebody writes stays while both are the same. */
  show(id, name, descriptors = []) {
    const key = JSON.stringify([id, descriptors]);
    if (key === this.#key) return;
    this.#key = key; this.#now = descriptors;
    say($('#words-about'), `What a picture is compared with for ${name.toLowerCase()}`);
    this.#reset();
  }

  get #texts() { return [...this.#list.querySelectorAll('input')].map(input => input.value.trim().replace(/\s+/g, ' ')).filter(Boolean); }

  #reset() {
    this.#list.replaceChildren();
    for (const text of this.#now) this.#add(text);
    this.#changed();
  }

  #add(text, focus = false) {
    const row = html`<li class="row"><input type="text" maxlength="200" autocomplete="off" spellcheck="false" aria-label="Descriptor"><button type="button" class="compact">Remove</button></li>`, input = $('input', row);
    input.value = text;
    $('button', row).setAttribute('aria-label', text ? `Remove: ${text}` : 'Remove this descriptor');
    this.#list.append(row);
    this.#changed();
    if (focus) input.focus();
  }

  #changed() {
    this.#turn++;
    const texts = this.#texts, isSame = JSON.stringify(texts) === JSON.stringify(this.#now);
    $('#try-words').disabled = !texts.length || isSame || !may('thresholds');
    $('#add-descriptor').disabled = this.#list.childElementCount >= MOST;
    $('#same-descriptors').hidden = isSame;
    $('#words-problem').hidden = true;
    for (const input of this.#list.querySelectorAll('[aria-invalid]')) input.removeAttribute('aria-invalid');
    $('#words-verdict').replaceChildren();
  }

  /** Which descriptor the server refuses and what it wants instead; the field gets the focus. */
  #refusal(error) {
    const place = +(error.pointer?.match(/^\/descriptors\/[^/]+\/(\d+)$/)?.[1] ?? NaN), field = [...this.#list.querySelectorAll('input')].filter(input => input.value.trim())[place];
    if (!field) return inWords(error).replace('so nothing was changed', 'so nothing was tried');
    field.setAttribute('aria-invalid', 'true');
    field.focus();
    return `“${field.value.trim()}” cannot be tried. Allowed is ${error.message.replace(/^Allowed at \S+: /, '').replace(/\.$/, '')}. Nothing was tried.`;
  }

  async #try() {
    const { stream, id, name, setting, until } = this.#ask(), mine = ++this.#turn, problem = $('#words-problem');
    problem.hidden = true;
    this.#fill($('#words-verdict'), [{ words: 'Scoring what is kept again…' }]);
    try {
      const answer = await post(`/streams/${encodeURIComponent(stream)}/what-if`, { ...(setting ? { thresholds: { [id]: setting } } : {}), descriptors: { [id]: this.#texts }, minutes: 60, until: new Date(until).toISOString() });
      if (mine === this.#turn) this.#fill($('#words-verdict'), [...verdictWords(answer, id, name), ...matchedWords(answer, id)]);
    } catch (error) {
      if (mine !== this.#turn) return;
      $('#words-verdict').replaceChildren();
      say(problem, this.#refusal(error));
      problem.hidden = false;
    }
  }
}
