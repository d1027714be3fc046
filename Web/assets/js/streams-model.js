// What a stream's state means for the person watching. Pure.
import { kindWords, streamName } from './format.js';
import { FRESH_MS } from './freshness.js';

/** Frames come or may come any moment. */
export const isLive = stream => !!stream && (stream.state ? ['live', 'connecting'].includes(stream.state) : stream.live !== false);

/** Words for the source, without repeating the name. */
export const sourceWords = stream => [kindWords[stream.kind] ?? stream.kind ?? '', stream.demo ? 'drawn skin' : ''].filter(Boolean).join(', ');

/** The name, with the drawing declared where it is one. */
export const fullName = (stream, own) => `${streamName(stream.id, own)}${stream.demo ? ', drawn skin' : ''}`;

/**
 * State of a tile: lost, abstain, old, behind or scored. Behind goes by the age at which results come, not by the wait for
 * the next one, so that a slow but punctual stream does not change its place all the time.
 */
export function tileState(stream, badge, latest) {
  if (!isLive(stream)) return 'lost';
  if (badge.state === 'abstain' || badge.state === 'old') return badge.state;
  return latest.assessment.age_ms > FRESH_MS ? 'behind' : 'scored';
}
