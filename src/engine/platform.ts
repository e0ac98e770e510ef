import type { DeviceKind } from '../core/events';
import type { Runtime } from '../onnx/session';
import type { LoadOptions } from '../restore/device';
import type { ModelFile } from '../weights/model-file';
import type { SafetensorsFile } from '../weights/safetensors';
import type { PlatformReport } from './engine';

/** The engine's base: the machine's devices, and the files of the networks. */
export interface Platform {
  probe(): Promise<PlatformReport>;
  /** @throws DeviceError when the device cannot be had */
  createRuntime(kind: DeviceKind): Promise<Runtime>;
  /** @throws ModelError when the file cannot be had or is damaged */
  loadWeights(options: LoadOptions): Promise<SafetensorsFile>;
  /** @throws ModelError when the file cannot be had or is damaged */
  readonly loadMerges: (signal: AbortSignal) => Promise<readonly string[]>;
  /**
   * Opens one of the user's files.
   * @throws ModelError when it is not a usable .safetensors file
   */
  readonly openModel: (file: ModelFile) => SafetensorsFile;
}
