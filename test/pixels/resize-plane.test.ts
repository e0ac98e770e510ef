import { resizePlane } from '../../src/pixels/resize';
import { scaleSelection } from '../../src/editor/select/selection';

const FROM = { width: 9, height: 7 };
const whole = (factor: number) => ({ width: 9 * factor, height: 7 * factor });
const rows = (factor: number) => ({ first: 0, count: 7 * factor });

test.each([2, 3, 4])(
  'a constant stays constant and a slope stays a slope, %d times as large',
  (factor) => {
    const flat = resizePlane(new Float32Array(63).fill(0.7), FROM, whole(factor), rows(factor));
    for (const value of flat) expect(value).toBeCloseTo(0.7, 6);
    const slope = Float32Array.from(
      { length: 63 },
      (_, i) => (i % 9) * 0.1 + Math.floor(i / 9) * 0.05,
    );
    const out = resizePlane(slope, FROM, whole(factor), rows(factor));
    const width = 9 * factor;
    for (let y = 2 * factor; y < 5 * factor; y++) {
      for (let x = 2 * factor; x < 7 * factor; x++) {
        const wanted = ((x + 0.5) / factor - 0.5) * 0.1 + ((y + 0.5) / factor - 0.5) * 0.05;
        expect(out[y * width + x]).toBeCloseTo(wanted, 5);
      }
    }
  },
);

test('bands put together are the whole', () => {
  const plane = Float32Array.from({ length: 63 }, (_, i) => Math.sin(i * 1.7));
  const all = resizePlane(plane, FROM, whole(3), rows(3));
  for (let first = 0; first < 21; first += 5) {
    const count = Math.min(5, 21 - first);
    const band = resizePlane(plane, FROM, whole(3), { first, count });
    expect(band).toEqual(all.slice(first * 27, (first + count) * 27));
  }
});

test('a selection grows with its document', () => {
  const box = { bounds: { x: 3, y: 4, width: 5, height: 6 }, data: null };
  expect(scaleSelection(box, 2)).toEqual({
    bounds: { x: 6, y: 8, width: 10, height: 12 },
    data: null,
  });
  const soft = { bounds: { x: 1, y: 1, width: 3, height: 1 }, data: Uint8Array.of(100, 255, 100) };
  const grown = scaleSelection(soft, 3)!;
  expect(grown.bounds).toEqual({ x: 3, y: 3, width: 9, height: 3 });
  expect(grown.data![4]).toBe(255);
  expect([...grown.data!]).toEqual([...grown.data!].reverse());
});
