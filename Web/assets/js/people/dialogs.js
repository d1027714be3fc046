// Dialogs of the people page: filled, sent, and told what is wrong at the field that it concerns.
import { $, $$, html, raw, say } from '../dom.js';
import { inWords, NotReached } from '../api.js';
import { icon } from '../icons.js';
import { openDialog } from '../dialog.js';

function clear(dialog) {
  $('.field-problem', dialog).replaceChildren();
  for (const field of $$('[data-field]', dialog)) {
    field.classList.remove('wrong');
    for (const input of $$('input, select', field)) input.removeAttribute('aria-invalid');
  }
}

/** The server says by a pointer which field is meant. */
export function showProblem(dialog, error) {
  clear(dialog);
  const name = error.pointer?.split('/')[1], field = name && $(`[data-field="${name === 'new' ? 'password' : name}"]`, dialog);
  const words = error instanceof NotReached || !error.message || error.status === 429 ? inWords(error) : error.message.replace(/^Allowed at \S+: /, 'Allowed is: ');
  $('.field-problem', dialog).replaceChildren(html`<div class="message" role="alert" tabindex="-1">${icon('cross')}<h3>Nothing was changed</h3><p>${words}</p></div>`);
  field?.classList.add('wrong');
  const input = field && $('input, select', field);
  input?.setAttribute('aria-invalid', 'true');
  (input ?? $('.message', dialog)).focus();
}

/** Opens a dialog with values; send(values) is awaited, and the dialog stays open with the complaint if it throws. */
export function ask(dialog, { title, values = {}, hidden = [], send, done }) {
  const form = $('form', dialog);
  form.reset();
  clear(dialog);
  if (title) say($('h2', dialog), title);
  for (const field of $$('[data-field]', dialog)) field.hidden = hidden.includes(field.dataset.field);
  for (const [name, value] of Object.entries(values)) if (form.elements[name]) form.elements[name].value = value ?? '';
  form.onsubmit = async e => {
    e.preventDefault();
    const button = $('.primary', dialog);
    button.disabled = true;
    try {
      const result = await send(new FormData(form));
      dialog.close('done');
      done?.(result);
    } catch (error) { showProblem(dialog, error); }
    button.disabled = false;
  };
  openDialog(dialog);
}

/** Asks whether it is meant. */
export function confirm({ title, words, yes, send, done }) {
  const dialog = $('#sure'), button = $('#sure-yes');
  clear(dialog);
  say($('#sure-title'), title);
  say($('#sure-words'), words);
  say(button, yes);
  button.onclick = async () => {
    button.disabled = true;
    try {
      await send();
      dialog.close('done');
      done?.();
    } catch (error) { showProblem(dialog, error); }
    button.disabled = false;
  };
  openDialog(dialog);
}

/** Ticks for the groups that there are. */
export function groupTicks(groups, chosen) {
  $('#person-groups').replaceChildren(...(groups.length ? groups.map(group =>
    html`<label class="tick"><input type="checkbox" name="group" value="${group.name}"${raw(chosen.includes(group.name) ? ' checked' : '')}> <span>${group.name}</span></label>`)
    : [html`<p class="quiet small">There is no group yet.</p>`]));
}
