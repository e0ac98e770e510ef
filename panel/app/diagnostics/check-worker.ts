import { ok, type Facts, type Finding } from '../../store/checks';

/** Questions that the worker answers. */
export type WorkerQuestion =
  | { readonly ask: 'context' }
  | { readonly ask: 'gpu' }
  | { readonly ask: 'read'; readonly file: Blob; readonly start: number; readonly end: number }
  | { readonly ask: 'ticks'; readonly count: number; readonly ms: number };

/**
 * Script of the worker. It needs no file and no build: a page of a `file:` address can start
 * workers from text alone, which is the way that is tried here.
 */
const SCRIPT = `
const answers = {
  context: async () => ({
    isSecureContext: self.isSecureContext,
    origin: self.origin,
    crossOriginIsolated: self.crossOriginIsolated === true,
    'navigator.gpu': 'gpu' in navigator,
    indexedDB: 'indexedDB' in self,
    webAssembly: 'WebAssembly' in self,
  }),
  async gpu() {
    if (!('gpu' in navigator)) return { 'navigator.gpu': false };
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (adapter === null) return { 'navigator.gpu': true, adapter: null };
    const device = await adapter.requestDevice();
    device.destroy();
    return {
      device: true,
      vendor: adapter.info.vendor,
      architecture: adapter.info.architecture,
      'shader-f16': adapter.features.has('shader-f16'),
      maxBufferSize: adapter.limits.maxBufferSize,
    };
  },
  async read({ file, start, end }) {
    const begun = performance.now();
    const bytes = await file.slice(start, end).arrayBuffer();
    return { bytes, ms: performance.now() - begun };
  },
  async ticks({ count, ms }) {
    const late = [];
    for (let i = 0; i < count; i++) {
      const begun = performance.now();
      await new Promise((resolve) => setTimeout(resolve, ms));
      late.push(performance.now() - begun - ms);
    }
    return late;
  },
};
onmessage = ({ data }) =>
  answers[data.ask](data).then(
    (value) => postMessage({ value }),
    (error) => postMessage({ error: String(error) }),
  );
`;

/**
 * Starts a worker from text, asks it once, and ends it.
 * @throws Error that the worker or its start reports
 */
export async function askWorker(question: WorkerQuestion, signal: AbortSignal): Promise<unknown> {
  signal.throwIfAborted();
  const url = URL.createObjectURL(new Blob([SCRIPT], { type: 'text/javascript' }));
  const worker = new Worker(url, { name: 'diagnostics' });
  try {
    return await new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      worker.onerror = ({ message }) => reject(new Error(message || 'the worker did not start'));
      worker.onmessage = ({ data }: MessageEvent<{ value?: unknown; error?: string }>) => {
        if (data.error === undefined) resolve(data.value);
        else reject(new Error(data.error));
      };
      worker.postMessage(question);
    });
  } finally {
    worker.terminate();
    URL.revokeObjectURL(url);
  }
}

export type AskWorker = typeof askWorker;

export async function checkWorker(ask: AskWorker, signal: AbortSignal): Promise<Finding> {
  const begun = performance.now();
  const facts = (await ask({ ask: 'context' }, signal)) as Facts;
  return ok({ answeredMs: Math.round(performance.now() - begun), ...facts });
}

export async function checkWorkerGpu(ask: AskWorker, signal: AbortSignal): Promise<Finding> {
  const facts = (await ask({ ask: 'gpu' }, signal)) as Facts;
  return { state: facts['device'] === true ? 'ok' : 'failed', facts };
}
