import { writePsdUint8Array, type Psd } from 'ag-psd';
import type { Image } from '../../src/core/image';
import { PLAIN_LOOK } from '../../src/core/document';
import { bytesOf } from '../../src/psd/byte-reader';
import { decodeComposite, decodeCompositePlane } from '../../src/psd/decode-composite';
import { decodeLayer } from '../../src/psd/decode-layer';
import { decodeMask } from '../../src/psd/decode-mask';
import { enlargePsd } from '../../src/psd/enlarge-psd';
import { insertLayer } from '../../src/psd/insert-layer';
import { readPsd } from '../../src/psd/read-psd';
import { agLayers, agPsd } from './ag';
import { codeOf } from '../support/code-of';
import { handmadePsd, type Handmade } from './handmade';
import { blendColumns, repeatPixels } from './resizers';
import { layeredSample, pixels } from './samples';

/** Pixels repeated; where they are clear, without colour. */
function repeated(image: Image, factor: number): number[] {
  const out: number[] = [];
  for (let y = 0; y < image.height * factor; y++) {
    for (let x = 0; x < image.width * factor; x++) {
      const at = (Math.floor(y / factor) * image.width + Math.floor(x / factor)) * 4;
      const pixel = [...image.data.slice(at, at + 4)];
      out.push(...(pixel[3] === 0 ? [0, 0, 0, 0] : pixel));
    }
  }
  return out;
}

describe('a document with everything', () => {
  const before = readPsd(layeredSample());
  const { file, notScaled } = enlargePsd(before, 3, repeatPixels);

  it('grows canvas, bounds, pixels and masks', () => {
    expect(file.header).toEqual({ ...before.header, width: 183, height: 129 });
    expect(file.layers.map(({ key }) => key)).toEqual(before.layers.map(({ key }) => key));
    before.layers.forEach((layer, i) => {
      const grown = file.layers[i]!;
      const { x, y, width, height } = layer.rect;
      expect(grown.rect).toEqual({ x: x * 3, y: y * 3, width: width * 3, height: height * 3 });
      if (width > 0) {
        expect([...decodeLayer(file, grown).data]).toEqual(repeated(decodeLayer(before, layer), 3));
      }
      if (layer.mask === null) return;
      const { rect } = layer.mask;
      expect(grown.mask).toMatchObject({
        ...{ defaultColor: layer.mask.defaultColor, disabled: layer.mask.disabled },
        rect: { x: rect.x * 3, y: rect.y * 3, width: rect.width * 3, height: rect.height * 3 },
        density: layer.mask.density,
      });
      const mask = decodeMask(before, layer)!;
      const grownMask = decodeMask(file, grown)!;
      grownMask.data.forEach((value, at) => {
        const px = Math.floor((at % grownMask.width) / 3);
        const py = Math.floor(Math.floor(at / grownMask.width) / 3);
        expect(value).toBe(mask.data[py * mask.width + px]);
      });
    });
    expect([...decodeComposite(file).data]).toEqual(repeated(decodeComposite(before), 3));
  });

  it('keeps everything else as it was', () => {
    const changed = ['TySh', 'lfx2', 'lrFX', 'SoCo'];
    const rest = (of: typeof file) =>
      of.layers.map(({ blocks, opacity, blendMode, parent, name }) => ({
        ...{ opacity, blendMode, parent, name },
        blocks: blocks
          .filter(({ key }) => !changed.includes(key))
          .map(({ range }) => Buffer.from(bytesOf(of.bytes, range)).toString('latin1')),
      }));
    expect(rest(file)).toEqual(rest(before));
    expect(notScaled).toEqual([]);
  });

  it('scales text, effects and guides, as ag-psd reads them', () => {
    const theirs = agPsd(file.bytes);
    const layers = agLayers(theirs);
    const words = layers.find(({ name }) => name === 'words')!;
    expect(words.text).toMatchObject({ text: 'Hello', transform: [3, 0, 0, 3, 12, 36] });
    const { effects } = layers.find(({ name }) => name === 'effects')!;
    expect(effects!.dropShadow![0]).toMatchObject({
      size: { value: 12 },
      distance: { value: 18 },
      angle: 30,
    });
    const { guides } = theirs.imageResources!.gridAndGuidesInformation!;
    expect(guides).toEqual([{ location: 30, direction: 'vertical' }]);
  });

  it('can be inserted into afterwards', () => {
    const image = { ...pixels(20, 10, 90), depth: 8 as const };
    const rect = { x: 100, y: 90, width: 20, height: 10 };
    const layer = { name: 'new', rect, image, mask: null, look: PLAIN_LOOK };
    const inserted = insertLayer(file, { above: 'id:74', layer, composite: null });
    expect(decodeLayer(inserted.file, inserted.layer).data).toEqual(image.data);
  });
});

