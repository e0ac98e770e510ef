import { rectOfSize, type Size } from '../../../src/core/geometry';
import type { Depth } from '../../../src/core/image';
import { toDepth } from '../../../src/pixels/depth';
import { restoreRemote } from '../../../src/restore/remote/restore-remote';
import type { SamplerTiles } from '../../../src/restore/sampler-tiles';
import { accessTo } from '../../comfyui/emulated';
import { REMOTE, remoteRequest } from '../../restore/remote/remote-request';
import { photoRgb, tiledRgba } from '../../support/pictures';
import { startServerProcess } from './server-process';

export interface RemoteCase {
  readonly size: Size;
  readonly depth: Depth;
  readonly tiles: SamplerTiles | null;
  /** Of one prompt on the server. */
  readonly runMs: number;
}

export interface Measured {
  readonly tiles: number;
  readonly totalMs: number;
  /** While no prompt was the server's. */
  readonly outsideMs: number;
  readonly uploadedBytes: number;
  readonly downloadedBytes: number;
  /** Pictures of the run itself, as the page counts them. */
  readonly countedBytes: number;
  /** Array buffers alive in this process above those before the run, at most. */
  readonly liveBytes: number;
}

const STEPS = 8;
const SAMPLE_MS = 10;

/** One run on a photograph with wavelet colours, the server in a process of its own. */
export async function measuredRun({ size, depth, tiles, runMs }: RemoteCase): Promise<Measured> {
  const server = await startServerProcess(runMs, STEPS);
  try {
    const photo = photoRgb('landscape-picos.jpg');
    const image = { ...size, depth: 8, data: tiledRgba(photo, size) } as const;
    const settings = { ...REMOTE.settings, steps: STEPS, colorFix: 'wavelet' } as const;
    const request = remoteRequest(depth === 8 ? image : toDepth(image, 16), {
      restorer: { ...REMOTE, settings, samplerTiles: tiles },
      contextRect: rectOfSize(size),
    });
    global.gc?.();
    const before = process.memoryUsage().arrayBuffers;
    let most = before;
    const sampling = setInterval(() => {
      most = Math.max(most, process.memoryUsage().arrayBuffers);
    }, SAMPLE_MS);
    const from = performance.now();
    const { report } = await restoreRemote(request, accessTo(server), {
      signal: new AbortController().signal,
      onEvent: () => (most = Math.max(most, process.memoryUsage().arrayBuffers)),
    });
    const totalMs = performance.now() - from;
    clearInterval(sampling);
    const { busyMs, received, sent } = await server.count();
    return {
      tiles: report.tiles,
      totalMs,
      outsideMs: totalMs - busyMs,
      uploadedBytes: received,
      downloadedBytes: sent,
      countedBytes: report.peakBytes,
      liveBytes: most - before,
    };
  } finally {
    await server.stop();
  }
}
