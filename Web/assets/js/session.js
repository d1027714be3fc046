// Who is signed in. On a loopback address without tokens the local user is the administrator and nobody signs in.
import { NotReached, get, post, send, setCsrf } from './api.js';

export let session = { name: null, role: null, local: true };
let settle = () => {};

/** Asks the server. A 401 leads to the sign-in page by itself. */
export async function loadSession() {
  try {
    const response = await send('/api/v1/session');
    if (response.ok) session = await response.json();
    setCsrf(session.csrf ?? null);
  } catch (error) {
    if (!(error instanceof NotReached)) throw error;
  }
  settle(session);
  // Who can be locked out for being away is watched; who cannot costs no script.
  if (session.idle_seconds) import('./lock.js').then(lock => lock.watch(session));
  return session;
}

/** Signs in with a token; throws Refused with 401 when the server does not know it. */
export const signInWith = token => post('/session', { token }, { keepSignedOut: true });

/** Signs in with a name and a password; throws Refused with 401 when they do not fit. */
export const signInAs = (name, password) => post('/session', { name, password }, { keepSignedOut: true });

/** By what one can sign in: { password, token, provider }. */
export const signInOptions = () => get('/session/options', { keepSignedOut: true });

export async function signOut() {
  await send('/api/v1/session', { method: 'DELETE', keepSignedOut: true });
  location.href = '/sign-in';
}

const roles = {
  respond: ['administrator', 'clinician', 'reviewer'], thresholds: ['administrator', 'clinician'], publish: ['administrator', 'clinician', 'publisher'],
  judge: ['administrator', 'clinician', 'reviewer'], editSessions: ['administrator', 'clinician'], readSessions: ['administrator', 'clinician', 'reviewer'],
  knowledge: ['administrator', 'clinician'], export: ['administrator', 'clinician', 'reviewer'], teach: ['administrator', 'clinician'], read: ['administrator', 'clinician', 'reviewer', 'viewer'],
  people: ['administrator'], sinks: ['administrator'],
  diagnose: ['administrator', 'clinician'], overlay: ['administrator', 'clinician', 'publisher'], zones: ['administrator', 'clinician'],
};

/** May this person do it? The server decides; this only spares a useless button. what: a key of the table above. */
export const may = what => !session.role || roles[what].includes(session.role);

/** Resolves when it is known who is signed in. */
export const known = new Promise(resolve => { settle = resolve; });
