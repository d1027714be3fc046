// The list of alerts: filters, search, export. What was seen and what was not stay side by side.
import '../shell.js';
import { $, html, raw, say } from '../dom.js';
import { get } from '../api.js';
import { acknowledge, askSilence, changeFailed } from '../alert-actions.js';
import { raisedAt, standing } from '../alerts-model.js';
import { announce } from '../live/announce.js';
import { clock, day, fromId, streamName, two } from '../format.js';
import { glyph, tierWord } from '../glyphs.js';
import { unread, watchHealth } from '../health.js';
import { ownNames } from '../live/own-media.js';
import { condition } from '../scores.js';
import { escalationWords } from '../alerts-model.js';
import { known, may } from '../session.js';
import { store, serverNow } from '../store.js';

const PAGE = 50, LARGEST_PAGE = 200, form = $('#filters'), list = $('#list'), shown = new Map();
let next = null, turn = 0, loading = false, failed = false;

const nameOf = alert => condition(alert.condition, store.conditions).name;
const standingWords = { active: 'Active', silenced: 'Silenced', latched: 'Ended, not acknowledged', done: 'Acknowledged' };
/** A local date and time as the server reads it. */
const universal = text => { const at = new Date(text); return Number.isNaN(at.getTime()) ? '' : at.toISOString(); };
const asked = () => { const { from, to, ...rest } = wanted(); return { ...rest, ...(from && universal(from) ? { from: universal(from) } : {}), ...(to && universal(to) ? { to: universal(to) } : {}) }; };
const wanted = () => Object.fromEntries([...new FormData(form)].map(([key, value]) => [key, String(value).trim()]).filter(([, value]) => value));

/** Search looks at the name, the stream, the codes, who acknowledged and why it was silenced: what a person would type. */
const matches = (alert, words) => {
  const text = [nameOf(alert), alert.condition, alert.stream, alert.escalated ? `second reader ${alert.escalated.to}` : '', alert.id, alert.tier, alert.acknowledged?.by, alert.silence_reason, ...(alert.codes ?? []).map(c => `${c.code} ${c.display}`)].join(' ').toLowerCase();
  return words.toLowerCase().split(/\s+/).every(word => text.includes(word));
};

function row(alert) {
  const now = serverNow(), state = standing(alert, now), open = state !== 'done', at = raisedAt(alert);
  const item = html`<li class="alert-item ${state === 'active' ? `active ${alert.tier}` : open ? '' : 'done'}" data-id="${alert.id}">
    ${glyph(alert.tier, { pulse: state === 'active' })}
    <h2><a href="/alert?id=${encodeURIComponent(alert.id)}">Resembles ${nameOf(alert).toLowerCase()}</a> <span class="tier">${tierWord[alert.tier]}</span>${alert.demo ? raw('<span class="tag">drawn skin</span>') : ''}${alert.escalated ? raw('<span class="tag escalated-tag">second reader</span>') : ''}</h2>
    <span class="when">${day(at)}, ${clock(at)}</span>
    <p>${streamName(alert.stream, ownNames())}. ${alert.probability == null ? 'Unproven: no probability exists.' : `Probability ${two(alert.probability)}.`} ${standingWords[state]}${alert.acknowledged ? ` by ${alert.acknowledged.by}` : ''}${state === 'silenced' ? `: ${(alert.silence_reason ?? '').toLowerCase()}` : ''}.${alert.escalated ? ` ${escalationWords(alert)}` : ''}</p>
    ${open && may('respond') ? raw(`<div class="acts"><button class="compact" data-act="acknowledge">Acknowledge</button>${state === 'active' ? '<button class="compact" data-act="silence">Silence…</button>' : ''}${state === 'silenced' ? '<button class="compact" data-act="unsilence">End the silence</button>' : ''}</div>`) : ''}</li>`;
  return item;
}

const run = {
  acknowledge: alert => acknowledge([alert], nameOf(alert)),
  silence: alert => askSilence(alert),
  unsilence: alert => askSilence(alert, { end: true }),
};

function draw() {
  const { search } = wanted(), alerts = [...shown.values()].filter(alert => !search || matches(alert, search)).sort((a, b) => raisedAt(b) - raisedAt(a));
  const focused = list.contains(document.activeElement) ? [document.activeElement.closest('[data-id]')?.dataset.id, document.activeElement.dataset.act] : null;
  list.replaceChildren(...alerts.map(row));
  if (focused) ($(`[data-id="${CSS.escape(focused[0] ?? '')}"] [data-act="${focused[1]}"]`, list) ?? $(`[data-id="${CSS.escape(focused[0] ?? '')}"] a`, list))?.focus();
  $('#more').hidden = !next;
  const filtered = Object.keys(wanted()).length > 0;
  $('#none').hidden = !!alerts.length || loading;
  say($('#none'), failed ? 'Not read: there may be alerts.' : filtered ? `No alert matches these filters${next ? ' among those loaded; show more, or widen them' : ''}.` : 'No alert has been raised. An alert stays here after it has ended, and after someone acknowledged it.');
  say($('#count'), alerts.length ? `${alerts.length}${next ? ' newest' : ''} shown` : '');
}

