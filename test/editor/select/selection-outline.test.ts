import { outline } from '../../../src/editor/select/selection-outline';
import { rasterize } from '../../../src/editor/select/rasterize';
import { selectionOf, selectionOn, type Selection } from '../../../src/editor/select/selection';

function fromRows(...rows: string[]): Selection {
  const data = Uint8Array.from(rows.join(''), (c) =>
    c === '#' ? 255 : c === '+' ? 128 : c === '-' ? 127 : 0,
  );
  return selectionOf({ width: rows[0]!.length, height: rows.length, data }, 10, 20)!;
}

/** Even-odd fill of the polygons, sampled at pixel centres. */
function filled(polygons: readonly Float32Array[], x: number, y: number): boolean {
  let odd = false;
  for (const p of polygons) {
    for (let i = 0; i < p.length; i += 2) {
      const [ax, ay] = [p[i]!, p[i + 1]!];
      const [bx, by] = [p[(i + 2) % p.length]!, p[(i + 3) % p.length]!];
      if (ax === bx && ay > y !== by > y && x < ax) odd = !odd;
    }
  }
  return odd;
}

test('a rectangle has four corners', () => {
  expect(outline(fromRows('###', '###'))).toEqual([
    Float32Array.of(10, 20, 13, 20, 13, 22, 10, 22),
  ]);
});

test('pixels count from one half on', () => {
  expect(outline(fromRows('#-', '+-'))).toEqual([Float32Array.of(11, 20, 11, 22, 10, 22, 10, 20)]);
  expect(outline(fromRows('--', '--'))).toEqual([]);
});

test('a hole is a polygon of its own, and pixels that touch at a corner stay apart', () => {
  expect(outline(fromRows('###', '#.#', '###'))).toHaveLength(2);
  expect(outline(fromRows('#.', '.#'))).toHaveLength(2);
});

test('filling the outline gives back what is selected', () => {
  const canvas = { width: 90, height: 70 };
  const ellipse = rasterize(
    { kind: 'ellipse', rect: { x: 7.5, y: 3.2, width: 70, height: 60 } },
    canvas,
  )!;
  const mask = selectionOn(ellipse, { x: 0, y: 0, ...canvas });
  const polygons = outline(ellipse);
  expect(polygons).toHaveLength(1);
  for (let y = 0; y < canvas.height; y++) {
    for (let x = 0; x < canvas.width; x++) {
      const wanted = mask.data[y * canvas.width + x]! >= 128;
      expect([x, y, filled(polygons, x + 0.5, y + 0.5)]).toEqual([x, y, wanted]);
    }
  }
});
