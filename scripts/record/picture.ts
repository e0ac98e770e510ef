import { mergesFile } from '../../models/build-merges.mjs';
import { rectOfSize } from '../../src/core/geometry';
import { createImage } from '../../src/core/image';
import { createEngine } from '../../src/engine/create-engine';
import { mergesFrom } from '../../src/engine/load-weights';
import { probeDevices } from '../../src/onnx/probe';
import { createRuntime } from '../../src/onnx/runtime';
import { UNKNOWN_CARD } from '../../src/restore/card-knowledge';
import type { RestoreRequest } from '../../src/restore/request';
import { openModelFile } from '../../src/weights/model-file';
import type { RecordCase } from './cases';
import { publishedFiles, type ReadCount } from './published-files';
import { publishedRequest } from './request';
import { runtimeConfig } from './stage';
import type { Watch } from './watched-runtime';

/** Restores a picture with the panel's own engine, as often as the case says. */
export async function playPicture(
  wanted: RecordCase,
  watch: Watch,
  reads: ReadCount,
): Promise<void> {
  const engine = createEngine({
    probe: async () => ({ ...(await probeDevices()), runtime: 'onnxruntime-web' }),
    createRuntime: async (kind) =>
      watch.watch(await createRuntime(kind, runtimeConfig(wanted.runtime))),
    loadWeights: () => Promise.reject(new Error('the embedded network is not asked for here')),
    loadMerges: () => Promise.resolve(mergesFrom(mergesFile().bytes)),
    openModel: openModelFile,
  });
  const request = requestFor(wanted, reads);
  for (let run = 1; run <= wanted.runs; run++) {
    await engine.restore(request, {
      signal: new AbortController().signal,
      onEvent(event) {
        if (event.type !== 'part' && event.type !== 'stage') return;
        const part = event.type === 'part' ? event.part : event.stage;
        watch.part = wanted.runs === 1 ? part : `${run}: ${part}`;
      },
    });
  }
  watch.finish();
  await engine.release();
}

function requestFor(wanted: RecordCase, reads: ReadCount): RestoreRequest {
  const { width, height } = wanted;
  const source = createImage({ width, height }, 8);
  source.data.fill(255);
  return {
    id: 'record',
    restorer: publishedRequest(wanted, publishedFiles(reads)),
    device: 'webgpu',
    memory: UNKNOWN_CARD,
    scale: 1,
    mode: 'in-place',
    maskEdge: { grow: 0, feather: 0 },
    canvas: { width, height },
    contextRect: rectOfSize(source),
    source,
    selection: null,
  };
}