async function load({ more = false, limit = PAGE } = {}) {
  const mine = ++turn, filters = asked(), askedAt = performance.now();
  loading = true;
  try {
    const page = await get(`/alerts?${new URLSearchParams({ ...filters, limit, ...(more && next ? { after: next } : {}) })}`);
    if (mine !== turn) return;
    if (!more) shown.clear();
    for (const alert of page.items) shown.set(alert.id, alert);
    for (const alert of store.changedSince(askedAt)) take(alert);
    next = page.next ?? null;
    failed = false;
    $('#problem').replaceChildren();
  } catch (error) {
    if (mine === turn) { failed = true; $('#problem').replaceChildren(unread('The alerts could not be read', error, { so: 'so the list may be old' })); }
  }
  loading = false;
  history.replaceState(null, '', `${location.pathname}${Object.keys(wanted()).length ? `?${new URLSearchParams(wanted())}` : ''}`);
  for (const kind of ['csv', 'ndjson']) $(`#export-${kind}`).href = `/api/v1/alerts.${kind}${Object.keys(asked()).length ? `?${new URLSearchParams(asked())}` : ''}`;
  draw();
}

/** Streams and conditions to choose from: what the server has, and what the address asks for. */
function fill(select, items, words) {
  const chosen = select.value || new URLSearchParams(location.search).get(select.name) || '', ids = [...new Set([...items, chosen].filter(Boolean))];
  const key = ids.join();
  if (select.dataset.key === key) return;
  select.dataset.key = key;
  select.replaceChildren(select.options[0], ...ids.map(id => new Option(words(id), id)));
  select.value = chosen;
}

function fillFilters() {
  fill(form.elements.stream, [...store.streams.keys()], id => streamName(id, ownNames()));
  fill(form.elements.condition, [...store.conditions.keys()], id => condition(id, store.conditions).name);
}

/** Does a changed alert still belong to what the filters ask for? */
const belongs = alert => { const { stream, condition: id, state, from, to, escalated } = wanted(), at = raisedAt(alert); if ((from && at < Date.parse(universal(from))) || (to && at >= Date.parse(universal(to))) || (escalated && !alert.escalated)) return false; return (!stream || alert.stream === stream) && (!id || alert.condition === id) && (!state || alert.state === state); };

/** Shows a changed alert in its row, a new one on top; what is older than the rows comes with "show more". */
function take(alert) {
  const isShown = shown.has(alert.id) || belongs(alert) && raisedAt(alert) >= Math.max(0, ...[...shown.values()].map(raisedAt));
  if (isShown) shown.set(alert.id, alert);
  return isShown;
}

store.on('alerts', alert => { if (!alert?.id || take(store.alerts.get(alert.id))) draw(); });
store.on('alert', alert => announce.alert(alert, fromId(alert.stream)));
// Events tell nothing of the time before they came, or while they were lost.
store.on('connection', ({ state }) => { if (state === 'open' && turn) load({ limit: Math.min(LARGEST_PAGE, Math.max(PAGE, shown.size)) }); });
store.on('streams', fillFilters);
list.addEventListener('click', e => {
  const act = e.target.closest('[data-act]')?.dataset.act, alert = shown.get(e.target.closest('[data-id]')?.dataset.id);
  if (act && alert) run[act](alert).catch(error => changeFailed(list, error));
});
form.addEventListener('change', () => load());
let typing = 0;
form.elements.search.addEventListener('input', () => { draw(); clearTimeout(typing); typing = setTimeout(load, 300); });
form.addEventListener('submit', e => e.preventDefault());
$('#show-all').addEventListener('click', () => { for (const field of form.elements) field.value = ''; load(); });
$('#more').addEventListener('click', () => load({ more: true }));
for (const [key, value] of new URLSearchParams(location.search)) if (form.elements[key] && form.elements[key].tagName === 'INPUT' || key === 'state' || key === 'escalated') form.elements[key].value = value;
watchHealth($('#health'), store);
known.then(() => { $('#export').hidden = !may('export'); });
store.start().then(() => { fillFilters(); load(); });
