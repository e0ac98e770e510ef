import { rect } from '../../../src/core/geometry';
import type { Image } from '../../../src/core/image';
import { stepTo } from '../../emulators/photopea/model/document';
import { coverageOn } from '../../emulators/photopea/model/raster';
import {
  flat,
  opaqueNoise,
  paintedLayer,
  photoPsd,
  pixels,
  psdBytes,
} from '../../emulators/photopea/painted-documents';
import {
  activateLayer,
  active,
  change,
  layerNamed,
  order,
  placedPicture,
  select,
  state,
  userEdits,
} from '../../emulators/photopea/witness/setup';
import {
  closeStage,
  inPlace,
  layerOf,
  look,
  never,
  openStage,
  PROFILE,
  RECT,
  samplesOn,
  type Stage,
} from './stage';

const WHOLE = rect(0, 0, 24, 16);

afterEach(closeStage);

async function readActive({ host }: Stage): Promise<Image> {
  return (await host.readLayer(layerOf(await host.snapshot()), WHOLE, never)).image;
}

function stored({ lab }: Stage, name: string): number[] {
  return samplesOn(layerNamed(state(lab), name).raster!, WHOLE, 4);
}

describe('kinds of layers', () => {
  const placed = placedPicture(12, 8);

  it.each([
    ['pixels', paintedLayer('x', 12, 8, opaqueNoise), 'pixels'],
    ['text', paintedLayer('x', 12, 8, opaqueNoise, { text: { text: 'hi' } }), 'text'],
    [
      'smart object',
      paintedLayer('x', 12, 8, opaqueNoise, { placedLayer: placed.layer }),
      'smart-object',
    ],
    ['locked', paintedLayer('x', 12, 8, opaqueNoise, { protected: { composite: true } }), 'pixels'],
  ] as const)('%s is read as drawn, and gets its result above', async (_name, layer, kind) => {
    const stage = openStage(photoPsd([layer]), 'x');
    const before = look(stage);
    const snapshot = await stage.host.snapshot();
    expect(snapshot.layer).toMatchObject({ kind, bounds: rect(0, 0, 12, 8) });
    const image = await readActive(stage);
    expect(Array.from(image.data)).toEqual(stored(stage, 'x'));
    expect(look(stage)).toEqual(before);
    await stage.host.insertLayer(inPlace(layerOf(snapshot)), never);
    expect(order(state(stage.lab).layers)).toEqual(['photo', 'detail', 'x', 'fast 2x copy']);
  });

  it('a locked layer says so', async () => {
    const stage = openStage(photoPsd(), 'photo');
    change(stage.lab, { layers: state(stage.lab).layers.map((l) => ({ ...l, locked: true })) });
    expect((await stage.host.snapshot()).layer?.locked).toBe(true);
    await stage.host.insertLayer(inPlace(layerOf(await stage.host.snapshot())), never);
    expect(order(state(stage.lab).layers)).toHaveLength(3);
  });

  it('text without its font, adjustments and empty layers are transparent', async () => {
    for (const layer of [
      paintedLayer('x', 12, 8, opaqueNoise, { text: { text: 'hi' } }),
      { name: 'x', adjustment: { type: 'levels' as const } },
      { name: 'x' },
    ]) {
      const stage = openStage(photoPsd([layer]), 'x');
      stage.lab.photopea.editor.fontsLoaded = false;
      if (layer.name === 'x' && 'adjustment' in layer) {
        expect((await stage.host.snapshot()).layer?.kind).toBe('adjustment');
      }
      const image = await readActive(stage);
      expect(image.data.some((v, i) => i % 4 === 3 && v > 0)).toBe('text' in layer);
    }
  });

  it('effects, and what a group holds, are in the picture', async () => {
    const effects = {
      solidFill: [{ enabled: true, opacity: 1, color: { r: 200, g: 100, b: 50 } }],
    };
    for (const profile of [null, PROFILE]) {
      const fx = openStage(
        photoPsd([paintedLayer('x', 12, 8, opaqueNoise, { effects, opacity: 0.5 })], profile),
        'x',
      );
      const before = look(fx);
      const drawn = await readActive(fx);
      expect(Array.from(drawn.data.subarray(0, 4))).toEqual([200, 100, 50, 255]);
      expect(look(fx)).toEqual(before);
      const children = [
        paintedLayer('a', 10, 10, flat(1, 2, 3)),
        paintedLayer('b', 5, 5, flat(9, 8, 7)),
      ];
      const group = openStage(photoPsd([{ name: 'x', children, opacity: 0.4 }], profile), 'x');
      expect((await group.host.snapshot()).layer?.kind).toBe('group');
      const inside = await readActive(group);
      const at = (x: number, y: number): number[] =>
        Array.from(inside.data.subarray((y * 24 + x) * 4, (y * 24 + x) * 4 + 4));
      expect([at(2, 2), at(7, 7), at(12, 12)]).toEqual([
        [9, 8, 7, 255],
        [1, 2, 3, 255],
        [0, 0, 0, 0],
      ]);
      await group.host.insertLayer(inPlace(layerOf(await group.host.snapshot())), never);
      expect(order(state(group.lab).layers)).toEqual([
        'photo',
        'detail',
        ['x', ['a', 'b']],
        'fast 2x copy',
      ]);
    }
  });
});

