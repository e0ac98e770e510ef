import type { DeviceKind } from '../../../src/core/events';
import { keepShaders } from '../../../src/onnx/kept-shaders';
import { createRuntime } from '../../../src/onnx/runtime';
import type { RuntimeFeatures } from '../../../src/onnx/runtime-features';
import type { Runtime } from '../../../src/onnx/session';
import type { Row } from '../compare';
import type { Precision } from '../limits';
import type { ReadFile } from '../parity-set';
import { runParity } from '../run-parity';

export interface PageStage {
  readonly device: DeviceKind;
  /** What the page's copy of the runtime can do, where it is not the installed one. */
  readonly features?: RuntimeFeatures;
  readonly precision: Precision;
  readonly stage: string;
  /** Whether a set without this stage fails. */
  readonly required: boolean;
  /** Of the sampler stages only this run. */
  readonly run?: string;
  readonly merges: readonly string[];
}

let runtime: Promise<Runtime> | null = null;

/** The session that `startRuntime` keeps. */
const KEPT = 1;

/**
 * A runtime with one small session that stays: the provider forgets its compiled shaders with the
 * last session, and a software adapter takes most of its time to compile them.
 */
async function startRuntime({ device, features }: PageStage): Promise<Runtime> {
  const assets = new URL('ort/', location.href).href;
  const started = await createRuntime(device, { assets, ...(features && { features }) });
  await keepShaders(started);
  return started;
}

/** The set lies beside the page, under `set/`. */
const read: ReadFile = async (path) => {
  const response = await fetch(new URL(`set/${path}`, location.href));
  return response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
};

const api = {
  /** Rows of one stage, and what is still alive after it. */
  async runStage(asked: PageStage): Promise<{
    readonly rows: readonly Row[];
    readonly label: string;
    readonly live: { readonly sessions: number; readonly liveTensors: number };
  }> {
    const { precision, stage, required, run, merges } = asked;
    runtime ??= startRuntime(asked);
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
    const { sessions, liveTensors } = on.stats();
    return { rows, label: on.label, live: { sessions: sessions - KEPT, liveTensors } };
  },
};

export type ParityPage = typeof api;
(globalThis as { testPage?: ParityPage }).testPage = api;
