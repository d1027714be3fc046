// One sink as a panel.
import { $, html, raw, text } from '../dom.js';
import { moment } from '../format.js';
import { detailWords, kindName, pauseWords, stateWords, tally } from '../hand-off-model.js';

const time = at => text`<time datetime="${at}">${moment(at)}</time>`;
const fact = (name, value) => value === null ? '' : text`<dt>${name}</dt><dd>${value}</dd>`;

function facts(sink) {
  const waiting = sink.waiting ? `${tally(sink.waiting, 'message waits', 'messages wait')}` : 'nothing waits';
  return html`<dl class="facts">${raw([
    fact('Goes to', sink.address), fact('What leaves', detailWords(sink)),
    fact('Signed', sink.kind === 'mqtt' || sink.kind === 'fhir' ? null : sink.signed ? 'yes, with Standard Webhooks' : 'no: its receiver cannot tell who sent it'),
    fact('Queue', sink.oldest_waiting_at ? text`${waiting}, the oldest since ${time(sink.oldest_waiting_at)}` : waiting),
    fact('Delivered', sink.delivered_at ? text`${sink.delivered} in the last seven days, the last one ${time(sink.delivered_at)}` : text`${sink.delivered} in the last seven days, none since the server started`),
    fact('Next attempt', sink.next_at ? time(sink.next_at) : null),
    fact('Tried again after', sink.retry.slice(1).map(pauseWords).join(', ') || 'not at all'),
  ])}</dl>`;
}

function fault(sink) {
  if (sink.state === 'off') return html`<p class="fault" data-id="off">Off: ${sink.reason}. Nothing is queued for it.</p>`;
  return sink.fault ? html`<p class="fault" data-id="fault"><b>Last error:</b> ${sink.fault}, ${time(sink.fault_at)}.</p>` : null;
}

function letter(sink, item, acts) {
  const row = html`<table><tbody><tr><td>${time(item.given_up_at)}</td><td><a href="/alert?id=${encodeURIComponent(item.alert)}">${item.type.replace('skino.alert.', '')}</a></td><td>${item.answer}</td><td>${item.attempts}</td><td></td></tr></tbody></table>`.querySelector('tr');
  if (acts.may()) {
    const button = html`<button class="compact" id="again-${item.id}" aria-label="Send message ${item.id.slice(0, 8)} again">Send again</button>`;
    button.addEventListener('click', () => acts.replay(sink, button, { ids: [item.id] }));
    row.lastElementChild.append(button);
  }
  return row;
}

function dead(sink, letters, acts) {
  const part = html`<details id="dead-${sink.name}"><summary>${tally(sink.dead, 'message was given up', 'messages were given up')}</summary>
    <div class="scroll"><table><thead><tr><th scope="col">Given up</th><th scope="col">Message</th><th scope="col">Last answer</th><th scope="col">Attempts</th><th scope="col"><span class="only-read">Act</span></th></tr></thead><tbody></tbody></table></div></details>`;
  $('tbody', part).append(...letters.map(item => letter(sink, item, acts)));
  if (letters.length < sink.dead) part.append(html`<p class="second small">The newest ${letters.length} are shown.</p>`);
  return part;
}

/** A sink's panel. acts: preview, test, replay, off, may. */
export function panel(sink, letters, acts) {
  const [mark, words] = stateWords(sink);
  const element = html`<section class="panel sink" id="sink-${sink.name}" aria-labelledby="name-${sink.name}">
    <header><h2 id="name-${sink.name}">${sink.name}</h2><span class="tag">${kindName(sink.kind)}</span><span class="tag ${mark}" data-state="${sink.state}">${words}</span></header>
    <div class="body stack"><p class="small" id="told-${sink.name}" role="status"></p><div class="acts"></div></div></section>`;
  const row = $('.acts', element), add = (id, label, act) => {
    const button = html`<button id="${id}-${sink.name}" aria-label="${label}: ${sink.name}">${label}</button>`;
    button.addEventListener('click', () => act(button));
    row.append(button);
  };
  add('preview', sink.on ? 'What leaves…' : 'What would leave, and switch on…', () => acts.preview(sink));
  if (acts.may()) {
    add('test', 'Send a test', button => acts.test(sink, button));
    if (sink.on) add('off', 'Switch off…', () => acts.off(sink));
    if (sink.dead) add('replay', `Send ${sink.dead} again`, button => acts.replay(sink, button, { dead: true }));
  }
  $('.body', element).prepend(...[fault(sink), facts(sink)].filter(Boolean));
  if (sink.dead) $('.body', element).append(dead(sink, letters, acts));
  return element;
}
