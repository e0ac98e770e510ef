import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSrvgg, SRVGG_MODEL } from '../../src/networks/srvgg/srvgg';
import type { Runtime } from '../../src/onnx/session';
import type { DeviceSource } from '../../src/restore/device';
import { tilePixelsFor } from '../../src/restore/fast/fast-plan';
import { openSafetensors, type SafetensorsFile } from '../../src/weights/safetensors';
import { bytesSource } from '../../src/weights/byte-source';

/** The embedded model's weights, as the build writes them. */
export function embeddedWeights(): SafetensorsFile {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-model-'));
  try {
    const script = resolve(__dirname, '../../models/build-embedded.mjs');
    execFileSync(process.execPath, [script, folder], { stdio: 'pipe' });
    const bytes = new Uint8Array(readFileSync(join(folder, SRVGG_MODEL.file)));
    return openSafetensors(bytesSource(SRVGG_MODEL.file, bytes));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The real network on a real runtime, without an engine around it. */
export function deviceOn(
  runtime: Runtime,
  weights: SafetensorsFile,
  maxTilePixels = tilePixelsFor('wasm', null),
): DeviceSource {
  return {
    acquire: () =>
      Promise.resolve({
        kind: runtime.device,
        label: runtime.label,
        gpuFailure: null,
        model: SRVGG_MODEL.name,
        maxTilePixels,
        session: (head, tileSize) => runtime.createSession(buildSrvgg(weights, head, tileSize)),
        freeSessions: () => Promise.resolve(),
      }),
  };
}
