import { FileError } from '../../src/core/errors';
import type { Image } from '../../src/core/image';
import { PLAIN_LOOK } from '../../src/core/document';
import { decodeComposite } from '../../src/psd/decode-composite';
import { decodeLayer } from '../../src/psd/decode-layer';
import { decodeMask } from '../../src/psd/decode-mask';
import { enlargePsd } from '../../src/psd/enlarge-psd';
import { insertLayer } from '../../src/psd/insert-layer';
import { readPsd } from '../../src/psd/read-psd';
import { writeFlatPsd } from '../../src/psd/write-flat-psd';
import { codeOf } from '../support/code-of';
import { handmadePsd } from './handmade';
import { repeatPixels } from './resizers';
import { layeredSample, noise, pixels } from './samples';

const LAYERS = [
  { name: 'Background', left: 0, top: 0, width: 9, height: 7, seed: 1, alpha: false },
  { name: 'top', left: -3, top: 2, width: 5, height: 4, seed: 2, mask: true },
];
const SAMPLES = [
  layeredSample(),
  handmadePsd({ width: 9, height: 7, depth: 16, packing: 'predicted', layers: LAYERS }),
  handmadePsd({ width: 9, height: 7, depth: 8, packing: 'rle', layers: LAYERS, large: true }),
  handmadePsd({ width: 9, height: 7, depth: 8, gray: true, packing: 'zip', layers: LAYERS }),
  handmadePsd({ width: 9, height: 7, depth: 8, packing: 'rle', layers: [] }),
];

function header(change: { at: number; value: number }[]): Uint8Array {
  const bytes = handmadePsd({ width: 9, height: 7, depth: 8, packing: 'raw', layers: LAYERS });
  for (const { at, value } of change) bytes[at] = value;
  return bytes;
}

describe('files that are not what they should be', () => {
  const MODE = 25;
  const DEPTH = 23;
  it.each([
    ['an empty file', new Uint8Array(0), 'not-a-psd'],
    ['a PNG', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10), 'not-a-psd'],
    ['four bytes', new TextEncoder().encode('8BPS'), 'psd-truncated'],
    ['half a file', SAMPLES[0]!.subarray(0, 3000), 'psd-truncated'],
    ['CMYK', header([{ at: MODE, value: 4 }]), 'psd-unsupported-mode'],
    ['Lab', header([{ at: MODE, value: 9 }]), 'psd-unsupported-mode'],
    ['indexed', header([{ at: MODE, value: 2 }]), 'psd-unsupported-mode'],
    ['duotone', header([{ at: MODE, value: 8 }]), 'psd-unsupported-mode'],
    ['multichannel', header([{ at: MODE, value: 7 }]), 'psd-unsupported-mode'],
    [
      'bitmap',
      header([
        { at: MODE, value: 0 },
        { at: DEPTH, value: 1 },
      ]),
      'psd-unsupported-mode',
    ],
    ['32 bit', header([{ at: DEPTH, value: 32 }]), 'psd-unsupported-depth'],
    ['version 3', header([{ at: 5, value: 3 }]), 'psd-damaged'],
    ['no pixels', header([{ at: 17, value: 0 }]), 'psd-damaged'],
    [
      'too wide',
      header([
        { at: 20, value: 0x75 },
        { at: 21, value: 0x31 },
      ]),
      'psd-too-large',
    ],
  ])('%s', (_, bytes, code) => {
    expect(codeOf(() => readPsd(bytes))).toBe(code);
  });

  it('a picture that is shorter than its header says', () => {
    const wide = header([
      { at: 20, value: 0x75 },
      { at: 16, value: 0x75 },
    ]);
    const file = readPsd(wide);
    expect(file.header.width).toBeGreaterThan(29_900);
    expect(codeOf(() => decodeComposite(file))).toBe('psd-too-large');
    const tall = readPsd(header([{ at: 16, value: 0x75 }]));
    expect(codeOf(() => decodeComposite(tall))).toBe('psd-damaged');
    const bytes = SAMPLES[4]!.slice();
    bytes[20] = bytes[16] = 0x20;
    const flat = readPsd(bytes);
    const before = process.memoryUsage().arrayBuffers;
    expect(codeOf(() => decodeLayer(flat, flat.layers[0]!))).toBe('psd-damaged');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 22);
  });

  it.each(['raw', 'rle', 'zip', 'predicted'] as const)(
    'a small file with a huge layer, %s: no memory is taken for it',
    (packing) => {
      const made = { width: 9, height: 7, depth: 16, packing, layers: LAYERS } as const;
      const bytes = handmadePsd(made);
      const { start } = readPsd(bytes).layers[0]!.record;
      new DataView(bytes.buffer).setInt32(start + 8, 10_000);
      new DataView(bytes.buffer).setInt32(start + 12, 10_000);
      const file = readPsd(bytes);
      const before = process.memoryUsage().arrayBuffers;
      expect(codeOf(() => decodeLayer(file, file.layers[0]!))).toBe('psd-damaged');
      expect(codeOf(() => enlargePsd(file, 1, repeatPixels))).toBe('psd-damaged');
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 22);
    },
  );

  it('blocks behind which layers may hide', () => {
    const bytes = SAMPLES[1]!.slice();
    const at = Buffer.from(bytes).indexOf('8BIMLr16');
    bytes[at] = 0;
    expect(codeOf(() => readPsd(bytes))).toBe('psd-damaged');
  });

  it('a zipped channel that never ends', () => {
    const made = { width: 9, height: 7, depth: 8, packing: 'zip' } as const;
    const small = handmadePsd({ ...made, layers: [{ ...LAYERS[1]!, width: 100, height: 100 }] });
    const file = readPsd(small);
    const layer = { ...file.layers[0]!, rect: { x: 0, y: 0, width: 10, height: 10 } };
    expect(codeOf(() => decodeLayer(file, layer))).toBe('psd-damaged');
  });
});

