// What a stream's state means for the person watching. Pure.
import { kindWords, streamName } from './format.js';

/** Frames come or may come any moment. */
export const isLive = stream => !!stream && (stream.state ? ['live', 'connecting'].includes(stream.state) : stream.live !== false);

/** Words for the source, without repeating the name. */
export const sourceWords = stream => [kindWords[stream.kind] ?? stream.kind ?? '', stream.demo ? 'drawn skin' : ''].filter(Boolean).join(', ');

/** The name, with the drawing declared where it is one. */
export const fullName = (stream, own) => `${streamName(stream.id, own)}${stream.demo ? ', drawn skin' : ''}`;

/** State of a tile: lost, abstain, behind, old or scored; from the stream and the badge. */
export function tileState(stream, badge) {
  if (!isLive(stream)) return 'lost';
  return badge.state === 'fresh' ? 'scored' : badge.state;
}
