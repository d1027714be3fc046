// What a sink's state means, in words. Pure.
const kinds = { webhook: 'Signed webhook', cloudevents: 'CloudEvents', fhir: 'FHIR R4', mqtt: 'MQTT' };
const states = {
  ok: ['ok', 'Works'], idle: ['', 'Nothing sent yet'], failing: ['warn', 'Failing'], paused: ['warn', 'Left alone for a while'], off: ['', 'Off'],
};

export const kindName = kind => kinds[kind] ?? kind;

/** The mark of a state: its class and its words. */
export const stateWords = sink => states[sink.state] ?? ['', sink.state];

/** What of an alert leaves the machine. */
export const detailWords = sink => sink.details === 'full'
  ? 'The whole record of an alert, with the stream’s name, people’s names and reasons. No vector, no picture.'
  : `Ids, condition, tier, state and times${sink.kind === 'fhir' ? ', and the codes, probability and threshold that its resources need' : ''}. No name of a stream or person, no vector, no picture.`;

/** Messages counted in words: "1 message waits", "3 messages wait". */
export function tally(count, one, many) { return `${count} ${count === 1 ? one : many}`; }

/** A pause in the largest unit that says it exactly. */
export function pauseWords(seconds) {
  for (const [unit, length] of [['d', 86400], ['h', 3600], ['min', 60]]) if (seconds >= length && seconds % length === 0) return `${seconds / length} ${unit}`;
  return seconds < 1 && seconds > 0 ? `${Math.round(seconds * 1000)} ms` : `${seconds} s`;
}

/** The kind of a message as the list of previews names it. */
export const changeWords = change => ({
  raised: 'An alert is raised', ended: 'It ends', acknowledged: 'Somebody acknowledges it', 'acknowledgement-undone': 'The acknowledgement is taken back',
  silenced: 'It is silenced', 'silence-undone': 'The silence is taken back', explained: 'It is explained', verdict: 'A reader gives a verdict', connected: 'The server connects',
}[change] ?? change);

/** JSON on several lines where the body is JSON: the bytes that are sent are on one. */
export function readable(body) {
  try { return JSON.stringify(JSON.parse(body), null, 2); } catch { return body; }
}
