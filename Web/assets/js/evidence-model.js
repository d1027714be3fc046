// From the reports beside a model's weights to what the evidence page shows. Pure: no page, no network.
// Three kinds of report exist: the one that the model's own build writes, the one of `evaluate --report`, and the cross-validation of the recipe.

const isNumber = value => typeof value === 'number' && Number.isFinite(value);
const pair = value => Array.isArray(value) && value.length === 2 && value.every(isNumber) ? value : null;
const entries = object => object && typeof object === 'object' && !Array.isArray(object) ? Object.entries(object) : [];
/** A condition with fewer positive pictures than this is drawn hollow. */
export const FEW = 30;

/** Is this what `evaluate --report` wrote? */
const isEvaluation = content => entries(content?.conditions).length > 0 && isNumber(content?.n);

const area = (id, row, n) => ({ id, value: isNumber(row.auc) ? row.auc : null, interval: pair(row.interval), positives: n, proven: row.proven !== false });

const gateRows = sets => entries(sets).map(([name, row]) => ({ name, refused: row.count ?? row.refused, n: row.n, interval: pair(row.interval) })).filter(row => isNumber(row.refused) && isNumber(row.n));

const PLACES = ['very light', 'light', 'intermediate', 'tan', 'brown', 'dark', 'I', 'II', 'III', 'IV', 'V', 'VI', 'not stated', 'not measured'];
/** Tones from light to dark, skin types by number, all else by name. */
const byPlace = ([a], [b]) => PLACES.indexOf(a) - PLACES.indexOf(b) || a.localeCompare(b, 'en', { numeric: true });

function strata(columns) {
  return entries(columns).map(([column, values]) => ({
    column,
    rows: entries(values).sort(byPlace).map(([name, row]) => ({
      name, n: row.n ?? 0, evidence: row.evidence ?? 'measured',
      parts: entries(row.conditions).map(([id, part]) => ({ id, n: part.n, evidence: part.evidence, auc: part.auc ?? null, interval: pair(part.interval), sensitivity: part.sensitivity ?? null })),
    })),
  }));
}

function fromEvaluation(content, name) {
  const conditions = entries(content.conditions);
  return {
    source: name, title: 'Labelled pictures', short: 'labelled pictures', n: content.n, groups: content.groups ?? null, measured: content.model ?? null,
    macro: isNumber(content.macro_auc) ? { value: content.macro_auc, interval: pair(content.macro_auc_interval) } : null,
    areas: conditions.map(([id, row]) => area(id, row, row.n)),
    calibration: conditions.filter(([, row]) => row.calibration).map(([id, { calibration: c }]) => ({
      id, slope: c.slope ?? null, slopeInterval: pair(c.slope_interval), intercept: c.intercept ?? null, interceptInterval: pair(c.intercept_interval),
      error: c.expected_error ?? null, brier: c.brier ?? null, bins: (c.bins ?? []).filter(bin => bin.n > 0 && isNumber(bin.said) && isNumber(bin.came)),
    })),
    points: conditions.filter(([, row]) => row.at_threshold).map(([id, { at_threshold: p }]) => ({ id, enter: p.enter, sensitivity: p.sensitivity, specificity: p.specificity, worth: p.at_prevalence ?? [] })),
    gate: gateRows(content.gate), reasons: entries(content.refused_by).map(([name, n]) => ({ name, n })),
    strata: strata(content.strata_by), agreement: entries(content.tone_agreement).map(([column, row]) => ({ column, ...row })), failures: Array.isArray(content.failures) ? content.failures : [], unscored: content.unscored ?? [],
  };
}

