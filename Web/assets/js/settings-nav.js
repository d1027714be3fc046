// The list of settings pages, the same on each of them: a page has an empty <nav class="side" id="side" aria-label="Settings">.
import { $, escape } from './dom.js';
import { askForPages, knownPages } from './pages.js';

const pages = [['settings', 'Diagnose'], ['packs', 'Packs and models'], ['voice', 'Voice'], ['calls', 'Calls'], ['privacy', 'Privacy and storage'], ['overlays', 'Overlays'], ['hand-off', 'Hand-off'], ['people', 'People and tokens'], ['teaching', 'Teaching']];

/** Shows the list, with the page that is open marked. Only pages that the server has are listed. */
export function showSettingsNav() {
  draw(knownPages());
  askForPages().then(draw);
}

function draw(existing) {
  const here = location.pathname.slice(1);
  $('#side').innerHTML = pages.filter(([id]) => id === here || existing.includes(`/${id}`))
    .map(([id, name]) => `<a href="/${id}"${id === here ? ' aria-current="page"' : ''}>${escape(name)}</a>`).join('');
  // In a narrow window the list scrolls sideways: the page that is open must be seen in it.
  const side = $('#side'), current = $('[aria-current]', side);
  if (current && side.scrollWidth > side.clientWidth) side.scrollLeft = current.offsetLeft - side.offsetLeft - (side.clientWidth - current.offsetWidth) / 2;
}
