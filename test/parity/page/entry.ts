import type { DeviceKind } from '../../../src/core/events';
import { createRuntime } from '../../../src/onnx/runtime';
import type { Runtime } from '../../../src/onnx/session';
import type { Row } from '../compare';
import type { Precision } from '../limits';
import type { ReadFile } from '../parity-set';
import { runParity } from '../run-parity';

export interface PageStage {
  readonly device: DeviceKind;
  readonly precision: Precision;
  readonly stage: string;
  /** Whether a set without this stage fails. */
  readonly required: boolean;
  /** Of the sampler stages only this run. */
  readonly run?: string;
  readonly merges: readonly string[];
}

let runtime: Promise<Runtime> | null = null;

/** The set lies beside the page, under `set/`. */
const read: ReadFile = async (path) => {
  const response = await fetch(new URL(`set/${path}`, location.href));
  return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
};

const api = {
  /** Rows of one stage, and what is still alive after it. */
  async runStage({ device, precision, stage, required, run, merges }: PageStage): Promise<{
    readonly rows: readonly Row[];
    readonly label: string;
    readonly live: { readonly sessions: number; readonly liveTensors: number };
  }> {
    runtime ??= createRuntime(device, { assets: new URL('ort/', location.href).href });
    const on = await runtime;
    const rows = await runParity({
      read,
      runtime: on,
      precision,
      merges,
      stages: [stage],
      required,
      ...(run !== undefined && { run }),
      signal: new AbortController().signal,
      onStage: () => undefined,
    });
    return { rows, label: on.label, live: on.stats() };
  },
};

export type ParityPage = typeof api;
(globalThis as { testPage?: ParityPage }).testPage = api;
