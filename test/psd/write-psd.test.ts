import type { Image } from '../../src/core/image';
import { PLAIN_LOOK } from '../../src/core/document';
import { buildLayerPsd, type LayerPsd } from '../../src/psd/build-layer-psd';
import { bytesOf } from '../../src/psd/byte-reader';
import { decodeComposite } from '../../src/psd/decode-composite';
import { decodeLayer } from '../../src/psd/decode-layer';
import { decodeMask } from '../../src/psd/decode-mask';
import { readPsd } from '../../src/psd/read-psd';
import { writeFlatPsd } from '../../src/psd/write-flat-psd';
import { agPsd } from './ag';
import { codeOf } from '../support/code-of';
import { iccProfile, P3_COLORANTS } from '../support/picture-files';
import { noise } from './samples';

const PROFILE = iccProfile(P3_COLORANTS, 2.2, 'Display P3');

function image(width: number, height: number, depth: 8 | 16, opaque: boolean): Image {
  const values = noise(width * height * 4, 3, depth === 8 ? 255 : 65535);
  const full = depth === 8 ? 255 : 65535;
  if (opaque) for (let i = 3; i < values.length; i += 4) values[i] = full;
  return depth === 8
    ? { width, height, depth, data: new Uint8ClampedArray(values) }
    : { width, height, depth, data: new Uint16Array(values) };
}

describe('writeFlatPsd', () => {
  it.each([8, 16] as const)('writes an opaque picture flat, %d bit', (depth) => {
    const picture = image(31, 9, depth, true);
    const bytes = writeFlatPsd(picture, {
      name: 'x',
      iccProfile: PROFILE,
      resolution: { x: 240, y: 120 },
    });
    const file = readPsd(bytes);
    expect(file.flat).toBe(true);
    expect(file.header).toMatchObject({ width: 31, height: 9, depth, channels: 3 });
    expect(file.resolution).toEqual({ x: 240, y: 120 });
    expect(bytesOf(bytes, file.iccProfile!)).toEqual(PROFILE);
    expect(decodeComposite(file)).toEqual(picture);
    expect(agPsd(bytes).imageData!.data).toEqual(picture.data);
  });

  it.each([8, 16] as const)('writes a transparent picture as a layer, %d bit', (depth) => {
    const picture = image(31, 9, depth, false);
    const file = readPsd(writeFlatPsd(picture, { name: 'leaf', iccProfile: null }));
    expect(file).toMatchObject({ flat: false, hasTransparency: true, iccProfile: null });
    expect(file.layers.map(({ name }) => name)).toEqual(['leaf']);
    expect(decodeLayer(file, file.layers[0]!)).toEqual(picture);
    expect(agPsd(file.bytes, depth === 16).children![0]!.imageData!.data).toEqual(picture.data);
  });

  it('refuses what the format cannot hold', () => {
    const wide: Image = {
      width: 30_001,
      height: 1,
      depth: 8,
      data: new Uint8ClampedArray(120_004),
    };
    expect(codeOf(() => writeFlatPsd(wide, { name: '', iccProfile: null }))).toBe('psd-too-large');
  });
});

describe('buildLayerPsd', () => {
  const rect = { x: 1200, y: -35, width: 17, height: 12 };
  const layer = (depth: 8 | 16): LayerPsd => ({
    name: 'Fast 4×',
    id: 1_234_567_890,
    rect,
    image: image(17, 12, depth, false),
    mask: { width: 17, height: 12, data: new Uint8Array(noise(17 * 12, 8)) },
    look: { ...PLAIN_LOOK, clipped: true },
    iccProfile: PROFILE,
    smartObject: { png: PROFILE, size: { width: 68, height: 48 }, fileName: 'restored.png' },
  });

  it.each([8, 16] as const)('carries one layer at its place, %d bit', (depth) => {
    const file = readPsd(buildLayerPsd(layer(depth)));
    expect(file.header).toMatchObject({ width: 1, height: 1, depth });
    expect(file.layers).toHaveLength(1);
    const [only] = file.layers;
    expect(only).toMatchObject({
      ...{ id: 1_234_567_890, name: 'Fast 4×', rect, clipping: true, kind: 'smart-object' },
      mask: { rect, defaultColor: 0, disabled: false },
    });
    expect(decodeLayer(file, only!)).toEqual(layer(depth).image);
    expect(decodeMask(file, only!)).toEqual(layer(depth).mask);
    expect(bytesOf(file.bytes, file.iccProfile!)).toEqual(PROFILE);
  });

  it('is understood by ag-psd', () => {
    const theirs = agPsd(buildLayerPsd(layer(8)));
    expect(theirs.linkedFiles![0]).toMatchObject({ name: 'restored.png', data: PROFILE });
    const only = theirs.children![0]!;
    expect(only).toMatchObject({ name: 'Fast 4×', left: 1200, top: -35, clipping: true });
    expect(only.imageData!.data).toEqual(layer(8).image.data);
    expect(only.placedLayer).toMatchObject({
      width: 68,
      height: 48,
      id: theirs.linkedFiles![0]!.id,
      transform: [1200, -35, 1217, -35, 1217, -23, 1200, -23],
    });
  });
});
