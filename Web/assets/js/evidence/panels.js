// The panels of the evidence page, each from one part of a report.
import { html, raw, text } from '../dom.js';
import { mount } from '../charts.js';
import { FEW } from '../evidence-model.js';
import { intervals, reliability } from './charts.js';

const two = value => value == null ? '' : value.toFixed(2).replace(/^-(0\.00)$/, '$1');
const range = interval => interval ? `${two(interval[0])} to ${two(interval[1])}` : '';

/** Several reports have panels of one title: to who listens each says whose it is. */
const named = (title, report) => report?.short ? `${title}: ${report.short}` : title;

/** A panel with a heading; body is an element or several. */
export function panel(report, title, aside, ...body) {
  const element = html`<section class="panel" aria-label="${named(title, report)}"><header><h2>${title}</h2><span class="small quiet">${aside}</span></header><div class="body stack"></div></section>`;
  element.querySelector('.body').append(...body.filter(Boolean));
  return element;
}

const table = (report, caption, heads, rows) => {
  const element = html`<div class="scroll" tabindex="0" role="region" aria-label="${named(caption, report)}"><table><caption class="only-read">${caption}</caption><thead><tr>${raw(heads.map((h, i) => text`<th scope="col"${raw(i ? ' class="num"' : '')}>${h}</th>`))}</tr></thead><tbody>${raw(rows.map(row => text`<tr>${raw(row.map((cell, i) => i ? text`<td class="num">${cell ?? ''}</td>` : text`<th scope="row">${cell}</th>`))}</tr>`))}</tbody></table></div>`;
  return element;
};

export function areasPanel(report, nameOf) {
  const chart = html`<div></div>`;
  const rows = report.areas.map(row => ({ label: nameOf(row.id), value: row.value, low: row.interval?.[0], high: row.interval?.[1], weak: row.positives < FEW, note: 'not measured' }));
  const low = Math.min(.5, ...rows.map(row => Math.floor((row.low ?? .5) * 10) / 10));
  const ticks = low < .5 ? [low, .5, 1] : [.5, .6, .7, .8, .9, 1];
  mount(chart, width => intervals(width, rows, { min: low, max: 1, ticks, label: `Area under the curve by condition with 95 % intervals: ${rows.filter(row => row.value != null).map(row => `${row.label} ${two(row.value)}`).join(', ')}.` }));
  const macro = report.macro ? `Mean of all ${two(report.macro.value)}${report.macro.interval ? ` (${range(report.macro.interval)})` : ''}. ` : '';
  return panel(report, 'How well each condition is told apart', 'area under the curve, 95 % interval',
    html`<p class="second">${report.n ?? 'An unknown number of'} pictures${report.groups ? ` of ${report.groups} people or groups` : ''}. ${macro}${report.note ?? ''}</p>`, chart,
    html`<p class="small quiet">0.5 is a coin toss. Hollow: fewer than ${FEW} pictures of it. Intervals resample whole people.</p>`);
}

export function calibrationPanel(report, nameOf) {
  if (!report.calibration.length) return null;
  // Scores that the probabilities were fitted on give slope 1 and intercept 0 whatever they are worth.
  if (report.fitted) return panel(report, 'Do probabilities keep their promise?', 'not measured here', html`<p class="second">Probabilities were fitted on these very scores, so they say nothing of how well they hold. Patients that training never saw do.</p>`);
  const withBins = report.calibration.filter(row => row.bins.length), parts = [];
  if (withBins.length) {
    const chart = html`<div></div>`, choice = html`<label class="field"><span>Condition</span><select>${raw(withBins.map(row => text`<option value="${row.id}">${nameOf(row.id)}</option>`))}</select></label>`;
    const chosen = () => withBins.find(row => row.id === choice.querySelector('select').value) ?? withBins[0];
    const draw = width => reliability(width, chosen().bins, `${nameOf(chosen().id)}: of the pictures with a probability, how many were it. ${chosen().bins.map(bin => `said ${two(bin.said)}, came ${two(bin.came)} of ${bin.n}`).join('; ')}.`);
    mount(chart, draw);
    choice.querySelector('select').addEventListener('change', () => { chart.innerHTML = draw(Math.floor(chart.clientWidth)); });
    parts.push(choice, chart);
  }
  const rows = report.calibration.map(row => [nameOf(row.id), `${two(row.slope)} ${row.slopeInterval ? `(${range(row.slopeInterval)})` : ''}`, `${two(row.intercept)} ${row.interceptInterval ? `(${range(row.interceptInterval)})` : ''}`, row.error?.toFixed(3), row.brier?.toFixed(3)]);
  // A report of the build has no gap.
  const kept = (_, column) => column !== 3 || report.calibration.some(row => row.error != null);
  return panel(report, 'Do probabilities keep their promise?', 'slope 1 and intercept 0 at best', ...parts,
    table(report, 'Calibration by condition', ['Condition', 'Slope', 'Intercept', 'Mean gap', 'Brier'].filter(kept), rows.map(row => row.filter(kept))),
    html`<p class="small quiet">A slope under 1: too sure of itself. A probability speaks of the population that it was fitted on; where a condition is rarer it is too high.</p>`);
}

export function abstentionPanel(report) {
  if (!report.gate.length) return null;
  const share = row => `${row.refused} of ${row.n}${row.interval ? ` (${range(row.interval)})` : ''}`;
  return panel(report, 'When it says nothing', 'pictures that a gate refused, by set',
    table(report, 'Refused by set', ['Set', 'Refused'], report.gate.map(row => [row.name, share(row)])),
    report.reasons.length ? html`<p class="small quiet">Reasons: ${report.reasons.map(row => `${row.name.replaceAll('_', ' ')} ${row.n}`).join(', ')}.</p>` : null);
}

