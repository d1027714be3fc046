// The gate's reasons, in words: a short form for the badge, and what happened, what it means, what to do.
const paused = 'Alerts are paused, not cleared';

export const gateWords = {
  not_skin: { short: 'This is not skin', title: 'Not scoring: the picture does not show skin', body: `${paused}, until skin is in view. Point the camera at it, so that skin fills a third of the picture or more.` },
  blurred: { short: 'Too blurry', title: 'Not scoring: the picture is too blurry', body: `${paused}, until it is sharp again. Hold still for a second, or move the camera 5 cm back.` },
  too_dark: { short: 'Too dark', title: 'Not scoring: the picture is too dark', body: `${paused}, until there is more light. Turn on a lamp, or turn towards a window.` },
  too_bright: { short: 'Too bright', title: 'Not scoring: the picture is too bright', body: `${paused}, until it is darker. Turn away from the lamp, or lower the camera’s exposure.` },
  glare: { short: 'Glare', title: 'Not scoring: light is reflected by the skin', body: `${paused}, until the reflection is gone. Tilt the camera or move the lamp aside.` },
  too_far: { short: 'Too far away', title: 'Not scoring: the skin is too far away', body: `${paused}, until it is nearer. Move the camera to about a hand’s length.` },
  too_close: { short: 'Too close', title: 'Not scoring: the skin is too close', body: `${paused}, until there is some distance. Move the camera 5 cm back.` },
  moving: { short: 'Moving', title: 'Not scoring: the picture moves too fast', body: `${paused}, until it is steady. Hold still for a second.` },
  no_signal: { short: 'No signal', title: 'Not scoring: the source sends an empty picture', body: `${paused}, until there is a picture. Check the lens cover and the cable.` },
};

/** Words for the first reason; a reason that this page does not know yet is said as it stands. */
export function reasonWords(reasons = []) {
  const first = reasons[0];
  if (!first) return { short: 'No reason given', title: 'Not scoring this picture', body: `${paused}. The server gave no reason.` };
  const plain = String(first).replaceAll('_', ' ');
  return gateWords[first] ?? { short: plain, title: `Not scoring: ${plain}`, body: `${paused}, until this has passed.` };
}
