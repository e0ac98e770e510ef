import type { Image } from '../../src/core/image';
import type { Mask } from '../../src/core/mask';
import { PLAIN_LOOK } from '../../src/core/document';
import { bytesOf } from '../../src/psd/byte-reader';
import { decodeComposite, decodeCompositePlane } from '../../src/psd/decode-composite';
import { decodeLayer } from '../../src/psd/decode-layer';
import { decodeMask } from '../../src/psd/decode-mask';
import type { ByteRange, PsdFile } from '../../src/psd/file';
import { insertLayer } from '../../src/psd/insert-layer';
import type { NewLayer } from '../../src/psd/new-layer';
import { readPsd } from '../../src/psd/read-psd';
import { agLayers, agPsd } from './ag';
import { codeOf } from '../support/code-of';
import { compositeSamples, handmadePsd, resource, type Handmade } from './handmade';
import { layeredSample, noise } from './samples';

const RECT = { x: -4, y: 3, width: 13, height: 7 };

function image(size: { width: number; height: number }, depth: 8 | 16, seed: number): Image {
  const values = noise(size.width * size.height * 4, seed, depth === 8 ? 255 : 65535);
  const { width, height } = size;
  return depth === 8
    ? { width, height, depth, data: new Uint8ClampedArray(values) }
    : { width, height, depth, data: new Uint16Array(values) };
}

function mask(size: { width: number; height: number }, seed: number): Mask {
  const data = new Uint8Array(noise(size.width * size.height, seed));
  return { width: size.width, height: size.height, data };
}

function newLayer(depth: 8 | 16): NewLayer {
  const pixels = image(RECT, depth, 40);
  const ours = { name: 'Fast 2× 高', rect: RECT, image: pixels, mask: mask(RECT, 41) };
  return { ...ours, look: PLAIN_LOOK };
}

const text = (file: PsdFile, range: ByteRange) =>
  Buffer.from(bytesOf(file.bytes, range)).toString('latin1');

/** Everything of `before` that must be in `after`, byte for byte. */
function expectKept(before: PsdFile, after: PsdFile, newIndex: number): void {
  const kept = after.layers.filter(({ index }) => index !== newIndex);
  expect(kept.map(({ key }) => key)).toEqual(before.layers.map(({ key }) => key));
  before.layers.forEach((layer, i) => {
    const same = kept[i]!;
    expect(text(after, same.record)).toBe(text(before, layer.record));
    expect(same.channels.map(({ data }) => text(after, data))).toEqual(
      layer.channels.map(({ data }) => text(before, data)),
    );
    expect(same.parent === null ? null : after.layers[same.parent]!.key).toBe(
      layer.parent === null ? null : before.layers[layer.parent]!.key,
    );
  });
  const counting = [1024, 1026, 1072];
  const resources = (file: PsdFile) =>
    file.resources.filter(({ id }) => !counting.includes(id)).map(({ range }) => text(file, range));
  expect(resources(after)).toEqual(resources(before));
  const blocks = (file: PsdFile) =>
    file.blocks
      .filter(({ key }) => key !== 'Lr16' && key !== 'lnk2')
      .map(({ range }) => text(file, range));
  expect(blocks(after)).toEqual(blocks(before));
  expect(text(after, after.sections.colorModeData)).toBe(
    text(before, before.sections.colorModeData),
  );
}

