import { galleryPsd } from '../../../hosts/contract/gallery';
import { mapLayers, type Layer } from '../model/layer';
import { flatPsd, vectorMaskPsd } from './documents';
import { gives, holds, same, type Witnesses } from './witness';

const GALLERY = { psd: galleryPsd() };
const FLAT = { psd: flatPsd() };

/** Puts a picture, frees it, and goes on. */
const put = (make: string, options: string): string =>
  `{ const imageData = await ${make}; try { await imaging.putPixels({ imageData, ${options} }); } finally { imageData.dispose(); } }`;
const putMask = (make: string, options: string): string =>
  `{ const imageData = await ${make}; try { await imaging.putLayerMask({ imageData, ${options} }); } finally { imageData.dispose(); } }`;
const MASK = `async (layerID, sourceBounds) => { const { imageData, sourceBounds: bounds } =
  await imaging.getLayerMask(sourceBounds ? { layerID, sourceBounds } : { layerID });
  const data = [...await imageData.getData()]; const { componentSize } = imageData; imageData.dispose();
  return { data, bounds, componentSize }; }`;

export const WRITING: Witnesses = {
  W1: gives(
    `return modal(async () => [await fails(async () => ${put('rgba(1, 1, 9)', 'layerID: named("levels").id')}),
      await fails(async () => ${put('rgba(1, 1, 9)', '')})])`,
    [true, true],
    GALLERY,
  ),
  W2: gives(
    `return modal(async () => { ${put('rgba(2, 2, 9)', 'layerID: 5')} const { width, height } = named('photo').boundsNoEffects; return [width, height]; })`,
    [2, 2],
  ),
  W3: gives(
    `return modal(async () => { ${put('rgba(4, 4, 9)', 'layerID: 5, targetBounds: { left: 3, top: 2, width: 1, height: 1 }')}
      return named('photo').boundsNoEffects; })`,
    { left: 3, top: 2, right: 7, bottom: 6, width: 4, height: 4 },
  ),
  W4: gives(
    `return modal(async () => { ${put('rgba(4, 4, 9)', 'layerID: 5, targetBounds: { left: -2, top: 14 }')}
      const { left, bottom } = named('photo').boundsNoEffects; return [left, bottom]; })`,
    [-2, 18],
  ),
  W5: async (make) => {
    const script = `return modal(() => fails(async () => ${put('rgba(1, 1, 100, Uint16Array)', 'layerID: 5')}))`;
    const kind = make({ switches: { depthConverts: true } });
    return (await make().run(script)) === true && (await kind.run(script)) === false;
  },
  W6: async (make) => {
    const lab = make({ psd: null });
    lab.ps.user.create({ name: 'gray', width: 2, height: 2, mode: 'grayscale' });
    const got = await lab.run(
      `return modal(() => fails(async () => ${put('rgba(1, 1, 9)', 'layerID: app.activeDocument.layers[0].id')}))`,
    );
    return got === true;
  },
  W7: holds(`return modal(async () => { const imageData = await rgba(1, 1, 9); imageData.dispose();
    return fails(() => imaging.putPixels({ layerID: 5, imageData })); })`),
  W8: async (make) => {
    const script = `return modal(async () => { const { id } = named('locked'); const before = await read({ layerID: id });
      const refused = await fails(async () => ${put('rgba(2, 2, 255)', 'layerID: id, targetBounds: { left: 36, top: 20 }')});
      return [refused, (await read({ layerID: id })).data.join() === before.data.join()]; })`;
    const loud = make({ ...GALLERY, switches: { lockedThrows: true } });
    return (
      same(await make(GALLERY).run(script), [false, true]) &&
      same(await loud.run(script), [true, true])
    );
  },
  W9: async (make) => {
    const lab = make();
    lab.ps.before('imaging.putPixels', 1, () => lab.ps.user.pressEsc());
    const got = await lab.run(
      `return modal(() => fails(async () => ${put('rgba(1, 1, 9)', 'layerID: 5')}))`,
    );
    return got === true && lab.ps.documents.historyStates(lab.id).length === 1;
  },
  W10: holds(
    `const mask = ${MASK}; return modal(async () => { const { id } = named('masked'); const before = await mask(id);
      ${put('rgba(2, 2, 9)', 'layerID: id')} return JSON.stringify(await mask(id)) === JSON.stringify(before); })`,
    GALLERY,
  ),
  W11: gives(
    `return modal(async () => { ${put('rgba(2, 1, [1, 2, 3, 255, 4, 5, 6, 255])', 'layerID: 5')}
      ${put('rgba(2, 1, [7, 8, 9, 0, 7, 8, 9, 255])', 'layerID: 5, replace: false')}
      return (await read({ layerID: 5 })).data; })`,
    [1, 2, 3, 255, 7, 8, 9, 255],
  ),

  K1: gives(
    `return modal(async () => [await fails(async () => ${putMask('rgba(1, 1, 9)', 'layerID: 5')}),
      await fails(async () => ${putMask('gray(1, 1, 9)', 'layerID: 5')})])`,
    [true, false],
  ),
  K2: async (make) => {
    const script = `const mask = ${MASK}; return modal(async () => { ${putMask('gray(2, 1, [3, 200])', 'layerID: 5, targetBounds: { left: 4, top: 5 }')}
      return (await mask(5)).data; })`;
    const harsh = make({ switches: { maskMustExist: true } });
    const refused = await harsh.run(script).then(
      () => false,
      () => true,
    );
    return same(await make().run(script), [3, 200]) && refused;
  },
  K3: async (make) => {
    const background = await make(FLAT).run(
      `return modal(() => fails(async () => ${putMask('gray(1, 1, 9)', 'layerID: app.activeDocument.layers[0].id')}))`,
    );
    const group = await make(GALLERY).run(
      `return modal(() => fails(async () => ${putMask('gray(1, 1, 9)', 'layerID: named("group").id')}))`,
    );
    return background === true && group === true;
  },
  K4: async (make) => {
    const script = `const mask = ${MASK}; return modal(async () => {
      ${putMask('gray(1, 1, 200)', 'layerID: 5, targetBounds: { left: 4, top: 5 }')}
      return (await mask(5)).bounds; })`;
    const white = make({ switches: { maskOutsideWhite: true } });
    return (
      same(await make().run(script), { left: 4, top: 5, right: 5, bottom: 6 }) &&
      same(await white.run(script), { left: 0, top: 0, right: 24, bottom: 16 })
    );
  },
  K5: holds(
    `return modal(() => fails(async () => ${putMask('gray(1, 1, 9)', 'layerID: 5, kind: "vector"')}))`,
  ),
  K6: holds(`const mask = ${MASK}; return modal(() => fails(() => mask(5)))`),
  K7: gives(
    `const mask = ${MASK}; return modal(async () => { const { id } = named('masked');
      return [await fails(() => mask(id, { left: 12, top: 5, width: 2, height: 2 })), (await mask(id, box(0, 0, 14, 7))).bounds]; })`,
    [true, { left: 12, top: 5, right: 14, bottom: 7 }],
    GALLERY,
  ),
  K8: async (make) => {
    const script = `const mask = ${MASK}; return modal(async () => { const [{ id }] = app.activeDocument.layers;
      ${putMask('gray(1, 1, 255)', 'layerID: id')} const { componentSize, data } = await mask(id); return [componentSize, data]; })`;
    const run = async (maskDepthFollowsDoc: boolean): Promise<unknown> => {
      const lab = make({ psd: null, switches: { maskDepthFollowsDoc } });
      lab.ps.user.create({ name: 'deep', width: 4, height: 4, depth: 16 });
      return lab.run(script);
    };
    return same(await run(false), [8, [255]]) && same(await run(true), [16, [32768]]);
  },
  K9: async (make) => {
    const lab = make(GALLERY);
    const read = (): Promise<unknown> =>
      lab.run(`const mask = ${MASK}; return modal(() => mask(named('masked').id))`);
    const before = await read();
    const [document] = lab.ps.sim.documents;
    if (document === undefined) return false;
    const off = (layer: Layer): Layer =>
      layer.mask ? { ...layer, mask: { ...layer.mask, density: 0.5, disabled: true } } : layer;
    document.state = { ...document.state, layers: mapLayers(document.state.layers, off) };
    return same(await read(), before);
  },
  K10: gives(
    `return modal(async () => { const options = { layerID: named('shape').id };
      const { imageData, sourceBounds } = await imaging.getLayerMask({ ...options, kind: 'vector' });
      const data = await imageData.getData(); imageData.dispose();
      return [data.length, data[0], sourceBounds.right, await fails(() => imaging.getLayerMask(options))]; })`,
    [16, 255, 4, true],
    { psd: vectorMaskPsd() },
  ),
};

