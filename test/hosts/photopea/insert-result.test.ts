import { decode } from 'fast-png';
import { rect } from '../../../src/core/geometry';
import type { LayerRef } from '../../../src/core/document';
import { readPng } from '../../../src/pixels/png/read-png';
import { stateOf, stepTo } from '../../emulators/photopea/model/document';
import { coverageOn } from '../../emulators/photopea/model/raster';
import {
  flat,
  opaqueNoise,
  paintedLayer,
  photoPsd,
  psdBytes,
} from '../../emulators/photopea/painted-documents';
import {
  active,
  change,
  layerNamed,
  order,
  select,
  state,
} from '../../emulators/photopea/witness/setup';
import {
  closeStage,
  deepStage,
  documents,
  inPlace,
  layerOf,
  never,
  noiseImage,
  openStage,
  PROFILE,
  RECT,
  samplesOn,
  type Stage,
} from './stage';

let stage: Stage;
afterEach(closeStage);

async function opened(bytes: Uint8Array, name: string): Promise<LayerRef> {
  stage = openStage(bytes, name);
  return layerOf(await stage.host.snapshot());
}

describe('in place', () => {
  it.each([
    ['inside', RECT],
    ['over the edge', rect(-4, -3, 20, 30)],
    ['beyond', rect(100, 50, 2, 3)],
  ])('puts exact pixels, mask and offset directly above: %s', async (_name, area) => {
    const above = await opened(photoPsd(), 'photo');
    const { lab, host } = stage;
    select(lab, 2, 2, 5, 5);
    const before = state(lab);
    const result = inPlace(above, area);
    const ref = await host.insertLayer(result, never);
    expect(order(state(lab).layers)).toEqual(['photo', 'fast 2x copy', 'detail']);
    const layer = layerNamed(state(lab), 'fast 2x copy');
    expect(samplesOn(layer.raster!, area, 4)).toEqual(Array.from(result.image.data));
    expect(samplesOn(coverageOn(layer.mask!, area), area, 1)).toEqual(Array.from(result.mask.data));
    expect(layer.mask!.outside).toBe(0);
    expect(state(lab).selection).toBe(before.selection);
    expect(state(lab).active).toEqual([layer.uid]);
    expect(active(lab).rows).toHaveLength(3);
    expect(lab.photopea.editor.documents).toHaveLength(1);
    expect(ref.documentId).toBe(above.documentId);
    expect(layerOf(await host.snapshot())).toEqual(ref);
    // One undo, and the document is what it was.
    stepTo(active(lab), 1);
    expect(state(lab).layers).toEqual(before.layers);
  });

  it('goes into the group of its source', async () => {
    const above = await opened(
      psdBytes({
        width: 24,
        height: 16,
        children: [
          paintedLayer('below', 24, 16, flat(1, 2, 3), { id: 2 }),
          {
            name: 'group',
            id: 3,
            children: [
              paintedLayer('source', 6, 5, opaqueNoise, { id: 4 }),
              paintedLayer('upper', 6, 5, opaqueNoise, { id: 5 }),
            ],
          },
        ],
      }),
      'source',
    );
    await stage.host.insertLayer(inPlace(above), never);
    expect(order(state(stage.lab).layers)).toEqual([
      'below',
      ['group', ['source', 'fast 2x copy', 'upper']],
    ]);
  });

  it.each([
    ['below', false, false],
    ['base', true, true],
    ['clipped', true, true],
    ['top', false, false],
  ])('above "%s" keeps every clipping base', async (name, clipped) => {
    const above = await opened(
      psdBytes({
        width: 24,
        height: 16,
        children: [
          paintedLayer('below', 24, 16, flat(1, 2, 3), { id: 2 }),
          paintedLayer('base', 24, 16, opaqueNoise, { id: 3 }),
          paintedLayer('clipped', 24, 16, opaqueNoise, { id: 4, clipping: true }),
          paintedLayer('top', 24, 16, opaqueNoise, { id: 5 }),
        ],
      }),
      name,
    );
    await stage.host.insertLayer(inPlace(above), never);
    expect(layerNamed(state(stage.lab), 'fast 2x copy').clipped).toBe(clipped);
    expect(layerNamed(state(stage.lab), 'clipped').clipped).toBe(true);
  });

  it('keeps the values in a document with a profile', async () => {
    const above = await opened(photoPsd([], PROFILE), 'photo');
    const result = inPlace(above);
    await stage.host.insertLayer(result, never);
    const { raster } = layerNamed(state(stage.lab), 'fast 2x copy');
    expect(samplesOn(raster!, RECT, 4)).toEqual(Array.from(result.image.data));
    expect(stage.lab.photopea.editor.toasts).toEqual([]);
  });

  it('converts up exactly in a 16-bit document, also from 16-bit pixels', async () => {
    stage = deepStage();
    const above = layerOf(await stage.host.snapshot());
    const { image, ...rest } = inPlace(above);
    const deep = Uint16Array.from(image.data, (v) => Math.min(65535, v * 257 + 40));
    await stage.host.insertLayer({ ...rest, image: { ...image, depth: 16, data: deep } }, never);
    const { raster } = layerNamed(state(stage.lab), 'fast 2x copy');
    expect(raster!.depth).toBe(16);
    expect(samplesOn(raster!, RECT, 4)).toEqual(Array.from(image.data, (v) => v * 257));
  });

  it('finds its document behind another one of the same name', async () => {
    const above = await opened(photoPsd(), 'photo');
    const mine = active(stage.lab);
    stage.lab.open(photoPsd());
    const shown = active(stage.lab);
    await stage.host.insertLayer(inPlace(above), never);
    expect(active(stage.lab)).toBe(shown);
    expect(shown.rows).toHaveLength(1);
    expect(order(stateOf(mine).layers)).toContain('fast 2x copy');
  });
});

