import {
  intersect,
  isEmpty,
  rectOfSize,
  scaleSize,
  type DocRect,
  type Size,
} from '../../src/core/geometry';
import type { OutputMode } from '../../src/core/output';
import { contextFor } from '../../src/restore/context';
import { workingSize } from '../../src/restore/supir/working-size';
import { engineChoice } from '../restorer/engine-choice';
import { effectiveMode, outputSize } from '../session/output';
import { remainingMs } from '../session/tile-clock';
import { DEFAULT_SETTINGS, type SettingName } from '../settings/settings';
import type { LoadProgress, PanelState, PartProgress, Running } from './state';

export interface RegionInfo {
  /** What will be restored; null while unknown or empty. */
  readonly docRect: DocRect | null;
  readonly from: 'selection' | 'layer';
  readonly output: Size | null;
  /** Size that the document will have, where that changes. */
  readonly documentBecomes: Size | null;
  /** The size at which SUPIR works, where that is more than what comes back. */
  readonly working: Size | null;
}

function selectedMode(state: PanelState): OutputMode {
  return effectiveMode(state.settings.mode, state.settings.scale, state.host.modes);
}

export function isDefault(state: PanelState, name: SettingName): boolean {
  return state.settings[name] === DEFAULT_SETTINGS[name];
}

/** What a click on Upscale would work on. */
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
    working: empty ? null : enlargedSize(state, document.size, layer.bounds),
  };
}

/** Has something to restore: `contextFor` throws otherwise. */
function enlargedSize(state: PanelState, canvas: Size, layer: DocRect | null): Size | null {
  if (engineChoice(state).kind !== 'supir') return null;
  const { scale, minSize, maskGrow, maskFeather } = state.settings;
  const context = contextFor({
    canvas,
    layer,
    selection: state.snapshot?.selection ?? null,
    mask: { grow: maskGrow, feather: maskFeather },
    scale,
    restorer: 'supir',
  });
  const { working, asked } = workingSize(context, scale, minSize);
  return Math.min(asked.width, asked.height) < minSize ? working : null;
}

/** True when a click on Upscale has something to work on; the run itself names what is wrong else. */
export function canUpscale(state: PanelState): boolean {
  return state.run.state !== 'running' && state.snapshot?.document != null;
}

export type Counted =
  | { readonly of: 'bytes'; readonly load: LoadProgress }
  | { readonly of: 'part'; readonly part: PartProgress }
  | { readonly of: 'tiles'; readonly done: number; readonly total: number };

/** What is being counted right now; null where nothing is. */
export function counted({ stage, load, part, tiles }: Running): Counted | null {
  if (stage !== 'load' && stage !== 'restore') return null;
  if (load !== null && load.totalBytes > 0) return { of: 'bytes', load };
  if (stage !== 'restore') return null;
  if (part !== null) return part.clock.total > 0 ? { of: 'part', part } : null;
  return tiles !== null && tiles.total > 0
    ? { of: 'tiles', done: tiles.done, total: tiles.total }
    : null;
}

/** Share of what is counted, 0…1; null where nothing is, or one thing only. */
export function progressShare(run: Running): number | null {
  const what = counted(run);
  switch (what?.of) {
    case undefined:
      return null;
    case 'bytes':
      return what.load.doneBytes / what.load.totalBytes;
    case 'part': {
      const { done, total } = what.part.clock;
      return total === 1 ? null : done / total;
    }
    case 'tiles':
      return what.done / what.total;
  }
}

/** Estimated from the counted tiles or steps; null while nothing is measured. */
export function remainingTimeMs(run: Running, nowMs: number): number | null {
  const what = counted(run);
  if (what?.of === 'part') return remainingMs(what.part.clock, nowMs);
  return what?.of === 'tiles' && run.tiles !== null ? remainingMs(run.tiles, nowMs) : null;
}