describe('states of the program', () => {
  it('a Free Transform is confirmed, then everything works', async () => {
    const stage = openStage(photoPsd(), 'photo');
    const { lab } = stage;
    const document = active(lab);
    lab.photopea.editor.pending = { document, row: 'Free Transform', apply: (s) => s };
    const ref = layerOf(await stage.host.snapshot());
    expect(document.rows).toHaveLength(1);
    const { image } = await stage.host.readLayer(ref, WHOLE, never);
    expect(Array.from(image.data)).toEqual(stored(stage, 'photo'));
    expect(document.rows.map((row) => row.name)).toEqual(['Open', 'Free Transform']);
  });

  it('quick mask mode is no selection', async () => {
    const stage = openStage(photoPsd(), 'photo');
    select(stage.lab, 2, 2, 5, 5);
    change(stage.lab, { quickMask: true });
    const snapshot = await stage.host.snapshot();
    expect(snapshot.selection).toBeNull();
    await expect(stage.host.readSelection(snapshot.document!.id, WHOLE, never)).resolves.toBeNull();
  });

  it('a CMYK document is read and written exactly', async () => {
    const stage = openStage(photoPsd(), 'detail');
    change(stage.lab, { mode: 'cmyk' });
    const snapshot = await stage.host.snapshot();
    expect(snapshot.document?.mode).toBe('cmyk');
    expect(Array.from((await readActive(stage)).data)).toEqual(stored(stage, 'detail'));
    const result = inPlace(layerOf(snapshot));
    await stage.host.insertLayer(result, never);
    const { raster } = layerNamed(state(stage.lab), 'fast 2x copy');
    expect(samplesOn(raster!, RECT, 4)).toEqual(Array.from(result.image.data));
  });

  it('a selection over the edge of the canvas comes whole', async () => {
    for (const name of ['photo', 'detail']) {
      const stage = openStage(photoPsd(), name);
      select(stage.lab, -6, 9, 20, 30);
      const ref = layerOf(await stage.host.snapshot());
      await stage.host.readLayer(ref, WHOLE, never);
      const area = rect(-3, 5, 20, 14);
      const mask = await stage.host.readSelection(ref.documentId, area, never);
      const onCanvas = coverageOn(state(stage.lab).selection!, WHOLE);
      expect(Array.from(mask!.data)).toEqual(samplesOn(onCanvas, area, 1));
    }
  });

  it('other plugins may talk as they like', async () => {
    const stage = openStage(photoPsd(), 'photo');
    stage.onPost = () => {
      for (const answer of ['done', '{"docs":9}', new ArrayBuffer(5)]) {
        stage.lab.photopea.chatter(answer);
      }
    };
    expect(Array.from((await readActive(stage)).data)).toEqual(stored(stage, 'photo'));
  });
});

