// Dialogs close with Esc, with their own button and by a click beside them.
import { $$ } from './dom.js';

export function openDialog(dialog) {
  if (!dialog.dataset.ready) {
    dialog.dataset.ready = 'yes';
    dialog.addEventListener('click', e => { if (e.target === dialog) dialog.close('cancel'); });
    for (const button of $$('[data-close]', dialog)) button.addEventListener('click', () => dialog.close('cancel'));
  }
  dialog.returnValue = 'cancel';
  dialog.showModal();
}
