// The live page: picture, alerts, findings, timeline. Everything that is shown comes from the server's events.
import '../shell.js';
import { $, say } from '../dom.js';
import { icon } from '../icons.js';
import { clock, fromId, streamName } from '../format.js';
import { freshness, isCurrent, ageNow, STALE_MS } from '../freshness.js';
import { onKey } from '../keyboard.js';
import { isLive } from '../streams-model.js';
import { raisedAt } from '../alerts-model.js';
import { may } from '../session.js';
import { store, serverNow } from '../store.js';
import { alertsPanel } from './alerts-panel.js';
import { account } from './account.js';
import { agreementPanel } from './agreement.js';
import { announce } from './announce.js';
import { badge } from './badge.js';
import { controls } from './controls.js';
import { FindingsPanel } from './findings-panel.js';
import { fullScreenCard } from './full-screen.js';
import { explanationPanel } from '../explanation/panel.js';
import { marksOf } from './marks.js';
import { notCurrent } from './notices.js';
import { Ordinary } from './ordinary.js';
import { ownNames } from './own-media.js';
import { Picture } from './picture.js';
import { fileInput, picker } from './picker.js';
import { keepHistories } from './kept-histories.js';
import { Source } from './source.js';
import { Steady } from './steady.js';
import { stage } from './stage.js';
import { Thresholds } from './thresholds.js';
import { Timeline } from './timeline.js';
import { voicePanel } from './voice.js';
import { zonesPanel } from './zones.js';

const BADGE_MS = 200, FINDINGS_MS = 200;

const screen = $('#screen'), picture = new Picture(screen), showBadge = badge($('#fresh'));
const source = new Source(picture, sourceChanged, id => store.streams.get(id)?.watchable !== false);
const thresholds = new Thresholds(() => { findings.redraw(); });
const findings = new FindingsPanel({ list: $('#findings'), nothing: $('#findings-nothing'), when: $('#findings-when'), thresholds, ordinary: new Ordinary(() => findings.redraw()), stream: () => source.state.stream });
const why = explanationPanel($('#why'), { isOpen: false, more: true });
const alerts = alertsPanel($('#alerts'), $('#alerts-count'), () => source.state.stream);
const showAccount = account({ vitals: $('.vitals'), root: $('#account') });
const showAgreement = agreementPanel($('#agreement'));
const timeline = new Timeline($('#timeline'), seek);
const chooseFile = fileInput(file => source.open(file));
const choose = { stream: id => open(id), camera: id => source.useCamera(id), window: () => source.share(), file: chooseFile };
const drawPicker = picker($('#source'), choose);
const run = { camera: () => source.useCamera(), screen: () => source.share(), demo: () => open('demo'), leave: () => openFirst(), retry: () => source.retry(), reconnect: () => store.reconnect() };
const drawStage = stage({ screen, below: $('#below'), picture, run });
const zones = zonesPanel({ screen, bar: $('#zone-bar'), button: $('#zones'), stream: () => source.state.stream, mirrors: () => panel.mirrors });
const voice = voicePanel($('#voice'), $('#voice-chip'), () => source.state.stream);
const abstaining = new Steady({ on: 400, off: 1000 });
const card = fullScreenCard($('#full-card'), () => source.state.stream, () => alerts.acknowledge());
const panel = controls({ picture, screen, state: () => source.state, redraw: tick, camera: run.camera });

let stream = null, badgeAt = -Infinity, findingsAt = -Infinity, current = false;
keepHistories(store);

const name = () => stream ? streamName(stream, ownNames()) : '';
const latest = () => store.latest.get(stream) ?? null;
const lastFrameAt = () => latest() ? Date.parse(latest().assessment.frame.captured_at) : null;

/** Everything the notices are decided from. */
function context() {
  const { state } = source, served = store.streams.get(state.stream);
  return {
    ...state, name: name(), what: state.what, loaded: store.loaded, unread: store.unread.has('streams'), hasDemo: store.streams.has('demo'), connection: store.connection.state, lostSince: store.connection.since, now: Date.now(), serverNow: serverNow(),
    isLive: served ? isLive(served) : state.own ? undefined : store.loaded ? false : undefined, sourceState: served?.state, message: served?.message, fps: served?.fps, p95: served?.age_ms?.p95,
    mayRead: may('read'), health: store.health, abstaining: abstaining.value, hasPicture: picture.hasPicture, lastFrameAt: lastFrameAt(), frozenAt: panel.frozenAt, scrubbedTo: timeline.at,
  };
}

/** Opens a stream of the server, and keeps it in the address so that it can be shared and reloaded. */
function open(id) {
  history.replaceState(null, '', `/?stream=${encodeURIComponent(id)}`);
  source.watch(id);
}

function openFirst() {
  const wanted = new URLSearchParams(location.search).get('stream'), ids = [...store.streams.values()].sort((a, b) => isLive(b) - isLive(a)).map(s => s.id);
  const id = wanted && (store.streams.has(wanted) || store.unread.has('streams')) ? wanted : ids.find(id => !ownNames()[id]);
  if (id) open(id); else source.stop();
}

function sourceChanged(state) {
  if (state.stream !== stream) {
    stream = state.stream;
    current = false;
    timeline.seek(null);
    abstaining.reset();
    findings.clear();
    thresholds.load(stream);
    voice.follow(stream);
    why.follow(null);
    $('#why').hidden = true;
  }
  if (state.own) history.replaceState(null, '', '/');
  if (state.still) showStill(state.still);
  panel.update();
  tick();
}

