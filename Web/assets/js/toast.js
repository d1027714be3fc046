// Short notes after something was done, with Undo. Never an error that needs action.
import { $, $$, html, raw, escape } from './dom.js';
const SHOWN_MS = 9000;

/** A later toast with the same key replaces the earlier one. While the pointer or the focus is on it, it stays. */
export function toast(message, { action, run, key = message } = {}) {
  $$('#toasts .toast').find(t => t.dataset.key === key)?.remove();
  const item = html`<div class="toast"><span>${message}</span>${action ? raw(`<button class="link">${escape(action)}</button>`) : ''}</div>`;
  item.dataset.key = key;
  $('#toasts').append(item);
  $('button', item)?.addEventListener('click', () => { item.remove(); run?.(); });
  const close = () => item.matches(':hover, :focus-within') ? setTimeout(close, 2000) : item.remove();
  setTimeout(close, SHOWN_MS);
  return item;
}
