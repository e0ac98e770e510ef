import { decode } from 'fast-png';
import { STAGES } from '../../src/core/events';
import { rect } from '../../src/core/geometry';
import {
  layerNamed,
  maskOn,
  readSaved,
  without,
  type SavedDocument,
} from '../hosts/contract/saved';
import { noise, paintedLayer, psdBytes, type Paint } from '../emulators/photopea/painted-documents';
import { startComfyUI, type ComfyUI } from '../emulators/comfyui/comfyui';
import type { ComfyOptions } from '../emulators/comfyui/options';
import type { EmulatorPage } from '../emulators/photopea/page/emulator-page';
import { cancelAt, clickInEditorAt } from './at-stage';
import { outcome } from './outcome';
import {
  chatter,
  choose,
  ready,
  startPhotopeaPanel,
  startRun,
  type PhotopeaPanel,
} from './photopea-panel';

jest.setTimeout(300_000);

const WIDTH = 120;
const HEIGHT = 90;

/** Smooth, so that a restored picture resembles it. */
const scene: Paint = (x, y) => [
  Math.round(128 + 100 * Math.sin(x / 9)),
  Math.round(128 + 100 * Math.cos(y / 7)),
  (x + y) % 256,
  255,
];

const DOCUMENT = psdBytes({
  width: WIDTH,
  height: HEIGHT,
  children: [
    paintedLayer('photo', WIDTH, HEIGHT, scene, { id: 3 }),
    {
      name: 'group',
      id: 4,
      children: [paintedLayer('note', 30, 20, noise, { id: 5, x: 80, y: 60 })],
    },
  ],
});

const ELLIPSE = { tool: 'ellipse', from: [20, 15], to: [90, 70] } as const;
const SELECTED = rect(20, 15, 70, 55);

let built: PhotopeaPanel;
beforeAll(async () => {
  built = await startPhotopeaPanel();
}, 300_000);
afterAll(() => built.close());
afterEach(() => built.closeTabs());

/** A fresh emulator with the document open, its photo active and an ellipse drawn. */
async function prepared(): Promise<EmulatorPage> {
  const emulated = await built.open();
  await emulated.open({ name: 'scene.psd', bytes: DOCUMENT });
  await emulated.activate('photo');
  await emulated.select(ELLIPSE);
  await ready(emulated);
  await emulated.panel.locator('#region-size', { hasText: '70 × 55' }).waitFor();
  return emulated;
}

async function saved(emulated: EmulatorPage): Promise<SavedDocument> {
  return readSaved(await emulated.savePsd());
}

/** The one layer that was not there before. */
function added(before: SavedDocument, after: SavedDocument): SavedDocument['layers'][number] {
  const known = new Set(before.layers.map((layer) => layer.name));
  const [layer, ...more] = after.layers.filter(({ name }) => !known.has(name));
  if (layer === undefined || more.length > 0) throw new Error(`${more.length + 1} new layers`);
  return layer;
}

/** 255 in the middle of the ellipse, 0 in the corners around it; as the editor's own selection, ±1. */
function expectEllipse(values: readonly number[]): void {
  const wrong = values.filter((value, i) => {
    const x = (i % SELECTED.width) + 0.5 - SELECTED.width / 2;
    const y = Math.floor(i / SELECTED.width) + 0.5 - SELECTED.height / 2;
    const far = Math.hypot(x / (SELECTED.width / 2), y / (SELECTED.height / 2));
    return (far < 0.94 && value < 254) || (far > 1.06 && value > 1);
  });
  expect(wrong).toEqual([]);
}

