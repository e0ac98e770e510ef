import { rect } from '../../../src/core/geometry';
import {
  flat,
  noise,
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
  select,
  state,
} from '../../emulators/photopea/witness/setup';
import { until } from '../../support/wait';
import {
  closeDialogOnceRefused,
  closeStage,
  deepStage,
  layerOf,
  look,
  never,
  openStage,
  PROFILE,
  samplesOn,
} from './stage';

const WHOLE = rect(0, 0, 24, 16);

afterEach(closeStage);

describe('the layer', () => {
  const cases: [string, Uint8Array, string][] = [
    ['opaque', photoPsd(), 'photo'],
    ['with every alpha', photoPsd(), 'detail'],
    [
      'hidden, half transparent, multiplied and masked',
      photoPsd([
        paintedLayer('odd', 12, 9, opaqueNoise, {
          id: 20,
          x: -3,
          y: 10,
          hidden: true,
          opacity: 0.5,
          blendMode: 'multiply',
          mask: {
            left: 0,
            top: 10,
            right: 4,
            bottom: 12,
            defaultColor: 0,
            imageData: pixels(4, 2, flat(90, 90, 90)),
          },
        }),
      ]),
      'odd',
    ],
    [
      'hidden, half transparent, multiplied and clipped',
      photoPsd([
        paintedLayer('odd', 12, 9, noise, {
          id: 20,
          hidden: true,
          opacity: 0.5,
          fillOpacity: 0.4,
          blendMode: 'multiply',
          clipping: true,
        }),
      ]),
      'odd',
    ],
  ];

  it.each(cases)('comes exact: %s', async (_name, bytes, name) => {
    const stage = openStage(bytes, name);
    const { host, lab } = stage;
    select(lab, 3, 3, 8, 8);
    const before = look(stage);
    const area = rect(2, 1, 20, 14);
    const { image } = await host.readLayer(layerOf(await host.snapshot()), area, never);
    const { raster } = layerNamed(state(lab), name);
    expect(image).toMatchObject({ width: 20, height: 14, depth: 8 });
    expect(Array.from(image.data)).toEqual(samplesOn(raster!, area, 4));
    expect(look(stage)).toEqual(before);
  });

  it('is transparent outside the canvas, and always of the size that was asked for', async () => {
    const stage = openStage(photoPsd(), 'photo');
    const { host, lab } = stage;
    const area = rect(-5, -4, 40, 30);
    const { image } = await host.readLayer(layerOf(await host.snapshot()), area, never);
    expect(Array.from(image.data)).toEqual(
      samplesOn(layerNamed(state(lab), 'photo').raster!, area, 4),
    );
    const { image: beyond } = await host.readLayer(
      layerOf(await host.snapshot()),
      rect(30, 0, 3, 2),
      never,
    );
    expect(Array.from(beyond.data)).toEqual(new Array(24).fill(0));
  });

  it.each([
    ['without a selection of its own', 'photo'],
    ['partly transparent', 'detail'],
  ])('comes in the values of a document with a profile: %s', async (_name, name) => {
    const stage = openStage(photoPsd([], PROFILE), name);
    const { host, lab } = stage;
    const before = look(stage);
    const area = rect(1, 2, 20, 13);
    const { image } = await host.readLayer(layerOf(await host.snapshot()), area, never);
    expect(Array.from(image.data)).toEqual(
      samplesOn(layerNamed(state(lab), name).raster!, area, 4),
    );
    expect(look(stage)).toEqual(before);
    expect(lab.photopea.editor.toasts).toEqual([]);
  });

  it('comes out of a group', async () => {
    const grouped = psdBytes({
      width: 24,
      height: 16,
      children: [
        paintedLayer('below', 24, 16, flat(1, 2, 3), { id: 2 }),
        {
          name: 'group',
          id: 3,
          opacity: 0.3,
          hidden: true,
          children: [paintedLayer('inside', 6, 5, opaqueNoise, { id: 4, x: 2, y: 2 })],
        },
      ],
    });
    const stage = openStage(grouped, 'inside');
    const { host, lab } = stage;
    const before = look(stage);
    const { image } = await host.readLayer(layerOf(await host.snapshot()), WHOLE, never);
    expect(Array.from(image.data)).toEqual(
      samplesOn(layerNamed(state(lab), 'inside').raster!, WHOLE, 4),
    );
    expect(look(stage)).toEqual(before);
  });

  it('comes with 8 bits from a 16-bit document', async () => {
    const stage = deepStage();
    const { host, lab } = stage;
    activateLayer(lab, 'photo');
    const { image } = await host.readLayer(layerOf(await host.snapshot()), WHOLE, never);
    const { raster } = layerNamed(state(lab), 'photo');
    expect(Array.from(image.data)).toEqual(Array.from(raster!.data, (v) => Math.round(v / 257)));
  });

  it('is told from another with the same id and name by its place', async () => {
    const twins = psdBytes({
      width: 24,
      height: 16,
      children: [
        paintedLayer('twin', 24, 16, flat(10, 20, 30), { id: 5 }),
        paintedLayer('twin', 24, 16, flat(40, 50, 60), { id: 6 }),
      ],
    });
    const stage = openStage(twins);
    const { host, lab } = stage;
    change(lab, { layers: state(lab).layers.map((layer) => ({ ...layer, id: 5 })) });
    for (const [place, value] of [
      [0, 10],
      [1, 40],
    ] as const) {
      change(lab, { active: [state(lab).layers[place]!.uid] });
      const { image } = await host.readLayer(
        layerOf(await host.snapshot()),
        rect(0, 0, 1, 1),
        never,
      );
      expect(image.data[0]).toBe(value);
    }
  });

  it('is not found when it or its document is gone', async () => {
    const stage = openStage(photoPsd(), 'detail');
    const { host, lab } = stage;
    const ref = layerOf(await host.snapshot());
    change(lab, { layers: state(lab).layers.slice(0, 1) });
    await expect(host.readLayer(ref, WHOLE, never)).rejects.toMatchObject({ code: 'layer-gone' });
    lab.photopea.editor.documents.length = 0;
    lab.photopea.editor.active = null;
    await expect(host.readLayer(ref, WHOLE, never)).rejects.toMatchObject({
      code: 'document-gone',
    });
    await expect(
      host.readLayer({ documentId: 'x', layerId: 'y' }, WHOLE, never),
    ).rejects.toMatchObject({ code: 'document-gone' });
  });

  it('comes from the right one of two documents with one name', async () => {
    const stage = openStage(photoPsd(), 'photo');
    const { host, lab } = stage;
    const ref = layerOf(await host.snapshot());
    lab.open(
      psdBytes({
        width: 24,
        height: 16,
        children: [paintedLayer('photo', 24, 16, flat(1, 2, 3), { id: 5 })],
      }),
    );
    const other = active(lab);
    const { image } = await host.readLayer(ref, rect(3, 3, 1, 1), never);
    expect(Array.from(image.data)).toEqual([...opaqueNoise(3, 3)]);
    expect(lab.photopea.editor.active).toBe(other);
  });

  it.each([
    ['without', photoPsd()],
    ['with', photoPsd([], PROFILE)],
  ])('waits for a dialog to be closed, %s a profile', async (_name, bytes) => {
    const stage = openStage(bytes, 'photo');
    const { host, lab } = stage;
    const ref = layerOf(await host.snapshot());
    lab.photopea.editor.dialog = true;
    const refused = host.readLayer(ref, WHOLE, never);
    await expect(refused).rejects.toMatchObject({ code: 'photopea-busy' });
    expect(lab.photopea.editor.documents).toHaveLength(1);
    expect((await host.snapshot()).notices).toContain('dialog-open');
    closeDialogOnceRefused(stage);
    await expect(host.readLayer(ref, WHOLE, never)).resolves.toMatchObject({
      image: { width: 24 },
    });
    expect((await host.snapshot()).notices).toEqual([]);
  });

  it('leaves nothing behind when it is aborted', async () => {
    const stage = openStage(photoPsd([], PROFILE), 'photo');
    const { host, lab } = stage;
    const ref = layerOf(await host.snapshot());
    const before = look(stage);
    let aborted = 0;
    for (let nth = 1; aborted === nth - 1; nth++) {
      const controller = new AbortController();
      let posted = 0;
      stage.onPost = () => {
        if (++posted === nth) controller.abort();
      };
      const read = host.readLayer(ref, WHOLE, controller.signal);
      await read.catch((error: unknown) => {
        expect((error as Error).name).toBe('AbortError');
        aborted++;
      });
      await until(() => stage.channel.idle);
      await lab.photopea.idle();
      expect(look(stage)).toEqual(before);
    }
    expect(aborted).toBeGreaterThan(2);
  });
});
