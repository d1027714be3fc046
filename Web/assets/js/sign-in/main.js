// Signing in with a token: the cookie that comes back is same-site and out of reach of scripts.
import '../shell.js';
import { $, html } from '../dom.js';
import { NotReached } from '../api.js';
import { icon, mark } from '../icons.js';
import { signInWith } from '../session.js';
import { rings } from './rings.js';

$('#brand').innerHTML = `${mark.markup}<span>Media<b>SKIN</b>oscope</span>`;
$('#view').append(rings());
const field = $('#token');
$('#show').addEventListener('change', e => { field.type = e.target.checked ? 'text' : 'password'; });

/** Only an address of this very server may be gone to. */
function destination() {
  const next = new URLSearchParams(location.search).get('next') ?? '/', url = new URL(next, location.origin);
  return url.origin === location.origin && url.pathname !== '/sign-in' ? url.pathname + url.search : '/';
}

const words = error => {
  if (error instanceof NotReached) return 'The server did not answer, so you are not signed in. Check the network, then try again.';
  if (error.status === 429) return 'Too many tries in a short time, so you are not signed in. Wait a minute, then try again.';
  if (error.status === 401 || error.status === 403) return 'The server does not know this token, so you are not signed in. Check it for missing characters, or ask for a new one.';
  return `You are not signed in. ${error.message}`;
};

function fail(said, detail) {
  const message = html`<div class="message" role="alert" tabindex="-1">${icon('cross')}<h2>That did not work</h2><p>${said}</p></div>`;
  $('#problem').replaceChildren(message);
  $('#f-token').classList.add('wrong');
  field.setAttribute('aria-invalid', 'true');
  field.setAttribute('aria-describedby', 'token-error token-hint');
  if (!$('#token-error')) $('#f-token > label').after(html`<span class="error" id="token-error"></span>`);
  $('#token-error').textContent = `Error: ${detail}`;
  message.focus();
}

$('#form').addEventListener('submit', async e => {
  e.preventDefault();
  const token = field.value.trim(), button = $('#form .primary');
  if (!token) return fail('No token was given, so you are not signed in. Paste it, then try again.', 'paste the token');
  button.disabled = true;
  try { await signInWith(token); location.replace(destination()); } catch (error) { fail(words(error), 'check the token'); }
  button.disabled = false;
});
