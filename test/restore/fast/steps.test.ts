import { createBuffers } from '../../../src/pixels/buffers';
import { takePlanes, type Planes } from '../../../src/pixels/planes';
import { resizePlanes } from '../../../src/pixels/resize';
import { applySteps, stepsMargin, type StepSettings } from '../../../src/restore/fast/steps';

const SIZE = { width: 24, height: 18 };

const PLAIN: StepSettings = { scale: 2, mode: 'enlarge', strength: 1, faithful: false };

function wave(size: { width: number; height: number }, frequency: number, level: number): Planes {
  const planes = takePlanes(createBuffers(), size, 3);
  for (let i = 0; i < planes.data.length; i++) {
    const x = i % size.width;
    planes.data[i] = level + 0.1 * Math.sin(x * frequency + Math.floor(i / size.width) / 5);
  }
  return planes;
}

function copy(planes: Planes, buffers: ReturnType<typeof createBuffers>): Planes {
  const out = takePlanes(buffers, planes, planes.channels);
  out.data.set(planes.data);
  return out;
}

function mean({ data }: Planes): number {
  return data.reduce((sum, v) => sum + v, 0) / data.length;
}

function worst(a: Planes, b: Planes): number {
  let most = 0;
  for (let i = 0; i < a.data.length; i++) most = Math.max(most, Math.abs(a.data[i]! - b.data[i]!));
  return most;
}

test.each([
  [PLAIN, 48],
  [{ ...PLAIN, scale: 3, strength: 0.5 }, 72],
  [{ ...PLAIN, mode: 'in-place' }, 24],
  [{ ...PLAIN, mode: 'in-place', faithful: true }, 24],
  [{ ...PLAIN, scale: 4, faithful: true }, 96],
  [{ ...PLAIN, scale: 1, faithful: true }, 24],
] as const)('%j: right size, and all buffers but the result given back', (settings, width) => {
  const buffers = createBuffers();
  const source = copy(wave(SIZE, 0.4, 0.5), buffers);
  const head = settings.scale === 3 ? 4 : settings.scale;
  const size = { width: SIZE.width * head, height: SIZE.height * head };
  const restored = copy(wave(size, 0.2, 0.6), buffers);
  const result = applySteps(restored, source, settings, buffers);
  expect(result.width).toBe(width);
  expect(result.data).toHaveLength(width * ((width * 3) / 4) * 3);
  buffers.give(source.data);
  buffers.give(result.data);
  expect(buffers.usedBytes).toBe(0);
});

test('the correction takes the tones of the source and leaves fine detail', () => {
  const buffers = createBuffers();
  const source = wave(SIZE, 0, 0.5);
  const restored = wave({ width: 48, height: 36 }, 2.5, 0.8);
  const result = applySteps(copy(restored, buffers), source, PLAIN, buffers);
  expect(Math.abs(mean(result) - mean(source))).toBeLessThan(0.002);
  const contrast = (planes: Planes): number => {
    const middle = mean(planes);
    return planes.data.reduce((sum, v) => sum + (v - middle) ** 2, 0) / planes.data.length;
  };
  expect(contrast(result)).toBeGreaterThan(0.9 * contrast(restored));
});

test('strength 0 is the source, resized', () => {
  const buffers = createBuffers();
  const source = wave(SIZE, 0.7, 0.4);
  const restored = wave({ width: 96, height: 72 }, 0.2, 0.6);
  const settings: StepSettings = { ...PLAIN, scale: 4, strength: 0 };
  const result = applySteps(copy(restored, buffers), source, settings, buffers);
  expect(worst(result, resizePlanes(source, restored, 'lanczos3', buffers))).toBeLessThan(1e-6);
});

test('a faithful result, shrunk again, is closer to the source', () => {
  const buffers = createBuffers();
  const source = wave(SIZE, 0.7, 0.4);
  const restored = wave({ width: 48, height: 36 }, 0.9, 0.5);
  const distance = (faithful: boolean): number => {
    const settings: StepSettings = { ...PLAIN, faithful };
    const result = applySteps(copy(restored, buffers), source, settings, buffers);
    return worst(resizePlanes(result, source, 'bicubic', buffers), source);
  };
  expect(distance(true)).toBeLessThan(0.25 * distance(false));
});

test('a faithful result at the same size is closer to the source, but not the source', () => {
  const buffers = createBuffers();
  const source = wave(SIZE, 1.2, 0.4);
  const restored = wave(SIZE, 0.3, 0.5);
  const distance = (faithful: boolean): number => {
    const settings: StepSettings = { ...PLAIN, scale: 1, mode: 'in-place', faithful };
    return worst(applySteps(copy(restored, buffers), source, settings, buffers), source);
  };
  expect(distance(true)).toBeLessThan(0.8 * distance(false));
  expect(distance(true)).toBeGreaterThan(0.001);
});

test('the margin covers what the steps look at', () => {
  expect(stepsMargin(PLAIN)).toBe(7);
  expect(stepsMargin({ ...PLAIN, faithful: true })).toBe(19);
});
