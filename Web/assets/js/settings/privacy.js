// Privacy and storage: what is kept, how large it is, how it goes, what may leave, and how to back it up.
import '../shell.js';
import { $, html, raw, say, text } from '../dom.js';
import { get } from '../api.js';
import { strip, unread, watchHealth } from '../health.js';
import { known, may } from '../session.js';
import { showSettingsNav } from '../settings-nav.js';
import { store } from '../store.js';
import { asCards } from '../table-cards.js';
import { bytesInWords } from '../bytes.js';

function drawKept(report) {
  $('#kept').innerHTML = text`<thead><tr><th scope="col">What</th><th scope="col">Holds</th><th scope="col">Stays</th><th scope="col" class="num">Files</th><th scope="col" class="num">Size</th></tr></thead><tbody>${raw(report.items.map(item => text`<tr><th scope="row">${item.name}</th><td>${item.keeps}</td><td>${item.retention}</td><td class="num">${item.files}</td><td class="num nowrap">${bytesInWords(item.bytes)}</td></tr>`))}</tbody>`.markup;
  asCards($('#kept'));
  const whole = report.items.reduce((sum, item) => sum + item.bytes, 0);
  say($('#free'), `${bytesInWords(whole)} in all${report.free_bytes == null ? '' : `, ${bytesInWords(report.free_bytes)} left on the disk`}`);
  $('#none').hidden = report.items.length > 0;
  say($('#none'), 'The data folder is empty.');
}

/** Only what the configuration switches on can leave; each with its key. */
function drawLeaves(settings, sinks) {
  const on = sinks?.filter(sink => sink.on).map(sink => sink.name) ?? [];
  const leaves = [
    on.length ? [`Alerts go to ${on.length === 1 ? 'the sink' : `${on.length} sinks`} ${on.join(', ')}. The page Hand-off shows word for word what.`, 'sinks:'] : null,
    sinks ? null : ['Whether alerts go to other systems could not be read.', 'sinks:'],
    settings.remote_encoder ? ['Pictures go to the encoder that the configuration names.', 'remote:'] : null,
    settings.voice.telephone ? ['The sentences of a warning go to the telephone service.', 'voice: {vapi:}'] : null,
    settings.language_model === 'openai' ? ['Sentences of explanations go to the language model’s server.', 'language_model: {url:}'] : null,
    settings.overlay_text ? [`A line of text goes into a file: ${settings.overlay_text === 'safe' ? 'that something was noticed' : 'what it resembles'}.`, 'overlay_text:'] : null,
  ].filter(Boolean);
  $('#leaves').replaceChildren(...(leaves.length ? leaves : [['Nothing but what browsers ask this server for.', null]]).map(([words, key]) => html`<li>${words} ${key ? raw(`Set by <code>${key}</code>.`) : ''}</li>`));
  $('#command').textContent = `mediaskinoscope backup /media/disk/skin-backup --data ${settings.data}\nmediaskinoscope restore /media/disk/skin-backup --data /srv/skin-new`;
}

const failed = (title, error) => $('#problem').append(error.status === 403 ? strip({ id: title, symbol: 'lock', title, body: 'Administrators and clinicians may see what is kept and how large it is.' }) : unread(title, error, { id: title }));

showSettingsNav();
watchHealth($('#health'), store);
store.start();
Promise.all([get('/settings'), get('/sinks').then(({ items }) => items, () => null)]).then(found => drawLeaves(...found), error => {
  $('#leaves').replaceChildren(html`<li>Not known: the configuration could not be read.</li>`);
  $('#command').textContent = 'mediaskinoscope backup /media/disk/skin-backup --data DIR\nmediaskinoscope restore /media/disk/skin-backup --data /srv/skin-new';
  failed('The configuration could not be read', error);
});
known.then(() => {
  const refuse = error => { $('#none').textContent = 'Nothing is shown.'; failed('The data folder could not be read', error); };
  if (!may('diagnose')) return refuse({ status: 403 });
  get('/storage').then(drawKept, refuse);
});
