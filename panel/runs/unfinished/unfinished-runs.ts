import type { UnfinishedRun, UnfinishedRuns } from '../../store/unfinished';
import type { Claims } from './claims';
import { runElsewhere, runLost } from './errors';
import { fileMarks } from './file-marks';
import type { RunRecords } from './records';
import { parseFacts } from './stored-facts';
import { isTooLarge, parseRun } from './stored-run';

/** Most runs that are kept, beside those that go on: what nobody goes on with must not fill the disk. */
const MAX_RUNS = 2;

/** Unfinished runs in `records`; `claims` keeps two pages from going on with one. */
export function createUnfinishedRuns(records: RunRecords, claims: Claims): UnfinishedRuns {
  /** Readable runs that nobody is running, newest first. What cannot be read goes. */
  async function waiting(): Promise<readonly UnfinishedRun[]> {
    const claimed = await claims.claimed();
    const free = [...(await records.facts())].filter(([id]) => !claimed.has(id));
    const runs: UnfinishedRun[] = [];
    for (const [id, facts] of free) {
      const run = parseFacts(facts, id);
      if (run === null) await removeIfFree(id);
      else runs.push(run);
    }
    return runs.sort((a, b) => b.savedAtMs - a.savedAtMs);
  }

  /** Another page may have begun it, or taken it, a moment ago. */
  async function removeIfFree(id: string): Promise<void> {
    if (!(await claims.claim(id))) return;
    try {
      await records.remove(id);
    } finally {
      claims.free(id);
    }
  }

  return {
    marks: fileMarks,
    async save(run, stepsDone, begun) {
      if (begun !== null && isTooLarge(begun)) throw new RangeError('too large to be kept');
      if (!(await claims.claim(run.id))) throw runElsewhere();
      const isStored = await records.put(run, stepsDone, begun);
      if (begun !== null) {
        for (const { id } of (await waiting()).slice(MAX_RUNS - 1)) await removeIfFree(id);
      }
      return isStored;
    },
    list: waiting,
    async take(id) {
      if (!(await claims.claim(id))) throw runElsewhere();
      try {
        const taken = parseRun(await records.get(id), id);
        if (taken !== null) return taken;
        await records.remove(id);
      } catch (error) {
        claims.free(id);
        throw error;
      }
      claims.free(id);
      throw runLost();
    },
    release(id) {
      claims.free(id);
      return Promise.resolve();
    },
    async discard(id) {
      if (!(await claims.claim(id))) throw runElsewhere();
      await removeIfFree(id);
    },
  };
}
