// The list of alerts beside the picture: acknowledge, silence, undo. Rows are updated in place.
import { $, html, raw, say } from '../dom.js';
import { glyph, tierWord } from '../glyphs.js';
import { ago, clock, span, two } from '../format.js';
import { cards, escalationWords, isOpen, newestOpen, raisedAt } from '../alerts-model.js';
import { condition } from '../scores.js';
import { may } from '../session.js';
import { store, serverNow } from '../store.js';
import { acknowledge, askSilence, changeFailed } from '../alert-actions.js';
import { thresholdWords } from '../threshold-words.js';

const MOST = 6;
const mine = stream => [...store.alerts.values()].filter(alert => alert.stream === stream);
const nameOf = alert => condition(alert.condition, store.conditions).name;

/** What stands under the title, by standing. */
function describe(card, now) {
  return [standingWords(card, now), card.standing === 'done' ? '' : escalationWords(card.alert)].filter(Boolean).join(' ');
}

function standingWords({ alert, others, standing }, now) {
  const earlier = others.length ? ` ${others.length} earlier like it.` : '';
  if (standing === 'active') return `${thresholdWords(alert)}${alert.demo ? ' Drawn skin.' : ''}`;
  if (standing === 'silenced') return `Silenced for ${span(Date.parse(alert.silenced_until) - now)} more: ${(alert.silence_reason ?? 'no reason given').toLowerCase()}.`;
  if (standing === 'latched') return `Ended ${alert.ended_at ? clock(Date.parse(alert.ended_at)) : ''}${alert.probability == null ? '' : ` at ${two(alert.probability)}`}. Kept until you acknowledge.${earlier}`;
  return `Acknowledged by ${alert.acknowledged?.by ?? 'someone'}${alert.acknowledged?.at ? ` at ${clock(Date.parse(alert.acknowledged.at))}` : ''}.`;
}

const acts = { active: ['acknowledge', 'silence', 'why'], silenced: ['acknowledge', 'unsilence'], latched: ['acknowledge'], done: [] };
const buttons = {
  acknowledge: (isFirst, holds) => `<button class="compact${holds ? ' primary' : ''}" data-act="acknowledge">Acknowledge${isFirst ? ' <kbd>A</kbd>' : ''}</button>`,
  silence: isFirst => `<button class="compact" data-act="silence">Silence…${isFirst ? ' <kbd>S</kbd>' : ''}</button>`,
  unsilence: () => '<button class="compact" data-act="unsilence">End the silence</button>',
  why: isFirst => `<a class="button ghost compact" data-act="why">Why${isFirst ? ' <kbd>W</kbd>' : ''}</a>`,
};

function row(card, isFirst) {
  const { alert, standing } = card, holds = standing === 'active', tier = alert.tier;
  const item = html`<article class="alert-item ${holds ? `active ${tier}` : standing === 'done' ? 'done' : ''}" data-id="${alert.id}">
    ${glyph(tier, { pulse: holds })}
    <h3><a href="/alert?id=${encodeURIComponent(alert.id)}">Resembles ${nameOf(alert).toLowerCase()}</a> <span class="tier">${tierWord[tier]}</span></h3>
    <span class="when"></span><p></p>
    ${may('respond') && acts[standing].length ? raw(`<div class="acts">${acts[standing].map(act => buttons[act](isFirst, holds)).join('')}</div>`) : ''}</article>`;
  const why = $('[data-act=why]', item);
  if (why) why.href = `/alert?id=${encodeURIComponent(alert.id)}`;
  return item;
}

function refreshRow(item, card, now) {
  say($('.when', item), card.standing === 'active' ? ago(now - raisedAt(card.alert), raisedAt(card.alert)) : clock(raisedAt(card.alert)));
  say($('p', item), describe(card, now));
}

/** stream(): the id of the stream that is shown. Returns { draw, acknowledge, silence }. */
export function alertsPanel(root, count, stream) {
  let keys = [], all = [], said = '';
  const items = new Map();
  const draw = () => {
    const now = serverNow(), alerts = mine(stream()), first = newestOpen(alerts, now);
    all = cards(alerts, now);
    const shown = all.slice(0, MOST), next = shown.map(c => `${c.alert.id} ${c.standing} ${c.alert === first}`), more = footerWords(alerts, all);
    if (next.join('|') !== keys.join('|') || more !== said || (!shown.length && $('p.body', root)?.textContent !== nothing()) || !root.childElementCount) {
      said = more;
      for (const [i, card] of shown.entries()) if (!items.has(next[i])) items.set(next[i], row(card, card.alert === first));
      for (const key of items.keys()) if (!next.includes(key)) items.delete(key);
      replaceCalmly(root, [...(shown.length ? next.map(key => items.get(key)) : [html`<p class="body second">${nothing()}</p>`]), ...(more ? [html`<p class="alert-more small"><a href="/alerts">${more}: all alerts</a></p>`] : [])]);
      keys = next;
    }
    shown.forEach((card, i) => refreshRow(items.get(next[i]), card, now));
    const open = alerts.filter(a => isOpen(a, now)).length;
    say(count, open ? `${open} to acknowledge` : alerts.length ? 'All acknowledged' : '');
  };
  root.addEventListener('click', e => {
    const act = e.target.closest('[data-act]')?.dataset.act, id = e.target.closest('[data-id]')?.dataset.id, card = all.find(c => c.alert.id === id);
    if (!card || !act || act === 'why') return;
    run[act](card).catch(error => changeFailed(root, error));
  });
  const run = {
    acknowledge: card => acknowledge([card.alert, ...card.others], nameOf(card.alert)),
    silence: card => askSilence(card.alert),
    unsilence: card => askSilence(card.alert, { end: true }),
  };
  const newest = act => { const alert = newestOpen(mine(stream()), serverNow()), card = all.find(c => c.alert === alert); if (card && may('respond')) run[act](card).catch(error => changeFailed(root, error)); };
  return { draw, acknowledge: () => newest('acknowledge'), silence: () => newest('silence') };
}

/** An empty list is called empty only where the server said so. */
const nothing = () => store.unread.has('alerts') ? 'The alerts could not be read: there may be some. The page reads them when it reaches the server again.' : 'No alerts. An alert stays here until someone acknowledges it.';

/** Other streams are named, so that looking at one does not hide the others. */
function footerWords(alerts, all) {
  const elsewhere = [...store.alerts.values()].filter(a => !alerts.includes(a) && isOpen(a, serverNow())).length, hidden = Math.max(0, all.length - MOST);
  return [hidden ? `${hidden} more here` : '', elsewhere ? `${elsewhere} on other streams` : ''].filter(Boolean).join(', ');
}

/** Puts rows in place and keeps the focus where it was. */
function replaceCalmly(root, rows) {
  const focused = root.contains(document.activeElement) ? document.activeElement : null, id = focused?.closest('[data-id]')?.dataset.id, act = focused?.dataset.act;
  root.replaceChildren(...rows);
  if (!focused) return;
  if (root.contains(focused)) return focused.focus();
  ($(`[data-id="${CSS.escape(id ?? '')}"] [data-act="${act}"]`, root) ?? $('[data-act], a', root))?.focus();
}
