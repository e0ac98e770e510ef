import { eventually } from '../../support/browser/eventually';
import { rect } from '../../../src/core/geometry';
import { framesDrawn } from '../../support/browser/frames';
import { CAT_SIZE, catPixel, MOD, openEditor, type EditorDriver } from './driver';

let on: EditorDriver;

jest.setTimeout(240_000);
beforeAll(async () => {
  on = await openEditor();
});
afterAll(() => on.test.close());
beforeEach(() => on.startOver());

describe('the canvas', () => {
  it('shows the file pixel by pixel at 100 % and zoomed in', async () => {
    expect((await on.state()).size).toEqual(CAT_SIZE);
    for (const steps of [0, 2]) {
      for (let i = 0; i < steps; i++) await on.page.keyboard.press(`${MOD}+=`);
      for (const [x, y] of [
        [225, 150],
        [200, 130],
        [250, 170],
      ] as const) {
        expect(await on.shown(x, y)).toEqual(await catPixel(x, y));
      }
    }
  });

  it('zooms around the pointer and says exactly where the document lies', async () => {
    // The pointer stands on whole pixels of the page.
    const place = [560, 320] as const;
    const [left, top] = await on.at(0, 0);
    const zoom = Number(await on.page.locator('#canvas').getAttribute('data-zoom'));
    await on.page.mouse.move(...place);
    await on.held([MOD], () => on.page.mouse.wheel(0, -100));
    await on.ready();
    expect(Number(await on.page.locator('#canvas').getAttribute('data-zoom'))).toBeGreaterThan(1.2);
    const now = await on.at((place[0] - left) / zoom, (place[1] - top) / zoom);
    expect(Math.abs(now[0] - place[0])).toBeLessThanOrEqual(0.5);
    expect(Math.abs(now[1] - place[1])).toBeLessThanOrEqual(0.5);
    await on.page.keyboard.press(`${MOD}+1`);
    await on.page.locator('#canvas[data-zoom="1"]').waitFor();
  });

  it('moves with the space bar, the hand, the wheel', async () => {
    const moved = async (action: () => Promise<void>): Promise<readonly number[]> => {
      const before = await on.at(0, 0);
      await action();
      await on.ready();
      const after = await on.at(0, 0);
      return [after[0] - before[0], after[1] - before[1]];
    };
    const pull = async (): Promise<void> => {
      await on.page.mouse.move(500, 400);
      await on.page.mouse.down();
      await on.page.mouse.move(530, 380, { steps: 3 });
      await on.page.mouse.up();
    };
    await on.page.locator('#canvas').focus();
    expect(await moved(() => on.held([' '], pull))).toEqual([30, -20]);
    await on.page.keyboard.press('h');
    expect(await moved(pull)).toEqual([30, -20]);
    expect(await moved(() => on.page.mouse.wheel(15, 40))).toEqual([-15, -40]);
    await on.page.keyboard.press('m');
    expect(await on.bounds()).toBeNull();
  });
});