describe('enlarging the document', () => {
  it.each([2, 3, 4] as const)('%d times, then inserts', async (scale) => {
    const above = await opened(photoPsd(), 'detail');
    const { host, lab } = stage;
    const area = rect(RECT.x * scale, RECT.y * scale, RECT.width * scale, RECT.height * scale);
    const result = { ...inPlace(above, area), mode: 'enlarge', scale } as const;
    const ref = await host.insertLayer(result, never);
    expect(state(lab).size).toEqual({ width: 24 * scale, height: 16 * scale });
    expect(order(state(lab).layers)).toEqual(['photo', 'detail', 'fast 2x copy']);
    const { raster } = layerNamed(state(lab), 'fast 2x copy');
    expect(samplesOn(raster!, area, 4)).toEqual(Array.from(result.image.data));
    expect(active(lab).rows).toHaveLength(3);
    expect(layerOf(await host.snapshot())).toEqual(ref);
  });

  it('moves the selection along', async () => {
    const above = await opened(photoPsd(), 'photo');
    const { host, lab } = stage;
    select(lab, RECT.x, RECT.y, RECT.width, RECT.height);
    const area = rect(RECT.x * 2, RECT.y * 2, RECT.width * 2, RECT.height * 2);
    const result = { ...inPlace(above, area), mode: 'enlarge', scale: 2 } as const;
    await host.insertLayer(result, never);
    expect((await host.snapshot()).selection).toEqual(area);
    expect(samplesOn(coverageOn(state(lab).selection!, area), area, 1)).toEqual(
      Array.from(result.mask.data),
    );
  });

  it('does not touch the document when the layer is gone', async () => {
    const above = await opened(photoPsd(), 'detail');
    change(stage.lab, { layers: state(stage.lab).layers.slice(0, 1) });
    const result = { ...inPlace(above), mode: 'enlarge', scale: 2 } as const;
    await expect(stage.host.insertLayer(result, never)).rejects.toMatchObject({
      code: 'layer-gone',
    });
    expect(documents(stage)).toEqual([['photo.psd', 1, 0]]);
  });
});

describe('a smart object', () => {
  it('shows the small picture and keeps the large one inside', async () => {
    const above = await opened(photoPsd(), 'photo');
    const content = noiseImage({ width: RECT.width * 2, height: RECT.height * 2 }, 3);
    const result = { ...inPlace(above), mode: 'smart-object', scale: 2, content } as const;
    await stage.host.insertLayer(result, never);
    const layer = layerNamed(state(stage.lab), 'fast 2x copy');
    expect(samplesOn(layer.raster!, RECT, 4)).toEqual(Array.from(result.image.data));
    const { placedLayer } = layer.rest;
    expect(placedLayer).toMatchObject({ transform: [3, 2, 12, 2, 12, 9, 3, 9] });
    const file = state(stage.lab).linkedFiles.find((f) => f.id === placedLayer!.id);
    expect(Array.from(decode(file!.data!).data)).toEqual(Array.from(content.data));
    await expect(stage.host.snapshot()).resolves.toMatchObject({ layer: { kind: 'smart-object' } });
  });

  it.each([
    ['the profile of a document that has one', PROFILE],
    ['nothing where there is none', null],
  ])('says inside what its colours are: %s', async (_name, profile) => {
    const above = await opened(
      photoPsd([paintedLayer('photo', 12, 8, opaqueNoise)], profile),
      'photo',
    );
    const content = noiseImage({ width: RECT.width * 2, height: RECT.height * 2 }, 3);
    const result = { ...inPlace(above), mode: 'smart-object', scale: 2, content } as const;
    await stage.host.insertLayer(result, never);
    const { placedLayer } = layerNamed(state(stage.lab), 'fast 2x copy').rest;
    const file = state(stage.lab).linkedFiles.find((f) => f.id === placedLayer!.id);
    expect(readPng(file!.data!).iccProfile).toEqual(profile);
    expect(Array.from(decode(file!.data!).data)).toEqual(Array.from(content.data));
  });
});
