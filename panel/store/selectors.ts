import {
  type DocRect,
  type Size,
  intersect,
  isEmpty,
  rectOfSize,
  scaleSize,
} from '../../src/core/geometry';
import type { OutputMode } from '../../src/core/document';
import type { DocumentInfo } from '../../src/hosts/host';
import { workingSize } from '../../src/restore/supir/working-size';
import { contextOf } from './context-of';
import { restorerChoice } from './restorer-choice';
import { effectiveMode, outputSize } from './output';
import { msPerTile, remainingMs } from './tile-clock';
import type { LoadProgress, PanelState, PartProgress, Running } from './panel-state';

export interface RegionInfo {
  /** Size of the region that will be restored, document pixels; null while unknown or empty. */
  readonly docRect: DocRect | null;
  readonly from: 'selection' | 'layer';
  readonly output: Size | null;
  /** The document's size after the run; null where it stays the same. */
  readonly documentBecomes: Size | null;
  /** Size of SUPIR's working picture; null unless it is larger than the result. */
  readonly working: Size | null;
}

function selectedMode(state: PanelState): OutputMode {
  return effectiveMode(state.settings.mode, state.settings.scale, state.host.modes);
}

/** Sizes that a click on Upscale would work with. */
export function region(state: PanelState): RegionInfo | null {
  const { snapshot, settings } = state;
  if (snapshot?.document == null || snapshot.layer === null) return null;
  const { document, layer, selection } = snapshot;
  const canvas = rectOfSize(document.size);
  const layerRect = layer.bounds === null ? canvas : intersect(layer.bounds, canvas);
  const docRect = selection === null ? layerRect : intersect(selection, layerRect);
  const mode = selectedMode(state);
  const empty = isEmpty(docRect);
  return {
    docRect: empty ? null : docRect,
    from: selection === null ? 'layer' : 'selection',
    output: empty ? null : outputSize(docRect, settings.scale, mode),
    documentBecomes: mode === 'enlarge' ? scaleSize(document.size, settings.scale) : null,
    working: empty ? null : enlargedSize(state, document),
  };
}

/** Size of SUPIR's working picture, as in `RegionInfo`. There has to be something to restore. */
function enlargedSize(state: PanelState, document: DocumentInfo): Size | null {
  if (restorerChoice(state).kind === 'fast') return null;
  const { scale, minSize } = state.settings;
  const { working, asked } = workingSize(contextOf(state, document, 'supir'), scale, minSize);
  return Math.min(asked.width, asked.height) < minSize ? working : null;
}

/** True while a document is open and nothing runs; anything else that is missing the run reports. */
export function canUpscale(state: PanelState): boolean {
  return state.run.state !== 'running' && state.snapshot?.document != null;
}

/** Whether SUPIR is at a step after which it can stop: all but the last. A try keeps nothing. */
export function canStopAndKeep({ purpose, part, cancelling, stopping }: Running): boolean {
  if (purpose !== 'run' || part?.part !== 'sample' || cancelling || stopping) return false;
  const { done, total } = part.clock;
  return done < total;
}

export type Counted =
  | { readonly of: 'bytes'; readonly load: LoadProgress }
  | { readonly of: 'part'; readonly part: PartProgress }
  | { readonly of: 'tiles'; readonly done: number; readonly total: number };

/** Progress counter of the running stage; null where the stage counts nothing. */
export function counted({ purpose, stage, load, part, tiles }: Running): Counted | null {
  // An adjusted result is made strip by strip, and finished with that.
  const main = purpose === 'apply' ? 'finish' : 'restore';
  if (stage !== 'load' && stage !== main) return null;
  if (load !== null && load.totalBytes > 0) return { of: 'bytes', load };
  if (stage !== main) return null;
  if (part !== null) return part.clock.total > 0 ? { of: 'part', part } : null;
  return tiles !== null && tiles.total > 0
    ? { of: 'tiles', done: tiles.done, total: tiles.total }
    : null;
}

/**
 * Completed share of the running stage, 0…1; null where it counts nothing or a single thing. The
 * steps of all variants are one count.
 */
export function progressShare(run: Running): number | null {
  const what = counted(run);
  switch (what?.of) {
    case undefined:
      return null;
    case 'bytes':
      return what.load.doneBytes / what.load.totalBytes;
    case 'part': {
      const { part, clock } = what.part;
      const before = part === 'sample' ? run.variants : NO_OTHERS;
      const total = before.of * clock.total;
      return total === 1 ? null : (before.done * clock.total + clock.done) / total;
    }
    case 'tiles':
      return what.done / what.total;
  }
}

const NO_OTHERS: Running['variants'] = { done: 0, of: 1 };

/**
 * Estimated milliseconds that are left, from the completed tiles or steps; null until one is
 * measured. The steps of the variants to come count as well.
 */
export function remainingTimeMs(run: Running, nowMs: number): number | null {
  const what = counted(run);
  if (what?.of === 'part') {
    const { clock } = what.part;
    const left = remainingMs(clock, nowMs);
    const toCome = run.variants.of - run.variants.done - 1;
    return left === null ? null : left + toCome * clock.total * (msPerTile(clock) ?? 0);
  }
  return what?.of === 'tiles' && run.tiles !== null ? remainingMs(run.tiles, nowMs) : null;
}

/**
 * Whether a run may be reading kept files: SUPIR's weights are read while it runs, also those of a
 * file that is no longer chosen.
 */
export function isBeingRead({ run }: PanelState): boolean {
  return run.state === 'running' && run.purpose !== 'apply' && run.restorer === 'supir';
}
