// The closing report of a session, for a screen and for paper.
import '../shell.js';
import { $, html, raw, query, text } from '../dom.js';
import { get, Refused } from '../api.js';
import { fromId, moment, streamName, two } from '../format.js';
import { strip, unread } from '../health.js';
import { asCards } from '../table-cards.js';
import { consentWords, frameRows, latencyWords, stateWords, timeWords } from '../sessions-model.js';

const when = at => at ? moment(at) : '';
/** Two columns fit any window. */
const narrow = (heads, element) => heads.length > 2 ? asCards(element) : element;
const table = (heads, rows, empty) => rows.length ? narrow(heads, html`<div class="wide-table" tabindex="0"><table><thead><tr>${raw(heads.map(head => text`<th scope="col">${head}</th>`))}</tr></thead><tbody>${raw(rows.map(row => text`<tr>${raw(row.map(cell => text`<td>${cell}</td>`))}</tr>`))}</tbody></table></div>`) : html`<p class="second">${empty}</p>`;
const panel = (title, ...parts) => { const element = html`<section class="panel"><header><h2>${title}</h2></header><div class="body stack tight"></div></section>`; $('.body', element).append(...parts); return element; };
const facts = rows => html`<dl class="facts">${raw(rows.map(([name, value]) => text`<dt>${name}</dt><dd>${value}</dd>`))}</dl>`;
const p = words => html`<p>${words}</p>`;
const threshold = setting => setting ? `${setting.enabled === false ? 'off' : `starts at ${two(setting.enter)}, ends below ${two(setting.exit)}`} (${setting.scale}, ${setting.k} of ${setting.n}, ${setting.dwell_ms} ms)` : 'not set';

function head({ session, versions, statement, printed_at, chain_head, figures }) {
  const v = versions ?? {};
  return panel('Session', facts([
    ['Subject', session.subject ?? 'none given'], ['Stream', streamName(session.stream)], ['When', timeWords(session)], ['State', stateWords[session.state]], ['Source', session.source ?? 'not known'],
    ['Skin', session.demo ? 'drawn, no person' : 'as filmed'], ['Notes', session.notes ?? 'none'],
    ['Encoder', v.model ? `${v.model}, ${v.precision}, ${v.preprocessing}, ${v.model_fingerprint}` : 'not recorded'], ['Pack', v.pack ? `${v.pack} ${v.pack_version}, ${v.pack_fingerprint}` : 'not recorded'],
    ['Printed', `${when(printed_at)}; end of the journal’s chain then: ${chain_head.sequence}, ${chain_head.hash}`],
  ]), p(statement), ...(figures.missing ? [p(figures.missing)] : []));
}

const gates = figures => Object.entries(figures.gates ?? {}).map(([reason, number]) => [fromId(reason.replaceAll('_', '-')), number]);

function alertRows(alerts) {
  return alerts.map(alert => [
    when(alert.raised_at), `Resembles ${fromId(alert.condition).toLowerCase()}`, alert.tier, alert.probability == null ? 'unproven' : two(alert.probability), threshold(alert.threshold),
    `${alert.why.length} frames, evidence ${alert.why.map(frame => two(frame.evidence)).join(', ')}`, alert.acknowledged ? `by ${alert.acknowledged.by}, ${when(alert.acknowledged.at)}` : 'nobody',
    alert.explanation ?? 'none', `${alert.sequence}, ${(alert.hash ?? '').slice(0, 16)}`,
  ]);
}

/** What explanations rest on, each work once; what this server measured itself stands in the explanation. */
function sourceRows(alerts) {
  const works = alerts.flatMap(alert => alert.sources ?? []).filter(source => source.year || source.url);
  return [...new Map(works.map(source => [`${source.title} ${source.year}`, [source.title, source.year ?? 'none given']])).values()];
}

function draw(report) {
  const { session, figures, alerts, thresholds, consent_history, edits, verdicts } = report;
  document.title = `Report of session ${session.id.slice(0, 8)} · MediaSKINoscope`;
  $('#report').replaceChildren(
    head(report),
    panel('Latency statement', p(figures.final || figures.latency ? latencyWords(figures.latency) : 'The figures are lost.')),
    panel('Frames by outcome', table(['Outcome', 'Frames'], frameRows(figures.frames), 'The figures are lost.'), table(['Why refused', 'Frames'], gates(figures), 'No frame was refused.')),
    panel(`Alerts (${alerts.length})`, table(['Raised', 'Finding', 'Tier', 'Probability', 'Threshold', 'Rests on', 'Acknowledged', 'Explanation', 'Journal entry'], alertRows(alerts), 'No alert was raised. That is no statement about the person.')),
    panel('Sources of the explanations', table(['Work', 'Year'], sourceRows(alerts), 'None.')),
    panel('Thresholds', table(['Condition', 'When the session began'], Object.entries(thresholds.at_start ?? {}).map(([id, setting]) => [fromId(id), threshold(setting)]), 'Not recorded.'), table(['When', 'Condition', 'From', 'To', 'By'], thresholds.changes.map(c => [when(c.at), fromId(c.condition), threshold(c.previous), threshold(c.setting), c.by]), 'Nothing was changed during the session.')),
    panel('Consent', table(['When', 'By', 'What holds from then on'], consent_history.map(c => [when(c.at), c.by ?? 'at the start', consentWords(c.consent)]), '')),
    panel('Changes of subject and notes', table(['When', 'By', 'Subject', 'Notes'], edits.map(e => [when(e.at), e.by, e.subject ?? '', e.notes ?? '']), 'None.')),
    panel(`Verdicts (${verdicts.length})`, table(['When', 'Reader', 'Answer', 'Certainty', 'Round', 'Blind', 'Comment'], verdicts.map(v => [when(v.at), v.reader, fromId(v.condition), v.certainty, v.round, v.blinded ? 'yes' : 'no', v.comment ?? '']), 'Nobody has read anything of this session.')),
  );
  $('#report').dataset.ready = '';
  $('#print').hidden = false;
}

async function load() {
  const id = query.get('id');
  const trouble = (title, body) => $('#problem').replaceChildren(strip({ id: 'load', symbol: 'offline', title, body }));
  if (!/^[0-9a-f]{32}$/.test(id ?? '')) return trouble('No session is named', 'Open a session on the page Sessions, then choose Report.');
  $('#back').href = `/sessions?id=${id}`;
  try { draw(await get(`/sessions/${id}/report`)); } catch (error) {
    if (error instanceof Refused && error.status === 409) return trouble('This session is purged', 'Nobody can read it any more. Its receipt is on the page Sessions.');
    $('#problem').replaceChildren(error.status === 404 ? strip({ id: 'load', symbol: 'clock', title: 'There is no such session', body: 'It was never on this server, or the address is incomplete. All sessions are on the page Sessions.' }) : unread('The report could not be read', error));
  }
}
$('#print').addEventListener('click', () => print());
load();
