// STUN and TURN servers that the server names in Link headers (RFC 9725, section 4.6).
import { send } from './api.js';

const ENTRY = /<([^>]*)>((?:\s*;\s*[\w-]+=(?:"(?:[^"\\]|\\.)*"|[^\s;,"]*))*)/g, PARAMETER = /;\s*([\w-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*))/g;

/** What a Link header says of ICE servers, in the form of RTCConfiguration. */
export function parseLinks(header) {
  const servers = [];
  for (const [, urls, rest] of (header ?? '').matchAll(ENTRY)) {
    const said = Object.fromEntries([...rest.matchAll(PARAMETER)].map(([, name, quoted, plain]) => [name.toLowerCase(), (quoted ?? plain).replace(/\\(.)/g, '$1')]));
    if (said.rel !== 'ice-server' || !/^(stuns?|turns?):/.test(urls)) continue;
    servers.push(said.username ? { urls, username: said.username, credential: said.credential } : { urls });
  }
  return servers;
}

/** Asked before the offer, so that candidates of a relay are gathered in time; without an answer a call goes on without them. */
export async function iceServers(endpoint) {
  try { return parseLinks((await send(endpoint, { method: 'GET' })).headers.get('Link')); } catch { return []; }
}
