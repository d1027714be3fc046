// The event stream for this page: shared worker, else one leading tab that tells the others, else our own connection.
import { openSource } from './event-source.js';

/** onEvent(kind, data), onState('open' | 'lost'). Returns { reopen }. */
export function connect(handlers) {
  if (typeof SharedWorker === 'function') return byWorker(handlers);
  if (navigator.locks && typeof BroadcastChannel === 'function') return byLeader(handlers);
  return openSource(handlers);
}

function byWorker({ onEvent, onState }) {
  const worker = new SharedWorker('/assets/js/events-worker.js', { type: 'module', name: 'events' }), { port } = worker;
  let own = null;
  port.onmessage = ({ data }) => data.kind ? onEvent(data.kind, data.data) : onState(data.state);
  worker.onerror = () => { own ??= openSource({ onEvent, onState }); };      // a browser that cannot run module workers
  addEventListener('pagehide', () => port.postMessage('bye'));
  return { reopen: () => own ? own.reopen() : port.postMessage('reopen') };
}

function byLeader({ onEvent, onState }) {
  const channel = new BroadcastChannel('events');
  let source = null;
  const hear = message => message.kind ? onEvent(message.kind, message.data) : onState(message.state);
  channel.onmessage = ({ data }) => { if (data === 'reopen') source?.reopen(); else hear(data); };
  navigator.locks.request('events', () => new Promise(() => {
    const tell = message => { hear(message); channel.postMessage(message); };
    source = openSource({ onEvent: (kind, data) => tell({ kind, data }), onState: state => tell({ state }) });
  }));
  return { reopen: () => source ? source.reopen() : channel.postMessage('reopen') };
}
