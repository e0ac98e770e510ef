import { clickAtStep } from '../../scripts/demo/click-at-step';
import type { PanelPlace } from '../../scripts/demo/controls';
import { setUpSupir } from '../../scripts/demo/supir-panel';
import { readSaved } from '../hosts/contract/saved';
import { eventually } from '../support/browser/eventually';
import { groupedPhoto } from './documents';
import { begin, ended } from './outcome';
import { ready, startPhotopeaPanel, type PhotopeaPanel } from './photopea-panel';
import {
  expectInserted,
  expectUntouched,
  show,
  startPhotoshop,
  type PhotoshopPanels,
} from './photoshop-panel';
import { TINY_SUPIR } from './tiny-supir';

jest.setTimeout(300_000);

function prepare(panel: PanelPlace): Promise<void> {
  return setUpSupir(panel, {
    ...TINY_SUPIR,
    settings: { steps: 12, seed: 1, minSize: 64 },
  });
}

async function clickInRun(panel: PanelPlace, target: string): Promise<string> {
  await begin(panel);
  await clickAtStep(panel, 2, target);
  return ended(panel);
}

async function goOn(panel: PanelPlace): Promise<string> {
  await panel.locator('#unfinished-go-on').click();
  return ended(panel);
}

describe('in Photopea', () => {
  let built: PhotopeaPanel;
  beforeAll(async () => {
    built = await startPhotopeaPanel();
  }, 300_000);
  afterAll(() => built.close());

  it('a run goes on after the frame was loaded anew, and is one step to undo', async () => {
    const emulated = await built.open();
    await emulated.open({ name: 'scene.psd', bytes: groupedPhoto() });
    await emulated.activate('photo');
    await emulated.select({ tool: 'ellipse', from: [20, 15], to: [60, 55] });
    await ready(emulated);
    const { panel, page } = emulated;
    const names = async (): Promise<readonly string[]> =>
      readSaved(await emulated.savePsd()).layers.map(({ name }) => name);
    const before = await names();
    await prepare(panel);
    expect(await clickInRun(panel, '#cancel')).toBe('cancelled');
    expect(await names()).toEqual(before);

    const frame = page.frames().find((one) => one !== page.mainFrame());
    await frame?.evaluate(() => {
      location.reload();
    });
    await panel.locator('#unfinished').waitFor();
    await ready(emulated);
    await prepare(panel);
    expect(await goOn(panel)).toBe('done');
    expect([...(await names())].sort()).toEqual([...before, 'Restored 2x (SUPIR) copy'].sort());
    await eventually(() => panel.locator('#unfinished').count(), 0);
    await emulated.undo();
    expect(await names()).toEqual(before);
  });
});

describe('in Photoshop', () => {
  let panels: PhotoshopPanels;
  beforeAll(async () => {
    panels = await startPhotoshop([]);
  });
  afterAll(() => panels.close());

  it('a cancelled run goes on to a layer with the mask of its own selection', async () => {
    const built = await panels.open();
    const shown = await show(built, groupedPhoto(), 'photo');
    await prepare(built.page);
    expect(await clickInRun(built.page, '#cancel')).toBe('cancelled');
    expectUntouched(built, shown);
    expect(await goOn(built.page)).toBe('done');
    expectInserted(built, shown, { name: 'Restored 2x (SUPIR)' });
  });

  it('a stopped run is kept under the name of its step', async () => {
    const built = await panels.open();
    const shown = await show(built, groupedPhoto(), 'photo');
    await prepare(built.page);
    expect(await clickInRun(built.page, '#stop-and-keep')).toBe('done');
    const step = await built.page.locator('#result-stopped').getAttribute('data-step');
    expectInserted(built, shown, { name: `Restored 2x (SUPIR, step ${step})` });
  });
});
