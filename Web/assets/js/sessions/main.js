// The list of sessions, and one of them: subject, notes, what is allowed, withdrawal.
import '../shell.js';
import { $, $$, html, raw, say, query } from '../dom.js';
import { get, getVersioned, inWords, patch, post, Refused } from '../api.js';
import { openDialog } from '../dialog.js';
import { moment, streamName } from '../format.js';
import { unread, watchHealth } from '../health.js';
import { known, may } from '../session.js';
import { consentWords, count, permissions, stateWords, timeWords } from '../sessions-model.js';
import { store } from '../store.js';
import { toast } from '../toast.js';

const PAGE = 50, form = $('#filters'), list = $('#list'), shown = new Map();
let failed = false, next = null, turn = 0, open = null, etag = null, last = Promise.resolve();

const wanted = () => Object.fromEntries([...new FormData(form)].map(([key, value]) => [key, String(value).trim()]).filter(([, value]) => value));
const tag = session => raw(`<span class="tag${session.state === 'running' ? ' ok' : ''}">${stateWords[session.state]}</span>`);
const nameOf = session => session.state === 'purged' ? `Session ${session.id.slice(0, 8)}` : session.subject ?? 'No subject given';

const row = session => html`<li><a href="?id=${session.id}" data-id="${session.id}"${raw(session.id === open?.id ? ' aria-current="true"' : '')}>
  <span class="row"><b>${nameOf(session)}</b> ${tag(session)}${session.demo ? raw('<span class="tag">drawn skin</span>') : ''}</span>
  <span>${session.stream ? streamName(session.stream) : 'Nothing of it can be read'}</span>
  <small>${timeWords(session)}${session.state === 'purged' ? '' : `. ${count(session.alerts, 'alert')}, ${count(session.snapshots, 'picture')}`}</small></a></li>`;

function draw() {
  const focused = document.activeElement?.dataset?.id;
  list.replaceChildren(...[...shown.values()].map(row));
  if (focused) $(`[data-id="${focused}"]`, list)?.focus();
  $('#more').hidden = !next;
  $('#none').hidden = shown.size > 0;
  say($('#none'), failed ? 'Not read: there may be sessions.' : Object.keys(wanted()).length ? 'No session matches these filters. Widen them, or show any.' : 'There was no session yet. One begins with a stream’s first picture.');
  say($('#count'), shown.size ? `${shown.size}${next ? ' newest' : ''} shown` : '');
}

// The list and the session that is open fail each for itself: one that succeeds must not hide the other's trouble.
const clear = id => $(`#problem [data-id=${id}]`)?.remove();
function fail(title, error, id) {
  clear(id);
  $('#problem').append(unread(title, error, { id, so: 'so the list may be old' }));
}

async function load({ more = false } = {}) {
  const mine = ++turn;
  try {
    const page = await get(`/sessions?${new URLSearchParams({ ...wanted(), limit: PAGE, ...(more && next ? { after: next } : {}) })}`);
    if (mine !== turn) return;
    if (!more) shown.clear();
    for (const session of page.items) shown.set(session.id, session);
    next = page.next ?? null;
    failed = false;
    clear('list');
  } catch (error) {
    if (mine === turn) failed = true;
    if (mine === turn) fail('The sessions could not be read', error, 'list');
  }
  draw();
}

const fact = (name, value) => raw(`<dt>${name}</dt><dd>${html`<span>${value}</span>`.outerHTML}</dd>`);

function purgedBody({ receipt }) {
  return html`<div class="stack"><p>Nobody can read this session any more. The journal’s chain is whole and tells of the purge.</p>
    <dl class="facts">${fact('Purged by', receipt.by)}${fact('Reason', receipt.reason)}${fact('Made unreadable', `${count(receipt.entries, 'entry', 'entries')}, ${count(receipt.alerts, 'alert')}, ${count(receipt.deliveries, 'unsent message')}, ${count(receipt.snapshots, 'picture')}`)}${fact('Entry of the chain', `${receipt.sequence}, ${receipt.hash.slice(0, 16)}…`)}</dl>
    <div class="session-acts"><a class="button" href="/api/v1/sessions/${receipt.session}/receipt" download>Download the receipt</a></div>
    <p class="second small">On the server, <code>mediaskinoscope verify --receipt FILE</code> checks it.</p></div>`;
}

