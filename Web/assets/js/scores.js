// Which number stands for a finding, and whether it is above its threshold. Pure.
import { fromId } from './format.js';

/** The number that bars show: the probability, or presence where no calibration exists. */
export const score = finding => finding.probability ?? finding.presence ?? 0;

export const isUnproven = finding => finding.probability == null || finding.proven === false;

/** Which tuned head scored a finding or raised an alert, in words; null where the pack’s descriptors did. */
export const headWords = ({ head } = {}) => head ? `tuned head ${head.name}, version ${head.version}` : null;

/** The threshold in force: the stream's own setting, or what the finding carries (a number or a record). */
export function thresholdOf(finding, thresholds) {
  const set = thresholds?.[finding.condition];
  if (set) return set.enabled === false ? null : set;
  const sent = finding.threshold;
  if (sent == null) return null;
  // A bare number does not name its scale: it is no place on a bar, and the server's own word says whether it is reached.
  return typeof sent === 'number' ? { scale: null, enter: sent, exit: sent } : sent.enabled === false ? null : sent;
}

/** Can the threshold be drawn on the bar? Only if both are on the same scale. */
export const onBar = (finding, threshold) => !!threshold && threshold.scale === 'probability' && finding.probability != null;

/** Above where an alert starts, or holding since then. Compared here where bar and threshold share a scale, so that an edit shows at once. */
export function isOver(finding, threshold) {
  if (!threshold) return false;
  if (finding.state === 'holding') return true;
  return onBar(finding, threshold) ? finding.probability >= threshold.enter : finding.state === 'above';
}

/** Name and tier of a condition; the conditions of the server first, the id in words otherwise. */
export const condition = (id, conditions) => conditions.get(id) ?? { id, name: fromId(id), tier: null, codes: [], proven: false };