describe('the panel in Photopea', () => {
  test('in place: one layer with the selection as its mask, one undo step, nothing else changed', async () => {
    const emulated = await prepared();
    await chatter(emulated);
    const before = await saved(emulated);
    const rows = await emulated.history();
    expect(await outcome(emulated.panel)).toBe('done');
    const after = await saved(emulated);
    const layer = added(before, after);
    expect(after.layers.indexOf(layer)).toBe(1);
    expect(without(after, layer.name)).toEqual(before);
    expect(layer.mask).not.toBeNull();
    expectEllipse(maskOn(layer.mask!, SELECTED));
    expect(layer.mask!.outside).toBe(0);
    expect((await emulated.history()).slice(rows.length)).toEqual(['Duplicate Layer']);
    await emulated.undo();
    expect(await saved(emulated)).toEqual(before);
  });

  test('the restored pixels resemble the source where they show', async () => {
    const emulated = await prepared();
    const before = await saved(emulated);
    expect(await outcome(emulated.panel)).toBe('done');
    const layer = added(before, await saved(emulated));
    const at = (x: number, y: number): number[] => {
      const i = ((y - layer.rect.y) * layer.rect.width + x - layer.rect.x) * 4;
      return [...layer.pixels.slice(i, i + 4)];
    };
    for (const [x, y] of [
      [55, 42],
      [40, 35],
      [70, 50],
    ] as const) {
      const expected = scene(x, y);
      at(x, y).forEach((value, c) => expect(Math.abs(value - expected[c]!)).toBeLessThan(30));
    }
  });

  test('enlarge: the document doubles, the result lies on the doubled place', async () => {
    const emulated = await prepared();
    const before = await saved(emulated);
    await choose(emulated, 'mode', 'enlarge');
    expect(await outcome(emulated.panel)).toBe('done');
    const after = await saved(emulated);
    expect([after.width, after.height]).toEqual([WIDTH * 2, HEIGHT * 2]);
    const layer = added(before, after);
    expect(maskOn(layer.mask!, rect(110, 84, 1, 1))).toEqual([255]);
    expect(maskOn(layer.mask!, rect(42, 32, 1, 1))).toEqual([0]);
    expect(layerNamed(after, 'note').rect).toEqual(rect(160, 120, 60, 40));
  });

  test('smart object: the full resolution is kept inside', async () => {
    const emulated = await prepared();
    const before = await saved(emulated);
    await choose(emulated, 'mode', 'smart-object');
    expect(await outcome(emulated.panel)).toBe('done');
    const after = await saved(emulated);
    const layer = added(before, after);
    const content = decode(layer.content!);
    expect([content.width, content.height]).toEqual([layer.rect.width * 2, layer.rect.height * 2]);
    expect(without(after, layer.name)).toEqual(before);
  });

  test.each(STAGES)('cancel at stage "%s" leaves the document as it was', async (stage) => {
    const emulated = await prepared();
    const before = await emulated.savePsd();
    await cancelAt(emulated.panel, stage);
    expect(await outcome(emulated.panel)).toBe('cancelled');
    expect(Buffer.compare(before, await emulated.savePsd())).toBe(0);
    expect(await emulated.page.locator('#tabs button').count()).toBe(1);
  });

  test('panel closed in the middle of a run: the document is as it was, and the panel works again', async () => {
    const emulated = await prepared();
    const before = await emulated.savePsd();
    await startRun(emulated);
    await emulated.panel.locator('#status[data-state=running]').waitFor({ state: 'attached' });
    await emulated.togglePanel();
    await emulated.idle();
    expect(Buffer.compare(before, await emulated.savePsd())).toBe(0);
    expect(await emulated.page.locator('#tabs button').count()).toBe(1);
    await emulated.togglePanel();
    await ready(emulated);
    expect(await outcome(emulated.panel)).toBe('done');
  });

  test('a dialog open at the end: the result is kept, found again when the panel reopens, and inserted', async () => {
    const emulated = await prepared();
    const before = await saved(emulated);
    await clickInEditorAt(emulated, 'restore', '#dialog-open');
    expect(await outcome(emulated.panel)).toBe('photopea-busy');
    expect(await saved(emulated)).toEqual(before);
    await emulated.togglePanel();
    await emulated.page.locator('#dialog-open').uncheck();
    await emulated.togglePanel();
    await emulated.panel.locator('#kept-insert').click();
    await emulated.page.locator('#history li', { hasText: 'Duplicate Layer' }).waitFor();
    const after = await saved(emulated);
    expect(without(after, added(before, after).name)).toEqual(before);
  });

  test('document closed before the insertion: document-gone, and the result can still be saved', async () => {
    const emulated = await prepared();
    await clickInEditorAt(emulated, 'restore', '#close-document');
    expect(await outcome(emulated.panel)).toBe('document-gone');
    const download = emulated.page.waitForEvent('download');
    await emulated.panel.locator('#kept-save').click();
    expect((await download).suggestedFilename()).toMatch(/\.png$/);
  });

  test('has threads inside the frame', async () => {
    const emulated = await prepared();
    const frame = emulated.page.frames().find((f) => f !== emulated.page.mainFrame());
    expect(await frame?.evaluate(() => crossOriginIsolated)).toBe(true);
  });

  test('a ComfyUI server refuses the frame until it is started with the flag that the panel names', async () => {
    const { panel } = await built.open();
    const servers: ComfyUI[] = [];
    const tested = async (options: ComfyOptions, state: 'blocked' | 'connected') => {
      const server = await startComfyUI(options);
      servers.push(server);
      await panel.locator('#server-address').fill(server.url);
      await panel.locator('#server-test').click();
      await panel.locator(`#server-outcome[data-state=${state}]`).waitFor();
    };
    try {
      await panel.locator('label:has(#setting-restorer-remote)').click();
      await tested({}, 'blocked');
      await panel.locator('#server-obstacle[data-row=G]').waitFor();
      const [flag, origin = ''] = (await panel.locator('#server-flags').innerText()).split(' ');
      expect(flag).toBe('--enable-cors-header');
      await tested({ cors: origin }, 'connected');
    } finally {
      await Promise.all(servers.map((server) => server.stop()));
    }
  });
});
