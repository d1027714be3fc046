// Reading blind: a case, an answer, then the result. Everything by keyboard.
import '../shell.js';
import { $, $$, html, raw, say } from '../dom.js';
import { get, inWords, NotReached, post } from '../api.js';
import { unread, watchHealth } from '../health.js';
import { shortcutsOn } from '../keyboard.js';
import { answersOf, certainties, chosenBy, roundWords, shownWords } from '../review-model.js';
import { known, may } from '../session.js';
import { store } from '../store.js';
import { revealPanel } from './reveal.js';
import { statisticsPanel } from './statistics.js';

let queue = [], current = null, answers = [], names = new Map(), shownAt = 0, readToday = 0, busy = false;

const nameOf = id => names.get(id) ?? (id === 'none' ? 'None of these' : id === 'cannot-say' ? 'Cannot say' : id);
const caseName = id => `Case ${id.slice(0, 4)}`;
function trouble(title, error) {
  $('#problem').replaceChildren(unread(title, error));
  if (current || queue.length) return;
  say($('#sampling'), 'Not read.');
  $('#case-body').replaceChildren(html`<p class="second">Nothing can be read until the queue is there. What was saved is kept.</p>`);
}

// MARK: the queue

function drawQueue() {
  say($('#left'), `${queue.length} left`);
  $('#queue').replaceChildren(...queue.slice(0, 40).map(item => html`<li><button data-id="${item.id}"${raw(item.id === current?.id ? ' aria-current="true"' : '')}>${caseName(item.id)}<small>${item.id === current?.id ? (current.own ? 'read' : 'reading now') : roundWords[item.round]}</small></button></li>`));
}

async function loadQueue() {
  const found = await get('/review/queue');
  queue = found.items;
  readToday = found.read_today;
  say($('#today'), `Today ${readToday} read`);
  say($('#sampling'), `${found.sampling}${found.alerts_without_pictures ? ` ${found.alerts_without_pictures} alerts have no picture, since their sessions do not allow any; they cannot be read here.` : ''}`);
  drawQueue();
}

function showNothing() {
  current = null;
  say($('#case-title'), 'Nothing to read');
  say($('#clock'), '');
  $('#case-body').replaceChildren(html`<p class="second">No case waits for you. Cases come from alerts and from quiet stretches of sessions that allow pictures; each is read by two people, and by a third where they differ.</p>`);
  $('#side').replaceChildren();
  statisticsPanel(nameOf).then(panel => $('#side').append(panel)).catch(() => {});
  drawQueue();
}

// MARK: a case

const picture = (source, i) => html`<button data-picture="${i}" aria-pressed="${i === 0}" aria-label="Picture ${i + 1}"><img src="${source}" alt=""></button>`;

function drawCase() {
  const many = current.pictures.length > 1;
  say($('#case-title'), caseName(current.id));
  $('#case-body').replaceChildren(
    html`<div class="case-picture" id="screen" tabindex="0" aria-label="The picture; it scrolls when enlarged"><img id="picture" src="${current.pictures[0]}" alt="A part of a frame, sharp at a place that is to be judged, blurred around it"><p class="stamp">Research use only. Not for diagnosis.</p></div>`,
    html`<div class="row small second"><span>Zoom</span><div class="segmented" id="zoom"><button class="compact" aria-pressed="true">Fit</button><button class="compact" aria-pressed="false">2×</button></div><span>${current.own ? 'Identity, stream and time are not in the picture.' : 'Identity, stream, time and result are hidden.'}</span></div>`,
    ...(many ? [html`<h3>The frames that made the alert</h3>`, html`<div class="case-film" id="film">${current.pictures.map((source, i) => raw(picture(source, i).outerHTML))}</div>`] : []));
  $('#picture').addEventListener('error', () => $('#screen').replaceChildren(html`<p class="stamp">The picture could not be read; its session may have been purged.</p>`), { once: true });
}

function drawQuestion() {
  const keyed = answers.filter(a => a.key), others = answers.filter(a => !a.key), order = [...keyed.filter(a => /\d/.test(a.key)), ...keyed.filter(a => !/\d/.test(a.key))];
  const readings = current.readings.length ? html`<div class="sealed-note"><span></span><span>Two readers differ: ${current.readings.map(r => `${r.reader} said ${nameOf(r.condition).toLowerCase()} (${r.certainty})`).join('; ')}. You decide.</span></div>` : '';
  const panel = html`<form class="panel" id="answer"><header><h2>Your reading</h2><span class="quiet small">step 1 of 2</span></header><div class="body stack">
    ${readings ? raw(readings.outerHTML) : ''}
    <fieldset class="choices answers"><legend><b>What does it look like?</b></legend>${raw(order.map(a => html`<label><input type="radio" name="condition" value="${a.id}"><span>${a.name}</span><kbd>${a.key}</kbd></label>`.outerHTML))}</fieldset>
    ${others.length ? raw(html`<label class="field"><span>Another condition</span><select name="other"><option value="">None chosen</option>${raw(others.map(a => html`<option value="${a.id}">${a.name}</option>`.outerHTML))}</select></label>`.outerHTML) : ''}
    <fieldset><legend><b>How sure are you?</b></legend><div class="certainties">${raw(certainties.map(([id, words, key]) => html`<label><input type="radio" name="certainty" value="${id}"${raw(id === 'medium' ? ' checked' : '')}>${words}<kbd>${key}</kbd></label>`.outerHTML))}</div></fieldset>
    <label class="field"><span>Comment (optional)</span><textarea name="comment" rows="2" maxlength="1000"></textarea></label>
    <p class="message failed" id="answer-problem" role="alert" hidden></p>
    <div class="sealed-note"><span aria-hidden="true">●</span><span>The result is sealed until you save, so that it cannot sway you. Your answer cannot be changed after that.</span></div>
    <button class="primary wide">Save and reveal <kbd>Enter</kbd></button></div></form>`;
  panel.addEventListener('submit', save);
  panel.elements.other?.addEventListener('change', () => { if (panel.elements.other.value) for (const radio of $$('[name=condition]', panel)) radio.checked = false; });
  $('#side').replaceChildren(panel);
}

