import type { UnfinishedRun, UnfinishedRuns } from '../../store/unfinished';
import type { Claims } from '../../store/claims';
import { runElsewhere, runLost } from './errors';
import { fileMarks } from './file-marks';
import { nextVariant } from './next-variant';
import type { RunRecords } from './records';
import { parseFacts } from './stored-facts';
import { isTooLarge, parseRun } from './stored-run';

/**
 * Most runs with steps that are kept, with the one that goes on: what nobody goes on with must not
 * fill the disk. Without steps it is one, which takes the place of none that has some.
 */
const MAX_RUNS = 2;

/** Unfinished runs in `records`; `claims` keeps two pages from going on with one. */
export function createUnfinishedRuns(records: RunRecords, claims: Claims): UnfinishedRuns {
  /** Readable runs that nobody is running, newest first. What cannot be read goes. */
  async function unclaimed(): Promise<readonly UnfinishedRun[]> {
    // A run is claimed before it is written: asked in this order, none that goes on seems unclaimed.
    const stored = await records.facts();
    const claimed = await claims.claimed();
    const runs: UnfinishedRun[] = [];
    for (const [id, facts] of stored) {
      if (claimed.has(id)) continue;
      const run = parseFacts(facts, id);
      if (run === null) await removeIfFree(id);
      else runs.push(records.isLasting(id) ? run : { ...run, lasting: false });
    }
    return runs.sort((a, b) => b.savedAtMs - a.savedAtMs);
  }

  /** Another page, or this one, may have begun it or taken it a moment ago. */
  async function removeIfFree(id: string): Promise<void> {
    if (!claims.isOwn(id) && (await claims.claim(id))) await removeClaimed(id);
  }

  async function removeClaimed(id: string): Promise<void> {
    try {
      await records.remove(id);
    } finally {
      await claims.free(id);
    }
  }

  return {
    marks: (files) => fileMarks(files),
    async save(run, stepsDone, begun) {
      if (begun !== null && isTooLarge(begun)) throw new RangeError('too large to be kept');
      if (!(await claims.claim(run.id))) throw runElsewhere();
      const stored = await records.put(run, stepsDone, begun);
      for (const { id } of tooMany(await unclaimed(), run)) await removeIfFree(id);
      return stored;
    },
    async goToNext(id, nextId) {
      if (!(await claims.claim(id))) throw runElsewhere();
      try {
        const taken = parseRun(await records.get(id), id);
        const next = taken && nextVariant(taken, nextId);
        if (next === null) await records.remove(id);
        else if (await claims.claim(nextId)) await records.replace(id, next.run, next.begun);
      } finally {
        await claims.free(id);
      }
    },
    list: () => unclaimed(),
    async take(id) {
      if (!(await claims.claim(id))) throw runElsewhere();
      let taken = null;
      try {
        taken = parseRun(await records.get(id), id);
        if (taken !== null) return taken;
        await records.remove(id);
      } finally {
        if (taken === null) await claims.free(id);
      }
      throw runLost();
    },
    release: (id) => claims.free(id),
    async discard(id) {
      if (!(await claims.claim(id))) throw runElsewhere();
      await removeClaimed(id);
    },
  };
}

/** Of the others, those that go once `run` is stored. */
function tooMany(others: readonly UnfinishedRun[], run: UnfinishedRun): readonly UnfinishedRun[] {
  const hasSteps = run.done > 0;
  const alike = others.filter(({ done }) => done > 0 === hasSteps);
  return alike.slice(hasSteps ? MAX_RUNS - 1 : 0);
}
