// Thresholds: what would I miss, and how often would it interrupt me?
import '../shell.js';
import { $, html, raw, say, escape } from '../dom.js';
import { get, post } from '../api.js';
import { mount } from '../charts.js';
import { level, streamName } from '../format.js';
import { glyph } from '../glyphs.js';
import { strip, unread, watchHealth } from '../health.js';
import { Ordinary, ordinaryControl } from '../live/ordinary.js';
import { ownNames } from '../live/own-media.js';
import { Thresholds } from '../live/thresholds.js';
import { condition } from '../scores.js';
import { known, may } from '../session.js';
import { settingWords } from '../threshold-words.js';
import { store, serverNow } from '../store.js';
import { asCards } from '../table-cards.js';
import { Chooser } from './chooser.js';
import { curve, histogram, machine } from './charts.js';
import { changeWords, missingWords, outcomes, percent, plainWords, shortfall, stratumName, tookWords, verdictWords } from './model.js';
import { Descriptors } from './descriptors.js';
import { Packs } from './packs.js';

const REST_MS = 150, MINUTE = 60000;
const state = { stream: null, id: null, point: null, answer: null, turn: 0, until: 0, isTouched: false };
const nameOf = id => condition(id, store.conditions).name;
const name = () => nameOf(state.id);
const wanted = new URLSearchParams(location.search);

const thresholds = new Thresholds(() => { drawConditions(); drawChange(); });
const chooser = new Chooser(() => { state.isTouched = true; ask(); });
const ordinary = new Ordinary(() => ask());
const ordinaryBox = ordinaryControl(ordinary, () => state.stream);
const packs = new Packs($('#pack'), nameOf, act => { loadLog(); if (act === 'promote' || act === 'back') thresholds.load(state.stream).then(() => choose(state.id)); });
const descriptors = new Descriptors(() => ({ stream: state.stream, id: state.id, name: name(), setting: setting() ?? thresholds.values[state.id], until: state.until }), (element, parts) => fill(element, parts));
$('#ordinary').append(ordinaryBox);

/** The live page's control, but nothing is silent here only because no stretch is recorded. */
function showOrdinary() {
  ordinaryBox.show();
  const now = ordinary.of(state.stream);
  if (!now?.recorded && !now?.recording && (now?.state ?? 'none') === 'none') say($('p', ordinaryBox), `${now?.message ? `${now.message.text} ` : ''}No ordinary frames of this stream are recorded yet. Record a stretch in which nothing should alert: alerts an hour are counted on it, and thresholds can be measured against it where no probability exists.`);
}

// ---------- what is drawn

function fill(element, parts) { element.replaceChildren(...parts.map(p => p.bold ? html`<b>${p.words}</b>` : document.createTextNode(p.words))); }

/** A chart that may be drawn anew at any time. */
function canvas(element, draw) {
  mount(element, width => draw(width));
  return () => { const width = Math.floor(element.clientWidth); if (width) element.innerHTML = draw(width); };
}
const part = () => state.answer?.conditions?.[state.id];
const hasSeries = () => !state.answer?.reason && part() && !part().refused;
const charts = [
  canvas($('#curve'), width => state.point ? curve(width, state.point) : ''),
  canvas($('#machine'), width => hasSeries() ? machine(width, state.answer, part()) : ''),
  canvas($('#histogram'), width => hasSeries() ? histogram(width, part()) : ''),
];

function drawConditions() {
  const list = $('#conditions'), ids = conditionIds(), key = JSON.stringify([ids, state.id, thresholds.values]);
  if (list.dataset.key === key) return;
  list.dataset.key = key;
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.id : null;
  list.replaceChildren(...ids.map(id => {
    const c = condition(id, store.conditions), set = thresholds.values[id], shown = !set || set.enabled === false ? 'off' : set.scale === 'background' ? `${+(set.enter * 100).toFixed(1)} %` : level(set.enter);
    return html`<li><a href="?stream=${state.stream}&condition=${id}" data-id="${id}"${raw(id === state.id ? ' aria-current="true"' : '')}>${c.tier ? glyph(c.tier) : raw('<span></span>')}<span>${c.name}</span><span class="quiet">${shown}</span></a></li>`;
  }));
  // One stop of the Tab key; arrows go through the list, which in a whole pack has fifty entries.
  for (const link of list.querySelectorAll('a')) link.tabIndex = link.dataset.id === (focused ?? state.id) ? 0 : -1;
  if (focused) $(`[data-id="${CSS.escape(focused)}"]`, list)?.focus();
}

