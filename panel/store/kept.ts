import type { HostKind, OtherDocument, Snapshot } from '../../src/hosts/host';
import { sameSize, scaleSize, type DocRect, type Size } from '../../src/core/geometry';
import type { Image } from '../../src/core/image';
import type { ImageColors, LayerResult, OutputMode, Scale } from '../../src/core/document';
import type { Adjustment } from '../../src/restore/adjust/adjustment';
import type { AnyReport } from '../../src/restore/remote/remote-report';
import type { Settings } from '../settings/settings';
import type { DocumentNames } from './document-names';
import { keptName } from './kept-name';

/**
 * What became of a result. `waiting`: its insert has begun and was never confirmed. `inserted`: the
 * editor has it, or had it. `aside`: it was made to be chosen from, and nobody has yet.
 */
export const PLACES = ['waiting', 'inserted', 'aside'] as const;
export type Placed = (typeof PLACES)[number];

/**
 * What the picture under a result is recognised by: the layer's own pixels on a small part of it.
 * Only there where they are rich enough to be no other picture's by chance.
 */
export interface SourceMark {
  /** The layer that was read, as the editor named it then. */
  readonly layerId: string;
  readonly rect: DocRect;
  /** As `pixelDigest` makes it. */
  readonly digest: string;
}

/** Facts about a finished result that can be read without its pixels. */
export interface KeptSummary {
  readonly id: string;
  /** Milliseconds since 1970, as `usedAtMs`. */
  readonly keptAtMs: number;
  /** When it was last inserted, compared or saved. */
  readonly usedAtMs: number;
  readonly placed: Placed;
  readonly host: HostKind;
  readonly documentId: string;
  readonly documentName: string;
  /** Names that this document has had since, the newest last; at most `MAX_LATER_NAMES`. */
  readonly laterNames: readonly string[];
  /** null: the picture has nothing to be recognised by, or an older panel kept the result. */
  readonly mark: SourceMark | null;
  /** The canvas as it was when the pixels were read. */
  readonly canvas: Size;
  readonly sourceLayerName: string;
  readonly layerName: string;
  readonly mode: OutputMode;
  readonly scale: Scale;
  /** Size of the restored picture. */
  readonly size: Size;
  /**
   * The part of the document that its mask shows as it was made, in the document's pixels before; null:
   * an older panel kept it, without its source.
   */
  readonly region: DocRect | null;
  /**
   * All of the document that was restored, in its pixels before: `region`, and around it as much as the
   * mask may grow. Left out: an older panel kept it, with nothing around its region.
   */
  readonly restored?: DocRect;
  /** True where it is clipped to its source, which gives it its alpha: the editor gets the pixels without. */
  readonly opaque?: boolean;
  readonly report: AnyReport;
  /** Time from the click, or from the result before it, to this result; null: an older panel kept it. */
  readonly totalMs: number | null;
  /** The panel's settings that it was made with; null: an older panel kept it. */
  readonly settings: Settings | null;
  /** How the person has changed it since; `take` gives it so. */
  readonly adjustment: Adjustment;
  /** A small picture of it, as a `data:` address of a PNG; null: there is none. */
  readonly thumbnail: string | null;
  /** What it takes of the storage, bytes; pictures that it shares with others are counted for each. */
  readonly bytes: number;
  /** False where the browser has refused to store it: it goes with the page. */
  readonly lasting?: false;
}

/** A finished result. */
export interface KeptResult {
  readonly summary: KeptSummary;
  readonly result: LayerResult;
  /** The source's pixels where the result was restored; null: an older panel kept it. */
  readonly before: Image | null;
  /** What the values of both mean; null as well where an older panel kept it. */
  readonly colors: ImageColors;
}

/**
 * Keeps finished results, from before their insert until nobody has wanted them for long: neither a
 * closed panel nor a closed document loses them.
 */
export interface Shelf {
  /**
   * Takes `kept` (its buffers may be detached) and gives it back, with a thumbnail, once it is
   * stored. `lasting` is false where the browser refuses storage; it then lives as long as the page.
   */
  keep(kept: KeptResult): Promise<{ readonly kept: KeptResult; readonly lasting: boolean }>;
  /** Newest first. */
  list(): Promise<readonly KeptSummary[]>;
  /**
   * Reads a result as it is adjusted, which counts as a use; null where there is none.
   * @throws FileError `kept-result-damaged`
   */
  take(id: string, signal?: AbortSignal): Promise<KeptResult | null>;
  /** Notes how a result is changed from now on. `thumbnail`: of it so; left out: it stays. */
  adjust(id: string, adjustment: Adjustment, thumbnail?: string): Promise<void>;
  /** Notes one more name of the document that a result belongs to. */
  rename(id: string, laterName: string): Promise<void>;
  /** Notes what became of a result. */
  place(id: string, placed: Placed): Promise<void>;
  discard(id: string): Promise<void>;
  /** Results that this page shows: until it names others, they don't make room for new ones. */
  hold(ids: readonly string[]): Promise<void>;
  /** Packs what was stored in a hurry, and removes what lies beyond the budget. */
  tidy(): Promise<void>;
}

/** Results whose insert was never confirmed, newest first. */
export function waiting(kept: readonly KeptSummary[]): readonly KeptSummary[] {
  return kept.filter(({ placed }) => placed === 'waiting');
}

/** Most names of a document that are noted with a result, beside the one that it was made under. */
export const MAX_LATER_NAMES = 16;

/** Every name that a result's document is known to have had. */
export function namesOf({
  documentName,
  laterNames,
}: Pick<KeptSummary, 'documentName' | 'laterNames'>): readonly string[] {
  return [documentName, ...laterNames];
}

/**
 * Whether a result belongs to the document in front: of a name that its document has had, with the
 * canvas that it was made on or the one that it makes. Editors give a document another id each time it is opened, and
 * give ids of closed ones to others: the id decides only between open documents that are alike
 * otherwise, and of one that was open under that name in this visit (`names`). Of two alike that
 * were opened again, either may be the one.
 */
export function belongsTo(
  summary: KeptSummary,
  { document, others }: Pick<Snapshot, 'document' | 'others'>,
  names: DocumentNames,
  host: HostKind,
): boolean {
  if (document === null || summary.host !== host || !isLike(summary, document, names)) return false;
  if (document.id === summary.documentId) return true;
  return !others.some((other) => other.id === summary.documentId && isLike(summary, other, names));
}

/** Whether an open document may be the one of a result, as far as names and canvas tell. */
export function isLike(
  summary: KeptSummary,
  { id, name, size }: OtherDocument,
  names: DocumentNames,
): boolean {
  const own = namesOf(summary);
  const wasNamedSo =
    id === summary.documentId && names.get(id)?.some((one) => own.includes(one)) === true;
  if (!own.includes(keptName(name)) && !wasNamedSo) return false;
  return sameSize(size, summary.canvas) || isEnlarged(summary, size);
}

/** Whether a canvas has been enlarged as a result of this kind enlarges it. */
export function isEnlarged(
  { canvas, mode, scale }: Pick<KeptSummary, 'canvas' | 'mode' | 'scale'>,
  size: Size,
): boolean {
  return mode === 'enlarge' && sameSize(size, scaleSize(canvas, scale));
}
