// What an explanation or an answer is, for those who draw it. Pure: no page is touched here.
import { fromId } from '../format.js';

/** Reading levels in order, with the words of the picker. */
export const levels = [['plain', 'Plain', 'plain words'], ['clinical', 'Clinical', 'clinical words'], ['specialist', 'Specialist', 'every statement and number']];

const parts = [
  ['resemblance', 'What it resembles'], ['seen', 'What was seen'], ['against', 'What argues against it'], ['appearance', 'How it usually looks'],
  ['look-alike', 'What looks like it'], ['red-flag', 'Warning signs'], ['next-step', 'Usual next steps'], ['code', 'What its codes mean'], ['document', 'From imported documents'],
];

/** Sentences by what they are about, in reading order; a part that we do not know goes last and is not lost. */
export function partsOf({ sentences = [] }) {
  const known = parts.map(([id]) => id), named = parts.map(([id, title]) => ({ title, sentences: sentences.filter(s => s.part === id) }));
  return [...named, { title: 'Further', sentences: sentences.filter(s => !known.includes(s.part)) }].filter(part => part.sentences.length);
}

/** [{ number, source }] that a sentence cites; numbers count from 1 in the order of the sources. A citation without a source is left out. */
export const cited = ({ citations = [] }, sources = []) => citations.map(id => ({ number: sources.findIndex(s => s.id === id) + 1, source: sources.find(s => s.id === id) })).filter(c => c.source);

/** The short form cut where its sentences end, so that each can be cited; what is no sentence of the long form (the research notice) stands without. */
export function shortPieces({ short = '', sentences = [] }) {
  const found = sentences.map(sentence => ({ sentence, at: short.indexOf(sentence.text) })).filter(({ at }) => at >= 0).sort((a, b) => a.at - b.at);
  const pieces = [];
  let end = 0;
  const rest = upTo => { const words = short.slice(end, upTo).trim(); if (words) pieces.push({ text: words, sentence: null }); };
  for (const { sentence, at } of found) {
    if (at < end) continue;
    rest(at);
    pieces.push({ text: sentence.text, sentence });
    end = at + sentence.text.length;
  }
  rest(short.length);
  return pieces;
}

/** How many statements no clinician has signed, of how many. What was measured is nobody's statement. */
export function signed({ sentences = [] }) {
  const statements = sentences.filter(s => s.verified != null);
  return { statements: statements.length, unverified: statements.filter(s => !s.verified).length };
}

/** The mark that stands above everything that is not signed. */
export function doubtWords(explanation) {
  const { statements, unverified } = signed(explanation);
  if (!unverified) return null;
  return unverified === statements ? 'Unverified by a clinician' : `${unverified} of ${statements} statements unverified by a clinician`;
}

/** Who worded it. */
export function originWords({ sentences = [] }) {
  const rephrased = sentences.filter(s => s.origin === 'rephrased').length;
  if (!rephrased) return 'Composed from retrieved facts and measurements; no language model took part.';
  return `${rephrased} of ${sentences.length} sentences were reworded by a language model, each checked against its source; the others are composed.`;
}

/** A refusal as a title and a reason: the server's sentence says both at once. */
export function refusalWords(refused) {
  const match = /^(Not (?:explained|answered)): (.+)$/s.exec(refused ?? '');
  return match ? { title: match[1], reason: match[2].charAt(0).toUpperCase() + match[2].slice(1) } : { title: 'Not explained', reason: refused ?? '' };
}

/** An address that may be opened: https or http, nothing that runs. */
export function safeLink(url) {
  try {
    const { protocol, hostname, href } = new URL(url);
    return ['https:', 'http:'].includes(protocol) ? { href, host: hostname } : null;
  } catch { return null; }
}

/** Name of the system that a code belongs to. */
export const systemName = system => /doid/i.test(system ?? '') ? 'Disease Ontology' : /icd-?10/i.test(system ?? '') ? 'ICD-10-CM' : system ?? '';

/** What stands before a sentence about another condition. */
export const aboutWords = about => about ? `${fromId(about)}: ` : '';

/** Is the question one that the server takes? */
export const isQuestion = words => words.trim().length >= 3 && words.length <= 500 && /\p{L}/u.test(words);
