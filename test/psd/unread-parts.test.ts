import { PLAIN_LOOK } from '../../src/core/document';
import { ByteReader } from '../../src/psd/byte-reader';
import { decodeComposite } from '../../src/psd/decode-composite';
import { decodeLayer } from '../../src/psd/decode-layer';
import type { PsdFile, PsdUnread } from '../../src/psd/file';
import { insertLayer } from '../../src/psd/insert-layer';
import { readPsd } from '../../src/psd/read-psd';
import { readRecordParts } from '../../src/psd/read-record';
import { openPsd } from '../../src/editor/open/open-psd';
import { agLayers, agPsd } from './ag';
import { codeOf } from '../support/code-of';
import { handmadePsd, resource, type Handmade } from './handmade';
import { layeredSample, pixels } from './samples';

const base = { width: 9, height: 7, packing: 'rle' } as const;
const layers: Handmade['layers'] = [
  { name: 'Background', left: 0, top: 0, width: 9, height: 7, seed: 1, alpha: false },
  { name: 'top', left: 1, top: 2, width: 5, height: 4, seed: 2, mask: true },
];
const resolution = resource(1005, Buffer.from('012c0000000100010048000000010001', 'hex'));
const added = {
  name: 'new',
  rect: { x: 1, y: 1, width: 4, height: 3 },
  image: { ...pixels(4, 3, 1), depth: 8 as const },
  mask: null,
  look: PLAIN_LOOK,
};
const smartObject = { png: Uint8Array.of(1, 2, 3), size: added.rect, fileName: 'a.png' };

function expectOpens(bytes: Uint8Array, unread: readonly PsdUnread[]): PsdFile {
  const right = readPsd(handmadePsd({ ...base, depth: 8, layers }));
  const file = readPsd(bytes);
  expect(file.unread).toEqual(unread);
  expect(decodeComposite(file)).toEqual(decodeComposite(right));
  expect(file.layers.map((layer) => decodeLayer(file, layer))).toEqual(
    right.layers.map((layer) => decodeLayer(right, layer)),
  );
  const { notices } = openPsd(bytes, 'd', 'p.psd').document;
  expect(notices).toEqual(
    unread.length === 0 ? [] : [{ code: 'parts-dropped', detail: unread.join(', ') }],
  );
  return file;
}

/** What a part of the file held is in the new one, byte for byte. */
function expectKept(file: PsdFile, { start, end }: { start: number; end: number }): void {
  const { file: after } = insertLayer(file, {
    above: file.layers[1]!.key,
    layer: { ...added, smartObject },
    composite: null,
  });
  const part = Buffer.from(file.bytes.subarray(start, end));
  expect(Buffer.from(after.bytes).includes(part)).toBe(true);
  expect(after.unread).toEqual(file.unread);
  expect(after.layers.map(({ name }) => name)).toEqual(['Background', 'top', 'new']);
  expect(after.blocks.some(({ key }) => key === 'lnk2')).toBe(true);
}

describe('image resources', () => {
  const long = resource(1060, Buffer.from('abcdef'));
  long.writeUInt32BE(5000, 8);
  const named = Buffer.concat([Buffer.from('8BIM\x03\xf0\xff', 'latin1'), Buffer.from('short')]);

  it.each<[string, Buffer[]]>([
    ['garbage instead of one', [Buffer.from('this is no resource')]],
    ['one that is longer than all of them', [long]],
    ['a name longer than all of them', [Buffer.concat([named, Buffer.alloc(7, 1)])]],
    ['garbage behind one', [resolution, Buffer.from('no resource either')]],
    ['one that is cut off', [resolution, resource(1039, Buffer.alloc(200, 7)).subarray(0, 50)]],
  ])('%s', (_, resources) => {
    const file = expectOpens(handmadePsd({ ...base, depth: 8, layers, resources }), ['resources']);
    expectKept(file, file.sections.resources);
    const known = resources[0] === resolution;
    expect(file.resolution).toEqual(known ? { x: 300, y: 72 } : null);
    expect(file.iccProfile).toBeNull();
  });

  it('padding behind them is no damage', () => {
    const resources = [resolution, Buffer.alloc(20)];
    expectOpens(handmadePsd({ ...base, depth: 8, layers, resources }), []);
  });
});

describe("a layer's additional information", () => {
  const bytes = handmadePsd({ ...base, depth: 8, layers });
  const at = Buffer.from(bytes).indexOf('8BIMzzzz');

  it('that is longer than the record', () => {
    const bad = bytes.slice();
    new DataView(bad.buffer).setUint32(at + 8, 0x7fffffff);
    const file = expectOpens(bad, ['layer-information']);
    expectKept(file, file.layers[0]!.record);
    const names = agLayers(agPsd(bytes)).map(({ name }) => name);
    expect(file.layers.map(({ name }) => name)).toEqual(names);
  });

  it('a Unicode name that is longer than its block: the other name counts', () => {
    const sample = layeredSample();
    const luni = Buffer.from(sample).indexOf('8BIMluni');
    new DataView(sample.buffer, sample.byteOffset).setUint32(luni + 12, 0x7fffffff);
    expect(readPsd(sample).layers[0]!.name).toBe('Background');
  });

  it('a mask whose parameters are cut off', () => {
    const bad = bytes.slice();
    const { record } = readPsd(bad).layers[1]!;
    const { mask } = readRecordParts(new ByteReader(bad, record, 'a layer'), 1);
    // "Has parameters": density and feather, for which there is one byte.
    bad[mask.start + 17] = 16;
    bad[mask.start + 18] = 3;
    expect(readPsd(bad).layers[1]!.mask).toMatchObject({ density: 0, feather: 0 });
  });
});

describe("the document's additional information", () => {
  const garbage = (depth: 8 | 16): Uint8Array => {
    const bytes = handmadePsd({ ...base, depth, layers });
    const at = Buffer.from(bytes).indexOf('8BIMqqqq');
    bytes.fill(0x41, at, at + 8);
    return bytes;
  };

  it('is not needed where the layers are found', () => {
    const file = expectOpens(garbage(8), ['document-information']);
    const { layerAndMask, globalMask } = file.sections;
    expectKept(file, { start: globalMask!.end, end: layerAndMask.end });
    expect(readPsd(garbage(16)).unread).toEqual(['document-information']);
  });

  it('one that is longer than all of it', () => {
    const bytes = handmadePsd({ ...base, depth: 8, layers });
    const at = Buffer.from(bytes).indexOf('8BIMqqqq');
    new DataView(bytes.buffer).setUint32(at + 8, 0x7fffffff);
    expectOpens(bytes, ['document-information']);
  });

  it('refuses the file where the layers may hide behind it', () => {
    const bytes = handmadePsd({ ...base, depth: 16, layers });
    const at = Buffer.from(bytes).indexOf('8BIMLr16');
    new DataView(bytes.buffer).setUint32(at + 8, 0x7fffffff);
    expect(codeOf(() => readPsd(bytes))).toBe('psd-damaged');
  });
});
