// What the system had said, beside the reader's own answer.
import { html, raw, text } from '../dom.js';
import { clock, day, two } from '../format.js';
import { icon } from '../icons.js';
import { roundWords } from '../review-model.js';

const wordsOfRound = { first: 'first reading', second: 'second reading', adjudication: 'decision between two readers' };
const sure = { high: 'sure', medium: 'fairly sure', low: 'a guess' };

function system(result, nameOf) {
  if (result.kind === 'alert') return [nameOf(result.alert.condition), `${result.alert.tier}, ${result.alert.probability == null ? 'unproven, no probability' : `probability ${two(result.alert.probability)}`}`];
  if (result.kind === 'quiet') return ['No alert', `one frame of a quiet stretch of ${Math.round((Date.parse(result.to) - Date.parse(result.from)) / 1000)} s`];
  return ['Purged', 'its session is gone'];
}

/** Did the reader see what the system saw? null where the picture allowed no answer. */
function same(current) {
  const said = current.own.condition, { kind, alert } = current.result;
  if (said === 'cannot-say' || kind === 'gone') return null;
  return kind === 'alert' ? said === alert.condition : said === 'none';
}

export function revealPanel(current, nameOf) {
  const { own, result, others } = current, [name, detail] = system(result, nameOf), agree = same(current);
  const mark = agree == null ? raw('<span class="tag">No comparison</span>') : agree ? raw(`<span class="tag ok">${icon('check').markup}You agree</span>`) : raw('<span class="tag">You differ</span>');
  const at = result.kind === 'alert' ? Date.parse(result.alert.raised_at) : result.kind === 'quiet' ? Date.parse(result.from) : null;
  const facts = [
    ['Your reading', wordsOfRound[own.round] ?? roundWords[own.round]],
    ['Blind', own.blinded ? 'yes' : 'no: you had acknowledged or silenced this alert, so it counts as no reading'],
    ['Others', others.length ? others.map(o => `${o.reader}: ${nameOf(o.condition).toLowerCase()}, ${sure[o.certainty]}`).join('; ') : 'nobody yet'],
    ...(at ? [['When', `${day(at)}, ${clock(at)}`]] : []),
  ];
  return html`<section class="panel" aria-labelledby="revealed"><header><h2 id="revealed">Revealed</h2>${mark}</header><div class="body stack">
    <dl class="versus"><div><dt>You</dt><dd>${nameOf(own.condition)}<small>${sure[own.certainty]}</small></dd></div><div><dt>MediaSKINoscope</dt><dd>${name}<small>${detail}</small></dd></div></dl>
    <dl class="facts">${raw(facts.map(([key, value]) => text`<dt>${key}</dt><dd>${value}</dd>`))}</dl>
    ${result.kind === 'alert' ? raw(html`<a href="/alert?id=${result.alert.id}">Open the alert</a>`.outerHTML) : ''}
    <p class="small second">“Resembles”, never “is”. Your answer is in the journal and stays.</p>
    <button class="primary wide" id="next">Next case <kbd>Enter</kbd></button></div></section>`;
}
