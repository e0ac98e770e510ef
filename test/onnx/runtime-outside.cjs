/**
 * onnxruntime-web as Node loads it. It brings in its wasm module with a native `import()`, which
 * jest's realm does not have, so the package itself lives outside of it.
 */
module.exports = globalThis.requireOutside('onnxruntime-web');
