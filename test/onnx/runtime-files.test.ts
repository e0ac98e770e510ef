import { runtimeFilesHere, runtimePlace } from '../../src/onnx/runtime-files';

const NAMES = ['', '.jspi', '.asyncify'].flatMap((build) => [
  `ort-wasm-simd-threaded${build}.mjs`,
  `ort-wasm-simd-threaded${build}.wasm`,
]);

const FILES = Object.fromEntries(
  NAMES.map((name) => [name, Uint8Array.from(Buffer.from(`export default ${name.length}`))]),
);

test('from a folder the address is enough', () => {
  expect(runtimePlace('https://x.test/ort/', undefined, '')).toEqual({
    wasmPaths: 'https://x.test/ort/',
  });
});

test.each(['', '.jspi', '.asyncify'] as const)('from memory, build "%s"', async (build) => {
  const { wasmPaths, wasmBinary } = runtimePlace('unused', FILES, build);
  expect(wasmBinary).toBe(FILES[`ort-wasm-simd-threaded${build}.wasm`]);
  const { mjs } = wasmPaths as { mjs: string };
  const script = await (await fetch(mjs)).text();
  expect(script).toBe(`export default ${`ort-wasm-simd-threaded${build}.mjs`.length}`);
});

test('a missing file is named', () => {
  const rest = Object.fromEntries(
    Object.entries(FILES).filter(([name]) => name !== 'ort-wasm-simd-threaded.wasm'),
  );
  expect(() => runtimePlace('unused', rest, '')).toThrow('ort-wasm-simd-threaded.wasm');
});

test.each([
  [undefined, 2],
  [{}, 2],
  [{ gpu: {} }, 4],
])('with the navigator %j, %d files', (navigator, count) => {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
  const names = runtimeFilesHere();
  if (before) Object.defineProperty(globalThis, 'navigator', before);
  else Reflect.deleteProperty(globalThis, 'navigator');
  expect(names.slice(0, 2)).toEqual(['ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm']);
  expect(names).toHaveLength(count);
});
