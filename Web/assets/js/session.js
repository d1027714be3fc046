// Who is signed in. On a loopback address without tokens the local user is the administrator and nobody signs in.
import { NotReached, post, send, setCsrf } from './api.js';

export let session = { name: null, role: null, local: true };

/** Asks the server. A 401 leads to the sign-in page by itself. */
export async function loadSession() {
  try {
    const response = await send('/api/v1/session');
    if (response.ok) session = await response.json();
    setCsrf(session.csrf ?? null);
  } catch (error) {
    if (!(error instanceof NotReached)) throw error;
  }
  return session;
}

/** Signs in with a token; throws Refused with 401 when the server does not know it. */
export const signInWith = token => post('/session', { token }, { keepSignedOut: true });

export async function signOut() {
  await send('/api/v1/session', { method: 'DELETE', keepSignedOut: true });
  location.href = '/sign-in';
}

/** May this person acknowledge, silence and set thresholds? The server decides; this only spares a useless button. */
export const mayAct = () => !['viewer', 'publisher'].includes(session.role);
