// Shared by all tabs of a browser: browsers allow six connections a host, and a wall of tabs must not use them up.
import { openSource } from './event-source.js';

const ports = new Set();
const last = new Map();          // what a new tab must know at once: health, and each stream's state
let source = null, state = 'connecting';

const tell = message => { for (const port of ports) port.postMessage(message); };

function open() {
  source = openSource({
    onState(next) { state = next; tell({ state }); },
    onEvent(kind, data) {
      if (kind === 'health') last.set('health', { kind, data });
      if (kind === 'overlay') last.set('overlay', { kind, data });
      if (kind === 'sink') last.set(`sink ${data.sink}`, { kind, data });
      if (kind === 'stream') last.set(`stream ${data.id}`, { kind, data });
      tell({ kind, data });
    },
  });
}

function leave(port) {
  ports.delete(port);
  if (ports.size) return;
  source?.close();
  source = null; state = 'connecting'; last.clear();
}

self.onconnect = ({ ports: [port] }) => {
  ports.add(port);
  port.onmessage = ({ data }) => {
    if (data === 'bye') leave(port);
    if (data === 'reopen') source?.reopen();
  };
  if (!source) open();
  if (state !== 'connecting') port.postMessage({ state });
  for (const message of last.values()) port.postMessage(message);
};
