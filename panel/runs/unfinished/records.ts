import type { StepsDone } from '../../../src/restore/steps-done';
import type { BegunRun, UnfinishedRun, UnfinishedRuns } from '../../store/unfinished';

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
   * Writes all or nothing. `stepsDone` null: it has none yet; `begun` null: stays as it is.
   * @returns how long it lasts, as `UnfinishedRuns.save`; `gone`, nothing being written, where it
   *   stays but is not there
   */
  put(
    run: UnfinishedRun,
    stepsDone: StepsDone | null,
    begun: BegunRun | null,
  ): ReturnType<UnfinishedRuns['save']>;
  /** Puts a run that has no steps in the place of another one: both or neither. */
  replace(id: string, run: UnfinishedRun, begun: BegunRun): Promise<void>;
  get(id: string): Promise<StoredRun>;
  /** Whether what is under this id outlives the page. */
  isLasting(id: string): boolean;
  remove(id: string): Promise<void>;
}

/** Records for as long as the thread lives. */
export function createMemoryRecords(): RunRecords {
  const runs = new Map<string, StoredRun>();
  return {
    facts: () => Promise.resolve(new Map([...runs].map(([id, { facts }]) => [id, facts]))),
    put(facts, stepsDone, given) {
      const begun = given ?? runs.get(facts.id)?.begun;
      if (begun === undefined) return Promise.resolve('gone');
      runs.set(facts.id, { facts, stepsDone, begun });
      return Promise.resolve('passing');
    },
    replace(id, facts, begun) {
      runs.delete(id);
      runs.set(facts.id, { facts, stepsDone: null, begun });
      return Promise.resolve();
    },
    get: (id) => Promise.resolve(runs.get(id) ?? NOTHING),
    isLasting: (id) => !runs.has(id),
    remove(id) {
      runs.delete(id);
      return Promise.resolve();
    },
  };
}

const NOTHING: StoredRun = { facts: undefined, begun: undefined, stepsDone: undefined };
