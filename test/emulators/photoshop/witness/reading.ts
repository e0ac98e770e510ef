import { galleryPsd } from '../../../hosts/contract/gallery';
import { gives, holds, same, type Witness, type Witnesses } from './witness';
import type { DocumentSpec } from '../types';

const GALLERY = { psd: galleryPsd() };

/** As `gives`, in a new document. */
function inNew(spec: Partial<DocumentSpec>, body: string, expected: unknown): Witness {
  return async (make) => {
    const lab = make({ psd: null });
    lab.ps.user.create({ name: 'new', width: 4, height: 2, ...spec });
    return same(await lab.run(body), expected);
  };
}

/** Puts values on the first layer and reads them back. */
const roundTrip = (make: string, read: string): string => `return modal(async () => {
  const [{ id }] = app.activeDocument.layers; const imageData = await ${make};
  await imaging.putPixels({ layerID: id, imageData }); imageData.dispose(); ${read} })`;

export const READING: Witnesses = {
  I1: holds(
    `const image = await rgba(1, 1, 0); const refused = await fails(() => new image.constructor()); image.dispose(); return refused`,
  ),
  I2: holds(`const image = await rgba(1, 1, 0); const gone = image.dispose();
    return gone === undefined && (await fails(() => image.width)) && fails(() => image.getData())`),
  I3: gives(
    `const image = await rgba(2, 1, [1, 2, 3, 4, 5, 6, 7, 8]); const planar = await image.getData({ chunky: false });
    const chunky = await image.getData(); image.dispose(); return [[...planar], [...chunky], planar instanceof Uint8Array]`,
    [[1, 5, 2, 6, 3, 7, 4, 8], [1, 2, 3, 4, 5, 6, 7, 8], true],
  ),
  I4: inNew(
    { depth: 16 },
    `const tooHigh = await fails(() => rgba(1, 1, 40000, Uint16Array));
    const image = await rgba(1, 1, 32768, Uint16Array); const plain = [...await image.getData()];
    const full = [...await image.getData({ fullRange: true })]; image.dispose(); return [tooHigh, plain[0], full[0]]`,
    [true, 32768, 65535],
  ),
  I5: gives(
    `const image = await rgba(1, 1, 0); const { pixelFormat, components, hasAlpha, colorSpace, isChunky, colorProfile } = image;
    image.dispose(); return [pixelFormat, components, hasAlpha, colorSpace, isChunky, colorProfile]`,
    ['RGBA', 4, true, 'RGB', true, 'sRGB IEC61966-2.1'],
  ),
  I6: async (make) => {
    const lab = make({ imageBudgetBytes: 1000 });
    const got = await lab.run(`const image = await rgba(16, 16, 0);
      const refused = await fails(() => rgba(16, 16, 0)); image.dispose();
      (await rgba(4, 4, 0)).dispose(); return refused`);
    const { alive, peak, warnings } = lab.ps.memory();
    return got === true && alive === 0 && peak === 1024 && warnings === 1;
  },
  G1: gives(
    `return modal(async () => [await fails(() => read({ documentID: 9999, layerID: 5 })),
      (await read({ documentID: -1, layerID: 5 })).components])`,
    [true, 4],
  ),
  G2: holds(
    `return modal(async () => (await fails(() => read({ layerID: named('group').id })))
      && (await fails(() => read({ layerID: named('levels').id }))) && (await read({})).data.length > 0)`,
    GALLERY,
  ),
  G3: gives(
    `return modal(async () => [await fails(() => read({ layerID: 5, sourceBounds: box(0.5, 0, 2, 2) })),
      await fails(() => read({ layerID: 5, sourceBounds: box(3, 3, 0, 2) })),
      (await read({ layerID: 5, sourceBounds: { left: 1, top: 2, width: 3, height: 4 } })).sourceBounds])`,
    [true, true, { left: 1, top: 2, right: 4, bottom: 6 }],
  ),
  G4: gives(
    `return modal(async () => [(await read({ layerID: 9, sourceBounds: box(0, 0, 24, 16) })).sourceBounds,
      await fails(() => read({ layerID: 9, sourceBounds: box(20, 12, 3, 3) }))])`,
    [{ left: 4, top: 3, right: 12, bottom: 9 }, true],
  ),
  G5: gives(
    `return modal(async () => [(await read({ layerID: named('over the edge').id })).sourceBounds, (await read({})).sourceBounds])`,
    [
      { left: -6, top: -5, right: 14, bottom: 10 },
      { left: 0, top: 0, right: 48, bottom: 32 },
    ],
    GALLERY,
  ),
  G6: gives(
    `return modal(async () => { const small = await read({ layerID: 5, targetSize: { width: 6 } });
      const whole = await read({ layerID: 5 }); return [small.data.length, small.level, small.sourceBounds.right, whole.level]; })`,
    [6 * 4 * 4, 2, 6, 0],
  ),
  G7: holds('return modal(() => fails(() => read({ layerID: 5, targetSize: { width: 6 } })))', {
    switches: { targetSizeFails: true },
  }),
  G8: gives(
    `return modal(async () => { const eight = await read({ layerID: 5 });
      const wide = await read({ layerID: 5, componentSize: 16 });
      return [eight.componentSize, wide.componentSize,
        wide.data.every((v, i) => v === Math.round(eight.data[i] * 32768 / 255))]; })`,
    [8, 16, true],
  ),
  G9: async (make) => {
    const gray = await make().run(`return modal(async () => {
      const own = await read({ layerID: 5 });
      const gray = await read({ layerID: 5, colorSpace: 'Grayscale' });
      const wide = await read({ layerID: 5, colorSpace: 'RGB', colorProfile: 'Adobe RGB (1998)' });
      return [gray.components, gray.colorProfile, wide.colorProfile, wide.data.join() !== own.data.join()]; })`);
    const lab = make({ psd: null });
    lab.ps.user.create({ name: 'print', width: 2, height: 2, mode: 'cmyk' });
    const cmyk = await lab.run('return modal(() => fails(() => read({})))');
    return same(gray, [2, 'Gray Gamma 2.2', 'Adobe RGB (1998)', true]) && cmyk === true;
  },
  G10: gives(
    `return modal(async () => { const { components, data, sourceBounds } = await read({ layerID: 9, applyAlpha: true });
      return [components, data.slice(0, 3), sourceBounds.left]; })`,
    [3, [255, 255, 255], 4],
  ),
  G11: gives(
    roundTrip(
      'rgba(3, 1, [9, 9, 9, 255, 10, 20, 30, 0, 9, 9, 9, 128])',
      'return (await read({ layerID: id })).data',
    ),
    [9, 9, 9, 255, 10, 20, 30, 0, 9, 9, 9, 128],
  ),
  G12: holds(`return modal(async () => {
    const [first] = app.activeDocument.historyStates; const before = await read({ layerID: 5 });
    const imageData = await rgba(2, 2, 7); await imaging.putPixels({ layerID: 5, imageData }); imageData.dispose();
    const old = await read({ layerID: 5, historyStateID: first.id });
    return old.data.join() === before.data.join() && fails(() => read({ layerID: 5, historyStateID: 99999 })); })`),
  G13: async (make) => {
    const lab = make({ switches: { flakyReadAfterWrite: true } });
    const got = await lab.run(
      roundTrip(
        'rgba(2, 2, 7)',
        'return [(await message(() => read({ layerID: id }))).includes("Code: -1"), await fails(() => read({ layerID: id }))]',
      ),
    );
    return same(got, [true, false]);
  },
  G14: inNew(
    { mode: 'lab' },
    `return modal(async () => { const { components, colorProfile } = await read({}); return [components, colorProfile]; })`,
    [4, 'Lab D50'],
  ),
  G15: holds(
    `return modal(async () => { const at = { sourceBounds: box(28, 0, 16, 12) };
      const seen = async () => (await read(at)).data.join();
      named('base').visible = false; const hidden = await seen();
      named('clipped').visible = false; return hidden === (await seen()); })`,
    GALLERY,
  ),
};
