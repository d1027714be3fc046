// The ordinary frames of a stream, and what thresholds on them mean, in words. Pure.
import { span, whole } from './format.js';
import { quantile } from './threshold-words.js';

const many = (count, one, more) => `${whole(count)} ${count === 1 ? one : more}`;
const stretchMs = ({ from, to }) => Date.parse(to) - Date.parse(from);

/** Where a stream stands: background is the stream's own member, or null. */
export function backgroundWords(background, clock) {
  const { state = 'none', recording, recorded, message } = background ?? {};
  if (state === 'recording') {
    const { elapsed_ms, seconds, frames, refused, needed } = recording;
    const rest = frames < needed ? `, ${whole(needed - frames)} more needed` : '';
    return `Recording, ${span(Math.min(elapsed_ms, seconds * 1000))} of ${span(seconds * 1000)}: ${many(frames, 'usable frame', 'usable frames')}${refused ? `, ${whole(refused)} refused` : ''}${rest}.`;
  }
  if (state === 'storing') return 'Recorded. It is being stored; it is used once it is in the journal.';
  const kept = recorded ? `Ordinary frames: ${span(stretchMs(recorded))} until ${clock(Date.parse(recorded.to))}, ${many(recorded.frames, 'frame', 'frames')}, recorded by ${recorded.by}.` : '';
  return [message?.text, kept || (message ? '' : 'No ordinary frames of this stream are recorded yet, so this alert is silent. Record a stretch in which nothing should alert.')].filter(Boolean).join(' ');
}

/** What is read out: only when the state changes, never with every frame. */
export function backgroundNews(before, now) {
  const from = before?.state ?? 'none', to = now?.state ?? 'none';
  if (from === to) return null;
  if (to === 'recording') return 'Recording ordinary frames.';
  if (to === 'frozen' && from === 'storing') return `Ordinary frames recorded: ${many(now.recorded.frames, 'frame', 'frames')}.`;
  return from === 'recording' && to !== 'storing' || from === 'storing' ? now?.message?.text ?? null : null;
}

/** A number of alerts an hour; none in a short stretch is no promise of none. */
export const rateWords = ({ alerts, alerts_an_hour }, recorded) => alerts ? `${alerts_an_hour < 10 ? +alerts_an_hour.toFixed(1) : whole(alerts_an_hour)} an hour` : `none in ${span(stretchMs(recorded))}`;

/** The rung of the ladder that an enter threshold reaches: the highest that is not above it. */
export const rungAt = (rates, enter) => rates?.findLast(rate => rate.enter <= enter + 1e-9) ?? null;

/** What a threshold on ordinary frames means. */
export function ordinaryHint(threshold, rates, recorded, isProven) {
  const unproven = isProven ? '' : ' Unproven: no probability exists for it.';
  if (!recorded) return `Silent until ordinary frames of this stream are recorded.${unproven}`;
  const rung = rungAt(rates, threshold.enter), above = threshold.enter >= 1 ? 'Above every recorded frame' : `Above ${quantile(threshold.enter)} of the recorded frames`;
  return `${above}${rung ? `. On the recorded stretch: alerts, ${rateWords(rung, recorded)}` : ''}.${unproven}`;
}

/** Where to begin on ordinary frames: the most sensitive rung with at most one alert an hour on the stretch, else above all. */
export const firstRung = rates => rates?.find(rate => rate.alerts_an_hour <= 1) ?? { enter: 1, exit: .998 };
