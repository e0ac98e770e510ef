import { sameRect, type DocRect, type Point } from '../../src/core/geometry';
import type { Snapshot } from '../../src/hosts/host';
import type { RestorerName, RunReport } from '../../src/restore/request';
import { isAsked, rowsIn, type NamedRow, type Settings } from '../settings/settings';
import { FOLDED_GROUPS, SETTINGS } from '../settings/table';
import type { Models } from './models';
import { closePair, type ComparePair } from './pictures';

/** Trying a run on one tile, before all of it. */
export interface TryHere {
  readonly picture: TryPicture;
  /** Where the next tile is tried: a place in `picture.docRect`, document pixels. */
  readonly point: Point;
  /** The last tile that was tried; null: none was. */
  readonly tile: TriedTile | null;
}

/** What would be restored, to choose a point in. */
export interface TryPicture {
  readonly docRect: DocRect;
  /** All of it, and as *after* what is selected of it. */
  readonly pair: ComparePair;
  /** What was in front when it was read. */
  readonly of: TakenOf;
}

/** Tells what a picture was read of. */
export interface TakenOf {
  readonly documentId: string;
  readonly layerId: string;
  readonly selection: DocRect | null;
  readonly revision: string;
}

export interface TriedTile {
  readonly docRect: DocRect;
  readonly pair: ComparePair;
  readonly asked: Asked;
  /** Of SUPIR's noise, with which the next run begins; null: the embedded network knows no chance. */
  readonly seed: number | null;
  readonly report: RunReport;
  readonly totalMs: number;
  /** What the run takes over under equal settings: the tile itself, or what comes before the steps. */
  readonly used: 'tile' | 'start';
}

/** Everything that a tile was made of but the document. */
export interface Asked {
  readonly kind: RestorerName;
  readonly settings: Settings;
  readonly models: Pick<Models, 'supir' | 'sdxl' | 'lora' | 'config'>;
  readonly revision: string;
}

export function takenOf({ document, layer, selection, revision }: Snapshot): TakenOf | null {
  if (document === null || layer === null) return null;
  return { documentId: document.id, layerId: layer.id, selection, revision };
}

/** Settings of the mask and of how many results are made change nothing inside a tile. */
const ELSEWHERE: ReadonlySet<string> = new Set(['maskGrow', 'maskFeather', 'variants', 'seed']);

/** Settings that a tile of a restorer depends on; the noise is asked for by its seed. */
function askedRows(kind: RestorerName): readonly NamedRow[] {
  const rows: readonly NamedRow[] = [
    ...rowsIn(['main', 'supir', ...FOLDED_GROUPS]),
    ['device', SETTINGS.device],
  ];
  return rows.filter(
    ([name, { restorer = kind }]) =>
      restorer === kind && name !== 'restorer' && !ELSEWHERE.has(name),
  );
}

/**
 * Why a tile should be tried, or tried again. `selection`: something else would be restored now;
 * `settings`, `document`: it would be restored otherwise, or looks otherwise; null: the tile that is
 * shown is what the run would make there.
 */
export type TryReason = 'first' | 'selection' | 'settings' | 'document' | null;

export function tryReason(
  { picture, tile }: TryHere,
  now: Omit<Asked, 'revision'> & { readonly snapshot: Snapshot | null },
): TryReason {
  const { snapshot } = now;
  const current = snapshot && takenOf(snapshot);
  if (current === null || !isOfSame(picture.of, current)) return 'selection';
  if (tile === null) return 'first';
  if (!isAskedAlike(tile, now)) return 'settings';
  return tile.asked.revision === current.revision ? null : 'document';
}

function isOfSame(a: TakenOf, b: TakenOf): boolean {
  const sameSelection =
    a.selection === null || b.selection === null
      ? a.selection === b.selection
      : sameRect(a.selection, b.selection);
  return a.documentId === b.documentId && a.layerId === b.layerId && sameSelection;
}

function isAskedAlike({ asked, seed }: TriedTile, now: Omit<Asked, 'revision'>): boolean {
  if (asked.kind !== now.kind) return false;
  const same = askedRows(now.kind).every(
    ([name, row]) => asked.settings[name] === now.settings[name] || !isAsked(now.settings, row),
  );
  if (now.kind === 'fast') return same;
  const { supir, sdxl, lora, config } = now.models;
  return (
    same &&
    // Chosen by chance, it is the tile's own.
    (now.settings.seed ?? seed) === seed &&
    asked.models.supir === supir &&
    asked.models.sdxl === sdxl &&
    asked.models.lora === lora &&
    asked.models.config === config
  );
}

/** Frees what a try shows. */
export function closeTry(tried: TryHere | null): void {
  if (tried === null) return;
  closePair(tried.picture.pair);
  closePair(tried.tile?.pair ?? null);
}
