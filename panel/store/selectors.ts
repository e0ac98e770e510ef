import type { DeviceKind } from '../../src/core/events';
import {
  intersect,
  isEmpty,
  rectOfSize,
  scaleSize,
  type DocRect,
  type Size,
} from '../../src/core/geometry';
import type { OutputMode } from '../../src/core/output';
import { effectiveMode, outputSize } from '../session/output';
import { remainingMs } from '../session/tile-clock';
import { DEFAULT_SETTINGS, type SettingName } from '../settings/settings';
import type { PanelState, Running } from './state';

export interface RegionInfo {
  /** What will be restored; null while unknown or empty. */
  readonly docRect: DocRect | null;
  readonly from: 'selection' | 'layer';
  readonly output: Size | null;
  /** Size that the document will have, where that changes. */
  readonly documentBecomes: Size | null;
}

export function selectedMode(state: PanelState): OutputMode {
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
  };
}

/** True when a click on Upscale has something to work on; the run itself names what is wrong else. */
export function canUpscale(state: PanelState): boolean {
  return state.run.state !== 'running' && state.snapshot?.document != null;
}

/** Share of the tiles that are done, 0…1; null where nothing is counted yet. */
export function progressShare(run: Running): number | null {
  if (run.stage === 'load' && run.load !== null && run.load.totalBytes > 0) {
    return run.load.doneBytes / run.load.totalBytes;
  }
  if (run.stage !== 'restore' || run.tiles === null || run.tiles.total === 0) return null;
  return run.tiles.done / run.tiles.total;
}

export function remainingTimeMs(run: Running, nowMs: number): number | null {
  return run.stage === 'restore' && run.tiles !== null ? remainingMs(run.tiles, nowMs) : null;
}

export interface DeviceInfo {
  readonly kind: DeviceKind;
  /** The adapter's name; empty where the browser hides it, and for the processor. */
  readonly label: string;
  readonly threads: number;
  /** Why it is not WebGPU, or cannot be; null when it is. */
  readonly reason:
    | { readonly code: 'chosen' | 'software' }
    | { readonly code: 'none' | 'unavailable'; readonly text: string }
    | null;
}

/** What the next run will run on, as far as the engine's own report tells. */
export function expectedDevice(state: PanelState): DeviceInfo | null {
  const { engine, settings } = state;
  if (engine === null) return null;
  const { webgpu, wasmThreads: threads } = engine;
  const wanted = settings.device;
  if (webgpu !== null && wanted !== 'wasm' && (wanted === 'webgpu' || !webgpu.isFallbackAdapter)) {
    return { kind: 'webgpu', label: adapterName(webgpu), threads, reason: null };
  }
  const text = engine.webgpuReason ?? '';
  if (wanted === 'webgpu') {
    return { kind: 'webgpu', label: '', threads, reason: { code: 'unavailable', text } };
  }
  const cpu = { kind: 'wasm' as const, label: '', threads };
  if (wanted === 'wasm') return { ...cpu, reason: { code: 'chosen' } };
  if (webgpu !== null) return { ...cpu, reason: { code: 'software' } };
  return { ...cpu, reason: { code: 'none', text } };
}

function adapterName(adapter: {
  readonly vendor: string;
  readonly architecture: string;
  readonly description: string;
}): string {
  if (adapter.description !== '') return adapter.description;
  return [adapter.vendor, adapter.architecture].filter((part) => part !== '').join(' ');
}
