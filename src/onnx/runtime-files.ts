/** The builds of onnxruntime-web: plain wasm, and WebGPU with and without promise integration. */
export type RuntimeBuild = '' | '.jspi' | '.asyncify';

/** Bytes of files by their names. */
export type RuntimeBytes = Readonly<Record<string, Uint8Array<ArrayBuffer>>>;

/** Names of a build's two files. */
export function runtimeFilesOf(build: RuntimeBuild): readonly [module: string, binary: string] {
  return [`ort-wasm-simd-threaded${build}.mjs`, `ort-wasm-simd-threaded${build}.wasm`];
}

/** The WebGPU build: with promise integration it is smaller and faster than a rewritten wasm. */
export function webGpuBuild(): RuntimeBuild {
  return 'Suspending' in WebAssembly ? '.jspi' : '.asyncify';
}

/** Names of the files in the assets folder that this browser uses. */
export function runtimeFilesHere(): readonly string[] {
  const { navigator } = globalThis as { navigator?: object };
  const hasGpu = navigator !== undefined && 'gpu' in navigator;
  return [...runtimeFilesOf(''), ...(hasGpu ? runtimeFilesOf(webGpuBuild()) : [])];
}

/** Addresses of the runtime's two files, as its settings take them. */
export interface RuntimePlace {
  readonly wasmPaths: string | { readonly mjs: string };
  readonly wasmBinary?: Uint8Array<ArrayBuffer>;
}

/** The folder `assets`, or the files in memory; a module's address is made once and stays. */
export function runtimePlace(
  assets: string,
  files: RuntimeBytes | undefined,
  build: RuntimeBuild,
): RuntimePlace {
  if (files === undefined) return { wasmPaths: assets };
  const [module, binary] = runtimeFilesOf(build).map((name) => {
    const bytes = files[name];
    if (bytes === undefined) throw new Error(`the runtime's file ${name} is missing`);
    return bytes;
  });
  if (module === undefined || binary === undefined) throw new Error('the runtime has two files');
  const script = new Blob([module], { type: 'text/javascript' });
  return { wasmPaths: { mjs: URL.createObjectURL(script) }, wasmBinary: binary };
}
