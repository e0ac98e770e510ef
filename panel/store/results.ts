import type { PackedError } from '../../src/core/errors';
import type { LayerRef } from '../../src/core/document';
import {
  intersect,
  isEmpty,
  sameRect,
  sameSize,
  scaleRect,
  type DocRect,
  type Size,
} from '../../src/core/geometry';
import type { HostKind, Snapshot } from '../../src/hosts/host';
import type { RestorerName } from '../../src/restore/request';
import { HERE_ALONE, isAsked, rowsIn, type SettingName, type Settings } from '../settings/settings';
import { SETTINGS, type SettingRow } from '../settings/table';
import type { DocumentNames } from './document-names';
import { belongsTo, type KeptSummary } from './kept';
import type { ComparePair } from './pictures';
import { seedOf } from './report-facts';

/** Two pictures that are compared. */
export interface Comparison {
  /** The result on the right. */
  readonly id: string;
  /** The result on the left; null: the original. */
  readonly against: string | null;
  /** null while it is being made. */
  readonly pair: ComparePair | null;
}

/** A search for results in a document that may have had their document's name. */
export interface ResultSearch {
  /** That was in front. */
  readonly documentId: string;
  /** Results that were found to be its own; null: it still goes on. */
  readonly found: number | null;
}

/** What the person looks at of the results that are kept. */
export interface ResultsState {
  /** Id of the chosen result; null: none was chosen. */
  readonly chosen: string | null;
  readonly comparison: Comparison | null;
  /**
   * The layers that results became in this visit, the newest last. They are not kept: an editor that
   * is started again may give their ids to others.
   */
  readonly layers: ReadonlyMap<string, LayerRef>;
  /** Id of the chosen result of other documents; null: none was chosen. */
  readonly chosenOther: string | null;
  /** The last search for results of other names; null: there was none. */
  readonly search: ResultSearch | null;
  /** Why the last comparison could not be shown; null: nothing went wrong. */
  readonly failure: PackedError | null;
}

export const NO_RESULTS: ResultsState = {
  chosen: null,
  chosenOther: null,
  search: null,
  comparison: null,
  layers: new Map(),
  failure: null,
};

export interface ResultsPart {
  readonly kept: readonly KeptSummary[];
  readonly results: ResultsState;
  readonly snapshot: Snapshot | null;
  readonly documentNames: DocumentNames;
  readonly host: { readonly kind: HostKind };
}

/** Results of the document in front, newest first. */
export function documentResults({
  kept,
  snapshot,
  documentNames,
  host,
}: ResultsPart): readonly KeptSummary[] {
  if (snapshot === null) return [];
  return kept.filter((one) => belongsTo(one, snapshot, documentNames, host.kind));
}

/** The chosen result of the document in front: the newest, where none was chosen. */
export function chosenResult(state: ResultsPart): KeptSummary | null {
  const all = documentResults(state);
  return all.find(({ id }) => id === state.results.chosen) ?? all[0] ?? null;
}

/**
 * What a result covers as it was made, in pixels of a document that is `size` now: that may have been enlarged since
 * it was made, for it or for another. null: nobody knows.
 */
function regionIn({ region, canvas }: KeptSummary, size: Size): DocRect | null {
  return region && scaleRect(region, size.width / canvas.width);
}

/** All that was restored of a result, as `regionIn`. */
export function restoredIn(one: KeptSummary, size: Size): DocRect | null {
  return regionIn({ ...one, region: one.restored ?? one.region }, size);
}

/** What both of two results cover, as `regionIn`; null: nothing, or nobody knows. */
export function commonRegion(one: KeptSummary, other: KeptSummary, size: Size): DocRect | null {
  const [region, its] = [regionIn(one, size), regionIn(other, size)];
  const common = region && its && intersect(region, its);
  return common === null || isEmpty(common) ? null : common;
}

/** Other results that cover a part of the document which this one covers too. */
export function comparable(state: ResultsPart, one: KeptSummary): readonly KeptSummary[] {
  const size = state.snapshot?.document?.size;
  if (size === undefined) return [];
  return documentResults(state).filter(
    (other) => other.id !== one.id && commonRegion(one, other, size) !== null,
  );
}

