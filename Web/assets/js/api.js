// Requests to the server. One place for the CSRF header, for problem+json and for being signed out.
const BASE = '/api/v1';
let csrf = null;

/** The token that unsafe requests carry when the cookie signed them in. */
export const setCsrf = token => { csrf = token; };

/** A refusal of the server: status, what it said, and the field it points at. */
export class Refused extends Error {
  constructor(status, problem, etag) {
    super(problem?.detail || problem?.title || `The server answered ${status}.`);
    Object.assign(this, { status, pointer: problem?.pointer ?? problem?.errors?.[0]?.pointer, etag });
  }
}

/** The server did not answer at all. */
export class NotReached extends Error {}

let instead = null;

/** What to do in place of leaving for the sign-in page: the lock screen, which leaves the page as it is. */
export const whenSignedOut = what => { instead = what; };

/** Leaves for the sign-in page, once, and comes back to this page afterwards. */
export function signIn() {
  if (location.pathname === '/sign-in') return;
  if (instead) return instead();
  const here = location.pathname + location.search;
  location.replace(`/sign-in${here === '/' ? '' : `?next=${encodeURIComponent(here)}`}`);
}

const safe = method => method === 'GET' || method === 'HEAD' || method === 'OPTIONS';

/** fetch with our headers. Any path of this server; 401 leads to the sign-in page. */
export async function send(path, { method = 'GET', headers = {}, keepSignedOut = false, ...rest } = {}) {
  const extra = csrf && !safe(method) ? { 'X-CSRF-Token': csrf } : {};
  let response;
  try {
    response = await fetch(path, { method, headers: { ...extra, ...headers }, credentials: 'same-origin', cache: 'no-store', ...rest });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new NotReached('The server did not answer.');
  }
  if (response.status === 401 && !keepSignedOut) signIn();
  return response;
}

async function checked(response) {
  if (response.ok) return response;
  const problem = await response.json().catch(() => null);
  throw new Refused(response.status, problem, response.headers.get('ETag'));
}

const json = body => body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
const value = async response => response.status === 204 ? null : response.json().catch(() => null);

export const get = async (path, options) => value(await checked(await send(BASE + path, options)));

/** The same, with the version that If-Match wants. */
export async function getVersioned(path) {
  const response = await checked(await send(BASE + path));
  return { value: await response.json(), etag: response.headers.get('ETag') };
}

export const post = async (path, body, options = {}) => value(await checked(await send(BASE + path, { method: 'POST', ...json(body), ...options })));
/** Sends a file as it is; fetch cannot say how far it has come, so that an older interface does. progress: 0…1. */
export function upload(path, file, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', BASE + path);
    request.responseType = 'json';
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    if (csrf) request.setRequestHeader('X-CSRF-Token', csrf);
    request.upload.addEventListener('progress', e => { if (e.lengthComputable) progress(e.loaded / e.total); });
    request.addEventListener('load', () => {
      if (request.status === 401) signIn();
      if (request.status >= 200 && request.status < 300) resolve(request.response); else reject(new Refused(request.status, request.response, request.getResponseHeader('ETag')));
    });
    request.addEventListener('error', () => reject(new NotReached('The server did not answer.')));
    request.send(file);
  });
}

export const remove = async path => value(await checked(await send(BASE + path, { method: 'DELETE' })));

export async function patch(path, body, etag) {
  const { body: sent, headers } = json(body);
  const response = await checked(await send(BASE + path, { method: 'PATCH', body: sent, headers: { ...headers, ...(etag ? { 'If-Match': etag } : {}) } }));
  return { value: await value(response), etag: response.headers.get('ETag') };
}

/** What went wrong, what it means, what to do: for a message beside the control that failed. */
export function inWords(error) {
  if (error instanceof NotReached) return 'The server did not answer, so nothing was changed. Check the network, then try again.';
  if (error.status === 403) return 'Your role may not do this, so nothing was changed. Ask an administrator for a clinician’s token.';
  if (error.status === 404) return 'The server no longer has it. Reload the page to see what is there.';
  if (error.status === 429) return 'Too many requests in a short time. Wait a few seconds, then try again.';
  const said = /[.!?]$/.test(error.message) ? error.message : `${error.message}.`;
  if (error.status >= 500) return `The server could not do it, so nothing was changed. It says: ${said} Try again; if it stays so, its log says more.`;
  return `The server refused: ${said}`;
}
