// For whom explanations are worded: chosen on this device, kept by the browser.
import { html, raw } from '../dom.js';
import { levels } from './model.js';

const KEY = 'reading level';

/** The level that was chosen here, or null: then explanations are shown as they were told. */
export function chosenLevel() {
  try { const kept = localStorage.getItem(KEY); return levels.some(([id]) => id === kept) ? kept : null; } catch { return null; }
}

export function keepLevel(level) {
  try { localStorage.setItem(KEY, level); } catch { /* lasts as long as the page */ }
}

/** Three buttons; show(level) presses the one that is shown. */
export function levelPicker(root, choose) {
  root.replaceChildren(...levels.map(([id, name, words]) => html`<button data-level="${id}" aria-pressed="false" title="${words.charAt(0).toUpperCase() + words.slice(1)}">${raw(name)}</button>`));
  root.addEventListener('click', e => { const level = e.target.closest('[data-level]')?.dataset.level; if (level) choose(level); });
  return { show(level) { for (const button of root.children) button.setAttribute('aria-pressed', button.dataset.level === level); } };
}
