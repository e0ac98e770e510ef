import { expose } from 'comlink';
import type { DeviceKind } from '../../../src/core/events';
import { packError, type PackedError } from '../../../src/core/errors';
import { buildSrvgg, type SrvggHead } from '../../../src/networks/srvgg/srvgg';
import { probeDevices, type DeviceProbe } from '../../../src/onnx/probe';
import { createRuntime } from '../../../src/onnx/runtime';
import type { Parameter } from '../../../src/onnx/graph';
import type { Runtime, SessionSource } from '../../../src/onnx/session';
import { byteLength } from '../../../src/onnx/dtype';
import { openSafetensors } from '../../../src/weights/safetensors';
import { bytesSource, fileSource } from '../../../src/weights/byte-source';
import { later } from '../../support/wait';

export interface TileJob {
  readonly device: DeviceKind;
  readonly assets: string;
  readonly threads?: number;
  /** The weights file. */
  readonly file: Uint8Array;
  readonly fromFile: boolean;
  readonly head: SrvggHead;
  readonly width: number;
  readonly height: number;
  readonly pixels: readonly number[];
}

export interface TileRun {
  readonly label: string;
  readonly output: readonly number[];
  readonly dims: readonly number[];
  /** Every read of a weight, as `name offset+length`, and what there was to read. */
  readonly reads: readonly string[];
  readonly expected: readonly string[];
  readonly stats: { readonly during: object; readonly after: object };
}

export interface StartResult {
  readonly label: string;
  readonly error: PackedError | null;
}

export type LossPoint = 'before-run' | 'during-run';

export interface LossRun {
  readonly error: PackedError;
  readonly reason: string;
  /** What a fresh runtime of the same thread computes afterwards. */
  readonly next: readonly number[];
}

const api = {
  probe: (): Promise<DeviceProbe> => probeDevices(),

  async start(device: DeviceKind, assets: string): Promise<StartResult> {
    try {
      const runtime = await createRuntime(device, { assets });
      const { label } = runtime;
      await runtime.dispose();
      return { label, error: null };
    } catch (error) {
      return { label: '', error: packError(error) };
    }
  },

  async runTile(job: TileJob): Promise<TileRun> {
    const runtime = await createRuntime(job.device, job);
    try {
      const reads: string[] = [];
      const lent: Uint8Array[] = [];
      const source = sourceOf(job);
      const session = await runtime.createSession({
        ...source,
        parameters: source.parameters.map((parameter) => recorded(parameter, reads, lent)),
      });
      spoil(lent);
      const restored = await runOn(session, job);
      const during = runtime.stats();
      await session.dispose();
      return {
        label: runtime.label,
        output: [...restored.data],
        dims: restored.dims,
        reads,
        expected: source.parameters.map((parameter) =>
          job.device === 'wasm'
            ? `${parameter.name} 0+${byteLength(parameter)}`
            : `${parameter.name} 0+${parameter.upload.from.byteLength}`,
        ),
        stats: { during, after: runtime.stats() },
      };
    } finally {
      await runtime.dispose();
    }
  },

  /** Takes the device away and reports what the run says, and whether the thread still works. */
  async loseDevice(job: TileJob, when: LossPoint): Promise<LossRun> {
    const devices = collectDevices();
    const lose = (): void => devices.at(-1)?.destroy();
    const runtime: Runtime = await createRuntime(job.device, job);
    const session = await runtime.createSession(sourceOf(job));
    if (when === 'before-run') lose();
    else later(50, lose);
    const error = await runOn(session, job).then(
      () => new Error('the run went through'),
      (reason: unknown) => reason,
    );
    const reason = await runtime.lost;
    await runtime.dispose();
    const { output } = await api.runTile(job);
    return { error: packError(error), reason, next: output };
  },
};

export type ThreadApi = typeof api;

expose(api);

function sourceOf({ file, fromFile, head, width, height }: TileJob): SessionSource {
  const bytes = fromFile
    ? fileSource(new Blob([Uint8Array.from(file)]), 'model')
    : bytesSource('model', file);
  return buildSrvgg(openSafetensors(bytes), head, { width, height });
}

async function runOn(
  session: Awaited<ReturnType<Runtime['createSession']>>,
  { pixels, width, height }: TileJob,
): Promise<{ readonly data: Float32Array; readonly dims: readonly number[] }> {
  const image = { dims: [1, 3, height, width], data: Float32Array.from(pixels) };
  const { restored } = await session.run({ image });
  if (restored === undefined) throw new Error('no output');
  return restored;
}

/**
 * Notes every read, and spoils what it gave as soon as the runtime asks for more: nothing may still
 * depend on it then, because the next range may lie in the same memory.
 */
function recorded(parameter: Parameter, reads: string[], lent: Uint8Array[]): Parameter {
  const { name, upload } = parameter;
  return {
    ...parameter,
    read(offset, length) {
      spoil(lent);
      reads.push(`${name} ${offset}+${length}`);
      const bytes = Uint8Array.from(parameter.read(offset, length));
      lent.push(bytes);
      return bytes;
    },
    upload: {
      ...upload,
      from: {
        ...upload.from,
        async readAsync(offset, length) {
          reads.push(`${name} ${offset}+${length}`);
          return await upload.from.readAsync(offset, length);
        },
      },
    },
  };
}

/** All ones: not a number. */
function spoil(lent: Uint8Array[]): void {
  for (const bytes of lent.splice(0)) bytes.fill(0xff);
}

/** The devices that are made from here on: the runtime keeps its own to itself. */
function collectDevices(): GPUDevice[] {
  const devices: GPUDevice[] = [];
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called on the adapter below
  const requestDevice = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (descriptor) {
    const device = await requestDevice.call(this, descriptor);
    devices.push(device);
    return device;
  };
  return devices;
}
