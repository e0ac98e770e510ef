import { expose } from 'comlink';
import type { WeightPolicy } from '../../../../src/networks/policy';
import { growingRoom } from '../../../../src/onnx/lazy-bytes';
import { probeDevices } from '../../../../src/onnx/probe';
import { createRuntime } from '../../../../src/onnx/runtime';
import { sessionSource } from '../../../../src/onnx/serialise';
import type { InputTensor, Runtime, Session } from '../../../../src/onnx/session';
import { isTextTower } from '../../../../src/restore/supir/conditioning';
import { detectConfig } from '../../../../src/restore/supir/detect-config';
import { openModelFile } from '../../../../src/weights/model-file';
import { countedFile, type ReadCounts } from './counted-file';
import {
  graphOf,
  lookUpTokens,
  NETWORKS,
  neededShare,
  type ModelFiles,
  type NetworkName,
} from './networks';

/** As the panel does with 16-bit floats. */
const MIXED: WeightPolicy = { floats: 'mixed', linear: 'q8' };
/** And without: SwiftShader has none. */
const FULL: WeightPolicy = { floats: 'full', linear: 'q8' };

export interface Detected {
  readonly ms: number;
  readonly tensors: number;
}

export interface Built {
  readonly name: NetworkName;
  readonly ms: number;
  readonly bytes: number;
  readonly nodes: number;
}

export interface Created {
  readonly seconds: number;
  /** Of all reads of the files together; they overlap. */
  readonly readSeconds: number;
  /** As stored in the files, each tensor once. */
  readonly sourceBytes: number;
  /** What was read of the files. */
  readonly readBytes: number;
  /** Of all weights on the adapter, those of earlier sessions too. */
  readonly keptBytes: number;
  readonly sourceTensors: readonly string[];
  readonly parameters: number;
  /** Tensors of which something needed was not read exactly once. */
  readonly notOnce: readonly { readonly name: string; readonly times: number }[];
}

export interface StepRun {
  readonly seconds: number;
  readonly finite: boolean;
  /** Standard deviation of the result. */
  readonly deviation: number;
}

let files: ModelFiles | null = null;
let runtime: Runtime | null = null;
let step: Session | null = null;
let policy = FULL;
const counts: ReadCounts = { bytes: new Map(), ms: 0 };

const api = {
  /** Opens both files, whichever comes first, and finds the sizes of their networks. */
  detect(picked: readonly Blob[], names: readonly string[]): Detected {
    const from = performance.now();
    const opened = picked.map((blob, i) => openModelFile({ name: names[i] ?? '', blob }));
    const holding = (tensor: string) => {
      const found = opened.find((file) => file.tensors.has(tensor));
      if (found === undefined) throw new Error(`no file has ${tensor}`);
      return found;
    };
    const supir = holding('model.control_model.input_blocks.0.0.weight');
    const sdxl = holding('model.diffusion_model.input_blocks.0.0.weight');
    const config = detectConfig(supir, sdxl);
    const ms = performance.now() - from;
    files = { sdxl: countedFile(sdxl, counts), supir: countedFile(supir, counts), config };
    return { ms, tensors: opened.reduce((sum, { tensors }) => sum + tensors.size, 0) };
  },

  /** Writes every graph at a working size. */
  build(pixels: number): readonly Built[] {
    const opened = detected();
    return NETWORKS.map((name) => {
      const from = performance.now();
      const graph = graphOf(name, opened, pixels, MIXED);
      const model = sessionSource(graph).model('webgpu');
      const ms = performance.now() - from;
      return { name, ms, bytes: model.byteLength, nodes: graph.nodes.length };
    });
  },

  /** Reads every tensor of both files once, as it is stored; bytes per second. */
  readAll(): number {
    const { sdxl, supir } = detected();
    const room = growingRoom();
    const from = performance.now();
    let bytes = 0;
    for (const { tensors } of [sdxl, supir]) {
      for (const tensor of tensors.values()) {
        tensor.read(0, tensor.byteLength, room.take(tensor.byteLength));
        bytes += tensor.byteLength;
      }
    }
    return bytes / ((performance.now() - from) / 1e3);
  },

  async start(assets: string): Promise<string> {
    const { webgpu } = await probeDevices();
    policy = webgpu?.shaderF16 ? MIXED : FULL;
    runtime = await createRuntime('webgpu', { assets });
    return `${runtime.label}, ${policy.floats === 'mixed' ? 'mixed precision' : '32-bit floats'}`;
  },

  /** Creates the session of one network at a working size; only the step's is kept. */
  async create(name: NetworkName, pixels: number): Promise<Created> {
    if (runtime === null) throw new Error('not started');
    counts.bytes.clear();
    counts.ms = 0;
    lookUpTokens(name, detected());
    const source = sessionSource(graphOf(name, detected(), pixels, policy));
    const from = performance.now();
    const session = await runtime.createSession(source);
    const seconds = (performance.now() - from) / 1e3;
    if (name === 'step') step = session;
    else await session.dispose();
    const keptBytes = runtime.keptWeightBytes;
    // As soon as the texts are embedded, as a restoration does.
    if (name === 'open-clip-g') await runtime.releaseWeights(isTextTower);
    const { sdxl, supir } = detected();
    const sourceTensors = [...counts.bytes.keys()];
    const stored = (key: string): number =>
      (sdxl.tensors.get(key) ?? supir.tensors.get(key))?.byteLength ?? 0;
    return {
      seconds,
      readSeconds: counts.ms / 1e3,
      sourceBytes: sourceTensors.reduce((sum, key) => sum + stored(key), 0),
      readBytes: [...counts.bytes.values()].reduce((sum, bytes) => sum + bytes, 0),
      keptBytes,
      sourceTensors,
      parameters: source.parameters.length,
      notOnce: sourceTensors
        .map((key) => {
          const needed = Math.round(stored(key) * neededShare(key, detected()));
          return { name: key, times: (counts.bytes.get(key) ?? 0) / needed };
        })
        .filter(({ times }) => times !== 1),
    };
  },

  /** One step on seeded inputs. */
  async step(pixels: number): Promise<StepRun> {
    if (step === null) throw new Error('no session');
    const graph = graphOf('step', detected(), pixels, policy);
    const inputs = Object.fromEntries(
      graph.inputs.map(({ name, shape }): [string, InputTensor] => [name, waves(shape)]),
    );
    const from = performance.now();
    const { eps } = await step.run(inputs);
    const seconds = (performance.now() - from) / 1e3;
    if (eps === undefined) throw new Error('no output');
    const mean = eps.data.reduce((sum, value) => sum + value, 0) / eps.data.length;
    const square = eps.data.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const deviation = Math.sqrt(square / eps.data.length);
    return { seconds, finite: eps.data.every(Number.isFinite), deviation };
  },

  async close(): Promise<void> {
    await runtime?.dispose();
  },
};

export type FullSizeThread = typeof api;

expose(api);

function detected(): ModelFiles {
  if (files === null) throw new Error('no files');
  return files;
}

function waves(dims: readonly number[]): InputTensor {
  const length = dims.reduce((product, size) => product * size, 1);
  return { dims, data: Float32Array.from({ length }, (_, i) => Math.sin(i * 12.9898)) };
}
