import type { Layer as PsdLayer } from 'ag-psd';
import { scaleRect } from '../../../../src/core/geometry';
import { createMask } from '../../../../src/core/mask';
import type { LayerLook, LayerResult } from '../../../../src/core/document';
import { galleryPsd } from '../../contract/gallery';
import { layerNamed, readSaved, without } from '../../contract/saved';
import { paintedLayer } from '../../../emulators/photopea/painted-documents';
import { codeOf } from '../../../support/code-of';
import { NEVER } from './documents';
import {
  activate,
  CANVAS,
  change,
  CLIPPED,
  layersPsd,
  NAME,
  opaque,
  opened,
  painted,
  result,
} from './looks';
import type { Stage } from './stage';

function as(mode: LayerResult['mode'], from: LayerResult): LayerResult {
  const { above, name, mask, image } = from;
  const look = from.look && { look: from.look };
  if (mode === 'smart-object') {
    return { mode, scale: 2, above, name, rect: CANVAS, image, mask, content: opaque(2), ...look };
  }
  if (mode === 'in-place') return from;
  const large = opaque(2);
  const all = createMask(large, 255);
  return {
    mode,
    scale: 2,
    above,
    name,
    rect: scaleRect(CANVAS, 2),
    image: large,
    mask: all,
    ...look,
  };
}

const STACK = [
  painted('ground'),
  paintedLayer('base', 8, 4, (x) => [200, 100, 50, x * 36], { opacity: 0.7 }),
  painted('first', { clipping: true, opacity: 0.5 }),
  painted('second', { clipping: true, blendMode: 'multiply' }),
  painted('top', { opacity: 0.2 }),
];

describe.each<LayerResult['mode']>(['in-place', 'enlarge', 'smart-object'])('%s', (mode) => {
  const saved = (stage: Stage & { readonly id: number }) =>
    readSaved(stage.ps.documents.savePsd(stage.id));

  test.each([false, true])(
    'is clipped where it has to be, and only there; Photoshop clips by itself: %s',
    async (betweenIsClipped) => {
      for (const active of ['ground', 'base', 'first', 'top']) {
        for (const source of ['ground', 'base', 'first', 'second', 'top']) {
          const stage = await opened(layersPsd(...STACK), source, {
            switches: { betweenIsClipped },
          });
          const { link, ref, id } = stage;
          activate(stage, id, active);
          await link.host.insertLayer(as(mode, result(ref, undefined)), NEVER);
          const layers = saved(stage).layers.map(({ name, clipped }) => [name, clipped]);
          const expected = STACK.flatMap(({ name, clipping = false }): unknown[] => {
            const inStack = ['base', 'first', 'second'].includes(source);
            return [[name, clipping], ...(name === source ? [[NAME, inStack]] : [])];
          });
          expect(layers).toEqual(expected);
          stage.dispose();
          expect(stage.ps.problems()).toEqual([]);
        }
      }
    },
  );

  test('is drawn as it is told, in one step that one undo takes back', async () => {
    const stage = await opened(layersPsd(...STACK), 'second');
    const { ps, link, ref, id } = stage;
    const before = ps.documents.savePsd(id);
    const rows = ps.documents.historyStates(id).length;
    const look: LayerLook = {
      clipped: true,
      visible: false,
      blendMode: 'color-dodge',
      opacity: 51 / 255,
      fill: 102 / 255,
    };
    await link.host.insertLayer(as(mode, result(ref, look)), NEVER);
    expect(layerNamed(saved(stage), NAME)).toMatchObject({
      clipped: true,
      visible: false,
      blend: 'color dodge',
      opacity: 51 / 255,
    });
    const layer = ps.sim.documents[0]!.state.layers.find(({ name }) => name === NAME);
    expect(layer?.fillOpacity).toBe(102);
    expect(ps.documents.historyStates(id)).toHaveLength(rows + 1);
    ps.user.undo();
    expect(Buffer.compare(before, ps.documents.savePsd(id))).toBe(0);
    stage.dispose();
    expect(ps.problems()).toEqual([]);
  });

  test('clipped over a soft base, the alpha stays as it would be without it', async () => {
    const base = (): PsdLayer => paintedLayer('base', 8, 4, (x) => [200, 100, 50, x * 36]);
    const stage = await opened(layersPsd(base()), 'base');
    await stage.link.host.insertLayer(as(mode, result(stage.ref, CLIPPED)), NEVER);
    const { data } = stage.ps.documents.picture(stage.id);
    change(stage, NAME, () => ({ visible: false }));
    const bare = stage.ps.documents.picture(stage.id).data;
    for (let i = 0; i < data.length; i += 4) {
      expect(data[i + 3]).toBe(bare[i + 3]);
      if ((bare[i + 3] ?? 0) > 0) expect([...data.slice(i, i + 3)]).toEqual([10, 200, 90]);
    }
    stage.dispose();
  });

  test('Esc at any call: the document as it was, and the other one in front', async () => {
    const stage = await opened(layersPsd(...STACK), 'first');
    const { ps, link, ref, id } = stage;
    const before = ps.documents.savePsd(id);
    const look: LayerLook = { ...CLIPPED, visible: false, blendMode: 'screen', opacity: 0.5 };
    const made = as(mode, result(ref, look));
    const other = ps.user.open(galleryPsd(), 'other.psd');
    const inOther = ps.documents.savePsd(other);
    const codes = new Set<string>();
    for (let nth = 1; nth < 30; nth++) {
      ps.before('*', nth, () => ps.user.pressEsc());
      codes.add((await codeOf(link.host.insertLayer(made, NEVER))) ?? 'done');
      expect(ps.documents.active()).toBe(other);
      if (ps.documents.historyStates(id).length > 1) {
        ps.user.show(id);
        ps.user.undo();
        ps.user.show(other);
      }
      expect(Buffer.compare(before, ps.documents.savePsd(id))).toBe(0);
      expect(Buffer.compare(inOther, ps.documents.savePsd(other))).toBe(0);
    }
    expect([...codes].sort()).toEqual(['done', 'photoshop-cancelled']);
    stage.dispose();
    expect(ps.problems()).toEqual([]);
  });
});

test('a failure half way: the document as it was, and the other one in front', async () => {
  const stage = await opened(layersPsd(...STACK), 'first');
  const { ps, link, ref, id } = stage;
  const before = without(readSaved(ps.documents.savePsd(id)), NAME);
  const other = ps.user.open(galleryPsd(), 'other.psd');
  ps.change({ lockedThrows: true });
  ps.before('imaging.putLayerMask', 1, () =>
    change(stage, NAME, ({ locks }) => ({ locks: { ...locks, all: true } })),
  );
  await expect(link.host.insertLayer(result(ref, CLIPPED), NEVER)).rejects.toMatchObject({
    code: 'photoshop-failed',
  });
  expect(ps.documents.active()).toBe(other);
  expect(readSaved(ps.documents.savePsd(id))).toEqual(before);
  stage.dispose();
  expect(ps.problems()).toEqual([]);
});

test('a document in front that is closed meanwhile is not looked for', async () => {
  const stage = await opened(layersPsd(...STACK), 'first');
  const { ps, link, ref, id } = stage;
  const other = ps.user.open(galleryPsd(), 'other.psd');
  ps.before('imaging.putLayerMask', 1, () => ps.user.close(other));
  await link.host.insertLayer(result(ref, CLIPPED), NEVER);
  expect(ps.documents.active()).toBe(id);
  stage.dispose();
  expect(ps.problems()).toEqual([]);
});
