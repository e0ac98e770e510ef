import { decode } from 'fast-png';
import type { Rect } from '../../src/core/geometry';
import {
  layerNamed,
  maskOn,
  readSaved,
  without,
  type SavedDocument,
  type SavedLayer,
} from '../hosts/contract/saved';
import { decodeLayer } from '../../src/psd/decode-layer';
import { readPsd } from '../../src/psd/read-psd';
import { handmadePsd } from '../psd/handmade';
import { CANVAS, groupedPhoto } from './documents';
import { ellipseCoverage, ellipseOnLines, largestDifference, polygonCoverage } from './shapes';
import { openInTab, run, startShipped, type Shipped, type Standalone } from './shipped';

jest.setTimeout(240_000);

let shipped: Shipped;
beforeAll(async () => {
  shipped = await startShipped();
});
afterAll(() => shipped.close());
afterEach(() => shipped.closeTabs());

const NEW = 'Restored 2x (Fast)';
const BOX = { x: 20, y: 16, width: 49, height: 37 };
const ELLIPSE = { kind: 'ellipse', ...BOX } as const;
const WHOLE: Rect = { x: 0, y: 0, ...CANVAS };

function namesOf(document: SavedDocument): string[] {
  return document.layers.map(({ name, path }) => [...path, name].join('/'));
}

/**
 * The selection is measured on 16 lines in each row of pixels. The mask is that within one level, and
 * the true area within what those lines can miss where the ellipse's tip lies between two of them.
 */
function expectEllipse({ mask }: SavedLayer): void {
  const got = maskOn(mask!, WHOLE);
  expect(largestDifference(got, ellipseOnLines(BOX, WHOLE, 16))).toBeLessThanOrEqual(1);
  expect(largestDifference(got, ellipseCoverage(BOX, WHOLE))).toBeLessThanOrEqual(4);
}

/** Differences in colour between a layer's opaque pixels and another below them. */
function onTopOf(document: SavedDocument, upper: string, lower: string): number[] {
  const [above, below] = [layerNamed(document, upper), layerNamed(document, lower)];
  const differences: number[] = [];
  for (let y = 0; y < above.rect.height; y++) {
    for (let x = 0; x < above.rect.width; x++) {
      const at = (y * above.rect.width + x) * 4;
      const [u, v] = [above.rect.x + x - below.rect.x, above.rect.y + y - below.rect.y];
      if (above.pixels[at + 3] !== 255 || u < 0 || v < 0) continue;
      if (u >= below.rect.width || v >= below.rect.height) continue;
      const from = (v * below.rect.width + u) * 4;
      for (let c = 0; c < 3; c++) {
        differences.push(Math.abs(above.pixels[at + c]! - below.pixels[from + c]!));
      }
    }
  }
  return differences;
}

function expectRestored(document: SavedDocument, source: string): void {
  const differences = onTopOf(document, NEW, source);
  const mean = differences.reduce((sum, d) => sum + d, 0) / differences.length;
  expect(differences.length).toBeGreaterThan(1000);
  // A restored picture is like its source, and not the same.
  expect(mean).toBeGreaterThan(0.2);
  expect(mean).toBeLessThan(15);
}

async function openPhoto(): Promise<Standalone> {
  const session = await openInTab(shipped, 'grouped.psd', groupedPhoto());
  await session.activate('photo');
  return session;
}

