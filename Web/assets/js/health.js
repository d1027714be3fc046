// Trouble of the server that every page must show: the journal, the encoder, the connection. What happened, what it means, what to do.
import { $, html, raw, escape } from './dom.js';
import { inWords } from './api.js';
import { icon } from './icons.js';
import { clock } from './format.js';

const journal = {
  disk_full: ['The disk is full', 'Video and scores go on, but no alert can be stored, so none is shown until it can be. Free some space on the server; it goes on by itself.'],
  read_only: ['The journal cannot be written', 'Video and scores go on, but no alert can be stored, so none is shown until it can be. The data folder is read-only: give the server the right to write there.'],
  corrupt: ['The journal is damaged', 'Video and scores go on, but no alert can be stored, so none is shown until it can be. Run “mediaskinoscope verify” on the server: it names the first broken entry.'],
};

/** Words for a journal in trouble, or null. Pure. */
export function journalWords({ state, detail } = {}) {
  if (!state || state === 'ok') return null;
  const [title, body] = journal[state] ?? ['The journal is in trouble', 'Alerts may not be stored. Look at the server’s log.'];
  return { id: 'journal', symbol: 'disk', title, body: detail ? `${body} The server says: ${detail}` : body };
}

/** Words for a fitted head that should be in force and is not, or null. Pure. */
export const headWords = heads => heads?.state !== 'fallback' ? null : { id: 'heads', symbol: 'disk', title: 'A fitted head is not in force', body: `The pack’s wordings score in its place. ${heads.detail ?? ''}` };

/** Words for messages that no sink took, or null; sinks: Map of name to how many. Pure. */
export function sinkWords(sinks) {
  const given = [...sinks].filter(([, dead]) => dead > 0);
  if (!given.length) return null;
  const count = given.reduce((sum, [, dead]) => sum + dead, 0), names = given.map(([name]) => name).join(', ');
  return { id: 'dead-letters', symbol: 'offline', title: `${count === 1 ? 'One message was' : `${count} messages were`} not handed over`, body: `The server gave up on ${count === 1 ? 'it' : 'them'} after every retry (${names}). Settings, Hand-off says why; mend the receiver, then send ${count === 1 ? 'it' : 'them'} again there.` };
}
/** Words for a language model that fails, or null: explanations miss nothing but its wordings. Pure. */
export const languageWords = model => model?.state !== 'failing' ? null : { id: 'language', symbol: 'disk', title: 'The language model does not answer', body: `Explanations stand as they were composed, and nothing is missing from them. It is asked again by itself. The server says: ${model.detail ?? 'nothing more'}.` };

/** Words for a lost server on pages without a picture. Pure. */
export const lostWords = connection => connection.state !== 'lost' ? null : {
  id: 'offline', symbol: 'offline', title: 'This page lost the server',
  body: `Nothing here is current since ${clock(connection.since)}. The server may still be watching and logging. We reconnect by ourselves; check that you are on its network.`,
};

/** A message below the header or the picture. */
export const strip = ({ id, symbol, title, body, action }) => html`<div class="message" data-id="${id}">${icon(symbol)}<h2>${title}</h2><p>${body}</p>${action ? raw(`<div class="acts"><button class="compact" data-run="${escape(action.run)}">${escape(action.label)}</button></div>`) : ''}</div>`;

/** For a page or a part of it that could not be read: what failed, what that means here, and a button that loads the page again where that may help. */
export function unread(title, error, { id = 'load', so = 'so nothing is shown' } = {}) {
  const refused = error.status === 403, body = inWords(error).replace('so nothing was changed', so);
  return strip({ id, symbol: refused ? 'lock' : 'offline', title, body, action: refused || error.status === 404 ? null : { run: 'reload', label: 'Try again' } });
}

/** Tells a screen reader once that a message came; its numbers may change on screen without being read again and again. */
export function tell({ title, body }) { $('#told').textContent = `${title}. ${body}`; }

/** Shows these messages in a place, and touches nothing that has not changed. */
export function showStrips(root, wanted) {
  for (const words of wanted) if (![...root.children].some(child => child.dataset.id === words.id)) tell(words);
  for (const [i, words] of wanted.entries()) {
    const key = JSON.stringify(words), there = root.children[i];
    if (there?.dataset.key === key) continue;
    const next = strip(words);
    next.dataset.key = key;
    const same = there?.dataset.id === words.id && !words.action && !there.querySelector('.acts');
    if (same) { there.querySelector('p').textContent = words.body; there.querySelector('h2').textContent = words.title; there.dataset.key = key; }
    else if (there) there.replaceWith(next); else root.append(next);
  }
  while (root.children.length > wanted.length) root.lastElementChild.remove();
}

/** Keeps the messages of a page without a picture true. */
export function watchHealth(root, store) {
  const draw = () => showStrips(root, [lostWords(store.connection), journalWords(store.health.journal), headWords(store.health.heads), languageWords(store.health.language_model), sinkWords(store.sinks)].filter(Boolean));
  store.on('health', draw); store.on('sinks', draw); store.on('connection', draw);
  draw();
}
