// Another pack beside the one in force: bring one in, try it, promote it, take that back.
import { $, html, raw, say, escape } from '../dom.js';
import { get, getVersioned, inWords, send } from '../api.js';
import { clock, shortHash, whole } from '../format.js';
import { may } from '../session.js';
import { toast } from '../toast.js';
import { shadowRows } from './model.js';

const title = pack => `${pack.name} ${pack.version}`;
const option = ({ pack, origin }) => html`<option value="${pack.fingerprint}">${title(pack)}, ${shortHash(pack.fingerprint)}${origin === 'kept' ? ', kept' : ''}</option>`;

export class Packs {
  #root; #stream = null; #nameOf; #changed; #state = null; #etag = null; #candidates = []; #problem = '';

  /** changed(): the pack in force, or the log, is another. */
  constructor(root, nameOf, changed) {
    this.#root = root; this.#nameOf = nameOf; this.#changed = changed;
    root.addEventListener('click', e => { const act = e.target.closest('[data-act]')?.dataset.act; if (act) this.#run(act); });
    root.addEventListener('change', e => { if (e.target.type === 'file') this.#upload(e.target.files[0]); });
  }

  async load(stream) { this.#stream = stream; this.#problem = ''; await this.refresh(true); }

  /** Asks again; called every few seconds while something runs beside. */
  async refresh(all = false) {
    if (!this.#stream) return;
    const stream = this.#stream;
    try {
      const [{ value, etag }, found] = await Promise.all([getVersioned(this.#path('pack')), all ? get('/packs/candidates') : { items: this.#candidates }]);
      if (stream !== this.#stream) return;
      [this.#state, this.#etag, this.#candidates] = [value, etag, found.items];
    } catch (error) { if (stream === this.#stream) this.#problem = inWords(error); }
    this.#draw();
  }

  get isRunning() { return !!this.#state?.shadow; }
  #path(rest) { return `/streams/${encodeURIComponent(this.#stream)}/${rest}`; }

  async #step(path, { method = 'POST', body, matched = false } = {}) {
    const headers = { ...(body ? { 'Content-Type': 'application/json' } : {}), ...(matched && this.#etag ? { 'If-Match': this.#etag } : {}) };
    const response = await send(`/api/v1${this.#path(path)}`, { method, headers, body: body ? JSON.stringify(body) : undefined });
    if (!response.ok) {
      const problem = await response.json().catch(() => null);
      throw Object.assign(new Error(problem?.detail ?? `The server answered ${response.status}.`), { status: response.status });
    }
  }

  async #run(act) {
    this.#problem = '';
    const before = this.#state;
    try {
      if (act === 'try') await this.#step('shadow', { body: { pack: $('select', this.#root).value } });
      if (act === 'stop') await this.#step('shadow', { method: 'DELETE' });
      if (act === 'promote') await this.#step('shadow/promotion', { matched: true });
      if (act === 'back') await this.#step('pack/rollback', { matched: true });
    } catch (error) {
      this.#problem = error.status === 412 ? 'Somebody else changed the pack a moment ago, so nothing was done. Look at what is in force now, then decide again.' : `Nothing was changed: ${error.message}`;
    }
    await this.refresh();
    if (this.#problem) return;
    if (act === 'promote') toast(`${title(before.shadow.candidate)} is in force. Logged.`, { action: 'Undo', run: () => this.#run('back'), key: 'pack' });
    if (act === 'back') toast(`${title(this.#state.live)} is in force again, with the thresholds of before. Logged.`, { key: 'pack' });
    this.#changed(act);
  }

  async #upload(file) {
    if (!file) return;
    this.#problem = '';
    const response = await send('/api/v1/packs/candidates', { method: 'POST', headers: { 'Content-Type': 'application/yaml' }, body: file }).catch(() => null);
    const answer = await response?.json().catch(() => null);
    if (!response?.ok) this.#problem = `${file.name} was not taken: ${answer?.detail ?? 'the server did not answer.'}`;
    else toast(`${title(answer.pack)} can be tried.${answer.remarks.length ? ` Its lint has ${answer.remarks.length} remarks; the first: line ${answer.remarks[0].line}, ${answer.remarks[0].message}` : ''}`, { key: 'candidate' });
    await this.refresh(true);
    if (response?.ok && $('select', this.#root)) $('select', this.#root).value = answer.pack.fingerprint;
  }

  #draw() {
    const state = this.#state, focused = this.#root.contains(document.activeElement) ? document.activeElement.dataset.act : null, picked = $('select', this.#root)?.value;
    if (!state) { this.#root.replaceChildren(html`<p class="second small">${this.#problem || 'Asking the server.'}</p>`); return; }
    say($('#pack-live'), `in force: ${title(state.live)}, ${shortHash(state.live.fingerprint)}`);
    const shadow = state.shadow, others = this.#candidates.filter(c => c.pack.fingerprint !== state.live.fingerprint), own = may('thresholds');
    const parts = [this.#problem ? html`<p class="message failed" role="alert">${this.#problem}</p>` : null];
    if (shadow) parts.push(html`<p><b>${title(shadow.candidate)}</b> runs beside since ${clock(Date.parse(shadow.since))}, begun by ${shadow.by}. It raises no alert. ${whole(shadow.frames)} frames${shadow.dropped ? `, ${whole(shadow.dropped)} not seen` : ''}, ${shadow.cost_ms == null ? 'cost not yet known' : `${shadow.cost_ms.toFixed(2)} ms a frame, off the road`}.</p>`, this.#table(shadow),
      own ? html`<div class="row acts"><button data-act="stop">End the trial</button><button class="primary" data-act="promote">Put it in force</button></div>` : null,
      html`<p class="small quiet">Putting it in force ends alerts that are on; thresholds that were set on this stream stay. It can be taken back exactly.</p>`);
    else parts.push(html`<p class="second">A pack runs beside on the same vectors and raises no alert, until you have seen where the two disagree.</p>`,
      own ? html`<div class="row acts">${others.length ? raw(`<label class="row"><span class="small second">Pack</span><select></select></label><button data-act="try">Try beside the live one</button>`) : ''}<label class="button">Bring a pack in…<input class="only-read" type="file" accept=".yaml,.yml" aria-label="Bring a pack in, as YAML"></label></div>` : null,
      others.length ? null : html`<p class="small quiet">No other pack is here. Bring one in as YAML: a copy of this one with other wordings or thresholds, say.</p>`);
    if (state.previous) parts.push(html`<div class="row"><span class="small second">Before: ${title(state.previous)}, ${shortHash(state.previous.fingerprint)}.</span>${own ? raw('<button class="compact" data-act="back">Take the promotion back</button>') : ''}</div>`);
    this.#root.replaceChildren(...parts.filter(Boolean));
    const select = $('select', this.#root);
    select?.append(...others.map(option));
    if (select && others.some(c => c.pack.fingerprint === picked)) select.value = picked;
    if (focused) $(`[data-act=${focused}]`, this.#root)?.focus();
  }

  #table(shadow) {
    const rows = shadowRows(shadow, this.#nameOf);
    if (!rows.length) return html`<p class="small quiet">No frame has been compared yet.</p>`;
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Where the two packs disagree"><table><thead><tr><th>Condition</th><th class="num">Both alerted</th><th class="num">Only in force</th><th class="num">Only candidate</th><th>Agreement, 95 % interval</th><th class="num">Rank correlation</th></tr></thead><tbody>${raw(rows.map(r => `<tr><td>${escape(r.name)}${r.note ? `<br><span class="tiny quiet">${escape(r.note)}</span>` : ''}</td><td class="num">${r.both}</td><td class="num">${r.live}</td><td class="num">${r.candidate}</td><td>${escape(r.agreement)}</td><td class="num">${escape(r.rank)}</td></tr>`))}</tbody></table></div>`;
  }
}
