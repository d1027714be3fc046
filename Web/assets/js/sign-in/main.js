// Signing in: by name and password, by a token, or by another service. The cookie that comes back is same-site and out of reach of scripts.
import '../shell.js';
import { $, html, say } from '../dom.js';
import { NotReached } from '../api.js';
import { icon, mark } from '../icons.js';
import { signInAs, signInOptions, signInWith } from '../session.js';
import { destination, problemWords, words } from './words.js';
import { rings } from './rings.js';

$('#brand').innerHTML = `${mark.markup}<span>Media<b>SKIN</b>oscope</span>`;
$('#view').append(rings());
const query = new URLSearchParams(location.search), next = destination(query.get('next'), location.origin);
let way = 'token', ways = ['token'];

const fields = { token: ['token'], password: ['name', 'password'] };
for (const [box, field] of [['#show', '#token'], ['#show-password', '#password']]) {
  $(box).addEventListener('change', e => { $(field).type = e.target.checked ? 'text' : 'password'; });
}

function show(chosen) {
  way = chosen;
  $('#by-password').hidden = way !== 'password';
  $('#f-token').hidden = way !== 'token';
  const other = ways.find(each => each !== way);
  $('#other').hidden = !other;
  say($('#other'), other === 'token' ? 'Use a token instead' : 'Use a name and a password instead');
}

$('#other').addEventListener('click', () => {
  clear();
  show(ways.find(each => each !== way));
  $(`#${fields[way][0]}`).focus();
});

function clear() {
  $('#problem').replaceChildren();
  for (const id of ['token', 'name', 'password']) {
    $(`#f-${id}`).classList.remove('wrong');
    $(`#${id}`).removeAttribute('aria-invalid');
    $(`#${id}-error`)?.remove();
  }
  $('#token').setAttribute('aria-describedby', 'token-hint');
}

/** A message, and what is wrong at each field that it concerns. */
function fail(said, details = {}) {
  clear();
  const message = html`<div class="message" role="alert" tabindex="-1">${icon('cross')}<h2>That did not work</h2><p>${said}</p></div>`;
  $('#problem').replaceChildren(message);
  for (const [id, detail] of Object.entries(details)) {
    $(`#f-${id}`).classList.add('wrong');
    $(`#f-${id} > label`).after(html`<span class="error" id="${id}-error">Error: ${detail}</span>`);
    $(`#${id}`).setAttribute('aria-invalid', 'true');
    $(`#${id}`).setAttribute('aria-describedby', id === 'token' ? 'token-error token-hint' : `${id}-error`);
  }
  message.focus();
}

async function go(sign, checks) {
  const button = $('#form .primary');
  button.disabled = true;
  try { await sign(); location.replace(next); } catch (error) {
    fail(words(error, way, error instanceof NotReached), error.status === 401 ? checks : {});
  }
  button.disabled = false;
}

$('#form').addEventListener('submit', e => {
  e.preventDefault();
  if (way === 'token') {
    const token = $('#token').value.trim();
    if (!token) return fail('No token was given, so you are not signed in. Paste it, then try again.', { token: 'paste the token' });
    return go(() => signInWith(token), { token: 'check the token' });
  }
  const name = $('#name').value.trim(), password = $('#password').value, missing = {};
  if (!name) missing.name = 'type your name';
  if (!password) missing.password = 'type your password';
  if (Object.keys(missing).length) return fail('Something is missing, so you are not signed in.', missing);
  return go(() => signInAs(name, password), { name: 'check the name', password: 'check the password' });
});

async function offer() {
  let options = { password: false, token: true, provider: null };
  try { options = await signInOptions(); } catch { /* The token field stands there anyway; trying says what is wrong. */ }
  ways = ['password', 'token'].filter(each => options[each]);
  if (!ways.length) ways = ['token'];
  show(ways[0]);
  if (!options.provider) return;
  const link = $('#provider');
  link.textContent = `Sign in with ${options.provider}`;
  link.href = `/sign-in/provider?next=${encodeURIComponent(next)}`;
  link.hidden = false;
}

offer();
const said = problemWords[query.get('problem')];
if (said) fail(said);
