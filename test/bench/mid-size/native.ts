import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { byteLength } from '../../../src/onnx/dtype';
import type { Graph } from '../../../src/onnx/graph';
import { sessionSource } from '../../../src/onnx/serialise';
import { stepInputs } from './network';

const ROOT = path.resolve(__dirname, '../../..');
const FOLDER = path.join(ROOT, 'node_modules', '.cache', 'onnxruntime-node');

/** The part of onnxruntime-node that is used. */
interface NativeRuntime {
  readonly InferenceSession: {
    create(file: string, options: object): Promise<NativeSession>;
  };
  readonly Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => object;
}

interface NativeSession {
  run(
    inputs: Readonly<Record<string, object>>,
  ): Promise<Readonly<Record<string, { data: unknown }>>>;
  release(): Promise<void>;
}

export interface NativeTimes {
  readonly version: string;
  readonly seconds: readonly number[];
  readonly output: Float32Array;
}

/**
 * The graph on onnxruntime's processor build for Node, of the same version as the product's. It is
 * installed here and not with the other packages: it is large, only this needs it, and its install
 * script fetches CUDA from elsewhere.
 */
export async function runNatively(
  graph: Graph,
  threads: number,
  times: number,
): Promise<NativeTimes> {
  const version = packageVersion(path.join(ROOT, 'node_modules', 'onnxruntime-web'));
  const { InferenceSession, Tensor } = installed(version);
  const folder = mkdtempSync(path.join(tmpdir(), 'supir-panel-mid-size-'));
  try {
    const { model, parameters } = sessionSource(graph);
    writeFileSync(path.join(folder, 'model.onnx'), model('wasm'));
    for (const parameter of parameters) {
      writeFileSync(path.join(folder, parameter.name), parameter.read(0, byteLength(parameter)));
    }
    const session = await InferenceSession.create(path.join(folder, 'model.onnx'), {
      executionProviders: ['cpu'],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
    });
    const inputs = Object.fromEntries(
      Object.entries(stepInputs(graph)).map(([name, { dims, data }]) => [
        name,
        new Tensor('float32', data, dims),
      ]),
    );
    const seconds: number[] = [];
    let output = new Float32Array(0);
    for (let i = 0; i < times; i++) {
      const from = performance.now();
      const { eps } = await session.run(inputs);
      seconds.push((performance.now() - from) / 1e3);
      output = eps?.data as typeof output;
    }
    await session.release();
    return { version, seconds, output };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function installed(version: string): NativeRuntime {
  const home = path.join(FOLDER, 'node_modules', 'onnxruntime-node');
  if (!existsSync(home) || packageVersion(home) !== version) {
    console.log(`Installing onnxruntime-node ${version} for this comparison …`);
    mkdirSync(FOLDER, { recursive: true });
    const { status } = spawnSync(
      process.platform === 'win32' ? 'npm.cmd' : 'npm',
      [
        ...['install', '--prefix', FOLDER, '--ignore-scripts', '--no-save'],
        ...['--no-audit', '--no-fund', `onnxruntime-node@${version}`],
      ],
      { stdio: 'inherit', shell: process.platform === 'win32' },
    );
    if (status !== 0) throw new Error('onnxruntime-node could not be installed');
  }
  return createRequire(__filename)(home) as NativeRuntime;
}

function packageVersion(folder: string): string {
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  return version;
}
