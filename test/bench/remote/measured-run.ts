import { createImage, type Depth, type Image } from '../../../src/core/image';
import type { Size } from '../../../src/core/geometry';
import { restoreRemote } from '../../../src/restore/remote/restore-remote';
import type { SamplerTiles } from '../../../src/restore/sampler-tiles';
import { accessTo } from '../../comfyui/emulated';
import { REMOTE, remoteRequest } from '../../restore/remote/remote-request';

export interface RemoteCase {
  readonly size: Size;
  readonly depth: Depth;
  readonly tiles: SamplerTiles | null;
  readonly steps: number;
  /** Of one prompt on the server. */
  readonly runMs: number;
}

export interface Measured {
  readonly tiles: number;
  readonly totalMs: number;
  /** Bodies of requests and answers. */
  readonly sentBytes: number;
  readonly receivedBytes: number;
  /** Pictures of the run, as it counts them itself. */
  readonly countedBytes: number;
  /** Array buffers alive in the process above those before the run, at most. */
  readonly liveBytes: number;
}

const SAMPLE_MS = 5;

/** One run with wavelet colours; each seed is new to the server. */
export async function measuredRun(
  { tiles, steps }: RemoteCase,
  source: Image,
  url: string,
  seed: number,
): Promise<Measured> {
  const settings = { ...REMOTE.settings, steps, seed, colorFix: 'wavelet' } as const;
  const request = remoteRequest(source, {
    restorer: { ...REMOTE, settings, samplerTiles: tiles },
  });
  global.gc?.();
  const before = process.memoryUsage().arrayBuffers;
  let most = before;
  const look = (): void => {
    const { arrayBuffers } = process.memoryUsage();
    // What nobody holds any more is not the run's.
    if (arrayBuffers > most) global.gc?.();
    most = Math.max(most, process.memoryUsage().arrayBuffers);
  };
  const sampling = tiles === null ? undefined : setInterval(look, SAMPLE_MS);
  const from = performance.now();
  const { report } = await restoreRemote(request, accessTo({ url }), {
    signal: new AbortController().signal,
    onEvent: () => undefined,
  });
  const totalMs = performance.now() - from;
  clearInterval(sampling);
  const { sentBytes, receivedBytes } = report.remote;
  return {
    tiles: report.tiles,
    totalMs,
    sentBytes,
    receivedBytes,
    countedBytes: report.peakBytes,
    liveBytes: most - before,
  };
}

/** Waves with some grain: about as hard to compress as a photograph. */
export function shaded(size: Size, depth: Depth): Image {
  const image = createImage(size, depth);
  const unit = depth === 8 ? 1 : 257;
  let grain = 1;
  for (let i = 0; i < image.data.length; i++) {
    const pixel = i >> 2;
    const [x, y] = [pixel % size.width, Math.floor(pixel / size.width)];
    grain = (Math.imul(grain, 1664525) + 1013904223) >>> 0;
    const wave = 128 + 60 * Math.sin(x / 37 + (i & 3)) + 50 * Math.cos(y / 53);
    image.data[i] = (i & 3) === 3 ? 255 * unit : (wave + (grain >>> 28)) * unit;
  }
  return image;
}
