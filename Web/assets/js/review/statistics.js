// How readers agree, with intervals and numbers of cases.
import { html, raw, text } from '../dom.js';
import { get } from '../api.js';
import { kappaWords } from '../review-model.js';

const row = (name, figures) => text`<tr><th scope="row">${name}</th><td>${figures.first} / ${figures.second}, both ${figures.both}</td><td>${kappaWords(figures)}</td></tr>`;
const rows = (agreement, nameOf) => Object.entries(agreement.by_condition ?? {}).map(([id, figures]) => row(nameOf(id), figures));
const table = (label, heads, body) => body.length ? raw(`<div class="wide-table" tabindex="0" role="region" aria-label="${label}"><table class="agreement-table"><thead><tr>${heads.map(head => `<th scope="col">${head}</th>`).join('')}</tr></thead><tbody>${raw(body).markup}</tbody></table></div>`) : '';

function quietWords({ read, with_a_condition: seen, interval }) {
  if (!read) return 'No quiet stretch was read yet, so nothing is known of misses.';
  return `In ${seen} of ${read} quiet stretches a reader saw a condition${interval ? ` (95 % interval ${(interval[0] * 100).toFixed(0)} to ${(interval[1] * 100).toFixed(0)} %)` : ''}. Each stands for the stretch that it was drawn from.`;
}

export async function statisticsPanel(nameOf) {
  const { cases, between_readers: readers, with_system: system, quiet } = await get('/review/statistics');
  return html`<section class="panel" aria-labelledby="agreement"><header><h2 id="agreement">Agreement</h2><span class="small quiet">blind readings only</span></header><div class="body stack tight small">
    <p><b>Two readers:</b> ${kappaWords(readers)}.</p>${table('Agreement of two readers by condition', ['Condition', 'First / second', 'Agreement'], rows(readers, nameOf))}
    <p><b>Readers and system:</b> ${kappaWords(system)}.</p>${table('Agreement of readers and system by condition', ['Condition', 'Readers / system', 'Agreement'], rows(system, nameOf))}
    <p><b>Misses:</b> ${quietWords(quiet)}</p>
    <p class="second">${cases.total} cases: ${cases.alerts} alerts, ${cases.quiet} quiet stretches. Read once ${cases.read_once}, twice ${cases.read_twice}; ${cases.disagreements} differ, ${cases.adjudicated} decided.</p></div></section>`;
}
