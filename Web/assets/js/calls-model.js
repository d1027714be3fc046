// Calls in words. Pure.
import { span } from './format.js';

const states = {
  'under-way': ['ok', 'Under way'], reporting: ['', 'Over, its report is awaited'], ended: ['', 'Ended'],
  'not-placed': ['warn', 'Never came to be'], lost: ['warn', 'Its end is not known'],
};
const steps = { asked: 'The call service is asked for it', scheduled: 'Scheduled', queued: 'Queued', ringing: 'Rings', 'in-progress': 'Somebody answered', forwarding: 'Is forwarded' };
const reasons = {
  settled: 'nothing was open any more', unanswered: 'nobody answered in time', 'too-long': 'it had lasted as long as it may', asked: 'somebody of this server ended it',
  stopping: 'the server ended', 'not-placed': 'the call service did not take it on', gone: 'the call service knew it no more', unknown: 'why is not known',
  'customer-ended-call': 'the person hung up', 'assistant-ended-call': 'the assistant hung up',
};

/** The mark of a call's state: its class and its words. */
export const stateWords = call => states[call.state] ?? ['', call.state];

export const kindWords = kind => kind === 'web' ? 'in a browser' : 'by telephone';

/** Why it ended. What the service says otherwise stands as it says it. */
export const reasonWords = reason => !reason ? null : reasons[reason] ?? reason.replaceAll('-', ' ');

/** How long it lasted; nobody answered where it did not. */
export const durationWords = call => call.lasted_ms !== null ? span(call.lasted_ms) : call.state === 'under-way' ? null : call.service_seconds !== null ? `${span(call.service_seconds * 1000)}, says the service` : call.state === 'lost' || call.state === 'reporting' ? null : 'nobody answered';

/** US dollars as the service reports them; none where it says nothing. */
export const costWords = call => call.cost_usd === null ? null : `${call.cost_usd.toFixed(call.cost_usd < 0.1 ? 3 : 2)} US dollars`;

export const speakerWords = speaker => ({ server: 'This server', user: 'The person', assistant: 'The assistant' }[speaker] ?? speaker);

/** How the line stands: its class, its words, and what is wrong. */
export function lineWords({ call, service, fault }) {
  const trouble = fault ? `The last request failed: ${fault}${service === 'open' ? '. The service is left alone for a while, then asked again' : ''}.` : null;
  if (call) return { mark: 'ok', words: `A call ${kindWords(call.kind)}: ${(steps[call.status] ?? call.status).toLowerCase()}`, trouble };
  return { mark: trouble ? 'warn' : '', words: trouble ? 'Free, but the call service fails' : 'Free', trouble };
}
