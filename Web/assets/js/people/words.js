// How people, groups and the audit are put into words. Pure: no page is touched here.
import { things } from './things.js';

export const roleWords = { administrator: 'Administrator', clinician: 'Clinician', reviewer: 'Reviewer', publisher: 'Publisher', viewer: 'Viewer' };
const proofs = { password: 'Password', provider: 'Another service', token: 'Token', none: 'No password yet', local: 'At this machine', session: 'Session' };
export const proofWords = proof => proofs[proof] ?? proof;

/** What somebody may do: their own role, their groups, what their provider gave. */
export function mayWords(person, groups) {
  const known = Object.fromEntries(groups.map(group => [group.name, group]));
  const own = person.role ? [`${roleWords[person.role]}, all streams`] : [];
  const shared = person.groups.map(name => `${roleWords[known[name]?.role] ?? '?'} by ${name}${streamsIn(known[name])}`);
  const provided = (person.provided ?? []).map(grant => `${roleWords[grant.role]} by the other service${streamsIn(grant)}`);
  return [...own, ...shared, ...provided].join('; ') || 'Nothing';
}

const streamsIn = grant => grant?.streams ? ` on ${[...grant.streams].sort().join(', ') || 'no stream'}` : '';
export const streamWords = streams => streams ? [...streams].sort().join(', ') || 'None' : 'All';

const did = { read: 'saw', create: 'made', update: 'changed', delete: 'removed', execute: 'started', 'sign-in': 'signed in', 'sign-out': 'signed out' };

/** One line of the audit: what was done, with what. */
export function eventWords({ action, what, subject, outcome }) {
  const thing = things[what] ?? what.replaceAll(/\/?\{[a-z]+\}/g, ''), named = subject ? `${thing} ${subject.length > 32 ? `${subject.slice(0, 12)}…` : subject}` : thing;
  const done = `${did[action] ?? action} ${named}`.trim();
  return outcome === 'success' ? done : outcome === 'refused' ? `was refused: ${done}` : `failed: ${done}`;
}

// What changes with every change says nothing of its own.
const marks = ['revision', 'created_at', 'password_changed_at', 'signed_in_at'];

/** What was changed, member by member; nothing that stayed. */
export function changes(before, after) {
  if (before == null && after == null) return [];
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort();
  const empty = value => value === undefined || value === '' || value === false || (Array.isArray(value) && !value.length);
  const shown = value => value == null ? 'none' : Array.isArray(value) ? value.map(shown).join(', ') || 'none' : typeof value === 'object' ? Object.entries(value).map(([key, one]) => `${key.replaceAll('_', ' ')} ${shown(one)}`).join(', ') : value === true ? 'yes' : value === false ? 'no' : String(value);
  return names.filter(name => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]) && !marks.includes(name) && !(empty(before?.[name]) && empty(after?.[name])))
    .map(name => [name.replaceAll('_', ' '), shown(before?.[name]), shown(after?.[name])]);
}

/** Names in a text field: split at blanks and commas, none twice. */
export const namesIn = text => [...new Set(text.split(/[\s,]+/).filter(Boolean))];
