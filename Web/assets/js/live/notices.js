// Every state the picture can be in, with its words. The order of each message: what happened, what it means, what to do. Pure.
import { clock, span } from '../format.js';
import { reasonWords } from '../gate-words.js';
import { journalWords } from '../health.js';

const again = { label: 'Try again', run: 'camera' }, demo = { label: 'Play the demo clip', run: 'demo' };

/** Notices that cover the picture: { symbol, title, body, actions, why } where why goes into the badge. */
const covers = {
  empty: c => ({ symbol: 'live', title: 'No video yet', body: `Nothing is being watched or recorded. Start with this device’s camera${c.hasDemo ? ', or play the demo clip to see how it works' : ', share a window, or drop a picture or a clip here'}.`, actions: [{ label: 'Use my camera', run: 'camera' }, ...(c.hasDemo ? [demo] : [{ label: 'Share a window', run: 'screen' }])], why: 'Nothing to analyse' }),
  connecting: c => ({ symbol: 'clock', title: `Connecting to ${c.what}`, body: 'Your browser may ask for permission. Usually this takes under a second; after 10 seconds we stop and say why.', actions: [{ label: 'Cancel', run: 'leave' }], why: 'Connecting' }),
  permission: c => ({ symbol: 'lock', title: 'The browser blocked the camera', body: 'This page may not use it, so nothing is watched. Click the camera sign beside the address, choose Allow, then try again.', actions: [again, ...(c.hasDemo ? [demo] : [])], why: 'No camera' }),
  insecure: c => ({ symbol: 'lock', title: 'The browser gives no camera to this address', body: 'Cameras work only over https or on this very machine, so nothing is watched. Open the page by its https address.', actions: c.hasDemo ? [demo] : [], why: 'No camera' }),
  unanswered: c => ({ symbol: 'clock', title: 'The browser has not answered', body: 'It may be asking for permission in a window behind this one. Nothing is watched. Answer it there, then try again.', actions: [again, ...(c.hasDemo ? [demo] : [])], why: 'No camera' }),
  missing: c => ({ symbol: 'camera', title: 'No camera was found', body: 'The device has none that is free. Close other programs that use it, or plug one in, then try again.', actions: [again, ...(c.hasDemo ? [demo] : [])], why: 'No camera' }),
  unshared: c => ({ symbol: 'screen', title: 'No window was shared', body: 'The browser’s choice was closed, so nothing is watched. Choose a window or screen in which the video can be seen.', actions: [{ label: 'Choose again', run: 'screen' }, ...(c.hasDemo ? [demo] : [])], why: 'Nothing shared' }),
  unreadable: () => ({ symbol: 'picture', title: 'That file cannot be shown', body: 'It is neither a picture nor a clip that this browser can open, so nothing was analysed. JPEG, PNG, WebP, MP4 and WebM work.', actions: [{ label: 'Back to the streams', run: 'leave' }], why: 'Nothing to analyse' }),
  refused: c => ({ symbol: 'cross', title: 'The server did not accept the video', body: `Nothing is watched. ${c.detail ?? 'The server gave no reason.'}`, actions: [{ label: 'Try again', run: c.retry ?? 'camera' }, { label: 'Back to the streams', run: 'leave' }], why: 'Not accepted' }),
  analysing: () => ({ symbol: 'clock', title: 'Analysing the picture', body: 'It is sent to your own server, looked at once and not stored.', actions: [], why: 'Analysing' }),
};

const lostTitle = { ended: 'has ended', failed: 'could not be opened' };
const lost = c => ({
  symbol: 'plug', title: `${c.name} ${lostTitle[c.sourceState] ?? 'stopped sending'}${c.lastFrameAt && c.sourceState !== 'failed' ? ` at ${clock(c.lastFrameAt)}` : ''}`,
  body: `${c.hasPicture && c.lastFrameAt ? `You see its last frame, ${span(c.serverNow - c.lastFrameAt)} old. ` : ''}No alert can be raised. ${c.message?.text ?? (c.sourceState === 'ended' ? 'Start it again, or choose another source.' : 'We try again every 2 seconds; check the camera’s cable and network.')}`,
  actions: [{ label: 'Try now', run: 'retry' }], why: c.lastFrameAt ? `Last frame ${span(c.serverNow - c.lastFrameAt)} old` : 'Source lost',
});

const offline = c => ({
  symbol: 'offline', title: 'This page lost the server', body: `Alerts cannot reach you here since ${clock(c.lostSince)}. The server may still be watching and logging. We reconnect by ourselves; check that you are on its network.`,
  actions: [{ label: 'Reconnect now', run: 'reconnect' }], why: `Server not reached for ${span(c.now - c.lostSince)}`,
});

