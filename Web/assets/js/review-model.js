// Review in words, and what a key does. Pure: no page is touched here.
export const certainties = [['high', 'Sure', 'H'], ['medium', 'Fairly', 'M'], ['low', 'Guess', 'L']];
export const roundWords = { first: 'not read', second: 'second reading', adjudication: 'two readers differ' };

/** The answers on keys 1 to 9, then none and cannot-say; more conditions are in a list without keys. */
export function answersOf(conditions) {
  const keyed = conditions.slice(0, 9).map((c, i) => ({ id: c.id, name: c.name, key: String(i + 1) }));
  return [...keyed, ...conditions.slice(9).map(c => ({ id: c.id, name: c.name, key: null })), { id: 'none', name: 'None of these', key: 'N' }, { id: 'cannot-say', name: 'Cannot say from this picture', key: 'X' }];
}

/** What a key chooses: { condition }, { certainty } or null. */
export function chosenBy(key, answers) {
  const upper = key.toUpperCase(), answer = answers.find(a => a.key === upper), certainty = certainties.find(([, , letter]) => letter === upper);
  return answer ? { condition: answer.id } : certainty ? { certainty: certainty[0] } : null;
}

/** Fewer cases than this give no figure worth showing; the interface gives it all the same, with its number of cases. */
export const FEWEST = 10;

/** Kappa in words, with its interval and how many cases it rests on. */
export function kappaWords({ n, kappa, kappa_interval: ends } = {}) {
  if (!n) return 'no case was read for this yet';
  if (n < FEWEST) return `${n} ${n === 1 ? 'case' : 'cases'}, too few for a kappa (from ${FEWEST} on)`;
  if (kappa == null) return `${n} cases; no kappa can be computed, since all answers are the same`;
  return `kappa ${kappa.toFixed(2)}${ends ? ` (95 % interval ${ends[0].toFixed(2)} to ${ends[1].toFixed(2)})` : ''} over ${n} cases`;
}

/** Seconds since a case was shown, with a tenth. */
export const shownWords = milliseconds => `shown for ${(milliseconds / 1000).toFixed(1)} s`;
