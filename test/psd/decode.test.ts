import { decodeComposite, decodeCompositePlane } from '../../src/psd/decode-composite';
import { decodeLayer } from '../../src/psd/decode-layer';
import { decodeMask } from '../../src/psd/decode-mask';
import { readPsd } from '../../src/psd/read-psd';
import { agLayers, agPsd } from './ag';
import {
  compositeSamples,
  handmadePsd,
  layerSamples,
  type Handmade,
  type HandmadeLayer,
  type Packing,
} from './handmade';

const LAYERS: readonly HandmadeLayer[] = [
  { name: 'Background', left: 0, top: 0, width: 33, height: 17, seed: 1, alpha: false },
  { name: 'above', left: -3, top: 4, width: 11, height: 9, seed: 2, mask: true },
];
const PACKINGS: readonly Packing[] = ['raw', 'rle', 'zip', 'predicted'];

function made(change: Partial<Handmade>): Handmade {
  return { width: 33, height: 17, depth: 8, packing: 'raw', layers: LAYERS, ...change };
}

const VARIANTS = PACKINGS.flatMap((packing) =>
  ([8, 16] as const).flatMap((depth) =>
    [false, true].flatMap((gray) =>
      [false, true].map((large) => made({ packing, depth, gray, large })),
    ),
  ),
);

describe.each(VARIANTS)('$depth bit, $packing, gray $gray, large $large', (variant) => {
  const file = readPsd(handmadePsd(variant));

  it('decodes every channel of every layer', () => {
    expect(file.layers.map(({ name }) => name)).toEqual(['Background', 'above']);
    file.layers.forEach((layer, i) => {
      const from = LAYERS[i]!;
      const image = decodeLayer(file, layer);
      expect(image.depth).toBe(variant.depth);
      const slots = variant.gray === true ? [0, 0, 0] : [0, 1, 2];
      slots.forEach((id, slot) => {
        const want = layerSamples(from, id, variant.depth);
        expect(Array.from(image.data).filter((_, at) => at % 4 === slot)).toEqual(want);
      });
      const opaque = variant.depth === 8 ? 255 : 65535;
      const alpha =
        from.alpha === false
          ? new Array<number>(from.width * from.height).fill(opaque)
          : layerSamples(from, -1, variant.depth);
      expect(Array.from(image.data).filter((_, at) => at % 4 === 3)).toEqual(alpha);
    });
  });

  it('decodes masks to 8 bit', () => {
    const want = layerSamples(LAYERS[1]!, -2, variant.depth);
    const values = variant.depth === 8 ? want : want.map((value) => Math.round(value / 257));
    expect(Array.from(decodeMask(file, file.layers[1]!)!.data)).toEqual(values);
  });

  it('decodes the merged picture', () => {
    const image = decodeComposite(file);
    for (let slot = 0; slot < 3; slot++) {
      const want = compositeSamples(variant, variant.gray === true ? 0 : slot);
      expect(Array.from(image.data).filter((_, at) => at % 4 === slot)).toEqual(want);
    }
  });
});

it('means the same as ag-psd for 16 bits', () => {
  const bytes = handmadePsd(made({ depth: 16, packing: 'predicted' }));
  const file = readPsd(bytes);
  const theirs = agLayers(agPsd(bytes));
  expect(theirs).toHaveLength(2);
  theirs.forEach((layer, i) => {
    expect(decodeLayer(file, file.layers[i]!).data).toEqual(layer.imageData!.data);
  });
});

it('takes transparency off the white it is stored on', () => {
  const variant = made({ transparency: true, savedChannels: 1 });
  const file = readPsd(handmadePsd(variant));
  expect(file.hasTransparency).toBe(true);
  const image = decodeComposite(file);
  const alpha = compositeSamples(variant, 3);
  expect(Array.from(image.data).filter((_, at) => at % 4 === 3)).toEqual(alpha);
  const red = compositeSamples(variant, 0);
  const at = alpha.findIndex((a, i) => a > 100 && a < 200 && red[i]! > 255 - a);
  expect(image.data[at * 4]).toBe(Math.round(((red[at]! - 255 + alpha[at]!) * 255) / alpha[at]!));
  expect(Array.from(decodeCompositePlane(file, 4))).toEqual(compositeSamples(variant, 4));
});

it('shows a flat file as one layer', () => {
  const variant = made({ layers: [], savedChannels: 1 });
  const file = readPsd(handmadePsd(variant));
  expect(file.flat).toBe(true);
  expect(file.layers).toHaveLength(1);
  const [layer] = file.layers;
  expect(layer).toMatchObject({ name: 'Background', rect: { x: 0, y: 0, width: 33, height: 17 } });
  const part = decodeLayer(file, layer!, { x: 30, y: 15, width: 4, height: 3 });
  const red = compositeSamples(variant, 0);
  expect(part.data[0]).toBe(red[15 * 33 + 30]);
  expect(part.data[3]).toBe(255);
  expect([...part.data.slice(12, 16)]).toEqual([0, 0, 0, 0]);
});
