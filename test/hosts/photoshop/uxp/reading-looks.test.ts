import type { Layer as PsdLayer } from 'ag-psd';
import { type Rect, rect } from '../../../../src/core/geometry';
import type { LayerLook, SourceLayer } from '../../../../src/core/document';
import type { BlendMode } from '../../../../src/core/blend-mode';
import { blendModeOf } from '../../../../src/psd/blend-modes';
import { pixels } from '../../../emulators/photopea/painted-documents';
import { vectorMaskPsd, VECTOR_MASKED } from '../../../emulators/photoshop/witness/documents';
import type { Layer } from '../../../emulators/photoshop/model/layer';
import { activeRef, NEVER } from './documents';
import { activate, CANVAS, change, CLIPPED, layersPsd, opened, painted, result } from './looks';
import type { StageOptions } from './stage';

async function read(
  psd: Uint8Array,
  name: string,
  options: StageOptions = {},
  parts: (layer: Layer) => Partial<Layer> = () => ({}),
  area: Rect = CANVAS,
): Promise<SourceLayer> {
  const stage = await opened(psd, name, options);
  change(stage, name, parts);
  const source = await stage.link.host.readLayer(stage.ref, area, NEVER);
  stage.dispose();
  expect(stage.ps.problems()).toEqual([]);
  return source;
}

/** Shares of full alpha in one row. */
function alphaRow({ image: { width, depth, data } }: SourceLayer, y = 0): number[] {
  const white = depth === 8 ? 255 : 65535;
  const at = (x: number): number => (data[(y * width + x) * 4 + 3] ?? 0) / white;
  return Array.from({ length: width }, (_, x) => Math.round(at(x) * 100) / 100);
}

const MODES = [
  ...['norm', 'diss', 'dark', 'mul ', 'idiv', 'lbrn', 'dkCl', 'lite', 'scrn', 'div ', 'lddg'],
  ...['lgCl', 'over', 'sLit', 'hLit', 'vLit', 'lLit', 'pLit', 'hMix', 'diff', 'smud', 'fsub'],
  ...['fdiv', 'hue ', 'sat ', 'colr', 'lum '],
].map((key) => blendModeOf(key)!);

/** Hides the left half of its eight pixels, thins the next two. */
function maskOf(defaultColor: number, left = 0): NonNullable<PsdLayer['mask']> {
  return {
    ...{ left, top: 0, right: left + 6, bottom: 4, defaultColor },
    imageData: pixels(6, 4, (x) => (x < 4 ? [0, 0, 0, 255] : [128, 128, 128, 255])),
  };
}

function clippedPsd(more: PsdLayer): Uint8Array {
  return layersPsd(painted('base'), painted('clipped', { clipping: true, ...more }));
}

describe('how a layer is drawn', () => {
  test('every blend mode goes there and back', async () => {
    const psd = layersPsd(...MODES.map((mode) => painted(mode)));
    const stage = await opened(psd, 'normal');
    for (const mode of MODES) {
      change(stage, mode, () => ({ blend: mode }));
      activate(stage, stage.id, mode);
      const above = await activeRef(stage);
      const { appearance } = await stage.link.host.readLayer(above, CANVAS, NEVER);
      expect(appearance.blendMode).toBe(mode);
      const look: LayerLook = { ...CLIPPED, blendMode: mode, opacity: 0.4, fill: 0.6 };
      const ref = await stage.link.host.insertLayer(result(above, look), NEVER);
      const back = await stage.link.host.readLayer(ref, CANVAS, NEVER);
      expect(back.appearance).toMatchObject({ clipped: true, visible: true, blendMode: mode });
      expect(back.appearance.opacity).toBeCloseTo(0.4, 2);
      expect(back.appearance.fill).toBeCloseTo(0.6, 2);
    }
    stage.dispose();
    expect(stage.ps.problems()).toEqual([]);
  });

  test('one that nobody knows is none', async () => {
    const blend = 'of-the-future' as BlendMode;
    const { appearance } = await read(layersPsd(painted('a')), 'a', {}, () => ({ blend }));
    expect(appearance.blendMode).toBeNull();
  });

  test.each([
    ['a layer mask', { mask: maskOf(255) }],
    ['one that is off', { mask: { ...maskOf(255), disabled: true } }],
    ['a vector mask', VECTOR_MASKED],
    ['one that is off', { ...VECTOR_MASKED, vectorMask: { paths: [], disable: true } }],
  ] satisfies [string, PsdLayer][])(
    '%s is a mask, and no part of the alpha of an unclipped layer',
    async (_, more) => {
      const source = await read(layersPsd(painted('ground'), painted('a', more)), 'a');
      expect(source.appearance).toMatchObject({ masked: true, clipped: false });
      expect(alphaRow(source)).toEqual(Array<number>(8).fill(1));
    },
  );

  test('where Photoshop does not tell of masks, there are some', async () => {
    const rules = (id: string): boolean => id !== 'B10';
    const { appearance } = await read(layersPsd(painted('a')), 'a', { rules });
    expect(appearance.masked).toBe(true);
  });

  test('a layer without any pixel on the region is told of, too', async () => {
    const psd = layersPsd(painted('ground'), painted('a', { opacity: 0.5, hidden: true }));
    const { image, appearance } = await read(psd, 'a', {}, undefined, rect(20, 0, 3, 3));
    expect(image.data.every((value) => value === 0)).toBe(true);
    expect(appearance).toMatchObject({ visible: false, masked: false });
    expect(appearance.opacity).toBeCloseTo(0.5, 2);
  });
});

