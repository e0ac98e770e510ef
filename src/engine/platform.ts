import type { DeviceKind } from '../core/events';
import type { Runtime } from '../onnx/session';
import type { ModelFile } from '../weights/model-file';
import type { SafetensorsFile } from '../weights/safetensors';
import type { PlatformReport } from './engine';

export interface LoadOptions {
  readonly signal: AbortSignal;
  readonly onLoad: (doneBytes: number, totalBytes: number) => void;
}

/** The engine's base: the machine's devices, and the files of the networks. */
export interface Platform {
  probe(): Promise<PlatformReport>;
  /** @throws DeviceError when the device cannot be had */
  createRuntime(kind: DeviceKind): Promise<Runtime>;
  /** @throws ModelError when the file cannot be had or is damaged */
  loadWeights(options: LoadOptions): Promise<SafetensorsFile>;
  /** @throws ModelError when the file cannot be had or is damaged */
  loadMerges(signal: AbortSignal): Promise<readonly string[]>;
  /** @throws ModelError when it is not a usable .safetensors file */
  openModel(file: ModelFile): SafetensorsFile;
}
