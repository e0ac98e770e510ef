/** Where the engine finds what it runs: URLs, relative ones are resolved against the page. */
export interface EngineConfig {
  /** The embedded network's weights, a `.safetensors` file. */
  readonly modelUrl: string;
  /** CLIP's merges, one a line. */
  readonly mergesUrl: string;
  /** The folder with the runtime's wasm files, ending in a slash. */
  readonly runtimeUrl: string;
  /** Threads of the wasm runtime; by default as many as the machine and the page allow. */
  readonly threads?: number;
}
