// The freshness badge: four shapes, not four colours. Updated in place; never announced, because it changes all the time.
import { $, html, place } from '../dom.js';

const markup = () => html`<div class="chip fresh"><i class="dot"></i><span></span><div class="meter"><i></i></div></div>`;

/** Makes a badge in a place; returns show(freshness) where freshness comes from freshness.js, or { state: 'still', age }. */
export function badge(root) {
  const chip = markup(), words = $('span', chip);
  root.replaceChildren(chip);
  return ({ state, age, why }) => {
    chip.dataset.state = state;
    const said = { fresh: `Analysed ${age} ms ago`, behind: `Behind: analysed ${age} ms ago`, old: `Not current. ${why}`, abstain: `Not scored. ${why}`, still: `One picture, analysed in ${age} ms` }[state];
    if (words.dataset.said === said) return;
    words.dataset.said = said;
    words.replaceChildren(...emphasised(said, state));
    $('.meter', chip).hidden = !(state === 'fresh' || state === 'behind');
    place(chip, { '--age': Math.min(100, age ?? 100) });
  };
}

function emphasised(said, state) {
  const bold = said.match(state === 'old' || state === 'abstain' ? /^Not \w+\./ : /\d+ ms/)?.[0] ?? '';
  const at = said.indexOf(bold), b = document.createElement('b');
  b.textContent = bold;
  return [said.slice(0, at), b, said.slice(at + bold.length)];
}
