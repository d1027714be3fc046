// In full screen the list of alerts is out of sight, so the most urgent one stands on the picture.
import { html, raw } from '../dom.js';
import { glyph, tierWord } from '../glyphs.js';
import { two } from '../format.js';
import { newestOpen, standing } from '../alerts-model.js';
import { condition } from '../scores.js';
import { may } from '../session.js';
import { store, serverNow } from '../store.js';

/** Shows the card in a place that only full screen reveals. */
export function fullScreenCard(root, stream, acknowledge) {
  let key = '';
  root.addEventListener('click', e => { if (e.target.closest('button')) acknowledge(); });
  return {
    draw() {
      const now = serverNow(), alert = newestOpen([...store.alerts.values()].filter(a => a.stream === stream()), now);
      const next = alert ? `${alert.id} ${standing(alert, now)}` : '';
      if (next === key) return;
      key = next;
      root.replaceChildren(...(alert ? [html`<div class="full-alert">${glyph(alert.tier, { pulse: standing(alert, now) === 'active' })}<p><b>Resembles ${condition(alert.condition, store.conditions).name.toLowerCase()}</b><br><small>${tierWord[alert.tier]}${alert.probability == null ? ', unproven' : `, ${two(alert.probability)}`}</small></p>${may('respond') ? raw('<button class="compact">Acknowledge</button>') : ''}</div>`] : []));
    },
  };
}
