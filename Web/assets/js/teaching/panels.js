// The panels of the teaching page.
import { html, raw, text } from '../dom.js';
import { moment } from '../format.js';
import { asCards } from '../table-cards.js';
import { changes, figure, fitting, share, told } from '../teaching-model.js';

const cell = given => { const f = figure(given); return f ? text`<td class="num">${f.value}<small>${f.interval}</small></td>` : text`<td class="num quiet">none</td>`; };

/** How many verdicts there are of what. */
export function verdicts(record, nameOf) {
  const { verdicts: v, needs } = record;
  if (!v.judged && !Object.keys(v.unused).length) return [html`<p data-id="empty">No alert has a verdict yet. Readers give them on the page Review; each names what the alert showed, or that there was nothing.</p>`];
  const rows = v.conditions.map(row => text`<tr data-condition="${row.condition}"><th scope="row">${nameOf(row.condition)}</th><td class="num">${row.positives}<small>${row.positive_groups} sessions</small></td><td class="num">${row.negatives}<small>${row.negative_groups} sessions</small></td><td>${row.enough ? text`<span class="tag ok">enough</span>` : text`<span class="tag">too few</span><small>${(row.missing ?? '').replace(row.condition, nameOf(row.condition))}</small>`}</td></tr>`);
  const unused = Object.entries(v.unused).map(([why, n]) => text`<li>${n}: ${why}</li>`);
  return [
    rows.length ? asCards(html`<div class="scroll" tabindex="0" role="region" aria-label="Verdicts by condition"><table><thead><tr><th scope="col">Condition</th><th scope="col" class="num">Show it</th><th scope="col" class="num">Do not</th><th scope="col">To learn from</th></tr></thead><tbody>${raw(rows)}</tbody></table></div>`) : html`<p>No verdict names a condition of the pack.</p>`,
    html`<p class="small second">Needed of each: ${needs.examples} verdicts with it and ${needs.examples} without, each from ${needs.groups} sessions. Only alerts are judged, so verdicts say nothing of frames that raised none.</p>`,
    unused.length ? html`<div class="small" data-id="unused"><p class="second">Not learned from:</p><ul>${raw(unused)}</ul></div>` : null,
  ].filter(Boolean);
}

/** How learning stands. */
export function standing(state) {
  const said = fitting(state);
  if (!said) return [];
  const bar = said.kind === 'running' ? text`<progress aria-label="${said.title}" max="1"${raw(said.share == null ? '' : ` value="${said.share}"`)}></progress>` : '';
  return [html`<div class="stack tight" data-id="${said.kind}"><p><b>${said.title}.</b> ${said.body}</p>${bar}</div>`];
}

/** One version: what it would change, and what can be done with it. */
export function head(item, nameOf, mayTeach) {
  const id = `head-${item.name}-${item.version}`;
  if (item.fault) return html`<section class="panel" aria-labelledby="${id}" data-head="${item.name}-${item.version}"><header><h2 id="${id}">${item.name} version ${item.version}</h2><span class="tag doubt">refused</span></header><div class="body"><p>${item.fault}</p></div></section>`;
  const f = item.figures;
  const rows = f.conditions.map(row => text`<tr data-condition="${row.condition}"><th scope="row">${nameOf(row.condition)}<small class="quiet">${row.supply.positives} with it, ${row.supply.negatives} without</small></th>${cell(row.before?.auc)}${cell(row.after.auc)}${cell(row.gain)}<td class="num">${share(row.before?.sensitivity) ?? 'none'} → ${share(row.after.sensitivity) ?? 'none'}<small>${changes(row).join(', ')}</small></td><td>${row.proven ? text`<span class="tag ok">shown</span><small>slope ${figure(row.after.slope)?.value ?? ''} (${figure(row.after.slope)?.interval ?? ''})</small>` : text`<span class="tag">unproven</span><small>${row.unproven_because}</small>`}</td></tr>`);
  const all = f.conditions.length > 1 ? text`<tr><th scope="row">Mean</th>${cell(f.macro_auc_before)}${cell(f.macro_auc_after)}${cell(f.macro_auc_gain)}<td></td><td></td></tr>` : '';
  const acts = !mayTeach ? '' : item.in_force ? text`<button data-act="rollback">Roll back…</button>` : item.misfit ? '' : text`<button class="primary" data-act="activate">Put in force…</button>`;
  const panel = html`<section class="panel" aria-labelledby="${id}" data-head="${item.name}-${item.version}">
    <header><h2 id="${id}">${item.name} version ${item.version}</h2><span class="row">${item.in_force ? text`<span class="tag ok">in force</span>` : ''}${acts}</span></header>
    <div class="body stack">
      <p class="small second">Learned ${moment(item.made_at)} by ${item.by} from ${f.examples} examples of ${f.groups} groups (${item.source}), for ${item.model}, pack ${item.pack}.</p>
      ${item.misfit ? text`<p data-id="misfit"><b>Not usable here.</b> ${item.misfit}.</p>` : ''}
      <div class="scroll" tabindex="0" role="region" aria-label="${item.name} version ${item.version}, before and after"><table><caption class="small second">On examples that it had not seen, with 95 % intervals; before = what serves without it</caption>
      <thead><tr><th scope="col">Condition</th><th scope="col" class="num">Area before</th><th scope="col" class="num">Area after</th><th scope="col" class="num">Gain</th><th scope="col" class="num">Found at the threshold</th><th scope="col">Probability</th></tr></thead><tbody>${raw(rows)}${all}</tbody></table></div>
      <p class="small second">Its probabilities speak of ${item.population}.</p>
      <details><summary class="small">How this was measured</summary><p class="small second">${f.method}.</p>${f.left_out.length ? text`<ul class="small">${f.left_out.map(words => text`<li>${words}</li>`)}</ul>` : ''}</details>
    </div></section>`;
  asCards(panel);
  return panel;
}

/** What was done, newest first. */
export function history(items) {
  if (!items.length) return [html`<p class="quiet">Nothing yet.</p>`];
  return [html`<ol class="log">${raw(items.map(item => text`<li>${moment(item.at)}: ${told(item)}, by ${item.by}</li>`))}</ol>`];
}