export function thresholdsPanel(report, nameOf) {
  if (!report.points.length) return null;
  const of = pairOf => Array.isArray(pairOf) ? `${pairOf[0]} of ${pairOf[1]}` : pairOf ? `${pairOf.count} of ${pairOf.n}${pairOf.interval ? ` (${range(pairOf.interval)})` : ''}` : '';
  const ours = report.points.some(point => point.sensitivity);
  const heads = ours ? ['Condition', 'Starts at', 'Found', 'Others left alone', 'True among alarms, if 1 in 100 has it'] : ['Condition', 'Starts at', 'Found', 'Other lesions above', 'Hands above'];
  const rows = report.points.map(point => ours
    ? [nameOf(point.id), two(point.enter), of(point.sensitivity), of(point.specificity), point.worth[0] ? `${two(point.worth[0].ppv)} (${range(point.worth[0].ppv_interval)})${point.worth[0].prevalence === .01 ? '' : ` at ${point.worth[0].prevalence}`}` : '']
    : [nameOf(point.id), two(point.enter), of(point.found), of(point.others), of(point.hands)]);
  return panel(report, 'At the pack’s thresholds', 'single pictures, not video', table(report, 'Single pictures at the thresholds', heads, rows));
}

const columnName = column => column === 'skin_tone' ? 'Skin tone, measured' : column.replaceAll('_', ' ').replace(/^./, c => c.toUpperCase());

export function strataPanel(report, nameOf) {
  if (!report.strata.length) return null;
  const tables = report.strata.map(({ column, rows }) => {
    const said = row => {
      if (!row.n) return 'no evidence';
      if (row.right != null) return `first guess right in ${row.right}${row.evidence === 'measured' ? '' : ': too few'}`;
      const known = row.parts.filter(part => part.evidence === 'measured' && part.auc != null);
      return known.length ? known.map(part => `${nameOf(part.id)} ${two(part.auc)} (${range(part.interval)})`).join('; ') : 'too few of any condition';
    };
    return table(report, columnName(column), [columnName(column), 'Pictures', 'Area under the curve'], rows.map(row => [row.name, row.n, said(row)]));
  });
  return panel(report, 'For whom it works', 'no figure where fewer than 10 pictures show a condition', ...tables,
    ...report.agreement.map(row => html`<p class="small quiet">Against the recorded ${columnName(row.column)} the measured tone has a rank correlation of ${two(row.spearman)} (${row.n} pictures; −1 would be full agreement).</p>`),
    html`<p class="small quiet">Measured tone is the typology angle of the skin beside the lesion. It tells of the photograph, light included; nobody is asked for race.</p>`);
}

/** What more pictures would give. */
export function curvePanel(report) {
  if (!report.curve?.length) return null;
  return panel(report, 'What more pictures would give', 'short trainings on a share of the patients',
    table(report, 'Learning curve', ['Patients that taught', 'Pictures', 'Mean area', '95 % interval'], report.curve.map(row => [row.patients, row.pictures, two(row.value), range(row.interval)])),
    html`<p class="small quiet">Compare within the table: these trainings are shorter than the one that made the weights.</p>`);
}

export function failuresPanel(report, nameOf, licence) {
  if (!report.failures.length) return null;
  const item = row => html`<li>${raw(licence ? text`<img src="/api/v1/evidence/pictures/${row.picture}" alt="${nameOf(row.condition)}, ${row.kind}" width="112" height="112" loading="lazy">` : '')}<p><b>${nameOf(row.condition)}</b>, ${row.kind === 'missed' ? `missed: ${two(row.score)}` : `mistaken: ${two(row.score)}, is ${row.truth ? nameOf(row.truth).toLowerCase() : 'none of the pack’s conditions'}`}<br><span class="quiet small">${row.file}</span></p></li>`;
  const groups = [...new Set(report.failures.map(row => row.condition))].map(id => {
    const rows = report.failures.filter(row => row.condition === id), group = html`<details class="failures-group"><summary>${nameOf(id)}: ${rows.length}</summary><ul class="failures"></ul></details>`;
    group.querySelector('ul').append(...rows.map(item));
    return group;
  });
  groups[0].open = true;
  for (const picture of groups.flatMap(group => [...group.querySelectorAll('img')])) picture.addEventListener('error', () => { picture.hidden = true; });
  return panel(report, 'Its worst mistakes', licence ? `pictures from this machine’s disk, ${licence}` : 'no pictures: the configuration names no folder that may be shown', ...groups);
}

export function cardPanel(record, blocks) {
  let tables = 0;
  const body = blocks.map(block => ({
    heading: () => html`<h3>${block.text}</h3>`, text: () => html`<p>${block.text}</p>`,
    list: () => html`<ul>${raw(block.items.map(item => text`<li>${item}</li>`))}</ul>`,
    table: () => table(null, `Table ${++tables} of the model card`, block.rows[0], block.rows.slice(1)),
  })[block.kind]()).filter((_, i) => !(blocks[i].kind === 'heading' && blocks[i].level === 1));
  const details = html`<details><summary>The whole model card</summary><div class="stack card-text"></div></details>`;
  details.querySelector('div').append(...body);
  return panel(null, 'What it is, and is not, for', 'model card',
    html`<dl class="facts"><dt>Encoder</dt><dd>${record.model}</dd><dt>Fingerprint</dt><dd class="mono">${String(record.encoder).slice(0, 16)}</dd><dt>Pack</dt><dd>${record.pack}</dd></dl>`,
    record.card ? details : html`<p>There is no card beside the weights: nobody has said what this encoder is for.</p>`);
}
