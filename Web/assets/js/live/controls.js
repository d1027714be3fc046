// Layers, freezing, mirroring, full screen and the jump to the explanation.
import { $, say } from '../dom.js';
import { get } from '../api.js';
import { icon } from '../icons.js';
import { heatWords } from '../map-words.js';
import { newestOpen } from '../alerts-model.js';
import { known, may } from '../session.js';
import { store, serverNow } from '../store.js';

const kept = (key, fallback) => { try { return localStorage.getItem(key) ?? fallback; } catch { return fallback; } };
const keep = (key, value) => { try { localStorage.setItem(key, value); } catch { /* lasts as long as the page */ } };

function press(button, symbol, label, key) {
  button.innerHTML = `${icon(symbol).markup}<span>${label}</span>`;
  button.title = key ? `${label} (${key})` : label;
}

/** Heat of maps that mark places no better than chance is not drawn, and that is said; where the server does not tell, nothing is claimed. */
async function hearOfMaps(picture) {
  const { items } = await get('/models').catch(() => ({ items: [] })), words = heatWords(items[0]?.maps);
  say($('#maps'), words);
  $('#maps').hidden = !words;
  if (items[0]?.maps !== 'hidden') return;
  $('#heat').hidden = true;
  picture.layers.show('heat', false);
}

/** state(): Source.state; redraw(): after a change. */
export function controls({ picture, screen, state, redraw, camera }) {
  const panel = { frozenAt: null, mirrors: false };
  press($('#boxes'), 'box', 'Boxes', 'B'); press($('#heat'), 'heat', 'Heat', 'H'); press($('#mirror'), 'mirror', 'Mirror');
  $('#full').innerHTML = icon('expand').markup;

  const layer = (name, on) => { $(`#${name}`).setAttribute('aria-pressed', on); picture.layers.show(name, on); keep(`layer ${name}`, on); };
  panel.toggle = name => $(`#${name}`).hidden || layer(name, $(`#${name}`).getAttribute('aria-pressed') !== 'true');
  for (const name of ['boxes', 'heat']) { layer(name, kept(`layer ${name}`, 'true') === 'true'); $(`#${name}`).addEventListener('click', () => panel.toggle(name)); }

  panel.freeze = () => {
    panel.frozenAt = !panel.frozenAt && picture.freeze(true) ? Date.now() : (picture.freeze(false), null);
    $('#freeze').setAttribute('aria-pressed', !!panel.frozenAt);
    say($('#freeze'), panel.frozenAt ? 'Return to live' : 'Freeze');
    redraw();
  };
  panel.mirror = on => { panel.mirrors = on && state().own === 'camera'; $('#mirror').setAttribute('aria-pressed', panel.mirrors); picture.mirror(panel.mirrors); };
  panel.why = () => {
    if (!$('#why').hidden) { $('#why').focus(); return $('#why').scrollIntoView(); }
    const alert = newestOpen([...store.alerts.values()].filter(a => a.stream === state().stream), serverNow());
    if (alert) location.href = `/alert?id=${encodeURIComponent(alert.id)}`;
  };
  /** After another source: a frozen picture belongs to the one before; only the own camera may be mirrored. */
  panel.update = () => {
    if (panel.frozenAt && !picture.isFrozen) { panel.frozenAt = null; $('#freeze').setAttribute('aria-pressed', 'false'); say($('#freeze'), 'Freeze'); }
    $('#mirror').hidden = state().own !== 'camera';
    $('#freeze').disabled = !!state().still || (!state().stream && !state().own);
    panel.mirror(kept('mirror', 'false') === 'true');
  };
  $('#mirror').addEventListener('click', () => { keep('mirror', !panel.mirrors); panel.mirror(!panel.mirrors); });
  $('#freeze').addEventListener('click', panel.freeze);
  $('#camera').addEventListener('click', camera);
  known.then(() => { $('#camera').hidden = !may('publish'); if (may('read')) hearOfMaps(picture); });
  $('#full').addEventListener('click', () => document.fullscreenElement ? document.exitFullscreen() : screen.requestFullscreen());
  return panel;
}