describe('into a document with layers and groups', () => {
  const before = readPsd(layeredSample());

  it.each(
    before.layers.filter(({ role }) => role !== 'group-end').map(({ key, name }) => [name, key]),
  )('goes directly above "%s", in the same group', (_, key) => {
    const source = before.layers.find((layer) => layer.key === key)!;
    const { file, layer } = insertLayer(before, {
      above: key,
      layer: newLayer(8),
      composite: null,
    });
    expect(layer).toMatchObject({ name: 'Fast 2× 高', index: source.index + 1, rect: RECT });
    expect(file.layers[layer.index - 1]!.key).toBe(key);
    const parent = (of: PsdFile, index: number | null) =>
      index === null ? null : of.layers[index]!.key;
    expect(parent(file, layer.parent)).toBe(parent(before, source.parent));
    expect(before.layers.map(({ id }) => id)).not.toContain(layer.id);
    expectKept(before, file, layer.index);
    expect(text(file, file.sections.composite)).toBe(text(before, before.sections.composite));
    expect(decodeLayer(file, layer).data).toEqual(newLayer(8).image.data);
    expect(decodeMask(file, layer)!.data).toEqual(newLayer(8).mask!.data);
  });

  it('reads the same in ag-psd', () => {
    const { file } = insertLayer(before, { above: 'id:74', layer: newLayer(8), composite: null });
    const theirs = agPsd(file.bytes);
    const inner = theirs.children!.find(({ name }) => name === 'group')!.children![1]!;
    expect(inner.children!.map(({ name }) => name)).toEqual(['deep', 'Fast 2× 高', 'clipped']);
    const added = inner.children![1]!;
    expect(added).toMatchObject({ left: RECT.x, top: RECT.y, opacity: 1, blendMode: 'normal' });
    expect(added.imageData!.data).toEqual(newLayer(8).image.data);
    expect(added.mask).toMatchObject({ left: RECT.x, top: RECT.y, defaultColor: 0 });
    const gray = added.mask!.imageData!.data.filter((_, i) => i % 4 === 0);
    expect(Array.from(gray)).toEqual(Array.from(newLayer(8).mask!.data));
    const others = agLayers(theirs).filter((layer) => layer !== added);
    const old = agLayers(agPsd(before.bytes));
    expect(others.map((layer) => layer.imageData?.data)).toEqual(
      old.map((layer) => layer.imageData?.data),
    );
    expect(others.map(({ text: t, effects }) => [t, effects])).toEqual(
      old.map(({ text: t, effects }) => [t, effects]),
    );
  });

  it('twice gives two layers with ids of their own', () => {
    const once = insertLayer(before, { above: 'id:80', layer: newLayer(8), composite: null });
    const twice = insertLayer(once.file, {
      above: once.layer.key,
      layer: newLayer(8),
      composite: null,
    });
    expectKept(once.file, twice.file, twice.layer.index);
    expect(new Set(twice.file.layers.map(({ key }) => key)).size).toBe(before.layers.length + 2);
  });

  it('replaces the merged picture', () => {
    const composite = image(before.header, 8, 50);
    for (let i = 3; i < composite.data.length; i += 4) composite.data[i] = 255;
    const { file } = insertLayer(before, { above: 'id:80', layer: newLayer(8), composite });
    expect(decodeComposite(file).data).toEqual(composite.data);
    expect(agPsd(file.bytes).imageData!.data).toEqual(composite.data);
  });

  it('says when the layer has gone', () => {
    const options = { above: 'id:9999', layer: newLayer(8), composite: null };
    expect(codeOf(() => insertLayer(before, options))).toBe('layer-gone');
  });
});

const LAYERS = [
  { name: 'Background', left: 0, top: 0, width: 33, height: 17, seed: 1, alpha: false },
  { name: 'middle', left: -3, top: 4, width: 11, height: 9, seed: 2, mask: true },
  { name: 'top', left: 30, top: 10, width: 7, height: 5, seed: 3 },
];
const links = resource(1026, Buffer.from([0, 1, 0, 2, 0, 3]));
const enabled = resource(1072, Buffer.from([1, 0, 1]));
const target = resource(1024, Buffer.from([0, 1]));
const unknown = resource(4999, Buffer.from('odd'));

const VARIANTS: Handmade[] = ([8, 16] as const).flatMap((depth) =>
  [false, true].flatMap((gray) =>
    [false, true].flatMap((large) =>
      (['raw', 'rle', 'predicted'] as const).map((packing) => ({
        width: 33,
        height: 17,
        depth,
        gray,
        large,
        packing,
        layers: LAYERS,
        resources: [links, unknown, enabled, target],
        savedChannels: 2,
      })),
    ),
  ),
);

describe.each(VARIANTS)('$depth bit, $packing, gray $gray, large $large', (variant) => {
  const composite = image(variant, variant.depth, 60);
  for (let i = 0; i < composite.data.length; i += 4) {
    composite.data[i + 3] = variant.depth === 8 ? 255 : 65535;
    if (variant.gray === true) composite.data.fill(composite.data[i]!, i, i + 3);
  }

  it.each([0, 1, 2])('keeps everything when inserting above layer %d', (index) => {
    const before = readPsd(handmadePsd(variant));
    const options = { above: `nth:${index}`, layer: newLayer(variant.depth), composite };
    const { file, layer } = insertLayer(before, options);
    expect(layer.index).toBe(index + 1);
    expectKept(before, file, layer.index);
    expect(file.header).toEqual(before.header);
    const data = (id: number) => [
      ...bytesOf(file.bytes, file.resources.find((r) => r.id === id)!.data),
    ];
    const expectedLinks = [0, 1, 0, 2, 0, 3];
    expectedLinks.splice(layer.index * 2, 0, 0, 0);
    expect(data(1026)).toEqual(expectedLinks);
    expect(data(1072)).toHaveLength(4);
    expect(data(1024)).toEqual([0, index + 1 <= 1 ? 2 : 1]);
    expect(decodeComposite(file).data).toEqual(composite.data);
    const colors = variant.gray === true ? 1 : 3;
    for (const saved of [0, 1]) {
      const plane = decodeCompositePlane(file, colors + saved);
      expect(Array.from(plane)).toEqual(compositeSamples(variant, colors + saved));
    }
    const got = decodeLayer(file, layer);
    expect(decodeMask(file, layer)!.data).toEqual(newLayer(8).mask!.data);
    if (variant.gray !== true) expect(got.data).toEqual(newLayer(variant.depth).image.data);
  });

  it('gives a flat file a background layer', () => {
    const flat = { ...variant, layers: [], resources: [unknown] };
    const before = readPsd(handmadePsd(flat));
    const options = { above: 'nth:0', layer: newLayer(variant.depth), composite: null };
    const { file, layer } = insertLayer(before, options);
    expect(file.flat).toBe(false);
    expect(file.layers.map(({ key, name }) => [key, name])).toEqual([
      ['nth:0', 'Background'],
      [layer.key, 'Fast 2× 高'],
    ]);
    expect(file.hasTransparency).toBe(false);
    expect(decodeLayer(file, file.layers[0]!).data).toEqual(decodeComposite(before).data);
    expect(text(file, file.sections.composite)).toBe(text(before, before.sections.composite));
  });
});

