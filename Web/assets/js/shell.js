// The frame around every page: header, navigation, the research notice, theme, keyboard help, who is signed in.
import { $, html, raw, say, escape } from './dom.js';
import { glyph, tierWord } from './glyphs.js';
import { icon, mark } from './icons.js';
import { isDark, toggleTheme } from './theme.js';
import { keys, onGo, onKey, shortcutsOn, switchShortcuts } from './keyboard.js';
import { openDialog } from './dialog.js';
import { loadSession, signOut } from './session.js';
import { openByTier, tiers } from './alerts-model.js';
import { FIRST, askForPages, goKeys, knownPages, pages } from './pages.js';
import { store, serverNow } from './store.js';

const here = document.body.dataset.page;
const link = ({ id, name, symbol, href }, withIcon) => `<a href="${href}"${id === here ? ' aria-current="page"' : ''}>${withIcon ? icon(symbol).markup : ''}<span>${name}</span></a>`;

const header = () => html`<header class="bar">
  <a class="brand" href="/" aria-label="MediaSKINoscope, live">${mark}<span>Media<b>SKIN</b>oscope</span></a>
  <nav class="nav" aria-label="Main" id="nav"></nav>
  <p class="research" role="note">Research use only. Not for diagnosis.</p>
  <div class="bar-end">
    <a class="alarm-summary" id="alarm-summary" href="/alerts?state=open" hidden></a>
    <button class="ghost square" id="help" aria-label="Keyboard shortcuts" title="Keyboard shortcuts (?)">${icon('keyboard')}</button>
    <button class="ghost square" id="theme"></button>
    <button class="avatar" id="person" hidden></button>
  </div></header>`;

const keyCaps = combination => combination.split(' ').map(part => part === 'then' ? 'then' : `<kbd>${escape(part)}</kbd>`).join(' ');
const keysDialog = () => html`<dialog id="keys" aria-labelledby="keys-title"><h2 id="keys-title">Keyboard</h2>
  <dl class="keys">${raw(keys.map(([k, words]) => `<div><dt>${keyCaps(k)}</dt><dd>${escape(words)}</dd></div>`))}</dl>
  <label class="tick"><input type="checkbox" id="keys-on"> Single-letter shortcuts</label><button class="primary" data-close>Close</button></dialog>`;
const personDialog = () => html`<dialog id="person-card" aria-labelledby="person-name"><h2 id="person-name"></h2><p class="second" id="person-role"></p>
  <div class="end"><button data-close>Close</button><button class="primary" id="sign-out">Sign out</button></div></dialog>`;

const moreDialog = () => html`<dialog id="more-pages" class="sheet" aria-labelledby="more-pages-title"><h2 id="more-pages-title">More pages</h2><nav aria-label="More" id="more-list"></nav><div class="end"><button data-close>Close</button></div></dialog>`;

/** Five places in a narrow window, and one that opens the rest; a wide header has room for all. */
function showPages(existing) {
  const shown = pages.filter(page => existing.includes(page.href) || page.id === here), later = shown.slice(FIRST), away = later.some(page => page.id === here);
  const key = shown.map(page => page.id).join();
  if (document.body.dataset.pages === key) return;
  document.body.dataset.pages = key;
  const more = withIcon => later.length ? `<button class="more-pages" aria-haspopup="dialog"${away ? ' aria-current="true"' : ''}>${withIcon ? icon('more').markup : ''}<span>More</span></button>` : '';
  $('#nav').innerHTML = shown.map((page, i) => i < FIRST ? link(page) : link(page).replace('<a ', '<a class="later" ')).join('') + more(false);
  $('#tabs').innerHTML = shown.slice(0, FIRST).map(page => link(page, true)).join('') + more(true);
  $('#tabs').dataset.count = Math.min(FIRST, shown.length) + (later.length ? 1 : 0);
  $('#more-list').innerHTML = later.map(page => link(page, true)).join('');
  for (const button of document.querySelectorAll('.more-pages')) button.addEventListener('click', () => openDialog($('#more-pages')));
}

function addTheme() {
  const button = $('#theme');
  const paint = () => {
    button.innerHTML = icon(isDark() ? 'sun' : 'moon').markup;
    button.title = isDark() ? 'Use the light theme' : 'Use the dark theme';
    button.setAttribute('aria-label', button.title);
  };
  button.addEventListener('click', () => { toggleTheme(); paint(); });
  paint();
}

function addKeys() {
  $('#help').addEventListener('click', () => openDialog($('#keys')));
  const on = $('#keys-on');
  on.checked = shortcutsOn();
  on.addEventListener('change', () => switchShortcuts(on.checked));
  onKey({ '?': () => openDialog($('#keys')) });
  onGo(goKeys);
}

function showPerson({ name, role, local }) {
  const button = $('#person'), shown = local ? 'Local user' : name ?? 'Signed in';
  button.hidden = !role;
  button.textContent = shown.split(/[\s-]+/).slice(0, 2).map(word => word[0]?.toUpperCase() ?? '').join('');
  button.setAttribute('aria-label', `Signed in as ${shown}, ${role}`);
  say($('#person-name'), shown);
  say($('#person-role'), local ? 'Administrator. The server listens on this machine only and has no tokens, so nobody signs in.' : `Your role is ${role}. What you do is logged with this name.`);
  $('#sign-out').hidden = !!local;
  button.addEventListener('click', () => openDialog($('#person-card')));
  $('#sign-out').addEventListener('click', signOut);
}

/** More alerts than the page has loaded, or than the header has room for, are said as such. */
const shown = count => count > 99 ? '99+' : store.more ? `${count}+` : count;

/** The count of alerts that need someone, by tier. */
function showAlarms() {
  const count = openByTier(store.alerts.values(), serverNow()), link = $('#alarm-summary'), some = tiers.filter(tier => count[tier]);
  const key = some.map(tier => `${tier} ${shown(count[tier])}`).join(', ');
  if (link.dataset.shown === key) return;
  link.dataset.shown = key;
  link.hidden = !some.length;
  link.innerHTML = some.map(tier => `${glyph(tier, { label: false }).markup}<b>${shown(count[tier])}</b>`).join('');
  link.setAttribute('aria-label', `${some.map(tier => `${shown(count[tier])} ${tierWord[tier].toLowerCase()}`).join(' and ')}: not acknowledged`);
}

addEventListener('click', e => { if (e.target.closest('[data-run=reload]')) location.reload(); });

// A page from the browser's back-forward store has lost its connections.
addEventListener('pageshow', e => { if (e.persisted) location.reload(); });

function build() {
  document.body.prepend(html`<a class="skip" href="#main">Skip to the content</a>`);
  document.body.append(html`<div id="toasts" role="status" aria-live="polite"></div>`, html`<p id="told" class="only-read" role="status"></p>`);
  if (document.body.dataset.bare !== undefined) return;
  $('.skip').after(header());
  document.body.append(
    html`<footer class="foot"><p>MediaSKINoscope, your own server. Research use only, not for diagnosis.</p><p>Video stays on this server. No picture is stored, unless a session allows it.</p></footer>`,
    html`<nav class="tabs" aria-label="Main, compact" id="tabs"></nav>`, keysDialog(), personDialog(), moreDialog());
  addTheme(); addKeys();
  showPages(knownPages());
  askForPages().then(showPages);
  loadSession().then(showPerson);
  store.on('alerts', showAlarms);
  setInterval(showAlarms, 1000);
  // Every page counts the alarms and knows when the server is gone, also one that shows neither video nor alerts.
  addEventListener('load', () => store.start());
}
build();
