import type { SupirPart } from '../../core/events';
import { cropImage, type Image8 } from '../../core/image';
import type { Rect, Size } from '../../core/geometry';
import type { Tensor } from '../../onnx/session';
import { seededNoise } from '../../sampling/noise';
import type { Buffers } from '../../pixels/buffers';
import type { BareDevice } from '../device';
import type { RunOptions, SupirRestorer } from '../request';
import type { TokenIds } from './conditioning';
import type { KeptResults } from './kept-results';
import type { Networks } from './open-networks';
import { observedRuntime } from './observed-runtime';
import type { SupirPlan } from './supir-plan';
import { restorePicture } from './restore-picture';

export interface PlannedRun {
  readonly restorer: SupirRestorer;
  readonly plan: SupirPlan;
  readonly networks: Networks;
  readonly tokens: TokenIds;
  /** The context at the working size, [1, 3, h, w], −1…1. */
  readonly picture: Tensor;
  /** Part of the context that previews show, in its pixels. */
  readonly region: Rect;
  readonly context: Size;
  readonly buffers: Buffers;
  /** Sums over all runs. */
  readonly measured: Measured;
  readonly kept: KeptResults;
}

export interface Measured {
  /** Time inside the networks, milliseconds. */
  networkMs: number;
  /** Bytes of weights that the sessions were given. */
  weightBytes: number;
  /** Bytes of them that were read for it. */
  readBytes: number;
  /** Parts that an earlier run had done. */
  skipped: readonly SupirPart[];
}

/** Runs a restoration as planned, its progress as events; [1, 3, h, w] at the working size. */
export function runPlan(
  {
    restorer,
    plan,
    networks,
    tokens,
    picture,
    region,
    context,
    buffers,
    measured,
    kept,
  }: PlannedRun,
  device: BareDevice,
  { signal, onEvent }: RunOptions,
): Promise<Tensor> {
  let part = 'text';
  return restorePicture({
    ...networks,
    ...plan,
    runtime: observedRuntime(device.runtime, {
      signal,
      onLoad(doneBytes, totalBytes) {
        if (doneBytes === totalBytes) measured.readBytes += totalBytes;
        onEvent({ type: 'load', what: part, doneBytes, totalBytes });
      },
      onSession(weightBytes) {
        measured.weightBytes += weightBytes;
      },
      onRun(elapsedMs) {
        measured.networkMs += elapsedMs;
      },
    }),
    settings: { ...restorer.settings, samplerTiles: plan.samplerTiles },
    picture,
    tokens,
    noise: seededNoise(restorer.settings.seed),
    signal,
    kept,
    onSkipped(parts) {
      measured.skipped = [...measured.skipped, ...parts];
    },
    hold: (bytes) => buffers.hold(bytes),
    onProgress(now, done, total, tile) {
      part = now;
      onEvent({ type: 'part', part: now, done, total, ...(tile && { tile }) });
    },
    onPreview(image) {
      const shown = cropImage(image, cellsOf(region, context, image)) as Image8;
      onEvent({ type: 'preview', image: shown });
    },
  });
}

/** The cells of a preview of the whole context under `region`. */
function cellsOf(region: Rect, context: Size, preview: Size): Rect {
  const across = preview.width / context.width;
  const down = preview.height / context.height;
  const x = Math.floor(region.x * across);
  const y = Math.floor(region.y * down);
  return {
    x,
    y,
    width: Math.max(1, Math.ceil((region.x + region.width) * across) - x),
    height: Math.max(1, Math.ceil((region.y + region.height) * down) - y),
  };
}
