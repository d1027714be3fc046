// Where alerts go besides this server: how each place fares, what leaves for it, what it was given up on.
import '../shell.js';
import { $, html, say } from '../dom.js';
import { get, inWords, post, remove } from '../api.js';
import { openDialog } from '../dialog.js';
import { unread, watchHealth } from '../health.js';
import { known, may } from '../session.js';
import { showSettingsNav } from '../settings-nav.js';
import { store } from '../store.js';
import { toast } from '../toast.js';
import { tally } from '../hand-off-model.js';
import { panel } from './sink.js';
import { showPreview } from './preview.js';

const root = $('#sinks'), EVERY_MS = 4000;
let sinks = [], letters = {}, drawn = '';

const none = () => html`<section class="panel" data-ready="none"><header><h2>Nothing is handed over</h2></header><div class="body stack"><p>No alert leaves this server. To hand alerts over, add <code>sinks:</code> to the configuration and start the server again; kinds are webhook, cloudevents, fhir and mqtt.</p></div></section>`;

async function load() {
  try {
    sinks = (await get('/sinks')).items;
    for (const sink of sinks) letters[sink.name] = sink.dead ? (await get(`/sinks/${sink.name}/dead`)).items : [];
    $('#problem').replaceChildren();
  } catch (error) {
    if ($('#problem').firstElementChild?.dataset.id !== 'load') $('#problem').replaceChildren(unread('The sinks could not be read', error));
    if (!sinks.length) root.replaceChildren();
    root.dataset.ready = 'failed';
    return;
  }
  draw();
}

/** Nothing is drawn anew while it says the same, and the focus stays where it was. */
function draw() {
  const key = JSON.stringify([sinks, letters]);
  if (key === drawn) return;
  drawn = key;
  const focus = document.activeElement?.id, open = new Set([...root.querySelectorAll('details[open]')].map(part => part.id));
  root.replaceChildren(...(sinks.length ? sinks.map(sink => panel(sink, letters[sink.name], acts)) : [none()]));
  for (const id of open) document.getElementById(id)?.setAttribute('open', '');
  if (focus) document.getElementById(focus)?.focus();
  root.dataset.ready = sinks.length ? 'shown' : 'none';
}

/** Runs an act of a sink; what went wrong stands beside its buttons. */
async function run(sink, button, work) {
  const told = $(`#told-${sink.name}`);
  button.disabled = true;
  say(told, 'Asking the server…');
  try { say(told, await work() ?? ''); } catch (error) { say(told, inWords(error)); } finally { button.disabled = false; }
  await load();
}

const acts = {
  preview: sink => showPreview(sink, async () => { await post(`/sinks/${sink.name}/on`); toast(`${sink.name} is on`); await load(); }),
  test: (sink, button) => run(sink, button, async () => {
    const result = await post(`/sinks/${sink.name}/test`);
    return `${result.ok ? 'It arrived' : 'It did not arrive'}: ${result.answer}, after ${result.milliseconds} ms.`;
  }),
  replay: (sink, button, order) => run(sink, button, async () => {
    const { queued } = await post(`/sinks/${sink.name}/replay`, order);
    return `${tally(queued, 'message waits', 'messages wait')} to be sent again.`;
  }),
  off: sink => {
    const dialog = $('#off'), problem = $('#off-problem');
    say($('#off-title'), `Switch ${sink.name} off?`);
    problem.hidden = true;
    dialog.querySelector('form').onsubmit = async event => {
      event.preventDefault();
      try { await remove(`/sinks/${sink.name}/on`); dialog.close(); toast(`${sink.name} is off`); await load(); } catch (error) { problem.hidden = false; say(problem, inWords(error)); }
    };
    openDialog(dialog);
  },
  may: () => may('sinks'),
};

showSettingsNav();
watchHealth($('#health'), store);
await known;
await load();
store.on('sinks', load);
setInterval(() => { if (!document.hidden) load(); }, EVERY_MS);
