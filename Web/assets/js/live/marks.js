// What is drawn over the picture for one assessment: boxes with their labels, and the weights behind the score. Pure.
import { boxesOf, mirrored } from '../geometry.js';
import { condition, isOver, isUnproven, score, thresholdOf } from '../scores.js';

/** A finding below its threshold is drawn only from here on; a box around nothing much would only distract. */
const WORTH_SHOWING = .5, MOST = 3;

/**
 * Findings above their threshold, else the highest one if it is worth showing.
 * Returns { boxes: [{ region, name, tier, over, score, unproven }], heat: regions, name: of the finding that the heat belongs to,
 * capturedAt: when the frame was taken }.
 */
export function marksOf(assessment, { thresholds, conditions, mirror = false }) {
  const { findings, gate } = assessment, capturedAt = assessment.frame?.captured_at;
  if (!gate.usable) return { boxes: [], heat: [], name: null, capturedAt };
  const known = findings.filter(f => conditions.size === 0 || conditions.has(f.condition)).sort((a, b) => score(b) - score(a));
  const over = known.filter(f => isOver(f, thresholdOf(f, thresholds))).slice(0, MOST), top = known[0];
  const shown = over.length ? over : top && score(top) >= WORTH_SHOWING ? [top] : [];
  const turn = region => mirror ? mirrored(region) : region;
  const boxes = shown.flatMap(finding => {
    const { name, tier } = condition(finding.condition, conditions), isShownOver = over.includes(finding);
    return boxesOf(finding.regions).map((region, i) => ({ region: turn(region), name, tier: isShownOver ? tier : null, over: isShownOver, score: score(finding), unproven: isUnproven(finding), first: i === 0 }));
  });
  const source = shown[0];
  return { boxes, heat: (source?.regions ?? []).map(turn), name: source ? condition(source.condition, conditions).name : null, capturedAt };
}
