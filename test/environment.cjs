const { TestEnvironment } = require('jest-environment-node');

/** Jest runs tests in a realm of its own; code that checks `instanceof Float32Array` on what Node made needs one realm. */
const SHARED = [
  'ArrayBuffer',
  'SharedArrayBuffer',
  'DataView',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int8Array',
  'Uint16Array',
  'Int16Array',
  'Uint32Array',
  'Int32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
];

module.exports = class OneRealmEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    for (const name of SHARED) this.global[name] = globalThis[name];
    // For packages that need what only Node's own realm has (test/onnx/runtime-outside.cjs).
    this.global.requireOutside = require;
  }
};
