// Packs and models: what is loaded, what lint says of it, what stands behind each condition, and where to change it.
import '../shell.js';
import { $, html, raw, text } from '../dom.js';
import { get } from '../api.js';
import { shortHash } from '../format.js';
import { unread, watchHealth } from '../health.js';
import { icon } from '../icons.js';
import { tierWord } from '../glyphs.js';
import { mapWords } from '../map-words.js';
import { showSettingsNav } from '../settings-nav.js';
import { store } from '../store.js';

const severity = { error: ['cross', 'Error'], warning: ['dash', 'Warning'], note: ['dash', 'Note'] };

function models(items, settings) {
  const facts = items.map(model => html`<dl class="facts"><dt>Model</dt><dd>${model.model}</dd><dt>Precision</dt><dd>${model.precision}</dd><dt>Preprocessing</dt><dd>${model.preprocessing}</dd><dt>Length of a vector</dt><dd>${model.dimension}</dd><dt>Gate</dt><dd>${model.has_gate ? 'Refuses pictures outside its domain.' : 'None: it cannot tell skin from other things.'}</dd><dt>Patch maps</dt><dd>${mapWords[model.maps] ?? 'Not told.'}</dd><dt>Fingerprint</dt><dd class="mono">${shortHash(model.fingerprint)}</dd></dl>`);
  $('#models').replaceChildren(...(facts.length ? facts : [html`<p class="second">No encoder is loaded, so nothing is analysed.</p>`]), html`<p class="small second spaced">To use another: <code>model:</code> (now ${settings.model}), <code>device:</code> (${settings.device}), <code>precision:</code> (${settings.precision}) and <code>remote:</code> (${settings.remote_encoder ? 'set' : 'not set'}) in the configuration file, then start the server again. A new encoder needs a calibration; until then its findings are unproven.</p>`);
}

function standing(condition, proven) {
  if (proven.get(condition.id)) return text`<span class="tag ok">${icon('check')} Proven</span>`;
  return text`<span class="tag">Unproven</span>`;
}

const conditionRow = (condition, proven) => text`<tr><td>${condition.name}</td><td>${condition.tier ? tierWord[condition.tier] : 'No alert'}</td><td>${standing(condition, proven)}</td><td>${(condition.codes ?? []).map(code => code.code).join(', ') || 'none'}</td></tr>`;

function lintPart(report) {
  if (!report) return text`<p class="second">The remarks could not be read.</p>`;
  if (!report.items.length) return text`<p class="row">${icon('check')} Lint finds nothing in ${report.file}.</p>`;
  const count = report.items.length;
  return text`<details><summary>${count} ${count === 1 ? 'remark' : 'remarks'} of lint on ${report.file}</summary><ul class="remarks">${raw(report.items.map(item => text`<li>${icon(severity[item.severity][0])}<span><b>${severity[item.severity][1]}</b>, line ${item.line}: ${item.message}</span></li>`))}</ul></details>`;
}

function panel(pack, proven, report) {
  const unproven = pack.conditions.filter(c => !proven.get(c.id)).length, id = `pack-${pack.id}`;
  return html`<section class="panel" aria-labelledby="${id}"><header><h2 id="${id}">${pack.name}</h2><span class="quiet small">version ${pack.version}, ${pack.conditions.length} conditions${unproven ? `, ${unproven} unproven` : ''}</span></header>
    <div class="body stack tight">${lintPart(report)}<p class="small second">Proven: a calibration of this encoder stands behind its probability. Unproven: only a similarity is known, and its alert needs a recorded background.</p></div>
    <div class="scroll" tabindex="0" role="region" aria-label="Conditions of ${pack.name}"><table><thead><tr><th scope="col">Condition</th><th scope="col">Alert tier</th><th scope="col">Standing</th><th scope="col">Codes</th></tr></thead><tbody>${raw(pack.conditions.map(c => conditionRow(c, proven)))}</tbody></table></div>
    <div class="body"><p class="small second">Thresholds change while the server runs, on each stream’s own page, and are logged. Wordings, tiers and codes stand in ${report?.file ?? 'the pack’s file'}; which packs are loaded says <code>packs:</code>. Fingerprint <span class="mono">${shortHash(pack.fingerprint)}</span>.</p></div></section>`;
}

async function load() {
  try {
    const [packs, loaded, conditions, settings] = await Promise.all([get('/packs'), get('/models'), get('/conditions'), get('/settings')]);
    const proven = new Map(conditions.items.map(c => [c.id, c.proven]));
    models(loaded.items, settings);
    const reports = await Promise.all(packs.items.map(pack => get(`/packs/${encodeURIComponent(pack.id)}/lint`).catch(() => null)));
    $('#packs').replaceChildren(...packs.items.map((pack, i) => panel(pack, proven, reports[i])));
    $('#packs').dataset.ready = 'yes';
  } catch (error) {
    $('#models').replaceChildren(html`<p class="second">Nothing is shown.</p>`);
    $('#problem').replaceChildren(unread('Packs and models could not be read', error));
  }
}

showSettingsNav();
watchHealth($('#health'), store);
store.start();
load();
