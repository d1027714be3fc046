// Tables of the people page.
import { html, raw, text } from '../dom.js';
import { asCards } from '../table-cards.js';
import { moment } from '../format.js';
import { changes, eventWords, mayWords, proofWords, roleWords, streamWords } from './words.js';

const when = at => at ? moment(at) : 'Never';
const table = (heads, rows) => asCards(html`<table><thead><tr>${raw(heads.map(head => text`<th scope="col">${head}</th>`))}</tr></thead><tbody>${raw(rows)}</tbody></table>`);
const nothing = words => html`<p class="body second">${words}</p>`;
const act = (what, name, words, label) => text`<button class="link" data-act="${what}" data-name="${name}" aria-label="${label}">${words}</button>`;

export function peopleTable(people, groups) {
  if (!people.length) return nothing('Nobody signs in with a name yet. The first person must be an administrator, or nobody could let others in.');
  return table(['Name', 'May do', 'Proof', 'Last signed in', 'Change'], people.map(person => text`<tr>
    <th scope="row"><b>${person.name}</b>${person.display ? raw(text`<br><span class="quiet">${person.display}</span>`) : ''}${person.disabled ? raw('<br><span class="tag">Disabled</span>') : ''}</th>
    <td>${mayWords(person, groups)}</td><td>${proofWords(person.proof)}</td><td>${when(person.signed_in_at)}</td>
    <td><span class="row">${raw([
      act('edit', person.name, 'Edit', `Edit ${person.name}`),
      person.proof === 'provider' ? '' : act('password', person.name, 'Password', `Set the password of ${person.name}`),
      act(person.disabled ? 'enable' : 'disable', person.name, person.disabled ? 'Let in again' : 'Keep out', `${person.disabled ? 'Let in again' : 'Keep out'}: ${person.name}`),
      act('remove', person.name, 'Remove', `Remove ${person.name}`)])}</span></td></tr>`));
}

export function groupsTable(groups, people) {
  if (!groups.length) return nothing('There is no group yet. A group gives its members a role, on some streams or on all.');
  return table(['Name', 'Role', 'Streams', 'Members', 'Change'], groups.map(group => text`<tr>
    <th scope="row"><b>${group.name}</b></th><td>${roleWords[group.role]}</td><td>${streamWords(group.streams)}</td>
    <td>${people.filter(person => person.groups.includes(group.name)).map(person => person.name).join(', ') || 'None'}</td>
    <td><span class="row">${raw([act('edit-group', group.name, 'Edit', `Edit group ${group.name}`), act('remove-group', group.name, 'Remove', `Remove group ${group.name}`)])}</span></td></tr>`));
}

export function openTable(sessions) {
  if (!sessions.length) return nothing('Nobody is signed in with a browser.');
  return table(['Name', 'Role', 'By', 'From', 'Since', 'Last seen', 'End'], sessions.map(session => text`<tr>
    <th scope="row"><b>${session.name}</b>${session.own ? raw('<br><span class="tag">This session</span>') : ''}</th><td>${roleWords[session.role]}</td><td>${proofWords(session.proof)}</td><td>${session.address}</td>
    <td>${when(session.started_at)}</td><td>${when(session.last_used_at)}</td><td>${raw(act('end', session.id, 'End', `End the session of ${session.name}`))}</td></tr>`));
}

export function tokensTable(tokens) {
  if (!tokens.length) return nothing('The configuration has no tokens.');
  return table(['Name', 'Role'], tokens.map(token => text`<tr><th scope="row">${token.name}</th><td>${roleWords[token.role]}</td></tr>`));
}

export const auditRows = events => events.map(event => text`<tr><td>${when(event.at)}</td><th scope="row">${event.actor.name}</th>
  <td>${eventWords(event)}${raw(changes(event.before, event.after).map(([name, from, to]) => text`<br><span class="quiet small">${name}: ${from} → ${to}</span>`))}</td>
  <td>${event.actor.role ? roleWords[event.actor.role] : 'None'}</td><td>${event.actor.address}</td></tr>`);

export function auditTable(events) {
  if (!events.length) return nothing('Nothing was noted that fits.');
  return table(['When', 'Who', 'Did', 'Role', 'From'], auditRows(events));
}
