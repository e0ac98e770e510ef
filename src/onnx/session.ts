import type { DeviceKind } from '../core/events';
import type { TensorType } from './dtype';
import type { Parameter } from './graph';
import type { RuntimeFeatures } from './runtime-features';
import type { LoadObserver } from './upload';

/** A dense tensor in host memory; row-major. */
export interface Tensor {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/** Whole numbers, such as token ids; row-major. An input only, never an output. */
export interface IndexTensor {
  readonly dims: readonly number[];
  readonly data: BigInt64Array;
}

/**
 * An output of 32-bit floats that stays in the memory of the device; an input of later runs on the
 * same runtime. Whoever was given it disposes of it.
 */
export interface DeviceTensor {
  readonly dims: readonly number[];
  readonly byteLength: number;
  /**
   * A copy in host memory.
   *
   * @throws DeviceError as `Session.run` does
   */
  read(): Promise<Tensor>;
  /** Also on a lost device; never rejects. */
  dispose(): Promise<void>;
}

export type InputTensor = Tensor | IndexTensor | DeviceTensor;

/** Takes over an output. */
export type TakeOutput = (name: string, tensor: DeviceTensor) => void;

export interface Session {
  readonly device: DeviceKind;
  /**
   * Borrows the inputs; the outputs belong to the caller and live in host memory. Those that the
   * graph wants to stay go to `take` instead, where there is one and the device is not the
   * processor.
   */
  run(
    inputs: Readonly<Record<string, InputTensor>>,
    take?: TakeOutput,
  ): Promise<Readonly<Record<string, Tensor>>>;
  dispose(): Promise<void>;
}

/** One description of a network for both kinds of device. */
export interface SessionSource {
  /** The graph's name. */
  readonly name: string;
  /** Equal for equal networks: name, inputs, and what its weights are made of. */
  readonly key: string;
  /** A serialised ModelProto; the parameters are external data of initializers (wasm), or inputs. */
  readonly model: (device: DeviceKind) => Uint8Array;
  readonly parameters: readonly Parameter[];
  /**
   * Multiply-adds of each operator that has some: on a graphics adapter each is one dispatch, beside
   * small ones around it.
   */
  readonly multiplyAdds: (device: DeviceKind) => readonly number[];
  /** Outputs that another network takes, so that they need not leave the device. */
  readonly staying: readonly (TensorType & { readonly name: string })[];
}

export interface RuntimeStats {
  readonly sessions: number;
  readonly liveTensors: number;
}

/** One device with the runtime on it. Only the file that imports onnxruntime-web makes these. */
export interface Runtime {
  readonly device: DeviceKind;
  /** The adapter's name, or how many wasm threads run. */
  readonly label: string;
  /** What graphs for it may make use of. */
  readonly features: RuntimeFeatures;
  /** Settles with the reason when the device is lost; never rejects. */
  readonly lost: Promise<string>;
  /** `observer` is told what is read of the weights, and stops it between two slices or tensors. */
  createSession(source: SessionSource, observer?: LoadObserver): Promise<Session>;
  /**
   * Frees the weights that are kept on a graphics adapter for sessions to come; those of living
   * sessions with the last of these. `of` chooses networks by their names.
   */
  releaseWeights(of?: (network: string) => boolean): Promise<void>;
  /** Tensors and sessions made here and not yet freed. */
  stats(): RuntimeStats;
  /** What operators of a network for this device should not exceed (`dispatchLimit`). */
  readonly multiplyAddsAtOnce: number;
  /** Bytes of files that sessions with these parameters would still have to read. */
  bytesToRead(parameters: readonly Parameter[]): number;
  /** Bytes of weights that are kept on a graphics adapter. */
  readonly keptWeightBytes: number;
  dispose(): Promise<void>;
}
