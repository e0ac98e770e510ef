import type { PackedError } from '../../src/core/errors';
import { sameRect } from '../../src/core/geometry';
import type { HostKind, Snapshot } from '../../src/hosts/host';
import { rowsIn, type SettingName, type Settings } from '../settings/settings';
import { belongsTo, type KeptSummary } from './kept';
import type { ComparePair } from './pictures';

/** Two pictures that are compared. */
export interface Comparison {
  /** The result on the right. */
  readonly id: string;
  /** The result on the left; null: the original. */
  readonly against: string | null;
  /** null while it is being made. */
  readonly pair: ComparePair | null;
}

/** What the person looks at of the results that are kept. */
export interface ResultsState {
  /** Id of the chosen result; null: none was chosen. */
  readonly chosen: string | null;
  readonly comparison: Comparison | null;
  /** Why the last comparison could not be shown; null: nothing went wrong. */
  readonly failure: PackedError | null;
}

export const NO_RESULTS: ResultsState = { chosen: null, comparison: null, failure: null };

interface ResultsPart {
  readonly kept: readonly KeptSummary[];
  readonly results: ResultsState;
  readonly snapshot: Snapshot | null;
  readonly host: { readonly kind: HostKind };
}

/** Results of the document in front, newest first. */
export function documentResults({ kept, snapshot, host }: ResultsPart): readonly KeptSummary[] {
  const document = snapshot?.document ?? null;
  return document === null ? [] : kept.filter((one) => belongsTo(one, document, host.kind));
}

/** The chosen result of the document in front: the newest, where none was chosen. */
export function chosenResult(state: ResultsPart): KeptSummary | null {
  const all = documentResults(state);
  return all.find(({ id }) => id === state.results.chosen) ?? all[0] ?? null;
}

/** Other results of the same part of the document, which can be laid over this one. */
export function comparable(state: ResultsPart, one: KeptSummary): readonly KeptSummary[] {
  return documentResults(state).filter(
    ({ id, region }) =>
      id !== one.id && region !== null && one.region !== null && sameRect(region, one.region),
  );
}

/** Groups whose settings make a result; the others are about this machine. */
const MAKING = ['main', 'supir', 'sampling', 'guidance', 'prompts', 'picture'] as const;

/**
 * Changes with which the next run makes this result again: its settings and its own seed, once;
 * null where they are not known.
 */
export function settingsToUse({ settings, report }: KeptSummary): Partial<Settings> | null {
  if (settings === null) return null;
  const names = new Set<SettingName>(rowsIn(MAKING).map(([name]) => name));
  const own = Object.fromEntries(
    Object.entries(settings).filter(([name]) => names.has(name as SettingName)),
  ) as Partial<Settings>;
  const seed = report.supir === null ? {} : { seed: report.supir.seed };
  return { ...own, ...seed, restorer: report.restorer, variants: 1 };
}
