import { mergesFile } from '../../models/build-merges.mjs';
import { rectOfSize } from '../../src/core/geometry';
import { createImage } from '../../src/core/image';
import { createEngine } from '../../src/engine/create-engine';
import type { Engine } from '../../src/engine/engine';
import { mergesFrom } from '../../src/engine/load-weights';
import type { Platform } from '../../src/engine/platform';
import { probeDevices } from '../../src/onnx/probe';
import { createRuntime } from '../../src/onnx/runtime';
import type { Runtime } from '../../src/onnx/session';
import type { RestoreRequest, SupirRestorer } from '../../src/restore/request';
import { openModelFile } from '../../src/weights/model-file';
import { INSTALLED_RUNTIME } from '../lib/runtime-copy';
import type { RecordCase } from './cases';
import { publishedFiles, type ReadCount } from './published-files';
import { cardOf, publishedRequest } from './request';
import { runtimeConfig } from './stage';
import type { Watch } from './watched-runtime';

/** Restores a picture with the panel's own engine, as often as the case says. */
export async function playPicture(
  wanted: RecordCase,
  watch: Watch,
  reads: ReadCount,
): Promise<void> {
  const engine = recordedEngine((runtime) => watch.watch(runtime), { runtime: wanted.runtime });
  const request = requestFor(wanted, reads);
  const { restorer } = request;
  for (let run = 1; run <= wanted.runs; run++) {
    const settings = { ...restorer.settings, seed: run };
    await engine.restore(
      { ...request, restorer: { ...restorer, settings } },
      {
        signal: new AbortController().signal,
        onEvent(event) {
          if (event.type !== 'part' && event.type !== 'stage') return;
          const part = event.type === 'part' ? event.part : event.stage;
          watch.enter(wanted.runs === 1 ? part : `${run}: ${part}`);
        },
      },
    );
  }
  watch.finish();
  await engine.release();
}

/** The panel's own engine on the device that `navigator.gpu` gives. */
export function recordedEngine(
  watched: (runtime: Runtime) => Runtime,
  {
    openModel = openModelFile,
    runtime = INSTALLED_RUNTIME,
  }: Partial<Pick<Platform, 'openModel'> & Pick<RecordCase, 'runtime'>> = {},
): Engine {
  return createEngine({
    probe: async () => ({ ...(await probeDevices()), runtime: 'onnxruntime-web' }),
    createRuntime: async (kind) => watched(await createRuntime(kind, runtimeConfig(runtime))),
    loadWeights: () => Promise.reject(new Error('the embedded network is not asked for here')),
    loadMerges: () => Promise.resolve(mergesFrom(mergesFile().bytes)),
    openModel,
  });
}

function requestFor(wanted: RecordCase, reads: ReadCount): RestoreRequest<SupirRestorer> {
  const { width, height } = wanted;
  const source = createImage({ width, height }, 8);
  source.data.fill(255);
  return {
    id: 'record',
    restorer: publishedRequest(wanted, publishedFiles(reads)),
    device: 'webgpu',
    memory: cardOf(wanted),
    scale: 1,
    mode: 'in-place',
    maskEdge: { grow: 0, feather: 0 },
    canvas: { width, height },
    contextRect: rectOfSize(source),
    source,
    selection: null,
  };
}