/** A result that is a layer of the document in front, in whose place another can go. */
export interface Replaceable {
  readonly one: KeptSummary;
  readonly layer: LayerRef;
}

/**
 * The result that was inserted last of those that cover exactly the same as this one; null where
 * there is none, or this one is a layer itself.
 */
export function replaceable(state: ResultsPart, chosen: KeptSummary): Replaceable | null {
  const { layers } = state.results;
  if (layers.has(chosen.id)) return null;
  const all = documentResults(state);
  const found = [...layers].reverse().flatMap(([id, layer]): readonly Replaceable[] => {
    const one = all.find((each) => each.id === id);
    const isInFront = layer.documentId === state.snapshot?.document?.id;
    return one !== undefined && isInFront && coverTheSame(one, chosen) ? [{ one, layer }] : [];
  });
  return found[0] ?? null;
}

function coverTheSame(one: KeptSummary, other: KeptSummary): boolean {
  const { mode, scale, region, canvas } = one;
  if (region === null || other.region === null || !sameSize(canvas, other.canvas)) return false;
  const sameScale = mode !== 'enlarge' || scale === other.scale;
  return mode === other.mode && sameScale && sameRect(region, other.region);
}

/** Results that are looked at: the last one that was inserted, the chosen one, and those compared. */
export function shownResults({
  outcome,
  results: { chosen, comparison },
}: {
  readonly outcome: { readonly id: string } | null;
  readonly results: ResultsState;
}): readonly string[] {
  const ids = [outcome?.id, chosen, comparison?.id, comparison?.against];
  return [...new Set(ids.filter((id) => id != null))];
}

/** Groups whose settings make a result; most of the others are about this machine. */
const MAKING = ['main', 'supir', 'sampling', 'guidance', 'prompts', 'picture'] as const;

/**
 * Settings of other groups that change the pixels as well, and the preset that its prompts came from.
 * The way that prompts go into the network and the memory of the card stay as they are here.
 */
const MAKING_TOO = [
  'weights',
  'vaeTiles',
  'vaeEncoderTile',
  'vaeDecoderTile',
  'samplerTiles',
  'samplerTile',
  'samplerStride',
  'promptPreset',
] as const satisfies readonly SettingName[];

/** Whether a setting has a say in what a restorer makes. */
function isFor(restorer: RestorerName, name: SettingName): boolean {
  const row: SettingRow = SETTINGS[name];
  if (row.restorer === undefined || row.restorer === restorer) return true;
  return restorer === 'remote' && row.restorer === 'supir' && !HERE_ALONE.includes(name);
}

/**
 * Changes with which the next run makes this result again: its settings and its own seed, once;
 * null where they are not known. What only other restorers ask for, such as the prompt of SUPIR for a
 * result of the embedded network, stays as it is.
 */
export function settingsToUse({ settings, report }: KeptSummary): Partial<Settings> | null {
  if (settings === null) return null;
  const { restorer } = report;
  const names = [...rowsIn(MAKING).map(([name]) => name), ...MAKING_TOO];
  const own = names
    .filter((name) => isFor(restorer, name))
    .map((name) => [name, settings[name]] as const);
  const seed = seedOf(report);
  return {
    ...(Object.fromEntries(own) as Partial<Settings>),
    ...(seed !== null && { seed, variants: 1 }),
    restorer,
  };
}

/**
 * Settings by which the next run would make something else than this result; null: nobody knows. What
 * was left to chance, or to the panel, is the same where it still is, or has become what it was.
 */
export function otherSettings(one: KeptSummary, now: Settings): readonly SettingName[] | null {
  const toUse = settingsToUse(one);
  const { settings: made } = one;
  if (toUse === null || made === null) return null;
  const used = { ...now, ...toUse };
  return (Object.keys(toUse) as SettingName[]).filter(
    (name) =>
      name !== 'variants' &&
      now[name] !== used[name] &&
      now[name] !== made[name] &&
      isAsked(used, SETTINGS[name]),
  );
}