function drawPoint() {
  const { point } = state;
  say($('#pick-title'), name());
  say($('#sample'), !point ? '' : point.evidence.pictures ? `${point.evidence.pictures} held-out pictures, ${point.evidence.positives} of them positive, ${point.evidence.groups} patients` : 'no held-out pictures');
  fill($('#plain'), plainWords(point, name()));
  const refused = point?.refused ?? shortfall(point, state.wanted);
  $('#refused').hidden = !refused;
  say($('#refused'), refused ?? '');
  const byRate = point?.curve.some(p => p.alerts_an_hour != null);
  say($('#curve-title'), point?.curve.length ? `Cases found against ${byRate ? 'alerts an hour' : 'the threshold'}` : '');
  $('#outcomes').replaceChildren(...(point?.setting ? outcomes(point) : []).map(o => html`<div><dt>${o.title}</dt><dd class="number">${o.value}${o.small ? raw(` <small class="beside">${escape(o.small)}</small>`) : ''}<small>${o.note}</small></dd></div>`));
  if (point) descriptors.show(state.id, name(), point.descriptors);
  drawStrata();
  drawChange();
}

function drawStrata() {
  const strata = state.point?.strata ?? [], weak = s => s.state === 'measured' ? '' : ' class="quiet"';
  say($('#strata-words'), strata.length ? `${missingWords(strata, name())}${state.point.evidence.population ? ` The pictures: ${state.point.evidence.population}.` : ''}` : state.point ? `${state.point.evidence.words} So nothing is known by skin tone either.` : '');
  const cell = estimate => estimate.value == null ? 'not known' : `${percent(estimate.value)} <span class="quiet">(${percent(estimate.interval[0])} to ${percent(estimate.interval[1])})</span>`;
  $('#strata').innerHTML = !strata.length ? '' : `<thead><tr><th>Among</th><th class="num">Pictures</th><th class="num">Cases</th><th>Cases found, 95 % interval</th><th>Others left alone, 95 % interval</th></tr></thead><tbody>${strata.map(s => `<tr${weak(s)}><td>${escape(stratumName(s))}</td><td class="num">${s.pictures}</td><td class="num">${s.positives}</td><td>${s.pictures ? cell(s.sensitivity) : 'no picture'}</td><td>${s.pictures ? cell(s.specificity) : 'no picture'}</td></tr>`).join('')}</tbody>`;
  asCards($('#strata'));
}

function drawAnswer() {
  fill($('#verdict'), verdictWords(state.answer, state.id, name()));
  say($('#machine-took'), tookWords(state.answer));
  say($('#histogram-title'), hasSeries() ? 'How often each value came' : '');
  for (const draw of charts) draw();
}

const setting = () => state.point?.setting;
const same = (a, b) => !!a && !!b && ['scale', 'enter', 'exit', 'enabled'].every(field => a[field] === b[field]);

function drawChange() {
  const next = setting(), now = thresholds.values[state.id], isSame = same(next, now);
  say($('#change'), !next ? 'Nothing to apply.' : isSame ? 'Nothing changed.' : `${name()}: ${settingWords(next)}${now ? `, instead of ${now.enabled === false ? 'no alert' : settingWords(now)}` : ''}. The change is logged with your name and can be undone.`);
  $('#apply').disabled = !next || isSame;
  $('#reset').hidden = !state.isTouched;
}

// ---------- what is asked

let timer = 0;
function ask() { clearTimeout(timer); timer = setTimeout(answer, REST_MS); }

async function answer() {
  if (!state.stream || !state.id) return;
  const mine = ++state.turn, { stream, id } = state, base = `/streams/${encodeURIComponent(stream)}`;
  state.until = (Math.floor(serverNow() / MINUTE) + 1) * MINUTE;
  try {
    const query = state.isTouched ? chooser.query : { prevalence: chooser.prevalence };
    const point = await get(`${base}/operating-points/${encodeURIComponent(id)}?${new URLSearchParams(query)}`);
    if (mine !== state.turn) return;
    state.point = point; state.wanted = query.sensitivity;
    drawPoint(); charts[0]();
    if (!may('thresholds')) { state.answer = { reason: 'Your role may not try settings on kept vectors. A clinician may.', conditions: {} }; return drawAnswer(); }
    const next = point.setting ?? thresholds.values[id];
    const found = await post(`${base}/what-if`, { ...(next ? { thresholds: { [id]: next } } : {}), minutes: 60, until: new Date(state.until).toISOString() });
    if (mine !== state.turn) return;
    state.answer = found;
    drawAnswer();
    $('#problem').replaceChildren();
    $('#tuner').dataset.ready = id;
  } catch (error) {
    if (mine === state.turn) $('#problem').replaceChildren(unread('The figures could not be read', error, { id: 'ask', so: 'so what is shown may be old' }));
  }
}

