// The wall: every stream with its state, its age and its top finding. Streams that need someone come first.
import '../shell.js';
import { $, html, say } from '../dom.js';
import { watchHealth } from '../health.js';
import { tierMarks } from '../glyphs.js';
import { need } from '../alerts-model.js';
import { rerank } from '../ranking.js';
import { isLive } from '../streams-model.js';
import { announce } from '../live/announce.js';
import { keepHistories } from '../live/kept-histories.js';
import { fromId } from '../format.js';
import { store, serverNow } from '../store.js';
import { Tile } from './tile.js';

const PLAYING = 4;
const groups = { All: () => true, 'Needs you': facts => !!facts.tier, 'Not scored': facts => facts.state !== 'scored' && facts.state !== 'behind' };
const tiles = new Map(), inView = new Set(), list = $('#tiles');
let chosen = 'All', order = { order: [], rankedAt: -Infinity };
keepHistories(store);

const seen = new IntersectionObserver(entries => {
  for (const { target, isIntersecting } of entries) if (isIntersecting) inView.add(target.dataset.id); else inView.delete(target.dataset.id);
});

const buttons = new Map(Object.keys(groups).map(name => {
  const button = html`<button aria-pressed="${name === chosen}"></button>`;
  button.addEventListener('click', () => { chosen = name; draw(true); });
  return [name, button];
}));
$('#filter').append(...buttons.values());

function tileOf(id) {
  if (!tiles.has(id)) {
    const tile = new Tile(id);
    tile.element.dataset.id = id;
    seen.observe(tile.element);
    tiles.set(id, tile);
  }
  return tiles.get(id);
}

function forget(id) {
  const tile = tiles.get(id);
  seen.unobserve(tile.element);
  tile.stop();
  tiles.delete(id); inView.delete(id);
}

/** Places tiles: a new order at most every 2 s and never under the pointer or the focus. */
function place(facts, force) {
  const rows = [...facts].filter(([, f]) => groups[chosen](f)).map(([id, f]) => ({ id, score: -need(f) }));
  const busy = list.matches(':hover') || list.contains(document.activeElement);
  order = rerank(order, rows, { now: performance.now(), busy, force });
  const wanted = order.order.map(id => tiles.get(id).element);
  if (wanted.length !== list.childElementCount || wanted.some((tile, i) => list.children[i] !== tile)) list.replaceChildren(...wanted);
}

function choosePlaying(facts) {
  const playing = order.order.filter(id => inView.has(id) && isLive(facts.get(id).stream) && facts.get(id).stream.watchable !== false).slice(0, PLAYING);
  for (const [id, tile] of tiles) tile.play(playing.includes(id) && !document.hidden);
}

function summary(facts) {
  const all = [...facts.values()], scored = all.filter(f => f.state === 'scored' || f.state === 'behind').length, slow = all.filter(f => (f.stream?.age_ms?.p95 ?? 0) > 100).length;
  const encoder = store.health.encoder?.state;
  const room = encoder === 'missing' ? 'The server has no encoder: nothing is scored.' : encoder === 'overloaded' ? 'The encoder is full: another stream would make all of them later.' : slow ? `${slow === 1 ? 'One is' : `${slow} are`} later than 100 ms: another stream would make all of them later.` : 'The encoder keeps up with all of them.';
  return [`${all.length} ${all.length === 1 ? 'stream' : 'streams'}, ${scored} scored now.`, room];
}

function draw(force = false) {
  for (const id of tiles.keys()) if (!store.streams.has(id)) forget(id);
  const now = serverNow(), facts = new Map([...store.streams.keys()].map(id => [id, tileOf(id).facts(store, now)]));
  for (const [id, one] of facts) tiles.get(id).show(one, store, now);
  place(facts, force);
  choosePlaying(facts);
  for (const [name, button] of buttons) { say(button, `${name} ${[...facts.values()].filter(groups[name]).length}`); button.setAttribute('aria-pressed', name === chosen); }
  const [first, second] = summary(facts);
  say($('#budget b'), first); say($('#budget span'), second);
  $('#budget').hidden = !facts.size;
  $('#empty').hidden = !!list.childElementCount || !store.loaded;
  say($('#empty'), facts.size ? 'None of the streams is in this group.' : store.unread.has('streams') ? 'The streams could not be read, so it is not known whether any is watched. The page asks again every 10 seconds.' : 'No stream is being watched. Open Live to use this device’s camera, or add a source to the server’s configuration.');
  const worst = [...facts.values()].map(f => f.tier).filter(Boolean).sort((a, b) => need({ tier: a }) - need({ tier: b }))[0], title = `${worst ? `${tierMarks[worst]} ` : ''}Wall · MediaSKINoscope`;
  if (document.title !== title) document.title = title;
}

watchHealth($('#health'), store);
store.on('alert', alert => announce.alert(alert, fromId(alert.stream)));
store.start().then(() => draw(true));
setInterval(() => draw(), 250);
addEventListener('pagehide', () => { for (const tile of tiles.values()) tile.stop(); });
