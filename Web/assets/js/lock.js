// Locks the page when nobody has done anything for a while: what it shows is hidden, the session ends, and the same person unlocks it.
// Alerts are neither shown nor spoken on a locked page, and it says so.
import { $, html } from './dom.js';
import { NotReached, send, whenSignedOut } from './api.js';
import { icon } from './icons.js';
import { signInAs, signInOptions } from './session.js';

const touched = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'];
let person = null, last = 0, told = 0, locked = false, channel = null;

/** Watches from now on. The server counts what people do, not what the page asks: it is told, now and then, that somebody is there. */
export function watch(session) {
  person = session;
  last = told = Date.now();
  channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel('person') : null;
  channel?.addEventListener('message', ({ data }) => { if (data === 'lock') lock(false); else last = Date.now(); });
  for (const kind of touched) addEventListener(kind, touch, { passive: true, capture: true });
  setInterval(() => { if (Date.now() - last >= person.idle_seconds * 1000) lock(true); }, 500);
  whenSignedOut(() => lock(false));
  addButton();
}

function touch() {
  if (locked) return;
  const now = Date.now(), every = Math.min(60, person.idle_seconds / 4) * 1000;
  last = now;
  if (now - told < every) return;
  told = now;
  channel?.postMessage('touched');
  send('/api/v1/session/activity', { method: 'POST' }).catch(() => {});
}

function addButton() {
  const end = $('#person-card .end');
  if (!end) return;
  const button = html`<button id="lock-now">${icon('lock')} Lock now</button>`;
  button.addEventListener('click', () => { $('#person-card').close(); lock(true); });
  end.prepend(button);
}

/** A locked page cannot be unlocked by loading it again: the session is over at the server too. */
async function lock(isFirst) {
  if (locked) return;
  locked = true;
  const screen = screenFor(person);
  for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close('cancel');
  document.body.classList.add('locked');
  document.body.append(screen);
  screen.showModal();
  $('input', screen)?.focus();
  for (const media of document.querySelectorAll('video, audio')) media.pause?.();
  offerProvider(screen);
  if (!isFirst) return;
  channel?.postMessage('lock');
  await send('/api/v1/session', { method: 'DELETE', keepSignedOut: true }).catch(() => {});
}

function screenFor({ name, proof }) {
  const screen = html`<dialog class="lock" id="lock" aria-labelledby="lock-title" aria-describedby="lock-words">
    <form class="stack" novalidate>
      <h2 id="lock-title">${icon('lock')} Locked</h2>
      <p id="lock-words" class="second">Nobody did anything here for a while. While the page is locked it shows and speaks no alerts; another screen may.</p>
      <div id="lock-problem"></div>
      <p>Signed in as <b>${name}</b></p>
      <div class="field" id="lock-field"><label for="lock-password">Password</label><input type="password" id="lock-password" autocomplete="current-password" maxlength="1024"></div>
      <button class="primary" id="unlock">Unlock</button>
      <a class="button" id="lock-provider" hidden></a>
      <a class="small" href="/sign-in">Sign in as somebody else</a>
      <p class="small second">Research use only. Not for diagnosis.</p>
    </form></dialog>`;
  const byPassword = proof === 'password';
  $('#lock-field', screen).hidden = $('#unlock', screen).hidden = !byPassword;
  // Esc must not open it, nor a second one, which browsers do not let pages refuse.
  screen.addEventListener('cancel', e => e.preventDefault());
  screen.addEventListener('close', () => { screen.showModal(); $('input', screen)?.focus(); });
  $('form', screen).addEventListener('submit', e => { e.preventDefault(); unlock(screen); });
  return screen;
}

async function offerProvider(screen) {
  if (person.proof !== 'provider') return;
  const { provider } = await signInOptions().catch(() => ({}));
  if (!provider) return;
  const link = $('#lock-provider', screen);
  link.textContent = `Sign in with ${provider}`;
  link.href = `/sign-in/provider?next=${encodeURIComponent(location.pathname + location.search)}`;
  link.hidden = false;
  link.focus();
}

async function unlock(screen) {
  const field = $('#lock-password', screen), button = $('#unlock', screen);
  if (!field.value) return fail(screen, 'Type your password.');
  button.disabled = true;
  try {
    await signInAs(person.name, field.value);
    // The new session has another CSRF value, and the events must come anew.
    location.reload();
  } catch (error) {
    const status = error instanceof NotReached ? 0 : error.status;
    fail(screen, { 0: 'The server did not answer. Check the network, then try again.', 401: 'The password does not fit. Try again.', 429: 'Too many tries in a short time. Wait a minute, then try again.' }[status] ?? error.message);
  }
  button.disabled = false;
}

function fail(screen, words) {
  $('#lock-problem', screen).replaceChildren(html`<p class="message" role="alert">${icon('cross')}<span>${words}</span></p>`);
  $('#lock-password', screen).focus();
}
