// The list of settings pages, the same on each of them: a page has an empty <nav class="side" id="side" aria-label="Settings">.
import { $, escape } from './dom.js';

const pages = [['settings', 'Diagnose'], ['packs', 'Packs and models'], ['voice', 'Voice'], ['privacy', 'Privacy and storage'], ['hand-off', 'Hand-off'], ['people', 'People and tokens']];

/** Shows the list, with the page that is open marked. Only pages that the server has are listed. */
export function showSettingsNav(existing = pages.map(([id]) => id)) {
  const here = location.pathname.slice(1);
  $('#side').innerHTML = pages.filter(([id]) => existing.includes(id))
    .map(([id, name]) => `<a href="/${id}"${id === here ? ' aria-current="page"' : ''}>${escape(name)}</a>`).join('');
}
