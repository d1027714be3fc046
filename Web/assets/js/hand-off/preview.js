// What leaves the machine for a sink, word for word, before it is switched on.
import { $, html, say } from '../dom.js';
import { get, inWords } from '../api.js';
import { openDialog } from '../dialog.js';
import { may } from '../session.js';
import { changeWords, detailWords, readable } from '../hand-off-model.js';

/** Shows the messages; `turnOn` is called when somebody switches the sink on. */
export async function showPreview(sink, turnOn) {
  const dialog = $('#preview'), kind = $('#preview-kind'), problem = $('#preview-problem'), on = $('#preview-on');
  const failed = error => { problem.hidden = false; say(problem, inWords(error)); };
  problem.hidden = true;
  on.hidden = true;
  say($('#preview-title'), `What leaves for ${sink.name}`);
  say($('#preview-about'), `${detailWords(sink)} The alert below is made up; ids, times and the signature are filled in when a real one is sent.`);
  for (const part of ['#preview-target', '#preview-head', '#preview-body']) say($(part), '');
  kind.replaceChildren();
  openDialog(dialog);
  try {
    const { items } = await get(`/sinks/${sink.name}/preview`);
    kind.replaceChildren(...items.map((item, i) => html`<option value="${i}">${changeWords(item.change)}${item.method === 'PUBLISH' ? ` (${item.target})` : ''}</option>`));
    const show = () => {
      const item = items[Number(kind.value)];
      say($('#preview-target'), `${item.method} ${item.target}`);
      say($('#preview-head'), item.headers.join('\n'));
      say($('#preview-body'), readable(item.body));
      dialog.dataset.shown = item.change;
    };
    kind.onchange = show;
    show();
    on.hidden = sink.on || !may('sinks');
    on.onclick = async () => { try { await turnOn(); dialog.close(); } catch (error) { failed(error); } };
  } catch (error) { failed(error); }
}
