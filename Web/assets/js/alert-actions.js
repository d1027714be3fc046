// What a person can do to an alert. It happens at once, is logged by the server, and can be undone.
import { $, html } from './dom.js';
import { inWords, post, remove } from './api.js';
import { icon } from './icons.js';
import { openDialog } from './dialog.js';
import { toast } from './toast.js';
import { store } from './store.js';

const path = (alert, what) => `/alerts/${encodeURIComponent(alert.id)}/${what}`;
const merge = (alert, changed, fallback) => store.put({ id: alert.id, ...(changed?.id ? changed : fallback) });

const unacknowledge = async alert => merge(alert, await remove(path(alert, 'acknowledgement')), { acknowledged: null, state: alert.ended_at ? 'ended' : 'active' });

/** Takes an acknowledgement back; Undo gives it again. */
export async function undoAcknowledgement(alert, name) {
  await unacknowledge(alert);
  toast(`${name}: no longer acknowledged. Logged.`, { action: 'Undo', run: () => acknowledge([{ ...alert, acknowledged: null }], name).catch(error => toast(inWords(error))), key: `ack ${name}` });
}

/** Acknowledges these alerts of one condition; Undo takes all of it back. */
export async function acknowledge(alerts, name) {
  const done = [];
  const undo = () => Promise.all(done.map(unacknowledge));
  for (const alert of alerts.filter(a => !a.acknowledged)) {
    const changed = await post(path(alert, 'acknowledgement'), {});
    merge(alert, changed, { acknowledged: { by: 'you', at: new Date().toISOString() }, state: 'acknowledged' });
    done.push(alert);
  }
  toast(`${name}: ${done.length > 1 ? `${done.length} acknowledged` : 'acknowledged'}. Logged.`, { action: 'Undo', run: () => undo().catch(error => toast(inWords(error))), key: `ack ${name}` });
}

const dialog = () => html`<dialog id="silence" aria-labelledby="silence-title"><form method="dialog">
  <h2 id="silence-title">Silence this alert</h2>
  <p class="second">Voice and pulsing stop. The alert stays on screen and in the log, and a higher score breaks the silence.</p>
  <fieldset class="choices"><legend class="only-read">Reason</legend>
    <label><input type="radio" name="reason" value="Examining it now" checked> <span>Examining it now</span></label>
    <label><input type="radio" name="reason" value="Already known"> <span>Already known</span></label>
    <label><input type="radio" name="reason" value="Artefact"> <span>Artefact<small>Hair, ruler, ink, glare, tattoo</small></span></label>
    <label><input type="radio" name="reason" value="Outside the area of interest"> <span>Outside the area of interest</span></label>
  </fieldset>
  <label class="field spaced"><span>For</span><select name="seconds"><option value="120">2 minutes</option><option value="300">5 minutes</option><option value="1800">30 minutes</option></select></label>
  <div class="end"><button value="cancel" formnovalidate>Cancel</button><button class="primary" value="silence">Silence</button></div></form></dialog>`;

/** Asks for a reason and a time, then silences; with { end: true } ends a silence. */
export async function askSilence(alert, { end = false } = {}) {
  if (end) return endSilence(alert);
  const box = $('#silence') ?? document.body.appendChild(dialog());
  openDialog(box);
  await new Promise(resolve => box.addEventListener('close', resolve, { once: true }));
  if (box.returnValue !== 'silence') return;
  const form = new FormData($('form', box)), reason = form.get('reason'), seconds = Number(form.get('seconds'));
  const changed = await post(path(alert, 'silence'), { reason, seconds });
  merge(alert, changed, { silenced_until: new Date(Date.now() + seconds * 1000).toISOString(), silence_reason: reason, state: 'silenced' });
  toast(`Silenced for ${seconds / 60} minutes. Logged.`, { action: 'Undo', run: () => endSilence(alert).catch(error => toast(inWords(error))), key: 'silence' });
}

const endSilence = async alert => merge(alert, await remove(path(alert, 'silence')), { silenced_until: null, silence_reason: null, state: 'active' });

/** Says beside the list that a change did not happen. */
export function changeFailed(root, error) {
  $(':scope > .message.failed', root.parentElement)?.remove();
  const message = html`<div class="message failed" role="alert">${icon('cross')}<h3>That was not done</h3><p>${inWords(error)}</p><div class="acts"><button class="compact">Close</button></div></div>`;
  $('button', message).addEventListener('click', () => message.remove());
  root.before(message);
}
