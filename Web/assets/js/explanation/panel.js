// Why: what an alert means, every sentence with its sources, at the level that the reader chose.
import { $, html, raw, say, text } from '../dom.js';
import { get, inWords } from '../api.js';
import { clock } from '../format.js';
import { icon } from '../icons.js';
import { condition } from '../scores.js';
import { store } from '../store.js';
import { doubtWords, levels, originWords, partsOf, refusalWords, shortPieces, signed, systemName } from './model.js';
import { chosenLevel, keepLevel, levelPicker } from './reading-level.js';
import { citationState, doubtTag, openCitations, restoreCitations, sentenceList, shortForm, sourceItems } from './sentences.js';

/** Text in which `a command` stands between backticks. */
export const commands = words => raw(words.split('`').map((piece, i) => i % 2 ? text`<code>${piece}</code>` : text`${piece}`));

function longForm(explanation, isOpen) {
  const { sentences = [], sources = [] } = explanation, { statements, unverified } = signed(explanation), mark = unverified > 0 && unverified < statements;
  const box = html`<details class="longer"><summary>In full: ${sentences.length} ${sentences.length === 1 ? 'sentence' : 'sentences'}</summary></details>`;
  box.open = isOpen;
  for (const [i, part] of partsOf(explanation).entries()) box.append(html`<h3>${part.title}</h3>`, sentenceList(part.sentences, sources, `why-${i}`, { mark }));
  return box;
}

const codeList = codes => html`<ul class="codes" aria-label="Codes">${raw(codes.map(c => text`<li><code>${c.code}</code> ${c.display ?? ''} <small>${systemName(c.system)}</small></li>`))}</ul>`;

/** root: the section of the page; isOpen: the long form is open from the start; more: a link to where questions are asked. */
export function explanationPanel(root, { isOpen = true, more = false } = {}) {
  let alert = null, shown = null, wanted = chosenLevel(), turn = 0, wasOpen = isOpen;
  const picker = levelPicker($('#levels', root), choose), box = $('#prose', root), told = $('#why-told', root);
  openCitations(root);
  root.addEventListener('toggle', e => { if (e.target.matches('.longer')) wasOpen = e.target.open; }, true);

  function busy(on) { root.setAttribute('aria-busy', on); }

  function draw(explanation, isLater) {
    const keep = isLater ? citationState(root) : { open: null, focused: null };
    shown = explanation;
    root.hidden = false;
    say($('#why-title', root), `Why it resembles ${condition(explanation.condition, store.conditions).name.toLowerCase()}`);
    picker.show(explanation.level ?? wanted);
    $('#why-problem', root).replaceChildren();
    const doubt = explanation.refused ? null : doubtWords(explanation), { statements } = signed(explanation);
    $('#marks', root).replaceChildren(...(explanation.refused ? [] : [html`<span class="tag ok">${icon('check')}Every sentence cited</span>`, doubt ? doubtTag(doubt) : statements ? html`<span class="tag ok">${icon('check')}Signed by a clinician</span>` : ''].filter(Boolean)));
    $('#sources', root).replaceChildren(...sourceItems(explanation.sources ?? []));
    $('#sources-box', root).hidden = !explanation.sources?.length;
    $('.body', root).classList.toggle('one', !explanation.sources?.length);
    box.replaceChildren(...(explanation.refused ? refusal(explanation) : said(explanation)));
    if (isLater) restoreCitations(root, keep);
  }

  function refusal({ refused }) {
    const { title, reason } = refusalWords(refused);
    return [html`<p class="lead">${title}</p>`, html`<p>${commands(reason)}</p>`, html`<p class="small quiet">An explanation is put together from cited statements only. Where there are none, nothing is put in their place; the alert itself is not affected.</p>`];
  }

  function said(explanation) {
    const codes = explanation.codes ?? [];
    return [
      shortForm(shortPieces(explanation), explanation.sources ?? [], 'why-short'), longForm(explanation, wasOpen),
      codes.length ? html`<h3>Ontology codes</h3>` : '', codes.length ? codeList(codes) : '', html`<p class="small quiet">${originWords(explanation)}</p>`,
      more && alert ? html`<p><a href="/alert?id=${encodeURIComponent(alert)}#ask-title">Ask about this alert</a></p>` : '',
    ].filter(Boolean);
  }

  function failed(error, level) {
    const words = inWords(error).replace(', so nothing was changed', '');
    const message = html`<div class="message" role="alert">${icon('cross')}<h3>${shown ? 'The other wording could not be read' : 'The explanation could not be read'}</h3><p>${words}</p><div class="acts"><button class="compact">Try again</button></div></div>`;
    $('button', message).addEventListener('click', () => load(level));
    $('#why-problem', root).replaceChildren(message);
    picker.show(shown?.level ?? level);
    if (!shown) box.replaceChildren(html`<p class="second">Nothing is shown in its place.</p>`);
  }

  async function load(level, { announce = false } = {}) {
    const mine = ++turn, of = alert;
    busy(true);
    root.hidden = false;
    if (!shown) box.replaceChildren(html`<p class="second">Putting the explanation together…</p>`);
    try {
      const found = await get(`/alerts/${encodeURIComponent(of)}/explanation${level ? `?level=${level}` : ''}`);
      if (mine !== turn) return;
      draw(found, false);
      if (announce) say(told, found.refused ? 'Not explained.' : `Now in ${levels.find(([id]) => id === found.level)?.[2] ?? found.level}.`);
    } catch (error) { if (mine === turn) failed(error, level); } finally { if (mine === turn) busy(false); }
  }

  function choose(level) {
    wanted = level;
    keepLevel(level);
    picker.show(level);
    if (alert) load(level, { announce: true });
  }

  /** Somebody is reading: nothing may be put under the hand. */
  const isRead = () => !root.hidden && shown && (root.matches(':hover') || root.contains(document.activeElement) || !!$('.cited', root));

  /** Says that another alert is explained meanwhile, and shows it when asked to. */
  function announceNewer(explanation) {
    const message = html`<div class="message">${icon('clock')}<h3>A newer alert was explained at ${clock(Date.now())}</h3><p>It resembles ${condition(explanation.condition, store.conditions).name.toLowerCase()}. You still see the one before.</p><div class="acts"><button class="compact">Show it</button></div></div>`;
    $('button', message).addEventListener('click', () => { panel.follow(explanation.alert ?? null); panel.offer(explanation); root.focus(); });
    $('#why-problem', root).replaceChildren(message);
  }

  const panel = {
    /** An explanation on a page of many alerts: the newest is shown, unless someone reads another one. */
    meet(explanation) {
      if ((explanation.alert ?? null) !== alert && isRead()) return announceNewer(explanation);
      panel.follow(explanation.alert ?? null);
      panel.offer(explanation);
    },
    /** Another alert, or none; an explanation of the one before is gone. */
    follow(id) {
      if (id === alert) return;
      alert = id; shown = null; turn++;
      say($('#why-when', root), '');
      busy(false);
      root.hidden = true;
    },
    load: () => load(wanted),
    /** An explanation that came as an event: the first one, or a later version of the one that is shown. */
    offer(explanation) {
      const isLater = !!shown && shown.alert === explanation.alert && shown.level === explanation.level && !shown.refused;
      if (wanted && explanation.level && explanation.level !== wanted && alert) return shown ? null : load(wanted);
      turn++;
      busy(false);
      draw(explanation, isLater);
      say($('#why-when', root), isLater ? `reworded at ${clock(Date.now())}` : '');
    },
  };  return panel;
}
