// Sentences with their citations. A citation opens what it cites, below its sentence; Esc closes it and gives the focus back.
import { $, $$, html, raw, text } from '../dom.js';
import { readableTimes } from '../format.js';
import { icon } from '../icons.js';
import { aboutWords, cited, safeLink } from './model.js';

const year = source => source.year ?? 'no year given';
const named = source => [source.title, source.organisation].filter(Boolean).join(', ');

/** The link to read a source, or nothing. It opens beside, so that nothing of this page is lost. */
function reading(source) {
  const link = safeLink(source.url);
  return link ? text`<a href="${link.href}" target="_blank" rel="noopener noreferrer">Read it at ${link.host}</a>` : '';
}

const standing = sentence => sentence.verified == null ? 'Measured in the picture by this server' : sentence.verified ? 'Signed by a clinician' : 'Unverified by a clinician: nobody has signed this statement yet';

const opened = (sentence, source, id) => html`<div class="cited" id="${id}"><b>${source.title}</b>
  <span>${[source.organisation, source.url || source.year ? year(source) : null, readableTimes(source.locator)].filter(Boolean).join(' · ')}</span>
  <span>${standing(sentence)}${sentence.origin === 'rephrased' ? '. Reworded by a language model, checked against this source' : ''}.</span>${reading(source)}</div>`;

const button = ({ number, source }, id) => text`<button class="cite" data-source="${number}" aria-expanded="false" aria-controls="${id}" aria-label="Source ${number}: ${named(source)}">${number}</button>`;

/** One sentence with its citations. mark: say at this sentence whether a clinician has signed it. */
function line(sentence, sources, key, { words = sentence.text, mark = false } = {}) {
  const cites = cited(sentence, sources), id = number => `${key}-${number}`;
  const about = aboutWords(sentence.about);
  const item = html`<li>${about ? raw(text`<b>${about}</b>`) : ''}${words} <span class="cites">${raw(cites.map(c => button(c, id(c.number))))}</span>${mark && sentence.verified === false ? raw('<span class="tag doubt">unverified</span>') : ''}</li>`;
  for (const { number, source } of cites) item.cite = { ...item.cite, [number]: () => opened(sentence, source, id(number)) };
  return item;
}

/** A list of sentences. key: unique on the page. */
export function sentenceList(sentences, sources, key, options = {}) {
  const list = html`<ul class="said"></ul>`;
  list.append(...sentences.map((sentence, i) => line(sentence, sources, `${key}-${i}`, options)));
  return list;
}

/** The short form, its sentences cited. */
export function shortForm(pieces, sources, key) {
  const list = html`<ul class="said short"></ul>`;
  list.append(...pieces.map(({ text: words, sentence }, i) => sentence ? line({ ...sentence, about: null }, sources, `${key}-${i}`, { words }) : html`<li class="quiet">${words}</li>`));
  return list;
}

/** Where each source stands, numbered as it is cited. */
export const sourceList = (sources, label) => {
  const list = html`<ol class="sources" aria-label="${label}"></ol>`;
  list.append(...sourceItems(sources));
  return list;
};
export const sourceItems = sources => sources.map((s, i) => html`<li data-source="${i + 1}"><b>${i + 1}</b><span>${s.title}<br><small>${[s.organisation, s.year, readableTimes(s.locator)].filter(Boolean).join(' · ')}</small>${raw(reading(s) ? text`<small>${reading(s)}</small>` : '')}</span></li>`);

function close(root, { focus = false } = {}) {
  const open = $('.cite[aria-expanded=true]', root);
  $('.cited', root)?.remove();
  for (const item of $$('.sources li.on', root)) item.classList.remove('on');
  if (!open) return false;
  open.setAttribute('aria-expanded', 'false');
  if (focus) open.focus();
  return true;
}

function toggle(root, cite) {
  const wasOpen = cite.getAttribute('aria-expanded') === 'true';
  close(root);
  if (wasOpen) return;
  const item = cite.closest('li');
  item.append(item.cite[cite.dataset.source]());
  cite.setAttribute('aria-expanded', 'true');
  // The list of sources that belongs to it: of the same answer, or of the panel.
  for (const found of $$(`.sources li[data-source="${cite.dataset.source}"]`, cite.closest('.asked > li') ?? root)) if (!found.closest('.asked') || cite.closest('.asked')) found.classList.add('on');
}

/** Lets every citation below root be opened, one at a time. Once for each root. */
export function openCitations(root) {
  root.addEventListener('click', e => { const cite = e.target.closest('.cite'); if (cite) toggle(root, cite); });
  root.addEventListener('keydown', e => { if (e.key === 'Escape' && close(root, { focus: true })) e.stopPropagation(); });
}

/** Which citation is open or has the focus, so that a later version of the same sentences can keep it. */
export function citationState(root) {
  const open = $('.cite[aria-expanded=true]', root)?.getAttribute('aria-controls') ?? null, focused = root.contains(document.activeElement) ? document.activeElement.getAttribute('aria-controls') : null;
  return { open, focused };
}
export function restoreCitations(root, { open, focused }) {
  const find = id => id && $(`.cite[aria-controls="${CSS.escape(id)}"]`, root);
  if (find(open)) toggle(root, find(open));
  if (focused) (find(focused) ?? root).focus();
}

/** The mark of statements that nobody has signed. */
export const doubtTag = words => html`<span class="tag doubt">${icon('dash')}${words}</span>`;
