// Why, with sources: shown when an explanation event comes, and absent until then. A refusal is a result too.
import { $, html, raw, escape } from '../dom.js';
import { icon } from '../icons.js';
import { condition } from '../scores.js';
import { store } from '../store.js';

export function showExplanation(root, explanation) {
  root.hidden = false;
  const name = condition(explanation.condition, store.conditions).name.toLowerCase();
  $('#why-title', root).textContent = `Why it resembles ${name}`;
  const refused = explanation.refused, sources = explanation.sources ?? [], number = id => sources.findIndex(s => s.id === id) + 1;
  $('#cited', root).hidden = !!refused;
  $('#cited', root).innerHTML = `${icon('check').markup}Every sentence cited`;
  const cite = id => number(id) ? `<a class="cite" href="#source-${number(id)}" aria-label="Source ${number(id)}">${number(id)}</a>` : '';
  $('#prose', root).replaceChildren(...(refused ? [html`<p class="lead">Not explained</p>`, html`<p>${refused}</p>`] : [
    html`<p class="lead">${explanation.short ?? ''}</p>`,
    html`<p>${raw((explanation.sentences ?? []).map(s => `${escape(s.text)} ${(s.citations ?? []).map(cite).join('')} `))}</p>`,
    html`<p class="small quiet">${(explanation.sentences ?? []).some(s => s.origin === 'rephrased') ? 'Composed from retrieved facts and rephrased by a language model; every sentence was checked against its source.' : 'Composed from retrieved facts; no language model took part.'}</p>`]));
  $('#sources', root).replaceChildren(...sources.map((s, i) => html`<li id="source-${i + 1}"><b>${i + 1}</b><span>${s.title}<br><small>${[s.organisation, s.year, s.locator].filter(Boolean).join(' · ')}</small></span></li>`));
}
