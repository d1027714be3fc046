// In what an alert's threshold is measured: probability, or alerts an hour on the stream's ordinary frames.
import { $, html, say } from '../dom.js';
import { get } from '../api.js';
import { firstRung, rateWords, rungAt } from '../background-words.js';

/** What the pack sets for a condition on the probability scale. */
async function packSetting(id) {
  const { items } = await get('/packs').catch(() => ({ items: [] }));
  const set = items.flatMap(pack => pack.conditions).find(condition => condition.id === id)?.threshold;
  return set?.scale === 'probability' ? { enter: set.enter, exit: set.exit } : { enter: .6, exit: .5 };
}

/** choose(next): sets fields of the threshold. Returns an element with show(threshold, { isProven, rates, recorded }). */
export function scaleChoice(id, name, choose) {
  const box = html`<div class="scale-choice row">
    <label class="small">Measured in <select data-k="scale" aria-label="${name}: measured in"><option value="probability">probability</option><option value="background">alerts an hour</option></select></label>
    <label class="small" hidden>On ordinary frames <select data-k="rung" aria-label="${name}: alerts an hour on ordinary frames"></select></label></div>`;
  const scale = $('[data-k=scale]', box), rung = $('[data-k=rung]', box);
  let rates = null, key = '';
  scale.addEventListener('change', async () => {
    const { enter, exit } = scale.value === 'background' ? firstRung(rates) : await packSetting(id);
    choose({ scale: scale.value, enter, exit });
  });
  rung.addEventListener('change', () => { const chosen = rates?.[+rung.value]; if (chosen) choose({ enter: chosen.enter, exit: chosen.exit }); });
  box.show = (threshold, facts) => {
    rates = facts.rates;
    scale.value = threshold.scale;
    scale.options[0].disabled = !facts.isProven;
    say(scale.options[0], facts.isProven ? 'probability' : 'probability (none: unproven)');
    const isShown = threshold.scale === 'background' && rates?.length > 0;
    rung.parentElement.hidden = !isShown;
    if (!isShown) return;
    const now = facts.recorded.to + rates.length;
    if (now !== key) { key = now; rung.replaceChildren(...rates.map((rate, i) => html`<option value="${i}">${rateWords(rate, facts.recorded)} (above ${rate.enter >= 1 ? 'all' : `${+(rate.enter * 100).toFixed(2)} %`})</option>`)); }
    rung.value = rates.indexOf(rungAt(rates, threshold.enter) ?? rates[0]);
  };
  return box;
}