function presentBody(session) {
  const mayEdit = may('editSessions'), locked = raw(mayEdit ? '' : ' disabled');
  return html`<div class="stack">
    <dl class="facts">${fact('Stream', streamName(session.stream))}${fact('When', timeWords(session))}${fact('Alerts', session.alerts)}${fact('Pictures kept', session.snapshots)}${fact('Purged by itself', session.purge_due_at ? moment(session.purge_due_at) : 'No')}</dl>
    <form class="stack tight" id="edit" novalidate>
      <label class="field"><span>Subject, a pseudonym and never a name</span><input type="text" name="subject" maxlength="64" autocomplete="off" value="${session.subject ?? ''}"${locked}></label>
      <label class="field"><span>Notes</span><textarea name="notes" rows="3" maxlength="4000"${locked}>${session.notes ?? ''}</textarea></label>
      <p class="message failed" id="edit-problem" role="alert" hidden></p>
      ${mayEdit ? raw('<div class="row"><button class="primary">Save subject and notes</button></div>') : ''}
    </form>
    <fieldset class="consents" id="consent"><legend><b>What the person allows</b></legend>
      ${raw(permissions.map(([key, words, meaning]) => `<label><input type="checkbox" name="${key}"${session.consent[key] ? ' checked' : ''}${mayEdit ? '' : ' disabled'}><span>${words}</span><small>${meaning}</small></label>`))}
      <label class="field"><span>Days until everything is purged (empty: no end)</span><input type="number" name="retain_days" min="0" max="36500" inputmode="numeric" value="${session.consent.retain_days ?? ''}"${locked}></label>
      <p class="message failed" id="consent-problem" role="alert" hidden></p>
    </fieldset>
    <p class="second small" id="consent-words">${consentWords(session.consent)}</p>
    <div class="session-acts"><a class="button" href="/session-report?id=${session.id}">Report</a>${mayEdit ? raw('<button id="withdraw-open">Withdraw consent…</button>') : ''}</div></div>`;
}

// What somebody has typed or stands on outlives a session that is drawn again because something else of it was saved.
function keep(session) {
  const same = open?.id === session.id, form = same && $('#edit'), focused = document.activeElement;
  const typed = !form ? [] : ['subject', 'notes'].map(name => [name, form.elements[name].value])
    .filter(([name, value]) => value !== (open[name] ?? '') && value.trim() !== (session[name] ?? ''));
  const place = !same || !focused?.closest('#detail-body') ? null : focused.name ? `[name=${focused.name}]` : focused.matches('#edit button') ? '#edit button' : null;
  return () => {
    for (const [name, value] of typed) if ($('#edit')) $('#edit').elements[name].value = value;
    if (place) $(`#detail-body ${place}`)?.focus();
  };
}

function show(session) {
  const restore = keep(session);
  open = session;
  say($('#detail-title'), nameOf(session));
  $('#detail-state').replaceChildren(html`<span>${tag(session)}</span>`);
  $('#detail-body').replaceChildren(session.state === 'purged' ? purgedBody(session) : presentBody(session));
  $('#edit')?.addEventListener('submit', save);
  $('#consent')?.addEventListener('change', allow);
  $('#withdraw-open')?.addEventListener('click', askWithdrawal);
  restore();
  if (shown.has(session.id)) shown.set(session.id, session);
  draw();
}

async function choose(id, { focus = true } = {}) {
  try {
    const found = await getVersioned(`/sessions/${id}`);
    etag = found.etag;
    show(found.value);
    clear('one');
    history.replaceState(null, '', `?id=${id}`);
    if (focus) $('#detail').focus();
  } catch (error) { fail('The session could not be read', error, 'one'); }
}

