import { rect } from '../../../../src/core/geometry';
import { galleryPsd } from '../../../hosts/contract/gallery';
import { readSaved } from '../../../hosts/contract/saved';
import { JOB_FAULTS, modalBusy, userCancel, type JobFault } from '../faults';
import { readState } from '../psd/read';
import { writeState } from '../psd/write';
import { flatPsd } from './documents';
import { createLab, type Lab, type LabOptions } from './lab';

/** On a machine that does much else. */
const labs: Lab[] = [];

function newLab(options?: LabOptions): Lab {
  const lab = createLab([], options);
  labs.push(lab);
  return lab;
}

afterEach(() => {
  for (const { realm } of labs.splice(0)) realm.unload();
});

/** A result as a plugin writes it: one modal scope, one suspended history, everything disposed. */
const WRITE_BACK = `
  const doc = app.activeDocument; const source = doc.activeLayers[0];
  await modal(async ({ hostControl }) => {
    const id = await hostControl.suspendHistory({ documentID: doc.id, name: 'Upscale' });
    const layer = await doc.createPixelLayer({ name: 'result' });
    await layer.move(source, 'placeBefore');
    const imageData = await rgba(4, 3, 77);
    try { await imaging.putPixels({ layerID: layer.id, imageData, targetBounds: { left: 2, top: 1 } }); } finally { imageData.dispose(); }
    const mask = await gray(4, 3, 128);
    try { await imaging.putLayerMask({ layerID: layer.id, imageData: mask, targetBounds: { left: 2, top: 1 } }); } finally { mask.dispose(); }
    await hostControl.resumeHistory(id);
  });`;

describe('round trips of pixels', () => {
  const DEPTHS = [
    [8, 'Uint8Array', 255],
    [16, 'Uint16Array', 32768],
    [32, 'Float32Array', 1],
  ] as const;
  const SIZES = [
    [1, 1],
    [7, 5],
    [513, 257],
  ] as const;

  test.each(DEPTHS)('%i bit', async (depth, array, white) => {
    for (const [width, height] of SIZES) {
      const lab = newLab({ psd: null });
      lab.ps.user.create({ name: 'new', width, height, depth });
      for (const components of [3, 4]) {
        const same = await lab.run(`return modal(async () => {
          const values = ${array}.from({ length: ${width * height * components} }, (_, i) =>
            i % 4 === 3 && ${components} === 4 ? ${white} : ((i * 7919) % 251) / 251 * ${white});
          const imageData = await imaging.createImageDataFromBuffer(values, { width: ${width}, height: ${height}, components: ${components}, colorSpace: 'RGB' });
          const { id } = app.activeDocument.layers[0];
          await imaging.putPixels({ layerID: id, imageData }); imageData.dispose();
          const got = (await imaging.getPixels({ layerID: id })).imageData; const data = await got.getData(); got.dispose();
          const at = (i) => ${components} === 4 ? values[i] : i % 4 === 3 ? ${white} : values[Math.floor(i / 4) * 3 + i % 4];
          return data.length === ${width * height * 4} && data.every((value, i) => value === at(i)); })`);
        expect([width, height, components, same]).toEqual([width, height, components, true]);
      }
    }
  });

  test('a dot in a large request is a small image', async () => {
    const lab = newLab({ psd: null });
    lab.ps.user.create({ name: 'new', width: 1000, height: 1000 });
    const got = await lab.run(`return modal(async () => {
      const { id } = app.activeDocument.layers[0]; const imageData = await rgba(3, 1, 200);
      await imaging.putPixels({ layerID: id, imageData, targetBounds: { left: 500, top: 400 } }); imageData.dispose();
      const { data, sourceBounds } = await read({ layerID: id, sourceBounds: box(0, 0, 1000, 1000) });
      return [data.length, sourceBounds]; })`);
    expect(got).toEqual([12, { left: 500, top: 400, right: 503, bottom: 401 }]);
  });

  test('requests are clipped', async () => {
    const lab = newLab();
    const got = await lab.run(`return modal(async () => [
      (await read({ layerID: 9, sourceBounds: box(-5, -5, 12, 12) })).sourceBounds,
      (await read({ sourceBounds: box(20, 10, 99, 99) })).sourceBounds,
      await fails(() => read({ layerID: 9, sourceBounds: box(500, 0, 4, 4) }))])`);
    expect(got).toEqual([
      { left: 4, top: 3, right: 7, bottom: 7 },
      { left: 20, top: 10, right: 24, bottom: 16 },
      true,
    ]);
  });
});

