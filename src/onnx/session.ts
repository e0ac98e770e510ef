import type { DeviceKind } from '../core/events';
import type { ReadBytes } from '../core/tensor';

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

export type InputTensor = Tensor | IndexTensor;

/**
 * Bytes of initializers, asked for one range at a time while a session is created and never kept.
 * `read` is called synchronously by the runtime; what it throws fails the session.
 */
export interface ExternalData {
  /** The `location` in the ONNX file. */
  readonly location: string;
  readonly byteLength: number;
  readonly read: ReadBytes;
}

export interface Session {
  readonly device: DeviceKind;
  /** Runs once. Borrows the inputs; the outputs belong to the caller, in host memory. */
  run(inputs: Readonly<Record<string, InputTensor>>): Promise<Readonly<Record<string, Tensor>>>;
  dispose(): Promise<void>;
}

export interface SessionSource {
  /** A serialised ModelProto. */
  readonly model: Uint8Array;
  readonly externalData: readonly ExternalData[];
}

/** One device with the runtime on it. Only the file that imports onnxruntime-web makes these. */
export interface Runtime {
  readonly device: DeviceKind;
  /** The adapter's name, or how many wasm threads run. */
  readonly label: string;
  /** Settles with the reason when the device is lost; never rejects. */
  readonly lost: Promise<string>;
  createSession(source: SessionSource): Promise<Session>;
  /** Tensors and sessions made here and not yet freed. */
  stats(): { readonly sessions: number; readonly liveTensors: number };
  dispose(): Promise<void>;
}