async function openCase(id) {
  try {
    current = await get(`/review/cases/${id}`);
    $('#problem').replaceChildren();
    shownAt = performance.now();
    drawCase();
    if (current.own) reveal(); else drawQuestion();
    drawQueue();
    $('#case').focus({ preventScroll: true });
  } catch (error) {
    trouble('The case could not be opened', error);
    if (!(error instanceof NotReached)) queue = queue.filter(item => item.id !== id);
    drawQueue();
  }
}

async function next() {
  try { await loadQueue(); } catch (error) { return trouble('The queue could not be read', error); }
  if (queue.length) await openCase(queue[0].id); else showNothing();
}

// MARK: the answer

async function save(e) {
  e?.preventDefault();
  const form = $('#answer'), problem = $('#answer-problem');
  if (!form || busy) return;
  const condition = form.elements.other?.value || form.elements.condition.value;
  if (!condition) { problem.textContent = 'Choose an answer first: a digit, N for none, or X if the picture does not allow one.'; problem.hidden = false; return; }
  busy = true;
  const spent = performance.now() - shownAt;
  try {
    current = await post(`/review/cases/${current.id}/verdict`, { condition, certainty: form.elements.certainty.value, comment: form.elements.comment.value.trim() || null, shown_ms: Math.round(spent) });
    say($('#today'), `Today ${++readToday} read`);
    drawCase();
    reveal();
    drawQueue();
  } catch (error) { problem.textContent = inWords(error).replace('so nothing was changed', 'so nothing was saved'); problem.hidden = false; }
  busy = false;
}

function reveal() {
  const panel = revealPanel(current, nameOf);
  $('#side').replaceChildren(panel);
  $('#next').addEventListener('click', next);
  say($('#clock'), current.own.shown_ms == null ? '' : shownWords(current.own.shown_ms));
  statisticsPanel(nameOf).then(figures => { if (current?.own) $('#side').append(figures); }).catch(() => {});
  $('#next').focus({ preventScroll: true });
}

// MARK: keys and clicks

addEventListener('keydown', e => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented || !current || e.target.closest('textarea, select, dialog[open], input:not([type=radio])')) return;
  const form = $('#answer');
  if (e.key === 'Enter') {
    if (e.target.closest('button, a') && !e.target.closest('#next')) return;
    e.preventDefault();
    if (form) save(); else next();
    return;
  }
  if (!form || !shortcutsOn()) return;
  const chosen = chosenBy(e.key, answers);
  if (!chosen) return;
  e.preventDefault();
  const [name, value] = Object.entries(chosen)[0];
  $(`[name=${name}][value="${CSS.escape(value)}"]`, form).checked = true;
  if (name === 'condition' && form.elements.other) form.elements.other.value = '';
});
$('#queue').addEventListener('click', e => { const id = e.target.closest('[data-id]')?.dataset.id; if (id) openCase(id); });
$('#case').addEventListener('click', e => {
  const film = e.target.closest('[data-picture]'), zoom = e.target.closest('#zoom button');
  if (film) { $('#picture').src = current.pictures[film.dataset.picture]; for (const b of $$('#film button')) b.setAttribute('aria-pressed', b === film); }
  if (zoom) { for (const b of $$('#zoom button')) b.setAttribute('aria-pressed', b === zoom); $('#screen').classList.toggle('twice', zoom.textContent === '2×'); }
});
setInterval(() => { if (current && !current.own) say($('#clock'), shownWords(performance.now() - shownAt)); }, 200);

async function start() {
  try {
    const conditions = (await get('/conditions')).items.filter(c => c.tier !== undefined);
    names = new Map(conditions.map(c => [c.id, c.name]));
    // Those that the encoder was measured on come first, on the keys; the list is the same for every case.
    answers = answersOf([...conditions].sort((a, b) => (b.proven - a.proven) || a.name.localeCompare(b.name)));
    await loadQueue();
  } catch (error) { return trouble('The queue could not be read', error); }
  if (queue.length) await openCase(queue[0].id); else showNothing();
}
watchHealth($('#health'), store);
known.then(() => { for (const link of ['#export-csv', '#export-ndjson']) $(link).hidden = !may('export'); });
store.on('verdict', () => { if (!busy) loadQueue().catch(() => {}); });     // a case that another has read may need nobody any more
store.start();
start();
