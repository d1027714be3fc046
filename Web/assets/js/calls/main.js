// Calls: how the line stands, and each call with what was said, how it ended and what it cost.
import '../shell.js';
import { $, html, raw, say, text } from '../dom.js';
import { get, inWords, post, remove } from '../api.js';
import { openDialog } from '../dialog.js';
import { strip, unread, watchHealth } from '../health.js';
import { known, may } from '../session.js';
import { showSettingsNav } from '../settings-nav.js';
import { store } from '../store.js';
import { toast } from '../toast.js';
import { costWords, durationWords, kindWords, lineWords, reasonWords, speakerWords, stateWords } from '../calls-model.js';

const root = $('#calls'), EVERY_MS = 3000;
let state = null, calls = [], joining = null, drawn = '';

const time = at => text`<time datetime="${at}">${new Date(at).toLocaleString('en-GB')}</time>`;
const fact = (name, value) => value === null || value === undefined ? '' : text`<dt>${name}</dt><dd>${value}</dd>`;
const off = () => html`<section class="panel" data-ready="off"><header><h2>This server makes no calls</h2></header><div class="body stack"><p>Nobody is rung and nothing goes to a call service. To let a warning ring a telephone, add <code>vapi:</code> under <code>voice:</code> in the configuration and start the server again.</p></div></section>`;

async function load() {
  try {
    state = await get('/calls');
    calls = may('respond') ? (await get('/calls/history')).items : [];
    if ($('#problem').firstElementChild?.dataset.id === 'load') $('#problem').replaceChildren();
  } catch (error) {
    if (error.status === 404) return show('off', [off()]);
    if ($('#problem').firstElementChild?.dataset.id !== 'load') $('#problem').replaceChildren(unread('The calls could not be read', error, { so: state ? 'so what is shown may be old' : 'so nothing is shown' }));
    if (!state) root.replaceChildren();
    root.dataset.ready = 'failed';
    return;
  }
  if (!state.call) joining = null;
  draw();
}

function show(ready, parts) {
  root.replaceChildren(...parts);
  root.dataset.ready = ready;
}

/** Nothing is drawn anew while it says the same, and the focus stays where it was. */
function draw() {
  const key = JSON.stringify([state, calls, joining, [...store.conditions.keys()].length]);
  if (key === drawn) return;
  drawn = key;
  const focus = document.activeElement?.id, open = new Set([...root.querySelectorAll('details[open]')].map(part => part.id));
  show('shown', [line(), ...(may('respond') ? [history()] : [])]);
  for (const id of open) document.getElementById(id)?.setAttribute('open', '');
  if (focus) document.getElementById(focus)?.focus();
}

function line() {
  const { mark, words, trouble } = lineWords(state);
  const panel = html`<section class="panel call-line" aria-labelledby="line-title"><header><h2 id="line-title">The line</h2><span class="tag ${mark}" id="line-state" role="status">${words}</span></header><div class="body stack">
    ${trouble ? text`<p class="fault" data-id="fault">${trouble}</p>` : ''}
    ${state.can_phone ? '' : text`<p class="second small">No number on duty is configured, so that there are calls in the browser only.</p>`}
    <div class="acts"></div></div></section>`;
  if (joining) $('.acts', panel).before(html`<p>The call waits for you: <a href="${joining}" target="_blank" rel="noreferrer noopener">join it in a new window</a>. Only you were given this address.</p>`);
  if (!may('respond')) { $('.acts', panel).remove(); return panel; }
  const add = (id, label, act, kind = '') => {
    const button = html`<button id="${id}" class="${kind}">${label}</button>`;
    button.addEventListener('click', () => act(button));
    $('.acts', panel).append(button);
  };
  if (state.call) add('hang-up', 'Hang up', hangUp, 'primary');
  else {
    if (state.can_phone) add('phone', 'Ring the number on duty…', ring);
    add('web', 'Open a call in the browser', openCall);
  }
  return panel;
}

function history() {
  const panel = html`<section class="panel" aria-labelledby="calls-title"><header><h2 id="calls-title">Calls</h2><span class="quiet small">the newest fifty, from the journal</span></header><div class="body stack" id="list"></div></section>`;
  $('#list', panel).append(...(calls.length ? calls.map(item) : [html`<p class="second">Nobody was called yet.</p>`]));
  return panel;
}

function item(call) {
  const [mark, words] = stateWords(call), at = call.placed_at ?? call.ended_at;
  const about = call.alerts.length ? raw(call.alerts.slice(0, 5).map((id, i) => text`${i ? ', ' : ''}<a href="/alert?id=${id}">alert ${id.slice(0, 8)}</a>`)) : null;
  const part = html`<article class="call" aria-labelledby="call-${call.sequence}"><h3 id="call-${call.sequence}">${time(at)} <span class="second">${kindWords(call.kind)}</span> <span class="tag ${mark}" data-state="${call.state}">${words}</span></h3>
    <dl class="facts">${raw([
      fact('For', about ?? (call.by ? 'no alert: somebody asked for it' : null)), fact('Asked for by', call.by), fact('Lasted', durationWords(call)),
      fact('Cost', costWords(call)), fact('Ended because', reasonWords(call.reason)),
    ])}</dl></article>`;
  if (call.lines.length) part.append(html`<details id="said-${call.sequence}"><summary>What was said: ${call.lines.length} ${call.lines.length === 1 ? 'sentence' : 'sentences'}</summary><ul class="said">${raw(call.lines.map(l => text`<li><span class="second small">${time(l.at)}, ${speakerWords(l.speaker)}</span><br>${l.text}</li>`))}</ul></details>`);
  return part;
}

const problem = (title, error) => $('#problem').replaceChildren(strip({ id: 'act', symbol: 'offline', title, body: inWords(error) }));

async function begin(kind) {
  const started = await post('/calls', { kind });
  joining = started.joining;
  $('#problem').replaceChildren();
  toast(kind === 'web' ? 'The call is open. Logged.' : 'The number on duty rings. Logged.');
  await load();
}

function ring() {
  const dialog = $('#ring'), told = $('#ring-problem');
  told.hidden = true;
  dialog.querySelector('form').onsubmit = async event => {
    event.preventDefault();
    try { await begin('phone'); dialog.close(); } catch (error) { told.hidden = false; say(told, inWords(error)); }
  };
  openDialog(dialog);
}

async function openCall(button) {
  button.disabled = true;
  try { await begin('web'); } catch (error) { problem('There is no call', error); } finally { button.disabled = false; }
}

async function hangUp(button) {
  button.disabled = true;
  try { await remove('/calls'); toast('The call is being ended. Logged.'); await load(); } catch (error) { problem('The call was not ended', error); } finally { button.disabled = false; }
}

showSettingsNav();
watchHealth($('#health'), store);
await Promise.all([store.start(), known]);
await load();
setInterval(() => { if (!document.hidden) load(); }, EVERY_MS);