const SELECTED = `async (options = {}) => { const { imageData, sourceBounds } = await imaging.getSelection(options);
  const data = [...await imageData.getData()]; imageData.dispose(); return { data, sourceBounds }; }`;

export const SELECTIONS: Witnesses = {
  L1: async (make) => {
    const script = `const selected = ${SELECTED}; return modal(() => fails(selected))`;
    const white = make({ switches: { selectionAllWhite: true } });
    const data = await white.run(
      `const selected = ${SELECTED}; return (await modal(selected)).data`,
    );
    return (
      (await make().run(script)) === true &&
      Array.isArray(data) &&
      data.length === 24 * 16 &&
      data.every((value) => value === 255)
    );
  },
  L2: async (make) => {
    const lab = make();
    const rect = { x: 2, y: 1, width: 3, height: 2 };
    lab.ps.user.select({ rect, data: new Uint8Array(6).fill(255) });
    const got = await lab.run(`const selected = ${SELECTED}; return modal(async () =>
      [(await selected()).sourceBounds, (await selected({ sourceBounds: box(0, 0, 9, 9) })).sourceBounds])`);
    return same(got, [
      { left: 2, top: 1, right: 5, bottom: 3 },
      { left: 0, top: 0, right: 9, bottom: 9 },
    ]);
  },
  L3: async (make) => {
    const lab = make();
    lab.ps.user.select({ rect: { x: 0, y: 0, width: 1, height: 1 }, data: Uint8Array.of(90) });
    const got = await lab.run(`const selected = ${SELECTED}; return modal(async () => {
      const imageData = await gray(2, 1, [50, 200]);
      await imaging.putSelection({ imageData, replace: false }); imageData.dispose();
      return (await selected()).data; })`);
    return same(got, [90, 200]);
  },
  L4: holds(`return modal(async () => { const imageData = await rgba(1, 1, 255);
    const refused = await fails(() => imaging.putSelection({ imageData })); imageData.dispose(); return refused; })`),
  L5: async (make) => {
    const lab = make();
    const rect = { x: 6, y: 4, width: 12, height: 8 };
    lab.ps.user.select({ rect, data: new Uint8Array(96).fill(255) }, 2);
    const got = await lab.run(`const selected = ${SELECTED}; return (await modal(selected)).data`);
    return Array.isArray(got) && got.some((value: number) => value > 1 && value < 254);
  },
};

