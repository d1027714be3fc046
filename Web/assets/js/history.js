// Five minutes of scores of one stream, one bucket a second. Scores are kept, frames are not. Pure.
export const SPAN_MS = 300_000;
export const STEP_MS = 1000;

/** A stretch without any result longer than this is a gap. */
const SILENT_MS = 3000;

export class History {
  #buckets = new Map();   // second → { scores: Map(condition → greatest score) | null, reason }

  /** Adds one assessment. at: its capture time in milliseconds; scores: [[condition, score]]; reason: why not scored. */
  add(at, scores, reason = null) {
    const key = Math.floor(at / STEP_MS), bucket = this.#buckets.get(key) ?? { scores: null, reason: null };
    if (reason) bucket.reason = reason;
    else {
      bucket.scores ??= new Map();
      for (const [id, value] of scores) bucket.scores.set(id, Math.max(bucket.scores.get(id) ?? 0, value));
    }
    this.#buckets.set(key, bucket);
    for (const old of this.#buckets.keys()) { if (old >= key - (SPAN_MS + 5000) / STEP_MS) break; this.#buckets.delete(old); }
  }

  get isEmpty() { return this.#buckets.size === 0; }
  get first() { return this.isEmpty ? null : Math.min(...this.#buckets.keys()) * STEP_MS; }

  /** The greatest score of a condition in the second around a moment, or null. */
  at(id, moment) { return this.#buckets.get(Math.floor(moment / STEP_MS))?.scores?.get(id) ?? null; }

  /** All scores in that second: Map, or null where nothing was scored. */
  all(moment) { return this.#buckets.get(Math.floor(moment / STEP_MS))?.scores ?? null; }

  /** Runs of [[time, score]…] of one condition, broken where nothing was scored. */
  runs(id, from, to) {
    const runs = [[]];
    let last = null;
    for (const [key, bucket] of this.#sorted(from, to)) {
      const value = bucket.scores?.get(id), time = key * STEP_MS;
      if (value == null || (last != null && time - last > SILENT_MS)) runs.push([]);
      if (value != null) { runs.at(-1).push([time, value]); last = time; }
    }
    return runs.filter(run => run.length);
  }

  /** Stretches without scores: [{ from, to, reason }], reason null where no frame came at all. */
  gaps(from, to) {
    const gaps = [];
    let last = null;
    for (const [key, bucket] of this.#sorted(from, to)) {
      const time = key * STEP_MS;
      if (last != null && time - last > SILENT_MS) gaps.push({ from: last + STEP_MS, to: time, reason: null });
      if (!bucket.scores) {
        const open = gaps.at(-1);
        if (open && open.reason === bucket.reason && open.to === time) open.to = time + STEP_MS;
        else gaps.push({ from: time, to: time + STEP_MS, reason: bucket.reason });
      }
      last = time;
    }
    if (last != null && to - last > SILENT_MS + STEP_MS) gaps.push({ from: last + STEP_MS, to, reason: null });
    return gaps.filter(gap => gap.to - gap.from >= 2 * STEP_MS);
  }

  /** The greatest score of each condition in the stretch: Map. */
  greatest(from, to) {
    const found = new Map();
    for (const [, bucket] of this.#sorted(from, to)) for (const [id, value] of bucket.scores ?? []) found.set(id, Math.max(found.get(id) ?? 0, value));
    return found;
  }

  /** How often the score rose to `enter` after having been below `exit`. */
  crossings(id, enter, exit, from, to) {
    let on = false, count = 0;
    for (const run of this.runs(id, from, to)) for (const [, value] of run) {
      if (!on && value >= enter) { on = true; count++; } else if (on && value < exit) on = false;
    }
    return count;
  }

  toJSON() { return [...this.#buckets].map(([key, { scores, reason }]) => [key, scores && [...scores].map(([id, v]) => [id, +v.toFixed(3)]), reason]); }

  static from(saved) {
    const history = new History();
    for (const [key, scores, reason] of saved ?? []) history.#buckets.set(key, { scores: scores && new Map(scores), reason });
    return history;
  }

  *#sorted(from, to) {
    for (const entry of this.#buckets) if (entry[0] >= Math.floor(from / STEP_MS) && entry[0] <= to / STEP_MS) yield entry;
  }
}
