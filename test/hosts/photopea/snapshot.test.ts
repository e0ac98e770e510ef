import { rect } from '../../../src/core/geometry';
import { featherSelection } from '../../emulators/photopea/editor/selections';
import { stepTo } from '../../emulators/photopea/model/document';
import { photoPsd } from '../../emulators/photopea/painted-documents';
import { activateLayer, active, select, userEdits } from '../../emulators/photopea/witness/setup';
import { closeStage, createStage, look, openStage, deepStage } from './stage';

afterEach(closeStage);

describe('snapshot', () => {
  it('says when nothing is open', async () => {
    const { host } = createStage();
    await expect(host.snapshot()).resolves.toMatchObject({
      document: null,
      layer: null,
      activeLayers: 0,
      selection: null,
      notices: [],
    });
  });

  it('tells document, layer and selection, and leaves no trace', async () => {
    const stage = openStage(photoPsd(), 'detail');
    const { host } = stage;
    const before = look(stage);
    const snapshot = await host.snapshot();
    expect(snapshot).toMatchObject({
      document: { name: 'photo', size: { width: 24, height: 16 }, depth: 8, mode: 'rgb' },
      layer: { name: 'detail', kind: 'pixels', visible: true, bounds: rect(4, 3, 8, 6) },
      activeLayers: 1,
      selection: null,
      notices: [],
    });
    expect(look(stage)).toEqual(before);
  });

  it('does not take the selection for the bounds of the layer', async () => {
    const stage = openStage(photoPsd(), 'detail');
    const { host, lab } = stage;
    select(lab, 2, 2, 5, 4);
    const snapshot = await host.snapshot();
    expect(snapshot.selection).toEqual(rect(2, 2, 5, 4));
    expect(snapshot.layer?.bounds).toBeNull();
  });

  it('keeps the bounds of a feathered selection on the canvas', async () => {
    const stage = openStage(photoPsd(), 'photo');
    const { host, lab } = stage;
    select(lab, 0, 0, 10, 10);
    featherSelection(lab.photopea.editor, active(lab), 3);
    const { selection } = await host.snapshot();
    expect(selection?.x).toBe(0);
    expect(selection?.y).toBe(0);
    expect(selection!.width).toBeGreaterThan(10);
    expect(selection!.width).toBeLessThanOrEqual(24);
  });

  it('has no layer when several or none are selected', async () => {
    const stage = openStage(photoPsd(), 'photo', 'detail');
    const { host, lab } = stage;
    await expect(host.snapshot()).resolves.toMatchObject({ layer: null, activeLayers: 2 });
    activateLayer(lab);
    await expect(host.snapshot()).resolves.toMatchObject({ layer: null, activeLayers: 0 });
  });

  it('warns of redo steps that a selection would cost', async () => {
    const stage = openStage(photoPsd(), 'photo');
    const { host, lab } = stage;
    select(lab, 2, 2, 5, 4);
    userEdits(lab);
    expect((await host.snapshot()).notices).toEqual([]);
    stepTo(active(lab), 1);
    expect((await host.snapshot()).notices).toEqual(['redo-lost']);
  });

  it('knows a 16-bit document', async () => {
    const stage = deepStage();
    await expect(stage.host.snapshot()).resolves.toMatchObject({
      document: { depth: 16 },
      notices: ['converted-to-8-bit'],
    });
  });

  it('changes its revision with every edit and with nothing else', async () => {
    const stage = openStage(photoPsd(), 'photo');
    const { host, lab } = stage;
    const first = (await host.snapshot()).revision;
    expect((await host.snapshot()).revision).toBe(first);
    activateLayer(lab, 'detail');
    const second = (await host.snapshot()).revision;
    expect(second).not.toBe(first);
    userEdits(lab);
    expect((await host.snapshot()).revision).not.toBe(second);
  });
});
