// What the frame resembles. Rows are made once and updated in place, so that a click never lands on a row that has just moved.
import { $, html, say } from '../dom.js';
import { glyph } from '../glyphs.js';
import { icon } from '../icons.js';
import { clock, two } from '../format.js';
import { condition, headWords, isOver, isUnproven, onBar, score, thresholdOf } from '../scores.js';
import { rerank } from '../ranking.js';
import { store } from '../store.js';
import { findingMore } from './finding-more.js';
import { paintTrack, smallTrack } from './track.js';

/** list: <ol>; nothing: element for the sentence when nothing is scored. */
export class FindingsPanel {
  #rows = new Map(); #order = { order: [], rankedAt: -Infinity }; #opened = null; #list; #nothing; #when; #thresholds; #stream; #ordinary; #findings = [];

  constructor({ list, nothing, when, thresholds, ordinary, stream }) {
    this.#list = list; this.#nothing = nothing; this.#when = when; this.#thresholds = thresholds; this.#ordinary = ordinary; this.#stream = stream;
  }

  /** Another stream or picture: nothing of the last one may stay. */
  clear(words = 'Nothing is scored. Findings appear within a second of the first frame.') {
    this.#rows.clear(); this.#order = { order: [], rankedAt: -Infinity }; this.#findings = [];
    this.#list.replaceChildren();
    this.#list.hidden = true; this.#nothing.hidden = false;
    say(this.#nothing, words); say(this.#when, '');
  }

  /** Scores that are not current: hollow bars, quiet numbers, no alarm colour. */
  stale(on, words) { this.#list.classList.toggle('stale', on); if (this.#findings.length) say(this.#when, words); }

  /** findings of one frame, or of a moment on the timeline. */
  show(findings, { forced = false } = {}) {
    if (!findings.length && !this.#findings.length) return;
    if (findings.length) this.#findings = findings;
    this.#list.hidden = false; this.#nothing.hidden = true;
    for (const finding of this.#findings) this.#update(finding);
    for (const id of this.#rows.keys()) if (!this.#findings.some(f => f.condition === id)) { this.#rows.get(id).element.remove(); this.#rows.delete(id); }
    this.#place(forced);
  }

  redraw() { if (this.#findings.length) this.show(this.#findings); }

  /** Scores of a moment on the timeline; the other two numbers were not kept. */
  showMoment(scores, at) {
    this.show(this.#findings.map(f => ({ condition: f.condition, similarity: null, presence: f.probability == null ? scores.get(f.condition) ?? 0 : null, probability: f.probability == null ? null : scores.get(f.condition) ?? 0, proven: f.proven, agreement: f.agreement, head: f.head, threshold: f.threshold, state: null, regions: [] })), { forced: true });
    say(this.#when, `at ${clock(at)}`);
  }

  #update(finding) {
    const known = condition(finding.condition, store.conditions), row = this.#rows.get(finding.condition) ?? this.#make(known), parts = row.parts;
    const threshold = thresholdOf(finding, this.#thresholds.values), over = isOver(finding, threshold), unproven = isUnproven(finding);
    say(parts.name, known.name); say(parts.value, two(score(finding)));
    parts.button.classList.toggle('over', over);
    if (row.over !== over) { row.over = over; parts.sign.innerHTML = over && known.tier ? glyph(known.tier).markup : ''; }
    const head = headWords(finding);
    parts.tuned.hidden = !head; parts.tuned.title = head ? `Scored by the ${head}, not by the pack’s descriptors` : '';
    parts.note.hidden = !unproven; parts.differs.hidden = finding.agreement !== 'poor';
    paintTrack(parts.track, { p: score(finding), marks: onBar(finding, threshold) ? threshold : null, tier: known.tier, over, unproven });
    if (this.#opened === finding.condition) {
      if (!row.more) { row.more = findingMore(known, this.#thresholds, this.#ordinary, this.#stream); row.element.append(row.more); }
      row.more.show(finding);
    } else if (row.more) { row.more.remove(); row.more = null; }
    parts.button.setAttribute('aria-expanded', this.#opened === finding.condition);
  }

  #make({ id }) {
    const element = html`<li data-id="${id}"><button class="finding" aria-expanded="false"><span class="name"><span class="sign"></span><span class="words"></span><small class="tag" hidden>unproven</small><small class="tag differs" title="The quick look and the whole frame do not alert on the same frames" hidden>differs</small><small class="tag tuned" hidden>tuned</small></span><span class="bar-and-value"><span class="slot"></span><span class="value"></span>${icon('down')}</span></button></li>`;
    const track = smallTrack(), parts = { button: $('.finding', element), sign: $('.sign', element), name: $('.words', element), note: $('.tag', element), differs: $('.differs', element), tuned: $('.tuned', element), value: $('.value', element), track };
    $('.slot', element).replaceWith(track);
    parts.button.addEventListener('click', () => { this.#opened = this.#opened === id ? null : id; this.redraw(); });
    const row = { element, parts, over: null, more: null };
    this.#rows.set(id, row);
    return row;
  }

  #place(forced) {
    const now = performance.now(), busy = this.#list.matches(':hover') || this.#list.contains(document.activeElement);
    const next = rerank(this.#order, this.#findings.map(f => ({ id: f.condition, score: score(f) })), { now, busy, force: forced && !busy });
    if (next === this.#order && this.#list.childElementCount === this.#rows.size) return;
    this.#order = next;
    const wanted = next.order.map(id => this.#rows.get(id).element);
    if (wanted.some((row, i) => this.#list.children[i] !== row)) this.#list.replaceChildren(...wanted);
  }
}
