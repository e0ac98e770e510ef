import type { SupirPart } from '../../core/events';
import { cropImage, type Image8 } from '../../core/image';
import { translate, type Rect, type Size } from '../../core/geometry';
import type { Tensor } from '../../onnx/session';
import { seededNoise } from '../../sampling/noise';
import type { SamplingState } from '../../sampling/sample';
import type { Buffers } from '../../pixels/buffers';
import type { BareDevice } from '../device';
import type { RunOptions, SupirRestorer } from '../request';
import type { TokenIds } from './conditioning';
import type { KeptResults } from './kept-results';
import type { Networks } from './open-networks';
import { observedRuntime } from './observed-runtime';
import type { SupirPlan } from './plan';
import { restorePicture } from './restore-picture';

export interface PlannedRun {
  readonly restorer: SupirRestorer;
  readonly plan: SupirPlan;
  readonly networks: Networks;
  readonly tokens: TokenIds;
  /** The context at the working size, [1, 3, h, w], −1…1. */
  readonly picture: Tensor;
  /** What is sampled, and the part of it that previews show; in pixels of the context. */
  readonly sampled: Rect;
  readonly shown: Rect;
  /** As `PictureJob` has it. */
  readonly tried: { readonly window: Rect | null } | undefined;
  readonly buffers: Buffers;
  /** Sums over all tries, and what is known of the last one. */
  readonly measured: Measured;
  readonly kept: KeptResults;
  /** Where the sampler goes on; undefined: it begins. */
  readonly from: SamplingState | undefined;
  /** Told where it stands after each step; borrowed. */
  readonly onState: (state: SamplingState) => void;
}

export interface Measured {
  /** Time inside the networks, milliseconds. */
  networkMs: number;
  /** Bytes of weights that the sessions were given. */
  weightBytes: number;
  /** Bytes of them that were read for it. */
  readBytes: number;
  /** Time of that reading, milliseconds. */
  readMs: number;
  /** Parts that an earlier run had done. */
  skipped: readonly SupirPart[];
  /** Steps that were done where the person stopped the run; null: nobody did. */
  stoppedAfter: number | null;
  /** The part that goes on. */
  part: SupirPart;
  /** Time of each evaluation of the step's network, milliseconds. */
  evaluationsMs: readonly number[];
  /** Time of all other parts without reading, milliseconds. */
  aroundMs: number;
}

export function createMeasured(): Measured {
  return {
    networkMs: 0,
    weightBytes: 0,
    readBytes: 0,
    readMs: 0,
    skipped: [],
    stoppedAfter: null,
    part: 'text',
    evaluationsMs: [],
    aroundMs: 0,
  };
}

/** Runs a restoration as planned, its progress as events; [1, 3, h, w] at the working size. */
export async function runPlan(
  {
    restorer,
    plan,
    networks,
    tokens,
    picture,
    sampled,
    shown,
    tried,
    buffers,
    measured,
    kept,
    from,
    onState,
  }: PlannedRun,
  device: BareDevice,
  { signal, onEvent, stop }: RunOptions,
): Promise<Tensor> {
  // Of an earlier try there is nothing to be learnt about this one.
  Object.assign(measured, { part: 'text', skipped: [], evaluationsMs: [], aroundMs: 0 });
  let since = performance.now();
  const enter = (part: SupirPart): void => {
    const now = performance.now();
    if (measured.part !== 'sample') measured.aroundMs += now - since;
    since = now;
    measured.part = part;
  };
  const samples = await restorePicture({
    ...networks,
    ...plan,
    runtime: observedRuntime(device.runtime, {
      signal,
      onLoad(doneBytes, totalBytes) {
        if (doneBytes === totalBytes) measured.readBytes += totalBytes;
        onEvent({ type: 'load', what: measured.part, doneBytes, totalBytes });
      },
      onSession(weightBytes, readMs) {
        measured.weightBytes += weightBytes;
        measured.readMs += readMs;
        if (measured.part !== 'sample') measured.aroundMs -= readMs;
      },
      onRun(elapsedMs) {
        measured.networkMs += elapsedMs;
        if (measured.part === 'sample') {
          measured.evaluationsMs = [...measured.evaluationsMs, elapsedMs];
        }
      },
    }),
    settings: { ...restorer.settings, samplerTiles: plan.samplerTiles },
    picture,
    tokens,
    noise: seededNoise(restorer.settings.seed),
    ...(tried && { tried }),
    ...(from && { from }),
    ...(stop && { stop }),
    signal,
    kept,
    onSkipped(parts) {
      measured.skipped = [...measured.skipped, ...parts];
    },
    onState,
    onStopped(done) {
      measured.stoppedAfter = done;
    },
    hold: (bytes) => buffers.hold(bytes),
    onProgress(now, done, total, tile) {
      enter(now);
      onEvent({ type: 'part', part: now, done, total, ...(tile && { tile }) });
    },
    onPreview(image) {
      const part = cropImage(image, cellsOf(shown, sampled, image));
      onEvent({ type: 'preview', image: part as Image8 });
    },
  });
  enter(measured.part);
  return samples;
}

/** The cells of a preview of what is sampled under `shown`. */
function cellsOf(shown: Rect, sampled: Rect, preview: Size): Rect {
  const across = preview.width / sampled.width;
  const down = preview.height / sampled.height;
  const region = translate(shown, -sampled.x, -sampled.y);
  const x = Math.floor(region.x * across);
  const y = Math.floor(region.y * down);
  return {
    x,
    y,
    width: Math.max(1, Math.ceil((region.x + region.width) * across) - x),
    height: Math.max(1, Math.ceil((region.y + region.height) * down) - y),
  };
}
