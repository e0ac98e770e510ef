import { createBuffers } from '../../src/pixels/buffers';
import type { Planes } from '../../src/pixels/planes';
import { resizePlanes } from '../../src/pixels/resize';
import type { Filter } from '../../src/pixels/taps';
import pillow from '../fixtures/restore/pillow-resize.json';

const source: Planes = {
  ...pillow.source,
  channels: 1,
  data: Float32Array.from(pillow.source.data),
};

test.each(pillow.cases)('$filter to $width × $height gives what Pillow gives', (expected) => {
  const out = resizePlanes(source, expected, expected.filter as Filter, createBuffers());
  const worst = Math.max(...expected.data.map((v, i) => Math.abs(v - out.data[i]!)));
  expect(out.data.length).toBe(expected.data.length);
  expect(worst).toBeLessThan(1e-6);
});

test('a part resizes as the whole does, away from its edges', () => {
  const buffers = createBuffers();
  const wide: Planes = { width: 11, height: 9, channels: 1, data: source.data };
  const whole = resizePlanes(wide, { width: 44, height: 36 }, 'lanczos3', buffers);
  const part = resizePlanes(
    { width: 8, height: 9, channels: 1, data: crop(source, 3, 8) },
    { width: 32, height: 36 },
    'lanczos3',
    buffers,
  );
  for (let y = 0; y < 36; y++) {
    for (let x = 12; x < 32; x++) {
      expect(part.data[y * 32 + x]).toBeCloseTo(whole.data[y * 44 + 12 + x]!, 6);
    }
  }
});

test('channels are resized apart', () => {
  const data = new Float32Array(2 * 16).fill(0.25, 0, 16).fill(0.75, 16);
  const planes = { width: 4, height: 4, channels: 2, data };
  const out = resizePlanes(planes, { width: 3, height: 9 }, 'bicubic', createBuffers());
  expect(out.data.slice(0, 27).every((v) => Math.abs(v - 0.25) < 1e-6)).toBe(true);
  expect(out.data.slice(27, 54).every((v) => Math.abs(v - 0.75) < 1e-6)).toBe(true);
});

function crop(planes: Planes, x: number, width: number): Float32Array {
  const out = new Float32Array(width * planes.height);
  for (let y = 0; y < planes.height; y++) {
    out.set(planes.data.subarray(y * planes.width + x, y * planes.width + x + width), y * width);
  }
  return out;
}