function showStill({ assessment }) {
  stream = null;
  picture.layers.draw(marksOf(assessment, { thresholds: {}, conditions: store.conditions }));
  if (assessment.gate.usable) findings.show(assessment.findings, { forced: true });
  else findings.clear('This picture was not scored. Choose or take another one.');
  abstaining.force(assessment.gate.usable ? null : assessment.gate.reasons);
}

store.on('assessment', assessment => {
  if (assessment.stream !== stream || !stream) return;
  const { gate, frame } = assessment;
  if (!picture.hasPicture) picture.shape(frame.width, frame.height);
  abstaining.see(gate.usable ? null : gate.reasons, performance.now());
  if (notCurrent(context())) return;
  if (!gate.usable) return retire(freshness({ latest: latest(), now: performance.now() }));
  picture.layers.draw(marksOf(assessment, { thresholds: thresholds.values, conditions: store.conditions, mirror: panel.mirrors }), () => paintBadge(BADGE_MS));
  const now = performance.now();
  if (!current || now - findingsAt >= FINDINGS_MS) { findingsAt = now; current = true; findings.stale(false, 'now'); findings.show(assessment.findings); }
});

function paintBadge(least = 0) {
  const now = performance.now();
  if (now - badgeAt < least) return null;
  badgeAt = now;
  const { still } = source.state, why = notCurrent(context());
  const fresh = still ? stillFreshness(still) : freshness({ latest: latest(), now, why });
  showBadge(fresh);
  return fresh;
}

const stillFreshness = ({ assessment, took }) => assessment.gate.usable ? { state: 'still', age: Math.round(took) } : freshness({ latest: { assessment: { ...assessment, age_ms: 0 }, receivedAt: performance.now() }, now: performance.now() });

/** Nothing may look current that is not: boxes and heat go, bars turn hollow, at the same moment. */
function retire(fresh) {
  showBadge(fresh);
  badgeAt = performance.now();
  if (timeline.at == null && !panel.frozenAt) { picture.layers.clear(); findings.stale(true, lastFrameAt() ? `last scored ${clock(lastFrameAt())}` : ''); }
  if (panel.frozenAt) return;
  current = false;
}

/** Ten times a second: only compares, and paints what differs. */
function tick() {
  const { state } = source, facts = context();
  drawStage(facts);
  if (!state.still) {
    const stale = !latest() || ageNow(latest(), performance.now()) > STALE_MS || notCurrent(facts);
    if (stale) retire(freshness({ latest: latest(), now: performance.now(), why: notCurrent(facts) }));
    else paintBadge(BADGE_MS + 50);
  } else paintBadge();
  $('#drawn').hidden = !(store.streams.get(stream)?.demo || latest()?.assessment.demo || state.still?.assessment.demo);
  $('#stage-timeline').hidden = !stream || store.history(stream).isEmpty;
  screen.classList.toggle('blocked', state.path === 'unwatchable');
}

function seek(at) {
  $('#to-live').hidden = at == null;
  picture.layers.clear();
  if (at != null) {
    const scores = store.history(stream).all(at);
    if (scores) { findings.stale(false, ''); findings.showMoment(scores, at); } else findings.stale(true, `not scored at ${clock(at)}`);
  } else findingsAt = -Infinity;
  tick();
}

function slow() {
  drawPicker(source.state);
  alerts.draw(); card.draw();
  zones.draw(store.streams.get(stream));
  showAccount(store.streams.get(stream));
  showAgreement(store.streams.get(stream));
  const mine = [...store.alerts.values()].filter(a => a.stream === stream).map(a => ({ at: raisedAt(a), tier: a.tier, condition: a.condition }));
  if (stream) timeline.tick({ now: serverNow(), history: store.history(stream), alerts: mine, conditions: store.conditions, thresholds: thresholds.values });
  announce.title(stream, name());
  say($('#heading'), stream ? `Live: ${name()}` : source.state.still ? `Picture: ${source.state.still.name}` : 'Live');
}

store.on('streams', changed => { if (changed && changed.id === stream) { thresholds.ensure(); findings.redraw(); } });
// Events name streams one by one: which there are is known with the list only.
store.on('streams', () => { if (store.loaded && !source.state.stream && !source.state.own && !source.state.local && !source.state.still && store.streams.size) openFirst(); });
store.on('alerts', () => { alerts.draw(); card.draw(); announce.title(stream, name()); });
store.on('alert', alert => announce.alert(alert, alert.stream === stream ? '' : fromId(alert.stream)));
store.on('connection', tick); store.on('health', tick);
store.on('explanation', explanation => { if (explanation.stream === stream || store.alerts.get(explanation.alert)?.stream === stream) why.meet(explanation); });
store.on('speech', speech => { if (speech.stream === stream) voice.speech(speech); });
store.on('voice', state => { if (state.stream === stream) voice.changed(state); });
$('#to-live').addEventListener('click', () => timeline.seek(null));
$('#camera').innerHTML = `${icon('camera').markup}<span>Use my camera</span>`;
onKey({ a: alerts.acknowledge, s: alerts.silence, w: () => panel.why(), b: () => panel.toggle('boxes'), h: () => panel.toggle('heat'), f: () => panel.freeze(), v: voice.toggle });

findings.clear();
store.start().then(() => { if (!source.state.stream && !source.state.own) openFirst(); });
setInterval(tick, 100);
setInterval(slow, 500);
tick();
