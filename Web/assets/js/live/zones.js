// Zones to ignore, drawn on the picture by mouse or keyboard. They hold for the session; their count is always in view.
import { $, html, place, say } from '../dom.js';
import { inWords, post, remove } from '../api.js';
import { mirrored } from '../geometry.js';
import { icon } from '../icons.js';
import { known, may } from '../session.js';
import { toast } from '../toast.js';
import { asSent, between, countWords, isLargeEnough, nudged } from '../zones-model.js';

const MIDDLE = { x: .4, y: .4, width: .2, height: .2 };
const put = (element, zone) => place(element, { left: `${zone.x * 100}%`, top: `${zone.y * 100}%`, width: `${zone.width * 100}%`, height: `${zone.height * 100}%` });

/** stream(): the id that is shown; mirrors(): whether the picture is mirrored. Returns { draw }. */
export function zonesPanel({ screen, bar, button, stream, mirrors }) {
  const layer = html`<div class="zones" aria-label="Zones to ignore" role="group"></div>`;
  let drawing = false, draft = null, from = null, shown = null, key = '';
  const path = () => `/streams/${encodeURIComponent(stream())}/zones`;
  button.innerHTML = `${icon('zone').markup}<span>Zones</span>`;
  button.title = 'Parts of the picture to ignore';

  bar.append(html`<div class="body stack tight"><p class="small" id="zone-words" role="status"></p><ul class="zone-list" id="zone-list"></ul>
    <div class="row" id="zone-tools" hidden><label class="field"><span class="only-read">What is there</span><input type="text" id="zone-label" maxlength="80" placeholder="What is there: tattoo, known mole" autocomplete="off"></label><button class="compact" id="zone-add">Place one by keyboard</button><button class="compact primary" id="zone-save" hidden>Ignore this zone</button><button class="compact ghost" id="zone-cancel" hidden>Discard</button></div>
    <p class="small second" id="zone-help" hidden>Draw a rectangle on the picture, or place one by keyboard: arrows move it, with Shift they change its size, Enter keeps it. A zone lies in the picture, not on the skin: keep the camera still, or take it away. A new session begins without zones.</p></div>`);
  const tools = $('#zone-tools', bar), words = $('#zone-words', bar), list = $('#zone-list', bar), save = $('#zone-save', bar), cancel = $('#zone-cancel', bar);

  function setDraft(zone, { focus = false } = {}) {
    draft = zone;
    save.hidden = cancel.hidden = !zone;
    let mark = $('.draft', layer);
    if (!zone) { mark?.remove(); return; }
    mark ??= layer.appendChild(html`<div class="zone draft" tabindex="0" role="application" aria-label="New zone. Arrows move it, Shift and arrows change its size, Enter keeps it, Escape discards it."></div>`);
    put(mark, zone);
    if (focus) mark.focus();
  }

  const failed = error => { $('.message', bar)?.remove(); bar.append(html`<div class="message" role="alert">${icon('cross')}<h2>That was not done</h2><p>${inWords(error)}</p></div>`); };
  const done = state => { $('.message', bar)?.remove(); paint(state); };

  async function keep() {
    if (!draft || !isLargeEnough(draft)) return;
    const label = $('#zone-label', bar).value.trim(), zone = { ...asSent(draft, mirrors()), ...(label ? { label } : {}) };
    try {
      done(await post(path(), zone));
      setDraft(null);
      $('#zone-label', bar).value = '';
      toast('Zone ignored until this session ends. Logged.', { key: 'zone' });
      $('#zone-add', bar).focus();
    } catch (error) { failed(error); }
  }

  async function takeAway(zone) {
    try { done(await remove(`${path()}/${zone.id}`)); toast(`${zone.label || 'Zone'}: looked at again. Logged.`, { key: 'zone' }); } catch (error) { failed(error); }
  }

  function setDrawing(on) {
    drawing = on;
    button.setAttribute('aria-pressed', String(on));
    layer.classList.toggle('drawing', on);
    tools.hidden = !on || !may('zones');
    $('#zone-help', bar).hidden = tools.hidden;
    if (!on) setDraft(null);
    key = '';
    paint(shown);
  }

  function paint(state) {
    shown = state ?? null;
    const items = shown?.items ?? [], next = JSON.stringify([items, mirrors(), drawing]);
    bar.hidden = !drawing && !items.length && !shown?.suppressed;
    say(words, countWords(shown ?? { items: [], suppressed: 0, frames: 0 }));
    if (next === key) return;
    key = next;
    const fit = $('.fit', screen);
    if (layer.parentElement !== fit) fit.append(layer);
    for (const mark of layer.querySelectorAll('.zone:not(.draft)')) mark.remove();
    layer.prepend(...items.map(zone => { const mark = html`<div class="zone" aria-hidden="true"></div>`; put(mark, mirrors() ? mirrored(zone) : zone); return mark; }));
    list.replaceChildren(...items.map((zone, i) => {
      const item = html`<li><span>${zone.label || `Zone ${i + 1}`} <span class="quiet">by ${zone.by}</span></span></li>`;
      if (!may('zones')) return item;
      const away = html`<button class="compact ghost" aria-label="Look at ${zone.label || `zone ${i + 1}`} again">${icon('cross')}</button>`;
      away.addEventListener('click', () => takeAway(zone));
      item.append(away);
      return item;
    }));
  }

  const at = event => { const box = layer.getBoundingClientRect(); return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height }; };
  layer.addEventListener('pointerdown', e => { if (!drawing || !may('zones') || e.button !== 0) return; e.preventDefault(); from = at(e); layer.setPointerCapture(e.pointerId); });
  layer.addEventListener('pointermove', e => { if (from) setDraft(between(from, at(e))); });
  layer.addEventListener('pointerup', e => {
    if (!from) return;
    const zone = between(from, at(e));
    from = null;
    setDraft(isLargeEnough(zone) ? zone : null, { focus: true });
  });
  layer.addEventListener('pointercancel', () => { from = null; setDraft(null); });
  layer.addEventListener('keydown', e => {
    if (!draft) return;
    if (e.key === 'Enter') keep(); else if (e.key === 'Escape') { setDraft(null); $('#zone-add', bar).focus(); } else if (e.key.startsWith('Arrow')) setDraft(nudged(draft, e.key, e.shiftKey)); else return;
    e.preventDefault();
    e.stopPropagation();
  });
  $('#zone-add', bar).addEventListener('click', () => setDraft(MIDDLE, { focus: true }));
  save.addEventListener('click', keep);
  cancel.addEventListener('click', () => { setDraft(null); $('#zone-add', bar).focus(); });
  button.addEventListener('click', () => setDrawing(!drawing));
  known.then(() => { button.hidden = !may('zones'); });

  let last = null;
  return {
    /** state: the stream as the server shows it; undefined where none is open. */
    draw(state) {
      if (state && state.id !== last) { last = state.id; if (drawing) setDrawing(false); }
      button.disabled = !state;
      paint(state?.zones ?? null);
    },
  };
}