describe('in place', () => {
  it('adds a masked layer above the source and touches nothing else; undo takes it back', async () => {
    const session = await openPhoto();
    await session.select(ELLIPSE, 0);
    const untouched = await session.savePsd();
    const facts = await run(session.panel, '--scale', '2', '--mode', 'in-place');
    expect(facts).toMatchObject({ device: 'wasm', scale: 2, mode: 'in-place' });

    const before = readSaved(untouched);
    const after = readSaved(await session.savePsd());
    expect(without(after, NEW)).toEqual(before);
    expect(before).toEqual(readSaved(groupedPhoto()));
    const names = namesOf(before);
    names.splice(names.indexOf('group/photo') + 1, 0, `group/${NEW}`);
    expect(namesOf(after)).toEqual(names);
    const layer = layerNamed(after, NEW);
    expect(layer.mask!.outside).toBe(0);
    expectEllipse(layer);
    expect(layer.rect).toEqual(BOX);
    expectRestored(after, 'photo');

    await session.press('undo');
    expect((await session.savePsd()).equals(untouched)).toBe(true);
  });

  it('takes a lasso', async () => {
    const session = await openPhoto();
    const points = [
      [20, 12],
      [60, 20],
      [50, 52],
      [30, 44],
    ] as const;
    await session.select({ kind: 'lasso', points }, 0);
    await run(session.panel);
    const { mask } = layerNamed(readSaved(await session.savePsd()), NEW);
    const got = maskOn(mask!, WHOLE);
    // The drag itself is on whole page pixels: an edge may lie a fraction of a pixel elsewhere.
    const want = polygonCoverage(points, WHOLE);
    const [sum, wanted] = [got, want].map((values) => values.reduce((a, b) => a + b, 0));
    expect(Math.abs(sum! / wanted! - 1)).toBeLessThan(0.02);
    expect(largestDifference(got, want)).toBeLessThan(64);
  });

  it('means the whole layer when nothing is selected', async () => {
    const session = await openPhoto();
    await run(session.panel);
    const after = readSaved(await session.savePsd());
    const layer = layerNamed(after, NEW);
    expect(layer.rect).toEqual(layerNamed(after, 'photo').rect);
    if (layer.mask !== null) {
      expect(maskOn(layer.mask, layer.rect).every((value) => value === 255)).toBe(true);
    }
    expectRestored(after, 'photo');
  });

  it('keeps all 16 bits of a document', async () => {
    const layers = [
      { name: 'low', left: 0, top: 0, width: 64, height: 48, seed: 1, alpha: false },
      { name: 'high', left: 5, top: 4, width: 40, height: 30, seed: 2, mask: true },
    ];
    const made = { width: 64, height: 48, depth: 16, packing: 'predicted', layers } as const;
    const bytes = handmadePsd(made);
    const session = await openInTab(shipped, 'deep.psd', bytes);
    await session.activate('low');
    await session.select({ kind: 'rect', x: 8, y: 8, width: 32, height: 24 }, 0);
    await run(session.panel);
    const saved = await session.savePsd();
    expect(saved.readUInt16BE(22)).toBe(16);
    const after = readSaved(saved);
    expect(namesOf(after)).toEqual(['low', NEW, 'high']);
    expect(without(after, NEW)).toEqual(readSaved(bytes));
    // All of each value; the reader above rounds to 8 bits.
    const deep = (file: Uint8Array, name: string): number[] => {
      const psd = readPsd(file);
      return [
        ...decodeLayer(
          psd,
          psd.layers.find((layer) => layer.name === name)!,
        ).data,
      ];
    };
    for (const name of ['low', 'high']) expect(deep(saved, name)).toEqual(deep(bytes, name));
    expect(deep(saved, NEW).some((value) => value % 257 !== 0)).toBe(true);
  });
});

describe('other ways out', () => {
  const doubled = ({ x, y, width, height }: Rect): Rect => ({
    ...{ x: x * 2, y: y * 2 },
    ...{ width: width * 2, height: height * 2 },
  });

  it('enlarges the document', async () => {
    const session = await openPhoto();
    await session.select(ELLIPSE, 0);
    const untouched = await session.savePsd();
    await run(session.panel, '--mode', 'enlarge');
    const before = readSaved(untouched);
    const after = readSaved(await session.savePsd());
    expect(after).toMatchObject({ width: CANVAS.width * 2, height: CANVAS.height * 2 });
    const others = without(after, NEW).layers;
    expect(others.map(({ rect }) => rect)).toEqual(before.layers.map(({ rect }) => doubled(rect)));
    expect(others.map(({ name, path }) => [...path, name])).toEqual(
      before.layers.map(({ name, path }) => [...path, name]),
    );
    const at = after.layers.findIndex(({ name }) => name === NEW);
    expect(after.layers[at - 1]!.name).toBe('photo');
    const layer = after.layers[at]!;
    expect(layer.path).toEqual(['group']);
    expect(layer.rect).toEqual(doubled(BOX));
    expectRestored(after, 'photo');
    const whole = doubled(WHOLE);
    const mask = maskOn(layer.mask!, whole);
    const exact = ellipseCoverage(doubled(BOX), whole);
    // A selection has the document's resolution: only its edge of one pixel may differ.
    const coarse = ellipseCoverage(BOX, WHOLE);
    mask.forEach((value, i) => {
      const [x, y] = [(i % whole.width) >> 1, Math.floor(i / whole.width) >> 1];
      const near = [-1, 0, 1].flatMap((v) =>
        [-1, 0, 1].map((u) => coarse[(y + v) * CANVAS.width + x + u] ?? 0),
      );
      if (near.every((share) => share < 0.01)) expect(value).toBe(0);
      if (near.every((share) => share > 254.99)) expect(value).toBe(255);
    });
    const off = mask.reduce((sum, value, i) => sum + Math.abs(value - exact[i]!), 0);
    expect(off / exact.reduce((a, b) => a + b, 0)).toBeLessThan(0.03);
    await session.press('undo');
    expect((await session.savePsd()).equals(untouched)).toBe(true);
  });

  it('keeps the full resolution in a smart object', async () => {
    const session = await openPhoto();
    await session.select(ELLIPSE, 0);
    await run(session.panel, '--mode', 'smart-object');
    const after = readSaved(await session.savePsd());
    expect(without(after, NEW)).toEqual(readSaved(groupedPhoto()));
    const layer = layerNamed(after, NEW);
    expect(layer.path).toEqual(['group']);
    expect(layer.rect).toEqual(BOX);
    expectEllipse(layer);
    expect(decode(layer.content!)).toMatchObject({ width: 98, height: 74 });
  });
});
