import { abortable } from '../../../src/core/abort';
import type { Engine } from '../../../src/engine/engine';
import { failed, ok, type Finding } from '../../store/checks';

/** Reports what this machine can run on, as the engine finds in its own worker. */
export async function checkEngine(
  engine: Pick<Engine, 'describe'>,
  signal: AbortSignal,
): Promise<Finding> {
  const report = await abortable(engine.describe(), signal);
  const { webgpu } = report;
  const facts = {
    runtime: report.runtime,
    wasmThreads: report.wasmThreads,
    crossOriginIsolated: report.crossOriginIsolated,
    webgpu: webgpu === null ? false : `${webgpu.vendor} ${webgpu.architecture}`.trim(),
    ...(webgpu === null
      ? { why: report.webgpuReason }
      : {
          'shader-f16': webgpu.shaderF16,
          fallback: webgpu.isFallbackAdapter,
          maxBufferBytes: webgpu.maxBufferBytes,
        }),
  };
  return webgpu === null ? failed(facts) : ok(facts);
}
