// What opens below a finding: its three numbers, and the thresholds of its alert.
import { $, $$, html, say } from '../dom.js';
import { three, two } from '../format.js';
import { headWords, isUnproven, score } from '../scores.js';
import { settingWords } from '../threshold-words.js';
import { may } from '../session.js';
import { SPAN_MS } from '../history.js';
import { store, serverNow } from '../store.js';
import { LargeTrack } from './track.js';
import { conditionWords } from '../agreement-words.js';
import { ordinaryHint } from '../background-words.js';
import { ordinaryControl } from './ordinary.js';
import { scaleChoice } from './scale-choice.js';

const numbers = () => html`<dl class="three">
  <div><dt>Similarity</dt><dd><b></b><small>picture to words</small></dd></div>
  <div><dt>Presence</dt><dd><b></b><small>against its references</small></dd></div>
  <div><dt>Probability</dt><dd><b></b><small></small></dd></div></dl>`;

function showNumbers(root, finding) {
  const [similarity, presence, probability] = $$('b', root);
  say(similarity, finding?.similarity == null ? 'not kept' : three(finding.similarity));
  say(presence, finding?.presence == null ? 'not kept' : three(finding.presence));
  const proven = finding && !isUnproven(finding);
  say(probability, finding?.probability == null ? 'none' : two(finding.probability));
  say(probability.nextElementSibling, proven ? 'calibrated, used for alerts' : 'unproven: nobody has calibrated it; the bar shows presence');
  if (finding?.probability != null && !proven) say(probability.nextElementSibling, 'unproven: calibrated on too few cases');
}

const offSwitch = on => { const label = html`<label class="tick small"><input type="checkbox"> Alert on this</label>`; label.firstChild.checked = on; return label; };

/** What the thresholds would have done, from the scores that this page has seen. */
function hindsight(id, threshold, stream) {
  const now = serverNow(), history = store.history(stream), first = history.first;
  if (first == null) return 'No scores have been seen on this page yet.';
  const count = history.crossings(id, threshold.enter, threshold.exit, now - SPAN_MS, now), minutes = Math.min(5, Math.max(1, Math.round((now - first) / 60000)));
  return `In the last ${minutes === 1 ? 'minute' : `${minutes} minutes`} the score ${count ? `rose above ${two(threshold.enter)} ${count === 1 ? 'once' : `${count} times`}` : `did not reach ${two(threshold.enter)}`}.`;
}

/** known: { id, name, tier }; thresholds: Thresholds; ordinary: Ordinary; stream(): id. Returns an element with show(finding). */
export function findingMore(known, thresholds, ordinary, stream) {
  const box = html`<div class="finding-more"></div>`, facts = numbers(), hint = html`<p class="small second"></p>`, quick = html`<p class="small second quick" hidden></p>`, tuned = html`<p class="small second" data-id="head" hidden></p>`, problem = html`<p class="small problem" role="alert" hidden></p>`;
  const choice = scaleChoice(known.id, known.name, async next => { failed(null); failed(await thresholds.set(known.id, known.name, next)); }), control = ordinaryControl(ordinary, stream);
  let editor = null, kind = '', last = null;
  const recorded = () => ordinary.of(stream())?.recorded ?? null, isProven = () => last?.probability != null;
  const meaning = threshold => threshold.scale === 'background' ? ordinaryHint(threshold, ordinary.rates(stream(), known.id), recorded(), isProven()) : hindsight(known.id, threshold, stream());
  const failed = words => { problem.hidden = !words; say(problem, words ?? ''); };
  const changed = (enter, exit, done) => {
    failed(null);
    thresholds.preview(known.id, { enter, exit });
    say(hint, meaning(thresholds.values[known.id]));
    if (done) thresholds.settle(known.id, known.name, failed);
  };
  const switched = async on => { failed(null); failed(await thresholds.set(known.id, known.name, { enabled: on })); };
  const build = threshold => {
    kind = threshold ? `${threshold.scale} ${threshold.enabled !== false}` : 'none';
    box.replaceChildren(facts, tuned);
    editor = null;
    if (!threshold) return box.append(html`<p class="small second">The pack sets no alert for this condition.</p>`);
    if (threshold.enabled !== false && may('thresholds')) {
      editor = new LargeTrack(known.name, threshold, changed);
      box.append(choice, editor.element);
    } else box.append(html`<p class="small second">${threshold.enabled === false ? 'No alert is set for this condition.' : `Alert: ${settingWords(threshold)}.`}</p>`);
    box.append(hint, quick, problem);
    if (threshold.enabled !== false && threshold.scale === 'background') box.append(control);
    if (may('thresholds')) { const on = offSwitch(threshold.enabled !== false); on.firstChild.addEventListener('change', e => switched(e.target.checked)); box.append(on); }
  };
  box.show = finding => {
    const threshold = thresholds.values[known.id] ?? null;
    if ((threshold ? `${threshold.scale} ${threshold.enabled !== false}` : 'none') !== kind || !box.childElementCount) build(threshold);
    last = finding ?? last;
    showNumbers(facts, last);
    const head = last ? headWords(last) : null;
    tuned.hidden = !head; say(tuned, head ? `Evidence and probability come from the ${head}, learned from labelled examples, not from the pack’s descriptors.` : '');
    const agreed = conditionWords(store.streams.get(stream())?.agreement?.conditions?.[known.id]);
    quick.hidden = !agreed; say(quick, agreed ?? '');
    if (!threshold || threshold.enabled === false) return say(hint, '');
    editor?.reset(threshold);
    choice.show(threshold, { isProven: isProven(), rates: ordinary.rates(stream(), known.id), recorded: recorded() });
    control.show();
    const onSameScale = threshold.scale === 'probability' && last?.probability != null;
    editor?.show({ p: onSameScale ? score(last) : 0, tier: known.tier, over: onSameScale && last.probability >= threshold.enter, unproven: false });
    if (!box.matches(':focus-within') || !hint.textContent) say(hint, meaning(threshold));
  };
  return box;
}
