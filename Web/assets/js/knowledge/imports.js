// Bringing documents in: each file by itself; one that cannot be read is said and skipped, the others go on.
import { $, html, say } from '../dom.js';
import { NotReached, Refused, get, inWords, upload } from '../api.js';
import { importWords } from '../knowledge-model.js';
import { ask, formError } from './dialogs.js';

const ENDINGS = /\.(md|markdown|txt|text|html|htm|xhtml|pdf)$/i, MOST = 16_000_000, PAUSE_MS = 400;
const wait = ms => new Promise(resolve => setTimeout(resolve, ms));

/** Why a file is not even sent; null if it is. */
export function refusal(file) {
  if (!ENDINGS.test(file.name)) return 'skipped. It is neither Markdown, text, HTML nor PDF.';
  if (file.size > MOST) return 'skipped. It is larger than 16 MB; split it.';
  if (!file.size) return 'skipped. It is empty.';
  return null;
}

/** Sends one file and follows it to its end. told(words, share) is called as it goes. Returns whether it was brought in. */
async function bring(file, facts, told) {
  const refused = refusal(file);
  if (refused) { told(refused, 0); return false; }
  try {
    const query = new URLSearchParams({ name: file.name, ...facts });
    let record = await upload(`/knowledge/documents?${query}`, file, share => told(`sent ${Math.round(share * 100)} %`, share * 0.3));
    while (record.state !== 'done' && record.state !== 'failed') {
      told(importWords(record), 0.3 + 0.7 * (record.passages ? record.embedded / record.passages : 0));
      await wait(PAUSE_MS);
      const there = (await get('/knowledge/imports')).items.find(item => item.id === record.id);
      if (!there) throw new Error('the server has started anew meanwhile; look whether the document is there');
      record = there;
    }
    told(importWords(record), record.state === 'done' ? 1 : 0);
    return record.state === 'done';
  } catch (error) {
    told(`not brought in. ${error instanceof Refused || error instanceof NotReached ? inWords(error) : error.message}`, 0);
    return false;
  }
}

export function importDialog(button, notes, changed) {
  const dialog = $('#import'), list = $('#import-list');
  button.addEventListener('click', () => ask(dialog, form => {
    list.replaceChildren();
    form.elements.condition.replaceChildren(form.elements.condition.options[0], ...notes().map(note => new Option(note.title, note.name)));
    form.elements.files.onchange = () => { $('#import-one').hidden = form.elements.files.files.length > 1; };
    $('#import-one').hidden = false;
  }, async form => {
    const files = [...form.elements.files.files];
    if (!files.length) throw formError('Choose at least one file.', '/files');
    const licence = form.elements.licence.value.trim();
    if (!licence) throw formError('Say what the documents may be used for.', '/licence');
    const facts = Object.fromEntries(Object.entries({ licence, title: files.length === 1 ? form.elements.title.value.trim() : '', organisation: form.elements.organisation.value.trim(), condition: form.elements.condition.value }).filter(([, value]) => value));
    let brought = 0;
    const rows = files.map(file => html`<li><span>${file.name}</span> <span class="quiet">waits</span><progress max="1" value="0" aria-label="${file.name}"></progress></li>`);
    list.replaceChildren(...rows);
    for (const [i, file] of files.entries()) {
      const told = (words, share) => { say($('.quiet', rows[i]), words); $('progress', rows[i]).value = share; };
      if (await bring(file, facts, told)) brought++; else rows[i].classList.add('bad');
    }
    say($('#import-told'), `${brought} of ${files.length} files brought in.`);
    form.elements.files.value = '';
    await changed();
    // The list of what happened stays to be read; Close ends it.
    return undefined;
  }, () => {}));
}
