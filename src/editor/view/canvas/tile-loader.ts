import { isAbort } from '../../../core/abort';
import type { DocRect, Size } from '../../../core/geometry';
import type { RenderedPixels } from '../../editor';
import { tileKey, type ViewTile } from './view-tiles';

export type RenderTile = (
  docRect: DocRect,
  size: Size,
  signal: AbortSignal,
) => Promise<RenderedPixels>;

/** Document on show: tiles of another one, or of one resized since, are of no use. */
export interface TileEpoch {
  readonly documentId: string;
  readonly size: Size;
  readonly pixelsRevision: number;
}

interface LoadedTile {
  readonly tile: ViewTile;
  readonly bitmap: ImageBitmap;
  readonly pixelsRevision: number;
}

/** Most tiles that are kept, about 1 MiB each. */
const MAX_LOADED = 160;
const PARALLEL = 2;

/**
 * Keeps pictures of tiles and asks for missing ones, a few at a time. Only the tiles wanted last
 * are loaded: requests for others are aborted. An outdated picture stays until its successor is
 * there, so that nothing flickers.
 */
export class TileLoader {
  private readonly loaded = new Map<string, LoadedTile>();
  private readonly running = new Map<string, { controller: AbortController; revision: number }>();
  private wanted: readonly ViewTile[] = [];
  private epoch: TileEpoch | null = null;

  constructor(
    private readonly render: RenderTile,
    /** Called when a picture arrived or a request failed (`error`); aborts are not reported. */
    private readonly onProgress: (error?: unknown) => void,
  ) {}

  want(epoch: TileEpoch, tiles: readonly ViewTile[]): void {
    if (!this.sameCanvas(epoch)) this.clear();
    this.epoch = epoch;
    this.wanted = tiles;
    const keys = new Set(tiles.map(tileKey));
    for (const [key, { controller, revision }] of this.running) {
      if (keys.has(key) && revision === epoch.pixelsRevision) continue;
      this.running.delete(key);
      controller.abort();
    }
    this.pump();
  }

  /** The newest picture of a tile, outdated or not. */
  get(tile: ViewTile): ImageBitmap | null {
    const key = tileKey(tile);
    const entry = this.loaded.get(key);
    if (entry === undefined) return null;
    this.loaded.delete(key);
    this.loaded.set(key, entry);
    return entry.bitmap;
  }

  /** All loaded pictures, of any level. */
  all(): Iterable<{ readonly tile: ViewTile; readonly bitmap: ImageBitmap }> {
    return this.loaded.values();
  }

  /** True when every wanted tile shows the newest pixels. */
  get complete(): boolean {
    return this.epoch !== null && this.wanted.every((tile) => this.isCurrent(tileKey(tile)));
  }

  clear(): void {
    for (const { controller } of this.running.values()) controller.abort();
    for (const { bitmap } of this.loaded.values()) bitmap.close();
    this.running.clear();
    this.loaded.clear();
    this.wanted = [];
    this.epoch = null;
  }

  private sameCanvas(epoch: TileEpoch): boolean {
    return (
      this.epoch !== null &&
      this.epoch.documentId === epoch.documentId &&
      this.epoch.size.width === epoch.size.width &&
      this.epoch.size.height === epoch.size.height
    );
  }

  private isCurrent(key: string): boolean {
    return this.loaded.get(key)?.pixelsRevision === this.epoch?.pixelsRevision;
  }

  private pump(): void {
    for (const tile of this.wanted) {
      if (this.running.size >= PARALLEL) return;
      const key = tileKey(tile);
      if (!this.running.has(key) && !this.isCurrent(key)) void this.load(key, tile);
    }
  }

  private async load(key: string, tile: ViewTile): Promise<void> {
    const controller = new AbortController();
    const job = { controller, revision: this.epoch?.pixelsRevision ?? -1 };
    this.running.set(key, job);
    try {
      const pixels = await this.render(tile.docRect, tile.size, controller.signal);
      const picture = new ImageData(pixels.data, pixels.width, pixels.height);
      const bitmap = await createImageBitmap(picture);
      if (this.running.get(key) !== job) {
        bitmap.close();
        return;
      }
      this.running.delete(key);
      this.store(key, { tile, bitmap, pixelsRevision: pixels.pixelsRevision });
      this.onProgress();
      this.pump();
    } catch (error) {
      if (this.running.get(key) !== job) return;
      this.running.delete(key);
      // Left out until the view or the document changes: asking again would fail again.
      this.wanted = this.wanted.filter((other) => tileKey(other) !== key);
      if (!isAbort(error)) this.onProgress(error);
      this.pump();
    }
  }

  private store(key: string, entry: LoadedTile): void {
    this.loaded.get(key)?.bitmap.close();
    this.loaded.delete(key);
    this.loaded.set(key, entry);
    const needed = new Set(this.wanted.map(tileKey));
    for (const [oldKey, { bitmap }] of this.loaded) {
      if (this.loaded.size <= MAX_LOADED) break;
      if (needed.has(oldKey)) continue;
      this.loaded.delete(oldKey);
      bitmap.close();
    }
  }
}
