// Diagnose: the doctor's checks, each with what is so and what mends it.
import '../shell.js';
import { $, html, raw, say } from '../dom.js';
import { get, post } from '../api.js';
import { day, clock } from '../format.js';
import { strip, unread, watchHealth } from '../health.js';
import { icon } from '../icons.js';
import { known, may } from '../session.js';
import { showSettingsNav } from '../settings-nav.js';
import { store } from '../store.js';
import { toast } from '../toast.js';
import { nameOf, reportText, summary, words } from '../diagnosis-model.js';

const ASK_MS = 700;
let report = null, timer = 0;

const row = check => html`<article class="check"><span class="state ${check.verdict}">${icon(words[check.verdict].symbol, words[check.verdict].label)}</span>
  <h2>${nameOf(check.name)}</h2><span class="verdict">${words[check.verdict].label}</span><p>${check.detail}</p>${check.remedy ? raw(html`<p class="remedy"><b>To mend it:</b> ${check.remedy}.</p>`.outerHTML) : ''}</article>`;

function draw() {
  const { checks, running, examined_at: at } = report, list = $('#checks');
  list.setAttribute('aria-busy', running ? 'true' : 'false');
  if (checks.length) list.replaceChildren(...checks.map(row));
  else list.replaceChildren(html`<p class="body second" id="none">${running ? 'Looking at everything. This takes a few seconds.' : 'Nobody has run the checks since the server started.'}</p>`);
  say($('#summary'), running ? 'Running all checks. This takes a few seconds; streams go on.' : checks.length ? `${summary(checks)} Examined ${day(Date.parse(at))}, ${clock(Date.parse(at))}.` : 'What this machine needs, what is wrong with it, and what mends it.');
  $('#again').disabled = running;
  say($('#again'), checks.length ? 'Run all again' : 'Run all checks');
  $('#copy').hidden = !checks.length;
}

function failed(error) {
  const refused = error.status === 403;
  $('#problem').replaceChildren(refused ? strip({ id: 'load', symbol: 'lock', title: 'Your role may not examine the machine', body: 'Administrators and clinicians may. Ask one of them to look.' }) : unread('The checks could not be read', error));
  if (!report) $('#none')?.remove();
  $('#checks').hidden = !report;
}

async function load(ask = () => get('/diagnosis')) {
  clearTimeout(timer);
  try {
    report = await ask();
    $('#problem').replaceChildren();
    $('#checks').hidden = false;
    draw();
  } catch (error) { return failed(error); }
  if (report.running) timer = setTimeout(load, ASK_MS);
}

const run = () => load(() => post('/diagnosis'));
$('#again').addEventListener('click', run);
$('#copy').addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(reportText(report));
    toast('Report copied. It holds no names, pictures or tokens.');
  } catch { toast('The browser did not let this page copy. Select the text of the checks instead.'); }
});
showSettingsNav();
watchHealth($('#health'), store);
store.start();
known.then(async () => {
  if (!may('diagnose')) return failed({ status: 403 });
  $('#again').hidden = false;
  await load();
  if (report && !report.examined_at && !report.running) run();
});
