import { galleryPsd } from '../../../hosts/contract/gallery';
import { flatPsd } from './documents';
import { gives, holds, same, type Witnesses } from './witness';

const GALLERY = { psd: galleryPsd() };
const FLAT = { psd: flatPsd() };

export const LAYERS: Witnesses = {
  S1: holds('return app.activeDocument === null && app.documents.length === 0', { psd: null }),
  S2: async (make) => {
    const lab = make();
    await lab.run('globalThis.doc = app.activeDocument');
    lab.ps.user.close();
    const id = await lab.run('return (await fails(() => doc.name)) && doc.id');
    const next = lab.ps.user.create({ name: 'next', width: 2, height: 2 });
    return id === lab.id && next !== lab.id;
  },
  S3: async (make) => {
    const lab = make();
    await lab.run(`globalThis.layer = named('detail')`);
    lab.ps.user.deleteLayer(9);
    return lab.run('return fails(() => layer.name)').then(Boolean);
  },
  S4: holds('return app.activeDocument.layers[0] !== app.activeDocument.layers[0]'),
  S5: gives(
    `const { layers } = app.activeDocument; const group = named('group');
    return [layers.length, layers.at(-1).name, group.parent, group.layers.map((l) => l.name), group.layers[0].parent.id]`,
    [12, 'photo', null, ['inner top', 'inner'], 18],
    GALLERY,
  ),
  S6: async (make) => {
    const lab = make({ psd: null });
    lab.ps.user.create({ name: 'deep', width: 2, height: 2, mode: 'grayscale', depth: 16 });
    const { DocumentMode, BitsPerChannelType } = (await lab.run('return constants')) as Record<
      string,
      Record<string, string>
    >;
    const got = await lab.run(
      'return [app.activeDocument.mode, app.activeDocument.bitsPerChannel]',
    );
    return same(got, [DocumentMode?.['GRAYSCALE'], BitsPerChannelType?.['SIXTEEN']]);
  },
  S7: gives(
    `return ['photo', 'group', 'levels'].map((name) => named(name).kind)`,
    ['pixel', 'group', 'inversion'],
    GALLERY,
  ),
  S8: gives(
    `return named('over the edge').boundsNoEffects`,
    { left: -6, top: -5, right: 14, bottom: 10, width: 20, height: 15 },
    GALLERY,
  ),
  S9: async (make) => {
    const lab = make();
    const none = await lab.run('return app.activeDocument.selection.bounds');
    const rect = { x: -2, y: 1, width: 5, height: 4 };
    lab.ps.user.select({ rect, data: new Uint8Array(20).fill(255) });
    const hard = await lab.run(
      'const { bounds, solid } = app.activeDocument.selection; return [bounds.left, solid]',
    );
    lab.ps.user.select({ rect, data: new Uint8Array(20).fill(200) });
    const soft = await lab.run('return app.activeDocument.selection.solid');
    return none === null && same(hard, [-2, true]) && soft === false;
  },
  S10: async (make) => {
    const lab = make();
    lab.ps.user.select({ rect: { x: 1, y: 0, width: 1, height: 1 }, data: Uint8Array.of(255) });
    const got = await lab.run(`return modal(async () => {
      const { imageData } = await imaging.getSelection({ sourceBounds: box(0, 0, 3, 1) });
      const data = [...await imageData.getData()]; const size = imageData.componentSize; imageData.dispose();
      return [data, size]; })`);
    return same(got, [[0, 255, 0], 8]);
  },
  S11: async (make) => {
    const lab = make();
    lab.ps.user.select({ rect: { x: 1, y: 0, width: 1, height: 1 }, data: Uint8Array.of(255) });
    lab.ps.user.quickMask(true);
    const got = await lab.run(
      'const d = app.activeDocument; return [d.quickMaskMode, d.selection.bounds]',
    );
    return same(got, [true, null]);
  },
  S12: async (make) => {
    const lab = make();
    lab.ps.user.activate(5);
    const got = await lab.run(`return modal(async () => {
      const layer = await app.activeDocument.createPixelLayer({ name: 'new', opacity: 50 });
      const refused = await fails(() => app.activeDocument.createPixelLayer({ blendMode: 'odd' }));
      return [app.activeDocument.layers.map((l) => l.name), app.activeDocument.activeLayers[0].id === layer.id,
        Math.round(layer.opacity), refused]; })`);
    return same(got, [['detail', 'new', 'photo'], true, 50, true]);
  },
  S13: holds(`return 'createLayer' in app.activeDocument
    && modal(async () => (await app.activeDocument.createLayer({ name: 'new' })).name === 'new')`),
  S14: holds(
    `return modal(async () => {
      const layer = named('odd name') ?? named('locked');
      await layer.move(named('inner'), constants.ElementPlacement.PLACEBEFORE);
      const inGroup = named('group').layers.map((l) => l.name);
      const refused = await fails(() => named('faded').move(named('photo'), 'placeInside'));
      await named('faded').move(named('group'), 'placeInside');
      return refused && inGroup.join() === 'inner top,locked,inner' && named('group').layers[0].name === 'faded';
    })`,
    GALLERY,
  ),
  S15: holds(
    `return modal(async () => {
      const layer = await app.activeDocument.createPixelLayer({ name: 'new' });
      const background = app.activeDocument.backgroundLayer;
      const mask = await gray(1, 1, 255);
      const refused = await fails(() => layer.move(background, 'placeAfter'))
        && await fails(() => background.move(layer, 'placeBefore'))
        && await fails(() => imaging.putLayerMask({ layerID: background.id, imageData: mask }));
      mask.dispose();
      return refused && background.isBackgroundLayer && app.activeDocument.layers.at(-1).id === background.id;
    })`,
    FLAT,
  ),
  S16: holds(
    `return modal(async () => {
      const { id } = named('locked');
      const before = await read({ layerID: id });
      const imageData = await rgba(2, 2, 255);
      await imaging.putPixels({ layerID: id, imageData, targetBounds: { left: 36, top: 20 } }); imageData.dispose();
      return JSON.stringify(await read({ layerID: id })) === JSON.stringify(before);
    })`,
    GALLERY,
  ),
  S17: holds(`return modal(async () => {
    const layer = named('detail'); layer.transparentPixelsLocked = true;
    const before = await read({ layerID: 9 });
    const imageData = await rgba(24, 16, 255);
    await imaging.putPixels({ layerID: 9, imageData }); imageData.dispose();
    const after = await read({ layerID: 9 });
    const alpha = ({ data }) => data.filter((_, i) => i % 4 === 3).join();
    return alpha(after) === alpha(before) && after.data.join() !== before.data.join();
  })`),
  S18: async (make) => {
    const script =
      'return modal(() => fails(() => { app.activeDocument.activeLayers = [named("photo")]; }))';
    const old = await make({ version: '26.8.0' }).run(script);
    return old === true && (await make({ version: '26.9.0' }).run(script)) === false;
  },
  S19: gives('return app.activeDocument.colorProfileName', 'None'),
  S20: async (make) => {
    const lab = make({ psd: null });
    lab.ps.user.create({ name: 'hdr', width: 2, height: 2, depth: 32 });
    const name = await lab.run('return app.activeDocument.colorProfileName');
    return name === 'sRGB IEC61966-2.1 (Linear RGB Profile)';
  },
  S21: gives(
    `return modal(() => { const layer = named('detail');
      layer.opacity = 50.2; layer.fillOpacity = 40; layer.blendMode = constants.BlendMode.SUBTRACT;
      return [layer.opacity, layer.fillOpacity, layer.blendMode]; })`,
    [50.2, 40, 'blendSubtraction'],
  ),
  S22: gives(
    `return modal(async () => {
      const top = await app.activeDocument.createPixelLayer({ name: 'top' });
      await top.move(named('clipped'), 'placeBefore');
      top.isClippingMask = true;
      named('clipped').isClippingMask = false;
      return [top.isClippingMask, await fails(() => { named('photo').isClippingMask = true; })]; })`,
    [false, true],
    GALLERY,
  ),
  S23: async (make) => {
    const script = `return modal(async () => {
      const layer = await app.activeDocument.createPixelLayer({ name: 'between' });
      await layer.move(named('base'), 'placeBefore');
      return [layer.isClippingMask, named('clipped').isClippingMask]; })`;
    const told = make({ ...GALLERY, switches: { betweenIsClipped: true } });
    return (
      same(await make(GALLERY).run(script), [false, true]) &&
      same(await told.run(script), [true, true])
    );
  },
};