function trouble(place, error) {
  const stale = error instanceof Refused && error.status === 412;
  place.textContent = stale ? `Somebody changed this session meanwhile. It was read again${open.notes ? `, with the notes “${open.notes}”` : ''}; what you typed still stands here. Look at it, then change it.` : inWords(error);
  place.hidden = false;
}

// One change after another: the next one builds on what the one before has made, or it would be told that somebody was faster.
function change(body, problem, done) {
  const { id } = open;
  return last = last.then(() => send(id, body, problem, done));
}

async function send(id, body, problem, done) {
  const here = () => open.id === id;
  if (here()) $(problem).hidden = true;
  try {
    const changed = await patch(`/sessions/${id}`, body, here() ? etag : (await getVersioned(`/sessions/${id}`)).etag);
    if (here()) {
      etag = changed.etag;
      show(changed.value);
    }
    toast(done);
  } catch (error) {
    if (!here()) return toast(`Not changed: ${inWords(error)}`);
    if (error.status === 412) await choose(id, { focus: false });
    trouble($(problem), error);
  }
}

function save(e) {
  e.preventDefault();
  const fields = new FormData(e.target);
  change({ subject: String(fields.get('subject')).trim() || null, notes: String(fields.get('notes')).trim() || null }, '#edit-problem', 'Saved.');
}

function allow(e) {
  const { name, type, checked, value } = e.target;
  if (type === 'number' && value !== '' && !/^\d{1,5}$/.test(value)) return trouble($('#consent-problem'), { message: 'give whole days from 0 to 36500, or nothing for no end.' });
  const consent = type === 'checkbox' ? { [name]: checked } : { retain_days: value === '' ? null : Number(value) };
  change({ consent }, '#consent-problem', type === 'checkbox' ? (checked ? 'Allowed from now on.' : 'Stopped at once.') : 'Saved.').then(() => $(`#consent [name=${name}]`)?.focus());
}

function askWithdrawal() {
  say($('#withdraw-text'), `${nameOf(open)}, ${streamName(open.stream)}, ${timeWords(open)}.`);
  $('#withdraw-list').replaceChildren(...[
    open.state === 'running' ? 'The video of this stream is ended now, and nothing more is kept, spoken or sent.' : 'Nothing more of it is kept, spoken or sent.',
    `${count(open.alerts, 'alert')}, ${count(open.snapshots, 'picture')}, notes, verdicts and every other entry become unreadable: their key is destroyed.`,
    'Messages that were not sent yet are dropped. What was already sent is not reached.',
  ].map(words => html`<li>${words}</li>`));
  $('#withdraw-problem').hidden = true;
  openDialog($('#withdraw'));
}

$('#withdraw form').addEventListener('submit', async e => {
  e.preventDefault();
  const id = open.id;
  try {
    await post(`/sessions/${id}/withdrawal`, { reason: String(new FormData(e.target).get('reason')).trim() });
    $('#withdraw').close('ok');
    await choose(id);
    await load();
    toast('Purged. The receipt can be downloaded.');
  } catch (error) { trouble($('#withdraw-problem'), error); }
});

list.addEventListener('click', e => {
  const id = e.target.closest('[data-id]')?.dataset.id;
  if (id && !e.metaKey && !e.ctrlKey) { e.preventDefault(); choose(id); }
});
list.addEventListener('keydown', e => {
  const links = $$('a', list), at = links.indexOf(document.activeElement), step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
  if (step && at >= 0) { e.preventDefault(); links[at + step]?.focus(); }
});
form.addEventListener('submit', e => { e.preventDefault(); load(); });
form.addEventListener('change', () => load());
$('#more').addEventListener('click', () => load({ more: true }));
store.on('streams', () => {
  const select = form.elements.stream, ids = [...store.streams.keys()];
  if (select.dataset.key === ids.join()) return;
  select.dataset.key = ids.join();
  const chosen = select.value;
  select.replaceChildren(select.options[0], ...ids.map(id => new Option(streamName(id), id)));
  select.value = chosen;
});
watchHealth($('#health'), store);
known.then(() => { if (query.get('id')) choose(query.get('id'), { focus: false }); });
store.start().then(() => load());
