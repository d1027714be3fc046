// Small helpers, so that pages need no framework.
export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

/** Marks a string as markup that is already safe. */
export const raw = markup => ({ markup: Array.isArray(markup) ? markup.map(m => m?.markup ?? m).join('') : String(markup?.markup ?? markup) });

/** Escapes text for markup and for attribute values. */
export const escape = words => String(words ?? '').replace(/[&<>"']/g, c => `&#${c.charCodeAt(0)};`);

const filled = value => value?.markup ?? (Array.isArray(value) ? raw(value).markup : escape(value));

/** text`…` returns safe markup: what is filled in is escaped, unless raw() or text`…` made it. */
export const text = (parts, ...values) => raw(parts.reduce((out, part, i) => out + part + (i < values.length ? filled(values[i]) : ''), ''));

/** html`…` returns an element, by the rules of text. Style attributes do nothing: the policy forbids them; use place(). */
export function html(parts, ...values) {
  const template = document.createElement('template');
  template.innerHTML = text(parts, ...values).markup.trim();
  return template.content.firstElementChild;
}

/** Sets style properties from script, which the content security policy allows. */
export function place(element, properties) {
  for (const [name, value] of Object.entries(properties)) element.style.setProperty(name, value);
  return element;
}

/** Writes text only when it differs, so that nothing is repainted or announced again for nothing. */
export function say(element, words) {
  if (element && element.textContent !== String(words)) element.textContent = words;
}

export const query = new URLSearchParams(location.search);
export const calm = matchMedia('(prefers-reduced-motion: reduce)');