it('a canvas of 30,000 pixels goes through', () => {
  const width = 30_000;
  const data = new Uint8ClampedArray(width * 4 * 2).fill(255);
  for (let i = 0; i < data.length; i += 4) data[i] = i % 251;
  const image: Image = { width, height: 2, depth: 8, data };
  const file = readPsd(writeFlatPsd(image, { name: 'wide', iccProfile: null }));
  const same = (got: Image) =>
    Buffer.compare(Buffer.from(got.data.buffer), Buffer.from(data.buffer)) === 0;
  expect(same(decodeComposite(file))).toBe(true);
  const layer = {
    name: 'n',
    rect: { x: 0, y: 0, width, height: 2 },
    image,
    mask: null,
    look: PLAIN_LOOK,
  };
  const after = insertLayer(file, { above: 'nth:0', layer, composite: image });
  expect(same(decodeLayer(after.file, after.layer))).toBe(true);
});

const ADDED = {
  ...{ name: 'new', mask: null, look: PLAIN_LOOK },
  rect: { x: 1, y: 1, width: 4, height: 3 },
  image: { ...pixels(4, 3, 1), depth: 8 as const },
};

/** Everything that the product does with a file. */
function useFile(bytes: Uint8Array, enlarge: boolean): void {
  const file = readPsd(bytes);
  for (const layer of file.layers) {
    attempt(() => decodeLayer(file, layer));
    attempt(() => decodeLayer(file, layer, { x: -2, y: 3, width: 12, height: 4 }));
    attempt(() => decodeMask(file, layer));
  }
  const above = file.layers[file.layers.length - 1]!.key;
  attempt(() => {
    const after = insertLayer(file, { above, layer: ADDED, composite: null });
    decodeLayer(after.file, after.layer);
  });
  attempt(() => decodeComposite(file));
  if (enlarge && file.header.width <= 64 && file.header.height <= 64 && small(file.layers)) {
    attempt(() => enlargePsd(file, 2, repeatPixels));
  }
}

function small(layers: readonly { rect: { width: number; height: number } }[]): boolean {
  return layers.every(({ rect }) => rect.width * rect.height < 10_000);
}

/** null where the action ends in a named error; anything else that it throws is a bug. */
function attempt<T>(action: () => T): T | null {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return null;
  }
}

describe('thousands of damaged files', () => {
  const random = (seed: number, count: number, max: number) => noise(count, seed, max);

  /** A few bytes changed, most of them in the structure before the pixels, or the end cut off. */
  function damage(bytes: Uint8Array, seed: number): Uint8Array {
    const [kind = 0, count = 1] = random(seed, 2, 7);
    if (kind === 0) return bytes.slice(0, random(seed + 1, 1, bytes.length)[0]);
    const copy = bytes.slice();
    const reach = kind < 5 ? Math.min(copy.length, 900) : copy.length;
    random(seed + 2, count + 1, reach - 1).forEach((at, i) => {
      const extreme = [0, 1, 127, 128, 254, 255][seed % 6] ?? 0;
      copy[at] = kind % 2 === 0 ? extreme : random(seed + 3 + i, 1, 255)[0]!;
    });
    return copy;
  }

  it.each(SAMPLES.map((bytes, i) => [i, bytes] as const))('sample %d', (i, bytes) => {
    const rounds = i === 0 ? 600 : 1150;
    let refused = 0;
    for (let round = 0; round < rounds; round++) {
      const bytesNow = damage(bytes, i * 100_000 + round * 7);
      if (attempt(() => useFile(bytesNow, round % 5 === 0)) === null) refused++;
    }
    expect(refused).toBeGreaterThan(100);
  });
});
