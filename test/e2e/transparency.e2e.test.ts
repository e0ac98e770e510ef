import { readFileSync } from 'node:fs';
import path from 'node:path';
import { decode } from 'fast-png';
import { layerNamed, readSaved } from '../hosts/contract/saved';
import { openInTab, run, startShipped, type Shipped } from './shipped';

jest.setTimeout(240_000);

const FOLDER = path.join(__dirname, '../fixtures/faults/01-transparency-mask-mode');
const NEW = 'Restored 2x (Fast)';

let shipped: Shipped;
beforeAll(async () => {
  shipped = await startShipped();
});
afterAll(() => shipped.close());
afterEach(() => shipped.closeTabs());

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

function pictureOf(png: Uint8Array): Picture {
  const { width, height, channels, data } = decode(png);
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < channels; c++) rgba[i * 4 + c] = data[i * channels + c]!;
  }
  return { width, height, rgba };
}

function alphaOf({ rgba }: Picture): number[] {
  return [...rgba.filter((_, i) => i % 4 === 3)];
}

describe.each([
  ['soft-shadow.png', null],
  ['cutout-masked.psd', 'person'],
  ['multiply-masked.psd', 'shade'],
  ['hidden.psd', 'sketch'],
  ['group.psd', 'pair'],
  ['clipped-soft.psd', 'print'],
] as const)('%s', (file, source) => {
  it.each(['in-place', 'smart-object'])('keeps its transparency: %s', async (mode) => {
    const session = await openInTab(shipped, file, readFileSync(path.join(FOLDER, file)));
    if (source !== null) await session.activate(source);
    const before = pictureOf(await session.savePng());
    await session.select({ kind: 'all' }, 0);
    await run(session.panel, '--scale', '2', '--mode', mode);
    const after = pictureOf(await session.savePng());
    expect(alphaOf(after)).toEqual(alphaOf(before));
    if (file === 'hidden.psd') expect(after.rgba).toEqual(before.rgba);
    if (source === 'person' || source === 'shade') {
      for (let i = 0; i < before.rgba.length; i += 4) {
        if ((i / 4) % before.width >= 32) continue;
        expect(after.rgba.subarray(i, i + 4)).toEqual(before.rgba.subarray(i, i + 4));
      }
    }
    const added = layerNamed(readSaved(await session.savePsd()), NEW);
    expect(added).toMatchObject({ clipped: true, visible: true, opacity: 1, blend: 'normal' });
    const note = session.page.locator('#result-source-note');
    expect(await note.count()).toBe(file === 'clipped-soft.psd' ? 1 : 0);
  });
});

it('an enlarged document has the alpha that it has without the new layer', async () => {
  const bytes = readFileSync(path.join(FOLDER, 'soft-shadow.png'));
  const session = await openInTab(shipped, 'soft-shadow.png', bytes);
  await session.select({ kind: 'all' }, 0);
  await run(session.panel, '--scale', '4', '--mode', 'enlarge');
  const { width, rgba } = pictureOf(await session.savePng());
  const alphaAt = (x: number, y: number): number => rgba[(y * width + x) * 4 + 3]!;
  const seen = [alphaAt(130, 34), alphaAt(82, 98), alphaAt(182, 122)];
  [76, 127, 97].forEach((alpha, i) => expect(Math.abs(seen[i]! - alpha)).toBeLessThanOrEqual(3));
  // Hiding the new layer changes no alpha.
  const rows = session.page.locator('#layers [role=treeitem]');
  await rows.first().locator('.eye').click();
  const without = pictureOf(await session.savePng());
  expect(alphaOf(without)).toEqual(alphaOf({ width, height: 0, rgba }));
});
