// The stream's own numbers, and where every received frame ended. The sum is the number received.
import { $, $$, html, place, raw, say } from '../dom.js';
import { whole } from '../format.js';

const ends = [
  ['analysed', 'Analysed', '', 'a'], ['superseded', 'Superseded', 'a newer frame arrived first', 'b'], ['gated', 'Gated', 'not skin, too blurry, too dark', 'c'],
  ['late', 'Late', 'too old to be worth scoring', 'd'], ['decode_error', 'Decode error', 'damaged on the way', 'e'],
];

export function account({ vitals, root }) {
  root.replaceChildren(html`<p class="small"><b></b></p>`, html`<div class="stackbar" aria-hidden="true">${raw(ends.map(() => '<i></i>'))}</div>`,
    html`<ul>${raw(ends.map(([, name, words, mark]) => `<li class="${mark}"><i></i>${name}<span>${words}</span><b></b></li>`))}</ul>`);
  return stream => {
    root.hidden = !stream?.frames?.received;
    showVitals(vitals, stream);
    if (root.hidden) return;
    const { frames } = stream;
    say($('p b', root), `${whole(frames.received)} frames received`);
    const waiting = frames.pending ? `, ${frames.pending} in work,` : ',', tail = `${waiting} each ended in one of:`;
    if ($('p', root).lastChild.nodeType !== 3) $('p', root).append(tail); else if ($('p', root).lastChild.data !== tail) $('p', root).lastChild.data = tail;
    $$('.stackbar i', root).forEach((bar, i) => { const n = frames[ends[i][0]] ?? 0; bar.hidden = !n; place(bar, { flex: String(n || 0) }); });
    $$('li b', root).forEach((b, i) => say(b, whole(frames[ends[i][0]] ?? 0)));
  };
}

function showVitals(root, stream) {
  const dds = $$('dd', root), put = (dd, value, unit) => { const key = `${value} ${unit}`; if (dd.dataset.key !== key) { dd.dataset.key = key; dd.innerHTML = value == null ? '<span class="quiet">none</span>' : `${value} <small>${unit}</small>`; } };
  const fps = stream?.fps, p95 = stream?.age_ms?.p95, within = stream?.within_100_ms;
  put(dds[0], fps?.analysed == null ? null : fps.analysed.toFixed(fps.analysed && fps.analysed < 10 ? 1 : 0), `fps of ${Math.round(fps?.received ?? 0)}`);
  put(dds[1], p95 == null ? null : Math.round(p95), 'ms');
  put(dds[2], within == null ? null : (within * 100).toFixed(within >= .9995 ? 0 : 1), '%');
}
