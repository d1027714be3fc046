// What the doctor's checks are called, and what they come to. Pure.
export const words = { passed: { symbol: 'check', label: 'Passed' }, limited: { symbol: 'dash', label: 'Limited' }, failed: { symbol: 'cross', label: 'Failed' } };
const names = { media: 'Video libraries', demo: 'Demo clip', camera: 'Camera', ice: 'Network for video', encoder: 'Encoder speed', device: 'Processor of the encoder', model: 'Model', remote: 'Remote encoder', voice: 'Voice', 'language model': 'Language model', calls: 'Telephone', disk: 'Storage', clock: 'Clock' };

export const nameOf = id => names[id] ?? id.charAt(0).toUpperCase() + id.slice(1);

/** One sentence: how many pass, and what does not work. */
export function summary(checks) {
  const failed = checks.filter(c => c.verdict === 'failed').map(c => nameOf(c.name)), limited = checks.filter(c => c.verdict === 'limited').length, passed = checks.length - failed.length - limited;
  const rest = [failed.length ? `Does not work: ${failed.join(', ')}.` : '', limited ? `${limited} ${limited === 1 ? 'works' : 'work'} less well than ${limited === 1 ? 'it' : 'they'} could.` : ''].filter(Boolean).join(' ');
  return `${passed} of ${checks.length} checks pass. ${rest}`.trim();
}

/** The report as plain text. It holds what the server said, and no name of a person or token. */
export const reportText = ({ checks, examined_at: at }) => [`MediaSKINoscope, checks of ${at}. Research use only, not for diagnosis.`, ...checks.map(c => `${words[c.verdict].label.padEnd(8)}${nameOf(c.name)}: ${c.detail}${c.remedy ? `\n        to mend it: ${c.remedy}` : ''}`)].join('\n');
