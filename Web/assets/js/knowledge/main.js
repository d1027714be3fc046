// Reading and correcting what explanations rest on, with who signed what.
import '../shell.js';
import { $, $$, html, raw, say, text } from '../dom.js';
import { get } from '../api.js';
import { strip, unread, watchHealth } from '../health.js';
import { known, may } from '../session.js';
import { store } from '../store.js';
import { isCode, moment, parts, place, relationWords, tally } from '../knowledge-model.js';
import { statement, unplaced } from './statement.js';
import { askCorrection, askRemoval, askSignature, takeBack } from './dialogs.js';
import { importDialog } from './imports.js';

const form = $('#search'), reader = $('#reader'), body = $('#reader-body'), marks = $('#reader-marks');
let documents = [], review = [], turn = 0;

/** The address of a document's place on this page. */
const linkTo = id => address(new URLSearchParams({ document: id }));
const byTitle = (a, b) => a.title.localeCompare(b.title, 'en');
const address = asked => `/knowledge${asked.toString() ? `?${asked}` : ''}`;
const asked = () => new URLSearchParams(location.search);

// The list

function entry(document) {
  const attention = document.to_review ? raw('<span class="attention" aria-hidden="true"></span>') : '';
  return html`<li><a href="${linkTo(document.id)}" data-document="${document.id}">${attention}<b>${document.title}</b><small>${tally(document)}</small></a></li>`;
}

function drawShelf() {
  const chosen = asked().get('document'), focused = document.activeElement?.dataset?.document;
  for (const [list, kind] of [['#conditions', 'note'], ['#imported', 'imported']]) $(list).replaceChildren(...documents.filter(d => d.kind === kind).sort(byTitle).map(entry));
  $('#none-imported').hidden = documents.some(d => d.kind === 'imported');
  for (const link of $$('#shelf [data-document]')) if (link.dataset.document === chosen) link.setAttribute('aria-current', 'page');
  if (focused) $(`#shelf [data-document="${focused}"]`)?.focus();
}

function drawAbout(summary) {
  say($('#about'), `What explanations rest on: ${summary.passages} statements and passages, ${summary.signed} signed by a clinician, ${summary.corrected} corrected here${summary.to_review ? `, ${summary.to_review} to look at again` : ''}. Version ${summary.version.slice(0, 8)}, built ${moment(summary.built_at)}. For research use only, not for diagnosis.`);
}

async function load() {
  try {
    const [summary, list, again] = await Promise.all([get('/knowledge'), get('/knowledge/documents'), get('/knowledge/review')]);
    [documents, review] = [list.items, again.items];
    drawAbout(summary);
    $('#problem').replaceChildren();
    drawShelf();
    return true;
  } catch (error) {
    $('#problem').replaceChildren(error.status === 503
      ? strip({ id: 'missing', symbol: 'disk', title: 'There is no knowledge store', body: 'Alerts go on, but they are not explained. Run “mediaskinoscope knowledge build” on the server, then start it again.' })
      : unread('The knowledge store could not be read', error));
    show('Nothing is shown', [html`<p class="second">The notes could not be read. Alerts go on.</p>`]);
    return false;
  }
}

// The reader

function show(title, contents, tags = []) {
  say($('#reader-title'), title);
  marks.replaceChildren(...tags.filter(Boolean));
  body.replaceChildren(...contents.filter(Boolean));
  reader.dataset.ready = title;
}

const acts = {
  correct: askCorrection, sign: askSignature, revoke: takeBack,
  keep: (passage, done) => askCorrection(passage, done, { reason: 'Kept after the statement was rewritten' }),
  take: (passage, done) => askCorrection(passage, done, { text: passage.review.shipped, reason: 'The new wording says it' }),
};

/** After a change: the list, and the same place in the note. */
async function changed(passage) {
  await load();
  await open();
  const item = passage && $(`[data-passage="${passage.id}"]`, body);
  item?.focus();
}

async function readDocument(id) {
  const found = documents.find(d => d.id === id);
  if (!found) return show('Not found', [html`<p>The store has no such document. It may have been taken out.</p>`]);
  const about = found.kind === 'note' ? (await get(`/conditions/${encodeURIComponent(found.name)}/knowledge`)).items.filter(p => p.kind !== 'imported') : (await get(`/knowledge/documents/${id}`)).items;
  const lost = review.filter(item => !item.passage && item.review.document === id).map(item => unplaced(item.review));
  const remove = found.kind === 'imported' && may('knowledge') ? html`<button class="compact">Take out…</button>` : null;
  remove?.addEventListener('click', () => askRemoval(found, async () => { history.replaceState(null, '', '/knowledge'); await load(); show('Choose a condition', []); $('#main').focus(); }));
  const tags = [html`<span class="tag${found.signed === found.passages && found.passages ? ' ok' : ''}">${tally(found)}</span>`, remove];
  if (found.kind === 'imported') {
    const facts = html`<dl class="facts"><dt>File</dt><dd>${found.name}, version ${found.version}</dd><dt>Licence</dt><dd>${found.licence}</dd><dt>Brought in</dt><dd>${moment(found.added_at)}</dd></dl>`;
    const list = html`<ol class="statements spaced"></ol>`;
    list.append(...about.map(p => statement(p, run)));
    return show(found.title, [facts, list], tags);
  }
  const groups = parts(about).map(part => {
    const group = html`<section class="note-part" aria-labelledby="part-${part.id}"><h3 id="part-${part.id}">${part.title}</h3><ol class="statements"></ol></section>`;
    $('ol', group).append(...part.items.map(p => statement(p, run)));
    return group;
  });
  show(found.title, [...lost, ...groups], tags);
}

