import type { RuntimeBytes } from '../onnx/runtime-files';

/** The engine's files themselves, for a page that may not fetch its neighbours. */
export interface EngineBytes {
  readonly model: Uint8Array<ArrayBuffer>;
  readonly merges: Uint8Array<ArrayBuffer>;
  /** The files that `runtimeFilesHere` names. */
  readonly runtime: RuntimeBytes;
}

/** Places of the engine's files: URLs; relative ones are resolved against the page. */
export interface EngineConfig {
  /** The embedded network's weights, a `.safetensors` file. */
  readonly modelUrl: string;
  /** CLIP's merges, one a line. */
  readonly mergesUrl: string;
  /** The folder with the runtime's wasm files, ending in a slash. */
  readonly runtimeUrl: string;
  /** Used instead of the three addresses, which only name the files then. */
  readonly bytes?: EngineBytes;
  /** Threads of the wasm runtime; by default as many as the machine and the page allow. */
  readonly threads?: number;
}
