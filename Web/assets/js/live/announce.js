// Said once to a screen reader, and to a person on another tab.
import { $ } from '../dom.js';
import { tierMarks, tierWord } from '../glyphs.js';
import { two } from '../format.js';
import { newestOpen, standing } from '../alerts-model.js';
import { condition } from '../scores.js';
import { store, serverNow } from '../store.js';

const nameOf = alert => condition(alert.condition, store.conditions).name.toLowerCase();

export const announce = {
  /** A new alert; elsewhere: the name of another stream, or nothing. */
  alert(alert, elsewhere) {
    const p = alert.probability == null ? 'unproven' : `probability ${two(alert.probability)}`;
    $('#announce').textContent = `${tierWord[alert.tier]}${elsewhere ? ` on ${elsewhere}` : ''}. Resembles ${nameOf(alert)}, ${p}.${elsewhere ? '' : ' Press A to acknowledge.'}`;
  },

  /** The tab's title: marks of the highest alert that holds. */
  title(stream, name) {
    const now = serverNow(), alert = newestOpen([...store.alerts.values()].filter(a => a.stream === stream), now), place = [name, 'MediaSKINoscope'].filter(Boolean).join(' · ');
    const next = alert && standing(alert, now) === 'active' ? `${tierMarks[alert.tier]} Resembles ${nameOf(alert)} · ${place}` : `Live · ${place}`;
    if (document.title !== next) document.title = next;
  },
};
