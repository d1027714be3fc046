// The voice of the stream that is shown: what speaks, what was said and when, muting with a reason.
import { $, html, raw, say } from '../dom.js';
import { icon } from '../icons.js';
import { clock } from '../format.js';
import { get, inWords, post, remove } from '../api.js';
import { may } from '../session.js';
import { toast } from '../toast.js';
import { SpeechPlayer } from './speech-player.js';

const REASONS = ['Talking with the patient', 'Examining it now', 'Too many alerts', 'Others could hear it'];

/** What stands first. */
export function headline(state, blocked) {
  if (!state) return '';
  if (!state.voice && /off in the configuration/.test(state.detail ?? '')) return 'Voice off';
  if (!state.voice) return 'Voice not ready';
  if (state.muted) return 'Voice muted';
  if (blocked) return 'This browser plays no sound yet';
  if (state.hearing) return 'Voice waits: someone speaks';
  return 'Voice on: warnings and cautions';
}

/** What stands below it. */
export function explanation(state, blocked) {
  if (!state) return '';
  if (state.muted) return `By ${state.muted.by} at ${clock(Date.parse(state.muted.at))}: ${state.muted.reason.toLowerCase()}. Warnings are still shown.`;
  if (!state.voice) return /off in the configuration/.test(state.detail ?? '') ? 'Alerts are shown, not spoken.' : 'Its sounds are being made. Alerts are shown meanwhile.';
  if (blocked) return 'Press Turn on sound. Until then alerts are shown, not spoken.';
  return state.last ? lastWords(state.last) : 'Nothing was said yet.';
}

/** “Warning, resembles melanoma.” 14:32:07, 140 ms after the alert */
export function lastWords(speech) {
  const when = `${clock(Date.parse(speech.at))}${speech.latency_ms == null ? speech.repetition ? `, repeated` : '' : `, ${speech.latency_ms} ms after the alert`}`;
  const start = speech.state === 'speaking' ? 'Says' : speech.state === 'stopped' ? 'Cut off' : 'Last';
  return `${start}: “${speech.text}” ${when}`;
}

/** root: where it stands; chip: the short form on the picture. stream(): the id of the stream that is shown. Returns { follow, speech, changed, toggle }. */
export function voicePanel(root, chip, stream) {
  let state = null;
  const player = new SpeechPlayer(() => draw());
  root.replaceChildren(html`<span class="voice-icon"></span>`, html`<span><b id="voice-head"></b><br><span class="quiet tiny" id="voice-said"></span></span>`, html`<span class="voice-acts">
    <button class="compact primary" id="voice-allow" hidden>Turn on sound</button>
    <label class="only-read" for="voice-reason">Reason for muting</label><select id="voice-reason" class="compact">${raw(REASONS.map(reason => `<option>${reason}</option>`))}</select>
    <button class="compact" id="voice-mute">Mute <kbd>V</kbd></button></span>`);

  function draw() {
    root.hidden = !state;
    chip.hidden = !state?.voice;
    if (!state) return;
    const muted = !!state.muted, able = may('respond') && !!state.voice;
    $('.voice-icon', root).innerHTML = icon(muted || !state.voice ? 'mute' : 'speaker').markup;
    say($('#voice-head', root), headline(state, player.blocked));
    say($('#voice-said', root), explanation(state, player.blocked));
    const short = muted ? 'Voice muted' : player.blocked ? 'No sound yet' : state.hearing ? 'Voice waits' : 'Voice on', key = `${short} ${muted}`;
    if (chip.dataset.key !== key) { chip.dataset.key = key; chip.innerHTML = `${icon(muted || player.blocked ? 'mute' : 'speaker').markup}<small>${short}</small>`; }
    $('#voice-allow', root).hidden = !player.blocked || muted;
    $('#voice-reason', root).hidden = !able || muted;
    $('#voice-mute', root).hidden = !able;
    $('#voice-mute', root).innerHTML = muted ? 'Unmute <kbd>V</kbd>' : 'Mute <kbd>V</kbd>';
  }

  async function load(id) {
    const loaded = await get(`/streams/${encodeURIComponent(id)}/voice`).catch(() => null);
    if (id !== stream()) return;
    state = loaded;
    draw();
  }

  const path = () => `/streams/${encodeURIComponent(stream())}/voice/mute`;
  async function toggle({ undo = true } = {}) {
    if (!state?.voice || !may('respond')) return;
    try {
      const wasMuted = !!state.muted;
      state = wasMuted ? await remove(path()) : await post(path(), { reason: $('#voice-reason', root).value });
      draw();
      toast(wasMuted ? 'The voice speaks again. Logged.' : 'The voice is muted. Logged.', { action: undo ? 'Undo' : undefined, run: () => toggle({ undo: false }), key: 'voice' });
    } catch (error) { toast(inWords(error), { key: 'voice' }); }
  }

  $('#voice-mute', root).addEventListener('click', () => toggle());
  $('#voice-allow', root).addEventListener('click', () => player.allow());
  return {
    follow(id) {
      state = null;
      player.follow(id);
      draw();
      if (id) load(id);
    },
    /** An event `speech` of this stream. */
    speech(speech) {
      if (state?.page !== false && !state?.muted) player.hear(speech);
      state = { ...(state ?? { stream: speech.stream, voice: 'voice', page: true }), last: speech };
      draw();
    },
    /** An event `voice` of this stream. */
    changed(next) {
      state = next;
      if (next.muted) player.stop();
      draw();
    },
    toggle: () => toggle(),
  };
}
