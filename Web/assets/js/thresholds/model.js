// What an operating point and a what-if answer mean, in words. Pure.
import { level, moment, span, two, whole } from '../format.js';

export const percent = (value, digits) => value == null ? 'not known' : `${(value * 100).toFixed(digits ?? (value > 0 && value < .1 || value > .99 && value < 1 ? 1 : 0))} %`;
const number = value => value == null ? 'not known' : value < 10 ? (+value.toFixed(1)).toLocaleString('en-GB') : whole(value);
const many = (count, one, more) => `${whole(count)} ${count === 1 ? one : more}`;

/** An interval in words, or why there is none. */
export const interval = (estimate, show) => !estimate?.interval ? 'no interval: too few cases' : `95 % interval ${show(estimate.interval[0])} to ${show(estimate.interval[1])}`;

/** The same where the figure itself may be missing: an interval of nothing would only look like knowledge. */
const known = (estimate, show) => estimate.value == null ? 'nothing in the sample reaches this threshold' : interval(estimate, show);

/** Choices of the slider: what it sets, its range, how it is written. */
export const choices = {
  sensitivity: { label: 'Cases that must be found', min: 50, max: 100, step: 1, page: 5, unit: '%', low: '50 %: fewer alerts', high: '100 %: fewer misses', first: 90, query: value => ['sensitivity', value / 100] },
  alerts: { label: 'Alerts an hour that you can bear', min: 0, max: 30, step: .5, page: 5, unit: 'an hour', low: '0', high: '30', first: 3, query: value => ['alerts_an_hour', value] },
  probability: { label: 'Alert starts at probability', min: .01, max: .99, step: .01, page: .05, unit: '', low: '0.01: fewer misses', high: '0.99: fewer alerts', first: .5, query: value => ['probability', value] },
};

/** The chosen point in two sentences of parts; a part with bold: true is a figure. */
export function plainWords(point, name) {
  if (!point) return [];
  const { sensitivity, number_needed_to_review: review, evidence } = point;
  if (!point.setting) return [];
  if (point.setting.scale === 'background') return [{ words: `Measured against this stream’s ordinary frames, so nothing is known of the ${name.toLowerCase()}s that it would miss.` }];
  if (evidence.state === 'none' || sensitivity?.value == null) return [{ words: evidence.words }];
  const missed = 100 - sensitivity.value * 100, parts = [{ words: `Of 100 cases of ${name.toLowerCase()} about ` }, { words: whole(missed), bold: true }, { words: ' would be missed' }];
  if (sensitivity.interval) parts.push({ words: ` (between ${whole(100 - sensitivity.interval[1] * 100)} and ${whole(100 - sensitivity.interval[0] * 100)}, by ${many(sensitivity.n, 'case', 'cases')})` });
  parts.push({ words: '. ' });
  if (review?.value != null) parts.push({ words: 'To find one, about ' }, { words: many(Math.max(1, Math.round(review.value)), 'alert', 'alerts'), bold: true }, { words: ` would have to be looked at${review.interval ? ` (between ${number(review.interval[0])} and ${number(review.interval[1])})` : ''}.` });
  else parts.push({ words: 'Nothing in the sample reaches this threshold, so an alert’s worth is not known.' });
  return parts;
}

/** What to say where fewer cases are found than were asked for; null where as many are. wanted: a share. */
export function shortfall(point, wanted) {
  const { setting, sensitivity } = point ?? {};
  if (wanted == null || setting?.scale !== 'probability' || sensitivity?.value == null || sensitivity.value >= wanted - 1e-9) return null;
  return `${percent(wanted)} cannot be reached here: even from ${level(setting.enter)} on, the lowest that can be set, ${percent(sensitivity.value)} of the cases are found. The encoder gives the others no probability to speak of, so no threshold finds them.`;
}

/** The four figures below the choice. */
export function outcomes(point) {
  const { setting, in_use: now, ppv, npv, sensitivity, specificity, number_needed_to_review: review, alerts_an_hour: rate } = point, show = value => setting?.scale === 'background' ? `${+(value * 100).toFixed(2)} %` : level(value);
  return [
    { title: 'Starts at, ends below', value: setting ? show(setting.enter) : 'none', small: setting ? `and ${show(setting.exit)}` : '', note: now ? `in force ${now.enabled === false ? 'off' : `${level(now.enter)} and ${level(now.exit)}`}` : 'nothing in force' },
    { title: 'Cases found (sensitivity)', value: percent(sensitivity?.value), note: sensitivity ? `${interval(sensitivity, percent)}; ${many(sensitivity.n ?? 0, 'case', 'cases')}` : 'not measured' },
    { title: 'Others left alone (specificity)', value: percent(specificity?.value), note: specificity ? `${interval(specificity, percent)}; ${many(specificity.n ?? 0, 'picture', 'pictures')}` : 'not measured' },
    { title: 'Alerts an hour', value: number(rate.rate.value), note: rate.rate.value == null ? rate.words : `${interval(rate.rate, number)}. ${rate.words}` },
    { title: 'An alert is right (PPV)', value: percent(ppv?.value), note: ppv ? known(ppv, percent) : 'not measured' },
    { title: 'Silence is right (NPV)', value: percent(npv?.value), note: npv ? known(npv, percent) : 'not measured' },
    { title: 'Alerts to look at for one case', value: number(review?.value), note: review ? known(review, number) : 'not measured' },
  ];
}

