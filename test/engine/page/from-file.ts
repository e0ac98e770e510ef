import { createImage } from '../../../src/core/image';
import type { DeviceKind } from '../../../src/core/events';
import { createWorkerEngine } from '../../../src/engine/worker-engine';
import { runtimeFilesHere } from '../../../src/onnx/runtime-files';
import { UNKNOWN_CARD } from '../../../src/restore/card-knowledge';

/** Put there by the test: a file of the page's folder in base64. */
declare function readFile(name: string): Promise<string>;

export interface FileRun {
  readonly device: DeviceKind;
  readonly values: number;
  readonly origin: string;
  readonly canFetch: boolean;
  readonly isolated: boolean;
}

async function bytesOf(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return Uint8Array.from(atob(await readFile(name)), (letter) => letter.charCodeAt(0));
}

const MODEL = 'models/realesr-general-x4v3.safetensors';

const testPage = {
  /** A worker and all files from bytes, as the bridge would bring them. */
  restore: async ({ worker, device }: { worker: string; device: DeviceKind }): Promise<FileRun> => {
    const script = URL.createObjectURL(
      new Blob([await bytesOf(worker)], { type: 'text/javascript' }),
    );
    const names = runtimeFilesHere();
    const files = await Promise.all(names.map((name) => bytesOf(`ort/${name}`)));
    const engine = createWorkerEngine(() => new Worker(script), {
      modelUrl: MODEL,
      mergesUrl: 'models/clip-merges.txt',
      runtimeUrl: 'ort/',
      bytes: {
        model: await bytesOf(MODEL),
        merges: new Uint8Array(),
        runtime: Object.fromEntries(names.map((name, i) => [name, files[i] ?? new Uint8Array()])),
      },
    });
    const size = { width: 24, height: 20 };
    const source = createImage(size, 8);
    source.data.forEach((_, i) => (source.data[i] = i % 4 === 3 ? 255 : (i * 7) % 256));
    const result = await engine.restore(
      {
        id: 'from-file',
        restorer: { kind: 'fast', strength: 0.7, faithful: false },
        device,
        memory: UNKNOWN_CARD,
        scale: 2,
        mode: 'enlarge',
        maskEdge: { grow: 0, feather: 0 },
        canvas: size,
        contextRect: { x: 0, y: 0, ...size },
        source,
        selection: null,
      },
      { signal: new AbortController().signal, onEvent: () => undefined },
    );
    await engine.release();
    return {
      device: result.report.device,
      values: new Set(result.image.data).size,
      origin,
      canFetch: await fetch(MODEL).then(
        () => true,
        () => false,
      ),
      isolated: crossOriginIsolated,
    };
  },
  /** Never called: it makes the build write the worker. */
  worker: () => new Worker(new URL('./worker.ts', import.meta.url)).terminate(),
};

export type FromFilePage = typeof testPage;

Object.assign(globalThis, { testPage });