const SIZE = `{ width: 1, height: 1, components: 3, colorSpace: 'RGB' }`;

export const CREATING: Witnesses = {
  C1: holds(`return (await fails(() => imaging.createImageDataFromBuffer(new Uint8Array(4), ${SIZE})))
    && fails(() => imaging.createImageDataFromBuffer(new Uint8ClampedArray(3), ${SIZE}))`),
  C2: holds(`const make = (more) => fails(() => imaging.createImageDataFromBuffer(new Uint8Array(3), { ...${SIZE}, ...more }));
    return (await make({ colorSpace: undefined })) && (await make({ width: undefined })) && (await make({ height: 1.5 }))
      && !(await fails(async () => (await imaging.createImageDataFromBuffer(new Uint8Array(3), ${SIZE})).dispose()))`),
  C3: gives(
    `const data = new Uint8Array(3).fill(5); const making = imaging.createImageDataFromBuffer(data, ${SIZE}); data.fill(9);
    const image = await making; const seen = [...await image.getData()]; image.dispose(); return seen`,
    [5, 5, 5],
  ),
  C4: gives(
    `const make = (colorProfile) => fails(async () => (await imaging.createImageDataFromBuffer(new Uint8Array(3), { ...${SIZE}, colorProfile })).dispose());
    return [await make('No such profile'), await make('sRGB IEC61966-2.1 (Linear RGB Profile)'), await make('Display P3')]`,
    [true, true, false],
  ),
  C5: holds(`const alpha = await rgba(1, 1, 9);
    const refused = await fails(() => imaging.encodeImageData({ imageData: alpha })); alpha.dispose();
    const image = await imaging.createImageDataFromBuffer(new Uint8Array(3), ${SIZE});
    const text = await imaging.encodeImageData({ imageData: image, base64: true });
    const bytes = await imaging.encodeImageData({ imageData: image }); image.dispose();
    return refused && text.startsWith('/9j/') && bytes[0] === 255 && bytes[1] === 216`),
};