describe('a script that dies half way', () => {
  it('leaves no temporary document after reading a layer, with and without a profile', async () => {
    for (const profile of [null, PROFILE]) {
      const stage = openStage(photoPsd([], profile), 'photo');
      const ref = layerOf(await stage.host.snapshot());
      const before = look(stage);
      stage.rewrite = (script) => script.replace('saveToOE("psd"); t.close', 'x.y; t.close');
      await expect(stage.host.readLayer(ref, WHOLE, never)).rejects.toMatchObject({
        code: 'photopea-script-died',
      });
      expect(look(stage)).toEqual(before);
    }
  });

  it('leaves the document as it was after reading a selection', async () => {
    const stage = openStage(photoPsd(), 'detail');
    select(stage.lab, 2, 2, 9, 9);
    const before = state(stage.lab);
    const { documentId } = layerOf(await stage.host.snapshot());
    stage.rewrite = (script) => script.replace('d.activeLayer.duplicate(t);', 'x.y;');
    await expect(stage.host.readSelection(documentId, WHOLE, never)).rejects.toMatchObject({
      code: 'photopea-script-died',
    });
    expect(state(stage.lab)).toEqual(before);
    expect(stage.lab.photopea.editor.documents).toHaveLength(1);
  });

  it('never closes a document of the user’s', async () => {
    const stage = openStage(photoPsd(), 'photo');
    const ref = layerOf(await stage.host.snapshot());
    const one = psdBytes({
      width: 1,
      height: 1,
      children: [paintedLayer('mine', 1, 1, opaqueNoise)],
    });
    stage.lab.open(one);
    stage.rewrite = (script) => script.replace('s.layers[0].duplicate(d);', 'x.y;');
    await expect(stage.host.insertLayer(inPlace(ref), never)).rejects.toMatchObject({
      code: 'photopea-script-died',
    });
    expect(stage.lab.photopea.editor.documents.map((d) => d.name)).toHaveLength(2);
  });

  it('costs the colour profile, and says so', async () => {
    const stage = openStage(photoPsd([], PROFILE), 'photo');
    stage.rewrite = (script) => script.replace('d.saveToOE(format)', 'x.y');
    expect((await stage.host.snapshot()).notices).toEqual(['no-color-management']);
    stage.rewrite = (script) => script;
    await readActive(stage);
    expect((await stage.host.snapshot()).notices).toEqual([]);
  });
});

describe('a full history', () => {
  it('is stepped back all the same', async () => {
    const stage = openStage(photoPsd(), 'detail');
    select(stage.lab, 2, 2, 9, 9);
    userEdits(stage.lab);
    const before = state(stage.lab);
    const { documentId } = layerOf(await stage.host.snapshot());
    // The states moved up: the one that was remembered by its place is now the current one.
    stage.rewrite = (script) =>
      script.replace('d.activeHistoryState = at;', 'd.activeHistoryState = d.activeHistoryState;');
    const mask = await stage.host.readSelection(documentId, WHOLE, never);
    expect(mask).not.toBeNull();
    expect(state(stage.lab)).toEqual(before);
    stepTo(active(stage.lab), 0);
    expect(state(stage.lab).selection).toBeNull();
  });
});

describe('a mask that is edited', () => {
  it('does not come with the layer', async () => {
    const imageData = pixels(12, 8, flat(90, 90, 90));
    const mask = { left: 0, top: 0, right: 12, bottom: 8, defaultColor: 0, imageData };
    const stage = openStage(photoPsd([paintedLayer('x', 12, 8, opaqueNoise, { mask })]), 'x');
    activateLayer(stage.lab, 'x');
    expect(Array.from((await readActive(stage)).data)).toEqual(stored(stage, 'x'));
  });
});