const run = (act, passage) => acts[act](passage, changed);

function hit({ passage, score, lexical_rank: words, vector_rank: meaning }, i) {
  const how = [words && `words: ${words}`, meaning && `meaning: ${meaning}`].filter(Boolean).join(', ');
  const item = statement(passage, run, { place: html`<p class="place"><b>${i + 1}</b> <a href="${linkTo(noteOf(passage))}" data-document="${noteOf(passage)}">${place(passage)}</a> <small class="quiet" title="Places in the two searches that were joined; score ${score.toFixed(4)}">${how}</small></p>` });
  return item;
}

/** Codes are shown within the note of their condition. */
const noteAbout = condition => documents.find(d => d.kind === 'note' && d.name === condition);
const noteOf = passage => (passage.kind === 'ontology' ? noteAbout(passage.condition)?.id : null) ?? passage.document;

function codeAnswer(answer) {
  const links = answer.conditions.map(c => {
    const note = noteAbout(c.condition)?.id ?? '';
    return html`<li>${relationWords[c.relation] ?? c.relation} <a href="${linkTo(note)}" data-document="${note}">${c.name}</a> <span class="quiet">of the pack ${c.pack}</span></li>`;
  });
  const panel = html`<section class="note-part code-answer" aria-label="Code"><p><b>${answer.term.code}</b> ${answer.term.name}</p>${answer.same.length ? text`<p class="small second">Same as ${answer.same.map(c => `${c.code} ${c.display}`).join('; ')}</p>` : ''}<ul></ul></section>`;
  $('ul', panel).append(...(links.length ? links : [html`<li>leads to no condition of a pack</li>`]));
  return panel;
}

async function search(words, kind) {
  const wanted = new URLSearchParams({ q: words, limit: 20, ...(kind ? { kind } : {}) });
  const [found, code] = await Promise.all([
    get(`/knowledge/search?${wanted}`), isCode(words) ? get(`/ontology/${encodeURIComponent(words.trim())}`).catch(() => null) : null]);
  const list = html`<ol class="statements hits"></ol>`;
  list.append(...found.items.map(hit));
  show(`Found for “${words}”`, [code && codeAnswer(code), found.items.length ? list : html`<p class="second">Nothing in the store fits. Try other words, or the name of a condition.</p>`], [html`<span class="quiet small" role="status">${found.items.length} shown, best first</span>`]);
}

/** What the address asks for. */
async function open() {
  const mine = ++turn, wanted = asked(), words = wanted.get('q')?.trim();
  form.elements.q.value = words ?? '';
  form.elements.kind.value = wanted.get('kind') ?? '';
  // On a phone what was asked for comes before the list.
  $('.knowledge').toggleAttribute('data-asked', ['q', 'document', 'condition'].some(key => wanted.has(key)));
  drawShelf();
  try {
    if (words) await search(words, wanted.get('kind'));
    else if (wanted.get('document')) await readDocument(wanted.get('document'));
    else if (wanted.get('condition')) {
      const note = noteAbout(wanted.get('condition'));
      if (note) { history.replaceState(null, '', linkTo(note.id)); return open(); }
      show('Not found', [html`<p>There is no note about this condition.</p>`]);
    } else if (review.length) showReview();
  } catch (error) {
    if (mine === turn) show('Not read', [unread('This could not be read', error)]);
  }
}

function showReview() {
  const list = html`<ol class="statements"></ol>`;
  list.append(...review.map(item => item.passage ? statement(item.passage, run, { place: html`<p class="place"><a href="${linkTo(item.passage.document)}" data-document="${item.passage.document}">${place(item.passage)}</a></p>` }) : unplaced(item.review, 'li')));
  show('To be looked at again', [list]);
}

function go(wanted) {
  history.pushState(null, '', address(wanted));
  return open().then(() => { reader.focus({ preventScroll: true }); reader.scrollIntoView({ block: innerWidth <= 900 ? 'start' : 'nearest' }); });
}

document.addEventListener('click', e => {
  const link = e.target.closest('a[data-document]');
  if (!link || e.ctrlKey || e.metaKey || e.shiftKey || e.button) return;
  e.preventDefault();
  go(new URLSearchParams({ document: link.dataset.document }));
});
form.addEventListener('submit', e => {
  e.preventDefault();
  const words = form.elements.q.value.trim(), kind = form.elements.kind.value;
  go(new URLSearchParams(words ? { q: words, ...(kind ? { kind } : {}) } : {}));
});
addEventListener('popstate', open);
watchHealth($('#health'), store);
store.start();
known.then(async () => {
  if (!await load()) return;
  $('#acts').hidden = !may('knowledge');
  importDialog($('#bring'), () => documents.filter(d => d.kind === 'note').sort(byTitle), changed);
  await open();
});
