// Tables that become one card a row where a window is too narrow for their columns. What they are stays said to a screen reader.

/** Marks a table: each cell carries its column's head, and every part its role, since other boxes than a table's lose theirs. Returns what it was given. */
export function asCards(element) {
  const table = element.matches?.('table') ? element : element.querySelector('table');
  if (!table) return element;
  const heads = [...table.querySelectorAll('thead th')].map(head => head.textContent.trim());
  table.classList.add('cards');
  table.classList.toggle('many', heads.length > 6);
  const role = (selector, name) => { for (const part of table.querySelectorAll(selector)) part.setAttribute('role', name); };
  table.setAttribute('role', 'table');
  role('thead, tbody', 'rowgroup'); role('tr', 'row'); role('thead th', 'columnheader'); role('tbody th', 'rowheader'); role('td', 'cell');
  for (const row of table.querySelectorAll('tbody tr')) [...row.children].forEach((cell, i) => { cell.dataset.head = heads[i] ?? ''; });
  return element;
}
