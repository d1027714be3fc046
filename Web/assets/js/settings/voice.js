// Voice: mutes of each stream, a sentence to try, and the rules as they are configured.
import '../shell.js';
import { $, html, raw, text } from '../dom.js';
import { get, inWords, post, remove } from '../api.js';
import { clock, streamName } from '../format.js';
import { strip, unread, watchHealth } from '../health.js';
import { known, may } from '../session.js';
import { showSettingsNav } from '../settings-nav.js';
import { store } from '../store.js';
import { asCards } from '../table-cards.js';
import { toast } from '../toast.js';

const voices = new Map();
const onOff = (value, words) => value ? words : `Not: ${words.charAt(0).toLowerCase()}${words.slice(1)}`;

/** Each rule, what it says, and the key of the file that sets it. */
const rules = ({ voice, escalation }) => [
  ['Voice', voice.on ? 'On' : 'Off: nothing is ever said', 'voice:'],
  ['Which voice', { auto: 'Piper where it is installed, else espeak-ng', piper: 'Piper', espeak: 'espeak-ng' }[voice.engine], 'voice: {engine:}'],
  ['Warnings', `Spoken at once, also in quiet hours${voice.repeat_seconds ? `, and again every ${voice.repeat_seconds} s while the finding is there and nobody acknowledges` : ', once'}`, 'voice: {repeat_seconds:}'],
  ['Cautions', 'Spoken once, outside quiet hours, while the finding is there', ''],
  ['Advisories', 'Never spoken', ''],
  ['Budget', `${voice.budget} sentences in five minutes; first warnings do not count against it`, 'voice: {budget:}'],
  ['Quiet hours', voice.quiet_hours.length ? voice.quiet_hours.join(', ') : 'None', 'voice: {quiet_hours:}'],
  ['Where', [onOff(voice.page, 'Pages play it'), onOff(voice.call, 'the publisher’s own call carries it'), onOff(voice.speakers, 'this machine’s speakers sound')].join('; '), 'voice: {page:, call:, speakers:}'],
  ['When people speak', voice.barge_in ? 'It waits; a warning waits 6 s at most' : 'It does not wait', 'voice: {barge_in:}'],
  ['Telephone', voice.telephone ? 'A warning may ring a telephone' : 'None', 'voice: {vapi:}'],
  ['Second reader', escalation.on ? `A warning that nobody acknowledges within ${escalation.after_seconds} s goes to ${escalation.to} and is spoken again` : 'Off', 'escalation:'],
];

function drawRules(settings) {
  $('#rules').innerHTML = text`<thead><tr><th scope="col">Rule</th><th scope="col">Now</th><th scope="col">Key of the file</th></tr></thead><tbody>${raw(rules(settings).map(([name, now, key]) => text`<tr><th scope="row">${name}</th><td>${now}</td><td>${key ? raw(`<code>${key}</code>`) : raw('<span class="quiet">fixed</span>')}</td></tr>`))}</tbody>`.markup;
  asCards($('#rules'));
}

function line(id) {
  const state = voices.get(id), muted = state?.muted;
  const says = !state ? 'Not known yet.' : muted ? `Muted by ${muted.by} at ${clock(Date.parse(muted.at))}: ${muted.reason}` : state.voice ? `Speaks with ${state.voice}.` : 'Silent.';
  const item = html`<div class="setting-line" data-id="${id}"><h3>${streamName(id)}</h3><p>${says} ${state?.detail ?? ''}</p>${state && may('respond') ? raw(`<button class="compact">${muted ? 'Let it speak' : 'Mute'}</button>`) : ''}</div>`;
  $('button', item)?.addEventListener('click', () => change(id, !muted));
  return item;
}

async function change(id, mute) {
  const path = `/streams/${encodeURIComponent(id)}/voice/mute`;
  try {
    voices.set(id, mute ? await post(path, { reason: 'Muted on the settings page' }) : await remove(path));
    toast(`${streamName(id)}: ${mute ? 'muted' : 'speaks again'}. Logged.`, { action: 'Undo', run: () => change(id, !mute), key: `mute ${id}` });
    drawStreams();
    $(`[data-id="${CSS.escape(id)}"] button`)?.focus();
  } catch (error) { problem('That was not done', error); }
}

function drawStreams() {
  const ids = [...store.streams.keys()];
  $('#streams').replaceChildren(...(ids.length ? ids.map(line) : [html`<p class="body second">${store.unread.has('streams') ? 'The streams could not be read. The page asks again every 10 seconds.' : 'No stream runs, so nothing can be said.'}</p>`]));
}

const problem = (title, error) => $('#problem').replaceChildren(strip({ id: 'voice', symbol: 'offline', title, body: inWords(error) }));

function unreadRules(error) {
  $('#problem').replaceChildren(unread('The rules could not be read', error));
  $('#rules').replaceChildren(html`<caption class="body second">Not read.</caption>`);
}

async function loadVoices() {
  await Promise.all([...store.streams.keys()].filter(id => !voices.has(id)).map(id => get(`/streams/${encodeURIComponent(id)}/voice`).then(state => voices.set(id, state), () => {})));
  drawStreams();
}

function fillTrial() {
  const spoken = [...store.conditions.values()].filter(c => c.tier === 'warning' || c.tier === 'caution'), select = $('#trial').elements.condition;
  if (spoken.length && select.options.length === spoken.length && !select.disabled) return;
  select.replaceChildren(...spoken.map(c => new Option(`${c.name} (${c.tier})`, c.id)));
  $('#say').disabled = select.disabled = !spoken.length;
  if (!spoken.length) select.replaceChildren(new Option('No condition could be read', ''));
}

$('#trial').addEventListener('submit', async e => {
  e.preventDefault();
  const condition = store.conditions.get(e.target.elements.condition.value);
  try {
    const trial = await post('/voice/trial', { condition: condition.id, tier: condition.tier });
    $('#heard').textContent = `“${trial.text}” by ${trial.voice}.`;
    $('#problem').replaceChildren();
    await new Audio(trial.clip).play();
  } catch (error) {
    if (error.name === 'NotAllowedError' || error.name === 'NotSupportedError') $('#heard').textContent = 'The browser does not let this page sound. Allow sound for it, then try again.';
    else problem('The sentence was not played', error);
  }
});
store.on('voice', state => { voices.set(state.stream, state); drawStreams(); });
store.on('streams', () => { fillTrial(); loadVoices(); });
showSettingsNav();
watchHealth($('#health'), store);
Promise.all([store.start(), known]).then(() => { fillTrial(); $('#trial').closest('.panel').hidden = !may('respond'); return loadVoices(); });
get('/settings').then(drawRules, unreadRules);
