// How far the quick look of this stream can be relied on, by the whole frames that are looked at beside it.
import { $, html, say } from '../dom.js';
import { agreementWords } from '../agreement-words.js';
import { condition } from '../scores.js';
import { store } from '../store.js';

/** Fills a place; returns show(stream). Hidden where every frame is looked at as a whole. */
export function agreementPanel(root) {
  root.replaceChildren(html`<h3>Quick look and whole frame</h3>`, html`<p class="second"></p>`, html`<p class="problem" hidden></p>`);
  return stream => {
    const words = agreementWords(stream?.agreement, id => condition(id, store.conditions).name);
    root.hidden = !words;
    say($('.second', root), words?.order ?? '');
    say($('.problem', root), words?.poor ?? '');
    $('.problem', root).hidden = !words?.poor;
  };
}