const LAYERS = [
  { name: 'Background', left: 0, top: 0, width: 9, height: 7, seed: 1, alpha: false },
  { name: 'top', left: -3, top: 2, width: 5, height: 4, seed: 2, mask: true },
];

const VARIANTS: Handmade[] = ([8, 16] as const).flatMap((depth) =>
  [false, true].flatMap((gray) =>
    [false, true].map((large) => ({
      ...{ width: 9, height: 7, depth, gray, large, savedChannels: 1 },
      ...{ packing: depth === 8 ? ('rle' as const) : ('predicted' as const), layers: LAYERS },
    })),
  ),
);

describe.each(VARIANTS)('$depth bit, gray $gray, large $large', (variant) => {
  const before = readPsd(handmadePsd(variant));
  const { file, notScaled } = enlargePsd(before, 2, repeatPixels);

  it('repeats every pixel', () => {
    before.layers.forEach((layer, i) => {
      const got = decodeLayer(file, file.layers[i]!);
      expect(got.depth).toBe(variant.depth);
      expect([...got.data]).toEqual(repeated(decodeLayer(before, layer), 2));
    });
    const saved = variant.gray === true ? 1 : 3;
    const plane = decodeCompositePlane(before, saved);
    const grown = decodeCompositePlane(file, saved);
    grown.forEach((value, i) => {
      const at = Math.floor(Math.floor(i / 18) / 2) * 9 + Math.floor((i % 18) / 2);
      expect(value).toBe(plane[at]);
    });
  });

  it('names blocks that it does not know', () => {
    expect(notScaled).toEqual([
      { layer: 'Background', what: 'block:zzzz' },
      { layer: 'top', what: 'block:zzzz' },
      { layer: null, what: 'block:qqqq' },
    ]);
  });

  it('enlarges a flat file', () => {
    const flat = readPsd(handmadePsd({ ...variant, layers: [] }));
    const grown = enlargePsd(flat, 4, repeatPixels).file;
    expect(grown.flat).toBe(true);
    expect([...decodeComposite(grown).data]).toEqual(repeated(decodeComposite(flat), 4));
  });
});

it('does not let the colour of clear pixels bleed', () => {
  const data = new Uint8ClampedArray([200, 100, 50, 255, 0, 255, 0, 0]);
  const psd: Psd = {
    ...{ width: 2, height: 1 },
    children: [{ name: 'edge', imageData: { width: 2, height: 1, data } }],
  };
  const bytes = writePsdUint8Array(psd, { noBackground: true });
  const { file } = enlargePsd(readPsd(bytes), 2, blendColumns);
  expect([...decodeLayer(file, file.layers[0]!).data.slice(0, 16)]).toEqual([
    ...[200, 100, 50, 255],
    ...[200, 100, 50, 191],
    ...[200, 100, 50, 64],
    ...[0, 0, 0, 0],
  ]);
});

it('refuses what the format cannot hold, and stops when told to', () => {
  const flat = handmadePsd({ width: 7501, height: 1, depth: 8, packing: 'raw', layers: [] });
  expect(codeOf(() => enlargePsd(readPsd(flat), 4, repeatPixels))).toBe('psd-too-large');
  const signal = AbortSignal.abort(new DOMException('stop', 'AbortError'));
  const sample = readPsd(layeredSample());
  expect(() => enlargePsd(sample, 2, repeatPixels, signal)).toThrow('stop');
});
