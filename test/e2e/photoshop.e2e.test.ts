import { drawnSelection } from '../../scripts/demo/photoshop-document';
import { setUpSupir } from '../../scripts/demo/supir-panel';
import { layerNamed, readSaved } from '../hosts/contract/saved';
import type { BuiltPanel } from '../emulators/photoshop/page/built-panel';
import { handmadePsd } from '../psd/handmade';
import { CANVAS, groupedPhoto } from './documents';
import { outcome } from './outcome';
import {
  BROWSERS,
  expectInserted,
  expectNoNetwork,
  NEW,
  show,
  startPhotoshop,
  type PhotoshopPanels,
} from './photoshop-panel';
import { TINY_SUPIR } from './tiny-supir';

jest.setTimeout(180_000);

describe.each(BROWSERS)('the built plugin, its page from a file, %s', (_, args) => {
  let panels: PhotoshopPanels;
  let panel: BuiltPanel;

  beforeAll(async () => {
    panels = await startPhotoshop(args);
    panel = await panels.open();
  });
  afterAll(() => panels.close());

  it('puts a masked layer above its source in a group, in one history state', async () => {
    const shown = await show(panel, groupedPhoto(), 'photo');
    expect(await outcome(panel.page)).toBe('done');
    expectInserted(panel, shown);
    const layer = layerNamed(readSaved(panel.ps.documents.savePsd(shown.id)), NEW);
    expect(layer.path).toEqual(['group']);
  });

  it('above a Background layer', async () => {
    const flat = handmadePsd({ width: 96, height: 72, depth: 8, packing: 'raw', layers: [] });
    const { id, newRows } = await show(panel, flat, null);
    expect(await outcome(panel.page)).toBe('done');
    expect(newRows()).toEqual(['Upscale Selection']);
    expect(panel.ps.documents.layers(id).map(({ name }) => name)).toEqual([NEW, 'Background']);
  });

  it('in 16 bits', async () => {
    const layers = [
      { name: 'low', left: 0, top: 0, width: 96, height: 72, seed: 1, alpha: false },
    ] as const;
    const deep = handmadePsd({ width: 96, height: 72, depth: 16, packing: 'predicted', layers });
    const shown = await show(panel, deep, 'low');
    expect(await outcome(panel.page)).toBe('done');
    expect(Buffer.from(panel.ps.documents.savePsd(shown.id)).readUInt16BE(22)).toBe(16);
    expectInserted(panel, shown);
  });

  it('takes the shape of a feathered lasso', async () => {
    const points = [
      [20, 12],
      [60, 18],
      [52, 50],
      [38, 30],
      [24, 44],
    ] as const;
    const selection = drawnSelection({ kind: 'lasso', points }, 2, CANVAS)!;
    expect(new Set(selection.data).size).toBeGreaterThan(50);
    const shown = await show(panel, groupedPhoto(), 'photo', selection);
    expect(await outcome(panel.page)).toBe('done');
    expectInserted(panel, shown, { selection });
  });

  it('runs SUPIR from files of the user', async () => {
    const shown = await show(panel, groupedPhoto(), 'photo');
    await setUpSupir(panel.page, {
      ...TINY_SUPIR,
      settings: { steps: 2, seed: 1, minSize: 64 },
    });
    expect(await outcome(panel.page)).toBe('done');
    expectInserted(panel, shown, { name: 'Restored 2x (SUPIR)' });
  });

  it('asks nobody on the network', () => {
    expectNoNetwork(panel);
  });
});