describe('a selection', () => {
  it('is exactly what was drawn, in every mode', async () => {
    await on.page.keyboard.press('m');
    await on.drag([100, 80], [200, 150]);
    expect(await on.bounds()).toEqual(rect(100, 80, 100, 70));
    await on.held(['Shift'], () => on.drag([180, 120], [240, 200]));
    expect(await on.bounds()).toEqual(rect(100, 80, 140, 120));
    await on.held(['Alt'], () => on.drag([90, 70], [150, 210]));
    expect(await on.bounds()).toEqual(rect(150, 80, 90, 120));
    await on.held(['Shift', 'Alt'], () => on.drag([200, 0], [300, 100]));
    expect(await on.bounds()).toBeNull();
  });

  it('may start and end outside the document', async () => {
    await on.page.keyboard.press('m');
    await on.drag([-30, 100], [60, 340]);
    expect(await on.bounds()).toEqual(rect(0, 100, 60, 200));
  });

  it('is a circle with Shift, grows from its centre with Alt, and ends with Escape', async () => {
    await on.page.locator('#tool-ellipse').click();
    await on.held(['Shift'], () => on.drag([100, 100], [180, 140]));
    expect(await on.bounds()).toEqual(rect(100, 100, 80, 80));
    await on.page.keyboard.press(`${MOD}+d`);
    // While something is selected, Alt takes away from it.
    await eventually(() => on.bounds(), null);
    await on.held(['Alt'], () => on.drag([200, 150], [240, 180]));
    expect(await on.bounds()).toEqual(rect(160, 120, 80, 60));
    await on.page.mouse.move(...(await on.at(20, 20)));
    await on.page.mouse.down();
    await on.page.mouse.move(...(await on.at(90, 90)), { steps: 3 });
    await on.page.keyboard.press('Escape');
    await on.page.mouse.up();
    expect(await on.bounds()).toEqual(rect(160, 120, 80, 60));
  });

  it('follows the lasso', async () => {
    await on.page.keyboard.press('l');
    await on.drag([100, 100], [200, 100], [200, 200], [100, 100]);
    const inside = await on.test.call('selection', rect(190, 110, 1, 1));
    const outside = await on.test.call('selection', rect(110, 190, 1, 1));
    expect([inside, outside]).toEqual([[255], [0]]);
  });

  it('is feathered by the field', async () => {
    await on.page.locator('#feather input').fill('6');
    await on.page.keyboard.press('Enter');
    await on.page.locator('#tool-rect').click();
    await on.drag([100, 100], [200, 200]);
    await on.ready();
    const [edge] = (await on.test.call('selection', rect(100, 150, 1, 1))) ?? [];
    const [middle] = (await on.test.call('selection', rect(150, 150, 1, 1))) ?? [];
    expect(edge).toBeGreaterThan(110);
    expect(edge).toBeLessThan(150);
    expect(middle).toBe(255);
    await on.page.locator('#feather input').fill('0');
    await on.page.keyboard.press('Enter');
  });

  it('is all, none, the inverse, and comes back with undo', async () => {
    const selected = async (): Promise<unknown> => (await on.state()).bounds;
    await on.page.locator('#canvas').focus();
    await on.page.keyboard.press(`${MOD}+a`);
    await eventually(selected, rect(0, 0, CAT_SIZE.width, CAT_SIZE.height));
    await on.page.keyboard.press(`${MOD}+d`);
    await eventually(selected, null);
    await on.page.keyboard.press('m');
    await on.drag([0, 0], [451, 100]);
    await on.page.keyboard.press(`${MOD}+Shift+i`);
    await eventually(selected, rect(0, 100, 451, 200));
    await on.page.keyboard.press(`${MOD}+z`);
    await eventually(selected, rect(0, 0, 451, 100));
    await on.page.keyboard.press(`${MOD}+Shift+z`);
    await eventually(selected, rect(0, 100, 451, 200));
  });

  it('can be made and moved with the keyboard alone', async () => {
    await on.page.locator('#tool-rect').click();
    await on.page.locator('#numbers').focus();
    await on.page.keyboard.press('Enter');
    for (const [field, value] of [
      ['x', 30],
      ['y', 40],
      ['width', 120],
      ['height', 90],
    ] as const) {
      const input = on.page.locator(`#numbers-${field} input`);
      await input.waitFor();
      await input.focus();
      await input.fill(String(value));
    }
    await on.page.keyboard.press('Enter');
    await eventually(async () => (await on.state()).bounds, rect(30, 40, 120, 90));
    await on.page.locator('#canvas').focus();
    await on.page.keyboard.press('ArrowRight');
    await on.page.keyboard.press('Shift+ArrowUp');
    await eventually(async () => (await on.state()).bounds, rect(31, 30, 120, 90));
  });

  it('can be dragged to another place and clicked away', async () => {
    await on.page.keyboard.press('m');
    await on.drag([100, 100], [160, 150]);
    await on.drag([130, 120], [150, 110]);
    await eventually(async () => (await on.state()).bounds, rect(120, 90, 60, 50));
    await on.page.mouse.click(...(await on.at(20, 20)));
    await eventually(async () => (await on.state()).bounds, null);
  });

  it('marches, and stands still for those who want no motion', async () => {
    const ants = (): Promise<string | undefined> =>
      on.page
        .locator('#canvas')
        .evaluate((host) =>
          host.shadowRoot?.querySelector<HTMLCanvasElement>('#ants')?.toDataURL(),
        );
    await on.page.keyboard.press('m');
    await on.drag([100, 100], [200, 200]);
    await on.ready();
    const first = await ants();
    await eventually(async () => (await ants()) !== first, true);
    await on.page.emulateMedia({ reducedMotion: 'reduce' });
    const still = await ants();
    await framesDrawn(on.page, 30);
    expect(await ants()).toBe(still);
    await on.page.emulateMedia({ reducedMotion: null });
  });
});