const list = words => words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
const romans = { 1: 'I', 2: 'II', 3: 'III', 4: 'IV', 5: 'V', 6: 'VI' };
export const stratumName = ({ column, value }) => column === 'fitzpatrick' ? (romans[value] ? `Fitzpatrick type ${romans[value]}` : `Fitzpatrick type ${value}`) : column === 'skin_tone' ? (value === 'not measured' ? 'skin tone not measured' : `${value} skin`) : `${column}: ${value || 'not stated'}`;

/** Where evidence is missing, in words. */
export function missingWords(strata, name) {
  const tones = strata.filter(s => s.column === 'skin_tone' || s.column === 'fitzpatrick').filter(s => s.value !== 'not measured' && s.value !== 'not stated');
  if (!tones.length) return 'Nothing is known by skin tone.';
  const empty = tones.filter(s => !s.pictures), noCase = tones.filter(s => s.pictures && !s.positives), few = tones.filter(s => s.state === 'too_few');
  return [
    empty.length ? `No picture at all: ${list(empty.map(stratumName))}. Nothing is known there.` : '',
    noCase.length ? `Pictures, but none of ${name.toLowerCase()}: ${list(noCase.map(stratumName))}.` : '',
    few.length ? `Fewer than ten cases: ${list(few.map(stratumName))}. Read the interval, not the figure.` : '',
    'Skin tone is measured from the picture, light included; it says little of the person.',
  ].filter(Boolean).join(' ');
}

/** What the last hour would have been: parts as above. */
export function verdictWords(answer, id, name) {
  if (!answer) return [];
  if (answer.reason) return [{ words: answer.reason }];
  const part = answer.conditions[id];
  if (!part) return [{ words: `${name} has no setting to try.` }];
  if (part.refused) return [{ words: part.refused }];
  const watched = answer.frames.watched_ms, marks = part.marks, missed = marks.filter(m => !m.caught).length;
  const parts = [{ words: 'You would have had ' }];
  if (watched >= 3e6) parts.push({ words: many(part.alerts.length, 'alert', 'alerts'), bold: true });
  else parts.push({ words: many(part.alerts.length, 'alert', 'alerts'), bold: true }, { words: ` in the ${span(watched)} that were watched` }, { words: part.alerts_an_hour.value == null ? '' : ` (${number(part.alerts_an_hour.value)} an hour)` });
  parts.push({ words: ` instead of ${whole(part.alerts_in_use.length)}` });
  if (!marks.length) parts.push({ words: '. You marked none of this hour: acknowledge an alert, or confirm it in a review, and it counts here.' });
  else if (!missed) parts.push({ words: ', and missed ' }, { words: 'none of those you marked', bold: true }, { words: ` (${marks.length}).` });
  else parts.push({ words: ', and missed ' }, { words: `${missed} of ${marks.length}`, bold: true }, { words: ' that you marked.' });
  const from = answer.marks_from;
  if (from && !from.complete) parts.push({ words: ` Marks were counted among the newest ${whole(from.alerts)} alerts only; there are more in this time, so more may be missed.` });
  return parts;
}

/** What a comparison of other descriptors means: parts as above. */
export const matchedWords = (answer, id) => !answer?.conditions?.[id]?.matched || answer.reason || answer.conditions[id].refused ? [] : [{ words: ' Other descriptors have no probability until somebody calibrates them: here their scores are lined up with those in force, so that as many frames reach each value as now. What differs is which frames.' }];

/** What the answer rests on. */
export function tookWords(answer) {
  if (!answer || answer.reason) return '';
  const { reading, scoring, deciding } = answer.milliseconds, other = answer.frames.other_encoder;
  return `${whole(answer.frames.kept)} kept frames re-scored in ${whole(Math.max(1, reading + scoring + deciding))} ms; no video was kept${other ? `; ${whole(other)} of another encoder left out` : ''}`;
}

const packDid = { promoted: 'promoted', 'rolled-back': 'taken back', unavailable: 'the promoted pack could not be had when the stream began' };

/** One line of the log. */
export function changeWords(entry, nameOf) {
  const data = entry.data ?? {}, when = `${data.by ?? 'somebody'}, ${moment(entry.at)}`;
  const setting = s => !s ? 'nothing' : s.enabled === false ? 'off' : s.scale === 'background' ? `${+(s.enter * 100).toFixed(2)} % of ordinary frames` : two(s.enter);
  const pack = p => p ? `${p.name} ${p.version}` : 'a pack';
  const what = entry.kind === 'threshold-changed' ? `${nameOf(data.condition)}: ${setting(data.previous)} to ${setting(data.setting)}`
    : entry.kind === 'pack-changed' ? `${pack(data.from)} to ${pack(data.to)}: ${packDid[data.action] ?? data.action} (${data.to?.fingerprint?.slice(0, 8)})`
    : `${pack(data.candidate)} ${data.action === 'started' ? 'tried beside' : 'trial ended'} (${data.candidate?.fingerprint?.slice(0, 8)})`;
  return { what, when };
}

/** How a candidate does, condition by condition. */
export function shadowRows(shadow, nameOf) {
  return Object.entries(shadow.conditions).map(([id, part]) => {
    const all = part.both + part.only_live + part.only_candidate;
    return {
      name: nameOf(id), both: part.both, live: part.only_live, candidate: part.only_candidate,
      agreement: all ? `${percent(part.agreement.value)} (${percent(part.agreement.interval[0])} to ${percent(part.agreement.interval[1])})` : 'no alert yet',
      rank: part.rank_correlation == null ? 'not known' : part.rank_correlation.toFixed(3),
      note: part.proven ? '' : 'reworded or new: without a calibration, so it would not alert on a probability',
    };
  }).sort((a, b) => (b.both + b.live + b.candidate) - (a.both + a.live + a.candidate) || a.name.localeCompare(b.name));
}
