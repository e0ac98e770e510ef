import { rect } from '../../../src/core/geometry';
import { featherSelection } from '../../emulators/photopea/editor/selections';
import { coverageOn } from '../../emulators/photopea/model/raster';
import {
  flat,
  opaqueNoise,
  paintedLayer,
  photoPsd,
  pixels,
  psdBytes,
} from '../../emulators/photopea/painted-documents';
import { active, change, select, state, userEdits } from '../../emulators/photopea/witness/setup';
import {
  closeStage,
  deepStage,
  layerOf,
  look,
  never,
  openStage,
  PROFILE,
  samplesOn,
  type Stage,
} from './stage';

const WHOLE = rect(0, 0, 24, 16);

afterEach(closeStage);

describe('the selection', () => {
  const soft = ({ lab }: Stage): void => {
    select(lab, 3, 2, 12, 9);
    featherSelection(lab.photopea.editor, active(lab), 2);
  };
  const expected = ({ lab }: Stage, area: typeof WHOLE): number[] => {
    const onCanvas = coverageOn(state(lab).selection!, WHOLE);
    return samplesOn(onCanvas, area, 1);
  };

  it('is null when there is none', async () => {
    const stage = openStage(photoPsd(), 'photo');
    const { host } = stage;
    const { documentId } = layerOf(await host.snapshot());
    await expect(host.readSelection(documentId, WHOLE, never)).resolves.toBeNull();
  });

  it('is copied without a trace where the layer covers it', async () => {
    const stage = openStage(photoPsd(), 'photo');
    const { host, lab } = stage;
    soft(stage);
    const before = look(stage);
    const ref = layerOf(await host.snapshot());
    await host.readLayer(ref, WHOLE, never);
    const mask = await host.readSelection(ref.documentId, rect(-2, -1, 20, 14), never);
    expect(Array.from(mask!.data)).toEqual(expected(stage, rect(-2, -1, 20, 14)));
    expect(look(stage)).toEqual(before);
    expect(active(lab).rows).toHaveLength(3);
  });

  it.each([
    ['transparent', photoPsd(), 'detail'],
    ['hidden', photoPsd([paintedLayer('top', 24, 16, opaqueNoise, { hidden: true })]), 'top'],
    [
      'half transparent',
      photoPsd([paintedLayer('top', 24, 16, opaqueNoise, { opacity: 0.5 })]),
      'top',
    ],
    ['clipped', photoPsd([paintedLayer('top', 24, 16, opaqueNoise, { clipping: true })]), 'top'],
  ])('goes through the history where the layer is %s', async (_name, bytes, name) => {
    const stage = openStage(bytes, name);
    const { host, lab } = stage;
    soft(stage);
    const before = state(lab);
    const ref = layerOf(await host.snapshot());
    await host.readLayer(ref, WHOLE, never);
    const area = rect(1, 1, 22, 17);
    const mask = await host.readSelection(ref.documentId, area, never);
    expect(Array.from(mask!.data)).toEqual(expected(stage, area));
    expect(state(lab)).toEqual(before);
    expect(active(lab).rows.length - active(lab).index).toBe(3);
    expect(lab.photopea.editor.documents).toHaveLength(1);
    // Our own greyed rows are not the user's redo steps.
    expect((await host.snapshot()).notices).toEqual([]);
  });

  it('goes through the history in a group that does not show fully', async () => {
    const inside = paintedLayer('inside', 24, 16, opaqueNoise, { id: 4 });
    const mask = {
      left: 0,
      top: 0,
      right: 24,
      bottom: 16,
      imageData: pixels(24, 16, flat(99, 99, 99)),
    };
    for (const [parts, rows] of [
      [{}, 1],
      [{ opacity: 0.5 }, 3],
      [{ mask }, 3],
    ] as const) {
      const stage = openStage(
        psdBytes({
          width: 24,
          height: 16,
          children: [{ name: 'g', id: 3, ...parts, children: [inside] }],
        }),
        'inside',
      );
      soft(stage);
      const before = state(stage.lab);
      const ref = layerOf(await stage.host.snapshot());
      await stage.host.readLayer(ref, WHOLE, never);
      const read = await stage.host.readSelection(ref.documentId, WHOLE, never);
      expect(Array.from(read!.data)).toEqual(expected(stage, WHOLE));
      expect(state(stage.lab)).toEqual(before);
      expect(active(stage.lab).rows.length - active(stage.lab).index).toBe(rows);
    }
  });

  it('does not trust an old reading of the layer', async () => {
    const stage = openStage(photoPsd(), 'photo');
    const { host, lab } = stage;
    soft(stage);
    const ref = layerOf(await host.snapshot());
    await host.readLayer(ref, WHOLE, never);
    userEdits(lab);
    change(lab, { layers: state(lab).layers.slice(1) });
    const mask = await host.readSelection(ref.documentId, WHOLE, never);
    expect(Array.from(mask!.data)).toEqual(expected(stage, WHOLE));
  });

  it('comes from a document with a profile and from a 16-bit one', async () => {
    let stage = openStage(photoPsd([], PROFILE), 'detail');
    soft(stage);
    const first = (await stage.host.snapshot()).document!.id;
    const mask = await stage.host.readSelection(first, WHOLE, never);
    expect(Array.from(mask!.data)).toEqual(expected(stage, WHOLE));
    stage = deepStage();
    soft(stage);
    const second = (await stage.host.snapshot()).document!.id;
    const again = await stage.host.readSelection(second, WHOLE, never);
    expect(Array.from(again!.data)).toEqual(expected(stage, WHOLE));
  });

  it('waits for a dialog to be closed', async () => {
    const stage = openStage(photoPsd(), 'detail');
    const { host, lab } = stage;
    soft(stage);
    const before = look(stage);
    const { documentId } = layerOf(await host.snapshot());
    lab.photopea.editor.dialog = true;
    await expect(host.readSelection(documentId, WHOLE, never)).rejects.toMatchObject({
      code: 'photopea-busy',
    });
    expect(look(stage)).toEqual(before);
  });

  it('is not found when the document is gone', async () => {
    const stage = openStage(photoPsd(), 'photo');
    const { host, lab } = stage;
    const { documentId } = layerOf(await host.snapshot());
    lab.photopea.editor.documents.length = 0;
    lab.photopea.editor.active = null;
    await expect(host.readSelection(documentId, WHOLE, never)).rejects.toMatchObject({
      code: 'document-gone',
    });
  });
});
