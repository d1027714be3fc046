// One statement: what it says, on what it rests, who stands for it, and what it said before.
import { $, html, raw, escape } from '../dom.js';
import { get, inWords } from '../api.js';
import { icon } from '../icons.js';
import { may } from '../session.js';
import { moment, reviewWords, standing, webAddress, work } from '../knowledge-model.js';

const source = s => { const url = webAddress(s.url); return `<li>${url ? `<a href="${escape(url)}" rel="noopener noreferrer" target="_blank">${escape(work(s))}</a>` : escape(work(s))}</li>`; };

const mark = passage => passage.kind !== 'note' ? '' : raw(`<span class="tag ${passage.signature ? 'ok' : 'unverified'}">${icon(passage.signature ? 'check' : 'dash').markup}${escape(standing(passage))}</span>`);

/** What happened to a former wording, with both wordings beside each other. */
function reviewNote(passage) {
  const { review } = passage;
  if (!review) return '';
  const lines = [['It said', review.former], ['Corrected to', review.correction], ['It ships now as', review.shipped]].filter(([, words]) => words);
  return raw(`<div class="review"><p><b>To be looked at again.</b> ${escape(reviewWords(review))}</p><dl>${lines.map(([name, words]) => `<dt>${name}</dt><dd>${escape(words)}</dd>`).join('')}</dl>${review.kind === 'corrected' && may('knowledge') ? '<div class="acts"><button class="compact" data-act="keep">Keep the correction…</button><button class="compact" data-act="take">Take the new wording…</button></div>' : ''}</div>`);
}

/** A correction or signature that fits no statement any more. */
export const unplaced = (review, element = 'div') => {
  const lines = [['It said', review.former], ['Corrected to', review.correction]].filter(([, words]) => words);
  const item = document.createElement(element);
  item.className = 'review lost';
  item.append(html`<p><b>To be looked at again.</b> ${reviewWords(review)}</p>`, html`<dl>${raw(lines.map(([name, words]) => `<dt>${name}</dt><dd>${escape(words)}</dd>`))}</dl>`);
  return item;
};

const version = v => `<li><p><b>Version ${v.version}</b> <span class="quiet">${v.correction ? `${escape(v.correction.by)}, ${escape(moment(v.correction.at))}` : 'as it ships'}</span></p><blockquote>${escape(v.text)}</blockquote>
  ${v.correction ? `<p class="small second">Why: ${escape(v.correction.reason)}</p>` : ''}<p class="small quiet">${escape(v.sources.map(work).join(' · '))}</p>
  ${v.signatures.map(s => `<p class="small second">Signed by ${escape(s.by)}, ${escape(moment(s.at))}${s.comment ? `: ${escape(s.comment)}` : ''}</p>`).join('')}</li>`;

async function fillHistory(details, passage) {
  const list = $('ol', details);
  if (list.dataset.ready) return;
  try {
    const { items } = await get(`/knowledge/passages/${passage.id}/history`);
    list.replaceChildren(...items.reverse().map(v => html`${raw(version(v))}`));
    list.dataset.ready = 'yes';
  } catch (error) { list.replaceChildren(html`<li>${inWords(error).replace('so nothing was changed', 'so its history is not shown')}</li>`); }
}

/** run(act, passage): correct, sign, revoke, keep, take. place: an element that says where a hit stands. */
export function statement(passage, run, { place } = {}) {
  const able = may('knowledge') && passage.kind === 'note';
  const acts = !able ? '' : raw(`<div class="acts"><button class="compact" data-act="correct">Correct…</button>${passage.signature ? '<button class="compact" data-act="revoke">Take the signature back</button>' : '<button class="compact" data-act="sign">Sign…</button>'}</div>`);
  const item = html`<li class="statement" data-passage="${passage.id}" tabindex="-1">
    ${passage.about ? raw(`<p class="about">${escape(passage.about)}</p>`) : passage.kind === 'imported' ? raw(`<p class="about">${escape(passage.locator)}</p>`) : ''}
    <p class="said">${passage.text}</p>
    ${passage.sources.length ? raw(`<ul class="works" aria-label="Sources">${passage.sources.map(source).join('')}</ul>`) : ''}
    ${reviewNote(passage)}
    <div class="state">${mark(passage)}${passage.correction ? raw(`<span class="tag">Corrected by ${escape(passage.correction.by)}</span>`) : ''}${acts}</div>
    ${passage.kind === 'note' && (passage.correction || passage.signature) ? raw(`<details class="history"><summary>History</summary>${passage.signature?.comment ? `<p class="small second">Comment: ${escape(passage.signature.comment)}</p>` : ''}<ol></ol></details>`) : ''}</li>`;
  if (place) item.prepend(place);
  item.addEventListener('click', e => { const act = e.target.closest('[data-act]')?.dataset.act; if (act) run(act, passage); });
  const details = $('.history', item);
  details?.addEventListener('toggle', () => { if (details.open) fillHistory(details, passage); });
  return item;
}
