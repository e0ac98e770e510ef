import type * as ort from 'onnxruntime-web';
import { webGpuBuild } from '../../src/onnx/runtime-files';
import type { RecordCase } from './cases';

const SESSION = 'session.';

/** Adds options to every session that the runtime makes from now on in this process. */
export async function changeOptions(options: RecordCase['options']): Promise<void> {
  const entries = Object.entries(options);
  if (entries.length === 0) return;
  const own = entries.filter(([key]) => key.startsWith(SESSION));
  const session = Object.fromEntries(own.map(([key, value]) => [key.slice(SESSION.length), value]));
  const provider = Object.fromEntries(entries.filter(([key]) => !key.startsWith(SESSION)));
  const { InferenceSession } = await loadedRuntime();
  const create = InferenceSession.create.bind(InferenceSession) as Create;
  const changed: Create = (model, given) =>
    create(model, {
      ...given,
      ...session,
      executionProviders: given.executionProviders.map((one) => ({ ...one, ...provider })),
    });
  Object.assign(InferenceSession, { create: changed });
}

type Create = (
  model: Uint8Array,
  options: { readonly executionProviders: readonly object[] },
) => Promise<unknown>;

/** The very module that the project's runtime imports. */
async function loadedRuntime(): Promise<typeof ort> {
  return webGpuBuild() === '.jspi'
    ? await import('onnxruntime-web/jspi')
    : await import('onnxruntime-web/webgpu');
}
