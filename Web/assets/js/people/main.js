// People, groups, tokens, open sessions and the audit.
import '../shell.js';
import { $, html, raw } from '../dom.js';
import { get, patch, post, remove } from '../api.js';
import { unread, watchHealth } from '../health.js';
import { icon } from '../icons.js';
import { known, may, session } from '../session.js';
import { showSettingsNav } from '../settings-nav.js';
import { store } from '../store.js';
import { asCards } from '../table-cards.js';
import { toast } from '../toast.js';
import { ask, confirm, groupTicks } from './dialogs.js';
import { auditRows, auditTable, groupsTable, openTable, peopleTable, tokensTable } from './tables.js';
import { namesIn } from './words.js';

let people = [], groups = [], next = null;
showSettingsNav();
watchHealth($('#health'), store);

const tell = error => $('#problem').replaceChildren(unread('That could not be read', error));
const path = name => `/people/${encodeURIComponent(name)}`;

async function load() {
  try {
    const [listed, grouped, open, tokens] = await Promise.all([get('/people'), get('/people/groups'), get('/people/signed-in'), get('/people/tokens')]);
    people = listed.items; groups = grouped.items;
    $('#people').replaceChildren(peopleTable(people, groups));
    $('#groups').replaceChildren(groupsTable(groups, people));
    $('#open').replaceChildren(openTable(open.items));
    $('#tokens').replaceChildren(tokensTable(tokens.items));
    for (const id of ['people', 'groups', 'open', 'tokens', 'audit']) $(`#${id}-panel`).hidden = false;
    await loadAudit();
    document.body.dataset.ready = 'yes';
  } catch (error) { tell(error); }
}

// The audit

const filter = () => [...new FormData($('#audit-filter'))].filter(([, value]) => value.trim()).map(([name, value]) => `${name}=${encodeURIComponent(value.trim())}`).join('&');

async function loadAudit(more = false) {
  const page = await get(`/audit?limit=50&${filter()}${more ? `&after=${next}` : ''}`);
  next = page.next;
  if (more) { $('#audit tbody').append(...html`<table><tbody>${raw(auditRows(page.items))}</tbody></table>`.querySelectorAll('tr')); asCards($('#audit')); }
  else $('#audit').replaceChildren(auditTable(page.items));
  $('#audit-more').hidden = !next;
}
$('#audit-filter').addEventListener('submit', e => { e.preventDefault(); loadAudit().catch(tell); });
$('#older').addEventListener('click', () => loadAudit(true).catch(tell));

// People

const after = words => result => { toast(words(result)); load(); };

function addPerson() {
  groupTicks(groups, []);
  ask($('#person-dialog'), {
    title: 'Let somebody in',
    send: data => post('/people', { name: data.get('name'), display: data.get('display'), role: data.get('role') || null, groups: data.getAll('group'), password: data.get('password') }),
    done: after(person => `${person.name} may sign in now.`),
  });
}

function editPerson(person) {
  groupTicks(groups, person.groups);
  ask($('#person-dialog'), {
    title: `Edit ${person.name}`, values: { name: person.name, display: person.display, role: person.role }, hidden: ['name', 'password'],
    send: data => patch(path(person.name), { display: data.get('display'), role: data.get('role') || null, groups: data.getAll('group') }),
    done: after(() => `${person.name} was changed; their sessions are over.`),
  });
}

const setPassword = person => ask($('#password-dialog'), {
  title: `Set the password of ${person.name}`, hidden: ['current'], send: data => post(`${path(person.name)}/password`, { password: data.get('password') }),
  done: after(() => `${person.name} has a new password; their sessions are over.`),
});

const switchPerson = (person, disabled) => confirm({
  title: disabled ? `Keep ${person.name} out?` : `Let ${person.name} in again?`, words: disabled ? 'They cannot sign in, and their sessions end now. What they did stays in the audit.' : 'They may sign in again as before.',
  yes: disabled ? 'Keep out' : 'Let in', send: () => patch(path(person.name), { disabled }), done: after(() => disabled ? `${person.name} is kept out.` : `${person.name} may sign in again.`),
});

const removePerson = person => confirm({
  title: `Remove ${person.name}?`, words: 'Their sessions end now. What they did stays in the audit under this name.', yes: 'Remove',
  send: () => remove(path(person.name)), done: after(() => `${person.name} was removed.`),
});

// Groups

const streams = data => { const names = namesIn(data.get('streams')); return names.length ? names : null; };

const addGroup = () => ask($('#group-dialog'), {
  title: 'Make a group', send: data => post('/people/groups', { name: data.get('name'), role: data.get('role'), streams: streams(data) }),
  done: after(group => `Group ${group.name} was made.`),
});

const editGroup = group => ask($('#group-dialog'), {
  title: `Edit group ${group.name}`, values: { name: group.name, role: group.role, streams: (group.streams ?? []).join(' ') }, hidden: ['name'],
  send: data => patch(`/people/groups/${encodeURIComponent(group.name)}`, { role: data.get('role'), streams: streams(data) }),
  done: after(() => `Group ${group.name} was changed; its members’ sessions are over.`),
});

const removeGroup = group => confirm({
  title: `Remove group ${group.name}?`, words: 'Its members lose what it gave them, and their sessions end now.', yes: 'Remove',
  send: () => remove(`/people/groups/${encodeURIComponent(group.name)}`), done: after(() => `Group ${group.name} was removed.`),
});

const endSession = id => confirm({
  title: 'End this session?', words: 'Whoever works in it must sign in again.', yes: 'End it', send: () => remove(`/people/signed-in/${id}`), done: after(() => 'The session is over.'),
});

const named = (list, name) => list.find(item => item.name === name);
const acts = {
  edit: name => editPerson(named(people, name)), password: name => setPassword(named(people, name)), disable: name => switchPerson(named(people, name), true),
  enable: name => switchPerson(named(people, name), false), remove: name => removePerson(named(people, name)), 'edit-group': name => editGroup(named(groups, name)),
  'remove-group': name => removeGroup(named(groups, name)), end: endSession,
};
$('#content').addEventListener('click', e => { const button = e.target.closest('[data-act]'); if (button) acts[button.dataset.act](button.dataset.name); });
$('#add-person').addEventListener('click', addPerson);
$('#add-group').addEventListener('click', addGroup);
$('#change-own').addEventListener('click', () => ask($('#password-dialog'), {
  title: 'Change your password', send: data => post('/session/password', { current: data.get('current'), new: data.get('password') }, { keepSignedOut: true }),
  done: () => location.assign('/sign-in?next=/people'),
}));

known.then(() => {
  $('#me').hidden = session.proof !== 'password';
  if (may('people')) return load();
  $('#content').append(html`<div class="message">${icon('lock')}<h2>Only administrators see people and the audit</h2><p>Your role is ${session.role}. Ask an administrator to let somebody in, or to change what somebody may do.</p></div>`);
  document.body.dataset.ready = 'yes';
  return null;
});
