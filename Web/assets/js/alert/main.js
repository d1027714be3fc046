// One alert: why this, why now, and how it can be proved.
import '../shell.js';
import { $, html, raw, say } from '../dom.js';
import { get } from '../api.js';
import { acknowledge, askSilence, changeFailed, undoAcknowledgement } from '../alert-actions.js';
import { escalationWords, standing, raisedAt } from '../alerts-model.js';
import { mount } from '../charts.js';
import { clock, day, fromId, shortHash, span, streamName } from '../format.js';
import { glyph, tierWord } from '../glyphs.js';
import { strip, unread, watchHealth } from '../health.js';
import { icon } from '../icons.js';
import { announce } from '../live/announce.js';
import { ownNames } from '../live/own-media.js';
import { askPanel } from '../explanation/ask.js';
import { explanationPanel } from '../explanation/panel.js';
import { condition, headWords } from '../scores.js';
import { known, may } from '../session.js';
import { store, serverNow } from '../store.js';
import { settingWords, thresholdWords } from '../threshold-words.js';
import { toast } from '../toast.js';
import { steps } from './steps.js';
import { summary, whyNow } from './why-now.js';

const id = new URLSearchParams(location.search).get('id') ?? '';
let alert = null, entries = [], entriesTurn = 0, mounted = false;
const why = explanationPanel($('#why')), fromAnchor = location.hash === '#ask-title';
const name = () => condition(alert.condition, store.conditions).name;

const standingWords = (alert, now) => ({
  active: 'not acknowledged', latched: `ended ${alert.ended_at ? clock(Date.parse(alert.ended_at)) : ''}, not acknowledged`, done: `acknowledged by ${alert.acknowledged?.by ?? 'someone'}`,
  silenced: `silenced for ${span(Date.parse(alert.silenced_until) - now)} more (${(alert.silence_reason ?? '').toLowerCase()}), not acknowledged`,
})[standing(alert, now)];

function drawTitle() {
  const now = serverNow(), state = standing(alert, now), at = raisedAt(alert);
  say($('#heading'), `Resembles ${name().toLowerCase()}`);
  $('#tier').textContent = tierWord[alert.tier];
  $('#tier').className = `tier-${alert.tier}`;
  say($('#standing'), `, ${standingWords(alert, now)}. ${streamName(alert.stream, ownNames())}, ${day(at)}, ${clock(at)}${alert.demo ? '. Drawn skin, no photograph' : ''}.${alert.escalated ? ` ${escalationWords(alert)}` : ''}${headWords(alert) ? ` Raised by the ${headWords(alert)}, not by the pack’s descriptors.` : ''}`);
  const key = `${state} ${alert.tier}`;
  if ($('#title').dataset.key !== key) {
    $('#title').dataset.key = key;
    $('#title .glyph')?.remove();
    $('#title').prepend(Object.assign(document.createElement('template'), { innerHTML: glyph(alert.tier, { pulse: state === 'active' }).markup }).content);
  }
  $('#ack').hidden = state === 'done' || !may('respond');
  $('#undo').hidden = state !== 'done' || !may('respond');
  $('#silence-it').hidden = state !== 'active' || !may('respond');
  document.title = `Resembles ${name().toLowerCase()} · Alert · MediaSKINoscope`;
}

function drawNow() {
  const enough = alert.why?.length && alert.threshold;
  say($('#now-note'), enough ? summary(alert) : '');
  $('#now-none').hidden = !!enough;
  if (!enough || mounted) return;
  mounted = true;
  mount($('#now'), width => whyNow(width, alert, name().toLowerCase()));
}

function drawSteps() {
  $('#steps').replaceChildren(...steps(alert, entries).map(s => html`<li><time>${s.time}</time><i class="${s.open ? 'open' : ''}"></i><span>${s.title}${s.note ? raw(html`<small>${s.note}</small>`.outerHTML) : ''}</span></li>`));
  const deliveries = entries.filter(e => e.kind === 'delivered');
  $('#handed').hidden = !deliveries.length;
  $('#hand').replaceChildren(...deliveries.map(({ data }) => html`<table><tbody><tr><td>${data?.sink ?? 'unnamed'}</td><td>${data?.result ?? data?.status ?? 'delivered'}</td><td class="num">${data?.tries ?? 1}</td></tr></tbody></table>`.querySelector('tr')));
}

