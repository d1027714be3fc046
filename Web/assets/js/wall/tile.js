// One stream on the wall. Made once, updated in place.
import { $, html, say } from '../dom.js';
import { glyph, tierWord } from '../glyphs.js';
import { icon } from '../icons.js';
import { spark } from '../charts.js';
import { streamName, two } from '../format.js';
import { freshness } from '../freshness.js';
import { condition, isUnproven, score } from '../scores.js';
import { isLive, sourceWords, tileState } from '../streams-model.js';
import { newestOpen, standing } from '../alerts-model.js';
import { badge } from '../live/badge.js';
import { ownNames } from '../live/own-media.js';
import { MediaSession } from '../live/whip.js';

const SPARK_MS = 60_000, SPARK_POINTS = 60, AGAIN_MS = 5000;

const markup = id => html`<li class="tile-item"><a class="tile" href="/?stream=${encodeURIComponent(id)}">
  <div class="screen"><div class="fit"></div><div class="hud tl"></div><div class="hud bl top"></div><div class="said" hidden></div></div>
  <div class="about"><div><h2></h2><p></p></div><div class="spark-slot"></div></div></a></li>`;

export class Tile {
  #session = null; #badge; #playing = false; #timer = 0; #topKey = ''; #saidKey = ''; #failed = false;

  constructor(id) {
    this.id = id;
    this.element = markup(id);
    this.#badge = badge($('.hud.tl', this.element));
  }

  /** What this tile says now: { tier, state, top }, also the ground for its place on the wall. */
  facts(store, now) {
    const stream = store.streams.get(this.id), latest = store.latest.get(this.id) ?? null, live = isLive(stream);
    const why = store.connection.state === 'lost' ? 'Server not reached' : store.health.encoder?.state === 'missing' ? 'No encoder' : live ? null : 'Source lost';
    const fresh = freshness({ latest, now: performance.now(), why });
    const alert = newestOpen([...store.alerts.values()].filter(a => a.stream === this.id), now), tier = alert && standing(alert, now) === 'active' ? alert.tier : null;
    const findings = latest?.assessment.findings ?? [], top = findings.reduce((a, b) => !a || score(b) > score(a) ? b : a, null);
    return { stream, latest, fresh, tier, alert, top: fresh.state === 'fresh' || fresh.state === 'behind' ? top : null, state: stream ? tileState(stream, fresh, latest) : 'lost' };
  }

  show(facts, store, now) {
    const { stream, fresh, tier, top, alert } = facts, link = $('.tile', this.element), name = streamName(this.id, ownNames());
    this.#badge(fresh);
    for (const one of ['warning', 'caution', 'advisory']) link.classList.toggle(one, tier === one);
    link.classList.toggle('faded', facts.state === 'lost');
    say($('h2', link), name); say($('.about p', link), stream ? sourceWords(stream) : '');
    const shown = tier ? { condition: alert.condition } : top, known = shown && condition(shown.condition, store.conditions), value = findingOf(facts, shown);
    this.#showTop(known, value, tier);
    const label = `${name}. ${tier ? `${tierWord[tier]}: ${known.name}` : known ? `${known.name}, no alert` : fresh.why ?? ''}`;
    if (link.getAttribute('aria-label') !== label) link.setAttribute('aria-label', label);
    this.#showSaid(facts);
    this.#showSpark(known, store, now, tier ? alert.threshold : null);
  }

  #showTop(known, value, tier) {
    const key = known ? `${known.id} ${tier}` : '', place = $('.top', this.element);
    if (key !== this.#topKey) { this.#topKey = key; place.replaceChildren(...(known ? [html`<div class="chip">${tier ? glyph(tier) : ''}<b>${known.name}</b><span></span><small></small></div>`] : [])); }
    if (!known) return;
    say($('span', place), value ? two(score(value)) : '');
    say($('small', place), value && isUnproven(value) ? 'unproven' : '');
  }

  #showSaid({ state, stream }) {
    const said = state === 'lost' ? ['plug', 'Source lost', stream?.message?.text ?? 'It is tried again by itself. Check its cable and network.']
      : this.#failed ? ['route', 'The picture cannot reach this page', 'Scores and alerts are current all the same.'] : !this.#playing ? ['live', 'Numbers only', stream?.watchable === false ? 'It has no video that could be passed on to this page.' : 'Four pictures play at once; open the stream to see it.'] : null;
    const key = said?.join(), box = $('.said', this.element);
    if (key === this.#saidKey) return;
    this.#saidKey = key;
    box.hidden = !said;
    if (said) box.replaceChildren(...html`<div>${icon(said[0])}<b>${said[1]}</b><small>${said[2]}</small></div>`.children);
  }

  #showSpark(known, store, now, threshold) {
    const slot = $('.spark-slot', this.element), history = store.histories.get(this.id);
    if (!known || !history) return slot.replaceChildren();
    const values = Array.from({ length: SPARK_POINTS }, (_, i) => history.at(known.id, now - SPARK_MS * (1 - (i + 1) / SPARK_POINTS)));
    slot.innerHTML = spark(92, 26, values, threshold?.scale === 'probability' ? threshold.enter : null);
  }

  /** Plays the picture, or stops; only some tiles may, so that many streams do not choke the page. */
  play(on) {
    if (on === this.#playing) return;
    this.#playing = on;
    if (on) this.#start(); else this.stop();
  }

  async #start() {
    const session = this.#session = new MediaSession('whep', this.id, () => this.#again());
    try {
      const video = html`<video autoplay muted playsinline tabindex="-1" aria-hidden="true"></video>`;
      video.muted = true;
      video.srcObject = await session.watch();
      if (!this.#playing || session !== this.#session) return session.close();
      $('.fit', this.element).replaceChildren(video);
      video.play().catch(() => {});
      this.#failed = false;
    } catch { session.close(); this.#failed = true; this.#again(); }
  }

  #again() { clearTimeout(this.#timer); if (this.#playing) this.#timer = setTimeout(() => this.#start(), AGAIN_MS); }

  stop() {
    clearTimeout(this.#timer);
    this.#playing = false;
    this.#session?.close();
    this.#session = null;
    $('.fit', this.element).replaceChildren();
  }
}

const findingOf = ({ latest, fresh }, shown) => shown && (fresh.state === 'fresh' || fresh.state === 'behind') ? latest.assessment.findings.find(f => f.condition === shown.condition) ?? null : null;