function fromBuild(part, name, title, short) {
  const clinical = part?.clinical ?? {};
  // Beside the six, what a user's own pictures added.
  const conditions = [...entries(clinical.conditions), ...entries(part?.added?.conditions)];
  return {
    source: name, title, short, n: clinical.n ?? null, groups: clinical.patients ?? null, measured: null,
    macro: isNumber(clinical.macro_auc) ? { value: clinical.macro_auc, interval: pair(clinical.macro_auc_interval) } : null,
    areas: conditions.map(([id, row]) => area(id, row, row.positives)),
    calibration: entries(part?.calibration).map(([id, row]) => ({
      id, slope: row.slope ?? null, slopeInterval: pair(row.slope_interval), intercept: row.intercept ?? null, interceptInterval: pair(row.intercept_interval),
      error: row.ece ?? null, brier: row.brier ?? null, bins: (row.bins ?? []).filter(bin => bin?.n > 0 && isNumber(bin.said) && isNumber(bin.came)),
    })),
    points: entries(part?.alerts).map(([id, row]) => ({ id, enter: row.enter, found: row.found, others: row.other_lesions_above, hands: row.hands_above })),
    gate: gateRows(part?.gate).map(row => ({ ...row, name: row.name.replace('/', ', ').replaceAll(/[_-]/g, ' ') })), reasons: [],
    strata: entries(part?.fitzpatrick).length ? [{ column: 'Fitzpatrick type', rows: entries(part.fitzpatrick).map(([name, row]) => ({ name: name.replace('.0', ''), n: row.n, evidence: row.n >= FEW ? 'measured' : 'too few', parts: [], right: row.first_guess_right })) }] : [],
    agreement: [], failures: [], unscored: [],
  };
}

const COLUMNS = { fitzpatrick: 'Fitzpatrick type', skin_tone: 'skin_tone', region: 'Region' };
const DOORS = { skin: 'photographs of skin', not_skin: 'what is not skin', hand_holding_object: 'a hand that holds an object', drawn_skin: 'drawn skin', drawn_things: 'drawn things' };
const signed = value => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;

const compared = clinical => isNumber(clinical?.plain_macro_auc) && isNumber(clinical.gain) && pair(clinical.gain_interval);

/** Plain fine-tuning of the same backbone, on the same folds. */
const against = clinical => compared(clinical)
  ? `Plain fine-tuning of the same network, on the same pictures: ${clinical.plain_macro_auc.toFixed(2)}; the difference is ${signed(clinical.gain)} (${signed(clinical.gain_interval[0])} to ${signed(clinical.gain_interval[1])}).` : null;

/** The weights that serve beside plain fine-tuning on the same train rows, on the report rows. */
const shipped = clinical => compared(clinical) && isNumber(clinical.macro_auc)
  ? ` These weights themselves, on the ${clinical.n} report pictures: ${clinical.macro_auc.toFixed(2)}, and plain fine-tuning ${clinical.plain_macro_auc.toFixed(2)}; the difference is ${signed(clinical.gain)} (${signed(clinical.gain_interval[0])} to ${signed(clinical.gain_interval[1])}).` : '';

/** The cross-validation of the recipe over every labelled picture. */
function fromCrossValidation(content, name) {
  const built = fromBuild(content, name, 'The way it was made, tried on every labelled picture: each scored by a training that had not seen its patient', 'cross-validation');
  return {
    ...built, note: (against(content.clinical) ?? '') + shipped(content.report_rows?.clinical) || null,
    gate: entries(content.gate).filter(([, row]) => row.n).map(([key, row]) => ({ name: DOORS[key] ?? key, refused: row.refused, n: row.n, interval: pair(row.interval) })),
    strata: entries(content.strata).map(([column, values]) => ({
      column: COLUMNS[column] ?? column,
      rows: entries(values).sort(byPlace).map(([value, row]) => {
        const parts = entries(row.auc).map(([id, part]) => ({ id, n: part.positives, evidence: 'measured', auc: part.auc, interval: pair(part.interval), sensitivity: null }));
        return { name: value, n: row.n, evidence: parts.length ? 'measured' : row.n ? 'too few' : 'no evidence', parts };
      }),
    })),
    curve: (Array.isArray(content.learning_curve) ? content.learning_curve : []).filter(row => isNumber(row?.macro_auc)).map(row => ({ patients: row.patients, pictures: row.pictures, value: row.macro_auc, interval: pair(row.macro_auc_interval) })),
  };
}