describe('write-back', () => {
  test('is one state, and leaves nothing open', async () => {
    const lab = newLab({ psd: galleryPsd() });
    lab.ps.user.activate(19);
    const end = lab.ps.watchJob(lab.id);
    await lab.run(WRITE_BACK);
    end();
    expect(lab.ps.problems()).toEqual([]);
    expect(lab.ps.documents.historyStates(lab.id).map(({ name }) => name)).toEqual([
      'Open',
      'Upscale',
    ]);
    const added = readSaved(lab.ps.documents.savePsd(lab.id)).layers.find(
      ({ name }) => name === 'result',
    );
    expect(added?.rect).toEqual(rect(2, 1, 4, 3));
    expect(lab.ps.modalScopes()).toHaveLength(1);
    expect(lab.ps.memory()).toMatchObject({ alive: 0, peak: 48 });
  });

  test('cancelled at any call leaves the document as it was', async () => {
    const counting = newLab();
    await counting.run(WRITE_BACK);
    const calls = counting.ps.calls().length;
    expect(calls).toBeGreaterThan(7);
    for (let at = 2; at <= calls; at++) {
      const lab = newLab();
      const before = lab.ps.documents.savePsd(lab.id);
      userCancel(lab.ps, at);
      const failed = await lab.run(`return fails(async () => { ${WRITE_BACK} })`);
      expect([at, failed]).toEqual([at, true]);
      expect(Buffer.compare(before, lab.ps.documents.savePsd(lab.id))).toBe(0);
      expect(lab.ps.documents.historyStates(lab.id)).toHaveLength(1);
      expect(lab.ps.problems()).toEqual([]);
    }
  });

  test('waits for another plugin', async () => {
    const lab = newLab();
    modalBusy(lab.ps, 'other', 800);
    await lab.run(WRITE_BACK);
    expect(lab.ps.documents.layers(lab.id)).toHaveLength(3);
  });

  const EXPECTED: readonly (readonly [JobFault, boolean])[] = [
    ['closeDuringJob', true],
    ['deleteLayerDuringJob', true],
    ['quitDuringJob', true],
    ['resizeDuringJob', false],
    ['changeModeDuringJob', true],
    ['changeSelectionDuringJob', false],
  ];
  test.each(EXPECTED)('%s', async (fault, fails) => {
    const lab = newLab();
    lab.ps.user.activate(9);
    lab.ps.before('core.executeAsModal', 1, () => JOB_FAULTS[fault](lab.ps, 9));
    expect(await lab.run(`return fails(async () => { ${WRITE_BACK} })`)).toBe(fails);
    expect(lab.ps.memory().alive).toBe(0);
  });
});

describe('documents', () => {
  let last = 0;
  const nextId = (): number => (last += 1);

  test('a gallery of layers is saved as it was', () => {
    const saved = writeState(readState(galleryPsd(), nextId));
    expect(readSaved(saved)).toEqual(readSaved(galleryPsd()));
  });

  test.each([8, 16] as const)('a flat file of %i bit is a Background', (depth) => {
    const state = readState(flatPsd(depth), nextId);
    expect(state.layers).toMatchObject([{ background: true, name: 'Background' }]);
    expect(readState(writeState(state), nextId).layers[0]).toMatchObject({
      background: true,
      raster: state.layers[0]?.raster,
    });
  });

  test.each([
    ['lab', 8],
    ['lab', 16],
    ['rgb', 16],
    ['rgb', 32],
    ['grayscale', 8],
    ['grayscale', 32],
  ] as const)('%s of %i bit keeps its pixels', async (mode, depth) => {
    const lab = newLab();
    lab.ps.user.changeMode(mode, depth);
    const state = lab.ps.sim.documents[0]!.state;
    const saved = readState(lab.ps.documents.savePsd(lab.id), nextId);
    expect(saved).toMatchObject({ mode, depth, size: state.size });
    expect(saved.layers.map(({ raster }) => raster)).toEqual(
      state.layers.map(({ raster }) => raster),
    );
    const components = await lab.run(
      'return modal(async () => (await read({ layerID: 5 })).components)',
    );
    expect(components).toBe(mode === 'grayscale' ? 2 : 4);
  });
});

describe('what is left open', () => {
  test.each([
    ['an image', 'await rgba(1, 1, 0)', 'images'],
    ['a file', `await fs.open('plugin:/a.bin', 'r')`, 'files'],
    ['a timer', 'setInterval(() => undefined, 1000)', 'timers'],
    [
      'a scope and a history',
      `await new Promise((opened) => { void modal(async ({ hostControl }) => {
        await hostControl.suspendHistory({ documentID: app.activeDocument.id, name: 'one' });
        opened(); await new Promise(() => undefined); }); })`,
      'modal scopes',
    ],
  ])('%s', async (_, body, told) => {
    const lab = newLab();
    lab.ps.disk.add('plugin:/a.bin', Uint8Array.of(1));
    expect(lab.ps.problems()).toEqual([]);
    await lab.run(body);
    expect(lab.ps.problems().join()).toContain(told);
  });
});

describe('commands', () => {
  test('cancelled between two of them', async () => {
    const lab = newLab();
    const { nextId } = lab.ps.sim;
    // Esc as the first command makes its layer.
    Object.assign(lab.ps.sim, {
      nextId: () => {
        lab.ps.user.pressEsc();
        return nextId();
      },
    });
    const cancelled = await lab.run(`const make = { _obj: 'make', _target: [{ _ref: 'layer' }] };
      return modal(async () => (await action.batchPlay([make, make], {})).map(({ result }) => result ?? 'made'))`);
    expect(cancelled).toEqual(['made', -128]);
  });

  test('several commands in one named state', async () => {
    const lab = newLab();
    await lab.run(`const make = { _obj: 'make', _target: [{ _ref: 'layer' }] };
      await modal(() => action.batchPlay([make, make], { historyStateInfo: { name: 'both',
        target: { _ref: 'document', _id: app.activeDocument.id } } }))`);
    expect(lab.ps.documents.historyStates(lab.id).map(({ name }) => name)).toEqual([
      'Open',
      'both',
    ]);
  });
});
