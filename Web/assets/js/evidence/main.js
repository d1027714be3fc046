// For whom does it work, and where is it unproven?
import '../shell.js';
import { $, html } from '../dom.js';
import { get } from '../api.js';
import { blocks, limits, reports } from '../evidence-model.js';
import { strip, unread, watchHealth } from '../health.js';
import { condition } from '../scores.js';
import { store } from '../store.js';
import { abstentionPanel, areasPanel, calibrationPanel, cardPanel, curvePanel, failuresPanel, strataPanel, thresholdsPanel } from './panels.js';

async function load() {
  let record, names = new Map();
  try {
    const [found, list] = await Promise.all([get('/evidence'), get('/conditions')]);
    record = found;
    names = new Map((list.items ?? []).map(item => [item.id, item]));
  } catch (error) {
    $('#problem').replaceChildren(unread('The evidence could not be read', error));
    return;
  }
  const nameOf = id => condition(id, names).name, found = reports(record);
  $('#limits').replaceChildren(...limits(record, found).map(limit => strip({ symbol: 'blur', ...limit })));
  const panels = found.flatMap((report, i) => [
    html`<h2 class="report-title">${report.title}</h2>`,
    areasPanel(report, nameOf), calibrationPanel(report, nameOf), strataPanel(report, nameOf), abstentionPanel(report), thresholdsPanel(report, nameOf), curvePanel(report),
    i === 0 ? failuresPanel(report, nameOf, record.pictures_licence) : null,
  ]);
  $('#panels').replaceChildren(...panels.filter(Boolean), cardPanel(record, blocks(record.card)));
  offer(record);
  $('#panels').dataset.ready = '';
}

/** The card as a file: what leaves the screen says itself that it is for research only. */
function offer(record) {
  const button = $('#export');
  button.hidden = !record.card;
  button.onclick = () => {
    const url = URL.createObjectURL(new Blob([record.card], { type: 'text/markdown' }));
    Object.assign(document.createElement('a'), { href: url, download: `${record.model.replaceAll(/[^\w.-]+/g, '-')}-card.md` }).click();
    URL.revokeObjectURL(url);
  };
}

watchHealth($('#health'), store);
load();
