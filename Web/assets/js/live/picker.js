// The choice of source: streams that run, cameras of this device, a window, a file.
import { html, escape } from '../dom.js';
import { streamName } from '../format.js';
import { fullName, isLive } from '../streams-model.js';
import { store } from '../store.js';
import { cameras, ownNames } from './own-media.js';

const option = ([value, words]) => `<option value="${escape(value)}">${escape(words)}</option>`;
const group = (label, options) => options.length ? `<optgroup label="${label}">${options.map(option).join('')}</optgroup>` : '';

/** Returns draw(state): state is Source.state. choose = { stream(id), camera(id), window(), file() }. */
export function picker(select, choose) {
  let devices = [], key = '';
  const learn = async () => { devices = await cameras(); };
  navigator.mediaDevices?.addEventListener?.('devicechange', learn);
  learn();
  select.addEventListener('change', () => {
    const [kind, ...rest] = select.value.split(':');
    choose[kind]?.(rest.join(':'));
  });
  return state => {
    if (state.own === 'camera' && !state.local && devices.every(d => d.name.startsWith('Camera'))) learn();
    const running = [...store.streams.values()].map(s => [`stream:${s.id}`, `${fullName(s, ownNames())}${isLive(s) ? '' : ' (not sending)'}`]);
    const now = state.still ? ['still:', `Picture: ${state.still.name}`] : state.stream ? [`stream:${state.stream}`, streamName(state.stream, ownNames())] : ['none:', 'Choose a source'];
    if (!running.some(([value]) => value === now[0])) running.unshift(now);
    const markup = group('Running', running) + group('This device', [...devices.map(d => [`camera:${d.id}`, d.name]), ['window:', 'A window or screen…'], ['file:', 'A picture or clip…']]);
    if (markup !== key && document.activeElement !== select || !key) { key = markup; select.innerHTML = markup; }
    if (document.activeElement !== select || !state.own) select.value = now[0];
  };
}

/** A file can be dropped anywhere on the page, or chosen. */
export function fileInput(open) {
  const input = html`<input type="file" accept="image/*,video/*" hidden aria-label="Picture or clip">`;
  document.body.append(input);
  input.addEventListener('change', () => { if (input.files[0]) open(input.files[0]); input.value = ''; });
  const over = on => document.body.classList.toggle('dropping', on);
  addEventListener('dragover', e => { if ([...e.dataTransfer.types].includes('Files')) { e.preventDefault(); over(true); } });
  addEventListener('dragleave', e => { if (!e.relatedTarget) over(false); });
  addEventListener('drop', e => { e.preventDefault(); over(false); const [file] = e.dataTransfer.files; if (file) open(file); });
  return () => input.click();
}
