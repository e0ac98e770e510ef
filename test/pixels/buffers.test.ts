import { createBuffers } from '../../src/pixels/buffers';

test('what was given back is used again, also for a little less', () => {
  const buffers = createBuffers();
  const first = buffers.take(100);
  expect(first).toHaveLength(100);
  buffers.give(first);
  const second = buffers.take(60);
  expect(second).toHaveLength(60);
  expect(second.buffer).toBe(first.buffer);
  expect(buffers.peakBytes).toBe(400);
});

test('a much smaller need does not block a large buffer', () => {
  const buffers = createBuffers();
  const large = buffers.take(100);
  buffers.give(large);
  expect(buffers.take(10).buffer).not.toBe(large.buffer);
  expect(buffers.peakBytes).toBe(440);
});

test('used and peak bytes are what was there, free buffers and held memory included', () => {
  const buffers = createBuffers();
  const release = buffers.hold(1000);
  const array = buffers.take(25);
  expect([buffers.usedBytes, buffers.peakBytes]).toEqual([1100, 1100]);
  release();
  release();
  buffers.give(array);
  expect([buffers.usedBytes, buffers.peakBytes]).toEqual([0, 1100]);
  buffers.clear();
  buffers.give(buffers.take(200));
  expect(buffers.peakBytes).toBe(1100);
});
