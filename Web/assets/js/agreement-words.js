// How the quick look, from a part of a frame, agrees with the whole frames that are looked at beside it, in words. Pure.
import { two, whole } from './format.js';

const frames = count => `${whole(count)} whole ${count === 1 ? 'frame' : 'frames'}`;

/** For the stream: agreement is its own member, or null; name(id) says what a condition is called. */
export function agreementWords(agreement, name) {
  if (!agreement?.grids) return null;
  const { grids, rank_correlation: rank, same_first: first, refused_by_one: refused, conditions = {} } = agreement;
  const poor = Object.keys(conditions).filter(id => conditions[id].verdict === 'poor').sort().map(name);
  const order = rank == null ? `Looked at beside ${frames(grids)}; their orders could not be compared.`
    : `Against ${frames(grids)}: rank agreement ${two(rank)}, the same condition first in ${Math.round(first * 100)} %.`;
  const gate = refused ? ` In ${whole(refused)} only one of the two was refused as not skin.` : '';
  return { order: order + gate, poor: poor.length ? `Do not rely on the quick look for ${list(poor)}: it and the whole frame do not alert on the same frames.` : '' };
}

/** For one condition: counts is what the stream's agreement says of it, or nothing. */
export function conditionWords(counts) {
  const { both = 0, fast_only: fast = 0, full_only: full = 0, verdict = null } = counts ?? {}, either = both + fast + full;
  if (!either) return null;
  const seen = `Of ${whole(either)} ${either === 1 ? 'frame' : 'frames'} in which the quick look or the whole frame reached the threshold, both did in ${whole(both)}, the quick look alone in ${whole(fast)}, the whole frame alone in ${whole(full)}.`;
  const meaning = { poor: ' Do not rely on the quick look for this condition.', good: ' They agree.' }[verdict] ?? ' That is too few to judge.';
  return seen + meaning;
}

const list = names => names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
