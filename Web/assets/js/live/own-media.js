// Video of this device: cameras, windows, clips and pictures. Every failure has a name that notices.js knows.
const CAMERA = { width: { ideal: 960 }, height: { ideal: 540 }, frameRate: { ideal: 30, max: 30 } };
const ANSWER_MS = 10_000;

/** A failure with the id of the notice that explains it. */
export class NoMedia extends Error {
  constructor(notice) { super(notice); this.notice = notice; }
}

const late = promise => new Promise((resolve, reject) => {
  const timer = setTimeout(() => reject(new NoMedia('unanswered')), ANSWER_MS);
  promise.then(media => { clearTimeout(timer); resolve(media); }, error => { clearTimeout(timer); reject(error); });
  // An answer that comes too late must not leave a camera on that nobody sees.
  promise.then(media => setTimeout(() => { if (!media.inUse) media.getTracks().forEach(t => t.stop()); }, ANSWER_MS), () => {});
});

/** A camera; deviceId chooses one, else the one that looks away from the user. */
export async function camera(deviceId) {
  if (!navigator.mediaDevices?.getUserMedia) throw new NoMedia('insecure');
  try {
    const media = await late(navigator.mediaDevices.getUserMedia({ video: { ...CAMERA, ...(deviceId ? { deviceId: { exact: deviceId } } : { facingMode: 'environment' }) } }));
    media.inUse = true;
    return media;
  } catch (error) {
    if (error instanceof NoMedia) throw error;
    throw new NoMedia(['NotAllowedError', 'SecurityError'].includes(error.name) ? 'permission' : 'missing');
  }
}

/** A window or screen: that is how a call in another program gets in. */
export async function shared() {
  if (!navigator.mediaDevices?.getDisplayMedia) throw new NoMedia('insecure');
  try {
    return await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { ideal: 30, max: 30 } }, audio: false });
  } catch { throw new NoMedia('unshared'); }
}

/** The playing clip as a stream; null where the browser cannot, and single pictures must do. */
export async function fromClip(video) {
  if (video.readyState < 2) await new Promise((resolve, reject) => {
    video.addEventListener('loadeddata', resolve, { once: true });
    video.addEventListener('error', () => reject(new NoMedia('unreadable')), { once: true });
  });
  const media = (video.captureStream ?? video.mozCaptureStream)?.call(video) ?? null;
  return media?.getVideoTracks().length ? new MediaStream(media.getVideoTracks()) : null;
}

/** A picture turned upright and without what a phone writes into it (place, time); at most 2048 across. */
export async function upright(file) {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => { throw new NoMedia('unreadable'); });
  const scale = Math.min(1, 2048 / Math.max(bitmap.width, bitmap.height)), canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale); canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return new Promise(resolve => canvas.toBlob(resolve, 'image/jpeg', .95));
}

/** Cameras by name; names are empty until the browser allowed one. */
export async function cameras() {
  const devices = await navigator.mediaDevices?.enumerateDevices?.().catch(() => []) ?? [];
  return devices.filter(d => d.kind === 'videoinput').map((d, i) => ({ id: d.deviceId, name: d.label || (i ? `Camera ${i + 1}` : 'Camera of this device') }));
}

const random = () => Array.from(crypto.getRandomValues(new Uint8Array(4)), b => b.toString(16).padStart(2, '0')).join('');

/** The stream that this device publishes: the same after a reload, so that a reconnect takes it back. kind: camera, window, clip. */
export function ownStream(kind) {
  let suffix = localStorage.getItem('device');
  if (!suffix) localStorage.setItem('device', suffix = random());
  return `${kind}-${suffix}`;
}

export const ownNames = () => { const suffix = localStorage.getItem('device'); return suffix ? { [`camera-${suffix}`]: 'My camera', [`window-${suffix}`]: 'My window', [`clip-${suffix}`]: 'My clip' } : {}; };