/** The reports that hold figures, the one of `evaluate` first. */
export function reports(record) {
  const found = [];
  for (const { name, state, content } of record?.reports ?? []) {
    if (state !== 'read' || !content) continue;
    if (isEvaluation(content)) found.unshift(fromEvaluation(content, name));
    else if (content.form === 'cross-validation 1') found.push(fromCrossValidation(content, name));
    else {
      if (content.validation?.clinical) found.push(fromBuild(content.validation, name, 'Patients that training never saw', 'unseen patients'));
      if (content.out_of_fold?.clinical) found.push({ ...fromBuild(content.out_of_fold, name, 'Training pictures, each scored by a model that had not seen its patient', 'training pictures'), fitted: true });
    }
  }
  return found;
}

/** What must be said before any figure: reports that are missing or damaged, strata without evidence, conditions without any. */
export function limits(record, found) {
  const said = [];
  for (const { name, state, detail } of record?.reports ?? []) {
    if (state === 'damaged' || state === 'stale') said.push({ id: `${state}-${name}`, title: state === 'damaged' ? `${name} is damaged` : `${name} speaks of another encoder`, body: detail });
  }
  if (!found.length) {
    const absent = (record?.reports ?? []).find(report => report.state === 'absent' && report.name === 'report.json');
    said.push({ id: 'none', title: 'Nothing has been measured', body: `${absent?.detail ?? 'No report could be read.'} Until then no figure stands behind what this encoder says.` });
    return said;
  }
  // By strata the cross-validation knows the most people.
  const widest = found.find(report => report.source === 'evaluation.json') ?? found.find(report => report.source === 'evidence.json') ?? found[0];
  const empty = widest.strata.flatMap(({ column, rows }) => rows.filter(row => row.evidence !== 'measured' && row.name !== 'not measured').map(row => ({ column, ...row })));
  const tones = empty.filter(row => row.column === 'skin_tone' || row.column === 'Fitzpatrick type');
  if (tones.length) said.push({ id: 'tone', title: tones.length === 1 ? 'One skin tone is not proven' : `${tones.length} skin tones are not proven`, body: `${listed(tones.map(row => `${row.column === 'skin_tone' ? '' : 'Fitzpatrick '}${row.name} (${row.n} ${row.n === 1 ? 'picture' : 'pictures'})`))}: too few to claim anything. Read every finding on such skin as unproven.` });
  const weak = found[0].areas.filter(row => row.positives < FEW);
  if (weak.length) said.push({ id: 'few', title: 'Some conditions rest on few pictures', body: `Fewer than ${FEW}: ${listed(weak.map(row => `${row.id.replaceAll('-', ' ')} (${row.positives})`))}. Read the interval, not the point.` });
  return said;
}

const listed = words => words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** Headings, paragraphs, lists and tables of a Markdown card, as data: its text is never used as markup. */
export function blocks(markdown) {
  const out = [];
  const plain = line => line.replace(/\*\*|`/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').trim();
  for (const line of String(markdown ?? '').split('\n')) {
    const last = out.at(-1), head = /^(#{1,4}) +(.*)/.exec(line), item = /^[-*] +(.*)/.exec(line), cells = /^\|(.*)\|\s*$/.exec(line);
    if (!line.trim()) out.push({ kind: 'gap' });
    else if (head) out.push({ kind: 'heading', level: head[1].length, text: plain(head[2]) });
    else if (cells) {
      const row = cells[1].split('|').map(plain);
      if (row.every(cell => /^:?-+:?$/.test(cell))) continue;
      if (last?.kind === 'table') last.rows.push(row); else out.push({ kind: 'table', rows: [row] });
    } else if (item) { if (last?.kind === 'list') last.items.push(plain(item[1])); else out.push({ kind: 'list', items: [plain(item[1])] }); }
    else if (last?.kind === 'list') last.items.push(`${last.items.pop()} ${plain(line)}`);
    else if (last?.kind === 'text') last.text += ` ${plain(line)}`;
    else out.push({ kind: 'text', text: plain(line) });
  }
  return out.filter(block => block.kind !== 'gap');
}
