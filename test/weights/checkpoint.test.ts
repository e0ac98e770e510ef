import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inspectModelFile } from '../../src/model-files/inspect';
import { bytesSource } from '../../src/weights/byte-source';
import { readFloats } from '../../src/weights/cast';
import { openCheckpoint } from '../../src/weights/checkpoint/open-checkpoint';
import { openModelBytes } from '../../src/weights/model-file';
import type { SafetensorsFile } from '../../src/weights/safetensors';
import { codeOf } from '../support/code-of';
import { encodeCheckpoint, float, PICKLE, tensors } from './encode-checkpoint';

const FOLDER = path.join(__dirname, '../fixtures/checkpoint');
const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(path.join(FOLDER, name)));
const open = (name: string, bytes = bytesOf(name)): SafetensorsFile =>
  openModelBytes(bytesSource(name, bytes));

interface Expected {
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly values: Readonly<Record<string, readonly number[]>>;
}
const EXPECTED = JSON.parse(readFileSync(path.join(FOLDER, 'training.json'), 'utf8')) as Expected;
const TYPES: Readonly<Record<string, string>> = { half: 'F16', brain: 'BF16', long: 'I64' };

describe('files that PyTorch wrote', () => {
  test.each(['training.ckpt', 'protocol-4.ckpt', 'protocol-5.ckpt'])(
    '%s holds its state, and reads the numbers when they are asked for',
    async (name) => {
      const { tensors: found } = open(name);
      expect([...found.keys()]).toEqual(Object.keys(EXPECTED.shapes));
      for (const [key, tensor] of found) {
        expect(tensor.shape).toEqual(EXPECTED.shapes[key]);
        expect(tensor.type).toBe(TYPES[key] ?? 'F32');
        expect(await tensor.readAsync(0, tensor.byteLength)).toEqual(
          Uint8Array.from(tensor.read(0, tensor.byteLength)),
        );
        const values =
          tensor.type === 'I64'
            ? [...new BigInt64Array(Uint8Array.from(tensor.read(0, 24)).buffer)].map(Number)
            : [...readFloats(tensor)];
        expect(values).toEqual(EXPECTED.values[key]);
      }
    },
  );

  test('a module’s own state, and ranges of it', () => {
    const { tensors: found, key } = open('module.ckpt');
    const weight = found.get('weight')!;
    expect([...readFloats(weight)]).toEqual([-1.5, -1.375, -1.25, -1.125, -1, -0.875]);
    expect(weight.read(4, 8)).toEqual(weight.read(0, 24).subarray(4, 12));
    expect(() => weight.read(20, 8)).toThrow(RangeError);
    expect(weight.key).toBe(`${key}/weight`);
  });

  test.each([
    ['strided.ckpt', 'model-checkpoint-invalid', 'turned'],
    ['alone.ckpt', 'model-checkpoint-invalid', 'under names'],
    ['parameter.ckpt', 'model-checkpoint-unsafe', 'torch._utils _rebuild_parameter'],
    ['double.ckpt', 'model-checkpoint-unsafe', 'torch DoubleStorage'],
    ['numpy.ckpt', 'model-checkpoint-unsafe', 'numpy'],
  ])('%s is refused by name', async (name, code, what) => {
    expect(codeOf(() => open(name))).toBe(code);
    expect(() => open(name)).toThrow(what);
    const file = { name, blob: new Blob([bytesOf(name) as Uint8Array<ArrayBuffer>]) };
    const { signal } = new AbortController();
    expect(await codeOf(inspectModelFile(file, signal))).toBe(code);
  });

  test('one from before PyTorch 1.6 is refused with a way out', async () => {
    const file = {
      name: 'old.ckpt',
      blob: new Blob([bytesOf('legacy.ckpt') as Uint8Array<ArrayBuffer>]),
    };
    await expect(inspectModelFile(file, new AbortController().signal)).rejects.toMatchObject({
      code: 'model-is-pickle',
      hint: expect.stringContaining('.safetensors') as string,
    });
  });

  test('one that was cut off is refused', () => {
    const bytes = bytesOf('training.ckpt');
    for (let length = 0; length < bytes.length; length += 7) {
      const code = codeOf(() => openCheckpoint(bytesSource('cut', bytes.slice(0, length))));
      expect(code).toBe('model-checkpoint-invalid');
    }
  });
});

describe('what no PyTorch here writes', () => {
  const one = { weight: float('F32', [2, 2], [1, 2, 3, 4]) };

  test('an older layout, and one beyond 4 GB, by its ZIP64 records', () => {
    for (const zip64 of [false, true]) {
      const file = openCheckpoint(bytesSource('x', encodeCheckpoint(tensors(one), { zip64 })));
      expect([...readFloats(file.tensors.get('weight')!)]).toEqual([1, 2, 3, 4]);
    }
  });

  test.each<[string, Parameters<typeof encodeCheckpoint>]>([
    ['another order of bytes', [tensors(one), { members: { byteorder: text('big') } }]],
    ['compressed numbers', [tensors(one), { method: 8 }]],
    ['no numbers', [tensors(one, { '0': null })]],
    ['fewer numbers than it says', [tensors(one, { '0': new Uint8Array(12) })]],
    ['more numbers than it says', [tensors(one, { '0': new Uint8Array(20) })]],
    ['a list of nothing', [{ pickle: PICKLE.dict([]), storages: {} }]],
    ['something that is not a dictionary', [{ pickle: PICKLE.list(), storages: {} }]],
  ])('%s: refused', (_, [content, options]) => {
    const bytes = encodeCheckpoint(content, options);
    expect(codeOf(() => openCheckpoint(bytesSource('x', bytes)))).toBe('model-checkpoint-invalid');
  });

  test.each([
    ['os', 'system'],
    ['builtins', 'eval'],
    ['torch', 'load'],
    ['torch', 'FloatStorage '],
    ['collections', 'OrderedDict.__init__'],
    ['__builtin__', 'getattr'],
  ])('an import of %s %s: refused before anything else', (module, name) => {
    for (const pickle of [PICKLE.importing(module, name), PICKLE.importingByStack(module, name)]) {
      const bytes = encodeCheckpoint({ pickle, storages: {} });
      expect(codeOf(() => openCheckpoint(bytesSource('x', bytes)))).toBe('model-checkpoint-unsafe');
    }
  });

  test.each([
    ['where another begins', 0],
    ['inside another', 40],
  ])('numbers that lie %s: refused', (_, inside) => {
    const two = { ...one, bias: float('F32', [2, 2], [5, 6, 7, 8]) };
    const bytes = encodeCheckpoint(tensors(two));
    const view = new DataView(bytes.buffer);
    // Places of the members, as the directory has them: the list of tensors and two storages.
    const places = [...bytes.keys()]
      .filter((at) => at + 46 < bytes.length && view.getUint32(at, true) === 0x02014b50)
      .map((at) => at + 42);
    expect(places).toHaveLength(3);
    view.setUint32(places[2]!, view.getUint32(places[1]!, true) + inside, true);
    expect(() => openCheckpoint(bytesSource('x', bytes))).toThrow('overlap');
  });

  test('names of an object’s own parts are names like others', () => {
    const bytes = encodeCheckpoint(
      tensors({ __proto__x: one.weight, constructor: one.weight, toString: one.weight }),
    );
    const { tensors: found } = openCheckpoint(bytesSource('x', bytes));
    expect([...found.keys()]).toEqual(['__proto__x', 'constructor', 'toString']);
  });
});

function text(word: string): Uint8Array {
  return new TextEncoder().encode(word);
}
