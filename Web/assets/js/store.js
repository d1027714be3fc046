// What this page knows of the server: conditions, streams, newest results, alerts, health. Pages listen for changes.
import * as api from './api.js';
import { connect } from './events.js';
import { History } from './history.js';
import { score } from './scores.js';

const listeners = new Map();
const KEPT_ALERTS = 400;

export const store = {
  conditions: new Map(), streams: new Map(), latest: new Map(), sinks: new Map(), histories: new Map(), alerts: new Map(),
  health: { journal: { state: 'ok' }, encoder: { state: 'ok' } },
  connection: { state: 'connecting', since: Date.now() },
  loaded: false, more: false,
  /** What the server has not told: 'conditions', 'streams', 'alerts'. Of these nothing may be called empty. */
  unread: new Set(),

  /** on('assessment' | 'alert' | 'alerts' | 'streams' | 'health' | 'connection' | 'explanation' | 'speech' | 'voice' | 'overlay' | 'verdict' | 'sinks', run) */
  on(name, run) { listeners.set(name, [...(listeners.get(name) ?? []), run]); },
  history(id) {
    if (!this.histories.has(id)) this.histories.set(id, new History());
    return this.histories.get(id);
  },
  start,
  refresh,
  reconnect() { events?.reopen(); },
  put(alert) { changedAt.set(alert.id, performance.now()); store.alerts.set(alert.id, { ...store.alerts.get(alert.id), ...alert }); tell('alerts', alert); },
  /** Alerts that changed since `askedAt` (performance.now()): an answer to a question asked then may be of before, and must not undo them. */
  changedSince: askedAt => [...changedAt].filter(([id, at]) => at >= askedAt && store.alerts.has(id)).map(([id]) => store.alerts.get(id)),
};

let events = null;
const changedAt = new Map();     // when events, or this page's own changes, last told of an alert
const tell = (name, detail) => { for (const run of listeners.get(name) ?? []) run(detail); };

/** Server time minus this browser's time: an alert's clock time and a score's place must agree with the server. */
let offset = null;
export const serverNow = () => Date.now() + (offset ?? 0);
function learnTime({ frame, age_ms }) {
  const seen = Date.parse(frame.captured_at) + age_ms - Date.now();
  if (Number.isFinite(seen)) offset = offset == null ? seen : Math.max(seen, offset - 2);   // the least delayed event tells best; drift is followed
}

const handle = {
  assessment(assessment) {
    learnTime(assessment);
    store.latest.set(assessment.stream, { assessment, receivedAt: performance.now() });
    const { gate, findings, frame } = assessment;
    store.history(assessment.stream).add(Date.parse(frame.captured_at), findings.map(f => [f.condition, score(f)]), gate.usable ? null : gate.reasons[0] ?? 'unknown');
    tell('assessment', assessment);
  },
  alert(alert) {
    const known = store.alerts.has(alert.id);
    store.put(alert);
    if (!known) tell('alert', alert);
    for (const id of store.alerts.keys()) { if (store.alerts.size <= KEPT_ALERTS) break; store.alerts.delete(id); changedAt.delete(id); }
  },
  'alert-changed'(alert) { store.put(alert); },
  stream(stream) {
    if (['removed', 'gone', 'deleted'].includes(stream.state)) store.streams.delete(stream.id); else store.streams.set(stream.id, stream);
    tell('streams', stream);
  },
  health(health) { store.health = { ...store.health, ...health }; tell('health', store.health); },
  explanation(explanation) { tell('explanation', explanation); },
  speech(speech) { tell('speech', speech); },
  voice(voice) { tell('voice', voice); },
  overlay(overlay) { tell('overlay', overlay); },
  verdict(verdict) { tell('verdict', verdict); },
  sink(sink) { store.sinks.set(sink.sink, sink.dead); tell('sinks', sink); },
};

function setConnection(state) {
  if (state === store.connection.state) return;
  store.connection = { state, since: Date.now() };
  tell('connection', store.connection);
  // What was raised between the first reading and the connection, or while it was lost, comes only by asking again.
  if (state === 'open') refresh();
  if (state === 'lost') api.get('/session').catch(() => {});   // a 401 leads to the sign-in page
}

/** Asks for what events do not repeat. Each part may fail alone; the rest is shown. */
async function refresh() {
  const askedAt = performance.now();
  const parts = [['conditions', '/conditions', fillConditions], ['streams', '/streams', fillStreams], ['alerts', '/alerts?limit=200', fillAlerts]];
  await Promise.all(parts.map(([name, path, fill]) => api.get(path).then(told => fill(told, askedAt)).then(() => store.unread.delete(name), () => store.unread.add(name))));
  store.loaded = true;
  tell('streams'); tell('alerts');
}

function fillConditions({ items }) { for (const item of items) store.conditions.set(item.id, item); }
function fillStreams({ items }) {
  for (const id of store.streams.keys()) if (!items.some(item => item.id === id)) store.streams.delete(id);
  for (const item of items) store.streams.set(item.id, item);
}
function fillAlerts({ items, next }, askedAt) {
  const changed = store.changedSince(askedAt);
  for (const item of [...items, ...changed]) store.alerts.set(item.id, item);
  store.more = !!next;
}

let started = null;
/** Once a page, whoever asks first. */
function start() { return started ??= begin(); }

/** Connects, loads, and keeps the list of streams true: an event can tell that one came, not that one went. */
function begin() {
  events = connect({ onEvent: (kind, data) => { lastEvent = performance.now(); if (store.connection.state !== 'open') setConnection('open'); handle[kind]?.(data); }, onState: setConnection });
  setInterval(async () => {
    const { items } = await api.get('/streams').catch(() => ({}));
    if (items) { fillStreams({ items }); store.unread.delete('streams'); tell('streams'); }
  }, 10_000);
  setInterval(probe, 2000);
  return refresh();
}

let lastEvent = performance.now();
/** A cut cable is silent: when nothing came for 4 s, ask, and say so when no answer comes. */
async function probe() {
  if (performance.now() - lastEvent < 4000 || store.connection.state !== 'open') return;
  const alive = await fetch('/health/live', { cache: 'no-store', signal: AbortSignal.timeout(3000) }).then(() => true, () => false);
  if (!alive && performance.now() - lastEvent >= 4000) setConnection('lost');
  else if (alive) lastEvent = performance.now() - 2000;
}
