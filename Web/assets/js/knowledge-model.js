// From the knowledge store's records to what its page shows. Pure: no page, no network.
import { day, clock } from './format.js';

/** The four parts of a note, in the order in which they are read. */
export const sections = [
  ['appearance', 'How it looks'], ['look-alike', 'Look-alikes, and what tells them apart'], ['red-flag', 'Red flags'], ['next-step', 'Usual next step'],
];

/** The statements of a note by part, then what belongs to no part. */
export function parts(passages) {
  const notes = sections.map(([id, title]) => ({ id, title, items: passages.filter(p => p.kind === 'note' && p.section === id) }));
  const codes = passages.filter(p => p.kind === 'ontology');
  return [...notes.filter(part => part.items.length), ...(codes.length ? [{ id: 'codes', title: 'Codes', items: codes }] : [])];
}

/** A moment of the store in words: 28 November 2026, 14:32:07. */
export const moment = at => Number.isNaN(Date.parse(at)) ? String(at) : `${day(Date.parse(at))}, ${clock(Date.parse(at))}`;

/** Who stands for a statement, in words. */
export const standing = passage => passage.signature ? `Signed by ${passage.signature.by}, ${day(Date.parse(passage.signature.at))}` : 'Unverified by a clinician';

/** A work as one line: organisation, title, year. */
export const work = source => [source.organisation, source.title, source.year].filter(Boolean).join(', ');

/** An address that may become a link. */
export const webAddress = url => /^https?:\/\//i.test(url ?? '') ? url : null;

/** What a list says of a document: 3 of 14 signed. */
export function tally(document) {
  const said = [document.kind === 'note' ? `${document.signed} of ${document.passages} signed` : `${document.passages} ${document.passages === 1 ? 'passage' : 'passages'}`];
  if (document.corrected) said.push(`${document.corrected} corrected`);
  if (document.to_review) said.push(`${document.to_review} to look at again`);
  return said.join(', ');
}

/** Why a statement is to be looked at again: what happened, what it means. */
export function reviewWords(review) {
  const who = `${review.by} on ${day(Date.parse(review.at))}`;
  if (review.kind === 'corrected') return `Corrected by ${who}. What was corrected was rewritten since; the correction still holds. Compare the two, then keep it or take the new wording.`;
  if (review.kind === 'signed') return `Signed by ${who} in another wording. That signature does not hold for this one.`;
  return `${review.correction ? 'Corrected' : 'Signed'} by ${who}. No statement that ships now is like it, so nothing rests on it. If it is still needed, correct the statement that should say it.`;
}

/** What a running import says. */
export function importWords(record) {
  if (record.state === 'waiting') return 'waits';
  if (record.state === 'reading') return 'is read';
  if (record.state === 'embedding') return `${record.embedded} of ${record.passages} passages`;
  if (record.state === 'failed') return `not brought in. ${record.problem}`;
  const words = { added: 'brought in', replaced: 'brought in anew', unchanged: 'is there already' };
  return `${words[record.outcome] ?? 'done'}, ${record.passages} ${record.passages === 1 ? 'passage' : 'passages'}`;
}

/** Does this look like a code of an ontology? */
export const isCode = words => /^(DOID[:_]\d+|[A-Z]\d[0-9A-Z](\.?[0-9A-Z]{1,4})?)$/i.test(words.trim());

/** How a code leads to a condition. */
export const relationWords = { same: 'is', 'kind-of': 'is a kind of', covers: 'covers' };

/** Where a hit stands: Melanoma, red flags. */
export function place(passage) {
  const section = sections.find(([id]) => id === passage.section)?.[1].toLowerCase();
  return [passage.title, section ?? (passage.kind === 'note' ? '' : passage.locator)].filter(Boolean).join(' · ');
}