/** Which notice covers the picture, if any. c.local: the state of this device's own source. */
export function cover(c) {
  if (c.connection === 'lost') return { id: 'offline', keepsPicture: true, ...offline(c) };
  if (c.local && covers[c.local]) return { id: c.local, ...covers[c.local](c) };
  if (!c.stream && !c.still && c.unread) return { id: 'unread', symbol: 'offline', title: 'The streams could not be read', body: 'It is not known whether any is watched, and no alert can reach you here. The page asks again every 10 seconds; the server’s log says why it failed.', actions: [{ label: 'Try again', run: 'reload' }], why: 'Streams not read' };
  if (!c.stream && !c.still) return c.loaded ? { id: 'empty', ...covers.empty(c) } : { id: 'connecting', ...covers.connecting({ what: 'the server' }), actions: [] };
  if (c.stream && c.isLive === false && !c.own) return { id: 'lost', keepsPicture: true, ...lost(c) };
  return null;
}

const encoderWords = {
  fallback: detail => ({ id: 'fallback', symbol: 'chip', title: 'Another encoder has taken over', body: detail ?? 'The encoder that was asked for does not serve; another takes its place.' }),
  missing: detail => ({ id: 'encoder', symbol: 'chip', title: 'Video works, analysis does not', body: `The server has no encoder, so nothing is scored and no alert can be raised. ${detail ? `It says: ${detail}` : 'Install one, then start the server again.'}` }),
};

const overloaded = (c, detail) => ({
  id: 'overloaded', symbol: 'gauge', title: c.fps?.received ? `Analysing ${Math.round(c.fps.analysed)} of ${Math.round(c.fps.received)} frames a second` : 'The encoder cannot keep up',
  body: `Video is not affected, but an alert may come${c.p95 ? ` up to ${(c.p95 / 1000).toFixed(1)} s` : ''} late. ${detail || 'Stop a stream, or lower its rate.'}`,
});

/** Messages below the picture, where the video itself still works and stays in view. */
export function strips(c) {
  if (c.connection === 'lost') return [];
  const all = [journalWords(c.health?.journal)];
  const encoder = c.health?.encoder ?? {};
  if (encoder.state === 'missing') all.push(encoderWords.missing(encoder.detail));
  else if (encoder.state === 'fallback') all.push(encoderWords.fallback(encoder.detail));
  else if (encoder.state === 'overloaded') all.push(overloaded(c, encoder.detail));
  if (c.mayRead === false) all.push({ id: 'role', symbol: 'lock', title: 'Your role only sends video', body: 'Your video reaches the server and is analysed there, but scores and alerts are not shown to you. Ask an administrator for a clinician’s token to see them.' });
  if (c.path === 'frames') all.push({ id: 'path', symbol: 'route', title: 'No media path opened, so single pictures are sent instead', body: 'Your picture plays here without delay, and the server analyses as many as the network carries; an alert may come a little later. To get full video, open UDP between this device and the server.' });
  if (c.path === 'unwatchable') all.push({ id: 'path', symbol: 'route', title: 'The picture cannot reach this page', body: `No media path opened between the server and this browser${c.detail ? ` (${c.detail})` : ''}. Scores and alerts are current all the same. Open UDP between this device and the server; we try again every 10 seconds.`, action: { label: 'Try now', run: 'retry' } });
  if (c.path === 'numbers') all.push({ id: 'path', symbol: 'route', title: 'Only the scores of this stream come here', body: c.detail ?? 'It has no video that could be passed on to this page as it is. Scores and alerts are current all the same.' });
  if (c.stream && c.message?.text && c.isLive !== false) all.push({ id: 'message', symbol: 'plug', title: `The server reports on ${c.name}`, body: c.message.text });
  if (c.abstaining && encoder.state !== 'missing') { const { title, body } = reasonWords(c.abstaining); all.push({ id: 'abstain', symbol: 'blur', title, body }); }
  return all.filter(Boolean);
}

/** Why no result may count as current, for the badge; null when the results speak for themselves. */
export function notCurrent(c) {
  const covering = cover(c);
  if (covering) return covering.why;
  if (c.frozenAt) return `Frozen at ${clock(c.frozenAt)}; scores go on`;
  if (c.scrubbedTo) return `Scores of ${clock(c.scrubbedTo)}; the picture is live`;
  return c.health?.encoder?.state === 'missing' ? 'No encoder' : null;
}
