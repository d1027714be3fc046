// The overlay for a broadcast: one alert, its age, the notice. Transparent everywhere else, and empty when nothing holds.
import '../shell.js';
import { $, html, place, query, say } from '../dom.js';
import { glyph, tierWord } from '../glyphs.js';
import { mark } from '../icons.js';
import { streamName, two } from '../format.js';
import { freshness, isCurrent } from '../freshness.js';
import { newestOpen, standing } from '../alerts-model.js';
import { marksOf } from '../live/marks.js';
import { Picture } from '../live/picture.js';
import { paintTrack, smallTrack } from '../live/track.js';
import { MediaSession } from '../live/whip.js';
import { condition, onBar, score } from '../scores.js';
import { store, serverNow } from '../store.js';
import { onKey } from '../keyboard.js';
import { hiding } from './hiding.js';
import { options } from './options.js';
import { Tones } from './tones.js';

const stream = decodeURIComponent(location.pathname.split('/').filter(Boolean)[1] ?? 'demo'), asked = options(query), { quiet } = asked;
const screen = $('#behind'), picture = new Picture(screen), lower = $('#lower');
let key = '', parts = null;

say($('#heading'), `Overlay for ${streamName(stream)}`);
document.title = `Overlay · ${streamName(stream)} · MediaSKINoscope`;
document.body.dataset.overlayTheme = asked.theme;
document.body.dataset.place = asked.place;
place(document.documentElement, { '--overlay-size': String(asked.size) });
const hidden = hiding(() => draw()), tones = asked.sound ? new Tones(asked.volume) : null;

const latest = () => store.latest.get(stream) ?? null;
const badge = () => freshness({ latest: latest(), now: performance.now(), why: store.connection.state === 'lost' ? 'server not reached' : null });

store.on('assessment', assessment => {
  if (assessment.stream !== stream) return;
  picture.shape(assessment.frame.width, assessment.frame.height);
  if (quiet || hidden.isHidden || !assessment.gate.usable) return picture.layers.clear();
  const { boxes } = marksOf(assessment, { thresholds: null, conditions: store.conditions });
  picture.layers.draw({ boxes: boxes.filter(b => b.over), heat: [] });
});

function card(alert, holds) {
  const known = condition(alert.condition, store.conditions), track = smallTrack(), card = html`<div class="lower-card ${alert.tier}">${glyph(alert.tier, { pulse: holds, label: !asked.safe })}
    <div><p class="lower-tier">${asked.safe ? 'Notice' : tierWord[alert.tier]}</p><p class="lower-name">${asked.safe ? 'Something was noticed' : `Resembles ${known.name.toLowerCase()}`}</p></div>
    <div class="lower-score"><span class="slot"></span><b></b></div>
    <p class="lower-foot"><span class="dot"></span><span class="age"></span><span class="lower-brand">${mark} MediaSKINoscope</span></p></div>`;
  $('.slot', card).replaceWith(track);
  return { card, track, tier: known.tier };
}

/** Chat-safe words go with no score either: a number invites guesses. */
const scored = finding => finding && !asked.safe;

/** The alert that holds now. Ended ones leave the picture: an audience must not read an old finding as a present one. */
function draw() {
  const now = serverNow(), alert = newestOpen([...store.alerts.values()].filter(a => a.stream === stream && !a.ended_at), now) ?? [...store.alerts.values()].find(a => a.stream === stream && !a.ended_at), fresh = badge();
  const holds = alert && standing(alert, now) === 'active', next = alert ? `${alert.id} ${holds}` : '';
  document.body.classList.toggle('all-hidden', hidden.isHidden);
  if (hidden.isHidden || !isCurrent(fresh.state)) picture.layers.clear();
  if (next !== key) { key = next; parts = alert ? card(alert, holds) : null; lower.replaceChildren(...(parts ? [parts.card] : [])); }
  if (parts) show(alert, fresh);
}

function show(alert, fresh) {
  const finding = latest()?.assessment.findings.find(f => f.condition === alert.condition), current = isCurrent(fresh.state) && scored(finding);
  $('.lower-score', parts.card).hidden = !current;
  if (current) {
    say($('.lower-score b', parts.card), `${two(score(finding))}${finding.probability == null ? ' unproven' : ''}`);
    paintTrack(parts.track, { p: score(finding), marks: onBar(finding, alert.threshold) ? alert.threshold : null, tier: parts.tier, over: true, unproven: false });
  }
  place($('.dot', parts.card), { visibility: isCurrent(fresh.state) ? 'visible' : 'hidden' });
  const age = { fresh: `Analysed ${fresh.age} ms ago`, behind: `Behind: analysed ${fresh.age} ms ago`, old: `Not current: ${fresh.why}`, abstain: `Not scored: ${fresh.why}` }[fresh.state];
  say($('.age', parts.card), `${age}${alert.demo ? '. Drawn skin.' : ''}`);
}

async function preview() {
  const session = new MediaSession('whep', stream, () => setTimeout(preview, 2000));
  try { picture.play(await session.watch(), 'Video'); } catch { session.close(); setTimeout(preview, 5000); }
}

store.on('alert', alert => { if (alert.stream === stream && !hidden.isHidden) tones?.play(alert.tier); });
onKey({ h: () => hidden.toggle() });
if (asked.preview) { document.body.classList.add('preview'); preview(); }
store.start();
setInterval(draw, 250);
