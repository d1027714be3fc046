// Overlays: the address for a browser source, the key that hides all of them, the text file.
import '../shell.js';
import { $, html, say } from '../dom.js';
import { get, inWords, post, remove } from '../api.js';
import { clock, streamName } from '../format.js';
import { strip, watchHealth } from '../health.js';
import { anchors } from '../overlay/options.js';
import { known, may } from '../session.js';
import { showSettingsNav } from '../settings-nav.js';
import { store } from '../store.js';
import { toast } from '../toast.js';

const form = $('#build'), hide = $('#hide');
let overlay = null;

const wordsOf = anchor => anchor.replace('-', ' ').replace(/^./, c => c.toUpperCase());
$('#anchors').append(...anchors.map(anchor => html`<label title="${wordsOf(anchor)}"><input type="radio" name="place" value="${anchor}"><span class="only-read">${wordsOf(anchor)}</span></label>`));
form.elements.place.value = 'bottom-left';

function address(more = {}) {
  const { stream, ...options } = Object.fromEntries(new FormData(form));
  const query = new URLSearchParams(Object.entries({ ...options, ...more }).filter(([key, value]) => key === 'quiet' || key === 'preview' || value));
  if (query.get('place') === 'bottom-left') query.delete('place');
  return `${location.origin}/overlay/${encodeURIComponent(stream ?? 'demo')}${query.size ? `?${query}` : ''}`.replaceAll(/(quiet|preview)=(?=&|$)/g, '$1');
}

function drawAddress() {
  $('#address').value = address();
  $('#look').href = address({ preview: '' });
}

function drawState() {
  if (!overlay) return;
  hide.setAttribute('aria-pressed', String(overlay.hidden));
  say(hide, overlay.hidden ? 'Show overlays again' : 'Hide all overlays');
  say($('#state'), overlay.fault ?? (overlay.hidden ? `All overlays are hidden${overlay.by ? `, by ${overlay.by} at ${clock(Date.parse(overlay.at))}` : ''}. An audience sees nothing of what is found; this page and the alerts go on.` : `Overlays show what holds${overlay.by ? `; last shown by ${overlay.by} at ${clock(Date.parse(overlay.at))}` : ''}.`));
  $('#unknown').replaceChildren(...overlay.fault ? [strip({ id: 'unknown', symbol: 'disk', title: 'Overlays stay hidden: nobody knows whether they were', body: overlay.fault })] : []);
}

async function toggle() {
  const wanted = !overlay?.hidden;
  try {
    overlay = wanted ? await post('/overlay/hidden') : await remove('/overlay/hidden');
    $('#problem').replaceChildren();
    toast(wanted ? 'All overlays are hidden. Logged.' : 'Overlays show again. Logged.', { action: 'Undo', run: toggle, key: 'overlay' });
  } catch (error) { $('#problem').replaceChildren(strip({ id: 'hide', symbol: 'offline', title: wanted ? 'The overlays were not hidden for certain' : 'The overlays were not shown again', body: inWords(error) })); }
  drawState();
}

function fillStreams() {
  const select = form.elements.stream, ids = store.streams.size ? [...store.streams.keys()] : ['demo'];
  if ([...select.options].map(o => o.value).join() === ids.join()) return;
  const chosen = select.value;
  select.replaceChildren(...ids.map(id => new Option(streamName(id), id)));
  if (ids.includes(chosen)) select.value = chosen;
  drawAddress();
}

function drawText(settings) {
  say($('#text'), settings.overlay_text
    ? `A file is kept for OBS’s text source (“Read from file”). It says ${settings.overlay_text === 'safe' ? '“Something was noticed.”' : 'what it resembles'}, is empty when nothing holds or overlays are hidden, and is replaced whole. Change it with overlay_text: in the configuration.`
    : 'No text file is written. Name one with overlay_text: in the configuration, as overlay_text: ./obs.txt, and read it in OBS by a text source (“Read from file”).');
}

form.addEventListener('input', drawAddress);
form.addEventListener('submit', e => e.preventDefault());
hide.addEventListener('click', toggle);
$('#copy').addEventListener('click', async () => {
  try { await navigator.clipboard.writeText($('#address').value); toast('Address copied.'); } catch { $('#address').select(); toast('The browser did not let this page copy. The address is selected: copy it by hand.'); }
});
$('#deck').textContent = `curl -X POST ${location.origin}/api/v1/overlay/hidden -H "Authorization: Bearer TOKEN"\ncurl -X DELETE ${location.origin}/api/v1/overlay/hidden -H "Authorization: Bearer TOKEN"`;
store.on('streams', fillStreams);
let asked = 0;
store.on('overlay', state => { asked++; overlay = state; drawState(); });
showSettingsNav();
watchHealth($('#health'), store);
fillStreams();
store.start().then(fillStreams);
known.then(() => { hide.hidden = !may('overlay'); });
// What happened before the events came is asked for, also after the connection was lost.
// An answer that an event has overtaken is old.
const ask = () => {
  const mine = ++asked;
  get('/overlay').then(state => { if (mine === asked) { overlay = state; drawState(); } }, error => { if (mine === asked) say($('#state'), inWords(error).replace('so nothing was changed', 'so nothing is known')); });
};
store.on('connection', ({ state }) => { if (state === 'open') ask(); });
ask();
get('/settings').then(drawText, () => say($('#text'), 'The configuration could not be read.'));
