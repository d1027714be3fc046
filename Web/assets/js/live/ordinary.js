// Recording a stream's ordinary frames: what the server knows of them, and the control that starts, watches and ends it.
import { $, html, say } from '../dom.js';
import { get, inWords, post, remove } from '../api.js';
import { backgroundNews, backgroundWords } from '../background-words.js';
import { clock } from '../format.js';
import { may } from '../session.js';
import { store } from '../store.js';

/** Alerts an hour by condition, asked for again when another stretch is in force. */
export class Ordinary {
  #rates = {}; #of = null; #changed;

  constructor(changed) { this.#changed = changed; }

  of(stream) { return store.streams.get(stream)?.background ?? null; }

  /** rates(stream, condition): the ladder, or null until it is known. */
  rates(stream, condition) {
    const recorded = this.of(stream)?.recorded;
    if (!recorded) return null;
    const key = `${stream} ${recorded.to}`;
    if (this.#of !== key) {
      this.#of = key; this.#rates = {};
      get(`/streams/${encodeURIComponent(stream)}/background`).then(report => { if (this.#of === key && report) { this.#rates = report.rates; this.#changed(); } }, () => { this.#of = null; });
    }
    return this.#rates[condition] ?? null;
  }
}

const lengths = [[60, '1 minute'], [300, '5 minutes'], [600, '10 minutes'], [1200, '20 minutes']];

/** ordinary: Ordinary; stream(): id. Returns an element with show(). */
export function ordinaryControl(ordinary, stream) {
  const box = html`<section class="ordinary" aria-label="Ordinary frames of this stream"><p class="small"></p>
    <progress aria-label="Recording ordinary frames" max="1" value="0" hidden></progress><p class="small problem" role="alert" hidden></p><div class="row acts"></div></section>`;
  const words = $('p', box), bar = $('progress', box), problem = $('.problem', box), acts = $('.acts', box);
  const length = html`<select aria-label="How long to record"></select>`;
  for (const [seconds, name] of lengths) length.append(html`<option value="${seconds}">${name}</option>`);
  length.value = 300;
  const button = name => html`<button class="compact">${name}</button>`;
  const start = button('Record an ordinary stretch'), freeze = button('Use what is recorded'), cancel = button('Cancel recording');
  let before = null, isFirst = true;
  const path = () => `/streams/${encodeURIComponent(stream())}/background`;
  const act = (one, run, next) => one.addEventListener('click', async () => {
    problem.hidden = true;
    try {
      const report = await run(), known = store.streams.get(stream());
      // The event says the same a moment later; what was pressed shows at once.
      if (known) store.streams.set(known.id, { ...known, background: report });
    } catch (error) { problem.hidden = false; say(problem, inWords(error)); }
    box.show();
    // A button that went away must not take the focus with it.
    if (one.hidden && !next().hidden) next().focus();
  });
  act(start, () => post(path(), { seconds: +length.value }), () => cancel);
  act(freeze, () => post(`${path()}/freeze`), () => start);
  act(cancel, () => remove(path()), () => start);
  if (may('thresholds')) acts.append(length, start, freeze, cancel);
  box.show = () => {
    const now = ordinary.of(stream()), recording = now?.state === 'recording' ? now.recording : null, isBusy = !!recording || now?.state === 'storing';
    say(words, backgroundWords(now, clock));
    bar.hidden = !recording;
    if (recording) bar.value = Math.min(1, recording.elapsed_ms / (recording.seconds * 1000));
    start.hidden = length.hidden = isBusy;
    cancel.hidden = !recording;
    freeze.hidden = !recording || recording.frames < recording.needed;
    say(start, now?.recorded ? 'Record another stretch' : 'Record an ordinary stretch');
    const news = isFirst ? null : backgroundNews(before, now);
    if (news) $('#told').textContent = news;
    before = now; isFirst = false;
  };
  return box;
}