async function loadLog() {
  const stream = state.stream;
  const found = await get(`/streams/${encodeURIComponent(stream)}/changes?limit=12`).catch(() => null);
  if (stream !== state.stream) return;
  const items = found?.items ?? [];
  $('#log').replaceChildren(...items.map(entry => { const { what, when } = changeWords(entry, nameOf); return html`<li>${what}<br><span class="quiet tiny">${when}</span></li>`; }));
  if (!items.length) $('#log').replaceChildren(html`<li class="quiet">${found ? 'No change yet: the pack’s own thresholds are in force.' : 'The log could not be read.'}</li>`);
}

// ---------- what is chosen

/** Conditions with a probability or a setting first; the rest of a large pack would never answer. */
function conditionIds() {
  const all = [...store.conditions.values()], set = thresholds.values;
  return all.filter(c => c.proven || set[c.id]).concat(all.filter(c => !c.proven && !set[c.id])).map(c => c.id);
}

function choose(id) {
  if (!id) return;
  state.id = id; state.point = state.answer = null; state.isTouched = false;
  history.replaceState(null, '', `?${new URLSearchParams({ stream: state.stream, condition: id })}`);
  document.title = `Thresholds, ${name().toLowerCase()} · MediaSKINoscope`;
  chooser.begin(thresholds.values[id]);
  delete $('#tuner').dataset.ready;
  drawConditions(); drawPoint(); drawAnswer();
  answer();
}

async function openStream(stream) {
  if (!stream || stream === state.stream) return;
  state.stream = stream;
  $('#tuner').hidden = false;
  await thresholds.load(stream);
  loadLog(); packs.load(stream); showOrdinary();
  const ids = conditionIds();
  choose(ids.includes(wanted.get('condition')) ? wanted.get('condition') : ids[0]);
}

function fillStreams() {
  const select = $('#stream'), ids = [...store.streams.keys()], key = ids.join();
  $('#empty').hidden = ids.length > 0 || !store.loaded;
  $('#which').hidden = !ids.length;
  say($('#empty'), store.unread.has('streams') ? 'The streams could not be read, so their thresholds are not shown. The page asks again every 10 seconds.' : 'No stream runs, so there is nothing to set. Start one on the live page, then come back.');
  showOrdinary();
  if (select.dataset.key !== key) {
    select.dataset.key = key;
    select.replaceChildren(...ids.map(id => new Option(streamName(id, ownNames()), id)));
    if (ids.includes(state.stream)) select.value = state.stream;
  }
  // Events name streams one by one: which there are is known with the list only.
  if (store.loaded && ids.length && !ids.includes(state.stream)) openStream(ids.includes(wanted.get('stream')) ? wanted.get('stream') : ids[0]);
  if (!ids.length) { $('#tuner').hidden = true; state.stream = null; }
  if (state.stream) select.value = state.stream;
}

$('#stream').addEventListener('change', e => openStream(e.target.value));
$('#conditions').addEventListener('click', e => {
  const link = e.target.closest('a');
  if (!link || e.metaKey || e.ctrlKey) return;
  e.preventDefault();
  choose(link.dataset.id);
});
$('#conditions').addEventListener('keydown', e => {
  const links = [...$('#conditions').querySelectorAll('a')], at = links.indexOf(e.target.closest('a')), last = links.length - 1;
  const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: last }[e.key];
  if (at < 0 || to == null || e.ctrlKey || e.metaKey || e.altKey) return;
  e.preventDefault();
  const next = links[Math.min(last, Math.max(0, to))];
  links[at].tabIndex = -1; next.tabIndex = 0;
  next.focus();
});
$('#reset').addEventListener('click', () => { choose(state.id); $('#wanted').focus(); });
$('#apply').addEventListener('click', async () => {
  const next = setting(), id = state.id;
  if (!next) return;
  const failed = await thresholds.set(id, nameOf(id), next);
  $('#problem').replaceChildren(...(failed ? [strip({ id: 'apply', symbol: 'offline', title: 'The threshold was not set', body: failed })] : []));
  loadLog(); drawChange(); ask();
});
watchHealth($('#health'), store);
store.on('streams', fillStreams);
setInterval(() => { if (packs.isRunning) packs.refresh(); }, 3000);
setInterval(() => { if (document.visibilityState === 'visible') { answer(); loadLog(); } }, MINUTE);
known.then(() => { $('#apply').hidden = !may('thresholds'); });
store.start().then(fillStreams);
