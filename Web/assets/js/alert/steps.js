// What happened to an alert, from its journal entries. Pure.
import { clock } from '../format.js';
import { settingWords } from '../threshold-words.js';

const by = data => data?.by ?? data?.principal ?? data?.name ?? null;
const byWords = data => by(data) ? ` by ${by(data)}` : '';
const ends = { gone: 'the score stayed below the end; kept until someone acknowledges it', disabled: 'its alert was switched off; kept until someone acknowledges it', session_ended: 'the source ended; kept until someone acknowledges it' };
const lines = {
  'alert-raised': (d, { alert }) => ['Alert raised, logged and shown', rise(alert)],
  'alert-ended': d => ['Alert ended', ends[d?.reason] ?? 'kept until someone acknowledges it'],
  'alert-acknowledged': d => [`Acknowledged${byWords(d)}`],
  'alert-acknowledgement-undone': d => [`Acknowledgement taken back${byWords(d)}`],
  'alert-silenced': d => [`Silenced${byWords(d)}`, d?.reason ?? d?.silence_reason],
  'alert-silence-undone': d => [`Silence ended${byWords(d)}`],
  'alert-escalated': d => ['Went to a second reader', `${d?.to ? `to ${d.to}, because` : 'Because'} nobody acknowledged it within ${d?.after_seconds} s`],
  'threshold-changed': d => [`Threshold changed${byWords(d)}`, d?.after ? settingWords(d.after) : null],
  explained: d => ['Explained', d?.sources?.length ? `${d.sources.length} sources` : null],
  spoken: d => [d?.text ? `Spoken: “${d.text}”` : 'Spoken'],
  'call-placed': d => [`Called${byWords(d)}`, d?.kind === 'web' ? 'a call in the browser' : 'the number on duty'],
  'call-said': d => [d?.text ? `Said in the call: “${d.text}”` : 'Said in the call'],
  'call-heard': d => [d?.text ? `Heard in the call: “${d.text}”` : 'Heard in the call'],
  'call-ended': d => ['Call ended', d?.reason?.replaceAll('-', ' ')],
  delivered: d => [`Handed over${d?.sink ? ` to ${d.sink}` : ''}`, d?.result ?? d?.status],
  'snapshot-kept': () => ['Pictures kept for review', 'cut to the finding, blurred around it, sealed; the session allows it'],
  verdict: d => [`Verdict${byWords(d)}`, d?.verdict],
  purged: () => ['Purged', 'the key of its session was destroyed; the chain is whole'],
};

const rise = alert => { const late = Date.parse(alert.raised_at) - Date.parse(alert.captured_at); return late >= 0 && late < 60_000 ? `${late} ms after the frame was captured` : null; };

/** [{ time, title, note, open }] in the order in which it happened; the last is what is waited for. */
export function steps(alert, entries) {
  const first = alert.why?.[0], list = first ? [{ time: clock(Date.parse(first.captured_at), true), title: 'First of the frames that counted', note: null }] : [];
  for (const { kind, at, data } of [...entries].sort((a, b) => a.sequence - b.sequence)) {
    const [title, note] = lines[kind]?.(data, { alert }) ?? [kind.replaceAll('-', ' ')];
    list.push({ time: clock(Date.parse(at), true), title, note: note ?? null });
  }
  if (!alert.acknowledged) list.push({ time: 'now', title: 'Waiting for acknowledgement', note: null, open: true });
  return list;
}
