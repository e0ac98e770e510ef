import type { DeviceKind, GpuFailure } from '../core/events';
import type { Size } from '../core/geometry';
import type { SrvggHead } from '../networks/srvgg/srvgg';
import type { Runtime, Session } from '../onnx/session';
import type { ModelFile } from '../weights/model-file';
import type { SafetensorsFile } from '../weights/safetensors';
import type { DeviceChoice } from './request';

/** For what is read before it can be used. */
export interface LoadOptions {
  readonly signal: AbortSignal;
  readonly onLoad: (doneBytes: number, totalBytes: number) => void;
}

/** What every run may know of its device. The engine owns it and everything that it hands out. */
export interface RunDevice {
  readonly kind: DeviceKind;
  /** The adapter's name, or how many wasm threads run. */
  readonly label: string;
  /** Why it is not the graphics adapter; null: it is, or none was wanted. */
  readonly gpuFailure: GpuFailure | null;
}

/** A device with the embedded network on it. */
export interface FastDevice extends RunDevice {
  /** Name of the network. */
  readonly model: string;
  /** Largest tile, pixels. */
  readonly maxTilePixels: number;
  /** The network for tiles of this size: input `image`, output `restored`. */
  session(head: SrvggHead, tileSize: Size, options: LoadOptions): Promise<Session>;
  /** Frees the sessions, so that smaller ones find room. */
  freeSessions(): Promise<void>;
}

/** What is known of a device, whether it was made or not. */
export interface KnownDevice {
  readonly kind: DeviceKind;
  /** Tells it from others of its kind. */
  readonly name: string;
  /** null: it was not made yet, or it is gone. */
  readonly runtime: Runtime | null;
  /** Largest buffer, bytes; null: no limit known. */
  readonly maxBufferBytes: number | null;
  readonly shaderF16: boolean;
  /** Memory of the computer, bytes; null: not known. */
  readonly hostMemoryBytes: number | null;
}

/** A device for a recipe that makes and frees its own sessions. */
export interface BareDevice extends RunDevice, KnownDevice {
  readonly kind: DeviceKind;
  readonly runtime: Runtime;
}

/** Device and files of a restoration with the user's own models. */
export interface ModelSource {
  /**
   * The device, with the sessions of other recipes freed. Such a restoration takes the processor
   * hours, so `auto` goes there only where that was known before.
   *
   * @throws DeviceError when the choice cannot be met; `gpu-unusable` the first time that the
   *   adapter of `auto` cannot be used
   */
  acquireBare(choice: DeviceChoice, signal: AbortSignal): Promise<BareDevice>;
  /**
   * Opens one of the user's files.
   * @throws ModelError when it is not a usable .safetensors file
   */
  readonly openModel: (file: ModelFile) => SafetensorsFile;
  /** CLIP's merges, for the tokenizers. */
  merges(signal: AbortSignal): Promise<readonly string[]>;
}

export interface DeviceSource {
  /**
   * The chosen device. Where the adapter of `auto` cannot be used, the processor with `gpuFailure`.
   * @throws DeviceError when the choice cannot be met
   */
  acquire(choice: DeviceChoice, signal: AbortSignal): Promise<FastDevice>;
}