describe('masks of a clipped layer are part of its alpha', () => {
  const HIDDEN = [0, 0, 0, 0];

  test('black and white outside of its data', async () => {
    const black = await read(clippedPsd({ mask: maskOf(0) }), 'clipped');
    expect(alphaRow(black)).toEqual([...HIDDEN, 0.5, 0.5, 0, 0]);
    const white = await read(clippedPsd({ mask: maskOf(255) }), 'clipped');
    expect(alphaRow(white)).toEqual([...HIDDEN, 0.5, 0.5, 1, 1]);
  });

  test('as far as its density says; not at all where it is off', async () => {
    const mask = { mask: maskOf(255) };
    const thin = (layer: Layer): Partial<Layer> => ({ mask: { ...layer.mask!, density: 0.5 } });
    const half = await read(clippedPsd(mask), 'clipped', {}, thin);
    expect(alphaRow(half)).toEqual([0.5, 0.5, 0.5, 0.5, 0.75, 0.75, 1, 1]);
    const off = clippedPsd({ mask: { ...maskOf(255), disabled: true } });
    expect(alphaRow(await read(off, 'clipped'))).toEqual(Array<number>(8).fill(1));
  });

  test.each([false, true])('in 16 bits; the mask too: %s', async (maskDepthFollowsDoc) => {
    const stage = await opened(clippedPsd({ mask: maskOf(255) }), 'clipped', {
      switches: { maskDepthFollowsDoc },
    });
    stage.ps.user.changeMode('rgb', 16);
    const source = await stage.link.host.readLayer(await activeRef(stage), CANVAS, NEVER);
    expect(source.image.depth).toBe(16);
    expect(alphaRow(source)).toEqual([...HIDDEN, 0.5, 0.5, 1, 1]);
    stage.dispose();
  });

  test('vector masks likewise, and both together', async () => {
    const psd = vectorMaskPsd({ clipping: true });
    expect(alphaRow(await read(psd, 'shape'))).toEqual([1, 1, 1, 1, 0, 0, 0, 0]);
    const mask = {
      ...{ rect: rect(2, 0, 4, 4), outside: 0, disabled: false, density: 1 },
      data: new Uint8Array(16).fill(255),
    };
    const both = await read(psd, 'shape', {}, () => ({ mask }));
    expect(alphaRow(both)).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
  });

  test('a mask whose data lie elsewhere hides all of the region', async () => {
    const psd = clippedPsd({ mask: maskOf(0, 2) });
    const source = await read(psd, 'clipped', {}, undefined, rect(0, 0, 2, 4));
    expect(alphaRow(source)).toEqual([0, 0]);
  });

  test('where white is not given out, nothing hidden comes back', async () => {
    const switches = { whiteMaskTrimmed: true };
    const source = await read(clippedPsd({ mask: maskOf(255) }), 'clipped', { switches });
    expect(alphaRow(source).slice(0, 6)).toEqual([...HIDDEN, 0.5, 0.5]);
  });

  test('Esc while the mask is read is a cancel, not a mask', async () => {
    const stage = await opened(clippedPsd({ mask: maskOf(255) }), 'clipped');
    stage.ps.before('imaging.getLayerMask', 1, () => stage.ps.user.pressEsc());
    await expect(stage.link.host.readLayer(stage.ref, CANVAS, NEVER)).rejects.toMatchObject({
      code: 'photoshop-cancelled',
    });
    stage.dispose();
    expect(stage.ps.problems()).toEqual([]);
  });
});