it('converts to gray and between depths', () => {
  const layers = [LAYERS[0]!];
  const base = { width: 33, height: 17, packing: 'raw', layers } as const;
  const gray = readPsd(handmadePsd({ ...base, depth: 8, gray: true }));
  const source = image(RECT, 8, 1);
  source.data.set([10, 10, 10, 128, 255, 0, 0, 255]);
  const flatGray = { ...newLayer(8), image: source };
  const inGray = insertLayer(gray, { above: 'nth:0', layer: flatGray, composite: null });
  const result = decodeLayer(inGray.file, inGray.layer).data;
  expect([...result.slice(0, 8)]).toEqual([10, 10, 10, 128, 54, 54, 54, 255]);
  const deep = readPsd(handmadePsd({ ...base, depth: 16 }));
  const inDeep = insertLayer(deep, { above: 'nth:0', layer: flatGray, composite: null });
  const values = decodeLayer(inDeep.file, inDeep.layer).data;
  expect([...values]).toEqual(Array.from(source.data, (value) => value * 257));
});

it.each([false, true])('adds the sections that a file lacks, odd length %s', (oddLength) => {
  const variant = { ...VARIANTS[0]!, noGlobalMask: true, oddLength };
  const before = readPsd(handmadePsd(variant));
  const smartObject = {
    png: new Uint8Array([1, 2, 3]),
    size: { width: 26, height: 14 },
    fileName: 'x.png',
  };
  const layer = { ...newLayer(8), smartObject };
  const after = insertLayer(before, { above: 'nth:1', layer, composite: null });
  expectKept(before, after.file, after.layer.index);
  expect(agPsd(after.file.bytes).linkedFiles![0]!.data).toEqual(smartObject.png);
});

describe('as a smart object', () => {
  const content = (seed: number, length: number) => ({
    png: new Uint8Array(noise(length, seed)),
    size: { width: 26, height: 14 },
    fileName: `restored-${seed}.png`,
  });

  it.each([8, 16] as const)('keeps the content of each in a %d-bit file', (depth) => {
    const variant = VARIANTS.find((v) => v.depth === depth && v.large !== true && v.gray !== true)!;
    const before = readPsd(handmadePsd(variant));
    let file = before;
    const lengths = [1001, 1002, 1003, 1004];
    for (const [i, length] of lengths.entries()) {
      const layer = { ...newLayer(depth), smartObject: content(i, length) };
      const inserted = insertLayer(file, { above: 'nth:1', layer, composite: null });
      expectKept(file, inserted.file, inserted.layer.index);
      expect(inserted.layer.kind).toBe('smart-object');
      file = inserted.file;
    }
    const theirs = agPsd(file.bytes);
    expect(theirs.linkedFiles!.map(({ name, data }) => [name, data])).toEqual(
      lengths.map((length, i) => [content(i, length).fileName, content(i, length).png]),
    );
    const placed = agLayers(theirs).flatMap(({ placedLayer }) => placedLayer ?? []);
    expect(placed).toHaveLength(4);
    expect(placed[0]).toMatchObject({
      width: 26,
      height: 14,
      transform: [-4, 3, 9, 3, 9, 10, -4, 10],
    });
    expect(placed.map(({ id }) => id).sort()).toEqual(
      theirs.linkedFiles!.map(({ id }) => id).sort(),
    );
    expect(file.blocks.filter(({ key }) => key === 'lnk2')).toHaveLength(1);
  });
});
