// Correcting, signing, taking out. A refusal stays in the dialog, beside what was typed.
import { $, say } from '../dom.js';
import { inWords, post, remove } from '../api.js';
import { openDialog } from '../dialog.js';
import { toast } from '../toast.js';

const words = error => error.status === 412 ? 'Somebody else corrected this statement while you read it. Close this, read it again, then decide.' : inWords(error);

/** Opens a dialog whose form sends something. send(form) may throw; done(result) comes after it has closed. */
export function ask(dialog, prepare, send, done) {
  const form = $('form', dialog), problem = $('.failed', dialog), button = $('.primary', form);
  const fail = message => { problem.hidden = !message; say(problem, message ?? ''); };
  form.reset();
  fail();
  prepare?.(form);
  form.onsubmit = async e => {
    e.preventDefault();
    if (button.disabled) return;
    fail();
    button.disabled = true;
    try {
      const result = await send(form);
      if (result === undefined) return;
      dialog.close('ok');
      await done(result);
    } catch (error) {
      fail(error.words ?? words(error));
      const field = form.elements[error.pointer?.split('/').pop()];
      if (field?.focus && error.pointer) { field.setAttribute('aria-invalid', 'true'); field.focus(); }
    } finally { button.disabled = false; }
  };
  form.oninput = e => e.target.removeAttribute('aria-invalid');
  openDialog(dialog);
}

/** An error of the form itself, before anything is sent. */
export const formError = (words, pointer) => Object.assign(new Error(words), { words, pointer });

const value = (form, name) => form.elements[name].value.trim();

/** text, reason: what the form begins with. */
export function askCorrection(passage, changed, { text = passage.text, reason = '' } = {}) {
  const dialog = $('#correct'), work = $('#correct-work');
  ask(dialog, form => {
    form.elements.text.value = text;
    form.elements.reason.value = reason;
    work.hidden = true;
    for (const choice of form.elements.basis) choice.onchange = () => { work.hidden = form.elements.basis.value !== 'other'; };
  }, form => {
    if (!value(form, 'text')) throw formError('Write what the statement should say.', '/text');
    if (!value(form, 'reason')) throw formError('Say why it is changed: the reason is kept with it.', '/reason');
    const other = form.elements.basis.value === 'other';
    if (other && !(value(form, 'title') && value(form, 'organisation') && value(form, 'year'))) throw formError('Name the work: its title, who published it, and the year.', '/title');
    const sources = other ? [{ title: value(form, 'title'), organisation: value(form, 'organisation'), year: Number(value(form, 'year')), ...(value(form, 'url') ? { url: value(form, 'url') } : {}) }] : undefined;
    return post(`/knowledge/passages/${passage.id}/corrections`, { text: value(form, 'text'), reason: value(form, 'reason'), ...(sources ? { sources } : {}) });
  }, async now => { toast('Corrected. Explanations use it from now on. Logged.', { key: 'knowledge' }); await changed(now); });
}

export function askSignature(passage, changed) {
  ask($('#sign'), () => say($('#sign-text'), passage.text),
    form => post(`/knowledge/passages/${passage.id}/signature`, value(form, 'comment') ? { comment: value(form, 'comment') } : {}),
    async now => {
      toast('Signed, for exactly this wording. Logged.', { action: 'Undo', run: () => takeBack(now, changed), key: 'knowledge' });
      await changed(now);
    });
}

export async function takeBack(passage, changed) {
  try {
    const now = await remove(`/knowledge/passages/${passage.id}/signature`);
    toast('The signature was taken back. Logged.', { key: 'knowledge' });
    await changed(now);
  } catch (error) { toast(words(error), { key: 'knowledge' }); }
}

export function askRemoval(document, removed) {
  ask($('#remove'), () => say($('#remove-text'), `“${document.title}” and its ${document.passages} passages leave the store. The file itself was not kept, so bringing it back needs the file.`),
    async () => { await remove(`/knowledge/documents/${document.id}`); return document; },
    async () => { toast(`“${document.title}” was taken out. Logged.`, { key: 'knowledge' }); await removed(); });
}