function drawProof() {
  const last = alert.why?.at(-1), codes = alert.codes ?? [], facts = [
    ['Codes', codes.length ? codes.map(c => `${c.display ?? ''} ${c.code}`.trim()).join('; ') : 'none'], ['Model', shortHash(alert.model)], ['Pack', shortHash(alert.pack)], ['Scored by', headWords(alert) ? `${headWords(alert)}, ${shortHash(alert.head.sha256)}` : 'the pack’s descriptors'], ['Picture prep', alert.preprocessing ?? 'not recorded'],
    ['Thresholds', settingWords(alert.threshold)], ['Frame', `${last ? `number ${last.frame}, ` : ''}sha256 ${shortHash(alert.frame_sha256)}`], ['Session', shortHash(alert.session)], ['Kept', hasPictures() ? 'the numbers, the hashes, and cut and blurred pictures for review' : 'the numbers and the hashes; no picture'],
  ];
  $('#facts').replaceChildren(...facts.flatMap(([term, value]) => [html`<dt>${term}</dt>`, html`<dd>${value}</dd>`]));
  const links = entries.map(e => ({ words: `${e.sequence} ${e.hash.slice(0, 4)}`, mine: e.sequence === alert.sequence }));
  if (!links.length && alert.sequence) links.push({ words: `${alert.sequence} ${alert.hash.slice(0, 4)}`, mine: true });
  const shown = links.slice(0, 4);
  $('#chain').replaceChildren(...shown.flatMap(({ words, mine }, i) => [i ? html`<i></i>` : null, html`<span class="${mine ? 'this' : ''}">${words}</span>`].filter(Boolean)));
  $('#chain').setAttribute('aria-label', `Journal entries of this alert: ${shown.map(l => l.words.split(' ')[0]).join(', ')}`);
  say($('#command'), `mediaskinoscope verify ${alert.id}`);
}

const hasPictures = () => entries.some(entry => entry.kind === 'snapshot-kept');

function draw() {
  say($('#kept-words'), hasPictures() ? 'Of its picture a part is kept for review, cut to the finding and blurred around it, because the session allows it. Its numbers, its hash and the vector that the score was computed from are in the journal.' : 'Its picture was not kept. Its numbers, its hash and the vector that the score was computed from are in the journal.');
  $('#page').hidden = false;
  $('#only-heading').hidden = true;
  drawTitle(); drawNow(); drawSteps(); drawProof();
  say($('#matched'), thresholdWords(alert));
}

/** What the journal has on it; when it cannot be read, what was read before stays. */
async function loadEntries() {
  const mine = ++entriesTurn, { items } = await get(`/alerts/${encodeURIComponent(id)}/entries`).catch(() => ({ items: entries }));
  if (mine === entriesTurn) entries = items;
}

async function load() {
  const askedAt = performance.now();
  try {
    const [record] = await Promise.all([get(`/alerts/${encodeURIComponent(id)}`), loadEntries()]), isFirst = !alert;
    alert = store.changedSince(askedAt).find(changed => changed.id === record.id) ?? record;
    store.alerts.set(alert.id, alert);
    $('#problem').replaceChildren();
    $('#to-list').hidden = true;
    draw();
    if (isFirst) explain();
  } catch (error) {
    if (alert) return;
    say($('#only-heading'), error.status === 404 ? 'No such alert' : 'Alert');
    $('#problem').replaceChildren(error.status === 404 || !id
      ? strip({ id: 'unknown', symbol: 'bell', title: 'There is no such alert', body: 'It was never raised on this server, or the address is incomplete. All alerts are in the list.' }) : unread('The alert could not be read', error));
    $('#to-list').hidden = false;
  }
}

/** Why it was raised, and questions about it; once, when it is known that there is such an alert. */
function explain() {
  why.follow(alert.id);
  why.load();
  known.then(() => {
    $('#ask').hidden = !may('respond');
    $('#ask-not').hidden = may('respond');
    if (may('respond')) askPanel($('#ask'), alert.id);
    if (may('respond') && fromAnchor) { $('#ask').scrollIntoView(); $('#question').focus({ preventScroll: true }); }
  });
}

/** The entry as it stands in the journal, with all its numbers, as a file. */
function download() {
  const blob = new Blob([JSON.stringify({ research_use_only: 'Research use only. Not for diagnosis.', alert, entries }, null, 2)], { type: 'application/json' }), url = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement('a'), { href: url, download: `alert-${alert.id.slice(0, 8)}.json` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

const failed = error => changeFailed($('#title'), error);
$('#copy').innerHTML = icon('copy').markup;
$('#ack').addEventListener('click', () => acknowledge([alert], name()).catch(failed));
$('#undo').addEventListener('click', () => undoAcknowledgement(alert, name()).catch(failed));
$('#silence-it').addEventListener('click', () => askSilence(alert).catch(failed));
$('#export').addEventListener('click', download);
$('#copy').addEventListener('click', async () => {
  // Without https the browser offers no clipboard.
  try { await navigator.clipboard.writeText($('#command').textContent); toast('Copied'); } catch { getSelection().selectAllChildren($('#command')); toast('Selected: copy it with your keyboard.'); }
});

store.on('verdict', ({ alert: judged }) => { if (judged === alert?.id) loadEntries().then(draw); });
store.on('alerts', changed => {
  if (!alert) return;
  alert = store.alerts.get(alert.id) ?? alert;
  draw();
  if (changed?.id === alert.id) loadEntries().then(draw);
});
// Events tell nothing of the time before they came, or while they were lost.
store.on('connection', ({ state }) => { if (state === 'open') load(); });
store.on('alert', raised => { if (raised.id !== id) announce.alert(raised, fromId(raised.stream)); });
store.on('explanation', explanation => { if (alert && explanation.alert === alert.id) why.offer(explanation); });
watchHealth($('#health'), store);
load();
store.start().then(() => { if (alert) draw(); });
setInterval(() => { if (alert) drawTitle(); }, 1000);
