import { type Rect, grow, intersect, rect } from '../../../src/core/geometry';
import { cropMask, type Mask } from '../../../src/core/mask';
import { NEVER, onBench, type Bench, type HostFixture, type Shape } from './bench';
import { CANVAS, galleryPsd, painted } from './gallery';
import { refOf } from './reading';

const LASSO = [
  [3, 28],
  [40, 2],
  [45, 30],
] as const;

const SHAPES: readonly (readonly [name: string, shape: Shape, feather: number])[] = [
  ['a rectangle', { kind: 'rectangle', rect: rect(5, 6, 22, 11) }, 0],
  ['a rectangle over the edge', { kind: 'rectangle', rect: rect(-9, -4, 20, 20) }, 0],
  ['everything', { kind: 'rectangle', rect: CANVAS }, 0],
  ['an ellipse', { kind: 'ellipse', rect: rect(6, 4, 30, 22) }, 0],
  ['an ellipse over the edge', { kind: 'ellipse', rect: rect(30, 12, 40, 40) }, 0],
  ['a lasso', { kind: 'lasso', points: LASSO }, 0],
  ['a feathered ellipse', { kind: 'ellipse', rect: rect(10, 6, 24, 18) }, 2],
  ['a feathered rectangle over the edge', { kind: 'rectangle', rect: rect(-6, 8, 24, 40) }, 3],
];

/** Document pixels; fractions for pixel centres. */
function holds(shape: Shape, x: number, y: number): boolean {
  if (shape.kind === 'lasso') {
    const sides = shape.points.map(([ax, ay], i) => {
      const [bx, by] = shape.points[(i + 1) % shape.points.length] ?? [0, 0];
      return Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax));
    });
    return sides.every((side) => side === sides[0]);
  }
  const { x: left, y: top, width, height } = shape.rect;
  if (shape.kind === 'rectangle') {
    return x >= left && y >= top && x < left + width && y < top + height;
  }
  return (
    ((x - left - width / 2) / (width / 2)) ** 2 + ((y - top - height / 2) / (height / 2)) ** 2 <= 1
  );
}

/** How far from a pixel the edge of the shape has to be for its value to be 0 or 255 for sure. */
function reachOf(shape: Shape, feather: number): number {
  if (feather > 0) return Math.ceil(4 * feather) + 2;
  return shape.kind === 'rectangle' ? 0 : 1;
}

/** 255 well inside, 0 well outside; in between (null) the value is the editor's own matter. */
function expectedAt(x: number, y: number, shape: Shape, feather: number): 0 | 255 | null {
  if (x < 0 || y < 0 || x >= CANVAS.width || y >= CANVAS.height) return 0;
  const reach = reachOf(shape, feather);
  const around = [-reach, 0, reach].flatMap((dy) =>
    [-reach, 0, reach].map((dx) => holds(shape, x + dx + 0.5, y + dy + 0.5)),
  );
  if (around.every((inside) => !inside)) return 0;
  return around.every(Boolean) && edgeIsFar(x, y, reach, feather) ? 255 : null;
}

function expectShape(mask: Mask, area: Rect, shape: Shape, feather: number): void {
  const wrong: unknown[] = [];
  mask.data.forEach((value, i) => {
    const x = area.x + (i % area.width);
    const y = area.y + Math.floor(i / area.width);
    const expected = expectedAt(x, y, shape, feather);
    if (expected !== null && value !== expected) wrong.push({ x, y, value, expected });
  });
  expect(wrong).toEqual([]);
}

/** A soft edge may also come from the canvas, where the editor cuts before it softens. */
function edgeIsFar(x: number, y: number, reach: number, feather: number): boolean {
  if (feather === 0) return true;
  const inner = grow(CANVAS, -reach);
  return x >= inner.x && y >= inner.y && x < inner.x + inner.width && y < inner.y + inner.height;
}

const AREAS = [CANVAS, rect(9, 5, 20, 17), rect(-10, -9, 70, 60)];

/** Reads what is selected in both ways a host may have: with and without having read the layer before. */
async function expectSelection(bench: Bench, shape: Shape, feather: number): Promise<void> {
  const { document } = await bench.host.snapshot();
  const id = document?.id ?? '';
  for (const area of AREAS) {
    const mask = await bench.host.readSelection(id, area, NEVER);
    if (mask === null) throw new Error('the selection is missing');
    expect({ width: mask.width, height: mask.height }).toEqual({
      width: area.width,
      height: area.height,
    });
    expectShape(mask, area, shape, feather);
    const truth = bench.selection();
    if (truth) expect(Buffer.compare(mask.data, cropMask(truth, area).data)).toBe(0);
  }
}

export function selectionContract(fixture: HostFixture): void {
  describe('readSelection', () => {
    test.each(SHAPES)('%s', (_name, shape, feather) =>
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        await bench.activate('faded');
        await bench.select(shape, feather);
        await expectSelection(bench, shape, feather);
        const ref = await refOf(bench, painted('photo').name);
        await bench.host.readLayer(ref, grow(CANVAS, 8), NEVER);
        await expectSelection(bench, shape, feather);
      })(),
    );

    test(
      'after reading an opaque layer that is alone',
      onBench(fixture, async (bench) => {
        const [, shape, feather] = SHAPES[6]!;
        await bench.open(galleryPsd(), 'gallery.psd');
        await bench.select(shape, feather);
        const ref = await refOf(bench, 'photo');
        const before = await bench.save();
        await bench.host.readLayer(ref, CANVAS, NEVER);
        await expectSelection(bench, shape, feather);
        expect(Buffer.compare(before, await bench.save())).toBe(0);
        expect(bench.documents()).toHaveLength(1);
      }),
    );

    test(
      'null without a selection',
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        const { document } = await bench.host.snapshot();
        expect(await bench.host.readSelection(document!.id, CANVAS, NEVER)).toBeNull();
      }),
    );

    test(
      'leaves document, selection and active layer as they were',
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        await bench.activate('inner');
        await bench.select({ kind: 'lasso', points: LASSO }, 1);
        const before = await bench.save();
        const snapshot = await bench.host.snapshot();
        await bench.host.readSelection(snapshot.document!.id, CANVAS, NEVER);
        await bench.host.readSelection(
          snapshot.document!.id,
          intersect(CANVAS, rect(3, 3, 9, 9)),
          NEVER,
        );
        const { layer, selection, activeLayers } = await bench.host.snapshot();
        expect({ layer, selection, activeLayers }).toEqual({
          layer: snapshot.layer,
          selection: snapshot.selection,
          activeLayers: 1,
        });
        expect(Buffer.compare(before, await bench.save())).toBe(0);
      }),
    );

    test(
      'an aborted one rejects with the reason and leaves nothing behind',
      onBench(fixture, async (bench) => {
        await bench.open(galleryPsd(), 'gallery.psd');
        await bench.select({ kind: 'ellipse', rect: rect(4, 4, 20, 20) });
        const before = await bench.save();
        const { document, selection } = await bench.host.snapshot();
        const controller = new AbortController();
        const reading = bench.host.readSelection(document!.id, CANVAS, controller.signal);
        controller.abort('during');
        await expect(reading).rejects.toBe('during');
        expect((await bench.host.snapshot()).selection).toEqual(selection);
        expect(Buffer.compare(before, await bench.save())).toBe(0);
        expect(bench.documents()).toHaveLength(1);
      }),
    );
  });
}
