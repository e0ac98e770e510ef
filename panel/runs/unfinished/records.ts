import type { StepsDone } from '../../../src/restore/steps-done';
import type { BegunRun, UnfinishedRun } from '../../store/unfinished';

/** A run as it comes out of storage: anybody may have written it. */
export interface StoredRun {
  readonly facts: unknown;
  readonly begun: unknown;
  readonly stepsDone: unknown;
}

/** Where unfinished runs are written. */
export interface RunRecords {
  /** Ids of all runs, with their facts. */
  facts(): Promise<ReadonlyMap<string, unknown>>;
  /**
   * Writes all or nothing. `begun` null: stays as it is.
   * @returns false, nothing being written, where it stays but is not there
   */
  put(run: UnfinishedRun, stepsDone: StepsDone, begun: BegunRun | null): Promise<boolean>;
  get(id: string): Promise<StoredRun>;
  remove(id: string): Promise<void>;
}

/** Records for as long as the thread lives. */
export function createMemoryRecords(): RunRecords {
  const runs = new Map<string, StoredRun>();
  return {
    facts: () => Promise.resolve(new Map([...runs].map(([id, { facts }]) => [id, facts]))),
    put(facts, stepsDone, given) {
      const begun = given ?? runs.get(facts.id)?.begun;
      if (begun === undefined) return Promise.resolve(false);
      runs.set(facts.id, { facts, stepsDone, begun });
      return Promise.resolve(true);
    },
    get: (id) => Promise.resolve(runs.get(id) ?? NOTHING),
    remove(id) {
      runs.delete(id);
      return Promise.resolve();
    },
  };
}

const NOTHING: StoredRun = { facts: undefined, begun: undefined, stepsDone: undefined };
