// Questions about one alert, answered under the rules of its explanation. They are kept on this page only.
import { $, html, say } from '../dom.js';
import { inWords, post } from '../api.js';
import { clock } from '../format.js';
import { icon } from '../icons.js';
import { doubtWords, isQuestion, refusalWords } from './model.js';
import { commands } from './panel.js';
import { doubtTag, openCitations, sentenceList, sourceList } from './sentences.js';

const suggestions = ['What argues against it?', 'What looks like it?', 'What are the warning signs?', 'What is the usual next step?'];

/** root: the section; alert: its id. */
export function askPanel(root, alert) {
  const form = $('form', root), field = $('#question', root), list = $('#asked', root), button = $('.primary', form), told = $('#ask-told', root), hint = $('#ask-hint', root);
  let count = 0, isBusy = false;
  openCitations(list);

  const busy = on => {
    isBusy = on;
    button.setAttribute('aria-disabled', on);
    say(button, on ? 'Asking…' : 'Ask');
  };
  const complain = words => {
    field.setAttribute('aria-invalid', !!words);
    say(hint, words || 'In your own words, 3 to 500 characters.');
    hint.classList.toggle('wrong', !!words);
  };

  function ask(question, item = null) {
    if (isBusy) return;
    item ??= newItem(question);
    $('.answer', item).replaceChildren(html`<p class="second">Looking for cited statements that answer it…</p>`);
    busy(true);
    say(told, '');
    post(`/alerts/${encodeURIComponent(alert)}/questions`, { question }).then(answer => show(item, answer), error => failed(item, question, error)).finally(() => busy(false));
  }

  function newItem(question) {
    const item = html`<li><h3>${question}</h3><time class="small quiet">${clock(Date.now())}</time><div class="answer"></div></li>`;
    item.dataset.key = `asked-${++count}`;
    list.prepend(item);
    list.hidden = false;
    return item;
  }

  function show(item, answer) {
    const box = $('.answer', item), { sentences = [], sources = [], refused } = answer;
    if (refused || !sentences.length) {
      const { title, reason } = refusalWords(refused ?? 'Not answered: no source supports an answer to this.');
      box.replaceChildren(html`<p class="calm"><b>${title}.</b> ${commands(reason)}</p>`, html`<p class="small quiet">Only what was measured and what cited sources say is repeated here. Ask how it looks, what it could be mistaken for, what warns, or what is usually done next.</p>`);
      return say(told, `${title}. ${reason}`);
    }
    const doubt = doubtWords(answer);
    box.replaceChildren(...[doubt ? doubtTag(doubt) : '', sentenceList(sentences, sources, item.dataset.key), sourceList(sources, 'Sources of this answer'), html`<p class="small quiet">Repeated from these sources, word for word. Research use only, not for diagnosis.</p>`].filter(Boolean));
    say(told, `Answered with ${sentences.length} cited ${sentences.length === 1 ? 'sentence' : 'sentences'}.`);
  }

  function failed(item, question, error) {
    const message = html`<div class="message" role="alert">${icon('cross')}<h4>The question was not answered</h4><p>${inWords(error).replace(', so nothing was changed', '')}</p><div class="acts"><button class="compact">Ask again</button></div></div>`;
    $('button', message).addEventListener('click', () => { ask(question, item); field.focus(); });
    $('.answer', item).replaceChildren(message);
  }

  form.addEventListener('submit', e => {
    e.preventDefault();
    const question = field.value.trim();
    if (isBusy) return;
    if (!isQuestion(question)) { complain('Write the question in words: 3 to 500 characters.'); return field.focus(); }
    complain('');
    field.value = '';
    ask(question);
  });
  $('#suggestions', root).append(...suggestions.map(words => {
    const item = html`<button type="button" class="compact">${words}</button>`;
    item.addEventListener('click', () => { if (!isBusy) ask(words); });
    return item;
  }));
  complain('');
}
