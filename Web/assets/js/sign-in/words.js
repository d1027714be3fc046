// What the sign-in page says, and where it leads. Pure: no page is touched here.

/** Only an address of this very server may be gone to. */
export function destination(next, origin) {
  let url;
  try { url = new URL(next ?? '/', origin); } catch { return '/'; }
  return url.origin === origin && !url.pathname.startsWith('/sign-in') ? url.pathname + url.search : '/';
}

/** Why signing in failed, what it means, what to do. */
export function words(error, way, unreached) {
  if (unreached) return 'The server did not answer, so you are not signed in. Check the network, then try again.';
  if (error.status === 429) return 'Too many tries in a short time, so you are not signed in. Wait a minute, then try again.';
  if (error.status === 503) return 'The server is checking too many passwords just now, so you are not signed in. Wait a few seconds, then try again.';
  if (error.status !== 401 && error.status !== 403) return `You are not signed in. ${error.message}`;
  if (way === 'token') return 'The server does not know this token, so you are not signed in. Check it for missing characters, or ask for a new one.';
  return 'The server does not know this name with this password, so you are not signed in. Check both; an administrator can set a new password.';
}

/** What came of signing in elsewhere, by the word in the address. */
export const problemWords = {
  stale: 'You were away too long, or came back in another browser, so you are not signed in. Begin again.',
  refused: 'The other service did not let you in, so you are not signed in. Begin again, or ask the people who run it.',
  unreachable: 'The other service did not answer, so you are not signed in. Try again later, or sign in otherwise.',
  unusable: 'What the other service said cannot be trusted, so you are not signed in. Tell an administrator; the server’s log says more.',
  'no-role': 'The other service knows you, but nothing here was given to you. Ask an administrator of this server for a role.',
};
