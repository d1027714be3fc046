// Verdicts teach: what there is, what a head would change, putting it in force, rolling back.
import '../shell.js';
import { $, html, say } from '../dom.js';
import { get, inWords, post } from '../api.js';
import { openDialog } from '../dialog.js';
import { strip, unread, watchHealth } from '../health.js';
import { condition } from '../scores.js';
import { known, may } from '../session.js';
import { showSettingsNav } from '../settings-nav.js';
import { store } from '../store.js';
import { toast } from '../toast.js';
import { ordered, warnings } from '../teaching-model.js';
import { head, history, standing, verdicts } from './panels.js';

const POLL_MS = 1000;
let names = new Map(), timer = null, drawn = null;
const nameOf = id => condition(id, names).name;

function draw(record) {
  const key = JSON.stringify([record.verdicts, record.items, record.history, record.fault]);
  $('#fitting').replaceChildren(...standing(record.fitting));
  $('#learn button').disabled = record.fitting.state === 'running';
  $('#problem').replaceChildren(...record.fault ? [strip({ id: 'fault', symbol: 'disk', title: 'What is in force cannot be read', body: record.fault })] : []);
  $('#panels').hidden = false;
  if (drawn !== key) {
    drawn = key;
    say($('#verdicts-about'), `${record.verdicts.judged} alerts judged in ${record.verdicts.sessions} sessions, ${record.verdicts.none} of them as nothing`);
    $('#verdicts').replaceChildren(...verdicts(record, nameOf));
    const items = ordered(record.items);
    $('#heads').replaceChildren(...items.length ? items.map(item => headPanel(item)) : [html`<p class="quiet" data-id="no-head">No head has been learned yet: the pack’s wordings score.</p>`]);
    $('#history').replaceChildren(...history(record.history));
  }
  $('#panels').dataset.ready = record.fitting.state;
  clearTimeout(timer);
  if (record.fitting.state === 'running') timer = setTimeout(load, POLL_MS);
}

function headPanel(item) {
  const panel = head(item, nameOf, may('teach'));
  $('[data-act=activate]', panel)?.addEventListener('click', () => ask(`Put ${item.name} version ${item.version} in force?`, 'From the next frame on it scores its conditions in place of the pack’s wordings. It can be rolled back at any time.', warnings(item, nameOf), 'Put in force', () => post(`/heads/${item.name}/${item.version}/activation`), `${item.name} version ${item.version} is in force`));
  $('[data-act=rollback]', panel)?.addEventListener('click', () => ask(`Roll ${item.name} back?`, 'What was in force before it scores again from the next frame on, exactly as before.', [], 'Roll back', () => post(`/heads/${item.name}/rollback`), `${item.name} was rolled back`));
  return panel;
}

/** Asks, does it, and says what came of it; a refusal stands in the dialog. */
function ask(title, words, list, button, act, done) {
  const dialog = $('#confirm'), problem = $('#confirm-problem'), form = $('form', dialog);
  say($('#confirm-title'), title);
  say($('#confirm-text'), words);
  $('#confirm-list').replaceChildren(...list.map(line => html`<li>${line}</li>`));
  say($('#confirm-ok'), button);
  problem.hidden = true;
  form.onsubmit = async e => {
    if (e.submitter !== $('#confirm-ok')) return;
    e.preventDefault();
    try {
      draw(await act());
      dialog.close('ok');
      toast(done);
      $('#main').focus();
    } catch (error) {
      say(problem, inWords(error));
      problem.hidden = false;
    }
  };
  openDialog(dialog);
}

async function learn(e) {
  e.preventDefault();
  const problem = $('#learn-problem');
  problem.hidden = true;
  try {
    const state = await post('/heads', { name: $('#learn').elements.name.value.trim() });
    $('#fitting').replaceChildren(...standing(state));
    await load();
  } catch (error) {
    say(problem, error.status === 422 ? 'A name is 1 to 40 of a to z, 0 to 9 and inner hyphens. Nothing was begun.' : inWords(error));
    problem.hidden = false;
  }
}

async function load() {
  try {
    draw(await get('/heads'));
  } catch (error) {
    $('#problem').replaceChildren(unread('Verdicts and heads could not be read', error));
    clearTimeout(timer);
  }
}

async function start() {
  await known;
  try { names = new Map(((await get('/conditions')).items ?? []).map(item => [item.id, item])); } catch { /* ids are shown in words then */ }
  $('#learn').hidden = !may('teach');
  await load();
}

showSettingsNav();
watchHealth($('#health'), store);
$('#learn').addEventListener('submit', learn);
start();
