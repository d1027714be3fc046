// What covers the picture or stands below it, and the buttons in those messages.
import { $, html, raw, escape, say } from '../dom.js';
import { icon } from '../icons.js';
import { showStrips, tell } from '../health.js';
import { cover, strips } from './notices.js';

const GREY = new Set(['lost', 'offline']);

const markup = ({ symbol, title, body, actions }) => html`<div class="notice">${icon(symbol)}<h2>${title}</h2><p>${body}</p><div class="row">${raw(actions.map((a, i) => `<button class="${i ? '' : 'primary'}" data-run="${escape(a.run)}">${escape(a.label)}</button>`))}</div></div>`;

/** run: { name: function } for the buttons. Returns draw(context). */
export function stage({ screen, below, picture, run }) {
  let shown = '';
  for (const root of [screen, below]) root.addEventListener('click', e => run[e.target.closest('[data-run]')?.dataset.run]?.());
  return context => {
    const notice = cover(context), key = notice ? `${notice.id} ${notice.title} ${notice.actions.map(a => a.run)}` : '';
    if (key !== shown) {
      shown = key;
      $('.notice', screen)?.remove();
      if (notice) { screen.append(markup(notice)); tell(notice); }
      picture.grey(GREY.has(notice?.id));
      picture.hide(!!notice && !notice.keepsPicture);
    } else if (notice) say($('.notice p', screen), notice.body);
    showStrips(below, strips(context));
    return notice;
  };
}
